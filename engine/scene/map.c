// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/synonyms.h"
#include "scene/scene_parts.h"

#include <stdlib.h>
#include <string.h>

struct rmx_error *rmx_check_wrong(struct rmx_checker *checker, const struct rmx_node *node,
                                  const char *wanted)
{
    if (node->broken)
        return NULL;
    struct rmx_error *error;
    if (node->swallowed) {
        error = rmx_errors_add(checker->errors, node->span, "comment-in-value",
                               "'#' behind a space begins a comment: the value is missing");
        error->hint =
            rmx_arena_printf(checker->arena, "put quotes around it: \"%s\"", node->swallowed);
    } else if (node->kind == RMX_NODE_EMPTY) {
        error = rmx_errors_add(checker->errors, node->span, "empty-value",
                               "the value is missing: %s is due", wanted);
    } else if (node->kind == RMX_NODE_SCALAR) {
        error = rmx_errors_add(checker->errors, node->span, "wrong-type",
                               "'%s' stands where %s is due", node->text, wanted);
    } else {
        error = rmx_errors_add(checker->errors, node->span, "wrong-type",
                               "%s stands where %s is due", rmx_node_kind_name(node), wanted);
    }
    return error;
}

bool rmx_check_is_text(struct rmx_checker *checker, const struct rmx_node *node, const char *wanted)
{
    if (node->kind == RMX_NODE_SCALAR)
        return !node->broken;
    rmx_check_wrong(checker, node, wanted);
    return false;
}

static void report_not_yet(struct rmx_checker *checker, struct rmx_span span, const char *what)
{
    rmx_errors_add(checker->errors, span, "not-yet", "%s is not built yet", what);
}

// Those that are built.
static const char **key_names(struct rmx_arena *arena, const struct rmx_key_table *table,
                              int *count)
{
    const char **names = RMX_NEW(arena, const char *, table->count);
    *count = 0;
    for (int i = 0; i < table->count; i++)
        if (table->keys[i].kind != RMX_KEY_NOT_YET)
            names[(*count)++] = table->keys[i].name;
    return names;
}

// "name picture generate …": what a map may hold.
static const char *key_list(struct rmx_arena *arena, const struct rmx_key_table *table)
{
    const char *list = "";
    for (int i = 0; i < table->count; i++)
        if (table->keys[i].kind != RMX_KEY_NOT_YET)
            list = rmx_arena_printf(arena, "%s%s%s", list, *list ? ", " : "", table->keys[i].name);
    return rmx_arena_printf(arena, "%s has: %s", table->what, list);
}

static bool is_split_part(const struct rmx_node *map, int index)
{
    const struct rmx_entry *entry = &map->entries[index];
    return map->is_flow && entry->value->kind == RMX_NODE_EMPTY && !entry->key->quoted;
}

// `{x: 0,5}`: a key of digits behind a number.
static bool is_decimal_comma(const struct rmx_node *map, int index)
{
    const char *digits = "0123456789";
    const struct rmx_node *key = map->entries[index].key;
    const struct rmx_node *before = index ? map->entries[index - 1].value : NULL;
    if (!before || before->kind != RMX_NODE_SCALAR || before->quoted || !*before->text ||
        key->text[strspn(key->text, digits)])
        return false;
    const char *number = before->text + (*before->text == '-');
    return *number && !number[strspn(number, digits)];
}

// `{radius:0,02}`: what the comma split off a value that stands in the key; else "".
static const char *decimals_behind(struct rmx_arena *arena, const struct rmx_node *map, int index,
                                   const char *value)
{
    const char *digits = "0123456789";
    const char *next = index + 1 < map->count ? map->entries[index + 1].key->text : "";
    if (!*next || next[strspn(next, digits)] || !*value || value[strspn(value, digits)] ||
        !is_split_part(map, index + 1))
        return "";
    return rmx_arena_printf(arena, ".%s", next);
}

static void report_decimal_comma(struct rmx_checker *checker, const struct rmx_node *map, int index)
{
    rmx_errors_add(checker->errors, map->entries[index].key->span, "comma-in-value",
                   "a decimal has a point, not a comma")
        ->hint =
        rmx_arena_printf(checker->arena, "write `%s: %s.%s`", map->entries[index - 1].key->text,
                         map->entries[index - 1].value->text, map->entries[index].key->text);
}

bool rmx_check_joined_key(struct rmx_checker *checker, const struct rmx_node *map, int index)
{
    const struct rmx_node *key = map->entries[index].key;
    size_t length = strcspn(key->text, ":=");
    if (!key->text[length])
        length = strcspn(key->text, " ");
    if (!is_split_part(map, index))
        return false;
    if (is_decimal_comma(map, index)) {
        report_decimal_comma(checker, map, index);
        return true;
    }
    if (index > 0 && is_split_part(map, index - 1))
        return true; // what a comma split off the part before
    if (!key->text[length])
        return false;
    const char *message = key->text[length] == ':' ? "a space is missing behind the ':'"
                                                   : "': ' stands between a key and its value";
    const char *value = key->text + length + 1 + strspn(key->text + length + 1, " ");
    while (length && key->text[length - 1] == ' ')
        length--;
    rmx_errors_add(checker->errors, key->span, "missing-space", "%s", message)->hint =
        rmx_arena_printf(checker->arena, "write `%.*s: %s%s`", (int)length, key->text, value,
                         decimals_behind(checker->arena, map, index, value));
    return true;
}

// Might the value have brought names, which would then be missed elsewhere?
static bool brings_names(const struct rmx_entry *entry, const struct rmx_key_table *table,
                         const char *nearest)
{
    return table == &rmx_scene_keys ? entry->value->kind != RMX_NODE_SCALAR
                                    : nearest && strcmp(nearest, "name") == 0;
}

// What a source has, where only its name may stand; NULL: no source has that.
static const char *source_hint(struct rmx_arena *arena, const struct rmx_entry *entry,
                               const struct rmx_key_table *table)
{
    const char *key = entry->key->text;
    if ((table != &rmx_layer_keys && table != &rmx_mask_keys) ||
        rmx_key_find(&rmx_source_keys, key) < 0)
        return NULL;
    bool is_file = strcmp(key, "image") == 0 || strcmp(key, "scene") == 0;
    if (is_file && entry->value->kind == RMX_NODE_SCALAR && *entry->value->text)
        return rmx_arena_printf(arena, "write `picture: %s`", entry->value->text);
    return "it belongs to a source: say it under `sources:`, and write `picture: NAME` here";
}

// Whose words a table's keys may be called by; false: of no one.
static bool has_synonyms(const struct rmx_key_table *table, enum rmx_synonym_of *of)
{
    static const struct {
        const struct rmx_key_table *table;
        enum rmx_synonym_of of;
    } rows[] = {
        {&rmx_layer_keys, RMX_SYNONYM_LAYER_KEY}, {&rmx_source_keys, RMX_SYNONYM_SOURCE_KEY},
        {&rmx_knob_keys, RMX_SYNONYM_KNOB_KEY},   {&rmx_place_keys, RMX_SYNONYM_PLACE_KEY},
        {&rmx_scene_keys, RMX_SYNONYM_SCENE_KEY},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].table == table) {
            *of = rows[i].of;
            return true;
        }
    return false;
}

static const char *synonym_of(const struct rmx_key_table *table, const char *key)
{
    enum rmx_synonym_of of;
    return has_synonyms(table, &of) ? rmx_synonym(of, key) : NULL;
}

// An effect where a layer's key is due.
static const char *effect_hint(struct rmx_checker *checker, const char *key,
                               const struct rmx_key_table *table)
{
    struct rmx_errors unsaid = {.arena = checker->arena};
    bool exists = false;
    if (table == &rmx_layer_keys)
        rmx_catalog_find(checker->params->catalog, key, &unsaid, &exists);
    return exists ? rmx_arena_printf(checker->arena, "it is an effect: `chain: [%s: {…}]`", key)
                  : NULL;
}

static void report_unknown_key(struct rmx_checker *checker, const struct rmx_node *map, int index,
                               const struct rmx_key_table *table)
{
    const struct rmx_entry *entry = &map->entries[index];
    const struct rmx_node *key = entry->key;
    int count;
    const char **names = key_names(checker->arena, table, &count);
    checker->is_incomplete |= brings_names(entry, table, rmx_nearest(key->text, names, count));
    // A merge key's alias was refused.
    if (rmx_check_joined_key(checker, map, index) || strcmp(key->text, "<<") == 0)
        return;
    struct rmx_error *error = rmx_errors_add(checker->errors, key->span, "unknown-key",
                                             "%s has no key '%s'", table->what, key->text);
    error->hint = rmx_check_fragments_hint(checker, key->text, table);
    if (!error->hint)
        error->hint = source_hint(checker->arena, entry, table);
    if (!error->hint)
        error->hint = synonym_of(table, key->text);
    if (!error->hint)
        error->hint = effect_hint(checker, key->text, table);
    if (!error->hint)
        rmx_error_suggest(checker->errors, error, key->text, names, count,
                          key_list(checker->arena, table));
}

void rmx_check_unknown_keys(struct rmx_checker *checker, const struct rmx_node *map,
                            const struct rmx_key_table *table)
{
    for (int i = 0; i < map->count; i++)
        if (rmx_key_find(table, map->entries[i].key->text) < 0)
            report_unknown_key(checker, map, i, table);
}

static bool check_name(struct rmx_checker *checker, const struct rmx_node *node, const char **name)
{
    // Layers' names were declared, and complained about, before anything was read.
    (void)checker;
    if (node->kind != RMX_NODE_SCALAR || node->broken || !rmx_is_scene_name(node->text))
        return false;
    *name = node->text;
    return true;
}

static bool check_text(struct rmx_checker *checker, const struct rmx_node *node, const char **text)
{
    if (!rmx_check_is_text(checker, node, "a text"))
        return false;
    *text = node->text;
    return true;
}

static bool check_flag(struct rmx_checker *checker, const struct rmx_key *key,
                       const struct rmx_node *node, bool *flag)
{
    int value;
    if (!rmx_check_choice(checker, key, node, &value))
        return false;
    *flag = value != 0;
    return true;
}

static void check_mask(struct rmx_checker *checker, const struct rmx_key *key,
                       const struct rmx_node *node, struct rmx_layer *layer)
{
    if (node->kind != RMX_NODE_MAP) {
        rmx_check_picture(checker, node, &layer->mask);
        return;
    }
    rmx_check_map(checker, node, key->table, layer);
    if (!rmx_node_get(node, "picture") && !rmx_node_get(node, "generate"))
        rmx_errors_add(checker->errors, node->span, "missing-key", "this mask has no picture")
            ->hint = "write `mask: {picture: NAME, invert: true}`, or `mask: {generate: noise}`";
}

static struct rmx_number_rule rule_of(const struct rmx_key *key)
{
    return (struct rmx_number_rule){
        .what = key->name,
        .min = key->min,
        .max = key->max,
        .has_range = key->min != 0 || key->max != 0,
        .quantity = key->quantity,
        .default_value = key->default_value ? strtod(key->default_value, NULL) : 0,
    };
}

static void check_chain_key(struct rmx_checker *checker, const struct rmx_key *key,
                            const struct rmx_node *node, char *target)
{
    struct rmx_steps steps = {0};
    rmx_check_chain(checker, node, &steps);
    *(struct rmx_effect_instance **)(void *)(target + key->offset) = steps.items;
    *(int *)(void *)(target + key->count_offset) = steps.count;
}

static void check_generate_key(struct rmx_checker *checker, const struct rmx_node *node,
                               struct rmx_effect_instance **generate)
{
    struct rmx_effect_instance instance = {0};
    if (!rmx_check_step(checker, node, RMX_STEP_GENERATE, &instance))
        return;
    *generate = RMX_NEW(checker->arena, struct rmx_effect_instance, 1);
    **generate = instance;
}

static void check_blend_key(struct rmx_checker *checker, const struct rmx_node *node,
                            struct rmx_effect_instance *blend)
{
    struct rmx_effect_instance instance = {0};
    if (rmx_check_step(checker, node, RMX_STEP_BLEND, &instance))
        *blend = instance;
}

static void check_image(struct rmx_checker *checker, const struct rmx_node *node,
                        const char **image)
{
    if (node->kind == RMX_NODE_SCALAR && !node->broken && rmx_is_scene_path(node->text)) {
        rmx_errors_add(checker->errors, node->span, "wrong-type",
                       "'%s' is a scene where a picture file is due", node->text)
            ->hint = rmx_arena_printf(checker->arena, "write `scene: %s`", node->text);
        return;
    }
    const char *path = rmx_check_path(checker, node, "picture");
    if (path)
        *image = path;
}

static void check_folder(struct rmx_checker *checker, const struct rmx_node *node,
                         const char **folder)
{
    const char *path = rmx_check_folder(checker, node);
    if (path)
        *folder = path;
}

static void check_midi(struct rmx_checker *checker, const struct rmx_node *node,
                       const struct rmx_midi_binding **midi)
{
    struct rmx_midi_binding *binding = RMX_NEW(checker->arena, struct rmx_midi_binding, 1);
    if (rmx_midi_binding_read(node, checker->errors, binding))
        *midi = binding;
}

void rmx_check_key(struct rmx_checker *checker, const struct rmx_key *key,
                   const struct rmx_node *node, void *target)
{
    void *field = (char *)target + key->offset;
    struct rmx_number_rule rule = rule_of(key);
    if (key->quantity == RMX_QUANTITY_WIDTH || key->quantity == RMX_QUANTITY_HEIGHT)
        rule.canvas =
            key->quantity == RMX_QUANTITY_WIDTH ? checker->scene->width : checker->scene->height;
    switch (key->kind) {
    case RMX_KEY_TEXT: check_text(checker, node, field); break;
    case RMX_KEY_NAME: check_name(checker, node, field); break;
    case RMX_KEY_SIZE: rmx_check_size(checker, key, node, field); break;
    case RMX_KEY_CONSTANT: rmx_check_constant(checker, node, &rule, field); break;
    case RMX_KEY_SEED: rmx_check_seed(checker, key, node, field); break;
    case RMX_KEY_VALUE: rmx_check_number(checker, node, &rule, field, 0); break;
    case RMX_KEY_SWITCH: rmx_check_switch(checker, node, key->name, field); break;
    case RMX_KEY_VISIBLE: rmx_check_visible(checker, node, target); break;
    case RMX_KEY_CHOICE: rmx_check_choice(checker, key, node, field); break;
    case RMX_KEY_FLAG: check_flag(checker, key, node, field); break;
    case RMX_KEY_BACKGROUND: rmx_check_background(checker, node, field); break;
    case RMX_KEY_DATE: rmx_check_date(checker, node, field); break;
    case RMX_KEY_PREROLL: rmx_check_preroll(checker, node, field); break;
    case RMX_KEY_STILL: rmx_check_seconds(checker, node, key->name, field); break;
    case RMX_KEY_INCLUDE: rmx_check_include(checker, node); break;
    case RMX_KEY_PATH: check_image(checker, node, field); break;
    case RMX_KEY_FOLDER: check_folder(checker, node, field); break;
    case RMX_KEY_SCENE: rmx_check_scene(checker, node, target); break;
    case RMX_KEY_WITH: rmx_check_with(checker, node, target); break;
    case RMX_KEY_PICTURE: rmx_check_picture(checker, node, field); break;
    case RMX_KEY_GENERATE: check_generate_key(checker, node, field); break;
    case RMX_KEY_GENERATED: rmx_check_generated(checker, node, field); break;
    case RMX_KEY_BLEND: check_blend_key(checker, node, field); break;
    case RMX_KEY_CHAIN: check_chain_key(checker, key, node, target); break;
    case RMX_KEY_SOUND: rmx_check_sound(checker, key, node, field); break;
    case RMX_KEY_SOUND_FILE: rmx_check_sound_file(checker, node, target); break;
    case RMX_KEY_MIDI: check_midi(checker, node, field); break;
    case RMX_KEY_DEVICE: rmx_check_sound_device(checker, key, node, target); break;
    case RMX_KEY_GAIN: rmx_check_gain(checker, key, node, field); break;
    case RMX_KEY_MAP: rmx_check_map(checker, node, key->table, target); break;
    case RMX_KEY_MASK: check_mask(checker, key, node, target); break;
    case RMX_KEY_SOURCES: rmx_check_sources(checker, node); break;
    case RMX_KEY_KNOBS: rmx_check_knobs(checker, node); break;
    case RMX_KEY_CHAINS: rmx_check_chains(checker, node); break;
    case RMX_KEY_LAYERS: rmx_check_layers(checker, node); break;
    case RMX_KEY_FRAGMENTS: rmx_check_fragments(checker, key, node, field); break;
    case RMX_KEY_FROM: rmx_check_from(checker, node, target); break;
    case RMX_KEY_CUT: rmx_check_cut(checker, node, field); break;
    case RMX_KEY_ARRANGE: rmx_check_arranges(checker, node, target); break;
    case RMX_KEY_WHOLE: rmx_check_whole(checker, node, &rule, field); break;
    case RMX_KEY_INPUT: rmx_check_own_number(checker, key, node, target); break;
    case RMX_KEY_INPUTS: rmx_check_own_numbers(checker, key, node, target); break;
    case RMX_KEY_KEYS: rmx_check_keys(checker, node, field); break;
    case RMX_KEY_NOT_YET: break; // answered at the key
    }
}

static const struct rmx_entry *find_entry(const struct rmx_node *map, const char *key)
{
    for (int i = 0; i < map->count; i++)
        if (strcmp(map->entries[i].key->text, key) == 0)
            return &map->entries[i];
    return NULL;
}

void rmx_check_entry(struct rmx_checker *checker, const struct rmx_node *map,
                     const struct rmx_key *key, void *target)
{
    const struct rmx_entry *entry = find_entry(map, key->name);
    if (!entry)
        return;
    if (key->kind == RMX_KEY_NOT_YET)
        report_not_yet(checker, entry->key->span,
                       rmx_arena_printf(checker->arena, "'%s'", key->name));
    else
        rmx_check_key(checker, key, entry->value, target);
}

static const struct rmx_key *key_of_synonym(const struct rmx_key_table *table, const char *word)
{
    enum rmx_synonym_of of;
    const char *name = has_synonyms(table, &of) ? rmx_synonym_name(of, word) : NULL;
    int index = name ? rmx_key_find(table, name) : -1;
    return index < 0 ? NULL : &table->keys[index];
}

// A key by another name was answered; what stands behind it is read all the same, so that one run
// tells all.
static void check_synonyms(struct rmx_checker *checker, const struct rmx_node *map,
                           const struct rmx_key_table *table, void *target)
{
    for (int i = 0; i < map->count; i++) {
        const struct rmx_entry *entry = &map->entries[i];
        const struct rmx_key *key = rmx_key_find(table, entry->key->text) < 0
                                        ? key_of_synonym(table, entry->key->text)
                                        : NULL;
        if (key && !find_entry(map, key->name))
            rmx_check_key(checker, key, entry->value, target);
    }
}

bool rmx_check_is_meant(struct rmx_checker *checker, const struct rmx_node *map,
                        const struct rmx_key_table *table, const char *name)
{
    int count;
    const char **names = key_names(checker->arena, table, &count);
    for (int i = 0; i < map->count; i++) {
        const char *word = map->entries[i].key->text;
        if (rmx_key_find(table, word) >= 0)
            continue;
        const struct rmx_key *key = key_of_synonym(table, word);
        const char *meant = key ? key->name : rmx_nearest(word, names, count);
        if (meant && strcmp(meant, name) == 0)
            return true;
    }
    return false;
}

void rmx_check_map(struct rmx_checker *checker, const struct rmx_node *map,
                   const struct rmx_key_table *table, void *target)
{
    if (map->kind != RMX_NODE_MAP) {
        struct rmx_error *error = rmx_check_wrong(checker, map, table->what);
        if (error && !error->hint)
            error->hint = key_list(checker->arena, table);
        return;
    }
    rmx_check_unknown_keys(checker, map, table);
    for (int i = 0; i < table->count; i++)
        rmx_check_entry(checker, map, &table->keys[i], target);
    check_synonyms(checker, map, table, target);
}
