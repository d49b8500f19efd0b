// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of pictures as a source: what it shows when, what is cut from it, what is passed over.
#include "media/image.h"
#include "runtime/generation.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    // Numbers as people write them: 2 stands before 10. Each has another shape, one is clear. None
    // is larger than the canvas: a single picture is made smaller once, those of a folder by mip
    // levels.
    test_cli_run("mkdir -p album/deeper many broken cut hollow rotten");
    test_cli_picture("album/p1.png", 16, 16);
    test_cli_picture("album/p2.jpg", 28, 7);
    test_cli_picture("album/p10.png", 7, 17);
    test_cli_run("printf x > album/notes.txt; cp album/p1.png album/deeper/p3.png;"
                 "cp album/p1.png album/.p0.png");
    test_cli_text("slides.yaml", "size: 32x18\n"
                                 "sources: {a: {folder: album, every: 1 s}}\n"
                                 "layers: [{picture: a}]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static struct rmx_generation *load(const char *scene, enum rmx_load_until until)
{
    const struct rmx_settings settings = {.scene = test_cli_path(scene)};
    const struct rmx_load_params params = {.settings = &settings, .until = until};
    return rmx_generation_create(&params);
}

static void show(const char *scene, int frame, const char *file)
{
    char command[200];
    snprintf(command, sizeof(command), "remontage render -q %s --frame %d -o %s", scene, frame,
             file);
    struct test_run run = test_cli_run(command);
    if (run.code != 0)
        fail_msg("%s: %s", command, run.err);
}

static const struct {
    const char *law;
    const char *keys; // of the source, beside its folder
    const char *fit;
    int frame; // of 30 a second, 60 beats a minute
    const char *picture;
} turns[] = {
    {"the first comes first", ", every: 1 s", "cover", 0, "p1.png"},
    {"until its time is over", ", every: 1 s", "cover", 29, "p1.png"},
    {"then the second", ", every: 1 s", "cover", 30, "p2.jpg"},
    {"2 stands before 10", ", every: 1 s", "cover", 60, "p10.png"},
    {"after the last the first again", ", every: 1 s", "cover", 90, "p1.png"},
    {"four beats, where nothing is said", "", "cover", 119, "p1.png"},
    {"and not longer", "", "cover", 120, "p2.jpg"},
    {"beats are the scene's", ", every: 1 beat", "cover", 31, "p2.jpg"},
    {"frames are, too", ", every: 10 frames", "cover", 20, "p10.png"},
    {"each is fitted by its own size: contain", ", every: 1 s", "contain", 31, "p2.jpg"},
    {"stretch", ", every: 1 s", "stretch", 61, "p10.png"},
    {"tile", ", every: 1 s", "tile", 61, "p10.png"},
};

// Of the two pictures, a byte.
static double mean_difference(const char *a, const char *b)
{
    struct rmx_image images[2];
    const char *names[] = {a, b};
    for (int i = 0; i < 2; i++)
        assert_int_equal(rmx_image_load(&(struct rmx_image_params){.path = test_cli_path(names[i])},
                                        &images[i], NULL, NULL, 0),
                         RMX_IMAGE_OK);
    const unsigned char *x = images[0].pixels, *y = images[1].pixels;
    double sum = 0;
    int count = images[0].width * images[0].height * 4;
    for (int i = 0; i < count; i++)
        sum += abs(x[i] - y[i]);
    rmx_image_finish(&images[0]);
    rmx_image_finish(&images[1]);
    return sum / count;
}

static void a_slide_show_shows_what_a_picture_would(void **state)
{
    int faults = 0;
    (void)state;
    for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++) {
        char text[400];
        snprintf(text, sizeof(text),
                 "size: 32x18\nbpm: 60\nsources: {a: {folder: album%s}}\n"
                 "layers: [{picture: a, fit: %s, chain: {invert: {}}}]\n",
                 turns[i].keys, turns[i].fit);
        test_cli_text("shown.yaml", text);
        snprintf(text, sizeof(text),
                 "size: 32x18\nlayers: [{picture: album/%s, fit: %s, chain: {invert: {}}}]\n",
                 turns[i].picture, turns[i].fit);
        test_cli_text("single.yaml", text);
        show("shown.yaml", turns[i].frame, "shown.bmp");
        show("single.yaml", turns[i].frame, "single.bmp");
        // A single picture is made smaller once, those of a folder by mip levels.
        bool is_near = strcmp(turns[i].fit, "stretch") == 0;
        bool is_right = is_near ? mean_difference("shown.bmp", "single.bmp") < 3
                                : test_cli_same("shown.bmp", "single.bmp");
        if (!is_right)
            print_error("%s: frame %d is not %s\n", turns[i].law, turns[i].frame, turns[i].picture);
        faults += !is_right;
    }
    assert_int_equal(faults, 0);
}

static void a_sequence_turns_its_pictures(void **state)
{
    (void)state;
    test_cli_run("mkdir -p f; remontage render -q slides.yaml --frames 0-90x30 -o f/%03d.bmp");
    assert_false(test_cli_same("f/000.bmp", "f/030.bmp"));
    assert_false(test_cli_same("f/030.bmp", "f/060.bmp"));
    assert_true(test_cli_same("f/000.bmp", "f/090.bmp"));
    show("slides.yaml", 60, "alone.bmp");
    assert_true(test_cli_same("f/060.bmp", "alone.bmp"));
}

static const char *names_in_order(const struct rmx_scene *scene)
{
    static char names[200];
    names[0] = '\0';
    for (int i = 0; i < scene->sources[0].picture_count; i++) {
        const char *name = scene->sources[scene->sources[0].pictures[i]].name;
        strncat(names, strrchr(name, '/'), sizeof(names) - strlen(names) - 1);
    }
    return names;
}

static void the_seed_may_rule_the_order(void **state)
{
    char orders[8][200] = {{0}};
    int others = 0;
    (void)state;
    for (int seed = 0; seed < 8; seed++) {
        char text[200];
        snprintf(text, sizeof(text),
                 "seed: %d\nsources: {a: {folder: album, order: seed}}\nlayers: [{picture: a}]\n",
                 seed);
        test_cli_text("order.yaml", text);
        struct rmx_generation *generation = load("order.yaml", RMX_LOAD_SCENE);
        assert_int_equal(generation->status, RMX_LOADED);
        strcpy(orders[seed], names_in_order(generation->scene));
        rmx_generation_destroy(generation);
        others += strcmp(orders[seed], orders[0]) != 0;
    }
    assert_true(others > 0);
    struct rmx_generation *by_name = load("slides.yaml", RMX_LOAD_SCENE);
    assert_string_equal(names_in_order(by_name->scene), "/p1.png/p2.jpg/p10.png");
    rmx_generation_destroy(by_name);
}

static double weights_of(const struct rmx_fragments *fragments)
{
    double sum = 0;
    for (int i = 0; i < fragments->from_count; i++)
        sum += fragments->from[i].weight;
    return sum;
}

static void fragments_are_cut_from_all_of_them(void **state)
{
    (void)state;
    test_cli_text("cut.yaml", "size: 32x18\nsources: {a: {folder: album}}\n"
                              "layers: [{fragments: {from: [{a: 6}, album/p1.png]}}]\n");
    struct rmx_generation *generation = load("cut.yaml", RMX_LOAD_SCENE);
    assert_int_equal(generation->status, RMX_LOADED);
    const struct rmx_fragments *fragments = generation->scene->layers[0].fragments;
    assert_int_equal(fragments->from_count, 4);
    assert_true(fragments->from[0].weight == 2 && fragments->from[3].weight == 1);
    rmx_generation_destroy(generation);
}

// Broken in its header or only further on: the others share its weight and its time.
static void broken_pictures_are_passed_over(void **state)
{
    (void)state;
    test_cli_picture("broken/a.png", 16, 16);
    test_cli_picture("broken/z.png", 20, 8);
    test_cli_picture("whole.jpg", 200, 200);
    test_cli_text("broken/b.jpg", "no picture");
    test_cli_run("head -c $(($(stat -c %s whole.jpg) / 2)) whole.jpg > broken/c.jpg");
    test_cli_text("broken.yaml", "size: 32x18\nsources: {a: {folder: broken, every: 1 s}}\n"
                                 "layers: [{picture: a}, {fragments: {from: [{a: 6}]},"
                                 " visible: false}]\n");
    struct rmx_generation *generation = load("broken.yaml", RMX_LOAD_RENDERER);
    assert_int_equal(generation->status, RMX_LOADED);
    assert_int_equal(generation->errors.count, 2);
    assert_int_equal(generation->scene->sources[0].picture_count, 2);
    const struct rmx_fragments *fragments = generation->scene->layers[1].fragments;
    assert_int_equal(fragments->from_count, 2);
    assert_true(weights_of(fragments) == 6);
    rmx_generation_destroy(generation);
    struct test_run run = test_cli_run("remontage render broken.yaml --frame 30 -o second.bmp");
    assert_int_equal(run.code, 0);
    assert_non_null(strstr(run.err, "b.jpg"));
    assert_non_null(strstr(run.err, "c.jpg"));
    test_cli_text("single.yaml", "size: 32x18\nlayers: [{picture: broken/z.png}]\n");
    show("single.yaml", 0, "single.bmp");
    assert_true(test_cli_same("second.bmp", "single.bmp"));
}

// The plan is made again without the picture, over what was decoded and uploaded by then; small in
// a corner, so that its levels are read.
static void what_was_loaded_before_stays(void **state)
{
    char why[256];
    (void)state;
    struct rmx_context *context = rmx_context_create(why, sizeof(why));
    assert_non_null(context);
    int objects = rmx_context_objects(context);
    test_cli_text("small.yaml", "size: 32x18\nsources: {a: {folder: broken, every: 1 s}}\n"
                                "layers: [{picture: a, place: {scale: 0.1}}]\n");
    const struct rmx_settings settings = {.scene = test_cli_path("small.yaml")};
    const struct rmx_load_params params = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = context};
    struct rmx_generation *generation = rmx_generation_create(&params);
    assert_int_equal(generation->status, RMX_LOADED);
    assert_int_equal(generation->pictures, 3); // of four; one has a broken header
    assert_int_equal(generation->decoded, 3);
    rmx_generation_destroy(generation);
    assert_int_equal(rmx_context_objects(context), objects);
    assert_int_equal(rmx_context_errors(context), 0);
    rmx_context_destroy(context);
}

static void hundreds_of_pictures_are_shown(void **state)
{
    (void)state;
    test_cli_run("i=0; while [ $i -lt 300 ]; do cp album/p1.png many/$i.png; i=$((i + 1)); done");
    test_cli_picture("many/299.png", 4, 3);
    test_cli_text("many.yaml", "size: 32x18\nsources: {a: {folder: many, every: 1 frame}}\n"
                               "layers: [{picture: a}]\n");
    test_cli_text("last.yaml", "size: 32x18\nlayers: [{picture: many/299.png}]\n");
    show("many.yaml", 299, "many.bmp");
    show("last.yaml", 0, "last.bmp");
    assert_true(test_cli_same("many.bmp", "last.bmp"));
    show("many.yaml", 298, "many.bmp");
    assert_false(test_cli_same("many.bmp", "last.bmp"));
}

// What a file is, its content says; what is passed over is named once, and why.
static void content_tells_what_a_file_is(void **state)
{
    (void)state;
    test_cli_run("mkdir -p mixed; cp album/p1.png mixed/a.xcf; cp album/p2.jpg mixed/b;"
                 "cp album/p10.png mixed/c.txt; cp album/p1.png mixed/d.mp4;"
                 "printf '8BPS\\0\\1' > mixed/e.png; printf 'gimp xcf v011' > mixed/f;"
                 "printf 'PK\\3\\4' > mixed/g.png; printf 'PK\\3\\4' > mixed/h.zip;"
                 "printf '<?xml version=\"1.0\"?>' > mixed/i.xml; printf 'P1 P2' > mixed/j;"
                 "gzip -c mixed/i.xml > mixed/k.gz; printf 'ID3' > mixed/l.mp3");
    test_cli_text("mixed.yaml", "size: 32x18\nsources: {a: {folder: mixed}}\n"
                                "layers: [{picture: a}]\n");
    struct rmx_generation *generation = load("mixed.yaml", RMX_LOAD_RENDERER);
    assert_int_equal(generation->status, RMX_LOADED);
    assert_string_equal(names_in_order(generation->scene), "/a.xcf/b/c.txt/d.mp4");
    static const char *const missed[] = {"mixed/e.png' is a Photoshop document",
                                         "mixed/f' is a GIMP document",
                                         "mixed/g.png' is an archive"};
    assert_int_equal(generation->errors.count, 3);
    for (int i = 0; i < 3; i++)
        if (!strstr(generation->errors.items[i].message, missed[i]))
            fail_msg("%s: %s", missed[i], generation->errors.items[i].message);
    rmx_generation_destroy(generation);
}

static void folders_that_do_not_serve(void **state)
{
    (void)state;
    test_cli_text("rotten/a.png", "no picture");
    test_cli_text("rotten.yaml", "sources: {a: {folder: rotten}}\nlayers: [{picture: a}]\n");
    test_cli_text("hollow.yaml", "sources: {a: {folder: hollow}}\nlayers: [{picture: a}]\n");
    test_cli_text("outside.yaml", "sources: {a: {folder: /usr}}\nlayers: [{picture: a}]\n");
    static const struct test_law laws[] = {
        {"an empty one", "remontage render hollow.yaml -o x.png", 66, NULL, "empty-folder"},
        {"one with nothing that is whole", "remontage render rotten.yaml -o x.png", 66, NULL,
         "empty-folder"},
        {"one with too many",
         "mkdir lots; i=0; while [ $i -le 1000 ]; do : > lots/$i.png; i=$((i + 1)); done;"
         "printf 'sources: {a: {folder: lots}}\\nlayers: [{picture: a}]\\n' > lots.yaml;"
         "remontage check lots.yaml",
         65, "1 error", "at most 1000"},
        {"one that lies elsewhere", "remontage check outside.yaml", 65, "1 error", "not-allowed"},
        {"a link in it that leads elsewhere",
         "mkdir links; cp album/p1.png links/a.png; ln -s /bin/sh links/b.png;"
         "printf 'sources: {a: {folder: links}}\nlayers: [{picture: a}]\n' > links.yaml;"
         "remontage check links.yaml",
         0, "1 warning", "passed over"},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slide_show_shows_what_a_picture_would),
        cmocka_unit_test(a_sequence_turns_its_pictures),
        cmocka_unit_test(the_seed_may_rule_the_order),
        cmocka_unit_test(fragments_are_cut_from_all_of_them),
        cmocka_unit_test(broken_pictures_are_passed_over),
        cmocka_unit_test(what_was_loaded_before_stays),
        cmocka_unit_test(hundreds_of_pictures_are_shown),
        cmocka_unit_test(content_tells_what_a_file_is),
        cmocka_unit_test(folders_that_do_not_serve),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
