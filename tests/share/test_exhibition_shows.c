// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what a show adds to the exhibition: what is shown in its window, where it is wished for.
#include "share/survey.h"
#include "support/display.h"
#include "support/exhibits.h"

#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
static struct rmx_contents *contents; // of the loader; NULL: none

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

// `before`: the same show before an edit, whose exhibition goes on; NULL: none.
static struct playing begin(const char *law, const char *file, bool exhibits, bool shows,
                            double part, const struct playing *before)
{
    const struct rmx_settings settings = {.scene = test_cli_path(file), .exhibits = exhibits};
    const struct rmx_load_params load = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = context};
    struct playing it = {.generation = rmx_generation_create(&load)};
    const struct rmx_generation *generation = it.generation;
    if (generation->status != RMX_LOADED)
        fail_msg("%s: %s", law,
                 generation->errors.count ? generation->errors.items[0].message : generation->why);
    it.exhibition = before ? before->exhibition : rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    it.player = rmx_player_create(it.generation);
    const struct rmx_survey_params params = {.generation = generation,
                                             .shows = shows,
                                             .part = part,
                                             .exhibition = it.exhibition,
                                             .contents = contents};
    bool failed;
    it.survey = rmx_survey_create(&params, &failed);
    assert_false(failed);
    rmx_survey_feed(it.survey, it.player);
    return it;
}

static void unload(struct playing *it)
{
    rmx_survey_destroy(it->survey);
    rmx_player_destroy(it->player);
    rmx_generation_destroy(it->generation);
}

static void end(struct playing *it)
{
    rmx_exhibition_destroy(it->exhibition);
    unload(it);
}

static void show_frames(struct playing *it, long long first, long long last)
{
    for (long long frame = first; frame <= last; frame++) {
        rmx_player_frame(it->player, frame, 10);
        rmx_player_draw(it->player);
    }
}

// Two seconds of it. Whether there was a survey.
static bool play(const char *law, const char *file, bool exhibits, bool shows)
{
    struct playing it = begin(law, file, exhibits, shows, 1000, NULL);
    bool is_surveyed = it.survey;
    show_frames(&it, 0, 20);
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

#define FADES ", opacity: 0.99 + 0.01 * aura.plant"

// What is shown, in half seconds of ten minutes: 2 seconds, then other things, then 2 seconds.
static const struct {
    const char *law;
    bool passes, is_shown; // frames that are not drawn, one by one; else the program stands still
    double seconds;
} absences[] = {
    {"a blackout counts nothing", true, false, 4},
    {"a picture that stands is shown", true, true, 604},
    {"a machine that sleeps shows nothing", false, false, 4},
};

static double exposure(const struct playing *it, double half_life_s)
{
    const struct rmx_signals *signals = &it->generation->scene->signals;
    int signal = rmx_signals_find(signals, "aura.plant", strlen("aura.plant"));
    return -log2(it->player->numbers[signal]) * half_life_s;
}

static void test_what_is_not_on_the_screen(void **state)
{
    char text[1024];
    snprintf(text, sizeof(text), HALVES "aura: {half_life: 100}\n", FADES);
    for (size_t i = 0; i < sizeof(absences) / sizeof(absences[0]); i++) {
        test_cli_text("scene.yaml", text);
        struct playing it = begin(absences[i].law, "scene.yaml", true, true, 1000, NULL);
        show_frames(&it, 0, 19);
        for (long long frame = 20; absences[i].passes && frame < 6020; frame++)
            rmx_survey_pass(it.survey, frame, absences[i].is_shown);
        show_frames(&it, 6020, 6046); // the last one lands half a second later, and fades in
        double of_aura = exposure(&it, 100);
        end(&it);
        double plant_s = surface_s("plant.png"), street_s = surface_s("street.png");
        if (fabs(plant_s + street_s - absences[i].seconds) > 1.01 || fabs(plant_s - of_aura) > 0.51)
            fail_msg("%s: %g and %g surface-seconds, and %g in its aura", absences[i].law, plant_s,
                     street_s, of_aura);
        exhibits_tear_down(state);
        set_up(state);
    }
}

static void test_a_restart_in_a_blackout(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES "aura: {half_life: 100}\n", FADES);
    test_cli_text("scene.yaml", text);
    struct playing it = begin("restart", "scene.yaml", true, true, 1000, NULL);
    show_frames(&it, 0, 50);
    for (long long frame = 0; frame < 200; frame++)
        rmx_survey_pass(it.survey, frame, false);
    show_frames(&it, 200, 205);
    assert_true(exposure(&it, 100) < 0.3);
    end(&it);
    assert_true(fabs(surface_s("plant.png") + surface_s("street.png") - 5.5) < 0.51);
}

// What was shown before an edit and not measured yet is owed by the one after it.
static void test_an_edit(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES, "");
    test_cli_text("scene.yaml", text);
    struct playing before = begin("before", "scene.yaml", true, true, 1e-9, NULL);
    struct rmx_survey_counts counts;
    show_frames(&before, 0, 60);
    struct playing after = begin("after", "scene.yaml", true, true, 1000, &before);
    rmx_player_prepare(after.player, 58, 10);
    rmx_player_transfer(after.player, before.player);
    rmx_survey_follow(after.survey, before.survey);
    rmx_survey_counts(after.survey, &counts);
    unload(&before);
    assert_true(counts.skipped > 0); // and only the first one was measured
    show_frames(&after, 61, 100);
    end(&after);
    assert_true(fabs(surface_s("plant.png") + surface_s("street.png") - 10) < 0.51);
}

// Other bytes of the same size and time are not noticed: the file is not read again.
static void test_a_load_reads_no_picture_again(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES "aura: {memory: ever}\n", FADES);
    test_cli_text("scene.yaml", text);
    play("seen", "scene.yaml", false, true);
    struct stat was;
    assert_int_equal(stat(test_cli_path("plant.png"), &was), 0);
    contents = rmx_contents_create();
    struct playing first = begin("first", "scene.yaml", false, true, 1000, NULL);
    show_frames(&first, 0, 0);
    assert_float_equal(exposure(&first, 30), 1, 0.02);
    int file = open(test_cli_path("plant.png"), O_WRONLY);
    assert_true(pwrite(file, "\0", 1, was.st_size - 1) == 1);
    assert_int_equal(futimens(file, (struct timespec[]){was.st_atim, was.st_mtim}), 0);
    close(file);
    struct playing next = begin("next", "scene.yaml", false, true, 1000, &first);
    show_frames(&next, 0, 0);
    assert_float_equal(exposure(&next, 30), 1, 0.02);
    unload(&first);
    end(&next);
    rmx_contents_destroy(contents);
    contents = NULL;
}

// A machine that cannot measure all of it: what is left out counts as what is measured next.
static void test_nothing_shown_is_left_out(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text), HALVES, ", opacity: 0.9 + 0.1 * wave(0.3 * time)");
    test_cli_text("scene.yaml", text);
    struct playing it = begin("skips", "scene.yaml", true, true, 0.05, NULL);
    struct rmx_survey_counts counts;
    struct rmx_landing last = {.sample = -1};
    long long cursor = 0;
    for (long long frame = 0; frame < 20 * 39; frame += 39) // 3.9 seconds each
        show_frames(&it, frame, frame);
    show_frames(&it, 20 * 39, 20 * 39 + 200);
    rmx_survey_counts(it.survey, &counts);
    while (rmx_survey_next(it.survey, 0, &cursor, &last))
        continue;
    end(&it);
    double shown_s = surface_s("plant.png") + surface_s("street.png");
    assert_true(counts.skipped > 0 && last.sample > 2 * 78);
    assert_true(fabs(shown_s / (0.5 * (double)(last.sample + 1)) - 1) < 0.02);
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
        TEST(test_what_is_kept),
        TEST(test_scenes_within),
        TEST(test_the_next_show_goes_on),
        TEST(test_nothing_shown_is_left_out),
        TEST(test_what_is_not_on_the_screen),
        TEST(test_a_restart_in_a_blackout),
        TEST(test_an_edit),
        TEST(test_a_load_reads_no_picture_again),
        TEST(test_the_program),
    };
    if (!test_display_begin())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmx_context_destroy(context);
    test_display_end();
    return failed;
}
