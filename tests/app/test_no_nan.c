// SPDX-License-Identifier: GPL-3.0-or-later
// The law that no file of tests/isf/foreign gives a NaN: what its own code leaves, before any clamp
// or guard could hide it. By the driver that the environment chooses (tests/gpu/no_nan).
#include "support/stage.h"

#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define FOREIGN REMONTAGE_ROOT "/tests/isf/foreign"
#define OPEN REMONTAGE_ROOT "/tests/isf/open"

// What goes in, by frame.
static const char *const pictures[] = {"a photograph", "white", "black", "nothing"};
enum { PICTURES = sizeof(pictures) / sizeof(*pictures) };

// The step ends the drawing, so what it gives is what is read.
static const char scene[] = "background: none\n"
                            "layers:\n"
                            "  - picture: " REMONTAGE_ROOT "/assets/coffee.jpg\n"
                            "    opacity: 1 - min(1, frame)\n"
                            "  - generate: {solid: {color: white}}\n"
                            "    opacity: 1 - min(1, abs(frame - 1))\n"
                            "  - generate: {solid: {color: black}}\n"
                            "    opacity: 1 - min(1, abs(frame - 2))\n"
                            "finish:\n"
                            "  - %s\n";

static struct stage_params with_step(struct rmx_arena *arena, const char *folder, const char *step)
{
    return (struct stage_params){.text = rmx_arena_printf(arena, scene, step),
                                 .effects = folder,
                                 .allow = REMONTAGE_ROOT,
                                 .width = 32,
                                 .height = 18,
                                 .depth = 32,
                                 .keeps_nan = true};
}

static int count_nan(const struct rmx_generation *generation)
{
    struct stage_picture picture = stage_read(generation);
    int count = 0;
    for (int i = 0; i < 4 * picture.width * picture.height; i++)
        count += isnan(picture.pixels[i]) != 0;
    stage_finish(&picture);
    return count;
}

// Of all pictures.
static int draw_loaded(const struct rmx_generation *generation, const char *step, bool says)
{
    int sum = 0;
    for (int frame = 0; frame < PICTURES; frame++) {
        stage_draw_frames(generation, frame, frame);
        int count = count_nan(generation);
        if (count && says)
            print_error("%s gives %d of %d values that are no numbers, over %s\n", step, count,
                        4 * generation->width * generation->height, pictures[frame]);
        sum += count;
    }
    return sum;
}

static int draw(const struct stage_params *params, const char *step, bool says)
{
    struct rmx_generation *generation = stage_load(params);
    int sum = draw_loaded(generation, step, says);
    rmx_generation_destroy(generation);
    return sum;
}

static void write_value(char *text, size_t size, const struct rmx_input *input, const double *value)
{
    int count = rmx_input_components(input->type);
    if (input->type == RMX_INPUT_BOOL || input->type == RMX_INPUT_EVENT)
        snprintf(text, size, "%s", value[0] > 0.5 ? "true" : "false");
    else if (count == 1)
        snprintf(text, size, "%.9g", value[0]);
    else if (count == 2)
        snprintf(text, size, "[%.9g, %.9g]", value[0], value[1]);
    else
        snprintf(text, size, "[%.9g, %.9g, %.9g, %.9g]", value[0], value[1], value[2], value[3]);
}

static bool has_ends(const struct rmx_input *input)
{
    bool is_number = rmx_input_components(input->type) > 0 && input->type != RMX_INPUT_EVENT;
    return is_number && !input->values && input->max[0] > input->min[0];
}

// The step with inputs at an end of their ranges: those from `first` to `last`.
static const char *at_end(struct rmx_arena *arena, const struct rmx_effect *effect, int first,
                          int last, bool is_max)
{
    char *step = rmx_arena_printf(arena, "%s: {", effect->name);
    const char *comma = "";
    for (int i = first; i <= last; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        char value[128];
        if (!has_ends(input))
            continue;
        write_value(value, sizeof(value), input, is_max ? input->max : input->min);
        step = rmx_arena_printf(arena, "%s%s%s: %s", step, comma, input->name, value);
        comma = ", ";
    }
    return rmx_arena_printf(arena, "%s}", step);
}

static int draw_ends(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    int last = effect->input_count - 1, sum = 0;
    for (int is_max = 0; is_max < 2; is_max++) {
        for (int i = -1; i <= last; i++) { // all of them, and each by itself
            if (i >= 0 && !has_ends(&effect->inputs[i]))
                continue;
            const char *step = at_end(arena, effect, i < 0 ? 0 : i, i < 0 ? last : i, is_max);
            struct stage_params params = with_step(arena, FOREIGN, step);
            sum += draw(&params, step, true);
        }
    }
    return sum;
}

// As it is, and with its inputs at their ends.
static int draw_file(struct rmx_arena *arena, const char *path)
{
    char *name = rmx_arena_copy(arena, strrchr(path, '/') + 1);
    name[strlen(name) - 3] = '\0';
    struct stage_params params = with_step(arena, FOREIGN, name);
    struct rmx_generation *generation = stage_load(&params);
    const struct rmx_effect *effect =
        rmx_catalog_find(generation->catalog, name, &generation->errors, NULL);
    assert_non_null(effect);
    int sum = draw_loaded(generation, name, true) + draw_ends(arena, effect);
    rmx_generation_destroy(generation);
    return sum;
}

static void test_no_file_gives_nan(void **state)
{
    (void)state;
    glob_t files;
    int sum = 0;
    assert_int_equal(glob(FOREIGN "/*.fs", 0, NULL, &files), 0);
    assert_true(files.gl_pathc >= 40);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct rmx_arena *arena = rmx_arena_create();
        sum += draw_file(arena, files.gl_pathv[i]);
        rmx_arena_destroy(arena);
    }
    globfree(&files);
    assert_int_equal(sum, 0);
}

// tests/isf/open/holes.fs: those below HOLES are answered, the one after them is not.
enum { HOLES = 9, ALWAYS_NAN = 3 };

static int draw_hole(int hole, bool leaves_open)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *step = rmx_arena_printf(arena, "holes: {hole: %d}", hole);
    struct stage_params params = with_step(arena, OPEN, step);
    params.leaves_open = leaves_open;
    int count = draw(&params, step, false);
    rmx_arena_destroy(arena);
    return count;
}

static void test_answers_are_why(void **state)
{
    (void)state;
    int open = 0;
    for (int hole = 0; hole < HOLES; hole++) {
        assert_int_equal(draw_hole(hole, false), 0);
        open += draw_hole(hole, true) > 0;
    }
    assert_true(open >= ALWAYS_NAN); // on every driver
}

static void test_a_foreign_file_needs_them(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct stage_params params = with_step(arena, FOREIGN, "glass_ball");
    params.leaves_open = true;
    assert_true(draw(&params, "glass_ball", false) > 0);
    rmx_arena_destroy(arena);
}

static void test_a_nan_is_seen(void **state)
{
    (void)state;
    assert_int_equal(draw_hole(HOLES, false), PICTURES * 32 * 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_nan_is_seen),
        cmocka_unit_test(test_answers_are_why),
        cmocka_unit_test(test_a_foreign_file_needs_them),
        cmocka_unit_test(test_no_file_gives_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
