// SPDX-License-Identifier: GPL-3.0-or-later
// Several pictures of one command: a scene each, a seed each; and a part of one.
//
// In:  options. Out: each picture's own options, one after another; cut-outs in place.
#pragma once

#include "app/options.h"
#include "media/picture.h"

// Calls `draw` once for each scene and seed, with -o as it is for that one: %s is the scene's name
// without its ending, %d the seed. The first exit code that is not 0, after all were tried; usage
// where the pictures would have one name.
int rmx_render_many(const struct rmx_options *options,
                    int (*draw)(const struct rmx_options *options));

// Whether --crop lies within a picture of that size; else it is said. True where none is asked for.
bool rmx_crop_fits(const struct rmx_options *options, int width, int height);
// Leaves that part of the picture, whose pixels are moved together. Nothing where none is asked
// for.
void rmx_crop(const struct rmx_options *options, struct rmx_picture *picture, void *pixels);
