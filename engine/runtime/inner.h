// SPDX-License-Identifier: GPL-3.0-or-later
// Scenes within a scene: each a generation of its own, whose picture of a frame is a source of the
// outer one's.
//
// In:  a loaded generation; its values and inputs of each frame. Out: its sources' newest pictures.
// Time, pointer and sound are the outer scene's; tempo, seed and integrals are the scene's own.
// Thread: that of the generation's renderer. Generations without such sources, and NULL, are fine
// everywhere.
#pragma once

#include "plan/values.h"
#include "runtime/generation.h"

struct rmx_player;

// Once a frame, after its values were filled and before the generation is drawn. `samples`: how
// many are averaged for it; where that is 1 the same frame may come again, and is drawn again only
// where something moved. A frame that is not the last one's is a step on, one before it a new
// start.
void rmx_inner_draw(struct rmx_generation *generation, const struct rmx_values *values,
                    const struct rmx_frame_inputs *frame_inputs, int samples);
// Whether a scene within it, at whatever depth, needs the frames before.
bool rmx_inner_has_state(const struct rmx_generation *generation);

// The generation of scene source `source`; NULL: it is no scene, or is not read.
const struct rmx_generation *rmx_inner_of(const struct rmx_generation *generation, int source);

// What plays it; NULL as above.
struct rmx_player *rmx_inner_player(const struct rmx_generation *generation, int source);

// As those of render/renderer.h, for all renderers within.
void rmx_inner_leave(struct rmx_generation *generation);
void rmx_inner_enter(struct rmx_generation *generation);
void rmx_inner_forget(struct rmx_generation *generation);
// Whether what was drawn last of it, or of one within, would take too long (rmx_renderer_is_over).
bool rmx_inner_is_over(const struct rmx_generation *generation);
bool rmx_inner_is_settling(const struct rmx_generation *generation);
bool rmx_inner_take_short(struct rmx_generation *generation);
// Leaves them as well. False as rmx_player_warm.
bool rmx_inner_warm(struct rmx_generation *generation, const struct rmx_frame_inputs *frame_inputs);
// From the generation before: scenes that have the same source's name go on from there.
void rmx_inner_transfer(struct rmx_generation *generation, struct rmx_generation *from);
