// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a pass's WIDTH or HEIGHT is refused or gives a size that can be drawn.
#include "isf/header_programs.h"
#include "plan/pass_size.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUTS = 4, CANVAS_WIDTH = 1920, CANVAS_HEIGHT = 1080 };

static void exercise(const struct rmx_program *program)
{
    static const double values[][INPUTS] = {
        {0, 0, 0, 0}, {0.5, 1, 7, 1}, {-1e308, 1, -3, 0}, {1e308, 0, 2147483647, 1}};
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
        double signals[INPUTS + 2] = {0};
        for (int k = 0; k < INPUTS; k++)
            signals[k] = values[i][k];
        signals[INPUTS] = CANVAS_WIDTH;
        signals[INPUTS + 1] = CANVAS_HEIGHT;
        double value = rmx_program_value(program, signals, NULL);
        double picture[2] = {value, i % 2 ? value : CANVAS_HEIGHT};
        rmx_pass_size(picture, rmx_pass_most_pixels(CANVAS_WIDTH, CANVAS_HEIGHT));
        for (int side = 0; side < 2; side++)
            if (!(picture[side] >= 1.0 && picture[side] <= 16384.0) ||
                picture[side] != floor(picture[side]))
                abort();
        if (picture[0] * picture[1] > 32.0 * 1024 * 1024)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_input inputs[INPUTS] = {{.name = "part", .type = RMX_INPUT_FLOAT},
                                       {.name = "on", .type = RMX_INPUT_BOOL},
                                       {.name = "count", .type = RMX_INPUT_LONG},
                                       {.name = "hit", .type = RMX_INPUT_EVENT}};
    const struct rmx_effect effect = {.path = "fuzz", .inputs = inputs, .input_count = INPUTS};
    struct rmx_arena *arena = rmx_arena_create();
    const char *text = rmx_arena_copy_n(arena, (const char *)data, size);
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_program *program =
        rmx_header_parse(arena, &effect, text, (struct rmx_span){0}, &errors);
    if (!program != (errors.error_count > 0))
        abort();
    if (program)
        exercise(program);
    rmx_arena_destroy(arena);
    return 0;
}
