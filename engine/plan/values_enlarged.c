// SPDX-License-Identifier: GPL-3.0-or-later
// How many of its file's pixels each source has for a pixel of the canvas, along the whole graph.
#include "plan/values_parts.h"

#include "plan/levels.h"

#include <math.h>
#include <string.h>

struct walk {
    struct rmx_values *values;
    const struct rmx_plan *plan;
    double *enlarged; // by step: how much its readers and theirs enlarge it, the most; 0: not shown
    const char **readers; // by step: its reader's label
};

// Fragments that fly towards the eye: a depth is at most one `depth` before the plane.
static double nearest(struct rmx_values *v, int s)
{
    static const double most = 10;
    const struct rmx_effect *effect = v->plan->steps[s].effect;
    double depth[4] = {0}, distance[4] = {0};
    rmx_values_input(v, s, rmx_effect_input(effect, "depth"), depth);
    rmx_values_input(v, s, rmx_effect_input(effect, "camera_distance"), distance);
    double left = distance[0] - fabs(depth[0]);
    return left > distance[0] / most ? distance[0] / left : most;
}

// By itself, and by how its fragments are arranged.
static double magnified(struct rmx_values *v, int s)
{
    const struct rmx_fragments_plan *fragments = v->plan->steps[s].fragments;
    double most = 1, place[4] = {1};
    if (fragments && fragments->is_placed)
        rmx_values_drawn_at(v, fragments, 1, place);
    for (int i = 0; fragments && i < fragments->arrange_count; i++)
        most = fmax(most, rmx_values_magnify(v, fragments->arranges[i]));
    most *= hypot(place[0], place[1]);
    return most * (fragments && fragments->is_deep ? nearest(v, s) : rmx_values_magnify(v, s));
}

static void show(struct walk *walk, struct rmx_buffer_source of, double enlarged,
                 const char *reader)
{
    static const double least = 1e-4; // what is smaller is not seen
    if (of.step < 0 || of.past || enlarged < least || walk->enlarged[of.step] >= enlarged)
        return;
    walk->enlarged[of.step] = enlarged;
    walk->readers[of.step] = reader;
}

static void read_inputs(struct walk *walk, int s)
{
    const struct rmx_step *step = &walk->plan->steps[s];
    double enlarged = walk->enlarged[s] * magnified(walk->values, s);
    for (int i = 0; i < step->effect->input_count; i++)
        if (step->inputs[i] >= 0 && !rmx_step_decides(step, i) &&
            !walk->plan->steps[step->inputs[i]].is_fragment_stage)
            show(walk, rmx_plan_input_picture(walk->plan, step->inputs[i]), enlarged, step->label);
    for (int i = 0; step->buffers && i < step->effect->buffer_count; i++)
        show(walk, step->buffers[i], enlarged, step->label);
}

// Of the file: before it was enlarged or shrunk as it was loaded.
static double density(const struct walk *walk, const struct rmx_step *step, int source)
{
    const struct rmx_source_info *info = &walk->plan->params.sources[source];
    const struct rmx_frame_inputs *canvas = &walk->values->last;
    struct rmx_fit_transform t =
        rmx_fit_transform(walk->plan, step, source, canvas->width, canvas->height);
    double width = info->file_width ? info->file_width : info->width;
    double height = info->file_height ? info->file_height : info->height;
    return fmin(t.scale[0] * width / canvas->width, t.scale[1] * height / canvas->height);
}

static void fit(const struct walk *walk, int s, int source, struct rmx_enlarged *all)
{
    const struct rmx_step *step = &walk->plan->steps[s];
    struct rmx_enlarged *found = &all[step->source];
    double here = density(walk, step, source) / walk->enlarged[s];
    if (found->density <= 0 || here < found->density)
        *found =
            (struct rmx_enlarged){.density = here, .reader = walk->readers[s], .picture = source};
}

static void fit_all(const struct walk *walk, int s, struct rmx_enlarged *all)
{
    int index = walk->plan->steps[s].source;
    const struct rmx_source *source = &walk->plan->scene->sources[index];
    if (source->kind != RMX_SOURCE_FOLDER)
        fit(walk, s, index, all);
    for (int i = 0; source->kind == RMX_SOURCE_FOLDER && i < source->picture_count; i++)
        fit(walk, s, source->pictures[i], all);
}

void rmx_values_enlarged(struct rmx_values *values, struct rmx_enlarged *sources)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct walk walk = {.values = values, .plan = values->plan};
    int count = values->plan->step_count;
    walk.enlarged = RMX_NEW(scratch, double, count);
    walk.readers = RMX_NEW(scratch, const char *, count);
    memset(sources, 0, sizeof(*sources) * (size_t)values->plan->scene->source_count);
    walk.enlarged[count - 1] = 1;
    for (int s = count - 1; s >= 0; s--) {
        if (!values->plan->steps[s].effect || walk.enlarged[s] <= 0)
            continue;
        if (values->plan->steps[s].value_source == RMX_VALUES_FIT)
            fit_all(&walk, s, sources);
        else
            read_inputs(&walk, s);
    }
    rmx_arena_destroy(scratch);
}
