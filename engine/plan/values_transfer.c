// SPDX-License-Identifier: GPL-3.0-or-later
// Integrals from one load of a scene to the next: each run() has a key, made of its place.
#include "plan/values_parts.h"

#include "base/hash.h"
#include "plan/state_transfer.h"

#include <math.h>
#include <string.h>

struct walk {
    const struct rmx_scene *scene;
    uint64_t *keys; // by run
    uint64_t place; // of the layer or source
};

// The runs of a value, counted in their order within it.
static void visit(struct walk *walk, const struct rmx_value *value, uint64_t place)
{
    int order = 0;
    for (int c = 0; c < value->count; c++)
        for (int r = 0; value->program[c] && r < walk->scene->run_count; r++)
            if (rmx_program_run_rate(value->program[c], r)) {
                walk->keys[r] = rmx_hash_bytes(&order, sizeof(order), place + (uint64_t)c);
                order++;
            }
}

static void visit_key(struct walk *walk, const struct rmx_value *value, const char *key)
{
    visit(walk, value, rmx_hash_string(key, walk->place));
}

static void visit_instance(void *data, const struct rmx_instance_at *at)
{
    struct walk *walk = data;
    const struct rmx_effect_instance *instance = &at->instances[at->index];
    uint64_t place = rmx_instance_key(walk->scene, at);
    for (int k = 0; k < instance->effect->input_count; k++)
        visit(walk, &instance->values[k], rmx_hash_string(instance->effect->inputs[k].name, place));
}

static void visit_layer(struct walk *walk, int index)
{
    const struct rmx_layer *layer = &walk->scene->layers[index];
    walk->place = rmx_layer_key(walk->scene, index);
    visit_key(walk, &layer->x, "x");
    visit_key(walk, &layer->y, "y");
    visit_key(walk, &layer->scale, "scale");
    visit_key(walk, &layer->angle, "angle");
    visit_key(walk, &layer->opacity, "opacity");
    visit_key(walk, &layer->visible_value, "visible");
}

static void visit_source(struct walk *walk, const struct rmx_source *source)
{
    walk->place = rmx_hash_string(source->name, 2);
    for (int k = 0; source->scene && k < source->scene->knob_count; k++)
        visit_key(walk, &source->with[k], source->scene->knobs[k].name);
}

static uint64_t *keys_of(struct rmx_arena *arena, const struct rmx_scene *scene)
{
    struct walk walk = {.scene = scene, .keys = RMX_NEW(arena, uint64_t, scene->run_count)};
    visit_key(&walk, &scene->bpm, "bpm");
    for (int i = 0; i < scene->layer_count; i++)
        visit_layer(&walk, i);
    for (int i = 0; i < scene->source_count; i++)
        visit_source(&walk, &scene->sources[i]);
    rmx_scene_visit_instances(scene, visit_instance, &walk);
    return walk.keys;
}

// The new ones up to where the old ones are; at another rate to just before that time, since a
// frame that goes back would start all anew.
static void catch_up(struct rmx_values *to, const struct rmx_values *from, const double *provided)
{
    struct rmx_frame_inputs frame_inputs = to->last;
    long long frame = from->integrated;
    if (to->fps != from->fps && from->fps > 0)
        frame = (long long)floor((double)frame * to->fps / from->fps) - 1;
    frame_inputs.frame = frame > to->integrated ? frame : to->integrated;
    frame_inputs.provided = provided;
    to->has_last = false; // an edit moves no knob
    rmx_values_take_provided(to, &frame_inputs);
    to->last = frame_inputs;
    to->frame_inputs = &to->last;
    rmx_values_integrate(to);
}

void rmx_values_transfer(struct rmx_values *to, const struct rmx_values *from,
                         const double *provided)
{
    struct rmx_arena *scratch = rmx_arena_create();
    const struct rmx_scene *scene = to->plan->scene, *before = from->plan->scene;
    const uint64_t *keys = keys_of(scratch, scene), *old_keys = keys_of(scratch, before);
    catch_up(to, from, provided);
    if (scene->bpm.program[0] && before->bpm.program[0]) {
        to->beats = from->beats;
        to->beats_before = from->beats_before;
    }
    for (int r = 0; r < scene->run_count; r++)
        for (int k = 0; k < before->run_count; k++)
            if (keys[r] == old_keys[k]) {
                to->runs[r] = from->runs[k];
                to->runs_before[r] = from->runs_before[k];
            }
    rmx_arena_destroy(scratch);
}
