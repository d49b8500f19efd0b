// SPDX-License-Identifier: GPL-3.0-or-later
// Masks whose components are known: 255 where something is, at pixel x, y of WIDTH by HEIGHT.
#pragma once

#include <math.h>
#include <stdbool.h>

enum {
    WIDTH = 96,
    HEIGHT = 54,
};

static inline int all(int x, int y)
{
    (void)x;
    (void)y;
    return 255;
}

static inline int nothing(int x, int y)
{
    return 255 - all(x, y);
}

static inline int one_pixel(int x, int y)
{
    return x == 17 && y == 40 ? 255 : 0;
}

static inline int checkers(int x, int y)
{
    return (x + y) % 2 ? 255 : 0;
}

static inline int diagonals(int x, int y)
{
    return (x + 2 * (y / 9)) % 12 == y % 9 && y % 9 < 7 ? 255 : 0;
}

static inline int rings(int x, int y)
{
    double r = hypot(x - 47.5, y - 26.5);
    return fmod(r, 8.0) < 4.0 ? 255 : 0;
}

static inline int spiral(int x, int y)
{
    double r = hypot(x - 47.5, y - 26.5), turn = atan2(y - 26.5, x - 47.5) / (2.0 * acos(-1.0));
    return r < 40.0 && fmod(r / 6.0 + turn + 2.0, 1.0) < 0.5 ? 255 : 0;
}

// As far as a path can go round: the longest way from a label to its root.
static inline int snake(int x, int y)
{
    bool turns = y % 4 == 2 ? x == WIDTH - 1 : x == 0;
    return y % 2 == 0 || (y / 2 % 2 == 0 ? x == WIDTH - 1 : turns) ? 255 : 0;
}

static inline int dust(int x, int y)
{
    unsigned h = (unsigned)(y * WIDTH + x) * 747796405u + 2891336453u;
    h = ((h >> ((h >> 28) + 4)) ^ h) * 277803737u;
    return ((h >> 22) ^ h) % 100 < 33 ? 255 : 0;
}

static inline int leaf(int x, int y) // a hole of 9 texels, one of 100, and a bay
{
    bool is_leaf = x > 10 && x < 80 && y > 5 && y < 50;
    bool small = x > 19 && x < 23 && y > 19 && y<23, large = x> 39 && x < 50 && y > 19 && y < 30;
    return is_leaf && !small && !large && !(x == 60 && y < 8) ? 255 : 0;
}

static inline int west(int x, int y)
{
    (void)y;
    return x < 40 ? 255 : 0;
}

static inline int slope(int x, int y) // an edge that leans, one pixel soft
{
    double inside = (x + 0.5) - 30.0 - 0.3 * (y + 0.5);
    return (int)lround(255.0 * fmin(fmax(0.5 - inside / hypot(1.0, 0.3), 0.0), 1.0));
}

static inline int left(int x, int y)
{
    return 255 - (hypot(x - 20, y - 25) < 9.0 ? 200 : 0); // dark, on white paper
}

static inline int right(int x, int y)
{
    return hypot(x - 70, y - 25) < 12.0 || hypot(x - 30, y - 25) < 6.0 ? 240 : 20;
}
