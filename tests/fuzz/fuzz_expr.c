// SPDX-License-Identifier: GPL-3.0-or-later
// Any text is answered or becomes a program that gives a value and GLSL.
#include "expr/expr.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void exercise(const struct rmx_program *program, const struct rmx_expr_context *context)
{
    static const double signals[RMX_SIGNALS_OWN + 2] = {1.5, 3, 0.75, 120, 45, 1};
    double runs[1001] = {0}; // an expression has fewer operations, hence runs
    double value = rmx_program_value(program, signals, runs);
    (void)value;
    struct rmx_text glsl = {0};
    rmx_program_glsl(program, context, &glsl);
    if (glsl.length == 0)
        abort();
    rmx_text_finish(&glsl);
}

static int add_osc(void *data, const char *address, size_t length, double smooth_s,
                   struct rmx_span span)
{
    (void)data, (void)span;
    if (!rmx_is_osc_address(address, length) || !(smooth_s >= 0))
        abort();
    return RMX_SIGNALS_OWN;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct rmx_signal knobs[] = {{.name = "chaos", .provider = "knob"},
                                              {.name = "$amount", .provider = "knob"}};
    struct rmx_arena *arena = rmx_arena_create();
    const char *text = rmx_arena_copy_n(arena, (const char *)data, size);
    struct rmx_source_text source = {.name = "fuzz", .text = text, .length = size};
    struct rmx_span span = {.source = &source, .line = 1, .column = 1, .length = 1};
    struct rmx_errors errors = {.arena = arena};
    int run_count = 0;
    struct rmx_signals table = {0};
    rmx_signals_add(arena, &table, rmx_signals_own(), RMX_SIGNALS_OWN);
    rmx_signals_add(arena, &table, knobs, 2);
    struct rmx_expr_context context = {
        .signals = &table, .seed = 1, .run_count = &run_count, .add_osc = add_osc};
    const struct rmx_program *program = rmx_expr_parse(arena, text, span, &context, &errors);
    if ((program == NULL) != (errors.error_count > 0))
        abort();
    if (program)
        exercise(program, &context);
    struct rmx_text out = {0};
    for (int i = 0; i < errors.count; i++)
        rmx_error_format(&out, &errors.items[i]);
    rmx_text_finish(&out);
    rmx_arena_destroy(arena);
    return 0;
}
