// SPDX-License-Identifier: GPL-3.0-or-later
// Clocks in a header: numbers made of TIME before a picture is drawn.
#include "catalog/catalog.h"
#include "isf/inline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define INPUTS "\"INPUTS\": [{\"NAME\": \"speed\", \"TYPE\": \"float\"}],\n"
#define BODY "void main() { gl_FragColor = vec4(speed); }\n"

static const struct {
    const char *law, *clocks, *errors;
    int count;
} laws[] = {
    {"one by time and an input", "[{\"NAME\": \"a\", \"VALUE\": \"$TIME * $speed\"}]", "", 1},
    {"one by the step and the size",
     "[{\"NAME\": \"a\", \"VALUE\": \"$TIMEDELTA * $WIDTH / $HEIGHT\"}]", "", 1},
    {"a number", "[{\"NAME\": \"a\", \"VALUE\": 2}]", "", 1},
    {"two", "[{\"NAME\": \"a\", \"VALUE\": 2}, {\"NAME\": \"b\", \"VALUE\": \"$TIME\"}]", "", 2},
    {"none", "[]", "", 0},
    {"no list", "{}", "isf-clock 2:11", 0},
    {"no object", "[2]", "isf-clock 2:12", 0},
    {"no name", "[{\"VALUE\": 2}]", "isf-name 2:12", 0},
    {"no value", "[{\"NAME\": \"a\"}]", "isf-clock 2:12", 0},
    {"an input's name", "[{\"NAME\": \"speed\", \"VALUE\": 2}]", "isf-name 2:21", 0},
    {"a name twice", "[{\"NAME\": \"a\", \"VALUE\": 2}, {\"NAME\": \"a\", \"VALUE\": 2}]",
     "isf-name 2:48", 1},
    {"a host's name", "[{\"NAME\": \"TIME\", \"VALUE\": 2}]", "isf-name 2:21", 0},
    {"a name that is unknown", "[{\"NAME\": \"a\", \"VALUE\": \"$TIME * $pace\"}]",
     "expr-unknown-name 2:44", 0},
};

static const struct rmx_effect *read_text(struct rmx_arena *arena, const char *text,
                                          struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){.name = "a.fs", .text = text, .length = strlen(text)};
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_effect_read(arena, source, "a", "", true, NULL, NULL, errors);
}

static void test_headers(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *text =
            rmx_arena_printf(arena, "/*{" INPUTS "\"CLOCKS\": %s}*/\n" BODY, laws[i].clocks);
        const struct rmx_effect *effect = read_text(arena, text, &errors);
        const char *found = "";
        if (errors.count)
            found = rmx_arena_printf(arena, "%s %d:%d", errors.items[0].id,
                                     errors.items[0].span.line, errors.items[0].span.column);
        if (strcmp(found, laws[i].errors) != 0 ||
            (!errors.count && effect->clock_count != laws[i].count)) {
            faults++;
            print_error("%s: said %s\n", laws[i].law, found);
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// Only a clock may read the time.
static void test_sizes_know_no_time(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    assert_null(read_text(arena, "/*{\"REACH\": \"$TIME\"}*/\n" BODY, &errors));
    assert_string_equal(errors.items[0].id, "expr-unknown-name");
    rmx_arena_destroy(arena);
}

// As plain ISF a clock is a macro to others, and stays a clock to the engine.
static void check_plain(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    const char *plain = rmx_effect_inline(arena, effect);
    struct rmx_errors errors;
    const struct rmx_effect *again = read_text(arena, plain, &errors);
    for (int i = 0; i < effect->clock_count; i++) {
        const char *macro = rmx_arena_printf(arena, "\n#define %s (", effect->clocks[i].name);
        const char *at = strstr(plain, macro);
        size_t length = at ? strcspn(at + 1, "\n") : 0;
        const char *line = at ? rmx_arena_copy_n(arena, at + 1, length) : "";
        if (!at || strchr(line, '$') || strstr(line, "signal") || strstr(line, "rmx"))
            fail_msg("%s: the clock %s is written as '%s'", effect->name, effect->clocks[i].name,
                     line);
    }
    if (again && (again->clock_count != effect->clock_count ||
                  again->macro_count != effect->macro_count || again->own_pass_reason))
        fail_msg("%s: read again it is another", effect->name);
    if (!again && strcmp(effect->folder, "arrange") != 0)
        fail_msg("%s: %s", effect->name, errors.items[0].message);
}

static void test_plain_files(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    const struct rmx_effect *oscillator = rmx_catalog_find(catalog, "oscillator", &errors, NULL);
    assert_non_null(oscillator);
    assert_int_equal(oscillator->clock_count, 1);
    check_plain(arena, oscillator);
    assert_non_null(strstr(rmx_effect_inline(arena, oscillator),
                           "#define passed (fract(((TIME * speed) + phase)))"));
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_sizes_know_no_time),
        cmocka_unit_test(test_plain_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
