// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes on the command line, in pixels and on paper.
//
// In:  text, what a scene says. Out: wishes for a canvas, pixels an inch. Says what is wrong on
// standard error.
#pragma once

#include "app/options.h"
#include "scene/scene.h"

// Of --size. False: said.
bool rmx_size_set(const char *text, struct rmx_size_wish *size);
// Of --window: pixels alone.
bool rmx_size_set_window(const char *text, struct rmx_size_wish *size);
// Of --print: a size on paper alone.
bool rmx_size_set_print(const char *text, struct rmx_size_wish *size);

// The wish with --dpi, or the usual one, in pixels where it is on paper: of a recording.
struct rmx_size_wish rmx_size_in_pixels(const struct rmx_options *options);
// Pixels an inch of the picture, as --dpi, --size or else the scene says it; 0: none does. `scene`
// may be NULL.
double rmx_size_dpi(const struct rmx_options *options, const struct rmx_scene *scene);
