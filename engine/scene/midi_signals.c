// SPDX-License-Identifier: GPL-3.0-or-later
// Controls of MIDI devices in a scene's expressions, whose signals its table has only where they
// stand.
#include "scene/scene_parts.h"

#include <string.h>

// There are no more names than fit: 128 controllers and notes, each of 17 channels.
int rmx_check_add_midi(struct rmx_checker *checker, const struct rmx_midi_control *control)
{
    struct rmx_scene *scene = checker->scene;
    struct rmx_text name = {0};
    rmx_midi_control_write_signal(&name, control);
    const struct rmx_signal signal = {.name = rmx_arena_copy(checker->arena, name.data),
                                      .max = 1,
                                      .initial = control->kind == RMX_MIDI_BEND ? 0.5 : 0,
                                      .provider = rmx_signals_midi()->provider,
                                      .meaning = ""};
    int known = rmx_signals_find(&scene->signals, name.data, name.length);
    rmx_text_finish(&name);
    if (known >= 0)
        return known; // written in another way
    *RMX_PUSH(checker->arena, &scene->midi, &scene->midi_count) =
        (struct rmx_midi_signal){*control, scene->signals.count};
    rmx_signals_add(checker->arena, &scene->signals, &signal, 1);
    return scene->signals.count - 1;
}

// What a scene within reads comes through this one.
void rmx_check_midi_within(struct rmx_checker *checker)
{
    for (int i = 0; i < checker->scene->source_count; i++) {
        const struct rmx_source *source = &checker->scene->sources[i];
        for (int k = 0; source->scene && k < source->scene->midi_count; k++)
            rmx_check_add_midi(checker, &source->scene->midi[k].control);
    }
}
