// SPDX-License-Identifier: GPL-3.0-or-later
// How long a picture may take to be read: asked at each piece of its file and at each of its rows.
//
// In:  the patience of struct rmx_image_params, and its flag. Out: an image of libvips that fails
// once the time is over, or once nobody wants it any more. What a decoder makes in one go
// (media/pieces.h) is not cut short. Thread: any; libvips asks on its own.
#pragma once

#include "media/image.h"
#include "media/vips.h"

struct rmx_patience {
    double until_ms;
    const atomic_bool *is_given_up; // NULL: never
    atomic_bool is_over;            // it was asked, and was over
};

// From now on.
void rmx_patience_begin(struct rmx_patience *patience, const struct rmx_image_params *params);
bool rmx_patience_is_over(struct rmx_patience *patience);
// Whether it ended what was read, and that for its time.
bool rmx_patience_was_late(const struct rmx_patience *patience);

// Both fail once it is over, which lives longer than they do. The source of a file, which it takes
// a copy of; NULL: libvips's words. The image takes the place of the one that is given; NULL stays.
VipsSource *rmx_patience_source(struct rmx_patience *patience, int fd);
VipsImage *rmx_patience_rows(struct rmx_patience *patience, VipsImage *image);
