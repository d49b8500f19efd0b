// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments.h"

#include "base/log.h"
#include "render/chooser.h"
#include "render/islands.h"
#include "render/moments.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROW_BYTES = 96,
    CORNERS = 16,
    DENSE = 0, // sections of the lists
    ORDER,
    OF_ARRANGES = 2, // ranks, places and matches of each
    HEAD_BYTES = 512,
    DRAW_OFFSET = 256,
    RAW = 0, // bindings
    REST,
    PLACED,
    OUTLINES,
    HEAD,
    LISTS,
    WEIGHTS,
    NUMBERS = 8,
    INDICES,
    KEYS,
    MESH_ORDER = 12,
    CAME = NUMBERS,
    NUMBERS_UNIT = 29, // of textures
    ROWS_UNIT,
    PICTURES_UNIT,
};

struct rmx_fragment_table {
    const struct rmx_plan *plan;
    const struct rmx_pass *pass;
    const struct rmx_pieces_plan *pieces;
    struct rmx_store *store;
    struct rmx_sorter sorter;
    struct rmx_islands *islands; // NULL: the cut wants none
    GLuint cut, pack, measure, arrange, inverse, depth_key, mesh_count, mesh;
    GLuint *sorts, *matches;
    struct rmx_choosers choosers; // by arrange
    struct rmx_texture array;
    GLuint sampler, flat;
    GLuint raw, rest, placed, outlines, head, lists, weights, indices;
    GLuint rows[2], numbers[2]; // textures: at rest and placed, as floats and as whole numbers
    int capacity, index_capacity, count; // of the frame: numbers of the cut
    unsigned char *block;                // as it was when the stages were last run
    bool was_run;
    bool *is_new; // by picture: drawn since the stages were last run
    struct rmx_moments moments;
    long long cuts, measures, sorts_run, arranges; // how often
};

static GLuint program(struct rmx_fragment_table *f, const struct rmx_program_shop *shop,
                      const char *glsl, struct rmx_errors *errors, bool *fine)
{
    GLuint made = glsl && *fine ? rmx_program_compute(shop, glsl, f->plan, f->pass, errors) : 0;
    *fine = *fine && (made || !glsl);
    return made;
}

static bool make_programs(struct rmx_fragment_table *f, struct rmx_arena *arena,
                          const struct rmx_program_shop *shop, struct rmx_errors *errors)
{
    const struct rmx_pieces_plan *pieces = f->pieces;
    bool fine = rmx_sorter_init(&f->sorter, shop,
                                pieces->sort_count || pieces->depth_key || pieces->islands.sheets);
    if (fine && pieces->islands.sheets)
        fine = (f->islands = rmx_islands_create(arena, shop, f->plan, f->pass, errors));
    f->cut = program(f, shop, pieces->cut_glsl, errors, &fine);
    f->pack = program(f, shop, pieces->pack, errors, &fine);
    f->measure = program(f, shop, pieces->measure, errors, &fine);
    f->arrange = program(f, shop, pieces->arrange, errors, &fine);
    f->inverse = program(f, shop, pieces->inverse, errors, &fine);
    f->depth_key = program(f, shop, pieces->depth_key, errors, &fine);
    f->sorts = RMX_NEW(arena, GLuint, pieces->sort_count);
    f->matches = RMX_NEW(arena, GLuint, pieces->arrange_count);
    for (int i = 0; i < pieces->sort_count; i++)
        f->sorts[i] = program(f, shop, pieces->sorts[i].glsl, errors, &fine);
    for (int i = 0; i < pieces->arrange_count; i++)
        f->matches[i] = program(f, shop, pieces->matches[i], errors, &fine);
    if (pieces->way == RMX_PIECES_MESH && fine) {
        f->mesh_count = rmx_program_builtin_compute(shop, "mesh_count.comp");
        f->mesh = rmx_program_builtin_compute(shop, "mesh.comp");
        fine = f->mesh_count && f->mesh;
    }
    return fine;
}

static GLuint filled(GLsizeiptr size, const void *bytes)
{
    GLuint buffer;
    glCreateBuffers(1, &buffer);
    glNamedBufferData(buffer, size, bytes, GL_DYNAMIC_DRAW);
    return buffer;
}

static void make_buffers(struct rmx_fragment_table *f)
{
    const struct rmx_pieces_plan *pieces = f->pieces;
    GLuint head[HEAD_BYTES / 4] = {0};
    head[DRAW_OFFSET / 4 + 1] = 1; // instances
    f->head = filled(sizeof(head), head);
    f->weights = filled((GLsizeiptr)pieces->picture_count * 4, pieces->weights);
    f->sampler = rmx_sampler_create(GL_LINEAR_MIPMAP_LINEAR);
    f->flat = rmx_sampler_create(GL_LINEAR);
    glCreateTextures(GL_TEXTURE_BUFFER, 2, f->rows);
    glCreateTextures(GL_TEXTURE_BUFFER, 2, f->numbers);
}

// A show goes on while they choose.
static void make_choosers(struct rmx_fragment_table *f, struct rmx_arena *arena)
{
    int count = f->pieces->arrange_count;
    f->choosers = (struct rmx_choosers){RMX_NEW(arena, struct rmx_chooser *, count), count, false};
    for (int i = 0; i < count; i++)
        if (f->pieces->wanted[i])
            f->choosers.of[i] = rmx_chooser_create(f->plan->scene->seed, !f->plan->params.redraws);
}

static int side(int canvas, int halvings)
{
    return canvas >> halvings > 0 ? canvas >> halvings : 1;
}

// All pictures have one format: that of the passes that draw them.
static enum rmx_format picture_format(const struct rmx_fragment_table *f)
{
    int feeding = rmx_plan_feeding_pass(f->plan, &f->pass->textures[f->pass->texture_count - 1]);
    return f->plan->passes[feeding].format;
}

struct rmx_fragment_table *rmx_fragments_create(struct rmx_arena *arena,
                                                const struct rmx_program_shop *shop,
                                                const struct rmx_plan *plan, int pass, int width,
                                                int height, struct rmx_errors *errors)
{
    struct rmx_fragment_table *f = RMX_NEW(arena, struct rmx_fragment_table, 1);
    f->plan = plan;
    f->pass = &plan->passes[pass];
    f->pieces = f->pass->pieces;
    f->store = shop->store;
    f->block = RMX_NEW(arena, unsigned char, f->pass->block_size);
    make_buffers(f);
    make_choosers(f, arena);
    f->is_new = RMX_NEW(arena, bool, f->pieces->picture_count);
    rmx_moments_init(&f->moments, arena, f->pieces);
    int halvings = f->pieces->halvings;
    if (rmx_moments_fit(&f->moments, shop->device,
                        plan->scene->layers[f->pieces->layer].fragments->span, errors) &&
        make_programs(f, arena, shop, errors) &&
        rmx_texture_init_array(&f->array, picture_format(f), side(width, halvings),
                               side(height, halvings), rmx_moments_layers(&f->moments)))
        return f;
    rmx_fragments_destroy(f);
    return NULL;
}

static void drop(struct rmx_fragment_table *f, GLuint name)
{
    if (name)
        rmx_store_drop_program(f->store, name);
}

void rmx_fragments_destroy(struct rmx_fragment_table *f)
{
    if (!f)
        return;
    GLuint programs[] = {f->cut,     f->pack,      f->measure,    f->arrange,
                         f->inverse, f->depth_key, f->mesh_count, f->mesh};
    for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++)
        drop(f, programs[i]);
    for (int i = 0; f->sorts && i < f->pieces->sort_count; i++)
        drop(f, f->sorts[i]);
    for (int i = 0; f->matches && i < f->pieces->arrange_count; i++)
        drop(f, f->matches[i]);
    rmx_choosers_finish(&f->choosers);
    GLuint buffers[] = {f->raw,  f->rest,  f->placed,  f->outlines,
                        f->head, f->lists, f->weights, f->indices};
    glDeleteBuffers(sizeof(buffers) / sizeof(*buffers), buffers);
    glDeleteSamplers(2, (GLuint[]){f->sampler, f->flat});
    glDeleteTextures(2, f->rows);
    glDeleteTextures(2, f->numbers);
    rmx_texture_finish(&f->array);
    rmx_sorter_finish(&f->sorter);
    rmx_islands_finish(f->islands, f->store);
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

void rmx_fragments_carry(struct rmx_fragment_table *f, struct rmx_fragment_table *from)
{
    rmx_choosers_carry(&f->choosers, &from->choosers);
}

bool rmx_fragments_turn(struct rmx_fragment_table *f)
{
    return rmx_choosers_turn(&f->choosers);
}

bool rmx_fragments_is_choosing(const struct rmx_fragment_table *f)
{
    return rmx_choosers_is_busy(&f->choosers);
}

static int stride(const struct rmx_fragment_table *f)
{
    return (f->count + 63) & ~63;
}

static int corner_indices(const struct rmx_fragment_table *f)
{
    return f->pieces->has_rim ? 9 : 3;
}

// Outlines of sixteen corners are rare: many fragments have room for eight each.
static void make_indices(struct rmx_fragment_table *f, int capacity)
{
    enum { ROOMY = 65536, USUAL_CORNERS = 8, BOX_INDICES = 6, BOX_CORNERS = 4 };
    if (f->pieces->way == RMX_PIECES_MESH) {
        int corners = capacity <= ROOMY ? CORNERS : USUAL_CORNERS;
        f->index_capacity = capacity * corners * corner_indices(f);
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

static bool reserve(struct rmx_fragment_table *f)
{
    if (f->count <= f->capacity)
        return true;
    int capacity = stride(f);
    while (glGetError() != GL_NO_ERROR)
        continue; // an older error is not ours
    rmx_buffer_resize(&f->raw, (GLsizeiptr)capacity * ROW_BYTES);
    rmx_buffer_resize(&f->rest, (GLsizeiptr)capacity * ROW_BYTES);
    rmx_buffer_resize(&f->lists, (GLsizeiptr)capacity * 4 * f->pieces->list_count);
    rmx_buffer_resize(&f->outlines, (GLsizeiptr)capacity * 8 * CORNERS);
    rmx_buffer_resize(&f->placed, (GLsizeiptr)capacity * ROW_BYTES);
    for (int i = 0; i < 2; i++) {
        glTextureBuffer(f->rows[i], GL_RGBA32F, i ? f->placed : f->rest);
        glTextureBuffer(f->numbers[i], GL_RGBA32I, i ? f->placed : f->rest);
    }
    if (f->pieces->way != RMX_PIECES_GATHER)
        make_indices(f, capacity);
    rmx_sorter_reserve(&f->sorter, capacity);
    f->capacity = capacity;
    f->was_run = false;
    if (glGetError() == GL_NO_ERROR)
        return true;
    rmx_log(RMX_LOG_ERROR, "no GPU memory for %d fragments", f->count);
    f->capacity = 0;
    return false;
}

static void bind(const struct rmx_fragment_table *f)
{
    GLuint buffers[] = {f->raw, f->rest, f->placed, f->outlines, f->head, f->lists, f->weights};
    glBindBuffersBase(GL_SHADER_STORAGE_BUFFER, 0, sizeof(buffers) / sizeof(*buffers), buffers);
    glBindTextureUnit(PICTURES_UNIT, f->array.name);
    glBindSampler(PICTURES_UNIT, f->sampler);
    rmx_islands_bind(f->islands);
}

static void bind_rows(const struct rmx_fragment_table *f, int placed)
{
    glBindTextureUnit(NUMBERS_UNIT, f->numbers[placed]);
    glBindTextureUnit(ROWS_UNIT, f->rows[placed]);
}

static struct rmx_piece_of list(const struct rmx_fragment_table *f, int section)
{
    return (struct rmx_piece_of){f->lists, (GLintptr)section * stride(f) * 4,
                                 (GLsizeiptr)f->count * 4};
}

static bool differs(const struct rmx_fragment_table *f, const unsigned char *block,
                    const struct rmx_bytes *ranges, int count)
{
    for (int i = 0; i < count; i++)
        if (memcmp(f->block + ranges[i].from, block + ranges[i].from,
                   (size_t)(ranges[i].to - ranges[i].from)))
            return true;
    return false;
}

static void run_cut(struct rmx_fragment_table *f)
{
    rmx_choosers_forget(&f->choosers);
    if (rmx_islands_label(f->islands, &f->sorter))
        bind(f);
    rmx_compute(f->cut, f->count);
    rmx_sorter_scan(&f->sorter, list(f, DENSE), (struct rmx_piece_of){f->head, 0, 4});
    rmx_compute(f->pack, f->count);
    rmx_islands_tell(f->islands, f->head, f->count);
    f->cuts++;
}

static void sort(struct rmx_fragment_table *f, GLuint keys, int section, bool is_ranks)
{
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, KEYS, f->sorter.keys[0]);
    rmx_compute(keys, f->count);
    rmx_sorter_sort(&f->sorter, f->count, list(f, section), is_ranks);
    f->sorts_run++;
}

// Without a limit the shader has chosen.
static void match(struct rmx_fragment_table *f, const unsigned char *block, int a)
{
    int32_t limit = 0;
    bind_rows(f, 0);
    rmx_compute(f->matches[a], f->count);
    if (!f->choosers.of[a])
        return;
    memcpy(&limit, block + f->pieces->limits[a], sizeof(limit));
    const struct rmx_choice choice = {
        .live = f->head,
        .rows = f->rest,
        .lists = f->lists,
        .wanted = f->pieces->wanted[a],
        .matches = OF_ARRANGES + 3 * a + 2,
        .stride = stride(f),
        .count = f->count,
        .limit = limit,
    };
    if (limit > 0)
        rmx_chooser_ask(f->choosers.of[a], &choice);
    else
        rmx_chooser_forget(f->choosers.of[a]);
}

static bool has_new_limit(const struct rmx_fragment_table *f, const unsigned char *block, int a)
{
    int at = f->pieces->limits[a];
    return f->choosers.of[a] && differs(f, block, &(struct rmx_bytes){at, at + 4}, 1);
}

// Whether some list is another one now.
static bool run_sorts(struct rmx_fragment_table *f, const unsigned char *block, bool all, bool news)
{
    bool any = rmx_choosers_take(&f->choosers);
    for (int i = 0; i < f->pieces->sort_count; i++) {
        const struct rmx_pieces_sort *how = &f->pieces->sorts[i];
        if (!all && !differs(f, block, how->bytes, 2))
            continue;
        sort(f, f->sorts[i], how->list, how->is_ranks);
        any = true;
    }
    for (int a = 0; a < f->pieces->arrange_count; a++)
        if (f->matches[a] && (all || news || has_new_limit(f, block, a))) {
            match(f, block, a);
            any = true;
        }
    return any;
}

static void run_mesh(struct rmx_fragment_table *f)
{
    int how = corner_indices(f) + (f->pieces->is_deep ? 16 : 0);
    struct rmx_piece_of numbers = {f->sorter.keys[1], 0, (GLsizeiptr)f->count * 4};
    rmx_piece_bind(MESH_ORDER, list(f, ORDER));
    rmx_piece_bind(NUMBERS, numbers);
    rmx_sorter_bind_constant(&f->sorter, how);
    rmx_compute(f->mesh_count, f->count);
    rmx_sorter_scan(&f->sorter, numbers, (struct rmx_piece_of){f->head, DRAW_OFFSET, 4});
    rmx_piece_bind(INDICES,
                   (struct rmx_piece_of){f->indices, 0, (GLsizeiptr)f->index_capacity * 4});
    rmx_sorter_bind_constant(&f->sorter, how);
    rmx_compute(f->mesh, f->count);
}

static void keep_moments(struct rmx_fragment_table *f, const unsigned char *block)
{
    float slot = 0;
    if (f->pieces->ring <= 1)
        return;
    memcpy(&slot, block + f->pieces->moments_offset, sizeof(slot));
    rmx_moments_keep(&f->moments, &f->array, (int)slot, f->is_new);
}

// Whether a picture is another one than when this was last asked.
static bool take_news(struct rmx_fragment_table *f)
{
    bool any = false;
    for (int i = 0; i < f->pieces->picture_count; i++) {
        any |= f->is_new[i];
        f->is_new[i] = false;
    }
    return any;
}

void rmx_fragments_picture(struct rmx_fragment_table *f, int picture)
{
    f->is_new[picture] = true;
}

// The stages that are due; whether there was one.
static bool run_stages(struct rmx_fragment_table *f, const unsigned char *block, bool pictures,
                       struct rmx_fragment_news others)
{
    const struct rmx_pieces_plan *pieces = f->pieces;
    bool news = pictures || others.targets;
    bool cuts = !f->was_run || others.masks || differs(f, block, pieces->cut_bytes, 5) ||
                (pieces->cut_sees && pictures);
    bool measures = cuts || pictures;
    if (cuts)
        run_cut(f);
    if (measures && f->measure) {
        rmx_compute(f->measure, f->count);
        f->measures++;
    }
    bool sorts = run_sorts(f, block, cuts || (measures && f->measure), news);
    bool arranges = cuts || sorts || (measures && f->measure) || news ||
                    differs(f, block, pieces->arrange_bytes, 5);
    if (arranges && f->arrange) {
        bind_rows(f, 0);
        rmx_compute(f->arrange, f->count);
    }
    if (arranges && f->inverse) {
        glBindBufferBase(GL_SHADER_STORAGE_BUFFER, CAME, f->placed);
        rmx_compute(f->inverse, f->count);
    }
    if (arranges && f->depth_key)
        sort(f, f->depth_key, ORDER, false);
    if (f->mesh && (cuts || (arranges && f->depth_key)))
        run_mesh(f);
    f->arranges += arranges;
    memcpy(f->block, block, (size_t)f->pass->block_size);
    f->was_run = true;
    return arranges;
}

// Samples of a frame are of the same fragments: who is the nearest, or the first, must not depend
// on where their pictures lie in a pixel.
bool rmx_fragments_arrange(struct rmx_fragment_table *f, const unsigned char *block,
                           struct rmx_fragment_news others)
{
    int32_t grid[4];
    memcpy(grid, block + f->pieces->grid_offset, sizeof(grid));
    f->count = grid[2];
    if (!reserve(f))
        return false;
    keep_moments(f, block);
    bind(f);
    bool pictures = take_news(f);
    bool stays = others.is_sample && f->was_run;
    bool arranges = !stays && run_stages(f, block, pictures, others);
    bind_rows(f, 1);
    if (f->pieces->way == RMX_PIECES_GATHER || f->pieces->is_flat)
        glBindSampler(PICTURES_UNIT, f->flat);
    if (arranges) // it is, where anything else was run
        glMemoryBarrier(GL_ALL_BARRIER_BITS);
    return true;
}

void rmx_fragments_draw(struct rmx_fragment_table *f, GLuint name, GLuint vertices)
{
    static const GLfloat nothing[4] = {0};
    glUseProgram(name);
    glClearBufferfv(GL_COLOR, 0, nothing);
    if (!f->pieces->is_flat) // else nothing lies over another
        glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glVertexArrayElementBuffer(vertices, f->indices);
    glBindBuffer(GL_DRAW_INDIRECT_BUFFER, f->head);
    glDrawElementsIndirect(GL_TRIANGLES, GL_UNSIGNED_INT, (const void *)(intptr_t)DRAW_OFFSET);
    glBindBuffer(GL_DRAW_INDIRECT_BUFFER, 0);
    glDisable(GL_BLEND);
}

void rmx_fragments_count(const struct rmx_fragment_table *f, struct rmx_renderer_counts *counts)
{
    counts->labels += rmx_islands_labelled(f->islands);
    counts->cuts += f->cuts;
    counts->measures += f->measures;
    counts->sorts += f->sorts_run;
    counts->arranges += f->arranges;
    counts->moments += f->moments.copies;
}
