// SPDX-License-Identifier: GPL-3.0-or-later
// An output: a window, its size, and how it presents a picture. Several may present one.
//
// In:  a generation's picture, drawn in a context that shares objects with this one's. Out: the
// window's back buffer.
// Thread: the windows'. Calls that draw want the output's own context current.
#pragma once

#include "runtime/generation.h"
#include "share/reveal.h"
#include "show/presentation.h"
#include "show/window.h"

struct rmx_output;

struct rmx_output_params {
    struct rmx_window_params window;
    const struct rmx_presentation *presentation; // copied; NULL: the picture as it is
};

// Its context is current on this thread then. NULL with one sentence in `why`.
struct rmx_output *rmx_output_create(const struct rmx_output_params *params,
                                     enum rmx_window_status *status, char *why, int why_size);
void rmx_output_destroy(struct rmx_output *output); // its context is current; NULL is fine

struct rmx_window *rmx_output_window(const struct rmx_output *output);
void rmx_output_size(const struct rmx_output *output, int *width, int *height); // in pixels
// Takes the window's size over; true where what it shows must be presented again: it is another
// one, or the display has lost the picture.
bool rmx_output_follow(struct rmx_output *output);

// How the picture is made, over the picture: quad, mask and gain are those of both.
struct rmx_output_reveal {
    const struct rmx_reveal_programs *programs;
    struct rmx_typeset *typeset;
    struct rmx_reveal_shown shown;
};

// The generation's picture into the back buffer; NULL: black. Its aspect is kept, bars are black.
// `framebuffer`: the picture's in this context; 0: it was drawn in another one.
// `reveal`: of that generation; NULL: the picture alone. What it needs is made with the first one.
void rmx_output_present(struct rmx_output *output, const struct rmx_generation *generation,
                        unsigned framebuffer, const struct rmx_output_reveal *reveal);
