// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_plan.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    struct rmx_context *context;
    struct rmx_arena *arena;
    char folder[64], programs[80];
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){tiny_context(), rmx_arena_create(), "/tmp/rmx-programs-XXXXXX", ""};
    assert_non_null(mkdtemp(fixture.folder));
    snprintf(fixture.programs, sizeof fixture.programs, "%s/programs", fixture.folder);
    *state = &fixture;
    return 0;
}

// Calls `visit` with the path of each file of the cache; how many there were.
static int each_file(const struct fixture *fixture, void (*visit)(const char *path))
{
    int count = 0;
    DIR *files = opendir(fixture->programs);
    for (struct dirent *file; files && (file = readdir(files));) {
        if (file->d_name[0] == '.')
            continue;
        count++;
        if (visit)
            visit(rmx_path_join(fixture->arena, fixture->programs, file->d_name));
    }
    if (files)
        closedir(files);
    return count;
}

static void erase(const char *path)
{
    assert_int_equal(unlink(path), 0);
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    each_file(fixture, erase);
    rmdir(fixture->programs);
    rmdir(fixture->folder);
    rmx_context_destroy(fixture->context);
    rmx_arena_destroy(fixture->arena);
    return 0;
}

// Makes a renderer of two different shaders in three passes, draws, and says what was compiled.
static int compiled(struct fixture *fixture)
{
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid | 1 copy p0 | 0 copy p1", 0);
    struct rmx_renderer *renderer = tiny_renderer(fixture->context, plan, 4, 4, fixture->folder);
    unsigned char block[3 * TINY_BLOCK] = {0}, pixels[4 * 4 * 4];
    tiny_tint(block, 0, 1, 0, 0.2f, 1);
    rmx_renderer_draw(renderer, block);
    assert_true(rmx_renderer_read(renderer, pixels));
    const unsigned char expected[4] = {255, 0, 51, 255};
    assert_memory_equal(pixels, expected, 4);
    struct rmx_renderer_counts counts;
    rmx_renderer_counts(renderer, &counts);
    assert_int_equal(counts.programs, 2);
    rmx_renderer_destroy(renderer);
    return counts.programs_compiled;
}

static void the_second_renderer_compiles_nothing(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(compiled(fixture), 2);
    assert_int_equal(each_file(fixture, NULL), 2);
    assert_int_equal(compiled(fixture), 0);
}

static void cut(const char *path)
{
    assert_int_equal(truncate(path, 100), 0);
}

static void empty(const char *path)
{
    assert_int_equal(truncate(path, 0), 0);
}

static void flip_a_byte(const char *path)
{
    FILE *file = fopen(path, "r+b");
    assert_int_equal(fseek(file, -9, SEEK_END), 0);
    int byte = fgetc(file);
    assert_int_equal(fseek(file, -9, SEEK_END), 0);
    fputc(byte ^ 0xff, file);
    assert_int_equal(fclose(file), 0);
}

static void claim_more_bytes(const char *path)
{
    FILE *file = fopen(path, "r+b");
    assert_int_equal(fseek(file, 28, SEEK_SET), 0); // the length, the header's last number
    const uint32_t length = 0x7fffffff;
    assert_int_equal(fwrite(&length, sizeof length, 1, file), 1);
    assert_int_equal(fclose(file), 0);
}

static void make_folder(const char *path)
{
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void remove_folder(const char *path)
{
    assert_int_equal(rmdir(path), 0);
}

static void a_broken_file_is_passed_over_and_replaced(void **state)
{
    struct fixture *fixture = *state;
    void (*const harms[])(const char *) = {cut, empty, flip_a_byte, claim_more_bytes};
    for (size_t i = 0; i < sizeof harms / sizeof harms[0]; i++) {
        compiled(fixture);
        each_file(fixture, harms[i]);
        assert_int_equal(compiled(fixture), 2);
        assert_int_equal(compiled(fixture), 0);
    }
    each_file(fixture, make_folder); // what cannot be replaced stays out of the way
    assert_int_equal(compiled(fixture), 2);
    each_file(fixture, remove_folder);
}

static char *first_path;

// Gives each file the bytes of the first one: a program of another key.
static void swap(const char *path)
{
    if (!first_path) {
        first_path = strdup(path);
        return;
    }
    erase(path);
    assert_int_equal(link(first_path, path), 0);
}

static void a_file_under_a_foreign_name_is_passed_over(void **state)
{
    struct fixture *fixture = *state;
    compiled(fixture);
    each_file(fixture, swap);
    free(first_path);
    assert_int_equal(compiled(fixture), 1);
}

static void a_folder_that_cannot_be_written_is_no_error(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid", 0);
    struct rmx_renderer *renderer =
        tiny_renderer(fixture->context, plan, 4, 4, "/proc/remontage-cannot-write");
    struct rmx_renderer_counts counts;
    rmx_renderer_counts(renderer, &counts);
    assert_int_equal(counts.programs_compiled, 1);
    rmx_renderer_destroy(renderer);
}

static void the_cache_is_bounded_and_keeps_what_was_used_last(void **state)
{
    struct fixture *fixture = *state;
    compiled(fixture);
    for (int i = 0; i < 600; i++) {
        const char *path = rmx_arena_printf(fixture->arena, "%s/old-%d", fixture->programs, i);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_int_equal(fclose(file), 0);
        const struct timespec long_ago[2] = {{2000 - i, 0}, {2000 - i, 0}};
        assert_int_equal(utimensat(0, path, long_ago, 0), 0);
    }
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 solid | 1 mix_two p0 p0", 0);
    rmx_renderer_destroy(tiny_renderer(fixture->context, plan, 4, 4, fixture->folder));
    assert_int_equal(each_file(fixture, NULL), 512);
    assert_int_equal(compiled(fixture), 0);
    assert_int_equal(
        access(rmx_arena_printf(fixture->arena, "%s/old-599", fixture->programs), F_OK), -1);
    assert_int_equal(access(rmx_arena_printf(fixture->arena, "%s/old-0", fixture->programs), F_OK),
                     0);
}

static void make_one_of(const char *path, mode_t mode, uid_t owner)
{
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(chmod(path, mode), 0);
    if (owner)
        assert_int_equal(chown(path, owner, owner), 0);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

// How wide its folder and the one below it were, and whether programs of before are trusted.
static const struct {
    const char *law;
    mode_t upper, lower; // 0: not there
    bool is_trusted;
} widths[] = {
    {"new ones are the user's own", 0, 0, false},
    {"what others can read is narrowed", 0755, 0755, true},
    {"what others can write may be forged", 0700, 0770, false},
    {"what everybody can write, too", 0700, 01777, false},
    {"a folder above that is too wide is narrowed", 0777, 0700, true},
};

static void the_cache_is_its_users(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
        each_file(fixture, erase);
        rmdir(fixture->programs);
        assert_int_equal(rmdir(fixture->folder), 0);
        if (widths[i].upper) {
            make_one_of(fixture->folder, 0700, 0);
            compiled(fixture);
            assert_int_equal(chmod(fixture->programs, widths[i].lower), 0);
            assert_int_equal(chmod(fixture->folder, widths[i].upper), 0);
        }
        bool anew = compiled(fixture) > 0;
        if (anew == widths[i].is_trusted || mode_of(fixture->folder) != 0700 ||
            mode_of(fixture->programs) != 0700)
            fail_msg("%s: %o and %o, compiled %s", widths[i].law, mode_of(fixture->folder),
                     mode_of(fixture->programs), anew ? "anew" : "nothing");
    }
}

// Only root can make one.
static void another_users_cache_is_not_used(void **state)
{
    struct fixture *fixture = *state;
    if (geteuid() != 0)
        skip();
    each_file(fixture, erase);
    assert_int_equal(rmdir(fixture->programs), 0);
    make_one_of(fixture->programs, 0777, 12345);
    assert_int_equal(compiled(fixture), 2);
    assert_int_equal(compiled(fixture), 2);
    assert_int_equal(each_file(fixture, NULL), 0);
    assert_int_equal(mode_of(fixture->programs), 0777);
    assert_int_equal(rmdir(fixture->programs), 0);
}

static void a_mistake_stands_in_its_own_file(void **state)
{
    struct fixture *fixture = *state;
    const char ripple_text[] =
        "\n\n\n\nvoid main()\n{\n    gl_FragColor = vec4(shade(x) * amout);\n";
    const char shade_text[] = "\nfloat shade(vec2 p) { return p.x + gone; }\n";
    const struct rmx_source_text ripple = {"ripple.fs", ripple_text, sizeof ripple_text - 1};
    const struct rmx_source_text shade = {"shade.glsl", shade_text, sizeof shade_text - 1};
    const struct rmx_source_text *texts[] = {NULL, &ripple, &shade};
    struct rmx_plan *plan = tiny_plan(fixture->arena, "0 broken | 1 broken", 0);
    for (int i = 0; i < 2; i++) {
        plan->passes[i].shaders.texts = texts;
        plan->passes[i].shaders.text_count = 3;
    }
    struct rmx_errors errors = {.arena = fixture->arena};
    assert_null(rmx_renderer_create(&(struct rmx_renderer_params){.context = fixture->context,
                                                                  .plan = plan,
                                                                  .width = 4,
                                                                  .height = 4,
                                                                  .cache_folder = fixture->folder},
                                    &errors));
    rmx_errors_sort(&errors);
    assert_int_equal(errors.count, 2); // once, though two passes have it
    bool seen[2] = {false, false};
    for (int i = 0; i < 2; i++) {
        const struct rmx_span *span = &errors.items[i].span;
        assert_string_equal(errors.items[i].id, "glsl");
        assert_null(strstr(errors.items[i].message, "n0_"));
        seen[0] |= span->source == &ripple && span->line == 7 && span->column == 36;
        seen[1] |= span->source == &shade && span->line == 2 && span->column == 36;
    }
    assert_true(seen[0] && seen[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_second_renderer_compiles_nothing),
        cmocka_unit_test(a_broken_file_is_passed_over_and_replaced),
        cmocka_unit_test(a_file_under_a_foreign_name_is_passed_over),
        cmocka_unit_test(a_folder_that_cannot_be_written_is_no_error),
        cmocka_unit_test(the_cache_is_bounded_and_keeps_what_was_used_last),
        cmocka_unit_test(the_cache_is_its_users),
        cmocka_unit_test(another_users_cache_is_not_used),
        cmocka_unit_test(a_mistake_stands_in_its_own_file),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
