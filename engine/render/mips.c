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

static GLuint program_for(const struct rmx_mips *mips, bool straight)
{
    static const enum rmx_builtin programs[2][2] = {
        {RMX_BUILTIN_MIP, RMX_BUILTIN_MIP_ENCODED},
        {RMX_BUILTIN_MIP_STRAIGHT, RMX_BUILTIN_MIP_STRAIGHT_ENCODED},
    };
    return rmx_programs_builtin(mips->programs, programs[straight][mips->encoded]);
}

bool rmx_mips_freshen(struct rmx_mips *mips, struct rmx_texture *texture, bool straight)
{
    if (!texture->mips_stale || texture->levels < 2)
        return false;
    if (!mips->framebuffer)
        glCreateFramebuffers(1, &mips->framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, mips->framebuffer);
    glUseProgram(program_for(mips, straight));
    glBindTextureUnit(0, texture->name);
    glBindSampler(0, 0); // texelFetch only
    for (int level = 1; level < texture->levels; level++)
        draw_level(mips, texture, level);
    glTextureParameteri(texture->name, GL_TEXTURE_BASE_LEVEL, 0);
    glTextureParameteri(texture->name, GL_TEXTURE_MAX_LEVEL, texture->levels - 1);
    glNamedFramebufferTexture(mips->framebuffer, GL_COLOR_ATTACHMENT0, 0,
                              0);                       // keeps no texture alive
    texture->mips_stale = glIsEnabled(GL_SCISSOR_TEST); // one pixel of each, to be warm
    return true;
}
