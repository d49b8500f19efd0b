// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include "base/file.h"
#include "bench/hand.h"
#include "support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void bench_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("benchmark: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

const char *bench_folder(void)
{
    const char *folder = test_scratch("benchmark");
    if (!folder)
        bench_fail("no folder can be made");
    return folder;
}

static void verdict(bool reached, const char *what, double value, const char *side, double bound,
                    const char *unit)
{
    printf("%-8s %-48s %8.3f%s (%s %g)\n", reached ? "reached" : "MISSED", what, value, unit, side,
           bound);
}

void bench_at_most(const char *what, double value, double bound, const char *unit)
{
    verdict(value <= bound, what, value, "at most", bound, unit);
}

void bench_at_least(const char *what, double value, double bound, const char *unit)
{
    verdict(value >= bound, what, value, "at least", bound, unit);
}

const char *bench_path(const char *path)
{
    static struct rmx_arena *arena;
    arena = arena ? arena : rmx_arena_create();
    return rmx_arena_printf(arena, "%s/%s", hand_root(), path);
}

struct rmx_context *bench_context(void)
{
    static struct rmx_context *context;
    char why[256];
    if (!context && !(context = rmx_context_create(why, (int)sizeof(why))))
        bench_fail("%s", why);
    return context;
}

// The loader wants a file: a text gets one for as long as it is read.
static const char *write_text(struct rmx_arena *arena, const char *text)
{
    const char *base = getenv("TMPDIR");
    char *path = rmx_arena_printf(arena, "%s/remontage-XXXXXX.yaml", base && *base ? base : "/tmp");
    int file = mkstemps(path, 5);
    if (file < 0 || close(file) != 0 || !rmx_file_write(path, text, strlen(text)))
        bench_fail("cannot write %s", path);
    return path;
}

static void print_errors(const struct rmx_generation *generation)
{
    struct rmx_text text = {0};
    for (int i = 0; i < generation->errors.count; i++)
        rmx_error_format(&text, &generation->errors.items[i]);
    fprintf(stderr, "%s%s\n", rmx_text_string(&text), generation->why);
    rmx_text_finish(&text);
}

bool bench_open(struct bench_scene *scene, const struct bench_scene_params *params)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *written = params->path ? NULL : write_text(arena, params->text);
    const char *folder = params->effects;
    const struct rmx_settings settings = {
        .scene = written ? written : params->path,
        .chain = params->chain,
        .effects = &folder,
        .effect_count = folder != NULL,
        .size = {.width = params->width, .height = params->height},
        .depth = (int)params->depth,
        .no_fuse = params->no_fuse,
        .no_hoist = params->no_hoist,
        .snap = params->snap,
        .ledger = params->ledger,
        .leaves_open = params->leaves_open,
        .samples = params->samples,
    };
    const struct rmx_load_params load = {
        .settings = &settings,
        .until = params->until,
        .context = params->until == RMX_LOAD_RENDERER ? bench_context() : NULL,
        .store = params->store,
    };
    *scene = (struct bench_scene){.generation = rmx_generation_create(&load)};
    if (written)
        unlink(written);
    rmx_arena_destroy(arena);
    struct rmx_generation *generation = scene->generation;
    if (generation->status != RMX_LOADED) {
        print_errors(generation);
        return false;
    }
    scene->width = generation->width;
    scene->height = generation->height;
    if (generation->plan) {
        scene->values = rmx_values_create(generation->plan);
        scene->block = RMX_NEW(generation->arena, unsigned char, generation->plan->block_size);
    }
    return true;
}

void bench_close(struct bench_scene *scene)
{
    rmx_values_destroy(scene->values);
    rmx_generation_destroy(scene->generation);
    *scene = (struct bench_scene){0};
}

void bench_values(struct bench_scene *scene, long long frame)
{
    const struct rmx_frame_inputs frame_inputs = {
        .frame = frame,
        .fps = scene->generation->scene->fps,
        .width = scene->width,
        .height = scene->height,
    };
    rmx_values_frame(scene->values, &frame_inputs, scene->block);
}

void bench_draw(struct bench_scene *scene, long long frame)
{
    bench_values(scene, frame);
    rmx_renderer_draw(scene->generation->renderer, scene->block);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *numbers, int count)
{
    qsort(numbers, (size_t)count, sizeof(*numbers), by_size);
    return count % 2 ? numbers[count / 2] : (numbers[count / 2 - 1] + numbers[count / 2]) / 2.0;
}

double bench_median_ratio(const double *a, const double *b, int count)
{
    double *ratios = calloc((size_t)count, sizeof(*ratios));
    if (!ratios)
        bench_fail("no memory");
    for (int i = 0; i < count; i++)
        ratios[i] = a[i] / b[i];
    double median = bench_median(ratios, count);
    free(ratios);
    return median;
}

double bench_processor_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}
