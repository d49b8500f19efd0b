// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan takes of the memory, and how far it may grow.
#include "plan/levels.h"
#include "plan/pass_size.h"
#include "plan/values.h"
#include "render/fragments/table.h"
#include "render/shrunk.h"
#include "runtime/generation_parts.h"

#include <stdlib.h>
#include <string.h>

// The load's plan, and what its first frame is.
struct count {
    struct rmx_loading *loading;
    struct rmx_plan *plan;
    struct rmx_budget *memory;
    unsigned char *block; // NULL: nothing has a size of its own
};

// The plan's block in the scene's first frame, for what has sizes and numbers of its own. The
// caller's to free.
static unsigned char *first_block(const struct rmx_plan *plan)
{
    bool any = false;
    for (int p = 0; p < plan->pass_count; p++)
        any |= plan->passes[p].sized || plan->passes[p].fragments;
    unsigned char *block = any ? calloc(1, (size_t)plan->block_size + 1) : NULL;
    if (!block)
        return NULL;
    struct rmx_values *values = rmx_values_create(plan);
    rmx_values_hush(values);
    const struct rmx_frame_inputs first = {.fps = plan->scene->fps > 0 ? plan->scene->fps : 30,
                                           .width = plan->width,
                                           .height = plan->height};
    rmx_values_frame(values, &first, block);
    rmx_values_destroy(values);
    return block;
}

// One of its textures.
static long long bytes_of(const struct rmx_pass *pass, long long pixels)
{
    long long bytes = pixels * rmx_format_pixel_bytes(pass->format);
    return pass->mips ? bytes / 3 * 4 : bytes;
}

static long long first_pixels(const struct count *count, const struct rmx_pass *pass)
{
    float size[2] = {(float)count->plan->width, (float)count->plan->height};
    if (pass->sized && count->block)
        memcpy(size, count->block + pass->block_offset, sizeof(size));
    return (long long)size[0] * (long long)size[1];
}

static int first_fragments(const struct count *count, const struct rmx_pass *pass)
{
    int32_t grid[4] = {0};
    if (count->block && pass->fragments)
        memcpy(grid, count->block + pass->block_offset + pass->fragments->grid_offset,
               sizeof(grid));
    return grid[2];
}

static long long bytes_of_layers(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    const struct rmx_fragments_plan *fragments = pass->fragments;
    if (!fragments || !fragments->picture_count)
        return 0;
    int layers = fragments->picture_count + fragments->ring_count * fragments->ring;
    int from = rmx_plan_feeding_pass(plan, &pass->textures[pass->texture_count - 1]);
    enum rmx_format format = from < 0 ? pass->format : plan->passes[from].format;
    return layers * rmx_budget_of_texture(plan->width >> fragments->downscale_log2,
                                          plan->height >> fragments->downscale_log2,
                                          rmx_format_pixel_bytes(format), true);
}

static void hold(struct count *count, const struct rmx_pass *pass, long long bytes)
{
    if (bytes <= count->memory->held)
        return;
    count->memory->held = bytes;
    count->memory->holder = count->plan->steps[pass->root].label;
}

static void add_fragments(struct count *count, const struct rmx_pass *pass)
{
    long long layers = bytes_of_layers(count->plan, pass), table = 0;
    if (pass->fragments)
        table = rmx_fragments_bytes(pass->fragments, first_fragments(count, pass));
    hold(count, pass, layers + table);
    count->memory->uses[RMX_MEMORY_FRAGMENTS] += layers;
    count->memory->uses[RMX_MEMORY_TABLES] += table;
}

// Passes that take turns at a texture are counted by the largest of them. Pictures that fragments
// are cut from are layers of their array.
static void add_targets(struct count *count)
{
    const struct rmx_plan *plan = count->plan;
    long long *targets = calloc((size_t)plan->target_count + 1, sizeof(*targets));
    for (int p = 0; targets && p < plan->pass_count; p++) {
        const struct rmx_pass *pass = &plan->passes[p];
        long long bytes = bytes_of(pass, first_pixels(count, pass)) * (1 + pass->doubles);
        add_fragments(count, pass);
        if (plan->steps[pass->root].array || bytes <= targets[pass->target])
            continue;
        hold(count, pass, bytes);
        count->memory->uses[pass->sized || pass->keeps ? RMX_MEMORY_BUFFERS : RMX_MEMORY_TARGETS] +=
            bytes - targets[pass->target];
        targets[pass->target] = bytes;
    }
    free(targets);
}

// The sum and the mean.
static void add_samples(struct count *count)
{
    const struct rmx_plan *plan = count->plan;
    if (count->loading->generation->settings.samples > 1)
        count->memory->uses[RMX_MEMORY_SAMPLES] += rmx_budget_of_texture(
            plan->width, plan->height, 2 * rmx_format_pixel_bytes(RMX_FORMAT_RGBA32F), false);
}

// Those that the store has are counted there.
static void add_copies(struct count *count)
{
    const struct rmx_plan *plan = count->plan;
    const struct rmx_loading *loading = count->loading;
    for (int s = 0; s < plan->step_count; s++) {
        const struct rmx_step *step = &plan->steps[s];
        if (!rmx_fit_shrinks(plan, step, plan->width, plan->height))
            continue;
        uint64_t key =
            rmx_shrunk_key(plan, step, plan->width, plan->height, loading->keys[step->source]);
        if (!rmx_store_find_picture(loading->params->store, key))
            count->memory->uses[RMX_MEMORY_COPIES] +=
                rmx_budget_of_texture(plan->width, plan->height, plan->depth > 8 ? 8 : 4, false);
    }
}

static void add_writing(struct count *count)
{
    const struct rmx_settings *settings = &count->loading->generation->settings;
    const struct rmx_plan *plan = count->plan;
    const int *encoder =
        plan->output_depth > 8 ? settings->deep_encoder_pixel_bytes : settings->encoder_pixel_bytes;
    bool alpha = plan->scene->background[3] < 1 && !plan->steps[plan->step_count - 1].is_opaque;
    long long pixels = (long long)plan->width * plan->height;
    if (count->loading->loaded || !settings->read_pictures)
        return;
    count->memory->uses[RMX_MEMORY_READING] =
        pixels * plan->output_depth / 2 * settings->read_pictures;
    count->memory->uses[RMX_MEMORY_ENCODING] = pixels * encoder[alpha];
}

// --- What grows.

// The texture of another size is made before the old one goes.
static long long buffer_growth(const struct count *count, const struct rmx_pass *pass,
                               long long pixels)
{
    return bytes_of(pass, pixels) * (2 + pass->doubles) -
           bytes_of(pass, first_pixels(count, pass)) * (1 + pass->doubles);
}

static long long growth_of(const struct count *count, const struct rmx_pass *pass)
{
    const struct rmx_plan *plan = count->plan;
    if (pass->sized && rmx_values_size_moves(plan, pass))
        return buffer_growth(count, pass,
                             (long long)rmx_pass_most_pixels(plan->width, plan->height));
    if (!pass->fragments || pass->fragments->still_grid[2] || !pass->fragments->columns)
        return 0;
    return rmx_fragments_bytes(pass->fragments, plan->params.limits.fragments) -
           rmx_fragments_bytes(pass->fragments, first_fragments(count, pass));
}

static void bound_buffer(const struct count *count, struct rmx_pass *pass, long long growth)
{
    long long first = first_pixels(count, pass);
    long long each = bytes_of(pass, 3 << 10);
    long long bytes = growth + bytes_of(pass, first) * (1 + pass->doubles);
    long long pixels = bytes / (2 + pass->doubles) / each * (3 << 10);
    pass->most_pixels = pixels > first ? pixels : first;
}

static void bound_table(const struct count *count, struct rmx_pass *pass, long long growth)
{
    enum { MANY = 1 << 16 };
    struct rmx_fragments_plan *fragments = pass->fragments;
    int first = first_fragments(count, pass);
    long long each =
        (rmx_fragments_bytes(fragments, MANY) - rmx_fragments_bytes(fragments, 0)) / MANY + 1;
    fragments->most = first + (int)(growth / each);
}

// Half of what is left is for it: the other half is for the load that comes after an edit.
static void add_growth(struct count *count)
{
    struct rmx_plan *plan = count->plan;
    long long *wanted = calloc((size_t)plan->pass_count + 1, sizeof(*wanted));
    long long left = (count->memory->most - rmx_budget_sum(count->memory)) / 2, all = 0;
    for (int p = 0; wanted && p < plan->pass_count; p++)
        all += wanted[p] = growth_of(count, &plan->passes[p]);
    bool fits = all <= left;
    if (wanted && !fits)
        rmx_budget_share(wanted, plan->pass_count, left > 0 ? left : 0);
    for (int p = 0; wanted && p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        bool grows = growth_of(count, pass) > 0;
        count->memory->uses[RMX_MEMORY_GROWTH] += wanted[p];
        if (grows && !fits && pass->sized)
            bound_buffer(count, pass, wanted[p]);
        else if (grows && !fits)
            bound_table(count, pass, wanted[p]);
    }
    free(wanted);
}

// --- The sum.

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

static bool refuse(struct rmx_loading *loading, long long sum)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_budget *memory = &generation->memory;
    const long long *uses = memory->uses;
    char all[16], most[16], sources[16], drawn[16], held[16], shown[16];
    long long pictures = uses[RMX_MEMORY_SOURCES] + uses[RMX_MEMORY_COPIES] + memory->taken;
    struct rmx_error *error =
        rmx_errors_add(&generation->errors, place_of(loading), "too-much-memory",
                       "the scene's pictures take %s together, and %s are allowed",
                       rmx_budget_words(sum, all, sizeof(all)),
                       rmx_budget_words(memory->most, most, sizeof(most)));
    const char *beside = "";
    if (uses[RMX_MEMORY_SHOWN])
        beside = rmx_arena_printf(generation->arena, "what is shown until then %s, ",
                                  rmx_budget_words(uses[RMX_MEMORY_SHOWN], shown, sizeof(shown)));
    error->hint = rmx_arena_printf(
        generation->arena,
        "%ssources %s, all else %s (most of it %s: %s); --memory %lldG allows it", beside,
        rmx_budget_words(pictures, sources, sizeof(sources)),
        rmx_budget_words(sum - pictures - uses[RMX_MEMORY_SHOWN], drawn, sizeof(drawn)),
        memory->holder, rmx_budget_words(memory->held, held, sizeof(held)), (sum >> 30) + 1);
    return rmx_loading_stop(generation, RMX_LOAD_ERRORS);
}

bool rmx_budget_check(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_budget *memory = &generation->memory;
    struct count count = {loading, generation->plan, memory, first_block(generation->plan)};
    memory->held = 0;
    for (int use = RMX_MEMORY_COPIES; use < RMX_MEMORY_USES; use++)
        if (use != RMX_MEMORY_DECODING)
            memory->uses[use] = 0;
    add_targets(&count);
    add_copies(&count);
    add_samples(&count);
    add_writing(&count);
    add_growth(&count);
    free(count.block);
    long long sum = rmx_budget_sum(memory);
    return sum <= memory->most || refuse(loading, sum);
}
