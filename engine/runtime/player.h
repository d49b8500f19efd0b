// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a generation: a frame's numbers, its drawing, its pixels. The one frame loop of stills,
// films and windows.
//
// In:  a generation with a renderer, controls, frame numbers. Out: the scene's picture, in the
// renderer or in memory.
// Thread: the one whose context the renderer has entered.
#pragma once

#include "media/picture.h"
#include "plan/values.h"
#include "runtime/controls.h"
#include "runtime/generation.h"
#include "runtime/tape.h"

// Provides some of a frame's numbers, from outside this room.
struct rmx_feeder {
    void *self;
    // Before the numbers of a frame are made of them: `numbers`, parallel to scene->signals, are as
    // the controls say, and it sets those that are its own. The player's context is current, as for
    // drawing. NULL: there is no feeder.
    void (*before)(void *self, long long frame, double fps, double *numbers);
};

// What makes a frame for files take long, and how far that is.
enum rmx_player_wait {
    RMX_PLAYER_ON_THE_WAY, // frames before it
    RMX_PLAYER_SAMPLES,
    RMX_PLAYER_PARTS, // of a pass that takes long: hundredths, and seconds in all
};
struct rmx_player_progress {
    void *data;
    void (*tell)(void *data, enum rmx_player_wait what, long long done, long long all); // NULL
};

// To be read by all, changed by the player alone; `progress` is the caller's.
struct rmx_player {
    struct rmx_generation *generation;
    struct rmx_controls *controls, *own; // `own`: made by the player; NULL: they are another's
    const double *provided; // in place of the controls' numbers, for a scene within another; NULL
    struct rmx_feeder feeder;
    struct rmx_tape *tape; // of what comes in; NULL: none
    // Of the last frame, parallel to scene->signals, where there is a feeder or the scene reads
    // what is heard; else NULL.
    double *numbers;
    struct rmx_ears_window *window; // of what its effects hear; NULL: they hear nothing
    bool wants_bins;
    struct rmx_values *values;
    unsigned char *block;                 // the frame's bytes
    struct rmx_frame_inputs frame_inputs; // of the last frame
    long long frame;                      // drawn last; -1: none
    struct rmx_player_progress progress;
    double values_ms, draw_ms, read_ms; // since the start
};

// Frames a second: what the settings say, else the scene, else the output (0: 30).
double rmx_player_fps(const struct rmx_generation *generation, double output);

// Its controls stand as the generation's settings say; the generation outlives it.
struct rmx_player *rmx_player_create(struct rmx_generation *generation);
void rmx_player_destroy(struct rmx_player *player); // NULL is fine
// From now on these controls, which outlive the player, hold.
void rmx_player_control(struct rmx_player *player, struct rmx_controls *controls);

// From now on a feeder, which outlives the player or is taken away again: none is all zero.
void rmx_player_feed(struct rmx_player *player, struct rmx_feeder feeder);
// The next frame is this one, and nothing was before it: neither drawn nor to be drawn.
void rmx_player_join(struct rmx_player *player, long long frame);

// --- For a window: frames as they come, each `fps` of them a second.
// The numbers of a frame, and what is to be drawn first: controls are taken, sources fed.
// Frames may be left out: this one has the events that would have been heard in them.
void rmx_player_frame(struct rmx_player *player, long long frame, double fps);
// The numbers alone, of a frame that is not drawn.
void rmx_player_count(struct rmx_player *player, long long frame, double fps);
// The same for a scene within: what it takes from the outer one's frame_inputs is set.
void rmx_player_frame_within(struct rmx_player *player, long long frame);
// A frame that is neither drawn nor counted. What is heard of a file is known up to it, so that the
// next one that is drawn, minutes later, is not late.
void rmx_player_pass(struct rmx_player *player, long long frame, double fps);
// Draws that frame, or again the one before.
void rmx_player_draw(struct rmx_player *player);
// Before the first frame, on the thread that loads: the numbers as at that frame, and with them
// every program's first draw. That waits; the player has left its context then.
void rmx_player_prepare(struct rmx_player *player, long long frame, double fps);
// False where a frame would take longer than the settings give it (rmx_loop_bounds_over).
bool rmx_player_warm(struct rmx_player *player);
// The mean of a frame's samples, as many as the settings say, in the renderer. False: logged.
bool rmx_player_average(struct rmx_player *player, long long frame);
// Goes on from a player of the same scene before an edit: integrals, and what passes keep. Both
// renderers have entered this context.
void rmx_player_transfer(struct rmx_player *player, const struct rmx_player *from);
// No frame was before the next one.
void rmx_player_forget(struct rmx_player *player);
// As those of render/renderer.h, with the scenes within.
void rmx_player_enter(struct rmx_player *player);
void rmx_player_leave(struct rmx_player *player);
bool rmx_player_is_settling(const struct rmx_player *player);
bool rmx_player_take_short(struct rmx_player *player);
// Whether a frame depends on those before it: on their pictures, or on what was measured of them.
bool rmx_player_has_state(const struct rmx_player *player);
bool rmx_player_has_past(const struct rmx_player *player); // on their pictures

// --- For files: any frame, in any order.
// Draws a frame, with as many before it as it depends on.
void rmx_player_reach(struct rmx_player *player, long long frame);
// The same with the settings' samples, and reads it into `pixels`
// (rmx_player_bytes of them). False: logged, or it would take too long (rmx_loop_bounds_over).
bool rmx_player_read(struct rmx_player *player, long long frame, void *pixels);
// The frame that was drawn last once more, on another opaque background, by one sample. False:
// logged.
bool rmx_player_read_on(struct rmx_player *player, const double background[4], void *pixels);
size_t rmx_player_bytes(const struct rmx_player *player);
// What those pixels are, for the writers.
struct rmx_picture rmx_player_picture(const struct rmx_player *player, const void *pixels);
