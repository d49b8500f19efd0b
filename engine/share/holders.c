// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/holders.h"

#include "runtime/inner.h"

#include <string.h>

struct finder {
    struct rmx_arena *arena;
    struct rmx_moves *moves;
    int background; // its holder, once there is one
};

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int add_holder(struct finder *f, struct rmx_holder holder)
{
    struct rmx_holders *holders = &f->moves->holders;
    *RMX_PUSH(f->arena, &holders->items, &holders->count) = holder;
    return holders->count - 1;
}

// A folder's picture is named by the folder and its file.
static const char *source_name(struct finder *f, const struct rmx_scene *scene, int index,
                               const char *prefix)
{
    const struct rmx_source *source = &scene->sources[index];
    if (!source->owner)
        return rmx_arena_printf(f->arena, "%s%s", prefix, source->name);
    return rmx_arena_printf(f->arena, "%s%s/%s", prefix, scene->sources[source->owner - 1].name,
                            last_part(source->path));
}

static bool is_named(const struct rmx_holders *holders, const char *name)
{
    for (int i = 0; i < holders->count; i++)
        if (strcmp(holders->items[i].name, name) == 0)
            return true;
    return false;
}

// "noise", the next one "noise 2".
static const char *layer_name(struct finder *f, const struct rmx_layer *layer, const char *prefix)
{
    const char *plain = layer->name ? layer->name : layer->generate->effect->name;
    const char *name = rmx_arena_printf(f->arena, "%s%s", prefix, plain);
    for (int n = 2; is_named(&f->moves->holders, name); n++)
        name = rmx_arena_printf(f->arena, "%s%s %d", prefix, plain, n);
    return name;
}

static bool is_holder(const struct rmx_source *source)
{
    return !source->is_import && source->kind != RMX_SOURCE_FOLDER &&
           (source->kind != RMX_SOURCE_SCENE || source->ledger_whole);
}

static void add_stage(struct finder *f, const struct rmx_generation *generation, int parent,
                      int parent_tap, const char *prefix);

// A scene's own sources; of those that are scenes, theirs.
static void add_sources(struct finder *f, const struct rmx_generation *generation,
                        const char *prefix, int *holder_of)
{
    const struct rmx_scene *scene = generation->scene;
    for (int i = 0; i < scene->source_count; i++) {
        holder_of[i] = -1;
        if (is_holder(&scene->sources[i]))
            holder_of[i] = add_holder(f, (struct rmx_holder){RMX_HOLDER_SOURCE,
                                                             source_name(f, scene, i, prefix),
                                                             scene, &scene->sources[i]});
    }
}

static int holder_of_tap(struct finder *f, const struct rmx_scene *scene, const struct rmx_tap *tap,
                         const int *holder_of, const char *prefix)
{
    if (tap->source >= 0)
        return holder_of[tap->source];
    if (tap->layer >= 0)
        return add_holder(f, (struct rmx_holder){RMX_HOLDER_GENERATOR,
                                                 layer_name(f, &scene->layers[tap->layer], prefix),
                                                 NULL, NULL});
    return f->background;
}

static void add_tap(struct finder *f, int stage, int tap, const int *holder_of, const char *prefix)
{
    const struct rmx_generation *generation = f->moves->stages[stage].generation;
    const struct rmx_tap *it = &generation->plan->taps[tap - 1];
    const struct rmx_source *source =
        it->source >= 0 ? &generation->scene->sources[it->source] : NULL;
    if (source && source->kind == RMX_SOURCE_SCENE && !source->ledger_whole) {
        const struct rmx_generation *within = rmx_inner_of(generation, it->source);
        if (within)
            add_stage(f, within, stage, tap,
                      rmx_arena_printf(f->arena, "%s%s/", prefix, source->name));
        return;
    }
    int holder = holder_of_tap(f, generation->scene, it, holder_of, prefix);
    *RMX_PUSH(f->arena, &f->moves->items, &f->moves->count) = (struct rmx_move){stage, tap, holder};
}

static void add_stage(struct finder *f, const struct rmx_generation *generation, int parent,
                      int parent_tap, const char *prefix)
{
    struct rmx_moves *moves = f->moves;
    int stage = moves->stage_count,
        *holder_of = RMX_NEW(f->arena, int, generation->scene->source_count);
    *RMX_PUSH(f->arena, &moves->stages, &moves->stage_count) =
        (struct rmx_stage){generation, parent, parent_tap};
    add_sources(f, generation, prefix, holder_of);
    for (int tap = 1; tap <= generation->plan->tap_count; tap++)
        add_tap(f, stage, tap, holder_of, prefix);
}

// What was found while the background had no number yet.
static void number_background(struct rmx_moves *moves, int from, int to)
{
    for (int i = 0; i < moves->count; i++)
        if (moves->items[i].holder == from)
            moves->items[i].holder = to;
}

struct rmx_moves *rmx_moves_create(struct rmx_arena *arena, const struct rmx_generation *generation)
{
    enum { LATER = -2 };
    struct rmx_moves *moves = RMX_NEW(arena, struct rmx_moves, 1);
    struct finder f = {arena, moves, LATER};
    add_stage(&f, generation, -1, 0, "");
    number_background(
        moves, LATER,
        add_holder(&f, (struct rmx_holder){RMX_HOLDER_BACKGROUND, "background", NULL, NULL}));
    add_holder(&f, (struct rmx_holder){RMX_HOLDER_EFFECTS, "effects", NULL, NULL});
    return moves;
}

int rmx_holders_find(const struct rmx_holders *holders, const struct rmx_source *source)
{
    for (int i = 0; i < holders->count; i++)
        if (holders->items[i].source == source)
            return i;
    return -1;
}
