// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/ground.h"

#include "render/texture.h"

bool rmx_ground_init(struct rmx_ground *ground, enum rmx_format format, int width, int height,
                     const void *pixels)
{
    struct rmx_texture texture;
    if (!rmx_texture_init(&texture, format, width, height, false))
        return false;
    glTextureSubImage2D(texture.name, 0, 0, 0, width, height, GL_RGBA, rmx_format_type(format),
                        pixels);
    *ground =
        (struct rmx_ground){texture.name, rmx_framebuffer_create(&texture), format, width, height};
    return true;
}

void rmx_ground_finish(struct rmx_ground *ground, void *pixels)
{
    glBindFramebuffer(GL_FRAMEBUFFER, ground->framebuffer);
    glReadPixels(0, 0, ground->width, ground->height, GL_RGBA, rmx_format_type(ground->format),
                 pixels);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteFramebuffers(1, &ground->framebuffer);
    glDeleteTextures(1, &ground->texture);
    *ground = (struct rmx_ground){0};
}
