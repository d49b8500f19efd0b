// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/signals.h"

struct rmx_signals signals_of(struct rmx_arena *arena, const char *const *knobs, int count)
{
    struct rmx_signals table = {0};
    rmx_signals_add(arena, &table, rmx_signals_own(), RMX_SIGNALS_OWN);
    for (int i = 0; i < count; i++)
        rmx_signals_add(
            arena, &table,
            &(struct rmx_signal){.name = knobs[i], .max = 1, .provider = "knob", .meaning = ""}, 1);
    return table;
}

double *signals_provided(struct rmx_arena *arena, const struct rmx_scene *scene,
                         const double *knobs)
{
    double *provided = rmx_signal_values_create(arena, &scene->signals).numbers;
    for (int i = 0; i < scene->knob_count && knobs; i++)
        provided[scene->knobs[i].signal] = knobs[i];
    return provided;
}
