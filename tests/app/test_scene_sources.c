// SPDX-License-Identifier: GPL-3.0-or-later
// A scene within a scene: the same picture as alone, with its own numbers, size, tempo and memory.
#include "support/cli.h"
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SIZE "size: 160x90\n"

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("p.png", 300, 200);
    test_cli_run("mkdir -p parts/shaders; cp p.png parts");
    test_cli_text("still.yaml",
                  SIZE "layers: [{picture: p.png, chain: [posterize: {levels: 3}]}]\n");
    test_cli_text("turns.yaml",
                  SIZE "layers: [{picture: p.png, chain: [rotate: {angle: time * 90}]}]\n");
    test_cli_text("trails.yaml",
                  SIZE "layers: [{picture: p.png, place: {scale: 0.3, x: 0.2 + time}}]\n"
                       "finish: [trails: {keep: 0.9}]\n");
    test_cli_text("knob.yaml", SIZE "knobs: {k: {from: -1, to: 2, at: 0.2}}\n"
                                    "layers: [generate: {solid: {color: [k / 2, 0.4, 0.1]}}]\n");
    test_cli_text("seeded.yaml", SIZE "seed: 7\nlayers: [generate: noise]\n");
    test_cli_text("beats.yaml",
                  SIZE "bpm: 60\nlayers: [{picture: p.png, opacity: ramp(beat / 4)}]\n");
    test_cli_text("clear.yaml",
                  SIZE "background: none\n"
                       "layers: [{picture: p.png, opacity: 0.4, place: {scale: 0.6}}]\n");
    test_cli_text("white.yaml",
                  SIZE "background: white\n"
                       "layers: [{picture: p.png, opacity: 0.4, place: {scale: 0.6}}]\n");
    test_cli_text("wide.yaml", "size: 320x90\nlayers: [{picture: p.png, fit: stretch}]\n");
    test_cli_text("parts/own.yaml", SIZE "layers: [{picture: p.png, chain: [mine]}]\n");
    test_cli_text("parts/shaders/mine.fs",
                  "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": "
                  "\"image\"}]}*/\n"
                  "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage).bgra; }\n");
    test_cli_text("deeper.yaml", SIZE "layers: [picture: trails.yaml]\n");
    test_cli_text("outer-wide.yaml", SIZE "layers: [picture: wide.yaml]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

// `frame` of a scene in the folder; `text` becomes that scene first.
static struct stage_picture draw(const char *scene, const char *text, long long frame,
                                 const double *knobs)
{
    if (text)
        test_cli_text(scene, text);
    struct stage_params params = {.path = test_cli_path(scene), .frame = frame, .knobs = knobs};
    return stage_render(&params);
}

static const double knob_low[] = {-0.6}, knob_high[] = {1.4};

static const struct {
    const char *law, *inner, *outer;
    long long frame;
    const double *inner_knobs, *outer_knobs;
} same[] = {
    {"a scene that stands still", "still.yaml", SIZE "layers: [picture: still.yaml]\n", 0, NULL,
     NULL},
    {"one that moves", "turns.yaml", SIZE "layers: [picture: turns.yaml]\n", 17, NULL, NULL},
    {"its time is the outer scene's, its tempo its own", "beats.yaml",
     SIZE "bpm: 200\nlayers: [picture: beats.yaml]\n", 40, NULL, NULL},
    {"its seed is its own", "seeded.yaml", SIZE "seed: 3\nlayers: [picture: seeded.yaml]\n", 0,
     NULL, NULL},
    {"what it remembers", "trails.yaml", SIZE "layers: [picture: trails.yaml]\n", 12, NULL, NULL},
    {"a scene within a scene within a scene", "trails.yaml",
     SIZE "layers: [picture: deeper.yaml]\n", 12, NULL, NULL},
    {"its effects lie beside it", "parts/own.yaml", SIZE "layers: [picture: parts/own.yaml]\n", 0,
     NULL, NULL},
    {"its background may be none", "white.yaml",
     SIZE "background: white\nlayers: [picture: clear.yaml]\n", 0, NULL, NULL},
    {"of another size it is drawn at that of its place", "turns.yaml",
     "size: 320x180\nlayers: [picture: turns.yaml]\n", 5, NULL, NULL},
    {"a knob stands where it stands", "knob.yaml", SIZE "layers: [picture: knob.yaml]\n", 0, NULL,
     NULL},
    {"a number for a knob", "knob.yaml",
     SIZE "sources: {s: {scene: knob.yaml, with: {k: 1.4}}}\nlayers: [picture: s]\n", 0, knob_high,
     NULL},
    {"an expression for a knob", "knob.yaml",
     SIZE "sources: {s: {scene: knob.yaml, with: {k: 2 * time - 1.6}}}\nlayers: [picture: s]\n", 15,
     knob_low, NULL},
    {"the outer scene's knob", "knob.yaml",
     SIZE "knobs: {w: {from: -9, to: 9, at: 0}}\n"
          "sources: {s: {scene: knob.yaml, with: {k: w}}}\nlayers: [picture: s]\n",
     0, knob_low, knob_low},
};

static void a_scene_within_is_what_it_is_alone(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        struct stage_picture alone = draw(same[i].inner, NULL, same[i].frame, same[i].inner_knobs);
        struct stage_picture within =
            draw("outer.yaml", same[i].outer, same[i].frame, same[i].outer_knobs);
        struct stage_difference difference = stage_compare(&alone, &within);
        if (difference.largest > 1.01 / 255)
            print_error("%s: %g at %d, %d\n", same[i].law, difference.largest * 255, difference.x,
                        difference.y);
        faults += difference.largest > 1.01 / 255;
        stage_finish(&alone);
        stage_finish(&within);
    }
    assert_int_equal(faults, 0);
}

static const struct {
    const char *law, *one, *other;
    long long frame;
} differ[] = {
    {"another number, another picture",
     SIZE "sources: {s: {scene: knob.yaml, with: {k: 1}}}\nlayers: [picture: s]\n",
     SIZE "sources: {s: {scene: knob.yaml, with: {k: 0.5}}}\nlayers: [picture: s]\n", 0},
    {"a knob does not leave its range",
     SIZE "sources: {s: {scene: knob.yaml, with: {k: 2}}}\nlayers: [picture: s]\n",
     SIZE "sources: {s: {scene: knob.yaml, with: {k: 0 - time * 1000}}}\nlayers: [picture: s]\n",
     3},
    {"a wider scene loses its sides, or has bars", SIZE "layers: [{picture: wide.yaml}]\n",
     SIZE "layers: [{picture: wide.yaml, fit: contain}]\n", 0},
};

static void what_the_outer_scene_says_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(differ) / sizeof(*differ); i++) {
        struct stage_picture one = draw("outer.yaml", differ[i].one, differ[i].frame, NULL);
        struct stage_picture other = draw("outer.yaml", differ[i].other, differ[i].frame, NULL);
        print_message("%s\n", differ[i].law);
        assert_true(stage_compare(&one, &other).largest > 0.1);
        stage_finish(&one);
        stage_finish(&other);
    }
}

static void files_of_scenes_within(void **state)
{
    (void)state;
    test_cli_text("bad.yaml", SIZE "layers: [picture: ./text.png]\n");
    test_cli_text("text.png", "not a picture");
    test_cli_text("shows-bad.yaml", SIZE "layers: [picture: bad.yaml]\n");
    test_cli_text("shows.yaml", SIZE "sources: {other: trails.yaml}\nlayers: [picture: other]\n"
                                     "finish: [invert]\n");
    test_cli_text("with.yaml", SIZE "sources: {s: {scene: knob.yaml, with: {k: time * 2}}}\n"
                                    "layers: [picture: s]\n");
    test_cli_text("rolls.yaml", SIZE "preroll: 5 frames\nlayers: [{picture: p.png, opacity: "
                                     "ramp(time)}]\nfinish: [trails: {keep: 0.9}]\n");
    test_cli_text("shows-rolls.yaml", SIZE "layers: [picture: rolls.yaml]\n");
    test_cli_text("shows-turns.yaml", SIZE "layers: [picture: turns.yaml]\n");
    test_cli_text("shows-past.yaml",
                  SIZE "layers: [{picture: turns.yaml}, {picture: finish.past, opacity: 0.3, "
                       "place: {scale: 0.5}}]\n");
    test_cli_text("shows-seeded.yaml", SIZE "layers: [picture: seeded.yaml]\n");
    test_cli_text("shows-still.yaml", SIZE "layers: [picture: still.yaml]\n");
    test_cli_text("hidden.yaml", SIZE "sources: {other: bad.yaml}\nlayers: [picture: p.png]\n");
    static const struct test_law laws[] = {
        {"a bad picture is answered at its own line, with who uses it",
         "remontage render -q shows-bad.yaml -o x.png", 66, NULL, "bad.yaml:2:19: error: '"},
        {"and who uses that", "remontage render -q shows-bad.yaml -o x.png; code=$?; (exit $code)",
         66, NULL, "shows-bad.yaml:2:19: note: the scene is used here"},
        {"a scene that nobody reads is not drawn", "remontage render -q hidden.yaml -o x.png", 0,
         NULL, NULL},
        {"check sees into it", "remontage check -q shows.yaml shows-bad.yaml", 66, NULL,
         "bad.yaml:2:19"},
        {"explain names it", "remontage explain shows.yaml", 0, "source other: the scene ", NULL},
        {"and says how it is drawn", "remontage explain shows.yaml | grep -c '^pass 1 of'", 0,
         "2\n", NULL},
        {"with what its knobs get", "remontage explain with.yaml", 0,
         "source s: the scene knob.yaml with k time * 2: 160x90", NULL},
        {"one that stands still is read once",
         "remontage render --timings shows-still.yaml --frames 0-3 -o t%d.png", 0, NULL,
         "1 pass drawn, 3 left as they were"},
        {"one that moves, in each frame",
         "remontage render --timings shows.yaml --frames 0-3 -o t%d.png", 0, NULL,
         "4 passes drawn, 0 left as they were"},
        {"without memory a late frame is drawn alone",
         "remontage render --timings turns.yaml --frame 40 -o t.png", 0, NULL, "1 pass drawn, 0"},
        {"that of a scene within, too",
         "remontage render --timings shows-turns.yaml --frame 40 -o t.png", 0, NULL,
         "1 pass drawn, 0"},
        {"the preroll of a scene within counts",
         "remontage render --timings shows-rolls.yaml --frame 40 -o t.png", 0, NULL,
         "1 pass drawn, 5"},
        {"--seed is the outer scene's",
         "remontage render -q shows-seeded.yaml -o a.png && remontage render -q "
         "shows-seeded.yaml --seed 5 -o b.png && cmp a.png b.png",
         0, NULL, NULL},
        {"the same bytes twice",
         "remontage render -q shows.yaml --time 0.4 -o a.png && remontage render -q shows.yaml "
         "--time 0.4 -o b.png && cmp a.png b.png",
         0, NULL, NULL},
        {"and from a sequence",
         "remontage render -q shows.yaml --frames 10-12 -o s%d.png && cmp a.png s12.png", 0, NULL,
         NULL},
        {"samples, twice the same",
         "remontage render -q shows.yaml --samples 4 --time 0.2 -o a.png && remontage render -q "
         "shows.yaml --samples 4 --time 0.2 -o b.png && cmp a.png b.png",
         0, NULL, NULL},
        {"samples of a frame alone, as in a sequence, with a past",
         "remontage render -q shows-past.yaml --samples 3 --frame 7 -o a.png && remontage render "
         "-q shows-past.yaml --samples 3 --frames 3-7x2 -o q%d.png && cmp a.png q7.png",
         0, NULL, NULL},
        {"a picture is not written over one of a scene within",
         "cp p.png keep.png; remontage render -q outer-wide.yaml -o p.png", 73, NULL, "p.png"},
    };
    TEST_HOLD(laws);
    assert_true(test_cli_same("p.png", "keep.png"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scene_within_is_what_it_is_alone),
        cmocka_unit_test(what_the_outer_scene_says_is_seen),
        cmocka_unit_test(files_of_scenes_within),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
