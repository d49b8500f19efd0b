// SPDX-License-Identifier: GPL-3.0-or-later
// One plan drawn by several renderers in turns: each sequence of frames is what a renderer alone
// gives, whose plan was made for that size.
#include "support/stage.h"

#include <GL/glew.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FRAMES = 6, MOST_PROGRAMS = 4096 };

#define MOVES "{name: dots, generate: {noise: {count: 9, seed: frame}}}"

static const struct {
    const char *what, *text;
} scenes[] = {
    {"a buffer that persists", "layers: [" MOVES "]\nfinish: trails"},
    {"several, of float", "layers: [" MOVES "]\nfinish: [reaction, long_exposure]"},
    {"the frame before", "layers: [" MOVES ", {picture: dots.past, place: {scale: 0.7}}]\n"
                         "finish: [{rotate: {angle: time * 90}}]"},
    {"the whole frame before", "layers: [{picture: finish.past, place: {x: 0.52}}, " MOVES "]"},
    {"moments of moving pictures", "layers: [" MOVES ", {fragments: {from: dots, moments: 4,\n"
                                   "  cut: {grid: {count: 30}}, arrange: echo}}]"},
    {"a mosaic with a limit",
     "layers: [" MOVES ", {name: slope, visible: false, generate: {gradient: {angle: 30}}},\n"
     "  {fragments: {from: dots, cut: {grid: {count: 200}},\n"
     "  arrange: {mosaic: {targetImage: slope, limit: 2}}}}]"},
    {"sorted shards", "layers: [" MOVES ", {fragments: {from: dots, cut: {voronoi: {count: 90}},\n"
                      "  arrange: {sort: {by: brightness}}, depth: 0.2}}]\nfinish: trails"},
    {"an integral", "layers: [{picture: 'asset:coffee.jpg', chain: [{rotate: {angle: run(90)}}]}]"},
    {"passes of their own size",
     "layers: [{picture: 'asset:coffee.jpg', place: {scale: 0.4 + time}}]\n"
     "finish: [{blur: {radius: 0.02}}, bloom, trails]"},
    {"a picture that is tiled",
     "layers: [{picture: 'asset:coffee.jpg', fit: tile}, {picture: 'asset:retina.jpg', fit: "
     "contain}]"},
};

// The second and third are another size of the first one's plan: smaller, and of another aspect.
static const int sizes[][2] = {{160, 90}, {96, 54}, {150, 200}};
enum { SIZES = sizeof(sizes) / sizeof(*sizes) };

// A renderer and its sequence of frames.
struct drawing {
    const struct rmx_generation *generation;
    struct rmx_renderer *renderer;
    struct rmx_values *values;
    unsigned char *block;
    struct rmx_frame_inputs frame_inputs;
    unsigned char *pixels; // of the last frame
    size_t size;
};

// `renderer` NULL: another one of the generation's plan, of this size.
static struct drawing begin(const struct rmx_generation *generation, struct rmx_renderer *renderer,
                            const int *size)
{
    struct drawing drawing = {
        .generation = generation,
        .renderer = renderer,
        .values = rmx_values_create(generation->plan),
        .block = calloc(1, (size_t)generation->plan->block_size + 1),
        .frame_inputs = stage_frame_inputs(generation, -1),
        .size = (size_t)size[0] * (size_t)size[1] * 4,
    };
    drawing.pixels = malloc(drawing.size);
    drawing.frame_inputs.width = size[0];
    drawing.frame_inputs.height = size[1];
    if (!renderer)
        drawing.renderer =
            rmx_renderer_create(&(struct rmx_renderer_params){.context = generation->context,
                                                              .width = size[0],
                                                              .height = size[1],
                                                              .of = generation->renderer},
                                NULL);
    assert_true(drawing.renderer && drawing.block && drawing.pixels);
    return drawing;
}

static void end(struct drawing *drawing)
{
    if (drawing->renderer != drawing->generation->renderer)
        rmx_renderer_destroy(drawing->renderer);
    rmx_values_destroy(drawing->values);
    free(drawing->block);
    free(drawing->pixels);
}

static void draw_next(struct drawing *drawing)
{
    drawing->frame_inputs.frame++;
    rmx_renderer_advance(drawing->renderer);
    rmx_values_frame(drawing->values, &drawing->frame_inputs, drawing->block);
    rmx_renderer_draw(drawing->renderer, drawing->block);
    assert_true(rmx_renderer_read(drawing->renderer, drawing->pixels));
}

static struct rmx_generation *load(const char *text, const int *size)
{
    return stage_load(&(struct stage_params){.text = text, .width = size[0], .height = size[1]});
}

static void in_turns_each_size_is_as_if_alone(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof(scenes) / sizeof(*scenes); s++) {
        struct rmx_generation *alone[SIZES];
        struct drawing wanted[SIZES], drawings[SIZES];
        struct rmx_generation *generation = load(scenes[s].text, sizes[0]);
        for (int i = 0; i < SIZES; i++) {
            alone[i] = load(scenes[s].text, sizes[i]);
            wanted[i] = begin(alone[i], alone[i]->renderer, sizes[i]);
            drawings[i] = begin(generation, i ? NULL : generation->renderer, sizes[i]);
        }
        for (int i = 0; i < SIZES * FRAMES; i++) {
            struct drawing *drawing = &drawings[i % SIZES];
            draw_next(drawing);
            draw_next(&wanted[i % SIZES]);
            if (memcmp(drawing->pixels, wanted[i % SIZES].pixels, drawing->size))
                fail_msg("%s: frame %d of size %d is another one than alone", scenes[s].what,
                         i / SIZES, i % SIZES);
        }
        for (int i = 0; i < SIZES; i++) {
            end(&drawings[i]);
            end(&wanted[i]);
            rmx_generation_destroy(alone[i]);
        }
        rmx_generation_destroy(generation);
    }
}

// While one is drawn, the other forgets, or is out of the context.
static void one_that_forgets_or_leaves_disturbs_no_other(void **state)
{
    (void)state;
    struct rmx_generation *generation = load(scenes[0].text, sizes[0]);
    struct rmx_generation *alone = load(scenes[0].text, sizes[0]);
    struct drawing drawing = begin(generation, generation->renderer, sizes[0]);
    struct drawing wanted = begin(alone, alone->renderer, sizes[0]);
    struct drawing other = begin(generation, NULL, sizes[1]);
    for (int frame = 0; frame < FRAMES; frame++) {
        draw_next(&other);
        rmx_renderer_forget(other.renderer);
        rmx_renderer_warm(other.renderer, other.block);
        rmx_renderer_leave(other.renderer);
        draw_next(&drawing);
        draw_next(&wanted);
        assert_memory_equal(drawing.pixels, wanted.pixels, drawing.size);
        rmx_renderer_enter(other.renderer);
    }
    end(&drawing);
    end(&other);
    end(&wanted);
    rmx_generation_destroy(alone);
    rmx_generation_destroy(generation);
}

// An output that takes another size goes on from the pictures that it had: at the same size they
// are the same bytes.
static void state_goes_over_to_another_renderer_of_the_plan(void **state)
{
    enum { WITH_STATE = 4 };
    (void)state;
    for (size_t s = 0; s < WITH_STATE; s++) {
        struct rmx_generation *generation = load(scenes[s].text, sizes[0]);
        struct rmx_generation *alone = load(scenes[s].text, sizes[0]);
        struct drawing before = begin(generation, generation->renderer, sizes[0]);
        struct drawing after = begin(generation, NULL, sizes[0]);
        struct drawing wanted = begin(alone, alone->renderer, sizes[0]);
        for (int frame = 0; frame < 2 * FRAMES; frame++) {
            if (frame == FRAMES)
                rmx_renderer_transfer(after.renderer, before.renderer);
            draw_next(&wanted);
            if (frame < FRAMES) {
                draw_next(&before);
                after.frame_inputs.frame++;
                continue;
            }
            draw_next(&after);
            if (memcmp(after.pixels, wanted.pixels, wanted.size))
                fail_msg("%s: frame %d is another one after the transfer", scenes[s].what, frame);
        }
        end(&before);
        end(&after);
        end(&wanted);
        rmx_generation_destroy(alone);
        rmx_generation_destroy(generation);
    }
}

static int count_programs(void)
{
    int count = 0;
    for (GLuint name = 1; name < MOST_PROGRAMS; name++)
        count += glIsProgram(name);
    return count;
}

static void another_size_compiles_and_uploads_nothing(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof(scenes) / sizeof(*scenes); s++) {
        struct rmx_generation *generation = load(scenes[s].text, sizes[0]);
        struct drawing first = begin(generation, generation->renderer, sizes[0]);
        draw_next(&first);
        int programs = count_programs();
        struct drawing other = begin(generation, NULL, sizes[1]);
        draw_next(&other);
        struct rmx_renderer_counts all, none;
        rmx_renderer_counts(first.renderer, &all);
        rmx_renderer_counts(other.renderer, &none);
        assert_true(all.programs_made > 0 && all.compile_ms > 0.0);
        assert_int_equal(none.programs, all.programs);
        assert_int_equal(none.programs_made + none.programs_compiled, 0);
        assert_true(none.compile_ms + none.upload_ms == 0.0);
        if (count_programs() != programs)
            fail_msg("%s: %d programs are %d now", scenes[s].what, programs, count_programs());
        end(&other);
        end(&first);
        rmx_generation_destroy(generation);
    }
}

static void either_may_be_destroyed_first(void **state)
{
    (void)state;
    for (int first = 0; first < 2; first++) {
        struct rmx_generation *generation = load(scenes[6].text, sizes[0]);
        int before = rmx_context_objects(generation->context);
        struct drawing other = begin(generation, NULL, sizes[1]);
        draw_next(&other);
        if (first) {
            rmx_renderer_destroy(generation->renderer);
            generation->renderer = NULL;
            draw_next(&other);
        }
        end(&other);
        int after = rmx_context_objects(generation->context);
        assert_true(first ? after < before : after == before);
        rmx_generation_destroy(generation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_turns_each_size_is_as_if_alone),
        cmocka_unit_test(one_that_forgets_or_leaves_disturbs_no_other),
        cmocka_unit_test(state_goes_over_to_another_renderer_of_the_plan),
        cmocka_unit_test(another_size_compiles_and_uploads_nothing),
        cmocka_unit_test(either_may_be_destroyed_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
