// SPDX-License-Identifier: GPL-3.0-or-later
// A clock of the day that is set while bundles wait: each acts after the time that it had left.
#include "control/osc.h"

#include "base/clock.h"
#include "control/osc_later.h"
#include "control/osc_message.h"
#include "support/osc_peer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 5000 };

static atomic_int clock_shift_s, came;
static _Atomic double came_ms;

// The clock of the day, as somebody has set it.
int clock_gettime(clockid_t clock, struct timespec *now)
{
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (clock == CLOCK_REALTIME)
        now->tv_sec += clock_shift_s;
    return result;
}

static void set(void *data, const char *name, double value, double over_s)
{
    (void)data;
    (void)name;
    (void)value;
    (void)over_s;
    came_ms = rmx_clock_ms();
    came++;
}

static void wait_for(int count)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (came < count && rmx_clock_ms() < until_ms)
        usleep(500);
    assert_int_equal(came, count);
}

// A bundle of /a, due so many seconds from now.
static void send_later(int file, double seconds)
{
    unsigned char bytes[64] = "#bundle";
    uint64_t due = rmx_osc_now() + (uint64_t)(seconds * 4294967296.0);
    for (int i = 0; i < 8; i++)
        bytes[8 + i] = (unsigned char)(due >> (56 - 8 * i));
    size_t size = rmx_osc_write(bytes + 20, sizeof(bytes) - 20, "/a", 1);
    bytes[19] = (unsigned char)size;
    assert_true(send(file, bytes, 20 + size, 0) == (ssize_t)(20 + size));
}

// Until all that was sent has been taken.
static void catch_up(int file, int count)
{
    osc_peer_send(file, "/a", 1);
    wait_for(count);
}

static void a_clock_that_is_set_moves_nothing(void **state)
{
    (void)state;
    char why[256];
    const struct rmx_osc_target target = {.address = "/a", .name = "a", .verb = -1};
    struct rmx_osc *osc =
        rmx_osc_create(&(struct rmx_osc_params){.set = set}, why, (int)sizeof(why));
    assert_non_null(osc);
    rmx_osc_set_targets(osc, &target, 1);
    int file = osc_peer_connect(AF_INET, "127.0.0.1", rmx_osc_port(osc));
    double sent_ms = rmx_clock_ms();
    send_later(file, 0.6);
    send_later(file, 3000);
    catch_up(file, 1);
    clock_shift_s = -3600;
    wait_for(2);
    assert_true(came_ms >= sent_ms + 590);
    clock_shift_s = 3600;
    catch_up(file, 3);
    usleep(50000);
    assert_int_equal(came, 3); // the other one waits
    close(file);
    rmx_osc_destroy(osc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_clock_that_is_set_moves_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
