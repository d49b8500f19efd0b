// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/schema.h"

#include "base/verbs.h"
#include "scene/schema_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void schema_refer(struct rmx_json *json, const char *key, const char *definition)
{
    char path[64] = "#/definitions/";
    strncat(path, definition, sizeof path - strlen(path) - 1);
    rmx_json_open(json, key, '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "$ref", path);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

static void add_type(struct rmx_json *json, const char *key, const char *types)
{
    rmx_json_open(json, key, '{');
    rmx_json_words(json, "type", types);
    rmx_json_close(json, '}');
}

// A number where the word is one, so that an editor offers 30 and not "30".
static void add_word(struct rmx_json *json, const char *key, const char *word)
{
    char *end;
    double number = strtod(word, &end);
    if (*end == '\0')
        rmx_json_number(json, key, number);
    else if (strcmp(word, "true") == 0 || strcmp(word, "false") == 0)
        rmx_json_bool(json, key, *word == 't');
    else
        rmx_json_text(json, key, word);
}

static void add_choices(struct rmx_json *json, const struct rmx_key *key)
{
    rmx_json_open_flat(json, "enum");
    for (int i = 0; i < key->choice_count; i++)
        add_word(json, NULL, key->choices[i].name);
    rmx_json_close(json, ']');
}

static void add_range(struct rmx_json *json, const struct rmx_key *key)
{
    if (key->min == 0 && key->max == 0)
        return;
    rmx_json_number(json, "minimum", key->min);
    rmx_json_number(json, "maximum", key->max);
}

static const char *definition_of(const struct rmx_key_table *table)
{
    static const struct {
        const struct rmx_key_table *table;
        const char *name;
    } names[] = {
        {&rmx_source_keys, "source"}, {&rmx_knob_keys, "knob"},
        {&rmx_layer_keys, "layer"},   {&rmx_mask_keys, "mask"},
        {&rmx_place_keys, "place"},   {&rmx_fragments_keys, "fragments"},
        {&rmx_aura_keys, "aura"},     {&rmx_sound_keys, "sound"},
        {&rmx_osc_keys, "osc"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].table == table)
            return names[i].name;
    return NULL;
}

// A definition, or one of `types` in short.
static void add_short_or(struct rmx_json *json, const char *types, const char *definition)
{
    char path[64] = "#/definitions/";
    strncat(path, definition, sizeof path - strlen(path) - 1);
    rmx_json_open(json, "anyOf", '[');
    add_type(json, NULL, types);
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "$ref", path);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

// A definition, and its types, of which an editor begins to write the first one.
static void add_typed(struct rmx_json *json, const char *types, const char *definition)
{
    rmx_json_words(json, "type", types);
    schema_refer(json, "allOf", definition);
}

// Names to what `types` or the definition say.
static void add_named(struct rmx_json *json, const char *types, const char *definition)
{
    rmx_json_words(json, "type", "object null");
    rmx_json_open(json, "propertyNames", '{');
    rmx_json_text(json, "pattern", "^[a-z_][a-z0-9_]*$");
    rmx_json_close(json, '}');
    rmx_json_open(json, "additionalProperties", '{');
    if (types)
        add_short_or(json, types, definition);
    else
        schema_refer(json, "allOf", definition);
    rmx_json_close(json, '}');
}

static void add_list(struct rmx_json *json, const char *definition)
{
    rmx_json_text(json, "type", "array");
    rmx_json_open(json, "items", '{');
    schema_refer(json, "allOf", definition);
    rmx_json_close(json, '}');
}

static void add_includes(struct rmx_json *json)
{
    rmx_json_open(json, "anyOf", '[');
    add_type(json, NULL, "string");
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "type", "array");
    add_type(json, "items", "string");
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

static void add_background(struct rmx_json *json)
{
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_words(json, "enum", "none");
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "$ref", "#/definitions/color");
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

static void add_sound(struct rmx_json *json, const char *definition)
{
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_words(json, "enum", "silence input monitor");
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    schema_refer(json, "allOf", definition);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

static void add_gain(struct rmx_json *json, const struct rmx_key *key)
{
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_words(json, "enum", "auto");
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    schema_expression_type(json);
    add_range(json, key);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

// `cc 21 ch 3`, or a map.
static void add_midi(struct rmx_json *json)
{
    static const char *const words[] = {"cc", "note", "bend", "program", "pressure", "ch"};
    rmx_json_words(json, "type", "string object");
    rmx_json_bool(json, "additionalProperties", false);
    rmx_json_open(json, "properties", '{');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_type(json, words[i], "integer string");
    add_type(json, "device", "string");
    rmx_json_open(json, "pickup", '{');
    rmx_json_words(json, "enum", "catch jump scale");
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
}

// A picture's name, or {NAME: weight, …}.
static void add_weighted(struct rmx_json *json)
{
    rmx_json_open(json, NULL, '{');
    rmx_json_words(json, "type", "string object");
    rmx_json_open(json, "additionalProperties", '{');
    schema_expression_type(json);
    rmx_json_number(json, "exclusiveMinimum", 0);
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
}

static void add_from(struct rmx_json *json)
{
    rmx_json_open(json, "anyOf", '[');
    add_weighted(json);
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "type", "array");
    rmx_json_number(json, "minItems", 1);
    rmx_json_open(json, "items", '{');
    rmx_json_open(json, "allOf", '[');
    add_weighted(json);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

// One of the definition, or a list of them.
static void add_one_or_list(struct rmx_json *json, const char *definition)
{
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    schema_refer(json, "allOf", definition);
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    add_list(json, definition);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

// A number of the block itself, as its own file says it.
static void add_own_input(struct schema *schema, const struct rmx_key *key)
{
    int input = schema->fragments ? rmx_effect_input(schema->fragments, key->name) : -1;
    if (input >= 0)
        schema_input(&schema->json, &schema->fragments->inputs[input]);
}

// Names to numbers.
static void add_numbers(struct rmx_json *json)
{
    rmx_json_text(json, "type", "object");
    rmx_json_open(json, "additionalProperties", '{');
    schema_expression_type(json);
    rmx_json_close(json, '}');
}

static void add_verb(struct rmx_json *json, const char *name, int number)
{
    char text[64];
    snprintf(text, sizeof(text), number ? "%s %d" : "%s", name, number);
    rmx_json_text(json, NULL, text);
}

// Keys to verbs, whose names an editor offers; those that choose have a number behind them.
static void add_keys(struct rmx_json *json)
{
    const struct rmx_verb *verb;
    rmx_json_text(json, "type", "object");
    rmx_json_open(json, "additionalProperties", '{');
    rmx_json_open_flat(json, "enum");
    rmx_json_text(json, NULL, "none");
    for (int i = 0; (verb = rmx_verb(i)); i++)
        for (int n = verb->most ? 1 : 0; verb->name && n <= verb->most; n++)
            add_verb(json, verb->name, n);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
}

// What a key holds. Texts may look like numbers and switches: YAML's own guesses do not count.
static void add_holding(struct schema *schema, const struct rmx_key *key)
{
    struct rmx_json *json = &schema->json;
    const char *definition = key->table ? definition_of(key->table) : NULL;
    switch (key->kind) {
    case RMX_KEY_TEXT:
    case RMX_KEY_DATE:
    case RMX_KEY_PREROLL: rmx_json_words(json, "type", "string number boolean"); break;
    case RMX_KEY_STILL: rmx_json_words(json, "type", "string number"); break;
    case RMX_KEY_NAME:
        rmx_json_text(json, "type", "string");
        rmx_json_text(json, "pattern", "^[a-z_][a-z0-9_]*$");
        break;
    case RMX_KEY_SIZE:
        rmx_json_text(json, "type", "string");
        rmx_json_text(json, "pattern",
                      "^([0-9.]+ *[xX\u00D7] *[0-9.]+( *(mm|cm|in|inch|inches))?|[Aa][0-8]( "
                      "(landscape|portrait))?)$");
        break;
    case RMX_KEY_SEED:
        rmx_json_words(json, "type", "integer string");
        add_range(json, key);
        break;
    case RMX_KEY_CONSTANT:
    case RMX_KEY_VALUE:
        schema_expression_type(json);
        add_range(json, key);
        break;
    case RMX_KEY_SWITCH: rmx_json_words(json, "type", "boolean string"); break;
    case RMX_KEY_VISIBLE: rmx_json_words(json, "type", "boolean number string"); break;
    case RMX_KEY_CHOICE:
    case RMX_KEY_FLAG: add_choices(json, key); break;
    case RMX_KEY_BACKGROUND: add_background(json); break;
    case RMX_KEY_INCLUDE: add_includes(json); break;
    case RMX_KEY_PATH:
    case RMX_KEY_SOUND_FILE:
    case RMX_KEY_FOLDER:
    case RMX_KEY_SCENE:
    case RMX_KEY_PICTURE: rmx_json_text(json, "type", "string"); break;
    case RMX_KEY_WITH: add_numbers(json); break;
    case RMX_KEY_GENERATE:
    case RMX_KEY_GENERATED: add_typed(json, "string object", "generator"); break;
    case RMX_KEY_BLEND: add_typed(json, "string object", "blend"); break;
    case RMX_KEY_CHAIN: add_typed(json, "array object string", "chain"); break;
    case RMX_KEY_SOUND: add_sound(json, definition); break;
    case RMX_KEY_DEVICE: rmx_json_words(json, "type", "string null"); break;
    case RMX_KEY_GAIN: add_gain(json, key); break;
    case RMX_KEY_MIDI: add_midi(json); break;
    case RMX_KEY_MAP: add_typed(json, "object", definition); break;
    case RMX_KEY_MASK:
    case RMX_KEY_SOURCES:
        if (key->kind == RMX_KEY_MASK)
            add_short_or(json, "string", definition);
        else
            add_named(json, "string", definition);
        break;
    case RMX_KEY_KNOBS: add_named(json, "number string", definition); break;
    case RMX_KEY_CHAINS: add_named(json, NULL, "chain"); break;
    case RMX_KEY_LAYERS: add_list(json, definition); break;
    case RMX_KEY_FRAGMENTS: add_typed(json, "object", definition); break;
    case RMX_KEY_FROM: add_from(json); break;
    case RMX_KEY_CUT: add_typed(json, "string object", "cut"); break;
    case RMX_KEY_ARRANGE: add_one_or_list(json, "arrange"); break;
    case RMX_KEY_WHOLE:
        rmx_json_words(json, "type", "integer string");
        add_range(json, key);
        break;
    case RMX_KEY_INPUTS: schema_inputs(json, schema->fragments, key->name); break;
    case RMX_KEY_INPUT: add_own_input(schema, key); break;
    case RMX_KEY_KEYS: add_keys(json); break;
    case RMX_KEY_NOT_YET: break;
    }
}

void schema_keys(struct schema *schema, const struct rmx_key_table *table)
{
    struct rmx_json *json = &schema->json;
    for (int i = 0; i < table->count; i++) {
        const struct rmx_key *key = &table->keys[i];
        if (key->kind == RMX_KEY_NOT_YET)
            continue;
        rmx_json_open(json, key->name, '{');
        rmx_json_text(json, "description", key->description);
        add_holding(schema, key);
        if (key->default_value && key->kind != RMX_KEY_INPUT)
            add_word(json, "default", key->default_value);
        rmx_json_close(json, '}');
    }
}

static void add_table_members(struct schema *schema, const struct rmx_key_table *table)
{
    struct rmx_json *json = &schema->json;
    rmx_json_text(json, "type", "object");
    rmx_json_bool(json, "additionalProperties", false);
    rmx_json_open(json, "properties", '{');
    schema_keys(schema, table);
    rmx_json_close(json, '}');
}

static void add_table(struct schema *schema, const struct rmx_key_table *table)
{
    rmx_json_open(&schema->json, definition_of(table), '{');
    add_table_members(schema, table);
    rmx_json_close(&schema->json, '}');
}

static void add_color(struct rmx_json *json, struct rmx_arena *arena)
{
    rmx_json_open(json, "color", '{');
    int count;
    const char *const *names = rmx_css_names(arena, &count);
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_open_flat(json, "enum");
    for (int i = 0; i < count; i++)
        rmx_json_text(json, NULL, names[i]);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "description", "a CSS name, or \"#rrggbb\" in quotes");
    rmx_json_text(json, "type", "string");
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "description", "[r, g, b] or [r, g, b, a], from 0 to 1");
    rmx_json_text(json, "type", "array");
    rmx_json_number(json, "minItems", 3);
    rmx_json_number(json, "maxItems", 4);
    rmx_json_open(json, "items", '{');
    schema_expression_type(json);
    rmx_json_number(json, "minimum", 0);
    rmx_json_number(json, "maximum", 1);
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
}

static void add_chain(struct rmx_json *json)
{
    rmx_json_open(json, "chain", '{');
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "$ref", "#/definitions/step");
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    add_list(json, "step");
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
}

static void read_effects(struct schema *schema, struct rmx_catalog *catalog,
                         struct rmx_errors *errors)
{
    static const enum rmx_role spaces[] = {RMX_ROLE_FILTER, RMX_ROLE_CUT, RMX_ROLE_ARRANGE};
    for (size_t k = 0; k < sizeof spaces / sizeof *spaces; k++) {
        int count;
        const struct rmx_catalog_entry *entries =
            rmx_catalog_entries_in(catalog, spaces[k], &count);
        for (int i = 0; i < count; i++) {
            const struct rmx_effect *effect =
                entries[i].only_blends
                    ? rmx_catalog_find_blend(catalog, entries[i].name, errors, NULL)
                    : rmx_catalog_find_in(catalog, spaces[k], entries[i].name, errors, NULL);
            if (!effect)
                continue;
            *RMX_PUSH(errors->arena, &schema->effects, &schema->effect_count) = effect;
            *RMX_PUSH(errors->arena, &schema->only_blend, &schema->only_blend_count) =
                entries[i].only_blends;
        }
    }
    schema->fragments = rmx_catalog_engine(catalog, "fragments");
}

void rmx_schema_write(struct rmx_catalog *catalog, struct rmx_errors *errors, struct rmx_text *out)
{
    struct schema schema = {.json = {.out = out}};
    struct rmx_json *json = &schema.json;
    read_effects(&schema, catalog, errors);
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "$schema", "http://json-schema.org/draft-07/schema#");
    rmx_json_text(json, "description", "a scene of Remontage");
    add_table_members(&schema, &rmx_scene_keys);
    rmx_json_open(json, "definitions", '{');
    add_color(json, errors->arena);
    add_table(&schema, &rmx_source_keys);
    add_table(&schema, &rmx_knob_keys);
    add_table(&schema, &rmx_layer_keys);
    add_table(&schema, &rmx_mask_keys);
    add_table(&schema, &rmx_place_keys);
    add_table(&schema, &rmx_fragments_keys);
    add_table(&schema, &rmx_aura_keys);
    add_table(&schema, &rmx_sound_keys);
    add_table(&schema, &rmx_osc_keys);
    add_chain(json);
    schema_instance(&schema, "step", SCHEMA_STEP);
    schema_instance(&schema, "generator", SCHEMA_GENERATOR);
    schema_instance(&schema, "blend", SCHEMA_BLEND);
    schema_instance(&schema, "cut", SCHEMA_CUT);
    schema_instance(&schema, "arrange", SCHEMA_ARRANGE);
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
    rmx_text_add(out, "\n");
}
