// SPDX-License-Identifier: GPL-3.0-or-later
// Starts libvips without its modules, and loads the formats that a picture turns out to need.
//
// Thread: any, once rmx_media_start has returned.
#pragma once

#include "base/formats.h"

#include <stdbool.h>

// HEIC, AVIF and JPEG XL, after a lean start. True where they came later than libvips itself: what
// could not be opened is worth a second try.
bool rmx_media_more_formats(enum rmx_format_reader reader);
// Libraries say nothing on standard error any more.
void rmx_media_be_quiet(void);
