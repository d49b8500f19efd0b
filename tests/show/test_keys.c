// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself in a window of its own, keys pressed as on a keyboard, looked at as on a
// screen.
#include "base/clock.h"
#include "support/cli.h"
#include "support/live.h"

#include <X11/Xlib.h>
#include <arpa/inet.h>
#include <dlfcn.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

// The window stands in the corner, since the display has no window manager, and is found there;
// full screen, the corner is a bar, and the picture reaches the middle.
enum { SCREEN_WIDTH = 1024, SCREEN_HEIGHT = 768, PATIENCE_MS = 60000 };

// Red is the knob, green goes up with time: a frame is four steps of it.
static const char scene[] = "size: 160x90\nfps: 30\nknobs: {k: {from: 0, to: 1, at: 0.2}}\n"
                            "layers: [{generate: {solid: {color: [k, ramp(time / 2), 0.4]}}}]\n";

struct colour {
    int red, green, blue;
};

static struct colour look(int x, int y)
{
    static unsigned char pixels[SCREEN_WIDTH * SCREEN_HEIGHT * 3];
    test_cli_run("import -silent -window root -depth 8 rgb:screen.rgb");
    FILE *file = fopen(test_cli_path("screen.rgb"), "rb");
    if (!file || fread(pixels, 1, sizeof(pixels), file) != sizeof(pixels))
        fail_msg("no picture of the screen");
    fclose(file);
    const unsigned char *pixel = &pixels[(size_t)(y * SCREEN_WIDTH + x) * 3];
    return (struct colour){pixel[0], pixel[1], pixel[2]};
}

static struct colour in_window(void)
{
    return look(80, 45);
}

static void press(const char *keys)
{
    char command[256];
    snprintf(command, sizeof(command), "xdotool key --delay 30 %s", keys);
    assert_int_equal(test_cli_run(command).code, 0);
}

static bool has_said(const char *words)
{
    char command[512];
    snprintf(command, sizeof(command), "grep -qF '%s' live.err", words);
    return test_cli_run(command).code == 0;
}

static bool shows_knob(void *data)
{
    struct colour c = in_window();
    return abs(c.red - *(const int *)data) <= 1 && c.blue == 102;
}
static bool shows_black(void *data)
{
    (void)data;
    struct colour c = in_window();
    return c.red + c.green + c.blue == 0;
}
static bool shows_picture(void *data)
{
    (void)data;
    return in_window().blue == 102;
}
static bool is_late(void *data)
{
    (void)data;
    return in_window().green > 128;
}
static bool is_early(void *data)
{
    (void)data;
    return in_window().green < 128;
}
static bool fills_screen(void *data)
{
    (void)data;
    struct colour middle = look(SCREEN_WIDTH / 2, SCREEN_HEIGHT / 2), bar = in_window();
    return middle.blue == 102 && bar.blue == 0;
}
static bool says(void *data)
{
    return has_said(data);
}
static bool is_there(void *data)
{
    return test_cli_count(data) == 1;
}
static bool has_ended(void *data)
{
    (void)data;
    return test_cli_exists("code");
}

static void until(const char *law, bool (*holds)(void *data), void *data)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (!holds(data)) {
        if (rmx_clock_ms() > until_ms)
            fail_msg("%s: it does not come to that", law);
        usleep(20000);
    }
}

static void start(const char *options)
{
    char command[512];
    int red = 51;
    test_cli_text("k.yaml", scene);
    snprintf(command, sizeof(command),
             "rm -f code; { \"$REMONTAGE\" live k.yaml --window 160x90 %s 2>live.err >live.out & "
             "echo $! >pid; wait $!; echo $? >code.part; mv code.part code; } &",
             options);
    test_cli_run(command);
    if (strstr(options, "fullscreen"))
        until("it begins in full screen", fills_screen, NULL);
    else
        until("it begins in a window", shows_knob, &red);
    test_cli_run("xdotool search --name k.yaml windowfocus");
}

static void assert_ends(int code)
{
    until("it ends", has_ended, NULL);
    char command[64];
    snprintf(command, sizeof(command), "[ $(cat code) = %d ]", code);
    assert_int_equal(test_cli_run(command).code, 0);
}

static bool has_gone_on(void *data)
{
    return in_window().green != *(const int *)data;
}

static void assert_goes_on(const char *law)
{
    int green = in_window().green;
    until(law, has_gone_on, &green);
}

// Black and back: every key before was taken, and frames were presented since.
static void turn_over(void)
{
    press("b");
    until("b is black", shows_black, NULL);
    press("b");
    until("and back", shows_picture, NULL);
}

// The green that stands there.
static int assert_stands(const char *law)
{
    turn_over();
    int green = in_window().green;
    turn_over();
    if (in_window().green != green)
        fail_msg("%s: green goes on from %d to %d", law, green, in_window().green);
    return green;
}

// Held until it ends.
static void hold_quit(void)
{
    test_cli_run("xdotool keydown ctrl keydown q");
    until("Ctrl+Q, held, ends it", has_ended, NULL);
    test_cli_run("xdotool keyup q keyup ctrl");
}

static void test_knob_keys(void)
{
    static const struct {
        const char *keys, *said;
        int red;
    } moves[] = {
        {"Tab", "k: 0.2", 51},  {"Right", "k: 0.21", 54}, {"Up", "k: 0.31", 79},
        {"Left", "k: 0.3", 77}, {"Down", "k: 0.2", 51},   {"shift+Tab", "k: 0.2", 51},
    };
    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        int red = moves[i].red;
        press(moves[i].keys);
        until(moves[i].keys, says, (void *)moves[i].said);
        until(moves[i].keys, shows_knob, &red);
    }
}

static void test_time_keys(void)
{
    assert_goes_on("time goes on");
    press("space");
    int green = assert_stands("Space holds time");
    press("period");
    int step = (assert_stands("a step holds time") - green + 256) % 256;
    if (step < 3 || step > 6)
        fail_msg("a step goes %d on", step);
    press("space");
    assert_goes_on("and Space lets it go");
    press("h");
    assert_stands("h holds the picture");
    press("h");
    assert_goes_on("and lets it go");
    press("space r");
    assert_int_equal(assert_stands("r begins again, and time is held still"), 0);
    press("space");
    assert_goes_on("until Space");
}

// Time begins anew twice, which takes longer than the quit key is held for.
static void let_seconds_pass(void)
{
    for (int times = 0; times < 2; times++) {
        until("time goes to its end", is_late, NULL);
        until("time begins anew", is_early, NULL);
    }
}

static bool is_revealed(void *data)
{
    (void)data;
    struct colour c = look(20, 20); // a plate, beside its words
    return c.blue < 60;
}
static bool is_bare(void *data)
{
    (void)data;
    struct colour c = look(20, 20);
    return c.blue == 102;
}

static void test_reveal_keys(void)
{
    press("v");
    until("v, tapped, shows how it is made", is_revealed, NULL);
    turn_over();
    assert_true(is_revealed(NULL));
    press("v");
    until("and back", is_bare, NULL);
    test_cli_run("xdotool keydown v");
    until("held, it shows", is_revealed, NULL);
    test_cli_run("sleep 0.5; xdotool keyup v");
    until("until it is let go", is_bare, NULL);
}

static void test_every_key(void **state)
{
    int red = 51;
    (void)state;
    start("");
    test_knob_keys();
    test_time_keys();
    test_reveal_keys();
    press("f");
    until("f fills the screen", fills_screen, NULL);
    press("Escape");
    until("Esc leaves it", shows_knob, &red);
    press("F11");
    until("F11, too", fills_screen, NULL);
    press("f");
    until("and back", shows_knob, &red);
    press("s");
    until("s is a still", is_there, (void *)"k-*.png");
    until("and a command", says, (void *)"remontage render");
    press("Escape Escape q x 1 ctrl+q");
    let_seconds_pass();
    assert_false(test_cli_exists("code")); // none of them ends it
    hold_quit();
    assert_ends(0);
}

static bool has_kept(void *data)
{
    (void)data;
    return test_cli_run("grep -q '1: {k: 0.2}' k.midi.yaml").code == 0;
}

static bool is_back(void *data)
{
    press("x");
    return shows_knob(data);
}

// The side file keeps them for the next show, and changes keys while this one goes on.
static void test_side_file(void **state)
{
    int moved = 77, red = 51;
    (void)state;
    start("");
    press("ctrl+1");
    until("Ctrl+1 is kept in the side file", has_kept, NULL);
    press("Up");
    until("it is moved", shows_knob, &moved);
    test_cli_run("printf 'keys: {x: snapshot 1}\\n' >>k.midi.yaml");
    until("a key of the side file", is_back, &red);
    test_cli_run("kill -INT $(cat pid)");
    assert_ends(130);
    start("");
    press("Up");
    until("it is moved again", shows_knob, &moved);
    press("1");
    until("the snapshot is there at the next show", shows_knob, &red);
    test_cli_run("kill -INT $(cat pid)");
    assert_ends(130);
    test_cli_run("rm k.midi.yaml");
}

// What a window manager sends when its cross is pressed.
static void press_close_button(void)
{
    void *library = dlopen("libX11.so.6", RTLD_NOW);
    assert_non_null(library);
    Display *(*open)(const char *) = (Display * (*)(const char *)) dlsym(library, "XOpenDisplay");
    Atom (*intern)(Display *, const char *, Bool) =
        (Atom(*)(Display *, const char *, Bool))dlsym(library, "XInternAtom");
    Status (*send)(Display *, Window, Bool, long, XEvent *) =
        (Status(*)(Display *, Window, Bool, long, XEvent *))dlsym(library, "XSendEvent");
    int (*close)(Display *) = (int (*)(Display *))dlsym(library, "XCloseDisplay");
    Display *display = open(NULL);
    struct test_run found = test_cli_run("xdotool search --onlyvisible --name k.yaml");
    Window window = strtoul(found.out, NULL, 10);
    XEvent event = {.xclient = {.type = ClientMessage,
                                .window = window,
                                .message_type = intern(display, "WM_PROTOCOLS", False),
                                .format = 32,
                                .data.l = {(long)intern(display, "WM_DELETE_WINDOW", False)}}};
    send(display, window, False, NoEventMask, &event);
    close(display);
    dlclose(library);
}

static void test_close_button(void **state)
{
    (void)state;
    start("");
    press_close_button();
    assert_ends(0);
}

static void test_cold_in_full_screen(void **state)
{
    int red = 51;
    (void)state;
    start("--fullscreen --output 1");
    press("Escape");
    until("Esc leaves it", shows_knob, &red);
    press("f");
    until("f fills it again", fills_screen, NULL);
    test_cli_run("kill -INT $(cat pid)");
    assert_ends(130);
}

// A port that was free a moment ago.
static int free_port(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof(own);
    int file = socket(AF_INET, SOCK_DGRAM, 0);
    assert_int_equal(bind(file, (struct sockaddr *)&own, length), 0);
    assert_int_equal(getsockname(file, (struct sockaddr *)&own, &length), 0);
    close(file);
    return ntohs(own.sin_port);
}

static void test_messages(void **state)
{
    int red = 204, port = free_port();
    char options[64], command[128];
    (void)state;
    snprintf(options, sizeof(options), "--osc %d", port);
    start(options);
    snprintf(command, sizeof(command), "oscsend localhost %d /remontage/knob/k f 0.8", port);
    assert_int_equal(test_cli_run(command).code, 0);
    until("a message moves the knob", shows_knob, &red);
    snprintf(command, sizeof(command), "oscsend localhost %d /remontage/blackout T", port);
    assert_int_equal(test_cli_run(command).code, 0);
    until("and makes it black", shows_black, NULL);
    test_cli_run("kill -INT $(cat pid)");
    assert_ends(130);
    snprintf(options, sizeof(options), "--osc %d --listen 192.0.2.7", port);
    start(options); // and is shown
    until("an address of another machine is said", says, "this machine has no address");
    test_cli_run("kill -INT $(cat pid)");
    assert_ends(130);
}

static void test_without_a_display(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"without a display: one sentence",
         "[ $(env -u DISPLAY \"$REMONTAGE\" live k.yaml 2>&1 | wc -l) = 1 ]", 0, NULL, NULL},
        {"and exit code 69", "env -u DISPLAY \"$REMONTAGE\" live k.yaml", 69, NULL, "no display"},
        {"an output that is not there", "remontage live k.yaml --output Beamer", 2, NULL,
         "no output 'Beamer'; there is (1: screen, 1024 x 768"},
        {"nor by number", "remontage live k.yaml --output 7", 2, NULL, "'7'; there is (1:"},
        {"they are listed", "remontage list outputs", 0, "outputs\n  1: screen, 1024 x 768", NULL},
        {"where there is a display", "env -u DISPLAY \"$REMONTAGE\" list outputs", 69, NULL,
         "no display"},
    };
    test_cli_text("k.yaml", scene);
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_key),    cmocka_unit_test(test_side_file),
        cmocka_unit_test(test_close_button), cmocka_unit_test(test_cold_in_full_screen),
        cmocka_unit_test(test_messages),     cmocka_unit_test(test_without_a_display),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
