// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a picture's file has come to its end, without decoding it: for files that are being
// written.
//
// In:  a path. Out: by the marks that its format has for its end. Thread: any.
#pragma once

#include <stdbool.h>

// False where the file is empty, or its format has a mark that is missing; true for all others,
// also where it cannot be read.
bool rmx_picture_is_whole(const char *path);
