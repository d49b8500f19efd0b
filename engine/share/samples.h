// SPDX-License-Identifier: GPL-3.0-or-later
// Samples of shares, a half second apart, into the numbers of `share.NAME` and `aura.NAME` in any
// frame.
//
// A sample lands, as a rule, when the next one is taken. From then on each number goes in a
// straight line from where it stands to the sample's, within the time of one sample. The first one
// is there before the first frame is drawn: its shares hold at once.
// In:  the totals of struct rmx_shares (share/shares.h). Out: numbers, parallel to scene->signals.
// Pure: no clock, no GPU. The same landings always give the same numbers.
#pragma once

#include "share/aura.h"

#define RMX_SAMPLE_S 0.5 // of the scene's time, from one sample to the next

// The frame in which a sample is taken: the first one at its time or behind it.
long long rmx_sample_frame(long long sample, double fps);
// The last sample that is taken in a frame or before it.
long long rmx_sample_before(long long frame, double fps);

// What a later run needs to have the same numbers again.
struct rmx_landing {
    long long sample;
    long long frame;      // from which on it counts
    const double *totals; // by holder; lives until 16 others have landed
};

struct rmx_samples;

// For the shares and auras that the scene's expressions read. Nothing was shown yet. Scene and
// holders outlive them. Never NULL.
struct rmx_samples *rmx_samples_create(const struct rmx_scene *scene,
                                       const struct rmx_holders *holders);
void rmx_samples_destroy(struct rmx_samples *samples);            // NULL is fine
struct rmx_auras *rmx_samples_auras(struct rmx_samples *samples); // by holder

// Begins at a sample: no shares, auras as they are. Those that landed are forgotten.
void rmx_samples_start(struct rmx_samples *samples, long long sample, double fps);
// The first sample's shares hold from now on: `totals`, by holder. It still is to land.
void rmx_samples_first(struct rmx_samples *samples, const double *totals);
// A sample lands: it counts from `frame` on, which never goes back. It was shown for so many
// seconds.
void rmx_samples_land(struct rmx_samples *samples, long long sample, long long frame,
                      double seconds, const double *totals);
// The next one of those that landed, in their order, over starts and edits, and moves `cursor`,
// which is 0 at first, behind it. What is no longer kept is passed over. False: there is none yet.
bool rmx_samples_next(const struct rmx_samples *samples, long long *cursor,
                      struct rmx_landing *landing);

// Sets the numbers of a frame, which may be some that landed earlier; others stay.
void rmx_samples_values(const struct rmx_samples *samples, long long frame, double *numbers);
// Numbers go on as those of another load of the scene, told apart by their names: all that landed
// there has landed here. Auras as rmx_auras_follow.
void rmx_samples_follow(struct rmx_samples *samples, const struct rmx_samples *from);
// Totals by holder from those of that load, by the holders' names.
void rmx_samples_take_totals(const struct rmx_samples *samples, double *totals,
                             const struct rmx_samples *from, const double *from_totals);
