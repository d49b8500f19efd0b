// SPDX-License-Identifier: GPL-3.0-or-later
// OSC messages as they are acted on, and those whose time has not come, in its order.
//
// In:  messages, the time. Out: those that are due. Bounded: 1024 wait at most, an hour at most.
// Not thread-safe.
#pragma once

#include "control/osc_message.h"
#include "control/osc_sockets.h"

enum { RMX_OSC_LATER = 1024, RMX_OSC_ADDRESS = 256 };

// What is left of a message: its address and its first two numbers.
struct rmx_osc_delivery {
    char address[RMX_OSC_ADDRESS];
    double due_ms; // by rmx_clock_ms
    int arguments;
    double number, over_s; // NaN where there is none
    struct rmx_osc_peer from;
};

struct rmx_osc_later {
    struct rmx_osc_delivery *waiting[RMX_OSC_LATER];
    int count;
};

// By the clock of the day: seconds since 1900 in 2^-32.
uint64_t rmx_osc_now(void);
// When a time tag is due by the clock that is never set, as both stand now.
double rmx_osc_due_ms(uint64_t tag, uint64_t now, double now_ms);

// False: there is no room, or it is due in more than an hour.
bool rmx_osc_later_add(struct rmx_osc_later *later, const struct rmx_osc_delivery *delivery,
                       double now_ms);
// The next one that is due by now, to be freed by the caller; NULL: none is.
struct rmx_osc_delivery *rmx_osc_later_take(struct rmx_osc_later *later, double now_ms);
// Milliseconds until the next one is due; -1: none waits.
int rmx_osc_later_wait_ms(const struct rmx_osc_later *later, double now_ms);
void rmx_osc_later_finish(struct rmx_osc_later *later);
