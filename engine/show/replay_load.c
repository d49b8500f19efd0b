// SPDX-License-Identifier: GPL-3.0-or-later
// The loads of a recording, made again from the texts that it holds.
#include "base/names.h"
#include "base/roots.h"
#include "show/replay_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void rmx_replay_unload(struct rmx_player *player)
{
    if (!player)
        return;
    struct rmx_generation *generation = player->generation;
    rmx_player_destroy(player);
    rmx_generation_destroy(generation);
}

static bool is_broken(struct rmx_replay *replay, int load)
{
    snprintf(replay->why, sizeof(replay->why), "the recording is broken: load %d of the scene",
             load + 1);
    return false;
}

bool rmx_replay_info(struct rmx_replay *replay, struct rmx_arena *arena, int load,
                     struct rmx_evening_load *info)
{
    return (load < replay->counts.loads &&
            rmx_record_load(replay->reader, arena, load, info, NULL)) ||
           is_broken(replay, load);
}

// Each load has those texts alone that the loads before it did not have.
static bool learn_texts(struct rmx_replay *replay, int load)
{
    for (; replay->texts_count <= load; replay->texts_count++) {
        struct rmx_arena *scratch = rmx_arena_create();
        struct rmx_evening_load info;
        bool is_read =
            replay->texts_count < replay->counts.loads &&
            rmx_record_load(replay->reader, scratch, replay->texts_count, &info, replay->texts);
        rmx_arena_destroy(scratch);
        if (!is_read)
            return is_broken(replay, replay->texts_count);
    }
    return true;
}

static const char *const *found_paths(struct rmx_arena *arena, const char *const *paths, int count)
{
    const char **found = RMX_NEW(arena, const char *, count);
    for (int i = 0; i < count; i++)
        found[i] = rmx_texts_found(arena, paths[i]);
    return found;
}

// As the picture was shown, or as large as is wished; one of another shape within that size.
static struct rmx_size_wish size_of(const struct rmx_replay *replay,
                                    const struct rmx_evening_load *info)
{
    const struct rmx_size_wish *wish = &replay->params.size;
    struct rmx_size_wish size = {.width = replay->width, .height = replay->height};
    bool is_exact = wish->width > 0 && wish->height > 0;
    double off = (double)info->width * replay->height - (double)info->height * replay->width;
    size.within = !is_exact && fabs(off) > fmax(replay->width, replay->height);
    return size;
}

// Of a device there is silence: what it gave is recorded.
static struct rmx_sound_wish sound_of(struct rmx_replay *replay, const struct rmx_evening *evening)
{
    struct rmx_sound_wish sound = {.given = evening->sound > 0};
    if (!sound.given)
        return sound;
    sound.kind = (enum rmx_sound_kind)(evening->sound - 1);
    if (*evening->sound_name)
        sound.name = rmx_texts_found(replay->arena, evening->sound_name);
    return sound;
}

static struct rmx_settings settings_of(struct rmx_replay *replay,
                                       const struct rmx_evening_load *info)
{
    const struct rmx_evening *evening = rmx_record_evening(replay->reader);
    struct rmx_settings settings = {
        .scene = rmx_texts_found(replay->arena, info->scene),
        .chain = *info->chain ? rmx_arena_copy(replay->arena, info->chain) : NULL,
        .allow = found_paths(replay->arena, evening->allow, evening->allow_count),
        .allow_count = evening->allow_count,
        .effects = found_paths(replay->arena, evening->effects, evening->effect_count),
        .effect_count = evening->effect_count,
        .size = size_of(replay, info),
        .has_seed = evening->has_seed,
        .seed = evening->seed,
        .fps = evening->fps,
        .sound = sound_of(replay, evening),
        .follows_tempo = evening->follows_tempo,
        .tempo = evening->tempo,
        .date_rule = (enum rmx_date_rule)evening->date_rule,
        .depth = replay->params.depth,
        .most_output_depth = replay->params.depth ? 0 : 8,
        .waits = true,
        .redraws = true,
    };
    memcpy(settings.date, evening->picture_date, sizeof(settings.date));
    return settings;
}

static struct rmx_generation *load(struct rmx_replay *replay, const struct rmx_evening_load *info)
{
    const struct rmx_settings settings = settings_of(replay, info);
    const struct rmx_load_params params = {.settings = &settings,
                                           .until = RMX_LOAD_RENDERER,
                                           .context = replay->context,
                                           .store = replay->store};
    rmx_texts_replay(replay->texts);
    struct rmx_generation *generation = rmx_generation_create(&params);
    rmx_texts_replay(NULL);
    if (generation->status == RMX_LOADED)
        return generation;
    rmx_generation_destroy(replay->failed);
    replay->failed = generation;
    snprintf(replay->why, sizeof(replay->why), "%s cannot be loaded again as it was",
             settings.scene);
    return NULL;
}

struct preparing {
    const struct rmx_evening_load *info;
    int lane;
    bool fits;
};

static void give_prepared(void *data, struct rmx_player *player, const char *name)
{
    struct preparing *preparing = data;
    struct rmx_tape *tape = player->tape;
    (void)name;
    if (preparing->lane >= preparing->info->lane_count) {
        preparing->fits = false;
        return;
    }
    const struct rmx_evening_lane *lane = &preparing->info->lanes[preparing->lane++];
    preparing->fits = preparing->fits && lane->signal_count == tape->width;
    if (lane->prepared && lane->signal_count == tape->width)
        memcpy(tape->prepared, lane->prepared, sizeof(double) * (size_t)tape->width);
}

struct rmx_player *rmx_replay_make(struct rmx_replay *replay, int number)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_evening_load info;
    struct rmx_player *player = NULL;
    struct rmx_generation *generation =
        learn_texts(replay, number) && rmx_replay_info(replay, scratch, number, &info)
            ? load(replay, &info)
            : NULL;
    if (generation) {
        struct preparing preparing = {.info = &info, .fits = true};
        player = rmx_player_create(generation);
        rmx_player_tape(player, true);
        rmx_player_each(player, give_prepared, &preparing);
        rmx_player_prepare(player, info.prepared_frame, info.prepared_fps);
        rmx_player_warm(player);
        rmx_player_enter(player);
        replay->load = number;
        replay->goes_on = info.goes_on;
        if (!preparing.fits || preparing.lane != info.lane_count) {
            snprintf(replay->why, sizeof(replay->why),
                     "the recording is of another scene than its texts are: load %d", number + 1);
            rmx_replay_unload(player);
            player = NULL;
        }
    }
    rmx_arena_destroy(scratch);
    return player;
}

// --- Sources.

static const char *hash_of(struct rmx_replay *replay, const char *path)
{
    int count;
    const struct rmx_evening_source *sources = rmx_record_sources(replay->reader, &count);
    for (int i = count - 1; i >= 0; i--)
        if (strcmp(sources[i].path, path) == 0)
            return sources[i].sha256;
    return "";
}

static void check(struct rmx_replay *replay, struct rmx_arena *arena, const char *noted,
                  struct rmx_replay_source **changed, int *count)
{
    char now[RMX_SHA256_TEXT];
    const char *was = hash_of(replay, noted), *path = rmx_texts_found(arena, noted);
    bool is_missing = access(path, R_OK) != 0;
    rmx_roots_add(path); // no scene is read yet that would say so
    if (!is_missing && (!*was || (rmx_hash_file(path, now) && strcmp(now, was) == 0)))
        return;
    *RMX_PUSH(arena, changed, count) =
        (struct rmx_replay_source){rmx_arena_copy(arena, path), is_missing};
}

static int load_at(struct rmx_replay *replay, int64_t tick)
{
    return (int)rmx_record_block(replay->reader, rmx_record_block_of(replay->reader, tick))
        ->generation;
}

const struct rmx_replay_source *rmx_replay_changed(struct rmx_replay *replay,
                                                   struct rmx_arena *arena, int64_t first,
                                                   int64_t last, int *count)
{
    struct rmx_replay_source *changed = NULL;
    *count = 0;
    if (replay->counts.ticks == 0)
        return NULL;
    struct rmx_names seen = {.arena = arena};
    int from = load_at(replay, first), to = load_at(replay, last);
    for (int load = from; load <= to && load < replay->counts.loads; load++) {
        struct rmx_evening_load info;
        if (!rmx_record_load(replay->reader, arena, load, &info, NULL))
            continue;
        for (int i = 0; i < info.source_count; i++) {
            const char *path = info.sources[i];
            if (rmx_names_get(&seen, path, strlen(path)) < 0)
                check(replay, arena, path, &changed, count);
            rmx_names_put(&seen, path, strlen(path), 1);
        }
    }
    return changed;
}
