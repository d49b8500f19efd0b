// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings at the command line: what `record` prints, what `render --replay` writes, and what is
// answered where something does not go together or is not there.
#include "record/writer.h"
#include "support/cli.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SCENE "size: 64x36\nknobs:\n  k: {from: 0, to: 1, at: 0.2}\n"
#define LAYERS "layers:\n- {picture: photo.png, place: {angle: 90 * k}}\n"

enum { FPS = 30, SIGNALS = 12, KNOB = 11 };

// As a show of that scene would have it: the engine's own signals, then the knob.
static const char *const names[SIGNALS] = {"time",  "beat",   "bar",     "bpm",     "frame", "seed",
                                           "width", "height", "mouse.x", "mouse.y", "",      "k"};
static const char *const providers[SIGNALS] = {"clock",   "tempo",   "tempo", "scene",
                                               "clock",   "scene",   "scene", "scene",
                                               "pointer", "pointer", "clock", "knob"};

static void put_ticks(struct rmx_record_writer *writer, int count)
{
    for (int tick = 0; tick < count; tick++) {
        double row[SIGNALS];
        for (int s = 0; s < SIGNALS; s++)
            row[s] = s == KNOB ? (tick >= 30 ? 0.75 : 0.2) : s == 8 || s == 9 ? 0.5 : NAN;
        const struct rmx_ticks like = {.fps = FPS, .width = 64, .height = 36, .lane_count = 1};
        const struct rmx_tick it = {.time_us = tick * 1000000LL / FPS,
                                    .frame = tick,
                                    .flags = tick >= 50 ? RMX_TICK_BLACK
                                             : tick     ? RMX_TICK_DRAWN
                                                        : RMX_TICK_DRAWN | RMX_TICK_SWAP};
        rmx_record_writer_tick(writer, &like, &it,
                               &(struct rmx_rows){SIGNALS, tick < 50, row, NULL});
    }
}

static void record(const char *name, const char *scene, int ticks)
{
    char why[256] = "", path[512];
    snprintf(path, sizeof(path), "%s", test_cli_path("gone.yaml"));
    const struct rmx_evening evening = {
        .version = "9.9", .date = {2026, 11, 30, 20, 15, 0}, .scene = path, .chain = ""};
    const struct rmx_record_writer_params params = {.path = test_cli_path(name),
                                                    .evening = &evening};
    struct rmx_record_writer *writer = rmx_record_writer_create(&params, why, sizeof(why));
    if (!writer)
        fail_msg("%s", why);
    const double prepared[SIGNALS] = {0};
    const struct rmx_evening_lane lane = {"", SIGNALS, names, providers, prepared};
    const struct rmx_evening_load load = {.scene = path,
                                          .chain = "",
                                          .width = 64,
                                          .height = 36,
                                          .fps = FPS,
                                          .prepared_fps = FPS,
                                          .lane_count = 1,
                                          .lanes = &lane};
    struct rmx_texts *texts = rmx_texts_create();
    rmx_texts_put(texts, &(struct rmx_text_note){RMX_TEXT_READ, path, 0, scene, strlen(scene)});
    rmx_texts_put(texts, &(struct rmx_text_note){RMX_TEXT_CHECK, path, 0, "", 0});
    rmx_texts_put(texts, &(struct rmx_text_note){RMX_TEXT_REAL, path, 0, path, strlen(path)});
    rmx_texts_add_source(texts, test_cli_path("photo.png"));
    rmx_record_writer_load(writer, &load, texts);
    rmx_texts_release(texts);
    put_ticks(writer, ticks);
    rmx_record_writer_destroy(writer);
}

static const struct test_law prints[] = {
    {"the scene, when it was, and by what", "remontage record a.rec | head -1", 0,
     "gone.yaml, 2026-11-30 20:15:00, by remontage 9.9", NULL},
    {"each load with its texts", "remontage record a.rec", 0, "0:00:00.000  load ", NULL},
    {"what it was made of", "remontage record a.rec", 0, "  text ", NULL},
    {"a source with its hash", "remontage record a.rec", 0, "photo.png, SHA-256 ", NULL},
    {"a knob that moved", "remontage record a.rec", 0, "0:00:01.000  set k = 0.75", NULL},
    {"what moves by itself is not told", "remontage record a.rec | grep -c mouse.x || true", 0,
     "0\n", NULL},
    {"unless all is", "remontage record a.rec -v", 0, "set mouse.x = 0.5", NULL},
    {"a verb", "remontage record a.rec", 0, "0:00:01.667  blackout = 1", NULL},
    {"a summary", "remontage record a.rec", 0, "1.967 s, 60 frames, 1 load, ", NULL},
    {"for programs", "remontage record a.rec --json", 0,
     "{\"time\": 1, \"what\": \"set\", \"name\": \"k\", \"value\": 0.75}", NULL},
    {"one that is cut off", "head -c -70 a.rec > cut.rec; remontage record cut.rec", 0,
     "cut off: ", NULL},
    {"one whose first block was edited",
     "cp a.rec edited.rec; printf x | dd of=edited.rec bs=1 seek=90 conv=notrunc 2>&1 | cat "
     ">/dev/null; remontage record edited.rec",
     66, NULL, "cannot be read: it is damaged from its beginning on"},
    {"one whose last frames were",
     "cp a.rec edited.rec; n=$(($(wc -c <a.rec) - 300)); "
     "printf xxx | dd of=edited.rec bs=1 seek=$n conv=notrunc 2>/dev/null; remontage record "
     "edited.rec",
     0, "damaged from there on: ", NULL},
    {"what is none", "remontage record photo.png", 66, NULL,
     "photo.png cannot be read: it is no recording of a show"},
    {"a folder", "remontage record .", 66, NULL, "Is a directory"},
    {"nothing", "remontage record none.rec", 66, NULL, "No such file"},
    {"an empty file", "touch empty.rec; remontage record empty.rec", 66, NULL, "it is empty"},
};

static void record_prints(void **state)
{
    (void)state;
    TEST_HOLD(prints);
}

static const struct test_law replays[] = {
    {"all of it", "mkdir all; remontage render --replay a.rec -o all/%03d.png", 0, NULL,
     "wrote 60 frames to all/%03d.png"},
    {"a part of it has the numbers of the whole",
     "mkdir part; remontage render --replay a.rec --from 1 --to 1.1 -o part/%03d.png; ls part", 0,
     "030.png\n031.png\n032.png\n", "wrote 3 frames"},
    {"and the same bytes", "cmp part/031.png all/031.png", 0, NULL, NULL},
    {"frames by number",
     "mkdir by; remontage render --replay a.rec --frames 10-40x10 -o by/%d.png; ls by", 0,
     "10.png\n20.png\n30.png\n40.png\n", "wrote 4 frames"},
    {"at a steady rate, whatever was shown when",
     "mkdir rate; remontage render --replay a.rec --fps 10 -o rate/%d.png; ls rate | wc -l; "
     "cmp rate/10.png all/030.png",
     0, "20\n", "wrote 20 frames"},
    {"one of it",
     "remontage render --replay a.rec --time 1.01 -o one.png; cmp one.png all/030.png; "
     "true",
     0, NULL, "wrote one.png, 64 x 36"},
    {"larger", "remontage render --replay a.rec --time 1 --size 256 -o large.png", 0, NULL,
     "wrote large.png, 256 x 144"},
    {"of another shape", "remontage render --replay a.rec --frame 3 --size 100x100 -o square.png",
     0, NULL, "wrote square.png, 100 x 100"},
    {"deeper", "remontage render --replay a.rec --frame 3 --depth 16 -o deep.png", 0, NULL,
     "wrote deep.png"},
    {"of one that is cut off what is whole",
     "head -c 250 a.rec > cut2.rec; remontage render --replay cut2.rec --frame 0 -o c.png", 66,
     NULL, "holds no frame"},
    {"one whose end alone is missing",
     "head -c -64 a.rec > cut3.rec; remontage render --replay cut3.rec --frame 0 -o c.png", 0, NULL,
     "cut3.rec was not ended: it is replayed up to second 2.0"},
};

static void replay_writes(void **state)
{
    (void)state;
    TEST_HOLD(replays);
}

static const struct test_law answers[] = {
    {"a scene beside it", "remontage render --replay a.rec a.yaml -o %d.png", 2, NULL,
     "brings its scene along: 'a.yaml' is one too many"},
    {"what would change the show", "remontage render --replay a.rec --seed 3 -o %d.png", 2, NULL,
     "--seed does not go with --replay"},
    {"no place for numbers", "remontage render --replay a.rec -o x.png", 2, NULL,
     "wants the number's place in -o"},
    {"one frame into many files", "remontage render --replay a.rec --time 1 -o %d.png", 2, NULL,
     "make one file"},
    {"an end before its beginning", "remontage render --replay a.rec --from 1 --to 1 -o %d.png", 2,
     NULL, "--to 1 is not after --from 1"},
    {"what is later than its end", "remontage render --replay a.rec --from 9 -o %d.png", 2, NULL,
     "the recording is 2.0 s long: there is nothing at 9 s"},
    {"a frame that it has not", "remontage render --replay a.rec --frame 60 -o x.png", 2, NULL,
     "has 60 frames: there is no 60"},
    {"seconds of a scene", "remontage render a.yaml --from 1", 2, NULL, "go with --replay"},
    {"what is none", "remontage render --replay photo.png --frame 0 -o x.png", 66, NULL,
     "it is no recording"},
    {"a recording over its own picture", "remontage render --replay a.rec --frame 0 -o photo.png",
     73, NULL, "is an input of this picture"},
    {"a recording that is there already", "remontage live a.yaml --record a.rec", 73, NULL,
     "a.rec is there already, and no evening is written over another"},
    {"a folder to record to", "remontage live a.yaml --record .", 73, NULL, "Is a directory"},
    {"a source that is the same",
     "remontage render --replay a.rec --frame 0 -o same.png 2>&1 | grep -c 'another file'; true", 0,
     "0\n", NULL},
    {"a source that is another one",
     "cp photo.png keep.png; cp other.png photo.png; "
     "remontage render --replay a.rec --frame 0 -o x.png",
     0, NULL, "photo.png is another file than was shown"},
    {"one that is missing", "rm photo.png; remontage render --replay a.rec --frame 0 -o x.png", 66,
     NULL, "photo.png was shown, and is missing"},
    {"it comes back", "mv keep.png photo.png; remontage render --replay a.rec --frame 0 -o y.png",
     0, NULL, "wrote y.png"},
    {"a recording whose texts are of another scene",
     "remontage render --replay wrong.rec --frame 0 -o x.png", 66, NULL, "of another scene"},
};

static void what_is_wrong_is_answered(void **state)
{
    (void)state;
    TEST_HOLD(answers);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("photo.png", 64, 36);
    test_cli_picture("other.png", 32, 36);
    test_cli_text("a.yaml", SCENE LAYERS);
    record("a.rec", SCENE LAYERS, 60);
    record("wrong.rec", "size: 64x36\nknobs:\n  k: {at: 0}\n  l: {at: 0}\n" LAYERS, 3);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record_prints),
        cmocka_unit_test(replay_writes),
        cmocka_unit_test(what_is_wrong_is_answered),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
