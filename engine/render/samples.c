// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/samples.h"

bool rmx_samples_init(struct rmx_samples *samples, struct rmx_programs *programs,
                      enum rmx_format format, int width, int height, bool encoded)
{
    *samples = (struct rmx_samples){.encoded = encoded};
    if (!rmx_texture_init(&samples->sum, RMX_FORMAT_RGBA32F, width, height, false) ||
        !rmx_texture_init(&samples->mean, format, width, height, false))
        return false;
    samples->sum_framebuffer = rmx_framebuffer_create(&samples->sum);
    samples->mean_framebuffer = rmx_framebuffer_create(&samples->mean);
    samples->add = rmx_programs_builtin(programs, RMX_BUILTIN_ACCUMULATE);
    samples->resolve = rmx_programs_builtin(programs, RMX_BUILTIN_RESOLVE);
    return samples->add && samples->resolve;
}

void rmx_samples_finish(struct rmx_samples *samples)
{
    rmx_texture_finish(&samples->sum);
    rmx_texture_finish(&samples->mean);
    glDeleteFramebuffers(1, &samples->sum_framebuffer);
    glDeleteFramebuffers(1, &samples->mean_framebuffer);
    *samples = (struct rmx_samples){0};
}

void rmx_samples_clear(struct rmx_samples *samples, int count)
{
    const float nothing[4] = {0};
    samples->count = count;
    glClearNamedFramebufferfv(samples->sum_framebuffer, GL_COLOR, 0, nothing);
}

static void draw(GLuint framebuffer, GLuint program, GLuint texture)
{
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glUseProgram(program);
    glBindTextureUnit(0, texture);
    glBindSampler(0, 0); // texelFetch only
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

void rmx_samples_add(struct rmx_samples *samples, GLuint picture)
{
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE);
    glProgramUniform1i(samples->add, 0, samples->encoded);
    draw(samples->sum_framebuffer, samples->add, picture);
    glDisable(GL_BLEND);
}

void rmx_samples_resolve(struct rmx_samples *samples, bool dither)
{
    glProgramUniform1f(samples->resolve, 0, (float)samples->count);
    glProgramUniform1i(samples->resolve, 1, dither);
    glProgramUniform1i(samples->resolve, 2, samples->encoded);
    draw(samples->mean_framebuffer, samples->resolve, samples->sum.name);
}
