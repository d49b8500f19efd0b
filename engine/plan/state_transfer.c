// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/state_transfer.h"

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

uint64_t rmx_instance_key(const struct rmx_effect_instance *instances, int index, uint64_t owner)
{
    int before = 0;
    for (int i = 0; i < index; i++)
        before += instances[i].effect &&
                  strcmp(instances[i].effect->name, instances[index].effect->name) == 0;
    return rmx_hash_string(instances[index].effect->name, owner + (uint64_t)before);
}

struct search {
    const struct rmx_effect_instance *instance;
    uint64_t key;
};

static bool find(struct search *search, const struct rmx_effect_instance *instances, int count,
                 uint64_t owner)
{
    for (int i = 0; i < count; i++)
        if (&instances[i] == search->instance) {
            search->key = rmx_instance_key(instances, i, owner);
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

static uint64_t key_of(const struct rmx_scene *scene, const struct rmx_effect_instance *instance)
{
    struct search search = {.instance = instance};
    for (int i = 0; i < scene->layer_count; i++)
        if (find_in_layer(&search, scene, i))
            return search.key;
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_source *source = &scene->sources[i];
        int count = source->kind == RMX_SOURCE_GENERATE ? 1 : 0;
        if (find(&search, source->generate, count, rmx_source_key(scene, i)))
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
           key_of(plan->scene, step->instance) == key_of(before->scene, old->instance);
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
