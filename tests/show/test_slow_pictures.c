// SPDX-License-Identifier: GPL-3.0-or-later
// A picture that takes long to be saved: the old one stays until the new one is whole. In folders
// that tell of changes, and in those that do not: inotify is asked through a function of this file.
#include "base/clock.h"
#include "support/cli.h"
#include "support/live.h"

#include <dlfcn.h>
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cmocka.h>

static bool tells = true; // of changes
static const double old_grey = 51, new_grey = 204;
static int halves; // frames that showed neither

int inotify_init1(int flags)
{
    int (*real)(int flags) = *(int (**)(int)) & (void *){dlsym(RTLD_NEXT, "inotify_init1")};
    if (tells)
        return real(flags);
    errno = ENOSYS;
    return -1;
}

// $1 becomes p.png (or .jpg), about a megabyte each.
static const struct {
    const char *law, *command;
} ways[] = {
    {"copied", "cp $1 p.$2"},
    {"written beside and renamed", "cp $1 .p.x8Yz1; mv .p.x8Yz1 p.$2"},
    {"slowly, and held open", "{ part 0; sleep 1.2; part 1; sleep 1.2; part 2; } >p.$2"},
    {"in parts that are each closed",
     ": >p.$2; for i in 0 1 2; do sleep 0.4; part $i >>p.$2; done"},
};

static const char *const endings[] = {"png", "jpg"};

static void keep(const unsigned char *pixels, int width, int height)
{
    const unsigned char *low = pixels + 4 * (3 * width + width / 2);
    const unsigned char *high = pixels + 4 * ((height - 4) * width + width / 2);
    bool is_one = low[0] == high[0] && (fabs(low[0] - old_grey) < 3 || fabs(low[0] - new_grey) < 3);
    halves += !is_one && live_counts().swaps > 0;
}

static int count_errors(const char *words)
{
    int count = 0;
    for (const char *at = words; (at = strstr(at, ": error:")); at += 8)
        count++;
    return count;
}

// Noise in blue, which is not looked at, makes them large.
static void make_pictures(void)
{
    static const char command[] =
        "for e in png jpg; do for g in 51 204; do convert -size 1100x620 plasma:fractal -channel "
        "RG "
        "-evaluate set $((g * 100 / 255))% +channel -depth 8 -define png:compression-level=0 "
        "-quality 97 "
        "-sampling-factor 1x1 $g.$e || exit 1; done; done";
    if (test_cli_run(command).code != 0)
        fail_msg("ImageMagick makes no pictures");
}

static void save(const char *way, const char *ending)
{
    char command[700];
    snprintf(command, sizeof(command),
             "{ set -- 204.%s %s; s=$(($(stat -c %%s $1) / 3 + 1)); "
             "part() { tail -c +$(($1 * s + 1)) 204.%s | head -c $s; }; %s; } >/dev/null 2>&1 &",
             ending, ending, ending, way);
    assert_int_equal(test_cli_run(command).code, 0);
}

static bool is_new(void)
{
    return fabs(live_seen()->pixels[4 * (3 * live_seen()->width + 40)] - new_grey) < 3;
}

static void follow(const char *law, const char *way, const char *ending)
{
    char text[200];
    snprintf(text, sizeof(text), "cp 51.%s p.%s", ending, ending);
    assert_int_equal(test_cli_run(text).code, 0);
    snprintf(text, sizeof(text), "size: 160x90\nlayers: [{picture: ./p.%s}]\n", ending);
    test_cli_text("slow.yaml", text);
    halves = 0;
    assert_true(live_begin(&(struct live_params){.scene = "slow.yaml", .keep = keep}));
    assert_true(live_until_swap(1));
    live_forget_words();
    save(way, ending);
    double until_ms = rmx_clock_ms() + 40000;
    while (!is_new() && rmx_clock_ms() < until_ms)
        live_step();
    int errors = count_errors(live_seen()->words);
    bool is_there = is_new();
    if (!is_there || halves || errors > 1)
        print_error("%s, %s, %s: %s, %d frames with half of one, %d errors; said: %.300s\n", law,
                    ending, tells ? "told" : "looked for", is_there ? "there" : "not there", halves,
                    errors, live_seen()->words);
    live_end();
    assert_true(is_there && !halves && errors <= 1);
}

static void test_ways(void **state)
{
    (void)state;
    make_pictures();
    for (int k = 0; k < 2; k++) {
        tells = k == 0;
        for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
            for (int e = 0; e < 2; e++)
                if (i == 2 ? e == 0 || tells : e == 0 && (i == 0 || tells))
                    follow(ways[i].law, ways[i].command, endings[e]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ways)};
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
