// SPDX-License-Identifier: GPL-3.0-or-later
// Loops in files of others that make more rounds than they are given, or take longer.
//
// In:  a plan, or what was drawn of one. Out: a warning for each such file.
#pragma once

#include "runtime/generation.h"

// Where constants show it. Pure.
void rmx_loop_bounds_warn(const struct rmx_plan *plan, struct rmx_errors *errors);

// Where a pixel met the bound, in this generation or in one within it: the next file's warning, as
// errors are printed; none of files that were warned of before. `waits`: of all that was drawn;
// else of what is known by now, a frame or more late. False: there is none. Thread: the one whose
// context the renderer has entered.
bool rmx_loop_bounds_tell(struct rmx_generation *generation, bool waits, struct rmx_text *out);

// Where what was drawn last, of it or of one within, would take longer than it is given: an error
// at the place of its loops. False: it was in time.
bool rmx_loop_bounds_over(const struct rmx_generation *generation, struct rmx_errors *errors);
