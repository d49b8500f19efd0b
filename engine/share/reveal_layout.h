// SPDX-License-Identifier: GPL-3.0-or-later
// Where labels stand beside what they name, so that none covers another; and what they point at.
//
// In:  sizes, places to keep free. Out: places. In pixels, from the bottom left.
// Pure: the same input gives the same places.
#pragma once

#include "share/shares.h"

#include <stdbool.h>

struct rmx_box {
    double x, y, width, height;
};

bool rmx_boxes_meet(const struct rmx_box *a, const struct rmx_box *b);

// A label that names a point.
struct rmx_spot {
    double x, y;                // the point
    struct rmx_box box;         // its size; its place is found
    double less[2];             // width and height of it where it tells less; 0: it does not
    bool is_placed, tells_less; // there was room for it; for less of it
};

struct rmx_spots_params {
    double width, height; // of the canvas
    double gap;           // between boxes, and from the canvas's edge
    const struct rmx_box *taken;
    int taken_count; // no label stands there
};

// Places labels, the first ones nearest to their points. A point that another label would cover
// stays free where that is possible, and so does another line. No line leads across a label, or
// across what is taken but for what its point lies in.
void rmx_place_spots(const struct rmx_spots_params *params, struct rmx_spot *spots, int count);

// Where a line to the label ends: on the box's edge, nearest to the point.
void rmx_spot_foot(const struct rmx_spot *spot, double *x, double *y);

// Which cells of a measurement lie wholly or in part below boxes on a canvas of that size.
void rmx_cells_below(const struct rmx_shares *shares, const struct rmx_spots_params *params,
                     bool *covered);

// The middle of the largest piece of the surface that a holder holds more of than any other: of its
// connected cells the one that lies deepest inside them, in fractions of the canvas. Where it is
// nowhere the first, of the cells that it holds nearly most of. `holders`: how many. Cells that are
// `covered` count only where there is no other; NULL: none is. False: it holds nothing.
bool rmx_largest_piece(const struct rmx_shares *shares, int holders, int holder,
                       const bool *covered, double *x, double *y);
