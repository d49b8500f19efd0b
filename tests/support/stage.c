// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/stage.h"

#include "runtime/inner.h"

#include "base/file.h"
#include "support/signals.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct rmx_context *context;

static struct rmx_context *shared_context(void)
{
    char why[256];
    if (!context)
        context = rmx_context_create(why, (int)sizeof(why));
    if (!context)
        fail_msg("no GL: %s", why);
    return context;
}

static void fail_with_errors(const struct rmx_generation *generation)
{
    struct rmx_text text = {0};
    for (int i = 0; i < generation->errors.count; i++)
        rmx_error_format(&text, &generation->errors.items[i]);
    fail_msg("not loaded: %s %s", generation->why, rmx_text_string(&text));
}

// The text goes to a file in a fresh folder, which is gone again before the test goes on.
static char *write_text(struct rmx_arena *arena, const char *text)
{
    const char *base = getenv("TMPDIR");
    char *folder = rmx_arena_printf(arena, "%s/remontage-XXXXXX", base && *base ? base : "/tmp");
    assert_non_null(mkdtemp(folder));
    char *path = rmx_arena_printf(arena, "%s/scene.yaml", folder);
    assert_true(rmx_file_write(path, text, strlen(text)));
    return path;
}

static void remove_text(struct rmx_arena *arena, const char *path)
{
    unlink(path);
    rmdir(rmx_path_folder(arena, path));
}

struct rmx_generation *stage_load(const struct stage_params *params)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *written = params->path ? NULL : write_text(arena, params->text);
    const char *allow[] = {params->allow};
    const char *folders[] = {params->effects};
    const struct rmx_settings settings = {
        .scene = written ? written : params->path,
        .chain = params->chain,
        .allow = allow,
        .allow_count = params->allow ? 1 : 0,
        .effects = folders,
        .effect_count = params->effects ? 1 : 0,
        .size = {.width = params->width ? params->width : 160,
                 .height = params->height ? params->height : 90},
        .depth = (int)params->depth,
        .samples = params->jitter ? 3 : 0,
        .loop_rounds = params->loop_rounds,
        .no_fuse = params->no_fuse,
        .no_hoist = params->no_hoist,
        .snap = params->snap,
        .leaves_open = params->leaves_open,
        .keeps_nan = params->keeps_nan,
        .unclamped = params->unclamped,
        .redraws = params->shows,
        .offered = params->offered,
    };
    const struct rmx_load_params load = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = shared_context()};
    struct rmx_generation *generation = rmx_generation_create(&load);
    if (written)
        remove_text(arena, written);
    rmx_arena_destroy(arena);
    if (generation->status != RMX_LOADED)
        fail_with_errors(generation);
    return generation;
}

struct rmx_frame_inputs stage_frame_inputs(const struct rmx_generation *generation, long long frame)
{
    return (struct rmx_frame_inputs){
        .frame = frame,
        .fps = generation->scene->fps,
        .width = generation->width,
        .height = generation->height,
    };
}

void stage_draw_frames(const struct rmx_generation *generation, int first, int last)
{
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    if (!block)
        abort();
    for (int frame = first; frame <= last; frame++) {
        struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, frame);
        rmx_values_frame(values, &frame_inputs, block);
        rmx_renderer_advance(generation->renderer);
        rmx_renderer_draw(generation->renderer, block);
    }
    free(block);
    rmx_values_destroy(values);
}

static float channel(enum rmx_format format, const void *pixels, size_t i)
{
    switch (format) {
    case RMX_FORMAT_RGBA8: return (float)((const unsigned char *)pixels)[i] / 255.0f;
    case RMX_FORMAT_RGBA16: return (float)((const unsigned short *)pixels)[i] / 65535.0f;
    case RMX_FORMAT_RGBA16F:
    case RMX_FORMAT_RGBA32F: break;
    }
    return ((const float *)pixels)[i];
}

struct stage_picture stage_read(const struct rmx_generation *generation)
{
    const struct rmx_plan *plan = generation->plan;
    enum rmx_format format = plan->passes[plan->pass_count - 1].format;
    size_t count = (size_t)generation->width * (size_t)generation->height * 4;
    void *raw = calloc(count, sizeof(float));
    struct stage_picture picture = {.width = generation->width,
                                    .height = generation->height,
                                    .pixels = calloc(count, sizeof(float))};
    picture.passes = plan->pass_count;
    assert_true(raw && picture.pixels);
    assert_true(rmx_renderer_read(generation->renderer, raw));
    for (size_t i = 0; i < count; i++)
        picture.pixels[i] = channel(format, raw, i);
    free(raw);
    return picture;
}

struct stage_picture stage_render(const struct stage_params *params)
{
    struct rmx_generation *generation = stage_load(params);
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    assert_non_null(block);
    struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, params->frame);
    frame_inputs.provided = signals_provided(generation->arena, generation->scene, params->knobs);
    bool has_state = generation->plan->has_state || rmx_inner_has_state(generation);
    for (frame_inputs.frame = has_state ? 0 : params->frame; frame_inputs.frame <= params->frame;
         frame_inputs.frame++) {
        rmx_renderer_advance(generation->renderer);
        rmx_values_frame(values, &frame_inputs, block);
        rmx_inner_draw(generation, values, &frame_inputs, 1);
        rmx_renderer_hear(generation->renderer, params->sound);
        rmx_renderer_draw(generation->renderer, block);
    }
    struct stage_picture picture = stage_read(generation);
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
    return picture;
}

void stage_finish(struct stage_picture *picture)
{
    free(picture->pixels);
    *picture = (struct stage_picture){0};
}

struct stage_difference stage_compare(const struct stage_picture *a, const struct stage_picture *b)
{
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->height, b->height);
    struct stage_difference result = {.fewer = b->passes - a->passes};
    double squares = 0.0;
    int past = 0, count = a->width * a->height;
    for (int i = 0; i < count; i++) {
        double largest = 0.0;
        for (int c = 0; c < 4; c++) {
            double d = fabs((double)a->pixels[i * 4 + c] - (double)b->pixels[i * 4 + c]);
            squares += d * d;
            largest = fmax(largest, d);
        }
        past += largest > 2.0 / 255.0;
        if (largest > result.largest) {
            result.largest = largest;
            result.x = i % a->width;
            result.y = i / a->width;
        }
    }
    result.past = (double)past / count;
    result.psnr = squares > 0.0 ? 10.0 * log10(4.0 * count / squares) : 999.0;
    return result;
}
