// SPDX-License-Identifier: GPL-3.0-or-later
// A mosaic with a limit in a show: frames go on while it is chosen, and the picture that they come
// to is the one that `render` waits for.
#include "support/signals.h"
#include "support/stage.h"
#include "support/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { WIDTH = 64, HEIGHT = 36, MANY = 8000, FEW = 300, MOST_FRAMES = 60000 };

// A picture of noise that becomes a slope; `limit` may follow a knob. A shade lies over it where
// the other knob says so.
#define SCENE                                                                                      \
    "knobs: {most: {from: 0, to: 9, at: 2}, shade: {from: 0, to: 1, at: 0}}\n"                     \
    "layers:\n  - {name: grain, visible: false, generate: {noise: {count: 40}}}\n"                 \
    "  - {name: slope, visible: false, generate: {gradient: {angle: 30}}}\n"                       \
    "  - fragments: {from: grain, cut: {grid: {count: %d}},\n"                                     \
    "      arrange: {mosaic: {targetImage: slope, limit: %s}}}\n"                                  \
    "  - {generate: {solid: {color: black}}, opacity: shade}\n"

struct film {
    struct rmx_generation *generation;
    struct rmx_values *values;
    unsigned char *block;
    double knobs[2];
    long long frame;
};

static struct film begin_film(const char *text, bool shows)
{
    const struct stage_params params = {
        .text = text, .shows = shows, .width = WIDTH, .height = HEIGHT};
    struct film film = {.generation = stage_load(&params), .knobs = {2}};
    film.values = rmx_values_create(film.generation->plan);
    film.block = calloc(1, (size_t)film.generation->plan->block_size + 1);
    assert_non_null(film.block);
    return film;
}

static void end_film(struct film *film)
{
    rmx_values_destroy(film->values);
    free(film->block);
    rmx_generation_destroy(film->generation);
}

static void draw_frame(struct film *film)
{
    struct rmx_frame_inputs frame_inputs = stage_frame_inputs(film->generation, film->frame++);
    frame_inputs.provided =
        signals_provided(film->generation->arena, film->generation->scene, film->knobs);
    rmx_values_frame(film->values, &frame_inputs, film->block);
    rmx_renderer_advance(film->generation->renderer);
    rmx_renderer_draw(film->generation->renderer, film->block);
}

static bool is_settling(const struct film *film)
{
    return rmx_renderer_is_settling(film->generation->renderer);
}

// How many frames were drawn before the last choice was there: each is another picture.
static int draw_until_settled(struct film *film)
{
    const struct timespec a_moment = {0, 1000000};
    int frames = 0;
    for (; is_settling(film); frames++) {
        film->knobs[1] = frames % 2 * 0.5;
        draw_frame(film);
        nanosleep(&a_moment, NULL);
        if (frames > MOST_FRAMES)
            fail_msg("no choice after %d frames", frames);
    }
    film->knobs[1] = 0;
    draw_frame(film);
    return frames;
}

static const char *scene(int count, const char *limit)
{
    static char text[1024];
    snprintf(text, sizeof(text), SCENE, count, limit);
    return text;
}

static struct stage_picture exact(int count, const char *limit)
{
    struct film film = begin_film(scene(count, limit), false);
    draw_frame(&film);
    assert_false(is_settling(&film));
    struct stage_picture picture = stage_read(film.generation);
    end_film(&film);
    return picture;
}

static bool shows(const struct film *film, const struct stage_picture *wanted)
{
    struct stage_picture now = stage_read(film->generation);
    bool is_same = stage_compare(&now, wanted).largest == 0.0;
    stage_finish(&now);
    return is_same;
}

static void frames_go_on_while_it_is_chosen(void **state)
{
    (void)state;
    struct stage_picture wanted = exact(MANY, "1"), loose = exact(MANY, "0");
    struct film film = begin_film(scene(MANY, "1"), true);
    draw_frame(&film);
    assert_true(is_settling(&film));
    assert_false(shows(&film, &wanted));
    // Something like it, so that nothing is black or random until then.
    struct stage_picture rough = stage_read(film.generation);
    assert_true(stage_compare(&rough, &loose).psnr > 15.0);
    int frames = draw_until_settled(&film);
    print_message("%d frames while %d places chose\n", frames, MANY);
    assert_true(frames >= 3); // requested, read, chosen: never all in one
    assert_true(shows(&film, &wanted));
    end_film(&film);
    stage_finish(&rough);
    stage_finish(&loose);
    stage_finish(&wanted);
}

static void a_frame_is_not_computed_again_once_it_is_chosen(void **state)
{
    (void)state;
    struct film film = begin_film(scene(FEW, "2"), true);
    struct rmx_renderer_counts before, after;
    draw_frame(&film);
    draw_until_settled(&film);
    rmx_renderer_counts(film.generation->renderer, &before);
    draw_frame(&film);
    rmx_renderer_counts(film.generation->renderer, &after);
    assert_int_equal(before.arranges, 2); // the first frame, and by the choice
    assert_int_equal(after.passes_drawn, before.passes_drawn);
    end_film(&film);
}

static void the_former_choice_holds_until_the_next(void **state)
{
    (void)state;
    struct stage_picture two = exact(MANY, "2"), one = exact(MANY, "1");
    struct film film = begin_film(scene(MANY, "most"), true);
    draw_frame(&film);
    draw_until_settled(&film);
    assert_true(shows(&film, &two));
    film.knobs[0] = 1;
    draw_frame(&film);
    assert_true(is_settling(&film));
    assert_true(shows(&film, &two));
    draw_until_settled(&film);
    assert_true(shows(&film, &one));
    end_film(&film);
    stage_finish(&two);
    stage_finish(&one);
}

static void a_limit_that_changes_while_it_is_chosen_counts(void **state)
{
    (void)state;
    static const struct {
        double knob;
        const char *limit;
    } ends[] = {{1, "1"}, {0, "0"}};
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        struct stage_picture wanted = exact(MANY, ends[i].limit);
        struct film film = begin_film(scene(MANY, "most"), true);
        for (int k = 0; k < 6; k++) { // each frame another one
            film.knobs[0] = 3 + k % 2;
            draw_frame(&film);
        }
        film.knobs[0] = ends[i].knob;
        draw_frame(&film);
        draw_until_settled(&film);
        assert_true(shows(&film, &wanted));
        end_film(&film);
        stage_finish(&wanted);
    }
}

// How often the fragment is used that is used most.
static int most_uses(void)
{
    enum { MATCHES = RMX_LIST_OF_ARRANGE(0, RMX_LIST_MATCHES), STRIDE = 64 };
    static uint32_t chosen[MANY];
    int times[MANY] = {0}, count = table_count(), most = 0;
    size_t stride = (size_t)(count + STRIDE - 1) / STRIDE * STRIDE;
    assert_in_range(count, 1, MANY);
    table_read(TABLE_LISTS, MATCHES * stride, (size_t)count, chosen);
    for (int i = 0; i < count; i++) {
        int used = ++times[chosen[i]];
        most = used > most ? used : most;
    }
    return most;
}

// Each frame requests anew; the choices that were made for those before it are shown all the same.
static void a_target_that_moves_is_followed(void **state)
{
    (void)state;
    const struct timespec a_moment = {0, 1000000};
    struct film film =
        begin_film("layers:\n  - {name: grain, visible: false, generate: {noise: {count: 40}}}\n"
                   "  - {name: slope, visible: false, generate: {gradient: {angle: frame}}}\n"
                   "  - fragments: {from: grain, cut: {grid: {count: 300}},\n"
                   "      arrange: {mosaic: {targetImage: slope, limit: 1}}}\n",
                   true);
    draw_frame(&film);
    assert_true(most_uses() > 1);
    for (int frames = 0; most_uses() > 1; frames++) {
        if (frames > MOST_FRAMES)
            fail_msg("no choice after %d frames", frames);
        draw_frame(&film);
        nanosleep(&a_moment, NULL);
    }
    for (int frames = 0; frames < 20; frames++) { // from now on there is always one
        draw_frame(&film);
        assert_int_equal(most_uses(), 1);
        assert_true(is_settling(&film));
    }
    end_film(&film);
}

static void a_choice_is_given_up_with_its_generation(void **state)
{
    (void)state;
    for (int frames = 0; frames < 4; frames++) {
        struct film film = begin_film(scene(100000, "1"), true); // minutes, if one waited
        for (int k = 0; k < frames; k++)
            draw_frame(&film);
        assert_int_equal(is_settling(&film), frames > 0);
        end_film(&film);
    }
}

static void it_goes_on_where_frames_are_forgotten(void **state)
{
    (void)state;
    struct stage_picture wanted = exact(MANY, "2");
    for (int frames = 1; frames < 4; frames++) {
        struct film film = begin_film(scene(MANY, "2"), true);
        for (int k = 0; k < frames; k++)
            draw_frame(&film);
        rmx_renderer_forget(film.generation->renderer);
        draw_until_settled(&film);
        assert_true(shows(&film, &wanted));
        end_film(&film);
    }
    stage_finish(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_go_on_while_it_is_chosen),
        cmocka_unit_test(a_frame_is_not_computed_again_once_it_is_chosen),
        cmocka_unit_test(the_former_choice_holds_until_the_next),
        cmocka_unit_test(a_limit_that_changes_while_it_is_chosen_counts),
        cmocka_unit_test(a_target_that_moves_is_followed),
        cmocka_unit_test(a_choice_is_given_up_with_its_generation),
        cmocka_unit_test(it_goes_on_where_frames_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
