// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the queue of a MIDI device: its order, and what is kept where there is no room.
#include "control/midi_queue.h"

#include "base/text.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BURST = 1000000 };

// What was taken.
static struct {
    struct rmx_text text;
    bool is_quiet; // messages are only counted
    int count;
    int last[128]; // of each plain controller
} got;

static void message(void *data, const struct rmx_midi_message *message)
{
    (void)data;
    got.count++;
    if (message->control.kind == RMX_MIDI_CC && !message->control.is_wide)
        got.last[message->control.number] = message->raw;
    if (got.is_quiet)
        return;
    rmx_midi_control_write(&got.text, &message->control);
    rmx_text_printf(&got.text, "=%d", message->raw);
    rmx_text_add(&got.text, message->is_release ? " up; " : message->is_whole ? " whole; " : "; ");
}

static void take_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    (void)data;
    (void)number;
    (void)time_ms;
    rmx_text_printf(&got.text, "clock %d; ", (int)kind);
}

static const struct rmx_midi_to to = {NULL, message, take_clock};

static void forget(void)
{
    rmx_text_clear(&got.text);
    got.count = 0;
    got.is_quiet = false;
    memset(got.last, -1, sizeof(got.last));
}

static void all_comes_in_its_order(void **state)
{
    (void)state;
    static const unsigned char bytes[] = "\xB0\x40\x01\xFA\x41\x02\xF8";
    struct rmx_midi_queue *queue = rmx_midi_queue_create();
    forget();
    assert_false(rmx_midi_queue_put(queue, bytes, 2, 0));
    assert_true(rmx_midi_queue_put(queue, bytes + 2, sizeof(bytes) - 3, 0));
    assert_int_equal(rmx_midi_queue_take(queue, "box", &to), 4);
    assert_int_equal(rmx_midi_queue_take(queue, "box", &to), 0);
    assert_string_equal(got.text.data, "cc 64 ch 1=1; clock 1; cc 65 ch 1=2; clock 0; ");
    rmx_midi_queue_destroy(queue);
}

static void fill_burst(unsigned char *bytes, int count)
{
    for (int i = 0; i < count; i++) {
        bytes[3 * i] = 0xB0;
        bytes[3 * i + 1] = (unsigned char)(64 + i % 8);
        bytes[3 * i + 2] = (unsigned char)(i >= count - 8 ? i % 8 + 100 : i / 8 % 100);
    }
}

static void check_last(void)
{
    for (int i = 0; i < 8; i++)
        assert_int_equal(got.last[64 + i], 100 + i);
}

static void *put_burst(void *data)
{
    unsigned char *bytes = malloc(3 * BURST);
    fill_burst(bytes, BURST);
    for (int i = 0; i < BURST; i++)
        rmx_midi_queue_put(data, bytes + 3 * i, 3, 0);
    free(bytes);
    return NULL;
}

static void a_million_messages_lose_no_last_one(void **state)
{
    (void)state;
    struct rmx_midi_queue *queue = rmx_midi_queue_create();
    pthread_t thread;
    forget();
    got.is_quiet = true;
    pthread_create(&thread, NULL, put_burst, queue);
    while (got.last[71] != 107)
        rmx_midi_queue_take(queue, "box", &to);
    pthread_join(thread, NULL);
    rmx_midi_queue_take(queue, "box", &to);
    check_last();
    assert_int_equal(got.count + rmx_midi_queue_lost(queue), BURST);
    rmx_midi_queue_destroy(queue);
}

// Where nobody takes: what is kept says the same as what was sent.
static void what_is_kept_is_whole(void **state)
{
    (void)state;
    static const unsigned char bytes[] = "\xB1\x01\x40\x21\x03\x91\x24\x64\x81\x24\x01\xE5\x00\x40"
                                         "\xCF\x07\xDF\x08";
    struct rmx_midi_queue *queue = rmx_midi_queue_create();
    forget();
    got.is_quiet = true;
    for (int i = 0; i < 10000; i++)
        rmx_midi_queue_put(queue, (const unsigned char *)"\xB0\x40\x01", 3, 0);
    rmx_midi_queue_put(queue, bytes, sizeof(bytes) - 1, 0);
    got.is_quiet = false;
    rmx_midi_queue_take(queue, "box", &to);
    const char *text = strstr(rmx_text_string(&got.text), "cc 1 ch 2");
    assert_string_equal(text ? text : "",
                        "cc 1 ch 2=64; cc 33 ch 2=3; cc 1 14bit ch 2=8195 whole; "
                        "note 36 ch 2=0 up; bend ch 6=8192; program ch 16=7; pressure ch 16=8; ");
    rmx_midi_queue_destroy(queue);
}

static int end(void **state)
{
    (void)state;
    rmx_text_finish(&got.text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_comes_in_its_order),
        cmocka_unit_test(a_million_messages_lose_no_last_one),
        cmocka_unit_test(what_is_kept_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
