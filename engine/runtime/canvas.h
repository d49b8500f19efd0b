// SPDX-License-Identifier: GPL-3.0-or-later
// The size of the picture: what --size says, and what fits into a place.
//
// In:  a scene's own size, a wish. Out: pixels. Pure.
#pragma once

#include "runtime/settings.h"
#include "scene/scene.h"

// A side in whole pixels: rounded, at least 1.
int rmx_canvas_side(double side);
// Pixels an inch of a wish for a size on paper; `scene` may be NULL.
double rmx_canvas_paper_dpi(const struct rmx_scene *scene, const struct rmx_size_wish *wish);
// The canvas that a wish gives; each side is a pixel at least.
void rmx_canvas_size(const struct rmx_scene *scene, const struct rmx_size_wish *wish, int *width,
                     int *height);
// The largest picture of a scene's aspect that fits into width x height, as --size WIDTH gives it.
void rmx_canvas_within(const struct rmx_scene *scene, int width, int height, int *inner_width,
                       int *inner_height);
