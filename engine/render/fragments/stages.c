// SPDX-License-Identifier: GPL-3.0-or-later
// What is computed of a layer's fragments: each stage where something changed that it depends on.
#include "render/fragments/table_parts.h"

#include <string.h>

int rmx_fragments_stride(const struct rmx_fragment_table *f)
{
    return (f->count + 63) & ~63;
}

int rmx_fragments_corner_indices(const struct rmx_fragments_plan *fragments)
{
    return fragments->has_rim ? 9 : 3;
}

void rmx_fragments_bind(const struct rmx_fragment_table *f)
{
    GLuint buffers[] = {f->raw, f->rest, f->placed, f->outlines, f->head, f->lists, f->weights};
    glBindBuffersBase(GL_SHADER_STORAGE_BUFFER, 0, sizeof(buffers) / sizeof(*buffers), buffers);
    glBindTextureUnit(PICTURES_UNIT, f->array.name);
    glBindSampler(PICTURES_UNIT, f->sampler);
    rmx_components_bind(f->components);
}

void rmx_fragments_bind_rows(const struct rmx_fragment_table *f, int placed)
{
    glBindTextureUnit(NUMBERS_UNIT, f->numbers[placed]);
    glBindTextureUnit(ROWS_UNIT, f->rows[placed]);
}

static struct rmx_buffer_range list(const struct rmx_fragment_table *f, int section)
{
    return (struct rmx_buffer_range){f->lists, (GLintptr)section * rmx_fragments_stride(f) * 4,
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
    if (rmx_components_label(f->components, &f->sorter))
        rmx_fragments_bind(f);
    rmx_compute(f->programs->cut, f->count);
    rmx_sorter_scan(&f->sorter, list(f, RMX_LIST_DENSE), (struct rmx_buffer_range){f->head, 0, 4});
    rmx_compute(f->programs->pack, f->count);
    rmx_components_report(f->components, f->head, f->count);
    f->cuts++;
}

static void sort(struct rmx_fragment_table *f, GLuint keys, int section, bool is_ranks)
{
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, KEYS, f->sorter.keys[0]);
    rmx_compute(keys, f->count);
    rmx_sorter_sort(&f->sorter, f->count, list(f, section), is_ranks);
    f->sorts_run++;
}

static int32_t number_at(const unsigned char *block, struct rmx_bytes at)
{
    int32_t number = 0;
    if (at.to > at.from)
        memcpy(&number, block + at.from, sizeof(number));
    return number;
}

static float float_at(const unsigned char *block, struct rmx_bytes at)
{
    float number = 0;
    if (at.to > at.from)
        memcpy(&number, block + at.from, sizeof(number));
    return number;
}

static void measure_tiles(struct rmx_fragment_table *f, int a)
{
    int pictures = f->fragments->picture_count;
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, TILES, f->tiles);
    rmx_compute(f->programs->tiles[a], f->count > pictures ? f->count : pictures);
    f->tiles_of = a;
}

static struct rmx_mosaic_request request_of(const struct rmx_fragment_table *f,
                                            const unsigned char *block, int a)
{
    const struct rmx_fragments_match *how = &f->fragments->matches[a];
    bool is_whole = number_at(block, how->whole);
    return (struct rmx_mosaic_request){
        .live = f->head,
        .rows = f->rest,
        .lists = f->lists,
        .wanted = f->wanted,
        .tiles = f->tiles,
        .order = how->tiles,
        .matches = RMX_LIST_OF_ARRANGE(a, RMX_LIST_MATCHES),
        .stride = rmx_fragments_stride(f),
        .count = f->count,
        .pictures = is_whole ? f->fragments->picture_count : 0,
        .rules = {.limit = number_at(block, how->limit),
                  .apart = float_at(block, how->apart),
                  .is_once = number_at(block, how->once)},
    };
}

// Where no rule is set the shader has chosen.
static void match(struct rmx_fragment_table *f, const unsigned char *block, int a, bool has_tiles)
{
    if (!has_tiles || f->tiles_of != a)
        measure_tiles(f, a);
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, WANTED, f->wanted);
    glBindTextureUnit(ROWS_UNIT, f->tile_texels);
    rmx_compute(f->programs->matches[a], f->count);
    if (!f->choosers.of[a])
        return;
    const struct rmx_mosaic_request choice = request_of(f, block, a);
    if (rmx_mosaic_has_rules(&choice.rules))
        rmx_chooser_request(f->choosers.of[a], &choice);
    else
        rmx_chooser_forget(f->choosers.of[a]);
}

static bool has_new_rules(const struct rmx_fragment_table *f, const unsigned char *block, int a)
{
    const struct rmx_fragments_match *how = &f->fragments->matches[a];
    const struct rmx_bytes rules[] = {how->limit, how->apart, how->once, how->whole};
    return differs(f, block, rules, 4);
}

// Whether some list is another one now.
static bool run_sorts(struct rmx_fragment_table *f, const unsigned char *block, bool all,
                      bool dirty)
{
    bool any = rmx_choosers_take(&f->choosers);
    for (int i = 0; i < f->fragments->sort_count; i++) {
        const struct rmx_fragments_sort *how = &f->fragments->sorts[i];
        if (!all && !differs(f, block, how->bytes, 2))
            continue;
        sort(f, f->programs->sorts[i], how->list, how->is_ranks);
        any = true;
    }
    for (int a = 0; a < f->fragments->arrange_count; a++)
        if (f->programs->matches[a] && (all || dirty || has_new_rules(f, block, a))) {
            match(f, block, a, !all && !has_new_rules(f, block, a));
            any = true;
        }
    return any;
}

static void run_mesh(struct rmx_fragment_table *f)
{
    int how = rmx_fragments_corner_indices(f->fragments) + (f->fragments->is_deep ? 16 : 0);
    struct rmx_buffer_range numbers = {f->sorter.keys[1], 0, (GLsizeiptr)f->count * 4};
    rmx_buffer_bind_range(MESH_ORDER, list(f, RMX_LIST_ORDER));
    rmx_buffer_bind_range(NUMBERS, numbers);
    rmx_sorter_bind_constant(&f->sorter, how);
    rmx_compute(f->programs->mesh_count, f->count);
    rmx_sorter_scan(&f->sorter, numbers, (struct rmx_buffer_range){f->head, DRAW_OFFSET, 4});
    rmx_buffer_bind_range(
        INDICES, (struct rmx_buffer_range){f->indices, 0, (GLsizeiptr)f->index_capacity * 4});
    rmx_sorter_bind_constant(&f->sorter, how);
    rmx_compute(f->programs->mesh, f->count);
}

bool rmx_fragments_run(struct rmx_fragment_table *f, const unsigned char *block, bool pictures,
                       struct rmx_fragment_dirty others)
{
    const struct rmx_fragments_plan *fragments = f->fragments;
    bool dirty = pictures || others.targets;
    bool cuts = !f->was_run || others.masks || differs(f, block, fragments->cut_bytes, 5) ||
                (fragments->cut_sees && pictures);
    bool measures = f->programs->measure && (cuts || pictures);
    if (cuts)
        run_cut(f);
    if (measures) {
        rmx_compute(f->programs->measure, f->count);
        f->measures++;
    }
    bool sorts = run_sorts(f, block, cuts || measures, dirty);
    bool arranges =
        cuts || sorts || measures || dirty || differs(f, block, fragments->arrange_bytes, 5);
    if (arranges && f->programs->arrange) {
        rmx_fragments_bind_rows(f, 0);
        rmx_compute(f->programs->arrange, f->count);
    }
    if (arranges && f->programs->inverse) {
        glBindBufferBase(GL_SHADER_STORAGE_BUFFER, CAME, f->placed);
        rmx_compute(f->programs->inverse, f->count);
    }
    if (arranges && f->programs->depth_key)
        sort(f, f->programs->depth_key, RMX_LIST_ORDER, false);
    if (f->programs->mesh && (cuts || (arranges && f->programs->depth_key)))
        run_mesh(f);
    f->arranges += arranges;
    memcpy(f->block, block, (size_t)f->pass->block_size);
    f->was_run = true;
    return arranges;
}
