// SPDX-License-Identifier: GPL-3.0-or-later
// A JPEG that libjpeg reads no longer than a patience lasts: asked as it goes on, and as it wants
// bytes, since between two markers it passes over whatever there is.
//
// Private to media/.
#pragma once

#include "media/patience.h"

#include <stdio.h>
// After stdio.h, which it wants.
#include <jpeglib.h>

struct rmx_jpeg_watch {
    struct jpeg_progress_mgr progress; // first: libjpeg's own pointer leads here
    struct rmx_patience *patience;
    boolean (*fill)(j_decompress_ptr jpeg);
};

// Once it is created, its error handler set: reads `file`. The end of the patience is an error.
void rmx_jpeg_watch(struct rmx_jpeg_watch *watch, j_decompress_ptr jpeg, FILE *file,
                    struct rmx_patience *patience);
