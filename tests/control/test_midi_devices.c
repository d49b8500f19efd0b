// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of MIDI devices, on a JACK server of the test's own: what they send arrives, they come and
// go, and what is sent to them is the newest.
#include "control/midi.h"

#include "base/clock.h"
#include "base/text.h"
#include "control/midi_system.h"
#include "support/jack_peer.h"

#include <dirent.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

enum { PATIENCE_MS = 10000 };

static bool has_jack;

// --- What was called.

static struct {
    pthread_mutex_t lock;
    struct rmx_text text;
    bool is_quiet; // messages are only counted
    int count;
    int last[128]; // of each plain controller
    double time_ms;
} got = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void message(void *data, const struct rmx_midi_message *message)
{
    (void)data;
    pthread_mutex_lock(&got.lock);
    got.count++;
    got.time_ms = message->time_ms;
    if (message->control.kind == RMX_MIDI_CC && !message->control.is_wide)
        got.last[message->control.number] = message->raw;
    if (!got.is_quiet && !message->control.is_wide) {
        rmx_text_printf(&got.text, "%s ", message->control.device);
        rmx_midi_control_write(&got.text, &message->control);
        rmx_text_printf(&got.text, "=%d; ", message->raw);
    }
    pthread_mutex_unlock(&got.lock);
}

static void take_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    (void)data;
    (void)time_ms;
    pthread_mutex_lock(&got.lock);
    rmx_text_printf(&got.text, "clock %d %d; ", (int)kind, number);
    pthread_mutex_unlock(&got.lock);
}

static void device(void *data, const char *name, bool is_here)
{
    (void)data;
    pthread_mutex_lock(&got.lock);
    rmx_text_printf(&got.text, "%c%s; ", is_here ? '+' : '-', name);
    pthread_mutex_unlock(&got.lock);
}

static void forget(void)
{
    pthread_mutex_lock(&got.lock);
    rmx_text_clear(&got.text);
    got.count = 0;
    got.is_quiet = false;
    memset(got.last, -1, sizeof(got.last));
    pthread_mutex_unlock(&got.lock);
}

static bool has_said(const char *wanted)
{
    pthread_mutex_lock(&got.lock);
    bool has = strstr(rmx_text_string(&got.text), wanted);
    pthread_mutex_unlock(&got.lock);
    return has;
}

static void wait_for(const char *wanted)
{
    for (int i = 0; i < PATIENCE_MS && !has_said(wanted); i++)
        usleep(1000);
    if (!has_said(wanted))
        fail_msg("no %s in %s", wanted, rmx_text_string(&got.text));
}

static void expect(const char *wanted)
{
    wait_for(wanted);
    assert_string_equal(rmx_text_string(&got.text), wanted);
    forget();
}

static struct rmx_midi *midi;

static void destroy(void)
{
    rmx_midi_destroy(midi);
    midi = NULL;
}

// What a test that has failed leaves, so that the next one has the devices for itself.
static int clean_up(void **state)
{
    (void)state;
    destroy();
    jack_peers_close();
    return 0;
}

static void create(const char *const *wanted, int count)
{
    char why[256];
    const struct rmx_midi_params params = {.wanted = wanted,
                                           .wanted_count = count,
                                           .message = message,
                                           .clock = take_clock,
                                           .device = device};
    forget();
    midi = rmx_midi_create(&params, why, sizeof(why));
    if (!midi)
        fail_msg("%s", why);
    assert_true(jack_server_wait_for("remontage:remontage"));
}

static struct jack_peer *plug_in(const char *name)
{
    struct jack_peer *peer = jack_peer_open(name);
    jack_peer_wait(peer);
    return peer;
}

static void send(struct jack_peer *peer, const char *bytes, size_t size)
{
    jack_peer_send(peer, bytes, size, 1);
}
#define SEND(peer, bytes) send(peer, bytes, sizeof(bytes) - 1)

// A server on a busy machine loses what comes in a cycle for which a client is late, as after
// another one has come or gone: again then.
static void send_until(struct jack_peer *peer, const char *bytes, size_t size, const char *wanted)
{
    int sent = 0;
    for (; sent < 20 && !has_said(wanted); sent++) {
        send(peer, bytes, size);
        for (int k = 0; k < 500 && !has_said(wanted); k++)
            usleep(1000);
    }
    wait_for(wanted);
    if (sent > 1)
        usleep(100000); // the rest of what was sent
}
#define SEND_UNTIL(peer, bytes, wanted) send_until(peer, bytes, sizeof(bytes) - 1, wanted)

// Exactly that is heard, as many times as it was sent.
static void expect_sent(struct jack_peer *peer, const char *bytes, size_t size, const char *wanted)
{
    send_until(peer, bytes, size, wanted);
    pthread_mutex_lock(&got.lock);
    const char *rest = rmx_text_string(&got.text);
    while (*rest && strncmp(rest, wanted, strlen(wanted)) == 0)
        rest += strlen(wanted);
    pthread_mutex_unlock(&got.lock);
    assert_string_equal(rest, "");
    forget();
}
#define EXPECT_SENT(peer, bytes, wanted) expect_sent(peer, bytes, sizeof(bytes) - 1, wanted)

static void need_jack(void)
{
    if (has_jack)
        return;
    print_message("no jackd\n");
    skip();
}

// --- Devices.

static void what_a_device_sends_arrives(void **state)
{
    (void)state;
    need_jack();
    create(NULL, 0);
    struct jack_peer *peer = plug_in("box");
    expect("+box:1; ");
    double before_ms = rmx_clock_ms();
    EXPECT_SENT(peer, "\xB0\x15\x40", "box:1 cc 21 ch 1=64; ");
    double within_ms = 50; // some cycles, which the server's clock is off by after a late one
    assert_true(got.time_ms >= before_ms - within_ms);
    assert_true(got.time_ms <= rmx_clock_ms() + within_ms);
    // a status that runs on within an event
    EXPECT_SENT(peer, "\xB0\x40\x01\x40\x02", "box:1 cc 64 ch 1=1; box:1 cc 64 ch 1=2; ");
    EXPECT_SENT(peer, "\xFA", "clock 1 0; ");
    EXPECT_SENT(peer, "\xF8", "clock 0 0; ");
    EXPECT_SENT(peer, "\xF0\x7F\x7F\x01\x01\x01\x02\x03\x04\xF7", "clock 6 16909060; ");
    SEND(peer, "\xF0\x41\x10"); // broken off
    EXPECT_SENT(peer, "\x90\x24\x64", "box:1 note 36 ch 1=100; ");
    EXPECT_SENT(peer, "\xF4\x00\x7F\xF7\xB0\xB0\x40\x05", "box:1 cc 64 ch 1=5; ");
    assert_int_equal(rmx_midi_counts(midi).inputs, 1);
    jack_peer_close(peer);
    expect("-box:1; ");
    assert_int_equal(rmx_midi_counts(midi).inputs, 0);
    peer = plug_in("box");
    expect("+box:1; ");
    EXPECT_SENT(peer, "\xB0\x40\x05", "box:1 cc 64 ch 1=5; ");
    jack_peer_close(peer);
    destroy();
}

static void only_those_that_are_wanted(void **state)
{
    (void)state;
    need_jack();
    struct jack_peer *box = jack_peer_open("box"), *nano = jack_peer_open("nanoKONTROL");
    create((const char *const[]){"NANOkontrol"}, 1);
    jack_peer_wait(nano);
    expect("+nanoKONTROL:1; ");
    SEND(box, "\xB0\x40\x01");
    EXPECT_SENT(nano, "\xB0\x40\x02", "nanoKONTROL:1 cc 64 ch 1=2; ");
    assert_true(jack_peer_connect(box, "remontage:remontage"));
    usleep(20000);
    EXPECT_SENT(box, "\xB0\x40\x03", "remontage cc 64 ch 1=3; ");
    jack_peer_close(box);
    jack_peer_close(nano);
    destroy();
}

static void one_clock_at_a_time(void **state)
{
    (void)state;
    need_jack();
    struct jack_peer *one = jack_peer_open("one"), *two = jack_peer_open("two");
    create(NULL, 0);
    jack_peer_wait(one);
    jack_peer_wait(two);
    wait_for("+two:1; ");
    forget();
    SEND_UNTIL(one, "\xF8", "clock 0 0; ");
    SEND(two, "\xFA");
    SEND_UNTIL(two, "\xF1\x03", "clock 5 3; "); // its time code is another matter
    SEND_UNTIL(one, "\xFB", "clock 2 0; ");
    assert_false(has_said("clock 1 0; "));
    jack_peer_close(one);
    wait_for("-one:1; ");
    forget();
    SEND_UNTIL(two, "\xFA", "clock 1 0; ");
    jack_peer_close(two);
    destroy();
}

static void a_megabyte_of_exclusive(void **state)
{
    (void)state;
    need_jack();
    enum { PART = 1024, PARTS = 1024 };
    static char bytes[PART * PARTS];
    create(NULL, 0);
    struct jack_peer *peer = plug_in("box");
    wait_for("+box:1; ");
    forget();
    memset(bytes, 0x22, sizeof(bytes));
    bytes[0] = (char)0xF0;
    bytes[sizeof(bytes) - 1] = (char)0xF7;
    jack_peer_send(peer, bytes, PART, PARTS);
    EXPECT_SENT(peer, "\xB0\x40\x05", "box:1 cc 64 ch 1=5; ");
    jack_peer_close(peer);
    destroy();
}

// --- Bursts.

static void fill_burst(unsigned char *bytes, int count)
{
    for (int i = 0; i < count; i++) {
        bytes[3 * i] = 0xB0;
        bytes[3 * i + 1] = (unsigned char)(64 + i % 8);
        bytes[3 * i + 2] = (unsigned char)(i >= count - 8 ? i % 8 + 100 : i / 8 % 100);
    }
}

static bool is_last(void)
{
    bool is = true;
    pthread_mutex_lock(&got.lock);
    for (int i = 0; i < 8; i++)
        is = is && got.last[64 + i] == 100 + i;
    pthread_mutex_unlock(&got.lock);
    return is;
}

static void a_burst_over_the_wire(void **state)
{
    (void)state;
    need_jack();
    enum { SENT = 200000 };
    unsigned char *bytes = malloc(3 * SENT);
    create(NULL, 0);
    struct jack_peer *peer = plug_in("box");
    wait_for("+box:1; ");
    forget();
    got.is_quiet = true;
    fill_burst(bytes, SENT);
    jack_peer_send(peer, bytes, 3, SENT);
    for (int again = 0; again < 20 && !is_last(); again++) { // the server may lose the last cycle
        for (int i = 0; i < 500 && !is_last(); i++)
            usleep(1000);
        jack_peer_send(peer, bytes + 3 * (SENT - 8), 3, 8);
    }
    assert_true(is_last());
    free(bytes);
    jack_peer_close(peer);
    destroy();
}

// --- The way back.

static void wait_to_hear(struct jack_peer *peer, const char *end, char *heard, size_t size)
{
    heard[0] = 0;
    for (int i = 0; i < PATIENCE_MS / 4 && !strstr(heard, end); i++) {
        strncat(heard, jack_peer_heard(peer), size - strlen(heard) - 1);
        usleep(1000);
    }
}

static bool hears(struct jack_peer *peer, const char *wanted)
{
    char heard[4096];
    wait_to_hear(peer, wanted, heard, sizeof(heard));
    return strcmp(heard, wanted) == 0;
}

static bool hears_the_end_of_a_turn(struct jack_peer *peer)
{
    char heard[4096];
    const struct rmx_midi_control knob = {.kind = RMX_MIDI_CC, .number = 21, .device = "BOX"};
    for (int i = 0; i <= 127; i++)
        rmx_midi_send(midi, &knob, i / 127.0);
    wait_to_hear(peer, "b0 15 7f ", heard, sizeof(heard));
    return strstr(heard, "b0 15 7f ") && strlen(heard) < 20 * 9;
}

static bool hear_the_newest_value(void)
{
    create(NULL, 0);
    struct jack_peer *box = plug_in("box"), *nano = plug_in("nano");
    bool do_hear = hears_the_end_of_a_turn(box);
    rmx_midi_send(midi, &(struct rmx_midi_control){.kind = RMX_MIDI_BEND, .channel = 2}, 0.5);
    do_hear = do_hear && hears(nano, "e1 00 40 ") && hears(box, "e1 00 40 ");
    jack_peer_close(box);
    wait_for("-box:1; ");
    box = jack_peer_open("box");
    do_hear = do_hear && hears(box, "b0 15 7f e1 00 40 "); // where all stands
    jack_peer_close(box);
    jack_peer_close(nano);
    destroy();
    return do_hear;
}

// What the server loses of a cycle is sent by nobody again: one round of five loses none.
static void devices_hear_the_newest_value(void **state)
{
    (void)state;
    need_jack();
    for (int round = 0; round < 5; round++)
        if (hear_the_newest_value())
            return;
    fail_msg("not in one of five rounds");
}

// --- All of them.

static void note_name(void *data, const char *name, bool is_input)
{
    rmx_text_printf(data, "%s %s; ", is_input ? "in" : "out", name);
}

static void all_are_listed(void **state)
{
    (void)state;
    need_jack();
    char why[256];
    struct rmx_text text = {0};
    struct jack_peer *peer = jack_peer_open("box");
    assert_true(rmx_midi_list(note_name, &text, why, sizeof(why)));
    assert_non_null(strstr(rmx_text_string(&text), "in box:1; "));
    assert_non_null(strstr(rmx_text_string(&text), "out box:1; "));
    rmx_text_finish(&text);
    jack_peer_close(peer);
}

// --- Its life.

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
    need_jack();
    int threads = count_in("/proc/self/task"), files = count_in("/proc/self/fd");
    create(NULL, 0);
    rmx_midi_send(midi, &(struct rmx_midi_control){.kind = RMX_MIDI_NOTE, .number = 1}, 1);
    usleep(300000);
    destroy();
    assert_int_equal(count_in("/proc/self/task"), threads);
    assert_int_equal(count_in("/proc/self/fd"), files);
}

// The last one: the server ends, and another one comes.
static void a_server_that_goes_comes_back(void **state)
{
    (void)state;
    need_jack();
    create(NULL, 0);
    struct jack_peer *peer = plug_in("box");
    expect("+box:1; ");
    rmx_midi_send(midi, &(struct rmx_midi_control){.kind = RMX_MIDI_NOTE, .number = 1}, 1);
    jack_peer_close(peer);
    wait_for("-box:1; ");
    forget();
    jack_server_end();
    assert_true(jack_server_begin());
    assert_true(jack_server_wait_for("remontage:remontage"));
    peer = plug_in("box");
    expect("+box:1; ");
    EXPECT_SENT(peer, "\xB0\x40\x05", "box:1 cc 64 ch 1=5; ");
    jack_peer_close(peer);
    destroy();
}

static int begin(void **state)
{
    (void)state;
    has_jack = jack_server_begin();
    return 0;
}

static int end(void **state)
{
    (void)state;
    jack_server_end();
    rmx_text_finish(&got.text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_a_device_sends_arrives, clean_up),
        cmocka_unit_test_teardown(only_those_that_are_wanted, clean_up),
        cmocka_unit_test_teardown(one_clock_at_a_time, clean_up),
        cmocka_unit_test_teardown(a_megabyte_of_exclusive, clean_up),
        cmocka_unit_test_teardown(a_burst_over_the_wire, clean_up),
        cmocka_unit_test_teardown(devices_hear_the_newest_value, clean_up),
        cmocka_unit_test_teardown(all_are_listed, clean_up),
        cmocka_unit_test_teardown(nothing_is_left_of_it, clean_up),
        cmocka_unit_test_teardown(a_server_that_goes_comes_back, clean_up),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
