// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of surveys: shares and auras as numbers of a frame, the same alone, in a sequence and in a
// show; and nothing at all for scenes that read none.
#include "support/playing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law, *text;
} scenes[] = {
    {"a share moves its own picture",
     PHOTOS MOVING "place: {scale: 1 - 0.6 * share.a, angle: 90 * share.effects}}\n"},
    {"an aura fades", PHOTOS MOVING "chain: [veil: {amount: 1 - aura.a}]}\naura: {half_life: 1}\n"},
    {"an integral follows a share", PHOTOS MOVING "place: {angle: run(90 * share.a)}}\n"},
    {"the tempo follows a share",
     PHOTOS "bpm: 60 + 60 * share.a\n" MOVING "place: {x: ramp(beat)}}\n"},
    {"an event follows a share", PHOTOS MOVING "visible: share.a > 0.5}\n"},
    {"a scene with a past besides",
     PHOTOS MOVING "place: {scale: 1.1 - share.a}}\n- {picture: finish.past, opacity: 0.5, "
                   "place: {angle: 20 * aura.b}}\n"},
    {"fragments that look back",
     PHOTOS "layers:\n- {name: moving, picture: a, place: {x: ramp(time)}, visible: false}\n"
            "- fragments: {from: moving, cut: {grid: {count: 9}}, moments: 4}\n"
            "  opacity: 1 - 0.5 * share.a\n"},
    {"what is heard moves the picture that is measured",
     PHOTOS MOVING "place: {scale: 1 - 4 * audio.level_smooth - 0.3 * share.a}}\n"
                   "sound: {file: clicks.wav, gain: 1}\n"},
    {"a scene within",
     PHOTOS "  c: plain.yaml\nlayers: [picture: c, {picture: a, opacity: 1 - share.c}]\n"},
    {"a scene within that reads its own shares",
     PHOTOS "layers: [{picture: b}, {picture: within.yaml, place: {scale: 0.5 + 0.4 * aura.b}}]\n"},
};

static void a_frame_is_the_same_alone_and_in_a_sequence(void **state)
{
    static const long long frames[] = {0, 7, 15, 31, 52, 47, 20};
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        struct playing all =
            playing_start(*state, scenes[i].law, scenes[i].text, (struct rmx_survey_params){0});
        for (size_t f = 0; f < sizeof(frames) / sizeof(*frames); f++) {
            struct playing one =
                playing_start(*state, scenes[i].law, scenes[i].text, (struct rmx_survey_params){0});
            playing_read(&all, frames[f]);
            playing_read(&one, frames[f]);
            if (!playing_same(&all, &one))
                fail_msg("%s: frame %lld is another one alone", scenes[i].law, frames[f]);
            playing_stop(&one);
        }
        playing_stop(&all);
    }
}

static void a_show_that_has_time_is_as_its_file(void **state)
{
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        struct playing file =
            playing_start(*state, scenes[i].law, scenes[i].text, (struct rmx_survey_params){0});
        struct playing show = playing_start(*state, scenes[i].law, scenes[i].text,
                                            (struct rmx_survey_params){.shows = true, .part = 100});
        for (long long frame = 0; frame < 64; frame++) {
            playing_read(&file, frame);
            playing_show(&show, frame);
            if (!playing_same(&file, &show))
                fail_msg("%s: frame %lld is another one in a show", scenes[i].law, frame);
        }
        assert_int_equal(playing_counts(&show).late, 0);
        playing_stop(&file);
        playing_stop(&show);
    }
}

static void nothing_is_made_where_nothing_is_read(void **state)
{
    bool failed = true;
    struct playing plain = playing_start(*state, "plain", PHOTOS MOVING "blend: multiply}\n",
                                         (struct rmx_survey_params){0});
    struct rmx_survey_params params = {.generation = plain.generation, .shows = true};
    assert_null(rmx_survey_create(&params, &failed));
    assert_false(failed);
    assert_null(plain.survey);
    assert_null(plain.player->feeder.before);
    assert_null(plain.player->numbers);
    assert_int_equal(playing_counts(&plain).meters, 0);
    assert_false(rmx_player_has_state(plain.player));
    playing_stop(&plain);
}

static void frames_before_are_measured_and_not_drawn(void **state)
{
    struct playing it = playing_start(*state, "shrinks", SHRINKS, (struct rmx_survey_params){0});
    struct rmx_renderer_counts drawn;
    playing_read(&it, 60);
    rmx_renderer_counts(it.generation->renderer, &drawn);
    assert_int_equal(drawn.passes_drawn, it.generation->plan->pass_count);
    assert_int_equal(playing_counts(&it).meters, 1);
    assert_int_equal(playing_counts(&it).measured, 4); // at 0, 0.5, 1 and 1.5 seconds
    assert_true(rmx_player_has_state(it.player));
    assert_false(rmx_player_has_past(it.player));
    playing_stop(&it);
}

// Where the picture does not follow its shares, they are those of a meter alone.
static void samples_are_the_measurements_of_their_frames(void **state)
{
    static const char *const texts[] = {
        PHOTOS MOVING "place: {x: 0.5 + 0 * share.a}}\n",
        PHOTOS MOVING "place: {x: 0.5 + 0 * share.a}}\n"
                      "- {picture: finish.past, opacity: 0.5, place: {angle: 20}}\n",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct playing it =
            playing_start(*state, "samples", texts[i], (struct rmx_survey_params){0});
        struct rmx_meter *meter =
            rmx_meter_create(&(struct rmx_meter_params){.settings = &it.generation->settings,
                                                        .context = playing_context(),
                                                        .like = it.generation});
        playing_read(&it, 45);
        const struct rmx_landing last = playing_landing(&it, -1);
        assert_int_equal(last.sample, 2);
        const struct rmx_shares *shares = rmx_meter_measure(meter, 30, 30);
        for (int h = 0; h < rmx_meter_holders(meter)->count; h++)
            assert_true(shares->total[h] == last.totals[h]);
        rmx_meter_destroy(meter);
        playing_stop(&it);
    }
}

static void the_first_frame_has_shares(void **state)
{
    struct playing it =
        playing_start(*state, "nothing of it",
                      PHOTOS "layers: [picture: b, {picture: a, opacity: share.a + 0 * share.b}]\n",
                      (struct rmx_survey_params){0});
    playing_read(&it, 0);
    assert_true(playing_signal(&it, "share.a") < 0.01); // with a share of 0 nothing is seen of it
    assert_true(playing_signal(&it, "share.b") > 0.99);
    playing_stop(&it);
    it = playing_start(*state, "all of it",
                       PHOTOS "layers: [{picture: a, place: {scale: 2 - share.a}}]\n",
                       (struct rmx_survey_params){0});
    playing_read(&it, 0);
    assert_true(playing_signal(&it, "share.a") > 0.99);
    playing_stop(&it);
}

static void an_aura_halves_with_each_half_life_of_the_whole_surface(void **state)
{
    struct playing it =
        playing_start(*state, "aura",
                      "size: 64x36\nsources: {a: asset:coffee.jpg}\n"
                      "layers: [{picture: a, chain: [contrast: {amount: aura.a}]}]\n"
                      "aura: {half_life: 2 s}\n",
                      (struct rmx_survey_params){0});
    playing_read(&it, 0);
    assert_true(playing_signal(&it, "aura.a") == 1);
    playing_read(&it, 75); // 2 seconds were measured half a second ago
    assert_float_equal(playing_signal(&it, "aura.a"), 0.5, 0.01);
    playing_read(&it, 0);
    assert_true(playing_signal(&it, "aura.a") == 1);
    playing_stop(&it);
}

static void what_takes_too_long_lands_later(void **state)
{
    struct playing it = playing_start(*state, "late", SHRINKS,
                                      (struct rmx_survey_params){.shows = true, .part = 1000});
    playing_show(&it, 0);
    double first = playing_signal(&it, "share.a");
    playing_show(&it, 40); // sample 1 is begun, ten frames after it should have landed
    assert_int_equal(playing_landing(&it, 0).frame, 15);
    assert_int_equal(playing_landing(&it, 1).sample, 0); // and is the last one
    long long frame = 40;
    while (playing_landing(&it, -1).sample < 1 && frame < 60) {
        assert_true(playing_signal(&it, "share.a") == first);
        playing_show(&it, ++frame);
    }
    const struct rmx_landing late = playing_landing(&it, 1);
    assert_int_equal(late.sample, 1);
    assert_int_equal(late.frame, frame);
    assert_true(frame > 40 && playing_signal(&it, "share.a") == first); // it begins where it stands
    playing_show(&it, frame + 3);
    assert_true(playing_signal(&it, "share.a") != first);
    assert_int_equal(playing_counts(&it).late, 1);
    assert_int_equal(playing_counts(&it).skipped, 0);
    playing_stop(&it);
}

static void what_cannot_be_measured_is_left_out(void **state)
{
    struct playing it = playing_start(*state, "shrinks", SHRINKS,
                                      (struct rmx_survey_params){.shows = true, .part = 1e-9});
    for (long long frame = 0; frame < 300; frame++)
        playing_show(&it, frame);
    // The first one was measured before, and stands for all that could not be.
    assert_true(playing_counts(&it).skipped > 0);
    assert_true(playing_counts(&it).measured < 5);
    playing_stop(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define LAW(law) cmocka_unit_test_setup_teardown(law, playing_set_up, scene_folder_tear_down)
        LAW(a_frame_is_the_same_alone_and_in_a_sequence),
        LAW(a_show_that_has_time_is_as_its_file),
        LAW(nothing_is_made_where_nothing_is_read),
        LAW(frames_before_are_measured_and_not_drawn),
        LAW(samples_are_the_measurements_of_their_frames),
        LAW(the_first_frame_has_shares),
        LAW(an_aura_halves_with_each_half_life_of_the_whole_surface),
        LAW(what_takes_too_long_lands_later),
        LAW(what_cannot_be_measured_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
