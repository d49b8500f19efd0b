// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/keys.h"

#include <stdlib.h>
#include <string.h>

enum layer { BUILT_IN, SCENE, SIDE, LAYERS };

struct row {
    struct rmx_keystroke stroke;
    struct rmx_verb_call call;
    enum layer layer;
};

struct rmx_keys {
    struct rmx_arena *arenas[LAYERS];
    struct rmx_bindings layers[LAYERS];
    struct rmx_arena *arena; // of the rows
    struct row *rows;
    int count;
};

#define DIGIT(n, held, verb)                                                                       \
    {                                                                                              \
        .stroke = {'0' + (n), held}, .call = { verb, n }                                           \
    }
#define NINE(held, verb)                                                                           \
    DIGIT(1, held, verb), DIGIT(2, held, verb), DIGIT(3, held, verb), DIGIT(4, held, verb),        \
        DIGIT(5, held, verb), DIGIT(6, held, verb), DIGIT(7, held, verb), DIGIT(8, held, verb),    \
        DIGIT(9, held, verb)

static const struct rmx_binding built_in[] = {
    {.stroke = {'F', 0}, .call = {RMX_ACTION_FULLSCREEN, 0}},
    {.stroke = {RMX_STROKE_F1 + 10, 0}, .call = {RMX_ACTION_FULLSCREEN, 0}},
    {.stroke = {RMX_STROKE_ESCAPE, 0}, .call = {RMX_ACTION_WINDOWED, 0}},
    {.stroke = {RMX_STROKE_SPACE, 0}, .call = {RMX_ACTION_PAUSE, 0}},
    {.stroke = {'.', 0}, .call = {RMX_ACTION_STEP, 0}},
    {.stroke = {'R', 0}, .call = {RMX_ACTION_RESTART, 0}},
    {.stroke = {'H', 0}, .call = {RMX_ACTION_FREEZE, 0}},
    {.stroke = {'B', 0}, .call = {RMX_ACTION_BLACKOUT, 0}},
    {.stroke = {'S', 0}, .call = {RMX_ACTION_STILL, 0}},
    {.stroke = {'V', 0}, .call = {RMX_ACTION_REVEAL, 0}},
    {.stroke = {RMX_STROKE_TAB, 0}, .call = {RMX_ACTION_NEXT_KNOB, 0}},
    {.stroke = {RMX_STROKE_TAB, RMX_STROKE_SHIFT}, .call = {RMX_ACTION_PREVIOUS_KNOB, 0}},
    {.stroke = {RMX_STROKE_RIGHT, 0}, .call = {RMX_ACTION_MORE, 0}},
    {.stroke = {RMX_STROKE_LEFT, 0}, .call = {RMX_ACTION_LESS, 0}},
    {.stroke = {RMX_STROKE_UP, 0}, .call = {RMX_ACTION_MUCH_MORE, 0}},
    {.stroke = {RMX_STROKE_DOWN, 0}, .call = {RMX_ACTION_MUCH_LESS, 0}},
    {.stroke = {'T', 0}, .call = {RMX_ACTION_TAP, 0}},
    {.stroke = {'[', 0}, .call = {RMX_ACTION_NUDGE_BACK, 0}},
    {.stroke = {']', 0}, .call = {RMX_ACTION_NUDGE_ON, 0}},
    {.stroke = {'G', 0}, .call = {RMX_ACTION_GESTURE, 0}},
    {.stroke = {'M', 0}, .call = {RMX_ACTION_LATENCY, 0}},
    {.stroke = {'L', 0}, .call = {RMX_ACTION_LEARN, 0}},
    {.stroke = {'L', RMX_STROKE_SHIFT}, .call = {RMX_ACTION_UNLEARN, 0}},
    NINE(0, RMX_ACTION_SNAPSHOT),
    NINE(RMX_STROKE_CTRL, RMX_ACTION_KEEP),
};

static struct row *find(const struct rmx_keys *keys, struct rmx_keystroke stroke)
{
    for (int i = 0; i < keys->count; i++)
        if (rmx_keystroke_is(keys->rows[i].stroke, stroke))
            return &keys->rows[i];
    return NULL;
}

static void set(struct rmx_keys *keys, const struct rmx_binding *binding, enum layer layer)
{
    struct row *row = find(keys, binding->stroke);
    if (!row)
        row = RMX_PUSH(keys->arena, &keys->rows, &keys->count);
    *row = (struct row){binding->stroke, binding->call, layer};
}

static void build(struct rmx_keys *keys)
{
    rmx_arena_clear(keys->arena);
    keys->rows = NULL;
    keys->count = 0;
    for (int layer = 0; layer < LAYERS; layer++)
        for (int i = 0; i < keys->layers[layer].count; i++)
            if (keys->layers[layer].items[i].stroke.key)
                set(keys, &keys->layers[layer].items[i], (enum layer)layer);
}

// Without the texts of others, which a table of keys needs not.
static void copy(struct rmx_binding *to, const struct rmx_binding *from)
{
    *to = *from;
    to->midi.device = NULL;
    to->span = (struct rmx_span){0};
}

static void bind(struct rmx_keys *keys, enum layer layer, const struct rmx_bindings *bindings)
{
    struct rmx_bindings *to = &keys->layers[layer];
    rmx_arena_clear(keys->arenas[layer]);
    *to = (struct rmx_bindings){0};
    for (int i = 0; bindings && i < bindings->count; i++)
        copy(RMX_PUSH(keys->arenas[layer], &to->items, &to->count), &bindings->items[i]);
    build(keys);
}

struct rmx_keys *rmx_keys_create(void)
{
    struct rmx_keys *keys = calloc(1, sizeof(*keys));
    const struct rmx_bindings all = {(struct rmx_binding *)built_in,
                                     sizeof(built_in) / sizeof(*built_in)};
    if (!keys)
        abort();
    keys->arena = rmx_arena_create();
    for (int layer = 0; layer < LAYERS; layer++)
        keys->arenas[layer] = rmx_arena_create();
    bind(keys, BUILT_IN, &all);
    return keys;
}

void rmx_keys_destroy(struct rmx_keys *keys)
{
    if (!keys)
        return;
    for (int layer = 0; layer < LAYERS; layer++)
        rmx_arena_destroy(keys->arenas[layer]);
    rmx_arena_destroy(keys->arena);
    free(keys);
}

void rmx_keys_bind(struct rmx_keys *keys, const struct rmx_bindings *scene)
{
    bind(keys, SCENE, scene);
}

void rmx_keys_bind_side(struct rmx_keys *keys, const struct rmx_bindings *side)
{
    bind(keys, SIDE, side);
}

struct rmx_verb_call rmx_keys_find(const struct rmx_keys *keys, struct rmx_keystroke stroke)
{
    const struct row *row = find(keys, stroke);
    return row ? row->call : (struct rmx_verb_call){0};
}

// --- The table.

static bool is_call(struct rmx_verb_call one, struct rmx_verb_call other)
{
    return one.verb == other.verb && one.number == other.number;
}

static bool was_told(const struct rmx_keys *keys, int index)
{
    for (int i = 0; i < index; i++)
        if (is_call(keys->rows[i].call, keys->rows[index].call))
            return true;
    return false;
}

// "f, F11", and whether the scene or the side file says one of them.
static enum layer add_strokes(const struct rmx_keys *keys, struct rmx_verb_call call,
                              struct rmx_text *out)
{
    enum layer layer = BUILT_IN;
    for (int i = 0, count = 0; i < keys->count; i++) {
        if (!is_call(keys->rows[i].call, call))
            continue;
        rmx_text_add(out, count++ ? ", " : "");
        rmx_keystroke_write(out, keys->rows[i].stroke);
        layer = keys->rows[i].layer > layer ? keys->rows[i].layer : layer;
    }
    return layer;
}

// Keys in a row that choose numbers in a row, from `first` on: "1 to 9". The last one of them.
static int last_of_row(const struct rmx_keys *keys, int first)
{
    const struct row *rows = keys->rows;
    int last = first;
    while (rows[first].call.number && last + 1 < keys->count && rows[last + 1].layer == BUILT_IN &&
           rows[last + 1].call.verb == rows[first].call.verb &&
           rows[last + 1].call.number == rows[last].call.number + 1)
        last++;
    return last;
}

static void print_line(struct rmx_text *out, const char *left, struct rmx_verb_call call,
                       bool with_number, enum layer layer)
{
    static const char *const whose[LAYERS] = {"", " (by the scene)", " (by its side file)"};
    const struct rmx_verb *verb = rmx_verb(call.verb);
    rmx_text_printf(out, "  %-16s %-14s %s", left, verb->name, verb->meaning);
    if (with_number)
        rmx_text_printf(out, ": %d", call.number);
    if (verb->held)
        rmx_text_printf(out, "; %s", verb->held);
    rmx_text_printf(out, "%s\n", whose[layer]);
}

static int print_row(const struct rmx_keys *keys, int index, struct rmx_text *out)
{
    struct rmx_text left = {0};
    struct rmx_verb_call call = keys->rows[index].call;
    int last = last_of_row(keys, index);
    enum layer layer = BUILT_IN;
    if (last > index) {
        rmx_keystroke_write(&left, keys->rows[index].stroke);
        rmx_text_add(&left, " to ");
        rmx_keystroke_write(&left, (struct rmx_keystroke){keys->rows[last].stroke.key, 0});
    } else {
        layer = add_strokes(keys, call, &left);
    }
    print_line(out, rmx_text_string(&left), call, call.number && last == index, layer);
    rmx_text_finish(&left);
    return last;
}

static void print_midi(const struct rmx_keys *keys, struct rmx_text *out)
{
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_bindings list =
        rmx_bindings_midi(arena, &keys->layers[SCENE], &keys->layers[SIDE]);
    int scenes = list.count - rmx_bindings_midi(arena, NULL, &keys->layers[SIDE]).count;
    for (int i = 0; i < list.count; i++) {
        struct rmx_text left = {0};
        rmx_midi_control_write(&left, &list.items[i].midi);
        print_line(out, rmx_text_string(&left), list.items[i].call, list.items[i].call.number,
                   i < scenes ? SCENE : SIDE);
        rmx_text_finish(&left);
    }
    rmx_arena_destroy(arena);
}

void rmx_keys_print(const struct rmx_keys *keys, struct rmx_text *out)
{
    for (int i = 0; i < keys->count; i++)
        if (keys->rows[i].call.verb != RMX_ACTION_NONE && !was_told(keys, i))
            i = print_row(keys, i, out);
    print_midi(keys, out);
    rmx_text_printf(out, "  %-16s %-14s %s\n", "Ctrl+Q", "",
                    "held for a second: quit; so does the close button");
}
