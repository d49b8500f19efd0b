// SPDX-License-Identifier: GPL-3.0-or-later
// Fragments of pictures without the engine, in plain OpenGL, for bench_fragments: the same cuts
// and the same numbers, worked out once and kept in buffers that stand still.
#pragma once

#include <GL/glew.h>

enum { HAND_CUT_SEED = 7 };

enum hand_way {
    HAND_GATHER, // shards: each pixel looks for the nearest of nine points
    HAND_MESH,   // shards: one indexed mesh of their outlines
    HAND_TILES,  // shuffled tiles as a function of the point
    HAND_QUADS,  // moved quads, an instance each
    HAND_WAYS
};

struct hand_fragments {
    GLuint pictures; // a texture array; not ours
    int picture_count;
    double seed; // that gives each fragment its picture
    int columns, rows;
    GLuint canvas; // the result
    // Made below:
    GLuint drawn, canvas_frame, drawn_frame;
    GLuint programs[HAND_WAYS], final;
    GLuint vertices, buffers[2], list;
    int index_count;
};

void hand_fragments_shards(struct hand_fragments *hand, int seed); // as the cut voronoi
void hand_fragments_tiles(struct hand_fragments *hand, int seed);  // as grid and shuffle
// As grid and scatter, half way, without waiting and falling, each a pixel larger to all sides.
void hand_fragments_quads(struct hand_fragments *hand, int seed);
void hand_fragments_draw(struct hand_fragments *hand, enum hand_way way);
void hand_fragments_finish(struct hand_fragments *hand);
