// SPDX-License-Identifier: GPL-3.0-or-later
// Decodes a sound file around a moment that moves, on a thread of its own, into a ring.
//
// In:  a file, where it is heard. Out: its samples from a little before that to 1.5 s behind it;
// what was heard takes no memory.
#pragma once

#include "control/aloud_ring.h"

#include <stddef.h>

struct rmx_aloud_feed;

enum { RMX_ALOUD_CHANNELS = 8 }; // at most

struct rmx_aloud_feed_params {
    const char *path; // NULL: silence
    bool is_hushed;   // what is wrong with the file is logged by others
    // On the thread: the sample that is heard now, and whether nothing is, so that others may take
    // the place of what is there.
    void *data;
    long long (*place)(void *data);
    bool (*is_silent)(void *data);
};

// NULL: it is no sound; `why` has a phrase then.
struct rmx_aloud_feed *rmx_aloud_feed_create(const struct rmx_aloud_feed_params *params, char *why,
                                             size_t why_size);
void rmx_aloud_feed_destroy(struct rmx_aloud_feed *feed); // NULL is fine

struct rmx_aloud_ring *rmx_aloud_feed_ring(const struct rmx_aloud_feed *feed); // to be read
// 1, 2, 4, 6 or 8, in libav's order; of other files all in one.
int rmx_aloud_feed_channels(const struct rmx_aloud_feed *feed);
