// SPDX-License-Identifier: GPL-3.0-or-later
// How long and how deep an expression may be.
#include "expr/expr.h"
#include "support/signals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct bench {
    struct rmx_arena *arena;
    struct rmx_errors errors;
    struct rmx_signals signals;
    struct rmx_expr_context context;
};

static const struct rmx_program *parse(struct bench *bench, const char *text)
{
    static const struct rmx_source_text source = {.name = "test.yaml"};
    struct rmx_span span = {.source = &source, .line = 7, .column = 11, .length = 1};
    bench->errors.count = bench->errors.error_count = 0;
    return rmx_expr_parse(bench->arena, text, span, &bench->context, &bench->errors);
}

// `count` times `unit` with `middle` in between and as many `end`s.
static char *repeat(struct bench *bench, int count, const char *unit, const char *middle,
                    const char *end)
{
    struct rmx_text text = {0};
    for (int i = 0; i < count; i++)
        rmx_text_add(&text, unit);
    rmx_text_add(&text, middle);
    for (int i = 0; i < count; i++)
        rmx_text_add(&text, end);
    char *copy = rmx_arena_copy(bench->arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return copy;
}

static void limits_hold(void **state)
{
    (void)state;
    struct bench own = {.arena = rmx_arena_create()}, *bench = &own;
    bench->errors.arena = bench->arena;
    bench->signals = signals_of(bench->arena, NULL, 0);
    bench->context = (struct rmx_expr_context){.signals = &bench->signals};
    assert_non_null(parse(bench, repeat(bench, 256, "(", "time", ")")));
    assert_null(parse(bench, repeat(bench, 257, "(", "time", ")")));
    assert_string_equal(bench->errors.items[0].id, "expr-too-deep");
    assert_int_equal(bench->errors.items[0].span.column, 11 + 256);
    assert_non_null(parse(bench, repeat(bench, 499, "", "beat", "+beat")));
    assert_null(parse(bench, repeat(bench, 501, "", "beat", "+beat")));
    assert_string_equal(bench->errors.items[0].id, "expr-too-long");
    assert_non_null(parse(bench, repeat(bench, 2499, "", "1", "+1")));
    assert_null(parse(bench, repeat(bench, 2500, "", "1", "+1")));
    assert_string_equal(bench->errors.items[0].id, "expr-too-long");
    assert_non_null(parse(bench, repeat(bench, 256, "sin(1 + ", "time", ")")));
    assert_null(parse(bench, repeat(bench, 257, "sin(1 + ", "time", ")")));
    assert_string_equal(bench->errors.items[0].id, "expr-too-deep");
    assert_non_null(parse(bench, repeat(bench, 4999, "-", "1", "")));
    assert_null(parse(bench, repeat(bench, 900, "sin(", "1", ")")));
    assert_string_equal(bench->errors.items[0].id, "expr-too-deep");
    rmx_arena_destroy(bench->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(limits_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
