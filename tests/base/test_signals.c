// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the table of signals, of what is set in it, and of sets of its entries.
#include "base/signals.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

// The engine's own entries, and two of a provider.
static struct rmx_signals table_of(struct rmx_arena *arena)
{
    static const struct rmx_signal heard[] = {
        {"audio.level", RMX_SIGNAL_KIND_NUMBER, 0, 2, 0.5, "sound", "how loud it is"},
        {"audio.wave", RMX_SIGNAL_KIND_ROW, 0, 1, 0, "sound", "the sound itself"},
    };
    struct rmx_signals table = {0};
    rmx_signals_add(arena, &table, rmx_signals_own(), RMX_SIGNALS_OWN);
    rmx_signals_add(arena, &table, heard, 2);
    return table;
}

static void test_entries_say_what_they_are(void **state)
{
    (void)state;
    const struct rmx_signal *own = rmx_signals_own();
    for (int i = 0; i < RMX_SIGNALS_OWN; i++) {
        assert_true(own[i].min < own[i].max);
        assert_true(*own[i].provider && *own[i].meaning);
        assert_int_equal(rmx_signal_is_provided(&own[i]), rmx_signal_is_from(&own[i], "pointer"));
        for (int k = 0; own[i].name && k < i; k++)
            assert_true(!own[k].name || strcmp(own[i].name, own[k].name) != 0);
    }
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int entry; // -1: none
        bool is_kept;
    } laws[] = {
        {"time", RMX_SIGNAL_TIME, false},
        {"mouse.y", RMX_SIGNAL_MOUSE_Y, false},
        {"mouse", -1, true},
        {"mouse.", -1, false},
        {"mouse.yy", -1, false},
        {"tim", -1, false},
        {"fps", -1, false},
        {"", -1, false},
        {"audio.level", RMX_SIGNALS_OWN, false},
        {"audio", -1, true},
        {"audio.bass", -1, false}, // there is sound, but no such signal
        {"midi.cc2", -1, false},
        {"midi", -1, true},
        {"mid", -1, false},
        {"osc", -1, true},
        {"osc.x", -1, false},
        {"oscar", -1, false},
        {"share.plant", -1, false}, // stands in the table once a scene reads it
        {"share", -1, true},
        {"aura", -1, true},
        {"display", -1, false},
    };
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_signals table = table_of(arena);
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *name = laws[i].name;
        size_t length = strlen(name);
        if (rmx_signals_find(&table, name, length) != laws[i].entry ||
            rmx_signals_keep_word(&table, name) != laws[i].is_kept)
            fail_msg("'%s' is found as %d", name, rmx_signals_find(&table, name, length));
    }
    assert_int_equal(rmx_signals_find(&table, "time * 2", 4), RMX_SIGNAL_TIME);
    rmx_arena_destroy(arena);
}

static void test_values(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_signals table = table_of(arena);
    struct rmx_signal_values values = rmx_signal_values_create(arena, &table);
    int level = RMX_SIGNALS_OWN;
    assert_true(values.numbers[level] == 0.5 && values.numbers[RMX_SIGNAL_MOUSE_X] == 0.5);
    assert_true(isnan(values.numbers[RMX_SIGNAL_BPM]));
    assert_true(isinf(rmx_signal_silent_s(&values, level, 10)));
    rmx_signal_values_set(&values, &table, level, 1.25, 10);
    assert_true(values.numbers[level] == 1.25);
    assert_true(rmx_signal_silent_s(&values, level, 10.5) == 0.5);
    rmx_signal_values_set(&values, &table, level, NAN, 11);
    assert_true(values.numbers[level] == 1.25);
    assert_true(rmx_signal_silent_s(&values, level, 11) == 1);
    rmx_signal_values_set(&values, &table, level, 7, 12);
    assert_true(values.numbers[level] == 2);
    rmx_signal_values_set(&values, &table, level, -7, 12);
    assert_true(values.numbers[level] == 0);
    rmx_arena_destroy(arena);
}

static void test_sets(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_signal_set none = {0}, set = rmx_signal_set_create(arena, 130);
    static const int members[] = {0, 63, 64, 129};
    for (int i = 0; i < 4; i++)
        rmx_signal_set_add(&set, members[i]);
    int found = 0;
    for (int i = -1; i < 300; i++) {
        assert_false(rmx_signal_set_has(&none, i));
        bool is_member = found < 4 && members[found] == i;
        assert_int_equal(rmx_signal_set_has(&set, i), is_member);
        found += is_member;
    }
    assert_int_equal(found, 4);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries_say_what_they_are),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
