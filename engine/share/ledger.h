// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger: what every holder of a scene's surface held over a span of frames, a row each.
//
// In:  the shares of frames (share/shares.h), each with the time that it stands for.
// Out: struct rmx_ledger: means over that time, and the frames one by one.
// Pure: no GPU, no clock, no files.
#pragma once

#include "share/shares.h"

struct rmx_ledger_row {
    const struct rmx_holder *holder;
    double share;            // of the surface, mean over the span; all rows add up to 1
    double middle;           // of its middle third, likewise
    double surface_seconds;  // share × time; the whole surface for a second is 1
    double visible_s;        // how long the share was above 1 %
    double alone_s;          // how long it was above 90 %
    double largest;          // the largest share of a frame,
    long long largest_frame; // and the first frame that had it
    int fragments;           // the most of its own in a frame
};

struct rmx_ledger_sample {
    long long frame;
    double time_s;
    double seconds; // that it stands for
    double *shares; // of the whole surface, by holder
};

struct rmx_ledger {
    struct rmx_arena *arena; // of all below
    const struct rmx_holders *holders;
    struct rmx_ledger_row *rows; // parallel to the holders
    struct rmx_ledger_sample *samples;
    int sample_count;
    double seconds; // of the span
    // Of the pictures that were measured, in pixels and cells of the ledger; 0 while empty.
    int width, height, columns, rows_of_cells;
    double *cells; // mean share, as in struct rmx_shares
};

// The holders outlive it.
struct rmx_ledger *rmx_ledger_create(const struct rmx_holders *holders);
void rmx_ledger_destroy(struct rmx_ledger *ledger); // NULL is fine
// Sorts rows of one ledger: the largest share first.
void rmx_ledger_sort(const struct rmx_ledger_row **rows, int count);
// Enters a frame, later than those before and of the same size, that stands for `seconds` > 0.
void rmx_ledger_add(struct rmx_ledger *ledger, const struct rmx_shares *shares, double seconds);
