// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of a show share.
//
// In:  nothing. Out: nothing: plain data, for show/show*.c alone; others include show/show.h.
#pragma once

#include "show/keys.h"
#include "show/metering.h"
#include "show/playhead.h"
#include "show/show.h"
#include "show/stage.h"
#include "show/standing.h"
#include "show/status.h"
#include "show/verb_queue.h"

#include <stdatomic.h>

// The reveal: shown while its key is held, or from one tap to the next.
struct rmx_show_reveal {
    bool is_shown, is_held;
    double pressed_ms;             // by the real clock
    struct rmx_metering *metering; // NULL: never shown
    struct rmx_output_reveal now;  // of the last call of rmx_show_reveal
};

// A key that is down, whose verb is told when it is let go.
enum { RMX_MOST_HELD = 8 };
struct rmx_held_key {
    int key, verb; // 0: none
};

enum { RMX_TOLD_LOOPS = 16 };

// Where bars stand, as the frames that were drawn tell.
struct rmx_bars {
    long long frame; // the last of them
    double bar;      // in it
    double step;     // from one frame to the next; 0: not known
    double seen;     // the bar that the last turn has come to
};

struct rmx_show {
    struct rmx_show_params params;
    struct rmx_output *outputs[RMX_MOST_OUTPUTS];
    int output_count;
    struct rmx_window *window;           // the first output's; the stage draws in its context
    struct rmx_context *context, *probe; // the loader's
    void *presented[RMX_MOST_OUTPUTS];   // fences: what other outputs read of the picture
    struct rmx_reload *reload;
    struct rmx_standing *standing;
    struct rmx_stage stage;
    struct rmx_player *player; // NULL: nothing yet
    double fps;
    struct rmx_playhead head;
    struct rmx_bars bars;
    struct rmx_controls *controls;
    struct rmx_verb_queue *verbs; // sent by other threads
    double verb_ms;               // when the one that is done was pressed or sent
    struct rmx_keys *keys;
    struct rmx_held_key held[RMX_MOST_HELD];
    bool number_refused;                                     // and said, since one was taken
    struct rmx_arena *taught;                                // by the side file: the snapshots
    const struct rmx_snapshot *snapshots[RMX_SNAPSHOTS + 1]; // by number; NULL: empty
    long long frame;                                         // presented last
    struct rmx_status status;
    char measured[RMX_STATUS_LINE];      // the last line of it
    uint64_t told_loops[RMX_TOLD_LOOPS]; // hashes of what rmx_show_tell_loops has said last
    int told_loop_count;
    unsigned told_states; // bits of what the performer did, as last told
    bool is_frozen, is_black;
    bool is_short;         // memory did not suffice for the frame that was drawn last
    double rests_until_ms; // a frame would take too long: it is tried again then; 0: none was
    bool tests_latency;    // flashes are drawn over the picture
    bool is_learning;      // for who listens to controls
    struct rmx_show_reveal reveal;
    atomic_bool still_waits;   // for the loader; written by its thread as well
    bool still_refused;        // since one was taken on, and it was said
    bool was_edited;           // since frame 0
    bool was_lost;             // the test's loss has happened
    int width, height;         // of the first output
    double resized_ms;         // 0: the loader knows the size
    long long presented_frame; // -1: none, or it must be presented again
    struct rmx_show_counts counts;
};

double rmx_show_now_ms(const struct rmx_show *show);
void rmx_show_say(const struct rmx_show *show, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// show.c: outputs, contexts, the loader and the stage; `lost` as rmx_reload_params says. False with
// one sentence in `why`: the outputs cannot be had.
bool rmx_show_start(struct rmx_show *show, struct rmx_player *lost, enum rmx_window_status *status,
                    char *why, int why_size);
void rmx_show_stop(struct rmx_show *show);
void rmx_show_swap(struct rmx_show *show, struct rmx_player *next);

// show_outputs.c
bool rmx_show_open_outputs(struct rmx_show *show, enum rmx_window_status *status, char *why,
                           int why_size);
void rmx_show_close_outputs(struct rmx_show *show);
// Those whose size changed or whose picture was lost must be presented again; others than the first
// that were closed go.
void rmx_show_follow_outputs(struct rmx_show *show);
// The picture of the frame, or black, on all of them; the first one's is shown by the second call.
void rmx_show_present(struct rmx_show *show, bool is_black);
void rmx_show_show_first(struct rmx_show *show, bool is_black);
// Nothing is drawn into the picture that another output still reads.
void rmx_show_wait_for_outputs(struct rmx_show *show);

// show_verbs.c
void rmx_show_run(struct rmx_show *show, struct rmx_verb_call call); // as by its key
void rmx_show_let_go(struct rmx_show *show, int verb);               // its key was
void rmx_show_take_verbs(struct rmx_show *show);                     // those that were sent
// show_keys.c
void rmx_show_take_keys(struct rmx_show *show); // those that were pressed
// show_reveal.c
void rmx_show_press_reveal(struct rmx_show *show);
void rmx_show_release_reveal(struct rmx_show *show);
void rmx_show_set_reveal(struct rmx_show *show, bool is_shown);
// Once a turn: true where the reveal has something new to show.
bool rmx_show_turn_reveal(struct rmx_show *show);
// What is drawn over the picture; NULL: nothing.
const struct rmx_output_reveal *rmx_show_reveal(struct rmx_show *show);
// Before the player is given back.
void rmx_show_let_go_reveal(struct rmx_show *show);
// Before the loader ends.
void rmx_show_drop_reveal(struct rmx_show *show);
// show_snapshots.c: a number that is none of a snapshot's is said.
void rmx_show_snapshot(struct rmx_show *show, double number);
void rmx_show_keep(struct rmx_show *show, double number);
// show_status.c: the line that the terminal has once a second, after each frame.
void rmx_show_tell_status(struct rmx_show *show, double cpu_ms);
// Once a turn: what the performer did (held, frozen, black) and a broken file stand in it at once.
void rmx_show_tell_states(struct rmx_show *show);
// Once a turn: loops in files of others that were left early, each file's once as long as its words
// stand.
void rmx_show_tell_loops(struct rmx_show *show);
// After a frame was drawn: where it would take too long the picture stays for a moment, and that is
// said once.
void rmx_show_rest_if_slow(struct rmx_show *show);
// show_restart.c: after a frame was drawn, and before the one that is due is asked for.
void rmx_show_follow_bars(struct rmx_show *show);
void rmx_show_restart_on_bar(struct rmx_show *show, double fps);
// show_still.c
void rmx_show_still(struct rmx_show *show);
// show_reset.c: after a lost context, everything anew from the generation. False: it cannot be.
bool rmx_show_is_lost(struct rmx_show *show);
bool rmx_show_recover(struct rmx_show *show);
