// SPDX-License-Identifier: GPL-3.0-or-later
// Values by name, handed from any thread to one.
//
// In:  names and numbers, from any thread. Out: each name once with its newest numbers, in the
// order in which the names came; to one thread. Putting waits for no other thread's work. Bounded:
// so many different names wait at most. Those are never dropped: a further one is refused.
#pragma once

#include <stdbool.h>

struct rmx_inbox;

enum { RMX_INBOX_NAME = 128 }; // bytes, with the closing zero

struct rmx_inbox *rmx_inbox_create(int most_names);
void rmx_inbox_destroy(struct rmx_inbox *inbox); // NULL is fine

// `over_s`: in how many seconds it is to become that value. False: the name is too long, or too
// many others wait.
bool rmx_inbox_put(struct rmx_inbox *inbox, const char *name, double value, double over_s);
// Whether something waits.
bool rmx_inbox_waits(const struct rmx_inbox *inbox);
// Calls `take` for what waits; the names live until the next call. Costs next to nothing where
// nothing does.
void rmx_inbox_take(struct rmx_inbox *inbox,
                    void (*take)(void *data, const char *name, double value, double over_s),
                    void *data);
