// SPDX-License-Identifier: GPL-3.0-or-later
// The textures that a plan's passes draw into, of one renderer: its pictures and their past.
//
// Thread: a current context. Textures are shared between contexts, framebuffers are not (enter and
// leave).
#pragma once

#include "render/fragments/table.h"
#include "render/target.h"

struct rmx_targets {
    struct rmx_target *items; // by the passes' target; one that no pass draws into is not used
    int count;
};

// The scene's result may be a part of the canvas; what is stored beside it is all of it.
struct rmx_targets_size {
    int width, height, canvas_width, canvas_height;
    bool is_presented; // the result: by windows, and drawn by software
};

// A picture that fragments are cut from is a layer of their table's
// array; `tables` is by pass. In the arena. False where memory is short (logged); to be finished
// all the same.
bool rmx_targets_init(struct rmx_targets *targets, struct rmx_arena *arena,
                      const struct rmx_plan *plan, struct rmx_fragment_table *const *tables,
                      const struct rmx_targets_size *size);
void rmx_targets_finish(struct rmx_targets *targets);
void rmx_targets_enter(struct rmx_targets *targets);
void rmx_targets_leave(struct rmx_targets *targets);

// The next frame begins: all pictures are those of the frame before.
void rmx_targets_advance(struct rmx_targets *targets);
// What the next frame would read of this one is transparent black.
void rmx_targets_forget(struct rmx_targets *targets);
