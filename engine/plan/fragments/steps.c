// SPDX-License-Identifier: GPL-3.0-or-later
// A layer of fragments as steps: its pictures, its cut, its arranges, and the one that draws.
#include "plan/steps_parts.h"

#include "plan/fragments/choose.h"

#include <math.h>
#include <string.h>

// A picture of its own for one layer of the array: what others read, too, is copied.
static int fragment_picture(struct rmx_builder *b, const struct rmx_from *from,
                            const struct rmx_layer *layer, int index, const char *label)
{
    int step = rmx_steps_picture(b, from->picture, layer->fit, RMX_NO_PICTURE, index);
    bool is_own = from->picture.kind == RMX_PICTURE_SOURCE &&
                  rmx_source_has_texture(&b->scene->sources[from->picture.index]);
    if (step >= 0 && is_own)
        return step;
    rmx_steps_add_engine(b, "copy", RMX_VALUES_OUTPUT, step, label);
    return rmx_steps_last(b);
}

// A cut or an arrange.
static int add_stage(struct rmx_builder *b, const struct rmx_effect_instance *instance, int layer)
{
    int step = rmx_steps_add_instance(b, instance, RMX_NO_PICTURE, layer);
    b->plan->steps[step].is_fragment_stage = true;
    return step;
}

static float *added_weights(struct rmx_builder *b, const struct rmx_fragments *fragments)
{
    float *weights = RMX_NEW(b->arena, float, fragments->from_count);
    double all = 0.0, sum = 0.0;
    for (int i = 0; i < fragments->from_count; i++)
        all += fragments->from[i].weight;
    for (int i = 0; i < fragments->from_count; i++)
        weights[i] = (float)((sum += fragments->from[i].weight) / all);
    return weights;
}

// Numbers of the block's that come into the plan: those of `vary:`, the last ones, where it varies.
static int number_count(const struct rmx_fragments *fragments, bool is_varied)
{
    const struct rmx_effect *effect = fragments->self.effect;
    for (int i = 0; !is_varied && i < effect->input_count; i++)
        if (strncmp(effect->inputs[i].name, "vary_", 5) == 0)
            return i;
    return effect->input_count;
}

// The engine's step, of whose inputs so many stay, with an image input more for each part and each
// picture, so that it reads them as any effect does.
static struct rmx_effect *drawing_effect(struct rmx_builder *b, const struct rmx_effect *engine,
                                         int number_count, int image_count)
{
    struct rmx_effect *effect = RMX_NEW(b->arena, struct rmx_effect, 1);
    *effect = *engine;
    int count = number_count + image_count;
    effect->inputs = RMX_NEW(b->arena, struct rmx_input, count);
    effect->taps = RMX_NEW(b->arena, struct rmx_taps, count);
    memcpy(effect->inputs, engine->inputs, sizeof(*effect->inputs) * (size_t)number_count);
    for (int i = number_count; i < count; i++) {
        effect->inputs[i] =
            (struct rmx_input){.name = "", .label = "", .description = "", .type = RMX_INPUT_IMAGE};
        effect->taps[i].irregular = true;
    }
    effect->input_count = count;
    effect->own_pass_reason = "draws fragments";
    return effect;
}

// Halved until the array of all pictures fits.
static int downscale_log2(const struct rmx_plan *plan, double pictures)
{
    int count = 0;
    double bytes = 4.0 / 3.0 * plan->depth / 2.0 * plan->width * plan->height * pictures;
    for (; bytes > plan->params.limits.fragment_mib * 1048576.0; bytes /= 4.0)
        count++;
    return count;
}

static bool is_still(const struct rmx_scene *scene, const struct rmx_from *from)
{
    return from->picture.kind == RMX_PICTURE_SOURCE &&
           rmx_source_is_still(&scene->sources[from->picture.index]);
}

// So many frames hold all moments; a scene that does not say its rate may be shown at 60.
static void find_rings(struct rmx_builder *b, const struct rmx_fragments *fragments,
                       struct rmx_fragments_plan *planned)
{
    double fps = b->scene->has_fps ? b->scene->fps : 60.0;
    int ring = (int)ceil((fragments->moments - 1) * fps / 30.0) + 1;
    planned->rings = RMX_NEW(b->arena, int, fragments->from_count);
    for (int i = 0; i < fragments->from_count; i++) {
        bool has_ring = ring > 1 && !is_still(b->scene, &fragments->from[i]);
        planned->rings[i] = has_ring ? planned->ring_count++ : -1;
    }
    planned->ring = planned->ring_count ? ring : 1;
    if (planned->ring_count && fragments->moments > b->plan->moments)
        b->plan->moments = fragments->moments;
}

// Whether components are looked for once, and not anew in every frame.
static bool sheets_are_still(const struct rmx_plan *plan, const struct rmx_fragments *fragments,
                             int mask)
{
    bool are_still = true;
    if (mask >= 0)
        return plan->steps[mask].source >= 0 &&
               rmx_source_is_still(&plan->scene->sources[plan->steps[mask].source]);
    for (int i = 0; i < fragments->from_count; i++)
        are_still &= is_still(plan->scene, &fragments->from[i]);
    return are_still;
}

// A mask is a sheet, and without one each picture; all together have so many texels at most.
static struct rmx_components_plan components_of(const struct rmx_plan *plan,
                                                const struct rmx_step *cut,
                                                const struct rmx_fragments *fragments,
                                                const struct rmx_fragments_plan *planned)
{
    enum { MOST_ROWS = 16384, MOVING_SHARE = 4 };
    const char *mask = cut->effect->fragments.components;
    if (!mask)
        return (struct rmx_components_plan){0};
    int given = cut->inputs[rmx_effect_input(cut->effect, mask)];
    int sheets = given >= 0 ? 1 : planned->picture_count;
    double texels = plan->params.limits.component_texels;
    if (!sheets_are_still(plan, fragments, given))
        texels /= MOVING_SHARE;
    double width = plan->width >> planned->downscale_log2,
           height = plan->height >> planned->downscale_log2;
    double less = sqrt(texels / (width * height * sheets));
    less = fmin(fmin(less, MOST_ROWS / (height * sheets)), 1.0);
    return (struct rmx_components_plan){
        .sheets = sheets,
        .width = (int)fmax(floor(width * less), 1.0),
        .height = (int)fmax(floor(height * less), 1.0),
    };
}

// Inks without papers are on the one that the engine's file says, and papers have its ink.
static void find_palettes(const struct rmx_fragments *fragments, struct rmx_fragments_plan *planned)
{
    int inks = fragments->ink_count, papers = fragments->paper_count;
    planned->ink_count = inks || !papers ? inks : 1;
    planned->paper_count = papers || !inks ? papers : 1;
}

// An effect instance like the block's own, with room for the pictures.
static struct rmx_effect_instance *drawing_instance(struct rmx_builder *b,
                                                    const struct rmx_effect_instance *self,
                                                    const struct rmx_effect *effect,
                                                    int number_count)
{
    struct rmx_effect_instance *instance = RMX_NEW(b->arena, struct rmx_effect_instance, 1);
    *instance = *self;
    instance->effect = effect;
    instance->values = RMX_NEW(b->arena, struct rmx_value, effect->input_count);
    instance->pictures = RMX_NEW(b->arena, struct rmx_picture_ref, effect->input_count);
    memcpy(instance->values, self->values, sizeof(*instance->values) * (size_t)number_count);
    return instance;
}

static bool lies_elsewhere(const struct rmx_layer *layer)
{
    return !rmx_value_is_constantly(&layer->x, 0.5) || !rmx_value_is_constantly(&layer->y, 0.5) ||
           !rmx_value_is_constantly(&layer->scale, 1.0) ||
           !rmx_value_is_constantly(&layer->angle, 0.0);
}

// Whether the fragments themselves are drawn where their layer is placed: what a chain or a mask
// reads is the layer's own frame, and what that overscans.
static void find_place(const struct rmx_layer *layer, struct rmx_fragments_plan *planned)
{
    bool is_read = layer->chain_count || layer->mask.kind != RMX_PICTURE_NONE;
    bool is_elsewhere = layer->has_place && lies_elsewhere(layer);
    planned->is_overscanned = rmx_layer_is_overscanned(layer) && !planned->stays_within;
    planned->is_placed =
        planned->is_overscanned || (is_elsewhere && !is_read && !planned->stays_within);
    planned->is_cropped = is_elsewhere && !planned->is_placed && !planned->stays_within;
}

int rmx_steps_fragments(struct rmx_builder *b, const struct rmx_layer *layer, int index)
{
    const struct rmx_fragments *fragments = layer->fragments;
    const char *label = rmx_arena_printf(b->arena, "layers[%d] fragments", index);
    struct rmx_fragments_plan *planned = RMX_NEW(b->arena, struct rmx_fragments_plan, 1);
    *planned = (struct rmx_fragments_plan){
        .layer = index,
        .arranges = RMX_NEW(b->arena, int, fragments->arrange_count),
        .arrange_count = fragments->arrange_count,
        .columns = fragments->cut.effect->fragments.columns,
        .rows = fragments->cut.effect->fragments.rows,
        .weights = added_weights(b, fragments),
        .picture_count = fragments->from_count,
        .is_varied = rmx_fragments_vary(fragments),
    };
    find_palettes(fragments, planned);
    find_rings(b, fragments, planned);
    planned->downscale_log2 = downscale_log2(
        b->plan, planned->picture_count + (double)planned->ring_count * planned->ring);
    int *pictures = RMX_NEW(b->arena, int, fragments->from_count);
    for (int i = 0; i < fragments->from_count; i++)
        pictures[i] = fragment_picture(b, &fragments->from[i], layer, index, label);
    planned->cut = add_stage(b, &fragments->cut, index);
    planned->components = components_of(b->plan, &b->plan->steps[planned->cut], fragments, planned);
    for (int i = 0; i < fragments->arrange_count; i++)
        planned->arranges[i] = add_stage(b, &fragments->arranges[i], index);
    const struct rmx_effect *engine = fragments->self.effect;
    int numbers = number_count(fragments, planned->is_varied);
    int first = numbers, count = 1 + planned->arrange_count + planned->picture_count;
    struct rmx_effect *effect = drawing_effect(b, engine, numbers, count);
    struct rmx_effect_instance *instance = drawing_instance(b, &fragments->self, effect, numbers);
    struct rmx_step *step = rmx_steps_add(b, effect, label);
    step->value_source = RMX_VALUES_INSTANCE;
    step->instance = instance;
    step->fragments = planned;
    rmx_fragments_choose(b->plan, step);
    find_place(layer, planned);
    if (planned->way == RMX_FRAGMENTS_GATHER)
        effect->own_pass_reason = NULL;
    step->inputs[first++] = planned->cut;
    for (int i = 0; i < planned->arrange_count; i++)
        step->inputs[first++] = planned->arranges[i];
    struct rmx_layer_of *layers = RMX_NEW(b->arena, struct rmx_layer_of, planned->picture_count);
    for (int i = 0; i < planned->picture_count; i++) {
        step->inputs[first++] = pictures[i];
        layers[i] = (struct rmx_layer_of){rmx_steps_last(b), i, planned->downscale_log2};
        b->plan->steps[pictures[i]].array = &layers[i];
    }
    return rmx_steps_last(b);
}
