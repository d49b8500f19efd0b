// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of a show: one table for its keys, for messages and controls that send them, for scenes
// that bind them, and for the help.
//
// Out: what each enum rmx_action is called and does; a verb with its number as a text. Pure.
#pragma once

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum rmx_action {
    RMX_ACTION_NONE,
    RMX_ACTION_FULLSCREEN,
    RMX_ACTION_PAUSE,
    RMX_ACTION_STEP,
    RMX_ACTION_FREEZE,
    RMX_ACTION_BLACKOUT,
    RMX_ACTION_STILL,
    RMX_ACTION_NEXT_KNOB,
    RMX_ACTION_PREVIOUS_KNOB,
    RMX_ACTION_MORE,
    RMX_ACTION_LESS,
    RMX_ACTION_MUCH_MORE,
    RMX_ACTION_MUCH_LESS,
    RMX_ACTION_RESTART,
    RMX_ACTION_WINDOWED,
    RMX_ACTION_REVEAL,
    RMX_ACTION_TAP,
    RMX_ACTION_NUDGE_BACK,
    RMX_ACTION_NUDGE_ON,
    RMX_ACTION_SNAPSHOT,
    RMX_ACTION_KEEP,
    RMX_ACTION_GESTURE,
    RMX_ACTION_LATENCY,
    RMX_ACTION_LEARN,
    RMX_ACTION_UNLEARN,
    RMX_ACTIONS,
};

enum { RMX_SNAPSHOTS = 9 };

struct rmx_verb {
    const char *name;    // "blackout"; NULL: none
    const char *meaning; // a phrase
    bool is_switch;      // on above 0 and off at 0; a key turns it over
    bool repeats;        // a key that is held does it again and again
    const char *held;    // letting its key go is told as well: what that means, a phrase; NULL: no
    int most;            // above 0: its number chooses, from 1 to this; 0 chooses nothing
};

// Of an enum rmx_action, counted from 0; NULL: past the last one.
const struct rmx_verb *rmx_verb(int verb);
// -1: none has that name.
int rmx_verb_find(const char *name, size_t length);
// Their names, for hints.
const char **rmx_verb_names(struct rmx_arena *arena, int *count);

// A verb with the number that chooses: "blackout", "snapshot 3", "none".
struct rmx_verb_call {
    int verb;   // RMX_ACTION_NONE: none
    int number; // 0: the verb has none
};

enum rmx_verb_fault {
    RMX_VERB_FINE,
    RMX_VERB_UNKNOWN, // there is no such verb
    RMX_VERB_NUMBER,  // it wants a number that it can choose by, or none
};

enum rmx_verb_fault rmx_verb_call_read(const char *text, struct rmx_verb_call *call);
void rmx_verb_call_write(struct rmx_text *out, const struct rmx_verb_call *call);
// The number that is sent with the verb when a control that is bound to it stands at `value`: 0 is
// letting go.
double rmx_verb_call_number(const struct rmx_verb_call *call, double value);
