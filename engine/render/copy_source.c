// SPDX-License-Identifier: GPL-3.0-or-later
// One renderer's picture as a source of another one.
#include "render/renderer_parts.h"

static void draw_premultiplied(struct rmx_renderer *renderer, const struct rmx_texture *texture,
                               GLuint picture)
{
    GLuint framebuffer = rmx_framebuffer_create(texture);
    rmx_renderer_set_state(renderer);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, texture->width, texture->height);
    glUseProgram(rmx_programs_builtin(renderer->programs, RMX_BUILTIN_PREMULTIPLY));
    glBindTextureUnit(0, picture);
    glBindSampler(0, 0); // texelFetch only
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteFramebuffers(1, &framebuffer);
}

void rmx_renderer_copy_picture(struct rmx_renderer *renderer, struct rmx_texture *texture,
                               const struct rmx_renderer *from)
{
    if (from->plan->scene->background[3] < 1)
        draw_premultiplied(renderer, texture, rmx_renderer_texture(from));
    else
        glCopyImageSubData(rmx_renderer_texture(from), GL_TEXTURE_2D, 0, 0, 0, 0, texture->name,
                           GL_TEXTURE_2D, 0, 0, 0, 0, texture->width, texture->height, 1);
    texture->mips_stale = true;
}

bool rmx_renderer_copy_source(struct rmx_renderer *renderer, int source,
                              const struct rmx_renderer *from)
{
    long long drawn = from->counts.passes_drawn;
    struct rmx_source_texture *item = &renderer->sources->items[source];
    if (item->texture.name && item->copied_from == from && item->copied == drawn)
        return true; // the picture is the same
    struct rmx_texture *texture = rmx_sources_begin(
        renderer->sources, source, rmx_renderer_format(from), from->size.width, from->size.height);
    if (!texture)
        return false;
    item->copied = drawn;
    item->copied_from = from;
    rmx_renderer_copy_picture(renderer, texture, from);
    return true;
}
