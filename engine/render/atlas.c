// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/atlas.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SIDE = 512, MOST_SIDE = 8192, GAP = 1 };

void rmx_atlas_init(struct rmx_atlas *atlas, const struct rmx_device *device)
{
    int most = device->texture_side;
    *atlas = (struct rmx_atlas){.most_side = most < MOST_SIDE ? most : MOST_SIDE};
}

void rmx_atlas_finish(struct rmx_atlas *atlas)
{
    glDeleteTextures(1, &atlas->texture);
    free(atlas->slots);
    *atlas = (struct rmx_atlas){0};
}

static void make_texture(struct rmx_atlas *atlas, int side)
{
    glDeleteTextures(1, &atlas->texture);
    glCreateTextures(GL_TEXTURE_2D, 1, &atlas->texture);
    glTextureStorage2D(atlas->texture, 1, GL_R8, side, side);
    glTextureParameteri(atlas->texture, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    atlas->side = side;
    atlas->x = atlas->y = atlas->row = 0;
}

// In rows, as high as their highest. False: it is full.
static bool reserve(struct rmx_atlas *atlas, const struct rmx_label *label)
{
    if (atlas->x + label->width > atlas->side) {
        atlas->x = 0;
        atlas->y += atlas->row;
        atlas->row = 0;
    }
    if (label->width > atlas->side || atlas->y + label->height > atlas->side)
        return false;
    if (label->height + GAP > atlas->row)
        atlas->row = label->height + GAP;
    return true;
}

static bool upload(struct rmx_atlas *atlas, const struct rmx_line *line)
{
    const struct rmx_label *label = &line->label;
    if (!reserve(atlas, label))
        return false;
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (label->width > 0)
        glTextureSubImage2D(atlas->texture, 0, atlas->x, atlas->y, label->width, label->height,
                            GL_RED, GL_UNSIGNED_BYTE, label->cover);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    atlas->slots[line->number] = (struct rmx_atlas_slot){atlas->x, atlas->y, line};
    atlas->x += label->width + GAP;
    return true;
}

static bool upload_all(struct rmx_atlas *atlas)
{
    for (int i = 0; i < atlas->slot_count; i++)
        if (atlas->slots[i].line && !upload(atlas, atlas->slots[i].line))
            return false;
    return true;
}

// A larger one with all that was there. False: none is large enough (logged).
static bool grow(struct rmx_atlas *atlas)
{
    while (2 * atlas->side <= atlas->most_side) {
        make_texture(atlas, 2 * atlas->side);
        if (upload_all(atlas))
            return true;
    }
    atlas->is_full = true;
    rmx_log(RMX_LOG_INFO, "there is no room for all texts over the picture");
    return false;
}

static void reserve_slot(struct rmx_atlas *atlas, int number)
{
    if (number < atlas->slot_count)
        return;
    int count = 2 * number + 64;
    atlas->slots = realloc(atlas->slots, (size_t)count * sizeof(*atlas->slots));
    if (!atlas->slots)
        abort();
    memset(atlas->slots + atlas->slot_count, 0,
           (size_t)(count - atlas->slot_count) * sizeof(*atlas->slots));
    atlas->slot_count = count;
}

bool rmx_atlas_put(struct rmx_atlas *atlas, const struct rmx_line *line)
{
    if (!line)
        return false;
    reserve_slot(atlas, line->number);
    if (atlas->slots[line->number].line || atlas->is_full)
        return false;
    if (!atlas->texture)
        make_texture(atlas, FIRST_SIDE);
    while (!upload(atlas, line))
        if (!grow(atlas))
            return false;
    return true;
}

bool rmx_atlas_find(const struct rmx_atlas *atlas, const struct rmx_line *line, int texel[2])
{
    if (!line || line->number >= atlas->slot_count || !atlas->slots[line->number].line)
        return false;
    texel[0] = atlas->slots[line->number].x;
    texel[1] = atlas->slots[line->number].y;
    return true;
}

void rmx_atlas_forget(struct rmx_atlas *atlas)
{
    for (int i = 0; i < atlas->slot_count; i++)
        atlas->slots[i].line = NULL;
    atlas->is_full = false;
    atlas->x = atlas->y = atlas->row = 0;
}
