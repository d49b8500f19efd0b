// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of Ableton Link between two that take part, on this machine's own network.
#include "control/link.h"

#include "base/clock.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 10000 };

static struct rmx_link *one, *other;

static bool have_met(void)
{
    return rmx_link_now(one).peers > 0 && rmx_link_now(other).peers > 0;
}

static bool agree_on(double bpm)
{
    return fabs(rmx_link_now(one).bpm - bpm) < 0.01 && fabs(rmx_link_now(other).bpm - bpm) < 0.01;
}

static double apart_ms(void)
{
    double worst = 0;
    for (int i = 0; i < 20; i++, usleep(5000)) {
        struct rmx_link_beat a = rmx_link_now(one), b = rmx_link_now(other);
        worst = fmax(worst, fabs(remainder(a.beat - b.beat, 4)) * 60000 / a.bpm);
    }
    return worst;
}

static bool meet(void)
{
    for (double until_ms = rmx_clock_ms() + PATIENCE_MS; rmx_clock_ms() < until_ms; usleep(10000))
        if (have_met())
            return true;
    return false;
}

static void two_have_one_tempo_and_one_beat(void **state)
{
    (void)state;
    char why[200];
    one = rmx_link_create(120, why, sizeof(why));
    if (!one) {
        assert_non_null(strstr(why, "REMONTAGE_LINK"));
        print_message("skipped: %s\n", why);
        skip();
    }
    other = rmx_link_create(90, why, sizeof(why));
    if (!meet()) {
        rmx_link_destroy(one);
        rmx_link_destroy(other);
        print_message("skipped: no network interface here takes multicast\n");
        skip();
    }
    static const double tempos[] = {131, 77.5};
    struct rmx_link *setters[] = {one, other};
    for (int i = 0; i < 2; i++) {
        rmx_link_set_bpm(setters[i], tempos[i]);
        for (int wait = 0; wait < 500 && !agree_on(tempos[i]); wait++)
            usleep(10000);
        assert_true(agree_on(tempos[i]));
        double apart = apart_ms();
        if (apart > 10)
            fail_msg("%g ms apart", apart);
    }
    rmx_link_destroy(other);
    for (int wait = 0; wait < 1000 && rmx_link_now(one).peers; wait++)
        usleep(10000);
    assert_int_equal(rmx_link_now(one).peers, 0);
    assert_true(fabs(rmx_link_now(one).bpm - 77.5) < 0.01);
    rmx_link_destroy(one);
    rmx_link_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_have_one_tempo_and_one_beat)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
