// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of a show: one table for its keys, for messages that are sent to it, and for the help.
//
// Out: what each enum rmx_action is called and does. Pure.
#pragma once

#include <stdbool.h>

struct rmx_verb {
    const char *name;    // "blackout"; NULL: nothing that can be sent
    const char *meaning; // a phrase
    bool is_switch;      // on above 0 and off at 0; a key turns it over
};

// Of an enum rmx_action, counted from 0; NULL: past the last one.
const struct rmx_verb *rmx_verb(int verb);
