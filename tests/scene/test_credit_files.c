// SPDX-License-Identifier: GPL-3.0-or-later
// CREDITS.yaml beside pictures says what a scene leaves unsaid of them, and never stops it.
#include "support/scene_folder.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// show/{a.jpg,inner.yaml}, show/album/{b.jpg,c.jpg,CREDITS.yaml}, secret/CREDITS.yaml
static int set_up(void **state)
{
    static const char *const folders[] = {"show/album", "show/link", "secret", NULL};
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "show/a.jpg", "");
    scene_folder_write(folder, "show/link/a.jpg", "");
    scene_folder_write(folder, "show/album/b.jpg", "");
    scene_folder_write(folder, "show/album/c.jpg", "");
    scene_folder_write(folder, "show/album/CREDITS.yaml",
                       "b.jpg: {credit: Bea, licence: CC BY 4.0, url: b.example}\n");
    scene_folder_write(folder, "secret/CREDITS.yaml", "a.jpg: {credit: nobody's business}\n");
    scene_folder_write(folder, "show/inner.yaml", "layers: [picture: a.jpg]\n");
    assert_int_equal(
        symlink("../../secret/CREDITS.yaml", scene_folder_path(folder, "show/link/CREDITS.yaml")),
        0);
    *state = folder;
    return 0;
}

static const struct rmx_scene *load(struct scene_folder *folder, const char *text)
{
    struct scene_bench *scenes = folder->scenes;
    scene_folder_write(folder, "show/scene.yaml", text);
    struct rmx_scene_params params = {.path = scene_folder_path(folder, "show/scene.yaml"),
                                      .catalog = scenes->catalog};
    scenes->errors = (struct rmx_errors){.arena = scenes->arena};
    return rmx_scene_load(scenes->arena, &params, &scenes->errors);
}

static const struct rmx_source *find(const struct rmx_scene *scene, const char *file)
{
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_source *source = &scene->sources[i], *inner = NULL;
        if (source->scene)
            inner = find(source->scene, file);
        if (inner || (source->path && strcmp(strrchr(source->path, '/') + 1, file) == 0))
            return inner ? inner : source;
    }
    return NULL;
}

static const char *words(struct scene_folder *folder, const struct rmx_source *source)
{
    return source ? rmx_arena_printf(folder->scenes->arena, "%s|%s|%s", source->credit,
                                     source->licence, source->url)
                  : "no such source";
}

// `file` is what CREDITS.yaml of the scene's folder says; NULL: there is none.
static const struct {
    const char *law, *file, *scene, *picture, *words;
} laws[] = {
    {"nothing is said", NULL, "layers: [picture: a.jpg]\n", "a.jpg", "||"},
    {"what the scene leaves unsaid", "a.jpg: {credit: Ann, licence: CC0, url: a.example}\n",
     "layers: [picture: a.jpg]\n", "a.jpg", "Ann|CC0|a.example"},
    {"the scene's own word counts", "a.jpg: {credit: Ann, licence: CC0}\n",
     "sources: {a: {image: a.jpg, credit: me}}\nlayers: [picture: a]\n", "a.jpg", "me|CC0|"},
    {"other files' words are not this one's", "b.jpg: {credit: Bea}\n",
     "layers: [picture: a.jpg]\n", "a.jpg", "||"},
    {"each folder has its own", "b.jpg: {credit: not she}\n", "layers: [picture: album/b.jpg]\n",
     "b.jpg", "Bea|CC BY 4.0|b.example"},
    {"a folder's pictures, each its own", NULL,
     "sources: {f: {folder: album}}\nlayers: [picture: f]\n", "b.jpg", "Bea|CC BY 4.0|b.example"},
    {"and none for the others", NULL, "sources: {f: {folder: album}}\nlayers: [picture: f]\n",
     "c.jpg", "||"},
    {"the word on the folder comes first", NULL,
     "sources: {f: {folder: album, credit: all of us}}\nlayers: [picture: f]\n", "b.jpg",
     "all of us|CC BY 4.0|b.example"},
    {"of a scene within, too", "a.jpg: {credit: Ann}\n", "layers: [picture: inner.yaml]\n", "a.jpg",
     "Ann||"},
    {"the program's own pictures", NULL, "layers: [picture: asset:coffee.jpg]\n", "coffee.jpg",
     "Rachel Michetti, coffee cup|CC0-1.0|"},
    {"a link that leads out is not read", NULL, "layers: [picture: link/a.jpg]\n", "a.jpg", "||"},
};

static void put_file(struct scene_folder *folder, const char *text)
{
    unlink(scene_folder_path(folder, "show/CREDITS.yaml"));
    if (text)
        scene_folder_write(folder, "show/CREDITS.yaml", text);
}

static void test_whose_word_counts(void **state)
{
    struct scene_folder *folder = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        put_file(folder, laws[i].file);
        const struct rmx_scene *scene = load(folder, laws[i].scene);
        const char *found = scene ? words(folder, find(scene, laws[i].picture)) : "no scene";
        if (folder->scenes->errors.count == 0 && strcmp(found, laws[i].words) == 0)
            continue;
        print_error("%s: %s says %s\n", laws[i].law, laws[i].picture, found);
        good = false;
    }
    assert_true(good);
}

static const struct {
    const char *law, *file, *id, *words;
    int line, column;
} faults[] = {
    {"a key that is none", "a.jpg: {credit: Ann, license: CC0}\n", "unknown-key", "Ann||", 1, 22},
    {"no map", "[a.jpg]\n", "wrong-type", "||", 1, 1},
    {"no map below a name", "a.jpg: Ann\n", "wrong-type", "||", 1, 8},
    {"what was read before an error counts", "a.jpg: {credit: Ann\n", "unclosed", "Ann||", 1, 8},
};

static void test_what_is_wrong_in_it_is_a_warning(void **state)
{
    struct scene_folder *folder = *state;
    const struct rmx_errors *errors = &folder->scenes->errors;
    bool good = true;
    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
        put_file(folder, faults[i].file);
        const struct rmx_scene *scene = load(folder, "layers: [picture: a.jpg]\n");
        const char *found = scene ? words(folder, find(scene, "a.jpg")) : "no scene";
        const struct rmx_error *first = errors->count ? &errors->items[0] : NULL;
        bool is_told = errors->count == 1 && first->severity == RMX_WARNING &&
                       strstr(first->span.source->name, "CREDITS.yaml") &&
                       strcmp(first->id, faults[i].id) == 0 && first->span.line == faults[i].line &&
                       first->span.column == faults[i].column;
        if (is_told && strcmp(found, faults[i].words) == 0)
            continue;
        print_error("%s: %s, %d warnings, the first [%s] at %d:%d\n", faults[i].law, found,
                    errors->count, first ? first->id : "", first ? first->span.line : 0,
                    first ? first->span.column : 0);
        good = false;
    }
    assert_true(good);
}

static void test_a_picture_that_stands_for_a_scene_has_its_credit(void **state)
{
    struct scene_folder *folder = *state;
    struct scene_bench *scenes = folder->scenes;
    const char *const chains[] = {NULL, "invert"};
    put_file(folder, "a.jpg: {credit: Ann}\n");
    for (int i = 0; i < 2; i++) {
        struct rmx_scene_params params = {.picture = scene_folder_path(folder, "show/a.jpg"),
                                          .picture_width = 4,
                                          .picture_height = 3,
                                          .chain = chains[i],
                                          .catalog = scenes->catalog};
        struct rmx_errors errors = {.arena = scenes->arena};
        const struct rmx_scene *scene = rmx_scene_load(scenes->arena, &params, &errors);
        assert_non_null(scene);
        assert_string_equal(words(folder, &scene->sources[0]), "Ann||");
    }
}

static void test_the_file_is_watched_and_not_written_over(void **state)
{
    struct scene_folder *folder = *state;
    struct scene_bench *scenes = folder->scenes;
    struct rmx_dependencies dependencies = {.arena = scenes->arena};
    const char *file = scene_folder_path(folder, "show/CREDITS.yaml");
    put_file(folder, "a.jpg: {credit: Ann}\n");
    scene_folder_write(folder, "show/scene.yaml", "layers: [picture: a.jpg]\n");
    struct rmx_scene_params params = {.path = scene_folder_path(folder, "show/scene.yaml"),
                                      .catalog = scenes->catalog,
                                      .dependencies = &dependencies};
    struct rmx_errors errors = {.arena = scenes->arena};
    const struct rmx_scene *scene = rmx_scene_load(scenes->arena, &params, &errors);
    assert_non_null(scene);
    bool is_file = false, is_watched = false;
    for (int i = 0; i < scene->file_count; i++)
        is_file |= strcmp(scene->files[i], file) == 0;
    for (int i = 0; i < dependencies.count; i++)
        is_watched |= strcmp(dependencies.paths[i], file) == 0;
    assert_true(is_file);
    assert_true(is_watched);
}

// Each by its name, so that no picture comes into the house without one.
static void test_every_picture_of_the_program_has_a_credit_and_a_licence(void **state)
{
    struct scene_folder *folder = *state;
    DIR *assets = opendir(REMONTAGE_ROOT "/assets");
    int count = 0;
    assert_non_null(assets);
    for (struct dirent *entry; (entry = readdir(assets));) {
        if (!strstr(entry->d_name, ".jpg"))
            continue;
        const char *text =
            rmx_arena_printf(folder->scenes->arena, "layers: [picture: asset:%s]\n", entry->d_name);
        const struct rmx_source *source = find(load(folder, text), entry->d_name);
        if (!*source->credit || !*source->licence)
            fail_msg("%s has no credit or no licence", entry->d_name);
        count++;
    }
    closedir(assets);
    assert_true(count >= 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whose_word_counts),
        cmocka_unit_test(test_what_is_wrong_in_it_is_a_warning),
        cmocka_unit_test(test_a_picture_that_stands_for_a_scene_has_its_credit),
        cmocka_unit_test(test_the_file_is_watched_and_not_written_over),
        cmocka_unit_test(test_every_picture_of_the_program_has_a_credit_and_a_licence),
    };
    return cmocka_run_group_tests(tests, set_up, scene_folder_tear_down);
}
