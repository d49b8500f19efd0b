// SPDX-License-Identifier: GPL-3.0-or-later
// Frames in the window are those of `render`, byte for byte; a lost context leaves no trace in
// them.
#include "support/cli.h"
#include "support/live.h"
#include "support/stage.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 90, BYTES = WIDTH * HEIGHT * 4 };

static const char scene[] =
    "size: 320x180\nfps: 30\nseed: 7\nknobs: {k: {from: 0, to: 2, at: 1}}\n"
    "sources: {p: {image: ./p.png, credit: Ann}}\n"
    "layers:\n"
    "  - {picture: p, chain: [{rotate: {angle: run(40 * k)}}, shards]}\n"
    "  - {generate: noise, opacity: 0.3 + 0.2 * wave(time), blend: multiply}\n"
    "finish: [grain]\n";

static int begin(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    test_cli_picture("p.png", 64, 48);
    test_cli_text("frames.yaml", scene);
    return 0;
}

static void render(long long frame, unsigned char *bytes)
{
    struct stage_picture picture = stage_render(&(struct stage_params){
        .path = test_cli_path("frames.yaml"), .width = WIDTH, .height = HEIGHT, .frame = frame});
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (unsigned char)lroundf(picture.pixels[i] * 255);
    stage_finish(&picture);
}

static void assert_same(const unsigned char *expected)
{
    const struct live_seen *seen = live_seen();
    assert_int_equal(seen->width, WIDTH);
    assert_int_equal(seen->height, HEIGHT);
    for (size_t i = 0; i < BYTES; i++)
        if (i % 4 != 3 && seen->pixels[i] != expected[i])
            fail_msg("frame %lld: byte %zu is %d, not %d", seen->frame, i, seen->pixels[i],
                     expected[i]);
    assert_int_equal(seen->gl_error, 0);
}

static const long long frames[] = {0, 1, 30, 45, 46, 300};
enum { FRAMES = sizeof(frames) / sizeof(frames[0]) };
static unsigned char rendered[FRAMES][BYTES];

static void show_frame(long long frame)
{
    live_time((double)frame / 30);
    assert_true(live_until_frame(frame));
}

static void test_same_bytes(void **state)
{
    (void)state;
    for (int i = 0; i < FRAMES; i++)
        render(frames[i], rendered[i]);
    assert_memory_not_equal(rendered[0], rendered[1], BYTES);
    assert_true(live_begin(&(struct live_params){.scene = "frames.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    for (int i = 0; i < FRAMES; i++) {
        show_frame(frames[i]);
        assert_same(rendered[i]);
    }
    live_end();
}

// What software draws goes to the window row by row, as it is: no shader copies it.
static void test_order_of_channels(void **state)
{
    (void)state;
    assert_true(live_begin(&(struct live_params){.scene = "frames.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    const struct rmx_generation *shown = rmx_show_shown(live_show()).player->generation;
    assert_int_equal(rmx_renderer_is_blue_first(shown->renderer),
                     rmx_context_device(shown->context)->is_software);
    live_end();
}

// A scene within a scene of the same size is what it is alone, and comes back as that does.
static void test_scene_within(void **state)
{
    (void)state;
    test_cli_text("within.yaml", "size: 320x180\nfps: 30\nlayers: [picture: frames.yaml]\n");
    assert_true(live_begin(
        &(struct live_params){.scene = "within.yaml", .holds_time = true, .lose_at = 46}));
    assert_true(live_until_swap(1));
    for (int i = 0; i < FRAMES; i++) {
        show_frame(frames[i]);
        assert_same(rendered[i]);
    }
    assert_int_equal(live_counts().resets, 1);
    live_end();
}

static void test_lost_context(void **state)
{
    (void)state;
    assert_true(live_begin(
        &(struct live_params){.scene = "frames.yaml", .holds_time = true, .lose_at = 46}));
    assert_true(live_until_swap(1));
    for (int i = 0; i < FRAMES; i++) {
        show_frame(frames[i]);
        assert_same(rendered[i]);
    }
    assert_int_equal(live_counts().resets, 1);
    live_end();
}

// The scene on disk is broken when it happens: the generation in memory is what comes back.
static void test_lost_while_broken(void **state)
{
    (void)state;
    test_cli_text("frames.yaml", scene);
    assert_true(live_begin(
        &(struct live_params){.scene = "frames.yaml", .holds_time = true, .lose_at = 45}));
    assert_true(live_until_swap(1));
    show_frame(30);
    test_cli_text("frames.yaml", "layers: [");
    assert_true(live_until_loads(2));
    show_frame(44);
    assert_int_equal(live_counts().resets, 0);
    show_frame(45);
    assert_same(rendered[3]);
    assert_int_equal(live_counts().resets, 1);
    test_cli_text("frames.yaml", scene);
    show_frame(46);
    assert_same(rendered[4]);
    live_end();
}

// A window has no alpha: a picture without a background stands before black.
static void test_without_background(void **state)
{
    (void)state;
    static const struct {
        const char *law, *layers;
        int grey;
    } laws[] = {
        {"what is half there is half as bright", "[{generate: {solid: {color: [1, 1, 1, 0.5]}}}]",
         128},
        {"opacity darkens", "[{generate: {solid: {color: [0.8, 0.8, 0.8]}}, opacity: 0.25}]", 51},
        {"what is there is as it is", "[{generate: {solid: {color: [0.8, 0.8, 0.8]}}}]", 204},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        char text[256];
        snprintf(text, sizeof(text), "size: 320x180\nbackground: none\nlayers: %s\n",
                 laws[i].layers);
        test_cli_text("none.yaml", text);
        assert_true(live_begin(&(struct live_params){.scene = "none.yaml", .holds_time = true}));
        assert_true(live_until_swap(1));
        print_message("%s: %g\n", laws[i].law, live_seen()->mean);
        assert_true(fabs(live_seen()->mean - laws[i].grey) < 1.5);
        live_press(RMX_ACTION_FREEZE);
        live_time(1);
        assert_true(live_turn(1));
        assert_true(fabs(live_seen()->mean - laws[i].grey) < 1.5);
        assert_int_equal(live_seen()->gl_error, 0);
        live_end();
    }
}

// What an edit leaves alone goes on: time, and the integral of a rate.
static void test_goes_on(void **state)
{
    (void)state;
    test_cli_text("frames.yaml", scene);
    assert_true(live_begin(&(struct live_params){.scene = "frames.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    show_frame(45);
    test_cli_run("sed -i 's/seed: 7/seed: 7 # the same/' frames.yaml");
    assert_true(live_until_swap(2));
    show_frame(46);
    assert_same(rendered[4]);
    live_end();
}

static void test_knobs(void **state)
{
    (void)state;
    test_cli_text("frames.yaml", scene);
    assert_true(live_begin(
        &(struct live_params){.scene = "frames.yaml", .holds_time = true, .set = "k=0.5"}));
    assert_true(live_until_swap(1));
    assert_true(live_seen()->knob == 0.5);
    live_press(RMX_ACTION_NEXT_KNOB);
    live_press(RMX_ACTION_MUCH_MORE);
    assert_true(live_turn(1));
    assert_true(fabs(live_seen()->knob - 0.7) < 1e-9);
    assert_non_null(strstr(live_seen()->words, "k: 0.7"));
    test_cli_run("sed -i 's/seed: 7/seed: 8/' frames.yaml");
    assert_true(live_until_swap(2));
    assert_true(fabs(live_seen()->knob - 0.7) < 1e-9); // moved, and its `at:` is as it was
    test_cli_run("sed -i 's/at: 1/at: 1.5/' frames.yaml");
    assert_true(live_until_swap(3));
    assert_true(live_seen()->knob == 1.5); // its own `at:` was edited
    live_end();
}

static void test_keys(void **state)
{
    (void)state;
    test_cli_text("frames.yaml", scene);
    assert_true(live_begin(&(struct live_params){.scene = "frames.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    show_frame(30);
    live_press(RMX_ACTION_BLACKOUT);
    assert_true(live_turn(1));
    assert_true(live_seen()->is_black && live_seen()->mean == 0);
    live_press(RMX_ACTION_BLACKOUT);
    assert_true(live_turn(1));
    assert_same(rendered[2]);
    live_press(RMX_ACTION_FREEZE);
    live_time(1.5);
    assert_true(live_turn(1));
    assert_same(rendered[2]);
    live_press(RMX_ACTION_FREEZE);
    assert_true(live_turn(1));
    assert_same(rendered[3]);
    live_press(RMX_ACTION_STEP);
    assert_true(live_turn(1));
    assert_same(rendered[4]);
    live_press(RMX_ACTION_RESTART);
    assert_true(live_turn(1));
    assert_same(rendered[0]);
    live_end();
}

// The command that the still key prints gives the still's bytes.
static void test_still(void **state)
{
    (void)state;
    test_cli_text("frames.yaml", scene);
    char folder[256];
    assert_non_null(getcwd(folder, sizeof(folder)));
    assert_int_equal(chdir(test_cli_path(".")), 0);
    assert_true(live_begin(&(struct live_params){.scene = "frames.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    show_frame(45);
    for (int i = 0; i < 2; i++) {
        live_forget_words();
        live_press(RMX_ACTION_STILL);
        for (int turn = 0; turn < 5000 && !strstr(live_seen()->words, "render"); turn++) {
            live_time(1.5 + (turn % 2) / 1000.0);
            live_press(RMX_ACTION_NONE);
            live_turn(1);
        }
    }
    const char *command = strstr(live_seen()->words, "remontage render");
    assert_non_null(command);
    char line[1024];
    snprintf(line, sizeof(line), "%.*s -o again.png", (int)strcspn(command, "\n"), command);
    assert_true(test_cli_exists("frames-45.png") && test_cli_exists("frames-45-2.png"));
    assert_int_equal(test_cli_run(line).code, 0);
    assert_true(test_cli_same("again.png", "frames-45.png"));
    assert_true(test_cli_same("again.png", "frames-45-2.png"));
    assert_int_equal(test_cli_run("grep -q 'p: Ann' again.png").code, 0); // with credits
    // An integral that followed a knob is no render's any more.
    live_press(RMX_ACTION_MUCH_MORE);
    live_time(2);
    live_turn(1);
    live_forget_words();
    live_press(RMX_ACTION_STILL);
    for (int turn = 0; turn < 5000 && !strstr(live_seen()->words, "wrote"); turn++) {
        live_press(RMX_ACTION_NONE);
        live_turn(1);
    }
    assert_non_null(strstr(live_seen()->words, "run()"));
    assert_int_equal(test_cli_run("grep -q 'p: Ann' frames-60.png").code, 0);
    live_end();
    assert_int_equal(chdir(folder), 0);
}

static void *set_level(void *data)
{
    assert_true(rmx_controls_set(live_controls(), "level", *(double *)data));
    return NULL;
}

// What another thread sets is in the very next frame, whether time runs or is held; nothing is
// loaded for it.
static void test_set_from_another_thread(void **state)
{
    (void)state;
    test_cli_text("level.yaml", "size: 160x90\nknobs: {level: 0.2}\n"
                                "layers: [{generate: {solid: {color: [level, level, level]}}}]\n");
    assert_true(live_begin(&(struct live_params){.scene = "level.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    live_assert_grey(51);
    int loads = live_counts().reload.loads;
    for (int i = 0; i < 4; i++) {
        double level = 0.4 + 0.1 * i;
        int before = live_seen()->frames;
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, set_level, &level), 0);
        pthread_join(thread, NULL);
        if (i % 2)
            live_time(1 + i);
        assert_true(live_turn(1));
        assert_int_equal(live_seen()->frames, before + 1);
        assert_true(fabs(live_seen()->mean - level * 255) < 0.6);
        assert_true(live_seen()->knob == level);
    }
    assert_int_equal(live_counts().reload.loads, loads);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_order_of_channels),
        cmocka_unit_test(test_scene_within),
        cmocka_unit_test(test_lost_context),
        cmocka_unit_test(test_lost_while_broken),
        cmocka_unit_test(test_without_background),
        cmocka_unit_test(test_goes_on),
        cmocka_unit_test(test_knobs),
        cmocka_unit_test(test_set_from_another_thread),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_still),
    };
    return cmocka_run_group_tests(tests, begin, live_tear_down);
}
