// SPDX-License-Identifier: GPL-3.0-or-later
// What the two sides of media/apart.h say to each other.
#pragma once

#include "media/image.h"

#include <limits.h>
#include <stdint.h>

#define RMX_APART_WORD "--decode-pictures"

// With each request come two descriptors: that of the file, for which the path is a name alone, and
// one to which the answer goes: a reply, then the pixels where it has some.
enum { RMX_APART_FILE, RMX_APART_ANSWER, RMX_APART_DESCRIPTORS };
struct rmx_apart_request {
    struct rmx_image_params image; // but for the path
    bool pixels;
    char path[PATH_MAX];
};

// Plain numbers: whoever wrote them may have been broken into.
struct rmx_apart_reply {
    int32_t status, width, height, bytes_per_channel, file_width, file_height;
    uint8_t has_alpha, lacks_end, shrunk, has_pixels;
    char why[200];
};

// Never returns; until the other side is gone.
void rmx_apart_serve(void) __attribute__((noreturn));
