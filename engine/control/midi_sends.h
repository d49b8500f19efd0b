// SPDX-License-Identifier: GPL-3.0-or-later
// Values on their way to MIDI devices: of each control the newest one, and not too often.
//
// In:  controls and values, from any thread. Out: what is due now, to one thread.
#pragma once

#include "base/midi.h"

struct rmx_midi_sends;

struct rmx_midi_sends *rmx_midi_sends_create(void);
void rmx_midi_sends_destroy(struct rmx_midi_sends *sends); // NULL is fine

// False: it is no number, or there is no room for a further control.
bool rmx_midi_sends_put(struct rmx_midi_sends *sends, const struct rmx_midi_control *control,
                        double value);
// All that was ever put is due again: a device has come.
void rmx_midi_sends_again(struct rmx_midi_sends *sends);
// Calls `send` for what is due; what that one refuses is due later. In how many milliseconds the
// next one is; -1: none waits.
int rmx_midi_sends_take(struct rmx_midi_sends *sends, double now_ms,
                        bool (*send)(void *data, const struct rmx_midi_control *control,
                                     double value),
                        void *data);
