// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi_bytes.h"

#include <math.h>
#include <string.h>

enum {
    NOTE_OFF = 0x8,
    NOTE_ON = 0x9,
    CONTROLLER = 0xB,
    PROGRAM = 0xC,
    PRESSURE = 0xD,
    BEND = 0xE, // the status bytes of channels, their upper halves
    MOST_7 = 127,
    MOST_14 = 16383,
    MIDDLE_14 = 8192,
};

// What is read, and where it goes.
struct reading {
    struct rmx_midi_bytes *bytes;
    const struct rmx_midi_to *to;
    double time_ms;
};

double rmx_midi_value(const struct rmx_midi_control *control, int raw)
{
    bool is_bend = control->kind == RMX_MIDI_BEND;
    if (is_bend && raw == MIDDLE_14)
        return 0.5;
    return (double)raw / (is_bend || control->is_wide ? MOST_14 : MOST_7);
}

// --- Messages of a channel.

static void report(const struct reading *reading, struct rmx_midi_message message)
{
    message.control.device = reading->bytes->device;
    message.control.channel = (reading->bytes->status & 0xF) + 1;
    message.time_ms = reading->time_ms;
    message.value = rmx_midi_value(&message.control, message.raw);
    reading->to->message(reading->to->data, &message);
}

static void report_7(const struct reading *reading, enum rmx_midi_kind kind, int number, int raw)
{
    report(reading,
           (struct rmx_midi_message){.control = {.kind = kind, .number = number}, .raw = raw});
}

static void report_note(const struct reading *reading, int number, int velocity)
{
    report(reading, (struct rmx_midi_message){.control = {.kind = RMX_MIDI_NOTE, .number = number},
                                              .raw = velocity,
                                              .is_release = velocity == 0});
}

static void report_bend(const struct reading *reading, int raw)
{
    report(reading, (struct rmx_midi_message){.control = {.kind = RMX_MIDI_BEND}, .raw = raw});
}

// A device that sends both halves each time sends many high ones that are not new.
static void report_wide(const struct reading *reading, int number, int half)
{
    struct rmx_midi_bytes *bytes = reading->bytes;
    int channel = bytes->status & 0xF, high = number & 31;
    uint8_t *halves = bytes->halves[channel];
    if (number == high && halves[high] != half)
        halves[high + 32] = 0;
    halves[number] = (uint8_t)half;
    bytes->has_low_half[channel][high] |= number != high;
    report(reading, (struct rmx_midi_message){
                        .control = {.kind = RMX_MIDI_CC, .number = high, .is_wide = true},
                        .raw = halves[high] << 7 | halves[high + 32],
                        .is_whole = bytes->has_low_half[channel][high]});
}

static void report_channel(const struct reading *reading)
{
    int first = reading->bytes->data[0], second = reading->bytes->data[1];
    switch (reading->bytes->status >> 4) {
    case NOTE_OFF: report_note(reading, first, 0); break;
    case NOTE_ON: report_note(reading, first, second); break;
    case CONTROLLER:
        report_7(reading, RMX_MIDI_CC, first, second);
        if (first < 64)
            report_wide(reading, first, second);
        break;
    case PROGRAM: report_7(reading, RMX_MIDI_PROGRAM, 0, first); break;
    case PRESSURE: report_7(reading, RMX_MIDI_PRESSURE, 0, first); break;
    case BEND: report_bend(reading, second << 7 | first); break;
    default: break; // the pressure of single keys
    }
}

// --- Messages of the whole system.

static void report_clock(const struct reading *reading, enum rmx_midi_clock kind, int number)
{
    reading->to->clock(reading->to->data, kind, number, reading->time_ms);
}

// They may stand anywhere, and change nothing around them.
static void take_realtime(const struct reading *reading, uint8_t byte)
{
    switch (byte) {
    case 0xF8: report_clock(reading, RMX_MIDI_TICK, 0); break;
    case 0xFA: report_clock(reading, RMX_MIDI_START, 0); break;
    case 0xFB: report_clock(reading, RMX_MIDI_CONTINUE, 0); break;
    case 0xFC: report_clock(reading, RMX_MIDI_STOP, 0); break;
    default: break; // active sensing, reset, undefined ones
    }
}

static void report_common(const struct reading *reading)
{
    const struct rmx_midi_bytes *bytes = reading->bytes;
    if (bytes->status == 0xF1)
        report_clock(reading, RMX_MIDI_QUARTER_FRAME, bytes->data[0]);
    else if (bytes->status == 0xF2)
        report_clock(reading, RMX_MIDI_POSITION, bytes->data[1] << 7 | bytes->data[0]);
}

// 7F, any device, 01 01, hours, minutes, seconds, frames (MIDI Time Code, "Full Message").
static void end_exclusive(const struct reading *reading)
{
    const uint8_t *at = reading->bytes->exclusive;
    reading->bytes->is_exclusive = false;
    if (reading->bytes->exclusive_count == RMX_MIDI_FULL_FRAME_BYTES && at[0] == 0x7F &&
        at[2] == 1 && at[3] == 1)
        report_clock(reading, RMX_MIDI_FULL_FRAME, at[4] << 24 | at[5] << 16 | at[6] << 8 | at[7]);
}

static void take_exclusive(struct rmx_midi_bytes *bytes, uint8_t byte)
{
    if (bytes->exclusive_count < RMX_MIDI_FULL_FRAME_BYTES)
        bytes->exclusive[bytes->exclusive_count] = byte;
    if (bytes->exclusive_count <= RMX_MIDI_FULL_FRAME_BYTES)
        bytes->exclusive_count++;
}

// --- Bytes.

static int data_count(uint8_t status)
{
    if (status == 0xF2)
        return 2;
    if (status >= 0xF0 || status >> 4 == PROGRAM || status >> 4 == PRESSURE)
        return 1;
    return 2;
}

static void take_status(const struct reading *reading, uint8_t byte)
{
    struct rmx_midi_bytes *bytes = reading->bytes;
    if (byte == 0xF7 && bytes->is_exclusive)
        end_exclusive(reading);
    bytes->is_exclusive = byte == 0xF0;
    bytes->exclusive_count = 0;
    bytes->count = 0;
    bytes->status = byte < 0xF0 || byte == 0xF1 || byte == 0xF2 || byte == 0xF3 ? byte : 0;
}

static void take_data(const struct reading *reading, uint8_t byte)
{
    struct rmx_midi_bytes *bytes = reading->bytes;
    if (bytes->is_exclusive)
        take_exclusive(bytes, byte);
    if (!bytes->status)
        return;
    bytes->data[bytes->count++] = byte;
    if (bytes->count < data_count(bytes->status))
        return;
    bytes->count = 0;
    if (bytes->status < 0xF0) {
        report_channel(reading);
        return; // the status runs on
    }
    report_common(reading);
    bytes->status = 0;
}

void rmx_midi_bytes_read(struct rmx_midi_bytes *bytes, const unsigned char *data, size_t size,
                         double time_ms, const struct rmx_midi_to *to)
{
    const struct reading reading = {bytes, to, time_ms};
    for (size_t i = 0; i < size; i++) {
        if (data[i] >= 0xF8)
            take_realtime(&reading, data[i]);
        else if (data[i] >= 0x80)
            take_status(&reading, data[i]);
        else
            take_data(&reading, data[i]);
    }
}

int rmx_midi_step(int raw)
{
    if (raw <= 32)
        return raw;
    return raw < 96 ? raw - 64 : raw - 128;
}

// --- The way back.

static int scaled(double value, int most)
{
    return (int)lround(fmin(fmax(value, 0), 1) * most); // NaN becomes 0
}

// The middle of a bend lies beside the middle of its numbers.
static int bend_of(double value)
{
    return value == 0.5 ? MIDDLE_14 : scaled(value, MOST_14);
}

static int write_two(unsigned char *bytes, int status, int first, int second)
{
    bytes[0] = (unsigned char)status;
    bytes[1] = (unsigned char)first;
    bytes[2] = (unsigned char)second;
    return 3;
}

static int write_one(unsigned char *bytes, int status, int first)
{
    bytes[0] = (unsigned char)status;
    bytes[1] = (unsigned char)first;
    return 2;
}

static int write_controller(const struct rmx_midi_control *control, double value, int status,
                            unsigned char *bytes)
{
    int wide = scaled(value, MOST_14);
    if (!control->is_wide)
        return write_two(bytes, status, control->number, scaled(value, MOST_7));
    return write_two(bytes, status, control->number, wide >> 7) +
           write_two(bytes + 3, status, control->number + 32, wide & 127);
}

int rmx_midi_write(const struct rmx_midi_control *control, double value,
                   unsigned char bytes[RMX_MIDI_LONGEST])
{
    static const uint8_t statuses[RMX_MIDI_KINDS] = {[RMX_MIDI_CC] = CONTROLLER,
                                                     [RMX_MIDI_NOTE] = NOTE_ON,
                                                     [RMX_MIDI_BEND] = BEND,
                                                     [RMX_MIDI_PROGRAM] = PROGRAM,
                                                     [RMX_MIDI_PRESSURE] = PRESSURE};
    int channel = control->channel ? control->channel - 1 : 0;
    int status = statuses[control->kind] << 4 | channel, bend = bend_of(value);
    switch (control->kind) {
    case RMX_MIDI_CC: return write_controller(control, value, status, bytes);
    case RMX_MIDI_NOTE: return write_two(bytes, status, control->number, scaled(value, MOST_7));
    case RMX_MIDI_BEND: return write_two(bytes, status, bend & 127, bend >> 7);
    case RMX_MIDI_PROGRAM:
    case RMX_MIDI_PRESSURE: return write_one(bytes, status, scaled(value, MOST_7));
    case RMX_MIDI_KINDS: break;
    }
    return 0;
}
