// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of OSC packets that come by another way than UDP.
#include "control/osc_packets.h"

#include "base/clock.h"
#include "control/osc.h"
#include "control/osc_message.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PACKETS = 100000, PATIENCE_MS = 20000 };

static _Atomic double stands, in_s;
static atomic_int sets;

static void set(void *data, const char *name, double value, double over_s)
{
    (void)data;
    (void)name;
    stands = value;
    in_s = over_s;
    sets++;
}

static void press(void *data, int verb, double number)
{
    (void)data;
    (void)verb;
    (void)number;
}

static struct rmx_osc *create(void)
{
    static const struct rmx_osc_target target = {
        .address = "/fader", .name = "fader", .verb = -1, .glide_s = NAN};
    char why[256];
    struct rmx_osc *osc =
        rmx_osc_create(&(struct rmx_osc_params){.set = set, .press = press}, why, sizeof(why));
    assert_non_null(osc);
    rmx_osc_set_targets(osc, &target, 1);
    sets = 0;
    return osc;
}

static void until_sets(int count)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (sets < count && rmx_clock_ms() < until_ms)
        usleep(500);
    assert_int_equal(sets, count);
}

static bool hand(struct rmx_osc *osc, const char *address, double number)
{
    unsigned char bytes[64];
    return rmx_osc_take(osc, bytes, rmx_osc_write(bytes, sizeof(bytes), address, number));
}

static void they_are_acted_on(void **state)
{
    (void)state;
    static const unsigned char glide[] = "/fad*\0\0\0,ff\0\x3F\x80\0\0\x40\0\0"; // 1 2
    static const unsigned char question[] = "/fader\0\0,\0\0";
    struct rmx_osc *osc = create();
    rmx_osc_tell(osc, "fader", 0.5);
    assert_true(rmx_osc_take(osc, question, sizeof(question))); // whose answer nobody hears
    assert_true(rmx_osc_take(osc, "garbage", 7));
    assert_true(hand(osc, "/remontage/subscribe", 1)); // nobody listens
    assert_true(rmx_osc_take(osc, glide, sizeof(glide)));
    until_sets(1);
    assert_true(stands == 1 && in_s == 2);
    assert_int_equal(rmx_osc_counts(osc).listeners, 0);
    assert_int_equal(rmx_osc_counts(osc).broken, 1);
    rmx_osc_destroy(osc);
}

// Whoever hands them in faster than they are taken waits, so that none is lost.
static void a_burst_loses_none(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    for (int i = 1; i <= PACKETS; i++)
        assert_true(hand(osc, "/fader", i));
    until_sets(PACKETS);
    assert_true(stands == PACKETS);
    rmx_osc_destroy(osc);
}

static void they_wait_in_order_and_bounded(void **state)
{
    (void)state;
    enum { ROOM = 1024 };
    struct rmx_osc_packets *packets = rmx_osc_packets_create();
    for (int i = 0; i < ROOM; i++)
        assert_true(rmx_osc_packets_put(packets, &i, sizeof(i)));
    double from_ms = rmx_clock_ms();
    assert_false(rmx_osc_packets_put(packets, "more", 4));
    assert_true(rmx_clock_ms() - from_ms >= 99);
    for (int i = 0; i < ROOM; i++) {
        size_t size;
        int *packet = rmx_osc_packets_take(packets, &size);
        assert_true(packet && size == sizeof(i) && *packet == i);
        free(packet);
    }
    size_t size;
    assert_null(rmx_osc_packets_take(packets, &size));
    rmx_osc_packets_destroy(packets);
}

static void bytes_are_bounded_too(void **state)
{
    (void)state;
    static char large[RMX_OSC_LARGEST];
    struct rmx_osc_packets *packets = rmx_osc_packets_create();
    int count = 0;
    while (count < 1024 && rmx_osc_packets_put(packets, large, sizeof(large)))
        count++;
    assert_int_equal(count, (4 << 20) / RMX_OSC_LARGEST);
    rmx_osc_packets_destroy(packets); // with what waits
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_acted_on),
        cmocka_unit_test(a_burst_loses_none),
        cmocka_unit_test(they_wait_in_order_and_bounded),
        cmocka_unit_test(bytes_are_bounded_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
