// SPDX-License-Identifier: GPL-3.0-or-later
// A text as a picture of its ink, set by Pango as libvips brings it.
//
// In:  UTF-8 text (what is none becomes U+FFFD), a style. Out: how much of each pixel is ink, and
// where it stands on its line. Thread: any; one text is set at a time.
#pragma once

#include <stdbool.h>

enum rmx_weight {
    RMX_WEIGHT_REGULAR,
    RMX_WEIGHT_MEDIUM,
    RMX_WEIGHT_STRONG,
};

// Zero is the default.
struct rmx_label_style {
    double size_px; // of the letters' square
    enum rmx_weight weight;
    double tracking_px; // between the letters
    bool tabular;       // figures of one width
    int width_px;       // where lines break; 0: they do not
    const char *family; // names, the nearest first; NULL: Inter, else DejaVu Sans, else any
};

struct rmx_label {
    int width, height;    // of the ink, in pixels
    int left, top;        // of the ink, from where the line begins and from its top
    unsigned char *cover; // 0 paper to 255 ink; rows from the top to the bottom
};

// The text is as it is: no markup. False where it cannot be set (logged); a text without ink is set
// and has no size.
bool rmx_label_set(const char *text, const struct rmx_label_style *style, struct rmx_label *label);
// In the system's own sans.
bool rmx_label_make(const char *text, int size_px, struct rmx_label *label);
void rmx_label_finish(struct rmx_label *label);
