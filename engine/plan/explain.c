// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/explain.h"

#include "base/file.h"
#include "glsl/operations.h"
#include "plan/emit.h"
#include "plan/values.h"

#include <stdio.h>
#include <string.h>

static const char *format_name(enum rmx_format format)
{
    switch (format) {
    case RMX_FORMAT_RGBA8: return "RGBA8";
    case RMX_FORMAT_RGBA16: return "RGBA16";
    case RMX_FORMAT_RGBA16F: return "RGBA16F";
    case RMX_FORMAT_RGBA32F: return "RGBA32F";
    }
    return "";
}

static const char *fit_name(enum rmx_fit fit)
{
    switch (fit) {
    case RMX_FIT_CONTAIN: return "contain";
    case RMX_FIT_STRETCH: return "stretch";
    case RMX_FIT_TILE: return "tile";
    case RMX_FIT_UNSAID:
    case RMX_FIT_COVER: break;
    }
    return "cover";
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

static const char *plural_es(int count)
{
    return count == 1 ? "" : "es";
}

static void add_item(struct rmx_text *out, int *count, const char *item)
{
    rmx_text_printf(out, "%s%s", (*count)++ ? ", " : "", item);
}

static bool is_scene(const struct rmx_plan *plan, int step)
{
    int source = step < 0 || plan->steps[step].effect ? -1 : plan->steps[step].source;
    return source >= 0 && plan->scene->sources[source].kind == RMX_SOURCE_SCENE;
}

static const struct rmx_knob *knob_of(const struct rmx_scene *scene, int signal)
{
    for (int i = 0; i < scene->knob_count; i++)
        if (scene->knobs[i].signal == signal)
            return &scene->knobs[i];
    return NULL;
}

// "chaos (knob, cc 21, /chaos)": who provides it, and what moves it there.
static void add_signal(struct rmx_text *out, int *count, const struct rmx_scene *scene, int signal)
{
    const struct rmx_knob *knob = knob_of(scene, signal);
    add_item(out, count, scene->signals.items[signal].name);
    rmx_text_printf(out, " (%s", scene->signals.items[signal].provider);
    if (knob && knob->midi) {
        rmx_text_add(out, ", ");
        rmx_midi_control_write(out, &knob->midi->control);
    }
    if (knob && knob->osc)
        rmx_text_printf(out, ", %s", knob->osc);
    rmx_text_add(out, ")");
}

// The numbers and sounds that its picture moves with. False: none.
static bool explain_signals(const struct rmx_plan *plan, const struct rmx_pass *pass,
                            struct rmx_text *out)
{
    int count = 0;
    struct rmx_text line = {0};
    for (int s = 0; s < plan->scene->signals.count; s++)
        if (rmx_signal_set_has(&pass->signals, s) && plan->scene->signals.items[s].name)
            add_signal(&line, &count, plan->scene, s);
    for (int t = 0; t < pass->texture_count; t++) {
        int step = pass->textures[t].step;
        if (step < 0 || !plan->steps[step].sound)
            continue;
        add_item(&line, &count, rmx_input_type_name(plan->steps[step].sound->type));
        rmx_text_add(&line, " (sound)");
    }
    if (count)
        rmx_text_printf(out, "  follows %s\n", rmx_text_string(&line));
    rmx_text_finish(&line);
    return count > 0;
}

static void explain_dependencies(const struct rmx_plan *plan, const struct rmx_pass *pass,
                                 struct rmx_text *out)
{
    int count = 0;
    bool follows = explain_signals(plan, pass, out);
    struct rmx_text line = {0};
    for (int t = 0; t < pass->texture_count; t++) {
        int from = rmx_plan_feeding_pass(plan, &pass->textures[t]), step = pass->textures[t].step;
        if (is_scene(plan, step))
            add_item(&line, &count, plan->scene->sources[plan->steps[step].source].name);
        if (from >= 0)
            rmx_text_printf(&line, "%spass %d%s", count++ ? ", " : "", from + 1,
                            pass->textures[t].past ? " of the frame before" : "");
    }
    if (count)
        rmx_text_printf(out, "  depends on %s\n", rmx_text_string(&line));
    else if (!follows)
        rmx_text_add(out, "  depends on nothing: drawn once\n");
    rmx_text_finish(&line);
}

static void explain_step(const struct rmx_plan *plan, const struct rmx_step *step,
                         struct rmx_text *out)
{
    if (step->value_source == RMX_VALUES_FIT)
        rmx_text_printf(out, "    %s, fit %s", plan->scene->sources[step->source].name,
                        fit_name(step->fit));
    else
        rmx_text_printf(out, "    %s", step->label);
    if (step->runs != 1 && !step->is_fragment_stage)
        rmx_text_printf(out, " (%d times a pixel)", step->runs);
    rmx_text_add(out, "\n");
}

static void explain_title(const struct rmx_plan *plan, int p, struct rmx_text *out)
{
    const struct rmx_pass *pass = &plan->passes[p];
    rmx_text_printf(out, "pass %d of %d: ", p + 1, plan->pass_count);
    if (pass->sized)
        rmx_text_add(out, "a size of its own");
    else
        rmx_text_printf(out, "%dx%d", plan->width, plan->height);
    rmx_text_printf(out, " %s, texture %d%s%s\n", format_name(pass->format), pass->target + 1,
                    !pass->keeps    ? ""
                    : pass->doubles ? ", kept for the next frame beside the new one"
                                    : ", kept for the next frame",
                    pass->mips ? ", with mips" : "");
}

static void explain_variation(const struct rmx_fragments_plan *fragments, struct rmx_text *out)
{
    rmx_text_add(out, "  each in colours of its own");
    if (fragments->ink_count)
        rmx_text_printf(out, ": %d ink%s on %d paper%s", fragments->ink_count,
                        plural(fragments->ink_count), fragments->paper_count,
                        plural(fragments->paper_count));
    rmx_text_add(out, "\n");
}

static void explain_fragments(const struct rmx_fragments_plan *fragments, struct rmx_text *out)
{
    static const char *const ways[] = {
        [RMX_FRAGMENTS_BOXES] = "a box each",
        [RMX_FRAGMENTS_MESH] = "one mesh of their outlines",
        [RMX_FRAGMENTS_GATHER] = "no geometry: each point asks which of them is there",
    };
    const int *grid = fragments->still_grid;
    if (grid[2])
        rmx_text_printf(out, "  a table for %d fragments (%d x %d", grid[2], grid[0], grid[1]);
    else
        rmx_text_add(out, "  a table for fragments whose number moves (");
    rmx_text_printf(out, "%s%d picture%s", grid[2] ? ") of " : "", fragments->picture_count,
                    plural(fragments->picture_count));
    if (!grid[2])
        rmx_text_add(out, ")");
    if (fragments->downscale_log2)
        rmx_text_printf(out, " at 1/%d of their size", 1 << fragments->downscale_log2);
    if (fragments->ring_count == fragments->picture_count)
        rmx_text_printf(out, ", %d frames of each", fragments->ring);
    else if (fragments->ring_count)
        rmx_text_printf(out, ", %d frames of the %d that move", fragments->ring,
                        fragments->ring_count);
    rmx_text_printf(out, ": %s\n", ways[fragments->way]);
    if (fragments->is_overscanned)
        rmx_text_add(out, "  drawn beyond the layer's frame, as far as it is overscanned\n");
    else if (fragments->is_placed)
        rmx_text_add(out, "  drawn where the layer is placed, beyond its frame too\n");
    if (fragments->is_cropped)
        rmx_text_add(out, "  cut off at the layer's frame: `overscan: 0.2` shows more of them to "
                          "what follows\n");
    if (fragments->is_varied)
        explain_variation(fragments, out);
    const struct rmx_components_plan *components = &fragments->components;
    if (components->sheets)
        rmx_text_printf(out, "  islands of %d mask%s, looked for at %d x %d\n", components->sheets,
                        plural(components->sheets), components->width, components->height);
}

// "1,234,567"
static void add_count(struct rmx_text *out, double count)
{
    char digits[32];
    int length = snprintf(digits, sizeof(digits), "%.0f", count);
    for (int i = 0; i < length; i++)
        rmx_text_printf(out, "%s%c", i && (length - i) % 3 == 0 ? "," : "", digits[i]);
}

static void add_counted(struct rmx_text *out, double count, const char *what)
{
    add_count(out, count);
    rmx_text_printf(out, " %s%s", what, count == 1.0 ? "" : "s");
}

// What the same pass costs where nothing is moved.
static bool count_unmoved(struct rmx_arena *scratch, const struct rmx_plan *plan,
                          const struct rmx_pass *pass, struct rmx_operations *cost)
{
    struct rmx_printer *printer = rmx_printer_create(scratch, plan, &rmx_dialect_desktop);
    const char *glsl = rmx_printer_unmoved(printer, pass);
    rmx_printer_finish(printer);
    return rmx_operations_count(scratch, glsl, strlen(glsl), cost);
}

static void add_operations(const struct rmx_pass *pass, const struct rmx_operations *cost,
                           const struct rmx_operations *before, struct rmx_text *out)
{
    int moved = pass->shaders.flat_values;
    rmx_text_printf(out, "  a pixel: %s", cost->is_least ? "at least " : "");
    add_counted(out, cost->operations, "operation");
    if (!moved)
        return;
    rmx_text_add(out, " (");
    add_count(out, before->operations);
    rmx_text_printf(out, " before %d expression%s moved to where %s computed once a draw)", moved,
                    moved == 1 ? " was" : "s were", moved == 1 ? "it is" : "they are");
}

static void add_cost(const struct rmx_pass *pass, const struct rmx_operations *cost,
                     const struct rmx_operations *before, struct rmx_text *out)
{
    add_operations(pass, cost, before, out);
    rmx_text_add(out, ", ");
    add_counted(out, cost->texture_reads, "picture read");
    rmx_text_add(out, ", ");
    add_counted(out, cost->block_reads, "fetched number");
    if (pass->shaders.flat_numbers) {
        rmx_text_add(out, " (");
        add_count(out, before->block_reads);
        rmx_text_printf(out,
                        " before %d of its %d numbers were moved to where they are computed "
                        "once a draw)",
                        pass->shaders.flat_numbers, pass->slot_count);
    }
    rmx_text_add(out, "\n");
}

static void explain_cost(const struct rmx_plan *plan, const struct rmx_pass *pass,
                         struct rmx_text *out)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_operations cost, before;
    const char *glsl = pass->shaders.fragment;
    bool is_moved = pass->shaders.flat_numbers || pass->shaders.flat_values;
    if (glsl && rmx_operations_count(scratch, glsl, strlen(glsl), &cost)) {
        before = cost;
        if (!is_moved || count_unmoved(scratch, plan, pass, &before))
            add_cost(pass, &cost, &before, out);
    }
    rmx_arena_destroy(scratch);
}

static void explain_pass(const struct rmx_plan *plan, int p, bool costs, struct rmx_text *out)
{
    const struct rmx_pass *pass = &plan->passes[p];
    explain_title(plan, p, out);
    rmx_text_printf(out, "  stored: %s\n", pass->reason);
    explain_dependencies(plan, pass, out);
    if (pass->fragments)
        explain_fragments(pass->fragments, out);
    rmx_text_printf(out, "  %s, %d step%s, %d picture%s read, %d bytes of parameters:\n",
                    pass->step_count > 1 ? "fuses" : "draws", pass->step_count,
                    plural(pass->step_count), pass->texture_count, plural(pass->texture_count),
                    pass->block_size);
    for (int k = 0; k < pass->step_count; k++)
        explain_step(plan, &plan->steps[pass->steps[k]], out);
    if (costs)
        explain_cost(plan, pass, out);
}

static void explain_sound(const struct rmx_input *input, struct rmx_text *out)
{
    const char *what = rmx_input_type_name(input->type);
    if (input->max[0] >= 1.0)
        rmx_text_printf(out, "%s: %g columns, a row a channel\n", what, input->max[0]);
    else
        rmx_text_printf(out, "%s: as it comes, a row a channel\n", what);
}

// Which scene a source is, and the numbers that its knobs get: constants, or as they are written.
static void explain_scene(const struct rmx_source *source, struct rmx_text *out)
{
    int count = 0;
    rmx_text_printf(out, "the scene %s", rmx_path_file(source->path));
    for (int k = 0; k < source->scene->knob_count; k++) {
        const struct rmx_value *value = &source->with[k];
        if (!value->count)
            continue;
        rmx_text_printf(out, "%s%s ", count++ ? ", " : " with ", source->scene->knobs[k].name);
        if (value->program[0])
            rmx_text_add(out, rmx_program_text(value->program[0]));
        else
            rmx_text_printf(out, "%g", value->constant[0]);
    }
    rmx_text_add(out, count ? ": " : ", ");
}

static void explain_sources(const struct rmx_plan *plan, struct rmx_text *out)
{
    for (int s = 0; s < plan->step_count; s++) {
        const struct rmx_step *step = &plan->steps[s];
        if (step->sound)
            explain_sound(step->sound, out);
        if (step->effect || step->source < 0)
            continue;
        const struct rmx_source_info *info = &plan->params.sources[step->source];
        const struct rmx_source *source = &plan->scene->sources[step->source];
        rmx_text_printf(out, "source %s: ", source->name);
        if (source->kind == RMX_SOURCE_FOLDER)
            rmx_text_printf(out, "%d pictures, the first one ", source->picture_count);
        if (source->kind == RMX_SOURCE_SCENE)
            explain_scene(source, out);
        rmx_text_printf(out, "%dx%d%s\n", info->width, info->height,
                        info->has_alpha ? ", with alpha" : "");
    }
}

// What a picture shows that is told no time, where that is not the first frame.
static void explain_still(const struct rmx_scene *scene, struct rmx_text *out)
{
    long long frame = rmx_still_frame(scene, scene->fps);
    if (frame > 0)
        rmx_text_printf(out, "still: frame %lld, at %.4g s\n", frame, (double)frame / scene->fps);
}

// The pictures that last, and how many frames each frame needs.
static void explain_state(const struct rmx_plan *plan, struct rmx_text *out)
{
    long long preroll = rmx_preroll_frames(plan->scene, plan->scene->fps);
    int count = 0;
    rmx_text_add(out, "has state (");
    for (int p = 0; p < plan->pass_count; p++) {
        const struct rmx_step *root = &plan->steps[plan->passes[p].root];
        if (plan->passes[p].keeps)
            add_item(out, &count, root->past ? root->past : root->label);
    }
    if (preroll < 0)
        rmx_text_add(out, "): a frame needs all frames before it\n");
    else
        rmx_text_printf(out,
                        "): a frame is drawn after the %lld before it, its preroll; another start "
                        "gives other bytes\n",
                        preroll);
}

// What the ledger provides, and how far back it is measured.
static void explain_measured(const struct rmx_scene *scene, struct rmx_text *out)
{
    long long preroll = rmx_preroll_frames(scene, scene->fps);
    int count = 0;
    rmx_text_add(out, "has state (");
    for (int i = 0; i < scene->measured_count; i++)
        add_item(out, &count, scene->signals.items[scene->measured[i].signal].name);
    if (preroll < 0)
        rmx_text_add(out, "): the surface is measured each half second from the start\n");
    else
        rmx_text_printf(out,
                        "): the surface is measured each half second of the %lld frames before, "
                        "its preroll; another start gives other bytes\n",
                        preroll);
}

// What is heard, where it is summed.
static void explain_heard(const struct rmx_scene *scene, struct rmx_text *out)
{
    int count = 0;
    rmx_text_add(out, "has state (run of ");
    for (int i = 0; i < scene->heard_count; i++)
        if (rmx_scene_sums(scene, scene->heard[i].signal))
            add_item(out, &count, scene->signals.items[scene->heard[i].signal].name);
    rmx_text_add(out, "): the numbers of a frame need those of the frames before it\n");
}

static bool is_coarse(const struct rmx_effect *effect)
{
    return effect && effect->uses_time && !effect->is_ours;
}

// The effects of others that read TIME, each once.
static void explain_time(const struct rmx_plan *plan, struct rmx_text *out)
{
    int count = 0;
    struct rmx_text names = {0};
    for (int s = 0; s < plan->step_count; s++) {
        const struct rmx_effect *effect = plan->steps[s].effect;
        bool is_new = is_coarse(effect);
        for (int before = 0; before < s && is_new; before++)
            is_new = plan->steps[before].effect != effect;
        if (is_new)
            add_item(&names, &count, effect->name);
    }
    if (count)
        rmx_text_printf(out, "time: %s read%s TIME, a float: steps of 4 ms after 12 hours\n",
                        rmx_text_string(&names), count == 1 ? "s" : "");
    rmx_text_finish(&names);
}

void rmx_plan_explain(const struct rmx_plan *plan, bool costs, struct rmx_text *out)
{
    int steps = 0;
    for (int s = 0; s < plan->step_count; s++)
        steps += plan->steps[s].effect != NULL;
    rmx_text_printf(out, "%d pass%s, %d step%s, %d texture%s; %dx%d, depth %d\n", plan->pass_count,
                    plural_es(plan->pass_count), steps, plural(steps), plan->target_count,
                    plural(plan->target_count), plan->width, plan->height, plan->depth);
    if (plan->scene->encoded_light)
        rmx_text_add(out, "light: encoded: means are made of values as they are stored\n");
    explain_still(plan->scene, out);
    if (plan->has_state)
        explain_state(plan, out);
    if (plan->scene->measured_count)
        explain_measured(plan->scene, out);
    else if (rmx_scene_numbers_have_past(plan->scene))
        explain_heard(plan->scene, out);
    explain_time(plan, out);
    explain_sources(plan, out);
    for (int p = 0; p < plan->pass_count; p++)
        explain_pass(plan, p, costs, out);
}

void rmx_plan_explain_glsl(const struct rmx_plan *plan, struct rmx_text *out)
{
    for (int p = 0; p < plan->pass_count; p++) {
        if (plan->passes[p].shaders.vertex)
            rmx_text_printf(out, "// pass %d of %d, vertex shader\n%s\n", p + 1, plan->pass_count,
                            plan->passes[p].shaders.vertex);
        const struct rmx_pass *pass = &plan->passes[p];
        rmx_text_printf(out,
                        "// pass %d of %d: %d of its %d numbers and %d values once a draw\n%s\n",
                        p + 1, plan->pass_count, pass->shaders.flat_numbers, pass->slot_count,
                        pass->shaders.flat_values, pass->shaders.fragment);
    }
}
