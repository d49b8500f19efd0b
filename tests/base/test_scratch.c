// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of programs that were killed are removed by the next one, and no others.
#include "support/scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

// Of a process of its own, which has written into it.
struct folder {
    pid_t process;
    char path[256];
};

static struct folder make(const char *name, bool exits)
{
    struct folder folder = {0};
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    folder.process = fork();
    if (folder.process == 0) {
        const char *path = test_scratch(name);
        if (!path || chdir(path) != 0 || mkdir("deep", 0700) != 0 || creat("deep/file", 0600) < 0 ||
            write(ends[1], path, strlen(path)) < 0)
            _exit(1);
        if (exits)
            exit(0);
        pause();
    }
    assert_true(read(ends[0], folder.path, sizeof(folder.path) - 1) > 0);
    close(ends[0]);
    close(ends[1]);
    return folder;
}

static void end(struct folder *folder, int signal)
{
    if (signal)
        kill(folder->process, signal);
    assert_int_equal(waitpid(folder->process, NULL, 0), folder->process);
}

static void age(const struct folder *folder)
{
    const struct timespec past[2] = {{.tv_sec = time(NULL) - 120}, {.tv_sec = time(NULL) - 120}};
    assert_int_equal(utimensat(AT_FDCWD, folder->path, past, 0), 0);
}

static bool is_there(const struct folder *folder)
{
    return access(folder->path, F_OK) == 0;
}

static void it_goes_with_its_program(void **state)
{
    (void)state;
    struct folder folder = make("exits", true);
    end(&folder, 0);
    assert_false(is_there(&folder));
}

static void what_was_killed_leaves_it_to_the_next(void **state)
{
    (void)state;
    static const struct {
        const char *law, *name;
        bool is_killed, is_old, stays;
    } rows[] = {
        {"of one that was killed", "scratch", true, true, false},
        {"of one that runs", "scratch", false, true, true},
        {"a young one, which may not be held yet", "scratch", true, false, true},
        {"of another name", "scratches", true, true, true},
    };
    struct folder all[sizeof(rows) / sizeof(*rows)];
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        all[i] = make(rows[i].name, false);
        if (rows[i].is_killed)
            end(&all[i], SIGKILL);
        assert_true(is_there(&all[i]));
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].is_old)
            age(&all[i]);
    struct folder next = make("scratch", true);
    end(&next, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (is_there(&all[i]) != rows[i].stays)
            fail_msg("%s: it %s", rows[i].law, rows[i].stays ? "is gone" : "is there");
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (!rows[i].is_killed)
            end(&all[i], SIGKILL);
        if (is_there(&all[i]))
            age(&all[i]);
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        next = make(rows[i].name, true); // nothing is left behind
        end(&next, 0);
        assert_false(is_there(&all[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_with_its_program),
        cmocka_unit_test(what_was_killed_leaves_it_to_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
