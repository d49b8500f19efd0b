// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of strangers' texts: what is printed of them is UTF-8, on one line, and steers no terminal.
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law, *text, *utf8, *plain; // what becomes of the text
} laws[] = {
    {"nothing is nothing", "", "", ""},
    {"letters stay", "caf\u00E9 \u5C71.png", "caf\u00E9 \u5C71.png", "caf\u00E9 \u5C71.png"},
    {"a bad byte harms no neighbour", "\u00E9\xFC\u00E9", "\u00E9\uFFFD\u00E9",
     "\u00E9\uFFFD\u00E9"},
    {"each of them is one", "\xFF\x80", "\uFFFD\uFFFD", "\uFFFD\uFFFD"},
    {"a character that breaks off", "a\xE2\x80", "a\uFFFD\uFFFD", "a\uFFFD\uFFFD"},
    {"an overlong one is none", "\xC0\xAF", "\uFFFD\uFFFD", "\uFFFD\uFFFD"},
    {"half a surrogate is none", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", "\uFFFD\uFFFD\uFFFD"},
    {"an escape", "a\033[31m", "a\033[31m", "a [31m"},
    {"a line's end", "a\nb\r", "a\nb\r", "a b "},
    {"a delete", "a\x7F", "a\x7F", "a "},
    {"an escape of Latin-1",
     "a\xC2\x9B"
     "31m",
     "a\xC2\x9B"
     "31m",
     "a 31m"},
    {"a no-break space stays", "a\u00A0b", "a\u00A0b", "a\u00A0b"},
    {"separators", "a\u2028b\u2029c", "a\u2028b\u2029c", "a b c"},
    {"a byte order mark", "\uFEFFa", "\uFEFFa", " a"},
    {"what turns the direction", "a\u202Egpj.b", "a\u202Egpj.b", "a gpj.b"},
    {"its isolates and marks", "\u2066a\u2069\u200F\u061Cb", "\u2066a\u2069\u200F\u061Cb",
     " a   b"},
    {"dashes and quotes stay", "\u2013\u201C\u2026", "\u2013\u201C\u2026", "\u2013\u201C\u2026"},
};

static void test_strangers_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_text utf8 = {0}, plain = {0};
        rmx_text_add_utf8(&utf8, laws[i].text);
        rmx_text_add_plain(&plain, laws[i].text);
        if (strcmp(rmx_text_string(&utf8), laws[i].utf8) != 0)
            fail_msg("%s: as UTF-8 '%s'", laws[i].law, rmx_text_string(&utf8));
        if (strcmp(rmx_text_string(&plain), laws[i].plain) != 0)
            fail_msg("%s: printed '%s'", laws[i].law, rmx_text_string(&plain));
        assert_true(rmx_is_utf8(rmx_text_string(&utf8), utf8.length));
        rmx_text_finish(&utf8);
        rmx_text_finish(&plain);
    }
}

// What a terminal gets.
static const struct {
    const char *law, *text, *line, *lines, *json;
} seen[] = {
    {"letters stay", "caf\u00E9 \\x1b", "caf\u00E9 \\x1b", "caf\u00E9 \\x1b", "caf\u00E9 \\x1b"},
    {"an escape", "a\033[31m", "a\\x1b[31m", "a\\x1b[31m", "a\\u001b[31m"},
    {"a bell and a delete", "\a\x7F", "\\x07\\x7f", "\\x07\\x7f", "\\u0007\\u007f"},
    {"a line's end and a tab", "a\n\tb", "a\\n b", "a\n\tb", "a\n\tb"},
    {"a return writes over nothing", "a\rb", "a\\x0db", "a\\x0db", "a\\u000db"},
    {"an escape of Latin-1", "\xC2\x9B", "\\u009b", "\\u009b", "\\u009b"},
    {"what turns the direction", "\u202E\u2066\u200F", "\\u202e\\u2066\\u200f",
     "\\u202e\\u2066\\u200f", "\\u202e\\u2066\\u200f"},
    {"a byte that is no UTF-8", "\u00E9\xFF", "\u00E9\\xff", "\u00E9\\xff", "\u00E9\uFFFD"},
    {"one of two bytes by itself", "\x9B", "\\x9b", "\\x9b", "\uFFFD"},
    {"four bytes stay", "\U0001F431", "\U0001F431", "\U0001F431", "\U0001F431"},
};

static void test_what_a_terminal_gets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++) {
        struct rmx_text line = {0}, lines = {0}, json = {0};
        rmx_text_add_line(&line, seen[i].text);
        rmx_text_add_lines(&lines, seen[i].text);
        rmx_text_add_json(&json, seen[i].text);
        if (strcmp(rmx_text_string(&line), seen[i].line) != 0 ||
            strcmp(rmx_text_string(&lines), seen[i].lines) != 0 ||
            strcmp(rmx_text_string(&json), seen[i].json) != 0)
            fail_msg("%s: '%s', '%s', '%s'", seen[i].law, rmx_text_string(&line),
                     rmx_text_string(&lines), rmx_text_string(&json));
        rmx_text_finish(&line);
        rmx_text_finish(&lines);
        rmx_text_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strangers_texts),
        cmocka_unit_test(test_what_a_terminal_gets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
