// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a good scene: short forms, values by type, defaults, seeds.
#include "support/scene_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define L "layers:\n- picture: asset:coffee.jpg\n"

// Two ways to say the same.
static const struct {
    const char *law, *one, *other;
} same[] = {
    {"a source's path stands for a map", "sources: {p: asset:retina.jpg}\n" L,
     "sources: {p: {image: asset:retina.jpg}}\n" L},
    {"one step needs no list", L "  chain: rotate\n", L "  chain: [rotate]\n"},
    {"a step without parameters needs no map", L "  chain: rotate\n", L "  chain: [rotate: {}]\n"},
    {"nor a value", L "  chain: rotate\n", L "  chain:\n    rotate:\n"},
    {"a mask needs no map", L "  mask: asset:retina.jpg\n",
     L "  mask: {picture: asset:retina.jpg}\n"},
    {"a generator needs no map", "layers: [generate: noise]\n",
     "layers: [generate: {noise: {}}]\n"},
    {"a blend needs no map", L "  blend: multiply\n", L "  blend: {multiply: {}}\n"},
    {"normal is the blend", L, L "  blend: normal\n"},
    {"a knob's number is where it stands", "knobs: {k: 0.2}\n" L,
     "knobs: {k: {from: 0, to: 1, at: 0.2}}\n" L},
    {"a knob stands at its left stop", "knobs: {k: {from: 2, to: 5}}\n" L,
     "knobs: {k: {from: 2, to: 5, at: 2}}\n" L},
    {"a named chain is what it holds",
     "chains: {print: [posterize, halftone]}\n" L "  chain: print\n",
     L "  chain: [posterize, halftone]\n"},
    {"inside other steps too",
     "chains: {print: [posterize, halftone]}\n" L "  chain: [rotate, print, blur]\n",
     L "  chain: [rotate, posterize, halftone, blur]\n"},
    {"and inside another chain",
     "chains: {a: [rotate, b], b: [posterize, halftone]}\n" L "  chain: a\n",
     L "  chain: [rotate, posterize, halftone]\n"},
    {"quotes change no number", L "  opacity: \"0.5\"\n", L "  opacity: 0.5\n"},
    {"percent divides by a hundred", L "  opacity: 50 %\n", L "  opacity: 0.5\n"},
    {"arithmetic on numbers is a number", L "  opacity: 1 / 4 + 0.25\n", L "  opacity: 0.5\n"},
    {"yes is true", L "  mask: {picture: below, invert: yes}\n",
     L "  mask: {picture: below, invert: true}\n"},
    {"OFF is false", L "  visible: OFF\n", L "  visible: false\n"},
    {"a label of any case", L "  chain: [rotate: {edge: REPEAT}]\n",
     L "  chain: [rotate: {edge: repeat}]\n"},
    {"a label is its value", L "  chain: [rotate: {edge: repeat}]\n",
     L "  chain: [rotate: {edge: 2}]\n"},
    {"a colour's name", L "  chain: [duotone: {ink: tomato}]\n",
     L "  chain: [duotone: {ink: \"#ff6347\"}]\n"},
    {"a colour of three digits", L "  chain: [duotone: {ink: \"#f80\"}]\n",
     L "  chain: [duotone: {ink: \"#FF8800\"}]\n"},
    {"a colour of four", L "  chain: [duotone: {ink: \"#f808\"}]\n",
     L "  chain: [duotone: {ink: \"#ff880088\"}]\n"},
    {"a colour of numbers is opaque", L "  chain: [duotone: {ink: [1, 0, 0]}]\n",
     L "  chain: [duotone: {ink: red}]\n"},
    {"an angle turns over", L "  chain: [rotate: {angle: 372}]\n",
     L "  chain: [rotate: {angle: 12}]\n"},
    {"backwards too", L "  chain: [rotate: {angle: -348}]\n", L "  chain: [rotate: {angle: 12}]\n"},
    {"steps commented out are no chain", L "  chain:\n  # - rotate\n", L},
    {"sizes have many crosses", "size: 320 × 180\n" L, "size: 320x180\n" L},
    {"a date without a time is midnight", "date: 2024-02-29\n" L, "date: 2024-02-29 00:00:00\n" L},
    {"brackets instead of lines",
     "layers: [{picture: asset:coffee.jpg, chain: [rotate: {angle: 3}]}]",
     L "  chain:\n  - rotate:\n      angle: 3\n"},
};

static void test_two_ways_to_say_the_same(void **state)
{
    struct scene_bench *bench = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        const struct rmx_scene *scene = scene_bench_read(bench, same[i].one, NULL);
        bool read = scene != NULL;
        char *one = scene_bench_dump(bench, scene);
        scene = scene_bench_read(bench, same[i].other, NULL);
        char *other = scene_bench_dump(bench, scene);
        if (read && scene && strcmp(one, other) == 0)
            continue;
        print_error("%s:\n%sbut:\n%s", same[i].law, one, other);
        good = false;
    }
    assert_true(good);
}

// A part of what a scene becomes.
static const struct {
    const char *law, *text, *fragment;
} becomes[] = {
    {"all that is unsaid", L,
     "scene '' 1920x1080 fps=30 seed=1 depth=8 bpm=120 background=0,0,0,1 date=1928-1-1 0:0:0 "
     "runs=0/0\n"},
    {"all that is said",
     "title: yes\nsize: 320x180\nfps: 25\nseed: 7\ndepth: 16\nbpm: 90\nbackground: white\n"
     "date: 2024-02-29 12:30:01\npreroll: 3 s\n" L,
     "scene 'yes' 320x180 fps=25! seed=7 depth=16 bpm=90 background=1,1,1,1 date=2024-2-29 12:30:1 "
     "runs=0/0\n"},
    {"no background", "background: none\n" L, "background=0,0,0,0"},
    {"film's own rate", "fps: 30000/1001\n" L, "fps=29.97"},
    {"a moving beat", "bpm: 100 + time\n" L, "bpm=<100 + time>"},
    {"a layer's defaults", L,
     "layer - visible=1 fit=0 visible= picture=asset:coffee.jpg mask=none invert=0 place=0 x=0.5 "
     "y=0.5 "
     "scale=1 angle=0 opacity=1\n"},
    {"place", L "  place: {x: 0.2, scale: 2, angle: time * 9}\n",
     "place=1 x=0.2 y=0.5 scale=2 angle=<time * 9>"},
    {"visible may move", L "  visible: beat % 2\n", "visible=1 fit=0 visible=<beat % 2>"},
    {"fit", L "  fit: tile\n", "fit=4"},
    {"a source's own fit", "sources: {p: {image: asset:retina.jpg, fit: contain, credit: me}}\n" L,
     "source p image retina.jpg credit='me' licence='CC0-1.0' "
     "url='https://doi.org/10.15347/wjm/2014.008' "
     "fit=2\n"},
    {"a path is a source, once",
     "layers: [picture: asset:coffee.jpg, {picture: asset:coffee.jpg, mask: asset:coffee.jpg}]\n",
     "date=1928-1-1 0:0:0 runs=0/0\nsource asset:coffee.jpg image coffee.jpg "
     "credit='Rachel Michetti, coffee cup' licence='CC0-1.0' url='' fit=0\nlayer"},
    {"a folder is a source, and so is each of its pictures",
     "sources: {f: {folder: ../assets}}\n" L,
     "source f folder - credit='' licence='' url='' fit=0\nsource ../assets/acanthus-mollis.jpg "
     "image acanthus-mollis.jpg credit='Karl Blossfeldt, "},
    {"a source says who made it, what allows its use and where it comes from",
     "sources: {p: {image: asset:retina.jpg, credit: me, licence: CC-BY-4.0, url: "
     "\"https://a.b\"}}\n" L,
     "credit='me' licence='CC-BY-4.0' url='https://a.b' fit=0\n"},
    {"a folder's words hold for its pictures",
     "sources: {f: {folder: ../assets, credit: me, licence: CC0, url: a.b}}\n" L,
     "acanthus-mollis.jpg credit='me' licence='CC0' url='a.b' fit=0\n"},
    {"a generator as a source", "sources: {n: {generate: {checker: {}}}}\n" L,
     "source n generate - credit='' licence='' url='' fit=0\n  sources.n checker"},
    {"a named layer is a picture", L "  name: a\n- picture: a\n", "picture=layer:a"},
    {"also before it stands", "layers:\n- picture: a\n- {picture: asset:coffee.jpg, name: a}\n",
     "picture=layer:a"},
    {"below", L "- picture: below\n", "picture=below"},
    {"a knob with all it has", "knobs: {k: {from: 1, to: 0, at: 0.5, midi: cc 21, osc: /k}}\n" L,
     "knob k 1..0 at 0.5 midi=cc 21 osc=/k\n"},
    {"a bare word is a knob", "knobs: {k: 0.5}\n" L "  opacity: k\n", "opacity=<k>"},
    {"knobs that stand below", L "  opacity: k\nknobs: {k: 0.5}\n", "opacity=<k>"},
    {"parts of a point", L "  chain: [rotate: {center: [0.25, time]}]\n", "center=0.25,<time>"},
    {"parts of a colour", L "  chain: [duotone: {ink: [1, time, 0, 0.5]}]\n", "ink=1,<time>,0,0.5"},
    {"a transition is a step", L "  chain: [dissolve: {to: asset:retina.jpg}]\n",
     "dissolve startImage=input endImage=asset:retina.jpg progress=0.5"},
    {"by its own name too", L "  chain: [dissolve: {endImage: asset:retina.jpg}]\n",
     "dissolve startImage=input endImage=asset:retina.jpg"},
    {"what stands beside an effect",
     L "  chain: [{blur: {}, store: true, fuse: yes, alpha: ignore}]\n",
     " store fuse ignore_alpha\n"},
    {"a blend's pictures are the planner's", L "  blend: multiply\n",
     "layers[0].blend multiply inputImage=none layer=none"},
    {"a blend as a step", L "  chain: [multiply: {layer: below}]\n",
     "multiply inputImage=input layer=below"},
    {"places count through named chains",
     "chains: {print: [posterize, halftone]}\n" L "  chain: [print, blur]\n",
     "layers[0].chain[2] blur"},
    {"a source may have a function's name",
     "sources: {noise: {generate: noise}}\n" L "- picture: noise\n", "picture=noise"},
    {"finish", L "finish: [halftone, grain]\n", "finish[1] grain"},
    {"runs are counted", L "  opacity: run(0.1)\n  place: {x: 'run(time) + run(2)'}\n",
     "runs=3/2\n"},
};

static void test_what_becomes_of_a_scene(void **state)
{
    struct scene_bench *bench = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof(becomes) / sizeof(*becomes); i++) {
        const struct rmx_scene *scene = scene_bench_read(bench, becomes[i].text, NULL);
        char *dump = scene_bench_dump(bench, scene);
        if (scene && strstr(dump, becomes[i].fragment))
            continue;
        print_error("%s: expected\n%s\nin\n%s", becomes[i].law, becomes[i].fragment, dump);
        good = false;
    }
    assert_true(good);
}

// The seed of a step: its place in the first layer's chain.
static double seed_of(struct scene_bench *bench, const char *text, int layer, int step)
{
    const struct rmx_scene *scene = scene_bench_read(bench, text, NULL);
    if (!scene)
        fail_msg("%s", scene_bench_dump(bench, scene));
    return scene_bench_value(&scene->layers[layer].chain[step], "seed")->constant[0];
}

static void test_a_step_inserted_elsewhere_moves_no_seed(void **state)
{
    struct scene_bench *bench = *state;
    double plain = seed_of(bench, L "  chain: [shards, shards, xerox]\n", 0, 0);
    double second = seed_of(bench, L "  chain: [shards, shards, xerox]\n", 0, 1);
    double xerox = seed_of(bench, L "  chain: [shards, shards, xerox]\n", 0, 2);
    assert_true(plain >= 0 && plain <= 65535 && plain == floor(plain));
    assert_true(plain != second && plain != xerox);
    assert_true(plain == seed_of(bench, L "  chain: [rotate, shards, blur]\n", 0, 1));
    assert_true(second == seed_of(bench, L "  chain: [shards, blur, grain, shards]\n", 0, 3));
    assert_true(xerox == seed_of(bench, L "  chain: [xerox]\n", 0, 0));
}

static void test_seeds_follow_scene_and_layer(void **state)
{
    struct scene_bench *bench = *state;
    double plain = seed_of(bench, L "  chain: shards\n", 0, 0);
    assert_true(plain != seed_of(bench, "seed: 2\n" L "  chain: shards\n", 0, 0));
    assert_true(plain != seed_of(bench, L "- {picture: below, chain: shards}\n", 1, 0));
    double named = seed_of(bench, L "  name: a\n  chain: shards\n", 0, 0);
    assert_true(named == seed_of(bench, L "- {name: a, picture: below, chain: shards}\n", 1, 0));
    assert_true(seed_of(bench, L "  chain: [shards: {seed: 12}]\n", 0, 0) == 12);
}

static void test_named_chains_differ_by_layer(void **state)
{
    struct scene_bench *bench = *state;
    static const char text[] =
        "chains: {c: [shards, shards]}\n" L "  chain: c\n- {picture: below, chain: [c, c]}\n";
    double first = seed_of(bench, text, 0, 0), other = seed_of(bench, text, 1, 0);
    assert_true(first != other);
    assert_true(other != seed_of(bench, text, 1, 2));
    assert_true(first == seed_of(bench, L "  chain: shards\n", 0, 0));
}

static void test_seed_on_the_command_line_wins(void **state)
{
    struct scene_bench *bench = *state;
    struct rmx_scene_params params = {.has_seed = true, .seed = 77};
    const struct rmx_scene *scene = scene_bench_read(bench, "seed: 2\n" L, &params);
    assert_non_null(scene);
    assert_int_equal(scene->seed, 77);
}

static const struct rmx_scene *load(struct scene_bench *bench, struct rmx_scene_params params)
{
    params.catalog = bench->catalog;
    bench->errors = (struct rmx_errors){.arena = bench->arena};
    return rmx_scene_load(bench->arena, &params, &bench->errors);
}

static void test_a_picture_stands_for_a_scene(void **state)
{
    struct scene_bench *bench = *state;
    struct rmx_scene_params params = {
        .picture = "/somewhere/a.jpg", .picture_width = 640, .picture_height = 480};
    const struct rmx_scene *scene = load(bench, params);
    assert_non_null(scene);
    assert_int_equal(scene->width, 640);
    assert_int_equal(scene->height, 480);
    assert_int_equal(scene->layer_count, 1);
    assert_string_equal(scene->sources[0].path, "/somewhere/a.jpg");
    params.chain = "kaleidoscope: {sides: 6}, halftone";
    scene = load(bench, params);
    assert_non_null(scene);
    assert_int_equal(scene->layers[0].chain_count, 2);
    assert_string_equal(scene->layers[0].chain[1].place, "layers[0].chain[1]");
    assert_true(scene_bench_value(&scene->layers[0].chain[0], "sides")->constant[0] == 6);
}

static void test_a_typed_chain_follows_a_scenes_finish(void **state)
{
    struct scene_bench *bench = *state;
    struct rmx_scene_params params = {.chain = "print, grain"};
    const struct rmx_scene *scene = scene_bench_read(
        bench, "chains: {print: [posterize, halftone]}\n" L "finish: blur\n", &params);
    assert_non_null(scene);
    assert_int_equal(scene->finish_count, 4);
    assert_string_equal(scene->finish[3].place, "finish[3]");
    assert_string_equal(scene->finish[1].effect->name, "posterize");
}

static void test_mistakes_of_a_typed_chain_are_in_its_own_file(void **state)
{
    struct scene_bench *bench = *state;
    struct rmx_scene_params params = {.picture = "a.jpg", .chain = "rotate: {angle: 1 +}, halftne"};
    assert_null(load(bench, params));
    assert_int_equal(bench->errors.count, 2);
    const struct rmx_error *error = &bench->errors.items[1];
    assert_string_equal(error->span.source->name, "--chain");
    assert_string_equal(error->id, "unknown-effect");
    assert_int_equal(error->span.column, 23);
}

static void test_foreign_numbers_are_used_with_a_warning(void **state)
{
    struct scene_bench *bench = *state;
    const struct rmx_scene *scene = scene_bench_read(
        bench, L "  chain: [../tests/scene/foreign.fs: {amount: 3}]\n",
        &(struct rmx_scene_params){.allow = (const char *const[]){REMONTAGE_ROOT "/tests"},
                                   .allow_count = 1});
    if (!scene)
        fail_msg("%s", scene_bench_dump(bench, scene));
    assert_true(scene_bench_value(&scene->layers[0].chain[0], "amount")->constant[0] == 3);
    assert_int_equal(bench->errors.count, 2);
    assert_int_equal(bench->errors.error_count, 0);
    assert_string_equal(bench->errors.items[0].id, "missing-picture");
    assert_string_equal(bench->errors.items[1].id, "out-of-range");
}

#define SCENE_TEST(name)                                                                           \
    cmocka_unit_test_setup_teardown(name, scene_bench_set_up, scene_bench_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_two_ways_to_say_the_same),
        SCENE_TEST(test_what_becomes_of_a_scene),
        SCENE_TEST(test_a_step_inserted_elsewhere_moves_no_seed),
        SCENE_TEST(test_seeds_follow_scene_and_layer),
        SCENE_TEST(test_named_chains_differ_by_layer),
        SCENE_TEST(test_seed_on_the_command_line_wins),
        SCENE_TEST(test_a_picture_stands_for_a_scene),
        SCENE_TEST(test_a_typed_chain_follows_a_scenes_finish),
        SCENE_TEST(test_mistakes_of_a_typed_chain_are_in_its_own_file),
        SCENE_TEST(test_foreign_numbers_are_used_with_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
