// SPDX-License-Identifier: GPL-3.0-or-later
// Shaders of other pages and programs (tests/isf/brought) draw, and what their hosts give them is
// what it should be.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER REMONTAGE_ROOT "/tests/isf/brought"
#define HEAD                                                                                       \
    "background: black\nfps: 10\nsources:\n  a: {image: asset:coffee.jpg, fit: "                   \
    "stretch}\nlayers:\n"

// At 160 x 90, the fifth frame of ten a second.
static const struct {
    const char *law, *layer;
    double x; // of the pixel, as a part of the width
    float rgb[3];
} numbers[] = {
    {"iTime, iTimeDelta, iFrame", "- generate: toy_names\n", 0.1, {0.4f, 0.1f, 4}},
    {"iResolution", "- generate: toy_names\n", 0.3, {160, 90, 1}},
    {"iMouse is nothing until it is pressed", "- generate: toy_names\n", 0.6, {0, 0, 0}},
    {"iMouse is held where it was pressed",
     "- generate: {toy_names: {mouse: [0.5, 0.2]}}\n",
     0.6,
     {80, 80, -18}},
    {"iChannel0 is the chain's picture", "- {picture: a, chain: toy_names}\n", 0.9, {160, 90, 1}},
    {"or a generator's", "- generate: {toy_names: {iChannel0: a}}\n", 0.9, {160, 90, 1}},
    {"or a transparent pixel", "- generate: toy_names\n", 0.9, {1, 1, 0}},
    {"u_time, u_mouse in the middle", "- generate: book_names\n", 0.1, {0.4f, 80, 45}},
    {"u_mouse moved", "- generate: {book_names: {mouse: [0.25, 1]}}\n", 0.1, {0.4f, 40, 90}},
    {"u_resolution", "- generate: book_names\n", 0.3, {160, 90, 0}},
    {"a uniform picture and its size", "- {picture: a, chain: book_names}\n", 0.6, {160, 90, 1}},
    {"a material has its point", "- generate: {material: {mat_scale: 1}}\n", 0.5, {1, 0.5f, 0}},
    {"a transition is one whatever its ending",
     "- {picture: {generate: {solid: {color: red}}}, chain: {transition_in: {to: {generate: "
     "{solid: "
     "{color: blue}}}, progress: 1, width: 0.001}}}\n",
     0.5,
     {0, 0, 1}},
};

static struct stage_params scene(struct rmx_arena *arena, const char *layer, long long frame)
{
    return (struct stage_params){.text = rmx_arena_printf(arena, HEAD "%s", layer),
                                 .effects = FOLDER,
                                 .depth = 32,
                                 .frame = frame};
}

static void names_give_their_numbers(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
        struct stage_params params = scene(arena, numbers[i].layer, 4);
        struct stage_picture picture = stage_render(&params);
        int at = 45 * picture.width + (int)(numbers[i].x * picture.width);
        const float *wanted = numbers[i].rgb;
        bool is_coded = strstr(numbers[i].layer, "_names") != NULL;
        float found[3];
        for (int c = 0; c < 3; c++)
            found[c] =
                is_coded ? (picture.pixels[4 * at + c] - 0.5f) * 512 : picture.pixels[4 * at + c];
        for (int c = 0; c < 3; c++)
            if (fabsf(found[c] - wanted[c]) > 2e-3f * fmaxf(1.0f, fabsf(wanted[c])))
                fail_msg("%s: %g %g %g", numbers[i].law, (double)found[0], (double)found[1],
                         (double)found[2]);
        stage_finish(&picture);
    }
    rmx_arena_destroy(arena);
}

// Shadertoy's are opaque whatever they write; what reads its past goes on from it.
static void pictures_are_whole(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    static const char *const files[] = {"toy_waves",      "toy_bent", "book_rings", "viewer_tiles",
                                        "sandbox_trails", "modern",   "ported"};
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        const char *layer = rmx_arena_printf(arena, "- generate: {%s: {}}\n", files[i]);
        struct stage_params params = scene(arena, layer, 0);
        struct stage_picture first = stage_render(&params);
        params.frame = 5;
        struct stage_picture later = stage_render(&params);
        bool moves = strcmp(files[i], "viewer_tiles") != 0 && strcmp(files[i], "toy_bent") != 0;
        if (moves && stage_compare(&first, &later).past < 0.01)
            fail_msg("%s does not move", files[i]);
        for (int p = 0; p < first.width * first.height; p++)
            assert_true(!isnan(later.pixels[4 * p]) && later.pixels[4 * p + 3] == 1.0f);
        stage_finish(&first);
        stage_finish(&later);
    }
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_give_their_numbers),
        cmocka_unit_test(pictures_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
