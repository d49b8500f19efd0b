// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of keys and verbs as scenes write them: what is read, and how it is written again.
#include "base/keystroke.h"
#include "base/verbs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// NULL: it is no key.
static const struct {
    const char *law, *text, *written;
} keys[] = {
    {"a letter", "b", "b"},
    {"no case", "B", "b"},
    {"a digit", "1", "1"},
    {"punctuation", ".", "."},
    {"a bracket", "[", "["},
    {"plus", "+", "+"},
    {"by name", "space", "Space"},
    {"by its other name", "escape", "Esc"},
    {"an arrow", "Left", "Left"},
    {"a function key", "F1", "F1"},
    {"the last one", "f25", "F25"},
    {"f alone is a letter", "f", "f"},
    {"of the number block", "Num7", "Num7"},
    {"with Ctrl", "ctrl+1", "Ctrl+1"},
    {"with all, in any order", "Alt+Shift+Ctrl+F5", "Ctrl+Shift+Alt+F5"},
    {"with plus itself", "Ctrl++", "Ctrl++"},
    {"none", "", NULL},
    {"nothing behind Ctrl", "Ctrl+", NULL},
    {"F0", "F0", NULL},
    {"F26", "F26", NULL},
    {"a huge number", "F4294967297", NULL},
    {"a number", "12", NULL},
    {"a word", "Spce", NULL},
    {"a space before it", " b", NULL},
    {"no ASCII", "\xC3\xA4", NULL},
};

static void keys_are_read_and_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        struct rmx_keystroke stroke, again;
        struct rmx_text text = {0};
        if (rmx_keystroke_read(keys[i].text, &stroke) != (keys[i].written != NULL))
            fail_msg("%s: '%s'", keys[i].law, keys[i].text);
        if (keys[i].written) {
            rmx_keystroke_write(&text, stroke);
            if (strcmp(rmx_text_string(&text), keys[i].written) != 0)
                fail_msg("%s: written as '%s'", keys[i].law, rmx_text_string(&text));
            assert_true(rmx_keystroke_read(rmx_text_string(&text), &again));
            assert_true(rmx_keystroke_is(stroke, again));
        }
        rmx_text_finish(&text);
    }
}

static const struct {
    const char *law, *text;
    enum rmx_verb_fault fault;
    int verb;
} calls[] = {
    {"a verb", "blackout", RMX_VERB_FINE, RMX_ACTION_BLACKOUT},
    {"none", "none", RMX_VERB_FINE, RMX_ACTION_NONE},
    {"nothing", "", RMX_VERB_UNKNOWN, RMX_ACTION_NONE},
    {"a part of one", "black", RMX_VERB_UNKNOWN, RMX_ACTION_NONE},
    {"one and more", "blackouts", RMX_VERB_UNKNOWN, RMX_ACTION_NONE},
    {"with the number that chooses", "snapshot 3", RMX_VERB_FINE, RMX_ACTION_SNAPSHOT},
    {"without it", "snapshot", RMX_VERB_NUMBER, RMX_ACTION_SNAPSHOT},
    {"with one too many", "snapshot 10", RMX_VERB_NUMBER, RMX_ACTION_SNAPSHOT},
    {"with none at all", "snapshot 0", RMX_VERB_NUMBER, RMX_ACTION_SNAPSHOT},
    {"with two", "snapshot 3 4", RMX_VERB_NUMBER, RMX_ACTION_SNAPSHOT},
    {"with a number that it has not", "blackout 1", RMX_VERB_NUMBER, RMX_ACTION_BLACKOUT},
};

static void verbs_are_read_and_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
        struct rmx_verb_call call;
        struct rmx_text text = {0};
        if (rmx_verb_call_read(calls[i].text, &call) != calls[i].fault ||
            call.verb != calls[i].verb)
            fail_msg("%s: '%s'", calls[i].law, calls[i].text);
        rmx_verb_call_write(&text, &call);
        if (calls[i].fault == RMX_VERB_FINE)
            assert_string_equal(rmx_text_string(&text), calls[i].text);
        rmx_text_finish(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_read_and_written),
        cmocka_unit_test(verbs_are_read_and_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
