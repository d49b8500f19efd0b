// SPDX-License-Identifier: GPL-3.0-or-later
// What a driver says of a shader that it refuses, led back to the effect files.
//
// In:  the driver's log, lines of Mesa ("S:LINE(COL): error: ...") or NVIDIA ("S(LINE) : error
//      C1234: ..."); S is an index into pass->texts, as `#line` told the driver.
// Out: at most three errors of id "glsl" with the artist's own names, without instance prefixes.
// Pure: no GPU.
#pragma once

#include "plan/plan.h"

// A line whose place is not known stands for the root effect's file as a whole. Always adds an
// error, unless the same one is in the list already.
void rmx_mistakes_add(struct rmx_errors *errors, const struct rmx_plan *plan,
                      const struct rmx_pass *pass, const char *log);
