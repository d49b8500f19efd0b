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
    sound->kind = RMX_SOUND_FILE;
    sound->file = rmx_check_path(checker, node, "sound");
    sound->span = node->span;
}

// `input:` with nothing behind it is the default one, too.
void rmx_check_sound_device(struct rmx_checker *checker, const struct rmx_key *key,
                            const struct rmx_node *node, struct rmx_scene_sound *sound)
{
    bool is_empty = node->kind == RMX_NODE_EMPTY && !node->swallowed && !node->broken;
    if (!is_empty && !rmx_check_is_text(checker, node, "a name"))
        return;
    sound->kind = strcmp(key->name, "input") == 0 ? RMX_SOUND_INPUT : RMX_SOUND_MONITOR;
    sound->span = node->span;
    sound->device = !*node->text || (!node->quoted && strcasecmp(node->text, "default") == 0)
                        ? NULL
                        : node->text;
}

static const char *const words[] = {"silence", "input", "monitor"}; // `sound: input`
static const enum rmx_sound_kind word_kinds[] = {RMX_SOUND_SILENCE, RMX_SOUND_INPUT,
                                                 RMX_SOUND_MONITOR};
enum { WORDS = sizeof(words) / sizeof(*words) };

static void report_word(struct rmx_checker *checker, const struct rmx_node *node)
{
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "wrong-type",
                                             "sound is a map, `input`, `monitor` or `silence`, "
                                             "not '%s'",
                                             node->text);
    if (rmx_is_path(node->text))
        error->hint = rmx_arena_printf(checker->arena, "write `sound: {file: %s}`", node->text);
    else
        rmx_error_suggest(checker->errors, error, node->text, words, WORDS,
                          "write `sound: {file: PATH}` or `sound: {input: NAME}`");
}

static void check_word(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_scene_sound *sound)
{
    int i = 0;
    while (i < WORDS && strcasecmp(node->text, words[i]) != 0)
        i++;
    if (i == WORDS) {
        report_word(checker, node);
        return;
    }
    sound->kind = word_kinds[i];
    sound->span = node->span;
}

static void check_delayed(struct rmx_checker *checker, const struct rmx_node *node,
                          const struct rmx_scene_sound *sound)
{
    const struct rmx_node *offset = rmx_node_get(node, "offset");
    const struct rmx_node *delay = rmx_node_get(node, "delay");
    if (delay)
        rmx_errors_add(checker->errors, delay->span, "not-here",
                       "an input is not played aloud, so there is nothing to delay")
            ->hint = "to hear it later, write `offset: -40 ms`";
    if (offset && sound->offset_s > 0)
        rmx_errors_add(checker->errors, offset->span, "out-of-range",
                       "what is played now cannot be heard before it sounds")
            ->hint = "below 0 it is heard later: write `offset: -40 ms`";
    else if (offset && sound->offset_s < -RMX_MOST_DELAY_S)
        rmx_errors_add(checker->errors, offset->span, "out-of-range",
                       "what is played now can be heard %g seconds later at most",
                       RMX_MOST_DELAY_S);
}

// One of the three, and what only some of them have.
static void check_together(struct rmx_checker *checker, const struct rmx_node *node,
                           const struct rmx_scene_sound *sound)
{
    static const char *const sources[] = {"file", "input", "monitor"};
    const struct rmx_node *found = NULL;
    for (int i = 0; i < 3; i++) {
        const struct rmx_node *it = rmx_node_get(node, sources[i]);
        if (it && found)
            rmx_errors_add(checker->errors, it->span, "two-sounds",
                           "a scene hears one of file, input and monitor, not several")
                ->hint = "leave all but one out";
        found = it ? it : found;
    }
    if (!found)
        rmx_errors_add(checker->errors, node->span, "missing-key", "this sound has no file")->hint =
            "write `sound: {file: PATH}` or `sound: {input: NAME}`";
    if (sound->kind >= RMX_SOUND_INPUT)
        check_delayed(checker, node, sound);
}

void rmx_check_sound(struct rmx_checker *checker, const struct rmx_key *key,
                     const struct rmx_node *node, struct rmx_scene_sound *sound)
{
    if (node->kind == RMX_NODE_SCALAR && !node->broken && !node->swallowed) {
        check_word(checker, node, sound);
        return;
    }
    if (node->kind != RMX_NODE_MAP) {
        rmx_check_wrong(checker, node, "a map, `input`, `monitor` or `silence`");
        return;
    }
    int errors = checker->errors->error_count;
    rmx_check_map(checker, node, key->table, sound);
    if (checker->errors->error_count == errors)
        check_together(checker, node, sound);
}

void rmx_check_wished_sound(struct rmx_checker *checker)
{
    const struct rmx_sound_wish *wish = &checker->params->sound;
    struct rmx_scene_sound *sound = &checker->scene->sound;
    if (!wish->given)
        return;
    bool is_file = wish->kind == RMX_SOUND_FILE;
    sound->kind = wish->kind;
    sound->file = is_file ? wish->name : NULL;
    sound->device = is_file ? NULL : wish->name;
    sound->span = (struct rmx_span){0};
    sound->credit = sound->licence = sound->url = "";
    sound->offset_s = 0; // it was the other one's
    if (is_file)
        rmx_check_depend(checker, wish->name);
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

bool rmx_scene_sums(const struct rmx_scene *scene, int signal)
{
    if (scene->bpm.program[0] && rmx_program_reads(scene->bpm.program[0], signal))
        return true;
    for (int r = 0; r < scene->run_count; r++)
        for (int i = 0; i < scene->run_program_count; i++) {
            const struct rmx_program *rate = rmx_program_run_rate(scene->run_programs[i], r);
            if (rate && rmx_program_reads(rate, signal))
                return true;
        }
    return false;
}

bool rmx_scene_numbers_have_past(const struct rmx_scene *scene)
{
    bool has_past = scene->measured_count > 0;
    for (int i = 0; i < scene->heard_count && !has_past; i++)
        has_past = rmx_scene_sums(scene, scene->heard[i].signal);
    return has_past;
}
