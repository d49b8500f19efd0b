// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/midi_map.h"

#include "base/clock.h"
#include "control/midi_learn.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEVICES = 64, REST_MS = 250, MOST_7 = 127, MOST_14 = 16383, NOTHING = -1 };

struct entry {
    struct rmx_midi_target target;
    char device[RMX_LEARN_NAME]; // that moved it last; "": none did
    double moved_ms;
    int told; // the number that its device knows; NOTHING: none
    int echo; // that was sent to it last, and that it may send back
    // Of a knob:
    struct rmx_pickup_state pickup;
    double stands; // in its own numbers
    double sent;   // that was set last, while nothing else has moved it; NaN: none
    int frames;    // turns since then, at most two
    double value;  // that it sent last; of a signal that is an encoder: where that is
};

struct rmx_midi_map {
    struct rmx_midi_map_to to;
    pthread_mutex_t lock;
    struct rmx_arena *arena; // of the entries
    struct entry *entries;
    int count;
    char devices[MOST_DEVICES][RMX_LEARN_NAME];
    int device_count;
    char *learns; // the knob that a control is learned for; NULL: none
    struct rmx_learn learn;
    bool has_learned;
    struct rmx_midi_control learned;
    char learned_device[RMX_LEARN_NAME];
    struct rmx_midi_target refused; // that was not learned; its verb NONE: no such one
    bool was_refused;               // it was told
};

static void copy_name(char copy[RMX_LEARN_NAME], const char *name)
{
    snprintf(copy, RMX_LEARN_NAME, "%s", name ? name : "");
}

static int raw_of(const struct rmx_midi_control *control, double value)
{
    bool is_fine = control->is_wide || control->kind == RMX_MIDI_BEND;
    return (int)lround(fmin(fmax(value, 0), 1) * (is_fine ? MOST_14 : MOST_7));
}

// --- What a message does.

static double in_knob(const struct rmx_midi_target *target, double place)
{
    if (place <= 0)
        return target->from;
    return place >= 1 ? target->to : target->from + (target->to - target->from) * place;
}

static double place_of(const struct entry *entry)
{
    const struct rmx_midi_target *target = &entry->target;
    double value = isnan(entry->sent) ? entry->stands : entry->sent;
    return fmin(fmax((value - target->from) / (target->to - target->from), 0), 1);
}

static enum rmx_pickup pickup_of(const struct rmx_midi_target *target)
{
    if (target->pickup != RMX_PICKUP_UNSAID)
        return target->pickup;
    return target->control.kind == RMX_MIDI_CC ? RMX_PICKUP_CATCH : RMX_PICKUP_JUMP;
}

static double step_of(const struct rmx_midi_message *message)
{
    return rmx_midi_step(message->raw) / (double)MOST_7;
}

static void move_knob(struct rmx_midi_map *map, struct entry *entry,
                      const struct rmx_midi_message *message)
{
    const struct rmx_midi_target *target = &entry->target;
    double place = place_of(entry), to;
    bool is_echo = message->raw == entry->echo && !entry->pickup.holds;
    entry->echo = NOTHING;
    if (target->control.is_relative)
        to = fmin(fmax(place + step_of(message), 0), 1);
    else if (is_echo)
        to = NAN;
    else
        to = rmx_pickup_move(&entry->pickup, pickup_of(target), message->value, place);
    if (isnan(to))
        return;
    entry->sent = in_knob(target, to);
    entry->frames = 0;
    map->to.set(map->to.data, target->name, entry->sent);
}

static void set_signal(struct rmx_midi_map *map, struct entry *entry,
                       const struct rmx_midi_message *message)
{
    entry->value = entry->target.control.is_relative
                       ? fmin(fmax(entry->value + step_of(message), 0), 1)
                       : message->value;
    map->to.set(map->to.data, entry->target.name, entry->value);
}

// A fader presses once on its way up; each stroke of a pad, program or step of an encoder is one.
static void press_verb(struct rmx_midi_map *map, struct entry *entry,
                       const struct rmx_midi_message *message)
{
    const struct rmx_midi_control *control = &entry->target.control;
    bool is_step = control->is_relative || control->kind == RMX_MIDI_PROGRAM;
    double value = message->value;
    if (is_step)
        value = control->is_relative ? rmx_midi_step(message->raw) > 0 : 1;
    bool was_on = entry->value > 0;
    bool is_again = control->kind == RMX_MIDI_NOTE || is_step;
    entry->value = value;
    if (value > 0 ? !was_on || is_again : was_on)
        map->to.press(map->to.data, entry->target.call.verb,
                      rmx_verb_call_number(&entry->target.call, value));
}

// A lamp that was lit while its pad was held does not go out with the hand.
static bool is_lit(const struct entry *entry)
{
    return entry->told > 0 && entry->told == entry->echo;
}

static void move(struct rmx_midi_map *map, struct entry *entry,
                 const struct rmx_midi_message *message)
{
    copy_name(entry->device, message->control.device);
    entry->moved_ms = message->time_ms;
    if (!entry->target.control.is_relative)
        entry->told = message->is_release && is_lit(entry) ? NOTHING : message->raw;
    switch (entry->target.kind) {
    case RMX_MIDI_TO_KNOB:
        entry->value = message->value;
        move_knob(map, entry, message);
        break;
    case RMX_MIDI_TO_SIGNAL: set_signal(map, entry, message); break;
    case RMX_MIDI_TO_VERB: press_verb(map, entry, message); break;
    }
}

// --- Learning.

static bool is_for_learner(const struct rmx_midi_map *map, const struct entry *entry)
{
    return !map->learns || entry->target.kind != RMX_MIDI_TO_KNOB ||
           strcmp(entry->target.name, map->learns) == 0;
}

static const struct rmx_midi_target *find_verb(const struct rmx_midi_map *map,
                                               const struct rmx_midi_control *control)
{
    for (int i = 0; i < map->count; i++)
        if (map->entries[i].target.kind == RMX_MIDI_TO_VERB &&
            rmx_midi_control_is(&map->entries[i].target.control, control))
            return &map->entries[i].target;
    return NULL;
}

// Those that learning itself is done with are meant.
static void refuse(struct rmx_midi_map *map, const struct rmx_midi_target *target)
{
    int verb = target->call.verb;
    if (verb != RMX_ACTION_LEARN && verb != RMX_ACTION_NEXT_KNOB &&
        verb != RMX_ACTION_PREVIOUS_KNOB && !map->was_refused)
        map->refused = *target;
}

static void learn(struct rmx_midi_map *map, const struct rmx_midi_message *message)
{
    struct rmx_midi_control control;
    const struct rmx_midi_target *sends = find_verb(map, &message->control);
    if (map->learns && sends)
        refuse(map, sends);
    if (!map->learns || sends || !rmx_learn_take(&map->learn, message, &control))
        return;
    map->has_learned = true;
    map->learned = control;
    copy_name(map->learned_device, control.device);
}

void rmx_midi_map_learn(struct rmx_midi_map *map, const char *knob)
{
    pthread_mutex_lock(&map->lock);
    free(map->learns);
    map->learns = knob ? strdup(knob) : NULL;
    map->has_learned = map->was_refused = false;
    map->refused = (struct rmx_midi_target){0};
    rmx_learn_begin(&map->learn);
    pthread_mutex_unlock(&map->lock);
}

bool rmx_midi_map_refused(struct rmx_midi_map *map, struct rmx_midi_control *control, int *verb)
{
    pthread_mutex_lock(&map->lock);
    *control = map->refused.control;
    control->device = NULL; // may be gone
    *verb = map->refused.call.verb;
    bool is_new = *verb != RMX_ACTION_NONE && !map->was_refused;
    map->was_refused |= is_new;
    pthread_mutex_unlock(&map->lock);
    return is_new;
}

bool rmx_midi_map_learned(struct rmx_midi_map *map, struct rmx_arena *arena,
                          struct rmx_midi_control *control)
{
    pthread_mutex_lock(&map->lock);
    bool has_learned = map->has_learned;
    *control = map->learned;
    control->device = map->device_count > 1 ? rmx_arena_copy(arena, map->learned_device) : NULL;
    if (has_learned)
        rmx_learn_begin(&map->learn);
    map->has_learned = false;
    pthread_mutex_unlock(&map->lock);
    return has_learned;
}

// --- What comes.

void rmx_midi_map_take(struct rmx_midi_map *map, const struct rmx_midi_message *message)
{
    pthread_mutex_lock(&map->lock);
    for (int i = 0; i < map->count; i++) {
        struct entry *entry = &map->entries[i];
        if (rmx_midi_control_is(&entry->target.control, &message->control) &&
            is_for_learner(map, entry))
            move(map, entry, message);
    }
    learn(map, message);
    pthread_mutex_unlock(&map->lock);
}

static int find_device(const struct rmx_midi_map *map, const char *name)
{
    for (int i = 0; i < map->device_count; i++)
        if (strncmp(map->devices[i], name, RMX_LEARN_NAME - 1) == 0)
            return i;
    return -1;
}

static bool is_held(const struct entry *entry)
{
    bool may_be =
        entry->target.kind == RMX_MIDI_TO_VERB || entry->target.control.kind == RMX_MIDI_NOTE;
    return may_be && entry->value > 0;
}

static void let_go_all(struct rmx_midi_map *map, const char *device)
{
    for (int i = 0; i < map->count; i++) {
        struct entry *entry = &map->entries[i];
        struct rmx_midi_message release = {
            .control = entry->target.control, .is_release = true, .time_ms = rmx_clock_ms()};
        release.control.device = device;
        if (strncmp(entry->device, device, RMX_LEARN_NAME - 1) == 0 && is_held(entry))
            move(map, entry, &release);
    }
}

void rmx_midi_map_device(struct rmx_midi_map *map, const char *name, bool is_here)
{
    pthread_mutex_lock(&map->lock);
    int known = find_device(map, name);
    if (is_here && known < 0 && map->device_count < MOST_DEVICES)
        copy_name(map->devices[map->device_count++], name);
    if (!is_here)
        let_go_all(map, name);
    if (!is_here && known >= 0)
        memmove(map->devices[known], map->devices[known + 1],
                sizeof(map->devices[0]) * (size_t)(--map->device_count - known));
    for (int i = 0; i < map->count; i++)
        map->entries[i].told = NOTHING; // it knows nothing yet
    pthread_mutex_unlock(&map->lock);
}

void rmx_midi_map_close(struct rmx_midi_map *map)
{
    while (map->device_count)
        rmx_midi_map_device(map, map->devices[map->device_count - 1], false);
}

// --- Frames.

// What was set is on its way for one turn at most; where the knob stands elsewhere after that,
// something else has moved it.
static void follow_knob(struct entry *entry, double stands)
{
    entry->stands = stands;
    if (isnan(entry->sent))
        return;
    if (stands == entry->sent)
        entry->frames = 2;
    else if (entry->frames++ >= 1) {
        entry->sent = NAN;
        rmx_pickup_let_go(&entry->pickup);
    }
}

// The device that it is of; NULL: unknown.
static const char *device_of(const struct rmx_midi_map *map, const struct entry *entry)
{
    if (entry->target.control.device)
        return entry->target.control.device;
    if (*entry->device)
        return entry->device;
    return map->device_count == 1 ? map->devices[0] : NULL;
}

static void tell(struct rmx_midi_map *map, struct entry *entry, double value, double now_ms)
{
    struct rmx_midi_control control = entry->target.control;
    int raw = raw_of(&control, value);
    control.device = device_of(map, entry);
    if (raw == entry->told || now_ms - entry->moved_ms < REST_MS || !control.device)
        return;
    entry->told = entry->echo = raw;
    map->to.send(map->to.data, &control, value);
}

void rmx_midi_map_frame(struct rmx_midi_map *map, const struct rmx_midi_map_frame *frame)
{
    pthread_mutex_lock(&map->lock);
    for (int i = 0; i < map->count; i++) {
        struct entry *entry = &map->entries[i];
        const struct rmx_midi_target *target = &entry->target;
        if (target->kind == RMX_MIDI_TO_KNOB) {
            follow_knob(entry, frame->knobs[target->knob]);
            tell(map, entry, place_of(entry), frame->now_ms);
        } else if (target->kind == RMX_MIDI_TO_VERB && rmx_verb(target->call.verb)->is_switch) {
            tell(map, entry, frame->is_on(frame->data, target->call.verb), frame->now_ms);
        }
    }
    pthread_mutex_unlock(&map->lock);
}

// --- Its life.

static bool is_same_text(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

static bool is_same(const struct rmx_midi_target *one, const struct rmx_midi_target *other)
{
    const struct rmx_midi_control *a = &one->control, *b = &other->control;
    return one->kind == other->kind && is_same_text(one->name, other->name) &&
           one->call.verb == other->call.verb && one->call.number == other->call.number &&
           a->kind == b->kind && a->number == b->number && a->channel == b->channel &&
           a->is_wide == b->is_wide && a->is_relative == b->is_relative &&
           is_same_text(a->device, b->device);
}

// Of a knob whose ends were edited the same place is another number: it is as if it was moved.
static struct entry begun(const struct rmx_midi_map *map, const struct rmx_midi_target *target)
{
    for (int i = 0; i < map->count; i++)
        if (is_same(&map->entries[i].target, target))
            return map->entries[i];
    return (struct entry){.moved_ms = -INFINITY,
                          .told = NOTHING,
                          .echo = NOTHING,
                          .pickup = rmx_pickup_begin(),
                          .stands = target->stands,
                          .sent = NAN};
}

void rmx_midi_map_set(struct rmx_midi_map *map, const struct rmx_midi_target *targets, int count)
{
    struct rmx_arena *arena = rmx_arena_create(), *before;
    struct entry *entries = RMX_NEW(arena, struct entry, count);
    pthread_mutex_lock(&map->lock);
    for (int i = 0; i < count; i++) {
        entries[i] = begun(map, &targets[i]);
        struct rmx_midi_target *target = &entries[i].target;
        *target = targets[i];
        if (target->name)
            target->name = rmx_arena_copy(arena, target->name);
        if (target->control.device)
            target->control.device = rmx_arena_copy(arena, target->control.device);
    }
    before = map->arena;
    map->arena = arena;
    map->entries = entries;
    map->count = count;
    pthread_mutex_unlock(&map->lock);
    rmx_arena_destroy(before);
}

struct rmx_midi_map *rmx_midi_map_create(const struct rmx_midi_map_to *to)
{
    struct rmx_midi_map *map = calloc(1, sizeof(*map));
    if (!map)
        abort();
    map->to = *to;
    map->arena = rmx_arena_create();
    pthread_mutex_init(&map->lock, NULL);
    return map;
}

void rmx_midi_map_destroy(struct rmx_midi_map *map)
{
    if (!map)
        return;
    pthread_mutex_destroy(&map->lock);
    rmx_arena_destroy(map->arena);
    free(map->learns);
    free(map);
}
