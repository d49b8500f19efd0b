// SPDX-License-Identifier: GPL-3.0-or-later
// One scene whose shares are surveyed: its meter, and which sample is due.
//
// In:  frames as they are played, with what is provided in them. Out: the numbers of its shares and
// auras. For share/survey.c alone; others include share/survey.h.
// Thread: the player's.
#pragma once

#include "render/stopwatch.h"
#include "share/survey.h"

enum rmx_surveyed_state {
    RMX_SURVEYED_DUE,   // not begun
    RMX_SURVEYED_BEGUN, // in pieces
    RMX_SURVEYED_READY, // it is to land
};

struct rmx_surveyed {
    const struct rmx_survey_params *params;
    const struct rmx_generation *generation; // of the scene
    struct rmx_player *player;               // that plays it
    struct rmx_meter *meter;                 // NULL: lost, numbers stay
    bool is_exhibited;                       // what it shows is added to the exhibition
    double owed_s;                           // what the exhibition gets with the next shares
    long long counted;                       // the last sample whose time auras have
    long long passed;                        // the last one that is taken by now
    long long hidden, held; // not counted yet: not on the screen, or a picture that stood
    struct rmx_samples *samples;
    double *numbers; // of the last frame, parallel to scene->signals
    long long frame; // -1: none yet
    double fps;
    long long sample; // that is measured or lands next
    enum rmx_surveyed_state state;
    long long ready_frame;           // in which it became so
    bool has_joined;                 // the meter goes on from a frame before
    const struct rmx_shares *shares; // of `totals`; NULL: another load's, or lost
    double *totals;                  // the last ones, by holder
    long long late_sample;           // the last one that was late; -1: none
    double credit_ms;                // what measuring may take, here and on the GPU
    struct rmx_stopwatch stopwatch;
    struct rmx_survey_counts *counts;
};

// Sets its own of the numbers, and measures what is due (struct rmx_feeder, `before`).
void rmx_surveyed_before(void *surveyed, long long frame, double fps, double *numbers);
// The same for the player of its meter, and for those of scenes within another one's meter: the
// numbers as they were, or will be, in that frame.
void rmx_surveyed_measured_before(void *surveyed, long long frame, double fps, double *numbers);
void rmx_surveyed_within_before(void *surveyed, long long frame, double fps, double *numbers);
// Time goes back: as before its first frame.
void rmx_surveyed_forget(struct rmx_surveyed *surveyed);
// As rmx_survey_pass.
void rmx_surveyed_pass(struct rmx_surveyed *surveyed, long long frame, bool is_shown);
void rmx_surveyed_follow(struct rmx_surveyed *surveyed, const struct rmx_surveyed *from);
