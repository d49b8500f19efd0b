// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine itself costs on a large scene: 20 layers, 8 effects each, 500 expressions.
//
//   bench_plan [ROUNDS]
//
// Planning and emitting, then a frame's numbers and GL calls with the drawing switched off; all of
// it as processor time.
#include "bench/bench.h"
#include "bench/large_scene.h"

#include <GL/glew.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 10000 };

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
        letters += strlen(plan->passes[p].shaders.fragment);
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
    int expressions = large_scene_write(&text, 0);
    if (!bench_open(&scene, &(struct bench_scene_params){.text = rmx_text_string(&text),
                                                         .until = RMX_LOAD_RENDERER}))
        return 1;
    printf("%d layers with 8 effects each, %d expressions: median of %d\n", LARGE_SCENE_LAYERS,
           expressions, rounds);
    planning(&scene, rounds);
    frames(&scene, rounds);
    bench_close(&scene);
    rmx_text_finish(&text);
    return 0;
}
