// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the exhibition: nothing that is added gets lost, whoever else writes, and adding waits
// for nobody; nothing is made before it is needed.
#include "base/clock.h"
#include "support/exhibits.h"

#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const struct rmx_exhibits *seen;

static int thread_count(void)
{
    glob_t found = {0};
    assert_int_equal(glob("/proc/self/task/*", 0, NULL, &found), 0);
    int count = (int)found.gl_pathc;
    globfree(&found);
    return count;
}

static void test_nothing_is_made_before_something_is_shown(void **state)
{
    (void)state;
    int threads = thread_count();
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    exhibits_add(exhibition, NULL, "noise", 1, "Cult");
    exhibits_add(exhibition, "plant.jpg", "plant", 0, "Cult");
    exhibits_add(exhibition, "plant.jpg", "plant", NAN, "Cult");
    assert_int_equal(thread_count(), threads);
    rmx_exhibition_destroy(exhibition);
    rmx_exhibition_destroy(NULL);
    exhibits_add(NULL, "plant.jpg", "plant", 1, "Cult");
    assert_false(test_cli_exists("state"));
    seen = exhibits_see();
    assert_int_equal(seen->count, 0);
    assert_false(test_cli_exists("state"));
}

static void test_sums_by_content(void **state)
{
    (void)state;
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    for (int i = 0; i < 100; i++) {
        exhibits_add(exhibition, "plant.jpg", "plant", 0.25, "Cult");
        exhibits_add(exhibition, "street.jpg", "street", 0.5, i < 50 ? "Cult" : "Politics");
        exhibits_add(exhibition, "copy.jpg", "print", 0.25, "Cult");
    }
    rmx_exhibition_destroy(exhibition);
    exhibits_show(RMX_EXHIBIT_FILM, "street.jpg", 7);
    exhibits_show(RMX_EXHIBIT_STILL, "street.jpg", 1);
    exhibits_show(RMX_EXHIBIT_STILL, "street.jpg", 1);
    seen = exhibits_see();
    assert_int_equal(seen->count, 2);
    const struct rmx_exhibit *street = &seen->items[0], *plant = &seen->items[1];
    assert_true(street->surface_s == 59 && plant->surface_s == 50);
    assert_int_equal(street->shows, 1);
    assert_int_equal(street->films, 1);
    assert_int_equal(street->stills, 2);
    assert_string_equal(street->name, "plant"); // as it was called last
    assert_int_equal(street->title_count, 2);
    assert_string_equal(street->titles[1], "Politics");
    assert_int_equal(plant->shows, 1); // under two names, but one content
    assert_string_equal(plant->name, "print");
    assert_true(street->first_s > 1600000000 && street->last_s >= street->first_s);
}

static void test_another_content_is_another_picture(void **state)
{
    (void)state;
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    exhibits_add(exhibition, "plant.jpg", "plant", 1, "Cult");
    seen = exhibits_wait();
    assert_int_equal(seen->count, 1); // while the show goes on
    test_cli_text("plant.jpg", "another plant");
    exhibits_add(exhibition, "plant.jpg", "plant", 2, "Cult");
    rmx_exhibition_destroy(exhibition);
    seen = exhibits_see();
    assert_int_equal(seen->count, 2);
}

static void test_a_picture_that_is_gone_is_said_once(void **state)
{
    (void)state;
    char said[2048];
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    exhibits_listen();
    for (int i = 0; i < 5; i++) {
        exhibits_add(exhibition, "gone.jpg", "gone", 1, "Cult");
        exhibits_add(exhibition, "plant.jpg", "plant", 1, "Cult");
    }
    rmx_exhibition_destroy(exhibition);
    assert_int_equal(exhibits_heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "gone.jpg was shown, but not added"));
    seen = exhibits_see();
    assert_int_equal(seen->count, 1);
    assert_true(seen->items[0].surface_s == 5);
}

enum { PROGRAMS = 3, UPDATES = 2000, PICTURES = 5, SECOND = 1000 };

// A thousand updates a second; exits 0 where adding never held it up.
static void add_many(int number)
{
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    char name[32], title[32];
    double from_ms = rmx_clock_ms(), spent_ms = 0;
    snprintf(title, sizeof(title), "Scene %d", number);
    for (int i = 0; i < UPDATES; i++) {
        double ahead_ms = i * 1000.0 / SECOND - (rmx_clock_ms() - from_ms);
        if (ahead_ms > 1)
            usleep((useconds_t)(ahead_ms * 1000));
        snprintf(name, sizeof(name), "picture%d.jpg", i % PICTURES);
        double before_ms = rmx_clock_ms();
        exhibits_add(exhibition, name, name, 1, title);
        spent_ms += rmx_clock_ms() - before_ms;
    }
    bool in_time = rmx_clock_ms() - from_ms < 2 * 1000.0 * UPDATES / SECOND;
    rmx_exhibition_destroy(exhibition);
    _exit(in_time && spent_ms / UPDATES < 0.5 ? 0 : 1);
}

static void test_three_programs_lose_nothing(void **state)
{
    (void)state;
    pid_t programs[PROGRAMS];
    char text[32], name[32];
    for (int i = 0; i < PICTURES; i++) {
        snprintf(name, sizeof(name), "picture%d.jpg", i);
        snprintf(text, sizeof(text), "picture %d", i);
        test_cli_text(name, text);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        programs[i] = fork();
        if (!programs[i])
            add_many(i);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status;
        assert_int_equal(waitpid(programs[i], &status, 0), programs[i]);
        assert_int_equal(status, 0);
    }
    seen = exhibits_see();
    assert_int_equal(seen->count, PICTURES);
    for (int i = 0; i < PICTURES; i++) {
        assert_true(seen->items[i].surface_s == (double)PROGRAMS * UPDATES / PICTURES);
        assert_int_equal(seen->items[i].shows, PROGRAMS);
        assert_int_equal(seen->items[i].title_count, PROGRAMS);
    }
}

// A lock that lasts; `unlock` gives it back.
static sqlite3 *lock(void)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(exhibits_database(), &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    return connection;
}

static void test_a_lock_never_holds_a_show_up(void **state)
{
    (void)state;
    char said[2048];
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    sqlite3 *connection = lock();
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    exhibits_listen();
    double from_ms = rmx_clock_ms();
    for (int i = 0; i < 1000; i++)
        exhibits_add(exhibition, "plant.jpg", "plant", 1, "Cult");
    double added_ms = rmx_clock_ms() - from_ms;
    rmx_exhibition_destroy(exhibition);
    double ended_ms = rmx_clock_ms() - from_ms - added_ms;
    sqlite3_close(connection);
    assert_int_equal(exhibits_heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "database is locked; "));
    assert_true(added_ms < 500);
    assert_true(ended_ms < 6000); // the try that was under way, and a last one
    seen = exhibits_see();
    assert_true(seen->items[0].surface_s == 5);
}

static void test_what_a_lock_keeps_out_comes_after_it(void **state)
{
    (void)state;
    char said[2048];
    exhibits_show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    sqlite3 *connection = lock();
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    exhibits_listen();
    exhibits_add(exhibition, "plant.jpg", "plant", 1, "Cult");
    usleep(2500000); // longer than a try
    exhibits_add(exhibition, "plant.jpg", "plant", 1, "Cult");
    sqlite3_close(connection);
    rmx_exhibition_destroy(exhibition);
    assert_int_equal(exhibits_heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "it is tried again until the show ends"));
    seen = exhibits_see();
    assert_true(seen->items[0].surface_s == 7);
    assert_int_equal(seen->items[0].shows, 2);
}

static void test_shares_are_added_by_what_is_shown(void **state)
{
    (void)state;
    struct rmx_source sources[3] = {
        {.kind = RMX_SOURCE_FOLDER, .name = "crowd", .pictures = (int[]){2}, .picture_count = 1},
        {.kind = RMX_SOURCE_IMAGE, .name = "plant", .path = test_cli_path("plant.jpg")},
        {.kind = RMX_SOURCE_IMAGE, .name = "street.jpg", .path = test_cli_path("street.jpg")},
    };
    const struct rmx_scene scene = {
        .title = "", .path = "scenes/cult.yaml", .sources = sources, .source_count = 3};
    struct rmx_holder items[3] = {
        {RMX_HOLDER_SOURCE, "crowd", &scene, &sources[0]},
        {RMX_HOLDER_SOURCE, "plant", &scene, &sources[1]},
        {RMX_HOLDER_EFFECTS, "effects", NULL, NULL},
    };
    const struct rmx_holders holders = {items, 3};
    const struct rmx_source *shown[3] = {&sources[2], NULL, NULL};
    const struct rmx_shares shares = {.total = (double[]){0.5, 0.25, 0.25}, .shown = shown};
    shown[1] = &sources[1];
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    rmx_exhibition_add_shares(exhibition, &scene, &holders, &shares, 60);
    rmx_exhibition_destroy(exhibition);
    seen = exhibits_see();
    assert_int_equal(seen->count, 2);
    assert_true(seen->items[0].surface_s == 30 && seen->items[1].surface_s == 15);
    assert_string_equal(seen->items[0].name, "crowd");
    assert_non_null(strstr(seen->items[0].path, "street.jpg"));
    assert_string_equal(seen->items[0].titles[0], "cult.yaml");

    struct rmx_auras *auras = rmx_auras_create(&holders, 30);
    struct rmx_contents *contents = rmx_contents_create();
    rmx_exhibits_seed(seen, contents, &holders, auras);
    rmx_contents_destroy(contents);
    assert_true(rmx_exposure_of(auras, 0) == 30); // of a folder: of its pictures
    assert_true(rmx_aura_of(auras, 0) == 0.5);
    assert_true(rmx_exposure_of(auras, 1) == 15);
    assert_true(rmx_aura_of(auras, 2) == 1);
    rmx_auras_destroy(auras);
}

int main(void)
{
#define TEST(law) cmocka_unit_test_setup_teardown(law, exhibits_set_up, exhibits_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_is_made_before_something_is_shown),
        TEST(test_sums_by_content),
        TEST(test_another_content_is_another_picture),
        TEST(test_a_picture_that_is_gone_is_said_once),
        TEST(test_three_programs_lose_nothing),
        TEST(test_a_lock_never_holds_a_show_up),
        TEST(test_what_a_lock_keeps_out_comes_after_it),
        TEST(test_shares_are_added_by_what_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
