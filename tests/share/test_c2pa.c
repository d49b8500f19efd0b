// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest definition has the shape that c2patool takes: every placed action points to an
// ingredient, every ingredient is placed, and no field has a name that its schemas do not know.
#include "share/c2pa.h"

#include <cJSON.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static struct rmx_ingredient items[] = {
    {"plant", "/photos/acanthus \"1\".JPG", HASH, "Karl Blossfeldt", "CC0 1.0",
     "https://example.org", 0.625},
    {"copy", "/photos/acanthus \"1\".JPG", HASH, "Karl Blossfeldt", "CC0 1.0",
     "https://example.org", 0.25},
    {"gone", "boats.xyz", "", "", "", "", 0.125},
};
static const struct rmx_ingredients three = {items, 3}, none = {0};

static char *write_manifest(const struct rmx_ingredients *ingredients)
{
    struct rmx_text text = {0};
    rmx_c2pa_manifest(&text, &(struct rmx_c2pa_params){.title = "For \"everyone\"",
                                                       .format = "image/png",
                                                       .version = "1.2.3",
                                                       .ingredients = ingredients});
    return text.data;
}

static cJSON *manifest_of(const struct rmx_ingredients *ingredients)
{
    char *text = write_manifest(ingredients);
    cJSON *manifest = cJSON_Parse(text);
    if (!manifest)
        fail_msg("no JSON: %s", text);
    free(text);
    return manifest;
}

static const cJSON *get(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!value)
        fail_msg("there is no '%s'", key);
    return value;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *value = get(object, key);
    assert_true(cJSON_IsString(value));
    return value->valuestring;
}

static const cJSON *assertion(const cJSON *manifest, const char *label)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, get(manifest, "assertions")) if (strcmp(text_of(one, "label"), label) ==
                                                             0) return get(one, "data");
    return NULL;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

static void check_fields(const cJSON *object, const char *const *known)
{
    const cJSON *field;
    cJSON_ArrayForEach(field, object) if (!is_one_of(field->string, known))
        fail_msg("'%s' is not known to c2patool", field->string);
}

static void the_fields_are_those_of_the_schemas(void **state)
{
    (void)state;
    // manifest-definition.json, with the `format` and `claim_generator_info` of the SDK's
    // ManifestDefinition; ingredient.json.
    static const char *const definition[] = {
        "claim_generator", "claim_generator_info", "title", "format",
        "ingredients",     "assertions",           NULL};
    static const char *const ingredient[] = {"title", "format",       "instance_id",
                                             "hash",  "relationship", NULL};
    static const char *const placed[] = {"action", "parameters", "digitalSourceType", NULL};
    cJSON *manifest = manifest_of(&three);
    const cJSON *one;
    check_fields(manifest, definition);
    cJSON_ArrayForEach(one, get(manifest, "ingredients"))
    {
        assert_string_equal(text_of(one, "relationship"), "componentOf");
        check_fields(one, ingredient);
    }
    cJSON_ArrayForEach(one, get(assertion(manifest, "c2pa.actions"), "actions"))
        check_fields(one, placed);
    cJSON_ArrayForEach(one, get(manifest, "assertions"))
        assert_true(cJSON_IsObject(get(one, "data")));
    cJSON_Delete(manifest);
}

static void the_picture_and_the_program_are_named(void **state)
{
    (void)state;
    cJSON *manifest = manifest_of(&three);
    const cJSON *generator = cJSON_GetArrayItem(get(manifest, "claim_generator_info"), 0);
    assert_string_equal(text_of(manifest, "title"), "For \"everyone\"");
    assert_string_equal(text_of(manifest, "format"), "image/png");
    assert_string_equal(text_of(manifest, "claim_generator"), "remontage/1.2.3");
    assert_string_equal(text_of(generator, "name"), "remontage");
    assert_string_equal(text_of(generator, "version"), "1.2.3");
    cJSON_Delete(manifest);
}

// Two names of one content are two ingredients.
static void every_ingredient_is_placed_once(void **state)
{
    (void)state;
    cJSON *manifest = manifest_of(&three);
    const cJSON *ingredients = get(manifest, "ingredients");
    const cJSON *actions = get(assertion(manifest, "c2pa.actions"), "actions");
    assert_int_equal(cJSON_GetArraySize(ingredients), 3);
    assert_int_equal(cJSON_GetArraySize(actions), 4);
    const cJSON *created = cJSON_GetArrayItem(actions, 0);
    assert_string_equal(text_of(created, "action"), "c2pa.created");
    assert_string_equal(text_of(created, "digitalSourceType"),
                        "http://cv.iptc.org/newscodes/digitalsourcetype/composite");
    for (int i = 0; i < 3; i++) {
        const cJSON *placed = cJSON_GetArrayItem(actions, i + 1);
        const cJSON *parameters = get(placed, "parameters");
        const cJSON *ids = get(parameters, "ingredientIds");
        const char *id = text_of(cJSON_GetArrayItem(ingredients, i), "instance_id");
        assert_string_equal(text_of(placed, "action"), "c2pa.placed");
        assert_int_equal(cJSON_GetArraySize(ids), 1);
        assert_string_equal(cJSON_GetArrayItem(ids, 0)->valuestring, id);
        assert_string_equal(text_of(parameters, "remontage.name"), items[i].name);
        assert_true(get(parameters, "remontage.share")->valuedouble == items[i].share);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(id, text_of(cJSON_GetArrayItem(ingredients, k), "instance_id"));
    }
    cJSON_Delete(manifest);
}

static const struct {
    const char *law, *key, *value;
    int index;
} laws[] = {
    {"the file's name without its folders", "title", "acanthus \"1\".JPG", 0},
    {"its type by its ending, case aside", "format", "image/jpeg", 0},
    {"any other ending", "format", "application/octet-stream", 2},
    {"its hash", "hash", HASH, 0},
    {"an id from the hash and the number", "instance_id",
     "xmp.iid:9f86d081-884c-8d65-8a2f-eaa0c55a0002", 1},
    {"an id without a hash", "instance_id", "xmp.iid:00000000-0000-8000-8000-000000000003", 2},
};

static void an_ingredient_says_what_it_is(void **state)
{
    (void)state;
    cJSON *manifest = manifest_of(&three);
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        const cJSON *one = cJSON_GetArrayItem(get(manifest, "ingredients"), laws[i].index);
        const char *got = text_of(one, laws[i].key);
        if (strcmp(got, laws[i].value) != 0)
            fail_msg("%s: '%s', wanted '%s'", laws[i].law, got, laws[i].value);
    }
    const cJSON *unread = cJSON_GetArrayItem(get(manifest, "ingredients"), 2);
    assert_null(cJSON_GetObjectItem(unread, "hash"));
    cJSON_Delete(manifest);
}

static void the_ledger_keeps_what_is_owed(void **state)
{
    (void)state;
    cJSON *manifest = manifest_of(&three);
    const cJSON *sources = get(assertion(manifest, "remontage.ledger"), "sources");
    const cJSON *first = cJSON_GetArrayItem(sources, 0);
    assert_int_equal(cJSON_GetArraySize(sources), 3);
    assert_string_equal(text_of(first, "name"), "plant");
    assert_string_equal(text_of(first, "file"), "acanthus \"1\".JPG");
    assert_string_equal(text_of(first, "sha256"), HASH);
    assert_string_equal(text_of(first, "credit"), "Karl Blossfeldt");
    assert_string_equal(text_of(first, "licence"), "CC0 1.0");
    assert_string_equal(text_of(first, "url"), "https://example.org");
    assert_true(get(first, "share")->valuedouble == 0.625);
    cJSON_Delete(manifest);
}

static void without_ingredients_an_algorithm_made_it(void **state)
{
    (void)state;
    cJSON *manifest = manifest_of(&none);
    const cJSON *actions = get(assertion(manifest, "c2pa.actions"), "actions");
    assert_int_equal(cJSON_GetArraySize(get(manifest, "ingredients")), 0);
    assert_int_equal(cJSON_GetArraySize(actions), 1);
    assert_string_equal(text_of(cJSON_GetArrayItem(actions, 0), "digitalSourceType"),
                        "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia");
    assert_null(assertion(manifest, "remontage.ledger"));
    cJSON_Delete(manifest);
}

static void the_same_text_twice(void **state)
{
    (void)state;
    char *one = write_manifest(&three), *two = write_manifest(&three);
    assert_string_equal(one, two);
    assert_true(strlen(one) > 2 && strcmp(one + strlen(one) - 2, "}\n") == 0);
    free(one);
    free(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fields_are_those_of_the_schemas),
        cmocka_unit_test(the_picture_and_the_program_are_named),
        cmocka_unit_test(every_ingredient_is_placed_once),
        cmocka_unit_test(an_ingredient_says_what_it_is),
        cmocka_unit_test(the_ledger_keeps_what_is_owed),
        cmocka_unit_test(without_ingredients_an_algorithm_made_it),
        cmocka_unit_test(the_same_text_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
