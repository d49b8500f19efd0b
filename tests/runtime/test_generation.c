// SPDX-License-Identifier: GPL-3.0-or-later
// Generations: how far a loading comes, the canvas that --size gives, the places of sources, and
// that a show may load one beside another.
#include "runtime/places.h"
#include "runtime/player.h"
#include "support/cli.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("a.png", 40, 30);
    test_cli_picture("b.png", 40, 30);
    test_cli_text("fine.yaml", "size: 64x48\n"
                               "sources: {a: a.png, b: b.png}\n"
                               "layers:\n"
                               "  - {picture: a, chain: {rotate: {angle: time * 90}}}\n"
                               "  - {picture: b, opacity: 0.5, mask: a}\n");
    test_cli_text("inner.yaml", "size: 32x32\nlayers: [{picture: a.png, chain: {blur: {}}}]\n");
    test_cli_text("all.yaml",
                  "size: 64x48\n"
                  "layers:\n"
                  "  - {picture: inner.yaml}\n"
                  "  - {picture: b.png, chain: [{blur: {}}, {sharpen: {}}, {edges: {}}]}\n"
                  "  - fragments: {from: [a.png], cut: grid, arrange: scatter}\n");
    test_cli_text("wrong.yaml", "layers: [{picture: nothing}]\n");
    test_cli_text("text.png", "not a picture");
    test_cli_text("bad.yaml", "layers: [{picture: ./text.png}]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static struct rmx_generation *load(const char *scene, struct rmx_size_wish size,
                                   enum rmx_load_until until)
{
    const struct rmx_settings settings = {.scene = test_cli_path(scene), .size = size};
    const struct rmx_load_params params = {.settings = &settings, .until = until};
    return rmx_generation_create(&params);
}

static void test_status(void **state)
{
    (void)state;
    static const struct {
        const char *law, *scene;
        enum rmx_load_until until;
        enum rmx_load_status status;
        int exit_code;
    } laws[] = {
        {"a scene alone", "fine.yaml", RMX_LOAD_SCENE, RMX_LOADED, 0},
        {"a plan", "fine.yaml", RMX_LOAD_PLAN, RMX_LOADED, 0},
        {"all of it", "fine.yaml", RMX_LOAD_RENDERER, RMX_LOADED, 0},
        {"a picture for a scene", "a.png", RMX_LOAD_RENDERER, RMX_LOADED, 0},
        {"a mistake", "wrong.yaml", RMX_LOAD_RENDERER, RMX_LOAD_ERRORS, 65},
        {"no file", "none.yaml", RMX_LOAD_SCENE, RMX_LOAD_ERRORS, 66},
        {"a bad picture is not looked at for the scene", "bad.yaml", RMX_LOAD_SCENE, RMX_LOADED, 0},
        {"but for the plan", "bad.yaml", RMX_LOAD_PLAN, RMX_LOAD_ERRORS, 66},
        {"and before the pixels", "bad.yaml", RMX_LOAD_RENDERER, RMX_LOAD_ERRORS, 66},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_generation *generation =
            load(laws[i].scene, (struct rmx_size_wish){0}, laws[i].until);
        print_message("%s\n", laws[i].law);
        assert_int_equal(generation->status, laws[i].status);
        assert_int_equal(rmx_errors_exit_code(&generation->errors), laws[i].exit_code);
        rmx_generation_destroy(generation);
    }
}

// So often that it is wanted.
static bool ask(void *data)
{
    int *left = data;
    return *left > 0 && (*left)--;
}

static enum rmx_load_status load_asking(struct rmx_context *context, int times)
{
    const struct rmx_settings settings = {.scene = test_cli_path("all.yaml")};
    const struct rmx_wanted wanted = {ask, &times};
    struct rmx_generation *begun = NULL;
    const struct rmx_load_params params = {.settings = &settings,
                                           .until = RMX_LOAD_RENDERER,
                                           .context = context,
                                           .wanted = &wanted,
                                           .begun = &begun};
    struct rmx_generation *generation = rmx_generation_create(&params);
    enum rmx_load_status status = generation->status;
    assert_ptr_equal(begun, generation);
    assert_int_equal(generation->errors.error_count, 0);
    rmx_generation_destroy(generation);
    return status;
}

// Between pictures, before the plan, between programs, within scenes: each of these moments is had.
static void test_given_up_at_any_moment(void **state)
{
    (void)state;
    char why[256];
    int times = 0;
    struct rmx_context *context = rmx_context_create(why, sizeof(why));
    assert_non_null(context);
    while (load_asking(context, times) == RMX_LOAD_GIVEN_UP)
        assert_true(++times < 10000);
    assert_int_equal(load_asking(context, 1000000), RMX_LOADED);
    assert_true(times >= 10); // of them
    rmx_context_destroy(context);
}

static void test_sizes(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        struct rmx_size_wish wish;
        int width, height;
    } laws[] = {
        {"unsaid, the scene's", {0}, 64, 48},
        {"a width keeps the aspect", {.width = 32}, 32, 24},
        {"a width that does not divide is rounded", {.width = 33}, 33, 25},
        {"a factor", {.scale = 2.5}, 160, 120},
        {"a small factor leaves a pixel", {.scale = 0.001}, 1, 1},
        {"the same aspect", {.width = 128, .height = 96}, 128, 96},
        {"another aspect", {.width = 96, .height = 96}, 96, 96},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_generation *generation = load("fine.yaml", laws[i].wish, RMX_LOAD_SCENE);
        print_message("%s\n", laws[i].law);
        assert_int_equal(generation->width, laws[i].width);
        assert_int_equal(generation->height, laws[i].height);
        assert_int_equal(generation->scene->width, 64); // as it was read
        assert_int_equal(generation->scene->height, 48);
        rmx_generation_destroy(generation);
    }
}

static void test_places(void **state)
{
    (void)state;
    static const struct {
        const char *law, *text;
        int width, height;
        bool cover;
    } laws[] = {
        {"a layer's picture covers the canvas", "layers: [{picture: a}]\n", 200, 100, true},
        {"contained, one side will do", "layers: [{picture: a, fit: contain}]\n", 200, 100, false},
        {"one reader that covers rules",
         "layers: [{picture: a, fit: contain}, {picture: a, fit: stretch}]\n", 200, 100, true},
        {"the source's fit counts", "layers: [{picture: b}]\n", 200, 100, false},
        {"the layer's goes first", "layers: [{picture: b, fit: cover}]\n", 200, 100, true},
        {"tiled, it keeps its size", "layers: [{picture: a, fit: tile}]\n", 0, 0, false},
        {"a mask is a reader", "layers: [{generate: solid, mask: a}]\n", 200, 100, true},
        {"so is an image input", "layers: [{generate: solid, chain: {displace: {map: a}}}]\n", 200,
         100, true},
        {"on the frame, too", "layers: [{generate: solid}]\nfinish: {weave: {second: a}}\n", 200,
         100, true},
        {"unread, it has no place", "layers: [{generate: solid}]\n", 0, 0, false},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        char text[512];
        snprintf(text, sizeof(text),
                 "size: 200x100\nsources: {a: a.png, b: {image: b.png, fit: contain}}\n%s",
                 laws[i].text);
        test_cli_text("place.yaml", text);
        struct rmx_generation *generation =
            load("place.yaml", (struct rmx_size_wish){0}, RMX_LOAD_SCENE);
        print_message("%s\n", laws[i].law);
        assert_int_equal(generation->status, RMX_LOADED);
        struct rmx_image_params params[2];
        int index = strstr(laws[i].text, "picture: b") ? 1 : 0;
        rmx_source_places(generation->scene, 200, 100, params);
        assert_int_equal(params[index].place_width, laws[i].width);
        assert_int_equal(params[index].place_height, laws[i].height);
        assert_int_equal(params[index].cover, laws[i].cover);
        rmx_generation_destroy(generation);
    }
}

static void test_picture_files(void **state)
{
    (void)state;
    test_cli_run("cp a.png picture.yaml");
    assert_true(rmx_is_picture(test_cli_path("a.png")));
    assert_true(rmx_is_picture(test_cli_path("picture.yaml"))); // the content decides
    assert_true(rmx_is_picture(test_cli_path("text.png")));     // so that its error speaks of that
    assert_false(rmx_is_picture(test_cli_path("fine.yaml")));
    assert_false(rmx_is_picture("-"));
}

enum { PIXEL_BYTES = 64 * 48 * 4 };

// Frame 10 of fine.yaml.
static void draw(unsigned char *pixels)
{
    struct rmx_generation *generation =
        load("fine.yaml", (struct rmx_size_wish){0}, RMX_LOAD_RENDERER);
    if (generation->status == RMX_LOADED) {
        struct rmx_player *player = rmx_player_create(generation);
        if (rmx_player_bytes(player) == PIXEL_BYTES)
            rmx_player_read(player, 10, pixels);
        rmx_player_destroy(player);
    }
    rmx_generation_destroy(generation);
}

static void *draw_on_thread(void *pixels)
{
    for (int i = 0; i < 3; i++)
        draw(pixels);
    return NULL;
}

static void test_beside(void **state)
{
    (void)state;
    static unsigned char here[PIXEL_BYTES], there[PIXEL_BYTES], black[PIXEL_BYTES];
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, draw_on_thread, there), 0);
    for (int i = 0; i < 3; i++)
        draw(here);
    pthread_join(thread, NULL);
    assert_memory_equal(here, there, PIXEL_BYTES);
    assert_memory_not_equal(here, black, PIXEL_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status), cmocka_unit_test(test_given_up_at_any_moment),
        cmocka_unit_test(test_sizes),  cmocka_unit_test(test_places),
        cmocka_unit_test(test_beside), cmocka_unit_test(test_picture_files),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
