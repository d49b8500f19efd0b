// SPDX-License-Identifier: GPL-3.0-or-later
// The one walk over all that a scene uses: its effect instances, and the pictures that it names.
//
// In:  a scene, also one that is still being checked. Out: calls, in an order that depends on the
// scene alone: layers from the bottom, then `finish`, then sources. Pure.
#pragma once

#include "scene/scene.h"

// In which part of the scene something stands.
enum rmx_part {
    RMX_PART_LAYER,     // a layer's own picture
    RMX_PART_MASK,      // its mask
    RMX_PART_FROM,      // what its fragments are cut from
    RMX_PART_GENERATE,  // its generator
    RMX_PART_FRAGMENTS, // the numbers of its fragments block
    RMX_PART_CUT,
    RMX_PART_ARRANGE,
    RMX_PART_CHAIN,
    RMX_PART_BLEND,
    RMX_PART_FINISH,
    RMX_PART_SOURCE, // the generator of a source
};

// An effect instance and where it stands.
struct rmx_instance_at {
    enum rmx_part part;
    int layer;                                   // whose; -1: of FINISH and SOURCE
    int source;                                  // whose, of SOURCE; else -1
    const struct rmx_effect_instance *instances; // the chain or list that it is in, perhaps alone
    int index;                                   // in that list
};

// A picture that is named, and who reads it.
struct rmx_picture_at {
    enum rmx_part part;
    int layer, source;                          // as above
    const struct rmx_effect_instance *instance; // whose input it is; NULL of LAYER, MASK and FROM
    int input;                                  // of the instance; of FROM its number; else -1
    const struct rmx_picture_ref *picture;      // never of kind NONE or INPUT
};

typedef void rmx_visit_instance(void *data, const struct rmx_instance_at *at);
typedef void rmx_visit_picture(void *data, const struct rmx_picture_at *at);

// Instances without an effect (their errors were reported) are left out.
void rmx_scene_visit_instances(const struct rmx_scene *scene, rmx_visit_instance *visit,
                               void *data);
void rmx_scene_visit_pictures(const struct rmx_scene *scene, rmx_visit_picture *visit, void *data);
// Of one source only: what its generator reads.
void rmx_source_visit_pictures(const struct rmx_scene *scene, int source, rmx_visit_picture *visit,
                               void *data);
// Of one layer only, whether it is visible or not.
void rmx_layer_visit_pictures(const struct rmx_scene *scene, int layer, rmx_visit_picture *visit,
                              void *data);
