// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of many named channels, with texts in its header, as an OpenEXR file.
//
// In:  rows of 32-bit floats, asked for from the top to the bottom.
// Out: a whole file or none: written beside and renamed.
// Thread: any; several at once.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rmx_exr_text {
    const char *name; // at most 31 bytes
    const char *value;
};

struct rmx_exr_params {
    int width, height;
    const char *const *channels; // in the order of a row's floats: "R", "CryptoSource00.R"
    int channel_count;
    const struct rmx_exr_text *texts; // attributes of the type `string`
    int text_count;
    // Writes row `y`, 0 at the top: width * channel_count floats, a pixel's beside each other.
    void (*fill_row)(void *data, int y, float *row);
    void *data;
};

// False with one sentence in `why` (NULL will do), for exit code 73; then nothing new stands at
// `path`.
bool rmx_exr_write(const char *path, const struct rmx_exr_params *params, char *why,
                   size_t why_size);
