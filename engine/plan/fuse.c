// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/fuse.h"

#include <assert.h>

enum {
    MOST_TAPS = 4,
    MOST_FORCED_RUNS = 256, // what even `fuse: true` may ask of a compiler
    VIEW_BYTES = 96
}; // what a block holds beside inputs: view, time, date and padding

// One place where a step is read.
struct reading {
    int reader, input;
};

struct readers {
    struct reading *items;
    int count;
};

// What an open pass holds so far, while steps are still offered to it from its root down.
struct open_pass {
    int steps;
    bool has_fragments;
    int samplers; // readings not yet known to be fused: each may need one
    int bytes;
};

struct fuser {
    struct rmx_arena *arena;
    struct rmx_plan *plan;
    struct readers *readers; // of each step
    struct open_pass *open;  // by root step
    int *roots;              // the root of the pass that each step stands in; -1
};

static const struct rmx_taps *taps_of(const struct rmx_plan *plan, struct reading reading)
{
    return &plan->steps[reading.reader].effect->taps[reading.input];
}

// A pass into a buffer without readers, now or in the next frame.
static bool is_dead(const struct rmx_plan *plan, const struct readers *readers, int s)
{
    const struct rmx_step *step = &plan->steps[s];
    return s < plan->step_count - 1 && !readers[s].count && !step->is_buffer && !step->past;
}

static struct readers *find_readers(struct rmx_arena *arena, const struct rmx_plan *plan)
{
    struct readers *readers = RMX_NEW(arena, struct readers, plan->step_count);
    for (int s = plan->step_count - 1; s >= 0;
         s--) { // readers first: what they do not read is dead
        const struct rmx_step *step = &plan->steps[s];
        if (is_dead(plan, readers, s))
            continue;
        for (int i = 0; step->effect && i < step->effect->input_count; i++) {
            if (step->inputs[i] < 0)
                continue;
            struct readers *list = &readers[step->inputs[i]];
            *RMX_PUSH(arena, &list->items, &list->count) = (struct reading){s, i};
        }
    }
    return readers;
}

static bool is_users(const struct rmx_step *step)
{
    return step->value_source == RMX_VALUES_INSTANCE;
}

static const char *name_of(const struct rmx_plan *plan, int step)
{
    return plan->steps[step].effect->name;
}

// Why the step is a pass of its own, whatever reads it and is read by it; NULL: it need not be.
static const char *own_reason(const struct rmx_step *step)
{
    return step->width || step->height ? "has a size of its own" : step->effect->own_pass_reason;
}

static bool wants_fusing(const struct rmx_step *step)
{
    return step->instance && step->instance->fuse;
}

// Why one reader cannot have the step in its own pass, whatever else that pass holds; NULL: it can.
static const char *reading_reason(struct fuser *f, const struct rmx_step *step,
                                  struct reading reading)
{
    const struct rmx_plan *plan = f->plan;
    const struct rmx_taps *taps = taps_of(plan, reading);
    const char *reader = name_of(plan, reading.reader);
    bool is_forced = wants_fusing(step) || wants_fusing(&plan->steps[reading.reader]);
    if (plan->params.ledger && rmx_step_decides(&plan->steps[reading.reader], reading.input))
        return "a mask is not moved";
    if (plan->steps[reading.reader].fragments || plan->steps[reading.reader].is_fragment_stage)
        return "fragments are made of it";
    if (own_reason(&plan->steps[reading.reader]))
        return rmx_arena_printf(f->arena, "%s is a pass of its own", reader);
    if (taps->irregular)
        return rmx_arena_printf(f->arena, "%s uses the picture in other ways than taps", reader);
    if (taps->in_loop && !is_forced)
        return rmx_arena_printf(f->arena, "%s reads it in a loop", reader);
    if (taps->count > MOST_TAPS && !is_forced)
        return rmx_arena_printf(f->arena, "%s reads it at %d points", reader, taps->count);
    return NULL;
}

static int runs_of(const struct fuser *f, int s)
{
    int runs = 0;
    for (int i = 0; i < f->readers[s].count; i++) {
        struct reading reading = f->readers[s].items[i];
        runs += f->plan->steps[reading.reader].runs * taps_of(f->plan, reading)->count;
    }
    return runs;
}

static int image_count(const struct rmx_step *step)
{
    int count = step->effect->import_count;
    if (step->fragments)
        return 0; // layers of one array, which has a unit of its own
    for (int i = 0; i < step->effect->input_count; i++)
        count += step->inputs[i] >= 0;
    for (int i = 0; step->buffers && i < step->effect->buffer_count; i++)
        count += step->buffers[i].step >= 0;
    return count;
}

// An upper bound: every number as a vec4, and a level for each picture.
static int byte_count(const struct rmx_step *step)
{
    const struct rmx_effect *effect = step->effect;
    return 16 * (effect->input_count + effect->buffer_count + effect->import_count);
}

// Why an open pass has no room for the step; NULL: it has.
static const char *room_reason(struct fuser *f, int s, int root, int runs)
{
    const struct rmx_step *step = &f->plan->steps[s];
    const struct rmx_limits *limits = &f->plan->params.limits;
    const struct open_pass *open = &f->open[root];
    bool is_forced = wants_fusing(step);
    for (int i = 0; i < f->readers[s].count; i++)
        is_forced |= wants_fusing(&f->plan->steps[f->readers[s].items[i].reader]);
    if (step->fragments && open->has_fragments)
        return "the pass has fragments already";
    if (runs > (is_forced ? MOST_FORCED_RUNS : limits->runs))
        return rmx_arena_printf(f->arena, "would run %d times a pixel", runs);
    if (open->steps + 1 > limits->pass_steps)
        return rmx_arena_printf(f->arena, "the pass is full: %d steps", limits->pass_steps);
    if (open->samplers - f->readers[s].count + image_count(step) > limits->samplers)
        return rmx_arena_printf(f->arena, "the pass is full: %d pictures", limits->samplers);
    if (open->bytes + byte_count(step) > limits->parameter_bytes)
        return rmx_arena_printf(f->arena, "the pass is full: %d bytes of parameters",
                                limits->parameter_bytes);
    return NULL;
}

// The root of the pass that all readers stand in; -1 where there are several.
static int common_root(const struct fuser *f, int s)
{
    const struct readers *readers = &f->readers[s];
    int root = f->roots[readers->items[0].reader];
    for (int i = 1; i < readers->count; i++)
        if (f->roots[readers->items[i].reader] != root)
            return -1;
    return root;
}

static const char *why_stored(struct fuser *f, int s)
{
    const struct rmx_step *step = &f->plan->steps[s];
    const struct readers *readers = &f->readers[s];
    if (step->is_fragment_stage)
        return NULL;
    if (s == f->plan->step_count - 1)
        return "the scene's picture";
    if (step->is_buffer)
        return rmx_arena_printf(f->arena, "a buffer of %s", step->effect->name);
    if (step->past)
        return rmx_arena_printf(f->arena, "%s is wanted", step->past);
    if (own_reason(step))
        return own_reason(step);
    if (step->instance && step->instance->store)
        return "the scene says store";
    if (f->plan->params.no_fuse && is_users(step))
        return "nothing is fused";
    for (int i = 0; i < readers->count; i++) {
        const char *reason = reading_reason(f, step, readers->items[i]);
        if (reason)
            return reason;
    }
    int root = common_root(f, s);
    return root < 0 ? "read in two passes" : room_reason(f, s, root, runs_of(f, s));
}

static void place_step(struct fuser *f, int s)
{
    struct rmx_step *step = &f->plan->steps[s];
    step->reason = why_stored(f, s);
    int root = step->reason ? s : common_root(f, s);
    step->runs = step->reason ? 1 : runs_of(f, s);
    f->roots[s] = root;
    struct open_pass *open = &f->open[root];
    open->steps++;
    open->has_fragments |= step->fragments != NULL;
    open->bytes += byte_count(step) + (step->reason ? VIEW_BYTES : 0);
    open->samplers += image_count(step) - (step->reason ? 0 : f->readers[s].count);
}

static void collect_passes(struct fuser *f)
{
    struct rmx_plan *plan = f->plan;
    for (int s = 0; s < plan->step_count; s++) {
        if (f->roots[s] != s)
            continue;
        struct rmx_pass *pass = RMX_PUSH(f->arena, &plan->passes, &plan->pass_count);
        pass->root = s;
        pass->reason = plan->steps[s].reason;
        plan->steps[s].pass = plan->pass_count - 1;
    }
    for (int s = 0; s < plan->step_count; s++) {
        if (f->roots[s] < 0)
            continue;
        int index = plan->steps[f->roots[s]].pass;
        plan->steps[s].pass = index;
        struct rmx_pass *pass = &plan->passes[index];
        *RMX_PUSH(f->arena, &pass->steps, &pass->step_count) = s;
    }
}

void rmx_plan_fuse(struct rmx_arena *arena, struct rmx_plan *plan)
{
    struct fuser f = {
        .arena = arena,
        .plan = plan,
        .readers = find_readers(arena, plan),
        .open = RMX_NEW(arena, struct open_pass, plan->step_count),
        .roots = RMX_NEW(arena, int, plan->step_count),
    };
    // From the result back: when a step's turn comes, all its readers have their pass.
    for (int s = plan->step_count - 1; s >= 0; s--) {
        f.roots[s] = -1;
        if (plan->steps[s].effect && !is_dead(plan, f.readers, s))
            place_step(&f, s);
    }
    collect_passes(&f);
}
