// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the names of MIDI devices: what a system's port is called, and which ports are ours.
#include "base/text.h"
#include "control/midi_system.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

static void what_devices_are_called(void **state)
{
    (void)state;
    static const struct {
        const char *port, *device;
    } rows[] = {
        {"nanoKONTROL2:nanoKONTROL2 nanoKONTROL2 _ CTR 20:0",
         "nanoKONTROL2:nanoKONTROL2 nanoKONTROL2 _ CTR"},
        {"Midi Through:Midi Through Port-0 14:0", "Midi Through:Midi Through Port-0"},
        {"a2j:nanoKONTROL2 [20] (capture): nanoKONTROL2 MIDI 1",
         "a2j:nanoKONTROL2 : nanoKONTROL2 MIDI 1"},
        {"a2j:nanoKONTROL2 [24] (playback): nanoKONTROL2 MIDI 1",
         "a2j:nanoKONTROL2 : nanoKONTROL2 MIDI 1"},
        {"Midi-Bridge:nanoKONTROL2 2:(capture_0) nanoKONTROL2 nanoKONTROL2 _ CTRL",
         "Midi-Bridge:nanoKONTROL2 2: nanoKONTROL2 nanoKONTROL2 _ CTRL"},
        {"system:midi_capture_3", "system:midi_3"},
        {"system:midi_playback_3", "system:midi_3"},
        {"box:knobs", "box:knobs"},
        {"box:in", "box"},
        {"box:out", "box"},
        {"box:MIDI Input 2", "box:MIDI 2"},
        {"box:midi_out_2", "box:midi_2"},
        {"box:in_2", "box:2"},
        {"Pure Data:Pure Data Midi-Out 1 128:1", "Pure Data:Pure Data Midi 1"},
        {"in:inner outlet", "in:inner outlet"},
        {":in", ":"},
        {"box 3:1", "box"},
        {":1", ":1"},
        {"7", "7"},
        {"", ""},
        {"a\033[31mb", "a [31mb"},
    };
    for (int i = 0; i < COUNT(rows); i++) {
        struct rmx_text text = {0};
        rmx_midi_device_name(&text, rows[i].port);
        assert_string_equal(rmx_text_string(&text), rows[i].device);
        rmx_text_finish(&text);
    }
    assert_true(rmx_midi_port_is_ours("remontage:remontage 128:0"));
    assert_true(rmx_midi_port_is_ours("remontage-01:3 box"));
    assert_false(rmx_midi_port_is_ours("remontages:1"));
    assert_false(rmx_midi_port_is_ours("remontage"));
    assert_true(rmx_midi_port_is_bridged("a2j:nanoKONTROL2 [20] (capture): nanoKONTROL2 MIDI 1"));
    assert_true(rmx_midi_port_is_bridged("Midi-Bridge:nanoKONTROL2 2:(capture_0) CTRL"));
    assert_false(rmx_midi_port_is_bridged("system:midi_capture_3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_devices_are_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
