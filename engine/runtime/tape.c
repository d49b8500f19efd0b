// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/tape.h"

#include "runtime/inner.h"
#include "runtime/player.h"

#include <stdlib.h>
#include <string.h>

static void each(struct rmx_player *player, const char *name,
                 void (*visit)(void *data, struct rmx_player *player, const char *name), void *data)
{
    const struct rmx_scene *scene = player->generation->scene;
    visit(data, player, name);
    for (int i = 0; i < scene->source_count; i++) {
        struct rmx_player *within = rmx_inner_player(player->generation, i);
        if (within)
            each(within, scene->sources[i].name, visit, data);
    }
}

void rmx_player_each(struct rmx_player *player,
                     void (*visit)(void *data, struct rmx_player *player, const char *name),
                     void *data)
{
    each(player, "", visit, data);
}

static void add_tape(void *plays, struct rmx_player *player, const char *name)
{
    (void)name;
    int width = player->generation->scene->signals.count;
    struct rmx_tape *tape = calloc(1, sizeof(*tape));
    double *prepared = calloc((size_t)width + 1, sizeof(*prepared));
    if (!tape || !prepared)
        abort();
    *tape = (struct rmx_tape){.width = width, .plays = *(bool *)plays, .prepared = prepared};
    rmx_tape_destroy(player->tape);
    player->tape = tape;
}

void rmx_player_tape(struct rmx_player *player, bool plays)
{
    rmx_player_each(player, add_tape, &plays);
}

void rmx_tape_destroy(struct rmx_tape *tape)
{
    if (!tape)
        return;
    free(tape->prepared);
    free(tape->rows);
    free(tape);
}

static void keep(struct rmx_tape *tape, const double *row)
{
    size_t bytes = (size_t)tape->width * sizeof(*row);
    if (tape->is_preparing) {
        memcpy(tape->prepared, row, bytes);
        tape->has_prepared = true;
        return;
    }
    if (tape->count == tape->capacity) {
        tape->capacity = tape->capacity ? 2 * tape->capacity : 4;
        tape->rows = realloc(tape->rows, (size_t)tape->capacity * bytes + 1);
        if (!tape->rows)
            abort();
    }
    memcpy(tape->rows + (size_t)tape->count++ * (size_t)tape->width, row, bytes);
}

static const double *play(struct rmx_tape *tape)
{
    if (tape->is_preparing)
        return tape->prepared;
    if (tape->at < tape->played_count)
        return tape->played + (size_t)tape->at++ * (size_t)tape->width;
    tape->ran_out = true;
    return tape->played_count
               ? tape->played + (size_t)(tape->played_count - 1) * (size_t)tape->width
               : tape->prepared;
}

const double *rmx_tape_pass(struct rmx_tape *tape, const double *row)
{
    if (!tape)
        return row;
    if (tape->plays)
        return play(tape);
    keep(tape, row);
    return row;
}
