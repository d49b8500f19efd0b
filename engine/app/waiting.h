// SPDX-License-Identifier: GPL-3.0-or-later
// What a command is at while nothing else is said: after two seconds a line, which rewrites itself
// on a terminal and comes every five seconds elsewhere.
//
// In:  what is being done, and how far that is. Out: standard error.
// Thread: the command's; a thread of its own does the waiting.
#pragma once

#include "app/options.h"
#include "runtime/player.h"

struct rmx_waiting;

// "loading scene.yaml". NULL under --quiet; all below take that.
struct rmx_waiting *rmx_waiting_begin(const struct rmx_options *options, const char *what);
// From now on it is this; its two seconds begin.
void rmx_waiting_for(struct rmx_waiting *waiting, const char *what);
// What the player does is told, too, until the next call; NULL: no more.
void rmx_waiting_watch(struct rmx_waiting *waiting, struct rmx_player *player);
// Before anything else is said. The line on the terminal is gone then.
void rmx_waiting_end(struct rmx_waiting *waiting);
