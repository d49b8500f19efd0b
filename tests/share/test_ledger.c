// SPDX-License-Identifier: GPL-3.0-or-later
// What a ledger says of spans whose shares are known.
#include "share/bands.h"
#include "support/made_shares.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST_FRAMES = 3 };

// One source, its share in each frame and how long that holds; the rest is the background's.
static const struct {
    const char *law;
    int frames;
    struct {
        double share, seconds;
    } at[MOST_FRAMES];
    double share, surface_seconds, visible_s, alone_s, largest;
    long long largest_frame;
} laws[] = {
    {"a still is its frame", 1, {{0.25, 0.5}}, 0.25, 0.125, 0.5, 0, 0.25, 0},
    {"a mean goes by time, not by frames", 2, {{1, 1}, {0, 3}}, 0.25, 1, 1, 1, 1, 0},
    {"below 1 % is not seen", 2, {{0.009, 1}, {0.011, 2}}, 0.031 / 3, 0.031, 2, 0, 0.011, 1},
    {"1 % itself is not above it", 1, {{0.01, 1}}, 0.01, 0.01, 0, 0, 0.01, 0},
    {"above 90 % is alone", 3, {{0.89, 1}, {0.91, 2}, {0.9, 4}}, 6.31 / 7, 6.31, 7, 2, 0.91, 1},
    {"of two largest the first", 3, {{0.2, 1}, {0.4, 1}, {0.4, 1}}, 1.0 / 3, 1, 3, 0, 0.4, 1},
    {"who holds nothing has a row of zeros", 2, {{0, 1}, {0, 1}}, 0, 0, 0, 0, 0, 0},
    {"who holds all is always alone", 2, {{1, 1}, {1, 1}}, 1, 2, 2, 2, 1, 0},
};

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void test_rows(void **state)
{
    (void)state;
    static const char *const names[] = {"plant"};
    int broken = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct made_shares made = made_create(names, 1);
        struct rmx_ledger *ledger = rmx_ledger_create(&made.holders);
        for (int k = 0; k < laws[i].frames; k++) {
            const double shares[] = {laws[i].at[k].share, 1 - laws[i].at[k].share, 0};
            rmx_ledger_add(ledger, made_frame(&made, k, shares), laws[i].at[k].seconds);
        }
        const struct rmx_ledger_row *row = &ledger->rows[0];
        double sum = ledger->rows[0].share + ledger->rows[1].share + ledger->rows[2].share;
        bool holds =
            is_near(row->share, laws[i].share) && is_near(row->middle, laws[i].share) &&
            is_near(row->surface_seconds, laws[i].surface_seconds) &&
            is_near(row->visible_s, laws[i].visible_s) && is_near(row->alone_s, laws[i].alone_s) &&
            is_near(row->largest, laws[i].largest) && row->largest_frame == laws[i].largest_frame &&
            is_near(sum, 1) && fabs(ledger->cells[0] - laws[i].share) < 1e-7 &&
            ledger->sample_count == laws[i].frames;
        if (!holds)
            print_error("%s: share %g, seen %g s, alone %g s, most %g at %lld, sum %g\n",
                        laws[i].law, row->share, row->visible_s, row->alone_s, row->largest,
                        row->largest_frame, sum);
        broken += !holds;
        rmx_ledger_destroy(ledger);
        made_destroy(&made);
    }
    assert_int_equal(broken, 0);
}

static void test_fragments_are_the_most_at_once(void **state)
{
    (void)state;
    static const char *const names[] = {"plant"};
    static const int counts[] = {3, 7, 5};
    const double shares[] = {1, 0, 0};
    struct made_shares made = made_create(names, 1);
    struct rmx_ledger *ledger = rmx_ledger_create(&made.holders);
    for (int k = 0; k < 3; k++) {
        struct rmx_shares *frame = made_frame(&made, k, shares);
        frame->fragments[0] = counts[k];
        rmx_ledger_add(ledger, frame, 1);
    }
    assert_int_equal(ledger->rows[0].fragments, 7);
    rmx_ledger_destroy(ledger);
    made_destroy(&made);
}

// --- Bands

enum { MANY = 300, FRAMES = 40 };

// Shares that jump about, and add up to 1.
static void jump(double *shares, int count, int frame)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += shares[i] = pow(0.5 + 0.5 * sin(frame * (1 + 0.37 * (i % 23)) + i), 8);
    for (int i = 0; i < count; i++)
        shares[i] /= sum;
}

static void test_bands_do_not_cross(void **state)
{
    (void)state;
    static char texts[MANY][16];
    static const char *names[MANY];
    static double shares[MANY + 2];
    for (int i = 0; i < MANY; i++) {
        snprintf(texts[i], sizeof(texts[i]), "s%d", i);
        names[i] = texts[i];
    }
    static const int counts[] = {3, 20, MANY};
    for (size_t c = 0; c < 3; c++) {
        struct made_shares made = made_create(names, counts[c]);
        struct rmx_ledger *ledger = rmx_ledger_create(&made.holders);
        for (int k = 0; k < FRAMES; k++) {
            jump(shares, made.holders.count, k);
            rmx_ledger_add(ledger, made_frame(&made, k, shares), 1.0 / 30);
        }
        struct rmx_bands bands = rmx_bands_create(made.arena, ledger);
        assert_in_range(bands.count, 3, RMX_BANDS_MOST);
        int holders = 0;
        for (int b = 0; b < bands.count; b++) {
            holders += bands.items[b].holders;
            for (int t = 0; t <= 1000; t++) {
                double thick = rmx_bands_edge(&bands, b, t / 1000.0) -
                               rmx_bands_edge(&bands, b - 1, t / 1000.0);
                assert_true(thick > -1e-9);
            }
        }
        assert_int_equal(holders, made.holders.count);
        for (int t = 0; t <= 1000; t++)
            assert_true(is_near(rmx_bands_edge(&bands, bands.count - 1, t / 1000.0), 1));
        rmx_ledger_destroy(ledger);
        made_destroy(&made);
    }
}

static void test_names_stand_within_their_bands(void **state)
{
    (void)state;
    static const char *const names[] = {"plant", "crowd", "speck"};
    struct made_shares made = made_create(names, 3);
    struct rmx_ledger *ledger = rmx_ledger_create(&made.holders);
    for (int k = 0; k < 2; k++) {
        const double shares[] = {k ? 0.9 : 0.1, k ? 0.097 : 0.897, 0.003, 0, 0};
        rmx_ledger_add(ledger, made_frame(&made, k, shares), 1);
    }
    struct rmx_bands bands = rmx_bands_create(made.arena, ledger);
    assert_int_equal(bands.count, 3);
    for (int b = 0; b < 3; b++) {
        struct rmx_band_label label = rmx_bands_label(&bands, b, 3, 900, 400);
        bool is_speck = bands.items[b].holder == 2;
        assert_true(is_speck == (label.size <= 0));
        if (is_speck)
            continue;
        assert_true(rmx_bands_edge(&bands, b, label.time) * 400 >
                    label.middle * 400 + label.size / 2);
        assert_true(rmx_bands_edge(&bands, b - 1, label.time) * 400 <
                    label.middle * 400 - label.size / 2);
    }
    rmx_ledger_destroy(ledger);
    made_destroy(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_fragments_are_the_most_at_once),
        cmocka_unit_test(test_bands_do_not_cross),
        cmocka_unit_test(test_names_stand_within_their_bands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
