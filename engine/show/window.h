// SPDX-License-Identifier: GPL-3.0-or-later
// A window with a robust OpenGL 4.5 context, full screen or not. Several share their objects.
//
// In:  where and how large. Out: a context that is current, keys, sizes.
// Thread: the program's main one.
#pragma once

#include "base/keystroke.h"
#include "base/text.h"
#include "render/context.h"

#include <stdbool.h>

struct rmx_window;

struct rmx_window_params {
    const char *title;
    int width, height; // 0: three quarters of the output, 16:9
    bool fullscreen;
    const char *output; // the name of an output, or its number from 1; NULL: the first one
    // With which it shares objects. Its frames are shown at once: only a window that stands alone
    // waits for its output. NULL: it stands alone.
    const struct rmx_window *beside;
};

enum rmx_window_status {
    RMX_WINDOW_OK,
    RMX_WINDOW_NO_DISPLAY, // no display, or no OpenGL on it
    RMX_WINDOW_NO_OUTPUT,  // `output` names none
};

// The outputs that there are, a line each: number, name, size, rate. False: there is no display.
bool rmx_window_print_outputs(struct rmx_text *out);

// NULL with a sentence in `why`. Its context is current on this thread then.
struct rmx_window *rmx_window_create(const struct rmx_window_params *params,
                                     enum rmx_window_status *status, char *why, int why_size);
void rmx_window_destroy(struct rmx_window *window); // NULL is fine

struct rmx_context *rmx_window_context(const struct rmx_window *window);
void rmx_window_enter(struct rmx_window *window); // its context is current on this thread then

void rmx_window_size(const struct rmx_window *window, int *width, int *height); // in pixels
// True once after the display has lost what the window showed: it was hidden, covered or off
// screen.
bool rmx_window_take_damage(struct rmx_window *window);
bool rmx_window_is_fullscreen(const struct rmx_window *window);
void rmx_window_set_fullscreen(struct rmx_window *window, bool fullscreen);
// How many pixels of its display look as large as one of a usual display: 1, 1.25, 2 ...
double rmx_window_scale(const struct rmx_window *window);
double rmx_window_rate(struct rmx_window *window); // of its output, in Hz; 60 if unknown
// The pointer, 0..1 of the window from the bottom left, clamped.
void rmx_window_pointer(const struct rmx_window *window, double *x, double *y);

void rmx_window_close(struct rmx_window *window); // as its close button does

// Shows what was drawn; waits for the output where it can.
void rmx_window_swap(struct rmx_window *window);
// Takes what happened, waiting at most `seconds` for it.
void rmx_window_wait(struct rmx_window *window, double seconds);

enum rmx_press { RMX_PRESSED, RMX_PRESSED_ON, RMX_RELEASED }; // _ON: it is held

struct rmx_key_event {
    enum rmx_press press;
    struct rmx_keystroke stroke;
};
// What the next key did, false: no more did anything.
bool rmx_window_key(struct rmx_window *window, struct rmx_key_event *event);
// The close button, or Ctrl+Q held for a second.
bool rmx_window_is_closing(const struct rmx_window *window);
