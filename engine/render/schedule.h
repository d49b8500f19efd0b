// SPDX-License-Identifier: GPL-3.0-or-later
// Which passes a frame must draw: those whose picture would become another one, and those whose
// picture was drawn over and is read again.
//
// In:  a plan; frame after frame, its bytes; word of new sources.
// Out: the passes that are due, which the caller then draws, all of them, in the plan's order.
// Pure: no GPU.
#pragma once

#include "plan/plan.h"

// What a pass reads through a sampler: one of them; all -1: transparent black.
struct rmx_feed {
    int pass, source;
    int sound; // the step that is a texture of sound
    bool past; // the pass's picture of the frame before
};
struct rmx_feed rmx_feed_of(const struct rmx_plan *plan, const struct rmx_pass_texture *texture);

struct rmx_schedule;

// The plan outlives it; at first every pass is due.
struct rmx_schedule *rmx_schedule_create(struct rmx_arena *arena, const struct rmx_plan *plan);
// Source `source` has other pixels now.
void rmx_schedule_source(struct rmx_schedule *schedule, int source);
// The sound of step `step` is another one now.
void rmx_schedule_sound(struct rmx_schedule *schedule, int step);
// Pass `pass` would draw another picture now, for a reason of its own.
void rmx_schedule_pass(struct rmx_schedule *schedule, int pass);
// The next frame begins: what reads the frame before is due.
void rmx_schedule_advance(struct rmx_schedule *schedule);
// Plans the frame and takes it as drawn; how many passes are due.
int rmx_schedule_frame(struct rmx_schedule *schedule, const unsigned char *block);
// The same of a frame that is not read: due are only those of which a later frame sees something.
int rmx_schedule_past(struct rmx_schedule *schedule, const unsigned char *block);
bool rmx_schedule_is_due(const struct rmx_schedule *schedule, int pass);
