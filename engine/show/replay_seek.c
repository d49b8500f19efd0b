// SPDX-License-Identifier: GPL-3.0-or-later
// Where a replay begins: as late as the frame that is wanted comes out as it was shown.
#include "show/replay_parts.h"

#include "runtime/inner.h"

#include <math.h>

static bool has_integrals(const struct rmx_scene *scene)
{
    return scene->run_count > 0 || scene->bpm.program[0];
}

static bool has_integrals_within(const struct rmx_scene *scene)
{
    bool any = false;
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_scene *inner = scene->sources[i].scene;
        any = any || (inner && (has_integrals(inner) || has_integrals_within(inner)));
    }
    return any;
}

struct rmx_replay_needs rmx_replay_needs(const struct rmx_player *player, double fps)
{
    const struct rmx_scene *scene = player->generation->scene;
    struct rmx_replay_needs needs = {.numbers = has_integrals(scene)};
    long long count = rmx_generation_preroll(player->generation, fps);
    needs.pictures = rmx_player_has_past(player) || count != 0 || has_integrals_within(scene);
    needs.count = needs.numbers || has_integrals_within(scene) ? -1 : needs.pictures ? count : 0;
    return needs;
}

// Nothing before this tick counts: time began again at it.
static bool begins(const struct rmx_replay_at *at)
{
    return at->tick->flags & RMX_TICK_RESTART && at->tick->flags & RMX_TICK_DRAWN &&
           at->tick->frame == 0;
}

// Back from `first` within its load, to where `needs` are met; one frame more, whose numbers count
// as those before. The first tick of the evening where the load itself is not enough.
static int64_t look_back(struct rmx_replay *replay, int64_t first, int load,
                         const struct rmx_replay_needs *needs)
{
    struct rmx_replay_at at;
    int64_t shown = -1, begin = first;
    long long frame = 0;
    for (int64_t tick = first; tick >= 0; tick--) {
        if (!rmx_replay_find(replay, tick, &at))
            return -1;
        if (at.load != load)
            return needs->count != 0 && replay->goes_on ? 0 : begin;
        begin = tick;
        if (!(at.tick->flags & RMX_TICK_DRAWN))
            continue;
        if (begins(&at))
            return tick;
        if (shown >= 0 && needs->count >= 0 && at.tick->frame < frame - needs->count)
            return tick;
        if (shown < 0) {
            shown = tick;
            frame = at.tick->frame;
        }
    }
    return begin;
}

// One side is said: the other one keeps the shape.
static void set_size(struct rmx_replay *replay, int width, int height)
{
    const struct rmx_size_wish *wish = &replay->params.size;
    double scale = wish->scale > 0                        ? wish->scale
                   : wish->width > 0 && wish->height == 0 ? (double)wish->width / width
                                                          : 1;
    bool is_exact = wish->width > 0 && wish->height > 0;
    replay->width = is_exact ? wish->width : (int)fmax(1, round(width * scale));
    replay->height = is_exact ? wish->height : (int)fmax(1, round(height * scale));
}

// Before the first load there is black, as large as what comes.
static bool find_size(struct rmx_replay *replay, int load)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_evening_load info = {.width = replay->ticks.width, .height = replay->ticks.height};
    bool is_known =
        replay->counts.loads == 0 || rmx_replay_info(replay, scratch, load < 0 ? 0 : load, &info);
    set_size(replay, info.width > 0 ? info.width : 1, info.height > 0 ? info.height : 1);
    rmx_arena_destroy(scratch);
    return is_known;
}

int64_t rmx_replay_seek(struct rmx_replay *replay, int64_t first)
{
    struct rmx_replay_at at;
    if (!rmx_replay_find(replay, first, &at) || !find_size(replay, at.load))
        return -1;
    if (at.load < 0)
        return first;
    int load = at.load;
    replay->player = rmx_replay_make(replay, load);
    if (!replay->player)
        return -1;
    const struct rmx_replay_needs needs = rmx_replay_needs(replay->player, at.fps);
    replay->draws = needs.pictures;
    int64_t from = look_back(replay, first, load, &needs);
    if (from != 0 || !needs.count)
        return from;
    // From the first load on; what this one needed stays in the store.
    rmx_replay_unload(replay->player);
    replay->player = NULL;
    replay->load = -1;
    return from;
}
