// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi_queue.h"

#include "base/clock.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// A control's place in the table: of a channel, the controllers, the wide ones, the notes and the
// kinds that are there once.
enum {
    WIDE = 128,
    NOTES = WIDE + 32,
    SINGLE = NOTES + 128,
    PLACES = SINGLE + RMX_MIDI_KINDS,
    ROOM = 2048, // a power of two
    IS_SET = 1 << 16,
    IS_RELEASE = 1 << 17,
    IS_WHOLE = 1 << 18,
};

struct entry {
    struct rmx_midi_message message;
    enum rmx_midi_clock clock;
    int number;
    bool is_clock;
};

struct rmx_midi_queue {
    struct rmx_midi_bytes bytes; // the putter's own
    double time_ms;              // of what it puts
    bool has_put;
    struct entry entries[ROOM];
    atomic_uint first, end;
    // From when there is no room until all was taken, only the last of each control is kept:
    // whatever is in the ring is older than what is here.
    atomic_bool is_full;
    atomic_uint last[16 * PLACES];
    atomic_llong lost;
};

// --- Places.

static int place_of(const struct rmx_midi_control *control)
{
    int place = (control->channel - 1) * PLACES;
    switch (control->kind) {
    case RMX_MIDI_CC: return place + control->number + (control->is_wide ? WIDE : 0);
    case RMX_MIDI_NOTE: return place + NOTES + control->number;
    case RMX_MIDI_BEND:
    case RMX_MIDI_PROGRAM:
    case RMX_MIDI_PRESSURE:
    case RMX_MIDI_KINDS: break;
    }
    return place + SINGLE + (int)control->kind;
}

static struct rmx_midi_control control_at(int place)
{
    struct rmx_midi_control control = {.channel = place / PLACES + 1};
    int rest = place % PLACES;
    control.is_wide = rest >= WIDE && rest < NOTES;
    control.kind = rest < NOTES    ? RMX_MIDI_CC
                   : rest < SINGLE ? RMX_MIDI_NOTE
                                   : (enum rmx_midi_kind)(rest - SINGLE);
    control.number = rest < WIDE     ? rest
                     : rest < NOTES  ? rest - WIDE
                     : rest < SINGLE ? rest - NOTES
                                     : 0;
    return control;
}

// --- Putting.

static bool push(struct rmx_midi_queue *queue, const struct entry *entry)
{
    unsigned end = queue->end;
    queue->has_put = true;
    if (queue->is_full || end - queue->first == ROOM)
        return false;
    queue->entries[end % ROOM] = *entry;
    queue->end = end + 1;
    return true;
}

static void put_message(void *data, const struct rmx_midi_message *message)
{
    struct rmx_midi_queue *queue = data;
    const struct entry entry = {.message = *message};
    if (push(queue, &entry))
        return;
    unsigned kept = (unsigned)message->raw | IS_SET | (message->is_release ? IS_RELEASE : 0) |
                    (message->is_whole ? IS_WHOLE : 0);
    if (atomic_exchange(&queue->last[place_of(&message->control)], kept))
        queue->lost++;
    queue->is_full = true;
}

static void put_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    struct rmx_midi_queue *queue = data;
    const struct entry entry = {
        .message.time_ms = time_ms, .clock = kind, .number = number, .is_clock = true};
    if (!push(queue, &entry))
        queue->lost++;
}

bool rmx_midi_queue_put(struct rmx_midi_queue *queue, const unsigned char *bytes, size_t size,
                        double time_ms)
{
    const struct rmx_midi_to to = {queue, put_message, put_clock};
    queue->has_put = false;
    rmx_midi_bytes_read(&queue->bytes, bytes, size, time_ms, &to);
    return queue->has_put;
}

// --- Taking.

static void hand_on(const struct rmx_midi_to *to, struct entry *entry, const char *device)
{
    entry->message.control.device = device;
    if (entry->is_clock)
        to->clock(to->data, entry->clock, entry->number, entry->message.time_ms);
    else
        to->message(to->data, &entry->message);
}

static int take_ring(struct rmx_midi_queue *queue, const char *device, const struct rmx_midi_to *to)
{
    unsigned first = queue->first, end = queue->end;
    int count = (int)(end - first);
    for (; first != end; first++) {
        struct entry entry = queue->entries[first % ROOM];
        queue->first = first + 1;
        hand_on(to, &entry, device);
    }
    return count;
}

static int take_last(struct rmx_midi_queue *queue, const char *device, const struct rmx_midi_to *to)
{
    int count = 0;
    for (int i = 0; i < 16 * PLACES; i++) {
        unsigned kept = queue->last[i] ? atomic_exchange(&queue->last[i], 0) : 0;
        if (!kept)
            continue;
        struct entry entry = {.message = {.control = control_at(i),
                                          .raw = (int)(kept & 0xFFFF),
                                          .is_release = kept & IS_RELEASE,
                                          .is_whole = kept & IS_WHOLE,
                                          .time_ms = rmx_clock_ms()}};
        entry.message.value = rmx_midi_value(&entry.message.control, entry.message.raw);
        hand_on(to, &entry, device);
        count++;
    }
    return count;
}

int rmx_midi_queue_take(struct rmx_midi_queue *queue, const char *device,
                        const struct rmx_midi_to *to)
{
    bool was_full = queue->is_full; // then nothing is put into the ring until it is cleared
    int count = take_ring(queue, device, to);
    if (!was_full)
        return count;
    queue->is_full = false;
    return count + take_last(queue, device, to);
}

long long rmx_midi_queue_lost(const struct rmx_midi_queue *queue)
{
    return queue->lost;
}

struct rmx_midi_queue *rmx_midi_queue_create(void)
{
    struct rmx_midi_queue *queue = calloc(1, sizeof(*queue));
    if (!queue)
        abort();
    return queue;
}

void rmx_midi_queue_destroy(struct rmx_midi_queue *queue)
{
    free(queue);
}
