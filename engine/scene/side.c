// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/side.h"

#include "base/file.h"
#include "scene/bindings.h"
#include "scene/document.h"
#include "scene/scene.h"
#include "scene/side_parts.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_KEY = 64 };

const char *const rmx_side_sections[RMX_SIDE_SECTIONS] = {
    [RMX_SIDE_PICKUP] = "pickup",
    [RMX_SIDE_KNOBS] = "knobs",
    [RMX_SIDE_KEYS] = "keys",
    [RMX_SIDE_SNAPSHOTS] = "snapshots",
};

struct reader {
    struct rmx_arena *arena;
    struct rmx_errors *errors;
    struct rmx_side_comments *comments;
    struct rmx_side *side;
};

const char *rmx_side_path(struct rmx_arena *arena, const char *scene)
{
    return rmx_path_join(arena, rmx_path_folder(arena, scene),
                         rmx_arena_printf(arena, "%s.midi.yaml", rmx_path_stem(arena, scene)));
}

static bool is_text(struct reader *reader, const struct rmx_node *node, const char *wanted)
{
    if (node->kind == RMX_NODE_SCALAR || node->broken)
        return !node->broken;
    rmx_errors_add(reader->errors, node->span, "wrong-type", "%s stands where %s is due",
                   rmx_node_kind_name(node), wanted);
    return false;
}

// A part without anything in it is an empty one.
static bool is_map(struct reader *reader, const struct rmx_node *node, const char *wanted)
{
    if (node->kind == RMX_NODE_MAP || node->broken)
        return !node->broken;
    if (node->kind != RMX_NODE_EMPTY)
        rmx_errors_add(reader->errors, node->span, "wrong-type", "%s stands where %s are due",
                       rmx_node_kind_name(node), wanted);
    return false;
}

static bool is_knob_name(struct reader *reader, const struct rmx_node *name)
{
    if (rmx_is_scene_name(name->text))
        return true;
    rmx_errors_add(reader->errors, name->span, "bad-name", "'%s' is no knob's name", name->text)
        ->hint = "a small letter or '_', then such, and digits";
    return false;
}

static void read_knob(struct reader *reader, const struct rmx_entry *entry)
{
    const struct rmx_node *name = entry->key;
    struct rmx_midi_binding binding;
    if (!is_knob_name(reader, name) ||
        !rmx_midi_binding_read(entry->value, reader->errors, &binding))
        return;
    *RMX_PUSH(reader->arena, &reader->side->knobs, &reader->side->knob_count) =
        (struct rmx_side_knob){name->text, binding.control, binding.pickup, name->span,
                               rmx_side_note(reader->comments, name->span.line)};
}

static void read_knobs(struct reader *reader, const struct rmx_node *node)
{
    if (is_map(reader, node, "knobs, each with what moves it,"))
        for (int i = 0; i < node->count; i++)
            read_knob(reader, &node->entries[i]);
}

// VERB, or {verb: VERB, device: NAME}. NULL after an error.
static const struct rmx_node *read_verb(struct reader *reader, const struct rmx_node *value,
                                        const char **device)
{
    if (value->kind != RMX_NODE_MAP)
        return is_text(reader, value, "a verb") ? value : NULL;
    const struct rmx_node *verb = rmx_node_get(value, "verb"), *of = rmx_node_get(value, "device");
    bool are_all = verb && value->count == 1 + (of != NULL);
    if (!are_all && !value->broken)
        rmx_errors_add(reader->errors, value->span, "wrong-type", "this is no verb with its device")
            ->hint = "write `{verb: tap, device: NAME}`";
    if (!are_all || !is_text(reader, verb, "a verb"))
        return NULL;
    if (of && !is_text(reader, of, "a part of a device's name"))
        return NULL;
    *device = of ? of->text : NULL;
    return verb;
}

static void read_key(struct reader *reader, const struct rmx_entry *entry)
{
    const struct rmx_node *name = entry->key;
    struct rmx_side_key key = {.span = name->span,
                               .note = rmx_side_note(reader->comments, name->span.line)};
    const char *device = NULL;
    const struct rmx_node *verb = read_verb(reader, entry->value, &device);
    if (!verb)
        return;
    if (!rmx_midi_control_read(name->text, strlen(name->text), &key.midi))
        key.key = name->text;
    if (strlen(name->text) > LONGEST_KEY) { // which could not be written again
        rmx_errors_add(reader->errors, name->span, "unknown-key-name", "this is no key");
        return;
    }
    if (key.key && device) {
        rmx_errors_add(reader->errors, name->span, "wrong-type",
                       "'%s' is no control of a MIDI device", name->text)
            ->hint = "write `note 36`, `cc 21` or `bend`";
        return;
    }
    key.midi.device = device;
    key.verb = verb->text;
    key.verb_span = verb->span;
    *RMX_PUSH(reader->arena, &reader->side->keys, &reader->side->key_count) = key;
}

static void read_keys(struct reader *reader, const struct rmx_node *node)
{
    if (is_map(reader, node, "keys, each with its verb,"))
        for (int i = 0; i < node->count; i++)
            read_key(reader, &node->entries[i]);
}

static void read_value(struct reader *reader, const struct rmx_entry *entry,
                       struct rmx_snapshot *snapshot)
{
    char *end;
    if (!is_knob_name(reader, entry->key) || !is_text(reader, entry->value, "a number"))
        return;
    double value = strtod(entry->value->text, &end);
    if (end == entry->value->text || *end || !isfinite(value)) {
        rmx_errors_add(reader->errors, entry->value->span, "wrong-type", "'%s' is no number",
                       entry->value->text)
            ->hint = "a snapshot keeps where knobs stand, such as `chaos: 0.3`";
        return;
    }
    *RMX_PUSH(reader->arena, &snapshot->values, &snapshot->value_count) =
        (struct rmx_side_value){entry->key->text, value};
}

static void read_snapshot(struct reader *reader, const struct rmx_entry *entry)
{
    const struct rmx_node *number = entry->key;
    struct rmx_snapshot snapshot = {.number = *number->text - '0',
                                    .span = number->span,
                                    .note = rmx_side_note(reader->comments, number->span.line)};
    if (snapshot.number < 1 || snapshot.number > 9 || number->text[1]) {
        rmx_errors_add(reader->errors, number->span, "out-of-range", "there is no snapshot '%s'",
                       number->text)
            ->hint = "they are numbered from 1 to 9";
        return;
    }
    if (!is_map(reader, entry->value, "knobs, each with its number,"))
        return;
    for (int i = 0; i < entry->value->count; i++)
        read_value(reader, &entry->value->entries[i], &snapshot);
    *RMX_PUSH(reader->arena, &reader->side->snapshots, &reader->side->snapshot_count) = snapshot;
}

static void read_snapshots(struct reader *reader, const struct rmx_node *node)
{
    if (is_map(reader, node, "snapshots, each with its knobs,"))
        for (int i = 0; i < node->count; i++)
            read_snapshot(reader, &node->entries[i]);
}

static void read_pickup(struct reader *reader, const struct rmx_node *node)
{
    if (node->kind != RMX_NODE_EMPTY)
        rmx_pickup_read(node, reader->errors, &reader->side->pickup);
}

static void (*const readers[RMX_SIDE_SECTIONS])(struct reader *, const struct rmx_node *) = {
    [RMX_SIDE_PICKUP] = read_pickup,
    [RMX_SIDE_KNOBS] = read_knobs,
    [RMX_SIDE_KEYS] = read_keys,
    [RMX_SIDE_SNAPSHOTS] = read_snapshots,
};

static void read_section(struct reader *reader, const struct rmx_entry *entry)
{
    const struct rmx_node *name = entry->key;
    for (int i = 0; i < RMX_SIDE_SECTIONS; i++) {
        if (strcmp(name->text, rmx_side_sections[i]) != 0)
            continue;
        reader->side->order[reader->side->order_count++] = (enum rmx_side_section)i;
        reader->side->notes[i] = rmx_side_note(reader->comments, name->span.line);
        readers[i](reader, entry->value);
        return;
    }
    struct rmx_error *error = rmx_errors_add(reader->errors, name->span, "unknown-key",
                                             "a side file has no key '%s'", name->text);
    rmx_error_suggest(reader->errors, error, name->text, rmx_side_sections, RMX_SIDE_SECTIONS,
                      "a side file has: pickup, knobs, keys, snapshots");
}

struct rmx_side *rmx_side_read_text(struct rmx_arena *arena, const struct rmx_source_text *source,
                                    struct rmx_errors *errors)
{
    struct rmx_side_comments comments = rmx_side_comments(arena, source);
    struct reader reader = {arena, errors, &comments, RMX_NEW(arena, struct rmx_side, 1)};
    struct rmx_document document = rmx_document_read(arena, source, false, errors);
    const struct rmx_node *root = document.root;
    for (int i = 0; root && root->kind == RMX_NODE_MAP && i < root->count; i++)
        if (!root->entries[i].key->broken)
            read_section(&reader, &root->entries[i]);
    if (root && root->kind != RMX_NODE_MAP && root->kind != RMX_NODE_EMPTY && !root->broken)
        rmx_errors_add(errors, root->span, "wrong-type",
                       "a side file is a map of keys, and this is %s", rmx_node_kind_name(root))
            ->hint = "write `knobs:`, and below it `NAME: cc 21`";
    reader.side->tail = rmx_side_tail(&comments);
    return reader.side;
}

static void report_unreadable(const char *path, enum rmx_file_status status,
                              struct rmx_errors *errors)
{
    bool is_long = status == RMX_FILE_TOO_LARGE;
    const char *why = is_long                         ? "longer than 1 MiB, which none is"
                      : status == RMX_FILE_UNREADABLE ? strerror(errno)
                                                      : rmx_file_status_text(status);
    rmx_errors_add(errors, (struct rmx_span){0}, is_long ? "too-long" : "unreadable-file",
                   "the side file '%s': %s", path, why)
        ->unreadable = !is_long;
}

struct rmx_side *rmx_side_read(struct rmx_arena *arena, const char *path, struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    char *text = "";
    size_t length = 0;
    errno = 0;
    enum rmx_file_status status = rmx_file_read(arena, path, RMX_LONGEST_SCENE, &text, &length);
    if (status != RMX_FILE_OK && status != RMX_FILE_MISSING)
        report_unreadable(path, status, errors);
    if (status != RMX_FILE_OK)
        return RMX_NEW(arena, struct rmx_side, 1);
    bool has_mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
    *source = (struct rmx_source_text){rmx_arena_copy(arena, path), text + 3 * has_mark,
                                       length - 3 * has_mark};
    return rmx_side_read_text(arena, source, errors);
}

static void warn_unknown(const struct rmx_scene *scene, struct rmx_span span, const char *name,
                         struct rmx_errors *errors)
{
    const char **names = RMX_NEW(errors->arena, const char *, scene->knob_count);
    for (int i = 0; i < scene->knob_count; i++) {
        names[i] = scene->knobs[i].name;
        if (strcmp(names[i], name) == 0)
            return;
    }
    struct rmx_error *error =
        rmx_errors_warn(errors, span, "unknown-knob", "the scene has no knob '%s'", name);
    rmx_error_suggest(errors, error, name, names, scene->knob_count,
                      "what is said of it is kept, should it come back");
}

void rmx_side_check(const struct rmx_side *side, const struct rmx_scene *scene,
                    struct rmx_errors *errors)
{
    for (int i = 0; i < side->knob_count; i++)
        warn_unknown(scene, side->knobs[i].span, side->knobs[i].name, errors);
    rmx_bindings_of_side(errors->arena, side, errors);
}
