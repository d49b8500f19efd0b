// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of databases that a show must not stumble over: each is set aside or left alone, with one
// sentence.
#include "support/exhibits.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const struct rmx_exhibits *seen;

static void write_garbage(void)
{
    test_cli_text("state/remontage/exhibition.db",
                  "this is no database, but long enough to be one, "
                  "and it stays as it is, whatever comes after it");
}

// The header is sound; the pages behind it are not.
static void damage_pages(void)
{
    struct stat info;
    assert_int_equal(stat(exhibits_database(), &info), 0);
    int file = open(exhibits_database(), O_WRONLY);
    static const char noise[512] = {0x55, 0x12, 0x7f, 0x33};
    for (off_t at = 4096; at < info.st_size; at += 512)
        assert_int_equal(pwrite(file, noise, sizeof(noise), at), sizeof(noise));
    close(file);
}

static void empty_it(void)
{
    assert_int_equal(truncate(exhibits_database(), 0), 0);
}

static void make_newer(void)
{
    exhibits_execute(exhibits_database(), "PRAGMA user_version = 2");
}

static void make_foreign(void)
{
    remove(exhibits_database());
    exhibits_execute(exhibits_database(), "CREATE TABLE letters (text TEXT)");
}

static void make_a_folder(void)
{
    remove(exhibits_database());
    assert_int_equal(mkdir(exhibits_database(), 0700), 0);
}

static const struct {
    const char *law;
    void (*spoil)(void);
    const char *sentence; // NULL: nothing is said
    bool is_aside;
    double surface_s; // what is there after 5 were shown before, and 2 after it; -1: unreadable
} spoilt[] = {
    {"garbage is set aside", write_garbage, "is broken: it is set aside as exhibition.db.broken,",
     true, 2},
    {"damaged pages are set aside", damage_pages, "is broken: it is set aside", true, 2},
    {"an empty file becomes an exhibition", empty_it, NULL, false, 2},
    {"a newer one is left alone", make_newer, "a newer version of the program made it; it is left",
     false, -1},
    {"another program's is left alone", make_foreign, "another program made it; it is left", false,
     -1},
    {"a folder in its place is left alone", make_a_folder, "it is left alone", false, -1},
};

static void test_spoilt_databases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
        struct rmx_exhibits read;
        char said[2048], why[256] = "";
        exhibits_tear_down(NULL);
        exhibits_set_up(NULL);
        exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
        spoilt[i].spoil();
        exhibits_listen();
        exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 2);
        int lines = exhibits_heard(said, sizeof(said));
        if (lines != (spoilt[i].sentence != NULL) ||
            (spoilt[i].sentence && !strstr(said, spoilt[i].sentence)))
            fail_msg("%s: said %s", spoilt[i].law, said);
        if (test_cli_exists("state/remontage/exhibition.db.broken") != spoilt[i].is_aside)
            fail_msg("%s: set aside, or not", spoilt[i].law);
        bool is_read = exhibits_read(&read, why, sizeof(why));
        double surface_s = !is_read ? -1 : read.count ? read.items[0].surface_s : 0;
        if (surface_s != spoilt[i].surface_s || is_read == (*why != '\0'))
            fail_msg("%s: %g %s", spoilt[i].law, surface_s, why);
    }
}

static void test_what_is_set_aside_stays(void **state)
{
    (void)state;
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    exhibits_listen();
    for (int i = 0; i < 3; i++) {
        write_garbage();
        exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 2);
    }
    char said[2048];
    assert_int_equal(exhibits_heard(said, sizeof(said)), 3);
    assert_int_equal(test_cli_count("state/remontage/exhibition.db.broken*"), 3);
    assert_true(test_cli_exists("state/remontage/exhibition.db.broken.3"));
}

static void test_one_that_breaks_during_a_show(void **state)
{
    (void)state;
    char said[2048];
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    exhibits_add(exhibition, "plant.jpg", "plant", 5, "Cult");
    seen = exhibits_wait();
    exhibits_execute(exhibits_database(), "PRAGMA wal_checkpoint(TRUNCATE)");
    damage_pages();
    exhibits_listen();
    exhibits_add(exhibition, "street.jpg", "street", 2, "Cult");
    rmx_exhibition_destroy(exhibition);
    assert_int_equal(exhibits_heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "is broken: it is set aside as exhibition.db.broken"));
    seen = exhibits_see();
    assert_int_equal(seen->count, 1);
    assert_true(seen->items[0].surface_s == 2);
}

static void test_a_folder_that_another_keeps(void **state)
{
    (void)state;
    char said[2048];
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    int folder = open(test_cli_path("state/remontage"), O_RDONLY);
    assert_int_equal(flock(folder, LOCK_EX), 0);
    exhibits_listen();
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 2);
    assert_int_equal(exhibits_heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "another program keeps its folder; "));
    close(folder);
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 3);
    assert_true(exhibits_see()->items[0].surface_s == 8);
}

// Runs it in a program of its own, as a user whom permissions bind.
static void run_apart(void (*job)(void))
{
    pid_t program = fork();
    if (!program) {
        job();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(program, &status, 0), program);
    assert_int_equal(status, 0);
}

static void show_two(void)
{
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 2);
}

static void become_nobody(void)
{
    enum { NOBODY = 65534 };
    if (getuid() == 0 && setuid(NOBODY) != 0)
        _exit(1);
}

static void show_as_nobody(void)
{
    become_nobody();
    show_two();
}

static void test_a_read_only_one_is_left_alone(void **state)
{
    (void)state;
    char said[2048];
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    exhibits_execute(exhibits_database(), "PRAGMA journal_mode = DELETE");
    chmod(test_cli_path("."), 0755);
    chmod(exhibits_database(), 0444);
    chmod(test_cli_path("state/remontage"), 0555);
    exhibits_listen();
    run_apart(show_as_nobody);
    assert_int_equal(exhibits_heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "it is left alone, and nothing is added"));
    chmod(test_cli_path("state/remontage"), 0755);
    chmod(exhibits_database(), 0644);
    seen = exhibits_see();
    assert_true(seen->items[0].surface_s == 5);
}

static void read_as_nobody(void)
{
    struct rmx_exhibits exhibits;
    char why[256];
    become_nobody();
    if (!exhibits_read(&exhibits, why, sizeof(why)) || exhibits.count != 1)
        _exit(1);
}

// Though it was written with a journal, whose files cannot be made.
static void test_a_read_only_one_is_read(void **state)
{
    (void)state;
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    chmod(test_cli_path("."), 0755);
    chmod(exhibits_database(), 0444);
    chmod(test_cli_path("state/remontage"), 0555);
    run_apart(read_as_nobody);
    chmod(test_cli_path("state/remontage"), 0755);
}

static void test_no_folder_for_it(void **state)
{
    (void)state;
    char said[2048];
    test_cli_text("state", "a file in the way");
    exhibits_listen();
    show_two();
    assert_int_equal(exhibits_heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "it is left alone, and nothing is added"));
}

// The file system takes no byte more; SIGXFSZ would end a program that does not expect it.
static void show_on_a_full_disk(void)
{
    struct rlimit limit = {0, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
    show_two();
}

static void test_a_full_disk(void **state)
{
    (void)state;
    char said[2048];
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    // The sentence goes through a pipe: the limit holds for files.
    int ends[2], was = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    run_apart(show_on_a_full_disk);
    dup2(was, STDERR_FILENO);
    close(was);
    ssize_t length = read(ends[0], said, sizeof(said) - 1);
    close(ends[0]);
    said[length > 0 ? length : 0] = '\0';
    assert_non_null(strstr(said, "exhibition.db: disk I/O error; "));
    assert_string_equal(strchr(said, '\n'), "\n");
    seen = exhibits_see();
    assert_true(seen->items[0].surface_s == 5);
    show_two();
    seen = exhibits_see();
    assert_true(seen->items[0].surface_s == 7);
}

int main(void)
{
#define TEST(law) cmocka_unit_test_setup_teardown(law, exhibits_set_up, exhibits_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_spoilt_databases),
        TEST(test_what_is_set_aside_stays),
        TEST(test_one_that_breaks_during_a_show),
        TEST(test_a_folder_that_another_keeps),
        TEST(test_a_read_only_one_is_left_alone),
        TEST(test_a_read_only_one_is_read),
        TEST(test_no_folder_for_it),
        TEST(test_a_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
