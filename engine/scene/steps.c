// SPDX-License-Identifier: GPL-3.0-or-later
// One effect as a scene uses it: which effect, and each of its inputs.
#include "base/synonyms.h"
#include "scene/hints.h"
#include "scene/scene_parts.h"

#include <ctype.h>
#include <string.h>

// An effect's key with its parameters, out of `blur` or `{blur: {…}, store: true}`.
struct written_step {
    const struct rmx_node *name;
    const struct rmx_node *parameters; // NULL: none
    const struct rmx_node *beside;     // the map with store, fuse and alpha; NULL
};

struct rmx_effect_instance rmx_default_instance(struct rmx_arena *arena,
                                                const struct rmx_effect *effect)
{
    int count = effect->input_count;
    struct rmx_effect_instance instance = {
        .effect = effect,
        .values = RMX_NEW(arena, struct rmx_value, count),
        .pictures = RMX_NEW(arena, struct rmx_picture_ref, count),
    };
    for (int i = 0; i < count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        instance.values[i].count = rmx_input_components(input->type);
        memcpy(instance.values[i].constant, input->default_value, sizeof(input->default_value));
    }
    return instance;
}

static const char *const step_words[] = {
    [RMX_STEP_CHAIN] = "effect", [RMX_STEP_GENERATE] = "generator", [RMX_STEP_BLEND] = "blend",
    [RMX_STEP_CUT] = "cut",      [RMX_STEP_ARRANGE] = "arrange",
};
// The kind that `remontage list` takes.
static const char *const list_hints[] = {
    [RMX_STEP_CHAIN] = "`remontage list` names them all",
    [RMX_STEP_GENERATE] = "`remontage list generators` names them all",
    [RMX_STEP_BLEND] = "`remontage list blends` names them all",
    [RMX_STEP_CUT] = "`remontage list cuts` names them all",
    [RMX_STEP_ARRANGE] = "`remontage list arranges` names them all",
};

static const enum rmx_synonym_of synonyms_of[] = {
    [RMX_STEP_CHAIN] = RMX_SYNONYM_STEP,   [RMX_STEP_GENERATE] = RMX_SYNONYM_GENERATOR,
    [RMX_STEP_BLEND] = RMX_SYNONYM_BLEND,  [RMX_STEP_CUT] = RMX_SYNONYM_STEP,
    [RMX_STEP_ARRANGE] = RMX_SYNONYM_STEP,
};

static bool is_fragment_stage(enum rmx_step_role role)
{
    return role == RMX_STEP_CUT || role == RMX_STEP_ARRANGE;
}

static enum rmx_role stage_role(enum rmx_step_role role)
{
    return role == RMX_STEP_CUT ? RMX_ROLE_CUT : RMX_ROLE_ARRANGE;
}

static const char *const *names_of(struct rmx_checker *checker, enum rmx_step_role role, int *count)
{
    struct rmx_catalog *catalog = checker->params->catalog;
    return is_fragment_stage(role) ? rmx_catalog_names_in(catalog, stage_role(role), count)
                                   : rmx_catalog_names(catalog, role == RMX_STEP_BLEND, count);
}

static bool is_name(struct rmx_checker *checker, enum rmx_step_role role, const char *name)
{
    int count;
    const char *const *names = names_of(checker, role, &count);
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_known_effect(struct rmx_checker *checker, const char *name)
{
    return is_name(checker, RMX_STEP_CHAIN, name) || rmx_check_find(checker, name, true) != NULL;
}

static void report_unknown_effect(struct rmx_checker *checker, const struct written_step *step,
                                  enum rmx_step_role role)
{
    int count;
    const struct rmx_node *name = step->name;
    const char *const *names = names_of(checker, role, &count);
    int all = count + (role == RMX_STEP_CHAIN ? checker->chain_count : 0);
    const char **candidates = RMX_NEW(checker->arena, const char *, all + 1);
    for (int i = 0; i < count; i++)
        candidates[i] = names[i];
    for (int i = count; i < all; i++)
        candidates[i] = checker->chains[i - count].name;
    struct rmx_error *error = rmx_errors_add(checker->errors, name->span, "unknown-effect",
                                             "there is no %s '%s'", step_words[role], name->text);
    rmx_error_suggest(checker->errors, error, name->text, candidates, all, list_hints[role]);
    const char *synonym = rmx_synonym(synonyms_of[role], name->text);
    if (synonym)
        error->hint = synonym;
    const char *form = rmx_hint_of_step(checker->arena, name->text);
    if (form)
        error->hint = form;
    if (role == RMX_STEP_BLEND && is_known_effect(checker, name->text))
        error->hint = "it is an effect: put it into the layer's chain";
    if (is_fragment_stage(role)) {
        enum rmx_step_role other = role == RMX_STEP_CUT ? RMX_STEP_ARRANGE : RMX_STEP_CUT;
        if (is_name(checker, other, name->text))
            error->hint = rmx_arena_printf(checker->arena, "it stands under `%s:`",
                                           role == RMX_STEP_CUT ? "arrange" : "cut");
        else if (is_known_effect(checker, name->text))
            error->hint = "it is an effect: put it into the layer's chain";
    }
    if (role != RMX_STEP_CHAIN)
        return;
    names = names_of(checker, RMX_STEP_BLEND, &count);
    const char *blend =
        rmx_hint_of_blend(checker->arena, name->text, step->parameters, names, count);
    if (blend)
        error->hint = blend;
    if (is_name(checker, RMX_STEP_CUT, name->text) ||
        is_name(checker, RMX_STEP_ARRANGE, name->text))
        error->hint = "it cuts or arranges: it stands in a layer's `fragments:`";
    const struct rmx_name *picture = rmx_check_find(checker, name->text, false);
    if (picture && picture->kind != RMX_NAME_KNOB)
        error->hint =
            "a chain has effects; a picture is blended in by a layer of its own, or by an "
            "effect that takes a second one";
}

// `blur(0.02)`: with the effect's own first number, where there is one of that name.
static void report_call(struct rmx_checker *checker, const struct rmx_node *name)
{
    struct rmx_arena *arena = checker->arena;
    struct rmx_errors unsaid = {.arena = arena};
    size_t word = strcspn(name->text, "(");
    const char *of = rmx_arena_copy_n(arena, name->text, word);
    size_t length = strcspn(name->text + word + 1, ",)");
    const struct rmx_effect *effect = rmx_catalog_find(checker->params->catalog, of, &unsaid, NULL);
    struct rmx_error *error = rmx_errors_add(checker->errors, name->span, "unknown-effect",
                                             "there is no effect '%s'", name->text);
    bool is_number = strchr("-.0123456789", name->text[word + 1]) != NULL;
    if (effect && length && is_number)
        error->hint = rmx_hint_of_parameters(
            arena, effect, of, rmx_arena_copy_n(arena, name->text + word + 1, length));
    if (!error->hint && !effect && !strstr(name->text, ") "))
        error->hint = rmx_synonym(synonyms_of[RMX_STEP_CHAIN], of);
    if (!error->hint)
        error->hint = rmx_hint_of_step(arena, name->text);
}

static const struct rmx_effect *load_effect(struct rmx_checker *checker,
                                            const struct rmx_node *name, struct rmx_errors *found)
{
    if (rmx_is_scene_path(name->text)) {
        rmx_errors_add(checker->errors, name->span, "wrong-type",
                       "'%s' is a scene where an effect is due", name->text)
            ->hint = rmx_arena_printf(checker->arena, "a scene is a picture: write `picture: %s`",
                                      name->text);
        return NULL;
    }
    const char *path = rmx_check_path(checker, name, "effect file");
    return path ? rmx_catalog_load(checker->params->catalog, path, found) : NULL;
}

static const struct rmx_effect *
find_effect(struct rmx_checker *checker, const struct written_step *step, enum rmx_step_role role)
{
    bool exists = true;
    const struct rmx_node *name = step->name;
    const struct rmx_effect *effect = NULL;
    struct rmx_catalog *catalog = checker->params->catalog;
    struct rmx_errors found = {.arena = checker->errors->arena}; // at each use the same ones
    size_t word = strspn(name->text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (word && name->text[word] == '(') {
        report_call(checker, name);
    } else if (rmx_is_path(name->text)) {
        effect = load_effect(checker, name, &found);
    } else if (role == RMX_STEP_BLEND) {
        effect = rmx_catalog_find_blend(catalog, name->text, &found, &exists);
    } else if (is_fragment_stage(role)) {
        effect = rmx_catalog_find_in(catalog, stage_role(role), name->text, &found, &exists);
    } else {
        effect = rmx_catalog_find(catalog, name->text, &found, &exists);
    }
    for (int i = 0; i < found.count; i++)
        rmx_hand_over(checker->errors, &found.items[i]);
    if (!effect && !exists)
        report_unknown_effect(checker, step, role);
    return effect;
}

static bool is_image(const struct rmx_effect *effect, const char *name)
{
    int input = rmx_effect_input(effect, name);
    return input >= 0 && effect->inputs[input].type == RMX_INPUT_IMAGE;
}

static bool has_right_role(struct rmx_checker *checker, const struct rmx_node *name,
                           const struct rmx_effect *effect, enum rmx_step_role role)
{
    bool is_one = effect->role == RMX_ROLE_CUT || effect->role == RMX_ROLE_ARRANGE;
    if (is_fragment_stage(role) ? effect->role != stage_role(role) : is_one) {
        rmx_errors_add(checker->errors, name->span, "wrong-role", "'%s' is no %s", name->text,
                       step_words[role])
            ->hint = is_fragment_stage(role)
                         ? rmx_arena_printf(checker->arena, "its file lies in a folder named `%s`",
                                            step_words[role])
                         : "a layer's `fragments:` takes cuts and arranges";
        return false;
    }
    if (role == RMX_STEP_CHAIN && effect->role == RMX_ROLE_GENERATOR) {
        rmx_errors_add(checker->errors, name->span, "generator-in-chain",
                       "'%s' is a generator: no picture goes into it", name->text)
            ->hint = "begin a layer with it: `generate: …`, or name it under `sources:`";
        return false;
    }
    if (role == RMX_STEP_GENERATE && !rmx_effect_generates(effect)) {
        rmx_errors_add(checker->errors, name->span, "not-a-generator",
                       "'%s' needs a picture: it is no generator", name->text)
            ->hint = "put it into a chain: `chain: …`";
        return false;
    }
    if (role == RMX_STEP_BLEND && (!is_image(effect, "inputImage") || !is_image(effect, "layer"))) {
        rmx_errors_add(checker->errors, name->span, "not-a-blend",
                       "'%s' is no blend: it lacks the pictures `inputImage` and `layer`",
                       name->text)
            ->hint = "`remontage list blends` names them";
        return false;
    }
    return true;
}

static bool is_filled_by_host(const struct rmx_effect *effect, int input, enum rmx_step_role role)
{
    if (role == RMX_STEP_BLEND)
        return strcmp(effect->inputs[input].name, "inputImage") == 0 ||
               strcmp(effect->inputs[input].name, "layer") == 0;
    return role == RMX_STEP_CHAIN && input == effect->main_image;
}

// What a filter's further picture is where the scene does not say.
static void fill_picture(struct rmx_checker *checker, const struct rmx_node *name,
                         enum rmx_step_role role, struct rmx_effect_instance *instance, int index)
{
    const struct rmx_input *input = &instance->effect->inputs[index];
    int main = instance->effect->main_image;
    const char *chain = main < 0 ? "" : instance->effect->inputs[main].name;
    const char *key = rmx_effect_key(instance->effect, index);
    if (input->image_default && strcmp(input->image_default, chain) == 0) {
        instance->pictures[index] = role == RMX_STEP_GENERATE
                                        ? instance->pictures[main]
                                        : (struct rmx_picture_ref){.kind = RMX_PICTURE_INPUT};
        return;
    }
    if (rmx_effect_is_mask(instance->effect, input))
        return; // the pictures are masks themselves
    if (!instance->effect->is_ours) {
        rmx_errors_warn(checker->errors, name->span, "missing-picture",
                        "'%s' reads a picture '%s', which is not given: it is transparent",
                        name->text, key);
        return;
    }
    rmx_errors_add(checker->errors, name->span, "missing-picture",
                   "'%s' needs a further picture: '%s'", name->text, key)
        ->hint = rmx_arena_printf(checker->arena, "write `%s: {%s: NAME}`", name->text, key);
}

static void report_unknown_parameter(struct rmx_checker *checker, const struct rmx_node *map,
                                     int entry, enum rmx_step_role role,
                                     const struct rmx_effect *effect)
{
    const struct rmx_node *key = map->entries[entry].key;
    if (rmx_check_joined_key(checker, map, entry))
        return;
    const char **names = RMX_NEW(checker->arena, const char *, effect->input_count + 1);
    const char *list = "";
    int count = 0;
    for (int i = 0; i < effect->input_count; i++) {
        if (i == effect->main_image && role != RMX_STEP_GENERATE)
            continue;
        names[count++] = rmx_effect_key(effect, i);
        list =
            rmx_arena_printf(checker->arena, "%s%s%s", list, *list ? ", " : "", names[count - 1]);
    }
    const char *all = rmx_arena_printf(checker->arena, "%s has: %s", effect->name, list);
    struct rmx_error *error = rmx_errors_add(checker->errors, key->span, "unknown-parameter",
                                             "%s has no parameter '%s'", effect->name, key->text);
    rmx_error_suggest(checker->errors, error, key->text, names, count,
                      count ? all : "it has no parameters");
    if (rmx_key_find(&rmx_step_keys, key->text) >= 0)
        error->hint =
            rmx_arena_printf(checker->arena, "it stands beside the effect's key: {%s: {…}, %s: …}",
                             effect->name, key->text);
}

static void read_parameter(struct rmx_checker *checker, const struct rmx_node *map, int number,
                           enum rmx_step_role role, struct rmx_effect_instance *instance)
{
    const struct rmx_effect *effect = instance->effect;
    const struct rmx_entry *entry = &map->entries[number];
    int index = rmx_effect_input(effect, entry->key->text);
    if (index < 0) {
        report_unknown_parameter(checker, map, number, role, effect);
        return;
    }
    const struct rmx_input *input = &effect->inputs[index];
    if (is_filled_by_host(effect, index, role)) {
        rmx_errors_add(checker->errors, entry->key->span, "main-picture",
                       role == RMX_STEP_BLEND ? "'%s' is the blend's own: it is not given here"
                                              : "'%s' is the chain's own picture",
                       entry->key->text)
            ->hint = "leave it out";
        return;
    }
    if (input->type == RMX_INPUT_IMAGE) {
        struct rmx_picture_ref picture = {.span = entry->value->span};
        rmx_check_picture(checker, entry->value, &picture);
        instance->pictures[index] = picture;
        return;
    }
    if (rmx_input_is_sound(input->type)) {
        rmx_errors_add(checker->errors, entry->key->span, "given-sound",
                       "'%s' is the sound that is heard: it is not given", entry->key->text)
            ->hint = "leave it out";
        return;
    }
    struct rmx_value value = {0};
    if (rmx_check_input(checker, entry->value, effect, input, &value))
        instance->values[index] = value;
}

// Pictures that neither the chain nor the scene gives.
static void fill_pictures(struct rmx_checker *checker, const struct rmx_node *name,
                          enum rmx_step_role role, struct rmx_effect_instance *instance)
{
    for (int i = 0; i < instance->effect->input_count; i++) {
        bool given = instance->pictures[i].span.line > 0;
        if (instance->effect->inputs[i].type != RMX_INPUT_IMAGE || given)
            continue;
        if (!is_filled_by_host(instance->effect, i, role))
            fill_picture(checker, name, role, instance, i);
        else if (role == RMX_STEP_CHAIN)
            instance->pictures[i].kind = RMX_PICTURE_INPUT;
    }
}

// `blur: 0.02` says the effect's first number.
static const struct rmx_input *first_number(const struct rmx_effect *effect)
{
    for (int i = 0; i < effect->input_count; i++)
        if (effect->inputs[i].type == RMX_INPUT_FLOAT || effect->inputs[i].type == RMX_INPUT_LONG)
            return &effect->inputs[i];
    return NULL;
}

static bool is_number(const struct rmx_node *node)
{
    return node->kind == RMX_NODE_SCALAR && !node->broken && !node->quoted &&
           (isdigit((unsigned char)*node->text) || strchr("-.(", *node->text)) && *node->text;
}

static void read_parameters(struct rmx_checker *checker, const struct written_step *step,
                            enum rmx_step_role role, struct rmx_effect_instance *instance)
{
    const struct rmx_node *parameters = step->parameters;
    const struct rmx_input *first = first_number(instance->effect);
    if (first && parameters && is_number(parameters)) {
        struct rmx_value value = {0};
        if (rmx_check_input(checker, parameters, instance->effect, first, &value))
            instance->values[first - instance->effect->inputs] = value;
    } else if (parameters && parameters->kind == RMX_NODE_MAP) {
        for (int i = 0; i < parameters->count; i++)
            read_parameter(checker, parameters, i, role, instance);
    } else if (parameters && (parameters->kind != RMX_NODE_EMPTY || parameters->swallowed)) {
        struct rmx_error *error = rmx_check_wrong(checker, parameters, "a map of parameters");
        if (error && !error->hint)
            error->hint = rmx_hint_of_parameters(
                checker->arena, instance->effect, step->name->text,
                parameters->kind == RMX_NODE_SCALAR ? parameters->text : "…");
        if (error)
            return; // what it does not say is perhaps said there
    }
    fill_pictures(checker, step->name, role, instance);
}

// A further key beside the effect's: a parameter at the wrong indentation, or a second effect.
static void report_second_key(struct rmx_checker *checker, const struct rmx_entry *entry,
                              const struct written_step *step, enum rmx_step_role role,
                              const struct rmx_effect *effect)
{
    const struct rmx_node *key = entry->key;
    if (effect && rmx_effect_input(effect, key->text) >= 0) {
        rmx_errors_add(checker->errors, key->span, "indentation",
                       "'%s' is a parameter of %s and must stand under it", key->text, effect->name)
            ->hint = rmx_arena_printf(checker->arena,
                                      "indent it by four more than the '-', or write `%s: {%s: …}`",
                                      step->name->text, key->text);
        return;
    }
    if (is_fragment_stage(role) ? is_name(checker, role, key->text)
                                : is_known_effect(checker, key->text)) {
        rmx_errors_add(checker->errors, key->span, "several-effects",
                       is_fragment_stage(role) ? "one %s stands here, and this is a second one"
                                               : "a step has one effect, and this is a second one",
                       step_words[role])
            ->hint = role == RMX_STEP_CUT ? "keep one of them"
                                          : "begin each effect with '- ' on a line of its own";
        return;
    }
    if (!effect)
        return; // perhaps a parameter of the effect that is not there
    struct rmx_error *error =
        rmx_errors_add(checker->errors, key->span, "unknown-key",
                       "'%s' does not stand beside an effect's key", key->text);
    const char *names[] = {"store", "fuse", "alpha"};
    if (is_fragment_stage(role)) {
        error->hint = rmx_arena_printf(checker->arena, "write `%s: {%s: {…}}`", step_words[role],
                                       step->name->text);
        return;
    }
    rmx_error_suggest(checker->errors, error, key->text, names, 3,
                      "beside it stand: store, fuse, alpha");
}

// Splits a node into the effect's key and what belongs to it. False after an error.
static bool take_apart(struct rmx_checker *checker, const struct rmx_node *node,
                       enum rmx_step_role role, struct written_step *step)
{
    static const char *const wanted[] = {
        [RMX_STEP_CHAIN] = "an effect's name",    [RMX_STEP_GENERATE] = "a generator's name",
        [RMX_STEP_BLEND] = "a blend's name",      [RMX_STEP_CUT] = "a cut's name",
        [RMX_STEP_ARRANGE] = "an arrange's name",
    };
    if (node->kind == RMX_NODE_SCALAR) {
        step->name = node;
        return !node->broken;
    }
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_error *error = rmx_check_wrong(checker, node, wanted[role]);
        if (error && !error->hint && role == RMX_STEP_CUT && node->kind == RMX_NODE_LIST)
            error->hint = "a layer has one cut; a second layer may have another";
        if (error && !error->hint && role == RMX_STEP_BLEND && node->kind == RMX_NODE_LIST)
            error->hint = "one name: `blend: screen`; how much of it is `opacity: 0.5`";
        return false;
    }
    step->beside = node;
    for (int i = 0; i < node->count && !step->name; i++) {
        if (!is_fragment_stage(role) &&
            rmx_key_find(&rmx_step_keys, node->entries[i].key->text) >= 0)
            continue;
        step->name = node->entries[i].key;
        step->parameters = node->entries[i].value;
    }
    if (!step->name && !node->broken)
        rmx_errors_add(checker->errors, node->span, "missing-effect", "this step has no effect")
            ->hint = "write `{EFFECT: {…}, store: true}`";
    return step->name != NULL;
}

static void read_beside(struct rmx_checker *checker, const struct written_step *step,
                        enum rmx_step_role role, struct rmx_effect_instance *instance)
{
    const struct rmx_node *map = step->beside;
    for (int i = 0; map && i < map->count; i++) {
        const struct rmx_entry *entry = &map->entries[i];
        int key = is_fragment_stage(role) ? -1 : rmx_key_find(&rmx_step_keys, entry->key->text);
        if (key >= 0)
            rmx_check_key(checker, &rmx_step_keys.keys[key], entry->value, instance);
        else if (entry->key != step->name)
            report_second_key(checker, entry, step, role, instance->effect);
    }
}

bool rmx_check_step(struct rmx_checker *checker, const struct rmx_node *node,
                    enum rmx_step_role role, struct rmx_effect_instance *instance)
{
    struct written_step step = {0};
    if (!take_apart(checker, node, role, &step))
        return false;
    const struct rmx_effect *effect = find_effect(checker, &step, role);
    if (!effect || !has_right_role(checker, step.name, effect, role)) {
        struct rmx_effect_instance none = {0};
        read_beside(checker, &step, role, &none);
        return false;
    }
    *instance = rmx_default_instance(checker->arena, effect);
    instance->span = step.name->span;
    read_parameters(checker, &step, role, instance);
    read_beside(checker, &step, role, instance);
    return rmx_check_imports(checker, instance);
}
