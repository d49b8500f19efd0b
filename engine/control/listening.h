// SPDX-License-Identifier: GPL-3.0-or-later
// A device that is heard, with its analysis: the last seconds of both, shared by the ears that
// listen to it.
//
// Moments are counted from the device's start; hop n is those from n * RMX_HOP on. While nothing
// comes from the device its time goes on in silence. Those that differ in gain, attack or release
// share the device, and count the same hops.
// In:  a device's name. Out: rows of the analysis, samples. Thread: any; a call waits for the
// analysis of what has come since the last one.
#pragma once

#include "base/sound.h"
#include "control/analysis.h"
#include "control/ring.h"

struct rmx_listening;

enum {
    RMX_LISTENING_HOPS = 1024, // kept: 10.9 s
    RMX_LISTENING_CHANNELS = RMX_RING_CHANNELS,
};

// `name` NULL: the default one; a kind that is no device: what is written into
// rmx_listening_ring. Never fails: what is not there is silent. As often as it was taken it is
// given back.
struct rmx_listening *rmx_listening_take(enum rmx_sound_kind kind, const char *name,
                                         const struct rmx_analysis_params *params);
void rmx_listening_give_back(struct rmx_listening *listening);
// The device starts when the first one takes it, and stops when the last one gives it back.
bool rmx_listening_is_same_device(const struct rmx_listening *a, const struct rmx_listening *b);

// What the device writes into.
struct rmx_ring *rmx_listening_ring(struct rmx_listening *listening);

// Takes what has come by `now_ms` of the clock. Returns the newest whole hop; -1: there is none.
long long rmx_listening_pull(struct rmx_listening *listening, double now_ms);
// The newest whole hop of the last pull of any of those that share the device.
long long rmx_listening_newest(struct rmx_listening *listening);

// Of a hop that is kept; of the oldest or the newest one where it is not. All zero where there is
// none.
struct rmx_heard rmx_listening_row(struct rmx_listening *listening, long long hop);
// The events of the hops from `first` to `last`: an event is 1 where it is in one of them.
void rmx_listening_events(struct rmx_listening *listening, long long first, long long last,
                          float numbers[RMX_HEARD]);
// RMX_WINDOW samples of a channel, those of a hop last.
void rmx_listening_window(struct rmx_listening *listening, long long hop, int channel,
                          float *samples);
// `count` hops from `first` on, RMX_HOP * RMX_LISTENING_CHANNELS samples each; what is no longer
// kept is silent.
void rmx_listening_moments(struct rmx_listening *listening, long long first, int count,
                           int16_t *moments);
