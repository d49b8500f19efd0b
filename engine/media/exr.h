// SPDX-License-Identifier: GPL-3.0-or-later
// OpenEXR files, which libvips opens by their path alone.
//
// In:  a path that the caller has already allowed, how many pixels it may have.
// Out: an image of light with straight alpha; NULL with words in libvips's buffer. Thread: any.
#pragma once

typedef struct _VipsImage VipsImage;

VipsImage *rmx_exr_open(const char *path, long long most_pixels);
