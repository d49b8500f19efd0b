// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listen_hands.h"

#include "app/live_midi.h"
#include "app/live_midi_targets.h"
#include "app/live_targets.h"
#include "base/clock.h"
#include "base/verbs.h"
#include "control/midi.h"
#include "control/midi_clock.h"
#include "control/osc.h"
#include "control/osc_message.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TICKS_PER_BEAT = 24, QUARTER_FRAMES = 8 };

struct rmx_listen_hands {
    struct rmx_listen_hands_params params;
    struct rmx_arena *arena;
    struct rmx_live_targets osc_targets;
    struct rmx_midi_targets midi_targets;
    struct rmx_midi *midi;          // NULL: there is none
    struct rmx_osc *osc;            // NULL: off
    char midi_is[300], osc_is[300]; // as they are told; "": to be counted, off
    // Of MIDI's thread:
    struct rmx_midi_clock_ticks ticks;
    long long tick_count;
    int code[QUARTER_FRAMES]; // the last quarter frames of a time code
};

// Parts of a sentence, with commas between.
static void add_part(struct rmx_text *text, const char *what, const char *name)
{
    rmx_text_printf(text, "%s%s %s", text->length ? ", " : "", what, name);
}

// --- OSC.

static const char *verb_name(int index)
{
    const struct rmx_verb *verb = rmx_verb(index);
    return verb && verb->name ? verb->name : "";
}

static bool is_knob(const struct rmx_scene *scene, const char *name)
{
    for (int i = 0; scene && i < scene->knob_count; i++)
        if (strcmp(scene->knobs[i].name, name) == 0)
            return true;
    return false;
}

static void add_osc_target(struct rmx_text *text, const struct rmx_scene *scene,
                           const struct rmx_osc_target *target, bool is_refused)
{
    if (is_refused)
        add_part(text, "refused by", target->verb >= 0 ? verb_name(target->verb) : target->name);
    else if (target->verb >= 0)
        add_part(text, "verb", verb_name(target->verb));
    else
        add_part(text, is_knob(scene, target->name) ? "knob" : "signal", target->name);
}

// Whether a verb is meant.
static bool find_osc(const struct rmx_listen_hands *hands, const char *address, int arguments,
                     double number, struct rmx_text *text)
{
    bool is_verb = false;
    for (int i = 0; i < hands->osc_targets.count; i++) {
        const struct rmx_osc_target *target = &hands->osc_targets.items[i];
        if (strcmp(address, target->address) == 0 ||
            (rmx_osc_is_pattern(address) && rmx_osc_matches(address, target->address))) {
            add_osc_target(text, hands->params.scene, target,
                           arguments && !rmx_osc_takes(target, number));
            is_verb |= target->verb >= 0;
        }
    }
    if (strcmp(address, "/remontage/subscribe") == 0)
        rmx_text_add(text, "who hears of changes");
    return is_verb;
}

static void hear_osc(void *data, const char *address, int arguments, double number)
{
    const struct rmx_listen_hands *hands = data;
    struct rmx_text moves = {0}, value = {0};
    bool is_verb = find_osc(hands, address, arguments, number, &moves);
    if (arguments == 0)
        rmx_text_add(&value, is_verb ? "pressed" : "asks");
    else if (isnan(number))
        rmx_text_add(&value, "no number");
    else
        rmx_text_printf(&value, "%.6g", number);
    rmx_listen_log_note(hands->params.log, "OSC", address, rmx_text_string(&value),
                        rmx_text_string(&moves), rmx_clock_ms());
    rmx_text_finish(&moves);
    rmx_text_finish(&value);
}

static void set_nothing(void *data, const char *name, double value, double over_s)
{
    (void)data;
    (void)name;
    (void)value;
    (void)over_s;
}

static void press_nothing(void *data, int verb, double number)
{
    (void)data;
    (void)verb;
    (void)number;
}

// "OSC is off: port 9000 is in use …" behind the word OSC.
static const char *why_off(const char *why)
{
    const char *off = strstr(why, "off: ");
    return off ? off : why;
}

static void open_osc(struct rmx_listen_hands *hands)
{
    const struct rmx_options *options = hands->params.options;
    const struct rmx_scene *scene = hands->params.scene;
    char why[256];
    int port = options->osc.given ? (int)options->osc.value : scene ? scene->osc_port : 0;
    const struct rmx_osc_params params = {.port = port,
                                          .listen = options->listen,
                                          .data = hands,
                                          .set = set_nothing,
                                          .press = press_nothing,
                                          .heard = hear_osc};
    if (!port)
        return;
    hands->osc = rmx_osc_create(&params, why, sizeof(why));
    if (!hands->osc)
        snprintf(hands->osc_is, sizeof(hands->osc_is), "%s", why_off(why));
    else
        snprintf(hands->osc_is, sizeof(hands->osc_is), "port %d of %s", rmx_osc_port(hands->osc),
                 options->listen ? options->listen : "this machine alone");
}

// --- MIDI.

static void add_midi_target(struct rmx_text *text, const struct rmx_midi_target *target,
                            double value)
{
    switch (target->kind) {
    case RMX_MIDI_TO_KNOB:
        add_part(text, "knob", target->name);
        if (!target->control.is_relative)
            rmx_text_printf(text, " %.4g", target->from + value * (target->to - target->from));
        break;
    case RMX_MIDI_TO_SIGNAL: add_part(text, "signal", target->name); break;
    case RMX_MIDI_TO_VERB: add_part(text, "verb", verb_name(target->call.verb)); break;
    }
}

// A controller's high half is told as one of 14 bits, too, where it is one or is listened to.
static void hear_midi(void *data, const struct rmx_midi_message *message)
{
    const struct rmx_listen_hands *hands = data;
    struct rmx_text moves = {0}, name = {0};
    char value[32];
    for (int i = 0; i < hands->midi_targets.count; i++)
        if (rmx_midi_control_is(&hands->midi_targets.items[i].control, &message->control))
            add_midi_target(&moves, &hands->midi_targets.items[i], message->value);
    rmx_midi_control_write(&name, &message->control);
    snprintf(value, sizeof(value), "%d", message->raw);
    if (!message->control.is_wide || message->is_whole || moves.length)
        rmx_listen_log_note(hands->params.log, message->control.device, rmx_text_string(&name),
                            value, rmx_text_string(&moves), message->time_ms);
    rmx_text_finish(&moves);
    rmx_text_finish(&name);
}

static void note_clock(const struct rmx_listen_hands *hands, const char *name, const char *value,
                       const char *moves, double time_ms)
{
    rmx_listen_log_note(hands->params.log, "MIDI clock", name, value, moves, time_ms);
}

// Once a beat.
static void hear_tick(struct rmx_listen_hands *hands, double time_ms)
{
    struct rmx_midi_clock_beat beat;
    const struct rmx_scene *scene = hands->params.scene;
    bool is_followed = scene && (scene->tempo == RMX_TEMPO_AUTO || scene->tempo == RMX_TEMPO_MIDI);
    char value[32];
    if (++hands->tick_count % TICKS_PER_BEAT || !rmx_midi_clock_beat(&hands->ticks, time_ms, &beat))
        return;
    snprintf(value, sizeof(value), "%.1f", beat.bpm);
    note_clock(hands, "tempo", value, is_followed ? "the tempo" : "", time_ms);
}

// Eight quarter frames say where a time code is: a nibble each, the frames' low one first.
static void hear_quarter_frame(struct rmx_listen_hands *hands, int byte, double time_ms)
{
    int *at = hands->code;
    char value[32];
    at[byte >> 4 & 7] = byte & 15;
    if (byte >> 4 != 7)
        return;
    snprintf(value, sizeof(value), "%02d:%02d:%02d:%02d", (at[7] & 1) << 4 | at[6],
             (at[5] & 3) << 4 | at[4], (at[3] & 3) << 4 | at[2], (at[1] & 1) << 4 | at[0]);
    note_clock(hands, "time code", value, "time, with --chase", time_ms);
}

static void hear_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    struct rmx_listen_hands *hands = data;
    char value[32];
    rmx_midi_clock_take(&hands->ticks, kind, number, time_ms);
    switch (kind) {
    case RMX_MIDI_TICK: hear_tick(hands, time_ms); break;
    case RMX_MIDI_START: note_clock(hands, "transport", "start", "the beat", time_ms); break;
    case RMX_MIDI_CONTINUE: note_clock(hands, "transport", "continue", "the beat", time_ms); break;
    case RMX_MIDI_STOP: note_clock(hands, "transport", "stop", "", time_ms); break;
    case RMX_MIDI_POSITION:
        snprintf(value, sizeof(value), "%d", number);
        note_clock(hands, "position", value, "the beat", time_ms);
        break;
    case RMX_MIDI_QUARTER_FRAME: hear_quarter_frame(hands, number, time_ms); break;
    case RMX_MIDI_FULL_FRAME:
        snprintf(value, sizeof(value), "%02d:%02d:%02d:%02d", number >> 24 & 31, number >> 16 & 255,
                 number >> 8 & 255, number & 255);
        note_clock(hands, "time code", value, "time, with --chase", time_ms);
        break;
    }
}

static void note_device(void *data, const char *name, bool is_here)
{
    const struct rmx_listen_hands *hands = data;
    rmx_listen_log_source(hands->params.log, name, is_here, rmx_clock_ms());
}

static void ignore_device(void *data, const char *name, bool is_input)
{
    (void)data;
    (void)name;
    (void)is_input;
}

static void open_midi(struct rmx_listen_hands *hands)
{
    char why[256] = "";
    const struct rmx_list *wanted = &hands->params.options->midi;
    const struct rmx_midi_params params = {.wanted = wanted->items,
                                           .wanted_count = rmx_live_midi_wanted(wanted),
                                           .data = hands,
                                           .message = hear_midi,
                                           .clock = hear_clock,
                                           .device = note_device};
    if (rmx_live_midi_is_refused(wanted)) {
        snprintf(hands->midi_is, sizeof(hands->midi_is), "off");
        return;
    }
    if (!rmx_midi_list(ignore_device, NULL, why, sizeof(why)))
        snprintf(hands->midi_is, sizeof(hands->midi_is), "none: %s", why);
    hands->midi = rmx_midi_create(&params, why, sizeof(why));
}

const char *rmx_listen_hands_midi(const struct rmx_listen_hands *hands)
{
    int count = hands->midi ? rmx_midi_counts(hands->midi).inputs : 0;
    if (count == 0)
        return hands->midi_is[0] ? hands->midi_is : "no device yet";
    return count == 1 ? "one device" : "several devices";
}

const char *rmx_listen_hands_osc(const struct rmx_listen_hands *hands)
{
    return hands->osc_is[0] ? hands->osc_is : NULL;
}

// --- Their life.

struct rmx_listen_hands *rmx_listen_hands_create(const struct rmx_listen_hands_params *params)
{
    struct rmx_listen_hands *hands = calloc(1, sizeof(*hands));
    if (!hands)
        abort();
    hands->params = *params;
    hands->arena = rmx_arena_create();
    hands->osc_targets = rmx_live_targets(hands->arena, params->scene);
    hands->midi_targets = rmx_live_midi_targets(hands->arena, params->scene, params->side);
    open_midi(hands);
    open_osc(hands);
    return hands;
}

void rmx_listen_hands_destroy(struct rmx_listen_hands *hands)
{
    if (!hands)
        return;
    rmx_midi_destroy(hands->midi);
    rmx_osc_destroy(hands->osc);
    rmx_arena_destroy(hands->arena);
    free(hands);
}
