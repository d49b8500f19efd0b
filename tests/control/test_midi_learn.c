// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of learning: what a hand means, among all that its devices send.
#include "control/midi_learn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rmx_learn learn;
static struct rmx_text learned;

static void take(void *data, const struct rmx_midi_message *message)
{
    (void)data;
    struct rmx_midi_control control;
    if (learned.length || !rmx_learn_take(&learn, message, &control))
        return;
    rmx_midi_control_write(&learned, &control);
    rmx_text_printf(&learned, " of %s", control.device);
}

// Hexadecimal bytes; '/' changes the device.
static void send(const char *text)
{
    struct rmx_midi_to to = {.message = take};
    struct rmx_midi_bytes bytes[2] = {{.device = "one"}, {.device = "two"}};
    int device = 0;
    for (char *end; *text; text = end) {
        while (*text == ' ' || *text == '/')
            device ^= *text++ == '/';
        unsigned char byte = (unsigned char)strtoul(text, &end, 16);
        rmx_midi_bytes_read(&bytes[device], &byte, 1, 0, &to);
    }
}

static const struct {
    const char *law, *bytes, *learned; // "": nothing
} laws[] = {
    {"a fader that is moved", "B0 15 10 15 14 15 18", "cc 21 ch 1 of one"},
    {"one that trembles is not meant", "B0 15 40 15 41 15 40 15 41", ""},
    {"nor one that says where it is", "B0 15 10 B0 16 20 B0 17 30", ""},
    {"the one among those that tremble", "B0 15 40 07 10 15 41 07 14 15 40 07 18",
     "cc 7 ch 1 of one"},
    {"of a channel", "B2 15 10 15 30", "cc 21 ch 3 of one"},
    {"of a device", "B0 15 10 / B0 15 20 / B0 15 11 / B0 15 30", "cc 21 ch 1 of two"},
    {"a slow one, though its numbers look like steps",
     "B0 15 01 15 02 15 03 15 04 15 05 15 06 15 "
     "07 15 08 15 09",
     "cc 21 ch 1 of one"},
    {"from above, too", "B0 15 7F 15 7E 15 7D 15 7C 15 7B 15 7A 15 79 15 78 15 77",
     "cc 21 ch 1 of one"},
    {"a button", "B0 15 7F 15 00", "cc 21 ch 1 of one"},
    {"an encoder", "B0 10 01 10 01 10 01", "cc 16 relative ch 1 of one"},
    {"an encoder that is turned back and forth", "B0 10 01 10 7F 10 01 10 01 10 7F 10 7F",
     "cc 16 relative ch 1 of one"},
    {"an encoder around the middle", "B0 10 41 10 41 10 41", "cc 16 relative ch 1 of one"},
    {"both halves of a fader", "B0 01 10 21 22 01 14 21 70 01 20 21 10", "cc 1 14bit ch 1 of one"},
    {"an upper controller alone", "B0 21 10 21 30", "cc 33 ch 1 of one"},
    {"a pad", "90 24 40", "note 36 ch 1 of one"},
    {"letting it go is no stroke", "90 24 00 80 24 40", ""},
    {"the wheel", "E0 00 44 E0 00 70", "bend ch 1 of one"},
    {"a wheel that trembles", "E0 00 41 E0 00 3F", ""},
    {"the pressure of keys is not meant", "D0 10 D0 7F", ""},
};

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        rmx_learn_begin(&learn);
        rmx_text_clear(&learned);
        send(laws[i].bytes);
        if (strcmp(rmx_text_string(&learned), laws[i].learned) != 0)
            fail_msg("%s: '%s'", laws[i].law, rmx_text_string(&learned));
    }
    rmx_text_finish(&learned);
}

static void test_more_than_fit(void **state)
{
    (void)state;
    rmx_learn_begin(&learn);
    rmx_text_clear(&learned);
    char text[32];
    for (int i = 0; i < 16 * 128; i++) { // each says where it is
        snprintf(text, sizeof(text), "B%X %X 50", i / 128, i % 128);
        send(text);
    }
    assert_int_equal(learn.count, RMX_LEARN_CONTROLS);
    assert_string_equal(rmx_text_string(&learned), "");
    rmx_text_finish(&learned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_more_than_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
