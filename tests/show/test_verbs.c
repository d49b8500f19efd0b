// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the verbs of a show: their table, and those that wait for its thread.
#include "show/verb_queue.h"

#include "base/text.h"
#include "base/verbs.h"
#include "show/keys.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// What is put, '/' where all is taken: a capital is a switch.
static const struct {
    const char *law, *puts, *taken;
} laws[] = {
    {"nothing waits", "/", ""},
    {"verbs come in their order", "a1 b1 a0 /", "a1 b1 a0 "},
    {"each press counts", "a1 a1 a1 /", "a1 a1 a1 "},
    {"of a switch in a row the newest", "A1 A0 A1 A0 /", "A0 "},
    {"but not past another verb", "A1 b1 A0 /", "A1 b1 A0 "},
    {"what was taken is gone", "a1 / b1 /", "a1 b1 "},
};

static void take_all(struct rmx_verb_queue *queue, struct rmx_text *out)
{
    int verb;
    double number;
    while (rmx_verb_queue_take(queue, &verb, &number))
        rmx_text_printf(out, "%c%g ", verb, number);
}

static void they_wait_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_verb_queue *queue = rmx_verb_queue_create();
        struct rmx_text out = {0};
        for (const char *put = laws[i].puts; *put; put += strcspn(put, " "), put += *put == ' ')
            if (*put == '/')
                take_all(queue, &out);
            else
                rmx_verb_queue_put(queue, *put, put[1] - '0', *put < 'a');
        if (strcmp(rmx_text_string(&out), laws[i].taken) != 0)
            fail_msg("%s: '%s'", laws[i].law, rmx_text_string(&out));
        rmx_text_finish(&out);
        rmx_verb_queue_destroy(queue);
    }
    rmx_verb_queue_destroy(NULL);
}

// What presses are too many of takes no switch away; of two switches in turn the newest stay.
static void where_there_is_no_room_presses_go(void **state)
{
    (void)state;
    struct rmx_verb_queue *queue = rmx_verb_queue_create();
    int verb, count = 0;
    double number, newest['z' + 1] = {0};
    rmx_verb_queue_put(queue, 'A', 1, true);
    for (int i = 1; i <= 1000; i++)
        rmx_verb_queue_put(queue, 'b', i, false);
    assert_true(rmx_verb_queue_take(queue, &verb, &number) && verb == 'A' && number == 1);
    for (; rmx_verb_queue_count(queue) && rmx_verb_queue_take(queue, &verb, &number); count++)
        assert_true(verb == 'b' && (!count || number == newest['b'] + 1) &&
                    (newest['b'] = number) > 0);
    assert_true(newest['b'] == 1000 && count < 1000);
    rmx_verb_queue_put(queue, 'C', 7, true);
    for (int i = 1; i <= 1000; i++) {
        rmx_verb_queue_put(queue, 'A', i, true);
        rmx_verb_queue_put(queue, 'B', i, true);
    }
    while (rmx_verb_queue_take(queue, &verb, &number))
        newest[verb] = number;
    assert_true(newest['A'] == 1000 && newest['B'] == 1000 && newest['C'] == 7);
    rmx_verb_queue_destroy(queue);
}

static void *put_many(void *queue)
{
    for (int i = 0; i < 100000; i++) {
        rmx_verb_queue_put(queue, 'A', i % 2, true);
        rmx_verb_queue_put(queue, 'B', i % 2, true);
    }
    rmx_verb_queue_put(queue, 'z', 1, false);
    return NULL;
}

// Two switches in turn, faster than they are taken: the last number of each comes through.
static void a_burst_keeps_the_newest(void **state)
{
    (void)state;
    struct rmx_verb_queue *queue = rmx_verb_queue_create();
    pthread_t thread;
    double newest['z' + 1] = {0}, number;
    int verb;
    assert_int_equal(pthread_create(&thread, NULL, put_many, queue), 0);
    while (!newest['z'])
        if (rmx_verb_queue_take(queue, &verb, &number))
            newest[verb] = number;
    pthread_join(thread, NULL);
    assert_true(newest['A'] == 1 && newest['B'] == 1);
    assert_false(rmx_verb_queue_take(queue, &verb, &number));
    rmx_verb_queue_destroy(queue);
}

static void each_verb_has_a_name_of_its_own(void **state)
{
    (void)state;
    int named = 0;
    for (int i = 0; rmx_verb(i); i++) {
        const struct rmx_verb *verb = rmx_verb(i);
        for (int k = 0; verb->name && k < i; k++)
            assert_false(rmx_verb(k)->name && strcmp(rmx_verb(k)->name, verb->name) == 0);
        assert_true(!verb->name || (rmx_is_scene_name(verb->name) && verb->meaning));
        named += verb->name != NULL;
    }
    assert_int_equal(named, RMX_ACTIONS - 1);
    assert_null(rmx_verb(RMX_ACTIONS));
}

// The help of a key is what its verb means.
static void keys_say_what_their_verbs_mean(void **state)
{
    (void)state;
    struct rmx_text text = {0};
    struct rmx_keys *keys = rmx_keys_create();
    rmx_keys_print(keys, &text);
    static const enum rmx_action told[] = {RMX_ACTION_BLACKOUT, RMX_ACTION_FREEZE, RMX_ACTION_PAUSE,
                                           RMX_ACTION_STILL};
    for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
        assert_non_null(strstr(rmx_text_string(&text), rmx_verb((int)told[i])->meaning));
    rmx_text_finish(&text);
    rmx_keys_destroy(keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_wait_in_order),
        cmocka_unit_test(where_there_is_no_room_presses_go),
        cmocka_unit_test(a_burst_keeps_the_newest),
        cmocka_unit_test(each_verb_has_a_name_of_its_own),
        cmocka_unit_test(keys_say_what_their_verbs_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
