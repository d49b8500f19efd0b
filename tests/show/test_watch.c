// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of watching files: what is done to them in a shell, and whether it counts.
#include "show/watch.h"

#include "base/clock.h"
#include "support/cli.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { MOST_TRIES = 1000000 };

static char folder[512];

// Each begins with a.yaml ("one"), b.png ("two") and part/c.fs ("three"), all of them watched; in
// `shaders` every effect file counts, and mine.fs stands there; in `album` everything, and p.png.
static const struct {
    const char *law, *command;
    bool counts;
} laws[] = {
    {"written in place", "echo 1 > a.yaml", true},
    {"truncated and written", ": > a.yaml; echo 1 >> a.yaml", true},
    {"a rename onto it", "echo 1 > x; mv x a.yaml", true},
    {"sed -i", "sed -i s/one/two/ a.yaml", true},
    {"moved away, a new one written", "mv a.yaml a.yaml~; echo 1 > a.yaml", true},
    {"a hard link onto it", "echo 1 > x; ln -f x a.yaml", true},
    {"a symbolic one", "echo 1 > x; ln -sf x a.yaml", true},
    {"deleted", "rm a.yaml", true},
    {"deleted and brought back, other", "rm a.yaml; echo 1 > a.yaml", true},
    {"deleted and brought back, the same", "rm a.yaml; printf one > a.yaml", false},
    {"the second file", "echo 1 > b.png", true},
    {"one in a folder below", "echo 1 > part/c.fs", true},
    {"its folder moved away", "mv part gone", true},
    {"its folder moved away and back", "mv part gone; mv gone part", false},
    {"another folder in its place", "mv part gone; mkdir part; echo 1 > part/c.fs", true},
    {"only touched", "touch a.yaml b.png part/c.fs", false},
    {"the same bytes written", "printf one > a.yaml", false},
    {"the same bytes by a rename", "printf one > x; mv x a.yaml", false},
    {"rights that change", "chmod 640 a.yaml", false},
    {"a file that nobody asked for", "echo 1 > other.yaml", false},
    {"an editor's own", "echo 1 > .a.yaml.swp; rm .a.yaml.swp", false},
    {"a new effect", "echo 1 > shaders/new.fs", true},
    {"an effect that goes", "rm shaders/mine.fs", true},
    {"another kind of effect", "echo 1 > shaders/new.glsl", true},
    {"what is no effect", "echo 1 > shaders/notes.txt", false},
    {"a picture comes to an album", "echo 1 > album/q.png", true},
    {"a picture leaves it", "rm album/p.png", true},
    {"a file that was not there", "echo 1 > later.yaml", true},
    {"in a folder that was not there", "mkdir new; echo 1 > new/d.yaml", true},
};

static double wall_clock_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct rmx_watch *begin(void)
{
    static const char *const files[] = {"a.yaml", "b.png", "part/c.fs", "later.yaml", "new/d.yaml"};
    static const char *const folders[] = {"shaders"}, *const albums[] = {"album"};
    const struct rmx_watch_list list = {.files = files,
                                        .file_count = 5,
                                        .folders = folders,
                                        .folder_count = 1,
                                        .albums = albums,
                                        .album_count = 1};
    test_cli_run("rm -rf * .a*; mkdir part shaders album; printf five > album/p.png; printf one > "
                 "a.yaml; printf two > b.png;"
                 "printf three > part/c.fs; printf four > shaders/mine.fs");
    struct rmx_watch *watch = rmx_watch_create();
    rmx_watch_set(watch, &list, wall_clock_s() + 0.001);
    return watch;
}

// What is written from now on has another time than what `begin` wrote.
static void until_times_differ(void)
{
    struct stat then, now = {0};
    assert_int_equal(stat("shaders/mine.fs", &then), 0);
    for (int i = 0; i < MOST_TRIES; i++) {
        test_cli_text("clock", "tick");
        assert_int_equal(stat("clock", &now), 0);
        assert_int_equal(unlink("clock"), 0);
        if (now.st_ctim.tv_sec != then.st_ctim.tv_sec ||
            now.st_ctim.tv_nsec != then.st_ctim.tv_nsec)
            return;
    }
    fail_msg("the file system's clock stands");
}

// As the loader does it: events, a moment of quiet; `looks`: and once a second, a look.
static bool ask(struct rmx_watch *watch, bool looks)
{
    bool suspected = false;
    struct pollfd events = {.fd = rmx_watch_descriptor(watch), .events = POLLIN};
    while (poll(&events, 1, 20) > 0)
        suspected |= rmx_watch_take(watch);
    if (looks)
        suspected |= rmx_watch_look(watch);
    return suspected && rmx_watch_settle(watch);
}

static void test_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_watch *watch = begin();
        until_times_differ();
        assert_int_equal(test_cli_run(laws[i].command).code, 0);
        bool counts = ask(watch, true);
        if (counts != laws[i].counts)
            fail_msg("%s %s", laws[i].law, counts ? "counts" : "does not count");
        if (ask(watch, true))
            fail_msg("%s counts twice", laws[i].law);
        rmx_watch_destroy(watch);
    }
}

// What an editor does is seen at once; looking is for folders that come and go.
static void test_at_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < 7; i++) {
        struct rmx_watch *watch = begin();
        test_cli_run(laws[i].command);
        if (!ask(watch, false))
            fail_msg("%s is not seen at once", laws[i].law);
        rmx_watch_destroy(watch);
    }
}

// A file that changed while it was being read is read again.
static void test_since(void **state)
{
    (void)state;
    static const char *const files[] = {"a.yaml"};
    const struct rmx_watch_list list = {.files = files, .file_count = 1};
    rmx_watch_destroy(begin());
    struct rmx_watch *watch = rmx_watch_create();
    double since_s = wall_clock_s() - 0.01;
    test_cli_run("echo 1 > a.yaml");
    rmx_watch_set(watch, &list, since_s);
    assert_true(ask(watch, true));
    assert_false(ask(watch, true));
    rmx_watch_destroy(watch);
    rmx_watch_destroy(NULL);
}

// Even with the bytes that it had: half of them may have been read.
static void test_the_same_again(void **state)
{
    (void)state;
    static const char *const files[] = {"a.yaml", "b.png"};
    const struct rmx_watch_list list = {.files = files, .file_count = 2};
    struct rmx_watch *watch = begin();
    until_times_differ();
    test_cli_run("echo 1 > b.png");
    assert_true(ask(watch, true));
    test_cli_run(": > a.yaml"); // the load for b.png reads it now
    test_cli_run("printf one > a.yaml");
    rmx_watch_set(watch, &list, wall_clock_s());
    assert_true(ask(watch, true));
    rmx_watch_set(watch, &list, wall_clock_s());
    assert_false(ask(watch, true));
    rmx_watch_destroy(watch);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin() || !getcwd(folder, sizeof(folder)))
        return -1;
    return chdir(test_cli_path("."));
}

static int tear_down(void **state)
{
    (void)state;
    int status = chdir(folder);
    test_cli_end();
    return status;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ways), cmocka_unit_test(test_at_once),
                                       cmocka_unit_test(test_since),
                                       cmocka_unit_test(test_the_same_again)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
