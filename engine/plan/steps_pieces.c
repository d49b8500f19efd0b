// SPDX-License-Identifier: GPL-3.0-or-later
// A layer of fragments as steps: its pictures, its cut, its arranges, and the one that draws.
#include "plan/steps_parts.h"

#include "plan/header_values.h"
#include "plan/pieces.h"

#include <math.h>
#include <string.h>

// A picture of its own for one layer of the array: what others read, too, is copied.
static int piece_picture(struct rmx_builder *b, const struct rmx_from *from,
                         const struct rmx_layer *layer, int index, const char *label)
{
    int step = rmx_steps_picture(b, from->picture, layer->fit, RMX_NO_PICTURE, index);
    bool is_own = from->picture.kind == RMX_PICTURE_SOURCE &&
                  !b->scene->sources[from->picture.index].generate;
    if (step >= 0 && is_own)
        return step;
    rmx_steps_add_engine(b, "copy", RMX_FILL_OUTPUT, step, label);
    return rmx_steps_last(b);
}

static int piece(struct rmx_builder *b, const struct rmx_use *use, int layer)
{
    int step = rmx_steps_add_use(b, use, RMX_NO_PICTURE, layer);
    b->plan->steps[step].is_piece = true;
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

// The engine's step with an image input more for each part and each picture, so that it reads them
// as any effect does.
static struct rmx_effect *drawing_effect(struct rmx_builder *b, const struct rmx_effect *engine,
                                         int image_count)
{
    struct rmx_effect *effect = RMX_NEW(b->arena, struct rmx_effect, 1);
    *effect = *engine;
    int count = engine->input_count + image_count;
    effect->inputs = RMX_NEW(b->arena, struct rmx_input, count);
    effect->taps = RMX_NEW(b->arena, struct rmx_taps, count);
    memcpy(effect->inputs, engine->inputs, sizeof(*effect->inputs) * (size_t)engine->input_count);
    for (int i = engine->input_count; i < count; i++) {
        effect->inputs[i] =
            (struct rmx_input){.name = "", .label = "", .description = "", .type = RMX_INPUT_IMAGE};
        effect->taps[i].irregular = true;
    }
    effect->input_count = count;
    effect->own_pass_reason = "draws fragments";
    return effect;
}

// Halved until the array of all pictures fits.
static int halvings(const struct rmx_plan *plan, double pictures)
{
    int count = 0;
    double bytes = 4.0 / 3.0 * plan->depth / 2.0 * plan->width * plan->height * pictures;
    for (; bytes > plan->params.limits.fragment_mib * 1048576.0; bytes /= 4.0)
        count++;
    return count;
}

// A file's picture is the same in each frame.
static bool is_still(const struct rmx_scene *scene, const struct rmx_from *from)
{
    if (from->picture.kind != RMX_PICTURE_SOURCE)
        return false;
    const struct rmx_source *source = &scene->sources[from->picture.index];
    return source->path && !source->folder;
}

// So many frames hold all moments; a scene that does not say its rate may be shown at 60.
static void find_rings(struct rmx_builder *b, const struct rmx_fragments *fragments,
                       struct rmx_pieces_plan *pieces)
{
    double fps = b->scene->has_fps ? b->scene->fps : 60.0;
    int ring = (int)ceil((fragments->moments - 1) * fps / 30.0) + 1;
    pieces->rings = RMX_NEW(b->arena, int, fragments->from_count);
    for (int i = 0; i < fragments->from_count; i++) {
        bool has_ring = ring > 1 && !is_still(b->scene, &fragments->from[i]);
        pieces->rings[i] = has_ring ? pieces->ring_count++ : -1;
    }
    pieces->ring = pieces->ring_count ? ring : 1;
    if (pieces->ring_count && fragments->moments > b->plan->moments)
        b->plan->moments = fragments->moments;
}

// A mask is a sheet, and without one each picture; all together have so many texels at most.
static struct rmx_islands_plan islands_of(const struct rmx_plan *plan, const struct rmx_step *cut,
                                          const struct rmx_pieces_plan *pieces)
{
    enum { MOST_ROWS = 16384 };
    const char *mask = cut->effect->pieces.islands;
    if (!mask)
        return (struct rmx_islands_plan){0};
    bool is_given = cut->inputs[rmx_effect_input(cut->effect, mask)] >= 0;
    int sheets = is_given ? 1 : pieces->picture_count;
    double width = plan->width >> pieces->halvings, height = plan->height >> pieces->halvings;
    double less = sqrt(plan->params.limits.island_texels / (width * height * sheets));
    less = fmin(fmin(less, MOST_ROWS / (height * sheets)), 1.0);
    return (struct rmx_islands_plan){
        .sheets = sheets,
        .width = (int)fmax(floor(width * less), 1.0),
        .height = (int)fmax(floor(height * less), 1.0),
    };
}

// A use like the block's own, with room for the pictures.
static struct rmx_use *drawing_use(struct rmx_builder *b, const struct rmx_use *self,
                                   const struct rmx_effect *effect)
{
    struct rmx_use *use = RMX_NEW(b->arena, struct rmx_use, 1);
    *use = *self;
    use->effect = effect;
    use->values = RMX_NEW(b->arena, struct rmx_value, effect->input_count);
    use->pictures = RMX_NEW(b->arena, struct rmx_picture_ref, effect->input_count);
    memcpy(use->values, self->values, sizeof(*use->values) * (size_t)self->effect->input_count);
    return use;
}

int rmx_steps_fragments(struct rmx_builder *b, const struct rmx_layer *layer, int index)
{
    const struct rmx_fragments *fragments = layer->fragments;
    const char *label = rmx_arena_printf(b->arena, "layers[%d] fragments", index);
    struct rmx_pieces_plan *pieces = RMX_NEW(b->arena, struct rmx_pieces_plan, 1);
    *pieces = (struct rmx_pieces_plan){
        .layer = index,
        .arranges = RMX_NEW(b->arena, int, fragments->arrange_count),
        .arrange_count = fragments->arrange_count,
        .columns = rmx_header_program(b->arena, fragments->cut.effect, "COLUMNS",
                                      fragments->cut.effect->pieces.columns),
        .rows = rmx_header_program(b->arena, fragments->cut.effect, "ROWS",
                                   fragments->cut.effect->pieces.rows),
        .weights = added_weights(b, fragments),
        .picture_count = fragments->from_count,
    };
    find_rings(b, fragments, pieces);
    pieces->halvings =
        halvings(b->plan, pieces->picture_count + (double)pieces->ring_count * pieces->ring);
    int *pictures = RMX_NEW(b->arena, int, fragments->from_count);
    for (int i = 0; i < fragments->from_count; i++)
        pictures[i] = piece_picture(b, &fragments->from[i], layer, index, label);
    pieces->cut = piece(b, &fragments->cut, index);
    pieces->islands = islands_of(b->plan, &b->plan->steps[pieces->cut], pieces);
    for (int i = 0; i < fragments->arrange_count; i++)
        pieces->arranges[i] = piece(b, &fragments->arranges[i], index);
    const struct rmx_effect *engine = fragments->self.effect;
    int first = engine->input_count, count = 1 + pieces->arrange_count + pieces->picture_count;
    struct rmx_effect *effect = drawing_effect(b, engine, count);
    struct rmx_use *use = drawing_use(b, &fragments->self, effect);
    struct rmx_step *step = rmx_steps_add(b, effect, label);
    step->filler = RMX_FILL_USE;
    step->use = use;
    step->pieces = pieces;
    rmx_pieces_choose(b->plan, step);
    if (pieces->way == RMX_PIECES_GATHER)
        effect->own_pass_reason = NULL;
    step->inputs[first++] = pieces->cut;
    for (int i = 0; i < pieces->arrange_count; i++)
        step->inputs[first++] = pieces->arranges[i];
    struct rmx_layer_of *layers = RMX_NEW(b->arena, struct rmx_layer_of, pieces->picture_count);
    for (int i = 0; i < pieces->picture_count; i++) {
        step->inputs[first++] = pictures[i];
        layers[i] = (struct rmx_layer_of){rmx_steps_last(b), i, pieces->halvings};
        b->plan->steps[pictures[i]].array = &layers[i];
    }
    return rmx_steps_last(b);
}
