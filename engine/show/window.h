// SPDX-License-Identifier: GPL-3.0-or-later
// A window with a robust OpenGL 4.5 context, full screen or not. Several share their objects.
//
// In:  where and how large. Out: a context that is current, keys, sizes.
// Thread: the program's main one.
#pragma once

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
bool rmx_window_is_fullscreen(const struct rmx_window *window);
void rmx_window_set_fullscreen(struct rmx_window *window, bool fullscreen);
double rmx_window_rate(struct rmx_window *window); // of its output, in Hz; 60 if unknown
// The pointer, 0..1 of the window from the bottom left, clamped.
void rmx_window_pointer(const struct rmx_window *window, double *x, double *y);

void rmx_window_close(struct rmx_window *window); // as its close button does

// Shows what was drawn; waits for the output where it can.
void rmx_window_swap(struct rmx_window *window);
// Takes what happened, waiting at most `seconds` for it.
void rmx_window_wait(struct rmx_window *window, double seconds);

// What a key or a message means in a show; the table of show/show_verbs.c.
enum rmx_action {
    RMX_ACTION_NONE,
    RMX_ACTION_FULLSCREEN,
    RMX_ACTION_PAUSE,
    RMX_ACTION_STEP,
    RMX_ACTION_FREEZE,
    RMX_ACTION_BLACKOUT,
    RMX_ACTION_STILL,
    RMX_ACTION_NEXT_KNOB,
    RMX_ACTION_PREVIOUS_KNOB,
    RMX_ACTION_MORE,
    RMX_ACTION_LESS,
    RMX_ACTION_MUCH_MORE,
    RMX_ACTION_MUCH_LESS,
    RMX_ACTION_RESTART,
    RMX_ACTION_WINDOWED,
    RMX_ACTION_REVEAL,
    RMX_ACTION_REVEAL_RELEASED,
    RMX_ACTIONS,
};
// The next key that was pressed (or repeats, for those that may); RMX_ACTION_NONE: no more.
enum rmx_action rmx_window_key(struct rmx_window *window);
// The close button, or Ctrl+Q held for a second.
bool rmx_window_is_closing(const struct rmx_window *window);
