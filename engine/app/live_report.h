// SPDX-License-Identifier: GPL-3.0-or-later
// What a show says of a load of the scene: its errors and warnings, as other commands print them.
//
// In:  a generation. Out: lines for the performer.
// Thread: the loader's.
#pragma once

#include "app/options.h"
#include "runtime/generation.h"

struct rmx_live {
    const struct rmx_options *options;
    struct rmx_settings settings;              // of every load
    void (*say)(void *data, const char *text); // lines for the performer; thread: any
    void *say_data;
};

// `live`: a struct rmx_live. Says nothing where there is nothing to be said.
void rmx_live_report(void *live, const struct rmx_generation *generation);
