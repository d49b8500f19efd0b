// SPDX-License-Identifier: GPL-3.0-or-later
// How large each source of a scene is wanted: which place on the canvas its readers give it.
//
// Pure.
#pragma once

#include "media/image.h"
#include "scene/scene.h"

// Fills `params` (parallel to scene->sources) for a canvas. Entries of generators have no path.
// A source that is only tiled, or not read at all, has no place and keeps its size.
void rmx_source_places(const struct rmx_scene *scene, int width, int height,
                       struct rmx_image_params *params);
