// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of surveys: shares and auras as numbers of a frame, the same alone, in a sequence and in a
// show; and nothing at all for scenes that read none.
#include "share/survey.h"

#include "support/scene_folder.h"
#include "support/wav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rmx_context *context;

#define PHOTOS                                                                                     \
    "size: 64x36\nsources:\n  a: {image: asset:acanthus-mollis.jpg}\n"                             \
    "  b: {image: asset:coffee.jpg}\n"
#define MOVING "layers:\n- picture: b\n- {picture: a, opacity: 0.8 - 0.7 * wave(time / 4), "

static int set_up(void **state)
{
    static const char *const folders[] = {NULL};
    char why[256];
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "within.yaml",
                       PHOTOS MOVING "place: {scale: 0.9 - 0.5 * share.a}}\n");
    scene_folder_write(folder, "plain.yaml", PHOTOS MOVING "blend: multiply}\n");
    wav_write(scene_folder_path(folder, "clicks.wav"),
              &(struct wav){.rate = 8000, .channels = 1, .seconds = 3, .clicks = 137});
    if (!context)
        context = rmx_context_create(why, (int)sizeof(why));
    assert_non_null(context);
    *state = folder;
    return 0;
}

// A scene that plays, and what measures it.
struct playing {
    struct rmx_generation *generation;
    struct rmx_player *player;
    struct rmx_survey *survey;
    unsigned char *pixels;
};

static struct playing play(struct scene_folder *folder, const char *law, const char *text,
                           struct rmx_survey_params params)
{
    struct playing it;
    bool failed;
    scene_folder_write(folder, "scene.yaml", text);
    const struct rmx_settings settings = {.scene = scene_folder_path(folder, "scene.yaml")};
    const struct rmx_load_params load = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = context};
    it.generation = rmx_generation_create(&load);
    if (it.generation->status != RMX_LOADED)
        fail_msg("%s: not loaded: %s", law,
                 it.generation->errors.count ? it.generation->errors.items[0].message
                                             : it.generation->why);
    params.generation = it.generation;
    it.player = rmx_player_create(it.generation);
    it.survey = rmx_survey_create(&params, &failed);
    assert_false(failed);
    rmx_survey_feed(it.survey, it.player);
    it.pixels = malloc(rmx_player_bytes(it.player));
    assert_non_null(it.pixels);
    return it;
}

static void stop(struct playing *it)
{
    rmx_survey_destroy(it->survey);
    rmx_player_destroy(it->player);
    rmx_generation_destroy(it->generation);
    free(it->pixels);
}

static void read_frame(struct playing *it, long long frame)
{
    assert_true(rmx_player_read(it->player, frame, it->pixels));
}

static double signal_of(const struct playing *it, const char *name)
{
    const struct rmx_signals *signals = &it->generation->scene->signals;
    int signal = rmx_signals_find(signals, name, strlen(name));
    assert_true(signal >= 0);
    return it->player->numbers[signal];
}

static struct rmx_survey_counts counts_of(const struct playing *it)
{
    struct rmx_survey_counts counts;
    rmx_survey_counts(it->survey, &counts);
    return counts;
}

// Of the outermost scene, the one that landed as the `number`th; the last one where it is -1.
static struct rmx_landing landing_of(const struct playing *it, int number)
{
    struct rmx_landing landing = {.sample = -1};
    long long cursor = 0;
    while (rmx_survey_next(it->survey, 0, &cursor, &landing) && cursor != number + 1)
        continue;
    return landing;
}

static bool is_same(const struct playing *a, const struct playing *b)
{
    return memcmp(a->pixels, b->pixels, rmx_player_bytes(a->player)) == 0;
}

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
    static const long long frames[] = {0, 7, 15, 31, 52, 47};
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        struct playing all =
            play(*state, scenes[i].law, scenes[i].text, (struct rmx_survey_params){0});
        for (size_t f = 0; f < sizeof(frames) / sizeof(*frames); f++) {
            struct playing one =
                play(*state, scenes[i].law, scenes[i].text, (struct rmx_survey_params){0});
            read_frame(&all, frames[f]);
            read_frame(&one, frames[f]);
            if (!is_same(&all, &one))
                fail_msg("%s: frame %lld is another one alone", scenes[i].law, frames[f]);
            stop(&one);
        }
        stop(&all);
    }
}

// As a window does, without one: each frame is drawn once, then read.
static void show_frame(struct playing *it, long long frame)
{
    rmx_player_frame(it->player, frame, 30);
    rmx_player_draw(it->player);
    assert_true(rmx_renderer_read(it->generation->renderer, it->pixels));
}

static void a_show_that_has_time_is_as_its_file(void **state)
{
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        struct playing file =
            play(*state, scenes[i].law, scenes[i].text, (struct rmx_survey_params){0});
        struct playing show = play(*state, scenes[i].law, scenes[i].text,
                                   (struct rmx_survey_params){.shows = true, .part = 100});
        for (long long frame = 0; frame < 64; frame++) {
            read_frame(&file, frame);
            show_frame(&show, frame);
            if (!is_same(&file, &show))
                fail_msg("%s: frame %lld is another one in a show", scenes[i].law, frame);
        }
        assert_int_equal(counts_of(&show).late, 0);
        stop(&file);
        stop(&show);
    }
}

#define SHRINKS PHOTOS MOVING "place: {scale: 1 - 0.6 * share.a, angle: 9 * aura.a}}\n"

static void nothing_is_made_where_nothing_is_read(void **state)
{
    bool failed = true;
    struct playing plain =
        play(*state, "plain", PHOTOS MOVING "blend: multiply}\n", (struct rmx_survey_params){0});
    struct rmx_survey_params params = {.generation = plain.generation, .shows = true};
    assert_null(rmx_survey_create(&params, &failed));
    assert_false(failed);
    assert_null(plain.survey);
    assert_null(plain.player->feeder.before);
    assert_null(plain.player->numbers);
    assert_int_equal(counts_of(&plain).meters, 0);
    assert_false(rmx_player_has_state(plain.player));
    stop(&plain);
}

static void frames_before_are_measured_and_not_drawn(void **state)
{
    struct playing it = play(*state, "shrinks", SHRINKS, (struct rmx_survey_params){0});
    struct rmx_renderer_counts drawn;
    read_frame(&it, 60);
    rmx_renderer_counts(it.generation->renderer, &drawn);
    assert_int_equal(drawn.passes_drawn, it.generation->plan->pass_count);
    assert_int_equal(counts_of(&it).meters, 1);
    assert_int_equal(counts_of(&it).measured, 4); // at 0, 0.5, 1 and 1.5 seconds
    assert_true(rmx_player_has_state(it.player));
    assert_false(rmx_player_has_past(it.player));
    stop(&it);
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
        struct playing it = play(*state, "samples", texts[i], (struct rmx_survey_params){0});
        struct rmx_meter *meter = rmx_meter_create(&(struct rmx_meter_params){
            .settings = &it.generation->settings, .context = context, .like = it.generation});
        read_frame(&it, 45);
        const struct rmx_landing last = landing_of(&it, -1);
        assert_int_equal(last.sample, 2);
        const struct rmx_shares *shares = rmx_meter_measure(meter, 30, 30);
        for (int h = 0; h < rmx_meter_holders(meter)->count; h++)
            assert_true(shares->total[h] == last.totals[h]);
        rmx_meter_destroy(meter);
        stop(&it);
    }
}

static void the_first_frame_has_shares(void **state)
{
    struct playing it =
        play(*state, "nothing of it",
             PHOTOS "layers: [picture: b, {picture: a, opacity: share.a + 0 * share.b}]\n",
             (struct rmx_survey_params){0});
    read_frame(&it, 0);
    assert_true(signal_of(&it, "share.a") < 0.01); // with a share of 0 nothing is seen of it
    assert_true(signal_of(&it, "share.b") > 0.99);
    stop(&it);
    it = play(*state, "all of it", PHOTOS "layers: [{picture: a, place: {scale: 2 - share.a}}]\n",
              (struct rmx_survey_params){0});
    read_frame(&it, 0);
    assert_true(signal_of(&it, "share.a") > 0.99);
    stop(&it);
}

static void an_aura_halves_with_each_half_life_of_the_whole_surface(void **state)
{
    struct playing it = play(*state, "aura",
                             "size: 64x36\nsources: {a: asset:coffee.jpg}\n"
                             "layers: [{picture: a, chain: [contrast: {amount: aura.a}]}]\n"
                             "aura: {half_life: 2 s}\n",
                             (struct rmx_survey_params){0});
    read_frame(&it, 0);
    assert_true(signal_of(&it, "aura.a") == 1);
    read_frame(&it, 75); // 2 seconds were measured half a second ago
    assert_float_equal(signal_of(&it, "aura.a"), 0.5, 0.01);
    read_frame(&it, 0);
    assert_true(signal_of(&it, "aura.a") == 1);
    stop(&it);
}

static void what_takes_too_long_lands_later(void **state)
{
    struct playing it =
        play(*state, "late", SHRINKS, (struct rmx_survey_params){.shows = true, .part = 1000});
    show_frame(&it, 0);
    double first = signal_of(&it, "share.a");
    show_frame(&it, 40); // sample 1 is begun, ten frames after it should have landed
    assert_int_equal(landing_of(&it, 0).frame, 15);
    assert_int_equal(landing_of(&it, 1).sample, 0); // and is the last one
    long long frame = 40;
    while (landing_of(&it, -1).sample < 1 && frame < 60) {
        assert_true(signal_of(&it, "share.a") == first);
        show_frame(&it, ++frame);
    }
    const struct rmx_landing late = landing_of(&it, 1);
    assert_int_equal(late.sample, 1);
    assert_int_equal(late.frame, frame);
    assert_true(frame > 40 && signal_of(&it, "share.a") == first); // it begins where it stands
    show_frame(&it, frame + 3);
    assert_true(signal_of(&it, "share.a") != first);
    assert_int_equal(counts_of(&it).late, 1);
    assert_int_equal(counts_of(&it).skipped, 0);
    stop(&it);
}

static void what_cannot_be_measured_is_left_out(void **state)
{
    struct playing it =
        play(*state, "shrinks", SHRINKS, (struct rmx_survey_params){.shows = true, .part = 1e-9});
    for (long long frame = 0; frame < 300; frame++)
        show_frame(&it, frame);
    // The first one was measured before, and stands for all that could not be.
    assert_true(counts_of(&it).skipped > 0);
    assert_true(counts_of(&it).measured < 5);
    stop(&it);
}

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
        struct playing it =
            play(folder, "memory", text, (struct rmx_survey_params){.shows = true, .part = 100});
        struct playing again =
            play(folder, "memory", text, (struct rmx_survey_params){.shows = true, .part = 100});
        for (long long frame = 0; frame < 60; frame++)
            show_frame(&it, frame);
        show_frame(&it, 0);
        show_frame(&again, 0);
        double aura = signal_of(&it, "aura.a");
        if (!(aura >= rows[i].least && aura <= rows[i].most))
            fail_msg("%s: %g", rows[i].memory, aura);
        bool is_same_share = signal_of(&it, "share.a") == signal_of(&again, "share.a");
        assert_true(is_same_share == (rows[i].least == 1)); // an aura that fades turns it
        stop(&it);
        stop(&again);
    }
}

static void check_edit(void **state, const char *law, const char *text)
{
    struct scene_folder *folder = *state;
    const struct rmx_survey_params shows = {.shows = true, .part = 100};
    const char *edited = rmx_arena_printf(folder->scenes->arena, "title: edited\n%s", text);
    struct playing before = play(folder, law, text, shows);
    for (long long frame = 0; frame <= 50; frame++)
        show_frame(&before, frame);
    struct playing after = play(folder, law, edited, shows);
    rmx_player_prepare(after.player, 47, 30);
    rmx_player_transfer(after.player, before.player);
    rmx_survey_follow(after.survey, before.survey);
    for (long long frame = 51; frame <= 120; frame++) {
        show_frame(&after, frame);
        show_frame(&before, frame);
        if (signal_of(&after, "share.a") != signal_of(&before, "share.a") ||
            signal_of(&after, "aura.a") != signal_of(&before, "aura.a"))
            fail_msg("%s: frame %lld: %g and %g", law, frame, signal_of(&after, "share.a"),
                     signal_of(&before, "share.a"));
    }
    stop(&before);
    stop(&after);
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
    struct playing it =
        play(*state, "gap", SHRINKS, (struct rmx_survey_params){.shows = true, .part = 1000});
    for (long long frame = 0; frame <= 15; frame++)
        show_frame(&it, frame); // sample 1 is begun
    show_frame(&it, 300);
    assert_int_equal(counts_of(&it).measured, 1);
    assert_int_equal(landing_of(&it, -1).sample, 0);
    for (long long frame = 301; frame <= 315; frame++)
        show_frame(&it, frame);
    assert_int_equal(counts_of(&it).measured, 2);
    assert_int_equal(landing_of(&it, -1).sample, 20);
    assert_int_equal(landing_of(&it, -1).frame, 315);
    stop(&it);
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
    struct playing before = play(folder, "before", text, shows);
    for (long long frame = 0; frame <= 50; frame++)
        show_frame(&before, frame);
    struct playing after = play(folder, "after", edited, shows);
    struct playing file = play(folder, "file", edited, (struct rmx_survey_params){0});
    rmx_player_prepare(after.player, 47, 30);
    rmx_player_transfer(after.player, before.player);
    rmx_survey_follow(after.survey, before.survey);
    show_frame(&after, 51);
    for (long long frame = 0; frame < 40; frame++) {
        show_frame(&after, frame);
        read_frame(&file, frame);
        if (!is_same(&after, &file))
            fail_msg("frame %lld after an edit is another one", frame);
    }
    rmx_controls_set(before.player->controls, "size", 0.5);
    show_frame(&before, 0);
    double share = signal_of(&before, "share.a");
    stop(&after);
    stop(&file);
    after = play(folder, "moved", text, (struct rmx_survey_params){0});
    rmx_controls_set(after.player->controls, "size", 0.5);
    read_frame(&after, 0);
    assert_true(share == signal_of(&after, "share.a"));
    stop(&before);
    stop(&after);
}

// A scene within has a cursor of its own.
static void all_that_landed_is_told_of_by_scene(void **state)
{
    struct playing it = play(
        *state, "within",
        PHOTOS "layers: [{picture: b}, {picture: within.yaml, place: {scale: 0.5 + share.a}}]\n",
        (struct rmx_survey_params){.shows = true, .part = 1000});
    long long cursors[2] = {0}, samples[2] = {0};
    assert_int_equal(rmx_survey_scene_count(it.survey), 2);
    assert_string_equal(rmx_survey_scene(it.survey, 0)->path, it.generation->scene->path);
    assert_non_null(strstr(rmx_survey_scene(it.survey, 1)->path, "within.yaml"));
    for (long long frame = 0; frame < 100; frame++) {
        show_frame(&it, frame);
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
    stop(&it);
}

// Each in turn of two contexts that share objects is the loader's and the stage's.
static void numbers_outlive_a_lost_context(void **state)
{
    const struct rmx_survey_params shows = {.shows = true, .part = 100};
    struct playing it = play(*state, "lost", SHRINKS, shows);
    struct playing whole = play(*state, "whole", SHRINKS, shows);
    for (long long frame = 0; frame < 70; frame++) {
        if (frame == 33) {
            rmx_survey_drop(it.survey);
            rmx_generation_drop_renderer(it.generation);
            rmx_generation_rebuild(it.generation, context, NULL);
            rmx_survey_rebuild(it.survey, NULL);
        }
        if (frame == 40) {
            rmx_survey_leave(it.survey);
            rmx_survey_enter(it.survey);
        }
        show_frame(&it, frame);
        show_frame(&whole, frame);
        if (!is_same(&it, &whole))
            fail_msg("frame %lld is another one", frame);
    }
    stop(&it);
    stop(&whole);
}

static void knobs_are_measured_as_they_stand(void **state)
{
    struct playing it = play(*state, "knobs",
                             PHOTOS "knobs: {cover: 0}\nlayers: [picture: b, {picture: a, opacity: "
                                    "cover, place: {scale: 2 - share.a}}]\n",
                             (struct rmx_survey_params){.shows = true, .part = 100});
    for (long long frame = 0; frame < 90; frame++) {
        if (frame == 20)
            rmx_controls_set(it.player->controls, "cover", 1);
        show_frame(&it, frame);
        double share = signal_of(&it, "share.a");
        if (frame < 45 ? share > 0.01 : frame >= 61 && share < 0.9)
            fail_msg("frame %lld: %g", frame, share);
    }
    stop(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define LAW(law) cmocka_unit_test_setup_teardown(law, set_up, scene_folder_tear_down)
        LAW(a_frame_is_the_same_alone_and_in_a_sequence),
        LAW(a_show_that_has_time_is_as_its_file),
        LAW(nothing_is_made_where_nothing_is_read),
        LAW(frames_before_are_measured_and_not_drawn),
        LAW(samples_are_the_measurements_of_their_frames),
        LAW(the_first_frame_has_shares),
        LAW(an_aura_halves_with_each_half_life_of_the_whole_surface),
        LAW(what_takes_too_long_lands_later),
        LAW(what_cannot_be_measured_is_left_out),
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
