// SPDX-License-Identifier: GPL-3.0-or-later
// Laws for every effect file of ours: it reads without a word, and says what help and schema need.
#include "base/file.h"
#include "catalog/catalog.h"
#include "catalog/folders.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct state {
    struct rmx_arena *arena;
    struct rmx_catalog *catalog;
    struct rmx_errors errors;
    int faults;
};

static void fault(struct state *state, const struct rmx_effect *effect, const char *input,
                  const char *what)
{
    print_error("%s%s%s: %s\n", effect->path, *input ? ", input " : "", input, what);
    state->faults++;
}

static bool is_within(const struct rmx_input *input, const double *value)
{
    for (int i = 0; i < rmx_input_components(input->type); i++)
        if (value[i] < input->min[i] || value[i] > input->max[i])
            return false;
    return true;
}

static void check_input(struct state *state, const struct rmx_effect *effect,
                        const struct rmx_input *input)
{
    bool is_number =
        input->type == RMX_INPUT_FLOAT || (input->type == RMX_INPUT_LONG && !input->values);
    if (!*input->description && strcmp(input->name, "inputImage") != 0)
        fault(state, effect, input->name, "has no DESCRIPTION");
    if (is_number && !input->has_range)
        fault(state, effect, input->name, "has no MIN and MAX");
    if (!is_within(input, input->default_value))
        fault(state, effect, input->name, "has a DEFAULT outside of its range");
    if (input->has_identity && !is_within(input, input->identity))
        fault(state, effect, input->name, "has an IDENTITY outside of its range");
    if (strcmp(input->name, "seed") == 0 && !input->is_seed)
        fault(state, effect, input->name, "is no float from 0 to 65535");
}

static bool includes(const struct rmx_effect *effect, const char *path)
{
    for (int i = 0; i < effect->library_count; i++)
        if (strcmp(effect->libraries[i]->path, path) == 0)
            return true;
    return false;
}

static void check_effect(struct state *state, const struct rmx_effect *effect)
{
    if (!*effect->description)
        fault(state, effect, "", "has no DESCRIPTION");
    if (!effect->is_ours)
        fault(state, effect, "", "is not known as ours");
    if (effect->own_pass_reason)
        fault(state, effect, "", effect->own_pass_reason);
    if (includes(effect, "lib/hash.glsl") && rmx_effect_input(effect, "seed") < 0)
        fault(state, effect, "", "is random but has no input 'seed'");
    for (int i = 0; i < effect->input_count; i++) {
        check_input(state, effect, &effect->inputs[i]);
        if (effect->inputs[i].type == RMX_INPUT_IMAGE && effect->taps[i].irregular)
            fault(state, effect, effect->inputs[i].name, "is read in a way that cannot be fused");
    }
}

static void report(struct state *state)
{
    struct rmx_text text = {0};
    for (int i = 0; i < state->errors.count; i++)
        rmx_error_format(&text, &state->errors.items[i]);
    if (state->errors.count)
        print_error("%s", rmx_text_string(&text));
    state->faults += state->errors.count;
    rmx_text_finish(&text);
}

static void every_file_reads_without_a_word(void **data)
{
    struct state *state = *data;
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(state->catalog, &count);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        const struct rmx_effect *effect =
            rmx_catalog_load(state->catalog, entries[i].path, &state->errors);
        if (effect)
            check_effect(state, effect);
    }
    report(state);
    assert_int_equal(state->faults, 0);
}

static void the_engine_s_own_steps_read_without_a_word(void **data)
{
    struct state *state = *data;
    struct rmx_found found = {0};
    rmx_folders_find(state->arena, REMONTAGE_ROOT "/shaders/engine", false, NULL, &found);
    assert_true(found.count > 0);
    for (int i = 0; i < found.count; i++) {
        if (!rmx_has_suffix(found.files[i].path, ".fs"))
            continue; // the renderer's own programs
        const char *name = rmx_path_stem(state->arena, found.files[i].path);
        const struct rmx_effect *effect = rmx_catalog_engine(state->catalog, name);
        assert_non_null(effect);
        assert_true(effect->is_ours);
        if (strcmp(name, "fragments") != 0) // draws them, in passes of its own
            assert_null(effect->own_pass_reason);
    }
}

static void names_are_unique_over_all_step_folders(void **data)
{
    struct state *state = *data;
    int count, hidden = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(state->catalog, &count);
    for (int i = 0; i < count; i++) {
        if (entries[i].hidden_path)
            print_error("%s hides %s\n", entries[i].path, entries[i].hidden_path);
        hidden += entries[i].hidden_path != NULL;
    }
    assert_int_equal(hidden, 0);
}

static void a_blend_takes_what_is_below_and_a_layer(void **data)
{
    struct state *state = *data;
    int count;
    const char *const *names = rmx_catalog_names(state->catalog, true, &count);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        const struct rmx_effect *effect =
            rmx_catalog_find_blend(state->catalog, names[i], &state->errors, NULL);
        assert_non_null(effect);
        assert_true(rmx_effect_input(effect, "inputImage") == effect->main_image);
        assert_true(rmx_effect_input(effect, "layer") >= 0);
    }
}

static int set_up(void **data)
{
    static struct state state;
    setenv("REMONTAGE_DATA", REMONTAGE_ROOT, 1);
    setenv("XDG_DATA_HOME", "/nonexistent", 1);
    state.arena = rmx_arena_create();
    state.errors.arena = state.arena;
    state.catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    *data = &state;
    return 0;
}

static int tear_down(void **data)
{
    struct state *state = *data;
    rmx_catalog_destroy(state->catalog);
    rmx_arena_destroy(state->arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_reads_without_a_word),
        cmocka_unit_test(the_engine_s_own_steps_read_without_a_word),
        cmocka_unit_test(names_are_unique_over_all_step_folders),
        cmocka_unit_test(a_blend_takes_what_is_below_and_a_layer),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
