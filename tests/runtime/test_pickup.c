// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of pickup: a fader that stands elsewhere takes its knob over without a jump.
#include "runtime/pickup.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST = 6 };
#define LEFT (-1.0) // something else moves the knob, to the number behind it
#define STAYS (-2.0)
#define END (-3.0)

static const struct {
    const char *law;
    enum rmx_pickup pickup;
    double knob, way[MOST], knobs[MOST];
} laws[] = {
    {"unsaid, it catches", RMX_PICKUP_UNSAID, 0.5, {0.2, 0.6, END}, {STAYS, 0.6}},
    {"one that is elsewhere moves nothing", RMX_PICKUP_CATCH, 0.5, {0.1, 0.2, END}, {STAYS, STAYS}},
    {"it reaches the knob from below",
     RMX_PICKUP_CATCH,
     0.5,
     {0.2, 0.5, 0.9, END},
     {STAYS, 0.5, 0.9}},
    {"it crosses the knob", RMX_PICKUP_CATCH, 0.5, {0.2, 0.7, 0.3, END}, {STAYS, 0.7, 0.3}},
    {"from above, too", RMX_PICKUP_CATCH, 0.5, {0.9, 0.4, END}, {STAYS, 0.4}},
    {"it stands there already", RMX_PICKUP_CATCH, 0.5, {0.503, 0.6, END}, {0.503, 0.6}},
    {"its first place crosses nothing", RMX_PICKUP_CATCH, 0.5, {0.9, END}, {STAYS}},
    {"a knob at its stop", RMX_PICKUP_CATCH, 1, {0.3, 1, 0.5, END}, {STAYS, 1, 0.5}},
    {"a knob that something else moved is caught again",
     RMX_PICKUP_CATCH,
     0.5,
     {0.5, LEFT, 0.4, 0.3, END},
     {0.5, 0.8, STAYS, STAYS}},
    {"and reached again",
     RMX_PICKUP_CATCH,
     0.5,
     {0.5, LEFT, 0.4, 0.9, END},
     {0.5, 0.8, STAYS, 0.9}},
    {"a jump", RMX_PICKUP_JUMP, 0.5, {0.1, 0.9, LEFT, 0.3, END}, {0.1, 0.9, 0.5, 0.3}},
    {"scaled: the first place moves nothing", RMX_PICKUP_SCALE, 0.5, {0.2, END}, {STAYS}},
    {"scaled: half of what is left is half of what is left",
     RMX_PICKUP_SCALE,
     0.5,
     {0.2, 0.6, END},
     {STAYS, 0.75}},
    {"scaled: down, too", RMX_PICKUP_SCALE, 0.5, {0.2, 0.1, END}, {STAYS, 0.25}},
    {"scaled: from the stop on they are one",
     RMX_PICKUP_SCALE,
     0.5,
     {0.2, 1, 0.4, 0.7, END},
     {STAYS, 1, 0.4, 0.7}},
    {"scaled: at the lower stop, too", RMX_PICKUP_SCALE, 0.5, {0.2, 0, 0.4, END}, {STAYS, 0, 0.4}},
    {"scaled: apart again", RMX_PICKUP_SCALE, 0.5, {0, LEFT, 0.5, END}, {0, 0.5, 0.75}},
};

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_pickup_state fader = rmx_pickup_begin();
        double knob = laws[i].knob;
        for (int k = 0; k < MOST && laws[i].way[k] != END; k++) {
            if (laws[i].way[k] == LEFT) {
                rmx_pickup_let_go(&fader);
                knob = laws[i].knobs[k];
                continue;
            }
            double to = rmx_pickup_move(&fader, laws[i].pickup, laws[i].way[k], knob);
            double wanted = laws[i].knobs[k] == STAYS ? NAN : laws[i].knobs[k];
            if (isnan(wanted) ? !isnan(to) : !(fabs(to - wanted) < 1e-9))
                fail_msg("%s: at step %d the knob goes to %g", laws[i].law, k, to);
            knob = isnan(to) ? knob : to;
        }
    }
}

// However a fader goes, no step of the knob is larger than the fader's own, but by a hair.
static void test_a_catch_never_jumps(void **state)
{
    (void)state;
    unsigned seed = 1;
    struct rmx_pickup_state fader = rmx_pickup_begin();
    double knob = 0.3, before = NAN;
    for (int i = 0; i < 100000; i++) {
        seed = seed * 1103515245u + 12345u;
        double at = (seed >> 16 & 127) / 127.0;
        double to = rmx_pickup_move(&fader, RMX_PICKUP_CATCH, at, knob);
        if (!isnan(to) && !isnan(before))
            assert_true(fabs(to - knob) <= fabs(at - before) + 1.0 / 127 + 1e-9);
        before = at;
        knob = isnan(to) ? knob : to;
        if (seed >> 24 == 7) { // an arrow key
            knob = (seed >> 8 & 127) / 127.0;
            rmx_pickup_let_go(&fader);
        }
        assert_true(knob >= 0 && knob <= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_a_catch_never_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
