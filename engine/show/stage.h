// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a player's frames beside a loader that makes and deletes programs; measures the GPU.
//
// In:  a player. Out: its generation's picture.
// Thread: that of the stage's context, which is current.
#pragma once

#include "render/blank.h"
#include "runtime/player.h"

#include <GL/glew.h>

enum { RMX_STAGE_QUERIES = 4 };

struct rmx_stage {
    struct rmx_blank blank;
    int blanks; // frames whose draws are still begun with a blank one
    GLuint queries[RMX_STAGE_QUERIES];
    int requested, answered; // queries, counted since the start
    double gpu_ms;           // of the last frame that is known
};

void rmx_stage_init(struct rmx_stage *stage, const struct rmx_device *device);
// Holds no renderer's program any more: before the loader deletes them.
void rmx_stage_rest(struct rmx_stage *stage);
void rmx_stage_finish(struct rmx_stage *stage);

// Before a frame's drawing. `others_at_work`: since the last call another context may have deleted
// programs.
void rmx_stage_begin(struct rmx_stage *stage, bool others_at_work);
// The player's frame into the generation's own picture.
void rmx_stage_draw(struct rmx_stage *stage, struct rmx_player *player);
