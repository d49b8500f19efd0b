// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures one after another in one PNG that plays for ever (APNG: PNG third edition, 11.3.6).
//
// In:  pictures of one size, in order. Out: a whole file or none; where animation is not known, the
//      first picture stands.
// Thread: one at a time.
#pragma once

#include "write/still.h"

struct rmx_loop_params {
    const char *path;
    int frames; // as many as are added
    double
        seconds; // how long each is shown, up to 65535; written as a fraction, such as 1001/30000
};

struct rmx_loop;

// NULL with errno set: no file could be begun, or memory is short.
struct rmx_loop *rmx_loop_begin(const struct rmx_loop_params *params);
// Adds a picture of 8 or 16 bits a channel. False with errno set.
bool rmx_loop_add(struct rmx_loop *loop, const struct rmx_picture *picture,
                  const struct rmx_still_params *params);
// Ends the file where all frames are in it, else removes it; frees the loop. False, with errno set,
// where no whole file stands at the path. NULL is fine, and false.
bool rmx_loop_end(struct rmx_loop *loop);
