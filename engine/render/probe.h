// SPDX-License-Identifier: GPL-3.0-or-later
// A probe draws a renderer's last frame again with one of the plan's taps moved, and says how far
// each cell of the picture went with it. The renderer and all that it keeps stay as they are: cuts,
// measures, sorts and the frame before are those of what is really shown.
//
// In:  a renderer of a ledger's plan (rmx_plan_params.ledger), once its frame is drawn.
// Out: sensitivities, 0..1, by slot and cell.
// Thread: the renderer's.
#pragma once

#include "render/renderer.h"

struct rmx_probe;

// Room for `slots` comparisons in cells of `side` pixels; 0 slots: for one of a scene within
// another, whose picture alone is wanted. NULL where memory is short (logged). The renderer
// outlives it.
struct rmx_probe *rmx_probe_create(struct rmx_renderer *renderer, struct rmx_context *context,
                                   int slots, int side);
void rmx_probe_destroy(struct rmx_probe *probe); // NULL is fine
// As those of render/renderer.h.
void rmx_probe_enter(struct rmx_probe *probe);
void rmx_probe_leave(struct rmx_probe *probe);
// The renderer has drawn another frame.
void rmx_probe_begin(struct rmx_probe *probe);

struct rmx_probe_move {
    int tap; // of the plan's taps, from 1 on
    // What is stored goes up, however bright it is: else bright and dark go each to where there is
    // room, and a reader that averages them may see neither.
    bool only_up;
    // Where the tap's source is a scene: a probe of that one, in which something was moved. NULL:
    // the tap itself is moved.
    const struct rmx_probe *within;
};

// Whether a picture that is stored reads the tap, so that `only_up` makes a difference.
bool rmx_probe_is_stored(struct rmx_probe *probe, int tap);
// `block`: the frame's bytes.
void rmx_probe_draw(struct rmx_probe *probe, const unsigned char *block,
                    const struct rmx_probe_move *move);
// Into a slot: the greater sensitivity of this picture's and of what the slot holds.
void rmx_probe_compare(struct rmx_probe *probe, int slot);
void rmx_probe_clear(struct rmx_probe *probe); // all slots: 0
// Reads the first `slots` slots into memory, cell by cell from the bottom row on, and waits for
// them.
void rmx_probe_read(struct rmx_probe *probe, int slots, float *sensitivities);
// The same in two: requests them, then takes what was requested, which waits until it has arrived.
void rmx_probe_request(struct rmx_probe *probe, int slots);
bool rmx_probe_has_arrived(const struct rmx_probe *probe);
void rmx_probe_take(struct rmx_probe *probe, float *sensitivities);
int rmx_probe_columns(const struct rmx_probe *probe);
int rmx_probe_rows(const struct rmx_probe *probe);
