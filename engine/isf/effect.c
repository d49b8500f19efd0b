// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/effect.h"

#include <string.h>

static const struct {
    const char *name;
    int components;
} types[] = {
    [RMX_INPUT_FLOAT] = {"float", 1},        [RMX_INPUT_BOOL] = {"bool", 1},
    [RMX_INPUT_LONG] = {"long", 1},          [RMX_INPUT_EVENT] = {"event", 1},
    [RMX_INPUT_POINT2D] = {"point2D", 2},    [RMX_INPUT_COLOR] = {"color", 4},
    [RMX_INPUT_IMAGE] = {"image", 0},        [RMX_INPUT_AUDIO] = {"audio", 0},
    [RMX_INPUT_AUDIO_FFT] = {"audioFFT", 0},
};

int rmx_input_components(enum rmx_input_type type)
{
    return types[type].components;
}

bool rmx_input_is_sound(enum rmx_input_type type)
{
    return type == RMX_INPUT_AUDIO || type == RMX_INPUT_AUDIO_FFT;
}

bool rmx_input_is_picture(enum rmx_input_type type)
{
    return type == RMX_INPUT_IMAGE || rmx_input_is_sound(type);
}

const char *rmx_input_type_name(enum rmx_input_type type)
{
    return types[type].name;
}

int rmx_effect_input(const struct rmx_effect *effect, const char *name)
{
    for (int i = 0; i < effect->input_count; i++)
        if (strcmp(effect->inputs[i].name, name) == 0)
            return i;
    for (int i = 0; i < effect->input_count; i++)
        if (effect->inputs[i].short_name && strcmp(effect->inputs[i].short_name, name) == 0)
            return i;
    return -1;
}

bool rmx_effect_generates(const struct rmx_effect *effect)
{
    bool draws_on = effect->role == RMX_ROLE_FILTER || effect->role == RMX_ROLE_TRANSITION;
    return effect->role == RMX_ROLE_GENERATOR ||
           (draws_on && !effect->is_ours && rmx_effect_input(effect, "inputImage") < 0);
}

bool rmx_effect_is_mask(const struct rmx_effect *effect, const struct rmx_input *input)
{
    return effect->fragments.components && strcmp(input->name, effect->fragments.components) == 0;
}

const char *rmx_effect_key(const struct rmx_effect *effect, int input)
{
    const struct rmx_input *it = &effect->inputs[input];
    return it->short_name ? it->short_name : it->name;
}

// Behind the inputs and the size, as rmx_header_context has them.
bool rmx_clocks_read_time(const struct rmx_effect *effect)
{
    int time = effect->input_count + 2;
    for (int i = 0; i < effect->clock_count; i++)
        if (rmx_program_reads(effect->clocks[i].value, time) ||
            rmx_program_reads(effect->clocks[i].value, time + 1))
            return true;
    return false;
}
