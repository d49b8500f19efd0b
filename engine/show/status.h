// SPDX-License-Identifier: GPL-3.0-or-later
// The line that a terminal shows once a second: frame rate, frame time, GPU time, passes, the
// tempo, and how loud what is heard was.
//
// In:  every frame's times. Out: a text.
// Pure: the clock comes in.
#pragma once

#include <stdbool.h>

enum { RMX_STATUS_FRAMES = 512 };

// The levels of enum rmx_heard_number, by their numbers.
enum { RMX_STATUS_LEVELS = 5 };

struct rmx_status {
    double since_ms, last_ms; // of this second; of the last frame
    double gaps_ms[RMX_STATUS_FRAMES];
    int count;
    double gpu_ms, cpu_ms;              // sums
    long long drawn, skipped;           // as counted where this second began
    long long last_drawn, last_skipped; // with the last frame
    double levels[RMX_STATUS_LEVELS];   // the most of this second; below 0: never heard
};

struct rmx_status_frame {
    double shown_ms; // when it was
    double cpu_ms, gpu_ms;
    long long passes_drawn, passes_skipped; // counts since the start
    double bpm;                             // 0: not known yet
    double levels[RMX_STATUS_LEVELS];       // 0..1; below 0: that one is not listened to
};

// Room for a line.
enum { RMX_STATUS_LINE = 256 };

// True once a second: then `line` has that second.
bool rmx_status_frame(struct rmx_status *status, const struct rmx_status_frame *frame, char *line,
                      int line_size);
