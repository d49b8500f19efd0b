// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the catalog: which file a name finds, what is listed, what an effect may include.
#include "base/file.h"
#include "catalog/catalog.h"
#include "isf/inline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define EFFECT "/*{\"DESCRIPTION\": \"%s\"}*/\nvoid main() { }\n"

// A tree of folders for one test: data/shaders are the built-in ones, xdg/remontage the user's.
struct tree {
    struct rmx_arena *arena;
    char root[32];
    struct rmx_catalog *catalog;
    struct rmx_errors errors;
};

static const char *in_tree(struct tree *tree, const char *path)
{
    return rmx_path_join(tree->arena, tree->root, path);
}

static void put(struct tree *tree, const char *path, const char *text)
{
    const char *full = in_tree(tree, path);
    assert_true(rmx_make_folders(rmx_path_folder(tree->arena, full)));
    assert_true(rmx_file_write(full, text, strlen(text)));
}

// An effect whose description is its own path, so that a test sees which file was found.
static void put_effect(struct tree *tree, const char *path)
{
    put(tree, path, rmx_arena_printf(tree->arena, EFFECT, path));
}

static void start(struct tree *tree)
{
    static const char *folders[2];
    rmx_catalog_destroy(tree->catalog);
    folders[0] = in_tree(tree, "one");
    folders[1] = in_tree(tree, "two");
    tree->catalog = rmx_catalog_create(&(struct rmx_catalog_params){
        .scene_folder = in_tree(tree, "scene"),
        .effect_folders = folders,
        .effect_folder_count = 2,
    });
}

static const char *found(struct tree *tree, const char *name)
{
    bool exists;
    const struct rmx_effect *effect = rmx_catalog_find(tree->catalog, name, &tree->errors, &exists);
    if (!effect)
        return exists ? "broken" : "nothing";
    return effect->description;
}

static int set_up(void **data)
{
    struct tree *tree = calloc(1, sizeof(*tree));
    tree->arena = rmx_arena_create();
    tree->errors.arena = tree->arena;
    strcpy(tree->root, "/tmp/rmx-catalog-XXXXXX");
    assert_non_null(mkdtemp(tree->root));
    setenv("REMONTAGE_DATA", in_tree(tree, "data"), 1);
    setenv("XDG_DATA_HOME", in_tree(tree, "xdg"), 1);
    *data = tree;
    return 0;
}

static int tear_down(void **data)
{
    struct tree *tree = *data;
    rmx_catalog_destroy(tree->catalog);
    const char *command = rmx_arena_printf(tree->arena, "rm -r %s", tree->root);
    int status = system(command);
    rmx_arena_destroy(tree->arena);
    free(tree);
    return status;
}

static void the_nearest_folder_wins(void **data)
{
    struct tree *tree = *data;
    static const char *const nearest_first[] = {
        "scene/a.fs", "scene/shaders/x/a.fs",       "one/y/a.fs",
        "two/a.fs",   "xdg/remontage/shaders/a.fs", "data/shaders/colour/a.fs",
    };
    for (size_t i = sizeof(nearest_first) / sizeof(*nearest_first); i-- > 0;) {
        put_effect(tree, nearest_first[i]);
        start(tree);
        assert_string_equal(found(tree, "a"), nearest_first[i]);
    }
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(tree->catalog, &count);
    assert_int_equal(count, 1);
    assert_string_equal(entries[0].path, in_tree(tree, nearest_first[0]));
    assert_string_equal(entries[0].hidden_path, in_tree(tree, nearest_first[1]));
}

static const struct {
    const char *law, *path, *name;
    bool is_found;
} listing_laws[] = {
    {"an .fs file is an effect", "one/a.fs", "a", true},
    {"an .isf file is an effect", "one/a.isf", "a", true},
    {"a .frag file is an effect", "one/a.frag", "a", true},
    {"an ending in capitals is one", "one/a.FS", "a", true},
    {"a .glsl file is one by what it declares", "one/a.glsl", "a", true},
    {"another ending is none", "one/a.txt", "a", false},
    {"a vertex shader is none", "one/a.vs", "a", false},
    {"only the last ending goes", "one/a.b.fs", "a.b", true},
    {"sub-folders are searched", "one/p/q/r/a.fs", "a", true},
    {"but of the scene's folder only shaders/", "scene/p/a.fs", "a", false},
    {"lib holds no steps", "one/lib/a.fs", "a", false},
    {"cut holds no steps", "one/cut/a.fs", "a", false},
    {"arrange holds no steps", "data/shaders/arrange/a.fs", "a", false},
    {"engine holds no steps", "data/shaders/engine/a.fs", "a", false},
    {"hidden files are left alone", "one/.a.fs", ".a", false},
    {"hidden folders are left alone", "one/.git/a.fs", "a", false},
    {"eight folders deep is deep enough", "one/1/2/3/4/5/6/7/8/a.fs", "a", true},
    {"nine are too many", "one/1/2/3/4/5/6/7/8/9/a.fs", "a", false},
};

static void folders_are_searched_by_rule(void **data)
{
    struct tree *tree = *data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(listing_laws) / sizeof(*listing_laws); i++) {
        put_effect(tree, listing_laws[i].path);
        start(tree);
        const char *wanted = listing_laws[i].is_found ? listing_laws[i].path : "nothing";
        const char *got = found(tree, listing_laws[i].name);
        if (strcmp(got, wanted) != 0) {
            print_error("%s: found %s\n", listing_laws[i].law, got);
            faults++;
        }
        assert_int_equal(unlink(in_tree(tree, listing_laws[i].path)), 0);
    }
    assert_int_equal(faults, 0);
}

static void entries_come_in_order_of_folders_and_names(void **data)
{
    struct tree *tree = *data;
    static const char *const paths[] = {"one/b.fs",
                                        "one/a/z.fs",
                                        "one/c.fs",
                                        "two/a.fs",
                                        "data/shaders/blend/k.fs",
                                        "data/shaders/colour/d.fs"};
    for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
        put_effect(tree, paths[i]);
    start(tree);
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(tree->catalog, &count);
    static const char *const names[] = {"b", "c", "z", "a", "k", "d"};
    assert_int_equal(count, 6);
    for (int i = 0; i < count; i++)
        assert_string_equal(entries[i].name, names[i]);
    assert_string_equal(entries[2].folder, "a");
    assert_false(entries[3].is_ours);
    assert_true(entries[4].is_ours);
    assert_int_equal((rmx_catalog_names(tree->catalog, true, &count), count), 1);
    assert_int_equal((rmx_catalog_names(tree->catalog, false, &count), count), 5);
}

#define CUT "/*{\"COLUMNS\": 1, \"ROWS\": 1}*/ Fragment cut(int id) { return fragment_new(id); }\n"

static const char *found_fragment(struct tree *tree, enum rmx_role role)
{
    struct rmx_errors errors = {.arena = tree->arena};
    const struct rmx_effect *effect = rmx_catalog_find_in(tree->catalog, role, "a", &errors, NULL);
    return effect ? effect->path + strlen(tree->root) + 1 : "nothing";
}

// Each name space has its own first file; what lies beside a scene is a step all the same.
static void cuts_and_arranges_have_names_of_their_own(void **data)
{
    struct tree *tree = *data;
    static const char *const nearest_first[] = {"scene/shaders/cut/a.fs", "one/x/cut/a.fs",
                                                "xdg/remontage/shaders/cut/a.fs",
                                                "data/shaders/cut/a.fs"};
    put_effect(tree, "one/a.fs");
    put(tree, "data/shaders/arrange/a.fs", "/*{}*/ Fragment arrange(Fragment f) { return f; }\n");
    for (size_t i = sizeof(nearest_first) / sizeof(*nearest_first); i-- > 0;) {
        put(tree, nearest_first[i], CUT);
        start(tree);
        assert_string_equal(found_fragment(tree, RMX_ROLE_CUT), nearest_first[i]);
    }
    assert_string_equal(found(tree, "a"), "one/a.fs");
    assert_string_equal(found_fragment(tree, RMX_ROLE_ARRANGE), "data/shaders/arrange/a.fs");
    int count;
    const struct rmx_catalog_entry *cuts =
        rmx_catalog_entries_in(tree->catalog, RMX_ROLE_CUT, &count);
    assert_int_equal(count, 1);
    assert_string_equal(cuts[0].hidden_path, in_tree(tree, nearest_first[1]));
    assert_int_equal((rmx_catalog_names_in(tree->catalog, RMX_ROLE_ARRANGE, &count), count), 1);
    // By its path, too.
    struct rmx_errors errors = {.arena = tree->arena};
    put(tree, "elsewhere/cut/b.fs", CUT);
    assert_int_equal(
        rmx_catalog_load(tree->catalog, in_tree(tree, "elsewhere/cut/b.fs"), &errors)->role,
        RMX_ROLE_CUT);
}

static void a_blend_is_a_file_in_a_folder_blend(void **data)
{
    struct tree *tree = *data;
    put_effect(tree, "data/shaders/blend/screen.fs");
    put_effect(tree, "one/blend/own.fs");
    put_effect(tree, "one/screen.fs");
    put_effect(tree, "one/wash.fs");
    start(tree);
    bool exists;
    const struct rmx_effect *effect =
        rmx_catalog_find_blend(tree->catalog, "screen", &tree->errors, NULL);
    assert_string_equal(effect->description, "data/shaders/blend/screen.fs");
    effect = rmx_catalog_find_blend(tree->catalog, "own", &tree->errors, &exists);
    assert_string_equal(effect->description, "one/blend/own.fs");
    assert_true(exists);
    assert_null(rmx_catalog_find_blend(tree->catalog, "wash", &tree->errors, &exists));
    assert_false(exists);
    assert_string_equal(found(tree, "screen"), "one/screen.fs");
}

// Both are listed, whichever folder comes first; a chain means the other step.
static void a_blend_may_have_another_step_s_name(void **data)
{
    struct tree *tree = *data;
    put_effect(tree, "data/shaders/blend/hue.fs");
    put_effect(tree, "data/shaders/colour/hue.fs");
    put_effect(tree, "data/shaders/blend/wash.fs");
    put_effect(tree, "data/shaders/a/wash.fs");
    start(tree);
    assert_string_equal(found(tree, "hue"), "data/shaders/colour/hue.fs");
    assert_string_equal(found(tree, "wash"), "data/shaders/a/wash.fs");
    const struct rmx_effect *effect =
        rmx_catalog_find_blend(tree->catalog, "hue", &tree->errors, NULL);
    assert_string_equal(effect->description, "data/shaders/blend/hue.fs");
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(tree->catalog, &count);
    assert_int_equal(count, 4);
    for (int i = 0; i < count; i++) {
        assert_int_equal(entries[i].only_blends, strcmp(entries[i].folder, "blend") == 0);
        assert_null(entries[i].hidden_path);
    }
}

static void links_in_a_circle_end(void **data)
{
    struct tree *tree = *data;
    put_effect(tree, "one/p/a.fs");
    assert_int_equal(symlink("..", in_tree(tree, "one/p/up")), 0);
    assert_int_equal(symlink("nowhere", in_tree(tree, "one/p/gone.fs")), 0);
    start(tree);
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(tree->catalog, &count);
    assert_int_equal(count, 1);
    assert_null(entries[0].hidden_path);
}

static void links_lead_out_of_no_scene_s_folder(void **data)
{
    struct tree *tree = *data;
    static const char *const outside[] = {"scene/a.fs", "scene/shaders/b.fs", "scene/shaders/p"};
    put_effect(tree, "scene/shaders/d.fs");
    put_effect(tree, "elsewhere/x.fs");
    for (int i = 0; i < 2; i++)
        assert_int_equal(symlink(in_tree(tree, "elsewhere/x.fs"), in_tree(tree, outside[i])), 0);
    assert_int_equal(symlink(in_tree(tree, "elsewhere"), in_tree(tree, outside[2])), 0);
    assert_int_equal(symlink("shaders/d.fs", in_tree(tree, "scene/c.fs")), 0);
    start(tree);
    assert_string_equal(found(tree, "a"), "nothing");
    assert_string_equal(found(tree, "b"), "nothing");
    assert_string_equal(found(tree, "x"), "nothing");
    assert_string_equal(found(tree, "c"), "scene/shaders/d.fs");
    // The user's own folders are trusted to lead elsewhere.
    assert_true(rmx_make_folders(in_tree(tree, "one")));
    assert_int_equal(symlink("../elsewhere", in_tree(tree, "one/p")), 0);
    start(tree);
    assert_string_equal(found(tree, "x"), "elsewhere/x.fs");
}

static void a_folder_named_twice_is_listed_once(void **data)
{
    struct tree *tree = *data;
    put_effect(tree, "scene/shaders/a.fs");
    assert_int_equal(symlink("scene/shaders", in_tree(tree, "one")), 0);
    start(tree);
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(tree->catalog, &count);
    assert_int_equal(count, 1);
    assert_null(entries[0].hidden_path);
}

static void errors_are_told_each_time_and_warnings_once(void **data)
{
    struct tree *tree = *data;
    put(tree, "one/a.fs", "/*{\"INPUTS\": [{\"NAME\": \"b\"}]}*/\n");
    start(tree);
    assert_string_equal(found(tree, "a"), "broken");
    assert_int_equal(tree->errors.count, 2);
    assert_int_equal(tree->errors.error_count, 1);
    assert_string_equal(found(tree, "a"), "broken");
    assert_int_equal(tree->errors.count, 3);
    assert_int_equal(tree->errors.error_count, 2);
    assert_string_equal(tree->errors.items[2].span.source->name, in_tree(tree, "one/a.fs"));
}

static void a_path_and_a_name_give_the_same_effect(void **data)
{
    struct tree *tree = *data;
    put_effect(tree, "one/a.fs");
    put_effect(tree, "else/where.glsl");
    start(tree);
    const struct rmx_effect *effect = rmx_catalog_find(tree->catalog, "a", &tree->errors, NULL);
    const char *path = in_tree(tree, "one/../one/a.fs");
    assert_ptr_equal(rmx_catalog_load(tree->catalog, path, &tree->errors), effect);
    path = in_tree(tree, "else/where.glsl");
    effect = rmx_catalog_load(tree->catalog, path, &tree->errors);
    assert_string_equal(effect->name, "where");
    assert_string_equal(effect->folder, "");
    assert_false(effect->is_ours);
    assert_ptr_equal(rmx_catalog_load(tree->catalog, path, &tree->errors), effect);
    assert_string_equal(found(tree, "where"), "nothing");
    put_effect(tree, "data/shaders/colour/b.fs");
    start(tree);
    effect =
        rmx_catalog_load(tree->catalog, in_tree(tree, "data/shaders/colour/b.fs"), &tree->errors);
    assert_true(effect->is_ours);
    assert_string_equal(effect->folder, "colour");
    assert_ptr_equal(rmx_catalog_find(tree->catalog, "b", &tree->errors, NULL), effect);
    assert_null(rmx_catalog_load(tree->catalog, in_tree(tree, "none.fs"), &tree->errors));
    assert_int_equal(tree->errors.count, 0);
    assert_null(rmx_catalog_load(tree->catalog, in_tree(tree, "one"), &tree->errors));
    assert_string_equal(tree->errors.items[0].id, "isf-file");
    assert_true(tree->errors.items[0].unreadable);
}

static void the_engine_s_own_steps_stand_apart(void **data)
{
    struct tree *tree = *data;
    put_effect(tree, "data/shaders/engine/fit.fs");
    start(tree);
    const struct rmx_effect *effect = rmx_catalog_engine(tree->catalog, "fit");
    assert_string_equal(effect->description, "data/shaders/engine/fit.fs");
    assert_true(effect->is_ours);
    assert_ptr_equal(rmx_catalog_engine(tree->catalog, "fit"), effect);
    assert_string_equal(found(tree, "fit"), "nothing");
}

static void a_vertex_shader_beside_the_file_is_seen(void **data)
{
    struct tree *tree = *data;
    put_effect(tree, "one/a.fs");
    put(tree, "one/a.vs", "void main() { }");
    put_effect(tree, "one/b.fs");
    put(tree, "one/b.vert", "void main() { }");
    start(tree);
    assert_non_null(rmx_catalog_find(tree->catalog, "a", &tree->errors, NULL)->own_pass_reason);
    assert_non_null(rmx_catalog_find(tree->catalog, "b", &tree->errors, NULL)->own_pass_reason);
}

static void includes_are_found_nearest_last(void **data)
{
    struct tree *tree = *data;
    put(tree, "data/shaders/lib/a.glsl", "#include \"lib/b.glsl\"\nfloat a = 1.0;\n");
    put(tree, "data/shaders/lib/b.glsl", "float b = 1.0;\n");
    put(tree, "one/lib/b.glsl", "float other_b = 1.0;\n");
    put(tree, "one/lib/c.glsl", "float c = 1.0;\n");
    put(tree, "one/p/d.glsl", "float d = 1.0;\n");
    put(tree, "one/p/x.fs",
        "/*{}*/\n#include \"lib/a.glsl\"\n#include \"lib/b.glsl\"\n#include \"lib/c.glsl\"\n"
        "#include \"d.glsl\"\nvoid main() { }\n");
    start(tree);
    const struct rmx_effect *effect = rmx_catalog_find(tree->catalog, "x", &tree->errors, NULL);
    assert_non_null(effect);
    static const char *const paths[] = {"lib/b.glsl", "lib/a.glsl", "lib/c.glsl", "d.glsl"};
    assert_int_equal(effect->library_count, 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(effect->libraries[i]->path, paths[i]);
    assert_string_equal(effect->libraries[0]->source->text, "float b = 1.0;\n");
    assert_int_equal(effect->libraries[1]->library_count, 1);
    assert_ptr_equal(effect->libraries[1]->libraries[0], effect->libraries[0]);
    assert_string_equal(rmx_effect_inline(tree->arena, effect),
                        "/*{}*/\nfloat b = 1.0;\n\nfloat a = 1.0;\n\n\nfloat c = 1.0;\n\n"
                        "float d = 1.0;\n\nvoid main() { }\n");
}

// `errors` as id and line of the first one, and the file in which it stands.
static const struct {
    const char *law, *library, *include, *id, *file;
    int line;
} include_laws[] = {
    {"a file that is not there", "", "lib/none.glsl", "isf-include", "one/a.fs", 2},
    {"a way out of the folders", "", "../data/shaders/lib/a.glsl", "isf-include", "one/a.fs", 2},
    {"an absolute path", "", "/etc/hostname", "isf-include", "one/a.fs", 2},
    {"a link out of the folders", "", "lib/link.glsl", "isf-include", "one/a.fs", 2},
    {"a file above the folder", "", "secret.glsl", "isf-include", "one/a.fs", 2},
    {"a circle of one", "float a;\n#include \"lib/a.glsl\"\n", "lib/a.glsl", "isf-include-cycle",
     "data/shaders/lib/a.glsl", 2},
    {"a missing file of a library", "\n\n#include \"lib/none.glsl\"\n", "lib/a.glsl", "isf-include",
     "data/shaders/lib/a.glsl", 3},
    {"a name of the library declared again", "float mine() { return 1.0; }\n", "lib/a.glsl",
     "isf-shadow", "one/a.fs", 3},
};

static void wrong_includes_are_errors_at_their_lines(void **data)
{
    struct tree *tree = *data;
    put(tree, "secret.glsl", "float s;\n");
    put(tree, "one/lib/x.glsl", "float x;\n");
    assert_int_equal(symlink("../../secret.glsl", in_tree(tree, "one/lib/link.glsl")), 0);
    for (size_t i = 0; i < sizeof(include_laws) / sizeof(*include_laws); i++) {
        put(tree, "data/shaders/lib/a.glsl", include_laws[i].library);
        put(tree, "one/a.fs",
            rmx_arena_printf(tree->arena,
                             "/*{}*/\n#include \"%s\"\nfloat mine() { return 2.0; }\n"
                             "void main() { }\n",
                             include_laws[i].include));
        start(tree);
        tree->errors = (struct rmx_errors){.arena = tree->arena};
        assert_string_equal(found(tree, "a"), "broken");
        const struct rmx_error *error = &tree->errors.items[0];
        if (strcmp(error->id, include_laws[i].id) != 0 ||
            error->span.line != include_laws[i].line ||
            strcmp(error->span.source->name, in_tree(tree, include_laws[i].file)) != 0)
            fail_msg("%s: %s in %s:%d", include_laws[i].law, error->id, error->span.source->name,
                     error->span.line);
    }
}

static void a_circle_of_two_ends(void **data)
{
    struct tree *tree = *data;
    put(tree, "data/shaders/lib/a.glsl", "#include \"lib/b.glsl\"\n");
    put(tree, "data/shaders/lib/b.glsl", "#include \"lib/a.glsl\"\n");
    put(tree, "one/a.fs", "/*{}*/\n#include \"lib/a.glsl\"\nvoid main() { }\n");
    start(tree);
    assert_string_equal(found(tree, "a"), "broken");
    assert_string_equal(tree->errors.items[0].id, "isf-include-cycle");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_nearest_folder_wins),
        TEST(folders_are_searched_by_rule),
        TEST(entries_come_in_order_of_folders_and_names),
        TEST(cuts_and_arranges_have_names_of_their_own),
        TEST(a_blend_is_a_file_in_a_folder_blend),
        TEST(a_blend_may_have_another_step_s_name),
        TEST(links_in_a_circle_end),
        TEST(links_lead_out_of_no_scene_s_folder),
        TEST(a_folder_named_twice_is_listed_once),
        TEST(errors_are_told_each_time_and_warnings_once),
        TEST(a_path_and_a_name_give_the_same_effect),
        TEST(the_engine_s_own_steps_stand_apart),
        TEST(a_vertex_shader_beside_the_file_is_seen),
        TEST(includes_are_found_nearest_last),
        TEST(wrong_includes_are_errors_at_their_lines),
        TEST(a_circle_of_two_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
