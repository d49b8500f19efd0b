// SPDX-License-Identifier: GPL-3.0-or-later
// Names of --midi that no device has: said once, a moment after devices are looked for.
//
// In:  devices that come, on any thread; the time. Out: lines.
// Thread: one, but for rmx_live_midi_missing_note.
#pragma once

#include "app/options.h"
#include "base/text.h"

struct rmx_live_midi_missing;

// `wanted` outlives it.
struct rmx_live_midi_missing *rmx_live_midi_missing_create(const struct rmx_list *wanted);
void rmx_live_midi_missing_destroy(struct rmx_live_midi_missing *missing); // NULL is fine
// A device is here.
void rmx_live_midi_missing_note(struct rmx_live_midi_missing *missing, const char *device);
// Devices are looked for, at that time of base/clock.h. True: `line` got what is to be said.
bool rmx_live_midi_missing_say(struct rmx_live_midi_missing *missing, double now_ms,
                               struct rmx_text *line);
