// SPDX-License-Identifier: GPL-3.0-or-later
// A show: one scene on one or more outputs, followed while it is edited.
//
// In:  settings, a window's wishes, what to do with stills and words. Out: pictures, until it ends.
// Thread: the program's main one. Nothing is loaded, decoded or compiled on it.
#pragma once

#include "base/verbs.h"
#include "scene/side.h"
#include "show/metering.h"
#include "show/output.h"
#include "show/reload.h"
#include "show/standing.h"

struct rmx_show;

enum { RMX_MOST_OUTPUTS = 8 };

// A frame in the back buffer of an output, before it is shown.
struct rmx_show_frame {
    long long frame;
    double fps;
    const struct rmx_player *player; // NULL: nothing yet
    bool is_black;                   // blackout, or nothing to show yet
    int output;                      // its number, from 0
    int width, height;               // the output's
    int swaps, restarts, resets;     // so far: generations taken, times begun again, the GPU's
    bool is_frozen, is_held;         // the picture; time
    double time_ms;                  // of the show's clock
};
struct rmx_frame_sink {
    void *data;
    void (*frame)(void *data, const struct rmx_show_frame *frame); // the context is current
};

// The still key. On the loader's thread, its context current.
struct rmx_still_request {
    long long frame;
    double fps;
    // Knobs that stand elsewhere than their `at:`, and the pointer where the picture depends on it.
    const struct rmx_set_value *values;
    int value_count;
    const char *reason; // why no `render` gives the same bytes; NULL: it does
    // The frame as shown: RGBA8, the bottom row first.
    int width, height;
    bool has_alpha;
    const unsigned char *pixels;
    struct rmx_context *context;
    const struct rmx_store *store; // what is shown holds its memory there
};
struct rmx_still_taker {
    void *data;
    void (*take)(void *data, const struct rmx_still_request *request);
};

// The snapshot key, on the show's thread.
struct rmx_snapshot_keeper {
    void *data;
    void (*keep)(void *data, const struct rmx_snapshot *snapshot); // plain data of this call
};

// The unlearn key, on the show's thread. The learn key is a switch: rmx_show_is_on.
struct rmx_show_learner {
    void *data;
    void (*unlearn)(void *data, const char *knob);
};

struct rmx_show_params {
    // The scene has the size that fits the first one; all present its picture.
    // The show ends with the first. Presentations and texts outlive it.
    struct rmx_output_params outputs[RMX_MOST_OUTPUTS];
    int output_count;                    // 0: one
    const struct rmx_settings *settings; // of every load, but for the size; outlive the show
    struct rmx_still_taker still;
    struct rmx_snapshot_keeper keeper; // NULL: snapshots are kept as long as the show
    struct rmx_show_learner learner;   // NULL: nothing is learned
    struct rmx_frame_sink sink;
    struct rmx_show_voice voice;
    struct rmx_exhibition *exhibition; // outlives the show; NULL: what is shown is not kept
    bool records;                      // the sink is a recorder's, too (show/recorder.h)
    double restart_every_s;            // time begins again on the first bar after so long; 0: never
    int debounce_ms;                   // 0: the usual one
    // For tests: the part of a frame that shares may take to be measured (0: the usual one), a
    // clock in place of the real one, and a frame at which the context is lost (0: none).
    double survey_part;
    double (*clock_ms)(void *data);
    void *clock_data;
    long long lose_at;
};

// The outputs that a show may name, a line each: number, name, size, rate. False: there are none.
bool rmx_show_print_outputs(struct rmx_text *out);

// NULL with one sentence in `why` where there is no window to be had.
struct rmx_show *rmx_show_create(const struct rmx_show_params *params,
                                 enum rmx_window_status *status, char *why, int why_size);
// False where a load that cannot be stopped still goes on after half a second: all that it uses,
// the show as well, stays, and the program must end without cleaning up (_exit), or ask again. NULL
// is fine.
bool rmx_show_destroy(struct rmx_show *show);

// Where knobs are set, from any thread. It lives as long as the show.
struct rmx_controls *rmx_show_controls(struct rmx_show *show);

// What it shows, until the next turn.
struct rmx_show_shown {
    const struct rmx_player *player; // NULL: nothing yet
    int swaps;                       // generations taken so far
};
struct rmx_show_shown rmx_show_shown(const struct rmx_show *show);

// One turn: what happened, the frame that is due, a wait for the next. False: it was closed.
bool rmx_show_turn(struct rmx_show *show);
// As if the close button of an output was pressed: the show ends with the first, another one goes
// alone.
void rmx_show_close_output(struct rmx_show *show, int output);
// What the side file says of keys and snapshots, from now on, without what is wrong there; copied.
void rmx_show_teach(struct rmx_show *show, const struct rmx_side *side);

// As by its key, and by letting that go.
void rmx_show_press(struct rmx_show *show, enum rmx_action verb);
void rmx_show_release(struct rmx_show *show, enum rmx_action verb);
// As if something happened to a key.
void rmx_show_stroke(struct rmx_show *show, const struct rmx_key_event *event);
// Where its time is.
struct rmx_show_time {
    double time_s, clock_ms; // at that time of the clock (base/clock.h, but in tests)
    bool runs;               // it goes on; false: it is held
};
struct rmx_show_time rmx_show_time(const struct rmx_show *show);
// Time is this one, which runs on or holds, as rmx_playhead_chase says; between two turns.
void rmx_show_chase(struct rmx_show *show, double time_s, bool runs);
// From any thread, done in the next turn: a verb of base/verbs.h with its number. A switch is on
// above 0 and off at 0, the others are pressed above 0.
void rmx_show_send(struct rmx_show *show, int verb, double number);
// Whether that switch is on.
bool rmx_show_is_on(const struct rmx_show *show, int verb);

struct rmx_show_counts {
    long long frames;       // presented
    long long short_frames; // drawn, but not presented: memory did not suffice
    int swaps;              // generations taken
    int restarts;
    int resets; // of the GPU
    struct rmx_reload_counts reload;
    struct rmx_metering_counts reveal;   // all zero until it is shown
    struct rmx_survey_counts survey;     // of the generation that is shown
    struct rmx_standing_counts standing; // the same
};
void rmx_show_counts(struct rmx_show *show, struct rmx_show_counts *counts);
