// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what a show adds to the exhibition: what is shown in its window, where it is wished for.
#include "share/survey.h"
#include "support/display.h"
#include "support/exhibits.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// The plant on the left half, the street on the right one, ten frames a second.
#define HALVES                                                                                     \
    "title: Halves\nsize: 160x80\nfps: 10\nsources: {plant: plant.png, street: street.png}\n"      \
    "layers:\n- {picture: plant, fit: stretch}\n"                                                  \
    "- {picture: street, fit: stretch, place: {x: 1}%s}\n"

static const struct {
    const char *law, *reads, *rest;
    bool exhibits, shows, is_surveyed;
    double plant_s, street_s; // of two seconds
} laws[] = {
    {"what nobody asks for is neither measured nor kept", "", "", false, true, false, 0, 0},
    {"--exhibit keeps any scene", "", "", true, true, true, 1, 1},
    {"auras that remember ever are kept, read or not", "", "aura: {memory: ever}\n", false, true,
     true, 1, 1},
    {"auras that are read begin with what was kept", ", opacity: 0.99 + 0.01 * aura.plant",
     "aura: {memory: ever}\n", false, true, true, 1, 1},
    {"auras of a show are not kept", ", opacity: 0.99 + 0.01 * aura.plant",
     "aura: {memory: show}\n", false, true, true, 0, 0},
    {"a file is not kept", ", opacity: 0.99 + 0.01 * aura.plant", "aura: {memory: ever}\n", true,
     false, true, 0, 0},
};

static struct rmx_context *context;

static int set_up(void **state)
{
    char why[256];
    if (!context)
        context = rmx_context_create(why, (int)sizeof(why));
    if (!context || exhibits_set_up(state) != 0)
        return -1;
    test_cli_picture("plant.png", 40, 40);
    test_cli_picture("street.png", 30, 50);
    return 0;
}

// A show that plays, and what keeps it.
struct playing {
    struct rmx_generation *generation;
    struct rmx_player *player;
    struct rmx_survey *survey;
    struct rmx_exhibition *exhibition;
};

static struct playing begin(const char *law, const char *file, bool exhibits, bool shows,
                            double part)
{
    const struct rmx_settings settings = {.scene = test_cli_path(file), .exhibits = exhibits};
    const struct rmx_load_params load = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = context};
    struct playing it = {.generation = rmx_generation_create(&load)};
    const struct rmx_generation *generation = it.generation;
    if (generation->status != RMX_LOADED)
        fail_msg("%s: %s", law,
                 generation->errors.count ? generation->errors.items[0].message : generation->why);
    it.exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    it.player = rmx_player_create(it.generation);
    const struct rmx_survey_params params = {
        .generation = generation, .shows = shows, .part = part, .exhibition = it.exhibition};
    bool failed;
    it.survey = rmx_survey_create(&params, &failed);
    assert_false(failed);
    rmx_survey_feed(it.survey, it.player);
    return it;
}

static void end(struct playing *it)
{
    rmx_survey_destroy(it->survey);
    rmx_player_destroy(it->player);
    rmx_exhibition_destroy(it->exhibition);
    rmx_generation_destroy(it->generation);
}

// Two seconds of it. Whether there was a survey.
static bool play(const char *law, const char *file, bool exhibits, bool shows)
{
    struct playing it = begin(law, file, exhibits, shows, 1000);
    bool is_surveyed = it.survey;
    for (int frame = 0; frame <= 20; frame++) {
        rmx_player_frame(it.player, frame, 10);
        rmx_player_draw(it.player);
    }
    end(&it);
    return is_surveyed;
}

static double surface_s(const char *file)
{
    const struct rmx_exhibits *seen = exhibits_see();
    for (int i = 0; i < seen->count; i++)
        if (rmx_exhibit_is(&seen->items[i], file))
            return seen->items[i].surface_s;
    return 0;
}

static void test_what_is_kept(void **state)
{
    char text[1024];
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        snprintf(text, sizeof(text), HALVES "%s", laws[i].reads, laws[i].rest);
        test_cli_text("scene.yaml", text);
        bool is_surveyed = play(laws[i].law, "scene.yaml", laws[i].exhibits, laws[i].shows);
        double plant_s = surface_s("plant.png"), street_s = surface_s("street.png");
        if (is_surveyed != laws[i].is_surveyed || fabs(plant_s - laws[i].plant_s) > 0.02 ||
            fabs(street_s - laws[i].street_s) > 0.02)
            fail_msg("%s: %s, %g and %g surface-seconds", laws[i].law,
                     is_surveyed ? "surveyed" : "not surveyed", plant_s, street_s);
        exhibits_tear_down(state);
        set_up(state);
    }
}

// The scene within has a quarter of the window, and its pictures half of that each.
static void test_scenes_within(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES "aura: {memory: ever}\n",
             ", opacity: 0.99 + 0.01 * aura.plant");
    test_cli_text("within.yaml", text);
    test_cli_text("scene.yaml",
                  "title: Outer\nsize: 160x80\nfps: 10\nsources: {inner: {scene: within.yaml}}\n"
                  "layers:\n- {generate: {solid: {color: black}}}\n"
                  "- {picture: inner, fit: stretch, place: {scale: 0.5}}\n");
    play("a scene within", "scene.yaml", false, true);
    assert_true(fabs(surface_s("plant.png") - 0.25) < 0.02);
    assert_true(fabs(surface_s("street.png") - 0.25) < 0.02);
    assert_string_equal(exhibits_see()->items[0].titles[0], "Outer");
}

static void test_the_next_show_goes_on(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES "aura: {memory: ever}\n",
             ", opacity: 0.99 + 0.01 * aura.plant");
    test_cli_text("scene.yaml", text);
    play("first", "scene.yaml", false, true);
    play("second", "scene.yaml", false, true);
    assert_true(fabs(surface_s("plant.png") - 2) < 0.04);
    assert_int_equal(exhibits_see()->items[0].shows, 2);
}

// A machine that cannot measure all of it: what is left out counts as what is measured next.
static void test_nothing_shown_is_left_out(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES, ", opacity: 0.9 + 0.1 * wave(0.3 * time)");
    test_cli_text("scene.yaml", text);
    struct playing it = begin("skips", "scene.yaml", true, true, 0.05);
    struct rmx_survey_counts counts;
    for (long long frame = 0; frame < 200; frame++) {
        rmx_player_frame(it.player, frame < 20 ? frame : frame + 100000, 10);
        rmx_player_draw(it.player);
    }
    rmx_survey_counts(it.survey, &counts);
    end(&it);
    double shown_s = surface_s("plant.png") + surface_s("street.png");
    assert_true(counts.skipped > 0 && counts.last.sample > 20000);
    assert_true(fabs(shown_s / (0.5 * (double)(counts.last.sample + 1)) - 1) < 0.02);
}

// The program itself, in a window, until something of it stands in the exhibition.
static void test_the_program(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES, "");
    test_cli_text("scene.yaml", text);
    const struct test_run run = test_cli_run("\"$REMONTAGE\" live scene.yaml --exhibit -q & n=0\n"
                                             "until remontage ledger --all | grep -q plant || [ "
                                             "$((n += 1)) = 300 ]; do sleep 0.2; done\n"
                                             "kill -INT $!; wait $!; remontage ledger --all");
    assert_non_null(strstr(run.out, "plant (plant.png), in: Halves\n"));
    assert_non_null(strstr(run.out, "street (street.png), in: Halves\n"));
    assert_string_equal(run.err, "");
    assert_int_equal(exhibits_see()->items[0].shows, 1);
}

int main(void)
{
#define TEST(law) cmocka_unit_test_setup_teardown(law, set_up, exhibits_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_kept),          TEST(test_scenes_within),
        TEST(test_the_next_show_goes_on), TEST(test_nothing_shown_is_left_out),
        TEST(test_the_program),
    };
    if (!test_display_begin())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmx_context_destroy(context);
    test_display_end();
    return failed;
}
