// SPDX-License-Identifier: GPL-3.0-or-later
// The monotonic clock: for timings and pacing, never for the picture; and the date, where a show
// begins.
#pragma once

// Milliseconds since a fixed point in time.
double rmx_clock_ms(void);
// Milliseconds of processor time that this thread has had.
double rmx_clock_thread_ms(void);
// Year month day hour minute second, where the program runs.
void rmx_clock_date(double date[6]);
