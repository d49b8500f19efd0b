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
    if (!rmx_texture_init(texture, target->format, width, height, target->has_mips))
        return false;
    if (target->keeps)
        clear(texture); // what was never drawn is read as the frame before
    return true;
}

bool rmx_target_init(struct rmx_target *target, int width, int height)
{
    for (int i = 0; i <= target->doubles; i++)
        if (!init_texture(target, i, width, height))
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

static bool resize(struct rmx_target *target, int width, int height)
{
    int i = target->current;
    glDeleteFramebuffers(1, &target->framebuffers[i]);
    target->framebuffers[i] = 0;
    rmx_texture_finish(&target->textures[i]);
    if (!init_texture(target, i, width, height))
        return false;
    target->framebuffers[i] = rmx_framebuffer_create(&target->textures[i]);
    return true;
}

bool rmx_target_begin(struct rmx_target *target, int width, int height)
{
    if (target->doubles && !target->is_new)
        target->current = !target->current;
    target->is_new = true;
    struct rmx_texture *texture = &target->textures[target->current];
    bool fits = texture->width == width && texture->height == height;
    if (!fits && !resize(target, width, height))
        return false;
    texture->mips_stale = true;
    glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffers[target->current]);
    glViewport(0, 0, width, height);
    return true;
}

void rmx_target_clear(struct rmx_target *target)
{
    for (int i = 0; target->is_used && i <= target->doubles; i++)
        clear(&target->textures[i]);
    target->is_new = false;
}
