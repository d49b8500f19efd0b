// SPDX-License-Identifier: GPL-3.0-or-later
// The table of --timings.
#pragma once

#include "app/render_meter.h"
#include "runtime/player.h"

// On standard error. Decoding runs beside the rest, so the rows need not add up to the whole.
void rmx_print_timings(const struct rmx_player *player, const struct rmx_render_meter *meter,
                       double encode_ms, double whole_ms);
