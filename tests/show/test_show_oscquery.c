// SPDX-License-Identifier: GPL-3.0-or-later
// OSCQuery of a real show: what it tells of a scene, what reaches the picture through it.
#include "control/osc_message.h"
#include "support/cli.h"
#include "support/live.h"
#include "support/osc_peer.h"
#include "support/web_peer.h"

#include "base/clock.h"

#include <arpa/inet.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { SOON_MS = 20000 };

// Grey by a knob, in bytes.
#define GREY(knobs, expression)                                                                    \
    "size: 160x90\nfps: 30\nbpm: 97\nknobs: {" knobs "}\n"                                         \
    "layers: [{generate: {solid: {color: [\"" expression "\", \"" expression "\", \"" expression   \
    "\"]}}}]\n"
#define K "k: {from: 0, to: 1, at: 0.2, osc: /fader}"

// A port that was free a moment ago, and the socket that listens there; NULL: it is left.
static int take_port(int *file)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof(own);
    int taken = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(taken, (struct sockaddr *)&own, length), 0);
    assert_int_equal(listen(taken, 1), 0);
    assert_int_equal(getsockname(taken, (struct sockaddr *)&own, &length), 0);
    if (file)
        *file = taken;
    else
        close(taken);
    return ntohs(own.sin_port);
}

static int port; // of OSCQuery

static void begin(const char *text)
{
    port = take_port(NULL);
    test_cli_text("query.yaml", text);
    assert_true(live_begin(&(struct live_params){.scene = "query.yaml", .query_port = port}));
    assert_true(live_until_swap(1));
    live_assert_grey(51);
}

static bool says(const char *path, const char *wanted)
{
    static char answer[65536];
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (rmx_clock_ms() < until_ms) {
        web_get(port, path, NULL, answer, sizeof(answer));
        if (strstr(answer, wanted))
            return true;
        live_turn(1);
    }
    print_error("%s: %s\n", path, answer);
    return false;
}

static void send_packet(int file, const char *address, double number)
{
    unsigned char bytes[128];
    size_t size = rmx_osc_write(bytes, sizeof(bytes), address, number);
    assert_int_equal(web_socket_send(file, WEB_BINARY, bytes, size), 0);
}

static void say(int file, const char *command, const char *path)
{
    char text[256];
    snprintf(text, sizeof(text), "{\"COMMAND\": \"%s\", \"DATA\": \"%s\"}", command, path);
    assert_int_equal(web_socket_send(file, WEB_TEXT, text, strlen(text)), 0);
}

// Turns until a frame comes that begins with these bytes; others before it may be of anything.
static bool hears(int file, const void *wanted, size_t size)
{
    char bytes[1024];
    int opcode;
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (rmx_clock_ms() < until_ms) {
        int length = web_socket_read(file, &opcode, bytes, sizeof(bytes), 1);
        if (length >= (int)size && memcmp(bytes, wanted, size) == 0)
            return true;
        if (length == WEB_GONE)
            return false;
        if (length == WEB_SILENT)
            live_turn(1);
    }
    return false;
}

static bool hears_number(int file, const char *address, double number)
{
    unsigned char wanted[128];
    return hears(file, wanted, rmx_osc_write(wanted, sizeof(wanted), address, number));
}

static bool hears_news(int file, const char *command, const char *path)
{
    char wanted[256];
    snprintf(wanted, sizeof(wanted), "{\n  \"COMMAND\": \"%s\",\n  \"DATA\": \"%s\"", command,
             path);
    return hears(file, wanted, strlen(wanted));
}

static const struct {
    const char *law, *path, *wanted;
} told[] = {
    {"a knob's place", "/remontage/knob/k?VALUE", "[0.2]"},
    {"its range", "/remontage/knob/k", "\"MAX\": 1"},
    {"its own address", "/fader?VALUE", "[0.2]"},
    {"one that goes down", "/remontage/knob/down?RANGE", "\"MIN\": -1"},
    {"a switch", "/remontage/blackout?VALUE", "[false]"},
    {"a button", "/remontage/restart?TYPE", "\"I\""},
    {"the scene's tempo", "/remontage/bpm?VALUE", "[97]"},
    {"what the scene reads", "/sensor/3?VALUE", "[0]"},
    {"the port of OSC", "/?HOST_INFO", "\"OSC_TRANSPORT\": \"UDP\""},
};

static void the_scene_is_told(void **state)
{
    (void)state;
    begin(GREY(K ", down: {from: 1, to: -1, at: 0}", "k + down + osc('/sensor/3')"));
    for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
        if (!says(told[i].path, told[i].wanted))
            fail_msg("%s", told[i].law);
    char wanted[64];
    assert_true(live_seen()->osc_port > 0); // a free one
    snprintf(wanted, sizeof(wanted), "\"OSC_PORT\": %d", live_seen()->osc_port);
    assert_true(says("/?HOST_INFO", wanted));
    snprintf(wanted, sizeof(wanted), "OSCQuery at http://localhost:%d/, OSC at port %d\n", port,
             live_seen()->osc_port);
    assert_non_null(strstr(live_seen()->words, wanted));
    live_end();
}

static void a_packet_moves_the_picture(void **state)
{
    (void)state;
    begin(GREY(K, "k + osc('/sensor/3')"));
    int file = web_socket(port, NULL);
    send_packet(file, "/remontage/knob/k", 0.8);
    live_assert_grey(204);
    send_packet(file, "/fader", 0.4);
    live_assert_grey(102);
    send_packet(file, "/sensor/3", 0.2);
    live_assert_grey(153);
    assert_true(says("/sensor/3?VALUE", "[0.2]"));
    send_packet(file, "/remontage/knob/*", 7); // as far as it goes
    live_assert_grey(255);
    assert_true(says("/fader?VALUE", "[1]"));
    close(file);
    live_end();
}

// What the tree does not have moves nothing.
static void nothing_else_can_be_written(void **state)
{
    (void)state;
    static const char *const others[] = {
        "/remontage/knob/other", "/remontage/knob/time", "/remontage/mouse.x",  "/time", "/mouse.x",
        "/remontage/frame",      "/remontage/quit",      "/remontage/subscribe"};
    begin(GREY(K, "k"));
    int file = web_socket(port, NULL);
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        send_packet(file, others[i], 0.9);
    say(file, "LISTEN", "/time");
    web_socket_send(file, WEB_BINARY, "no OSC at all", 13);
    send_packet(file, "/remontage/knob/k", 0.4); // behind them all
    live_assert_grey(102);
    assert_true(live_turn(5) && fabs(live_seen()->mean - 102) < 2);
    close(file);
    live_end();
}

static void who_listens_hears_of_keys_and_messages(void **state)
{
    (void)state;
    begin(GREY(K, "k"));
    int file = web_socket(port, NULL),
        sender = osc_peer_connect(AF_INET, "127.0.0.1", live_seen()->osc_port);
    say(file, "LISTEN", "/remontage/knob/k");
    say(file, "LISTEN", "/remontage/blackout");
    assert_true(hears_number(file, "/remontage/knob/k", 0.2));
    live_press(RMX_ACTION_NEXT_KNOB);
    live_press(RMX_ACTION_MUCH_MORE);
    assert_true(hears_number(file, "/remontage/knob/k", 0.3));
    live_press(RMX_ACTION_BLACKOUT);
    assert_true(hears(file, "/remontage/blackout\0,T\0\0", 24));
    double from_ms = rmx_clock_ms(); // from this very machine: at rest
    osc_peer_send(sender, "/fader", 0.5);
    assert_true(hears_number(file, "/remontage/knob/k", 0.5));
    assert_true(rmx_clock_ms() - from_ms > 200);
    close(sender);
    close(file);
    live_end();
}

static void a_saved_scene_is_told(void **state)
{
    (void)state;
    begin(GREY(K, "k"));
    int file = web_socket(port, NULL);
    say(file, "LISTEN", "/remontage/knob/k");
    assert_true(hears_number(file, "/remontage/knob/k", 0.2));
    test_cli_text("query.yaml", GREY("k: {from: 0, to: 2, at: 0.2}, new: 0", "k + new"));
    assert_true(hears_news(file, "PATH_REMOVED", "/fader"));
    assert_true(hears_news(file, "PATH_CHANGED", "/remontage/knob/k"));
    assert_true(hears_news(file, "PATH_ADDED", "/remontage/knob/new"));
    send_packet(file, "/remontage/knob/new", 0.4);
    live_assert_grey(153);
    assert_true(says("/remontage/knob/new?VALUE", "[0.4]"));
    close(file);
    live_end();
}

static void a_port_in_use_is_said(void **state)
{
    (void)state;
    int taken, used = take_port(&taken);
    test_cli_text("query.yaml", GREY(K, "k"));
    assert_true(live_begin(&(struct live_params){.scene = "query.yaml", .query_port = used}));
    live_assert_grey(51); // the show goes on
    assert_non_null(strstr(live_seen()->words, "OSCQuery is off: port "));
    assert_non_null(strstr(live_seen()->words, " is in use by another program"));
    assert_int_equal(live_seen()->query_port, 0);
    live_forget_words();
    test_cli_text("query.yaml", GREY(K, "2 * k"));
    live_assert_grey(102);
    assert_null(strstr(live_seen()->words, " is in use")); // once
    close(taken);
    live_end();
}

// What would be asked about cannot be reached.
static void a_port_in_use_of_osc_is_said_of_both(void **state)
{
    (void)state;
    int used, taken = osc_peer_listen(&used);
    test_cli_text("query.yaml", GREY(K, "k"));
    assert_true(live_begin(&(struct live_params){
        .scene = "query.yaml", .osc_port = used, .query_port = take_port(NULL)}));
    live_assert_grey(51);
    const char *words = live_seen()->words, *osc = strstr(words, "OSC is off: port ");
    const char *query = strstr(words, "OSCQuery is off: ");
    assert_true(osc && !strstr(osc + 1, "OSC is off"));
    assert_true(query && !strstr(query + 1, "OSCQuery is off"));
    close(taken);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scene_is_told),
        cmocka_unit_test(a_packet_moves_the_picture),
        cmocka_unit_test(nothing_else_can_be_written),
        cmocka_unit_test(who_listens_hears_of_keys_and_messages),
        cmocka_unit_test(a_saved_scene_is_told),
        cmocka_unit_test(a_port_in_use_is_said),
        cmocka_unit_test(a_port_in_use_of_osc_is_said_of_both),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
