// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/bindings.h"

#include "scene/scene_parts.h"
#include "scene/side.h"

#include <string.h>

// No show may be left without a way out.
static bool is_quit(struct rmx_keystroke stroke)
{
    return stroke.key == 'Q' && (stroke.modifiers & RMX_STROKE_CTRL);
}

static void report_key(struct rmx_errors *errors, struct rmx_span span, const char *text)
{
    int count;
    const char **names = rmx_keystroke_names(errors->arena, &count);
    struct rmx_error *error = rmx_errors_add(errors, span, "unknown-key-name",
                                             "'%s' is no key, and no control of MIDI", text);
    rmx_error_suggest(errors, error, text, names, count,
                      "a letter, F5, Space, \"Ctrl+1\", note 36");
}

static bool read_key(const char *text, struct rmx_span span, struct rmx_errors *errors,
                     struct rmx_binding *binding)
{
    if (rmx_midi_control_read(text, strlen(text), &binding->midi))
        return true;
    if (!rmx_keystroke_read(text, &binding->stroke)) {
        report_key(errors, span, text);
        return false;
    }
    if (!is_quit(binding->stroke))
        return true;
    rmx_errors_add(errors, span, "quit-key", "%s always quits, held for a second", text)->hint =
        "choose another key";
    return false;
}

static void report_number(struct rmx_errors *errors, struct rmx_span span,
                          const struct rmx_verb_call *call)
{
    const struct rmx_verb *verb = rmx_verb(call->verb);
    struct rmx_error *error;
    if (verb->most) {
        error = rmx_errors_add(errors, span, "verb-number", "%s wants a number from 1 to %d",
                               verb->name, verb->most);
        error->hint = rmx_arena_printf(errors->arena, "write `%s 1`", verb->name);
    } else {
        error = rmx_errors_add(errors, span, "verb-number", "%s has no number", verb->name);
        error->hint = rmx_arena_printf(errors->arena, "write `%s`", verb->name);
    }
}

static bool read_verb(const char *text, struct rmx_span span, struct rmx_errors *errors,
                      struct rmx_verb_call *call)
{
    enum rmx_verb_fault fault = rmx_verb_call_read(text, call);
    if (fault == RMX_VERB_NUMBER)
        report_number(errors, span, call);
    if (fault != RMX_VERB_UNKNOWN)
        return fault == RMX_VERB_FINE;
    int count;
    const char **names = rmx_verb_names(errors->arena, &count);
    struct rmx_error *error =
        rmx_errors_add(errors, span, "unknown-verb", "no verb is called '%s'", text);
    rmx_error_suggest(errors, error, text, names, count,
                      "`remontage live --keys` lists the verbs; `none` is nothing");
    return false;
}

bool rmx_binding_read(const char *key, struct rmx_span key_span, const char *verb,
                      struct rmx_span verb_span, struct rmx_errors *errors,
                      struct rmx_binding *binding)
{
    *binding = (struct rmx_binding){.span = key_span};
    bool is_key = read_key(key, key_span, errors, binding);
    return read_verb(verb, verb_span, errors, &binding->call) && is_key;
}

static bool is_same_midi(const struct rmx_midi_control *one, const struct rmx_midi_control *other)
{
    return one->kind == other->kind && one->number == other->number &&
           one->channel == other->channel && one->is_wide == other->is_wide &&
           one->is_relative == other->is_relative;
}

static bool is_same(const struct rmx_binding *one, const struct rmx_binding *other)
{
    return rmx_keystroke_is(one->stroke, other->stroke) &&
           (one->stroke.key || is_same_midi(&one->midi, &other->midi));
}

// "b" and "B" are one key, which YAML cannot know.
static bool is_doubled(struct rmx_checker *checker, const struct rmx_bindings *bindings,
                       const struct rmx_binding *binding, const char *name)
{
    for (int i = 0; i < bindings->count; i++) {
        if (!is_same(&bindings->items[i], binding))
            continue;
        struct rmx_error *error = rmx_errors_add(checker->errors, binding->span, "key-twice",
                                                 "the key '%s' has a verb already", name);
        error->other = bindings->items[i].span;
        error->other_note = "first here";
        return true;
    }
    return false;
}

static void add_entry(struct rmx_checker *checker, const struct rmx_entry *entry,
                      struct rmx_bindings *bindings)
{
    struct rmx_binding binding;
    if (entry->key->broken || !rmx_check_is_text(checker, entry->value, "a verb"))
        return;
    if (rmx_binding_read(entry->key->text, entry->key->span, entry->value->text, entry->value->span,
                         checker->errors, &binding) &&
        !is_doubled(checker, bindings, &binding, entry->key->text))
        *RMX_PUSH(checker->arena, &bindings->items, &bindings->count) = binding;
}

void rmx_check_keys(struct rmx_checker *checker, const struct rmx_node *node,
                    struct rmx_bindings *bindings)
{
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a map of keys to verbs");
        if (error && !error->hint)
            error->hint = "write `keys: {b: restart, F5: blackout, Space: none}`";
        return;
    }
    for (int i = 0; i < node->count; i++)
        if (!rmx_check_joined_key(checker, node, i))
            add_entry(checker, &node->entries[i], bindings);
}

struct rmx_bindings rmx_bindings_of_side(struct rmx_arena *arena, const struct rmx_side *side,
                                         struct rmx_errors *errors)
{
    struct rmx_bindings bindings = {0};
    for (int i = 0; i < side->key_count; i++) {
        const struct rmx_side_key *key = &side->keys[i];
        struct rmx_binding binding = {.midi = key->midi, .span = key->span};
        bool is_fine = key->key ? rmx_binding_read(key->key, key->span, key->verb, key->verb_span,
                                                   errors, &binding)
                                : read_verb(key->verb, key->verb_span, errors, &binding.call);
        if (is_fine)
            *RMX_PUSH(arena, &bindings.items, &bindings.count) = binding;
    }
    return bindings;
}

static bool has(const struct rmx_bindings *bindings, const struct rmx_midi_control *midi)
{
    for (int i = 0; bindings && i < bindings->count; i++)
        if (!bindings->items[i].stroke.key && is_same_midi(&bindings->items[i].midi, midi))
            return true;
    return false;
}

static void add_midi(struct rmx_arena *arena, struct rmx_bindings *list,
                     const struct rmx_bindings *from, const struct rmx_bindings *over)
{
    for (int i = 0; from && i < from->count; i++) {
        const struct rmx_binding *binding = &from->items[i];
        if (!binding->stroke.key && binding->call.verb != RMX_ACTION_NONE &&
            !has(over, &binding->midi))
            *RMX_PUSH(arena, &list->items, &list->count) = *binding;
    }
}

struct rmx_bindings rmx_bindings_midi(struct rmx_arena *arena, const struct rmx_bindings *scene,
                                      const struct rmx_bindings *side)
{
    struct rmx_bindings list = {0};
    add_midi(arena, &list, scene, side);
    add_midi(arena, &list, side, NULL);
    return list;
}
