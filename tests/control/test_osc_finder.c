// SPDX-License-Identifier: GPL-3.0-or-later
// OSC and a name server that takes its time: nobody waits for it.
#include "control/osc.h"

#include "base/clock.h"

#include <dirent.h>
#include <dlfcn.h>
#include <netdb.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 20000 };

static atomic_int asked, answers; // of slow.invalid, and of no.such.invalid

// In place of the system's.
int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    int (*of_the_system)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&of_the_system = dlsym(RTLD_NEXT, "getaddrinfo");
    if (hints->ai_flags & AI_NUMERICHOST)
        return of_the_system(host, service, hints, found);
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    for (asked++; !answers && rmx_clock_ms() < until_ms;)
        usleep(500);
    return strcmp(host, "slow.invalid") == 0 ? of_the_system("127.0.0.1", service, hints, found)
                                             : EAI_NONAME;
}

static int count_in(const char *folder)
{
    DIR *open = opendir(folder);
    int count = 0;
    while (readdir(open))
        count++;
    closedir(open);
    return count;
}

static void until_asked(void)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (!asked && rmx_clock_ms() < until_ms)
        usleep(500);
    assert_int_equal(asked, 1);
}

static void until_threads(int count)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (count_in("/proc/self/task") != count && rmx_clock_ms() < until_ms)
        usleep(500);
    assert_int_equal(count_in("/proc/self/task"), count);
}

static struct rmx_osc *create(const struct rmx_osc_params *params)
{
    char why[256];
    asked = 0;
    answers = 0;
    return rmx_osc_create(params, why, sizeof(why));
}

// Whether it finds the host afterwards or not: nothing is left of it.
static void the_end_does_not_wait(void **state)
{
    (void)state;
    static const char *const hosts[] = {"slow.invalid:9", "no.such.invalid:9"};
    for (int i = 0; i < 2; i++) {
        int threads = count_in("/proc/self/task"), files = count_in("/proc/self/fd");
        struct rmx_osc *osc = create(&(struct rmx_osc_params){.to = hosts[i]});
        assert_non_null(osc);
        until_asked();
        double from_ms = rmx_clock_ms();
        rmx_osc_destroy(osc);
        assert_true(rmx_clock_ms() - from_ms < PATIENCE_MS / 2);
        answers = 1;
        until_threads(threads);
        assert_int_equal(count_in("/proc/self/fd"), files);
    }
}

static void one_that_is_found_late_listens(void **state)
{
    (void)state;
    struct rmx_osc *osc = create(&(struct rmx_osc_params){.to = "slow.invalid:9"});
    until_asked();
    assert_int_equal(rmx_osc_counts(osc).listeners, 0);
    answers = 1;
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (!rmx_osc_counts(osc).listeners && rmx_clock_ms() < until_ms)
        usleep(500);
    assert_int_equal(rmx_osc_counts(osc).listeners, 1);
    rmx_osc_destroy(osc);
}

static void no_name_is_asked_for_to_listen(void **state)
{
    (void)state;
    assert_null(create(&(struct rmx_osc_params){.listen = "slow.invalid"}));
    assert_int_equal(asked, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_does_not_wait),
        cmocka_unit_test(one_that_is_found_late_listens),
        cmocka_unit_test(no_name_is_asked_for_to_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
