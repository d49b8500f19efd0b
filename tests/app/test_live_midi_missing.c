// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what is said of devices that --midi names and that are not here.
#include "app/live_midi_missing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law, *wanted[3], *device, *said;
} laws[] = {
    {"all: nobody misses any", {NULL}, NULL, ""},
    {"that too", {"nano", "all"}, NULL, ""},
    {"none", {"none"}, NULL, ""},
    {"one that is not here",
     {"nano"},
     "Launchpad",
     "remontage: MIDI: no device here is named like 'nano'; it is used once it comes"},
    {"one that is", {"nano"}, "nanoKONTROL2", ""},
    {"whatever its case", {"NANO"}, "nanoKONTROL2", ""},
    {"one of two",
     {"nano", "pad"},
     "nanoKONTROL2",
     "remontage: MIDI: no device here is named like 'pad'; it is used once it comes"},
    {"two",
     {"nano", "pad"},
     NULL,
     "remontage: MIDI: no device here is named like 'nano' or 'pad'; it is used once it comes"},
};

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *items[3];
        struct rmx_list wanted = {.items = items};
        struct rmx_text line = {0};
        for (; laws[i].wanted[wanted.count]; wanted.count++)
            items[wanted.count] = laws[i].wanted[wanted.count];
        struct rmx_live_midi_missing *missing = rmx_live_midi_missing_create(&wanted);
        assert_false(rmx_live_midi_missing_say(missing, 1000, &line)); // they are looked for
        if (laws[i].device)
            rmx_live_midi_missing_note(missing, laws[i].device);
        bool is_said = rmx_live_midi_missing_say(missing, 4000, &line);
        if (strcmp(rmx_text_string(&line), laws[i].said) != 0)
            fail_msg("%s: %s", laws[i].law, rmx_text_string(&line));
        assert_int_equal(is_said, *laws[i].said != 0);
        assert_false(rmx_live_midi_missing_say(missing, 9000, &line)); // once
        rmx_live_midi_missing_destroy(missing);
        rmx_text_finish(&line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_laws)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
