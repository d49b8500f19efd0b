// SPDX-License-Identifier: GPL-3.0-or-later
// What a mosaic sees: contours, not only means; and its rules over the whole table.
#include "support/stage.h"
#include "support/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 1024, MATCHES = RMX_LIST_OF_ARRANGE(0, RMX_LIST_MATCHES) };

// The first is the mean of the others' light. Of the edges, four lie one way and four the other.
#define EDGE(name, angle, phase)                                                                   \
    "  - {name: " name ", visible: false, generate: {stripes: {color: black, background: white, "  \
    "count: 0.5, angle: " angle ", phase: " phase "}}}\n"
// clang-format off
#define PICTURES                                                                                   \
    "layers:\n"                                                                                    \
    "  - {name: e0, visible: false, generate: {solid: {color: \"#bcbcbc\"}}}\n"                    \
    EDGE("e1", "0", "0.25") EDGE("e2", "45", "0.25")                                               \
    EDGE("e3", "90", "0.25") EDGE("e4", "135", "0.25")                                             \
    EDGE("e5", "0", "0.75") EDGE("e6", "45", "0.75")                                               \
    EDGE("e7", "90", "0.75") EDGE("e8", "135", "0.75")
// clang-format on
#define ALL "from: [e0, e1, e2, e3, e4, e5, e6, e7, e8]"
enum { ALL_PICTURES = 9 };

static uint32_t matches[MOST], again[MOST];

static int choose(const char *text, int size, uint32_t *chosen)
{
    struct rmx_generation *generation = stage_load(
        &(struct stage_params){.text = text, .width = size, .height = size, .no_fuse = false});
    stage_draw_frames(generation, 0, 0);
    int count = table_count(), stride = (count + 63) & ~63;
    assert_in_range(count, 1, MOST);
    table_read(TABLE_LISTS, (size_t)(MATCHES * stride), (size_t)count, chosen);
    rmx_generation_destroy(generation);
    return count;
}

static void an_edge_is_the_picture_of_that_edge(void **state)
{
    (void)state;
    for (int i = 0; i < ALL_PICTURES; i++) {
        char text[4096];
        snprintf(text, sizeof(text),
                 PICTURES "  - fragments: {" ALL ", cut: {grid: {count: 1}}, "
                          "arrange: {mosaic: {target: e%d, whole: true}}}\n",
                 i);
        assert_int_equal(choose(text, 64, matches), 1);
        if (matches[0] != (uint32_t)i)
            fail_msg("of picture %d the likest is %u", i, matches[0]);
    }
}

// Two colours of one lightness, where means are the same.
static void an_edge_of_hue_alone_is_seen(void **state)
{
    (void)state;
    static const char text[] =
        "layers:\n"
        "  - {name: a, visible: false, generate: {stripes: {color: \"#c86464\", background: "
        "\"#2d9090\", count: 0.5, angle: 0, phase: 0.25}}}\n"
        "  - {name: b, visible: false, generate: {stripes: {color: \"#c86464\", background: "
        "\"#2d9090\", count: 0.5, angle: 0, phase: 0.75}}}\n"
        "  - {name: flat, visible: false, generate: {solid: {color: \"#8f7e7e\"}}}\n"
        "  - fragments: {from: [flat, a, b], cut: {grid: {count: 1}}, arrange: {mosaic: {target: "
        "b, whole: true}}}\n";
    choose(text, 64, matches);
    assert_int_equal(matches[0], 2);
}

#define MOSAIC(rules)                                                                              \
    "layers:\n  - {name: cat, visible: false, picture: asset:chelsea-the-cat.jpg}\n"               \
    "  - fragments: {from: asset:coffee.jpg, cut: {grid: {columns: 20, rows: 20}}, "               \
    "arrange: {mosaic: {target: cat, " rules "}}}\n"

static int pairs_nearer(int count, int columns, int cells)
{
    int pairs = 0;
    for (int i = 0; i < count; i++)
        for (int k = i + 1; k < count; k++) {
            int x = i % columns - k % columns, y = i / columns - k / columns;
            pairs += matches[i] == matches[k] && x * x + y * y < cells * cells;
        }
    return pairs;
}

static void none_comes_back_nearer_than_apart(void **state)
{
    (void)state;
    int count = choose(MOSAIC("apart: 0"), 100, matches);
    assert_true(pairs_nearer(count, 20, 4) > 0);
    for (int apart = 2; apart <= 6; apart += 2) {
        char text[1024];
        snprintf(text, sizeof(text), MOSAIC("apart: %d"), apart);
        assert_int_equal(choose(text, 100, matches), 400);
        assert_int_equal(pairs_nearer(400, 20, apart), 0);
    }
}

static void check_permutation(int count)
{
    int used[MOST] = {0};
    for (int i = 0; i < count; i++) {
        assert_in_range(matches[i], 0, count - 1);
        assert_int_equal(++used[matches[i]], 1);
    }
}

static void each_once_is_a_permutation(void **state)
{
    (void)state;
    check_permutation(choose(MOSAIC("each: once"), 100, matches));
    check_permutation(choose(MOSAIC("each: once, apart: 3, limit: 2"), 100, matches));
    int count = choose(PICTURES "  - fragments: {" ALL ", cut: {grid: {columns: 3, rows: 3}}, "
                                "arrange: {mosaic: {target: e2, whole: true, each: once}}}\n",
                       64, matches);
    assert_int_equal(count, ALL_PICTURES);
    check_permutation(count);
}

static void the_same_choice_comes_twice(void **state)
{
    (void)state;
    static const char *const texts[] = {MOSAIC("apart: 0"), MOSAIC("apart: 3"),
                                        MOSAIC("each: once"), MOSAIC("limit: 2, whole: true")};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        int count = choose(texts[i], 100, matches);
        assert_int_equal(choose(texts[i], 100, again), count);
        assert_memory_equal(matches, again, (size_t)count * sizeof(*matches));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edge_is_the_picture_of_that_edge),
        cmocka_unit_test(an_edge_of_hue_alone_is_seen),
        cmocka_unit_test(none_comes_back_nearer_than_apart),
        cmocka_unit_test(each_once_is_a_permutation),
        cmocka_unit_test(the_same_choice_comes_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
