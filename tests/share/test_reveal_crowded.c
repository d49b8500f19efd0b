// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the reveal's page where there is more to tell than room: nothing lies on anything.
#include "share/reveal_parts.h"
#include "support/planning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct planning planning;

static const char roomy[] =
    "title: Two halves\n"
    "sources:\n"
    "  cup: {image: asset:coffee.jpg, credit: \"Rachel Michetti, a cup of coffee\", licence: CC0}\n"
    "  eye: {image: asset:retina.jpg}\n"
    "knobs: {chaos: {from: 0, to: 2, at: 0.5}}\n"
    "layers:\n"
    "  - {picture: cup, chain: [blur, {levels: {gamma: 1 + chaos * 0.1}}]}\n"
    "  - {picture: eye, opacity: 0.5 + 0.1 * wave(beat)}\n";

// What strangers call things, and more of them than there is room for.
static const char crowded[] =
    "title: \"A title that goes on and on,\\nlonger than anybody would want to read it, with a \"\n"
    "seed: 4294967295\n"
    "sources:\n"
    "  a_name_that_is_longer_than_the_panel_in_which_it_stands_by_far: {image: asset:coffee.jpg,\n"
    "    credit: \"Somebody with a long name, of a long street in a long town in a country whose\n"
    "      name nobody says in one breath, and the archive that keeps it, shelf 400\"}\n"
    "  eye: {image: asset:retina.jpg}\n"
    "knobs:\n"
    "  a_knob_whose_name_is_longer_than_its_panel_is_wide: {from: 0, to: 20000, at: 15000}\n"
    "layers:\n"
    "  - picture: a_name_that_is_longer_than_the_panel_in_which_it_stands_by_far\n"
    "    chain: [blur, {levels: {gamma: 1 + a_knob_whose_name_is_longer_than_its_panel_is_wide}}]\n"
    "  - {picture: eye, opacity: 0.5 + 0.1 * wave(beat)}\n"
    "  - {picture: eye, opacity: 0.4}\n"
    "  - {picture: eye, opacity: 0.3}\n"
    "  - {picture: eye, opacity: 0.2}\n";

// Holders that lie beside each other in columns.
static struct rmx_reveal_params crowd(int count, struct rmx_holders *of, struct rmx_shares *in)
{
    static const char *const names[] = {"two\nlines", "schöne_Grüße_aus_dem_überfüllten_Zügelhaus",
                                        "a", "an_unbroken_name_of_some_length.jpg"};
    enum { ROWS = 12 };
    *in = (struct rmx_shares){.width = 8 * count, .height = 90, .columns = count, .rows = ROWS};
    in->cells = RMX_NEW(planning.arena, float, count *count *ROWS);
    in->total = RMX_NEW(planning.arena, double, count);
    in->shown = RMX_NEW(planning.arena, const struct rmx_source *, count);
    of->items = RMX_NEW(planning.arena, struct rmx_holder, count);
    of->count = count;
    for (int h = 0; h < count; h++) {
        of->items[h] = (struct rmx_holder){.kind = RMX_HOLDER_GENERATOR, .name = names[h % 4]};
        in->total[h] = 1.0 / count;
        for (int row = 0; row < ROWS; row++)
            in->cells[(h * ROWS + row) * count + h] = 1;
    }
    return (struct rmx_reveal_params){.holders = of, .shares = in};
}

static struct rmx_box ink_of(const struct rmx_mark *mark)
{
    const struct rmx_label *label = &mark->line->label;
    return (struct rmx_box){(double)mark->x + label->left,
                            (double)mark->y + mark->line->rise - label->height, label->width,
                            label->height};
}

static bool is_within(const struct rmx_box *box, const struct rmx_box *around)
{
    return box->x >= around->x && box->y >= around->y &&
           box->x + box->width <= around->x + around->width &&
           box->y + box->height <= around->y + around->height;
}

static bool is_on_a_plate(const struct rmx_reveal_page *page, const struct rmx_box *ink)
{
    bool is = false;
    for (int i = 0; i < page->panel_count; i++)
        is = is || is_within(ink, &page->panels[i]);
    for (int i = 0; i < page->spot_count; i++)
        is = is || (page->spots[i].is_placed && is_within(ink, &page->spots[i].box));
    return is;
}

// Figures of one number stand closer than that; what is blank has no ink.
static bool lie_on_each_other(const struct rmx_mark *a, const struct rmx_mark *b)
{
    struct rmx_box one = ink_of(a), other = ink_of(b);
    one.x += 0.5;
    one.width -= 1;
    return one.width > 0 && other.width > 0 && rmx_boxes_meet(&one, &other);
}

static void check_texts(const struct rmx_reveal_page *page, const struct rmx_marks *marks)
{
    int width = page->params.width, height = page->params.height;
    for (int i = 0; i < marks->count; i++) {
        if (marks->items[i].kind != RMX_MARK_TEXT)
            continue;
        struct rmx_box ink = ink_of(&marks->items[i]);
        if (ink.width > 0 && !is_on_a_plate(page, &ink))
            fail_msg("%d x %d: a text of %g x %g at %g %g leaves its panel", width, height,
                     ink.width, ink.height, ink.x, ink.y);
        for (int k = 0; k < i; k++)
            if (marks->items[k].kind == RMX_MARK_TEXT &&
                lie_on_each_other(&marks->items[i], &marks->items[k]))
                fail_msg("%d x %d: two texts lie on each other at %g %g", width, height, ink.x,
                         ink.y);
    }
}

static void check_panels(const struct rmx_reveal_page *page)
{
    const struct rmx_box picture = {0, 0, page->params.width, page->params.height};
    for (int a = 0; a < page->panel_count; a++) {
        if (!is_within(&page->panels[a], &picture))
            fail_msg("%d x %d: panel %d leaves the picture", page->params.width,
                     page->params.height, a);
        double gap = page->look.margin - 1; // plates end on whole pixels
        const struct rmx_box *panel = &page->panels[a];
        const struct rmx_box grown = {panel->x - gap, panel->y - gap, panel->width + 2 * gap,
                                      panel->height + 2 * gap};
        for (int b = 0; b < a; b++)
            if (rmx_boxes_meet(&grown, &page->panels[b]))
                fail_msg("%d x %d: panels %d and %d are too near", page->params.width,
                         page->params.height, a, b);
    }
    for (int i = 0; i < page->spot_count; i++) {
        const struct rmx_box marker = {page->spots[i].x - 3, page->spots[i].y - 3, 6, 6};
        assert_true(is_within(&marker, &picture));
    }
}

static const int crowded_sizes[][2] = {{1280, 720},  {640, 360}, {320, 180}, {200, 600},
                                       {1080, 1920}, {250, 180}, {250, 400}};
static const int crowds[] = {0, 1, 2, 8, 40}; // 0: not measured yet

// At every size, with as many holders, at the frame with the widest numbers.
static void nothing_lies_on_anything(void **state)
{
    (void)state;
    enum { WIDTHS = sizeof(crowded_sizes) / sizeof(*crowded_sizes), CROWDS = 5 };
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_plan *plans[] = {planning_plan(&planning, roomy),
                                      planning_plan(&planning, crowded)};
    for (int i = 0; i < 2 * WIDTHS * CROWDS; i++) {
        struct rmx_holders of;
        struct rmx_shares in;
        struct rmx_reveal_params params = {0};
        if (crowds[i / 2 % CROWDS])
            params = crowd(crowds[i / 2 % CROWDS], &of, &in);
        params.plan = plans[i % 2];
        params.width = crowded_sizes[i / 2 / CROWDS][0];
        params.height = crowded_sizes[i / 2 / CROWDS][1];
        const struct rmx_reveal_page *page =
            rmx_reveal_page_create(planning.arena, typeset, &params);
        double *signals = RMX_NEW(planning.arena, double, params.plan->scene->signals.count);
        for (int s = 0; s < params.plan->scene->signals.count; s++)
            signals[s] = -88888e6;
        struct rmx_marks marks = {.arena = planning.arena};
        rmx_reveal_page_draw(page, &(struct rmx_reveal_frame){888888888, 10000, signals}, &marks);
        check_texts(page, &marks);
        check_panels(page);
    }
    rmx_typeset_destroy(typeset);
}

static void panels_are_apart_at_any_height(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_plan *made = planning_plan(&planning, crowded);
    for (int i = 0; i < 3 * 60; i++) {
        struct rmx_holders of;
        struct rmx_shares in;
        struct rmx_reveal_params params = crowd(2 + i % 3 * 4, &of, &in);
        params.plan = made;
        params.width = 640;
        params.height = 180 + 3 * (i / 3);
        check_panels(rmx_reveal_page_create(planning.arena, typeset, &params));
    }
    rmx_typeset_destroy(typeset);
}

// Where another thread sets the texts each try waits for it.
static void a_crowded_page_is_whole_after_a_few_tries(void **state)
{
    (void)state;
    enum { MOST_TRIES = 24 };
    struct rmx_holders of;
    struct rmx_shares in;
    struct rmx_typeset *typeset = rmx_typeset_create(true);
    struct rmx_reveal_params params = crowd(8, &of, &in);
    params.plan = planning_plan(&planning, crowded);
    params.width = 640;
    params.height = 360;
    int tries = 0;
    do {
        rmx_typeset_work(typeset);
        rmx_reveal_page_create(planning.arena, typeset, &params);
    } while (++tries < MOST_TRIES && rmx_typeset_waits(typeset));
    assert_false(rmx_typeset_waits(typeset));
    assert_true(rmx_typeset_made(typeset) < 600);
    rmx_typeset_destroy(typeset);
}

static int setup(void **state)
{
    (void)state;
    if (planning_begin(&planning) != 0)
        return -1;
    planning_open(&planning);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    return planning_end(&planning);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_lies_on_anything),
        cmocka_unit_test(panels_are_apart_at_any_height),
        cmocka_unit_test(a_crowded_page_is_whole_after_a_few_tries),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
