// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"
#include "scene/scene_parts.h"

#include <string.h>

enum { MOST_STEPS = 10000 }; // of a scene, named chains counted at each use

void rmx_check_chains(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_error *error =
            node->kind == RMX_NODE_EMPTY ? NULL : rmx_check_wrong(checker, node, "a map of chains");
        if (error)
            error->hint = "write `name: [effect, effect]`";
        checker->is_incomplete |= error != NULL;
        return;
    }
    for (int i = 0; i < node->count; i++) {
        const struct rmx_entry *entry = &node->entries[i];
        bool exists = false;
        rmx_catalog_find(checker->params->catalog, entry->key->text, checker->errors, &exists);
        if (exists)
            rmx_errors_add(checker->errors, entry->key->span, "chain-like-effect",
                           "there is an effect named '%s' already", entry->key->text)
                ->hint = "give the chain another name";
        if (!rmx_check_declare(checker, entry->key, RMX_NAME_CHAIN, checker->chain_count))
            continue;
        *RMX_PUSH(checker->arena, &checker->chains, &checker->chain_count) =
            (struct rmx_named_chain){
                .name = entry->key->text, .node = entry->value, .span = entry->key->span};
    }
}

static bool has_room(struct rmx_checker *checker, struct rmx_span span, int count)
{
    if (checker->step_count > MOST_STEPS)
        return false;
    checker->step_count += count;
    if (checker->step_count <= MOST_STEPS)
        return true;
    rmx_errors_add(checker->errors, span, "too-many-steps", "more than %d steps in one scene",
                   MOST_STEPS)
        ->hint = "named chains count at each use";
    return false;
}

static void report_circle(struct rmx_checker *checker, const struct rmx_node *node,
                          const struct rmx_named_chain *chain)
{
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "chain-circle",
                                             "the chain '%s' holds itself", chain->name);
    error->other = chain->span;
    error->hint = "leave it out here";
}

// The steps of a named chain, read at its first use; NULL where it is being read just now.
static const struct rmx_steps *named_steps(struct rmx_checker *checker, int index,
                                           const struct rmx_node *node)
{
    struct rmx_named_chain *chain = &checker->chains[index];
    if (chain->state == RMX_CHAIN_OPEN) {
        report_circle(checker, node, chain);
        return NULL;
    }
    if (chain->state == RMX_CHAIN_UNREAD) {
        struct rmx_steps steps = {0};
        chain->state = RMX_CHAIN_OPEN;
        rmx_check_chain(checker, chain->node, &steps);
        chain->steps = steps;
        chain->state = RMX_CHAIN_READ;
    }
    return &chain->steps;
}

// A copy whose seeds and place are its own.
static struct rmx_effect_instance copy_instance(struct rmx_arena *arena,
                                                const struct rmx_effect_instance *instance)
{
    struct rmx_effect_instance copy = *instance;
    size_t count = (size_t)instance->effect->input_count;
    copy.values = RMX_NEW(arena, struct rmx_value, count);
    copy.pictures = RMX_NEW(arena, struct rmx_picture_ref, count);
    if (count) {
        memcpy(copy.values, instance->values, count * sizeof(*copy.values));
        memcpy(copy.pictures, instance->pictures, count * sizeof(*copy.pictures));
    }
    return copy;
}

static void add_named(struct rmx_checker *checker, int index, const struct rmx_node *node,
                      struct rmx_steps *steps)
{
    const struct rmx_steps *named = named_steps(checker, index, node);
    if (!named || !has_room(checker, node->span, named->count))
        return;
    for (int i = 0; i < named->count; i++)
        *RMX_PUSH(checker->arena, &steps->items, &steps->count) =
            copy_instance(checker->arena, &named->items[i]);
}

// `print`, or `print:` with nothing behind it. NULL where the node names no chain.
static const struct rmx_name *chain_name(struct rmx_checker *checker, const struct rmx_node *node)
{
    const struct rmx_name *name = NULL;
    if (node->kind == RMX_NODE_SCALAR)
        return rmx_check_find(checker, node->text, true);
    int i = 0;
    for (; node->kind == RMX_NODE_MAP && i < node->count && !name; i++)
        name = rmx_check_find(checker, node->entries[i].key->text, true);
    if (name && (node->count > 1 || node->entries[0].value->kind != RMX_NODE_EMPTY))
        rmx_errors_add(checker->errors, node->entries[i - 1].key->span, "chain-parameters",
                       "'%s' is a chain: nothing else belongs to this step", name->text)
            ->hint = "change its effects under `chains:`, or give it a knob";
    return name;
}

static void add_step(struct rmx_checker *checker, const struct rmx_node *node,
                     struct rmx_steps *steps)
{
    const struct rmx_name *name = chain_name(checker, node);
    struct rmx_effect_instance instance = {0};
    if (name)
        add_named(checker, name->index, node, steps);
    else if (has_room(checker, node->span, 1) &&
             rmx_check_step(checker, node, RMX_STEP_CHAIN, &instance))
        *RMX_PUSH(checker->arena, &steps->items, &steps->count) = instance;
}

static void nested_list(struct rmx_checker *checker, const struct rmx_node *node)
{
    struct rmx_error *error = rmx_check_wrong(checker, node, "an effect's name");
    if (error)
        error->hint = "leave out the inner brackets";
}

void rmx_check_chain(struct rmx_checker *checker, const struct rmx_node *node,
                     struct rmx_steps *steps)
{
    if (node->kind == RMX_NODE_EMPTY && !node->swallowed)
        return; // every step commented out
    if (node->kind != RMX_NODE_LIST) {
        add_step(checker, node, steps);
        return;
    }
    for (int i = 0; i < node->count; i++) {
        if (node->items[i]->kind == RMX_NODE_LIST)
            nested_list(checker, node->items[i]);
        else
            add_step(checker, node->items[i], steps);
    }
}

void rmx_check_unused_chains(struct rmx_checker *checker)
{
    for (int i = 0; i < checker->chain_count; i++)
        named_steps(checker, i, checker->chains[i].node);
}

static uint32_t mix_text(uint32_t hash, const char *text)
{
    for (; *text; text++)
        hash = rmx_hash_mix(hash, (unsigned char)*text);
    return rmx_hash_mix(hash, 0);
}

// Keyed by the scene's seed, the layer, the effect and its how-many-eth use there: a step that is
// inserted elsewhere moves no other step's chance.
static double seed_of(const struct rmx_checker *checker, const struct rmx_scope *scope,
                      const struct rmx_effect *effect)
{
    int before = rmx_names_get(&scope->used, effect->path, strlen(effect->path));
    uint32_t times = before > 0 ? (uint32_t)before : 0;
    uint32_t hash = rmx_hash_u32(checker->scene->seed);
    hash = mix_text(mix_text(hash, scope->seed_name), effect->name);
    return rmx_hash_mix(hash, times) & 0xFFFFu;
}

void rmx_scope_add(struct rmx_checker *checker, struct rmx_scope *scope,
                   struct rmx_effect_instance *instance, const char *place)
{
    instance->place = place;
    for (int i = 0; i < instance->effect->input_count; i++)
        if (instance->effect->inputs[i].is_seed && instance->values[i].span.line == 0)
            instance->values[i].constant[0] = seed_of(checker, scope, instance->effect);
    const char *path = instance->effect->path;
    int before = rmx_names_get(&scope->used, path, strlen(path));
    scope->used.arena = checker->arena;
    rmx_names_put(&scope->used, path, strlen(path), before > 0 ? before + 1 : 1);
}

void rmx_scope_add_chain(struct rmx_checker *checker, struct rmx_scope *scope,
                         struct rmx_effect_instance *instances, int count, const char *list)
{
    for (int i = 0; i < count; i++)
        rmx_scope_add(checker, scope, &instances[i],
                      rmx_arena_printf(checker->arena, "%s[%d]", list, i));
}
