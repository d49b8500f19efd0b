// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/table.h"

#include "base/log.h"
#include "render/fragments/table_parts.h"
#include "render/gl_errors.h"

#include <stdlib.h>
#include <string.h>

enum { BOX_INDICES = 6 };

static GLuint filled(GLsizeiptr size, const void *bytes)
{
    GLuint buffer;
    glCreateBuffers(1, &buffer);
    glNamedBufferData(buffer, size, bytes, GL_DYNAMIC_DRAW);
    return buffer;
}

static void make_buffers(struct rmx_fragment_table *f)
{
    const struct rmx_fragments_plan *fragments = f->fragments;
    GLuint head[HEAD_BYTES / 4] = {0};
    head[DRAW_OFFSET / 4 + 1] = 1; // instances
    f->head = filled(sizeof(head), head);
    f->weights = filled((GLsizeiptr)fragments->picture_count * 4, fragments->weights);
    f->sampler = rmx_sampler_create(GL_LINEAR_MIPMAP_LINEAR);
    f->flat = rmx_sampler_create(GL_LINEAR);
    glCreateTextures(GL_TEXTURE_BUFFER, 2, f->rows);
    glCreateTextures(GL_TEXTURE_BUFFER, 2, f->numbers);
    glCreateTextures(GL_TEXTURE_BUFFER, 1, &f->tile_texels);
}

// A show goes on while they choose.
static void make_choosers(struct rmx_fragment_table *f, struct rmx_arena *arena)
{
    const struct rmx_plan_params *params = &f->plan->params;
    int count = f->fragments->arrange_count;
    f->choosers = (struct rmx_choosers){RMX_NEW(arena, struct rmx_chooser *, count), count, false};
    for (int i = 0; i < count; i++)
        if (f->fragments->matches[i].is_chosen)
            f->choosers.of[i] =
                rmx_chooser_create(f->plan->scene->seed, !params->redraws || params->waits);
}

// All pictures have one format: that of the passes that draw them.
static enum rmx_format picture_format(const struct rmx_fragment_table *f)
{
    int feeding = rmx_plan_feeding_pass(f->plan, &f->pass->textures[f->pass->texture_count - 1]);
    return f->plan->passes[feeding].format;
}

static bool make_components(struct rmx_fragment_table *f, struct rmx_arena *arena)
{
    if (f->fragments->components.sheets)
        f->components = rmx_components_create(arena, &f->programs->components, f->plan, f->pass);
    return f->components || !f->fragments->components.sheets;
}

static bool make_array(struct rmx_fragment_table *f, int width, int height)
{
    int downscale_log2 = f->fragments->downscale_log2;
    return rmx_texture_init_array(
        &f->array, picture_format(f), rmx_texture_side(width, downscale_log2),
        rmx_texture_side(height, downscale_log2), rmx_moments_layers(f->fragments));
}

struct rmx_fragment_table *rmx_fragments_create(struct rmx_arena *arena,
                                                const struct rmx_fragment_programs *programs,
                                                const struct rmx_plan *plan, int pass, int width,
                                                int height)
{
    struct rmx_fragment_table *f = RMX_NEW(arena, struct rmx_fragment_table, 1);
    f->plan = plan;
    f->pass = &plan->passes[pass];
    f->fragments = f->pass->fragments;
    f->programs = programs;
    f->block = RMX_NEW(arena, unsigned char, f->pass->block_size);
    make_buffers(f);
    make_choosers(f, arena);
    f->is_new = RMX_NEW(arena, bool, f->fragments->picture_count);
    rmx_moments_init(&f->moments, arena, f->fragments);
    rmx_sorter_init(&f->sorter, &programs->sorter);
    if (make_components(f, arena) && make_array(f, width, height))
        return f;
    rmx_fragments_destroy(f);
    return NULL;
}

void rmx_fragments_destroy(struct rmx_fragment_table *f)
{
    if (!f)
        return;
    rmx_choosers_finish(&f->choosers);
    GLuint buffers[] = {f->raw,   f->rest,    f->placed,  f->outlines, f->head,
                        f->lists, f->weights, f->indices, f->tiles,    f->wanted};
    glDeleteBuffers(sizeof(buffers) / sizeof(*buffers), buffers);
    glDeleteSamplers(2, (GLuint[]){f->sampler, f->flat});
    glDeleteTextures(2, f->rows);
    glDeleteTextures(2, f->numbers);
    glDeleteTextures(1, &f->tile_texels);
    rmx_texture_finish(&f->array);
    rmx_sorter_finish(&f->sorter);
    rmx_components_finish(f->components);
}

const struct rmx_texture *rmx_fragments_array(const struct rmx_fragment_table *f)
{
    return &f->array;
}

void rmx_fragments_reset(struct rmx_fragment_table *f)
{
    rmx_choosers_forget(&f->choosers);
    f->was_run = false;
}

void rmx_fragments_forget(struct rmx_fragment_table *f)
{
    f->moments.has_past = false;
}

void rmx_fragments_transfer(struct rmx_fragment_table *f, struct rmx_fragment_table *from)
{
    rmx_choosers_transfer(&f->choosers, &from->choosers);
}

bool rmx_fragments_turn(struct rmx_fragment_table *f)
{
    return rmx_choosers_turn(&f->choosers);
}

bool rmx_fragments_is_choosing(const struct rmx_fragment_table *f)
{
    return rmx_choosers_is_busy(&f->choosers);
}

// Outlines of sixteen corners are rare: many fragments have room for eight each.
static int mesh_indices(const struct rmx_fragments_plan *fragments, long long capacity)
{
    enum { ROOMY = 65536, USUAL_CORNERS = 8 };
    return (capacity <= ROOMY ? CORNERS : USUAL_CORNERS) * rmx_fragments_corner_indices(fragments);
}

static void make_indices(struct rmx_fragment_table *f, int capacity)
{
    enum { BOX_CORNERS = 4 };
    if (f->fragments->way == RMX_FRAGMENTS_MESH) {
        f->index_capacity = capacity * mesh_indices(f->fragments, capacity);
        rmx_buffer_resize(&f->indices, (GLsizeiptr)f->index_capacity * 4);
        return;
    }
    static const GLuint box[BOX_INDICES] = {0, 1, 2, 0, 2, 3};
    rmx_buffer_resize(&f->indices, (GLsizeiptr)capacity * BOX_INDICES * 4);
    GLuint *indices = glMapNamedBufferRange(f->indices, 0, (GLsizeiptr)capacity * BOX_INDICES * 4,
                                            GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_BUFFER_BIT);
    for (int i = 0; indices && i < capacity * BOX_INDICES; i++)
        indices[i] = (GLuint)(i / BOX_INDICES * BOX_CORNERS) + box[i % BOX_INDICES];
    glUnmapNamedBuffer(f->indices);
}

static bool has_match(const struct rmx_fragments_plan *fragments)
{
    bool any = false;
    for (int a = 0; a < fragments->arrange_count; a++)
        any |= fragments->matches[a].tiles > 0;
    return any;
}

// At least half as much again as there was: a number that rises in each frame allocates seldom.
static int next_capacity(const struct rmx_fragment_table *f)
{
    int wanted = rmx_fragments_stride(f), more = f->capacity + f->capacity / 2;
    int most = f->plan->params.limits.fragments;
    more = (more < most ? more : most) & ~63;
    return wanted > more ? wanted : more;
}

// Whole pictures are tiles, too.
static void reserve_features(struct rmx_fragment_table *f, int capacity)
{
    int pictures = f->fragments->picture_count, tiles = capacity > pictures ? capacity : pictures;
    if (!has_match(f->fragments))
        return;
    rmx_buffer_resize(&f->tiles, (GLsizeiptr)tiles * FEATURE_BYTES);
    rmx_buffer_resize(&f->wanted, (GLsizeiptr)capacity * FEATURE_BYTES);
    glTextureBuffer(f->tile_texels, GL_RGBA16F, f->tiles);
}

static bool is_chosen(const struct rmx_fragments_plan *fragments)
{
    bool any = false;
    for (int a = 0; a < fragments->arrange_count; a++)
        any |= fragments->matches[a].is_chosen;
    return any;
}

// As `reserve` has it, and a chooser's own copies.
long long rmx_fragments_bytes(const struct rmx_fragments_plan *fragments, long long count)
{
    enum { SORTER_BYTES = 20, CHOICE_BYTES = 2 * (ROW_BYTES + 2 * FEATURE_BYTES) + 400 };
    long long each = 3 * ROW_BYTES + 4 * fragments->list_count + 8 * CORNERS + SORTER_BYTES;
    if (fragments->way == RMX_FRAGMENTS_MESH)
        each += 4 * mesh_indices(fragments, count);
    else if (fragments->way == RMX_FRAGMENTS_BOXES)
        each += 4 * BOX_INDICES;
    if (has_match(fragments))
        each += 2 * FEATURE_BYTES;
    if (is_chosen(fragments))
        each += CHOICE_BYTES;
    return count * each + rmx_components_bytes(&fragments->components);
}

static bool reserve(struct rmx_fragment_table *f)
{
    if (f->count <= f->capacity)
        return true;
    int capacity = next_capacity(f);
    rmx_gl_errors_begin();
    rmx_buffer_resize(&f->raw, (GLsizeiptr)capacity * ROW_BYTES);
    rmx_buffer_resize(&f->rest, (GLsizeiptr)capacity * ROW_BYTES);
    rmx_buffer_resize(&f->lists, (GLsizeiptr)capacity * 4 * f->fragments->list_count);
    rmx_buffer_resize(&f->outlines, (GLsizeiptr)capacity * 8 * CORNERS);
    rmx_buffer_resize(&f->placed, (GLsizeiptr)capacity * ROW_BYTES);
    for (int i = 0; i < 2; i++) {
        glTextureBuffer(f->rows[i], GL_RGBA32F, i ? f->placed : f->rest);
        glTextureBuffer(f->numbers[i], GL_RGBA32I, i ? f->placed : f->rest);
    }
    if (f->fragments->way != RMX_FRAGMENTS_GATHER)
        make_indices(f, capacity);
    reserve_features(f, capacity);
    rmx_sorter_reserve(&f->sorter, capacity);
    f->capacity = capacity;
    f->was_run = false;
    if (rmx_gl_errors_end())
        return true;
    if (rmx_gl_errors_may_say())
        rmx_log(RMX_LOG_ERROR, "no GPU memory for %d fragments", f->count);
    f->capacity = 0;
    return false;
}

static void keep_moments(struct rmx_fragment_table *f, const unsigned char *block)
{
    float slot = 0;
    if (f->fragments->ring <= 1)
        return;
    memcpy(&slot, block + f->fragments->moments_offset, sizeof(slot));
    rmx_moments_keep(&f->moments, &f->array, (int)slot, f->is_new);
}

// Whether a picture was drawn anew since the last call.
static bool take_dirty(struct rmx_fragment_table *f)
{
    bool any = false;
    for (int i = 0; i < f->fragments->picture_count; i++) {
        any |= f->is_new[i];
        f->is_new[i] = false;
    }
    return any;
}

void rmx_fragments_picture(struct rmx_fragment_table *f, int picture)
{
    f->is_new[picture] = true;
}

// Samples of a frame are of the same fragments: which is the nearest, or the first, must not
// depend on where their pictures lie in a pixel.
bool rmx_fragments_arrange(struct rmx_fragment_table *f, const unsigned char *block,
                           struct rmx_fragment_dirty others)
{
    int32_t grid[4];
    memcpy(grid, block + f->fragments->grid_offset, sizeof(grid));
    f->count = grid[2];
    if (!reserve(f))
        return false;
    keep_moments(f, block);
    rmx_fragments_bind(f);
    bool pictures = take_dirty(f);
    bool stays = others.is_sample && f->was_run;
    bool arranges = !stays && rmx_fragments_run(f, block, pictures, others);
    rmx_fragments_bind_rows(f, 1);
    if (f->fragments->way == RMX_FRAGMENTS_GATHER || f->fragments->is_flat)
        glBindSampler(PICTURES_UNIT, f->flat);
    if (arranges) // it is, where anything else was run
        glMemoryBarrier(GL_ALL_BARRIER_BITS);
    return true;
}

// Its picture, and where it has moments, all of them.
static void take_picture(struct rmx_fragment_table *f, const struct rmx_fragment_table *from,
                         int picture)
{
    rmx_moments_copy(&from->array, picture, &f->array, picture);
    for (int slot = 0; slot < f->fragments->ring; slot++) {
        int layer = rmx_moments_layer(f->fragments, picture, slot);
        if (layer >= 0)
            rmx_moments_copy(&from->array, layer, &f->array, layer);
    }
}

void rmx_fragments_lend(struct rmx_fragment_table *f, const struct rmx_fragment_table *from,
                        int picture, bool is_moved)
{
    bool was_moved = f->is_new[picture], is_first = !f->was_run;
    f->is_new[picture] = is_moved;
    if (!is_moved && (was_moved || is_first))
        take_picture(f, from, picture);
    if (!is_moved || rmx_moments_layer(f->fragments, picture, 0) < 0)
        return;
    for (int slot = 0; is_first && slot < f->fragments->ring; slot++)
        rmx_moments_copy(&from->array, rmx_moments_layer(f->fragments, picture, slot), &f->array,
                         rmx_moments_layer(f->fragments, picture, slot));
    rmx_moments_copy(&f->array, picture, &f->array,
                     rmx_moments_layer(f->fragments, picture, from->moments.slot));
}

void rmx_fragments_show(struct rmx_fragment_table *f, const struct rmx_fragment_table *from)
{
    f->was_run = true;
    rmx_fragments_bind(from);
    rmx_fragments_bind_rows(from, 1);
    glBindTextureUnit(PICTURES_UNIT, f->array.name);
    if (f->fragments->way == RMX_FRAGMENTS_GATHER || f->fragments->is_flat)
        glBindSampler(PICTURES_UNIT, f->flat);
}

void rmx_fragments_draw(struct rmx_fragment_table *f, GLuint name, GLuint vertices)
{
    static const GLfloat nothing[4] = {0};
    glUseProgram(name);
    glClearBufferfv(GL_COLOR, 0, nothing);
    if (!f->fragments->is_flat) // else nothing lies over another
        glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glVertexArrayElementBuffer(vertices, f->indices);
    glBindBuffer(GL_DRAW_INDIRECT_BUFFER, f->head);
    glDrawElementsIndirect(GL_TRIANGLES, GL_UNSIGNED_INT, (const void *)(intptr_t)DRAW_OFFSET);
    glBindBuffer(GL_DRAW_INDIRECT_BUFFER, 0);
    glDisable(GL_BLEND);
}

// Fragments without geometry lie where fragments were cut, whichever of them.
bool rmx_fragments_outlines(const struct rmx_fragment_table *f,
                            struct rmx_fragment_outlines *outlines)
{
    int placed = f->fragments->way != RMX_FRAGMENTS_GATHER;
    *outlines = (struct rmx_fragment_outlines){f->rows[placed], f->numbers[placed], f->outlines,
                                               f->head, f->count};
    return f->was_run && f->count > 0;
}

void rmx_fragments_count_pictures(const struct rmx_fragment_table *f, int *counts)
{
    enum { AT_ONCE = 256 };
    struct rmx_row rows[AT_ONCE];
    GLuint live = 0;
    if (!f->was_run)
        return;
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glGetNamedBufferSubData(f->head, 0, sizeof(live), &live);
    for (GLuint first = 0; first < live; first += AT_ONCE) {
        GLuint count = live - first < AT_ONCE ? live - first : AT_ONCE;
        glGetNamedBufferSubData(f->rest, (GLintptr)first * ROW_BYTES, (GLsizeiptr)count * ROW_BYTES,
                                rows);
        for (GLuint i = 0; i < count; i++)
            counts[rows[i].numbers.y]++;
    }
}

void rmx_fragments_count(const struct rmx_fragment_table *f, struct rmx_renderer_counts *counts)
{
    counts->labels += rmx_components_labelled(f->components);
    counts->cuts += f->cuts;
    counts->measures += f->measures;
    counts->sorts += f->sorts_run;
    counts->arranges += f->arranges;
    counts->moments += f->moments.copies;
}
