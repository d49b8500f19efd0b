// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/carry.h"

#include "base/hash.h"

#include <string.h>

uint64_t rmx_layer_key(const struct rmx_scene *scene, int layer)
{
    const char *name = scene->layers[layer].name;
    return name ? rmx_hash_string(name, 1) : (uint64_t)layer + 2;
}

uint64_t rmx_finish_key(void)
{
    return rmx_hash_string("finish", 0);
}

uint64_t rmx_source_key(const struct rmx_scene *scene, int source)
{
    return rmx_hash_string(scene->sources[source].name, 2);
}

uint64_t rmx_use_key(const struct rmx_use *uses, int index, uint64_t owner)
{
    int before = 0;
    for (int i = 0; i < index; i++)
        before += uses[i].effect && strcmp(uses[i].effect->name, uses[index].effect->name) == 0;
    return rmx_hash_string(uses[index].effect->name, owner + (uint64_t)before);
}

struct search {
    const struct rmx_use *use;
    uint64_t key;
};

static bool find(struct search *search, const struct rmx_use *uses, int count, uint64_t owner)
{
    for (int i = 0; i < count; i++)
        if (&uses[i] == search->use) {
            search->key = rmx_use_key(uses, i, owner);
            return true;
        }
    return false;
}

static bool find_in_layer(struct search *search, const struct rmx_scene *scene, int index)
{
    const struct rmx_layer *layer = &scene->layers[index];
    uint64_t owner = rmx_layer_key(scene, index);
    return find(search, layer->generate, layer->generate ? 1 : 0, owner) ||
           find(search, layer->chain, layer->chain_count, owner) ||
           find(search, &layer->blend, 1, owner);
}

static uint64_t key_of(const struct rmx_scene *scene, const struct rmx_use *use)
{
    struct search search = {.use = use};
    for (int i = 0; i < scene->layer_count; i++)
        if (find_in_layer(&search, scene, i))
            return search.key;
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_use *generate = scene->sources[i].generate;
        if (find(&search, generate, generate ? 1 : 0, rmx_source_key(scene, i)))
            return search.key;
    }
    find(&search, scene->finish, scene->finish_count, rmx_finish_key());
    return search.key;
}

// The name of the effect's buffer that a step draws into; NULL.
static const char *buffer_of(const struct rmx_step *step)
{
    return step->buffers ? step->effect->passes[step->isf_pass].target : NULL;
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static bool follows(const struct rmx_plan *plan, const struct rmx_step *step,
                    const struct rmx_plan *before, const struct rmx_step *old)
{
    if (is_same(step->past, old->past))
        return true;
    return is_same(buffer_of(step), buffer_of(old)) &&
           key_of(plan->scene, step->use) == key_of(before->scene, old->use);
}

int rmx_plan_predecessor(const struct rmx_plan *plan, int pass, const struct rmx_plan *before)
{
    const struct rmx_step *step = &plan->steps[plan->passes[pass].root];
    for (int p = 0; plan->passes[pass].keeps && p < before->pass_count; p++)
        if (before->passes[p].keeps &&
            follows(plan, step, before, &before->steps[before->passes[p].root]))
            return p;
    return -1;
}
