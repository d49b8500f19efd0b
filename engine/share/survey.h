// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds `share.NAME` and `aura.NAME` to a player: measures its scene, and the scenes within it, at
// each half second of their time (share/samples.h says what becomes of that).
//
// In a file each sample is measured when it is needed, so that a frame is the same alone as in a
// sequence. In a show a sample is begun in its own frame and measured piece by piece over those
// that follow; done in time it lands in the same frame as in a file, else as soon as it is done.
// In:  a loaded generation, its player. Out: the player's numbers.
// Thread: as a meter (share/meter.h) while it is created, then the player's. It has none of its
// own; where no expression reads a share or an aura, and nothing is exhibited, there is no survey.
#pragma once

#include "share/contents.h"
#include "share/exhibition.h"
#include "share/meter.h"
#include "share/samples.h"

struct rmx_survey;

struct rmx_survey_params {
    const struct rmx_generation *generation; // outlives the survey
    struct rmx_store *store;                 // as in struct rmx_load_params
    bool shows;                              // in pieces, and with the scene's memory of auras
    double part; // of a frame that measuring may take, on the average; 0: RMX_SURVEY_PART
    // Gets what is shown where the settings say so, or auras remember ever; NULL: nothing does.
    struct rmx_exhibition *exhibition;
    // Of the pictures of scenes that remember ever, over all loads. NULL: each is read for this
    // one.
    struct rmx_contents *contents;
};

#define RMX_SURVEY_PART 0.05

// NULL where nothing is to be measured, or it cannot be (logged): `failed` says which.
struct rmx_survey *rmx_survey_create(const struct rmx_survey_params *params, bool *failed);
// Its players have no feeder then. NULL is fine, here and below.
void rmx_survey_destroy(struct rmx_survey *survey);
// The player of the generation, and those of the scenes within; they outlive the survey. The one
// that feeds a player: rmx_survey_of.
void rmx_survey_feed(struct rmx_survey *survey, struct rmx_player *player);
struct rmx_survey *rmx_survey_of(const struct rmx_player *player);

// A frame of the show that is not drawn, whose context is current: the picture before stands, or
// nothing is shown of the scene. Time counts, for auras and the exhibition alike, by what was on
// the screen where a sample is taken.
void rmx_survey_pass(struct rmx_survey *survey, long long frame, bool is_shown);

// Whether it measures the outermost scene. NULL is fine, here and below.
bool rmx_survey_measures(const struct rmx_survey *survey);
// What it measured of that last, and of whom: until the player's next frame. NULL: nothing yet.
const struct rmx_shares *rmx_survey_shares(const struct rmx_survey *survey,
                                           const struct rmx_holders **holders);

// Goes on from the one that fed the player before an edit. Both have been entered.
void rmx_survey_follow(struct rmx_survey *survey, const struct rmx_survey *from);
// As those of render/renderer.h.
void rmx_survey_enter(struct rmx_survey *survey);
void rmx_survey_leave(struct rmx_survey *survey);
// After the context was lost: its GL objects go, numbers stay; then others are made.
void rmx_survey_drop(struct rmx_survey *survey);
void rmx_survey_rebuild(struct rmx_survey *survey, struct rmx_store *store);

struct rmx_survey_counts {
    int meters;
    // Samples; those that landed late, and that were left out, over all edits.
    long long measured, late, skipped;
};
void rmx_survey_counts(const struct rmx_survey *survey, struct rmx_survey_counts *counts);

// What landed, of one scene or another that is measured, the outermost first; `cursor` as in
// rmx_samples_next. A caller that asks in each frame gets all of it: what a recording holds besides
// its controls.
int rmx_survey_scene_count(const struct rmx_survey *survey);
const struct rmx_scene *rmx_survey_scene(const struct rmx_survey *survey, int index);
bool rmx_survey_next(const struct rmx_survey *survey, int index, long long *cursor,
                     struct rmx_landing *landing);
