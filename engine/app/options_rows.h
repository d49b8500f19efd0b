// SPDX-License-Identifier: GPL-3.0-or-later
// The table of options: a row says who takes one, what it takes, and where that is kept.
//
// In:  nothing. Out: static data. Pure.
#pragma once

#include "app/options.h"

#include <stddef.h>

enum rmx_option_kind {
    RMX_OPTION_FLAG,
    RMX_OPTION_COUNT,
    RMX_OPTION_TEXT,
    RMX_OPTION_LIST,
    RMX_OPTION_NUMBER,
    RMX_OPTION_WHOLE,
    RMX_OPTION_DEPTH,
    RMX_OPTION_DURATION,
    RMX_OPTION_BYTES,
    RMX_OPTION_SIZE,
    RMX_OPTION_WINDOW,
    RMX_OPTION_PRINT,
    RMX_OPTION_FRAMES,
    RMX_OPTION_SEEDS,
    RMX_OPTION_CROP
};

struct rmx_option_row {
    const char *name;
    char letter; // 0: none
    enum rmx_option_kind kind;
    const char *argument;
    size_t offset;
    double least, most;   // of numbers
    const char *commands; // "": all
    const char *help;
};

enum { RMX_MOST_OPTION_ROWS = 128 };

// The one at `index`, from 0, in the help's order; NULL behind the last.
const struct rmx_option_row *rmx_option_row(int index);
