// SPDX-License-Identifier: GPL-3.0-or-later
// The textures of what is heard: one for each kind and width that a plan's effects want.
//
// In:  a plan, the sound of each frame. Out: float textures; the schedule learns which are dirty.
// Thread: a current context.
#pragma once

#include "plan/sound.h"
#include "render/schedule.h"
#include "render/texture.h"

struct rmx_sounds {
    struct rmx_sound_texture {
        int step; // the plan's step that this is
        const struct rmx_input *input;
        struct rmx_texture texture;
        float *pixels; // what is in it; on the heap
    } * items;
    int count;
};

// The list lives in the arena.
void rmx_sounds_init(struct rmx_sounds *sounds, struct rmx_arena *arena,
                     const struct rmx_plan *plan);
void rmx_sounds_finish(struct rmx_sounds *sounds);

// NULL: silence. Uploads what has changed and marks it in the schedule. A texture that cannot be
// had (logged) is none.
void rmx_sounds_hear(struct rmx_sounds *sounds, const struct rmx_sound *sound,
                     struct rmx_schedule *schedule);
struct rmx_texture *rmx_sounds_texture(struct rmx_sounds *sounds, int step);
