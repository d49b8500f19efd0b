// SPDX-License-Identifier: GPL-3.0-or-later
// The monotonic clock: for timings and pacing, never for the picture.
#pragma once

// Milliseconds since a fixed point in time.
double rmx_clock_ms(void);
