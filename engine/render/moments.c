// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/moments.h"

void rmx_moments_init(struct rmx_moments *moments, struct rmx_arena *arena,
                      const struct rmx_pieces_plan *pieces)
{
    *moments = (struct rmx_moments){
        .pieces = pieces,
        .same = RMX_NEW(arena, int, pieces->picture_count),
    };
}

int rmx_moments_layers(const struct rmx_moments *moments)
{
    const struct rmx_pieces_plan *pieces = moments->pieces;
    return pieces->picture_count + pieces->ring_count * pieces->ring;
}

bool rmx_moments_fit(const struct rmx_moments *moments, const struct rmx_device *device,
                     struct rmx_span span, struct rmx_errors *errors)
{
    int layers = rmx_moments_layers(moments);
    if (layers <= device->array_layers)
        return true;
    rmx_errors_add(errors, span, "too-many-pictures",
                   "%d pictures and %d frames of each that moves are %d, of which this device "
                   "keeps %d",
                   moments->pieces->picture_count, moments->pieces->ring, layers,
                   device->array_layers)
        ->hint = "take fewer pictures, or fewer `moments`";
    return false;
}

static void copy_layer(struct rmx_moments *moments, const struct rmx_texture *array, int from,
                       int to)
{
    for (int level = 0; level < array->levels; level++)
        glCopyImageSubData(array->name, GL_TEXTURE_2D_ARRAY, level, 0, 0, from, array->name,
                           GL_TEXTURE_2D_ARRAY, level, 0, 0, to,
                           rmx_texture_side(array->width, level),
                           rmx_texture_side(array->height, level), 1);
    moments->copies++;
}

// Into `count` slots, the last of which is `slot`.
static void keep(struct rmx_moments *moments, const struct rmx_texture *array, int picture,
                 int slot, int count)
{
    const struct rmx_pieces_plan *pieces = moments->pieces;
    int ring = pieces->ring, first = pieces->picture_count + pieces->rings[picture] * ring;
    if (pieces->rings[picture] < 0 || moments->same[picture] >= ring)
        return;
    for (int k = 0; k < count; k++)
        copy_layer(moments, array, picture, first + (slot - k + ring) % ring);
    moments->same[picture] += count;
}

void rmx_moments_keep(struct rmx_moments *moments, const struct rmx_texture *array, int slot,
                      const bool *is_new)
{
    int ring = moments->pieces->ring;
    int count = moments->has_past ? (slot - moments->slot + ring) % ring : ring;
    for (int i = 0; i < moments->pieces->picture_count; i++) {
        if (is_new[i] || !moments->has_past)
            moments->same[i] = 0;
        // The same frame again is written again where the picture is another one.
        keep(moments, array, i, slot, count == 0 && is_new[i] ? 1 : count);
    }
    moments->slot = slot;
    moments->has_past = true;
}
