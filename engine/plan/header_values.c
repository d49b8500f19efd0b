// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/header_values.h"

#include "base/log.h"

#include <math.h>

const struct rmx_program *rmx_header_program(struct rmx_arena *arena,
                                             const struct rmx_effect *effect, const char *key,
                                             const char *text)
{
    if (!text)
        return NULL;
    const char **names = RMX_NEW(arena, const char *, effect->input_count + 2);
    for (int i = 0; i < effect->input_count; i++)
        names[i] = rmx_arena_printf(arena, "$%s", effect->inputs[i].name);
    names[effect->input_count] = "$WIDTH";
    names[effect->input_count + 1] = "$HEIGHT";
    struct rmx_errors errors = {.arena = arena};
    struct rmx_expr_context context = {.knobs = names, .knob_count = effect->input_count + 2};
    const struct rmx_program *program =
        rmx_expr_parse(arena, text, (struct rmx_span){0}, &context, &errors);
    if (!program)
        rmx_log(RMX_LOG_WARNING, "%s: %s '%s': %s", effect->path, key, text,
                errors.count ? errors.items[0].message : "not understood");
    return program;
}

enum { LONGEST_SIDE = 16384, MOST_PIXELS = 32 * 1024 * 1024 };

static double whole(double pixels)
{
    pixels = floor(pixels);
    return pixels >= 1.0 ? pixels : 1.0; // no number is not
}

bool rmx_pass_size(double size[2], int canvas_width, int canvas_height)
{
    double most = fmax(MOST_PIXELS, (double)canvas_width * canvas_height);
    bool fits = true;
    for (int i = 0; i < 2; i++) {
        size[i] = isinf(size[i]) ? 1.0 : whole(size[i]);
        fits = fits && size[i] <= LONGEST_SIDE;
        size[i] = fmin(size[i], LONGEST_SIDE);
    }
    double pixels = size[0] * size[1];
    if (pixels <= most)
        return fits;
    for (int i = 0; i < 2; i++)
        size[i] = whole(size[i] * sqrt(most / pixels));
    return false;
}
