// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/steps_parts.h"

#include "plan/targets.h"

#include <assert.h>
#include <string.h>

enum { NOT_BUILT = -2, BEING_BUILT = -3 };

struct rmx_step *rmx_steps_add(struct rmx_builder *b, const struct rmx_effect *effect,
                               const char *label)
{
    struct rmx_plan *plan = b->plan;
    struct rmx_step *step = RMX_PUSH(b->arena, &plan->steps, &plan->step_count);
    *step = (struct rmx_step){.effect = effect,
                              .source = -1,
                              .past_of = RMX_NO_PICTURE,
                              .layer = -1,
                              .pass = -1,
                              .label = label};
    int count = effect ? effect->input_count : 0;
    step->inputs = RMX_NEW(b->arena, int, count);
    for (int i = 0; i < count; i++)
        step->inputs[i] = RMX_NO_PICTURE;
    return step;
}

int rmx_steps_last(const struct rmx_builder *b)
{
    return b->plan->step_count - 1;
}

// An engine step that reads `input`; NULL where its file is missing.
struct rmx_step *rmx_steps_add_engine(struct rmx_builder *b, const char *name,
                                      enum rmx_value_source value_source, int input,
                                      const char *label)
{
    const struct rmx_effect *effect = rmx_catalog_engine(b->plan->params.catalog, name);
    if (!effect) {
        b->is_missing = true;
        return NULL;
    }
    struct rmx_step *step = rmx_steps_add(b, effect, label);
    step->value_source = value_source;
    if (effect->main_image >= 0)
        step->inputs[effect->main_image] = input;
    return step;
}

static int add_tap(struct rmx_builder *b, int source, int layer)
{
    struct rmx_plan *plan = b->plan;
    *RMX_PUSH(b->arena, &plan->taps, &plan->tap_count) = (struct rmx_tap){source, layer};
    return plan->tap_count;
}

// What draws itself, as something that is shown. The ledger moves it where it is read, which any
// effect may do in ways of its own: so it is read by a copy.
static int shown(struct rmx_builder *b, int step, int source, int layer)
{
    b->plan->steps[step].tap = add_tap(b, source, layer);
    if (!b->plan->params.ledger)
        return step;
    rmx_steps_add_engine(b, "copy", RMX_VALUES_OUTPUT, step, b->plan->steps[step].label);
    return rmx_steps_last(b);
}

static int texture(struct rmx_builder *b, int source)
{
    if (b->textures[source] == NOT_BUILT) {
        struct rmx_step *step = rmx_steps_add(b, NULL, b->scene->sources[source].name);
        step->source = source;
        if (!b->scene->sources[source].is_import)
            step->tap = add_tap(b, source, -1);
        b->textures[source] = rmx_steps_last(b);
    }
    return b->textures[source];
}

static int *import_textures(struct rmx_builder *b, const struct rmx_effect_instance *instance)
{
    int *steps = RMX_NEW(b->arena, int, instance->effect->import_count);
    for (int i = 0; i < instance->effect->import_count; i++)
        steps[i] = texture(b, instance->imports[i]);
    return steps;
}

// What is heard, once for all that want the same of it.
static int sound_texture(struct rmx_builder *b, const struct rmx_input *input)
{
    for (int s = 0; s < b->plan->step_count; s++) {
        const struct rmx_input *other = b->plan->steps[s].sound;
        if (other && other->type == input->type && other->max[0] == input->max[0])
            return s;
    }
    rmx_steps_add(b, NULL, rmx_input_type_name(input->type))->sound = input;
    return rmx_steps_last(b);
}

// The steps that a use reads.
struct read {
    int *inputs, *imports;
};

static struct rmx_step *add_use_step(struct rmx_builder *b,
                                     const struct rmx_effect_instance *instance, struct read read,
                                     const char *label)
{
    struct rmx_step *step = rmx_steps_add(b, instance->effect, label);
    step->value_source = RMX_VALUES_INSTANCE;
    step->instance = instance;
    step->inputs = read.inputs;
    step->imports = read.imports;
    step->magnify = instance->effect->magnify;
    return step;
}

// The steps that last drew each buffer so far; what was not drawn yet is as the frame before left
// it.
static struct rmx_buffer_source *buffers_before(struct rmx_builder *b,
                                                const struct rmx_effect *effect, const int *drawn)
{
    struct rmx_buffer_source *buffers =
        RMX_NEW(b->arena, struct rmx_buffer_source, effect->buffer_count);
    for (int i = 0; i < effect->buffer_count; i++)
        buffers[i] = (struct rmx_buffer_source){drawn[i], drawn[i] < 0};
    return buffers;
}

static bool is_persistent(const struct rmx_effect *effect, int buffer)
{
    for (int p = 0; p < effect->pass_count; p++)
        if (effect->passes[p].buffer == buffer && effect->passes[p].persistent)
            return true;
    return false;
}

// Once all passes of an effect are there: what is read before it is drawn comes from the frame
// before, if the buffer lasts, and what is read at all is a buffer.
static void close_buffers(struct rmx_builder *b, const struct rmx_effect *effect, int first,
                          const int *drawn)
{
    for (int s = first; s < b->plan->step_count; s++) {
        struct rmx_buffer_source *buffers = b->plan->steps[s].buffers;
        for (int i = 0; i < effect->buffer_count; i++) {
            if (buffers[i].past)
                buffers[i].step = is_persistent(effect, i) ? drawn[i] : RMX_NO_PICTURE;
            buffers[i].past &= buffers[i].step >= 0;
            if (buffers[i].step >= 0)
                b->plan->steps[buffers[i].step].is_buffer = true;
        }
    }
}

// One step for each of an effect's passes but those that are drawn over at once: without a target,
// and not the last. The last one is the effect's picture.
static int add_passes(struct rmx_builder *b, const struct rmx_effect_instance *instance,
                      struct read read, const char *label)
{
    const struct rmx_effect *effect = instance->effect;
    int first = b->plan->step_count, *drawn = RMX_NEW(b->arena, int, effect->buffer_count);
    for (int i = 0; i < effect->buffer_count; i++)
        drawn[i] = RMX_NO_PICTURE;
    for (int p = 0; p < effect->pass_count; p++) {
        const struct rmx_effect_pass *pass = &effect->passes[p];
        if (!pass->target && p < effect->pass_count - 1)
            continue;
        const char *name =
            rmx_arena_printf(b->arena, "%s, pass %d%s%s", label, p, pass->target ? " into " : "",
                             pass->target ? pass->target : "");
        struct rmx_step *step =
            add_use_step(b, instance, read, effect->pass_count > 1 ? name : label);
        step->isf_pass = p;
        step->buffers = buffers_before(b, effect, drawn);
        step->is_float = pass->is_float;
        if (p < effect->pass_count - 1 || pass->target) { // the output has the canvas's size
            step->width = pass->width;
            step->height = pass->height;
        }
        if (pass->buffer >= 0)
            drawn[pass->buffer] = rmx_steps_last(b);
    }
    close_buffers(b, effect, first, drawn);
    return rmx_steps_last(b);
}

// The step that one input of a use reads.
static int read_by(struct rmx_builder *b, const struct rmx_effect_instance *instance, int index,
                   int input, int layer)
{
    const struct rmx_input *it = &instance->effect->inputs[index];
    if (rmx_input_is_sound(it->type))
        return sound_texture(b, it);
    if (it->type != RMX_INPUT_IMAGE)
        return RMX_NO_PICTURE;
    // A generator's main image is one that the scene names.
    return index == instance->effect->main_image && input >= 0
               ? input
               : rmx_steps_picture(b, instance->pictures[index], RMX_FIT_UNSAID, input, layer);
}

// An effect of the scene; `input` goes to its main image, other images are resolved.
int rmx_steps_add_instance(struct rmx_builder *b, const struct rmx_effect_instance *instance,
                           int input, int layer)
{
    const struct rmx_effect *effect = instance->effect;
    struct read read = {RMX_NEW(b->arena, int, effect->input_count), import_textures(b, instance)};
    for (int i = 0; i < effect->input_count; i++)
        read.inputs[i] = read_by(b, instance, i, input, layer);
    const char *label = rmx_arena_printf(b->arena, "%s %s", instance->place, effect->name);
    if (effect->pass_count)
        return add_passes(b, instance, read, label);
    add_use_step(b, instance, read, label);
    return rmx_steps_last(b);
}

static const char *fit_name(enum rmx_fit fit)
{
    switch (fit) {
    case RMX_FIT_CONTAIN: return "fit_contain";
    case RMX_FIT_TILE: return "fit_tile";
    case RMX_FIT_UNSAID:
    case RMX_FIT_COVER:
    case RMX_FIT_STRETCH: break;
    }
    return "fit";
}

// Each reader has a fit of its own: it is cheap, and is read at a mip level of its own.
static int fitted(struct rmx_builder *b, int source, enum rmx_fit fit)
{
    int input = texture(b, source);
    if (fit == RMX_FIT_UNSAID)
        fit = b->scene->sources[source].fit;
    if (fit == RMX_FIT_UNSAID)
        fit = RMX_FIT_COVER;
    const char *label = rmx_arena_printf(b->arena, "%s", b->scene->sources[source].name);
    struct rmx_step *step = rmx_steps_add_engine(b, fit_name(fit), RMX_VALUES_FIT, input, label);
    if (!step)
        return RMX_NO_PICTURE;
    step->source = source;
    step->fit = fit;
    return rmx_steps_last(b);
}

static int source_picture(struct rmx_builder *b, int source, enum rmx_fit fit)
{
    if (rmx_source_has_texture(&b->scene->sources[source]))
        return fitted(b, source, fit);
    if (b->textures[source] == NOT_BUILT)
        b->textures[source] = shown(
            b, rmx_steps_add_instance(b, b->scene->sources[source].generate, RMX_NO_PICTURE, -1),
            source, -1);
    return b->textures[source];
}

static int chained(struct rmx_builder *b, const struct rmx_effect_instance *chain, int count,
                   int input, int layer)
{
    for (int i = 0; i < count; i++)
        input = rmx_steps_add_instance(b, &chain[i], input, layer);
    return input;
}

static int masked(struct rmx_builder *b, const struct rmx_layer *layer, int index, int input)
{
    if (layer->mask.kind == RMX_PICTURE_NONE)
        return input;
    int mask = rmx_steps_picture(b, layer->mask, RMX_FIT_UNSAID, input, index);
    const char *label = rmx_arena_printf(b->arena, "layers[%d] mask", index);
    struct rmx_step *step = rmx_steps_add_engine(b, "mask", RMX_VALUES_MASK, input, label);
    if (!step)
        return input;
    step->layer = index;
    step->inputs[rmx_effect_input(step->effect, "maskImage")] = mask;
    return rmx_steps_last(b);
}

static int add_place(struct rmx_builder *b, enum rmx_value_source source, int index, int input)
{
    const char *label = rmx_arena_printf(b->arena, "layers[%d] %s", index,
                                         source == RMX_VALUES_PLACE ? "place" : "overscan");
    struct rmx_step *step = rmx_steps_add_engine(b, "place", source, input, label);
    if (!step)
        return input;
    step->layer = index;
    step->magnify = step->effect->magnify;
    return rmx_steps_last(b);
}

static bool are_placed(const struct rmx_builder *b, int input)
{
    const struct rmx_fragments_plan *fragments = input < 0 ? NULL : b->plan->steps[input].fragments;
    return fragments && fragments->is_placed;
}

// As small as the chain and the mask want to see it.
static int overscanned(struct rmx_builder *b, const struct rmx_layer *layer, int index, int input)
{
    if (!rmx_layer_is_overscanned(layer) || are_placed(b, input))
        return input;
    return add_place(b, RMX_VALUES_OVERSCAN, index, input);
}

static int placed(struct rmx_builder *b, const struct rmx_layer *layer, int index, int input)
{
    bool is_small = rmx_layer_is_overscanned(layer);
    if (!is_small && (!layer->has_place || are_placed(b, input)))
        return input;
    return add_place(b, RMX_VALUES_PLACE, index, input);
}

static int layer_picture(struct rmx_builder *b, int index)
{
    if (b->layers[index] == BEING_BUILT)
        return RMX_NO_PICTURE; // a circle, which the graph has refused
    if (b->layers[index] != NOT_BUILT)
        return b->layers[index];
    b->layers[index] = BEING_BUILT;
    const struct rmx_layer *layer = &b->scene->layers[index];
    int result =
        layer->generate
            ? shown(b, rmx_steps_add_instance(b, layer->generate, RMX_NO_PICTURE, index), -1, index)
        : layer->fragments
            ? rmx_steps_fragments(b, layer, index)
            : rmx_steps_picture(b, layer->picture, layer->fit, RMX_NO_PICTURE, index);
    result = overscanned(b, layer, index, result);
    result = chained(b, layer->chain, layer->chain_count, result, index);
    result = masked(b, layer, index, result);
    result = placed(b, layer, index, result);
    b->layers[index] = result;
    return result;
}

static bool is_always_opaque(const struct rmx_layer *layer)
{
    return !layer->opacity.program[0] && layer->opacity.constant[0] >= 1.0 &&
           !layer->visible_value.program[0];
}

static int with_opacity(struct rmx_builder *b, const struct rmx_layer *layer, int index, int input)
{
    if (is_always_opaque(layer))
        return input;
    const char *label = rmx_arena_printf(b->arena, "layers[%d] opacity", index);
    struct rmx_step *step = rmx_steps_add_engine(b, "opacity", RMX_VALUES_OPACITY, input, label);
    if (!step)
        return input;
    step->layer = index;
    return rmx_steps_last(b);
}

static int blended(struct rmx_builder *b, int index, int below)
{
    const struct rmx_layer *layer = &b->scene->layers[index];
    int above = with_opacity(b, layer, index, layer_picture(b, index));
    int result = rmx_steps_add_instance(b, &layer->blend, below, index);
    struct rmx_step *step = &b->plan->steps[result];
    int input = rmx_effect_input(step->effect, "layer");
    if (input >= 0)
        step->inputs[input] = above;
    return result;
}

static int background(struct rmx_builder *b)
{
    rmx_steps_add_engine(b, "background", RMX_VALUES_BACKGROUND, RMX_NO_PICTURE, "background");
    return b->is_missing ? rmx_steps_last(b) : shown(b, rmx_steps_last(b), -1, -1);
}

// What lies below layer `index`; with the count of layers, the whole stack. Layers are stacked from
// the bottom, so that no depth of recursion grows with their number.
static int stack(struct rmx_builder *b, int index)
{
    int from = index;
    while (from > 0 && b->stacks[from] == NOT_BUILT)
        from--;
    if (b->stacks[from] == NOT_BUILT)
        b->stacks[0] = background(b);
    for (int i = from; i < index; i++)
        b->stacks[i + 1] = b->scene->layers[i].visible ? blended(b, i, b->stacks[i]) : b->stacks[i];
    return b->stacks[index];
}

static int past(struct rmx_builder *b, int layer)
{
    int index = layer == RMX_FINISH ? b->scene->layer_count : layer;
    const char *owner = layer == RMX_FINISH ? "finish" : b->scene->layers[layer].name;
    if (b->pasts[index] == NOT_BUILT) {
        rmx_steps_add(b, NULL, rmx_arena_printf(b->arena, "%s.past", owner))->past_of = NOT_BUILT;
        b->pasts[index] = rmx_steps_last(b);
    }
    return b->pasts[index];
}

// From now on the picture of step `of` is what `past` shows in the next frame.
static void keep(struct rmx_builder *b, int past, int of)
{
    struct rmx_step *steps = b->plan->steps;
    if (of >= 0 && !steps[of].effect) { // it is itself of the frame before
        rmx_steps_add_engine(b, "copy", RMX_VALUES_OUTPUT, of, steps[of].label);
        of = rmx_steps_last(b);
        steps = b->plan->steps;
    }
    steps[past].past_of = of;
    if (of >= 0 && !steps[of].past)
        steps[of].past = steps[past].label;
}

// Layers whose past is wanted are drawn, hidden ones too; and these may want the past of others.
static void keep_pasts(struct rmx_builder *b, int finished)
{
    int count = b->scene->layer_count;
    for (int i = 0; i <= count; i++) {
        if (b->pasts[i] == NOT_BUILT || b->plan->steps[b->pasts[i]].past_of != NOT_BUILT)
            continue;
        keep(b, b->pasts[i], i == count ? finished : layer_picture(b, i));
        i = -1;
    }
}

int rmx_steps_picture(struct rmx_builder *b, struct rmx_picture_ref ref, enum rmx_fit fit,
                      int input, int layer)
{
    switch (ref.kind) {
    case RMX_PICTURE_NONE: return RMX_NO_PICTURE;
    case RMX_PICTURE_INPUT: return input;
    case RMX_PICTURE_SOURCE: return source_picture(b, ref.index, fit);
    case RMX_PICTURE_LAYER: return layer_picture(b, ref.index);
    case RMX_PICTURE_BELOW: return stack(b, layer < 0 ? b->scene->layer_count : layer);
    case RMX_PICTURE_PAST: return past(b, ref.index);
    }
    return RMX_NO_PICTURE;
}

static int *unbuilt(struct rmx_arena *arena, int count)
{
    int *steps = RMX_NEW(arena, int, count);
    for (int i = 0; i < count; i++)
        steps[i] = NOT_BUILT;
    return steps;
}

// Whether the picture of a step can be handed out as the scene's as it is stored.
static bool is_result(const struct rmx_builder *b, int s)
{
    const struct rmx_step *step = &b->plan->steps[s];
    if (s != rmx_steps_last(b) || step->width || step->height || step->is_float)
        return false;
    bool is_kept = step->is_buffer || step->past;
    if (b->plan->params.parts && (is_kept || step->effect->vertex))
        return false;
    return !is_kept || rmx_plan_kept_format(b->plan, step) == rmx_plan_result_format(b->plan);
}

bool rmx_plan_steps(struct rmx_arena *arena, struct rmx_plan *plan)
{
    const struct rmx_scene *scene = plan->scene;
    struct rmx_builder b = {
        .arena = arena,
        .plan = plan,
        .scene = scene,
        .textures = unbuilt(arena, scene->source_count),
        .layers = unbuilt(arena, scene->layer_count),
        .stacks = unbuilt(arena, scene->layer_count + 1),
        .pasts = unbuilt(arena, scene->layer_count + 1),
    };
    int result = stack(&b, scene->layer_count);
    result = chained(&b, scene->finish, scene->finish_count, result, -1);
    keep_pasts(&b, result);
    // Noise belongs to the last 8-bit write alone; comparing and averaging want the plain values.
    if (plan->output_depth == 8 && !plan->params.snap && !plan->params.jitter &&
        !plan->params.ledger)
        rmx_steps_add_engine(&b, "output", RMX_VALUES_OUTPUT, result, "output");
    else if (!is_result(&b, result))
        rmx_steps_add_engine(&b, "copy", RMX_VALUES_OUTPUT, result, "copy");
    assert(b.is_missing || plan->step_count > 0);
    return !b.is_missing;
}
