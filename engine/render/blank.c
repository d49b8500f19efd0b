// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/blank.h"

#include "render/program.h"

void rmx_blank_init(struct rmx_blank *blank, const struct rmx_device *device)
{
    *blank = (struct rmx_blank){0};
    for (int i = 0; i < 2; i++)
        blank->programs[i] = rmx_program_builtin(NULL, device, "blank.frag", NULL);
    glCreateVertexArrays(1, &blank->vertices);
    if (rmx_texture_init(&blank->pixel, RMX_FORMAT_RGBA8, 1, 1, false))
        blank->framebuffer = rmx_framebuffer_create(&blank->pixel);
}

void rmx_blank_finish(struct rmx_blank *blank)
{
    glDeleteFramebuffers(1, &blank->framebuffer);
    glDeleteVertexArrays(1, &blank->vertices);
    for (int i = 0; i < 2; i++)
        glDeleteProgram(blank->programs[i]);
    rmx_texture_finish(&blank->pixel);
    *blank = (struct rmx_blank){0};
}

void rmx_blank_draw(struct rmx_blank *blank)
{
    blank->last = !blank->last;
    glDisable(GL_SCISSOR_TEST);
    glViewport(0, 0, 1, 1);
    glBindFramebuffer(GL_FRAMEBUFFER, blank->framebuffer);
    glBindVertexArray(blank->vertices);
    glUseProgram(blank->programs[blank->last]);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}
