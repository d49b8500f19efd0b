// SPDX-License-Identifier: GPL-3.0-or-later
// What a show says of a load of the scene: its errors and warnings, as other commands print them.
//
// In:  a generation. Out: lines for the performer.
// Thread: the loader's.
#pragma once

#include "app/options.h"
#include "app/waiting.h"
#include "runtime/generation.h"

// Of the last load.
struct rmx_live_reported {
    bool was_whole;
    int width, height;
    char *words; // NULL: there was none
};

struct rmx_live {
    const struct rmx_options *options;
    struct rmx_settings settings;              // of every load
    void (*say)(void *data, const char *text); // lines for the performer; thread: any
    void *say_data;
    struct rmx_live_reported reported;
    struct rmx_waiting *first; // for the first report; NULL: it was said, or no one waits
};

// After the last report.
void rmx_live_finish(struct rmx_live *live);
// `live`: a struct rmx_live. Says nothing where there is nothing to be said: warnings once, and of
// a good load one line on a terminal.
void rmx_live_report(void *live, const struct rmx_generation *generation);
