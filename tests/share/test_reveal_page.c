// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the reveal's page: what it tells, that it can be read, that a frame sets no text.
#include "base/text.h"
#include "share/reveal_parts.h"
#include "support/planning.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct planning planning;
static struct rmx_plan *plan;
static struct rmx_shares shares;
static struct rmx_holders holders;

static const char scene[] =
    "title: Two halves\n"
    "seed: 1928\n"
    "sources:\n"
    "  cup: {image: asset:coffee.jpg, credit: \"Rachel Michetti, a cup of coffee\", licence: CC0}\n"
    "  eye: {image: asset:retina.jpg}\n"
    "knobs:\n"
    "  chaos: {from: 0, to: 2, at: 0.5}\n"
    "layers:\n"
    "  - picture: cup\n"
    "    chain: [blur, {levels: {gamma: 1 + chaos * 0.1}}]\n"
    "  - {picture: eye, opacity: 0.5 + 0.1 * wave(beat)}\n";

// The left half is the cup's, the right half the eye's.
static void measure_halves(void)
{
    enum { COLUMNS = 20, ROWS = 12, CELLS = COLUMNS * ROWS };
    shares = (struct rmx_shares){.width = 160, .height = 90, .columns = COLUMNS, .rows = ROWS};
    shares.cells = RMX_NEW(planning.arena, float, 4 * CELLS);
    shares.total = RMX_NEW(planning.arena, double, 4);
    shares.shown = RMX_NEW(planning.arena, const struct rmx_source *, 4);
    for (int i = 0; i < CELLS; i++)
        shares.cells[(i % COLUMNS < COLUMNS / 2 ? 0 : 1) * CELLS + i] = 1;
    for (int h = 0; h < 2; h++) {
        shares.total[h] = 0.5;
        shares.shown[h] = &plan->scene->sources[h];
    }
    holders.items = RMX_NEW(planning.arena, struct rmx_holder, 4);
    holders.count = 4;
    holders.items[0] = (struct rmx_holder){RMX_HOLDER_SOURCE, "cup", plan->scene, shares.shown[0]};
    holders.items[1] = (struct rmx_holder){RMX_HOLDER_SOURCE, "eye", plan->scene, shares.shown[1]};
    holders.items[2] = (struct rmx_holder){.kind = RMX_HOLDER_BACKGROUND, .name = "background"};
    holders.items[3] = (struct rmx_holder){.kind = RMX_HOLDER_EFFECTS, .name = "effects"};
}

static int setup(void **state)
{
    (void)state;
    if (planning_begin(&planning) != 0)
        return -1;
    planning_open(&planning);
    plan = planning_plan(&planning, scene);
    measure_halves();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    return planning_end(&planning);
}

static struct rmx_reveal_page *page_of(struct rmx_typeset *typeset, int width, int height,
                                       bool is_measured)
{
    const struct rmx_reveal_params params = {.plan = plan,
                                             .width = width,
                                             .height = height,
                                             .holders = is_measured ? &holders : NULL,
                                             .shares = is_measured ? &shares : NULL};
    return rmx_reveal_page_create(planning.arena, typeset, &params);
}

static bool is_same_ink(const struct rmx_label *a, const struct rmx_label *b)
{
    return a->width == b->width && a->height == b->height &&
           memcmp(a->cover, b->cover, (size_t)a->width * (size_t)a->height) == 0;
}

static bool has_ink(const struct rmx_reveal_page *page, const struct rmx_label *ink)
{
    for (int i = 0; i < page->marks.count; i++)
        if (page->marks.items[i].kind == RMX_MARK_TEXT &&
            is_same_ink(&page->marks.items[i].line->label, ink))
            return true;
    return false;
}

// Whether the page says a text in any of its styles, on a line.
static bool says(const struct rmx_reveal_page *page, const char *text)
{
    const struct rmx_reveal_look *look = &page->look;
    const struct rmx_label_style styles[] = {look->title, look->text, look->strong, look->small,
                                             look->caps};
    bool is_said = false;
    for (size_t i = 0; i < sizeof(styles) / sizeof(*styles) && !is_said; i++) {
        struct rmx_label ink;
        assert_true(rmx_label_set(text, &styles[i], &ink));
        is_said = has_ink(page, &ink);
        rmx_label_finish(&ink);
    }
    return is_said;
}

static const struct {
    const char *law, *text;
    bool measured, unmeasured;
} told[] = {
    {"the title", "Two halves", true, true},
    {"a source's name", "cup", true, true},
    {"its credit and licence", "Rachel Michetti, a cup of coffee, CC0", true, true},
    {"a source without a credit", "eye", true, true},
    {"the heading of the bars", "SHARE OF THE SURFACE", true, false},
    {"what there is before it is measured", "SOURCES", false, true},
    {"each pass", "PASS 1", true, true},
    {"an effect's own passes in one", "blur, 3 of its passes", true, true},
    {"the last pass", "PASS 5", true, true},
    {"why a picture is stored", "the scene's picture", true, true},
    {"a knob", "chaos", true, true},
    {"a signal that is read", "beat", true, true},
    {"no signal that is not", "bpm", false, false},
    {"no background that holds nothing", "background", false, false},
};

static void the_page_tells_how_it_is_made(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    for (int measured = 0; measured < 2; measured++) {
        const struct rmx_reveal_page *page = page_of(typeset, 1280, 720, measured);
        for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
            if (says(page, told[i].text) != (measured ? told[i].measured : told[i].unmeasured))
                fail_msg("%s: '%s', %smeasured", told[i].law, told[i].text, measured ? "" : "un");
    }
    rmx_typeset_destroy(typeset);
}

static const int sizes[][2] = {{1280, 720}, {640, 360},  {320, 180}, {4000, 3000},
                               {720, 1280}, {300, 2000}, {160, 90}};
enum { SIZES = sizeof(sizes) / sizeof(*sizes) };

static void letters_can_be_read_at_every_size(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    for (int i = 0; i < SIZES; i++) {
        const struct rmx_reveal_page *page = page_of(typeset, sizes[i][0], sizes[i][1], true);
        double em = page->look.em, side = fmin(sizes[i][0], sizes[i][1]);
        assert_true(em >= 11);                  // a screen's
        assert_true(em >= side / 75);           // a print's
        assert_true(em <= fmax(11, side / 40)); // the picture is seen
        assert_true(page->look.caps.size_px >= 8);
    }
    rmx_typeset_destroy(typeset);
}

static void panels_and_labels_never_meet(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    for (int i = 0; i < SIZES; i++) {
        int panels, spots, width = sizes[i][0], height = sizes[i][1];
        const struct rmx_reveal_page *page = page_of(typeset, width, height, true);
        const struct rmx_box *panel = rmx_reveal_page_panels(page, &panels);
        const struct rmx_spot *spot = rmx_reveal_page_spots(page, &spots);
        for (int a = 0; a < spots; a++) {
            if (!spot[a].is_placed)
                continue;
            assert_true(spot[a].box.x >= 0 && spot[a].box.x + spot[a].box.width <= width);
            assert_true(spot[a].box.y >= 0 && spot[a].box.y + spot[a].box.height <= height);
            for (int b = 0; b < panels; b++)
                assert_false(rmx_boxes_meet(&spot[a].box, &panel[b]));
            for (int b = 0; b < a; b++)
                assert_false(spot[b].is_placed && rmx_boxes_meet(&spot[a].box, &spot[b].box));
        }
        for (int a = 0; width > 160 && a < panels; a++) {
            assert_true(panel[a].x >= 0 && panel[a].x + panel[a].width <= width);
            assert_true(panel[a].y >= 0 && panel[a].y + panel[a].height <= height);
            for (int b = 0; b < a; b++)
                if (rmx_boxes_meet(&panel[a], &panel[b]))
                    fail_msg("%d x %d: panels %d and %d meet", width, height, a, b);
        }
    }
    rmx_typeset_destroy(typeset);
}

// A text in a room of so many ems and lines, and how it is told.
static const struct {
    const char *law, *text;
    double room;
    int lines;
    const char *told;
} shortened[] = {
    {"what has room stays", "a cup of coffee", 20, 1, "a cup of coffee"},
    {"a name is one line", "a cup\nof\tcoffee", 20, 2, "a cup of coffee"},
    {"the rest is an ellipsis", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", 1, 1, NULL},
    {"after a whole character", "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü", 5, 1, NULL},
    {"in two lines as well", "one two three four five six seven eight nine ten", 8, 2, NULL},
    {"a word without end in two lines", "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", 8, 2, NULL},
    {"of no room an ellipsis is left", "a cup", 0, 1, "…"},
};

static void what_has_no_room_is_shortened(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_reveal_page *page = page_of(typeset, 640, 360, false);
    const struct rmx_label_style *style = &page->look.text;
    for (size_t i = 0; i < sizeof(shortened) / sizeof(*shortened); i++) {
        double room = shortened[i].room * style->size_px;
        int lines = shortened[i].lines;
        const char *shown = rmx_reveal_shortened(page, shortened[i].text, style, room, lines);
        const struct rmx_line *line = rmx_reveal_fit(page, shortened[i].text, style, room, lines);
        bool fits = rmx_reveal_ink(line) <= room && rmx_reveal_lines(line, style) <= lines;
        bool is_full = rmx_reveal_ink(line) > room - 2 * style->size_px;
        bool has_end = rmx_has_suffix(shown, "…") && rmx_is_utf8(shown, strlen(shown));
        if (shortened[i].told ? strcmp(shown, shortened[i].told) != 0
                              : !fits || !has_end || !is_full)
            fail_msg("%s: '%s'", shortened[i].law, shown);
    }
    rmx_typeset_destroy(typeset);
}

// One source of its own, in the room where "and 1 more" would stand.
static void one_source_is_told_in_a_thumbnail(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_plan *one = planning_plan(
        &planning,
        "title: One\nsources: {cup: {image: asset:coffee.jpg}}\nlayers: [picture: cup]\n");
    for (int height = 150; height < 400; height += 10) {
        const struct rmx_reveal_params params = {.plan = one, .width = 320, .height = height};
        const struct rmx_reveal_page *page =
            rmx_reveal_page_create(planning.arena, typeset, &params);
        assert_false(says(page, "and 1 more"));
        assert_true(height < 180 || says(page, "cup"));
    }
    rmx_typeset_destroy(typeset);
}

static void labels_point_at_their_halves(void **state)
{
    (void)state;
    int count;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_spot *spots = rmx_reveal_page_spots(page_of(typeset, 1280, 720, true), &count);
    assert_int_equal(count, 2);
    assert_true(spots[0].is_placed && spots[1].is_placed);
    assert_true(spots[0].x < 640 && spots[1].x > 640);
    rmx_typeset_destroy(typeset);
}

static void a_frame_sets_no_text(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(false);
    const struct rmx_reveal_page *page = page_of(typeset, 1280, 720, true);
    double *signals = RMX_NEW(planning.arena, double, plan->scene->signals.count);
    int made = rmx_typeset_made(typeset);
    for (int i = 0; i < 1000; i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_marks marks = {.arena = arena};
        for (int s = 0; s < plan->scene->signals.count; s++)
            signals[s] = sin(i * (s + 1)) * pow(10, i % 12) * (i % 97 ? 1 : NAN);
        rmx_reveal_page_draw(page, &(struct rmx_reveal_frame){i, 30, signals}, &marks);
        assert_true(marks.count > page->marks.count);
        rmx_arena_destroy(arena);
    }
    assert_int_equal(rmx_typeset_made(typeset), made);
    assert_false(rmx_typeset_waits(typeset));
    rmx_typeset_destroy(typeset);
}

static void a_page_is_whole_once_its_texts_are_set(void **state)
{
    (void)state;
    struct rmx_typeset *typeset = rmx_typeset_create(true);
    page_of(typeset, 1280, 720, true);
    assert_true(rmx_typeset_waits(typeset));
    rmx_typeset_work(typeset);
    page_of(typeset, 1280, 720, true);
    assert_false(rmx_typeset_waits(typeset));
    rmx_typeset_destroy(typeset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_tells_how_it_is_made),
        cmocka_unit_test(letters_can_be_read_at_every_size),
        cmocka_unit_test(panels_and_labels_never_meet),
        cmocka_unit_test(what_has_no_room_is_shortened),
        cmocka_unit_test(one_source_is_told_in_a_thumbnail),
        cmocka_unit_test(labels_point_at_their_halves),
        cmocka_unit_test(a_frame_sets_no_text),
        cmocka_unit_test(a_page_is_whole_once_its_texts_are_set),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
