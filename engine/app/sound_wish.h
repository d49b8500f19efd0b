// SPDX-License-Identifier: GPL-3.0-or-later
// --sound: what is heard in place of what the scene says.
//
// In:  the option's text. Out: a wish; what is wrong with it is said on standard error.
#pragma once

#include "app/options.h"

#define RMX_SOUND_WISHES "file:PATH, input, input:NAME, monitor, monitor:NAME or silence"

// RMX_EXIT_OK, also where nothing was said; else another exit code, after the reason was said. The
// name points into the option's text.
int rmx_sound_wish_read(const struct rmx_options *options, struct rmx_sound_wish *wish);
