// SPDX-License-Identifier: GPL-3.0-or-later
// Colour profiles: whether a picture is sRGB already, so that no transform is needed.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// True where an ICC profile calls itself sRGB in its description (ICC.1:2010, 9.2.41 and 10.15; the
// older text type of ICC.1:2001 too). Most photographs carry such a one, and a transform from sRGB
// to sRGB costs more than decoding. Any bytes will do.
bool rmx_profile_is_srgb(const void *profile, size_t length);
