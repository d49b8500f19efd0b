// SPDX-License-Identifier: GPL-3.0-or-later
// A layer's table of fragments, as the two files that keep it know it.
//
// table.c makes it, holds its memory and draws it; stages.c computes what is in it.
// Private to render/.
#pragma once

#include "plan/fragments/row.h"
#include "render/fragments/chooser.h"
#include "render/fragments/components.h"
#include "render/fragments/moments.h"
#include "render/fragments/table.h"

enum {
    ROW_BYTES = sizeof(struct rmx_row),
    FEATURE_BYTES = RMX_FEATURE_TEXELS * 8,
    CORNERS = 16,
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
    TILES = 12, // the sorter's, too, while it sorts
    WANTED = 13,
    CAME = NUMBERS,
    NUMBERS_UNIT = 29, // of textures
    ROWS_UNIT,
    PICTURES_UNIT,
};

struct rmx_fragment_table {
    const struct rmx_plan *plan;
    const struct rmx_pass *pass;
    const struct rmx_fragments_plan *fragments;
    const struct rmx_fragment_programs *programs;
    struct rmx_sorter sorter;
    struct rmx_components *components; // NULL: the cut has no mask
    struct rmx_choosers choosers;      // by arrange
    struct rmx_texture array;
    GLuint sampler, flat;
    GLuint raw, rest, placed, outlines, head, lists, weights, indices;
    // Of the tiles of a mosaic, and of what its places want (features.glsl): 0 where none is there.
    GLuint tiles, wanted, tile_texels;
    int tiles_of;               // the arrange whose tiles are there; -1
    GLuint rows[2], numbers[2]; // textures: at rest and placed, as floats and as whole numbers
    int capacity, index_capacity, count; // of the frame: numbers of the cut
    unsigned char *block;                // as it was when the stages were last run
    bool was_run;
    bool *is_new; // by picture: drawn since the stages were last run
    struct rmx_moments moments;
    long long cuts, measures, sorts_run, arranges; // how often
};

// From one list to the next, in numbers.
int rmx_fragments_stride(const struct rmx_fragment_table *f);
// Of a mesh, for each corner of an outline.
int rmx_fragments_corner_indices(const struct rmx_fragments_plan *fragments);
// The buffers and pictures that every stage reads; the rows as textures, at rest or placed.
void rmx_fragments_bind(const struct rmx_fragment_table *f);
void rmx_fragments_bind_rows(const struct rmx_fragment_table *f, int placed);
// The stages that are due; whether there was one. `pictures`: some are others than before.
bool rmx_fragments_run(struct rmx_fragment_table *f, const unsigned char *block, bool pictures,
                       struct rmx_fragment_dirty others);
