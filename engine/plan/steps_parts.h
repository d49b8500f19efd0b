// SPDX-License-Identifier: GPL-3.0-or-later
// What the builders of steps share: the plan while it grows.
//
// In:  a checked scene. Out: the plan's steps, inputs before users. Private to plan/.
#pragma once

#include "plan/steps.h"

enum { RMX_NO_PICTURE = -1 };

struct rmx_builder {
    struct rmx_arena *arena;
    struct rmx_plan *plan;
    const struct rmx_scene *scene;
    int *textures;   // a source's texture step, or its generator's
    int *layers;     // a layer's picture, after `place`
    int *stacks;     // what lies below layer i; one more entry than layers
    int *pasts;      // a layer's picture of the frame before; the last entry is the whole frame's
    bool is_missing; // an engine step was not there
};

// A new step, the last one, with no picture in any input.
struct rmx_step *rmx_steps_add(struct rmx_builder *b, const struct rmx_effect *effect,
                               const char *label);
int rmx_steps_last(const struct rmx_builder *b);
// An engine step that reads `input`; NULL where its file is missing.
struct rmx_step *rmx_steps_add_engine(struct rmx_builder *b, const char *name,
                                      enum rmx_value_source value_source, int input,
                                      const char *label);
// An effect of the scene; `input` goes to its main image, other images are resolved.
int rmx_steps_add_instance(struct rmx_builder *b, const struct rmx_effect_instance *instance,
                           int input, int layer);
int rmx_steps_picture(struct rmx_builder *b, struct rmx_picture_ref ref, enum rmx_fit fit,
                      int input, int layer);
// The picture of a layer of fragments.
int rmx_steps_fragments(struct rmx_builder *b, const struct rmx_layer *layer, int index);
