// SPDX-License-Identifier: GPL-3.0-or-later
// How long a load may go on once something newer was saved.
//
// A quarter of a second, so that what is quick is not begun twice; and twice as long after each one
// that was given up. After five of them in a row one is let through to its end: where saves come
// faster than loads end, one is shown now and then.
//
// In:  times. Out: whether it is to be given up. Pure. Zero: nothing was given up.
#pragma once

#include <stdbool.h>

struct rmx_newer {
    double began_ms;
    int given_up; // in a row, up to this load
};

void rmx_newer_begin(struct rmx_newer *newer, double now_ms);
// Whether it may be given up by now.
bool rmx_newer_may_end(const struct rmx_newer *newer, double now_ms);
// Whether one that has ended may be given up all the same: what it read was being written.
bool rmx_newer_may_drop(const struct rmx_newer *newer);
void rmx_newer_end(struct rmx_newer *newer, bool was_given_up);
