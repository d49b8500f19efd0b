// SPDX-License-Identifier: GPL-3.0-or-later
// What the two sides of render/trial.h say to each other.
#pragma once

#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

#define RMX_TRIAL_WORD "--try-shaders"

// Then `count` times the lengths of a vertex and a fragment shader, and the texts themselves.
struct rmx_trial_request {
    double patience_s;
    long long most_bytes;
    pid_t parent;
    int32_t count;
    char cache_folder[PATH_MAX]; // "": none
};
struct rmx_trial_lengths {
    uint32_t vertex, fragment; // no vertex shader: 0
};

// The answer: a byte when OpenGL stands, and one after each shader.
enum { RMX_TRIAL_READY = 'r', RMX_TRIAL_NO_GL = 'n', RMX_TRIAL_DONE = 'd' };

// Never returns.
void rmx_trial_serve(void) __attribute__((noreturn));
