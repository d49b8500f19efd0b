// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the exhibition: nothing that is added gets lost, whoever else writes; no database stops a
// show; nothing is made before it is needed.
#include "share/exhibition.h"

#include "base/clock.h"
#include "share/exhibits.h"
#include "support/cli.h"

#include <fcntl.h>
#include <glob.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct rmx_arena *arena;
static struct rmx_exhibits seen;

static const char *database(void)
{
    return test_cli_path("state/remontage/exhibition.db");
}

static int set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    seen = (struct rmx_exhibits){0};
    if (!test_cli_begin())
        return -1;
    test_cli_text("plant.jpg", "a plant");
    test_cli_text("street.jpg", "a street");
    test_cli_text("copy.jpg", "a plant");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    rmx_arena_destroy(arena);
    return 0;
}

// All that is written to standard error between the two, and how many lines.
static int error_was;
static void listen(void)
{
    fflush(stderr);
    error_was = dup(STDERR_FILENO);
    int file = open(test_cli_path("said"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    close(file);
}

static int heard(char *said, size_t size)
{
    fflush(stderr);
    dup2(error_was, STDERR_FILENO);
    close(error_was);
    FILE *file = fopen(test_cli_path("said"), "r");
    size_t length = file ? fread(said, 1, size - 1, file) : 0;
    said[length] = '\0';
    if (file)
        fclose(file);
    int lines = 0;
    for (const char *c = said; *c; c++)
        lines += *c == '\n';
    return lines;
}

static void add(struct rmx_exhibition *exhibition, const char *file, const char *name,
                double surface_s, const char *title)
{
    const struct rmx_showing showing = {file ? test_cli_path(file) : NULL, name, surface_s, title};
    rmx_exhibition_add(exhibition, &showing, 1);
}

static void show(enum rmx_exhibition_kind kind, const char *file, double surface_s)
{
    struct rmx_exhibition *exhibition = rmx_exhibition_create(kind, NULL);
    add(exhibition, file, "plant", surface_s, "Cult");
    rmx_exhibition_destroy(exhibition);
}

static void see(void)
{
    char why[256] = "";
    if (!rmx_exhibits_read(arena, NULL, &seen, why, sizeof(why)))
        fail_msg("%s", why);
}

static void execute(const char *path, const char *sql)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(connection);
}

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
    add(exhibition, NULL, "noise", 1, "Cult");
    add(exhibition, "plant.jpg", "plant", 0, "Cult");
    add(exhibition, "plant.jpg", "plant", NAN, "Cult");
    assert_int_equal(thread_count(), threads);
    rmx_exhibition_destroy(exhibition);
    rmx_exhibition_destroy(NULL);
    add(NULL, "plant.jpg", "plant", 1, "Cult");
    assert_false(test_cli_exists("state"));
    see();
    assert_int_equal(seen.count, 0);
    assert_false(test_cli_exists("state"));
}

static void test_sums_by_content(void **state)
{
    (void)state;
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    for (int i = 0; i < 100; i++) {
        add(exhibition, "plant.jpg", "plant", 0.25, "Cult");
        add(exhibition, "street.jpg", "street", 0.5, i < 50 ? "Cult" : "Politics");
        add(exhibition, "copy.jpg", "print", 0.25, "Cult");
    }
    rmx_exhibition_destroy(exhibition);
    show(RMX_EXHIBIT_FILM, "street.jpg", 7);
    show(RMX_EXHIBIT_STILL, "street.jpg", 1);
    show(RMX_EXHIBIT_STILL, "street.jpg", 1);
    see();
    assert_int_equal(seen.count, 2);
    const struct rmx_exhibit *street = &seen.items[0], *plant = &seen.items[1];
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
    add(exhibition, "plant.jpg", "plant", 1, "Cult");
    for (int i = 0; i < 500 && !seen.count; i++) {
        usleep(20000);
        see();
    }
    assert_int_equal(seen.count, 1); // while the show goes on
    test_cli_text("plant.jpg", "another plant");
    add(exhibition, "plant.jpg", "plant", 2, "Cult");
    rmx_exhibition_destroy(exhibition);
    see();
    assert_int_equal(seen.count, 2);
}

static void test_a_picture_that_is_gone_is_said_once(void **state)
{
    (void)state;
    char said[2048];
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    listen();
    for (int i = 0; i < 5; i++) {
        add(exhibition, "gone.jpg", "gone", 1, "Cult");
        add(exhibition, "plant.jpg", "plant", 1, "Cult");
    }
    rmx_exhibition_destroy(exhibition);
    assert_int_equal(heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "gone.jpg was shown, but not added"));
    see();
    assert_int_equal(seen.count, 1);
    assert_true(seen.items[0].surface_s == 5);
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
        add(exhibition, name, name, 1, title);
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
    see();
    assert_int_equal(seen.count, PICTURES);
    for (int i = 0; i < PICTURES; i++) {
        assert_true(seen.items[i].surface_s == (double)PROGRAMS * UPDATES / PICTURES);
        assert_int_equal(seen.items[i].shows, PROGRAMS);
        assert_int_equal(seen.items[i].title_count, PROGRAMS);
    }
}

// --- Databases that a show must not stumble over.

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
    assert_int_equal(stat(database(), &info), 0);
    int file = open(database(), O_WRONLY);
    static const char noise[512] = {0x55, 0x12, 0x7f, 0x33};
    for (off_t at = 4096; at < info.st_size; at += 512)
        assert_int_equal(pwrite(file, noise, sizeof(noise), at), sizeof(noise));
    close(file);
}

static void empty_it(void)
{
    assert_int_equal(truncate(database(), 0), 0);
}

static void make_newer(void)
{
    execute(database(), "PRAGMA user_version = 2");
}

static void make_foreign(void)
{
    remove(database());
    execute(database(), "CREATE TABLE letters (text TEXT)");
}

static void make_a_folder(void)
{
    remove(database());
    assert_int_equal(mkdir(database(), 0700), 0);
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
        char said[2048], why[256] = "";
        tear_down(NULL);
        set_up(NULL);
        show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
        spoilt[i].spoil();
        listen();
        show(RMX_EXHIBIT_SHOW, "plant.jpg", 2);
        int lines = heard(said, sizeof(said));
        if (lines != (spoilt[i].sentence != NULL) ||
            (spoilt[i].sentence && !strstr(said, spoilt[i].sentence)))
            fail_msg("%s: said %s", spoilt[i].law, said);
        if (test_cli_exists("state/remontage/exhibition.db.broken") != spoilt[i].is_aside)
            fail_msg("%s: set aside, or not", spoilt[i].law);
        bool is_read = rmx_exhibits_read(arena, NULL, &seen, why, sizeof(why));
        double surface_s = !is_read ? -1 : seen.count ? seen.items[0].surface_s : 0;
        if (surface_s != spoilt[i].surface_s || is_read == (*why != '\0'))
            fail_msg("%s: %g %s", spoilt[i].law, surface_s, why);
    }
}

static void test_what_is_set_aside_stays(void **state)
{
    (void)state;
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    listen();
    for (int i = 0; i < 3; i++) {
        write_garbage();
        show(RMX_EXHIBIT_SHOW, "plant.jpg", 2);
    }
    char said[2048];
    assert_int_equal(heard(said, sizeof(said)), 3);
    assert_int_equal(test_cli_count("state/remontage/exhibition.db.broken*"), 3);
    assert_true(test_cli_exists("state/remontage/exhibition.db.broken.3"));
}

static void test_one_that_breaks_during_a_show(void **state)
{
    (void)state;
    char said[2048];
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    add(exhibition, "plant.jpg", "plant", 5, "Cult");
    for (int i = 0; i < 500 && !seen.count; i++) {
        usleep(20000);
        see();
    }
    execute(database(), "PRAGMA wal_checkpoint(TRUNCATE)");
    damage_pages();
    listen();
    add(exhibition, "street.jpg", "street", 2, "Cult");
    rmx_exhibition_destroy(exhibition);
    assert_int_equal(heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "is broken: it is set aside as exhibition.db.broken"));
    see();
    assert_int_equal(seen.count, 1);
    assert_true(seen.items[0].surface_s == 2);
}

// A lock that lasts; `unlock` gives it back.
static sqlite3 *lock(void)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(database(), &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    return connection;
}

static void test_a_lock_never_holds_a_show_up(void **state)
{
    (void)state;
    char said[2048];
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    sqlite3 *connection = lock();
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    listen();
    double from_ms = rmx_clock_ms();
    for (int i = 0; i < 1000; i++)
        add(exhibition, "plant.jpg", "plant", 1, "Cult");
    double added_ms = rmx_clock_ms() - from_ms;
    rmx_exhibition_destroy(exhibition);
    double ended_ms = rmx_clock_ms() - from_ms - added_ms;
    sqlite3_close(connection);
    assert_int_equal(heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "database is locked; "));
    assert_true(added_ms < 500);
    assert_true(ended_ms < 6000); // the try that was under way, and a last one
    see();
    assert_true(seen.items[0].surface_s == 5);
}

static void test_what_a_lock_keeps_out_comes_after_it(void **state)
{
    (void)state;
    char said[2048];
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    sqlite3 *connection = lock();
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    listen();
    add(exhibition, "plant.jpg", "plant", 1, "Cult");
    usleep(2500000); // longer than a try
    add(exhibition, "plant.jpg", "plant", 1, "Cult");
    sqlite3_close(connection);
    rmx_exhibition_destroy(exhibition);
    assert_int_equal(heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "it is tried again until the show ends"));
    see();
    assert_true(seen.items[0].surface_s == 7);
    assert_int_equal(seen.items[0].shows, 2);
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
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 2);
}

static void show_as_nobody(void)
{
    enum { NOBODY = 65534 };
    if (getuid() == 0 && setuid(NOBODY) != 0)
        _exit(1);
    show_two();
}

static void test_a_read_only_one_is_left_alone(void **state)
{
    (void)state;
    char said[2048];
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    execute(database(), "PRAGMA journal_mode = DELETE");
    chmod(test_cli_path("."), 0755);
    chmod(database(), 0444);
    chmod(test_cli_path("state/remontage"), 0555);
    listen();
    run_apart(show_as_nobody);
    assert_int_equal(heard(said, sizeof(said)), 1);
    assert_non_null(strstr(said, "it is left alone, and nothing is added"));
    chmod(test_cli_path("state/remontage"), 0755);
    chmod(database(), 0644);
    see();
    assert_true(seen.items[0].surface_s == 5);
}

static void test_no_folder_for_it(void **state)
{
    (void)state;
    char said[2048];
    test_cli_text("state", "a file in the way");
    listen();
    show_two();
    assert_int_equal(heard(said, sizeof(said)), 1);
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
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
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
    assert_non_null(strstr(said, "what was shown is not added\n"));
    assert_string_equal(strchr(said, '\n'), "\n");
    see();
    assert_true(seen.items[0].surface_s == 5);
    show_two();
    see();
    assert_true(seen.items[0].surface_s == 7);
}

// --- What stands there.

static void test_words_that_mean_a_row(void **state)
{
    (void)state;
    const struct rmx_exhibit row = {
        .hash = "0123456789abcdef", .name = "plant", .path = "/home/acanthus-mollis.jpg"};
    static const struct {
        const char *word;
        bool is_it;
    } laws[] = {
        {"plant", true},
        {"acanthus-mollis.jpg", true},
        {"acanthus-mollis", true},
        {"01234567", true},
        {"0123456", false},
        {"/home/acanthus-mollis.jpg", true},
        {"01234568", false},
        {"acanthus", false},
        {"plan", false},
        {"plants", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++)
        if (rmx_exhibit_is(&row, laws[i].word) != laws[i].is_it)
            fail_msg("'%s' %s", laws[i].word, laws[i].is_it ? "means it" : "does not mean it");
}

static void test_forgetting(void **state)
{
    (void)state;
    char why[256];
    see();
    assert_true(rmx_exhibits_forget(&seen, seen.items, 0, why, sizeof(why)));
    assert_false(test_cli_exists("state"));
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 5);
    show(RMX_EXHIBIT_SHOW, "street.jpg", 2);
    see();
    assert_int_equal(seen.count, 2);
    assert_true(rmx_exhibits_forget(&seen, &seen.items[0], 1, why, sizeof(why)));
    see();
    assert_int_equal(seen.count, 1);
    assert_true(seen.items[0].surface_s == 2);
    show(RMX_EXHIBIT_SHOW, "plant.jpg", 1); // begins anew, its titles too
    see();
    assert_true(seen.items[1].surface_s == 1);
    assert_int_equal(seen.items[1].title_count, 1);
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
    see();
    assert_int_equal(seen.count, 2);
    assert_true(seen.items[0].surface_s == 30 && seen.items[1].surface_s == 15);
    assert_string_equal(seen.items[0].name, "crowd");
    assert_non_null(strstr(seen.items[0].path, "street.jpg"));
    assert_string_equal(seen.items[0].titles[0], "cult.yaml");

    struct rmx_auras *auras = rmx_auras_create(&holders, 30);
    rmx_exhibits_seed(&seen, &holders, auras);
    assert_true(rmx_exposure_of(auras, 0) == 30); // of a folder: of its pictures
    assert_true(rmx_aura_of(auras, 0) == 0.5);
    assert_true(rmx_exposure_of(auras, 1) == 15);
    assert_true(rmx_aura_of(auras, 2) == 1);
    rmx_auras_destroy(auras);
}

static void test_texts(void **state)
{
    (void)state;
    struct rmx_exhibit rows[] = {
        {"ab", "a<b>&\"c\"", "/tmp/x\033[2J.jpg", 120, 1, 2, 3, 0, 86400, NULL, 0},
        {"cd", "plant", "/tmp/plant.jpg", 30, 1, 0, 0, 86400, 86400, NULL, 0},
    };
    const char *titles[] = {"Cult", "An \"Evening\", at home"};
    rows[1].titles = titles;
    rows[1].title_count = 2;
    const struct rmx_exhibits exhibits = {rows, 2, ""};
    struct rmx_text text = {0};
    rmx_exhibits_print(&exhibits, &text);
    assert_non_null(strstr(text.data, "    120.0  0.062       1       2       3  1970-01-01  "
                                      "1970-01-02  a<b>&\"c\" (x?[2J.jpg)\n"));
    assert_non_null(strstr(text.data, "plant (plant.jpg), in: Cult; An \"Evening\", at home\n"));
    rmx_text_clear(&text);
    rmx_exhibits_csv(&exhibits, &text);
    assert_non_null(strstr(text.data, "\r\n\"a<b>&\"\"c\"\"\",\"/tmp/x"));
    assert_non_null(strstr(text.data, ",cd,30.000000,0.500000,1,0,0,1970-01-02T00:00:00Z,1970-01-02"
                                      "T00:00:00Z,\"Cult; An \"\"Evening\"\", at home\"\r\n"));
    rmx_text_clear(&text);
    rmx_exhibits_svg(&exhibits, &text);
    assert_non_null(strstr(text.data, ">a&lt;b&gt;&amp;\"c\"<"));
    assert_non_null(strstr(text.data, "x?[2J.jpg"));
    assert_null(strchr(text.data, '\033'));
    rmx_text_finish(&text);
}

int main(void)
{
#define TEST(law) cmocka_unit_test_setup_teardown(law, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_is_made_before_something_is_shown),
        TEST(test_sums_by_content),
        TEST(test_another_content_is_another_picture),
        TEST(test_a_picture_that_is_gone_is_said_once),
        TEST(test_three_programs_lose_nothing),
        TEST(test_spoilt_databases),
        TEST(test_what_is_set_aside_stays),
        TEST(test_one_that_breaks_during_a_show),
        TEST(test_a_lock_never_holds_a_show_up),
        TEST(test_what_a_lock_keeps_out_comes_after_it),
        TEST(test_a_read_only_one_is_left_alone),
        TEST(test_no_folder_for_it),
        TEST(test_a_full_disk),
        TEST(test_words_that_mean_a_row),
        TEST(test_forgetting),
        TEST(test_shares_are_added_by_what_is_shown),
        TEST(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
