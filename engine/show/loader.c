// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/loader.h"

#include "runtime/inner.h"

#include <stdlib.h>

double rmx_shown_fps(const struct rmx_shown *shown, double requested, double output)
{
    if (requested > 0)
        return requested;
    return shown->scene->has_fps ? shown->scene->fps : output;
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (!memory)
        abort();
    return memory;
}

void rmx_shown_provide(struct rmx_shown *shown, const double pointer[2])
{
    const struct rmx_scene *scene = shown->scene;
    for (int i = 0; i < scene->signals.count; i++)
        shown->provided[i] = scene->signals.items[i].initial;
    for (int i = 0; i < scene->knob_count; i++)
        shown->provided[scene->knobs[i].signal] = shown->knobs[i];
    shown->provided[RMX_SIGNAL_MOUSE_X] = pointer[0];
    shown->provided[RMX_SIGNAL_MOUSE_Y] = pointer[1];
}

void rmx_shown_prepare(struct rmx_shown *shown, const struct rmx_frame_inputs *frame_inputs)
{
    const struct rmx_scene *scene = shown->scene;
    shown->values = rmx_values_create(shown->plan);
    shown->block = allocate((size_t)shown->plan->block_size, 1);
    shown->knobs = allocate((size_t)scene->knob_count, sizeof(*shown->knobs));
    shown->provided = allocate((size_t)scene->signals.count, sizeof(*shown->provided));
    for (int i = 0; i < scene->knob_count; i++)
        shown->knobs[i] = scene->knobs[i].at;
    struct rmx_frame_inputs first = *frame_inputs;
    first.width = shown->width;
    first.height = shown->height;
    first.provided = NULL;
    rmx_values_frame(shown->values, &first, shown->block);
    shown->first = first;
    rmx_shown_warm(shown);
}

// Nothing may be under way when another context takes the textures over.
void rmx_shown_warm(struct rmx_shown *shown)
{
    rmx_inner_warm(shown->generation, &shown->first);
    rmx_renderer_warm(shown->renderer, shown->block);
    rmx_renderer_leave(shown->renderer);
    rmx_renderer_wait(shown->renderer);
}

void rmx_shown_finish(struct rmx_shown *shown)
{
    rmx_values_destroy(shown->values);
    free(shown->block);
    free(shown->knobs);
    free(shown->provided);
    shown->values = NULL;
    shown->block = NULL;
    shown->knobs = NULL;
    shown->provided = NULL;
}
