// SPDX-License-Identifier: GPL-3.0-or-later
// Every effect of ours alone, hoisted and with --no-hoist, at 1920 x 1080.
//
//   bench_hoist [ROUNDS [NAME...]]
//
// Processor time, in turns, medians of the rounds. One that seems slower is measured again with
// four times as many rounds.
#include "bench/bench.h"
#include "catalog/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1920, HEIGHT = 1080, MOST_ROUNDS = 400, AGAIN = 4 };

enum way { HOISTED, PLAIN, WAYS };

static double times[WAYS][MOST_ROUNDS];
static struct rmx_store *store;

static const char *scene_of(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    if (effect->role == RMX_ROLE_GENERATOR)
        return rmx_arena_printf(arena, "layers: [{generate: %s}]\n", effect->name);
    const char *inputs = effect->role == RMX_ROLE_TRANSITION ? "to: to, progress: 0.4" : "";
    return rmx_arena_printf(arena,
                            "sources: {to: asset:retina.jpg}\n"
                            "layers: [{picture: asset:nagasaki-boats.jpg, chain: [{%s: {%s}}]}]\n",
                            effect->name, inputs);
}

// What stands still is not drawn again but for a frame that forgets all before it.
static double draw_ms(struct bench_scene *scene, int round)
{
    rmx_renderer_forget(scene->generation->renderer);
    double from_ms = bench_processor_ms();
    scene->block[0] ^= 1; // the last bit of the canvas's width, as a float: no pixel's difference
    rmx_renderer_draw(scene->generation->renderer, scene->block);
    rmx_renderer_wait(scene->generation->renderer);
    return round < 0 ? 0 : bench_processor_ms() - from_ms;
}

static double ratio_of(struct bench_scene *scenes, int rounds)
{
    for (enum way way = 0; way < WAYS; way++)
        bench_values(&scenes[way], 10);
    for (int round = -1; round < rounds; round++)
        for (enum way way = 0; way < WAYS; way++) {
            double ms = draw_ms(&scenes[way], round);
            if (round >= 0)
                times[way][round] = ms;
        }
    return bench_median_ratio(times[HOISTED], times[PLAIN], rounds);
}

static double measure(struct rmx_arena *arena, const struct rmx_effect *effect, int rounds)
{
    struct bench_scene scenes[WAYS];
    for (enum way way = 0; way < WAYS; way++)
        if (!bench_open(&scenes[way], &(struct bench_scene_params){.text = scene_of(arena, effect),
                                                                   .width = WIDTH,
                                                                   .height = HEIGHT,
                                                                   .no_hoist = way == PLAIN,
                                                                   .store = store,
                                                                   .until = RMX_LOAD_RENDERER}))
            exit(1);
    double ratio = ratio_of(scenes, rounds);
    if (ratio > 1.0 && rounds * AGAIN <= MOST_ROUNDS)
        ratio = ratio_of(scenes, rounds * AGAIN);
    printf("%-20s %8.1f ms %8.1f ms %6.3f x\n", effect->name, bench_median(times[HOISTED], rounds),
           bench_median(times[PLAIN], rounds), ratio);
    fflush(stdout);
    for (enum way way = 0; way < WAYS; way++)
        bench_close(&scenes[way]);
    return ratio;
}

static bool is_wanted(const struct rmx_effect *effect, int argc, char **argv)
{
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], effect->name) == 0)
            return true;
    return argc < 3 && strcmp(effect->folder, "blend") != 0;
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 5, count, measured = 0;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        bench_fail("1 to %d rounds", MOST_ROUNDS);
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    double *ratios = RMX_NEW(arena, double, count), worst = 0;
    store = rmx_store_create();
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = arena};
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        if (!effect || !is_wanted(effect, argc, argv))
            continue;
        double ratio = ratios[measured++] = measure(arena, effect, rounds);
        worst = ratio > worst ? ratio : worst;
    }
    bench_at_most("effects alone, hoisted / not: median", bench_median(ratios, measured), 1.0,
                  " x");
    bench_at_most("effects alone, hoisted / not: the worst", worst, 1.02, " x");
    rmx_store_destroy(store);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return 0;
}
