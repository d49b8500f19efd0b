// SPDX-License-Identifier: GPL-3.0-or-later
// How much of its picture a JPEG holds whose file ends too early, and in how many passes.
//
// In:  a path that the caller has already allowed. Out: a count, and words for it.
// Thread: any.
#pragma once

#include "media/patience.h"

enum rmx_jpeg_rest {
    RMX_JPEG_WHOLE, // nothing of the picture is missing, though the end marker may be
    RMX_JPEG_CUT,   // `why` says how much is there
    RMX_JPEG_NONE,  // no JPEG, or damaged otherwise
};

// Decodes an eighth of the size, to find where the bytes end. `why` is one line. What is not done
// in time is none.
enum rmx_jpeg_rest rmx_jpeg_rest(const char *path, struct rmx_patience *patience, char *why,
                                 size_t why_size);

// How many passes over the picture the file holds, counted up to one more than `most`; 1 of a file
// that is none, or has all in one.
int rmx_jpeg_passes(const char *path, int most);
