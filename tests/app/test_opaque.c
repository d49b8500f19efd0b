// SPDX-License-Identifier: GPL-3.0-or-later
// "OPAQUE" in a header is true: of opaque pictures and colours the effect makes an opaque picture,
// whatever its parameters are. And what keeps all opaque says so: its pictures are then read
// without weighing them.
#include "base/hash.h"
#include "support/chains.h"
#include "support/stage.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TRIES = 3, FRAME = 3 };

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;
static uint32_t throws;

static double between(double low, double high)
{
    return low + (high - low) * rmx_hash_unit(rmx_hash_mix(7, throws++));
}

static void add_numbers(struct rmx_text *out, const struct rmx_input *input)
{
    int count = rmx_input_components(input->type);
    rmx_text_add(out, count > 1 ? "[" : "");
    for (int c = 0; c < count; c++) {
        bool is_alpha = input->type == RMX_INPUT_COLOR && c == 3;
        double number = between(input->min[c], input->max[c]);
        rmx_text_printf(out, "%s%.7g", c ? ", " : "", is_alpha ? 1.0 : number);
    }
    rmx_text_add(out, count > 1 ? "]" : "");
}

static void add_value(struct rmx_text *out, const struct rmx_input *input)
{
    if (input->type == RMX_INPUT_BOOL || input->type == RMX_INPUT_EVENT)
        rmx_text_add(out, between(0, 2) < 1 ? "true" : "false");
    else if (input->type == RMX_INPUT_LONG && input->value_count)
        rmx_text_printf(out, "%d", input->values[(int)between(0, input->value_count)]);
    else if (input->type == RMX_INPUT_LONG)
        rmx_text_printf(out, "%d", (int)between(input->min[0], input->max[0] + 1));
    else
        add_numbers(out, input);
}

static double least_of(struct stage_picture *picture)
{
    double least = 1;
    for (int p = 0; p < picture->width * picture->height; p++)
        if ((double)picture->pixels[4 * p + 3] < least)
            least = (double)picture->pixels[4 * p + 3];
    stage_finish(picture);
    return least;
}

static double least_alpha(const char *text)
{
    struct stage_picture picture = stage_render(&(struct stage_params){
        .text = text, .no_hoist = true, .width = 48, .height = 27, .frame = FRAME, .depth = 32});
    return least_of(&picture);
}

// Both pictures are stored, so that most effects' programs are small. `alpha`: of the second one;
// the plan knows nothing of it, so that one program draws both.
static bool is_opaque(const struct rmx_effect *effect, int try, const char *alpha)
{
    const char *step = chains_step(arena, effect, try ? add_value : NULL);
    const char *ground = rmx_arena_printf(
        arena,
        "background: none\nlayers:\n"
        "  - name: opaque\n    generate: gradient\n    chain: [{invert: {}, store: true}]\n"
        "    visible: false\n"
        "  - name: second\n"
        "    generate: {stripes: {color: [0.1, 0.3, 0.6, %s], background: [0.9, 0.6, 0.2, %s]}}\n"
        "    chain: [{invert: {}, store: true}]\n"
        "    visible: false\n",
        alpha, alpha);
    const char *layer =
        effect->role == RMX_ROLE_GENERATOR ? rmx_arena_printf(arena, "  - generate: {%s}\n", step)
        : strcmp(effect->folder, "blend") == 0
            ? rmx_arena_printf(arena,
                               "  - picture: opaque\n"
                               "  - picture: second\n    blend: %s\n",
                               effect->name)
            : rmx_arena_printf(arena, "  - picture: opaque\n    chain: [{%s}]\n", step);
    return least_alpha(rmx_arena_printf(arena, "%s%s", ground, layer)) > 0.99999;
}

static bool is_drawn(const struct rmx_effect *effect)
{
    return effect->role == RMX_ROLE_FILTER || effect->role == RMX_ROLE_TRANSITION ||
           effect->role == RMX_ROLE_GENERATOR;
}

static bool has_further_picture(const struct rmx_effect *effect)
{
    for (int i = 0; i < effect->input_count; i++)
        if (effect->inputs[i].type == RMX_INPUT_IMAGE && i != effect->main_image)
            return effect->main_image >= 0;
    return false;
}

static const char *found(const struct rmx_effect *effect)
{
    bool keeps_all = true, keeps_one = has_further_picture(effect);
    for (int i = 0; i < TRIES; i++) {
        keeps_all = keeps_all && is_opaque(effect, i, "1 + 0 * frame");
        keeps_one = keeps_one && keeps_all && is_opaque(effect, i, "0 * frame");
    }
    return keeps_one ? "one" : keeps_all ? "all" : "none";
}

static const char *said(const struct rmx_effect *effect)
{
    return !effect->keeps_opaque ? "none" : effect->opaque_input >= 0 ? "one" : "all";
}

static void headers_say_what_is_kept_opaque(void **state)
{
    (void)state;
    int count, faults = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = arena};
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        assert_non_null(effect);
        if (!is_drawn(effect))
            continue;
        const char *is = found(effect);
        if (strcmp(is, said(effect)) == 0)
            continue;
        print_error("%s: its OPAQUE says %s, found is %s\n", effect->path, said(effect), is);
        faults++;
    }
    assert_int_equal(faults, 0);
}

static bool is_found_opaque(const struct rmx_plan *plan)
{
    for (int k = 0; k < plan->step_count; k++)
        if (plan->steps[k].effect && !plan->steps[k].effect->is_ours)
            return plan->steps[k].is_opaque;
    return false;
}

// What is found in their code is so, over two frames.
static void files_of_others_are_opaque_that_are_found_to_be(void **state)
{
    (void)state;
    glob_t files;
    int found = 0;
    assert_int_equal(glob(REMONTAGE_ROOT "/tests/isf/foreign/*.fs", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct rmx_generation *generation = stage_load(&(struct stage_params){
            .text = rmx_arena_printf(arena,
                                     "background: none\nlayers: [{picture: "
                                     "asset:chelsea-the-cat.jpg, chain: [{%s: {}}]}]\n",
                                     files.gl_pathv[i]),
            .allow = REMONTAGE_ROOT "/tests/isf/foreign",
            .effects = REMONTAGE_ROOT "/tests/isf/foreign",
            .no_hoist = true,
            .width = 48,
            .height = 27,
            .depth = 32});
        bool is_opaque = is_found_opaque(generation->plan);
        stage_draw_frames(generation, 0, 1);
        struct stage_picture picture = stage_read(generation);
        rmx_generation_destroy(generation);
        if (least_of(&picture) < 0.99999 && is_opaque)
            fail_msg("%s: it is found to be opaque, and is not", files.gl_pathv[i]);
        found += is_opaque;
        if (!is_opaque && getenv("SHOW"))
            print_message("%s\n", files.gl_pathv[i]);
    }
    print_message("%d of %zu files of others are found to keep opaque\n", found, files.gl_pathc);
    assert_true(found >= 20);
    globfree(&files);
}

static int set_up(void **state)
{
    (void)state;
    setenv("GALLIVM_PERF", "nopt", 0); // llvmpipe's optimiser takes longer than such small pictures
    arena = rmx_arena_create();
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_others_are_opaque_that_are_found_to_be),
        cmocka_unit_test(headers_say_what_is_kept_opaque),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
