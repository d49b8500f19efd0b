// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene hears: its `sound:`, and which numbers of it expressions read.
#include "base/file.h"
#include "scene/scene_parts.h"
#include "scene/visit.h"

#include <string.h>
#include <strings.h>

void rmx_check_gain(struct rmx_checker *checker, const struct rmx_key *key,
                    const struct rmx_node *node, double *gain)
{
    const struct rmx_number_rule rule = {
        .what = key->name, .min = key->min, .max = key->max, .has_range = true};
    if (node->kind == RMX_NODE_SCALAR && strcasecmp(node->text, "auto") == 0)
        *gain = 0.0;
    else
        rmx_check_constant(checker, node, &rule, gain);
}

void rmx_check_sound_file(struct rmx_checker *checker, const struct rmx_node *node,
                          struct rmx_scene_sound *sound)
{
    sound->file = rmx_check_path(checker, node, "sound");
    sound->span = node->span;
}

static void report_word(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (strcasecmp(node->text, "input") == 0) {
        rmx_errors_add(checker->errors, node->span, "not-yet",
                       "'sound: input': not yet in this version");
        return;
    }
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "wrong-type",
                                             "sound is a map or `silence`, not '%s'", node->text);
    error->hint = rmx_is_path(node->text)
                      ? rmx_arena_printf(checker->arena, "write `sound: {file: %s}`", node->text)
                      : "write `sound: {file: PATH}`";
}

void rmx_check_sound(struct rmx_checker *checker, const struct rmx_key *key,
                     const struct rmx_node *node, struct rmx_scene_sound *sound)
{
    if (node->kind == RMX_NODE_SCALAR && !node->broken && !node->swallowed) {
        if (strcasecmp(node->text, "silence") != 0)
            report_word(checker, node);
        return;
    }
    if (node->kind != RMX_NODE_MAP) {
        rmx_check_wrong(checker, node, "a map or `silence`");
        return;
    }
    int errors = checker->errors->error_count;
    rmx_check_map(checker, node, key->table, sound);
    if (!rmx_node_get(node, "file") && checker->errors->error_count == errors)
        rmx_errors_add(checker->errors, node->span, "missing-key", "this sound has no file")->hint =
            "write `sound: {file: PATH}`";
}

int rmx_check_add_heard(struct rmx_checker *checker, int number)
{
    struct rmx_scene *scene = checker->scene;
    *RMX_PUSH(checker->arena, &scene->heard, &scene->heard_count) =
        (struct rmx_heard_signal){.number = number, .signal = scene->signals.count};
    rmx_signals_add(checker->arena, &scene->signals, &rmx_signals_heard()[number], 1);
    return scene->signals.count - 1;
}

static void note_sound(void *listens, const struct rmx_instance_at *at)
{
    const struct rmx_effect *effect = at->instances[at->index].effect;
    for (int i = 0; i < effect->input_count; i++)
        if (rmx_input_is_sound(effect->inputs[i].type))
            *(bool *)listens = true;
}

bool rmx_scene_listens(const struct rmx_scene *scene)
{
    bool listens = scene->heard_count > 0;
    rmx_scene_visit_instances(scene, note_sound, &listens);
    for (int i = 0; i < scene->source_count && !listens; i++)
        listens = scene->sources[i].scene && rmx_scene_listens(scene->sources[i].scene);
    return listens;
}

bool rmx_scene_numbers_have_past(const struct rmx_scene *scene)
{
    bool has_integrals = scene->run_count > 0 || scene->bpm.program[0];
    return scene->measured_count > 0 || (scene->heard_count > 0 && has_integrals);
}
