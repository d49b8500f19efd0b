// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of headers that are no strict JSON: what they say, and errors that show the file's own text.
#include "base/text.h"
#include "isf/effect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct rmx_effect *read_text(struct rmx_arena *arena, const char *text,
                                          struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){.name = "test.fs", .text = text, .length = strlen(text)};
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_effect_read(arena, source, "test", "colour", false, NULL, NULL, errors);
}

#define BODY "*/\nvoid main() { gl_FragColor = vec4(1.0); }\n"

static const struct {
    const char *law, *text, *description;
} quotes[] = {
    {"an escaped quote in single quotes", "/*{'DESCRIPTION': 'it\\'s', 'CREDIT': 'a'}" BODY,
     "it's"},
    {"two of them", "/*{'DESCRIPTION': '\\'a\\''}" BODY, "'a'"},
    {"a backslash before the closing quote", "/*{'DESCRIPTION': 'a\\\\'}" BODY, "a\\"},
    {"an escaped double quote", "/*{'DESCRIPTION': 'say \\\"a\\\"'}" BODY, "say \"a\""},
    {"an escaped line end", "/*{'DESCRIPTION': 'a\\nb'}" BODY, "a\nb"},
    {"double quotes within", "/*{'DESCRIPTION': 'say \"a\"'}" BODY, "say 'a'"},
};

static void test_single_quotes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_text(arena, quotes[i].text, &errors);
        print_message("%s\n", quotes[i].law);
        assert_non_null(effect);
        assert_string_equal(effect->description, quotes[i].description);
        assert_int_equal(errors.count, 1);
        assert_string_equal(errors.items[0].id, "isf-loose");
        rmx_arena_destroy(arena);
    }
}

// The last answer of a text, and what it shows: the line as the file has it, a mark below.
static const struct {
    const char *law, *text, *shown;
} places[] = {
    {"a fault behind single quotes", "/*{'A': 'it\\'s', 'B' 1}" BODY,
     "test.fs:1:22: error: the header wants a colon after the name here [isf-json]\n"
     "    1 | /*{'A': 'it\\'s', 'B' 1}*/\n"
     "      |                      ^\n"},
    {"in the line below one", "/*{// \303\251\n'A': 1,\n'B' 1,}" BODY,
     "test.fs:3:5: error: the header wants a colon after the name here [isf-json]\n"
     "    3 | 'B' 1,}*/\n"
     "      |     ^\n"},
    {"behind one in its line", "/*{'INPUTS': [{'NAME': 'a', /* \303\251 */ 'TYPE': 'flot'}]}" BODY,
     "test.fs:1:45: warning: input 'a' has the unknown type 'flot' and is left out [isf-type]\n"
     "    1 | /*{'INPUTS': [{'NAME': 'a', /* \303\251 */ 'TYPE': 'flot'}]}*/\n"
     "      |                                             ^~~~~~\n"
     "      = did you mean 'float'?\n"},
};

static void test_errors_show_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        struct rmx_text text = {0};
        read_text(arena, places[i].text, &errors);
        print_message("%s\n", places[i].law);
        rmx_error_format(&text, &errors.items[errors.count - 1]);
        assert_string_equal(rmx_text_string(&text), places[i].shown);
        rmx_text_finish(&text);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_single_quotes),
        cmocka_unit_test(test_errors_show_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
