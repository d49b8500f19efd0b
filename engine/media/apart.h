// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures whose decoders may run long, fall, or be broken into: read by a process of their own.
//
// In:  what rmx_image_probe and rmx_image_load get. Out: what they give; a decoder that is not done
// in time is killed, and one that falls takes nothing with it.
// One process waits, started with the first such picture: this program again. It forks another one
// for each picture, which has that one file, a bound for its memory and time, and no system call
// but those that decoding wants (media/confine.h). All of them end with this program.
// Thread: any.
#pragma once

#include "media/image.h"

// To be called first in main, while there are no threads; does not return where this is the start
// of such a process. Without it all pictures are read in this process, which tests and fuzzing
// want.
void rmx_apart_begin(int argc, char **argv);
// Whether that file is read apart: all but JPEG, PNG, TIFF and WebP, which can be ended where they
// are read here. But a JPEG of more passes than cameras and programs write, and what is decoded in
// pieces of more than 64 MiB (media/pieces.h).
bool rmx_apart_wants(const char *path);

// `pixels`: as rmx_image_load, else as rmx_image_probe. NULL will do as there.
struct rmx_apart_params {
    const struct rmx_image_params *image;
    bool pixels;
};
struct rmx_apart_out {
    struct rmx_image image;
    int file_width, file_height;
    bool shrunk;
    char why[200];
};
enum rmx_image_status rmx_apart_read(const struct rmx_apart_params *params,
                                     struct rmx_apart_out *out);
