// SPDX-License-Identifier: GPL-3.0-or-later
// Every scene in tests/broken says in its first lines what must be answered:
//   # expect: id line:column a part of the message or the hint
// in the order of the answers, and nothing else may be answered. Line 0 is the file as a whole.
#include "base/file.h"
#include "scene/scene.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BROKEN REMONTAGE_ROOT "/tests/broken"

enum { FEWEST = 60, LONGEST_ID = 40, LONGEST_HINT = 120 };

struct expectation {
    char id[LONGEST_ID], hint[LONGEST_HINT];
    int line, column;
};

struct bench {
    struct rmx_arena *arena;
    struct rmx_catalog *catalog;
    int failed;
};

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.arena = rmx_arena_create()};
    bench.catalog = rmx_catalog_create(&(struct rmx_catalog_params){.scene_folder = BROKEN});
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    rmx_catalog_destroy(bench->catalog);
    rmx_arena_destroy(bench->arena);
    return 0;
}

static struct rmx_errors load(struct bench *bench, const char *path)
{
    struct rmx_errors errors = {.arena = bench->arena};
    struct rmx_scene_params params = {.path = path, .catalog = bench->catalog};
    assert_null(rmx_scene_load(bench->arena, &params, &errors));
    return errors;
}

static struct rmx_errors read_text(struct bench *bench, const char *text)
{
    struct rmx_errors errors = {.arena = bench->arena};
    struct rmx_scene_params params = {.catalog = bench->catalog};
    rmx_scene_read(bench->arena, BROKEN "/made.yaml", text, strlen(text), &params, &errors);
    return errors;
}

static void print_answers(const struct rmx_errors *errors)
{
    struct rmx_text text = {0};
    for (int i = 0; i < errors->count; i++)
        rmx_error_format(&text, &errors->items[i]);
    print_error("%s", rmx_text_string(&text));
    rmx_text_finish(&text);
}

// The next "# expect:" line; false at the first other one.
static bool next_expectation(const char **at, struct expectation *wanted)
{
    int used = 0;
    if (sscanf(*at, "# expect: %39s %d:%d %119[^\n]%n", wanted->id, &wanted->line, &wanted->column,
               wanted->hint, &used) != 4)
        return false;
    *at += used + 1;
    return true;
}

static bool meets(const struct rmx_error *error, const struct expectation *wanted)
{
    bool said =
        strstr(error->message, wanted->hint) || (error->hint && strstr(error->hint, wanted->hint));
    return said && strcmp(error->id, wanted->id) == 0 && error->span.line == wanted->line &&
           (wanted->line == 0 || error->span.column == wanted->column);
}

static void check_file(struct bench *bench, const char *name)
{
    const char *path = rmx_path_join(bench->arena, BROKEN, name), *at;
    char *text;
    size_t length;
    assert_int_equal(rmx_file_read(bench->arena, path, 1 << 20, &text, &length), RMX_FILE_OK);
    struct rmx_errors errors = load(bench, path);
    struct expectation wanted;
    bool good = true;
    int count = 0;
    for (at = text; next_expectation(&at, &wanted); count++)
        if (count >= errors.count || !meets(&errors.items[count], &wanted)) {
            print_error("%s: expected %s %d:%d %s\n", name, wanted.id, wanted.line, wanted.column,
                        wanted.hint);
            good = false;
        }
    if (count == errors.count && count > 0 && good)
        return;
    print_error("%s: %d expected, %d answered:\n", name, count, errors.count);
    print_answers(&errors);
    bench->failed++;
}

static void test_each_broken_scene_is_answered(void **state)
{
    struct bench *bench = *state;
    DIR *folder = opendir(BROKEN);
    assert_non_null(folder);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (!rmx_has_suffix(entry->d_name, ".yaml"))
            continue;
        check_file(bench, entry->d_name);
        count++;
    }
    closedir(folder);
    assert_int_equal(bench->failed, 0);
    assert_true(count >= FEWEST);
}

// Scenes too big to be kept as files: `count` times the middle, its '@' a number.
static char *repeated(struct bench *bench, const char *head, const char *middle, int count,
                      const char *tail)
{
    struct rmx_text text = {0};
    size_t before = strcspn(middle, "@");
    rmx_text_add(&text, head);
    for (int i = 0; i < count; i++) {
        rmx_text_add_n(&text, middle, before);
        if (middle[before])
            rmx_text_printf(&text, "%d%s", i, middle + before + 1);
    }
    rmx_text_add(&text, tail);
    char *copy = rmx_arena_copy(bench->arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return copy;
}

#define CLOSE_25 "]]]]]]]]]]]]]]]]]]]]]]]]]"
#define CLOSE_125 CLOSE_25 CLOSE_25 CLOSE_25 CLOSE_25 CLOSE_25

static const struct limit {
    const char *law, *head, *middle, *tail;
    int count;
    const char *id; // NULL: nothing is wrong
    int line, column;
} limits[] = {
    {"a thousand layers are fine", "layers:\n", "- picture: asset:coffee.jpg\n", "", 1000, NULL, 0,
     0},
    {"a thousand and one are not", "layers:\n", "- picture: asset:coffee.jpg\n", "", 1001,
     "too-many-layers", 1002, 3},
    {"ten thousand layers are one mistake", "layers:\n", "- picture: asset:coffee.jpg\n", "", 10000,
     "too-many-layers", 1002, 3},
    {"a hundred thousand values are too many", "layers:\n", "- picture: a\n", "", 33333,
     "too-many-nodes", 16667, 3},
    {"256 levels deep, it is no title", "title: ", "[",
     CLOSE_125 CLOSE_125 "]]]]]\nlayers:\n- picture: asset:coffee.jpg\n", 255, "wrong-type", 1, 8},
    {"257 levels deep", "title: ", "[", "", 256, "too-deep", 1, 263},
    {"maps 257 deep", "title: ", "{a: ", "", 256, "too-deep", 1, 8 + 4 * 255},
    {"a million brackets end at once", "title: ", "[", "", 1000000, "too-deep", 1, 263},
    {"more than a mebibyte", "title: a\n", "#       \n", "", 130000, "too-long", 0, 0},
    {"an expression of 5,001 characters", "layers:\n- picture: asset:coffee.jpg\n  opacity: 0",
     "+0", "\n", 2501, "expr-too-long", 3, 12},
    {"twenty thousand names are one mistake", "knobs:\n", "  k@: 0.5\n", "layers: [picture: b]\n",
     20000, "too-many-names", 4002, 3},
    {"chains that hold chains ten times over",
     "chains:\n  a: [b,b,b,b,b,b,b,b,b,b]\n"
     "  b: [c,c,c,c,c,c,c,c,c,c]\n  c: [d,d,d,d,d,d,d,d,d,d]\n  d: [e,e,e,e,e,e,e,e,e,e]\n"
     "  e: [rotate]\nlayers:\n",
     "- {picture: asset:coffee.jpg, chain: a}\n", "", 1, "too-many-steps", 2, 23},
};

static void test_limits_have_one_clear_answer(void **state)
{
    struct bench *bench = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        const struct limit *limit = &limits[i];
        char *text = repeated(bench, limit->head, limit->middle, limit->count, limit->tail);
        struct rmx_errors errors = read_text(bench, text);
        const struct rmx_error *first = errors.items;
        bool met = errors.count == (limit->id ? 1 : 0);
        if (met && limit->id)
            met = strcmp(first->id, limit->id) == 0 && first->span.line == limit->line &&
                  (limit->line == 0 || first->span.column == limit->column);
        if (met)
            continue;
        good = false;
        print_error("%s: %d answers\n", limit->law, errors.count);
        if (errors.count < 5)
            print_answers(&errors);
    }
    assert_true(good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_broken_scene_is_answered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_limits_have_one_clear_answer, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
