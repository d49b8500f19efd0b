// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scene_bench.h"

#include "base/file.h"

#include <string.h>

int scene_bench_set_up(void **state)
{
    static struct scene_bench bench;
    bench = (struct scene_bench){.arena = rmx_arena_create()};
    bench.catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    *state = &bench;
    return 0;
}

int scene_bench_tear_down(void **state)
{
    struct scene_bench *bench = *state;
    rmx_catalog_destroy(bench->catalog);
    rmx_arena_destroy(bench->arena);
    return 0;
}

const struct rmx_scene *scene_bench_read(struct scene_bench *bench, const char *text,
                                         const struct rmx_scene_params *params)
{
    struct rmx_scene_params used = params ? *params : (struct rmx_scene_params){0};
    used.catalog = bench->catalog;
    bench->errors = (struct rmx_errors){.arena = bench->arena};
    return rmx_scene_read(bench->arena, REMONTAGE_ROOT "/scenes/test.yaml", text, strlen(text),
                          &used, &bench->errors);
}

static void add_value(struct rmx_text *out, const char *name, const struct rmx_value *value)
{
    rmx_text_printf(out, " %s=", name);
    for (int i = 0; i < value->count; i++) {
        rmx_text_add(out, i ? "," : "");
        if (value->program[i])
            rmx_text_printf(out, "<%s>", rmx_program_text(value->program[i]));
        else
            rmx_text_printf(out, "%.6g", value->constant[i]);
    }
}

static void add_picture(struct rmx_text *out, const struct rmx_scene *scene, const char *name,
                        struct rmx_picture_ref picture)
{
    rmx_text_printf(out, " %s=", name);
    switch (picture.kind) {
    case RMX_PICTURE_NONE: rmx_text_add(out, "none"); break;
    case RMX_PICTURE_INPUT: rmx_text_add(out, "input"); break;
    case RMX_PICTURE_BELOW: rmx_text_add(out, "below"); break;
    case RMX_PICTURE_SOURCE: rmx_text_add(out, scene->sources[picture.index].name); break;
    case RMX_PICTURE_LAYER:
        rmx_text_printf(out, "layer:%s", scene->layers[picture.index].name);
        break;
    case RMX_PICTURE_PAST:
        rmx_text_printf(out, "past:%s",
                        picture.index == RMX_FINISH ? "finish" : scene->layers[picture.index].name);
        break;
    }
}

static void add_use(struct rmx_text *out, const struct rmx_scene *scene,
                    const struct rmx_effect_instance *instance)
{
    rmx_text_printf(out, "  %s %s", instance->place, instance->effect->name);
    for (int i = 0; i < instance->effect->input_count; i++) {
        const struct rmx_input *input = &instance->effect->inputs[i];
        if (input->type == RMX_INPUT_IMAGE)
            add_picture(out, scene, input->name, instance->pictures[i]);
        else
            add_value(out, input->name, &instance->values[i]);
    }
    rmx_text_printf(out, "%s%s%s\n", instance->store ? " store" : "", instance->fuse ? " fuse" : "",
                    instance->ignore_alpha ? " ignore_alpha" : "");
}

static void add_layer(struct rmx_text *out, const struct rmx_scene *scene,
                      const struct rmx_layer *layer)
{
    rmx_text_printf(out, "layer %s visible=%d fit=%d", layer->name ? layer->name : "-",
                    layer->visible, layer->fit);
    add_value(out, "visible", &layer->visible_value);
    add_picture(out, scene, "picture", layer->picture);
    add_picture(out, scene, "mask", layer->mask);
    rmx_text_printf(out, " invert=%d place=%d", layer->mask_invert, layer->has_place);
    add_value(out, "x", &layer->x);
    add_value(out, "y", &layer->y);
    add_value(out, "scale", &layer->scale);
    add_value(out, "angle", &layer->angle);
    add_value(out, "opacity", &layer->opacity);
    rmx_text_add(out, "\n");
    if (layer->generate)
        add_use(out, scene, layer->generate);
    for (int i = 0; i < layer->chain_count; i++)
        add_use(out, scene, &layer->chain[i]);
    add_use(out, scene, &layer->blend);
}

static void add_settings(struct rmx_text *out, const struct rmx_scene *scene)
{
    rmx_text_printf(out, "scene '%s' %dx%d fps=%g%s seed=%u depth=%d", scene->title, scene->width,
                    scene->height, scene->fps, scene->has_fps ? "!" : "", scene->seed,
                    scene->depth);
    add_value(out, "bpm", &scene->bpm);
    rmx_text_printf(out, " background=%g,%g,%g,%g", scene->background[0], scene->background[1],
                    scene->background[2], scene->background[3]);
    rmx_text_printf(out, " date=%g-%g-%g %g:%g:%g runs=%d/%d\n", scene->date[0], scene->date[1],
                    scene->date[2], scene->date[3], scene->date[4], scene->date[5],
                    scene->run_count, scene->run_program_count);
}

static void add_knob(struct rmx_text *out, const struct rmx_knob *knob)
{
    rmx_text_printf(out, "knob %s %g..%g at %g midi=", knob->name, knob->from, knob->to, knob->at);
    if (knob->midi)
        rmx_midi_control_write(out, &knob->midi->control);
    rmx_text_printf(out, "%s osc=%s\n", knob->midi ? "" : "-", knob->osc ? knob->osc : "-");
}

char *scene_bench_dump(struct scene_bench *bench, const struct rmx_scene *scene)
{
    struct rmx_text out = {0};
    for (int i = 0; i < bench->errors.count; i++)
        rmx_error_format(&out, &bench->errors.items[i]);
    if (scene)
        add_settings(&out, scene);
    for (int i = 0; scene && i < scene->source_count; i++) {
        const struct rmx_source *source = &scene->sources[i];
        rmx_text_printf(&out, "source %s %s %s credit='%s' licence='%s' url='%s' fit=%d\n",
                        source->name, rmx_source_kind_name(source->kind),
                        source->path ? rmx_path_file(source->path) : "-", source->credit,
                        source->licence, source->url, source->fit);
        if (source->generate)
            add_use(&out, scene, source->generate);
    }
    for (int i = 0; scene && i < scene->knob_count; i++)
        add_knob(&out, &scene->knobs[i]);
    for (int i = 0; scene && i < scene->layer_count; i++)
        add_layer(&out, scene, &scene->layers[i]);
    for (int i = 0; scene && i < scene->finish_count; i++)
        add_use(&out, scene, &scene->finish[i]);
    char *text = rmx_arena_copy(bench->arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    return text;
}

const struct rmx_value *scene_bench_value(const struct rmx_effect_instance *instance,
                                          const char *input)
{
    int index = rmx_effect_input(instance->effect, input);
    return index < 0 ? NULL : &instance->values[index];
}
