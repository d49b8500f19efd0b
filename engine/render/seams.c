// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/seams.h"

#include "render/program.h"
#include "render/renderer_parts.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_VERTICES = 2, QUAD_VERTICES = 6, BOX_EDGES = 4, MOST_EDGES = 16 };
enum { CORNERS = 0, HEAD = 1, ROWS = 0, NUMBERS = 1 };                    // buffers, textures
enum { SIZE, WIDTH, COLOR, PLACE, CAMERA = 5, DEPTH = 9, ORIGIN, PARTS }; // locations

struct rmx_seams {
    GLuint program, own_program, vertices;
    GLfloat most_width; // of the driver's lines, in pixels
};

unsigned rmx_seams_program(const struct rmx_device *device)
{
    return rmx_program_builtin_pair(NULL, device, "seams");
}

struct rmx_seams *rmx_seams_create(const struct rmx_device *device, unsigned program)
{
    struct rmx_seams *seams = calloc(1, sizeof(*seams));
    if (!seams)
        abort();
    seams->own_program = program ? 0 : rmx_seams_program(device);
    seams->program = program ? program : seams->own_program;
    GLfloat range[2] = {0};
    glGetFloatv(GL_ALIASED_LINE_WIDTH_RANGE, range);
    seams->most_width = range[1];
    glCreateVertexArrays(1, &seams->vertices);
    return seams;
}

void rmx_seams_destroy(struct rmx_seams *seams)
{
    if (!seams)
        return;
    glDeleteProgram(seams->own_program);
    glDeleteVertexArrays(1, &seams->vertices);
    free(seams);
}

static float read_float(const unsigned char *at)
{
    float number;
    memcpy(&number, at, sizeof(number));
    return number;
}

// The camera of a layer that leaves the plane, and by how much it does; else none.
static void set_camera(const struct rmx_plan *plan, const struct rmx_pass *pass,
                       const unsigned char *block)
{
    float camera[4][4] = {0}, depth = 0;
    const struct rmx_effect *drawing = NULL;
    for (int i = 0; pass->fragments->is_deep && i < pass->slot_count; i++) {
        const struct rmx_slot *slot = &pass->slots[i];
        const unsigned char *at = block + pass->block_offset + slot->offset;
        if (slot->kind == RMX_SLOT_CAMERA)
            memcpy(camera[slot->index], at, sizeof(camera[0]));
        if (slot->kind != RMX_SLOT_INPUT || !plan->steps[slot->step].fragments)
            continue;
        drawing = plan->steps[slot->step].effect;
        if (slot->index == rmx_effect_input(drawing, "depth"))
            depth = read_float(at);
    }
    glUniformMatrix4fv(CAMERA, 1, GL_FALSE, &camera[0][0]);
    glUniform2f(DEPTH, depth, pass->fragments->is_deep ? 1 : 0);
}

static int edges_of(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    bool has_outline = plan->steps[pass->fragments->cut].effect->fragments.has_outline;
    return has_outline ? MOST_EDGES : BOX_EDGES;
}

static void bind(struct rmx_seams *seams, const struct rmx_fragment_outlines *outlines,
                 const struct rmx_seams_params *params)
{
    const GLuint buffers[] = {[CORNERS] = outlines->corners, [HEAD] = outlines->head};
    glBindFramebuffer(GL_FRAMEBUFFER, params->framebuffer);
    glViewport(params->on[0], params->on[1], params->on[2], params->on[3]);
    glDisable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glBindVertexArray(seams->vertices);
    glUseProgram(seams->program);
    glBindBuffersBase(GL_SHADER_STORAGE_BUFFER, 0, sizeof(buffers) / sizeof(*buffers), buffers);
    glBindTextureUnit(ROWS, outlines->rows);
    glBindTextureUnit(NUMBERS, outlines->numbers);
    glUniform2f(ORIGIN, (float)params->on[0], (float)params->on[1]);
    glUniform2f(SIZE, (float)params->on[2], (float)params->on[3]);
    glUniform4fv(COLOR, 1, params->color);
    glUniform3fv(PLACE, 2, &params->place[0][0]);
}

// Of many fragments an edge that two of them share is drawn once, and without its shade: seams are
// to cost little beside the picture.
static void draw(const struct rmx_seams *seams, const struct rmx_seams_params *params, int edges,
                 int count)
{
    enum { MANY = 300 };
    // A driver's line is as wide as this along an axis, and narrower where it lies aslant.
    float wide = 1.5f * (params->width_px + 1) * (count > MANY ? 1 : 2);
    bool has_lines = wide <= seams->most_width;
    int vertices = has_lines ? LINE_VERTICES : QUAD_VERTICES;
    glUniform1f(WIDTH, params->width_px);
    glUniform3i(PARTS, vertices, edges, count > MANY);
    glLineWidth(has_lines ? wide : 1);
    glDrawArrays(has_lines ? GL_LINES : GL_TRIANGLES, 0, vertices * edges * count);
    glLineWidth(1);
}

static void unbind(void)
{
    glBindBuffersBase(GL_SHADER_STORAGE_BUFFER, 0, 2, NULL);
    glBindTextureUnit(ROWS, 0);
    glBindTextureUnit(NUMBERS, 0);
    glDisable(GL_BLEND);
}

bool rmx_seams_draw(struct rmx_seams *seams, const struct rmx_renderer *renderer,
                    const struct rmx_seams_params *params)
{
    const struct rmx_pass *pass = &renderer->plan->passes[params->pass];
    const struct rmx_fragment_table *table = renderer->fragments[params->pass];
    struct rmx_fragment_outlines outlines;
    if (!seams->program || !table || !rmx_fragments_outlines(table, &outlines) ||
        outlines.count > RMX_MOST_SEAMS)
        return false;
    bind(seams, &outlines, params);
    set_camera(renderer->plan, pass, params->block);
    draw(seams, params, edges_of(renderer->plan, pass), outlines.count);
    unbind();
    return true;
}

void rmx_seams_warm(struct rmx_seams *seams, unsigned framebuffer)
{
    static const GLuint none[96] = {0};
    GLuint buffer;
    struct rmx_seams_params params = {
        .width_px = 1, .framebuffer = framebuffer, .on = {0, 0, 1, 1}};
    if (!seams->program)
        return;
    glCreateBuffers(1, &buffer);
    glNamedBufferData(buffer, sizeof(none), none, GL_STATIC_DRAW);
    bind(seams, &(struct rmx_fragment_outlines){.corners = buffer, .head = buffer}, &params);
    draw(seams, &params, BOX_EDGES, 1);
    unbind();
    glDeleteBuffers(1, &buffer);
}
