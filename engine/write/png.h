// SPDX-License-Identifier: GPL-3.0-or-later
// PNG of 8 bits: filtered and wrapped by stb_image_write, deflated by libisal, in strips on all
// cores.
//
// Each strip is a run of rows that stb writes as a picture of its own; their data chunks, one
// behind the other, are the file's. Strips do not depend on the number of cores, so the bytes do
// not either.
#pragma once

#include <stdbool.h>

struct rmx_png_params {
    int width, height;           // at most 2^26 wide
    const unsigned char *pixels; // RGBA, rows from the bottom to the top
    bool alpha;                  // kept where true
    int compress;                // libisal's level, 0 to 3; 1 is the fastest for its size
    double dpi;                  // 0: not said
    const char *xmp;             // a packet; NULL: none
};

// Writes to a file or a pipe. False with errno set; what was written until then stays.
bool rmx_png_write(int fd, const struct rmx_png_params *params);
