// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene and its side file say of MIDI, together: the side file goes over the scene, and of
// two that want a control the one that is said last has it.
//
// In:  a scene, a side file. Out: targets of a struct rmx_midi_map; what is learned, in the side
// file. Pure but for that.
#pragma once

#include "app/live_side.h"
#include "app/midi_map.h"

struct rmx_midi_targets {
    struct rmx_midi_target *items;
    int count;
};

// In the arena, with texts of the scene and the side file. `scene` NULL: there is none yet. Where
// knobs stand is left 0.
struct rmx_midi_targets rmx_live_midi_targets(struct rmx_arena *arena,
                                              const struct rmx_scene *scene,
                                              const struct rmx_side *side);

// From now on the control moves that knob, and no other one. False: it did already; else what to
// say of it.
bool rmx_live_midi_learn(struct rmx_live_side *live, const struct rmx_scene *scene,
                         const char *knob, const struct rmx_midi_control *control,
                         struct rmx_text *text);
