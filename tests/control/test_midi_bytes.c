// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of MIDI bytes: a row is a stream, and what it says.
#include "control/midi_bytes.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

// --- Streams, written as hexadecimal bytes.

static size_t read_hex(const char *text, unsigned char *bytes)
{
    size_t count = 0;
    char *end;
    for (; *text; text = end + strspn(end, " "))
        bytes[count++] = (unsigned char)strtol(text, &end, 16);
    return count;
}

static void message(void *data, const struct rmx_midi_message *message)
{
    struct rmx_text *out = data;
    assert_int_equal(message->time_ms, 5);
    assert_string_equal(message->control.device, "box");
    rmx_midi_control_write(out, &message->control);
    rmx_text_printf(out, "=%d", message->raw);
    rmx_text_add(out, message->is_release ? " up; " : message->is_whole ? " whole; " : "; ");
}

static void clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    static const char *const names[] = {"tick",     "start",         "continue",  "stop",
                                        "position", "quarter frame", "full frame"};
    struct rmx_text *out = data;
    assert_int_equal(time_ms, 5);
    rmx_text_printf(out, number ? "%s %#x; " : "%s; ", names[kind], (unsigned)number);
}

static const struct {
    const char *law, *bytes, *said;
} laws[] = {
    {"a controller", "B0 40 7F", "cc 64 ch 1=127; "},
    {"of a channel", "BF 40 01", "cc 64 ch 16=1; "},
    {"a note", "90 24 64", "note 36 ch 1=100; "},
    {"is let go", "80 24 64", "note 36 ch 1=0 up; "},
    {"or struck with nothing", "90 24 00", "note 36 ch 1=0 up; "},
    {"a bend", "E2 7F 7F", "bend ch 3=16383; "},
    {"a program", "C0 05", "program ch 1=5; "},
    {"pressure", "D1 40", "pressure ch 2=64; "},
    {"pressure of a key is not read", "A0 24 40 D0 01", "pressure ch 1=1; "},

    {"a status runs on", "B0 40 01 40 02 41 03", "cc 64 ch 1=1; cc 64 ch 1=2; cc 65 ch 1=3; "},
    {"one of a single byte, too", "C0 01 02", "program ch 1=1; program ch 1=2; "},
    {"realtime is heard at once", "B0 F8 40 FA 7F", "tick; start; cc 64 ch 1=127; "},
    {"the rest of it", "FB FC FE FF F9", "continue; stop; "},
    {"a status breaks off what was begun", "B0 40 90 24 01", "note 36 ch 1=1; "},
    {"data without a status is nothing", "40 7F 40", ""},
    {"a system message ends the running one", "B0 40 01 F6 40 02", "cc 64 ch 1=1; "},
    {"an undefined one, too", "B0 40 01 F4 40 02 F5 40 02", "cc 64 ch 1=1; "},

    {"a high half holds", "B0 01 40", "cc 1 ch 1=64; cc 1 14bit ch 1=8192; "},
    {"a low half adds to it", "B0 01 40 21 03",
     "cc 1 ch 1=64; cc 1 14bit ch 1=8192; cc 33 ch 1=3; cc 1 14bit ch 1=8195 whole; "},
    {"an old high half leaves the low one", "B0 01 01 21 03 01 01",
     "cc 1 ch 1=1; cc 1 14bit ch 1=128; cc 33 ch 1=3; cc 1 14bit ch 1=131 whole; cc 1 ch 1=1; "
     "cc 1 14bit ch 1=131 whole; "},
    {"a new one clears it", "B0 01 01 21 03 01 02",
     "cc 1 ch 1=1; cc 1 14bit ch 1=128; cc 33 ch 1=3; cc 1 14bit ch 1=131 whole; cc 1 ch 1=2; "
     "cc 1 14bit ch 1=256 whole; "},
    {"channels do not mix", "B0 01 01 B1 21 03",
     "cc 1 ch 1=1; cc 1 14bit ch 1=128; cc 33 ch 2=3; cc 1 14bit ch 2=3 whole; "},

    {"where a song is", "F2 01 02", "position 0x101; "},
    {"it does not run on", "F2 01 02 03 04", "position 0x101; "},
    {"a quarter frame", "F1 7F", "quarter frame 0x7f; "},
    {"a song chosen is nothing", "F3 05", ""},
    {"a full frame", "F0 7F 7F 01 01 61 02 03 04 F7", "full frame 0x61020304; "},
    {"of any device", "F0 7F 05 01 01 01 02 03 04 F7", "full frame 0x1020304; "},
    {"with realtime within", "F0 7F 7F 01 F8 01 61 02 03 04 F7", "tick; full frame 0x61020304; "},
    {"one too long is none", "F0 7F 7F 01 01 61 02 03 04 05 F7", ""},
    {"one too short is none", "F0 7F 7F 01 01 61 02 03 F7", ""},
    {"another of its kind is none", "F0 7F 7F 01 02 61 02 03 04 F7", ""},
    {"a broken one is none", "F0 7F 7F 01 01 61 02 03 04 B0 40 01", "cc 64 ch 1=1; "},
    {"one within one begins anew", "F0 7F 7F F0 7F 7F 01 01 61 02 03 04 F7",
     "full frame 0x61020304; "},
    {"what is exclusive is skipped", "F0 41 10 42 12 40 00 7F 00 41 F7 B0 40 01", "cc 64 ch 1=1; "},
    {"it ends the running status", "B0 40 01 F0 41 F7 40 02", "cc 64 ch 1=1; "},
    {"an end without a beginning", "F7 B0 40 01", "cc 64 ch 1=1; "},
};

// `step` bytes at a time.
static void check(const char *law, const char *hex, const char *said, size_t step)
{
    unsigned char bytes[64];
    size_t size = read_hex(hex, bytes);
    struct rmx_text out = {0};
    struct rmx_midi_bytes stream = {.device = "box"};
    const struct rmx_midi_to to = {&out, message, clock};
    for (size_t at = 0; at < size; at += step)
        rmx_midi_bytes_read(&stream, bytes + at, at + step < size ? step : size - at, 5, &to);
    rmx_text_add(&out, "");
    if (strcmp(out.data, said) != 0)
        fail_msg("%s: by %zu bytes it said %s", law, step, out.data);
    rmx_text_finish(&out);
}

static void what_bytes_say(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(laws); i++) {
        check(laws[i].law, laws[i].bytes, laws[i].said, 64);
        check(laws[i].law, laws[i].bytes, laws[i].said, 1);
    }
}

static void a_long_exclusive_is_skipped(void **state)
{
    (void)state;
    enum { LONG = 1 << 20 };
    unsigned char *bytes = malloc(LONG + 5);
    struct rmx_text out = {0};
    struct rmx_midi_bytes stream = {.device = "box"};
    memset(bytes, 0x11, LONG);
    bytes[0] = 0xF0;
    memcpy(bytes + LONG, (const unsigned char[]){0xF7, 0xB0, 0x40, 0x01}, 4);
    rmx_midi_bytes_read(&stream, bytes, LONG + 4, 5, &(struct rmx_midi_to){&out, message, clock});
    assert_string_equal(out.data, "cc 64 ch 1=1; ");
    rmx_text_finish(&out);
    free(bytes);
}

// --- Numbers, both ways.

static void keep(void *data, const struct rmx_midi_message *message)
{
    *(struct rmx_midi_message *)data = *message;
}

static const struct {
    const char *law, *control;
    double value;
    const char *bytes;
    int raw;
    double back;
} numbers[] = {
    {"the least", "cc 64", 0, "B0 40 00", 0, 0},
    {"the most", "cc 64", 1, "B0 40 7F", 127, 1},
    {"between", "cc 64 ch 16", 0.5, "BF 40 40", 64, 64.0 / 127},
    {"too little", "cc 64", -3, "B0 40 00", 0, 0},
    {"too much", "cc 64", 3, "B0 40 7F", 127, 1},
    {"no number", "cc 64", NAN, "B0 40 00", 0, 0},
    {"a wide one", "cc 1 14bit", 1, "B0 01 7F B0 21 7F", 16383, 1},
    {"a small wide one", "cc 1 14bit ch 2", 3.0 / 16383, "B1 01 00 B1 21 03", 3, 3.0 / 16383},
    {"a ring of lamps", "cc 16 relative", 1, "B0 10 7F", 16256, 16256.0 / 16383},
    {"a note", "note 36", 1, "90 24 7F", 127, 1},
    {"a bend up", "bend", 1, "E0 7F 7F", 16383, 1},
    {"a bend down", "bend", 0, "E0 00 00", 0, 0},
    {"a bend in the middle", "bend ch 3", 0.5, "E2 00 40", 8192, 0.5},
    {"a program", "program", 1, "C0 7F", 127, 1},
    {"pressure", "pressure", 1, "D0 7F", 127, 1},
};

static void what_numbers_become(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(numbers); i++) {
        unsigned char wanted[RMX_MIDI_LONGEST], bytes[RMX_MIDI_LONGEST];
        struct rmx_midi_control control;
        struct rmx_midi_message last = {0};
        struct rmx_midi_bytes stream = {0};
        assert_true(
            rmx_midi_control_read(numbers[i].control, strlen(numbers[i].control), &control));
        int size = rmx_midi_write(&control, numbers[i].value, bytes);
        if ((size_t)size != read_hex(numbers[i].bytes, wanted) ||
            memcmp(bytes, wanted, (size_t)size) != 0)
            fail_msg("%s: other bytes", numbers[i].law);
        rmx_midi_bytes_read(&stream, bytes, (size_t)size, 0,
                            &(struct rmx_midi_to){&last, keep, NULL});
        if (last.raw != numbers[i].raw || last.value != numbers[i].back)
            fail_msg("%s: back as %d, %.17g", numbers[i].law, last.raw, last.value);
    }
}

static void how_far_an_encoder_turns(void **state)
{
    (void)state;
    static const struct {
        int raw, step;
    } rows[] = {{0, 0},  {1, 1},  {31, 31}, {127, -1}, {97, -31},
                {64, 0}, {65, 1}, {95, 31}, {63, -1},  {33, -31}};
    for (int i = 0; i < COUNT(rows); i++)
        assert_int_equal(rmx_midi_step(rows[i].raw), rows[i].step);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_bytes_say),
        cmocka_unit_test(a_long_exclusive_is_skipped),
        cmocka_unit_test(what_numbers_become),
        cmocka_unit_test(how_far_an_encoder_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
