// SPDX-License-Identifier: GPL-3.0-or-later
// OpenGL's one error flag, which all that look for their own errors share: none loses another's.
//
// Thread: a current context; what is remembered is the thread's own.
#pragma once

#include <stdbool.h>

// What comes from here on is the caller's.
void rmx_gl_errors_begin(void);
// True: none came. That memory was short is remembered.
bool rmx_gl_errors_end(void);
// Whether memory was short anywhere since the last call: then what was drawn is not the picture.
bool rmx_gl_errors_was_short(void);
