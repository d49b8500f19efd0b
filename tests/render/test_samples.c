// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_plan.h"

#include <math.h>

enum { SIDE = 64 };

struct fixture {
    struct rmx_context *context;
    struct rmx_arena *arena;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){tiny_context(), rmx_arena_create()};
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    rmx_context_destroy(fixture->context);
    rmx_arena_destroy(fixture->arena);
    return 0;
}

// The mean of two drawings of `passes` that differ in the level, as the plan's depth gives it.
static void *mean(struct fixture *fixture, const char *passes, int depth, bool snap,
                  const float tint[4])
{
    void *pixels = rmx_arena_alloc(fixture->arena, SIDE * SIDE * 16);
    struct rmx_plan *plan = tiny_plan(fixture->arena, passes, 0);
    plan->output_depth = depth;
    plan->params.snap = snap;
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, SIDE, SIDE, NULL);
    unsigned char block[TINY_BLOCK] = {0};
    tiny_tint(block, 0, tint[0], tint[1], tint[2], tint[3]);
    assert_true(rmx_renderer_accumulate_begin(renderer, 2));
    for (int i = 0; i < 2; i++) {
        tiny_level(block, 0, (float)i);
        rmx_renderer_draw(renderer, block);
        rmx_renderer_accumulate(renderer);
    }
    rmx_renderer_accumulate_resolve(renderer);
    assert_true(rmx_renderer_read(renderer, pixels));
    rmx_renderer_destroy(renderer);
    return pixels;
}

static void black_and_colour_meet_in_linear_light(void **state)
{
    const float *pixels = mean(*state, "0 half 32f", 32, false, (float[]){1, 0.5f, 0, 1});
    const float expected[4] = {0.7354f, 0.3608f, 0, 1};
    for (int i = 0; i < SIDE * SIDE * 4; i++)
        assert_true(fabsf(pixels[i] - expected[i % 4]) < 0.0005f);
}

static void what_is_transparent_has_no_colour(void **state)
{
    // Half grey, half a red that is not there: the mean is grey at half the alpha.
    const float *pixels = mean(*state, "0 ghost 32f", 32, false, (float[]){1, 0, 0, 0});
    for (int i = 0; i < SIDE * SIDE; i++) {
        for (int c = 0; c < 3; c++)
            assert_true(fabsf(pixels[i * 4 + c] - 0.5f) < 0.0005f);
        assert_true(fabsf(pixels[i * 4 + 3] - 0.5f) < 1e-6f);
    }
}

static void the_mean_has_the_depth_of_the_plan(void **state)
{
    const uint16_t *wide = mean(*state, "0 half 32f", 16, false, (float[]){1, 1, 1, 1});
    assert_in_range(wide[0], 48180, 48210);
    const unsigned char *bytes = mean(*state, "0 half 32f", 8, true, (float[]){1, 1, 1, 1});
    assert_int_equal(bytes[0], 188); // 187.5: the rounded one
}

static void the_noise_is_the_same_bytes_twice(void **state)
{
    const float tint[4] = {0.2f, 0.24f, 0, 1};
    const void *first = mean(*state, "0 ramp 32f", 8, false, tint);
    const void *second = mean(*state, "0 ramp 32f", 8, false, tint);
    assert_memory_equal(first, second, SIDE * SIDE * 4);
}

static void exact_bytes_get_no_noise(void **state)
{
    for (int byte = 0; byte < 256; byte += 5) {
        float value = (float)byte / 255;
        const unsigned char *pixels =
            mean(*state, "0 solid 32f", 8, false, (float[]){value, value, value, 1});
        for (int i = 0; i < SIDE * SIDE * 4; i++)
            assert_int_equal(pixels[i], i % 4 == 3 ? 255 : byte);
    }
}

// A column of a slow ramp: its mean over the rows is the value, though each byte is a whole number.
static void the_noise_keeps_what_lies_between_two_bytes(void **state)
{
    const unsigned char *pixels =
        mean(*state, "0 ramp 32f", 8, false, (float[]){100 / 255.f, 102 / 255.f, 0, 1});
    int sorts = 0;
    for (int x = 0; x < SIDE; x++) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++)
            sum += pixels[(y * SIDE + x) * 4];
        double expected = 100 + 2 * (x + 0.5) / SIDE;
        if (fabs(sum / SIDE - expected) > 0.25)
            fail_msg("column %d has the mean %.3f, not %.3f", x, sum / SIDE, expected);
        sorts += pixels[x * 4] != pixels[x * 4 + 1];
    }
    assert_true(sorts > SIDE / 8); // the channels have a noise of their own
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(black_and_colour_meet_in_linear_light),
        cmocka_unit_test(what_is_transparent_has_no_colour),
        cmocka_unit_test(the_mean_has_the_depth_of_the_plan),
        cmocka_unit_test(the_noise_is_the_same_bytes_twice),
        cmocka_unit_test(exact_bytes_get_no_noise),
        cmocka_unit_test(the_noise_keeps_what_lies_between_two_bytes),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
