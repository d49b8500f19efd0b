// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what is printed of an error: the caret stands under its character, however long the line.
#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { GUTTER = 8 }; // "    1 | "

// The line is `before` times the first text, the word HERE, and `after` times that text again.
static const struct {
    const char *law, *filler;
    int before, after;
    const char *carets, *begin; // of what is printed below it, and of the line that is printed
} laws[] = {
    {"at the line's begin", "x", 0, 0, "^~~~", "HERE"},
    {"in the middle", "x", 20, 20, "^~~~", "xx"},
    {"behind characters of several bytes", "\u00E9", 30, 5, "^~~~", "\u00E9\u00E9"},
    {"behind a tab", "\t", 1, 0, "^~~~", " HERE"},
    {"behind controls, which are shown", "\033", 3, 1, "^~~~", "\\x1b\\x1b\\x1bHERE"},
    {"of two bytes, too", "\xC2\x9B", 3, 1, "^~~~", "\\u009b\\u009b\\u009bHERE"},
    {"and what turns the direction", "\u202E", 2, 1, "^~~~", "\\u202e\\u202eHERE"},
    {"a long line is cut behind the caret", "x", 20, 2000, "^~~~", "xx"},
    {"at the edge of what is printed", "x", 174, 2000, "^~~~", "xx"},
    {"beyond it the line's begin is left out", "x", 175, 0, "^~~~", "\u2026xx"},
    {"far beyond it", "x", 3000, 3000, "^~~~", "\u2026xx"},
    {"and far behind characters of several bytes", "\u00E9", 3000, 3000, "^~~~", "\u2026\u00E9"},
};

static int count_characters(const char *from, const char *to)
{
    int count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

static const char *print(struct rmx_arena *arena, const char *filler, int before, int after)
{
    struct rmx_text line = {0}, out = {0};
    for (int i = 0; i < before; i++)
        rmx_text_add(&line, filler);
    rmx_text_add(&line, "HERE");
    for (int i = 0; i < after; i++)
        rmx_text_add(&line, filler);
    rmx_text_add(&line, "\nnext");
    struct rmx_source_text source = {"test.yaml", rmx_text_string(&line), 0};
    source.length = strlen(source.text);
    struct rmx_error error = {
        .id = "test", .span = {&source, 1, before + 1, 4}, .message = "found"};
    rmx_error_format(&out, &error);
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&out));
    rmx_text_finish(&line);
    rmx_text_finish(&out);
    return copy;
}

static void the_caret_stands_under_its_character(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const char *text = print(arena, laws[i].filler, laws[i].before, laws[i].after);
        const char *line = strchr(text, '\n') + 1, *below = strchr(line, '\n') + 1;
        const char *here = strstr(line, "HERE"), *caret = strchr(below, '^');
        if (!here || !caret || count_characters(line, here) != (int)(caret - below) ||
            strncmp(caret, laws[i].carets, strlen(laws[i].carets)) != 0 ||
            strncmp(line + GUTTER, laws[i].begin, strlen(laws[i].begin)) != 0 ||
            count_characters(line, below) > GUTTER + 202) {
            print_error("%s:\n%s", laws[i].law, text);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_caret_stands_under_its_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
