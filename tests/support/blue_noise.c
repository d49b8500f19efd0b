// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/blue_noise.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { SIDE = BLUE_NOISE_SIDE, CELLS = BLUE_NOISE_CELLS, FIRST = CELLS / 10 };

struct field {
    bool is_on[CELLS];
    int64_t crowd[CELLS]; // how near all those that are on lie together: whole numbers, so that
                          // every machine finds the same order
};

static int64_t kernel[SIDE][SIDE];

static void fill_kernel(void)
{
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            int dx = x < SIDE / 2 ? x : SIDE - x, dy = y < SIDE / 2 ? y : SIDE - y;
            kernel[y][x] = llround(exp2(40) * exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5)));
        }
}

static void turn(struct field *field, int cell, bool is_on)
{
    int column = cell % SIDE, row = cell / SIDE;
    field->is_on[cell] = is_on;
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            int64_t weight = kernel[(y - row + SIDE) % SIDE][(x - column + SIDE) % SIDE];
            field->crowd[y * SIDE + x] += is_on ? weight : -weight;
        }
}

// Where it is most crowded among those that are on, or emptiest among the others.
static int extreme(const struct field *field, bool is_on)
{
    int best = -1;
    for (int i = 0; i < CELLS; i++)
        if (field->is_on[i] == is_on &&
            (best < 0 ||
             (is_on ? field->crowd[i] > field->crowd[best] : field->crowd[i] < field->crowd[best])))
            best = i;
    return best;
}

static void begin(struct field *field)
{
    uint32_t random = 1;
    for (int count = 0; count < FIRST;) {
        random = random * 1664525u + 1013904223u;
        int cell = (int)(random >> 8) % CELLS;
        if (field->is_on[cell])
            continue;
        turn(field, cell, true);
        count++;
    }
    for (;;) { // from the thickest cluster to the largest void, until they are the same
        int from = extreme(field, true);
        turn(field, from, false);
        int to = extreme(field, false);
        turn(field, to, true);
        if (to == from)
            return;
    }
}

void blue_noise_rank(uint16_t ranks[BLUE_NOISE_CELLS])
{
    static struct field field, first;
    memset(&field, 0, sizeof field);
    fill_kernel();
    begin(&field);
    first = field;
    for (int rank = FIRST - 1; rank >= 0; rank--) {
        int cell = extreme(&field, true);
        ranks[cell] = (uint16_t)rank;
        turn(&field, cell, false);
    }
    field = first;
    for (int rank = FIRST; rank < CELLS; rank++) {
        int cell = extreme(&field, false);
        ranks[cell] = (uint16_t)rank;
        turn(&field, cell, true);
    }
}
