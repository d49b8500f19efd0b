// SPDX-License-Identifier: GPL-3.0-or-later
// Fragments under --samples: the average of a frame's samples is as sharp as that of its pictures,
// and all samples are of the same fragments.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define PICTURE "asset:chelsea-the-cat.jpg"
#define FRAGMENTS(rest) "layers:\n  - fragments: {from: " PICTURE ", " rest "}\n"

// As app/frames.c does it; the last one is in its place.
static const double jitters[][2] = {{0.4, -0.3}, {-0.2, 0.1}, {0.3, 0.45}, {0.0, 0.0}};

static struct stage_picture average(const char *text, bool no_fuse,
                                    struct rmx_renderer_counts *counts)
{
    enum { SAMPLES = sizeof(jitters) / sizeof(*jitters) };
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .text = text, .width = 160, .height = 90, .jitter = true, .no_fuse = no_fuse, .depth = 32});
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size);
    assert_non_null(block);
    assert_true(rmx_renderer_accumulate_begin(generation->renderer, SAMPLES));
    for (int i = 0; i < SAMPLES; i++) {
        struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, 0);
        frame_inputs.jitter_x = jitters[i][0];
        frame_inputs.jitter_y = jitters[i][1];
        rmx_values_frame(values, &frame_inputs, block);
        rmx_renderer_draw(generation->renderer, block);
        rmx_renderer_accumulate(generation->renderer);
    }
    rmx_renderer_accumulate_resolve(generation->renderer);
    struct stage_picture picture = stage_read(generation);
    rmx_renderer_counts(generation->renderer, counts);
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
    return picture;
}

static void compare_at_rest(const char *text, const struct stage_picture *plain)
{
    for (int no_fuse = 0; no_fuse < 2; no_fuse++) {
        struct rmx_renderer_counts counts;
        struct stage_picture drawn = average(text, no_fuse, &counts);
        struct stage_difference apart = stage_compare(&drawn, plain);
        stage_finish(&drawn);
        if (apart.past > 0.01)
            fail_msg("%s: %.1f %% differ, the most by %.3f at %d, %d", text, 100.0 * apart.past,
                     apart.largest, apart.x, apart.y);
    }
}

static void at_rest_they_are_as_sharp_as_the_picture(void **state)
{
    (void)state;
    static const char *const rests[] = {
        "cut: grid",
        "cut: voronoi",
        "cut: voronoi, arrange: {scatter: {amount: 0}}",
        "cut: {grid: {count: 1}}, border: {width: 0.0001, color: \"#0000\"}",
    };
    // Placed they are drawn from a stored picture: so is what they are compared with.
    static const char *const places[] = {"", "    place: {angle: 180}\n"};
    static const char *const plains[] = {"picture: " PICTURE,
                                         "fragments: {from: " PICTURE ", cut: grid}"};
    for (size_t p = 0; p < sizeof(places) / sizeof(*places); p++) {
        char text[512];
        struct rmx_renderer_counts counts;
        snprintf(text, sizeof(text), "layers:\n  - %s\n%s", plains[p], places[p]);
        struct stage_picture plain = average(text, false, &counts);
        for (size_t i = 0; i < sizeof(rests) / sizeof(*rests); i++) {
            snprintf(text, sizeof(text), "layers:\n  - fragments: {from: " PICTURE ", %s}\n%s",
                     rests[i], places[p]);
            compare_at_rest(text, &plain);
        }
        stage_finish(&plain);
    }
}

static void all_samples_are_of_the_same_fragments(void **state)
{
    (void)state;
    static const char *const texts[] = {
        FRAGMENTS("cut: grid, arrange: {mosaic: {targetImage: asset:coffee.jpg, limit: 1}}"),
        FRAGMENTS("cut: quadtree, arrange: {sort: {by: brightness}}"),
        FRAGMENTS("cut: figure, arrange: scatter"),
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct rmx_renderer_counts counts;
        struct stage_picture picture = average(texts[i], false, &counts);
        stage_finish(&picture);
        assert_int_equal(counts.cuts, 1);
        assert_in_range(counts.measures, 0, 1);
        assert_int_equal(counts.arranges, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_rest_they_are_as_sharp_as_the_picture),
        cmocka_unit_test(all_samples_are_of_the_same_fragments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
