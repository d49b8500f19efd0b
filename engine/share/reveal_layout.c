// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/reveal_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool rmx_boxes_meet(const struct rmx_box *a, const struct rmx_box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static struct rmx_box grown(const struct rmx_box *box, double by)
{
    return (struct rmx_box){box->x - by, box->y - by, box->width + 2 * by, box->height + 2 * by};
}

struct placing {
    const struct rmx_spots_params *params;
    const struct rmx_spot *spots;
    int count, which; // the one that is placed
};

static bool is_free(const struct placing *p, const struct rmx_box *box)
{
    const struct rmx_spots_params *params = p->params;
    struct rmx_box with_gap = grown(box, params->gap);
    if (with_gap.x < 0 || with_gap.y < 0 || with_gap.x + with_gap.width > params->width ||
        with_gap.y + with_gap.height > params->height)
        return false;
    for (int i = 0; i < params->taken_count; i++)
        if (rmx_boxes_meet(&with_gap, &params->taken[i]))
            return false;
    for (int i = 0; i < p->which; i++)
        if (p->spots[i].is_placed && rmx_boxes_meet(&with_gap, &p->spots[i].box))
            return false;
    return true;
}

// Whether the straight line between two points goes through a box: Liang and Barsky.
static bool crosses(const struct rmx_box *box, double x0, double y0, double x1, double y1)
{
    double from = 0, to = 1, dx = x1 - x0, dy = y1 - y0;
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {x0 - box->x, box->x + box->width - x0, y0 - box->y,
                         box->y + box->height - y0};
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0 && q[i] < 0)
            return false;
        if (p[i] < 0)
            from = fmax(from, q[i] / p[i]);
        else if (p[i] > 0)
            to = fmin(to, q[i] / p[i]);
    }
    return from < to;
}

// Whether two straight lines have a point in common that is no end of either.
static bool lines_cross(const double a[4], const double b[4])
{
    double ax = a[2] - a[0], ay = a[3] - a[1], bx = b[2] - b[0], by = b[3] - b[1];
    double sine = ax * by - ay * bx, x = b[0] - a[0], y = b[1] - a[1];
    if (sine == 0)
        return false;
    double along_a = (x * by - y * bx) / sine, along_b = (x * ay - y * ax) / sine;
    return along_a > 0 && along_a < 1 && along_b > 0 && along_b < 1;
}

static bool is_in(const struct rmx_box *box, double x, double y)
{
    return x > box->x && x < box->x + box->width && y > box->y && y < box->y + box->height;
}

// No line leads across a panel, but for the one that its point lies below, or across a label.
static bool is_line_free(const struct placing *p, const struct rmx_spot *candidate)
{
    double x, y;
    rmx_spot_foot(candidate, &x, &y);
    for (int i = 0; i < p->params->taken_count; i++) {
        const struct rmx_box *panel = &p->params->taken[i];
        if (!is_in(panel, candidate->x, candidate->y) &&
            crosses(panel, candidate->x, candidate->y, x, y))
            return false;
    }
    for (int i = 0; i < p->which; i++) {
        const struct rmx_spot *other = &p->spots[i];
        double foot_x, foot_y;
        rmx_spot_foot(other, &foot_x, &foot_y);
        if (other->is_placed && (crosses(&other->box, candidate->x, candidate->y, x, y) ||
                                 crosses(&candidate->box, other->x, other->y, foot_x, foot_y)))
            return false;
    }
    return true;
}

// How bad a free place is: far from its point, on another's, or with a line across another point
// or another line.
static double cost(const struct placing *p, const struct rmx_spot *candidate)
{
    enum { ON_A_POINT = 3, ACROSS = 2 }; // in heights of the canvas
    double x, y, height = p->params->height;
    rmx_spot_foot(candidate, &x, &y);
    const double line[4] = {candidate->x, candidate->y, x, y};
    double sum = hypot(x - candidate->x, y - candidate->y);
    for (int i = 0; i < p->count; i++) {
        const struct rmx_spot *other = &p->spots[i];
        const struct rmx_box point = {other->x - p->params->gap, other->y - p->params->gap,
                                      2 * p->params->gap, 2 * p->params->gap};
        if (rmx_boxes_meet(&candidate->box, &point))
            sum += ON_A_POINT * height;
        if (i != p->which && crosses(&point, line[0], line[1], line[2], line[3]))
            sum += ACROSS * height;
        if (i >= p->which || !other->is_placed)
            continue;
        double its[4] = {other->x, other->y};
        rmx_spot_foot(other, &its[2], &its[3]);
        sum += lines_cross(line, its) ? ACROSS * height : 0;
    }
    return sum;
}

// On rings around the point: the box lies beyond the ring's point, away from the middle.
static struct rmx_box on_ring(const struct rmx_spot *spot, double radius, double turn)
{
    double dx = cos(turn), dy = sin(turn);
    double x = spot->x + radius * dx + 0.5 * spot->box.width * (dx - 1);
    double y = spot->y + radius * dy + 0.5 * spot->box.height * (dy - 1);
    return (struct rmx_box){floor(x + 0.5), floor(y + 0.5), spot->box.width, spot->box.height};
}

static void find_place(const struct placing *p, struct rmx_spot *spot)
{
    enum { RINGS = 24, TURNS = 24 };
    double best = INFINITY, reach = hypot(p->params->width, p->params->height);
    struct rmx_spot candidate = *spot;
    double first = fmax(3 * p->params->gap, 1);
    for (int ring = 0; ring < RINGS; ring++) {
        double radius = first + (reach - first) * pow((double)ring / (RINGS - 1), 2);
        for (int i = 0; i < TURNS && radius < best; i++) {
            // To the upper right first, as on a map.
            candidate.box = on_ring(spot, radius, (i + 0.5) * 2 * acos(-1.0) / TURNS);
            bool is = is_free(p, &candidate.box) && is_line_free(p, &candidate);
            double at = is ? cost(p, &candidate) : INFINITY;
            if (at >= best)
                continue;
            best = at;
            spot->box = candidate.box;
            spot->is_placed = true;
        }
    }
}

static void place(const struct placing *p, struct rmx_spot *spot)
{
    spot->is_placed = spot->tells_less = false;
    find_place(p, spot);
    if (spot->is_placed || spot->less[0] <= 0)
        return;
    spot->box.width = spot->less[0];
    spot->box.height = spot->less[1];
    find_place(p, spot);
    spot->tells_less = spot->is_placed;
}

void rmx_place_spots(const struct rmx_spots_params *params, struct rmx_spot *spots, int count)
{
    struct placing p = {params, spots, count, 0};
    for (; p.which < count; p.which++)
        place(&p, &spots[p.which]);
}

static double within(double x, double from, double length)
{
    return fmin(fmax(x, from), from + length);
}

void rmx_spot_foot(const struct rmx_spot *spot, double *x, double *y)
{
    *x = within(spot->x, spot->box.x, spot->box.width);
    *y = within(spot->y, spot->box.y, spot->box.height);
}

void rmx_cells_below(const struct rmx_shares *shares, const struct rmx_spots_params *params,
                     bool *covered)
{
    double across = RMX_CELL * params->width / shares->width;
    double up = RMX_CELL * params->height / shares->height;
    for (int i = 0; i < shares->columns * shares->rows; i++) {
        const struct rmx_box cell = {i % shares->columns * across, i / shares->columns * up, across,
                                     up};
        covered[i] = false;
        for (int k = 0; k < params->taken_count; k++)
            covered[i] = covered[i] || rmx_boxes_meet(&cell, &params->taken[k]);
    }
}

struct pieces {
    const struct rmx_shares *shares;
    int holder;
    const bool *covered; // NULL: none is
    int *piece;          // by cell: 0: not the holder's; -1: its own, not visited; else which piece
    int *queue;
};

static float share_of(const struct rmx_shares *shares, int holder, int cell)
{
    return shares->cells[holder * shares->columns * shares->rows + cell];
}

static bool is_foremost(const struct rmx_shares *shares, int holders, int holder, int cell)
{
    for (int i = 0; i < holders; i++)
        if (share_of(shares, i, cell) > share_of(shares, holder, cell))
            return false;
    return share_of(shares, holder, cell) > 0;
}

// The cell beside another, in one of four directions; -1: the surface ends there.
static int beside(const struct rmx_shares *shares, int cell, int direction)
{
    static const int steps[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    int x = cell % shares->columns + steps[direction][0];
    int y = cell / shares->columns + steps[direction][1];
    bool is_there = x >= 0 && y >= 0 && x < shares->columns && y < shares->rows;
    return is_there ? y * shares->columns + x : -1;
}

// All cells that hang together with the first, into the queue; how many.
static int fill(struct pieces *p, int first, int number)
{
    int count = 0;
    p->queue[count++] = first;
    p->piece[first] = number;
    for (int i = 0; i < count; i++)
        for (int d = 0; d < 4; d++) {
            int next = beside(p->shares, p->queue[i], d);
            if (next < 0 || p->piece[next] != -1)
                continue;
            p->piece[next] = number;
            p->queue[count++] = next;
        }
    return count;
}

// How far a cell is from what is not of its piece, nearer to the piece's middle where that is the
// same.
static double depth_of(const struct pieces *p, int cell, int number, const double middle[2])
{
    int columns = p->shares->columns, rows = p->shares->rows;
    int x = cell % columns, y = cell / columns;
    double nearest = fmin(fmin(x, columns - 1 - x), fmin(y, rows - 1 - y)) + 1;
    for (int i = 0; i < columns * rows; i++)
        if (p->piece[i] != number)
            nearest = fmin(nearest, hypot(i % columns - x, i / columns - y));
    return nearest - 0.01 * hypot(x - middle[0], y - middle[1]);
}

static int deepest(const struct pieces *p, int number)
{
    int cells = p->shares->columns * p->shares->rows, best = -1, count = 0;
    double middle[2] = {0}, depth = -INFINITY;
    for (int i = 0; i < cells; i++) {
        bool is = p->piece[i] == number;
        count += is;
        middle[0] += is ? i % p->shares->columns : 0;
        middle[1] += is ? i / p->shares->columns : 0;
    }
    middle[0] /= count > 0 ? count : 1;
    middle[1] /= count > 0 ? count : 1;
    for (int i = 0; i < cells; i++) {
        double at = p->piece[i] == number ? depth_of(p, i, number, middle) : -INFINITY;
        if (at > depth) {
            depth = at;
            best = i;
        }
    }
    return best;
}

static bool is_covered(const struct pieces *p, int cell)
{
    return p->covered && p->covered[cell];
}

// The cell that the largest piece is deepest at, of those that are -1; -1: there is none.
static int deepest_of_largest(struct pieces *p)
{
    int cells = p->shares->columns * p->shares->rows, largest = 0, number = 0, pieces = 0;
    for (int i = 0; i < cells; i++) {
        int size = p->piece[i] == -1 ? fill(p, i, ++pieces) : 0;
        if (size > largest) {
            largest = size;
            number = pieces;
        }
    }
    return number ? deepest(p, number) : -1;
}

static int find_piece(struct pieces *p, int holders)
{
    int cells = p->shares->columns * p->shares->rows;
    for (int i = 0; i < cells; i++)
        p->piece[i] = !is_covered(p, i) && is_foremost(p->shares, holders, p->holder, i) ? -1 : 0;
    return deepest_of_largest(p);
}

// Where it holds nearly as much as anywhere: of many cells alike not the one in the corner.
static int find_most(struct pieces *p)
{
    const struct rmx_shares *shares = p->shares;
    int cells = shares->columns * shares->rows;
    float most = 0;
    for (int i = 0; i < cells; i++)
        most = is_covered(p, i) ? most : fmaxf(most, share_of(shares, p->holder, i));
    for (int i = 0; i < cells; i++) {
        bool is_most = most > 0 && share_of(shares, p->holder, i) >= 0.9f * most;
        p->piece[i] = is_most && !is_covered(p, i) ? -1 : 0;
    }
    return deepest_of_largest(p);
}

static int find_cell(struct pieces *p, int holders)
{
    int cell = find_piece(p, holders);
    if (cell < 0)
        cell = find_most(p);
    if (cell >= 0 || !p->covered)
        return cell;
    p->covered = NULL;
    return find_cell(p, holders);
}

bool rmx_largest_piece(const struct rmx_shares *shares, int holders, int holder,
                       const bool *covered, double *x, double *y)
{
    size_t cells = (size_t)(shares->columns * shares->rows);
    struct pieces p = {shares, holder, covered, calloc(cells + 1, sizeof(int)),
                       calloc(cells + 1, sizeof(int))};
    if (!p.piece || !p.queue)
        abort();
    int cell = find_cell(&p, holders);
    free(p.piece);
    free(p.queue);
    if (cell < 0)
        return false;
    // The last column and the upper row may be smaller.
    double left = RMX_CELL * (cell % shares->columns), low = RMX_CELL * (cell / shares->columns);
    *x = (left + fmin(RMX_CELL, shares->width - left) / 2) / shares->width;
    *y = (low + fmin(RMX_CELL, shares->height - low) / 2) / shares->height;
    return true;
}
