// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/fragments/choose.h"

#include <math.h>
#include <string.h>

struct choice {
    const struct rmx_plan *plan;
    const struct rmx_step *root;
    struct rmx_fragments_plan *fragments;
};

static const struct rmx_step *cut_of(const struct choice *c)
{
    return &c->plan->steps[c->fragments->cut];
}

// Whether one of the block's numbers may be another one than `usual`.
static bool may_differ(const struct choice *c, const char *name, double usual)
{
    int input = rmx_effect_input(c->root->effect, name);
    const struct rmx_value *value = &c->root->instance->values[input];
    return value->count && (value->program[0] || value->constant[0] != usual);
}

static double whole(double requested)
{
    return isfinite(requested) ? fmin(fmax(floor(requested), 1.0), 1e9) : 1.0;
}

bool rmx_fragments_grid(double columns, double rows, int each, double limit, int grid[3])
{
    columns = whole(columns);
    rows = whole(rows);
    double requested = columns * rows * each;
    bool fits = requested <= limit;
    if (!fits) {
        rows = fmax(floor(rows * sqrt(limit / requested)), 1.0);
        columns = fmax(floor(fmin(columns, limit / (rows * each))), 1.0);
        rows = fmax(fmin(rows, floor(limit / (columns * each))), 1.0);
    }
    grid[0] = (int)columns;
    grid[1] = (int)rows;
    grid[2] = (int)(columns * rows * each);
    return fits;
}

// How many numbers the cut has, where nothing of it moves.
static void find_still_grid(struct choice *c)
{
    const struct rmx_effect *cut = cut_of(c)->effect;
    const struct rmx_effect_instance *instance = cut_of(c)->instance;
    double signals[RMX_MOST_INPUTS + 2] = {0};
    for (int i = 0; i < cut->input_count; i++) {
        if (instance->values[i].program[0])
            return;
        signals[i] = instance->values[i].constant[0];
    }
    signals[cut->input_count] = c->plan->width;
    signals[cut->input_count + 1] = c->plan->height;
    rmx_fragments_grid(rmx_program_value(c->fragments->columns, signals, NULL),
                       rmx_program_value(c->fragments->rows, signals, NULL), cut->fragments.each,
                       c->plan->params.limits.fragments, c->fragments->still_grid);
}

static enum rmx_fragments_way way_of(struct choice *c)
{
    const struct rmx_fragment_keys *cut = &cut_of(c)->effect->fragments;
    const struct rmx_fragment_keys *arrange =
        &c->plan->steps[c->fragments->arranges[0]].effect->fragments;
    bool is_mesh =
        cut->has_outline && !c->fragments->is_decorated && !c->fragments->components.sheets;
    bool is_plain = c->fragments->arrange_count == 1 && cut->has_cell_at &&
                    !c->fragments->is_decorated && !c->fragments->is_deep &&
                    !c->fragments->components.sheets;
    // Who varies is found once a fragment, by its vertices.
    bool may_gather = is_plain && !c->fragments->is_varied && !c->plan->params.no_fuse;
    c->fragments->is_exact =
        is_plain && cut->is_uniform && (arrange->permutes || arrange->is_identity);
    // A cut that reads pictures is evaluated once a fragment, not once a point.
    if (may_gather && !cut->reads_pictures && (c->fragments->is_exact || arrange->is_identity))
        return RMX_FRAGMENTS_GATHER;
    return is_mesh ? RMX_FRAGMENTS_MESH : RMX_FRAGMENTS_BOXES;
}

static const struct rmx_effect *arrange_of(const struct choice *c, int a)
{
    return c->plan->steps[c->fragments->arranges[a]].effect;
}

// Borders, shadows and torn edges look farther than to the outline, and so may cuts and arranges.
static bool reaches(const struct choice *c)
{
    bool any = c->fragments->is_decorated || cut_of(c)->effect->fragments.reads_distances;
    for (int a = 0; a < c->fragments->arrange_count; a++)
        any |= arrange_of(c, a)->fragments.reads_distances;
    return any;
}

// Whether the scene says one of the numbers that the cut's own number goes by.
static bool says_count(const struct choice *c)
{
    const struct rmx_step *cut = cut_of(c);
    for (int i = 0; i < cut->effect->input_count; i++)
        if ((rmx_program_reads(c->fragments->columns, i) ||
             rmx_program_reads(c->fragments->rows, i)) &&
            cut->instance->values[i].span.line > 0)
            return true;
    return false;
}

static bool is_measured(const struct choice *c)
{
    for (int a = 0; a < c->fragments->arrange_count; a++) {
        const struct rmx_fragment_keys *keys = &arrange_of(c, a)->fragments;
        if (keys->match || keys->reads_means || (keys->rank && strcmp(keys->rank, "random") != 0))
            return true;
    }
    return false;
}

// A cut looks at the pictures that it cuts, by itself or because they are its mask.
static bool cut_sees(const struct choice *c)
{
    const struct rmx_step *cut = cut_of(c);
    if (!c->fragments->components.sheets)
        return cut->effect->fragments.reads_pictures;
    int mask = rmx_effect_input(cut->effect, cut->effect->fragments.components);
    return cut->effect->fragments.reads_pictures || cut->inputs[mask] < 0;
}

// Fragments that lie still, side by side, need no rim: nothing shows between them.
static void choose_rim(struct rmx_fragments_plan *fragments, const struct rmx_effect *arrange)
{
    bool is_mesh = fragments->way == RMX_FRAGMENTS_MESH;
    bool rests =
        fragments->arrange_count == 1 && arrange->fragments.is_identity && !fragments->is_deep;
    fragments->has_rim = is_mesh && !rests;
    fragments->stays_within = fragments->way == RMX_FRAGMENTS_GATHER || fragments->is_exact ||
                              (rests && !fragments->is_decorated);
    fragments->is_flat = fragments->way != RMX_FRAGMENTS_GATHER &&
                         (fragments->is_exact || (is_mesh && !fragments->has_rim));
}

void rmx_fragments_choose(const struct rmx_plan *plan, const struct rmx_step *root)
{
    struct choice c = {plan, root, root->fragments};
    c.fragments->is_deep = may_differ(&c, "depth", 0.0) || may_differ(&c, "camera_angle", 0.0) ||
                           may_differ(&c, "camera_sway", 0.0);
    c.fragments->is_decorated = may_differ(&c, "border_width", 0.0) ||
                                may_differ(&c, "shadow_opacity", 0.0) ||
                                may_differ(&c, "torn", 0.0);
    if (c.fragments->components.sheets) {
        c.fragments->components.reaches = reaches(&c);
        c.fragments->components.says_count = says_count(&c);
    }
    find_still_grid(&c);
    c.fragments->way = way_of(&c);
    c.fragments->cut_sees = cut_sees(&c);
    c.fragments->is_measured = is_measured(&c);
    choose_rim(c.fragments, arrange_of(&c, 0));
}
