// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/target.h"

#include <string.h>

static void clear(const struct rmx_texture *texture)
{
    for (int level = 0; level < texture->levels; level++)
        glClearTexImage(texture->name, level, GL_RGBA, GL_FLOAT, NULL);
}

static bool init_texture(struct rmx_target *target, int index, int width, int height)
{
    struct rmx_texture *texture = &target->textures[index];
    if (target->array)
        return rmx_texture_init_layer(texture, target->array, target->layer);
    bool made = target->is_presented
                    ? rmx_texture_init_blue_first(texture, width, height)
                    : rmx_texture_init(texture, target->format, width, height, target->has_mips);
    if (!made)
        return false;
    if (target->keeps)
        clear(texture); // what was never drawn is read as the frame before
    return true;
}

bool rmx_target_init(struct rmx_target *target)
{
    for (int i = 0; i <= target->doubles; i++)
        if (!init_texture(target, i, target->width, target->height))
            return false;
    return true;
}

void rmx_target_finish(struct rmx_target *target)
{
    rmx_target_leave(target);
    for (int i = 0; i < 2; i++)
        rmx_texture_finish(&target->textures[i]);
}

void rmx_target_enter(struct rmx_target *target)
{
    for (int i = 0; target->is_used && i <= target->doubles; i++)
        target->framebuffers[i] = rmx_framebuffer_create(&target->textures[i]);
}

void rmx_target_leave(struct rmx_target *target)
{
    glDeleteFramebuffers(2, target->framebuffers);
    memset(target->framebuffers, 0, sizeof(target->framebuffers));
}

struct rmx_texture *rmx_target_picture(struct rmx_target *target, bool past)
{
    bool is_other = past && target->is_new && target->doubles;
    return &target->textures[is_other ? !target->current : target->current];
}

// Where memory is short what is there stays.
static bool resize(struct rmx_target *target, int index, int width, int height)
{
    struct rmx_texture *texture = &target->textures[index], old = *texture;
    if (!init_texture(target, index, width, height)) {
        *texture = old;
        return false;
    }
    rmx_texture_finish(&old);
    glDeleteFramebuffers(1, &target->framebuffers[index]);
    target->framebuffers[index] = rmx_framebuffer_create(texture);
    return true;
}

// The picture in another size where the two have one.
static void copy(struct rmx_target *target, int index, const struct rmx_target *from,
                 int from_index)
{
    struct rmx_texture *to = &target->textures[index];
    const struct rmx_texture *picture = &from->textures[from_index];
    bool is_same = to->width == picture->width && to->height == picture->height;
    glDisable(GL_SCISSOR_TEST);
    glBlitNamedFramebuffer(from->framebuffers[from_index], target->framebuffers[index], 0, 0,
                           picture->width, picture->height, 0, 0, to->width, to->height,
                           GL_COLOR_BUFFER_BIT, is_same ? GL_NEAREST : GL_LINEAR);
    to->mips_stale = true;
}

void rmx_target_transfer(struct rmx_target *target, struct rmx_target *from, bool of_its_own)
{
    bool has_past = target->doubles && from->doubles && from->is_new;
    for (int i = 0; i <= target->doubles; i++) {
        int from_index = has_past && !i ? !from->current : from->current;
        const struct rmx_texture *picture = &from->textures[from_index];
        if (of_its_own && !resize(target, i, picture->width, picture->height))
            return;
        copy(target, i, from, from_index);
    }
    target->current = target->doubles;
    target->is_new = has_past;
}

static bool fits(const struct rmx_texture *texture, int width, int height)
{
    return texture->width == width && texture->height == height;
}

// ISF: where a buffer takes another size, what is in it is scaled.
static bool rescale(struct rmx_target *target, int index, int width, int height)
{
    struct rmx_target old = {.textures = {target->textures[index]},
                             .framebuffers = {target->framebuffers[index]}};
    if (!init_texture(target, index, width, height)) {
        target->textures[index] = old.textures[0];
        return false;
    }
    target->framebuffers[index] = rmx_framebuffer_create(&target->textures[index]);
    copy(target, index, &old, 0);
    rmx_target_finish(&old);
    return true;
}

bool rmx_target_begin(struct rmx_target *target, int width, int height)
{
    if (target->doubles && !target->is_new)
        target->current = !target->current;
    target->is_new = true;
    int now = target->current;
    if (!fits(&target->textures[now], width, height) && !resize(target, now, width, height))
        return false;
    if (target->doubles && !fits(&target->textures[!now], width, height) &&
        !rescale(target, !now, width, height))
        return false;
    target->textures[now].mips_stale = true;
    glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffers[now]);
    glViewport(0, 0, width, height);
    return true;
}

void rmx_target_take_back(struct rmx_target *target)
{
    if (target->doubles && target->is_new)
        target->current = !target->current;
    target->is_new = false;
}

void rmx_target_clear(struct rmx_target *target)
{
    for (int i = 0; target->is_used && i <= target->doubles; i++)
        clear(&target->textures[i]);
    target->is_new = false;
}
