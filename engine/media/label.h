// SPDX-License-Identifier: GPL-3.0-or-later
// A line of text as a picture of its ink.
#pragma once

#include <stdbool.h>

struct rmx_label {
    int width, height;
    unsigned char *cover; // 0 paper to 255 ink; rows from the top to the bottom
};

// The text is as it is: no markup. False where it cannot be set (logged).
bool rmx_label_make(const char *text, int size_px, struct rmx_label *label);
void rmx_label_finish(struct rmx_label *label);
