// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of text side by side in one texture, each put there once.
//
// In:  lines of one typeset (media/typeset.h), by their numbers. Out: where each stands.
// Thread: the current context's. Private to render/.
#pragma once

#include "media/typeset.h"
#include "render/context.h"

#include <GL/glew.h>

struct rmx_atlas {
    GLuint texture;      // one channel; 0: nothing was put yet
    int side, most_side; // in texels
    bool is_full;        // one did not fit into the largest
    int x, y, row;       // where the next one goes, and how high this row of them is
    struct rmx_atlas_slot {
        int x, y;
        const struct rmx_line *line; // NULL: not there
    } * slots;
    int slot_count;
};

void rmx_atlas_init(struct rmx_atlas *atlas, const struct rmx_device *device);
void rmx_atlas_finish(struct rmx_atlas *atlas);
// True where it was not there before and is now. A texture that is full becomes a larger one.
bool rmx_atlas_put(struct rmx_atlas *atlas, const struct rmx_line *line);
// Its top left texel; false: it is not there.
bool rmx_atlas_find(const struct rmx_atlas *atlas, const struct rmx_line *line, int texel[2]);
// Empty again: the numbers mean other lines.
void rmx_atlas_forget(struct rmx_atlas *atlas);
