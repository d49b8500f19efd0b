// SPDX-License-Identifier: GPL-3.0-or-later
// Who can hold a part of a scene's surface, and which part each one holds in a frame.
//
// Plain data between the one who measures (share/meter.h) and those who write, draw or use it.
#pragma once

#include "scene/scene.h"

enum rmx_holder_kind {
    RMX_HOLDER_SOURCE,     // a source of the scene: a picture, a folder, a generator, a scene
    RMX_HOLDER_GENERATOR,  // a layer's own `generate:`
    RMX_HOLDER_BACKGROUND, // the scene's `background:`
    RMX_HOLDER_EFFECTS,    // what depends on no source: drawn by effects alone
};

struct rmx_holder {
    enum rmx_holder_kind kind;
    // A source's or layer's name; a nameless layer's effect ("noise", the next one "noise 2"); of a
    // scene within the scene "evening/plant"; "background", "effects".
    const char *name;
    const struct rmx_scene *scene;   // whose source it is; NULL for the others
    const struct rmx_source *source; // NULL for the others
};

// Of a scene: its sources, then its generators, those of scenes within it, then the background, and
// the effects last.
struct rmx_holders {
    struct rmx_holder *items;
    int count;
};

enum { RMX_CELL = 8 }; // a cell's side, in pixels of the ledger

struct rmx_shares {
    long long frame;
    double time_s;
    int width, height; // of the picture that was measured, in pixels of the ledger
    int columns, rows; // cells; those at the right and at the top may be smaller
    // Share of each holder in each cell, 0..1: [holder * columns * rows + row * columns + column],
    // the bottom row first. In each cell they add up to 1.
    float *cells;
    double *total;  // of the whole surface, by holder; they add up to 1
    double *middle; // of its middle third, both ways
    int *fragments; // by holder: how many fragments are its own (rmx_meter_count_fragments)
    // By holder: the source whose pixels are shown: a folder's picture of this frame, else the
    // holder's own; NULL for generators, background and effects.
    const struct rmx_source **shown;
};

// Three layers of two ranks: what the Cryptomatte specification suggests (share/cryptomatte.h).
enum { RMX_MATTE_RANKS = 6 };

// Who holds each pixel: the six that hold most of it, the largest first.
struct rmx_matte {
    int width, height;
    int *holders;    // [(y * width + x) * RMX_MATTE_RANKS + rank], the bottom row first; -1: none
    float *coverage; // parallel to them, 0..1
};
