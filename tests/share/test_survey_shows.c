// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of surveys in a show: over restarts, edits, gaps and lost contexts.
#include "support/playing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void a_show_that_starts_anew_keeps_what_its_auras_remember(void **state)
{
    static const struct {
        const char *memory;
        double least, most;
    } rows[] = {{"aura: {memory: scene, half_life: 1}\n", 1, 1},
                {"aura: {memory: show, half_life: 1}\n", 0.05, 0.95}};
    for (size_t i = 0; i < 2; i++) {
        struct scene_folder *folder = *state;
        const char *text = rmx_arena_printf(folder->scenes->arena, SHRINKS "%s", rows[i].memory);
        struct playing it = playing_start(folder, "memory", text,
                                          (struct rmx_survey_params){.shows = true, .part = 100});
        struct playing again = playing_start(
            folder, "memory", text, (struct rmx_survey_params){.shows = true, .part = 100});
        for (long long frame = 0; frame < 60; frame++)
            playing_show(&it, frame);
        playing_show(&it, 0);
        playing_show(&again, 0);
        double aura = playing_signal(&it, "aura.a");
        if (!(aura >= rows[i].least && aura <= rows[i].most))
            fail_msg("%s: %g", rows[i].memory, aura);
        bool is_same_share = playing_signal(&it, "share.a") == playing_signal(&again, "share.a");
        assert_true(is_same_share == (rows[i].least == 1)); // an aura that fades turns it
        playing_stop(&it);
        playing_stop(&again);
    }
}

static void check_edit(void **state, const char *law, const char *text)
{
    struct scene_folder *folder = *state;
    const struct rmx_survey_params shows = {.shows = true, .part = 100};
    const char *edited = rmx_arena_printf(folder->scenes->arena, "title: edited\n%s", text);
    struct playing before = playing_start(folder, law, text, shows);
    for (long long frame = 0; frame <= 50; frame++)
        playing_show(&before, frame);
    struct playing after = playing_start(folder, law, edited, shows);
    rmx_player_prepare(after.player, 47, 30);
    rmx_player_transfer(after.player, before.player);
    rmx_survey_follow(after.survey, before.survey);
    for (long long frame = 51; frame <= 120; frame++) {
        playing_show(&after, frame);
        playing_show(&before, frame);
        if (playing_signal(&after, "share.a") != playing_signal(&before, "share.a") ||
            playing_signal(&after, "aura.a") != playing_signal(&before, "aura.a"))
            fail_msg("%s: frame %lld: %g and %g", law, frame, playing_signal(&after, "share.a"),
                     playing_signal(&before, "share.a"));
    }
    playing_stop(&before);
    playing_stop(&after);
}

static void an_edited_scene_goes_on(void **state)
{
    check_edit(state, "without a past", SHRINKS);
    check_edit(state, "with a past",
               SHRINKS "- {picture: finish.past, opacity: 0.5, place: {angle: 20}}\n");
}

// As after a sleep: what was begun is dropped, and the frame after it begins one sample, no more.
static void a_gap_is_not_made_up_for_in_one_frame(void **state)
{
    struct playing it = playing_start(*state, "gap", SHRINKS,
                                      (struct rmx_survey_params){.shows = true, .part = 1000});
    for (long long frame = 0; frame <= 15; frame++)
        playing_show(&it, frame); // sample 1 is begun
    playing_show(&it, 300);
    assert_int_equal(playing_counts(&it).measured, 1);
    assert_int_equal(playing_landing(&it, -1).sample, 0);
    for (long long frame = 301; frame <= 315; frame++)
        playing_show(&it, frame);
    assert_int_equal(playing_counts(&it).measured, 2);
    assert_int_equal(playing_landing(&it, -1).sample, 20);
    assert_int_equal(playing_landing(&it, -1).frame, 315);
    playing_stop(&it);
}

// The first sample of an edited scene is another one, and so is one where a knob was moved.
static void a_show_that_restarts_is_as_its_file(void **state)
{
    static const char text[] =
        PHOTOS "knobs: {size: 0.9}\nlayers: [picture: b, {picture: a, opacity: 0.8 - 0.7 * "
               "wave(time / 4), place: {scale: size - 0.3 * share.a}}]\n";
    struct scene_folder *folder = *state;
    const struct rmx_survey_params shows = {.shows = true, .part = 100};
    const char *edited = rmx_arena_printf(folder->scenes->arena, "%s- picture: a\n  opacity: 0.5\n",
                                          PHOTOS MOVING "place: {scale: 0.9 - 0.3 * share.a}}\n");
    struct playing before = playing_start(folder, "before", text, shows);
    for (long long frame = 0; frame <= 50; frame++)
        playing_show(&before, frame);
    struct playing after = playing_start(folder, "after", edited, shows);
    struct playing file = playing_start(folder, "file", edited, (struct rmx_survey_params){0});
    rmx_player_prepare(after.player, 47, 30);
    rmx_player_transfer(after.player, before.player);
    rmx_survey_follow(after.survey, before.survey);
    playing_show(&after, 51);
    for (long long frame = 0; frame < 40; frame++) {
        playing_show(&after, frame);
        playing_read(&file, frame);
        if (!playing_same(&after, &file))
            fail_msg("frame %lld after an edit is another one", frame);
    }
    rmx_controls_set(before.player->controls, "size", 0.5);
    playing_show(&before, 0);
    double share = playing_signal(&before, "share.a");
    playing_stop(&after);
    playing_stop(&file);
    after = playing_start(folder, "moved", text, (struct rmx_survey_params){0});
    rmx_controls_set(after.player->controls, "size", 0.5);
    playing_read(&after, 0);
    assert_true(share == playing_signal(&after, "share.a"));
    playing_stop(&before);
    playing_stop(&after);
}

// A scene within has a cursor of its own.
static void all_that_landed_is_told_of_by_scene(void **state)
{
    struct playing it = playing_start(
        *state, "within",
        PHOTOS "layers: [{picture: b}, {picture: within.yaml, place: {scale: 0.5 + share.a}}]\n",
        (struct rmx_survey_params){.shows = true, .part = 1000});
    long long cursors[2] = {0}, samples[2] = {0};
    assert_int_equal(rmx_survey_scene_count(it.survey), 2);
    assert_string_equal(rmx_survey_scene(it.survey, 0)->path, it.generation->scene->path);
    assert_non_null(strstr(rmx_survey_scene(it.survey, 1)->path, "within.yaml"));
    for (long long frame = 0; frame < 100; frame++) {
        playing_show(&it, frame);
        struct rmx_landing landing;
        for (int i = 0; i < 2; i++)
            while (rmx_survey_next(it.survey, i, &cursors[i], &landing)) {
                assert_int_equal(landing.sample, samples[i]++);
                assert_true(landing.totals[0] >= 0 && landing.totals[0] <= 1);
            }
    }
    assert_int_equal(samples[0], 6);
    assert_int_equal(samples[1], 6);
    assert_int_equal(rmx_survey_scene_count(NULL), 0);
    playing_stop(&it);
}

// Each in turn of two contexts that share objects is the loader's and the stage's.
static void numbers_outlive_a_lost_context(void **state)
{
    const struct rmx_survey_params shows = {.shows = true, .part = 100};
    struct playing it = playing_start(*state, "lost", SHRINKS, shows);
    struct playing whole = playing_start(*state, "whole", SHRINKS, shows);
    for (long long frame = 0; frame < 70; frame++) {
        if (frame == 33) {
            rmx_survey_drop(it.survey);
            rmx_generation_drop_renderer(it.generation);
            rmx_generation_rebuild(it.generation, playing_context(), NULL);
            rmx_survey_rebuild(it.survey, NULL);
        }
        if (frame == 40) {
            rmx_survey_leave(it.survey);
            rmx_survey_enter(it.survey);
        }
        playing_show(&it, frame);
        playing_show(&whole, frame);
        if (!playing_same(&it, &whole))
            fail_msg("frame %lld is another one", frame);
    }
    playing_stop(&it);
    playing_stop(&whole);
}

static void knobs_are_measured_as_they_stand(void **state)
{
    struct playing it =
        playing_start(*state, "knobs",
                      PHOTOS "knobs: {cover: 0}\nlayers: [picture: b, {picture: a, opacity: "
                             "cover, place: {scale: 2 - share.a}}]\n",
                      (struct rmx_survey_params){.shows = true, .part = 100});
    for (long long frame = 0; frame < 90; frame++) {
        if (frame == 20)
            rmx_controls_set(it.player->controls, "cover", 1);
        playing_show(&it, frame);
        double share = playing_signal(&it, "share.a");
        if (frame < 45 ? share > 0.01 : frame >= 61 && share < 0.9)
            fail_msg("frame %lld: %g", frame, share);
    }
    playing_stop(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define LAW(law) cmocka_unit_test_setup_teardown(law, playing_set_up, scene_folder_tear_down)
        LAW(a_gap_is_not_made_up_for_in_one_frame),
        LAW(a_show_that_restarts_is_as_its_file),
        LAW(all_that_landed_is_told_of_by_scene),
        LAW(a_show_that_starts_anew_keeps_what_its_auras_remember),
        LAW(an_edited_scene_goes_on),
        LAW(numbers_outlive_a_lost_context),
        LAW(knobs_are_measured_as_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
