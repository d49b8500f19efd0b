// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/budget.h"

#include "plan/values.h"
#include "runtime/generation_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

long long rmx_budget_allowed(const struct rmx_settings *settings)
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    if (settings->memory_bytes > 0)
        return settings->memory_bytes;
    return pages > 0 && page > 0 ? (long long)pages * page / 4 : 1LL << 30;
}

// The rest is for what is drawn, which is known later. What is too little for any picture is told
// by the check.
long long rmx_budget_for_sources(const struct rmx_budget *memory)
{
    long long left = memory->most / 4 * 3 - memory->taken - memory->sources;
    return left > memory->most / 16 ? left : memory->most / 16;
}

long long rmx_budget_of_texture(int width, int height, int pixel_bytes, bool mips)
{
    long long bytes = (long long)width * height * pixel_bytes;
    return mips ? bytes / 3 * 4 : bytes;
}

void rmx_budget_share(long long *bytes, int count, long long most)
{
    long long left = most, each = 0;
    int open = count, before = -1; // those that are larger than their part
    while (open > 0 && open != before) {
        before = open;
        each = left / open;
        left = most;
        open = 0;
        for (int i = 0; i < count; i++) {
            open += bytes[i] > each;
            left -= bytes[i] > each ? 0 : bytes[i];
        }
    }
    for (int i = 0; i < count && open > 0; i++)
        bytes[i] = bytes[i] > each ? each : bytes[i];
}

const char *rmx_budget_words(long long bytes, char *text, size_t size)
{
    const double mib = (double)bytes / (1 << 20);
    if (mib >= 1024)
        snprintf(text, size, "%.1f GiB", mib / 1024);
    else if (mib >= 1)
        snprintf(text, size, mib < 10 ? "%.1f MiB" : "%.0f MiB", mib);
    else
        snprintf(text, size, "%.0f KiB", mib * 1024);
    return text;
}

static int pixel_bytes(enum rmx_format format)
{
    switch (format) {
    case RMX_FORMAT_RGBA8: return 4;
    case RMX_FORMAT_RGBA16:
    case RMX_FORMAT_RGBA16F: return 8;
    case RMX_FORMAT_RGBA32F: break;
    }
    return 16;
}

// The plan's block in the scene's first frame, for the passes that have sizes of their own; NULL:
// there are none. The caller's to free.
static unsigned char *first_block(const struct rmx_plan *plan)
{
    bool any = false;
    for (int p = 0; p < plan->pass_count; p++)
        any |= plan->passes[p].sized;
    unsigned char *block = any ? calloc(1, (size_t)plan->block_size + 1) : NULL;
    if (!block)
        return NULL;
    struct rmx_values *values = rmx_values_create(plan);
    const struct rmx_frame_inputs first = {.fps = plan->scene->fps > 0 ? plan->scene->fps : 30,
                                           .width = plan->width,
                                           .height = plan->height};
    rmx_values_frame(values, &first, block);
    rmx_values_destroy(values);
    return block;
}

static long long bytes_of(const struct rmx_plan *plan, const struct rmx_pass *pass,
                          const unsigned char *block)
{
    float size[2] = {(float)plan->width, (float)plan->height};
    if (pass->sized && block)
        memcpy(size, block + pass->block_offset, sizeof(size));
    return rmx_budget_of_texture((int)size[0], (int)size[1], pixel_bytes(pass->format),
                                 pass->mips) *
           (pass->doubles ? 2 : 1);
}

static long long bytes_of_fragments(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    const struct rmx_fragments_plan *fragments = pass->fragments;
    if (!fragments || !fragments->picture_count)
        return 0;
    int layers = fragments->picture_count + fragments->ring_count * fragments->ring;
    int from = rmx_plan_feeding_pass(plan, &pass->textures[pass->texture_count - 1]);
    enum rmx_format format = from < 0 ? pass->format : plan->passes[from].format;
    return layers * rmx_budget_of_texture(plan->width >> fragments->downscale_log2,
                                          plan->height >> fragments->downscale_log2,
                                          pixel_bytes(format), true);
}

static void hold(struct rmx_budget *memory, const struct rmx_plan *plan,
                 const struct rmx_pass *pass, long long bytes)
{
    if (bytes > memory->held) {
        memory->held = bytes;
        memory->holder = plan->steps[pass->root].label;
    }
}

// Passes that take turns at a texture are counted by the largest of them. Pictures that fragments
// are cut from are layers of their array.
static void add_targets(const struct rmx_plan *plan, struct rmx_budget *memory)
{
    unsigned char *block = first_block(plan);
    long long *targets = calloc((size_t)plan->target_count + 1, sizeof(*targets));
    for (int p = 0; p < plan->pass_count; p++) {
        const struct rmx_pass *pass = &plan->passes[p];
        long long bytes = plan->steps[pass->root].array ? 0 : bytes_of(plan, pass, block);
        long long cut = bytes_of_fragments(plan, pass);
        hold(memory, plan, pass, bytes + cut);
        memory->drawn += cut;
        if (targets && bytes > targets[pass->target])
            targets[pass->target] = bytes;
    }
    for (int t = 0; targets && t < plan->target_count; t++)
        memory->drawn += targets[t];
    free(targets);
    free(block);
}

// The sums of --samples.
static void add_samples(const struct rmx_generation *generation, struct rmx_budget *memory)
{
    if (generation->settings.samples > 1)
        memory->drawn += rmx_budget_of_texture(generation->plan->width, generation->plan->height,
                                               2 * pixel_bytes(RMX_FORMAT_RGBA32F), false);
}

// At the largest source where sources take most of it; what is drawn has its label in the hint.
static struct rmx_span place_of(const struct rmx_loading *loading)
{
    const struct rmx_scene *scene = loading->generation->scene;
    long long most = 0;
    struct rmx_span span = {0};
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_source_info *info = &loading->infos[i];
        long long pixels = (long long)info->width * info->height;
        if (pixels > most) {
            most = pixels;
            span = scene->sources[i].span;
        }
    }
    return span;
}

bool rmx_budget_check(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_budget *memory = &generation->memory;
    char all[16], most[16], sources[16], drawn[16], held[16];
    memory->drawn = memory->held = 0;
    add_targets(generation->plan, memory);
    add_samples(generation, memory);
    long long sum = memory->taken + memory->sources + memory->drawn;
    if (sum <= memory->most)
        return true;
    rmx_errors_add(&generation->errors, place_of(loading), "too-much-memory",
                   "the scene's pictures take %s together, and %s are allowed",
                   rmx_budget_words(sum, all, sizeof(all)),
                   rmx_budget_words(memory->most, most, sizeof(most)))
        ->hint = rmx_arena_printf(
        generation->arena,
        "sources %s, what is drawn %s (most of it %s: %s); --memory %lldG allows it",
        rmx_budget_words(memory->taken + memory->sources, sources, sizeof(sources)),
        rmx_budget_words(memory->drawn, drawn, sizeof(drawn)), memory->holder,
        rmx_budget_words(memory->held, held, sizeof(held)), (sum >> 30) + 1);
    return rmx_loading_stop(generation, RMX_LOAD_ERRORS);
}
