// SPDX-License-Identifier: GPL-3.0-or-later
// render's one meter: whatever goes with a picture and tells who holds what of it asks here.
//
// In:  the generation that is drawn, whose scene is taken as it was read. Out: shares of its
// frames, at the ledger's width.
// Thread: the one that draws, whose OpenGL context it is.
#pragma once

#include "app/options.h"
#include "share/meter.h"

struct rmx_render_meter;

// Opens nothing yet. Never NULL; options and generation outlive it.
struct rmx_render_meter *rmx_render_meter_create(const struct rmx_options *options,
                                                 const struct rmx_generation *generation);
void rmx_render_meter_destroy(struct rmx_render_meter *meter); // NULL is fine

// The shares of a frame; a frame that is asked for again is not measured again. NULL where the
// scene cannot be measured. They live until another frame is asked for.
const struct rmx_shares *rmx_render_meter_measure(struct rmx_render_meter *meter, long long frame);
// Of the shares; not NULL once there were any.
const struct rmx_holders *rmx_render_meter_holders(const struct rmx_render_meter *meter);
// The meter itself, which is opened by now: the caller's to measure with, until this one goes.
// Never NULL; whether it can measure says the status of its generation.
struct rmx_meter *rmx_render_meter_lend(struct rmx_render_meter *meter);

struct rmx_render_meter_counts {
    long long measured; // frames
    int width, height;  // of the ledger; 0: nothing was opened
    double ms;          // that opening and measuring took
};
struct rmx_render_meter_counts rmx_render_meter_counts(const struct rmx_render_meter *meter);
