// SPDX-License-Identifier: GPL-3.0-or-later
// An evening that is recorded is replayed to the byte: each frame that a window has shown, whatever
// moved it, from the recording and the files that it names.
#include "show/replay.h"
#include "support/cli.h"
#include "support/live.h"
#include "support/sound_server.h"
#include "support/wav.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 90, BYTES = WIDTH * HEIGHT * 4, MOST = 400, FPS = 120 };

#define KNOB "size: 160x90\nknobs:\n  k: {from: 0, to: 1, at: 0.2}\n"
#define PHOTO "sources:\n  a: {image: asset:coffee.jpg}\n"
#define PLAIN KNOB PHOTO "layers:\n- {picture: a, place: {angle: 90 * k + time * 10}}\n"
#define TRAILS                                                                                     \
    KNOB PHOTO "layers:\n- name: l\n  picture: a\n  place: {x: (50 + 20 * wave(time / 2)) %, "     \
               "scale: 0.2 + k / 3}\n  chain:\n  - trails: {keep: 0.9, what: all}\n"
#define INTEGRAL KNOB PHOTO "layers:\n- {picture: a, place: {angle: 300 * run(k)}}\n"
#define HEARS                                                                                      \
    KNOB PHOTO "sound: {file: clicks.wav}\nlayers:\n- generate: solid\n- {picture: a, place: "     \
               "{scale: 0.3 + audio.level, angle: 90 * run(audio.bass) + 5 * run(audio.kick)}}\n"
#define DRAWS_SOUND                                                                                \
    KNOB PHOTO "sound: {monitor: test-sink}\nlayers:\n- {picture: a, place: {scale: 0.6 + "        \
               "audio.level}, chain: [waveform, spectrum]}\n"
#define DRAWS_FILE                                                                                 \
    KNOB PHOTO "sound: {file: long.wav}\nlayers:\n- {picture: a, place: {scale: 0.6 + "            \
               "audio.level, angle: run(audio.bass)}, chain: [waveform, spectrum]}\n"
#define SHARES                                                                                     \
    KNOB "sources: {a: asset:coffee.jpg}\nlayers:\n- generate: solid\n- {picture: a, opacity: "    \
         "0.9 - 0.8 * wave(time / 3), place: {scale: 1 - 0.6 * share.a, angle: 40 * aura.a}}\n"
#define WITHIN KNOB "sources:\n  in: {scene: inner.yaml, with: {turn: k}}\nlayers:\n- picture: in\n"
#define INNER                                                                                      \
    "size: 160x90\nknobs:\n  turn: {from: 0, to: 1, at: 0}\n" PHOTO                                \
    "layers:\n- {picture: a, place: {angle: 200 * run(turn)}}\n"
#define OWN_EFFECT KNOB PHOTO "layers:\n- {picture: a, chain: [own: {amount: k}]}\n"
#define OWN(colour)                                                                                \
    "/*{\"CREDIT\": \"test\", \"CATEGORIES\": [\"colour\"], \"INPUTS\": [{\"NAME\": "              \
    "\"inputImage\", \"TYPE\": \"image\"}, "                                                       \
    "{\"NAME\": \"amount\", \"TYPE\": \"float\", \"MIN\": 0, \"MAX\": 1, \"DEFAULT\": 0}]}*/\n"    \
    "void main() { vec4 c = IMG_THIS_PIXEL(inputImage); gl_FragColor = mix(c, vec4(" colour        \
    ", c.a), amount); }\n"

static struct {
    unsigned char *pixels; // of each frame that was shown
    int count;
} shown;

static void keep(const unsigned char *pixels, int width, int height)
{
    if (shown.count == MOST || width != WIDTH || height != HEIGHT)
        fail_msg("%d frames of %d x %d", shown.count, width, height);
    memcpy(shown.pixels + (size_t)shown.count++ * BYTES, pixels, BYTES);
}

static double now_s;

static void pass(int frames)
{
    for (int i = 0; i < frames; i++) {
        now_s += 1.0 / FPS;
        live_time(now_s);
        assert_true(live_turn(1));
    }
}

// Frames are left out, as on a machine that is busy.
static void jump(double seconds)
{
    now_s += seconds;
    live_time(now_s);
    assert_true(live_turn(1));
}

static void set(double value)
{
    rmx_controls_set(live_controls(), "k", value);
}

static void moves(void)
{
    for (int i = 0; i < 12; i++) {
        set(i / 12.0);
        pass(1);
    }
}

static void verbs(void)
{
    pass(6);
    set(0.7);
    live_press(RMX_ACTION_BLACKOUT);
    pass(6);
    live_press(RMX_ACTION_BLACKOUT);
    pass(3);
    live_press(RMX_ACTION_FREEZE);
    set(0.1);
    pass(6);
    live_press(RMX_ACTION_FREEZE);
    jump(0.3);
    pass(3);
    live_press(RMX_ACTION_RESTART);
    pass(6);
    live_press(RMX_ACTION_PAUSE);
    set(0.9); // seen while time is held
    assert_true(live_turn(1));
    live_press(RMX_ACTION_PAUSE);
    pass(6);
}

static void write_file(const char *name, const char *text)
{
    test_cli_text(name, text);
}

// A text is saved while it plays; and what stands in its place later does not count.
static void edit(const char *name, const char *text)
{
    int swaps = live_counts().swaps, loads = live_counts().reload.loads;
    write_file(name, text);
    if (!live_until_loads(loads + 1) || live_counts().reload.is_broken ||
        !live_until_swap(swaps + 1))
        fail_msg("%s", live_seen()->words);
}

static void nothing(void)
{
}

// Silent until what lies between is known, and heard then.
static void jump_far(void)
{
    jump(100);
    for (int i = 0; i < 40; i++) {
        pass(1);
        usleep(20000);
    }
}

static void add_blur(void)
{
    edit("evening.yaml", TRAILS "  - blur: {radius: 0.02}\n");
}

static void change_inner(void)
{
    edit("inner.yaml", INNER "finish: [invert]\n");
}

static void change_effect(void)
{
    edit("own.fs", OWN("1.0, 0.2, 0.0"));
}

static void change_rate(void)
{
    edit("evening.yaml", KNOB PHOTO "layers:\n- {picture: a, place: {angle: 30 * run(k)}, opacity: "
                                    "0.5 + run(0.1)}\n");
}

static const struct evening {
    const char *law, *text;
    void (*edit)(void);
    long long lose_at;
    int starts;             // frames at first
    bool hears;             // a device
    double restart_every_s; // 0: never
} evenings[] = {
    {"a scene without memory", PLAIN, nothing, 0, 6, false, 0},
    {"trails, and an edit mid-way", TRAILS, add_blur, 0, 6, false, 0},
    {"an integral of a knob, and an edit mid-way", INTEGRAL, change_rate, 0, 6, false, 0},
    {"what is heard, and its integrals", HEARS, nothing, 0, 6, false, 0},
    {"a device that is heard and drawn", DRAWS_SOUND, nothing, 0, 40, true, 0},
    {"a file that is heard and drawn, after a jump", DRAWS_FILE, jump_far, 0, 6, false, 0},
    {"shares and auras", SHARES, nothing, 0, 75, false, 0},
    {"a scene within, which is edited", WITHIN, change_inner, 0, 3, false, 0},
    {"an effect of its own, which is edited", OWN_EFFECT, change_effect, 0, 3, false, 0},
    {"the GPU is reset", PLAIN, nothing, 20, 3, false, 0},
    {"trails, and time that begins again on a bar", TRAILS, nothing, 0, 245, false, 1},
};

enum { COUNT = sizeof(evenings) / sizeof(*evenings) };

static void record(const struct evening *evening)
{
    shown.count = 0;
    now_s = 0;
    if (evening->hears && !sound_server_begin())
        skip();
    if (evening->hears)
        assert_true(sound_server_play(test_cli_path("clicks.wav"), SOUND_SERVER_SINK));
    write_file("inner.yaml", INNER);
    write_file("own.fs", OWN("0.0, 0.5, 1.0"));
    write_file("evening.yaml", evening->text);
    assert_true(live_begin(&(struct live_params){.scene = "evening.yaml",
                                                 .holds_time = true,
                                                 .fps = FPS,
                                                 .survey_part = 10,
                                                 .lose_at = evening->lose_at,
                                                 .restart_every_s = evening->restart_every_s,
                                                 .record = "it.evening",
                                                 .keep = keep}));
    assert_true(live_until_swap(1));
    pass(evening->starts);
    moves();
    evening->edit();
    verbs();
    moves();
    // Once by its key, too.
    assert_int_equal(live_counts().restarts, evening->restart_every_s > 0 ? 2 : 1);
    live_end();
    sound_server_end();
    // What stands on the disk later does not count.
    write_file("evening.yaml", "layers: [");
    write_file("inner.yaml", "layers: [");
    unlink(test_cli_path("own.fs"));
}

static struct rmx_replay *opened(void)
{
    char why[512];
    struct rmx_replay *replay = rmx_replay_open(test_cli_path("it.evening"), why, sizeof(why));
    if (!replay)
        fail_msg("%s", why);
    return replay;
}

static int64_t begun(struct rmx_replay *replay, const char *law, int64_t first)
{
    int64_t before = rmx_replay_begin(replay, &(struct rmx_replay_params){.first = first});
    if (before < 0)
        fail_msg("%s: %s", law, rmx_replay_why(replay));
    assert_int_equal(rmx_replay_bytes(replay), BYTES);
    return before;
}

static int difference(const unsigned char *a, const unsigned char *b)
{
    int most = 0;
    for (int i = 0; i < BYTES; i++)
        if (i % 4 < 3 && abs(a[i] - b[i]) > most)
            most = abs(a[i] - b[i]);
    return most;
}

static void compare(struct rmx_replay *replay, const char *law, int first)
{
    struct rmx_picture picture;
    unsigned char *pixels = malloc(BYTES);
    for (int tick = first; tick < shown.count; tick++) {
        if (!rmx_replay_read(replay, tick, pixels, &picture))
            fail_msg("%s: %s", law, rmx_replay_why(replay));
        int most = difference(pixels, shown.pixels + (size_t)tick * BYTES);
        if (most)
            fail_msg("%s: frame %d of %d, from %d on, differs by %d", law, tick, shown.count, first,
                     most);
    }
    free(pixels);
}

static void replay_from(const char *law, int first)
{
    struct rmx_replay *replay = opened();
    assert_int_equal(rmx_record_counts(rmx_replay_reader(replay)).ticks, shown.count);
    begun(replay, law, first);
    compare(replay, law, first);
    rmx_replay_close(replay);
}

static void each_frame_comes_again(void **state)
{
    const struct evening *evening = *state;
    record(evening);
    replay_from(evening->law, 0);
    replay_from(evening->law, shown.count / 3);
    replay_from(evening->law, shown.count - 5);
}

static int set_up(void **state)
{
    shown.pixels = malloc((size_t)MOST * BYTES);
    if (!shown.pixels || live_set_up(state) != 0)
        return -1;
    wav_write(test_cli_path("clicks.wav"),
              &(struct wav){48000, 1, 10, .clicks = 120, .hz = 80, .amplitude = 0.3});
    wav_write(test_cli_path("long.wav"),
              &(struct wav){8000, 1, 120, .clicks = 120, .hz = 80, .amplitude = 0.3});
    return 0;
}

static int tear_down(void **state)
{
    free(shown.pixels);
    return live_tear_down(state);
}

int main(void)
{
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = evenings[i].law,
                                       .test_func = each_frame_comes_again,
                                       .initial_state = (void *)&evenings[i]};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
