// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/provided.h"

#include "runtime/inner.h"

#include <string.h>

// A scene with those within it.
struct stage {
    const struct rmx_scene *scene;
    double *numbers;       // parallel to its signals
    bool is_fed;           // shares and auras are among them
    struct stage **within; // by source; NULL: it is no scene, or is not read
};

struct rmx_provided {
    struct rmx_arena *arena; // this struct too
    struct rmx_set_value *values;
    int value_count;
    struct stage *outermost;
};

static struct stage *keep(struct rmx_arena *arena, const struct rmx_player *player)
{
    const struct rmx_scene *scene = player->generation->scene;
    struct stage *stage = RMX_NEW(arena, struct stage, 1);
    stage->scene = scene;
    stage->is_fed = player->feeder.before != NULL;
    stage->numbers = RMX_NEW(arena, double, scene->signals.count);
    if (player->numbers)
        memcpy(stage->numbers, player->numbers,
               (size_t)scene->signals.count * sizeof(*stage->numbers));
    stage->within = RMX_NEW(arena, struct stage *, scene->source_count);
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_player *within = rmx_inner_player(player->generation, i);
        stage->within[i] = within ? keep(arena, within) : NULL;
    }
    return stage;
}

struct rmx_provided *rmx_provided_create(const struct rmx_player *player)
{
    const struct rmx_signals *signals = &player->generation->scene->signals;
    const double *numbers =
        player->numbers ? player->numbers : rmx_controls_values(player->controls)->numbers;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_provided *provided = RMX_NEW(arena, struct rmx_provided, 1);
    *provided = (struct rmx_provided){
        .arena = arena,
        .values = RMX_NEW(arena, struct rmx_set_value, signals->count),
        .outermost = keep(arena, player),
    };
    for (int i = 0; i < signals->count; i++)
        if (signals->items[i].name && rmx_signal_is_provided(&signals->items[i]))
            provided->values[provided->value_count++] =
                (struct rmx_set_value){rmx_arena_copy(arena, signals->items[i].name), numbers[i]};
    return provided;
}

void rmx_provided_destroy(struct rmx_provided *provided)
{
    if (provided)
        rmx_arena_destroy(provided->arena);
}

static void set_measured(void *data, long long frame, double fps, double *numbers)
{
    const struct stage *stage = data;
    (void)frame;
    (void)fps;
    for (int m = 0; m < stage->scene->measured_count; m++) {
        int signal = stage->scene->measured[m].signal;
        numbers[signal] = stage->numbers[signal];
    }
}

static void feed_within(struct stage *stage, const struct rmx_generation *generation)
{
    for (int i = 0; i < stage->scene->source_count; i++) {
        struct stage *within = stage->within[i];
        struct rmx_player *player = rmx_inner_player(generation, i);
        if (!within || !player)
            continue;
        rmx_player_feed(player, (struct rmx_feeder){within, within->is_fed ? set_measured : NULL});
        feed_within(within, player->generation);
    }
}

void rmx_provided_give(const struct rmx_provided *provided, struct rmx_player *player)
{
    for (int i = 0; i < provided->value_count; i++)
        rmx_controls_set(player->controls, provided->values[i].name, provided->values[i].value);
    feed_within(provided->outermost, player->generation);
}
