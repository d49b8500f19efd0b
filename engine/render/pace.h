// SPDX-License-Identifier: GPL-3.0-or-later
// Draws passes that hold loops of others: a little first, then no more at once than ends soon,
// since a draw cannot be taken back.
//
// In:  a pass whose program, pictures and target are bound.
// Out: the pixels of one draw, drawn in parts where that one would be long; or, where the frame
// would take longer than it may, none of them.
// Thread: that of the renderer's context.
#pragma once

#include "render/renderer.h"
#include "render/stopwatch.h"
#include "render/target.h"

// What is known of a pass.
struct rmx_paced {
    bool is_foreign;   // it holds code of others that may take long
    bool has_vertices; // so does its vertex shader
    double vertices_ms;
    double quick_ms;   // what a look at it takes where all of it is quick; 0: not known
    double look_ms;    // what the last look has told
    double took_ms;    // what all of it took when it was drawn at once
    double known_ms;   // what all of it takes, where that is long; 0
    double worst_rate; // the most milliseconds that a pixel took then, in a part; 0
    struct rmx_stopwatch stopwatch;
};

struct rmx_pace {
    double most_ms; // that these passes of a frame may take together; 0: as long as they do
    double soon_ms; // what takes no longer is drawn at once
    double part_ms; // else a part is to take so long
    struct rmx_renderer_waiter waiter;
    bool is_off;    // passes are drawn at once
    bool was_tried; // a frame that nobody saw was in time
    // Of the frame:
    double spent_ms;
    bool is_long;       // the last pass was drawn in parts, or is over
    int over;           // the pass that would take too long; -1: none
    double estimate_ms; // then: the frame
    // The renderer's own:
    struct rmx_paced *passes;
    int pass_count;
    long long parts;         // that were drawn
    bool any;                // of them is foreign
    struct rmx_texture kept; // what was where one is looked at
    int looks;               // that are kept
};

// The list lives in the arena.
void rmx_pace_init(struct rmx_pace *pace, struct rmx_arena *arena, const struct rmx_plan *plan,
                   double most_ms);
void rmx_pace_finish(struct rmx_pace *pace);
void rmx_pace_leave(struct rmx_pace *pace); // the context: another one is entered then
// Before the passes of a frame.
void rmx_pace_begin(struct rmx_pace *pace);
// False: it is to be drawn at once. True: it is drawn, or over, and then as if it had not begun.
bool rmx_pace_draw(struct rmx_pace *pace, const struct rmx_plan *plan, int pass,
                   struct rmx_target *target);
// The draw of a pass itself, of what the scissors leave.
void rmx_pass_draw(const struct rmx_pass *pass);
