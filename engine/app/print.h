// SPDX-License-Identifier: GPL-3.0-or-later
// What of a scene's pictures holds on paper: how many of each one's own pixels come to an inch.
//
// In:  a loaded generation with a plan, the print's size. Out: words and warnings. Scenes within it
// count with theirs; drawings (SVG) and what is generated have no pixels.
#pragma once

#include "app/options.h"
#include "runtime/generation.h"

// A line for each picture that is shown, of the frame that is the scene's still; none where nothing
// says how large the picture is on paper.
void rmx_print_explain(const struct rmx_options *options, const struct rmx_generation *generation,
                       struct rmx_text *out);
// A canvas with the print's shape, for rmx_print_warn: few pixels will do.
struct rmx_size_wish rmx_print_canvas(const struct rmx_size_wish *print);
// Warns of pictures that have fewer than 150. The generation's canvas is rmx_print_canvas.
void rmx_print_warn(struct rmx_generation *generation, const struct rmx_size_wish *print);
