// SPDX-License-Identifier: GPL-3.0-or-later
// Shaders that look heavy: compiled and drawn with once by a process of their own before this
// program does so itself, which a compiler that never ends, or falls, would take with it.
//
// In:  texts of shaders. Out: whether a driver came to an end with them, within bounds of time and
// memory. What it linked is in the cache on disk then.
// The process is this program again. It ends with the one that started it.
// Thread: any.
#pragma once

#include "base/wanted.h"

#include <stdint.h>

// Shaders that weigh more together (glsl/weight.h) are tried first. At most of all that is in
// scenes/ and what others publish: a half; so much takes two seconds at most.
enum { RMX_TRIAL_OPERATIONS = 60000 };
enum { RMX_TRIAL_BYTES = 1 << 30, RMX_TRIAL_PATIENCE_S = 10 };
// Its patience is the processor's time; by the clock so many times as much.
enum { RMX_TRIAL_WAITS = 4 };

// To be called first in main, while there are no threads; does not return where this is the start
// of such a process. Without it nothing is tried, which tests want.
void rmx_trial_begin(int argc, char **argv);
bool rmx_trial_is_used(void);

struct rmx_trial_shaders {
    const char *vertex; // NULL: `fragment` is a compute shader
    const char *fragment;
};

struct rmx_trial_params {
    const struct rmx_trial_shaders *shaders;
    int count;
    const char *cache_folder;        // of programs; NULL: none
    double patience_s;               // for all; 0: RMX_TRIAL_PATIENCE_S
    long long most_bytes;            // 0, and at most: RMX_TRIAL_BYTES
    const struct rmx_wanted *wanted; // asked while it is waited for
};

enum rmx_trial_end {
    RMX_TRIAL_FINE, // also where it could not be made (logged), and where the driver refuses one
    RMX_TRIAL_LATE,
    RMX_TRIAL_FELL, // it ended otherwise, or wanted more memory
    RMX_TRIAL_UNWANTED,
};

// `*at`: which one it was compiling then.
enum rmx_trial_end rmx_trial_run(const struct rmx_trial_params *params, int *at);
double rmx_trial_patience_s(const struct rmx_trial_params *params);
long long rmx_trial_bytes(const struct rmx_trial_params *params);
