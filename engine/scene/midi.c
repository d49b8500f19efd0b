// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/midi.h"

#include "scene/document.h"

#include <string.h>
#include <strings.h>

#define COUNT(list) ((int)(sizeof(list) / sizeof(*(list))))

static const char *const pickups[] = {
    [RMX_PICKUP_CATCH] = "catch",
    [RMX_PICKUP_JUMP] = "jump",
    [RMX_PICKUP_SCALE] = "scale",
};
static const char *const kinds[] = {"cc", "note", "bend", "program", "pressure"};
static const char *const keys[] = {"cc",       "note", "bend",   "program",
                                   "pressure", "ch",   "device", "pickup"};
static const char form[] = "write `cc 21`, `cc 21 ch 3`, `note 36`, `bend`, or "
                           "`{cc: 21, device: NAME, pickup: jump}`";

const char *rmx_pickup_name(enum rmx_pickup pickup)
{
    return pickups[pickup];
}

static void report(struct rmx_errors *errors, const struct rmx_node *node, const char *wanted,
                   const char *hint)
{
    if (node->broken)
        return;
    const char *found =
        node->kind == RMX_NODE_SCALAR
            ? rmx_arena_printf(errors->arena, "'%s' is %s", node->text, wanted)
            : rmx_arena_printf(errors->arena, "%s is %s", rmx_node_kind_name(node), wanted);
    rmx_errors_add(errors, node->span, "wrong-type", "%s", found)->hint = hint;
}

bool rmx_pickup_read(const struct rmx_node *node, struct rmx_errors *errors,
                     enum rmx_pickup *pickup)
{
    for (int i = RMX_PICKUP_CATCH; i <= RMX_PICKUP_SCALE; i++)
        if (node->kind == RMX_NODE_SCALAR && strcasecmp(node->text, pickups[i]) == 0) {
            *pickup = (enum rmx_pickup)i;
            return true;
        }
    report(errors, node, "no way to pick a knob up", "one of: catch, jump, scale");
    return false;
}

static bool read_control(const struct rmx_node *node, const char *text, struct rmx_errors *errors,
                         struct rmx_midi_control *control)
{
    if (rmx_midi_control_read(text, strlen(text), control))
        return true;
    report(errors, node, "no control of a MIDI device", form);
    return false;
}

static bool is_among(const char *word, const char *const *words, int count)
{
    bool is = false;
    for (int i = 0; i < count; i++)
        is |= strcmp(word, words[i]) == 0;
    return is;
}

static bool check_keys(const struct rmx_node *map, struct rmx_errors *errors)
{
    bool are_known = true;
    for (int i = 0; i < map->count; i++) {
        const struct rmx_node *key = map->entries[i].key;
        if (key->broken || is_among(key->text, keys, COUNT(keys)))
            continue;
        struct rmx_error *error =
            rmx_errors_add(errors, key->span, "unknown-key",
                           "a control of a MIDI device has no key '%s'", key->text);
        rmx_error_suggest(errors, error, key->text, keys, COUNT(keys), form);
        are_known = false;
    }
    return are_known;
}

// The kind and what stands behind it, as one text; NULL: there is none, or two.
static const struct rmx_entry *kind_of(const struct rmx_node *map)
{
    const struct rmx_entry *found = NULL;
    for (int i = 0; i < map->count; i++) {
        if (!is_among(map->entries[i].key->text, kinds, COUNT(kinds)))
            continue;
        if (found)
            return NULL;
        found = &map->entries[i];
    }
    return found;
}

static bool is_text(const struct rmx_node *node)
{
    return !node || node->kind == RMX_NODE_SCALAR;
}

static bool read_device(const struct rmx_node *node, struct rmx_errors *errors, const char **device)
{
    if (node && node->kind == RMX_NODE_SCALAR && *node->text)
        *device = rmx_arena_copy(errors->arena, node->text);
    else if (node)
        report(errors, node, "no device", "write a part of its name");
    return !node || *device;
}

static bool read_map(const struct rmx_node *map, struct rmx_errors *errors,
                     struct rmx_midi_binding *binding)
{
    const struct rmx_entry *kind = kind_of(map);
    const struct rmx_node *channel = rmx_node_get(map, "ch");
    const struct rmx_node *pickup = rmx_node_get(map, "pickup");
    if (!check_keys(map, errors))
        return false;
    if (!kind || !is_text(channel) || kind->value->kind > RMX_NODE_SCALAR) {
        report(errors, !kind || is_text(channel) ? map : channel, "no control of a MIDI device",
               form);
        return false;
    }
    // `bend: any` has a kind that is all.
    bool is_any = strcmp(kind->value->text, "any") == 0;
    const char *text = rmx_arena_printf(
        errors->arena, "%s%s%s%s%s", kind->key->text, *kind->value->text && !is_any ? " " : "",
        is_any ? "" : kind->value->text, channel ? " ch " : "", channel ? channel->text : "");
    return read_control(kind->value, text, errors, &binding->control) &&
           read_device(rmx_node_get(map, "device"), errors, &binding->control.device) &&
           (!pickup || rmx_pickup_read(pickup, errors, &binding->pickup));
}

bool rmx_midi_binding_read(const struct rmx_node *node, struct rmx_errors *errors,
                           struct rmx_midi_binding *binding)
{
    *binding = (struct rmx_midi_binding){0};
    if (node->broken)
        return false;
    return node->kind == RMX_NODE_MAP ? read_map(node, errors, binding)
                                      : read_control(node, node->text, errors, &binding->control);
}
