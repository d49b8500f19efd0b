// SPDX-License-Identifier: GPL-3.0-or-later
// The still key of a show: this frame as `render` would draw it, into SCENE-FRAME.png here.
//
// In:  where the show stands. Out: a file, and the command that makes it again, or why none does.
// Thread: the loader's.
#pragma once

#include "app/live_report.h"
#include "show/show.h"

struct rmx_still_taker rmx_live_still(struct rmx_live *live);
