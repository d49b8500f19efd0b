// SPDX-License-Identifier: GPL-3.0-or-later
// render --replay: frames of a show that was recorded, into files.
#pragma once

#include "app/command.h"

// An exit code; what went wrong was said.
int rmx_render_replay(const struct rmx_options *options);
