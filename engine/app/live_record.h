// SPDX-License-Identifier: GPL-3.0-or-later
// live --record: what comes into a show, into a file.
#pragma once

#include "app/options.h"
#include "show/recorder.h"

// False after an error, which was said. `recorder` is NULL without --record.
bool rmx_live_record(const struct rmx_options *options, const struct rmx_settings *settings,
                     void (*say)(void *data, const char *text), void *say_data,
                     struct rmx_recorder **recorder);
