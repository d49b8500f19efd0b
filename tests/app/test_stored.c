// SPDX-License-Identifier: GPL-3.0-or-later
// `store: true` changes no picture: neither one with soft and clear parts, nor an opaque one.
#include "base/arena.h"
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define MOST (2.01 / 255.0) // two steps of eight bits

// Smooth enough for a picture of pixels to stand for it between them.
static const char *const grounds[] = {
    "shape: {color: [1, 0.6, 0.2, 1], background: [0, 0, 0, 0], size: 0.4, softness: 0.8}",
    "shape: {color: [0.9, 0.6, 0.2, 1], background: [0.1, 0.3, 0.6, 1], size: 0.4, softness: 0.8}",
};

static const char *const stored[] = {
    "hue: {angle: 40}",  "saturate: {amount: 1.4}", "levels: {gamma: 1.3}", "rotate: {angle: 20}",
    "scroll: {x: 0.03}", "twirl: {turns: 0.1}",     "blur: {radius: 0.03}", "vignette",
    "duotone",           "mask_by: {mask: ramp}",
};

// At its pixels, between them, and around them.
static const char *const readers[] = {"contrast: {amount: 1.2}", "rotate: {angle: 9}", "blur"};

static struct stage_picture drawn(struct rmx_arena *arena, const char *ground, const char *step,
                                  const char *reader)
{
    const char *text = rmx_arena_printf(arena,
                                        "background: white\n"
                                        "sources: {ramp: {generate: gradient}}\n"
                                        "layers:\n  - generate: {%s}\n    chain: [%s, %s]\n",
                                        ground, step, reader);
    return stage_render(&(struct stage_params){.text = text, .width = 128, .height = 72});
}

static int faults_of(struct rmx_arena *arena, const char *ground, const char *step,
                     const char *reader)
{
    struct stage_picture plain =
        drawn(arena, ground, rmx_arena_printf(arena, "{%s}", step), reader);
    struct stage_picture kept =
        drawn(arena, ground, rmx_arena_printf(arena, "{%s, store: true}", step), reader);
    struct stage_difference d = stage_compare(&plain, &kept);
    stage_finish(&plain);
    stage_finish(&kept);
    if (d.largest > MOST)
        print_error("%s: %s, stored, then %s: other by %.1f / 255 at %d,%d\n", ground, step, reader,
                    255.0 * d.largest, d.x, d.y);
    return d.largest > MOST;
}

static void a_stored_step_looks_the_same(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    int faults = 0, at = 0;
    for (size_t g = 0; g < sizeof(grounds) / sizeof(*grounds); g++)
        for (size_t s = 0; s < sizeof(stored) / sizeof(*stored); s++)
            for (int r = 0; r < 2; r++, at++)
                faults += faults_of(arena, grounds[g], stored[s], readers[at % 3]);
    assert_int_equal(faults, 0);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stored_step_looks_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
