// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/pieces.h"

#include <math.h>
#include <string.h>

struct choice {
    const struct rmx_plan *plan;
    const struct rmx_step *root;
    struct rmx_pieces_plan *pieces;
};

static const struct rmx_step *cut_of(const struct choice *c)
{
    return &c->plan->steps[c->pieces->cut];
}

// Whether one of the block's numbers is ever another one than `usual`.
static bool is_asked(const struct choice *c, const char *name, double usual)
{
    int input = rmx_effect_input(c->root->effect, name);
    const struct rmx_value *value = &c->root->use->values[input];
    return value->count && (value->program[0] || value->constant[0] != usual);
}

bool rmx_pieces_rest(const struct rmx_effect *arrange)
{
    return arrange->is_ours && strcmp(arrange->name, "in_place") == 0;
}

// How many numbers the cut has where nothing of it moves; -1: it does.
static int still_count(struct choice *c)
{
    enum { MOST_INPUTS = 256 };
    const struct rmx_effect *cut = cut_of(c)->effect;
    const struct rmx_use *use = cut_of(c)->use;
    double signals[RMX_SIGNAL_KNOBS + MOST_INPUTS + 2] = {0};
    if (!c->pieces->columns || !c->pieces->rows || cut->input_count > MOST_INPUTS)
        return -1;
    for (int i = 0; i < cut->input_count; i++) {
        if (use->values[i].program[0])
            return -1;
        signals[RMX_SIGNAL_KNOBS + i] = use->values[i].constant[0];
    }
    signals[RMX_SIGNAL_KNOBS + cut->input_count] = c->plan->width;
    signals[RMX_SIGNAL_KNOBS + cut->input_count + 1] = c->plan->height;
    double columns = floor(rmx_program_value(c->pieces->columns, signals, NULL));
    double rows = floor(rmx_program_value(c->pieces->rows, signals, NULL));
    double count = columns * rows * cut->pieces.each;
    if (!(count >= 1.0 && count <= c->plan->params.limits.fragments))
        return -1;
    memcpy(c->pieces->still_grid, (int[3]){(int)columns, (int)rows, (int)count},
           sizeof(c->pieces->still_grid));
    return (int)count;
}

static enum rmx_pieces_way way_of(struct choice *c)
{
    const struct rmx_pieces *cut = &cut_of(c)->effect->pieces;
    const struct rmx_effect *arrange = c->plan->steps[c->pieces->arranges[0]].effect;
    bool is_mesh = cut->has_outline && !c->pieces->is_fancy;
    bool is_plain = c->pieces->arrange_count == 1 && cut->has_cell_at && !c->pieces->is_fancy &&
                    !c->pieces->is_deep;
    bool may_gather = is_plain && !c->plan->params.no_fuse;
    int count = still_count(c);
    c->pieces->is_exact =
        is_plain && cut->is_uniform && (arrange->pieces.permutes || rmx_pieces_rest(arrange));
    if (may_gather && rmx_pieces_rest(arrange) &&
        (!is_mesh || count < 0 || count >= c->plan->params.limits.mesh_fragments))
        return RMX_PIECES_GATHER;
    if (may_gather && c->pieces->is_exact)
        return RMX_PIECES_GATHER;
    return is_mesh ? RMX_PIECES_MESH : RMX_PIECES_BOXES;
}

void rmx_pieces_choose(const struct rmx_plan *plan, const struct rmx_step *root)
{
    struct choice c = {plan, root, root->pieces};
    c.pieces->is_deep = is_asked(&c, "depth", 0.0) || is_asked(&c, "camera_angle", 0.0) ||
                        is_asked(&c, "camera_sway", 0.0);
    c.pieces->is_fancy = is_asked(&c, "border_width", 0.0) || is_asked(&c, "shadow_opacity", 0.0) ||
                         is_asked(&c, "torn", 0.0);
    c.pieces->way = way_of(&c);
}
