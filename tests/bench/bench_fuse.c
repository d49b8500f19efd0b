// SPDX-License-Identifier: GPL-3.0-or-later
// Fused = unfused: every scene in scenes/, and random chains of our own effects.
//
//   bench_fuse [CHAINS [FIRST]]
//
// Both plans take their taps at pixels' centres and keep 32 bits (--snap --depth 32). No channel
// may differ by more than 2/255, but on half a percent of the pixels, which lie beside steps.
#include "base/file.h"
#include "bench/bench.h"
#include "support/chains.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 160, HEIGHT = 90, PIXELS = WIDTH * HEIGHT };

struct difference {
    double largest, past, psnr; // `past` is a share of the pixels
};

struct totals {
    int count, broken;
    double largest, past, psnr;
};

static void render(const struct bench_scene_params *params, float *pixels, int *passes)
{
    struct bench_scene scene;
    if (!bench_open(&scene, params))
        exit(1);
    bench_draw(&scene, 12);
    if (!rmx_renderer_read(scene.generation->renderer, pixels))
        exit(1);
    *passes = scene.generation->plan->pass_count;
    bench_close(&scene);
}

static struct difference compare(const float *a, const float *b)
{
    struct difference d = {0};
    double squares = 0;
    for (int i = 0; i < PIXELS; i++) {
        double largest = 0;
        for (int c = 0; c < 4; c++) {
            double apart = fabs((double)a[i * 4 + c] - (double)b[i * 4 + c]);
            largest = fmax(largest, apart);
            squares += apart * apart;
        }
        d.largest = fmax(d.largest, largest);
        d.past += largest > 2.0 / 255.0;
    }
    d.past /= PIXELS;
    d.psnr = squares > 0 ? 10 * log10(4.0 * PIXELS / squares) : 999;
    return d;
}

static void measure(struct totals *totals, const char *name, struct bench_scene_params params)
{
    static float fused[PIXELS * 4], unfused[PIXELS * 4];
    int passes, more;
    params.width = WIDTH;
    params.height = HEIGHT;
    params.depth = 32;
    params.snap = true;
    params.until = RMX_LOAD_RENDERER;
    render(&params, fused, &passes);
    params.no_fuse = true;
    render(&params, unfused, &more);
    struct difference d = compare(fused, unfused);
    bool broken = d.past > 0.005;
    if (broken || !params.chain)
        printf("%-28s %3d / %-3d %9.5f %8.4f %% %8.1f%s\n", name, passes, more, d.largest,
               100 * d.past, d.psnr, broken ? "  BROKEN" : "");
    if (broken && params.chain)
        printf("    %s\n", params.chain);
    totals->count++;
    totals->broken += broken;
    totals->largest = fmax(totals->largest, d.largest);
    totals->past = fmax(totals->past, d.past);
    totals->psnr = fmin(totals->psnr, d.psnr);
}

static void scenes(struct totals *totals)
{
    glob_t found;
    if (glob(bench_path("scenes/*.yaml"), 0, NULL, &found) != 0)
        bench_fail("no scenes");
    for (size_t i = 0; i < found.gl_pathc; i++)
        measure(totals, rmx_path_file(found.gl_pathv[i]),
                (struct bench_scene_params){.path = found.gl_pathv[i]});
    globfree(&found);
}

static void chains(struct totals *totals, int first, int count)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    for (int i = first; i < first + count; i++) {
        char *chain = chains_random(arena, catalog, (uint32_t)i);
        char *name = rmx_arena_printf(arena, "chain %d", i);
        measure(
            totals, name,
            (struct bench_scene_params){.path = bench_path("assets/coffee.jpg"), .chain = chain});
    }
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}

static void print_totals(const char *what, const struct totals *totals)
{
    char text[64];
    snprintf(text, sizeof(text), "fused = unfused, %s, most pixels past 2/255", what);
    printf("%d %s: largest difference %.5f (2/255 is %.5f), PSNR %.1f dB at least, %d broken\n",
           totals->count, what, totals->largest, 2 / 255.0, totals->psnr, totals->broken);
    bench_at_most(text, 100 * totals->past, 0.5, " %");
}

int main(int argc, char **argv)
{
    struct totals of_scenes = {.psnr = 999}, of_chains = {.psnr = 999};
    int count = argc > 1 ? atoi(argv[1]) : 200, first = argc > 2 ? atoi(argv[2]) : 1;
    printf("fused = unfused, %d x %d\n%-28s %9s %9s %10s %8s\n", WIDTH, HEIGHT, "", "passes",
           "largest", "past", "PSNR");
    scenes(&of_scenes);
    chains(&of_chains, first, count);
    print_totals("scenes", &of_scenes);
    print_totals("random chains", &of_chains);
    return of_scenes.broken || of_chains.broken;
}
