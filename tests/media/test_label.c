// SPDX-License-Identifier: GPL-3.0-or-later
// Texts as ink: sizes, weights, breaks; lines that are set once, figures that stand side by side.
#include "media/label.h"
#include "media/typeset.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct rmx_label set(const char *text, struct rmx_label_style style)
{
    struct rmx_label label;
    assert_true(rmx_label_set(text, &style, &label));
    return label;
}

static double ink(const struct rmx_label *label)
{
    double sum = 0;
    for (int i = 0; i < label->width * label->height; i++)
        sum += label->cover[i] / 255.0;
    return sum;
}

// What one text is to another: their metrics' ratio stands between two numbers.
enum metric { HEIGHT, WIDTH, INK };
static const struct {
    const char *law;
    const char *text, *other;
    struct rmx_label_style style, other_style;
    enum metric metric;
    double least, most;
} laws[] = {
    {"a capital is between 0.65 and 0.8 of the size",
     "H",
     NULL,
     {.size_px = 100},
     {.size_px = 100},
     HEIGHT,
     65,
     80},
    {"twice the size is twice the height",
     "H",
     "H",
     {.size_px = 80},
     {.size_px = 40},
     HEIGHT,
     1.9,
     2.1},
    {"twice the size is twice the width",
     "Blossfeldt",
     "Blossfeldt",
     {.size_px = 40},
     {.size_px = 20},
     WIDTH,
     1.9,
     2.1},
    {"a strong weight has more ink",
     "plant",
     "plant",
     {.size_px = 40, .weight = RMX_WEIGHT_STRONG},
     {.size_px = 40},
     INK,
     1.1,
     2},
    {"tracking is added between letters",
     "PLAN",
     "PLAN",
     {.size_px = 20, .tracking_px = 5},
     {.size_px = 20},
     WIDTH,
     1.15,
     1.6},
    {"tabular figures have one width",
     "1111111111",
     "8888888888",
     {.size_px = 20, .tabular = true},
     {.size_px = 20, .tabular = true},
     WIDTH,
     0.95,
     1.05},
    {"a line breaks where it must",
     "one two three four",
     "one two three four",
     {.size_px = 20, .width_px = 90},
     {.size_px = 20},
     HEIGHT,
     1.8,
     6},
    {"no markup: a tag is letters",
     "<b>x</b>",
     "x",
     {.size_px = 20},
     {.size_px = 20},
     WIDTH,
     3,
     20},
};

static double measure(const char *text, struct rmx_label_style style, enum metric metric)
{
    struct rmx_label label = set(text, style);
    double measured = metric == HEIGHT ? label.height : metric == WIDTH ? label.width : ink(&label);
    rmx_label_finish(&label);
    return measured;
}

static void label_metrics(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        double a = measure(laws[i].text, laws[i].style, laws[i].metric);
        double b = laws[i].other ? measure(laws[i].other, laws[i].other_style, laws[i].metric) : 1;
        if (!(a / b >= laws[i].least && a / b <= laws[i].most))
            fail_msg("%s: the ratio is %g", laws[i].law, a / b);
    }
}

static void a_blank_text_has_no_ink(void **state)
{
    (void)state;
    struct rmx_label label = set("  ", (struct rmx_label_style){.size_px = 20});
    assert_int_equal(label.width, 0);
    rmx_label_finish(&label);
}

static const struct rmx_label_style usual = {.size_px = 24, .tabular = true};

static void a_line_is_set_once(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_line *first = rmx_typeset_line(typeset, "plant", &usual);
    int made = rmx_typeset_made(typeset);
    for (int i = 0; i < 100; i++)
        assert_ptr_equal(rmx_typeset_line(typeset, "plant", &usual), first);
    assert_int_equal(rmx_typeset_made(typeset), made);
    const struct rmx_label_style larger = {.size_px = 48};
    assert_ptr_not_equal(rmx_typeset_line(typeset, "plant", &larger), first);
    rmx_typeset_destroy(typeset);
}

static void all_lines_stand_on_their_baseline(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_line *capital = rmx_typeset_line(typeset, "H", &usual);
    const struct rmx_line *deep = rmx_typeset_line(typeset, "g", &usual);
    const struct rmx_line *dot = rmx_typeset_line(typeset, ".", &usual);
    assert_int_equal(capital->rise, capital->label.height);
    assert_true(deep->rise < deep->label.height); // below it
    assert_in_range(dot->rise - dot->label.height + 1, 0, 2);
    rmx_typeset_destroy(typeset);
}

// Side by side they are as wide as the same number set in one.
static void figures_advance_as_a_number_does(void **state)
{
    (void)state;
    static const char *const numbers[] = {"0.25", "1928", "-12.5", "100 %", "3:07"};
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
        double pen = 0, end = 0;
        for (const char *c = numbers[i]; *c; c++) {
            const struct rmx_line *figure = rmx_typeset_figure(typeset, *c, &usual);
            end = pen + figure->label.left + figure->label.width;
            pen += figure->advance;
        }
        const struct rmx_line *whole = rmx_typeset_line(typeset, numbers[i], &usual);
        double wanted = whole->label.left + whole->label.width;
        if (fabs(end - wanted) > 2.5)
            fail_msg("%s: %g pixels as figures, %g as a number", numbers[i], end, wanted);
    }
    rmx_typeset_destroy(typeset);
}

static void *work(void *data)
{
    rmx_typeset_work(data);
    return NULL;
}

static void a_deferred_line_is_set_elsewhere(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(true);
    pthread_t thread;
    assert_null(rmx_typeset_line(typeset, "plant", &usual));
    assert_null(rmx_typeset_figure(typeset, '7', &usual));
    assert_int_equal(rmx_typeset_made(typeset), 0);
    assert_true(rmx_typeset_waits(typeset));
    assert_int_equal(pthread_create(&thread, NULL, work, typeset), 0);
    pthread_join(thread, NULL);
    assert_false(rmx_typeset_waits(typeset));
    assert_non_null(rmx_typeset_line(typeset, "plant", &usual));
    assert_non_null(rmx_typeset_figure(typeset, '7', &usual));
    rmx_typeset_forget(typeset);
    assert_int_equal(rmx_typeset_count(typeset), 0);
    rmx_typeset_destroy(typeset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(label_metrics),
        cmocka_unit_test(a_blank_text_has_no_ink),
        cmocka_unit_test(a_line_is_set_once),
        cmocka_unit_test(all_lines_stand_on_their_baseline),
        cmocka_unit_test(figures_advance_as_a_number_does),
        cmocka_unit_test(a_deferred_line_is_set_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
