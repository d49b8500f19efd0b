// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/sounds.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void rmx_sounds_init(struct rmx_sounds *sounds, struct rmx_arena *arena,
                     const struct rmx_plan *plan)
{
    *sounds = (struct rmx_sounds){0};
    for (int s = 0; s < plan->step_count; s++)
        if (plan->steps[s].sound)
            *RMX_PUSH(arena, &sounds->items, &sounds->count) =
                (struct rmx_sound_texture){.step = s, .input = plan->steps[s].sound};
}

void rmx_sounds_finish(struct rmx_sounds *sounds)
{
    for (int i = 0; i < sounds->count; i++) {
        rmx_texture_finish(&sounds->items[i].texture);
        free(sounds->items[i].pixels);
    }
    *sounds = (struct rmx_sounds){0};
}

static void hear(struct rmx_sound_texture *it, const struct rmx_sound *sound,
                 struct rmx_schedule *schedule)
{
    int width, height;
    rmx_sound_size(sound, it->input, &width, &height);
    size_t bytes = (size_t)width * (size_t)height * 4 * sizeof(float);
    struct rmx_texture *texture = &it->texture;
    bool is_same = texture->name && texture->width == width && texture->height == height;
    float *pixels = malloc(bytes);
    if (!pixels)
        abort();
    rmx_sound_fill(sound, it->input, pixels);
    if (!is_same || memcmp(pixels, it->pixels, bytes) != 0) {
        if (!is_same) {
            rmx_texture_finish(texture);
            rmx_texture_init(texture, RMX_FORMAT_RGBA32F, width, height, false);
        }
        if (texture->name)
            glTextureSubImage2D(texture->name, 0, 0, 0, width, height, GL_RGBA, GL_FLOAT, pixels);
        rmx_schedule_sound(schedule, it->step);
    }
    free(it->pixels);
    it->pixels = pixels;
}

void rmx_sounds_hear(struct rmx_sounds *sounds, const struct rmx_sound *sound,
                     struct rmx_schedule *schedule)
{
    for (int i = 0; i < sounds->count; i++)
        hear(&sounds->items[i], sound, schedule);
}

struct rmx_texture *rmx_sounds_texture(struct rmx_sounds *sounds, int step)
{
    int i = 0;
    while (i < sounds->count - 1 && sounds->items[i].step != step)
        i++;
    assert(sounds->count && sounds->items[i].step == step);
    return &sounds->items[i].texture;
}
