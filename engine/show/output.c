// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/output.h"

#include "render/blank.h"
#include "render/program.h"
#include "runtime/canvas.h"

#include <GL/glew.h>
#include <stdlib.h>
#include <string.h>

struct rmx_output {
    struct rmx_window *window;
    struct rmx_presentation presentation;
    int width, height;
    struct rmx_blank blank;
    GLuint program, sampler, mask;
    GLuint framebuffer; // of a picture that another context draws, while it is copied
    // Never shown, all are 0:
    struct rmx_reveal *reveal;
    GLuint page, page_framebuffer, open_mask; // the picture with the reveal, to be presented
    int page_width, page_height;
};

// Bytes as a texture of one channel; without any a single one that lets all through.
static GLuint make_mask(const struct rmx_presentation *presentation)
{
    static const unsigned char all = 255;
    const unsigned char *bytes = presentation ? presentation->mask : NULL;
    int width = bytes ? presentation->mask_width : 1;
    int height = bytes ? presentation->mask_height : 1;
    GLuint mask;
    glCreateTextures(GL_TEXTURE_2D, 1, &mask);
    glTextureStorage2D(mask, 1, GL_R8, width, height);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTextureSubImage2D(mask, 0, 0, 0, width, height, GL_RED, GL_UNSIGNED_BYTE,
                        bytes ? bytes : &all);
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

static void drop_page(struct rmx_output *output)
{
    glDeleteTextures(1, &output->page);
    glDeleteFramebuffers(1, &output->page_framebuffer);
    output->page = output->page_framebuffer = 0;
}

static void make_page(struct rmx_output *output, int width, int height)
{
    if (output->page && output->page_width == width && output->page_height == height)
        return;
    drop_page(output);
    glCreateTextures(GL_TEXTURE_2D, 1, &output->page);
    glTextureStorage2D(output->page, 1, GL_RGBA8, width, height);
    glCreateFramebuffers(1, &output->page_framebuffer);
    glNamedFramebufferTexture(output->page_framebuffer, GL_COLOR_ATTACHMENT0, output->page, 0);
    output->page_width = width;
    output->page_height = height;
}

void rmx_output_destroy(struct rmx_output *output)
{
    if (!output)
        return;
    rmx_reveal_destroy(output->reveal);
    drop_page(output);
    glDeleteTextures(1, &output->open_mask);
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
    bool is_lost = rmx_window_take_damage(output->window);
    rmx_window_size(output->window, &width, &height);
    if (width <= 0 || height <= 0 || (width == output->width && height == output->height))
        return is_lost;
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

// A picture on a framebuffer of a size, its place there.
struct quad {
    const struct rmx_presentation *presentation;
    GLuint picture, mask, framebuffer;
    int width, height, place[4];
};

static void draw_quad(struct rmx_output *output, const struct quad *quad)
{
    float rows[3][3];
    if (!rmx_presentation_map(quad->presentation, quad->place, rows))
        return;
    rmx_blank_draw(&output->blank); // as it says; and its vertex array
    glBindFramebuffer(GL_FRAMEBUFFER, quad->framebuffer);
    glViewport(0, 0, quad->width, quad->height);
    glUseProgram(output->program);
    glProgramUniform3fv(output->program, 0, 3, &rows[0][0]);
    glProgramUniform3f(output->program, 3, (float)quad->width, (float)quad->height,
                       (float)quad->presentation->gain);
    glBindTextureUnit(0, quad->picture);
    glBindTextureUnit(1, quad->mask);
    glBindSampler(0, output->sampler);
    glBindSampler(1, output->sampler);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindTextureUnit(0, 0); // keeps none alive
    glBindTextureUnit(1, 0);
}

// As the presentation has it.
static void present_quad(struct rmx_output *output, GLuint picture, const int place[4])
{
    struct quad quad = {.presentation = &output->presentation,
                        .picture = picture,
                        .mask = output->mask,
                        .width = output->width,
                        .height = output->height};
    memcpy(quad.place, place, sizeof(quad.place));
    draw_quad(output, &quad);
}

// Software copies a row as it is where both sides have one order of channels, and draws all else.
// Windows lie upside down: a single row does not mind.
static void copy_rows(GLuint from, const int place[4])
{
    for (int y = 0; y < place[3]; y++)
        glBlitNamedFramebuffer(from, 0, 0, y, place[2], y + 1, place[0], place[1] + y + 1,
                               place[0] + place[2], place[1] + y, GL_COLOR_BUFFER_BIT, GL_NEAREST);
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
    if (is_same && rmx_renderer_is_blue_first(generation->renderer))
        copy_rows(from, place);
    else
        glBlitNamedFramebuffer(from, 0, 0, 0, generation->width, generation->height, place[0],
                               place[1], place[0] + place[2], place[1] + place[3],
                               GL_COLOR_BUFFER_BIT, is_same ? GL_NEAREST : GL_LINEAR);
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

static void draw_reveal(struct rmx_output *output, const struct rmx_output_reveal *reveal,
                        GLuint framebuffer, const int place[4])
{
    if (!output->reveal)
        output->reveal = rmx_reveal_create(rmx_context_device(rmx_window_context(output->window)),
                                           reveal->programs, reveal->typeset);
    struct rmx_reveal_shown shown = reveal->shown;
    shown.scale = rmx_window_scale(output->window);
    rmx_reveal_draw(output->reveal, &shown, framebuffer, place);
}

// The picture with the reveal, as large as its place.
static void draw_page(struct rmx_output *output, const struct rmx_output_reveal *reveal,
                      GLuint picture, int width, int height)
{
    const struct rmx_presentation identity = rmx_presentation_identity();
    make_page(output, width, height);
    if (!output->open_mask)
        output->open_mask = make_mask(NULL);
    const struct quad quad = {.presentation = &identity,
                              .picture = picture,
                              .mask = output->open_mask,
                              .framebuffer = output->page_framebuffer,
                              .width = width,
                              .height = height,
                              .place = {0, 0, width, height}};
    draw_quad(output, &quad);
    draw_reveal(output, reveal, output->page_framebuffer, quad.place);
}

static void present_picture(struct rmx_output *output, const struct rmx_generation *generation,
                            const struct rmx_output_reveal *reveal, const int place[4])
{
    GLuint picture = rmx_renderer_texture(generation->renderer);
    if (reveal)
        draw_page(output, reveal, picture, place[2], place[3]);
    present_quad(output, reveal ? output->page : picture, place);
}

void rmx_output_present(struct rmx_output *output, const struct rmx_generation *generation,
                        unsigned framebuffer, const struct rmx_output_reveal *reveal)
{
    bool is_plain = generation && generation->scene->background[3] >= 1 &&
                    rmx_presentation_is_identity(&output->presentation);
    int place[4] = {0};
    if (generation)
        find_place(output, generation, place);
    // Mesa lets the window's buffer follow its size where it is bound, and only there.
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    if (!is_plain || place[2] != output->width || place[3] != output->height)
        clear(output);
    if (!generation)
        return;
    glDisable(GL_SCISSOR_TEST);
    if (is_plain)
        copy(output, generation, framebuffer, place);
    else
        present_picture(output, generation, reveal, place);
    if (is_plain && reveal)
        draw_reveal(output, reveal, 0, place);
}
