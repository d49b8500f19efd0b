// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the names of a MIDI device's controls: as scenes write them, as signals, and back.
#include "base/midi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// A text that is read, and as what it is written; NULL: it is none.
static const struct {
    const char *law, *text, *written, *signal;
} rows[] = {
    {"a controller", "cc 21", "cc 21", "midi.cc21"},
    {"without a space", "cc21", "cc 21", "midi.cc21"},
    {"on a channel", "cc 21 ch 3", "cc 21 ch 3", "midi.cc21_ch3"},
    {"of fourteen bits", "cc 1 14bit", "cc 1 14bit", "midi.cc1_14bit"},
    {"both", "cc 1 14bit ch 16", "cc 1 14bit ch 16", "midi.cc1_14bit_ch16"},
    {"an endless encoder", "cc 16 relative", "cc 16 relative", "midi.cc16_relative"},
    {"a note", "note 127", "note 127", "midi.note127"},
    {"the wheel", "bend", "bend", "midi.bend"},
    {"the wheel of a channel", "bend ch 2", "bend ch 2", "midi.bend_ch2"},
    {"a program", "program", "program", "midi.program"},
    {"pressure", "pressure ch 1", "pressure ch 1", "midi.pressure_ch1"},
    {"a controller beyond the last", "cc 128", NULL, NULL},
    {"a controller without a number", "cc", NULL, NULL},
    {"a huge number", "cc 4294967297", NULL, NULL},
    {"channel 0", "cc 1 ch 0", NULL, NULL},
    {"channel 17", "cc 1 ch 17", NULL, NULL},
    {"a channel twice", "cc 1 ch 1 ch 2", NULL, NULL},
    {"fourteen bits of an upper half", "cc 32 14bit", NULL, NULL},
    {"a note of fourteen bits", "note 1 14bit", NULL, NULL},
    {"a place and a step at once", "cc 1 14bit relative", NULL, NULL},
    {"a word behind it", "cc 1 loud", NULL, NULL},
    {"nothing", "", NULL, NULL},
};

static const char *text_of(struct rmx_text *text)
{
    return rmx_text_string(text);
}

static void check_written(const struct rmx_midi_control *control, const char *written,
                          const char *signal)
{
    struct rmx_text text = {0}, name = {0};
    rmx_midi_control_write(&text, control);
    rmx_midi_control_write_signal(&name, control);
    assert_string_equal(text_of(&text), written);
    assert_string_equal(text_of(&name), signal);
    rmx_text_finish(&text);
    rmx_text_finish(&name);
}

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct rmx_midi_control control;
        bool read = rmx_midi_control_read(rows[i].text, strlen(rows[i].text), &control);
        print_message("%s\n", rows[i].law);
        assert_int_equal(read, rows[i].written != NULL);
        if (!read)
            continue;
        check_written(&control, rows[i].written, rows[i].signal);
        assert_true(rmx_midi_control_of_signal(rows[i].signal, strlen(rows[i].signal), &control));
        check_written(&control, rows[i].written, rows[i].signal);
    }
}

static void test_who_is_meant(void **state)
{
    (void)state;
    const struct rmx_midi_control sent = {
        .kind = RMX_MIDI_CC, .number = 21, .channel = 3, .device = "nanoKONTROL2 MIDI 1"};
    struct rmx_midi_control wanted = {.kind = RMX_MIDI_CC, .number = 21};
    assert_true(rmx_midi_control_is(&wanted, &sent));
    wanted.device = "nanokontrol";
    assert_true(rmx_midi_control_is(&wanted, &sent));
    wanted.channel = 4;
    assert_false(rmx_midi_control_is(&wanted, &sent));
    wanted.channel = 3;
    wanted.device = "Launchpad";
    assert_false(rmx_midi_control_is(&wanted, &sent));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_who_is_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
