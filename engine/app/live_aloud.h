// SPDX-License-Identifier: GPL-3.0-or-later
// The scene's sound, aloud: it follows the show's time as the picture does.
//
// In:  options, the frames of a show. Out: sound; a sentence where it cannot be played.
// Thread: the show's. Nothing is opened for a scene without a sound file, or with --mute.
#pragma once

#include "app/options.h"
#include "show/show.h"

struct rmx_live_aloud;

// `say` as in struct rmx_show_voice.
struct rmx_live_aloud *rmx_live_aloud_create(const struct rmx_options *options,
                                             void (*say)(void *data, const char *text),
                                             void *say_data);
void rmx_live_aloud_destroy(struct rmx_live_aloud *live); // NULL is fine
// From now on it is this show that is followed.
void rmx_live_aloud_begin(struct rmx_live_aloud *live, struct rmx_show *show);
// For each frame that is presented.
void rmx_live_aloud_frame(struct rmx_live_aloud *live, const struct rmx_show_frame *frame);
