// SPDX-License-Identifier: GPL-3.0-or-later
// OSC moves a real show: messages over loopback, looked at in its window.
#include "control/osc_message.h"
#include "support/cli.h"
#include "support/live.h"
#include "support/osc_peer.h"

#include "base/clock.h"

#include <arpa/inet.h>
#include <dirent.h>
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

// Grey by a knob, in bytes.
#define GREY(head, expression)                                                                     \
    head "size: 160x90\nfps: 30\nknobs: {k: {from: 0, to: 1, at: 0.2, osc: /fader}}\n"             \
         "layers: [{generate: {solid: {color: [\"" expression "\", \"" expression                  \
         "\", \"" expression "\"]}}}]\n"

// A port that was free a moment ago, and the socket that had it; -1: it is left.
static int take_port(int *file)
{
    int port, taken = osc_peer_listen(&port);
    if (file)
        *file = taken;
    else
        close(taken);
    return port;
}

static int sender(int port)
{
    int file = osc_peer_connect(AF_INET, "127.0.0.1", port);
    assert_true(file >= 0);
    return file;
}

// Until the port's thread has acted on what was sent before: its answer comes behind that.
static void wait_until_taken(int file)
{
    static const unsigned char question[] = "/remontage/knob/k\0\0\0,\0\0";
    unsigned char answer[128];
    struct timeval wait = {20, 0};
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
    assert_true(send(file, question, sizeof(question), 0) == sizeof(question));
    assert_true(recv(file, answer, sizeof(answer), 0) > 0);
}

static void begin(const char *text, bool holds_time, int port)
{
    test_cli_text("osc.yaml", text);
    const struct live_params params = {
        .scene = "osc.yaml", .holds_time = holds_time, .osc_port = port};
    assert_true(live_begin(&params));
    assert_true(live_until_swap(1));
}

static void until(const char *law, bool (*holds)(void))
{
    double until_ms = rmx_clock_ms() + 20000;
    while (!holds() && rmx_clock_ms() < until_ms)
        assert_true(live_turn(1));
    if (!holds())
        fail_msg("%s: it does not come to that; said: %s", law, live_seen()->words);
}

static bool is_black(void)
{
    return live_seen()->is_black;
}
static bool is_lit(void)
{
    return !live_seen()->is_black;
}
static bool is_late(void)
{
    return live_seen()->frame > 20;
}
static bool is_early(void)
{
    return live_seen()->frame < 15;
}
static bool is_listening(void)
{
    return live_seen()->osc_port > 0;
}
static bool is_deaf(void)
{
    return live_seen()->osc_port == 0;
}

static void a_message_moves_the_picture(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "k"), false, port);
    int file = sender(port);
    live_assert_grey(51);
    osc_peer_send(file, "/remontage/knob/k", 0.8);
    live_assert_grey(204);
    osc_peer_send(file, "/fader", 0.4); // its own address
    live_assert_grey(102);
    osc_peer_send(file, "/remontage/knob/*", 7); // as far as it goes
    live_assert_grey(255);
    close(file);
    live_end();
}

// Another implementation's bytes.
static void oscsend_moves_the_picture(void **state)
{
    (void)state;
    char command[128];
    int port = take_port(NULL);
    begin(GREY("", "k"), false, port);
    live_assert_grey(51);
    snprintf(command, sizeof(command), "oscsend localhost %d /remontage/knob/k f 0.6", port);
    assert_int_equal(test_cli_run(command).code, 0);
    live_assert_grey(153);
    snprintf(command, sizeof(command), "oscsend localhost %d /remontage/knob/k T", port);
    assert_int_equal(test_cli_run(command).code, 0);
    live_assert_grey(255);
    live_end();
}

static void verbs_are_switched_and_pressed(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "k"), false, port);
    int file = sender(port);
    live_assert_grey(51);
    osc_peer_send(file, "/remontage/blackout", 1);
    until("blackout 1 is black", is_black);
    osc_peer_send(file, "/remontage/blackout", 1);
    osc_peer_send(file, "/remontage/pause", 0); // runs already
    assert_true(live_turn(10) && is_black());
    osc_peer_send(file, "/remontage/blackout", 0);
    until("blackout 0 is lit", is_lit);
    live_press(RMX_ACTION_BLACKOUT); // the same switch
    until("b is black", is_black);
    osc_peer_send(file, "/remontage/blackout", 0);
    until("and 0 lit again", is_lit);
    until("time goes on", is_late);
    osc_peer_send(file, "/remontage/restart", 0); // a release
    assert_true(live_turn(5) && is_late());
    osc_peer_send(file, "/remontage/restart", 1);
    until("restart begins anew", is_early);
    osc_peer_send(file, "/remontage/freeze", 1);
    osc_peer_send(file, "/remontage/knob/k", 1);
    assert_true(live_turn(20));
    assert_true(fabs(live_seen()->mean - 51) < 2);
    osc_peer_send(file, "/remontage/freeze", 0);
    live_assert_grey(255);
    close(file);
    live_end();
}

static void a_glide_goes_by_the_scenes_time(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "k"), true, port);
    int file = sender(port);
    // /remontage/knob/k 1 2: in two seconds
    static const unsigned char glide[] = "/remontage/knob/k\0\0\0,ff\0\x3F\x80\0\0\x40\0\0";
    live_time(1);
    live_assert_grey(51);
    assert_true(send(file, glide, sizeof(glide), 0) == sizeof(glide));
    wait_until_taken(file);
    for (int i = 0; i <= 4; i++) { // frames come as they like, the places are those of their times
        live_time(2 + 0.5 * i);
        live_assert_grey(255 * (0.2 + 0.2 * i));
        if (i == 0)
            assert_true(live_until_frame(60));
    }
    close(file);
    live_end();
}

static bool is_taken(void)
{
    return fabs(live_seen()->knob - 0.9) < 1e-6;
}

// Neither black nor a held picture keeps a knob from where it is sent.
static void it_is_taken_while_nothing_is_drawn(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        double between;
    } switches[] = {{"/remontage/blackout", 0.1}, {"/remontage/freeze", 0.2}};
    int port = take_port(NULL);
    begin(GREY("", "k"), false, port);
    int file = sender(port);
    live_assert_grey(51);
    for (size_t i = 0; i < sizeof(switches) / sizeof(*switches); i++) {
        osc_peer_send(file, switches[i].address, 1);
        osc_peer_send(file, "/remontage/knob/k", 0.9);
        until(switches[i].address, is_taken);
        osc_peer_send(file, switches[i].address, 0);
        live_assert_grey(229.5);
        osc_peer_send(file, "/remontage/knob/k", switches[i].between);
        live_assert_grey(255 * switches[i].between);
    }
    close(file);
    live_end();
}

static void an_address_is_a_signal(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "0.2 + osc('/sensor/3')"), false, port);
    int file = sender(port);
    live_assert_grey(51);
    osc_peer_send(file, "/sensor/3", 0.4);
    live_assert_grey(153);
    test_cli_text("osc.yaml", GREY("", "0.1 + osc('/sensor/3')")); // it stays through an edit
    live_assert_grey(127.5);
    close(file);
    live_end();
}

static void a_scene_within_hears_it(void **state)
{
    (void)state;
    int port = take_port(NULL);
    test_cli_text("inner.yaml", GREY("", "0.2 + osc('/a') + osc('/b')"));
    begin("size: 160x90\nlayers: [{picture: inner.yaml, opacity: \"1 - osc('/b')\"}]\n", false,
          port);
    int file = sender(port);
    live_assert_grey(51);
    osc_peer_send(file, "/a", 0.4); // it alone reads this one
    live_assert_grey(153);
    osc_peer_send(file, "/b", 0.5); // as white, and half of it seen
    live_assert_grey(127.5);
    close(file);
    live_end();
}

static void a_smoothed_one_takes_its_time(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "osc('/s', 2)"), true, port);
    int file = sender(port);
    live_time(1);
    live_assert_grey(0);
    osc_peer_send(file, "/s", 1);
    wait_until_taken(file);
    live_time(2);
    assert_true(live_until_frame(60));
    live_time(3);
    live_assert_grey(127.5);
    live_time(4);
    live_assert_grey(255);
    close(file);
    live_end();
}

// A quarter of a second at 120 is half a beat: grey by the beat's part.
static void a_tempo_is_set(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "ramp(beat / 4)"), true, port);
    int file = sender(port);
    live_time(0.5);
    live_assert_grey(255 * 0.25);
    osc_peer_send(file, "/remontage/bpm", 60);
    osc_peer_send(file, "/remontage/bpm", 0); // a release
    wait_until_taken(file);
    live_time(0.5 + 1 / 30.0);
    assert_true(live_until_frame(16));
    live_time(1.5 + 1 / 30.0); // a second is a beat now
    live_assert_grey(255 * (0.25 + (1 + 2 / 30.0) / 4));
    close(file);
    live_end();
}

// What a message brought is in the command that draws the frame again.
static void a_still_has_it(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "osc('/sensor/3')"), true, port);
    int file = sender(port);
    osc_peer_send(file, "/sensor/3", 0.4);
    live_assert_grey(102);
    osc_peer_send(file, "/remontage/still", 1);
    double until_ms = rmx_clock_ms() + 20000;
    while (!strstr(live_seen()->words, "--set /sensor/3=0.4") && rmx_clock_ms() < until_ms)
        assert_true((live_press(RMX_ACTION_NONE), live_turn(1)));
    assert_non_null(strstr(live_seen()->words, "--set /sensor/3=0.4"));
    close(file);
    live_end();
}

static bool is_refused(void)
{
    return strstr(live_seen()->words, "no still of this frame");
}

// A fader bound to it.
static void stills_do_not_pile_up(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "osc('/sensor/3')"), true, port);
    int file = sender(port);
    osc_peer_send(file, "/sensor/3", 0.4);
    live_assert_grey(102);
    for (int i = 0; i < 100; i++)
        osc_peer_send(file, "/remontage/still", 1);
    until("more are refused", is_refused);
    close(file);
    live_end();
}

static int datagram_sockets(void)
{
    int count = 0;
    for (int file = 0; file < 1024; file++) {
        int type = 0, domain = 0;
        socklen_t length = sizeof(int);
        bool is_socket = getsockopt(file, SOL_SOCKET, SO_TYPE, &type, &length) == 0 &&
                         getsockopt(file, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0;
        count += is_socket && type == SOCK_DGRAM && (domain == AF_INET || domain == AF_INET6);
    }
    return count;
}

static int threads(void)
{
    DIR *folder = opendir("/proc/self/task");
    int count = 0;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

// Those of the show itself come and go until it stands.
static int settled_threads(void)
{
    int count = -1;
    for (int same = 0; same < 10;) {
        assert_true(live_turn(2));
        int now = threads();
        same = now == count ? same + 1 : 0;
        count = now;
    }
    return count;
}

// The scene asks for a port, for another one, and for none.
static void the_scene_says_the_port(void **state)
{
    (void)state;
    char text[512], head[64];
    int ports[2] = {take_port(NULL), take_port(NULL)};
    begin(GREY("", "k"), false, 0);
    live_assert_grey(51);
    assert_int_equal(live_seen()->osc_port, 0);
    assert_int_equal(datagram_sockets(), 0); // who asks for none has none
    int before = settled_threads();
    for (int i = 0; i < 2; i++) {
        snprintf(head, sizeof(head), "osc: {port: %d}\n", ports[i]);
        snprintf(text, sizeof(text), "%s%s", head, GREY("", "k"));
        test_cli_text("osc.yaml", text);
        assert_true(live_until_swap(2 + i));
        assert_int_equal(live_seen()->osc_port, ports[i]);
        int file = sender(ports[i]);
        osc_peer_send(file, "/fader", 0.4 + 0.2 * i);
        live_assert_grey(255 * (0.4 + 0.2 * i));
        close(file);
    }
    until("it listens", is_listening);
    assert_int_equal(settled_threads(), before + 1);
    test_cli_text("osc.yaml", GREY("", "k"));
    until("the block is gone", is_deaf);
    assert_int_equal(datagram_sockets(), 0);
    assert_int_equal(settled_threads(), before);
    live_end();
}

static void a_port_in_use_is_said(void **state)
{
    (void)state;
    int taken, port = take_port(&taken);
    begin(GREY("", "k"), false, port);
    live_assert_grey(51); // the show goes on
    const char *said = strstr(live_seen()->words, "is in use by another program");
    assert_non_null(said);
    assert_null(strstr(said + 1, "is in use")); // once, though it was asked for twice
    close(taken);
    live_end();
}

static bool hears(int file, const char *address, double number)
{
    unsigned char wanted[128], bytes[128];
    size_t size = rmx_osc_write(wanted, sizeof(wanted), address, number);
    double until_ms = rmx_clock_ms() + 20000;
    while (rmx_clock_ms() < until_ms) {
        live_turn(1);
        ssize_t length = recv(file, bytes, sizeof(bytes), MSG_DONTWAIT);
        if (length == (ssize_t)size && memcmp(bytes, wanted, size) == 0)
            return true;
    }
    return false;
}

// What keys move is told to those who listen.
static void faders_follow(void **state)
{
    (void)state;
    int port = take_port(NULL);
    begin(GREY("", "k"), false, port);
    int file = sender(port);
    live_assert_grey(51);
    osc_peer_send(file, "/remontage/subscribe", 1);
    assert_true(hears(file, "/remontage/knob/k", 0.2));
    live_press(RMX_ACTION_NEXT_KNOB);
    live_press(RMX_ACTION_MUCH_MORE);
    assert_true(hears(file, "/fader", 0.3));
    live_press(RMX_ACTION_BLACKOUT);
    assert_true(hears(file, "/remontage/blackout", 1));
    close(file);
    live_end();
}

// Who subscribes hears of those that were never touched, and at another port of what is on.
static void switches_are_told_where_they_stand(void **state)
{
    (void)state;
    char text[512], head[64];
    int ports[2] = {take_port(NULL), take_port(NULL)};
    for (int i = 0; i < 2; i++) {
        snprintf(head, sizeof(head), "osc: {port: %d}\n", ports[i]);
        snprintf(text, sizeof(text), "%s%s", head, GREY("", "k"));
        if (i == 0)
            begin(text, false, 0);
        else
            test_cli_text("osc.yaml", text);
        assert_true(i == 0 || live_until_swap(2));
        int file = sender(ports[i]);
        osc_peer_send(file, "/remontage/subscribe", 1);
        assert_true(hears(file, "/remontage/blackout", i));
        live_press(RMX_ACTION_BLACKOUT);
        assert_true(hears(file, "/remontage/blackout", 1 - i));
        close(file);
    }
    live_end();
}

// Stills go to the current folder.
static int set_up(void **state)
{
    return live_set_up(state) == 0 ? chdir(test_cli_path(".")) : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scene_says_the_port),
        cmocka_unit_test(a_message_moves_the_picture),
        cmocka_unit_test(oscsend_moves_the_picture),
        cmocka_unit_test(verbs_are_switched_and_pressed),
        cmocka_unit_test(a_glide_goes_by_the_scenes_time),
        cmocka_unit_test(it_is_taken_while_nothing_is_drawn),
        cmocka_unit_test(an_address_is_a_signal),
        cmocka_unit_test(a_scene_within_hears_it),
        cmocka_unit_test(a_smoothed_one_takes_its_time),
        cmocka_unit_test(a_tempo_is_set),
        cmocka_unit_test(a_still_has_it),
        cmocka_unit_test(stills_do_not_pile_up),
        cmocka_unit_test(a_port_in_use_is_said),
        cmocka_unit_test(faders_follow),
        cmocka_unit_test(switches_are_told_where_they_stand),
    };
    return cmocka_run_group_tests(tests, set_up, live_tear_down);
}
