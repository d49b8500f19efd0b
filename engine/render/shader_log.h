// SPDX-License-Identifier: GPL-3.0-or-later
// What a driver says of a shader that it refuses, led back to the effect files.
//
// In:  the driver's log, lines of Mesa ("S:LINE(COL): error: ...") or NVIDIA ("S(LINE) : error
//      C1234: ..."); S is an index into pass->shaders.texts, as in `#line`.
// Out: at most three errors of id "glsl" with the file's own names, without instance prefixes.
// Pure: no GPU.
#pragma once

#include "plan/plan.h"

// A line whose place is not known stands for the first file that has the name it quotes, else for
// the root effect's file as a whole. Always adds an error, unless the list has one for that line.
void rmx_shader_log_add(struct rmx_errors *errors, const struct rmx_plan *plan,
                        const struct rmx_pass *pass, const char *log);

// Mesa forgets S in most of its messages and says 0. True where the log has such a place: then the
// shader is to be compiled again with the lines that rmx_shader_log_mark gives, which have S in
// the line's number, and that log is to be added.
bool rmx_shader_log_lost(const char *log);
char *rmx_shader_log_mark(struct rmx_arena *arena, const char *glsl);
