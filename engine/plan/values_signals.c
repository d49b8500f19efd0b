// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a scene's signals in a frame, and the integrals of run() and of the tempo.
#include "plan/values_parts.h"

#include <math.h>
#include <string.h>

double rmx_values_evaluate(const struct rmx_values *v, const struct rmx_program *program)
{
    return rmx_program_value(program, v->signals, v->runs);
}

const double *rmx_values_signals(const struct rmx_values *v)
{
    return v->signals;
}

static void copy_provided(const struct rmx_values *v, double *to, const double *from)
{
    memcpy(to, from, sizeof(*to) * (size_t)v->plan->scene->signals.count);
}

// A frame that is drawn again has the same one before it; going back there is none, and nothing was
// ever set.
void rmx_values_take_provided(struct rmx_values *v, const struct rmx_frame_inputs *frame_inputs)
{
    const struct rmx_signals *signals = &v->plan->scene->signals;
    bool goes_on = v->has_last && frame_inputs->frame > v->last.frame;
    bool is_same = v->has_last && frame_inputs->frame == v->last.frame;
    if (goes_on)
        copy_provided(v, v->before, v->now);
    for (int i = 0; i < signals->count && !frame_inputs->provided; i++)
        v->now[i] = signals->items[i].initial;
    if (frame_inputs->provided)
        copy_provided(v, v->now, frame_inputs->provided);
    if (!goes_on && !is_same)
        copy_provided(v, v->before, v->now);
    v->has_last = true;
}

// As the scene's `bpm:` says, or a provider in its place, who gives the beat as well.
static void set_tempo(struct rmx_values *v, const double *provided)
{
    const struct rmx_scene *scene = v->plan->scene;
    const struct rmx_program *bpm = scene->bpm.program[0];
    double *s = v->signals;
    s[RMX_SIGNAL_BPM] = scene->bpm.constant[0];
    s[RMX_SIGNAL_BEAT] = bpm ? v->beats : s[RMX_SIGNAL_TIME] * s[RMX_SIGNAL_BPM] / 60.0;
    if (bpm) {
        double tempo = rmx_values_evaluate(v, bpm);
        s[RMX_SIGNAL_BPM] = isfinite(tempo) ? tempo : 120.0;
    }
    if (isfinite(provided[RMX_SIGNAL_BPM]))
        s[RMX_SIGNAL_BPM] = provided[RMX_SIGNAL_BPM];
    if (isfinite(provided[RMX_SIGNAL_BEAT]))
        s[RMX_SIGNAL_BEAT] = provided[RMX_SIGNAL_BEAT];
    s[RMX_SIGNAL_BAR] = s[RMX_SIGNAL_BEAT] / 4.0;
}

// Sets v->signals to those of a frame. `provided`: v->now or v->before.
static void set_signals(struct rmx_values *v, long long frame, const double *provided)
{
    const struct rmx_scene *scene = v->plan->scene;
    const struct rmx_frame_inputs *m = v->frame_inputs;
    double *s = v->signals;
    copy_provided(v, s, provided);
    s[RMX_SIGNAL_TIME] = (double)frame / m->fps;
    s[RMX_SIGNAL_FRAME] = (double)frame;
    s[RMX_SIGNAL_FPS] = m->fps;
    s[RMX_SIGNAL_SEED] = scene->seed;
    s[RMX_SIGNAL_HEIGHT] = scene->height;
    s[RMX_SIGNAL_WIDTH] = (double)scene->height * m->width / m->height;
    set_tempo(v, provided);
}

static void swap_before(struct rmx_values *v)
{
    double *runs = v->runs, beats = v->beats;
    v->runs = v->runs_before;
    v->runs_before = runs;
    v->beats = v->beats_before;
    v->beats_before = beats;
}

void rmx_values_step_back(struct rmx_values *v)
{
    swap_before(v);
    set_signals(v, v->frame_inputs->frame - 1, v->before);
}

void rmx_values_step_on(struct rmx_values *v)
{
    swap_before(v);
    set_signals(v, v->frame_inputs->frame, v->now);
}

static void integrate_one(struct rmx_values *v)
{
    memcpy(v->runs_before, v->runs, sizeof(*v->runs) * (size_t)v->plan->scene->run_count);
    v->beats_before = v->beats;
    // An outer run has the greater number, and reads the inner one as it stood in this frame.
    for (int r = v->plan->scene->run_count - 1; r >= 0; r--) {
        double rate = v->rates[r] ? rmx_values_evaluate(v, v->rates[r]) : 0.0;
        if (isfinite(rate))
            v->runs[r] += rate / v->frame_inputs->fps;
    }
    v->beats += v->signals[RMX_SIGNAL_BPM] / 60.0 / v->frame_inputs->fps;
}

static bool has_integrals(const struct rmx_scene *scene)
{
    return scene->run_count > 0 || scene->bpm.program[0];
}

// From frame 0, or from where the last call stopped; going back starts anew.
void rmx_values_integrate(struct rmx_values *v)
{
    const struct rmx_frame_inputs *m = v->frame_inputs;
    if (m->frame < v->integrated || m->fps != v->fps) {
        memset(v->runs, 0, sizeof(*v->runs) * (size_t)v->plan->scene->run_count);
        v->beats = 0.0;
        v->integrated = 0;
        v->fps = m->fps;
    }
    for (; has_integrals(v->plan->scene) && v->integrated < m->frame; v->integrated++) {
        set_signals(v, v->integrated, v->now);
        integrate_one(v);
    }
    set_signals(v, m->frame, v->now);
}
