// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine itself costs on a large scene: 20 layers, 8 effects each, 500 expressions.
//
//   bench_plan [ROUNDS]
//
// Planning and emitting, then a frame's numbers and GL calls with the drawing switched off; all of
// it as processor time.
#include "bench/bench.h"

#include <GL/glew.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAYERS = 20, MOST_ROUNDS = 10000 };

// Two chains of eight, 24 expressions each: one for every '@'.
static const char *const chains[] = {
    "      - rotate: {angle: @, center: [@, @]}\n"
    "      - kaleidoscope: {angle: @, turn: @, zoom: @, center: [@, 0.5]}\n"
    "      - tiles: {amount: @, angle: @, light: @, background: [@, @, @, 1]}\n"
    "      - posterize: {softness: @}\n"
    "      - hue: {angle: @}\n"
    "      - contrast: {amount: @, level: @}\n"
    "      - saturate: {amount: @}\n"
    "      - vignette: {amount: @, radius: @, softness: @, color: [@, @, @, 1]}\n",
    "      - scroll: {x: @, y: @}\n"
    "      - twirl: {turns: @, radius: @, center: [@, @]}\n"
    "      - shards: {amount: @, angle: @, light: @, variety: @}\n"
    "      - levels: {black: @, gamma: @}\n"
    "      - tint: {color: [@, @, @, 1], amount: @}\n"
    "      - threshold: {level: @, softness: @, amount: @, ink: [@, @, 0.1, 1]}\n"
    "      - misregister: {angle: @, turn: @}\n"
    "      - channel_shift: {angle: @}\n",
};

static const char *const pictures[] = {"asset:coffee.jpg", "asset:chelsea-the-cat.jpg",
                                       "asset:rocket-at-dusk.jpg"};

static int add_expressions(struct rmx_text *out, const char *text, int count)
{
    for (; *text; text++) {
        if (*text == '@')
            rmx_text_printf(out, "0.5 + 0.25 * wave(time * 0.%02d + energy)", 1 + count++ % 97);
        else
            rmx_text_add_n(out, text, 1);
    }
    return count;
}

static int write_scene(struct rmx_text *out)
{
    int count = 0;
    rmx_text_add(out, "size: 320x180\nknobs:\n  energy: {from: 0, to: 1, at: 0.3}\nlayers:\n");
    for (int i = 0; i < LAYERS; i++) {
        rmx_text_printf(out, "  - picture: %s\n    opacity: ", pictures[i % 3]);
        count = add_expressions(out, "@\n    chain:\n", count);
        count = add_expressions(out, chains[i % 2], count);
    }
    return count;
}

static double plan_once(const struct rmx_plan *plan)
{
    struct rmx_arena *arena = rmx_arena_create();
    double from_ms = bench_processor_ms();
    if (!rmx_plan_create(arena, plan->scene, &plan->params))
        bench_fail("no plan");
    double ms = bench_processor_ms() - from_ms;
    rmx_arena_destroy(arena);
    return ms;
}

static void planning(const struct bench_scene *scene, int rounds)
{
    static double ms[MOST_ROUNDS];
    const struct rmx_plan *plan = scene->generation->plan;
    size_t letters = 0;
    for (int p = 0; p < plan->pass_count; p++)
        letters += strlen(plan->passes[p].glsl);
    for (int i = 0; i < rounds; i++)
        ms[i] = plan_once(plan);
    printf("%d steps in %d passes, %zu KiB of GLSL, %d bytes of parameters\n", plan->step_count,
           plan->pass_count, letters / 1024, plan->block_size);
    bench_at_most("planning and emitting 20 layers of 8 effects", bench_median(ms, rounds), 5,
                  " ms");
}

static void frames(struct bench_scene *scene, int rounds)
{
    static double numbers_ms[MOST_ROUNDS], calls_ms[MOST_ROUNDS], both_ms[MOST_ROUNDS];
    struct rmx_renderer *renderer = scene->generation->renderer;
    for (int i = -10; i < rounds; i++) {
        double from_ms = bench_processor_ms();
        bench_values(scene, i + 11);
        double values_ms = bench_processor_ms();
        rmx_renderer_draw(renderer, scene->block);
        double end_ms = bench_processor_ms();
        glFlush();
        if (i < 0)
            continue;
        numbers_ms[i] = values_ms - from_ms;
        calls_ms[i] = end_ms - values_ms;
        both_ms[i] = end_ms - from_ms;
    }
    printf("a frame's numbers %.3f ms, its GL calls %.3f ms\n", bench_median(numbers_ms, rounds),
           bench_median(calls_ms, rounds));
    bench_at_most("its frame, drawing switched off", bench_median(both_ms, rounds), 0.3, " ms");
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 300;
    struct rmx_text text = {0};
    struct bench_scene scene;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        bench_fail("1 to %d rounds", MOST_ROUNDS);
    setenv("GALLIUM_NOOP", "true", 1); // Mesa's: commands are taken and nothing is drawn
    int expressions = write_scene(&text);
    if (!bench_open(&scene, &(struct bench_scene_params){.text = rmx_text_string(&text),
                                                         .until = RMX_LOAD_RENDERER}))
        return 1;
    printf("%d layers with 8 effects each, %d expressions: median of %d\n", LAYERS, expressions,
           rounds);
    planning(&scene, rounds);
    frames(&scene, rounds);
    bench_close(&scene);
    rmx_text_finish(&text);
    return 0;
}
