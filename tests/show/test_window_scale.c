// SPDX-License-Identifier: GPL-3.0-or-later
// Displays whose pixels are smaller than the window system's units, as Wayland has them: the window
// library is asked through functions of this file, which say so of a window on a usual display.
#include "runtime/canvas.h"
#include "share/reveal_parts.h"
#include "support/cli.h"
#include "support/live.h"
#include "support/planning.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <dlfcn.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 90 }; // of the window, in units

static double ratio = 1; // pixels in a unit
static GLFWcursorposfun on_pointer;
static GLFWwindow *shown;

static int pixels(int units)
{
    return (int)lround(units * ratio);
}

// The library's own function of that name.
static void *real(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    assert_non_null(function);
    return function;
}

#define REAL(name) (*(__typeof__(&name) *)&(void *){real(#name)})

GLFWwindow *glfwCreateWindow(int width, int height, const char *title, GLFWmonitor *monitor,
                             GLFWwindow *share)
{
    shown = REAL(glfwCreateWindow)(pixels(width), pixels(height), title, monitor, share);
    return shown;
}

void glfwGetWindowSize(GLFWwindow *window, int *width, int *height)
{
    REAL(glfwGetWindowSize)(window, width, height);
    *width = (int)lround(*width / ratio);
    *height = (int)lround(*height / ratio);
}

void glfwSetWindowMonitor(GLFWwindow *window, GLFWmonitor *monitor, int x, int y, int width,
                          int height, int rate)
{
    REAL(glfwSetWindowMonitor)
    (window, monitor, x, y, monitor ? width : pixels(width), monitor ? height : pixels(height),
     rate);
}

void glfwGetCursorPos(GLFWwindow *window, double *x, double *y)
{
    REAL(glfwGetCursorPos)(window, x, y);
    *x /= ratio;
    *y /= ratio;
}

// The test is the pointer.
GLFWcursorposfun glfwSetCursorPosCallback(GLFWwindow *window, GLFWcursorposfun callback)
{
    (void)window;
    on_pointer = callback;
    return NULL;
}

void glfwGetWindowContentScale(GLFWwindow *window, float *x, float *y)
{
    (void)window;
    *x = (float)ratio;
    if (y)
        *y = (float)ratio;
}

static const double ratios[] = {1, 1.25, 1.5, 2};
enum { RATIOS = sizeof(ratios) / sizeof(ratios[0]) };

static const char scene[] = "size: 160x90\n"
                            "layers: [{generate: {solid: {color: [mouse.x, mouse.y, 1]}}}]\n";

static const unsigned char *pixel(int x, int y)
{
    return live_seen()->pixels + 4 * (y * live_seen()->width + x);
}

// Blue is all of the picture.
static bool is_picture(int left, int low, int width, int height)
{
    return pixel(left, low)[2] == 255 && pixel(left + width - 1, low)[2] == 255 &&
           pixel(left, low + height - 1)[2] == 255 &&
           pixel(left + width - 1, low + height - 1)[2] == 255 &&
           pixel(left + width / 2, low + height / 2)[2] == 255;
}

static void until_size(int width, int height)
{
    for (int i = 0; i < 400 && (live_seen()->width != width || live_seen()->height != height); i++)
        live_step();
    assert_int_equal(live_seen()->width, width);
    assert_int_equal(live_seen()->height, height);
    assert_true(live_turn(2));
}

// The middle of a pixel, as the window system says where that is.
static void point(int x, int y)
{
    on_pointer(shown, (x + 0.5) / ratio, (live_seen()->height - 0.5 - y) / ratio);
    assert_true(live_turn(2));
}

static void assert_pointer(double x, double y)
{
    const unsigned char *seen = pixel(live_seen()->width / 2, live_seen()->height / 2);
    if (fabs(seen[0] - 255 * x) > 1.6 || fabs(seen[1] - 255 * y) > 1.6)
        fail_msg("%g pixels in a unit: the pointer is at %g %g, not at %g %g", ratio,
                 seen[0] / 255.0, seen[1] / 255.0, x, y);
}

static void open_show(int width, int height)
{
    test_cli_text("scale.yaml", scene);
    assert_true(live_begin(&(struct live_params){
        .scene = "scale.yaml", .has_pointer = true, .width = width, .height = height}));
    assert_true(live_until_swap(1));
    until_size(pixels(width), pixels(height));
}

static void test_a_window_of_its_aspect(void **state)
{
    (void)state;
    for (int i = 0; i < RATIOS; i++) {
        ratio = ratios[i];
        open_show(WIDTH, HEIGHT);
        int width = pixels(WIDTH), height = pixels(HEIGHT);
        assert_true(is_picture(0, 0, width, height));
        point(0, 0);
        assert_pointer(0.5 / width, 0.5 / height);
        point(width - 1, height - 1);
        assert_pointer(1 - 0.5 / width, 1 - 0.5 / height);
        point(width / 4, 3 * height / 4);
        assert_pointer((width / 4 + 0.5) / width, (3 * height / 4 + 0.5) / height);
        live_end();
    }
}

static void test_a_wider_one(void **state)
{
    (void)state;
    for (int i = 0; i < RATIOS; i++) {
        ratio = ratios[i];
        open_show(WIDTH + 80, HEIGHT);
        const struct rmx_scene of = {.width = WIDTH, .height = HEIGHT};
        int all = live_seen()->width, width, height;
        rmx_canvas_within(&of, all, live_seen()->height, &width, &height);
        int left = (all - width) / 2;
        assert_true(is_picture(left, 0, width, height));
        assert_int_equal(pixel(left - 1, height / 2)[2], 0);
        assert_int_equal(pixel(left + width, height / 2)[2], 0);
        point(left + width / 4, height / 2);
        assert_pointer((width / 4 + 0.5) / width, (height / 2 + 0.5) / height);
        point(2, height / 2); // on the bar
        assert_pointer(0, 0.5);
        live_end();
    }
}

static void test_full_screen_and_back(void **state)
{
    (void)state;
    for (int i = 0; i < RATIOS; i++) {
        ratio = ratios[i];
        open_show(WIDTH, HEIGHT);
        live_press(RMX_ACTION_FULLSCREEN);
        until_size(1024, 768);
        live_press(RMX_ACTION_FULLSCREEN);
        until_size(pixels(WIDTH), pixels(HEIGHT));
        assert_true(is_picture(0, 0, pixels(WIDTH), pixels(HEIGHT)));
        live_end();
    }
}

static void test_a_still_is_the_scenes_size(void **state)
{
    (void)state;
    for (int i = 0; i < RATIOS; i++) {
        ratio = ratios[i];
        test_cli_run("rm -f scale-*.png");
        open_show(WIDTH, HEIGHT);
        live_press(RMX_ACTION_STILL);
        for (int turn = 0; turn < 400 && !strstr(live_seen()->words, "the same again"); turn++)
            live_step();
        if (!strstr(live_seen()->words, "160 x 90"))
            fail_msg("%g: %s", ratio, live_seen()->words);
        assert_int_equal(test_cli_count("scale-*.png"), 1);
        live_end();
    }
}

// What is drawn over a small picture is not smaller than can be read there.
static void test_letters(void **state)
{
    (void)state;
    struct planning planning;
    assert_int_equal(planning_begin(&planning), 0);
    planning_open(&planning);
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    for (int i = 0; i < RATIOS; i++) {
        const struct rmx_reveal_params params = {.plan = planning_plan(&planning, scene),
                                                 .width = 480,
                                                 .height = 270,
                                                 .scale = ratios[i]};
        const struct rmx_reveal_page *page =
            rmx_reveal_page_create(planning.arena, typeset, &params);
        assert_float_equal(page->look.em, floor(22 * ratios[i] + 0.5) / 2, 1e-9);
    }
    rmx_typeset_destroy(typeset);
    planning_end(&planning);
}

static int set_up(void **state)
{
    return live_set_up(state) == 0 ? chdir(test_cli_path(".")) : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_window_of_its_aspect),
        cmocka_unit_test(test_a_wider_one),
        cmocka_unit_test(test_full_screen_and_back),
        cmocka_unit_test(test_a_still_is_the_scenes_size),
        cmocka_unit_test(test_letters),
    };
    return cmocka_run_group_tests(tests, set_up, live_tear_down);
}
