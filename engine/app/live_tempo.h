// SPDX-License-Identifier: GPL-3.0-or-later
// Whose tempo a show has: the scene's `tempo:` says which of a MIDI clock, Ableton Link and the
// sound its beat follows; what taps and messages set is in the show's controls.
//
// In:  the frames of a show, a MIDI clock. Out: the line that the controls' beat follows.
// Thread: the show's, but for rmx_live_tempo_clock. Nothing is opened before a scene asks for it.
#pragma once

#include "control/midi_bytes.h"
#include "show/show.h"

struct rmx_live_tempo;

// `say` as in struct rmx_show_voice.
struct rmx_live_tempo *rmx_live_tempo_create(void (*say)(void *data, const char *text), void *data);
// NULL is fine.
void rmx_live_tempo_destroy(struct rmx_live_tempo *live);
void rmx_live_tempo_begin(struct rmx_live_tempo *live, struct rmx_show *show);
void rmx_live_tempo_frame(struct rmx_live_tempo *live, const struct rmx_show_frame *frame);
// Any thread: what a MIDI clock says, and when it came by rmx_clock_ms. As struct rmx_midi_to wants
// it; `live`: a struct rmx_live_tempo.
void rmx_live_tempo_clock(void *live, enum rmx_midi_clock kind, int number, double time_ms);
