// SPDX-License-Identifier: GPL-3.0-or-later
// Small scenes that play in the test's own process, with what measures them.
#pragma once

#include "share/survey.h"
#include "support/scene_folder.h"

#define PHOTOS                                                                                     \
    "size: 64x36\nsources:\n  a: {image: asset:acanthus-mollis.jpg}\n"                             \
    "  b: {image: asset:coffee.jpg}\n"
#define MOVING "layers:\n- picture: b\n- {picture: a, opacity: 0.8 - 0.7 * wave(time / 4), "

// A scene whose picture depends on its own share and aura.
#define SHRINKS PHOTOS MOVING "place: {scale: 1 - 0.6 * share.a, angle: 9 * aura.a}}\n"

// A scene that plays, and what measures it.
struct playing {
    struct rmx_generation *generation;
    struct rmx_player *player;
    struct rmx_survey *survey;
    unsigned char *pixels;
};

// With within.yaml, plain.yaml and clicks.wav in the folder, and a context that stays.
int playing_set_up(void **state);
struct rmx_context *playing_context(void);

// A failure to load fails the running test with `law`.
struct playing playing_start(struct scene_folder *folder, const char *law, const char *text,
                             struct rmx_survey_params params);
void playing_stop(struct playing *it);
// As a file does: a frame with all that it depends on.
void playing_read(struct playing *it, long long frame);
// As a window does, without one: each frame is drawn once, then read.
void playing_show(struct playing *it, long long frame);

double playing_signal(const struct playing *it, const char *name);
struct rmx_survey_counts playing_counts(const struct playing *it);
// Of the outermost scene, the one that landed as the `number`th; the last one where it is -1.
struct rmx_landing playing_landing(const struct playing *it, int number);
bool playing_same(const struct playing *a, const struct playing *b);
