// SPDX-License-Identifier: GPL-3.0-or-later
// The files that a scene means, followed: whether any became another one, once it was left alone.
//
// In:  a generation, whole or as far as it was read. Out: whether it is to be read anew.
// Thread: one at a time.
#pragma once

#include "runtime/generation.h"
#include "show/quiet.h"
#include "show/watch.h"

struct rmx_followed {
    struct rmx_watch *watch;
    int debounce_ms;
    struct rmx_quiet quiet;
    double next_look_ms;
    double since_s;   // when what is followed began to be read, CLOCK_REALTIME
    bool has_changed; // and was not read since; whoever reads it takes it back
};

// A generation is to be read: what changes from now on counts.
void rmx_followed_begin(struct rmx_followed *followed);
// Its files are followed from now on, as far as it was read.
void rmx_followed_list(struct rmx_followed *followed, struct rmx_generation *generation);
// How long until the next look, where nothing happens.
int rmx_followed_wait_ms(const struct rmx_followed *followed);
// Takes in what is known by now, without waiting. True where something was touched, and nothing had
// been before.
bool rmx_followed_look(struct rmx_followed *followed);
// What was touched has been left alone: sets has_changed where it is another one. True where there
// was something.
bool rmx_followed_settle(struct rmx_followed *followed);
