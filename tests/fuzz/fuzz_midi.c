// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes become messages in range, however they are cut; each message can be written and read
// back.
#include "control/midi_bytes.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What a stream said, as one number.
struct sum {
    uint64_t hash;
    bool is_back; // of bytes that we wrote
    struct rmx_midi_message last;
};

static void add(struct sum *sum, int number)
{
    sum->hash = (sum->hash ^ (uint64_t)number) * 1099511628211u;
}

static void clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    (void)time_ms;
    if (number < 0 || ((struct sum *)data)->is_back)
        abort();
    add(data, (int)kind);
    add(data, number);
}

static void message(void *data, const struct rmx_midi_message *message);

static void write_and_read(const struct rmx_midi_message *sent)
{
    unsigned char bytes[RMX_MIDI_LONGEST];
    struct rmx_midi_bytes stream = {0};
    struct sum back = {.is_back = true};
    const struct rmx_midi_to to = {&back, message, clock};
    int size = rmx_midi_write(&sent->control, sent->value, bytes);
    rmx_midi_bytes_read(&stream, bytes, (size_t)size, 0, &to);
    if (back.last.value != sent->value && back.last.control.is_wide == sent->control.is_wide)
        abort();
}

static void message(void *data, const struct rmx_midi_message *message)
{
    struct sum *sum = data;
    const struct rmx_midi_control *control = &message->control;
    sum->last = *message;
    if (control->number < 0 || control->number > (control->is_wide ? 31 : 127) ||
        control->channel < 1 || control->channel > 16 || control->kind >= RMX_MIDI_KINDS ||
        message->value < 0 || message->value > 1 || abs(rmx_midi_step(message->raw & 127)) > 32)
        abort();
    add(sum, (int)control->kind << 16 | control->channel << 8 | control->number);
    add(sum, message->raw);
    if (!sum->is_back)
        write_and_read(message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_midi_bytes whole = {0}, parts = {0};
    struct sum one = {0}, two = {0};
    rmx_midi_bytes_read(&whole, data, size, 0, &(struct rmx_midi_to){&one, message, clock});
    for (size_t at = 0, step = 1; at < size; at += step, step = step % 7 + 1)
        rmx_midi_bytes_read(&parts, data + at, at + step < size ? step : size - at, 0,
                            &(struct rmx_midi_to){&two, message, clock});
    if (one.hash != two.hash)
        abort();
    return 0;
}
