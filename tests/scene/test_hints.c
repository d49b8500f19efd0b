// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of hints: of what is misspelt, the word that was meant, and nothing beside it.
#include "support/scene_bench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// What stands for '@' in the scene, and the whole hint; a word alone: "did you mean 'word'?".
struct row {
    const char *written, *hint;
};

#define LIST "one of: cover, contain, stretch, tile"
static const struct row fits[] = {
    {"covr", "cover"},
    {"cver", "cover"},
    {"containe", "contain"},
    {"contian", "contain"},
    {"strech", "stretch"},
    {"tiel", "tile"},
    {"tiled", "tile"},
    {"auto", LIST},
    {"zoom", LIST},
    {"fill", "write `fit: cover` (cuts off), or `fit: stretch` (distorts)"},
    {"full-screen", "write `fit: cover` (cuts off), or `fit: stretch` (distorts)"},
    {"stretched", "write `fit: stretch`"},
    {"letterbox", "write `fit: contain`"},
};

static const struct row functions[] = {
    {"sine(1)", "sin"},
    {"cosinus(1)", "cos"},
    {"clmap(1, 0, 1)", "clamp"},
    {"absolute(1)", "abs"},
    {"flor(1.5)", "floor"},
    {"pwo(2, 2)", "pow"},
    {"sqr(2)", "sqrt"},
    {"rnadom(1)", "random"},
    {"noize(time)", "noise"},
    {"pulze(1)", "pulse"},
    {"waev(1)", "wave"},
    {"minimum(1, 2)", "min"},
    {"maxx(1, 2)", "max"},
    {"power(2, 2)", "pow"},
    {"modulo(5, 2)", "mod"},
    {"stp(0.5, 1)", "step"},
    {"exponent(1)", "exp"},
    {"ceiling(1)", "ceil"},
    {"squareroot(2)", "write sqrt(x)"},
    {"lerp(0, 1, 0.5)", "write mix(a, b, part)"},
    {"frac(time)", "write fract(x)"},
    {"NaN", "write a number: there is none that is no number, or endless"},
    {"1 + inf", "write a number: there is none that is no number, or endless"},
    {"tiem", "time"},
    {"beet", "beat"},
    {"bmp", "bpm"},
    {"widht", "width"},
    {"audio.bas", "audio.bass"},
    {"mouse_x", "write mouse.x"},
};

static const struct row source_keys[] = {
    {"imgae: asset:coffee.jpg", "image"},
    {"foldr: ../assets", "folder"},
    {"genrate: noise", "generate"},
    {"sceen: first.yaml", "scene"},
    {"creddit: me, image: asset:coffee.jpg", "credit"},
    {"fitt: cover, image: asset:coffee.jpg", "fit"},
    {"evry: 2 s, folder: ../assets", "every"},
    {"ordre: seed, folder: ../assets", "order"},
    {"licens: CC0-1.0, image: asset:coffee.jpg", "licence"},
    {"filename: asset:coffee.jpg", "write `image:`"},
    {"directory: ../assets", "write `folder:`"},
};

static const struct row pictures[] = {
    {"coffe", "coffee"},
    {"asset:cofee.jpg", "asset:coffee.jpg"},
    {"asset:coffee.jpeg", "asset:coffee.jpg"},
    {"../assets/cofee.jpg", "../assets/coffee.jpg"},
    {"blow", "below"},
    {"violin", "name a source or a named layer, or write a path (with a '/' or a '.')"},
};

static const struct row scene_keys[] = {
    {"sise: 1x1", "size"},
    {"fsp: 3", "fps"},
    {"layrs: []", "layers"},
    {"knob: {}", "knobs"},
    {"chans: {}", "chains"},
    {"backround: red", "background"},
    {"finnish: []", "finish"},
    {"tite: x", "title"},
    {"seeed: 1", "seed"},
    {"soud: x", "sound"},
    {"includes: x", "include"},
    {"bmp: 120", "bpm"},
    {"dept: 8", "depth"},
    {"osk: {}", "osc"},
    {"key: {}", "keys"},
    {"glied: 1", "glide"},
    {"pre-roll: 1 s", "preroll"},
    {"temp: tap", "tempo"},
    {"dip: 300", "dpi"},
    {"source: {}", "write `sources:`"},
    {"colour: red", "write `background:`"},
    {"framerate: 30", "write `fps:`"},
    {"scene: {}", "a file is one scene: its keys stand at the left edge"},
};

static const struct row choices[] = {
    {"light: srgb", "encoded"},
    {"tempo: Ableton", "link"},
    {"depth: 10", "one of: 8, 16, 32"},
    {"sources: {a: {folder: ../assets, order: shuffle}}", "seed"},
    {"sources: {a: {folder: ../assets, order: alphabetical}}", "name"},
};

#define LAYER "it blends two pictures: give the second one a layer of its own with "
static const struct row steps[] = {
    {"blend: hue", LAYER "`blend: hue`"},
    {"blend: {multiply: {}}", LAYER "`blend: multiply`"},
    {"blend: multipy", LAYER "`blend: multiply`"},
    {"mix-blend-mode: soft_light", LAYER "`blend: soft_light`"},
    {"blend: add", "it belongs to a layer of its own: write `blend: plus`"},
    {"blend", LAYER "`blend: screen`; see `remontage list blends`"},
    {"halftone: {shape: dot}", "round"},
    {"halftone: {shape: circles}", "round"},
    {"halftone: {shape: stripes}", "line"},
    {"crt: {mask: aperture}", "grille"},
    {"crt: {mask: Shadow Mask}", "dots"},
    {"crt: {mask: off}", "none"},
    {"pixel_sort: {by: luma}", "light"},
    {"pixel_sort: {by: brightness}", "light"},
    {"pixel_sort: {by: sat}", "saturation"},
    {"dither: {pattern: bayer}", "bayer4"},
    {"dither: {pattern: blue noise}", "noise"},
    {"dither: {pattern: bayer9}", "bayer2"},
    {"slit_scan: {shape: vertical}", "columns"},
    {"rotate: {edge: wrap}", "repeat"},
    {"rotate: {edge: whatever}", "one of: stretch, mirror, repeat"},
};

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))
static const struct {
    const char *what, *scene;
    const struct row *rows;
    int count;
} tables[] = {
    {"fit", "layers: [{picture: asset:coffee.jpg, fit: @}]\n", fits, COUNT(fits)},
    {"functions and signals", "layers: [{generate: noise, opacity: '@'}]\n", functions,
     COUNT(functions)},
    {"keys of a source", "sources: {a: {@}}\nlayers: [picture: a]\n", source_keys,
     COUNT(source_keys)},
    {"pictures", "sources: {coffee: asset:coffee.jpg}\nlayers: [picture: @]\n", pictures,
     COUNT(pictures)},
    {"steps", "layers: [{picture: asset:coffee.jpg, chain: [@]}]\n", steps, COUNT(steps)},
    {"choices of keys", "@\nlayers: [generate: noise]\n", choices, COUNT(choices)},
    {"keys of a scene", "@\nlayers: [generate: noise]\n", scene_keys, COUNT(scene_keys)},
};

static bool is_met(struct scene_bench *bench, const char *scene, const struct row *row)
{
    const char *at = strchr(scene, '@');
    const char *meant = rmx_arena_printf(bench->arena, "did you mean '%s'?", row->hint);
    scene_bench_read(
        bench,
        rmx_arena_printf(bench->arena, "%.*s%s%s", (int)(at - scene), scene, row->written, at + 1),
        NULL);
    const char *hint = bench->errors.count == 1 ? bench->errors.items[0].hint : NULL;
    return hint && strcmp(hint, strchr(row->hint, ' ') ? row->hint : meant) == 0;
}

static void test_hints_name_what_was_meant(void **state)
{
    struct scene_bench *bench = *state;
    int bad = 0;
    for (int t = 0; t < COUNT(tables); t++)
        for (int i = 0; i < tables[t].count; i++) {
            const struct row *row = &tables[t].rows[i];
            if (is_met(bench, tables[t].scene, row))
                continue;
            print_error("%s: %s: not '%s':\n%s\n", tables[t].what, row->written, row->hint,
                        scene_bench_dump(bench, NULL));
            bad++;
        }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_hints_name_what_was_meant)};
    return cmocka_run_group_tests(tests, scene_bench_set_up, scene_bench_tear_down);
}
