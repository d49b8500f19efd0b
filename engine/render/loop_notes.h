// SPDX-License-Identifier: GPL-3.0-or-later
// The words in which a plan's shaders note the loops that had no rounds left.
//
// In:  draws with the words bound. Out: which loops, each once, without waiting for a draw.
// Thread: that of the renderer's context. A buffer without words is fine everywhere.
#pragma once

#include "plan/plan.h"
#include "render/texture.h"

struct rmx_loop_notes {
    GLuint buffer;                // 0: there are no loops
    const volatile GLuint *words; // mapped as long as the buffer is there
    bool *taken;                  // by word
    int count;
    GLsync fence;    // behind draws that are on their way; NULL: none are
    bool has_drawn;  // behind it
    bool is_current; // the words are those of all before the fence that was passed last
};

// `taken` lies in the arena. False where memory is short (logged).
bool rmx_loop_notes_init(struct rmx_loop_notes *notes, struct rmx_arena *arena,
                         const struct rmx_plan *plan);
void rmx_loop_notes_finish(struct rmx_loop_notes *notes);
// Before the draw of a pass that writes to them.
void rmx_loop_notes_bind(struct rmx_loop_notes *notes);
// The first loop that was noted and is not taken yet, of draws that are done; `waits`: of all. -1:
// none.
int rmx_loop_notes_take(struct rmx_loop_notes *notes, bool waits);
