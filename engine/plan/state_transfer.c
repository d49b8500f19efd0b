// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/state_transfer.h"

#include "base/hash.h"

#include <string.h>

uint64_t rmx_layer_key(const struct rmx_scene *scene, int layer)
{
    const char *name = scene->layers[layer].name;
    return name ? rmx_hash_string(name, 1) : (uint64_t)layer + 2;
}

static uint64_t owner_key(const struct rmx_scene *scene, const struct rmx_instance_at *at)
{
    if (at->source >= 0)
        return rmx_hash_string(scene->sources[at->source].name, 2);
    return at->layer >= 0 ? rmx_layer_key(scene, at->layer) : rmx_hash_string("finish", 0);
}

uint64_t rmx_instance_key(const struct rmx_scene *scene, const struct rmx_instance_at *at)
{
    const struct rmx_effect_instance *instances = at->instances;
    const char *name = instances[at->index].effect->name;
    int part = (int)at->part;
    uint64_t before = 0;
    for (int i = 0; i < at->index; i++)
        before += instances[i].effect && strcmp(instances[i].effect->name, name) == 0;
    return rmx_hash_string(name,
                           before + rmx_hash_bytes(&part, sizeof(part), owner_key(scene, at)));
}

struct search {
    const struct rmx_scene *scene;
    const struct rmx_effect_instance *instance;
    uint64_t key;
};

static void compare(void *data, const struct rmx_instance_at *at)
{
    struct search *search = data;
    if (&at->instances[at->index] == search->instance)
        search->key = rmx_instance_key(search->scene, at);
}

static uint64_t key_of(const struct rmx_scene *scene, const struct rmx_effect_instance *instance)
{
    struct search search = {.scene = scene, .instance = instance};
    rmx_scene_visit_instances(scene, compare, &search);
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
