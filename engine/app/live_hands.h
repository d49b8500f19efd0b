// SPDX-License-Identifier: GPL-3.0-or-later
// All that moves a show from outside and follows what it does: one part a file, made, begun, told
// of each frame and ended together.
//
// In:  options, a show's frames. Out: what the parts set in it and say.
// Thread: the show's.
#pragma once

#include "app/options.h"
#include "show/recorder.h"

struct rmx_live_hands;

// `say` as in struct rmx_show_voice; `recorder` becomes their own; NULL: nothing is recorded.
struct rmx_live_hands *rmx_live_hands_create(const struct rmx_options *options,
                                             void (*say)(void *data, const char *text),
                                             void *say_data, struct rmx_recorder *recorder);
// Before the show is destroyed. NULL is fine.
void rmx_live_hands_destroy(struct rmx_live_hands *hands);
// Keeps a show's snapshots in the side file.
struct rmx_snapshot_keeper rmx_live_hands_keeper(struct rmx_live_hands *hands);
// Forgets what was learned for a knob.
struct rmx_show_learner rmx_live_hands_learner(struct rmx_live_hands *hands);
// From now on it is this show that is moved.
void rmx_live_hands_begin(struct rmx_live_hands *hands, struct rmx_show *show);
// Once a turn of the show, whether it presents a frame or not.
void rmx_live_hands_turn(struct rmx_live_hands *hands);
// `hands`: a struct rmx_live_hands. For each frame that is presented.
void rmx_live_hands_frame(void *hands, const struct rmx_show_frame *frame);
