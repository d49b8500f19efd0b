// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of other programs' words: each has an answer, and what the answer says to write is right.
#include "base/synonyms.h"
#include "base/text.h"
#include "scene/keys.h"
#include "support/scene_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// Where they stand, and the words, separated by spaces.
static const struct {
    const char *whose;
    enum rmx_synonym_of of;
    const char *words;
} rows[] = {
    {"hydra's functions", RMX_SYNONYM_STEP,
     "voronoi osc src prev repeatX repeatY kaleid scrollX scrollY shift brightness luma thresh "
     "color colorama sum r g b a add sub layer blend mult diff mask modulateRepeat "
     "modulateRepeatX modulateRepeatY modulateKaleid modulateScrollX modulateScrollY modulate "
     "modulateScale modulatePixelate modulateRotate modulateHue"},
    {"CSS's filters", RMX_SYNONYM_STEP,
     "brightness drop-shadow grayscale hue-rotate opacity sepia"},
    {"Processing's filters", RMX_SYNONYM_STEP, "GRAY OPAQUE ERODE DILATE"},
    {"Resolume's effects", RMX_SYNONYM_STEP,
     "Colorize BrightContrast MirrorQuad ShiftRGB EdgeDetection Tile WaveWarp Goo Flip "
     "InvertRGB Exposure Twisted FishEye DotScreen Static DelayRGB RadialBlur InfiniteZoom "
     "PolkaDot Crop ChromaKey LumaKey"},
    {"everyday words", RMX_SYNONYM_STEP,
     "flip zoom opacity alpha difference mirror_x move spin swirl wave glow outline noise negative "
     "saturation desaturate explode mosh pixelsort mosaic"},
    {"generators", RMX_SYNONYM_GENERATOR,
     "osc voronoi perlin color checkerboard circle lines text"},
    {"blends", RMX_SYNONYM_BLEND,
     "ADD SUBTRACT DARKEST LIGHTEST DODGE BURN add mult diff over luma"},
    {"fits", RMX_SYNONYM_FIT, "fill letterbox distort center"},
    {"functions of expressions", RMX_SYNONYM_FUNCTION,
     "rand lerp constrain map frac fmod int square saw lfo if dist ln radians millis frameCount "
     "mouseX "
     "bass volume fft"},
    {"keys of a layer", RMX_SYNONYM_LAYER_KEY,
     "effect effects filter filters source src file image position rotation scale x y angle "
     "alpha mode transition"},
    {"keys of a knob", RMX_SYNONYM_KNOB_KEY, "min max default value cc note"},
    {"keys of a place", RMX_SYNONYM_PLACE_KEY, "rotation rotate size zoom left top"},
    {"keys of a source", RMX_SYNONYM_SOURCE_KEY, "path file chain license author"},
    {"keys of a scene", RMX_SYNONYM_SCENE_KEY,
     "resolution width framerate tempo color layer effects params audio duration picture"},
};

// The next word of a list, into `word`; where the list goes on; NULL: it has ended.
static const char *next_word(const char *list, char word[64])
{
    list += strspn(list, " ");
    size_t length = strcspn(list, " ");
    snprintf(word, 64, "%.*s", (int)length, list);
    return length ? list + length : NULL;
}

static bool is_layers_key(const char *snippet)
{
    char key[64];
    snprintf(key, sizeof(key), "%.*s", (int)strcspn(snippet, ":"), snippet);
    return rmx_key_find(&rmx_layer_keys, key) >= 0;
}

// `blur: {radius: 0.01}` of a chain, `opacity: 0.5` of a layer; NAME is a picture.
static void write_scene(struct rmx_text *scene, const char *snippet, size_t length)
{
    char part[200];
    snprintf(part, sizeof(part), "%.*s", (int)length, snippet);
    bool brings_picture = strncmp(part, "picture", 7) == 0 || strncmp(part, "generate", 8) == 0 ||
                          strncmp(part, "fragments", 9) == 0;
    rmx_text_add(scene, "sources: {n: asset:coffee.jpg}\nlayers:\n  - picture: n\n  -\n");
    if (!brings_picture)
        rmx_text_add(scene, "    picture: n\n");
    rmx_text_printf(scene, is_layers_key(part) ? "    %s\n" : "    chain:\n      - %s\n", part);
}

static const char *replace(struct rmx_arena *arena, const char *text, const char *word,
                           const char *by)
{
    const char *at = strstr(text, word);
    return at ? rmx_arena_printf(arena, "%.*s%s%s", (int)(at - text), text, by, at + strlen(word))
              : text;
}

// Whether a scene with the snippet is whole; one with "…" or a file's name cannot be tried.
static bool is_right(struct scene_bench *bench, const char *snippet, size_t length)
{
    struct rmx_arena *arena = bench->arena;
    const char *text = rmx_arena_copy_n(arena, snippet, length);
    bool is_key = length && (text[length - 1] == ':' || !strchr(text, ':'));
    if (is_key || strstr(text, "…") || strstr(text, "FILE") || strncmp(text, "remontage", 9) == 0 ||
        strstr(text, ".past"))
        return true;
    struct rmx_text scene = {0};
    text = replace(arena, text, "NAME", "n");
    write_scene(&scene, text, strlen(text));
    bool whole = scene_bench_read(bench, rmx_text_string(&scene), NULL) != NULL &&
                 bench->errors.error_count == 0;
    if (!whole)
        print_error("%s%s\n", rmx_text_string(&scene), scene_bench_dump(bench, NULL));
    rmx_text_finish(&scene);
    return whole;
}

static bool are_right(struct scene_bench *bench, const char *hint)
{
    bool right = true;
    for (const char *from = strchr(hint, '`'), *to; from; from = strchr(to + 1, '`')) {
        to = strchr(from + 1, '`');
        right &= is_right(bench, from + 1, (size_t)(to - from - 1));
    }
    return right;
}

static bool goes_into_layers(enum rmx_synonym_of of)
{
    return of == RMX_SYNONYM_STEP || of == RMX_SYNONYM_GENERATOR || of == RMX_SYNONYM_BLEND ||
           of == RMX_SYNONYM_LAYER_KEY;
}

static void test_each_word_has_an_answer(void **state)
{
    struct scene_bench *bench = *state;
    int bad = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char word[64];
        for (const char *at = rows[i].words; (at = next_word(at, word));) {
            const char *hint = rmx_synonym(rows[i].of, word);
            if (hint && (!goes_into_layers(rows[i].of) || are_right(bench, hint)))
                continue;
            print_error("%s: '%s' is answered by: %s\n", rows[i].whose, word, hint ? hint : "-");
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

// Another word for a key, and the key that is read in its place; NULL: the hint says more.
static const struct {
    enum rmx_synonym_of of;
    const struct rmx_key_table *table;
    const char *word, *name;
} keys[] = {
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "Effects", "chain"},
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "image", "picture"},
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "alpha", "opacity"},
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "blend-mode", "blend"},
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "generator", "generate"},
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "id", "name"},
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "rotation", NULL},
    {RMX_SYNONYM_LAYER_KEY, &rmx_layer_keys, "hidden", NULL},
    {RMX_SYNONYM_SOURCE_KEY, &rmx_source_keys, "file", "image"},
    {RMX_SYNONYM_SOURCE_KEY, &rmx_source_keys, "license", "licence"},
    {RMX_SYNONYM_SCENE_KEY, &rmx_scene_keys, "framerate", "fps"},
    {RMX_SYNONYM_SCENE_KEY, &rmx_scene_keys, "layer", "layers"},
    {RMX_SYNONYM_SCENE_KEY, &rmx_scene_keys, "poster_frame", "still"},
    {RMX_SYNONYM_SCENE_KEY, &rmx_scene_keys, "effects", "finish"},
    {RMX_SYNONYM_SCENE_KEY, &rmx_scene_keys, "params", "knobs"},
    {RMX_SYNONYM_SCENE_KEY, &rmx_scene_keys, "width", NULL},
    {RMX_SYNONYM_KNOB_KEY, &rmx_knob_keys, "min", "from"},
    {RMX_SYNONYM_KNOB_KEY, &rmx_knob_keys, "default", "at"},
    {RMX_SYNONYM_KNOB_KEY, &rmx_knob_keys, "cc", NULL},
    {RMX_SYNONYM_PLACE_KEY, &rmx_place_keys, "rotation", "angle"},
    {RMX_SYNONYM_PLACE_KEY, &rmx_place_keys, "left", NULL},
};

static void test_words_name_their_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *name = rmx_synonym_name(keys[i].of, keys[i].word);
        print_message("%s\n", keys[i].word);
        assert_string_equal(name ? name : "-", keys[i].name ? keys[i].name : "-");
        assert_true(!name || rmx_key_find(keys[i].table, name) >= 0);
        assert_non_null(rmx_synonym(keys[i].of, keys[i].word));
    }
}

static const char *const names[] = {"kaleidoscope", "solid",    "blur",      "scale",  "tan",
                                    "sin",          "ms",       "s",         "px",     "fps",
                                    "tile",         "cover",    "posterize", "hue",    "layers",
                                    "chain",        "halftone", "noise",     "strips", "stripes"};

// A word, and the name that it means; NULL: none of them.
static const struct {
    const char *word, *name;
} nearest[] = {
    {"kaleid", "kaleidoscope"},
    {"kaleidoscop", "kaleidoscope"},
    {"kalidoscope", "kaleidoscope"},
    {"mm", NULL},
    {"rand", NULL},
    {"dpi", NULL},
    {"fill", NULL},
    {"lbur", "blur"},
    {"blr", "blur"},
    {"BLUR", "blur"},
    {"scaley", "scale"},
    {"sinus", "sin"},
    {"postrise", "posterize"},
    {"half_tone", "halftone"},
    {"layer", "layers"},
    {"chian", "chain"},
    {"nose", "noise"},
    {"hew", NULL},
    {"cat", NULL},
    {"x", NULL},
    {"sold", "solid"},
    {"stripe", "stripes"},
    {"strip", "strips"},
};

static void test_only_near_names_are_near(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < sizeof(nearest) / sizeof(nearest[0]); i++) {
        const char *found =
            rmx_nearest(nearest[i].word, names, (int)(sizeof(names) / sizeof(names[0])));
        const char *wanted = nearest[i].name;
        if (found == wanted || (found && wanted && strcmp(found, wanted) == 0))
            continue;
        print_error("'%s' means %s, not %s\n", nearest[i].word, wanted ? wanted : "none",
                    found ? found : "none");
        bad++;
    }
    assert_int_equal(bad, 0);
}

// What is read as well: a line of the scene, and the size that it has then.
static const struct {
    const char *line;
    int width, height;
} sizes[] = {
    {"size: 640 x 480", 640, 480},       {"size: A2", 4961, 7016},
    {"size: a4 landscape", 3508, 2480},  {"size: 60x40cm", 7087, 4724},
    {"size: 594 x 420 mm", 7016, 4961},  {"size: 4x6in", 1200, 1800},
    {"size: 4x6in\ndpi: 100", 400, 600}, {"dpi: 72\nsize: 10x10 in", 720, 720},
};

static void test_sizes_on_paper(void **state)
{
    struct scene_bench *bench = *state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        const char *text =
            rmx_arena_printf(bench->arena, "%s\nlayers: [generate: noise]\n", sizes[i].line);
        const struct rmx_scene *scene = scene_bench_read(bench, text, NULL);
        print_message("%s\n", sizes[i].line);
        assert_non_null(scene);
        assert_int_equal(scene->width, sizes[i].width);
        assert_int_equal(scene->height, sizes[i].height);
    }
}

static const struct {
    const char *color;
    double rgba[4]; // of 255, but for the last
} colors[] = {
    {"rgb(255, 0, 51)", {255, 0, 51, 1}},
    {"rgb(255 0 51 / 50%)", {255, 0, 51, 0.5}},
    {"rgba(255, 0, 51, 0.25)", {255, 0, 51, 0.25}},
    {"rgb(100%, 0%, 20%)", {255, 0, 51, 1}},
    {"hsl(0, 100%, 50%)", {255, 0, 0, 1}},
    {"hsl(120deg 100% 25%)", {0, 127.5, 0, 1}},
    {"hsla(240, 100%, 50%, 0.5)", {0, 0, 255, 0.5}},
    {"hsl(-120, 50%, 50%)", {63.75, 63.75, 191.25, 1}},
};

static void test_colors_of_css(void **state)
{
    struct scene_bench *bench = *state;
    for (size_t i = 0; i < sizeof(colors) / sizeof(colors[0]); i++) {
        const char *text = rmx_arena_printf(
            bench->arena, "background: %s\nlayers: [generate: noise]\n", colors[i].color);
        const struct rmx_scene *scene = scene_bench_read(bench, text, NULL);
        print_message("%s\n", colors[i].color);
        assert_non_null(scene);
        for (int c = 0; c < 4; c++) {
            double wanted = c < 3 ? colors[i].rgba[c] / 255 : colors[i].rgba[c];
            assert_true(fabs(scene->background[c] - wanted) < 1e-6);
        }
    }
}

static void test_a_number_alone(void **state)
{
    struct scene_bench *bench = *state;
    const struct rmx_scene *scene = scene_bench_read(
        bench, "layers: [{picture: asset:coffee.jpg, chain: [blur: 0.02, rotate: -30]}]\n", NULL);
    assert_non_null(scene);
    const struct rmx_effect_instance *chain = scene->layers[0].chain;
    assert_true(scene_bench_value(&chain[0], "radius")->constant[0] == 0.02);
    assert_true(scene_bench_value(&chain[1], "angle")->constant[0] == 330);
}

static void test_a_generator_where_a_picture_is_due(void **state)
{
    struct scene_bench *bench = *state;
    const struct rmx_scene *scene =
        scene_bench_read(bench,
                         "layers:\n  - picture: asset:coffee.jpg\n"
                         "    mask: {generate: {noise: {count: 3}}, invert: true}\n"
                         "    chain: [displace: {map: {generate: noise}}]\n",
                         NULL);
    assert_non_null(scene);
    assert_int_equal(scene->source_count, 3);
    assert_int_equal(scene->sources[scene->layers[0].mask.index].kind, RMX_SOURCE_GENERATE);
    assert_true(scene->layers[0].mask_invert);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_word_has_an_answer),
        cmocka_unit_test(test_words_name_their_keys),
        cmocka_unit_test(test_only_near_names_are_near),
        cmocka_unit_test(test_sizes_on_paper),
        cmocka_unit_test(test_colors_of_css),
        cmocka_unit_test(test_a_number_alone),
        cmocka_unit_test(test_a_generator_where_a_picture_is_due),
    };
    return cmocka_run_group_tests(tests, scene_bench_set_up, scene_bench_tear_down);
}
