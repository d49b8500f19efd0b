// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/signals.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))

static const struct rmx_signal own[RMX_SIGNALS_OWN] = {
    [RMX_SIGNAL_TIME] = {"time", RMX_SIGNAL_KIND_NUMBER, 0, INFINITY, NAN, "clock", "seconds"},
    [RMX_SIGNAL_BEAT] = {"beat", RMX_SIGNAL_KIND_NUMBER, 0, INFINITY, NAN, "tempo",
                         "beats since the start"},
    [RMX_SIGNAL_BAR] = {"bar", RMX_SIGNAL_KIND_NUMBER, 0, INFINITY, NAN, "tempo",
                        "a quarter of `beat`"},
    [RMX_SIGNAL_BPM] = {"bpm", RMX_SIGNAL_KIND_NUMBER, 0, INFINITY, NAN, "tempo", "beats a minute"},
    [RMX_SIGNAL_FRAME] = {"frame", RMX_SIGNAL_KIND_NUMBER, 0, INFINITY, NAN, "clock",
                          "the frame's number, from 0"},
    [RMX_SIGNAL_SEED] = {"seed", RMX_SIGNAL_KIND_NUMBER, 0, UINT32_MAX, NAN, "scene",
                         "the scene's"},
    [RMX_SIGNAL_WIDTH] = {"width", RMX_SIGNAL_KIND_NUMBER, 1, INFINITY, NAN, "scene",
                          "of the scene's own `size:`"},
    [RMX_SIGNAL_HEIGHT] = {"height", RMX_SIGNAL_KIND_NUMBER, 1, INFINITY, NAN, "scene",
                           "of the scene's own `size:`"},
    [RMX_SIGNAL_MOUSE_X] = {"mouse.x", RMX_SIGNAL_KIND_NUMBER, 0, 1, 0.5, "pointer",
                            "from the left; 0.5 in `render`, or as `--set mouse.x=…` says"},
    [RMX_SIGNAL_MOUSE_Y] = {"mouse.y", RMX_SIGNAL_KIND_NUMBER, 0, 1, 0.5, "pointer",
                            "from the bottom; 0.5 in `render`, or as `--set mouse.y=…` says"},
    [RMX_SIGNAL_FPS] = {NULL, RMX_SIGNAL_KIND_NUMBER, 0, INFINITY, NAN, "clock", "frames a second"},
};

static const struct rmx_signal_family measured[] = {
    {"share", "ledger", "which share of the surface a source holds"},
    {"aura", "ledger", "what is left of its aura: 1 for what was never shown"},
};

#define HEARD(number, name, most, meaning)                                                         \
    [RMX_HEARD_##number] = {"audio." name, RMX_SIGNAL_KIND_NUMBER, 0, most, 0, "sound", meaning},  \
    [RMX_HEARD_SMOOTH + RMX_HEARD_##number] = {                                                    \
        "audio." name "_smooth", RMX_SIGNAL_KIND_NUMBER, 0, most, 0, "sound", "the same, smooth"}
#define HEARD_EVENT(number, name, meaning)                                                         \
    [RMX_HEARD_##number] = {"audio." name, RMX_SIGNAL_KIND_EVENT, 0, 1, 0, "sound", meaning}

static const struct rmx_signal heard[RMX_HEARD] = {
    HEARD(LEVEL, "level", 1, "how loud it is"),
    HEARD(BASS, "bass", 1, "between 20 and 150 Hz"),
    HEARD(LOW, "low", 1, "between 150 and 500 Hz"),
    HEARD(MID, "mid", 1, "between 500 and 2000 Hz"),
    HEARD(HIGH, "high", 1, "between 2 and 16 kHz"),
    HEARD(PEAK, "peak", 1, "the largest sample of the last hundredth of a second"),
    HEARD(BRIGHTNESS, "brightness", 1, "where its spectrum has its middle: dark 0, bright 1"),
    HEARD(TEMPO, "tempo", 200, "beats a minute; 0 where none is heard"),
    HEARD(BEAT, "beat", 1, "which part of its beat has passed"),
    HEARD(SILENCE, "silence", INFINITY, "seconds since it fell silent"),
    HEARD_EVENT(ONSET, "onset", "something begins"),
    HEARD_EVENT(KICK, "kick", "something begins in the bass"),
    HEARD_EVENT(SNARE, "snare", "something begins between 1.5 and 5 kHz"),
};

static const struct rmx_signal_family sent = {
    "osc", "osc", "the first number of the last OSC message to that address; 0 before it"};

static const struct rmx_signal_family moved = {
    "midi", "midi",
    "a control of a MIDI device, all of its way 1; a note: how hard, 0 when let go"};

static const struct rmx_signal display = {
    "display",
    RMX_SIGNAL_KIND_NUMBER,
    0,
    1,
    1,
    "knob",
    "a knob that every scene has: 0 all veiled, 1 all exposed"};

const struct rmx_signal *rmx_signals_own(void)
{
    return own;
}

static size_t first_word(const char *name, size_t length)
{
    size_t first = 0;
    while (first < length && name[first] != '.')
        first++;
    return first;
}

// The first of a name stays.
static void know(struct rmx_signals *table, const char *name, int index)
{
    size_t length = name ? strlen(name) : 0, first = first_word(name, length);
    if (name && rmx_names_get(&table->known, name, length) < 0)
        rmx_names_put(&table->known, name, length, index);
    if (first < length)
        rmx_names_put(&table->first_words, name, first, index);
}

void rmx_signals_add(struct rmx_arena *arena, struct rmx_signals *table,
                     const struct rmx_signal *entries, int count)
{
    table->known.arena = table->first_words.arena = arena;
    for (int i = 0; i < count; i++) {
        know(table, entries[i].name, table->count);
        *RMX_PUSH(arena, &table->items, &table->count) = entries[i];
    }
}

int rmx_signals_find(const struct rmx_signals *table, const char *name, size_t length)
{
    if (table->known.count)
        return rmx_names_get(&table->known, name, length);
    for (int i = 0; i < table->count; i++) { // a table that was written down
        const char *its = table->items[i].name;
        if (its && strncmp(its, name, length) == 0 && !its[length])
            return i;
    }
    return -1;
}

bool rmx_signal_is_from(const struct rmx_signal *signal, const char *provider)
{
    return strcmp(signal->provider, provider) == 0;
}

bool rmx_signal_is_provided(const struct rmx_signal *signal)
{
    return !isnan(signal->initial) && signal->kind != RMX_SIGNAL_KIND_ROW;
}

const char *rmx_signal_kind_name(enum rmx_signal_kind kind)
{
    switch (kind) {
    case RMX_SIGNAL_KIND_NUMBER: return "number";
    case RMX_SIGNAL_KIND_EVENT: return "event";
    case RMX_SIGNAL_KIND_ROW: break;
    }
    return "row";
}

const struct rmx_signal_family *rmx_signals_measured(int *count)
{
    *count = COUNT(measured);
    return measured;
}

const struct rmx_signal_family *rmx_signals_osc(void)
{
    return &sent;
}

const struct rmx_signal_family *rmx_signals_midi(void)
{
    return &moved;
}

const struct rmx_signal *rmx_signals_display(void)
{
    return &display;
}

const struct rmx_signal *rmx_signals_heard(void)
{
    return heard;
}

int rmx_signals_heard_of(const char *name, size_t length)
{
    for (int i = 0; i < RMX_HEARD; i++)
        if (strncmp(heard[i].name, name, length) == 0 && !heard[i].name[length])
            return i;
    return -1;
}

static bool is_among(const struct rmx_signal_family *families, int count, const char *word,
                     size_t length)
{
    for (int i = 0; i < count; i++)
        if (strncmp(families[i].word, word, length) == 0 && !families[i].word[length])
            return true;
    return false;
}

const char *rmx_signals_measured_of(const char *name, size_t length)
{
    size_t first = first_word(name, length);
    bool is = first + 1 < length && is_among(measured, COUNT(measured), name, first);
    return is ? name + first + 1 : NULL;
}

bool rmx_signals_keep_word(const struct rmx_signals *table, const char *word)
{
    size_t length = strlen(word);
    return strcmp(word, "audio") == 0 || is_among(&moved, 1, word, length) ||
           is_among(measured, COUNT(measured), word, length) || is_among(&sent, 1, word, length) ||
           rmx_names_get(&table->first_words, word, length) >= 0;
}

struct rmx_signal_values rmx_signal_values_create(struct rmx_arena *arena,
                                                  const struct rmx_signals *table)
{
    struct rmx_signal_values values = {RMX_NEW(arena, double, table->count),
                                       RMX_NEW(arena, double, table->count)};
    for (int i = 0; i < table->count; i++) {
        values.numbers[i] = table->items[i].initial;
        values.set_s[i] = -INFINITY;
    }
    return values;
}

void rmx_signal_values_set(struct rmx_signal_values *values, const struct rmx_signals *table,
                           int signal, double number, double now_s)
{
    const struct rmx_signal *entry = &table->items[signal];
    assert(signal >= 0 && signal < table->count);
    if (isnan(number))
        return;
    values->numbers[signal] = fmin(fmax(number, entry->min), entry->max);
    values->set_s[signal] = now_s;
}

double rmx_signal_silent_s(const struct rmx_signal_values *values, int signal, double now_s)
{
    return now_s - values->set_s[signal];
}

struct rmx_signal_set rmx_signal_set_create(struct rmx_arena *arena, int count)
{
    int words = (count + 63) / 64;
    return (struct rmx_signal_set){RMX_NEW(arena, uint64_t, words), words};
}

void rmx_signal_set_add(struct rmx_signal_set *set, int signal)
{
    assert(signal >= 0 && signal < set->word_count * 64);
    set->words[signal / 64] |= UINT64_C(1) << signal % 64;
}

bool rmx_signal_set_has(const struct rmx_signal_set *set, int signal)
{
    return signal >= 0 && signal < set->word_count * 64 &&
           set->words[signal / 64] >> signal % 64 & 1;
}
