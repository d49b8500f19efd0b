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
// Notes that memory of the program's own was short.
void rmx_gl_errors_note_short(void);
// True once in ten seconds: what fails with every frame is logged no more often.
bool rmx_gl_errors_may_say(void);
