// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a scene's pictures on threads: first all their headers, then their pixels.
//
// In:  what to load. Out: sizes as soon as they are known, pixels as they are finished.
// Thread: the caller's; the workers are joined by destroy. At most a few decoded pictures wait.
#pragma once

#include "base/wanted.h"
#include "media/image.h"

struct rmx_decoded {
    int index;                    // into the params
    enum rmx_image_status status; // of the header, then of the pixels
    struct rmx_image image;       // after the header: sizes only
    int file_width, file_height;  // upright
    bool shrunk;
    bool is_fitted; // to what all may take together
    char why[200];  // the loader's words where status is not OK
};

enum rmx_decode {
    RMX_DECODE_HEADERS,
    RMX_DECODE_FAULTS, // pixels too, but only drawings enlarged: whether they can be read
    RMX_DECODE_PIXELS,
};

struct rmx_decoder;

// Starts at most one worker a core. The paths in `params` must outlive the decoder. Once all
// headers are known, pictures that take more than `most_bytes` together as textures are made
// smaller; what is decoded and waits takes a third of that (or is one picture). What is only looked
// at for its header or its faults is not read where `cache_folder` (NULL will do) holds that it was
// read before (runtime/verdicts.h): it has no pixels then. `wanted` is asked by whoever waits for
// pictures. NULL where no thread can be started (logged).
struct rmx_decoder *rmx_decoder_create(const struct rmx_image_params *params, int count,
                                       enum rmx_decode what, long long most_bytes,
                                       const char *cache_folder, const struct rmx_wanted *wanted);
// Lets what runs end, drops what waits. NULL is fine.
void rmx_decoder_destroy(struct rmx_decoder *decoder);

// Waits until every header is read; `count` entries. The pixels are not to be touched. NULL: they
// are not wanted any more.
const struct rmx_decoded *rmx_decoder_headers(struct rmx_decoder *decoder);
// Waits for the next finished picture, good or bad; NULL when all were handed out, or are not
// wanted any more. The caller finishes the image.
struct rmx_decoded *rmx_decoder_next(struct rmx_decoder *decoder);
// When the last picture was finished (rmx_clock_ms); 0 before.
double rmx_decoder_finished_ms(struct rmx_decoder *decoder);
