// SPDX-License-Identifier: GPL-3.0-or-later
// The `fragments:` block of a layer: which pictures are cut, how, and where the fragments go.
#include "scene/scene_parts.h"

#include <ctype.h>
#include <string.h>

enum { MOST_FROM = 2000, MOST_ARRANGES = 16 };

// The engine's own step: its inputs are the block's numbers. Its absence is logged by the catalog.
static struct rmx_effect_instance own_instance(struct rmx_checker *checker)
{
    const struct rmx_effect *effect = rmx_catalog_engine(checker->params->catalog, "fragments");
    if (effect)
        return rmx_default_instance(checker->arena, effect);
    rmx_errors_add(checker->errors, (struct rmx_span){0}, "broken-installation",
                   "the engine's step 'fragments' is not installed");
    return (struct rmx_effect_instance){0};
}

static bool begins_with(const char *name, const char *word)
{
    size_t length = strlen(word);
    return strncmp(name, word, length) == 0 && name[length] == '_';
}

// A part that the scene does not mention is off: it stands at what changes nothing.
static void switch_off(struct rmx_effect_instance *self, const char *word)
{
    for (int i = 0; self->effect && i < self->effect->input_count; i++) {
        const struct rmx_input *input = &self->effect->inputs[i];
        if (input->has_identity && begins_with(input->name, word))
            memcpy(self->values[i].constant, input->identity, sizeof(input->identity));
    }
}

static struct rmx_effect_instance default_stage(struct rmx_checker *checker, enum rmx_role role,
                                                const char *name)
{
    bool exists;
    const struct rmx_effect *effect =
        rmx_catalog_find_in(checker->params->catalog, role, name, checker->errors, &exists);
    if (effect)
        return rmx_default_instance(checker->arena, effect);
    if (!exists)
        rmx_errors_add(checker->errors, (struct rmx_span){0}, "broken-installation",
                       "the %s '%s' is not installed", role == RMX_ROLE_CUT ? "cut" : "arrange",
                       name);
    return (struct rmx_effect_instance){0};
}

static const struct rmx_key *find_key(const char *name)
{
    return &rmx_fragments_keys.keys[rmx_key_find(&rmx_fragments_keys, name)];
}

// What the block leaves out.
static void fill(struct rmx_checker *checker, const struct rmx_node *node,
                 struct rmx_fragments *fragments)
{
    for (int i = 0; i < rmx_fragments_keys.count; i++) {
        const struct rmx_key *key = &rmx_fragments_keys.keys[i];
        if (key->kind == RMX_KEY_INPUTS && !rmx_node_get(node, key->name))
            switch_off(&fragments->self, key->name);
    }
    if (!rmx_node_get(node, "cut"))
        fragments->cut = default_stage(checker, RMX_ROLE_CUT, find_key("cut")->default_value);
    if (!fragments->arrange_count) {
        *RMX_PUSH(checker->arena, &fragments->arranges, &fragments->arrange_count) =
            default_stage(checker, RMX_ROLE_ARRANGE, find_key("arrange")->default_value);
    }
    if (!rmx_node_get(node, "from"))
        rmx_errors_add(checker->errors, node->span, "missing-key",
                       "these fragments are cut from no picture")
            ->hint = "write `from: NAME`, or a list of pictures";
}

static const struct rmx_effect *find_stage(struct rmx_checker *checker, enum rmx_role role,
                                           const char *name)
{
    bool exists;
    struct rmx_errors unheard = {.arena = checker->arena};
    return rmx_catalog_find_in(checker->params->catalog, role, name, &unheard, &exists);
}

// What stands beside a part as if it were no number of it.
static const char *hint_of_part(struct rmx_checker *checker, const char *name)
{
    const struct rmx_effect *own = rmx_catalog_engine(checker->params->catalog, "fragments");
    for (int i = 0; own && i < rmx_fragments_keys.count; i++) {
        const struct rmx_key *key = &rmx_fragments_keys.keys[i];
        const char *input = rmx_arena_printf(checker->arena, "%s_%s", key->name, name);
        if (key->kind == RMX_KEY_INPUTS && rmx_effect_input(own, input) >= 0)
            return rmx_arena_printf(checker->arena, "write `%s: {%s: …}`", key->name, name);
    }
    return NULL;
}

// A parameter of a cut or an arrange; NULL: none has it. The usual one is asked first.
static const char *hint_of_stage(struct rmx_checker *checker, const char *key,
                                 const char *parameter)
{
    enum rmx_role role = strcmp(key, "cut") == 0 ? RMX_ROLE_CUT : RMX_ROLE_ARRANGE;
    int count;
    const char *const *names = rmx_catalog_names_in(checker->params->catalog, role, &count);
    for (int i = -1; i < count; i++) {
        const char *name = i < 0 ? find_key(key)->default_value : names[i];
        const struct rmx_effect *stage = name ? find_stage(checker, role, name) : NULL;
        if (stage && rmx_effect_input(stage, parameter) >= 0)
            return rmx_arena_printf(checker->arena,
                                    "it belongs to %s %s: write `%s: {%s: {%s: …}}`",
                                    role == RMX_ROLE_CUT ? "a" : "an", key, key, name, parameter);
    }
    return NULL;
}

// What stands in the block as if it were a key of it.
static const char *hint_in_block(struct rmx_checker *checker, const char *name)
{
    if (find_stage(checker, RMX_ROLE_CUT, name))
        return rmx_arena_printf(checker->arena, "it is a cut: write `cut: {%s: {…}}`", name);
    if (find_stage(checker, RMX_ROLE_ARRANGE, name))
        return rmx_arena_printf(checker->arena, "it is an arrange: write `arrange: {%s: {…}}`",
                                name);
    if (strcmp(name, "fragments") == 0)
        return "fragments of fragments: give this layer a name, and cut that in another one: "
               "`fragments: {from: NAME}`";
    if (rmx_key_find(&rmx_layer_keys, name) >= 0)
        return "it belongs to the layer: begin its line where `fragments:` begins";
    const char *hint = hint_of_part(checker, name);
    if (!hint)
        hint = hint_of_stage(checker, "cut", name);
    return hint ? hint : hint_of_stage(checker, "arrange", name);
}

const char *rmx_check_fragments_hint(struct rmx_checker *checker, const char *name,
                                     const struct rmx_key_table *table)
{
    if (table == &rmx_fragments_keys)
        return hint_in_block(checker, name);
    if (table == &rmx_layer_keys && rmx_key_find(&rmx_fragments_keys, name) >= 0)
        return "it belongs to fragments: begin its line below `fragments:`, further right";
    return NULL;
}

static void warn_of_moments(struct rmx_checker *checker, const struct rmx_node *node,
                            const struct rmx_fragments *block)
{
    const struct rmx_node *arrange = rmx_node_get(node, "arrange");
    for (int i = 0; i < block->arrange_count && block->moments == 1; i++)
        if (block->arranges[i].effect && block->arranges[i].effect->fragments.wants_moments)
            rmx_errors_warn(checker->errors, arrange ? arrange->span : node->span, "no-moments",
                            "%s shows earlier moments, and this block remembers none",
                            block->arranges[i].effect->name)
                ->hint = "write `moments: 32` into the block";
}

static void warn_of_no_variation(struct rmx_checker *checker, const struct rmx_node *node,
                                 const struct rmx_fragments *block)
{
    const struct rmx_node *vary = rmx_node_get(node, "vary");
    if (vary && vary->kind == RMX_NODE_MAP && !vary->broken && !rmx_fragments_vary(block))
        rmx_errors_warn(checker->errors, vary->span, "varies-nothing",
                        "no colour of these fragments varies")
            ->hint = "write `vary: {inks: [crimson, navy]}`, or `vary: {hue: 180}`";
}

void rmx_check_fragments(struct rmx_checker *checker, const struct rmx_key *key,
                         const struct rmx_node *node, struct rmx_fragments **fragments)
{
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a map of keys");
        if (error && !error->hint)
            error->hint =
                node->kind == RMX_NODE_SCALAR
                    ? rmx_arena_printf(checker->arena, "write `fragments: {from: %s}`", node->text)
                    : "write `fragments: {from: NAME}`";
        return;
    }
    struct rmx_fragments *block = RMX_NEW(checker->arena, struct rmx_fragments, 1);
    *block =
        (struct rmx_fragments){.self = own_instance(checker), .moments = 1, .span = node->span};
    int errors = checker->errors->error_count;
    rmx_check_map(checker, node, key->table, block);
    fill(checker, node, block);
    warn_of_moments(checker, node, block);
    if (checker->errors->error_count == errors) // a mistake may be why nothing varies
        warn_of_no_variation(checker, node, block);
    *fragments = block;
}

// A folder stands here as its pictures, which share its weight.
static void push_from(struct rmx_checker *checker, struct rmx_from from,
                      struct rmx_fragments *fragments)
{
    const struct rmx_source *source = from.picture.kind == RMX_PICTURE_SOURCE
                                          ? &checker->scene->sources[from.picture.index]
                                          : NULL;
    bool is_folder = source && source->kind == RMX_SOURCE_FOLDER;
    int count = is_folder ? source->picture_count : 1;
    if (fragments->from_count + count > MOST_FROM) {
        rmx_errors_add(checker->errors, from.picture.span, "too-many-pictures",
                       "fragments are cut from at most %d pictures", MOST_FROM);
        return;
    }
    from.weight /= count ? count : 1;
    for (int i = 0; i < count; i++) {
        if (is_folder)
            from.picture.index = source->pictures[i];
        *RMX_PUSH(checker->arena, &fragments->from, &fragments->from_count) = from;
    }
}

static void add_from(struct rmx_checker *checker, const struct rmx_node *picture,
                     const struct rmx_node *weight, struct rmx_fragments *fragments)
{
    struct rmx_from from = {.weight = 1};
    struct rmx_number_rule rule = {"a weight", 0, 1e6, .has_range = true,
                                   .quantity = RMX_QUANTITY_NUMBER};
    bool is_good = !weight || rmx_check_constant(checker, weight, &rule, &from.weight);
    if (is_good && from.weight <= 0) {
        rmx_errors_add(checker->errors, weight->span, "out-of-range",
                       "a weight is above 0: with 0, no fragment comes from '%s'", picture->text)
            ->hint = "leave the picture out";
        is_good = false;
    }
    if (rmx_check_picture(checker, picture, &from.picture) && is_good)
        push_from(checker, from, fragments);
}

// NAME, or {NAME: weight, …}.
static void read_from(struct rmx_checker *checker, const struct rmx_node *node,
                      struct rmx_fragments *fragments)
{
    for (int i = 0; node->kind == RMX_NODE_MAP && i < node->count; i++)
        add_from(checker, node->entries[i].key, node->entries[i].value, fragments);
    if (node->kind == RMX_NODE_SCALAR)
        add_from(checker, node, NULL, fragments);
    else if (node->kind != RMX_NODE_MAP)
        rmx_check_wrong(checker, node, "a picture's name or path");
}

void rmx_check_from(struct rmx_checker *checker, const struct rmx_node *node,
                    struct rmx_fragments *fragments)
{
    bool is_empty = node->kind == RMX_NODE_EMPTY && !node->swallowed;
    if (is_empty || (node->kind != RMX_NODE_SCALAR && !node->count && !node->broken)) {
        rmx_errors_add(checker->errors, node->span, "empty-from", "`from:` names no picture")
            ->hint = "write `from: NAME`, or a list of pictures";
        return;
    }
    if (node->kind != RMX_NODE_LIST) {
        read_from(checker, node, fragments);
        return;
    }
    for (int i = 0; i < node->count; i++)
        read_from(checker, node->items[i], fragments);
}

void rmx_check_cut(struct rmx_checker *checker, const struct rmx_node *node,
                   struct rmx_effect_instance *cut)
{
    struct rmx_effect_instance instance = {0};
    if (rmx_check_step(checker, node, RMX_STEP_CUT, &instance))
        *cut = instance;
}

static void add_arrange(struct rmx_checker *checker, const struct rmx_node *node,
                        struct rmx_fragments *fragments)
{
    struct rmx_effect_instance instance = {0};
    if (rmx_check_step(checker, node, RMX_STEP_ARRANGE, &instance))
        *RMX_PUSH(checker->arena, &fragments->arranges, &fragments->arrange_count) = instance;
}

void rmx_check_arranges(struct rmx_checker *checker, const struct rmx_node *node,
                        struct rmx_fragments *fragments)
{
    if (node->kind == RMX_NODE_EMPTY && !node->swallowed)
        return; // all of them commented out
    if (node->kind != RMX_NODE_LIST) {
        add_arrange(checker, node, fragments);
        return;
    }
    if (node->count > MOST_ARRANGES) {
        rmx_errors_add(checker->errors, node->items[MOST_ARRANGES]->span, "too-many-arranges",
                       "%d arranges: a fragments block has at most %d", node->count, MOST_ARRANGES);
        return;
    }
    for (int i = 0; i < node->count; i++)
        add_arrange(checker, node->items[i], fragments);
}

// `name` as it stands in the scene: `width`, where the input is border_width.
static void read_input(struct rmx_checker *checker, const struct rmx_node *node, const char *name,
                       int index, struct rmx_effect_instance *self)
{
    struct rmx_input input = self->effect->inputs[index];
    struct rmx_value value = {0};
    input.name = name;
    if (rmx_check_input(checker, node, self->effect, &input, &value))
        self->values[index] = value;
}

void rmx_check_own_number(struct rmx_checker *checker, const struct rmx_key *key,
                          const struct rmx_node *node, struct rmx_fragments *fragments)
{
    const struct rmx_effect *effect = fragments->self.effect;
    int index = effect ? rmx_effect_input(effect, key->name) : -1;
    if (index >= 0)
        read_input(checker, node, key->name, index, &fragments->self);
}

static void report_unknown_part(struct rmx_checker *checker, const struct rmx_node *map, int entry,
                                const char *word, const struct rmx_effect *effect)
{
    const struct rmx_node *key = map->entries[entry].key;
    const char **names = RMX_NEW(checker->arena, const char *, effect->input_count), *list = "";
    int count = 0;
    if (rmx_check_joined_key(checker, map, entry))
        return;
    for (int i = 0; i < effect->input_count; i++) {
        if (!begins_with(effect->inputs[i].name, word))
            continue;
        names[count] = effect->inputs[i].name + strlen(word) + 1;
        list = rmx_arena_printf(checker->arena, "%s%s%s", list, *list ? ", " : "", names[count++]);
    }
    const char *article = strcmp(word, "vary") == 0 ? "" : "a ";
    struct rmx_error *error = rmx_errors_add(checker->errors, key->span, "unknown-key",
                                             "%s%s has no key '%s'", article, word, key->text);
    rmx_error_suggest(checker->errors, error, key->text, names, count,
                      rmx_arena_printf(checker->arena, "%s%s has: %s", article, word, list));
}

// What is meant by one word where a map of a part's numbers is due.
static const char *part_hint(struct rmx_checker *checker, const char *part,
                             const struct rmx_node *node, const struct rmx_effect *effect)
{
    const struct rmx_input *first = NULL, *off = NULL, *color = NULL;
    for (int i = 0; effect && i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        if (!begins_with(input->name, part))
            continue;
        first = first ? first : input;
        off = !off && input->has_identity ? input : off;
        color = !color && input->type == RMX_INPUT_COLOR ? input : color;
    }
    if (node->kind == RMX_NODE_LIST && color && rmx_input_is_palette(color))
        return rmx_arena_printf(checker->arena, "write `%s: {%s: […]}`", part,
                                color->name + strlen(part) + 1);
    const char *text = node->kind == RMX_NODE_SCALAR ? node->text : "";
    int truth = *text ? rmx_truth(node) : -1;
    bool is_code = *text == '#'; // of a colour: a comment where it is not quoted
    if (!first || !*text || truth == 1 || (is_code && !color))
        return rmx_arena_printf(checker->arena, "write `%s: {}`, or name its numbers", part);
    if (truth == 0)
        return rmx_arena_printf(checker->arena, "without the key there is no %s", part);
    bool is_word = isalpha((unsigned char)*text) && !strpbrk(text, " (.*/");
    const struct rmx_input *meant = (is_word || is_code) && color ? color : off ? off : first;
    return rmx_arena_printf(checker->arena,
                            is_code ? "write `%s: {%s: \"%s\"}`" : "write `%s: {%s: %s}`", part,
                            meant->name + strlen(part) + 1, text);
}

void rmx_check_own_numbers(struct rmx_checker *checker, const struct rmx_key *key,
                           const struct rmx_node *node, struct rmx_fragments *fragments)
{
    const struct rmx_effect *effect = fragments->self.effect;
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a map of keys");
        if (error && !error->hint)
            error->hint = part_hint(checker, key->name, node, effect);
        return;
    }
    for (int i = 0; effect && i < node->count; i++) {
        const struct rmx_entry *entry = &node->entries[i];
        const char *name = rmx_arena_printf(checker->arena, "%s_%s", key->name, entry->key->text);
        int index = rmx_effect_input(effect, name);
        if (index < 0)
            report_unknown_part(checker, node, i, key->name, effect);
        else if (rmx_input_is_palette(&effect->inputs[index]))
            rmx_check_palette(checker, entry->value, entry->key->text, index, fragments);
        else
            read_input(checker, entry->value, entry->key->text, index, &fragments->self);
    }
}

void rmx_scope_add_fragments(struct rmx_checker *checker, struct rmx_scope *scope,
                             struct rmx_fragments *fragments)
{
    const char *place = rmx_arena_printf(checker->arena, "%s.fragments", scope->place);
    if (fragments->self.effect)
        rmx_scope_add(checker, scope, &fragments->self, place);
    if (fragments->cut.effect)
        rmx_scope_add(checker, scope, &fragments->cut,
                      rmx_arena_printf(checker->arena, "%s.cut", place));
    for (int i = 0; i < fragments->arrange_count; i++)
        if (fragments->arranges[i].effect)
            rmx_scope_add(checker, scope, &fragments->arranges[i],
                          rmx_arena_printf(checker->arena, "%s.arrange[%d]", place, i));
}
