// SPDX-License-Identifier: GPL-3.0-or-later
// The still key: what app/ needs to draw this frame again at the scene's own size, and the frame as
// it is shown, should that not be possible.
#include "show/loading.h"
#include "show/show_parts.h"

#include <stdlib.h>
#include <string.h>

struct job {
    struct rmx_still_request request;
    struct rmx_still_taker taker;
    struct rmx_arena *arena;
    atomic_bool *waits;
};

static void take(void *data)
{
    struct job *job = data;
    *job->waits = false;
    job->taker.take(job->taker.data, &job->request);
    rmx_arena_destroy(job->arena);
}

static bool was_moved(const struct rmx_show *show, const struct rmx_signal *signal)
{
    return rmx_signal_is_provided(signal) && (!rmx_signal_is_from(signal, "knob") ||
                                              rmx_controls_was_moved(show->controls, signal->name));
}

static bool rate_follows_moves(const struct rmx_show *show, const struct rmx_program *program)
{
    const struct rmx_signals *signals = &show->player->generation->scene->signals;
    for (int i = 0; i < signals->count; i++)
        if (rmx_program_reads(program, i) && was_moved(show, &signals->items[i]))
            return true;
    return false;
}

static bool reads_from(const struct rmx_plan *plan, const char *provider)
{
    const struct rmx_signals *signals = &plan->scene->signals;
    for (int i = 0; i < signals->count; i++)
        for (int p = 0; rmx_signal_is_from(&signals->items[i], provider) && p < plan->pass_count;
             p++)
            if (rmx_signal_set_has(&plan->passes[p].signals, i))
                return true;
    return false;
}

// An integral holds all that its rate has been: a render knows only what it is now.
static const char *why_unrepeatable(const struct rmx_show *show)
{
    const struct rmx_scene *scene = show->player->generation->scene;
    const struct rmx_program *bpm = scene->bpm.program[0];
    if (rmx_player_has_state(show->player))
        return "the picture remembers what was shown before it";
    if (rmx_controls_has_tempo(show->controls) &&
        reads_from(show->player->generation->plan, "tempo"))
        return "its tempo or its beat was moved while it played";
    bool moved = bpm && rate_follows_moves(show, bpm);
    for (int i = 0; i < scene->run_program_count && !moved; i++)
        moved = rate_follows_moves(show, scene->run_programs[i]);
    if (moved)
        return "a run() or bpm has followed a knob or the pointer that moved since frame 0";
    if (show->was_edited && (scene->run_count || bpm))
        return "a run() or bpm has gone through edits since frame 0";
    return NULL;
}

static void add_value(struct job *job, const char *name, double value)
{
    struct rmx_set_value *values = (struct rmx_set_value *)job->request.values;
    values[job->request.value_count++] =
        (struct rmx_set_value){rmx_arena_copy(job->arena, name), value};
}

static void add_values(const struct rmx_show *show, struct job *job)
{
    const struct rmx_scene *scene = show->player->generation->scene;
    job->request.values = RMX_NEW(job->arena, struct rmx_set_value,
                                  scene->knob_count + scene->osc_count + scene->midi_count + 2);
    for (int i = 0; i < scene->knob_count; i++) {
        double value = rmx_controls_knob(show->controls, i);
        if (value != scene->knobs[i].at)
            add_value(job, scene->knobs[i].name, value);
    }
    const double *numbers = rmx_controls_values(show->controls)->numbers;
    for (int i = 0; i < scene->osc_count; i++)
        if (numbers[scene->osc[i].signal] != 0)
            add_value(job, scene->signals.items[scene->osc[i].signal].name,
                      numbers[scene->osc[i].signal]);
    for (int i = 0; i < scene->midi_count; i++) {
        const struct rmx_signal *signal = &scene->signals.items[scene->midi[i].signal];
        if (numbers[scene->midi[i].signal] != signal->initial)
            add_value(job, signal->name, numbers[scene->midi[i].signal]);
    }
    if (!reads_from(show->player->generation->plan, "pointer"))
        return;
    add_value(job, "mouse.x", numbers[RMX_SIGNAL_MOUSE_X]);
    add_value(job, "mouse.y", numbers[RMX_SIGNAL_MOUSE_Y]);
}

// A still is a whole picture in memory: one may wait beside the one that is drawn.
static bool is_refused(struct rmx_show *show)
{
    if (show->is_short)
        rmx_show_say(show, "no still of this frame: memory did not suffice for it\n");
    if (show->is_short)
        return true;
    bool is_news = show->still_waits && !show->still_refused;
    if (is_news)
        rmx_show_say(show, "no still of this frame: one is waiting already\n");
    show->still_refused = show->still_waits;
    return show->still_refused;
}

void rmx_show_still(struct rmx_show *show)
{
    if (!show->player || !show->params.still.take || is_refused(show))
        return;
    const struct rmx_generation *shown = show->player->generation;
    struct rmx_arena *arena = rmx_arena_create();
    struct job *job = RMX_NEW(arena, struct job, 1);
    unsigned char *pixels =
        rmx_arena_alloc(arena, (size_t)shown->width * (size_t)shown->height * 4);
    job->arena = arena;
    job->waits = &show->still_waits;
    job->taker = show->params.still;
    job->request = (struct rmx_still_request){
        .frame = show->frame,
        .fps = show->fps,
        .reason = why_unrepeatable(show),
        .width = shown->width,
        .height = shown->height,
        .has_alpha = rmx_player_picture(show->player, pixels).alpha,
        .pixels = pixels,
        .context = show->context,
        .store = rmx_reload_loading(show->reload)->store,
    };
    add_values(show, job);
    show->still_waits = rmx_renderer_read(shown->renderer, pixels);
    if (show->still_waits)
        rmx_reload_do(show->reload, take, job);
    else
        rmx_arena_destroy(arena);
}
