// SPDX-License-Identifier: GPL-3.0-or-later
// A headless GL context for tests that ask the driver what a shader computes. Not the renderer's.
//
// In:  GLSL. Out: the floats that it wrote.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Makes a context current, which stays until the program ends: a driver that is unloaded leaves its
// own allocations to the leak check. False, with a line on stderr, where there is no usable GL.
bool test_gl_start(void);

// Runs a compute shader, one work group for each of `groups`. Buffer 0 holds `in`, buffer 1 `out`,
// both arrays of float (layout std430). False, with the driver's message on stderr, where it does
// not compile.
bool test_gl_compute(const char *source, unsigned groups, const float *in, size_t in_count,
                     float *out, size_t out_count);
