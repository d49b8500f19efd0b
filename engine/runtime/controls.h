// SPDX-License-Identifier: GPL-3.0-or-later
// The one home of what is set while a scene plays: the signals that are provided (knobs,
// pointer, tempo), by name. A value stays from one load of the scene to the next.
//
// In:  settings, scenes, what keys and other threads set. Out: the numbers of a frame.
// Thread: the player's, but for rmx_controls_set and rmx_controls_glide. What was set from another
// thread holds from the start of the next frame on.
#pragma once

#include "base/signals.h"
#include "runtime/beat.h"
#include "runtime/settings.h"
#include "scene/scene.h"

struct rmx_controls;

// The pointer in the middle, and what the settings set; NULL: they set nothing.
struct rmx_controls *rmx_controls_create(const struct rmx_settings *settings);
void rmx_controls_destroy(struct rmx_controls *controls); // NULL is fine

// Any thread: a knob, `mouse.x`, `bpm` (1 to 1000) or any other signal that is provided; it is
// clamped to its range. A name that the scene does not have waits for a load that has it; one that
// is set is not moved by the pointer any more. False: 1024 other names wait already, or the name is
// too long.
bool rmx_controls_set(struct rmx_controls *controls, const char *name, double value);
// The same, but it goes there evenly, in so many seconds of the scene's time.
bool rmx_controls_glide(struct rmx_controls *controls, const char *name, double value,
                        double over_s);

// The scene that is played from now on, which must live until the next call. What was set or moved
// stays, within its range; a knob whose own `at:` was edited since the last load stands there.
void rmx_controls_bind(struct rmx_controls *controls, const struct rmx_scene *scene);
// Whether something was set that no frame has taken yet.
bool rmx_controls_wait(const struct rmx_controls *controls);
// At the start of the frame at that time: what was set since the last one holds now, what glides is
// on its way; where time jumps back, it goes on from where it stands. The numbers are parallel to
// scene->signals (struct rmx_frame_inputs), and live until the next bind.
const double *rmx_controls_take(struct rmx_controls *controls, double time_s);
// The same as they stand, with the time when each was last set.
const struct rmx_signal_values *rmx_controls_values(const struct rmx_controls *controls);
// What the frame that was taken has for a tempo, which one that is set goes on from.
void rmx_controls_note_tempo(struct rmx_controls *controls, double bpm, double beat);
// Whether tempo or beat are others than the scene's own make them; as runtime/beat.h says.
bool rmx_controls_has_tempo(const struct rmx_controls *controls);
const struct rmx_beat *rmx_controls_beat(const struct rmx_controls *controls);
// A tap, at that time of the clock and of the scene: alone it sets the one, several the tempo, too.
// Returns that tempo; 0: it is alone, or a bounce.
double rmx_controls_tap(struct rmx_controls *controls, double now_ms, double time_s);
// The beat is to be so much further on, the tempo the same.
void rmx_controls_nudge(struct rmx_controls *controls, double beats);
// Whom the beat follows from now on; NULL: no one.
void rmx_controls_follow(struct rmx_controls *controls, const struct rmx_beat_line *line);
// Where knob `knob` of the bound scene stands.
double rmx_controls_knob(const struct rmx_controls *controls, int knob);
// Where the pointer is, 0..1 within the picture, from the bottom left.
void rmx_controls_point(struct rmx_controls *controls, double x, double y);

// The chosen knob moves on in the scene's order (`step` 1 or -1); -1 where the scene has none.
int rmx_controls_choose(struct rmx_controls *controls, int step);
// The chosen one, chosen now where none was; -1 as above.
int rmx_controls_chosen(struct rmx_controls *controls);
// Moves a knob by a part of its way.
void rmx_controls_move(struct rmx_controls *controls, int knob, double part);
// Whether signal `name` was moved or set since rmx_controls_forget_moves, or the start.
bool rmx_controls_was_moved(const struct rmx_controls *controls, const char *name);
void rmx_controls_forget_moves(struct rmx_controls *controls);

// --- Gestures: knobs that are moved, by whomever, while that is recorded, loop afterwards in time
// with the beat, as runtime/gesture.h says, until each is moved again or its `at:` is edited.
// Begins with the beat of the frame that was taken last.
void rmx_controls_record(struct rmx_controls *controls);
bool rmx_controls_is_recording(const struct rmx_controls *controls);
struct rmx_controls_loops {
    int count;           // of the knobs that loop from now on
    double beats;        // how long each loop is
    const char *stopped; // where none was moved: the chosen knob, whose loop has ended; NULL
};
// Ends it.
struct rmx_controls_loops rmx_controls_loop(struct rmx_controls *controls);
