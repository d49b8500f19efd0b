// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of files that are written whole: what is left beside them, by whom, and with which rights.
#include "base/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/rmx_file_XXXXXX";

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static bool is_there(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

static void put(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static void assert_text(const char *path, const char *wanted)
{
    char text[64] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof(text) - 1, file) == strlen(wanted));
    fclose(file);
    assert_string_equal(text, wanted);
}

// A writer in a process of its own that has begun, and does not end by itself.
static pid_t begin_elsewhere(const char *path)
{
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    pid_t writer = fork();
    if (writer == 0) {
        struct rmx_arena *arena = rmx_arena_create();
        char *part = rmx_file_begin(arena, path);
        if (part && write(ends[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    close(ends[1]);
    assert_true(read(ends[0], &byte, 1) == 1);
    close(ends[0]);
    return writer;
}

static void kill_writer(pid_t writer)
{
    assert_int_equal(kill(writer, SIGKILL), 0);
    assert_int_equal(waitpid(writer, NULL, 0), writer);
}

static void test_rights_stay(void **state)
{
    static const mode_t modes[] = {0600, 0640, 0644, 0664, 0755, 0444};
    (void)state;
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        unlink("kept");
        put("kept", "before", modes[i]);
        assert_true(rmx_file_write("kept", "after", 5));
        assert_text("kept", "after");
        if (mode_of("kept") != modes[i])
            fail_msg("%o became %o", modes[i], mode_of("kept"));
        struct rmx_arena *arena = rmx_arena_create();
        char *part = rmx_file_begin(arena, "kept");
        assert_int_equal(mode_of(part), modes[i] | 0600);
        put(part, "by name", modes[i] | 0600);
        assert_true(rmx_file_commit(part, "kept"));
        assert_text("kept", "by name");
        assert_int_equal(mode_of("kept"), modes[i]);
        rmx_arena_destroy(arena);
    }
}

static void test_a_new_file_has_the_umasks(void **state)
{
    (void)state;
    mode_t before = umask(027);
    assert_true(rmx_file_write("new", "x", 1));
    assert_int_equal(mode_of("new"), 0640);
    umask(before);
}

static void test_what_killed_writers_leave_goes(void **state)
{
    (void)state;
    kill_writer(begin_elsewhere("killed"));
    assert_true(is_there("killed.rmx.part"));
    assert_false(is_there("killed"));
    assert_true(rmx_file_write("other", "x", 1));
    assert_true(is_there("killed.rmx.part"));
    assert_true(rmx_file_write("killed", "whole", 5));
    assert_false(is_there("killed.rmx.part"));
    assert_text("killed", "whole");
}

static void test_who_still_writes_is_left_alone(void **state)
{
    (void)state;
    pid_t first = begin_elsewhere("busy"), second = begin_elsewhere("busy");
    assert_true(is_there("busy.rmx.part") && is_there("busy.rmx2.part"));
    assert_true(rmx_file_write("busy", "third", 5));
    assert_true(is_there("busy.rmx.part") && is_there("busy.rmx2.part"));
    assert_false(is_there("busy.rmx3.part"));
    kill_writer(second);
    assert_true(rmx_file_write("busy", "fourth", 6));
    assert_true(is_there("busy.rmx.part"));
    assert_false(is_there("busy.rmx2.part"));
    kill_writer(first);
    assert_true(rmx_file_write("busy", "fifth", 5));
    assert_false(is_there("busy.rmx.part"));
    assert_text("busy", "fifth");
}

static void test_more_at_once_than_there_are_numbers(void **state)
{
    enum { WRITERS = 6 };
    pid_t writers[WRITERS];
    (void)state;
    for (int i = 0; i < WRITERS; i++)
        writers[i] = begin_elsewhere("many");
    assert_true(rmx_file_write("many", "mine", 4));
    assert_text("many", "mine");
    for (int i = 0; i < WRITERS; i++)
        kill_writer(writers[i]);
    assert_int_equal(system("rm many.*.part"), 0);
}

static void test_files_of_others_stay(void **state)
{
    (void)state;
    put("a.png.part", "a browser's", 0644);
    put("aim", "not to be written", 0644);
    assert_int_equal(symlink("aim", "a.png.rmx.part"), 0);
    put("a.png.rmx2.part", "is just being made", 0400);
    assert_true(rmx_file_write("a.png", "x", 1));
    assert_text("a.png.part", "a browser's");
    assert_text("aim", "not to be written");
    assert_text("a.png.rmx2.part", "is just being made");
    assert_false(is_there("a.png.rmx3.part"));
    const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    assert_int_equal(utimensat(AT_FDCWD, "a.png.rmx2.part", old, 0), 0);
    assert_true(rmx_file_write("a.png", "x", 1));
    assert_false(is_there("a.png.rmx2.part"));
}

static void test_a_failure_leaves_the_old_file(void **state)
{
    (void)state;
    static char much[1 << 20];
    const struct rlimit small = {1 << 16, RLIM_INFINITY};
    struct rlimit usual;
    put("full", "before", 0600);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_false(rmx_file_write("full", much, sizeof(much)));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
    assert_text("full", "before");
    assert_int_equal(mode_of("full"), 0600);
    assert_false(is_there("full.rmx.part"));
}

static void test_a_link_is_written_through(void **state)
{
    (void)state;
    assert_int_equal(mkdir("far", 0755), 0);
    put("far/file", "before", 0640);
    assert_int_equal(symlink("far/file", "near"), 0);
    kill_writer(begin_elsewhere("near"));
    assert_true(is_there("far/file.rmx.part"));
    assert_true(rmx_file_write("near", "after", 5));
    assert_text("far/file", "after");
    assert_int_equal(mode_of("far/file"), 0640);
    assert_false(is_there("far/file.rmx.part"));
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[64];
    (void)state;
    snprintf(command, sizeof(command), "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rights_stay),
        cmocka_unit_test(test_a_new_file_has_the_umasks),
        cmocka_unit_test(test_what_killed_writers_leave_goes),
        cmocka_unit_test(test_who_still_writes_is_left_alone),
        cmocka_unit_test(test_more_at_once_than_there_are_numbers),
        cmocka_unit_test(test_files_of_others_stay),
        cmocka_unit_test(test_a_failure_leaves_the_old_file),
        cmocka_unit_test(test_a_link_is_written_through),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
