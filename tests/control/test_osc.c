// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of OSC over real sockets on loopback: what arrives, when, and what goes back.
#include "control/osc.h"

#include "base/clock.h"
#include "base/text.h"
#include "control/osc_later.h"
#include "control/osc_message.h"
#include "support/osc_peer.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
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

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

enum { PATIENCE_MS = 20000, BLACKOUT = 4, KNOBS = 8 };

// --- What the receiver was called with.

static struct {
    pthread_mutex_t lock;
    struct rmx_text text; // "name=value over_s", "!verb number"
    double knobs[KNOBS];  // of k0 … k7
    int ends;             // messages to /end
    double end_ms;
} got = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void set(void *data, const char *name, double value, double over_s)
{
    (void)data;
    pthread_mutex_lock(&got.lock);
    if (strcmp(name, "end") == 0) {
        got.ends++;
        got.end_ms = rmx_clock_ms();
    } else if (name[0] == 'k') {
        got.knobs[name[1] - '0'] = value;
    } else {
        rmx_text_printf(&got.text, "%s=%g", name, value);
        rmx_text_printf(&got.text, over_s > 0 ? " in %g; " : "; ", over_s);
    }
    pthread_mutex_unlock(&got.lock);
}

static void press(void *data, int verb, double number)
{
    (void)data;
    pthread_mutex_lock(&got.lock);
    rmx_text_printf(&got.text, "!%d %g; ", verb, number);
    pthread_mutex_unlock(&got.lock);
}

static int ends(void)
{
    pthread_mutex_lock(&got.lock);
    int count = got.ends;
    pthread_mutex_unlock(&got.lock);
    return count;
}

static void forget(void)
{
    pthread_mutex_lock(&got.lock);
    rmx_text_clear(&got.text);
    got.ends = 0;
    pthread_mutex_unlock(&got.lock);
}

#define TARGET(at, called, sends, in_s)                                                            \
    {                                                                                              \
        .address = at, .name = called, .verb = sends, .glide_s = in_s                              \
    }
static const struct rmx_osc_target targets[] = {
    TARGET("/remontage/knob/chaos", "chaos", -1, NAN),
    TARGET("/remontage/knob/calm", "calm", -1, NAN),
    TARGET("/fader", "chaos", -1, NAN),
    TARGET("/sensor/3", "/sensor/3", -1, 0),
    TARGET("/sensor/3", "/sensor/3 0.2", -1, 0.2),
    TARGET("/remontage/blackout", "blackout", BLACKOUT, 0),
    TARGET("/end", "end", -1, 0),
};

static struct rmx_osc *create_with(struct rmx_osc_params params)
{
    char why[256];
    params.set = set;
    params.press = press;
    struct rmx_osc *osc = rmx_osc_create(&params, why, sizeof(why));
    if (!osc)
        fail_msg("%s", why);
    rmx_osc_set_targets(osc, targets, COUNT(targets));
    forget();
    return osc;
}

static struct rmx_osc *create(void)
{
    return create_with((struct rmx_osc_params){0});
}

// --- A sender and listener.

static int connect_here(const struct rmx_osc *osc)
{
    int file = osc_peer_connect(AF_INET, "127.0.0.1", rmx_osc_port(osc));
    assert_true(file >= 0);
    return file;
}

// A packet as it is written in test_osc_message.c: '.' is a zero.
static void send_bytes(int file, const char *written)
{
    unsigned char bytes[512];
    size_t size = strlen(written);
    for (size_t i = 0; i < size; i++)
        bytes[i] = written[i] == '.' ? 0 : (unsigned char)written[i];
    assert_true(send(file, bytes, size, 0) == (ssize_t)size);
}

static void wait_for_ends(int count)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (ends() < count && rmx_clock_ms() < until_ms)
        usleep(500);
    assert_int_equal(ends(), count);
}

static void note(void *data, const struct rmx_osc_message *message)
{
    rmx_text_printf(data, "%s %g; ", message->address, rmx_osc_number(message, 0, NAN));
}

// What a listener gets within a while; "" nothing.
static const char *hear(int file, int wait_ms)
{
    static struct rmx_text heard;
    struct timeval wait = {wait_ms / 1000, wait_ms % 1000 * 1000};
    unsigned char bytes[256];
    ssize_t size;
    rmx_text_clear(&heard);
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
    if ((size = recv(file, bytes, sizeof(bytes), 0)) <= 0)
        return "";
    do
        assert_null(rmx_osc_read(bytes, (size_t)size, note, &heard));
    while ((size = recv(file, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0 ||
           (usleep(20000), size = recv(file, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0);
    return rmx_text_string(&heard);
}

// --- What arrives.

#define HALF "\x3F..."
#define BUNDLE "#bundle........\x01..."

static const struct {
    const char *law, *packet, *got;
} laws[] = {
    {"a float moves a knob", "/remontage/knob/chaos...,f.." HALF, "chaos=0.5; "},
    {"in so many seconds", "/remontage/knob/chaos...,ff." HALF "\x40...", "chaos=0.5 in 2; "},
    {"an integer, too", "/remontage/knob/calm....,i.....\x01", "calm=1; "},
    {"a double", "/fader..,d..\x3F\xE0......", "chaos=0.5; "},
    {"a knob's own address", "/fader..,f.." HALF, "chaos=0.5; "},
    {"all knobs by a pattern", "/remontage/knob/*...,f.." HALF, "calm=0.5; chaos=0.5; "},
    {"two of one address, one of them smoothed", "/sensor/3...,f.." HALF,
     "/sensor/3=0.5; /sensor/3 0.2=0.5 in 0.2; "},
    {"a sensor's second number is no time", "/sensor/3...,ff." HALF "\x40...",
     "/sensor/3=0.5; /sensor/3 0.2=0.5 in 0.2; "},
    {"a verb is pressed", "/remontage/blackout.,f..\x3F\x80..", "!4 1; "},
    {"and let go", "/remontage/blackout.,f......", "!4 0; "},
    {"by true and false", "/remontage/blackout.,F..", "!4 0; "},
    {"without a number it is pressed", "/remontage/blackout.", "!4 1; "},
    {"a text is no number", "/remontage/knob/chaos...,s..high....", ""},
    {"nor is NaN", "/remontage/knob/chaos...,f..\x7F\xC0..", ""},
    {"nor is infinity a place", "/remontage/knob/chaos...,f..\x7F\x80..", ""},
    {"nor is NaN a press", "/remontage/blackout.,f..\x7F\xC0..", ""},
    {"endless seconds are none", "/remontage/knob/chaos...,ff." HALF "\x7F\x80..", "chaos=0.5; "},
    {"nobody's address", "/remontage/knob/no..,f.." HALF, ""},
    {"no OSC", "hello, world....", ""},
    {"a bundle's messages, in their order",
     BUNDLE "\x10/fader..,f.." HALF "...\x18/remontage/blackout.,F..", "chaos=0.5; !4 0; "},
};

static void what_arrives(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    int file = connect_here(osc);
    for (int i = 0; i < COUNT(laws); i++) {
        forget();
        send_bytes(file, laws[i].packet);
        osc_peer_send(file, "/end", 1);
        wait_for_ends(1);
        if (strcmp(rmx_text_string(&got.text), laws[i].got) != 0)
            fail_msg("%s: '%s'", laws[i].law, rmx_text_string(&got.text));
    }
    assert_int_equal(rmx_osc_counts(osc).broken, 1);
    assert_int_equal(rmx_osc_counts(osc).unknown, 1);
    close(file);
    rmx_osc_destroy(osc);
}

// A bundle of /end, due so many milliseconds from now.
static void send_later(int file, double ms)
{
    unsigned char bytes[64] = "#bundle";
    uint64_t due = rmx_osc_now() + (uint64_t)(int64_t)(ms / 1000 * 4294967296.0);
    for (int i = 0; i < 8; i++)
        bytes[8 + i] = (unsigned char)(due >> (56 - 8 * i));
    size_t size = rmx_osc_write(bytes + 20, sizeof(bytes) - 20, "/end", 1);
    bytes[19] = (unsigned char)size;
    assert_true(send(file, bytes, 20 + size, 0) == (ssize_t)(20 + size));
}

static void time_tags_are_honoured(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    int file = connect_here(osc);
    send_later(file, 3600e3 - 5000); // waits, and holds up nothing
    send_later(file, -5000);         // late: at once
    wait_for_ends(1);
    double sent_ms = rmx_clock_ms();
    send_later(file, 300);
    wait_for_ends(2);
    assert_true(got.end_ms > sent_ms + 290); // by another clock
    send_later(file, 2 * 3600e3);            // two hours
    send_later(file, 3500e3);                // waits, and does not hold up the end
    osc_peer_send(file, "/end", 1);
    wait_for_ends(3);
    assert_int_equal(rmx_osc_counts(osc).refused, 1);
    close(file);
    rmx_osc_destroy(osc);
}

static void both_loopbacks_reach_it(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    int v4 = connect_here(osc), v6 = osc_peer_connect(AF_INET6, "::1", rmx_osc_port(osc));
    osc_peer_send(v4, "/end", 1);
    wait_for_ends(1);
    if (v6 >= 0) { // else this machine has no IPv6
        osc_peer_send(v6, "/end", 1);
        wait_for_ends(2);
        close(v6);
    }
    close(v4);
    rmx_osc_destroy(osc);
}

static void it_listens_where_it_is_told_to(void **state)
{
    (void)state;
    struct rmx_osc *osc = create_with((struct rmx_osc_params){.listen = "127.0.0.2"});
    int here = osc_peer_connect(AF_INET, "127.0.0.2", rmx_osc_port(osc)),
        elsewhere = connect_here(osc);
    unsigned char bytes[16];
    send(elsewhere, bytes, rmx_osc_write(bytes, sizeof(bytes), "/end", 1), 0);
    osc_peer_send(here, "/end", 1);
    wait_for_ends(1);
    close(here);
    close(elsewhere);
    rmx_osc_destroy(osc);
}

static void what_cannot_be_is_said(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    char why[256];
    const struct rmx_osc_params taken = {.port = rmx_osc_port(osc)};
    const struct rmx_osc_params nowhere = {.listen = "192.0.2.7"};
    const struct rmx_osc_params nonsense = {.listen = "no.such.host.invalid"};
    assert_null(rmx_osc_create(&taken, why, sizeof(why)));
    assert_non_null(strstr(why, "is in use by another program"));
    assert_null(rmx_osc_create(&nowhere, why, sizeof(why)));
    assert_non_null(strstr(why, "no address '192.0.2.7'"));
    assert_null(rmx_osc_create(&nonsense, why, sizeof(why)));
    assert_non_null(strstr(why, "no address 'no.such.host.invalid'"));
    rmx_osc_destroy(osc);
    rmx_osc_destroy(NULL);
}

enum { MESSAGES = 1000000, BUNDLED = KNOBS, AHEAD = 100 * BUNDLED };

// A bundle with the next value of each knob.
static size_t bundle_of(unsigned char *bytes, size_t room, int value)
{
    memcpy(bytes, "#bundle\0\0\0\0\0\0\0\0\x01", 16);
    size_t size = 16;
    for (int i = 0; i < BUNDLED; i++) {
        const char address[] = {'/', 'k', '/', (char)('0' + i), '\0'};
        size_t part = rmx_osc_write(bytes + size + 4, room - size - 4, address, value + i);
        const unsigned char length[4] = {0, 0, 0, (unsigned char)part};
        memcpy(bytes + size, length, 4);
        size += 4 + part;
    }
    return size;
}

// 10⁶ messages, never more ahead than any system's buffer holds: all arrive, so the last ones do.
static void a_burst_loses_no_last_value(void **state)
{
    (void)state;
    static const struct rmx_osc_target knobs[] = {
        TARGET("/k/0", "k0", -1, 0), TARGET("/k/1", "k1", -1, 0), TARGET("/k/2", "k2", -1, 0),
        TARGET("/k/3", "k3", -1, 0), TARGET("/k/4", "k4", -1, 0), TARGET("/k/5", "k5", -1, 0),
        TARGET("/k/6", "k6", -1, 0), TARGET("/k/7", "k7", -1, 0), TARGET("/end", "end", -1, 0),
    };
    struct rmx_osc *osc = create();
    rmx_osc_set_targets(osc, knobs, COUNT(knobs));
    int file = connect_here(osc);
    double from_ms = rmx_clock_ms();
    for (int i = 0; i < MESSAGES; i += BUNDLED) {
        unsigned char bytes[512];
        size_t size = bundle_of(bytes, sizeof(bytes), i);
        assert_true(send(file, bytes, size, 0) == (ssize_t)size);
        while (i - rmx_osc_counts(osc).messages > AHEAD)
            sched_yield();
    }
    double sent_ms = rmx_clock_ms() - from_ms;
    osc_peer_send(file, "/end", 1);
    wait_for_ends(1);
    print_message("%d messages in %.0f ms, %lld arrived\n", MESSAGES, sent_ms,
                  rmx_osc_counts(osc).messages - 1);
    assert_int_equal(rmx_osc_counts(osc).messages, MESSAGES + 1);
    assert_int_equal(rmx_osc_counts(osc).lost, 0);
    for (int i = 0; i < KNOBS; i++)
        if (got.knobs[i] != MESSAGES - KNOBS + i)
            fail_msg("k%d is %g", i, got.knobs[i]);
    close(file);
    rmx_osc_destroy(osc);
}

// --- What goes back.

static void a_listener_hears_all_and_then_changes(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    int file = connect_here(osc);
    rmx_osc_tell(osc, "calm", 0.25);
    osc_peer_send(file, "/remontage/subscribe", 1);
    assert_string_equal(hear(file, 2000), "/remontage/knob/calm 0.25; ");
    rmx_osc_tell(osc, "chaos", 0.5); // both its addresses
    assert_string_equal(hear(file, 2000), "/fader 0.5; /remontage/knob/chaos 0.5; ");
    rmx_osc_tell(osc, "chaos", 0.5);
    assert_string_equal(hear(file, 100), ""); // it knows
    rmx_osc_set_targets(osc, targets, 2);
    assert_string_equal(hear(file, 100), ""); // of those that stay, too
    assert_int_equal(rmx_osc_counts(osc).listeners, 1);
    osc_peer_send(file, "/remontage/subscribe", 0);
    send_bytes(file, "/remontage/knob/chaos..."); // a question
    assert_string_equal(hear(file, 2000), "/remontage/knob/chaos 0.5; ");
    rmx_osc_tell(osc, "chaos", 0.75);
    assert_string_equal(hear(file, 100), "");
    assert_int_equal(rmx_osc_counts(osc).listeners, 0);
    close(file);
    rmx_osc_destroy(osc);
}

static void a_hand_is_not_pulled_back(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    int file = connect_here(osc);
    osc_peer_send(file, "/remontage/subscribe", 1);
    double moved_ms = rmx_clock_ms(); // or a little later
    osc_peer_send(file, "/remontage/knob/calm", 7);
    osc_peer_send(file, "/end", 1);
    wait_for_ends(1);
    rmx_osc_tell(osc, "calm", 1); // as far as it goes
    assert_string_equal(hear(file, 2000), "/remontage/knob/calm 1; ");
    assert_true(rmx_clock_ms() - moved_ms >= 250); // once it rests
    close(file);
    rmx_osc_destroy(osc);
}

// A socket that listens on a port of its own.
static void a_listener_has_another_port(void **state)
{
    (void)state;
    int port, listener = osc_peer_listen(&port);
    struct rmx_osc *osc = create();
    int file = connect_here(osc);
    rmx_osc_tell(osc, "calm", 0.25);
    osc_peer_send(file, "/remontage/subscribe", port);
    assert_string_equal(hear(listener, 2000), "/remontage/knob/calm 0.25; ");
    close(file);
    close(listener);
    rmx_osc_destroy(osc);
}

static void one_always_listens(void **state)
{
    (void)state;
    static const char *const hosts[] = {"127.0.0.1", "localhost"};
    for (int i = 0; i < COUNT(hosts); i++) {
        char to[64];
        int port, listener = osc_peer_listen(&port);
        snprintf(to, sizeof(to), "%s:%d", hosts[i], port);
        struct rmx_osc *osc = create_with((struct rmx_osc_params){.to = to});
        rmx_osc_tell(osc, "calm", 0.25);
        assert_string_equal(hear(listener, 5000), "/remontage/knob/calm 0.25; ");
        close(listener);
        rmx_osc_destroy(osc);
    }
}

// The one that subscribed first goes where there is no room.
static void sixteen_listen_at_most(void **state)
{
    (void)state;
    struct rmx_osc *osc = create();
    int files[20];
    rmx_osc_tell(osc, "calm", 0.25);
    for (int i = 0; i < COUNT(files); i++) {
        files[i] = connect_here(osc);
        osc_peer_send(files[i], "/remontage/subscribe", 1);
        assert_string_equal(hear(files[i], 2000), "/remontage/knob/calm 0.25; ");
    }
    assert_int_equal(rmx_osc_counts(osc).listeners, 15); // one place is that of `to`
    rmx_osc_tell(osc, "calm", 0.5);
    assert_string_equal(hear(files[0], 100), "");
    assert_string_equal(hear(files[COUNT(files) - 1], 2000), "/remontage/knob/calm 0.5; ");
    for (int i = 0; i < COUNT(files); i++)
        close(files[i]);
    rmx_osc_destroy(osc);
}

static int count_in(const char *folder)
{
    DIR *open = opendir(folder);
    int count = 0;
    while (readdir(open))
        count++;
    closedir(open);
    return count;
}

static void nothing_is_left_of_it(void **state)
{
    (void)state;
    int threads = count_in("/proc/self/task"), files = count_in("/proc/self/fd");
    struct rmx_osc *osc = create_with((struct rmx_osc_params){.to = "127.0.0.1:9"});
    int file = connect_here(osc);
    send_later(file, 60000);
    osc_peer_send(file, "/remontage/subscribe", 1);
    osc_peer_send(file, "/end", 1);
    wait_for_ends(1);
    assert_int_equal(count_in("/proc/self/task"), threads + 1);
    close(file);
    rmx_osc_destroy(osc);
    assert_int_equal(count_in("/proc/self/task"), threads);
    assert_int_equal(count_in("/proc/self/fd"), files);
}

static int finish(void **state)
{
    (void)state;
    rmx_text_finish(&got.text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_arrives),
        cmocka_unit_test(time_tags_are_honoured),
        cmocka_unit_test(both_loopbacks_reach_it),
        cmocka_unit_test(it_listens_where_it_is_told_to),
        cmocka_unit_test(what_cannot_be_is_said),
        cmocka_unit_test(a_burst_loses_no_last_value),
        cmocka_unit_test(a_listener_hears_all_and_then_changes),
        cmocka_unit_test(a_hand_is_not_pulled_back),
        cmocka_unit_test(a_listener_has_another_port),
        cmocka_unit_test(one_always_listens),
        cmocka_unit_test(sixteen_listen_at_most),
        cmocka_unit_test(nothing_is_left_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
