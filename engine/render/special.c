// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/special.h"

#include "render/gl_errors.h"
#include "render/heavy.h"
#include "render/renderer_parts.h"

#include <stdlib.h>
#include <string.h>

enum {
    TRIES =
        3 * RMX_SPECIAL_STRIPS, // in which a program must give the same picture, one after another
    MOST_TEXELS = 1 << 24,      // of a pass that is tried: 256 MiB
    TEXEL_BYTES = 16,           // of what it is drawn into
};

struct attempt {
    GLuint programs[RMX_SPECIAL_KINDS];
    int kind;  // that is tried: the first that was not refused; all of them: none is left
    int tried; // strips
};

struct rmx_special {
    // Of the trial:
    const struct rmx_plan *plan;
    const struct rmx_special_texts *texts;
    struct rmx_renderer *renderer; // NULL: it is over
    struct attempt *passes;
    int count;
    int strip; // of the frame at hand
    int next;  // pass and kind to be compiled
    long long most_bytes;
    struct rmx_texture picture; // what is tried is drawn into it
    GLuint framebuffer;
};

struct rmx_special *rmx_special_create(const struct rmx_plan *plan,
                                       const struct rmx_special_texts *texts,
                                       struct rmx_renderer *renderer, long long most_bytes)
{
    struct rmx_special *special = calloc(1, sizeof(*special));
    struct attempt *passes = calloc((size_t)plan->pass_count + 1, sizeof(*passes));
    if (!special || !passes)
        abort();
    *special = (struct rmx_special){.plan = plan,
                                    .texts = texts,
                                    .renderer = renderer,
                                    .most_bytes = most_bytes,
                                    .passes = passes,
                                    .count = plan->pass_count};
    return special;
}

static void drop_picture(struct rmx_special *special)
{
    glDeleteFramebuffers(1, &special->framebuffer);
    special->framebuffer = 0;
    rmx_texture_finish(&special->picture);
}

void rmx_special_destroy(struct rmx_special *special)
{
    if (!special)
        return;
    for (int p = 0; p < special->count; p++)
        for (int kind = 0; kind < RMX_SPECIAL_KINDS; kind++)
            rmx_program_destroy(special->passes[p].programs[kind]);
    drop_picture(special);
    free(special->passes);
    free(special);
}

// The next kind that has a program, from this one on.
static void skip_missing(struct attempt *attempt)
{
    while (attempt->kind < RMX_SPECIAL_KINDS && !attempt->programs[attempt->kind])
        attempt->kind++;
}

static void begin_trial(struct rmx_special *special)
{
    for (int p = 0; p < special->count; p++)
        skip_missing(&special->passes[p]);
}

bool rmx_special_compile(struct rmx_special *special)
{
    const struct rmx_programs *programs = special->renderer->programs;
    int all = special->count * RMX_SPECIAL_KINDS;
    const char *vertex = NULL;
    while (special->next < all && !vertex) {
        int p = special->next / RMX_SPECIAL_KINDS, kind = special->next % RMX_SPECIAL_KINDS;
        vertex = special->texts[p].vertices[kind];
        if (vertex && !rmx_heavy_is(special->plan, &special->plan->passes[p]))
            special->passes[p].programs[kind] =
                rmx_program_beside(programs->cache, programs->device, vertex,
                                   special->plan->passes[p].shaders.fragment);
        special->next++;
    }
    if (!vertex)
        begin_trial(special);
    return vertex;
}

static bool is_open(const struct attempt *attempt)
{
    return attempt->kind < RMX_SPECIAL_KINDS && attempt->tried < TRIES;
}

void rmx_special_give_up(struct rmx_special *special, int pass)
{
    special->passes[pass].kind = RMX_SPECIAL_KINDS;
}

bool rmx_special_try(struct rmx_special *special, int strip, const unsigned char *block)
{
    bool is_any_open = false;
    special->strip = strip;
    struct rmx_renderer_over over;
    if (strip == 0)
        rmx_renderer_advance(special->renderer);
    special->renderer->special = special;
    rmx_renderer_draw_all(special->renderer, block);
    special->renderer->special = NULL;
    if (rmx_renderer_is_over(special->renderer, &over))
        for (int p = over.pass; p < special->count; p++)
            rmx_special_give_up(special, p);
    for (int p = 0; p < special->count; p++)
        is_any_open |= is_open(&special->passes[p]);
    return is_any_open;
}

int rmx_special_end(struct rmx_special *special)
{
    int found = 0;
    for (int p = 0; p < special->count; p++) {
        struct attempt *attempt = &special->passes[p];
        bool holds = attempt->kind < RMX_SPECIAL_KINDS && attempt->tried == TRIES;
        for (int kind = 0; kind < RMX_SPECIAL_KINDS; kind++) {
            if (holds && kind == attempt->kind)
                continue;
            rmx_program_destroy(attempt->programs[kind]);
            attempt->programs[kind] = 0;
        }
        attempt->kind = holds ? attempt->kind : RMX_SPECIAL_KINDS;
        found += holds;
    }
    drop_picture(special);
    special->renderer = NULL;
    return found;
}

GLuint rmx_special_program(const struct rmx_special *special, int pass)
{
    const struct attempt *attempt = special ? &special->passes[pass] : NULL;
    bool holds = attempt && !special->renderer && attempt->kind < RMX_SPECIAL_KINDS;
    return holds ? attempt->programs[attempt->kind] : 0;
}

// The picture, and a strip by each of two programs.
static long long bytes_of(long long texels)
{
    return texels * TEXEL_BYTES + 2 * (texels * TEXEL_BYTES / RMX_SPECIAL_STRIPS);
}

// A picture of floats in that size. False where memory is short.
static bool begin_picture(struct rmx_special *special, int width, int height)
{
    struct rmx_texture *picture = &special->picture;
    long long texels = (long long)width * height;
    if (texels > MOST_TEXELS || bytes_of(texels) > special->most_bytes)
        return false;
    if (picture->name && picture->width == width && picture->height == height)
        return true;
    drop_picture(special);
    rmx_gl_errors_begin();
    bool made = rmx_texture_init(picture, RMX_FORMAT_RGBA32F, width, height, false);
    if (made)
        special->framebuffer = rmx_framebuffer_create(picture);
    return rmx_gl_errors_end() && made;
}

static void draw_strip(GLuint program, int width, int from, int to, float *pixels)
{
    glUseProgram(program);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glReadPixels(0, from, width, to - from, GL_RGBA, GL_FLOAT, pixels);
}

static int strip_from(int height, int strip)
{
    return (int)((long long)height * strip / RMX_SPECIAL_STRIPS);
}

void rmx_special_scissor(const struct rmx_special *special, int width, int height)
{
    int from = strip_from(height, special->strip), to = strip_from(height, special->strip + 1);
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, from, width, to - from);
}

// In the strip at hand.
static bool is_same(const struct rmx_special *special, GLuint general, GLuint own, int width,
                    int height)
{
    int from = strip_from(height, special->strip), to = strip_from(height, special->strip + 1);
    size_t bytes = (size_t)width * (size_t)(to - from) * 4 * sizeof(float);
    float *plain = malloc(bytes + 1), *known = malloc(bytes + 1);
    bool same = plain && known;
    if (same && from < to) {
        rmx_special_scissor(special, width, height);
        draw_strip(general, width, from, to, plain);
        draw_strip(own, width, from, to, known);
        same = memcmp(plain, known, bytes) == 0;
    }
    free(plain);
    free(known);
    return same;
}

void rmx_special_try_pass(struct rmx_special *special, int pass, GLuint general, int width,
                          int height)
{
    struct attempt *attempt = &special->passes[pass];
    if (!is_open(attempt))
        return;
    bool has_picture = begin_picture(special, width, height);
    if (!has_picture)
        attempt->kind = RMX_SPECIAL_KINDS;
    glBindFramebuffer(GL_FRAMEBUFFER, special->framebuffer);
    while (is_open(attempt) &&
           !is_same(special, general, attempt->programs[attempt->kind], width, height)) {
        attempt->tried = 0;
        attempt->kind++;
        skip_missing(attempt);
    }
    attempt->tried++;
}
