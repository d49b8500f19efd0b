// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and verbs that come as OSC messages over UDP, and go back to those who listen.
//
// In:  a port; the addresses that mean something (targets); where values stand.
// Out: calls of `set` and `press`; messages to those who subscribed, and to `to`.
// Thread: a thread and sockets of its own, from create to destroy; it calls `set` and `press`. All
// else may be called from any thread.
//
// A message's first number is the value, the second in how many seconds it goes there, where its
// target leaves that to it. An address with no number is a question to a value, a press (1) to a
// verb. What comes in a bundle with a time tag waits for its time, an hour at most.
// `/remontage/subscribe` (0: no more; above 1: to that port) is answered with all values and then
// with each change, but for what the listener moves itself while it moves.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rmx_osc;

enum rmx_osc_kind {
    RMX_OSC_NUMBER,
    RMX_OSC_STRICT, // a number that is refused where it is beyond its range
    RMX_OSC_SWITCH, // on above 0, off at 0
    RMX_OSC_BUTTON, // pressed above 0, where it has a range by a number in it; stands nowhere
};

struct rmx_osc_target {
    const char *address; // "/remontage/knob/chaos"; several targets may have the same
    const char *name;    // what `set` and rmx_osc_tell call it
    int verb;            // handed to `press`; -1: a value
    double glide_s;      // in which a value goes there; NaN: as the message says, else at once
    // For those who ask what there is:
    enum rmx_osc_kind kind;
    double min, max;     // -INFINITY, INFINITY: no such end; both 0: neither
    const char *meaning; // a phrase; NULL: nothing is to be said
};

// Whether a message with that first number does anything there; NaN: it has none.
bool rmx_osc_takes(const struct rmx_osc_target *target, double number);

struct rmx_osc_params {
    int port;           // 0: one that is free
    const char *listen; // an address of this machine, a number; NULL: loopback alone
    const char *to;     // "host:port" that always listens; NULL: none
    void *data;
    void (*set)(void *data, const char *name, double value, double over_s);
    void (*press)(void *data, int verb, double number); // a number of 0 is a release
    // Before `set`, where a machine on the network sets it: which one, as rmx_oscquery_note_moved
    // wants it. NULL: not asked.
    void (*moved)(void *data, const char *name, double host);
    // Every message, before it acts: its address or pattern, how many arguments it has, and the
    // first number (NaN: none). NULL: not asked.
    void (*heard)(void *data, const char *address, int arguments, double number);
};

// NULL with one sentence in `why`. Texts are copied.
struct rmx_osc *rmx_osc_create(const struct rmx_osc_params *params, char *why, int why_size);
// Waits for the thread, and for no name server. NULL is fine.
void rmx_osc_destroy(struct rmx_osc *osc);
int rmx_osc_port(const struct rmx_osc *osc);

// What can be reached from now on; copied. A name or an address that stays keeps its listeners.
void rmx_osc_set_targets(struct rmx_osc *osc, const struct rmx_osc_target *targets, int count);
// Where a value stands, for listeners and questions.
void rmx_osc_tell(struct rmx_osc *osc, const char *name, double value);
// A packet that came by another way than UDP, acted on like one whose answer is not heard.
// Waits where many are not yet taken; false: they were not in a tenth of a second, and it is lost.
bool rmx_osc_take(struct rmx_osc *osc, const void *packet, size_t size);

struct rmx_osc_counts {
    long long messages; // that reached a target or subscribed
    long long broken;   // packets that are no OSC
    long long unknown;  // messages that nothing listens to
    long long lost;     // packets that the system dropped: they came faster than they were taken
    long long refused;  // messages whose time is too far away, or for which there is no room
    int listeners;
};
struct rmx_osc_counts rmx_osc_counts(struct rmx_osc *osc);
