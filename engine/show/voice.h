// SPDX-License-Identifier: GPL-3.0-or-later
// How a show speaks to the performer without knowing where and in which words: functions of app/.
#pragma once

#include "runtime/generation.h"

struct rmx_show_voice {
    void *data;
    void (*say)(void *data, const char *text); // a line or more; thread: any; NULL: silence
    // The same of what --quiet leaves out.
    void (*warn)(void *data, const char *text);
    // The line that is written over once a second; NULL: it is not shown.
    void (*status)(void *data, const char *line);
    // What a load of the scene has found; thread: the loader's; NULL: it is not reported.
    void (*report)(void *data, const struct rmx_generation *generation);
};
