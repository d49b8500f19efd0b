// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/overlay.h"

#include "base/log.h"
#include "render/atlas.h"
#include "render/program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_VERTICES = 6 };

// As the shader has it.
struct record {
    float place[4], color[4], about[4];
};

struct rmx_overlay {
    GLuint program, own_program, vertices, buffer;
    struct rmx_atlas atlas;
    struct record *records;
    int capacity;
    struct rmx_overlay_counts counts;
};

void rmx_marks_add(struct rmx_marks *marks, const struct rmx_mark *mark)
{
    *RMX_PUSH(marks->arena, &marks->items, &marks->count) = *mark;
}

unsigned rmx_overlay_program(const struct rmx_device *device)
{
    return rmx_program_builtin_pair(NULL, device, "overlay");
}

struct rmx_overlay *rmx_overlay_create(const struct rmx_device *device, unsigned program)
{
    struct rmx_overlay *overlay = calloc(1, sizeof(*overlay));
    if (!overlay)
        abort();
    overlay->own_program = program ? 0 : rmx_overlay_program(device);
    overlay->program = program ? program : overlay->own_program;
    rmx_atlas_init(&overlay->atlas, device);
    glCreateVertexArrays(1, &overlay->vertices);
    glCreateBuffers(1, &overlay->buffer);
    return overlay;
}

void rmx_overlay_destroy(struct rmx_overlay *overlay)
{
    if (!overlay)
        return;
    glDeleteProgram(overlay->own_program);
    glDeleteVertexArrays(1, &overlay->vertices);
    glDeleteBuffers(1, &overlay->buffer);
    rmx_atlas_finish(&overlay->atlas);
    free(overlay->records);
    free(overlay);
}

void rmx_overlay_forget(struct rmx_overlay *overlay)
{
    rmx_atlas_forget(&overlay->atlas);
}

// Whole pixels: ink was made for them.
static void place_text(const struct rmx_mark *mark, const int texel[2], struct record *out)
{
    const struct rmx_label *label = &mark->line->label;
    int rows = mark->most_rows && mark->most_rows < label->height ? mark->most_rows : label->height;
    float left = floorf(mark->x + 0.5f) + (float)label->left;
    float top = floorf(mark->y + 0.5f) + (float)mark->line->rise;
    const float place[4] = {left, top - (float)rows, left + (float)label->width, top};
    memcpy(out->place, place, sizeof(place));
    out->about[2] = (float)texel[0];
    out->about[3] = (float)texel[1];
}

static struct record record_of(struct rmx_overlay *overlay, const struct rmx_mark *mark)
{
    int texel[2];
    struct record out = {.place = {mark->x, mark->y, mark->to_x, mark->to_y},
                         .about = {(float)mark->kind, mark->width}};
    memcpy(out.color, mark->color, sizeof(out.color));
    if (mark->kind == RMX_MARK_TEXT && rmx_atlas_find(&overlay->atlas, mark->line, texel))
        place_text(mark, texel, &out);
    else if (mark->kind == RMX_MARK_TEXT)
        memset(out.place, 0, sizeof(out.place)); // there is no room for it
    return out;
}

static void put_texts(struct rmx_overlay *overlay, const struct rmx_marks *marks)
{
    for (int i = 0; i < marks->count; i++)
        if (marks->items[i].kind == RMX_MARK_TEXT)
            overlay->counts.texts += rmx_atlas_put(&overlay->atlas, marks->items[i].line);
}

static void fill(struct rmx_overlay *overlay, const struct rmx_marks *marks)
{
    if (marks->count > overlay->capacity) {
        overlay->capacity = 2 * marks->count;
        overlay->records =
            realloc(overlay->records, (size_t)overlay->capacity * sizeof(struct record));
        if (!overlay->records)
            abort();
    }
    put_texts(overlay, marks);
    for (int i = 0; i < marks->count; i++)
        overlay->records[i] = record_of(overlay, &marks->items[i]);
    glNamedBufferData(overlay->buffer, (GLsizeiptr)marks->count * (GLsizeiptr)sizeof(struct record),
                      overlay->records, GL_STREAM_DRAW);
}

void rmx_overlay_draw(struct rmx_overlay *overlay, const struct rmx_marks *marks,
                      unsigned framebuffer, const int place[4])
{
    if (!overlay->program || !marks->count)
        return;
    fill(overlay, marks);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(place[0], place[1], place[2], place[3]);
    glDisable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glBindVertexArray(overlay->vertices);
    glUseProgram(overlay->program);
    glUniform2f(0, (float)place[2], (float)place[3]);
    glBindTextureUnit(0, overlay->atlas.texture);
    glBindSampler(0, 0);
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, overlay->buffer);
    glDrawArrays(GL_TRIANGLES, 0, MARK_VERTICES * marks->count);
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, 0);
    glBindTextureUnit(0, 0);
    glDisable(GL_BLEND);
    overlay->counts.draws++;
}

struct rmx_overlay_counts rmx_overlay_counts(const struct rmx_overlay *overlay)
{
    return overlay->counts;
}
