// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a fragment between the stages: a row of the fragment table, and which lists stand
// beside it. GLSL and C both read this file (engine/plan/fragments/row.h).

struct Row {
    vec4 home;     // its centre in its picture; size of its upright box there
    vec4 place;    // its centre on the canvas; scale; angle
    vec4 turn;     // two tilts; depth; zoom
    vec4 colour;   // mean of three channels; detail
    vec4 about;    // area; moment; two flips
    ivec4 numbers; // id; source; number as the cut counts; corners
};

#define RMX_ROW_TEXELS 6 // of four numbers

// Of a mosaic's tiles, and of what its places want (features.glsl).
#define RMX_FEATURE_TEXELS 8 // of four half numbers

// Sections of the lists, each with room for the numbers of the cut.
#define RMX_LIST_DENSE 0 // a cut's number to a row; the way there by a prefix sum
#define RMX_LIST_ORDER 1 // from back to front
// Then three for each arrange:
#define RMX_LIST_RANKS 0
#define RMX_LIST_PLACES 1
#define RMX_LIST_MATCHES 2
#define RMX_LIST_OF_ARRANGE(arrange, which) (2 + 3 * (arrange) + (which))
