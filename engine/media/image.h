// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures from files, as the renderer wants them: sRGB, upright, RGBA, bottom row first.
//
// In:  a path that the caller has already allowed (regular file).
// Out: pixels on the heap. Colour space: sRGB-encoded. Alpha: premultiplied where has_alpha,
// else 1. Thread: any; several images decode at once.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

// Starts libvips, as all that wants it does, and blocks those of its untrusted loaders that have
// not been tried here (media/start.c). Idempotent, thread-safe. False where libvips cannot start.
bool rmx_media_start(void);
// To be called first in main, while there are no threads: libvips then starts without its modules,
// which pull in forty libraries, and loads those that a picture needs when one is met.
void rmx_media_start_lean(void);

struct rmx_image {
    int width, height;
    int bytes_per_channel; // 1, or 2 where the file holds 16 bits (unsigned normalized)
    bool has_alpha;
    bool shrinks_far;      // loaded at twice the size of its place or more, each way
    int halvings_to_spare; // after so many it is still four times as large, each way
    bool lacks_end;        // a JPEG without its last bytes, of whose picture nothing is missing
    bool holds_all;        // whoever decodes it holds all rows of the file at once
    unsigned char *pixels; // RGBA, rows from the bottom to the top, no padding
};

enum rmx_image_status {
    RMX_IMAGE_OK,
    RMX_IMAGE_UNREADABLE, // no picture, truncated, or a format that is blocked
    RMX_IMAGE_TOO_LARGE,  // more than the limit of pixels: refused before a pixel was decoded
    RMX_IMAGE_LATE,       // not decoded within the patience: given up
};

struct rmx_image_params {
    const char *path;
    long long most_pixels; // 0: rmx_image_most_pixels
    int longest_side; // the texture limit: larger pictures are shrunk (and *shrunk says so); 0:
                      // 16384
    // The picture is enlarged once (bicubic: what libvips 8.14 does of lanczos3) where it would
    // cover fewer pixels than this place needs; 0: never. It is never enlarged past longest_side.
    // `cover`: both sides must reach the place, else one of them.
    int place_width, place_height;
    bool cover;
    bool only_drawings;   // are enlarged, which are drawn at that size: how long that takes depends
                          // on it
    double patience_s;    // for each call; 0: RMX_PATIENCE_S
    long long most_bytes; // that decoding a file apart (media/apart.h) may take; 0: no bound
    // True, from any thread: nobody wants it any more, and what it is for may end unread. NULL:
    // never.
    const atomic_bool *is_given_up;
};

#define RMX_PATIENCE_S 10.0
double rmx_image_patience_s(const struct rmx_image_params *params);
int rmx_image_longest_side(const struct rmx_image_params *params);
// How many times as large a file's picture of that size becomes, each way.
double rmx_image_scale(const struct rmx_image_params *params, bool is_drawing, int width,
                       int height);

// How many pixels a file of that format may have: 512 * 1024 * 1024, or a quarter of that.
long long rmx_image_most_pixels(const char *path);

// Starts libvips where that file is to be read by it, which takes a while.
void rmx_image_prepare(const struct rmx_image_params *params);

// Header only: no pixels are decoded. The size is what rmx_image_load of the same params would give
// (after orientation, shrinking and enlarging), and so is has_alpha; pixels stay NULL.
// `file_width`, `file_height` (NULL will do) get the file's own upright size, `why` as below.
enum rmx_image_status rmx_image_probe(const struct rmx_image_params *params,
                                      struct rmx_image *image, int *file_width, int *file_height,
                                      char *why, size_t why_size);

// Loads and converts: orientation, ICC to sRGB, grey, CMYK, 16 bits, alpha. `why` (may be NULL)
// gets words on failure, one line, cut to fit: libvips's, or how much of a cut JPEG is there.
enum rmx_image_status rmx_image_load(const struct rmx_image_params *params, struct rmx_image *image,
                                     bool *shrunk, char *why, size_t why_size);
void rmx_image_finish(struct rmx_image *image); // frees the pixels
