// SPDX-License-Identifier: GPL-3.0-or-later
// Generations for a show: app/load as struct rmx_loader, and what a show is to watch.
//
// In:  the command line. Out: functions that read the scene that it names.
// Thread: the loader's.
#pragma once

#include "app/options.h"
#include "runtime/generation.h"
#include "show/loader.h"

struct rmx_live {
    const struct rmx_options *options;
    struct rmx_settings settings;              // of every load
    void (*say)(void *data, const char *text); // lines for the performer; thread: any
    void *say_data;
};

struct rmx_loader rmx_live_loader(struct rmx_live *live);
