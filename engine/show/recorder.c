// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/recorder.h"

#include "base/clock.h"
#include "base/texts.h"
#include "record/writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct recorded_rows {
    struct rmx_rows *items;
    struct rmx_tape **tapes; // parallel to them, and so is the next one
    struct rmx_heard_sound *heard;
    int count, capacity;
};

struct rmx_recorder {
    struct rmx_record_writer *writer;
    double begin_ms; // of the show's clock; NaN: no frame yet
    int swaps, restarts, resets;
    struct recorded_rows rows; // of a frame, of each player
};

static const char *const *noted_paths(struct rmx_arena *arena, const char *const *paths, int count)
{
    const char **noted = RMX_NEW(arena, const char *, count);
    for (int i = 0; i < count; i++)
        noted[i] = rmx_texts_path(arena, paths[i]);
    return noted;
}

static const struct rmx_evening_value *values_of(struct rmx_arena *arena,
                                                 const struct rmx_settings *settings)
{
    struct rmx_evening_value *values =
        RMX_NEW(arena, struct rmx_evening_value, settings->value_count);
    for (int i = 0; i < settings->value_count; i++)
        values[i] = (struct rmx_evening_value){settings->values[i].name, settings->values[i].value};
    return values;
}

static const char *sound_name(struct rmx_arena *arena, const struct rmx_sound_wish *wish)
{
    const char *name = wish->name ? wish->name : "";
    return wish->kind == RMX_SOUND_FILE && *name ? rmx_texts_path(arena, name) : name;
}

static struct rmx_evening evening_of(struct rmx_arena *arena,
                                     const struct rmx_recorder_params *params)
{
    const struct rmx_settings *settings = params->settings;
    struct rmx_evening evening = {
        .version = params->version,
        .scene = rmx_texts_path(arena, settings->scene),
        .chain = settings->chain ? settings->chain : "",
        .date_rule = (int)settings->date_rule,
        .has_seed = settings->has_seed,
        .seed = settings->seed,
        .fps = settings->fps,
        .sound = settings->sound.given ? (int)settings->sound.kind + 1 : 0,
        .sound_name = sound_name(arena, &settings->sound),
        .follows_tempo = settings->follows_tempo,
        .tempo = settings->tempo,
        .allow = noted_paths(arena, settings->allow, settings->allow_count),
        .effects = noted_paths(arena, settings->effects, settings->effect_count),
        .allow_count = settings->allow_count,
        .effect_count = settings->effect_count,
        .values = values_of(arena, settings),
        .value_count = settings->value_count,
    };
    rmx_clock_date(evening.date);
    memcpy(evening.picture_date, settings->date, sizeof(evening.picture_date));
    return evening;
}

struct rmx_recorder *rmx_recorder_create(const struct rmx_recorder_params *params, char *why,
                                         size_t why_size)
{
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_evening evening = evening_of(arena, params);
    const struct rmx_record_writer_params writer = {.path = params->path,
                                                    .evening = &evening,
                                                    .say = params->say,
                                                    .say_data = params->say_data};
    struct rmx_recorder *recorder = calloc(1, sizeof(*recorder));
    if (!recorder)
        abort();
    recorder->begin_ms = NAN;
    recorder->writer = rmx_record_writer_create(&writer, why, why_size);
    rmx_arena_destroy(arena);
    if (recorder->writer)
        return recorder;
    free(recorder);
    return NULL;
}

void rmx_recorder_destroy(struct rmx_recorder *recorder)
{
    if (!recorder)
        return;
    rmx_record_writer_destroy(recorder->writer);
    free(recorder->rows.items);
    free(recorder->rows.tapes);
    free(recorder->rows.heard);
    free(recorder);
}

// --- A load.

struct lanes {
    struct rmx_arena *arena;
    struct rmx_evening_lane *items;
    int count;
};

static void add_lane(void *data, struct rmx_player *player, const char *name)
{
    struct lanes *lanes = data;
    const struct rmx_signals *signals = &player->generation->scene->signals;
    const char **names = RMX_NEW(lanes->arena, const char *, signals->count);
    const char **providers = RMX_NEW(lanes->arena, const char *, signals->count);
    for (int i = 0; i < signals->count; i++) {
        names[i] = signals->items[i].name ? signals->items[i].name : "";
        providers[i] = signals->items[i].provider ? signals->items[i].provider : "";
    }
    *RMX_PUSH(lanes->arena, &lanes->items, &lanes->count) = (struct rmx_evening_lane){
        .name = name,
        .signal_count = signals->count,
        .signals = names,
        .providers = providers,
        .prepared = player->tape->has_prepared ? player->tape->prepared : NULL,
    };
}

static void record_load(struct rmx_recorder *recorder, const struct rmx_show_frame *frame)
{
    struct rmx_player *player = (struct rmx_player *)frame->player;
    const struct rmx_generation *generation = player->generation;
    struct lanes lanes = {.arena = rmx_arena_create()};
    rmx_player_each(player, add_lane, &lanes);
    const struct rmx_evening_load load = {
        .scene = rmx_texts_path(lanes.arena, generation->settings.scene),
        .chain = generation->settings.chain ? generation->settings.chain : "",
        .width = generation->width,
        .height = generation->height,
        .fps = frame->fps,
        .prepared_frame = player->tape->prepared_frame,
        .prepared_fps = player->tape->prepared_fps,
        .goes_on = recorder->swaps > 0,
        .lane_count = lanes.count,
        .lanes = lanes.items,
    };
    rmx_record_writer_load(recorder->writer, &load, generation->texts);
    rmx_arena_destroy(lanes.arena);
}

// --- A frame.

static void add_rows(void *data, struct rmx_player *player, const char *name)
{
    struct recorded_rows *rows = data;
    struct rmx_tape *tape = player->tape;
    (void)name;
    if (rows->count == rows->capacity) {
        rows->capacity = rows->capacity ? 2 * rows->capacity : 8;
        rows->items = realloc(rows->items, (size_t)rows->capacity * sizeof(*rows->items));
        rows->tapes = realloc(rows->tapes, (size_t)rows->capacity * sizeof(struct rmx_tape *));
        rows->heard = realloc(rows->heard, (size_t)rows->capacity * sizeof(*rows->heard));
        if (!rows->items || !rows->tapes || !rows->heard)
            abort();
    }
    rows->tapes[rows->count] = tape;
    rows->heard[rows->count] = (struct rmx_heard_sound){.hop_samples = RMX_EARS_HOP,
                                                        .total = tape->sound.count,
                                                        .gains = tape->sound.gains,
                                                        .hops = tape->sound.hops,
                                                        .hop_total = tape->sound.hop_count,
                                                        .samples = tape->sound.moments};
    rows->items[rows->count++] = (struct rmx_rows){tape->width, tape->count, tape->rows, NULL};
}

static unsigned flags_of(const struct rmx_recorder *recorder, const struct rmx_show_frame *frame)
{
    unsigned flags = 0;
    if (frame->is_black)
        flags |= RMX_TICK_BLACK;
    if (frame->is_frozen)
        flags |= RMX_TICK_FROZEN;
    if (frame->is_held)
        flags |= RMX_TICK_HELD;
    if (frame->restarts != recorder->restarts)
        flags |= RMX_TICK_RESTART;
    if (frame->resets != recorder->resets)
        flags |= RMX_TICK_RESET;
    if (frame->player && frame->swaps != recorder->swaps)
        flags |= RMX_TICK_SWAP;
    if (frame->player && !frame->is_black && !frame->is_frozen)
        flags |= RMX_TICK_DRAWN;
    return flags;
}

void rmx_recorder_frame(struct rmx_recorder *recorder, const struct rmx_show_frame *frame)
{
    if (!recorder || frame->output != 0)
        return;
    if (isnan(recorder->begin_ms))
        recorder->begin_ms = frame->time_ms;
    const struct rmx_tick tick = {.time_us = llround((frame->time_ms - recorder->begin_ms) * 1000),
                                  .frame = frame->frame,
                                  .flags = flags_of(recorder, frame)};
    if (tick.flags & RMX_TICK_SWAP)
        record_load(recorder, frame);
    recorder->rows.count = 0;
    if (frame->player)
        rmx_player_each((struct rmx_player *)frame->player, add_rows, &recorder->rows);
    const struct rmx_ticks like = {.fps = frame->fps,
                                   .width = frame->width,
                                   .height = frame->height,
                                   .lane_count = recorder->rows.count};
    for (int i = 0; i < recorder->rows.count; i++)
        recorder->rows.items[i].heard = &recorder->rows.heard[i];
    rmx_record_writer_tick(recorder->writer, &like, &tick, recorder->rows.items);
    for (int i = 0; i < recorder->rows.count; i++)
        rmx_tape_taken(recorder->rows.tapes[i]);
    recorder->swaps = frame->swaps;
    recorder->restarts = frame->restarts;
    recorder->resets = frame->resets;
}
