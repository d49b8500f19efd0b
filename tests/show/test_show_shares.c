// SPDX-License-Identifier: GPL-3.0-or-later
// A show of a scene that reads its own shares: the same pictures as its file, over edits, restarts
// and a lost context; and nothing at all for a scene that reads none.
#include "share/exhibits.h"
#include "support/cli.h"
#include "support/live.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 90, BYTES = WIDTH * HEIGHT * 4, FRAMES = 50, TRIES = 6 };

#define SCENE(finish)                                                                              \
    "size: 160x90\nsources: {a: asset:coffee.jpg}\n"                                               \
    "layers:\n- generate: solid\n- {picture: a, opacity: 0.9 - 0.8 * wave(time / 3), "             \
    "place: {scale: 1 - 0.6 * share.a, angle: 40 * aura.a}}\naura: {half_life: 1}\n" finish

// Of the scene's file, by frame.
static unsigned char *render(const char *scene)
{
    char why[256];
    struct rmx_context *context = rmx_context_create(why, (int)sizeof(why));
    const struct rmx_settings settings = {.scene = test_cli_path(scene), .most_output_depth = 8};
    const struct rmx_load_params load = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = context};
    struct rmx_generation *generation = rmx_generation_create(&load);
    assert_int_equal(generation->status, RMX_LOADED);
    bool failed;
    struct rmx_player *player = rmx_player_create(generation);
    struct rmx_survey *survey =
        rmx_survey_create(&(struct rmx_survey_params){.generation = generation}, &failed);
    rmx_survey_feed(survey, player);
    unsigned char *pixels = malloc((size_t)FRAMES * BYTES);
    assert_non_null(pixels);
    for (int frame = 0; frame < FRAMES; frame++)
        assert_true(rmx_player_read(player, frame, pixels + (size_t)frame * BYTES));
    rmx_survey_destroy(survey);
    rmx_player_destroy(player);
    rmx_generation_destroy(generation);
    rmx_context_destroy(context);
    return pixels;
}

static void start(const char *scene, long long lose_at)
{
    assert_true(live_begin(&(struct live_params){
        .scene = scene, .holds_time = true, .fps = 30, .survey_part = 10, .lose_at = lose_at}));
    assert_true(live_until_swap(1));
}

static void go_to(long long frame)
{
    live_time((double)frame / 30);
    assert_true(live_until_frame(frame));
}

// By the pixel that differs most.
static int difference(const unsigned char *file)
{
    const unsigned char *shown = live_seen()->pixels;
    int most = 0;
    for (int i = 0; i < BYTES; i++)
        if (i % 4 < 3 && abs(shown[i] - file[i]) > most)
            most = abs(shown[i] - file[i]);
    return most;
}

// The first frame that is another one; FRAMES: none.
static int shows_as(const unsigned char *file, long long lose_at)
{
    start("a.yaml", lose_at);
    int frame = 0;
    for (; frame < FRAMES; frame++) {
        go_to(frame);
        if (difference(file + (size_t)frame * BYTES) > 0)
            break;
    }
    return frame;
}

// A sample may still be late where the GPU is, which is counted; the next try is another show.
static void check_as_file(long long lose_at)
{
    test_cli_text("a.yaml", SCENE(""));
    unsigned char *file = render("a.yaml");
    bool was_in_time = false;
    for (int i = 0; i < TRIES && !was_in_time; i++) {
        int same = shows_as(file, lose_at);
        const struct rmx_show_counts counts = live_counts();
        was_in_time = counts.survey.late + counts.survey.skipped == 0;
        assert_true(counts.survey.meters > 0);
        assert_int_equal(counts.resets, lose_at > 0);
        live_end();
        if (was_in_time)
            assert_int_equal(same, FRAMES);
    }
    assert_true(was_in_time);
    free(file);
}

static void a_show_is_as_its_file(void **state)
{
    (void)state;
    check_as_file(0);
}

static void a_lost_context_changes_nothing(void **state)
{
    (void)state;
    check_as_file(20);
}

// The less aura, the darker.
#define FADES                                                                                      \
    "size: 160x90\nsources: {a: asset:coffee.jpg}\nlayers: [{picture: a, opacity: 0.1 + 0.9 * "    \
    "aura.a}]\n"

static void play_to(long long last)
{
    for (long long frame = 1; frame <= last; frame++)
        go_to(frame);
}

static void an_edit_keeps_auras(void **state)
{
    (void)state;
    test_cli_text("b.yaml", FADES "aura: {half_life: 0.5}\n");
    start("b.yaml", 0);
    double whole = live_seen()->mean;
    play_to(60);
    double faded = live_seen()->mean;
    assert_true(faded < whole * 0.6);
    test_cli_text("b.yaml", FADES "aura: {half_life: 0.5}\ntitle: edited\n");
    assert_true(live_until_swap(2));
    go_to(61);
    if (live_seen()->mean > faded + 1)
        fail_msg("it was %g, and is %g", faded, live_seen()->mean);
    live_end();
}

static void a_show_begins_anew_as_its_memory_says(void **state)
{
    (void)state;
    static const struct {
        const char *memory;
        bool is_whole;
    } rows[] = {{"aura: {half_life: 0.5, memory: scene}\n", true},
                {"aura: {half_life: 0.5, memory: show}\n", false}};
    for (int i = 0; i < 2; i++) {
        char text[512];
        snprintf(text, sizeof(text), FADES "%s", rows[i].memory);
        test_cli_text("c.yaml", text);
        start("c.yaml", 0);
        double whole = live_seen()->mean;
        play_to(60);
        live_press(RMX_ACTION_RESTART);
        live_time(0);
        assert_true(live_turn(1));
        bool is_whole = fabs(live_seen()->mean - whole) < 1;
        if (is_whole != rows[i].is_whole)
            fail_msg("%s: %g, at first %g", rows[i].memory, live_seen()->mean, whole);
        live_end();
    }
}

// How bright the scene is in its first frame, and then how much it was shown in two seconds.
static double show_for_ever(const char *scene, double *surface_s)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    struct rmx_exhibits exhibits;
    char why[256];
    assert_true(live_begin(&(struct live_params){.scene = scene,
                                                 .holds_time = true,
                                                 .fps = 30,
                                                 .survey_part = 10,
                                                 .exhibition = exhibition}));
    assert_true(live_until_swap(1));
    double mean = live_seen()->mean;
    play_to(60);
    live_end();
    rmx_exhibition_destroy(exhibition);
    assert_true(rmx_exhibits_read(arena, NULL, &exhibits, why, sizeof(why)));
    *surface_s = exhibits.count ? exhibits.items[0].surface_s : 0;
    rmx_arena_destroy(arena);
    return mean;
}

static void what_is_remembered_for_ever_is_in_the_exhibition(void **state)
{
    (void)state;
    double surface_s, before_s;
    setenv("XDG_STATE_HOME", test_cli_path("state"), 1);
    test_cli_text("e.yaml", FADES "aura: {half_life: 0.5}\n");
    double whole = show_for_ever("e.yaml", &surface_s);
    assert_true(surface_s == 0); // another memory writes nothing
    test_cli_text("f.yaml", FADES "aura: {half_life: 0.5, memory: ever}\n");
    assert_float_equal(show_for_ever("f.yaml", &before_s), whole, 1);
    assert_true(before_s > 0.3 && before_s < 2.1);
    double faded = show_for_ever("f.yaml", &surface_s);
    assert_true(faded < whole * 0.6);
    assert_true(surface_s > before_s + 0.05);
    unsigned char *file = render("f.yaml"); // files begin with whole auras
    double sum = 0;
    for (int i = 0; i < BYTES; i++)
        sum += i % 4 < 3 ? file[i] : 0;
    assert_float_equal(sum / (BYTES / 4 * 3), whole, 1);
    free(file);
}

static void what_is_not_on_the_screen_costs_no_aura(void **state)
{
    (void)state;
    static const struct {
        enum rmx_action key;
        bool costs;
    } rows[] = {{RMX_ACTION_BLACKOUT, false}, {RMX_ACTION_FREEZE, true}};
    test_cli_text("g.yaml", FADES "aura: {half_life: 5}\n");
    for (int i = 0; i < 2; i++) {
        start("g.yaml", 0);
        double whole = live_seen()->mean;
        play_to(30);
        live_press(rows[i].key);
        for (long long frame = 31; frame < 400; frame += 9)
            go_to(frame);
        live_press(rows[i].key);
        for (long long frame = 400; frame < 450; frame++)
            go_to(frame);
        bool costs = live_seen()->mean < whole / 2;
        if (costs != rows[i].costs)
            fail_msg("key %d: %g of %g", (int)rows[i].key, live_seen()->mean, whole);
        live_end();
    }
}

static int threads(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/task");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

// Of a show that has played for a second.
static int threads_of(const char *scene, struct rmx_exhibition *exhibition)
{
    assert_true(live_begin(&(struct live_params){.scene = scene,
                                                 .holds_time = true,
                                                 .fps = 30,
                                                 .survey_part = 10,
                                                 .exhibition = exhibition}));
    assert_true(live_until_swap(1));
    play_to(30);
    int count = threads();
    live_end();
    return count;
}

static void shares_have_no_thread_of_their_own(void **state)
{
    (void)state;
    test_cli_text("d.yaml", "size: 160x90\nlayers: [picture: asset:coffee.jpg]\n");
    test_cli_text("h.yaml", FADES "aura: {half_life: 0.5}\n");
    struct rmx_exhibition *exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    int none = threads_of("d.yaml", NULL);
    assert_int_equal(threads_of("d.yaml", exhibition), none);
    assert_int_equal(threads_of("h.yaml", exhibition), none);
    rmx_exhibition_destroy(exhibition);
}

static void a_scene_that_reads_nothing_measures_nothing(void **state)
{
    (void)state;
    test_cli_text("d.yaml", "size: 160x90\nlayers: [picture: asset:coffee.jpg]\n");
    start("d.yaml", 0);
    play_to(40);
    const struct rmx_survey_counts counts = live_counts().survey;
    assert_int_equal(counts.meters, 0);
    assert_int_equal(counts.measured, 0);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_show_is_as_its_file),
        cmocka_unit_test(a_lost_context_changes_nothing),
        cmocka_unit_test(an_edit_keeps_auras),
        cmocka_unit_test(a_show_begins_anew_as_its_memory_says),
        cmocka_unit_test(what_is_remembered_for_ever_is_in_the_exhibition),
        cmocka_unit_test(what_is_not_on_the_screen_costs_no_aura),
        cmocka_unit_test(shares_have_no_thread_of_their_own),
        cmocka_unit_test(a_scene_that_reads_nothing_measures_nothing),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
