// SPDX-License-Identifier: GPL-3.0-or-later
// Measures which source holds which part of a scene's surface, by sensitivity: every tap of a
// source is moved by a little and nothing else is changed; where the picture moves, the source is
// shown.
//
// A meter is a second drawing of the scene, with a plan, programs and targets of its own at the
// ledger's size: what is shown is not touched, and does not matter, so that the same scene measures
// the same at every output size.
// In:  settings; frames. Out: struct rmx_shares, struct rmx_matte (share/shares.h).
// Thread: as a generation (runtime/generation.h) while it is created, then that of the context.
#pragma once

#include "runtime/generation.h"
#include "runtime/player.h"
#include "share/shares.h"

struct rmx_meter;

// Pixels, unless said; a picture that would be higher is measured narrower.
enum { RMX_LEDGER_WIDTH = 160, RMX_LEDGER_HEIGHT = 16 * RMX_LEDGER_WIDTH };

struct rmx_meter_params {
    const struct rmx_settings *settings; // the scene's; its size, depth and samples do not count
    int width; // of the ledger in pixels, the picture's own at most; 0: RMX_LEDGER_WIDTH
    struct rmx_context *context; // as in struct rmx_load_params
    struct rmx_store *store;
    const struct rmx_generation *like; // as there
    // Its player is fed by the caller; else what the scene reads of shares and auras is surveyed
    // (share/survey.h), as in its file.
    bool is_fed;
};

// Never NULL; whether it can measure says the status of its generation.
struct rmx_meter *rmx_meter_create(const struct rmx_meter_params *params);
void rmx_meter_destroy(struct rmx_meter *meter); // NULL is fine
const struct rmx_generation *rmx_meter_generation(const struct rmx_meter *meter);
// As those of render/renderer.h.
void rmx_meter_enter(struct rmx_meter *meter);
void rmx_meter_leave(struct rmx_meter *meter); // once nothing of it is under way
// Its player: for controls (rmx_player_control) and frame inputs.
struct rmx_player *rmx_meter_player(struct rmx_meter *meter);
const struct rmx_holders *rmx_meter_holders(const struct rmx_meter *meter);

// The shares of a frame, at `fps` frames a second; those before are drawn where it depends on them.
// Never NULL. They live until the next measurement.
const struct rmx_shares *rmx_meter_measure(struct rmx_meter *meter, long long frame, double fps);

// Goes on with what a frame leaves to the next one, where that is anything: once a frame, so that
// no measurement has many frames to draw.
void rmx_meter_follow(struct rmx_meter *meter, long long frame, double fps);
// The same in pieces, for a window: a frame is begun (one drawing of it, and of those before where
// it has state), then each step moves one source, or reads what was measured. NULL until the last
// step is done.
void rmx_meter_begin(struct rmx_meter *meter, long long frame, double fps);
// At least: what moves nothing may be moved once more, another way.
int rmx_meter_steps_left(const struct rmx_meter *meter);
const struct rmx_shares *rmx_meter_step(struct rmx_meter *meter);
// Whether the next step would wait for the GPU: it reads what those before have measured.
bool rmx_meter_waits(const struct rmx_meter *meter);

// Fills `fragments` of the shares that were measured last. Waits for the GPU.
void rmx_meter_count_fragments(struct rmx_meter *meter);

// The six that hold most of each pixel, for a frame. NULL where memory is short (logged).
const struct rmx_matte *rmx_meter_matte(struct rmx_meter *meter, long long frame, double fps);
