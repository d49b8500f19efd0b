// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/blank.h"

#include "render/program.h"

void rmx_blank_init(struct rmx_blank *blank, const struct rmx_device *device)
{
    *blank = (struct rmx_blank){.program = rmx_program_builtin(NULL, device, "blank.frag", NULL)};
    glCreateVertexArrays(1, &blank->vertices);
    if (rmx_texture_init(&blank->pixel, RMX_FORMAT_RGBA8, 1, 1, false))
        blank->framebuffer = rmx_framebuffer_create(&blank->pixel);
}

void rmx_blank_finish(struct rmx_blank *blank)
{
    glDeleteFramebuffers(1, &blank->framebuffer);
    glDeleteVertexArrays(1, &blank->vertices);
    glDeleteProgram(blank->program);
    rmx_texture_finish(&blank->pixel);
    *blank = (struct rmx_blank){0};
}

void rmx_blank_draw(const struct rmx_blank *blank)
{
    glDisable(GL_SCISSOR_TEST);
    glViewport(0, 0, 1, 1);
    glBindFramebuffer(GL_FRAMEBUFFER, blank->framebuffer);
    glBindVertexArray(blank->vertices);
    glUseProgram(blank->program);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}
