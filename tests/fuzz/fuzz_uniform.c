// SPDX-License-Identifier: GPL-3.0-or-later
// Of any code uniform expressions are found or not: none chosen, it stays byte for byte; some
// chosen, it has as many lines, and what is left out is there to be computed.
#include "glsl/uniform_expr.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static size_t count_lines(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static const struct rmx_uniform_number numbers[] = {
    {"float", "a"}, {"vec2", "b"}, {"vec4", "c"}, {"int", "i"}, {"bool", "t"}};
enum { NUMBERS = sizeof(numbers) / sizeof(*numbers) };

// Every `step`th value; 0: none.
static void write_some(struct rmx_arena *arena, const struct rmx_uniform *uniform, int step,
                       const char *code)
{
    static const char *const texts[NUMBERS] = {"-1.0", "b", "c", "2", "bool(1)"};
    bool *chosen = RMX_NEW(arena, bool, uniform->count);
    struct rmx_text written = {0}, computed = {0};
    for (int v = 0; v < uniform->count; v++)
        chosen[v] = step && v % step == 0;
    rmx_uniform_write(uniform, chosen, &written);
    rmx_uniform_compute(uniform, chosen, texts, &computed);
    require(count_lines(rmx_text_string(&written)) == count_lines(code));
    require(step || strcmp(rmx_text_string(&written), code) == 0);
    for (int v = 0; v < uniform->count; v++) {
        const char *name = rmx_arena_printf(arena, RMX_UNIFORM_PREFIX "%d = ", v);
        require(!strstr(rmx_text_string(&computed), name) == !chosen[v]);
    }
    rmx_text_finish(&written);
    rmx_text_finish(&computed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *code = rmx_arena_copy_n(arena, (const char *)data, size);
    const struct rmx_uniform_params params = {.before = "#define S c.xy\n",
                                              .code = code,
                                              .length = strlen(code),
                                              .root = "main",
                                              .numbers = numbers,
                                              .number_count = NUMBERS};
    struct rmx_uniform uniform = rmx_uniform_find(arena, &params);
    for (int step = 0; step < 3; step++)
        write_some(arena, &uniform, step, code);
    rmx_arena_destroy(arena);
    return 0;
}
