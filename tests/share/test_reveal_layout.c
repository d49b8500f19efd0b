// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of labels: none covers another, all are on the canvas; and of what they point at.
#include "share/reveal_layout.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 40, TRIES = 400 };

static double random_between(double least, double most)
{
    return least + (most - least) * ((double)rand() / RAND_MAX);
}

struct trial {
    struct rmx_spots_params params;
    struct rmx_box taken[4];
    struct rmx_spot spots[MOST];
    int count;
};

static struct rmx_box random_box(const struct rmx_spots_params *params, double most)
{
    double width = random_between(1, most * params->width);
    double height = random_between(1, most * params->height);
    return (struct rmx_box){random_between(0, params->width - width),
                            random_between(0, params->height - height), width, height};
}

static void fill(struct trial *trial)
{
    *trial = (struct trial){.count = 1 + rand() % MOST};
    trial->params = (struct rmx_spots_params){.width = random_between(20, 4000),
                                              .height = random_between(20, 3000),
                                              .gap = random_between(0, 8),
                                              .taken_count = rand() % 5};
    for (int i = 0; i < trial->params.taken_count; i++)
        trial->taken[i] = random_box(&trial->params, 0.5);
    for (int i = 0; i < trial->count; i++) {
        struct rmx_spot *spot = &trial->spots[i];
        spot->x = random_between(0, trial->params.width);
        spot->y = random_between(0, trial->params.height);
        spot->box = random_box(&trial->params, 0.3);
        spot->less[0] = rand() % 2 ? spot->box.width : 0;
        spot->less[1] = spot->box.height / 2;
    }
    trial->params.taken = trial->taken;
}

static bool is_on_canvas(const struct trial *trial, const struct rmx_box *box)
{
    return box->x >= 0 && box->y >= 0 && box->x + box->width <= trial->params.width &&
           box->y + box->height <= trial->params.height;
}

static bool is_strictly_in(const struct rmx_box *box, double x, double y)
{
    return x > box->x && x < box->x + box->width && y > box->y && y < box->y + box->height;
}

// A line is walked in steps.
static bool leads_through(const struct rmx_spot *spot, const struct rmx_box *box)
{
    enum { STEPS = 200 };
    double x, y;
    rmx_spot_foot(spot, &x, &y);
    for (int i = 1; i < STEPS; i++)
        if (is_strictly_in(box, spot->x + (x - spot->x) * i / STEPS,
                           spot->y + (y - spot->y) * i / STEPS))
            return true;
    return false;
}

static void check_line(const struct trial *trial, int number, int which)
{
    const struct rmx_spot *spot = &trial->spots[which];
    for (int i = 0; i < trial->count; i++)
        if (i != which && trial->spots[i].is_placed && leads_through(spot, &trial->spots[i].box))
            fail_msg("trial %d: the line of label %d leads below label %d", number, which, i);
    for (int i = 0; i < trial->params.taken_count; i++)
        if (!is_strictly_in(&trial->taken[i], spot->x, spot->y) &&
            leads_through(spot, &trial->taken[i]))
            fail_msg("trial %d: the line of label %d leads across what is taken", number, which);
}

static void check(const struct trial *trial, int number)
{
    for (int i = 0; i < trial->count; i++) {
        const struct rmx_box *box = &trial->spots[i].box;
        if (!trial->spots[i].is_placed)
            continue;
        if (!is_on_canvas(trial, box))
            fail_msg("trial %d: label %d leaves the canvas", number, i);
        for (int k = 0; k < i; k++)
            if (trial->spots[k].is_placed && rmx_boxes_meet(box, &trial->spots[k].box))
                fail_msg("trial %d: labels %d and %d meet", number, i, k);
        for (int k = 0; k < trial->params.taken_count; k++)
            if (rmx_boxes_meet(box, &trial->taken[k]))
                fail_msg("trial %d: label %d covers what is taken", number, i);
        check_line(trial, number, i);
    }
}

static void labels_never_meet_and_stay_on_the_canvas(void **state)
{
    (void)state;
    int placed = 0, all = 0;
    srand(1);
    for (int i = 0; i < TRIES; i++) {
        struct trial trial;
        fill(&trial);
        rmx_place_spots(&trial.params, trial.spots, trial.count);
        check(&trial, i);
        for (int k = 0; k < trial.count; k++)
            placed += trial.spots[k].is_placed;
        all += trial.count;
    }
    assert_true(placed > all / 4); // boxes of up to a third of the canvas
}

static void the_same_labels_stand_in_the_same_places(void **state)
{
    (void)state;
    struct trial first, again;
    srand(2);
    fill(&first);
    again = first;
    again.params.taken = again.taken;
    rmx_place_spots(&first.params, first.spots, first.count);
    rmx_place_spots(&again.params, again.spots, again.count);
    assert_memory_equal(first.spots, again.spots, sizeof(first.spots));
}

// A canvas of 200 x 100, a label of 30 x 10 for one point: where its place must and must not be.
static const struct {
    const char *law;
    double x, y;
    struct rmx_box taken;
    bool is_placed;
    double farthest; // of the label's edge from the point
} lone[] = {
    {"a label stands beside its point", 100, 50, {0, 0, 0, 0}, true, 12},
    {"at an edge as well", 199, 1, {0, 0, 0, 0}, true, 12},
    {"beyond what is taken", 100, 50, {80, 30, 40, 40}, true, 45},
    {"without room it is not placed", 100, 50, {0, 0, 200, 100}, false, 0},
};

static void a_label_stands_by_its_point(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lone) / sizeof(*lone); i++) {
        const struct rmx_spots_params params = {.width = 200,
                                                .height = 100,
                                                .gap = 2,
                                                .taken = &lone[i].taken,
                                                .taken_count = lone[i].taken.width > 0};
        struct rmx_spot spot = {.x = lone[i].x, .y = lone[i].y, .box = {0, 0, 30, 10}};
        double x, y;
        rmx_place_spots(&params, &spot, 1);
        rmx_spot_foot(&spot, &x, &y);
        if (spot.is_placed != lone[i].is_placed ||
            (spot.is_placed && hypot(x - spot.x, y - spot.y) > lone[i].farthest))
            fail_msg("%s: %s at %g %g", lone[i].law, spot.is_placed ? "placed" : "not placed",
                     spot.box.x, spot.box.y);
    }
}

static void a_label_leaves_another_point_free(void **state)
{
    (void)state;
    const struct rmx_spots_params params = {.width = 200, .height = 100, .gap = 2};
    struct rmx_spot spots[2] = {{.x = 100, .y = 50, .box = {0, 0, 30, 10}},
                                {.x = 120, .y = 52, .box = {0, 0, 30, 10}}};
    rmx_place_spots(&params, spots, 2);
    for (int i = 0; i < 2; i++) {
        const struct rmx_box point = {spots[1 - i].x, spots[1 - i].y, 0.1, 0.1};
        assert_true(spots[i].is_placed);
        assert_false(rmx_boxes_meet(&spots[i].box, &point));
    }
}

static double side_of(const struct rmx_spot *line, double x, double y)
{
    double foot_x, foot_y;
    rmx_spot_foot(line, &foot_x, &foot_y);
    return (foot_x - line->x) * (y - line->y) - (foot_y - line->y) * (x - line->x);
}

// The ends of each lie on the two sides of the other.
static bool is_across(const struct rmx_spot *one, const struct rmx_spot *other)
{
    double x, y, to_x, to_y;
    rmx_spot_foot(one, &x, &y);
    rmx_spot_foot(other, &to_x, &to_y);
    return side_of(one, other->x, other->y) * side_of(one, to_x, to_y) < 0 &&
           side_of(other, one->x, one->y) * side_of(other, x, y) < 0;
}

static bool are_apart(const struct rmx_spot *spots, int count, double least)
{
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            if (hypot(spots[i].x - spots[k].x, spots[i].y - spots[k].y) < least)
                return false;
    return true;
}

static int crossings(const struct rmx_spot *spots, int count)
{
    int crossed = 0;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++) {
            const struct rmx_box point = {spots[k].x - 1, spots[k].y - 1, 2, 2};
            crossed +=
                i != k && (leads_through(&spots[i], &point) || is_across(&spots[i], &spots[k]));
        }
    return crossed;
}

// The way out is a corridor, and the second point lies in its middle.
static void a_line_leads_around_a_point(void **state)
{
    (void)state;
    const struct rmx_box walls[2] = {{0, 64, 35, 36}, {0, 0, 35, 36}};
    const struct rmx_spots_params params = {
        .width = 200, .height = 100, .gap = 2, .taken = walls, .taken_count = 2};
    struct rmx_spot spots[2] = {{.x = 20, .y = 50, .box = {0, 0, 10, 30}},
                                {.x = 30, .y = 50, .box = {0, 0, 10, 30}}};
    const struct rmx_box point = {29, 49, 2, 2};
    rmx_place_spots(&params, spots, 2);
    assert_true(spots[0].is_placed);
    assert_false(leads_through(&spots[0], &point));
}

// A few points near each other, but not on each other: hardly ever is there no way out.
static void lines_hardly_ever_cross(void **state)
{
    (void)state;
    enum { POINTS = 4 };
    const struct rmx_spots_params params = {.width = 600, .height = 400, .gap = 6};
    int crossed = 0;
    srand(3);
    for (int i = 0; i < TRIES; i++) {
        struct rmx_spot spots[POINTS];
        do {
            for (int k = 0; k < POINTS; k++)
                spots[k] = (struct rmx_spot){.x = random_between(270, 330),
                                             .y = random_between(170, 230),
                                             .box = {0, 0, 60, 12}};
        } while (!are_apart(spots, POINTS, 1.5 * params.gap));
        rmx_place_spots(&params, spots, POINTS);
        for (int k = 0; k < POINTS; k++)
            assert_true(spots[k].is_placed);
        crossed += crossings(spots, POINTS);
    }
    assert_true(crossed < TRIES / 20);
}

static void what_tells_less_needs_less_room(void **state)
{
    (void)state;
    const struct rmx_spots_params params = {.width = 60, .height = 40, .gap = 1};
    struct rmx_spot spot = {.x = 30, .y = 20, .box = {0, 0, 100, 10}, .less = {20, 10}};
    rmx_place_spots(&params, &spot, 1);
    assert_true(spot.is_placed && spot.tells_less);
    assert_true(spot.box.width == 20);
}

// Cells as letters, the upper row first: who holds them. '*': all hold the same; '+': B more than
// A.
static const struct {
    const char *law, *cells, *covered;
    int holder, column, row; // from the lower left; -1: it holds nothing
} pieces[] = {
    {"the middle of all it holds", "AAA AAA AAA", "", 0, 1, 1},
    {"of the larger piece", "AB...... ..BAAAAA ..BAAAAA ..BAAAAA", "", 0, 5, 1},
    {"a corner does not join", "A...... .AAA.AA .AAA... .AAA...", "", 0, 2, 1},
    {"on a ring, not in its middle", "AAAAA AAAAA AABAA AAAAA AAAAA", "", 1, 2, 2},
    {"one cell is a piece", "..... ..A..", "", 0, 2, 0},
    {"what is nowhere to be seen has none", "BBB BBB", "", 0, -1, -1},
    {"what shares all cells points at one of them", "***", "", 0, 1, 0},
    {"of what shares all cells with more than it, the middle", "+++ +++ +++", "", 0, 1, 1},
    {"not below a panel", "AAA...AAAAA", "......xxxxx", 0, 1, 0},
    {"below a panel where all of it is", "AAA...", "xxx...", 0, 1, 0},
};

static float share_in(char cell, int holder)
{
    switch (cell) {
    case '*': return 0.4f;
    case '+': return holder == 1 ? 0.5f : 0.3f;
    default: return (float)(cell == 'A' + holder);
    }
}

static void parse(const char *text, struct rmx_shares *shares, bool *covered, const char *below)
{
    int columns = (int)strcspn(text, " "), rows = ((int)strlen(text) + 1) / (columns + 1);
    shares->columns = columns;
    shares->rows = rows;
    shares->width = columns * RMX_CELL;
    shares->height = rows * RMX_CELL;
    shares->cells = calloc((size_t)(3 * columns * rows), sizeof(float));
    assert_non_null(shares->cells);
    for (int i = 0; i < columns * rows; i++) {
        int at = (rows - 1 - i / columns) * (columns + 1) + i % columns;
        for (int h = 0; h < 2; h++)
            shares->cells[h * columns * rows + i] = share_in(text[at], h);
        shares->cells[2 * columns * rows + i] = text[at] == '*' ? 0.2f : (float)(text[at] == '.');
        covered[i] = *below && below[at] == 'x';
    }
}

static void labels_point_at_the_largest_piece(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        struct rmx_shares shares = {0};
        bool covered[64];
        double x = -1, y = -1;
        parse(pieces[i].cells, &shares, covered, pieces[i].covered);
        bool found = rmx_largest_piece(&shares, 3, pieces[i].holder, covered, &x, &y);
        int column = found ? (int)(x * shares.columns) : -1;
        int row = found ? (int)(y * shares.rows) : -1;
        free(shares.cells);
        if (column != pieces[i].column || row != pieces[i].row)
            fail_msg("%s: it points at column %d of row %d", pieces[i].law, column, row);
    }
}

static void cells_below_panels_are_known(void **state)
{
    (void)state;
    const struct rmx_shares shares = {.columns = 4, .rows = 2, .width = 32, .height = 16};
    const struct rmx_box panel = {0, 0, 60, 40};
    const struct rmx_spots_params params = {
        .width = 160, .height = 80, .taken = &panel, .taken_count = 1};
    bool covered[8];
    rmx_cells_below(&shares, &params, covered);
    const bool wanted[8] = {true, true, false, false};
    assert_memory_equal(covered, wanted, sizeof(wanted));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_never_meet_and_stay_on_the_canvas),
        cmocka_unit_test(the_same_labels_stand_in_the_same_places),
        cmocka_unit_test(a_label_stands_by_its_point),
        cmocka_unit_test(a_label_leaves_another_point_free),
        cmocka_unit_test(a_line_leads_around_a_point),
        cmocka_unit_test(lines_hardly_ever_cross),
        cmocka_unit_test(what_tells_less_needs_less_room),
        cmocka_unit_test(labels_point_at_the_largest_piece),
        cmocka_unit_test(cells_below_panels_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
