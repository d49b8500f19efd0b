// SPDX-License-Identifier: GPL-3.0-or-later
// What effects of several passes and pictures of their own past move, beside the least.
//
//   bench_memory [FRAMES]
//
// The least that the rules of an ISF host let be written in a frame: each target once, in its own
// size and depth, and the output once. That is counted from headers and by hand; the rest from
// draws. Read is what passes do read, each picture once; a copy is a pass that could be left out.
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 640, HEIGHT = 360, FRAMES = 8, MOST_TEXT = 400 };

struct totals {
    double worst; // written beside the least
    long long copied;
};

// A picture that moves, so that everything is drawn in each frame.
static const char moving[] = "layers:\n  - picture: asset:chelsea-the-cat.jpg\n"
                             "    chain: [rotate: {angle: time * 20}, %s]\n";

// Written by hand: the depth of what goes round, and the output.
static const struct {
    const char *name, *scene;
    int least; // bytes a pixel
} pasts[] = {
    {"a layer's own past",
     "layers:\n  - name: a\n    picture: asset:coffee.jpg\n"
     "    chain: [dissolve: {to: a.past, progress: 0.9}]\n",
     8 + 4},
    {"the whole frame's past",
     "layers:\n  - picture: asset:coffee.jpg\n  - {picture: finish.past, opacity: 0.9}\n", 8 + 4},
    {"the same, written in 16 bits",
     "depth: 16\nlayers:\n  - picture: asset:coffee.jpg\n  - {picture: finish.past, opacity: "
     "0.9}\n",
     8},
};

static void draw(struct bench_scene *scene, long long frame)
{
    rmx_renderer_advance(scene->generation->renderer);
    bench_draw(scene, frame);
}

// The bytes of one frame, the first ones left out.
static struct rmx_traffic measure(struct bench_scene *scene, int frames)
{
    struct rmx_renderer_counts before, after;
    for (int i = 0; i < 2; i++)
        draw(scene, i);
    rmx_renderer_counts(scene->generation->renderer, &before);
    for (int i = 0; i < frames; i++)
        draw(scene, 2 + i);
    rmx_renderer_counts(scene->generation->renderer, &after);
    return (struct rmx_traffic){
        .written = (after.traffic.written - before.traffic.written) / frames,
        .read = (after.traffic.read - before.traffic.read) / frames,
        .mips = (after.traffic.mips - before.traffic.mips) / frames,
        .copied = (after.traffic.copied - before.traffic.copied) / frames,
    };
}

static long long target_bytes(const struct bench_scene *scene, const struct rmx_step *step)
{
    const struct rmx_pass *pass = &scene->generation->plan->passes[step->pass];
    float size[2] = {(float)scene->width, (float)scene->height};
    if (step->width || step->height)
        memcpy(size, scene->block + pass->block_offset, sizeof(size));
    return (long long)size[0] * (long long)size[1] * (step->is_float ? 16 : 4);
}

// Its targets and the output, of a scene with one such effect at the end of its only chain.
static long long least_of_effect(const struct bench_scene *scene)
{
    const struct rmx_plan *plan = scene->generation->plan;
    long long bytes = 4LL * scene->width * scene->height;
    for (int s = 0; s < plan->step_count; s++) {
        const struct rmx_step *step = &plan->steps[s];
        if (step->buffers && step->effect->passes[step->isf_pass].target)
            bytes += target_bytes(scene, step);
    }
    return bytes;
}

// What a host has before the effect begins: the picture that goes into it, where it is read often.
static long long input_bytes(const struct bench_scene *scene)
{
    const struct rmx_plan *plan = scene->generation->plan;
    long long bytes = 0;
    for (int p = 0; p < plan->pass_count - 1; p++)
        if (!plan->steps[plan->passes[p].root].buffers)
            bytes += 4LL * scene->width * scene->height;
    return bytes;
}

static void report(struct totals *totals, const char *name, long long least,
                   const struct rmx_traffic *moved)
{
    double ratio = (double)(moved->written + moved->mips) / (double)least;
    printf("%-30s %8.2f %8.2f %8.3f %8.2f %8.2f\n", name, (double)least / 1e6,
           (double)(moved->written + moved->mips) / 1e6, ratio, (double)moved->read / 1e6,
           (double)moved->copied / 1e6);
    totals->worst = ratio > totals->worst ? ratio : totals->worst;
    totals->copied += moved->copied;
}

static void measure_scene(struct totals *totals, const char *name, const char *text, int least,
                          int frames)
{
    struct bench_scene scene;
    const struct bench_scene_params params = {
        .text = text, .width = WIDTH, .height = HEIGHT, .until = RMX_LOAD_RENDERER};
    if (!bench_open(&scene, &params))
        exit(1);
    struct rmx_traffic moved = measure(&scene, frames);
    long long bytes =
        least ? (long long)least * WIDTH * HEIGHT : least_of_effect(&scene) + input_bytes(&scene);
    report(totals, name, bytes, &moved);
    bench_close(&scene);
}

static void measure_effects(struct totals *totals, int frames)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = arena};
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        char text[MOST_TEXT];
        if (!effect || !effect->is_ours || !effect->pass_count || effect->role != RMX_ROLE_FILTER)
            continue;
        snprintf(text, sizeof(text), moving, effect->name);
        measure_scene(totals, effect->name, text, 0, frames);
    }
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}

int main(int argc, char **argv)
{
    struct totals totals = {0};
    int frames = argc > 1 ? atoi(argv[1]) : FRAMES;
    printf("%d x %d, MB a frame %8s %8s %8s %8s %8s\n", WIDTH, HEIGHT, "least", "written", "ratio",
           "read", "copied");
    measure_effects(&totals, frames > 0 ? frames : 1);
    for (size_t i = 0; i < sizeof(pasts) / sizeof(*pasts); i++)
        measure_scene(&totals, pasts[i].name, pasts[i].scene, pasts[i].least, frames);
    bench_at_most("bytes written a frame beside the least", totals.worst, 1, " x");
    bench_at_most("bytes copied a frame", (double)totals.copied, 0, "");
    return 0;
}
