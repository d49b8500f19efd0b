// SPDX-License-Identifier: GPL-3.0-or-later
// Signals that a scene's table has only where an expression reads them: shares and auras of its
// sources, which may be defined anywhere, what is heard, controls of MIDI, and the
// knob `display`.
#include "scene/scene_parts.h"

#include <string.h>

enum { MOST_MEASURED = 4000, MOST_HINTED = 64 };

static const char background[] = "background", effects[] = "effects";

bool rmx_check_is_display(const char *word)
{
    return strcmp(word, rmx_signals_display()->name) == 0;
}

static int add_display(struct rmx_checker *checker)
{
    struct rmx_scene *scene = checker->scene;
    const struct rmx_signal *signal = rmx_signals_display();
    *RMX_PUSH(checker->arena, &scene->knobs, &scene->knob_count) =
        (struct rmx_knob){.name = signal->name,
                          .signal = scene->signals.count,
                          .from = signal->min,
                          .to = signal->max,
                          .at = signal->initial,
                          .is_display = true};
    rmx_signals_add(checker->arena, &scene->signals, signal, 1);
    return scene->signals.count - 1;
}

// Whose it is becomes known once all is read. Nothing is shown before the first frame: no shares,
// all of each aura.
static int add_measured(struct rmx_checker *checker, const char *name, const char *of,
                        struct rmx_span span)
{
    struct rmx_scene *scene = checker->scene;
    bool is_aura = strncmp(name, "aura", (size_t)(of - 1 - name)) == 0;
    const struct rmx_signal signal = {
        .name = name, .max = 1, .initial = is_aura, .provider = "ledger", .meaning = ""};
    span.column += (int)(of - name);
    span.length -= (int)(of - name);
    *RMX_PUSH(checker->arena, &scene->measured, &scene->measured_count) = (struct rmx_measured){
        .is_aura = is_aura, .of = of, .index = -1, .signal = scene->signals.count, .span = span};
    rmx_signals_add(checker->arena, &scene->signals, &signal, 1);
    return scene->signals.count - 1;
}

static bool has_room(struct rmx_checker *checker, struct rmx_span span)
{
    if (checker->scene->measured_count < MOST_MEASURED)
        return true;
    if (!checker->is_incomplete)
        rmx_errors_add(checker->errors, span, "too-many-names", "more than %d shares and auras",
                       MOST_MEASURED);
    checker->is_incomplete = true; // those that follow are no errors
    return false;
}

int rmx_check_add_signal(void *data, const char *name, size_t length, struct rmx_span span)
{
    struct rmx_checker *checker = data;
    const char *copy = rmx_arena_copy_n(checker->arena, name, length);
    const char *of = rmx_signals_measured_of(copy, length);
    int heard = rmx_signals_heard_of(copy, length);
    struct rmx_midi_control control;
    if (heard >= 0)
        return rmx_check_add_heard(checker, heard);
    if (rmx_midi_control_of_signal(name, length, &control))
        return rmx_check_add_midi(checker, &control);
    if (!of)
        return rmx_check_is_display(copy) ? add_display(checker) : -1;
    return has_room(checker, span) ? add_measured(checker, copy, of, span)
                                   : checker->scene->measured[0].signal;
}

// Those of effects and the single pictures of a folder have no name of their own.
static int find_source(const struct rmx_scene *scene, const char *name)
{
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_source *source = &scene->sources[i];
        if (!source->owner && !source->is_import && strcmp(source->name, name) == 0)
            return i;
    }
    return -1;
}

// A nameless layer's generator has its effect's name.
static const char *generator_name(const struct rmx_layer *layer)
{
    if (!layer->generate)
        return NULL;
    return layer->name ? layer->name : layer->generate->effect->name;
}

static int find_generator(const struct rmx_scene *scene, const char *wanted)
{
    for (int i = 0; i < scene->layer_count; i++) {
        const char *name = generator_name(&scene->layers[i]);
        if (name && strcmp(name, wanted) == 0)
            return i;
    }
    return -1;
}

const char *const *rmx_check_measured_names(void *data, int *count)
{
    const struct rmx_checker *checker = data;
    const struct rmx_scene *scene = checker->scene;
    const char **names = RMX_NEW(checker->arena, const char *, MOST_HINTED);
    *count = 0;
    for (int i = 0; i < scene->source_count && *count < MOST_HINTED; i++) {
        const struct rmx_source *source = &scene->sources[i];
        if (!source->owner && !source->is_import && rmx_is_scene_name(source->name))
            names[(*count)++] = source->name;
    }
    return names;
}

// What has the name but holds no part of the surface by itself.
static bool report_other(struct rmx_checker *checker, const struct rmx_measured *measured)
{
    const struct rmx_name *name = rmx_check_find(checker, measured->of, false);
    if (!name || name->kind == RMX_NAME_SOURCE)
        return false;
    bool is_layer = name->kind == RMX_NAME_LAYER;
    struct rmx_error *error =
        rmx_errors_add(checker->errors, measured->span, "unknown-source", "'%s' is a %s, no source",
                       measured->of, is_layer ? "layer" : "knob");
    error->other = name->span;
    error->hint = is_layer ? "a layer shows sources: name one of these"
                           : "a knob stands in an expression by its name alone";
    return true;
}

static void report_unknown(struct rmx_checker *checker, const struct rmx_measured *measured)
{
    const struct rmx_scene *scene = checker->scene;
    const char **names =
        RMX_NEW(checker->arena, const char *, scene->source_count + scene->layer_count + 2);
    int count = 0;
    for (int i = 0; i < scene->source_count; i++)
        if (!scene->sources[i].owner && !scene->sources[i].is_import)
            names[count++] = scene->sources[i].name;
    for (int i = 0; i < scene->layer_count; i++)
        if (generator_name(&scene->layers[i]))
            names[count++] = generator_name(&scene->layers[i]);
    if (!measured->is_aura) {
        names[count++] = effects;
        names[count++] = background;
    }
    struct rmx_error *error = rmx_errors_add(checker->errors, measured->span, "unknown-source",
                                             "there is no source named '%s'", measured->of);
    rmx_error_suggest(checker->errors, error, measured->of, names, count,
                      "a source under `sources:`, or a layer that generates");
}

static void find_owner(struct rmx_checker *checker, struct rmx_measured *measured)
{
    const struct rmx_scene *scene = checker->scene;
    int source = find_source(scene, measured->of), layer = find_generator(scene, measured->of);
    bool is_background = strcmp(measured->of, background) == 0;
    measured->index = source >= 0 ? source : layer;
    if (source >= 0)
        measured->kind = RMX_MEASURED_SOURCE;
    else if (layer >= 0)
        measured->kind = RMX_MEASURED_GENERATOR;
    else if (measured->is_aura && (is_background || strcmp(measured->of, effects) == 0))
        rmx_errors_add(checker->errors, measured->span, "unknown-source", "'%s' has no aura",
                       measured->of)
            ->hint = "an aura is of a source, or of a layer that generates";
    else if (is_background)
        measured->kind = RMX_MEASURED_BACKGROUND;
    else if (strcmp(measured->of, effects) == 0)
        measured->kind = RMX_MEASURED_EFFECTS;
    else if (!report_other(checker, measured))
        report_unknown(checker, measured);
}

// A scene within is as veiled or exposed as this one, where this one says nothing else.
static void pass_display_on(struct rmx_checker *checker, const struct rmx_source *source)
{
    for (int k = 0; source->scene && k < source->scene->knob_count; k++) {
        struct rmx_value *value = &source->with[k];
        if (!source->scene->knobs[k].is_display || value->count)
            continue;
        value->program[0] = rmx_check_expression(checker, rmx_signals_display()->name, source->span,
                                                 RMX_QUANTITY_NUMBER);
        value->constant[0] = rmx_signals_display()->initial;
        value->count = 1;
    }
}

void rmx_check_measured(struct rmx_checker *checker)
{
    for (int i = 0; i < checker->scene->source_count; i++)
        pass_display_on(checker, &checker->scene->sources[i]);
    for (int i = 0; i < checker->scene->measured_count; i++)
        find_owner(checker, &checker->scene->measured[i]);
}
