// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/targets.h"

enum rmx_format rmx_depth_format(int depth)
{
    return depth == 8 ? RMX_FORMAT_RGBA8 : depth == 16 ? RMX_FORMAT_RGBA16 : RMX_FORMAT_RGBA32F;
}

// What goes round and round would keep each frame's rounding: 8 bits never fade to black.
enum rmx_format rmx_plan_kept_format(const struct rmx_plan *plan, const struct rmx_step *step)
{
    if (step->is_float)
        return RMX_FORMAT_RGBA32F;
    if (plan->params.ledger)
        return RMX_FORMAT_RGBA16F;
    return rmx_depth_format(step->past && plan->depth == 8 ? 16 : plan->depth);
}

enum rmx_format rmx_plan_result_format(const struct rmx_plan *plan)
{
    if (plan->params.ledger)
        return RMX_FORMAT_RGBA16F;
    return rmx_depth_format(plan->params.jitter ? 32 : plan->output_depth);
}

void rmx_plan_formats(struct rmx_plan *plan)
{
    for (int p = 0; p < plan->pass_count; p++)
        plan->passes[p].format = rmx_plan_kept_format(plan, &plan->steps[plan->passes[p].root]);
    if (plan->pass_count)
        plan->passes[plan->pass_count - 1].format = rmx_plan_result_format(plan);
}

struct target {
    int last_reader; // the last pass that reads what is in it now
    bool is_shared;  // may be used again by later passes
    bool mips;
    enum rmx_format format;
};

// Whether it reads what changes from frame to frame by itself: time, beat, bar or frame.
static bool reads_clock(const struct rmx_pass *pass)
{
    static const int moving[] = {RMX_SIGNAL_TIME, RMX_SIGNAL_BEAT, RMX_SIGNAL_BAR,
                                 RMX_SIGNAL_FRAME};
    for (size_t i = 0; i < sizeof(moving) / sizeof(*moving); i++)
        if (rmx_signal_set_has(&pass->signals, moving[i]))
            return true;
    return false;
}

// Whether a pass is drawn in every frame: by itself, or because a picture that it reads is.
static bool is_moving(const struct rmx_plan *plan, const bool *moving, int p)
{
    const struct rmx_pass *pass = &plan->passes[p];
    if (reads_clock(pass))
        return true;
    for (int i = 0; i < pass->texture_count; i++) {
        int from = rmx_plan_feeding_pass(plan, &pass->textures[i]);
        if (pass->textures[i].past || (from >= 0 && moving[from]))
            return true;
    }
    return false;
}

static void find_last_readers(const struct rmx_plan *plan, int *last_readers)
{
    for (int p = 0; p < plan->pass_count; p++) {
        last_readers[p] = p;
        for (int i = 0; i < plan->passes[p].texture_count; i++) {
            int from = rmx_plan_feeding_pass(plan, &plan->passes[p].textures[i]);
            if (from >= 0 && from < p)
                last_readers[from] = p;
        }
    }
}

static int find_free(const struct target *targets, int count, const struct rmx_pass *pass, int p)
{
    for (int t = 0; t < count; t++)
        if (targets[t].is_shared && targets[t].last_reader < p && targets[t].mips == pass->mips &&
            targets[t].format == pass->format)
            return t;
    return -1;
}

// A picture that may serve the next frame keeps a texture of its own; those that are drawn anew in
// every frame share, each as soon as the last reader of the one before is done. Passes stand in
// drawing order, so taking the first free one is optimal (interval graphs).
void rmx_plan_targets(struct rmx_arena *arena, struct rmx_plan *plan)
{
    bool *moving = RMX_NEW(arena, bool, plan->pass_count);
    int *last_readers = RMX_NEW(arena, int, plan->pass_count);
    struct target *targets = RMX_NEW(arena, struct target, plan->pass_count);
    find_last_readers(plan, last_readers);
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        moving[p] = is_moving(plan, moving, p);
        bool is_result = p == plan->pass_count - 1;
        bool is_shared = moving[p] && !plan->params.ledger && !is_result && !pass->keeps &&
                         !pass->sized && !plan->steps[pass->root].array;
        int t = is_shared ? find_free(targets, plan->target_count, pass, p) : -1;
        if (t < 0)
            t = plan->target_count++;
        targets[t] = (struct target){last_readers[p], is_shared, pass->mips, pass->format};
        pass->target = t;
    }
}
