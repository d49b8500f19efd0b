// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/output.h"

#include "render/blank.h"
#include "render/program.h"
#include "runtime/canvas.h"

#include <GL/glew.h>
#include <stdlib.h>

struct rmx_output {
    struct rmx_window *window;
    struct rmx_presentation presentation;
    int width, height;
    struct rmx_blank blank;
    GLuint program, sampler, mask;
    GLuint framebuffer;        // of a picture that another context draws, while it is copied
    struct rmx_reveal *reveal; // NULL: never shown
};

// Bytes as a texture of one channel; without any a single one that lets all through.
static GLuint make_mask(const struct rmx_presentation *presentation)
{
    static const unsigned char all = 255;
    int width = presentation->mask ? presentation->mask_width : 1;
    int height = presentation->mask ? presentation->mask_height : 1;
    GLuint mask;
    glCreateTextures(GL_TEXTURE_2D, 1, &mask);
    glTextureStorage2D(mask, 1, GL_R8, width, height);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTextureSubImage2D(mask, 0, 0, 0, width, height, GL_RED, GL_UNSIGNED_BYTE,
                        presentation->mask ? presentation->mask : &all);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    return mask;
}

struct rmx_output *rmx_output_create(const struct rmx_output_params *params,
                                     enum rmx_window_status *status, char *why, int why_size)
{
    struct rmx_output *output = calloc(1, sizeof(*output));
    if (!output)
        abort();
    output->window = rmx_window_create(&params->window, status, why, why_size);
    if (!output->window) {
        free(output);
        return NULL;
    }
    const struct rmx_device *device = rmx_context_device(rmx_window_context(output->window));
    output->presentation =
        params->presentation ? *params->presentation : rmx_presentation_identity();
    rmx_blank_init(&output->blank, device);
    output->program = rmx_program_builtin(NULL, device, "present.frag", NULL);
    output->sampler = rmx_sampler_create(GL_LINEAR);
    output->mask = make_mask(&output->presentation);
    glCreateFramebuffers(1, &output->framebuffer);
    rmx_window_size(output->window, &output->width, &output->height);
    return output;
}

void rmx_output_destroy(struct rmx_output *output)
{
    if (!output)
        return;
    rmx_reveal_destroy(output->reveal);
    glDeleteProgram(output->program);
    glDeleteSamplers(1, &output->sampler);
    glDeleteTextures(1, &output->mask);
    glDeleteFramebuffers(1, &output->framebuffer);
    rmx_blank_finish(&output->blank);
    rmx_window_destroy(output->window);
    free(output);
}

struct rmx_window *rmx_output_window(const struct rmx_output *output)
{
    return output->window;
}

void rmx_output_size(const struct rmx_output *output, int *width, int *height)
{
    *width = output->width;
    *height = output->height;
}

bool rmx_output_follow(struct rmx_output *output)
{
    int width, height;
    rmx_window_size(output->window, &width, &height);
    if (width <= 0 || height <= 0 || (width == output->width && height == output->height))
        return false;
    output->width = width;
    output->height = height;
    return true;
}

static void clear(const struct rmx_output *output)
{
    const float black[4] = {0, 0, 0, 1};
    glDisable(GL_SCISSOR_TEST);
    glViewport(0, 0, output->width, output->height);
    glClearNamedFramebufferfv(0, GL_COLOR, 0, black);
}

static void draw_quad(struct rmx_output *output, const struct rmx_generation *generation,
                      const int place[4])
{
    const struct rmx_presentation *presentation = &output->presentation;
    float rows[3][3];
    if (!rmx_presentation_map(presentation, place, rows))
        return;
    rmx_blank_draw(&output->blank); // as it says; and its vertex array
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, output->width, output->height);
    glUseProgram(output->program);
    glProgramUniform3fv(output->program, 0, 3, &rows[0][0]);
    glProgramUniform3f(output->program, 3, (float)output->width, (float)output->height,
                       (float)presentation->gain);
    glBindTextureUnit(0, rmx_renderer_texture(generation->renderer));
    glBindTextureUnit(1, output->mask);
    glBindSampler(0, output->sampler);
    glBindSampler(1, output->sampler);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindTextureUnit(0, 0); // keeps none alive
    glBindTextureUnit(1, 0);
}

// Pixel for pixel where the generation was made for this size; else scaled until one is.
static void copy(const struct rmx_output *output, const struct rmx_generation *generation,
                 unsigned framebuffer, const int place[4])
{
    bool is_same = place[2] == generation->width && place[3] == generation->height;
    GLuint from = framebuffer ? framebuffer : output->framebuffer;
    if (!framebuffer)
        glNamedFramebufferTexture(from, GL_COLOR_ATTACHMENT0,
                                  rmx_renderer_texture(generation->renderer), 0);
    glBlitNamedFramebuffer(from, 0, 0, 0, generation->width, generation->height, place[0], place[1],
                           place[0] + place[2], place[1] + place[3], GL_COLOR_BUFFER_BIT,
                           is_same ? GL_NEAREST : GL_LINEAR);
    if (!framebuffer)
        glNamedFramebufferTexture(from, GL_COLOR_ATTACHMENT0, 0, 0); // keeps none alive
}

// The largest rectangle of its aspect, in the middle.
static void find_place(const struct rmx_output *output, const struct rmx_generation *generation,
                       int place[4])
{
    rmx_canvas_within(generation->scene, output->width, output->height, &place[2], &place[3]);
    place[0] = (output->width - place[2]) / 2;
    place[1] = (output->height - place[3]) / 2;
}

void rmx_output_reveal(struct rmx_output *output, const struct rmx_output_reveal *reveal)
{
    int place[4];
    find_place(output, reveal->shown.player->generation, place);
    if (!output->reveal)
        output->reveal = rmx_reveal_create(rmx_context_device(rmx_window_context(output->window)),
                                           reveal->programs, reveal->typeset);
    rmx_reveal_draw(output->reveal, &reveal->shown, 0, place);
}

void rmx_output_present(struct rmx_output *output, const struct rmx_generation *generation,
                        unsigned framebuffer)
{
    bool is_plain = generation && generation->scene->background[3] >= 1 &&
                    rmx_presentation_is_identity(&output->presentation);
    int place[4] = {0};
    if (generation)
        find_place(output, generation, place);
    if (!is_plain || place[2] != output->width || place[3] != output->height)
        clear(output);
    if (!generation)
        return;
    glDisable(GL_SCISSOR_TEST);
    if (is_plain)
        copy(output, generation, framebuffer, place);
    else
        draw_quad(output, generation, place);
}
