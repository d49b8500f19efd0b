// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of values that are handed from thread to thread by name.
#include "base/inbox.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 3 };

static void print(void *data, const char *name, double value, double over_s)
{
    assert_true(over_s == value / 2);
    char *text = data;
    snprintf(text + strlen(text), 200 - strlen(text), "%s=%g ", name, value);
}

// What is put, in order, and '/' where it is taken. '!' behind a name: it is refused.
static const struct {
    const char *law, *puts[8], *taken;
} laws[] = {
    {"nothing waits", {"/"}, ""},
    {"what was put is taken", {"a=1", "/"}, "a=1 "},
    {"once", {"a=1", "/", "/"}, "a=1 "},
    {"names come in their order", {"b=1", "a=2", "/"}, "b=1 a=2 "},
    {"the newest value of a name", {"a=1", "b=2", "a=3", "/"}, "a=3 b=2 "},
    {"as many names as were agreed", {"a=1", "b=2", "c=3", "/"}, "a=1 b=2 c=3 "},
    {"one more is refused", {"a=1", "b=2", "c=3", "d!4", "/"}, "a=1 b=2 c=3 "},
    {"but a known one is not", {"a=1", "b=2", "c=3", "d!4", "b=5", "/"}, "a=1 b=5 c=3 "},
    {"and there is room again", {"a=1", "b=2", "c=3", "/", "d=4", "/"}, "a=1 b=2 c=3 d=4 "},
    {"a name that is too long is refused",
     {"a_name_of_one_hundred_and_twenty_eight_bytes_and_a_closing_zero_"
      "is_not_taken_a_name_of_one_hundred_and_twenty_eight_bytes_and_ax!1",
      "a=1", "/"},
     "a=1 "},
};

static void do_one(struct rmx_inbox *inbox, const char *deed, char *text)
{
    char name[160], sign;
    double value;
    if (*deed == '/')
        rmx_inbox_take(inbox, print, text);
    else if (sscanf(deed, "%159[a-z_]%c%lf", name, &sign, &value) == 3)
        assert_true(rmx_inbox_put(inbox, name, value, value / 2) == (sign == '='));
    else
        fail_msg("what is '%s'?", deed);
}

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_inbox *inbox = rmx_inbox_create(MOST);
        char text[200] = "";
        for (int d = 0; d < 8 && laws[i].puts[d]; d++)
            do_one(inbox, laws[i].puts[d], text);
        if (strcmp(text, laws[i].taken) != 0)
            fail_msg("%s: '%s', not '%s'", laws[i].law, text, laws[i].taken);
        rmx_inbox_destroy(inbox);
    }
    rmx_inbox_destroy(NULL);
}

enum { NAMES = 4, VALUES = 20000 };

static void *put_all(void *data)
{
    static const char *const names[NAMES] = {"a", "b", "c", "d"};
    for (int value = 1; value <= VALUES; value++)
        for (int i = 0; i < NAMES; i++)
            rmx_inbox_put(data, names[i], value, 0);
    return NULL;
}

static void note(void *data, const char *name, double value, double over_s)
{
    (void)over_s;
    double *newest = data;
    assert_true(value > newest[*name - 'a']); // none comes twice, nor an older one later
    newest[*name - 'a'] = value;
}

static void test_beside_another_thread(void **state)
{
    (void)state;
    struct rmx_inbox *inbox = rmx_inbox_create(NAMES);
    double newest[NAMES] = {0};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, put_all, inbox), 0);
    while (newest[NAMES - 1] < VALUES)
        rmx_inbox_take(inbox, note, newest);
    pthread_join(thread, NULL);
    rmx_inbox_take(inbox, note, newest);
    for (int i = 0; i < NAMES; i++)
        assert_true(newest[i] == VALUES);
    rmx_inbox_destroy(inbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_laws),
                                       cmocka_unit_test(test_beside_another_thread)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
