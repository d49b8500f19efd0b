// SPDX-License-Identifier: GPL-3.0-or-later
// Which tile each place of a mosaic takes, where rules say how often and how near again.
//
// In:  features of tiles and of what places want, where the places are. Out: for each place the
// number of a tile. The places choose one after another, those that want strong contours first,
// else in an order hashed from the seed, each the nearest tile that the rules leave it; of equally
// near ones the darker, then the first. Where all are used up, all begin again. That is greedy:
// with `is_once`, places then exchange tiles in pairs as long as both together come nearer, which
// is near the best assignment, and not it. Bounds: a place tries 8,192 tiles at most, those nearest
// in lightness, which is all that can be nearer unless many are equally light; it exchanges with
// 128 in a round, in at most 8 rounds. Pure; on any thread.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

// Numbers of a tile or of a want: the first is the lightness of the mean. Their Euclidean distance
// is how much two differ; from the fourth on they are contours. What is not finite counts as 0.
enum { RMX_FEATURES = 32, RMX_MEAN_FEATURES = 3 };

struct rmx_mosaic_rules {
    int limit;   // how often a tile may be used; 0: as often as it fits
    float apart; // a tile comes back no nearer than so many cells; 0: anywhere. Where too few tiles
                 // are left for that, the one whose nearest use is farthest.
    bool is_once; // as a limit of 1
};
bool rmx_mosaic_has_rules(const struct rmx_mosaic_rules *rules);

struct rmx_mosaic_place {
    float x, y, side; // its middle; how long a cell is there, above 0
};

struct rmx_mosaic {
    const float *wanted; // RMX_FEATURES a place
    const struct rmx_mosaic_place *places;
    int place_count;
    const float *tiles; // RMX_FEATURES a tile
    int tile_count;     // at least 1
    struct rmx_mosaic_rules rules;
    uint32_t seed;
    const atomic_bool *given_up; // NULL: never. Once true, it returns soon, with some chosen
};

void rmx_mosaic_choose(const struct rmx_mosaic *mosaic, uint32_t *chosen);
