// SPDX-License-Identifier: GPL-3.0-or-later
// When files that are being written may be read: once they have been left alone for a moment.
//
// In:  times. Out: whether it is time, and how long until then. Pure. Zero: nothing has changed.
#pragma once

#include <stdbool.h>

struct rmx_quiet {
    double since_ms, last_ms; // the first change and the last one; 0: none
};

// Something may have changed. True where nothing had before.
bool rmx_quiet_suspect(struct rmx_quiet *quiet, double now_ms);
// What changed was left alone for so long, or keeps changing all the time.
bool rmx_quiet_is_over(const struct rmx_quiet *quiet, double now_ms, int debounce_ms);
