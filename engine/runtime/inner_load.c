// SPDX-License-Identifier: GPL-3.0-or-later
// Loads the scenes within a scene, and unloads them.
#include "runtime/canvas.h"
#include "runtime/inner_parts.h"

#include <math.h>
#include <stdlib.h>

enum { LONGEST_SIDE = 16384 };

// A scene is drawn pixel for pixel as its place on the canvas shows it; without a place at its own
// size.
static double scale_of(const struct rmx_scene *scene, const struct rmx_image_params *place)
{
    if (place->place_width < 1)
        return 1;
    double across = (double)place->place_width / scene->width;
    double up = (double)place->place_height / scene->height;
    double scale = place->cover ? fmax(across, up) : fmin(across, up);
    return fmin(scale, LONGEST_SIDE / fmax(scene->width, scene->height));
}

void rmx_inner_sizes(const struct rmx_scene *scene, const struct rmx_image_params *places,
                     struct rmx_source_info *infos)
{
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_scene *inner = scene->sources[i].scene;
        if (!inner)
            continue;
        double scale = scale_of(inner, &places[i]);
        infos[i] = (struct rmx_source_info){
            .width = rmx_canvas_side(inner->width * scale),
            .height = rmx_canvas_side(inner->height * scale),
            .has_alpha = inner->background[3] < 1,
            .file_width = inner->width,
            .file_height = inner->height,
        };
    }
}

static bool is_read(const struct rmx_plan *plan, int source)
{
    for (int s = 0; s < plan->step_count; s++)
        if (!plan->steps[s].effect && plan->steps[s].source == source)
            return true;
    return false;
}

// The outer one's numbers are for its own knobs, its chain for its own frame; a picture that is
// read again is no shallower than its reader.
static struct rmx_settings settings_of(const struct rmx_generation *outer,
                                       const struct rmx_source *source)
{
    struct rmx_settings settings = outer->settings;
    int depth = outer->plan->depth;
    settings.scene = source->path;
    settings.chain = NULL;
    settings.value_count = 0;
    settings.is_presented = false;
    settings.least_output_depth = settings.most_output_depth = 0;
    settings.depth = source->scene->depth > depth ? source->scene->depth : depth;
    return settings;
}

// Each says where the scene is used, unless it names another place already.
static void take_errors(struct rmx_generation *outer, const struct rmx_generation *inner,
                        struct rmx_span used)
{
    for (int i = 0; i < inner->errors.count; i++) {
        const struct rmx_error *error = &inner->errors.items[i];
        struct rmx_error *taken =
            error->severity == RMX_ERROR
                ? rmx_errors_add(&outer->errors, error->span, error->id, "%s", error->message)
                : rmx_errors_warn(&outer->errors, error->span, error->id, "%s", error->message);
        taken->hint = error->hint ? rmx_arena_copy(outer->arena, error->hint) : NULL;
        taken->unreadable = error->unreadable;
        taken->other = error->other.line ? error->other : used;
        taken->other_note = error->other.line ? error->other_note : "the scene is used here";
    }
}

static void take_counts(struct rmx_generation *outer, const struct rmx_generation *inner)
{
    outer->pictures += inner->pictures;
    outer->decoded += inner->decoded;
    outer->plan_ms += inner->plan_ms;
    outer->compile_ms += inner->compile_ms;
    outer->upload_ms += inner->upload_ms;
}

static struct rmx_inner *new_inner(struct rmx_generation *outer, int source,
                                   struct rmx_generation *generation)
{
    struct rmx_inner *inner = RMX_NEW(outer->arena, struct rmx_inner, 1);
    const struct rmx_scene *scene = outer->scene->sources[source].scene;
    inner->source = source;
    inner->generation = generation;
    inner->provided = rmx_signal_values_create(outer->arena, &scene->signals).numbers;
    if (!generation->renderer)
        return inner;
    inner->player = rmx_player_create(generation);
    inner->player->provided = inner->provided;
    return inner;
}

// What scenes within share of pictures and programs is loaded once.
static struct rmx_store *store_of(const struct rmx_loading *loading)
{
    struct rmx_generation *outer = loading->generation;
    if (loading->params->store || loading->params->until != RMX_LOAD_RENDERER)
        return loading->params->store;
    if (!outer->inner_store)
        outer->inner_store = rmx_store_create();
    return outer->inner_store;
}

static bool load_one(struct rmx_loading *loading, int index)
{
    struct rmx_generation *outer = loading->generation;
    const struct rmx_source *source = &outer->scene->sources[index];
    const struct rmx_source_info *info = &outer->plan->params.sources[index];
    const struct rmx_settings settings = settings_of(outer, source);
    const struct rmx_load_params params = {.settings = &settings,
                                           .until = loading->params->until,
                                           .checks = loading->params->checks,
                                           .context = outer->context,
                                           .wanted = loading->params->wanted,
                                           .store = store_of(loading)};
    struct rmx_budget *memory = &outer->memory;
    const struct rmx_loaded_scene scene = {source->scene, outer->plan->params.catalog,
                                           info->width,   info->height,
                                           outer->ears,   rmx_budget_sum(memory)};
    struct rmx_generation *generation = rmx_generation_of_scene(&params, &scene);
    *RMX_PUSH(outer->arena, &outer->inners, &outer->inner_count) =
        new_inner(outer, index, generation);
    take_errors(outer, generation, source->span);
    take_counts(outer, generation);
    rmx_budget_add(memory, &generation->memory);
    if (generation->status == RMX_LOADED)
        return true;
    for (size_t i = 0; i < sizeof(outer->why); i++)
        outer->why[i] = generation->why[i];
    return rmx_loading_stop(outer, generation->status);
}

bool rmx_inner_load(struct rmx_loading *loading)
{
    const struct rmx_generation *outer = loading->generation;
    bool are_whole = true;
    for (int i = 0; i < outer->scene->source_count; i++)
        if (outer->scene->sources[i].kind == RMX_SOURCE_SCENE && is_read(outer->plan, i))
            are_whole = load_one(loading, i) && are_whole;
    return are_whole;
}

bool rmx_inner_rebuild(struct rmx_generation *generation, struct rmx_context *context,
                       struct rmx_store *store)
{
    bool are_made = true;
    for (int i = 0; i < generation->inner_count; i++)
        are_made =
            rmx_generation_rebuild(generation->inners[i]->generation, context, store) && are_made;
    return are_made;
}

void rmx_inner_drop_renderers(struct rmx_generation *generation)
{
    for (int i = 0; i < generation->inner_count; i++)
        rmx_generation_drop_renderer(generation->inners[i]->generation);
}

void rmx_inner_destroy(struct rmx_generation *generation)
{
    for (int i = 0; i < generation->inner_count; i++) {
        rmx_player_destroy(generation->inners[i]->player);
        rmx_generation_destroy(generation->inners[i]->generation);
    }
}
