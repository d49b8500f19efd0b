// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mips.h"

void rmx_mips_leave(struct rmx_mips *mips)
{
    glDeleteFramebuffers(1, &mips->framebuffer);
    mips->framebuffer = 0;
}

// Reading is bound to the level below, so that no level is read while it is drawn.
static void draw_level(const struct rmx_mips *mips, const struct rmx_texture *texture, int level)
{
    glTextureParameteri(texture->name, GL_TEXTURE_BASE_LEVEL, level - 1);
    glTextureParameteri(texture->name, GL_TEXTURE_MAX_LEVEL, level - 1);
    glNamedFramebufferTexture(mips->framebuffer, GL_COLOR_ATTACHMENT0, texture->name, level);
    glViewport(0, 0, rmx_texture_side(texture->width, level),
               rmx_texture_side(texture->height, level));
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void use(const struct rmx_mips *mips, enum rmx_builtin linear, enum rmx_builtin encoded)
{
    glUseProgram(rmx_programs_builtin(mips->programs, mips->encoded ? encoded : linear));
}

// Up to before level `end`.
static void draw_levels(const struct rmx_mips *mips, const struct rmx_texture *texture, int end,
                        bool straight)
{
    if (straight)
        use(mips, RMX_BUILTIN_MIP_STRAIGHT, RMX_BUILTIN_MIP_STRAIGHT_ENCODED);
    else
        use(mips, RMX_BUILTIN_MIP, RMX_BUILTIN_MIP_ENCODED);
    for (int level = 1; level < end; level++)
        draw_level(mips, texture, level);
}

// Larger pictures would need too much memory beside them.
static bool may_be_wide(const struct rmx_texture *texture)
{
    return (long long)texture->width * texture->height <= 32 * 1024 * 1024;
}

// The rows of a level: half as wide as the level below, and as high.
static void draw_rows(const struct rmx_mips *mips, const struct rmx_texture *texture, int level,
                      const struct rmx_texture *rows)
{
    use(mips, RMX_BUILTIN_MIP_ACROSS, RMX_BUILTIN_MIP_ACROSS_ENCODED);
    glTextureParameteri(texture->name, GL_TEXTURE_BASE_LEVEL, level - 1);
    glTextureParameteri(texture->name, GL_TEXTURE_MAX_LEVEL, level - 1);
    glNamedFramebufferTexture(mips->framebuffer, GL_COLOR_ATTACHMENT0, rows->name, 0);
    glViewport(0, 0, rmx_texture_side(texture->width, level),
               rmx_texture_side(texture->height, level - 1));
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

static bool draw_wide_levels(const struct rmx_mips *mips, const struct rmx_texture *texture)
{
    struct rmx_texture rows;
    int first = texture->wide_from < texture->levels ? texture->wide_from : texture->levels;
    if (!rmx_texture_init(&rows, RMX_FORMAT_RGBA32F, rmx_texture_side(texture->width, first),
                          rmx_texture_side(texture->height, first - 1), false))
        return false;
    draw_levels(mips, texture, first, false);
    glBindTextureUnit(1, rows.name);
    glBindSampler(1, 0);
    for (int level = first; level < texture->levels; level++) {
        draw_rows(mips, texture, level, &rows);
        use(mips, RMX_BUILTIN_MIP_UP, RMX_BUILTIN_MIP_UP_ENCODED);
        draw_level(mips, texture, level);
    }
    rmx_texture_finish(&rows);
    return true;
}

bool rmx_mips_freshen(struct rmx_mips *mips, struct rmx_texture *texture, bool straight)
{
    if (!texture->mips_stale || texture->levels < 2)
        return false;
    if (!mips->framebuffer)
        glCreateFramebuffers(1, &mips->framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, mips->framebuffer);
    glBindTextureUnit(0, texture->name);
    glBindSampler(0, 0); // texelFetch only
    bool is_wide = texture->wide_from && !straight && may_be_wide(texture);
    if (!is_wide || !draw_wide_levels(mips, texture))
        draw_levels(mips, texture, texture->levels, straight);
    glTextureParameteri(texture->name, GL_TEXTURE_BASE_LEVEL, 0);
    glTextureParameteri(texture->name, GL_TEXTURE_MAX_LEVEL, texture->levels - 1);
    glNamedFramebufferTexture(mips->framebuffer, GL_COLOR_ATTACHMENT0, 0,
                              0);                       // keeps no texture alive
    texture->mips_stale = glIsEnabled(GL_SCISSOR_TEST); // one pixel of each, to be warm
    return true;
}
