// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/moments.h"

void rmx_moments_init(struct rmx_moments *moments, struct rmx_arena *arena,
                      const struct rmx_fragments_plan *fragments)
{
    *moments = (struct rmx_moments){
        .fragments = fragments,
        .same = RMX_NEW(arena, int, fragments->picture_count),
    };
}

int rmx_moments_layers(const struct rmx_fragments_plan *fragments)
{
    return fragments->picture_count + fragments->ring_count * fragments->ring;
}

bool rmx_moments_fit(const struct rmx_fragments_plan *fragments, const struct rmx_device *device,
                     struct rmx_span span, struct rmx_errors *errors)
{
    int layers = rmx_moments_layers(fragments);
    if (layers <= device->array_layers)
        return true;
    rmx_errors_add(errors, span, "too-many-pictures",
                   "%d pictures and %d frames of each that moves are %d, of which this device "
                   "keeps %d",
                   fragments->picture_count, fragments->ring, layers, device->array_layers)
        ->hint = "take fewer pictures, or fewer `moments`";
    return false;
}

void rmx_moments_copy(const struct rmx_texture *from, int from_layer, const struct rmx_texture *to,
                      int to_layer)
{
    for (int level = 0; level < from->levels; level++)
        glCopyImageSubData(from->name, GL_TEXTURE_2D_ARRAY, level, 0, 0, from_layer, to->name,
                           GL_TEXTURE_2D_ARRAY, level, 0, 0, to_layer,
                           rmx_texture_side(from->width, level),
                           rmx_texture_side(from->height, level), 1);
}

int rmx_moments_layer(const struct rmx_fragments_plan *fragments, int picture, int slot)
{
    int ring = fragments->rings[picture];
    return ring < 0 ? -1 : fragments->picture_count + ring * fragments->ring + slot;
}

// Into `count` slots, the last of which is `slot`.
static void keep(struct rmx_moments *moments, const struct rmx_texture *array, int picture,
                 int slot, int count)
{
    const struct rmx_fragments_plan *fragments = moments->fragments;
    int ring = fragments->ring, first = rmx_moments_layer(fragments, picture, 0);
    if (fragments->rings[picture] < 0 || moments->same[picture] >= ring)
        return;
    for (int k = 0; k < count; k++)
        rmx_moments_copy(array, picture, array, first + (slot - k + ring) % ring);
    moments->copies += count;
    moments->same[picture] += count;
}

void rmx_moments_keep(struct rmx_moments *moments, const struct rmx_texture *array, int slot,
                      const bool *is_new)
{
    int ring = moments->fragments->ring;
    int count = moments->has_past ? (slot - moments->slot + ring) % ring : ring;
    for (int i = 0; i < moments->fragments->picture_count; i++) {
        if (is_new[i] || !moments->has_past)
            moments->same[i] = 0;
        // The same frame again is written again where the picture is another one.
        keep(moments, array, i, slot, count == 0 && is_new[i] ? 1 : count);
    }
    moments->slot = slot;
    moments->has_past = true;
}
