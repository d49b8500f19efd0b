// SPDX-License-Identifier: GPL-3.0-or-later
// What one WebSocket of OSCQuery listens to, and what it does not know yet.
//
// In:  its commands, the tree as it becomes another one, what it moves itself. Out: the frames that
// it is to be sent, one by one: commands as JSON about paths that came and went, OSC messages of
// values that changed. Of a value that it moves itself it hears once that has rested.
// Bounded: nothing is queued but changes of the tree, and of those no more than it takes to say
// that all of it changed.
// Not thread-safe.
#pragma once

#include "control/oscquery_request.h"
#include "control/oscquery_tree.h"

enum { RMX_OSCQUERY_FRAME = 1024 }; // bytes of a frame at most

struct rmx_oscquery_view {
    bool is_listened;
    double sent;     // what it was told; NaN: nothing
    double moved_ms; // when it moved it itself
};

struct rmx_oscquery_views {
    struct rmx_oscquery_view *items; // parallel to the tree's entries
    int count;
    int listened; // of them
    int next;     // to be looked at: each has its turn
    struct rmx_text news;
    size_t news_told; // bytes of it
};

struct rmx_oscquery_views rmx_oscquery_views_create(const struct rmx_osc_tree *tree);
void rmx_oscquery_views_finish(struct rmx_oscquery_views *views);
// The tree becomes another one: addresses that stay are listened to further.
void rmx_oscquery_views_follow(struct rmx_oscquery_views *views, const struct rmx_osc_tree *before,
                               const struct rmx_osc_tree *after);
void rmx_oscquery_views_command(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                                const struct rmx_oscquery_command *command);
// It sends a message to that address, or pattern, itself.
void rmx_oscquery_views_move(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                             const char *address, double now_ms);

// Its host moves a value by another way.
void rmx_oscquery_views_move_name(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                                  const char *name, double now_ms);

struct rmx_oscquery_frame {
    unsigned char bytes[RMX_OSCQUERY_FRAME];
    size_t size; // 0: there is nothing to be sent
    bool is_binary;
    int wait_ms; // where there is nothing: until there may be; -1: for ever
};
void rmx_oscquery_views_next(struct rmx_oscquery_views *views, const struct rmx_osc_tree *tree,
                             double now_ms, struct rmx_oscquery_frame *frame);
