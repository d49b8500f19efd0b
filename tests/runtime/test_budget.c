// SPDX-License-Identifier: GPL-3.0-or-later
// What pictures may take together: who gives of what he has, and the words for it.
#include "runtime/budget.h"

#include "render/fragments/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 4 };

static const struct {
    const char *law;
    long long bytes[MOST], most, shared[MOST]; // up to the first 0
} rows[] = {
    {"what fits stays", {10, 20, 30}, 60, {10, 20, 30}},
    {"equals give the same", {100, 100, 100, 100}, 200, {50, 50, 50, 50}},
    {"the largest gives alone", {10, 20, 900}, 100, {10, 20, 70}},
    {"the next one with it once it is as large", {10, 80, 90}, 110, {10, 50, 50}},
    {"small ones give nothing", {1, 1, 1000, 500}, 202, {1, 1, 100, 100}},
    {"one alone", {700}, 70, {70}},
};

static void pictures_share_what_there_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        long long bytes[MOST];
        int count = 0;
        memcpy(bytes, rows[i].bytes, sizeof(bytes));
        while (count < MOST && bytes[count])
            count++;
        rmx_budget_share(bytes, count, rows[i].most);
        for (int k = 0; k < count; k++)
            if (bytes[k] != rows[i].shared[k])
                fail_msg("%s: the one at %d has %lld of %lld", rows[i].law, k, bytes[k],
                         rows[i].shared[k]);
    }
}

static void sizes_are_told_in_words(void **state)
{
    (void)state;
    char text[16];
    assert_string_equal(rmx_budget_words(300 << 10, text, sizeof(text)), "300 KiB");
    assert_string_equal(rmx_budget_words(3 << 19, text, sizeof(text)), "1.5 MiB");
    assert_string_equal(rmx_budget_words(240 << 20, text, sizeof(text)), "240 MiB");
    assert_string_equal(rmx_budget_words(3LL << 29, text, sizeof(text)), "1.5 GiB");
}

static void levels_take_a_third_more(void **state)
{
    (void)state;
    assert_int_equal(rmx_budget_of_texture(300, 100, 4, false), 120000);
    assert_int_equal(rmx_budget_of_texture(300, 100, 4, true), 160000);
}

static void unsaid_it_is_a_part_of_the_machine(void **state)
{
    (void)state;
    const struct rmx_settings unsaid = {0}, said = {.memory_bytes = 1 << 30};
    assert_true(rmx_budget_allowed(&unsaid) > 64 << 20);
    assert_int_equal(rmx_budget_allowed(&said), 1 << 30);
    const struct rmx_budget empty = {.most = 1 << 30}, full = {.most = 1 << 30, .taken = 1 << 30};
    assert_int_equal(rmx_budget_for_sources(&empty), (1 << 30) / 2);
    assert_int_equal(rmx_budget_for_sources(&full), (1 << 30) / 16);
}

static void every_use_is_counted(void **state)
{
    (void)state;
    struct rmx_budget memory = {.most = 1 << 30, .taken = 7};
    for (int use = 0; use < RMX_MEMORY_DECODING; use++) {
        long long before = rmx_budget_sum(&memory);
        memory.uses[use] = 1000 + use;
        assert_int_equal(rmx_budget_sum(&memory), before + 1000 + use);
    }
    long long drawn = rmx_budget_sum(&memory);
    memory.uses[RMX_MEMORY_DECODING] = 5000; // over before a picture is read back
    memory.uses[RMX_MEMORY_READING] = 2000;
    memory.uses[RMX_MEMORY_ENCODING] = 1000;
    assert_int_equal(rmx_budget_sum(&memory), drawn + 5000);
    memory.uses[RMX_MEMORY_ENCODING] = 4000;
    assert_int_equal(rmx_budget_sum(&memory), drawn + 6000);
}

// What is shown, and what the store has, was told to it already.
static void what_stays_is_told_to_the_next_load(void **state)
{
    (void)state;
    const struct rmx_budget memory = {.uses = {[RMX_MEMORY_SHOWN] = 1,
                                               [RMX_MEMORY_SOURCES] = 2,
                                               [RMX_MEMORY_COPIES] = 4,
                                               [RMX_MEMORY_TARGETS] = 100,
                                               [RMX_MEMORY_TABLES] = 200,
                                               [RMX_MEMORY_GROWTH] = 400,
                                               [RMX_MEMORY_DECODING] = 8}};
    assert_int_equal(rmx_budget_held(&memory), 700);
}

static void what_fragments_ask_for_is_counted(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    struct rmx_fragments_match plain = {.tiles = 1}, chosen = {.tiles = 1, .is_chosen = true};
    const struct rmx_fragments_plan rising[] = {
        {.way = RMX_FRAGMENTS_GATHER},
        {.way = RMX_FRAGMENTS_BOXES},
        {.way = RMX_FRAGMENTS_MESH},
        {.way = RMX_FRAGMENTS_MESH, .has_rim = true},
        {.way = RMX_FRAGMENTS_MESH, .has_rim = true, .matches = &plain, .arrange_count = 1},
        {.way = RMX_FRAGMENTS_MESH, .has_rim = true, .matches = &chosen, .arrange_count = 1},
    };
    long long before = 0;
    for (size_t i = 0; i < sizeof(rising) / sizeof(*rising); i++) {
        long long bytes = rmx_fragments_bytes(&rising[i], MANY);
        assert_true(bytes > before);
        assert_int_equal(rmx_fragments_bytes(&rising[i], 2 * MANY), 2 * bytes);
        before = bytes;
    }
    const struct rmx_fragments_plan masked = {
        .components = {.sheets = 2, .width = 100, .height = 50}};
    assert_true(rmx_fragments_bytes(&masked, 0) > 2 * 100 * 50 * 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_share_what_there_is),
        cmocka_unit_test(sizes_are_told_in_words),
        cmocka_unit_test(levels_take_a_third_more),
        cmocka_unit_test(unsaid_it_is_a_part_of_the_machine),
        cmocka_unit_test(every_use_is_counted),
        cmocka_unit_test(what_stays_is_told_to_the_next_load),
        cmocka_unit_test(what_fragments_ask_for_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
