// SPDX-License-Identifier: GPL-3.0-or-later
// The table of signals: what expressions may read by name, and who provides it.
//
// Each scene has a table: the engine's own entries at fixed places, then those that were offered
// when it was read (what is heard, what a controller sends), then its knobs, then what its
// expressions read of the ledger and of messages. A table is plain data and does not change once
// its scene is read; the numbers of a frame stand in an array parallel to its entries. Pure.
#pragma once

#include "base/arena.h"
#include "base/names.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum rmx_signal_kind {
    RMX_SIGNAL_KIND_NUMBER,
    RMX_SIGNAL_KIND_EVENT, // 1 in the frame in which it happens, else 0
    RMX_SIGNAL_KIND_ROW,   // a row of a texture: no number, so no expression reads it
};

struct rmx_signal {
    const char *name; // "time", "mouse.x", a knob's; NULL: no expression can name it
    enum rmx_signal_kind kind;
    double min, max; // min < max; -INFINITY, INFINITY: no such end
    double initial;  // until its provider sets it; NaN: the engine computes it
    // A word: "clock", "scene", "tempo", "pointer", "knob", "sound", "ledger", "osc",
    // "midi".
    const char *provider;
    const char *meaning; // a phrase for people; "" where nothing is to be said
};

struct rmx_signals {
    struct rmx_signal *items;
    int count;
    struct rmx_names known;       // to the entries that rmx_signals_add added
    struct rmx_names first_words; // theirs, before a dot
};

// The engine's own entries: the first ones of a scene's table, in this order.
enum {
    RMX_SIGNAL_TIME, // seconds
    RMX_SIGNAL_BEAT, // beats since the start
    RMX_SIGNAL_BAR,  // beat / 4
    RMX_SIGNAL_BPM,
    RMX_SIGNAL_FRAME,
    RMX_SIGNAL_SEED,
    RMX_SIGNAL_WIDTH, // of the scene's own size; another aspect changes the width only
    RMX_SIGNAL_HEIGHT,
    RMX_SIGNAL_MOUSE_X, // 0..1, bottom left
    RMX_SIGNAL_MOUSE_Y,
    RMX_SIGNAL_FPS, // for the unit `frames`; no name of its own in a scene
    RMX_SIGNALS_OWN,
};
// RMX_SIGNALS_OWN entries.
const struct rmx_signal *rmx_signals_own(void);
// Adds entries to a table, whose list is of the arena. Names and words are not copied.
void rmx_signals_add(struct rmx_arena *arena, struct rmx_signals *table,
                     const struct rmx_signal *entries, int count);
// The entry of that name, `length` bytes long; -1: there is none.
int rmx_signals_find(const struct rmx_signals *table, const char *name, size_t length);
// Whether that word provides it.
bool rmx_signal_is_from(const struct rmx_signal *signal, const char *provider);
// Whether its number comes from outside: not computed by the engine, and no row.
bool rmx_signal_is_provided(const struct rmx_signal *signal);
const char *rmx_signal_kind_name(enum rmx_signal_kind kind); // "number", "event", "row"

// Signals that a scene's table has where its expressions read them, by the word before the first
// dot or bracket: "share.plant", "midi.cc21".
struct rmx_signal_family {
    const char *word, *provider, *meaning;
};

// Signals of a scene's sources, "share.plant": a scene's table has those that its expressions read.
const struct rmx_signal_family *rmx_signals_measured(int *count);
// The source's name in that of such a signal; NULL: it is none.
const char *rmx_signals_measured_of(const char *name, size_t length);
// Signals that messages bring, osc("/sensor/3"): a scene's table has those that its expressions
// read.
const struct rmx_signal_family *rmx_signals_osc(void);
// Signals that controls of MIDI devices are, "midi.cc21": the same.
const struct rmx_signal_family *rmx_signals_midi(void);
// The knob `display`, which a scene has as soon as an expression reads it.
const struct rmx_signal *rmx_signals_display(void);

// What is heard, "audio.bass": a scene's table has those that its expressions read.
enum rmx_heard_number {
    RMX_HEARD_LEVEL,
    RMX_HEARD_BASS, // the bands in order
    RMX_HEARD_LOW,
    RMX_HEARD_MID,
    RMX_HEARD_HIGH,
    RMX_HEARD_PEAK,
    RMX_HEARD_BRIGHTNESS,
    RMX_HEARD_TEMPO,
    RMX_HEARD_BEAT,
    RMX_HEARD_SILENCE,
    RMX_HEARD_SMOOTH,                       // the same ones again, smooth: "audio.level_smooth"
    RMX_HEARD_ONSET = 2 * RMX_HEARD_SMOOTH, // events from here on
    RMX_HEARD_KICK,
    RMX_HEARD_SNARE,
    RMX_HEARD, // how many
};
// RMX_HEARD entries, of the provider "sound".
const struct rmx_signal *rmx_signals_heard(void);
// The one of a name, `length` bytes long; -1: there is none.
int rmx_signals_heard_of(const char *name, size_t length);

// Whether a word is the first one of entries or families: no knob can have that name.
bool rmx_signals_keep_word(const struct rmx_signals *table, const char *word);

// What providers have set, parallel to a table's entries. Not thread-safe: its owner takes what
// other threads send in, at a frame's start.
struct rmx_signal_values {
    double *numbers;
    double *set_s; // the time of the clock when each was last set; -INFINITY: never
};
// Each at its initial value.
struct rmx_signal_values rmx_signal_values_create(struct rmx_arena *arena,
                                                  const struct rmx_signals *table);
// The number is clamped to the entry's range; NaN changes nothing.
void rmx_signal_values_set(struct rmx_signal_values *values, const struct rmx_signals *table,
                           int signal, double number, double now_s);
// How long a signal has been silent, in seconds: INFINITY where it was never set.
double rmx_signal_silent_s(const struct rmx_signal_values *values, int signal, double now_s);

// A set of a table's entries. Zero is the empty set of no table.
struct rmx_signal_set {
    uint64_t *words; // entry i is bit i % 64 of word i / 64
    int word_count;
};
// An empty one, for a table of so many entries.
struct rmx_signal_set rmx_signal_set_create(struct rmx_arena *arena, int count);
void rmx_signal_set_add(struct rmx_signal_set *set, int signal);
bool rmx_signal_set_has(const struct rmx_signal_set *set, int signal);
