// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "scene/keys.h"
#include "scene/schema.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cJSON.h>
#include <cmocka.h>

struct bench {
    struct rmx_arena *arena;
    struct rmx_catalog *catalog;
    struct rmx_text text;
    cJSON *schema;
};

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.arena = rmx_arena_create()};
    bench.catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    struct rmx_errors errors = {.arena = bench.arena};
    rmx_schema_write(bench.catalog, &errors, &bench.text);
    bench.schema = cJSON_Parse(bench.text.data);
    *state = &bench;
    return errors.count;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    cJSON_Delete(bench->schema);
    rmx_text_finish(&bench->text);
    rmx_catalog_destroy(bench->catalog);
    rmx_arena_destroy(bench->arena);
    return 0;
}

// A member by its path, "definitions/step/anyOf/2"; it must be there.
static const cJSON *at(const cJSON *json, const char *path)
{
    char copy[200], *rest = copy;
    strncpy(copy, path, sizeof copy - 1)[sizeof copy - 1] = '\0';
    for (char *word; (word = strsep(&rest, "/"));) {
        json = cJSON_IsArray(json) ? cJSON_GetArrayItem(json, atoi(word))
                                   : cJSON_GetObjectItemCaseSensitive(json, word);
        if (!json)
            fail_msg("the schema has no '%s' (%s)", path, word);
    }
    return json;
}

static bool has(const cJSON *array, const char *word)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, array) if (cJSON_IsString(item) &&
                                        !strcmp(item->valuestring, word)) return true;
    return false;
}

static void the_committed_file_is_up_to_date(void **state)
{
    struct bench *bench = *state;
    char *committed;
    size_t length;
    assert_int_equal(rmx_file_read(bench->arena, REMONTAGE_ROOT "/docs/scene.schema.json", 1 << 24,
                                   &committed, &length),
                     RMX_FILE_OK);
    if (strcmp(committed, bench->text.data) != 0)
        fail_msg("docs/scene.schema.json is old: run `./run schema > docs/scene.schema.json`");
}

static void check_table(const cJSON *object, const struct rmx_key_table *table)
{
    assert_true(cJSON_IsFalse(at(object, "additionalProperties")));
    const cJSON *properties = at(object, "properties");
    for (int i = 0; i < table->count; i++) {
        const struct rmx_key *key = &table->keys[i];
        bool is_there = cJSON_HasObjectItem(properties, key->name);
        if (is_there == (key->kind == RMX_KEY_NOT_YET))
            fail_msg("%s: key '%s'", table->what, key->name);
        if (is_there)
            assert_string_equal(at(at(properties, key->name), "description")->valuestring,
                                key->description);
    }
}

static void each_key_of_the_tables_is_there(void **state)
{
    const cJSON *schema = ((struct bench *)*state)->schema;
    check_table(schema, &rmx_scene_keys);
    check_table(at(schema, "definitions/source"), &rmx_source_keys);
    check_table(at(schema, "definitions/knob"), &rmx_knob_keys);
    check_table(at(schema, "definitions/layer"), &rmx_layer_keys);
    check_table(at(schema, "definitions/mask"), &rmx_mask_keys);
    check_table(at(schema, "definitions/place"), &rmx_place_keys);
    check_table(at(schema, "definitions/fragments"), &rmx_fragments_keys);
}

static void check_input(const cJSON *property, const struct rmx_effect *effect,
                        const struct rmx_input *input)
{
    if (*input->description &&
        !strstr(at(property, "description")->valuestring, input->description))
        fail_msg("%s %s: description", effect->name, input->name);
    if (input->type != RMX_INPUT_FLOAT)
        return;
    const cJSON *type = at(property, "type");
    if (!has(type, "number") || !has(type, "string"))
        fail_msg("%s %s is a number or an expression", effect->name, input->name);
    if (!input->is_seed &&
        fabs(at(property, "default")->valuedouble - input->default_value[0]) > 1e-9)
        fail_msg("%s %s: default", effect->name, input->name);
    if (input->has_range && !input->wrap &&
        (fabs(at(property, "minimum")->valuedouble - input->min[0]) > 1e-9 ||
         fabs(at(property, "maximum")->valuedouble - input->max[0]) > 1e-9))
        fail_msg("%s %s: range", effect->name, input->name);
}

// What an editor says of an effect that stands without parameters.
static const char *bare_name(const cJSON *names, const char *name)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, names) if (!strcmp(at(item, "const")->valuestring, name)) return at(
        item, "description")
        ->valuestring;
    fail_msg("%s has no bare name", name);
    return NULL;
}

static void each_effect_is_there_with_its_inputs(void **state)
{
    struct bench *bench = *state;
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(bench->catalog, &count);
    assert_true(count > 40);
    for (int i = 0; i < count; i++) {
        const struct rmx_effect *effect = rmx_catalog_load(bench->catalog, entries[i].path, NULL);
        const char *use = entries[i].only_blends               ? "blend"
                          : effect->role == RMX_ROLE_GENERATOR ? "generator"
                                                               : "step";
        const cJSON *forms = at(at(bench->schema, "definitions"), use);
        assert_string_equal(bare_name(at(forms, "anyOf/0/anyOf"), effect->name),
                            effect->description);
        const cJSON *parameters = at(at(forms, "anyOf/2/properties"), effect->name);
        for (int k = 0; k < effect->input_count; k++)
            if (k != effect->main_image && !entries[i].only_blends &&
                !rmx_input_is_sound(effect->inputs[k].type))
                check_input(at(at(parameters, "properties"), effect->inputs[k].name), effect,
                            &effect->inputs[k]);
    }
}

static void forms_are_as_an_editor_needs_them(void **state)
{
    const cJSON *definitions = at(((struct bench *)*state)->schema, "definitions");
    const cJSON *step = at(definitions, "step/anyOf/2");
    assert_true(cJSON_IsFalse(at(step, "additionalProperties")));
    at(step, "properties/store");
    assert_true(has(at(step, "properties/dissolve/anyOf/0/required"), "to"));
    assert_true(has(at(step, "properties/multiply/required"), "layer"));
    assert_false(cJSON_HasObjectItem(at(step, "properties/invert/properties"), "inputImage"));
    assert_true(has(at(step, "properties/invert/type"), "null"));
    assert_true(has(at(step, "properties/rotate/properties/edge/anyOf/0/enum"), "mirror"));
    const cJSON *blend = at(definitions, "blend/anyOf/2/properties/multiply");
    assert_null(at(blend, "properties")->child);
    assert_true(has(at(definitions, "color/anyOf/0/enum"), "rebeccapurple"));
    assert_true(has(at(definitions, "layer/properties/fit/enum"), "contain"));
}

int main(void)
{
    setenv("XDG_DATA_HOME", "/nonexistent", 1); // no effects but the built-in ones
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_committed_file_is_up_to_date),
        cmocka_unit_test(each_key_of_the_tables_is_there),
        cmocka_unit_test(each_effect_is_there_with_its_inputs),
        cmocka_unit_test(forms_are_as_an_editor_needs_them),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
