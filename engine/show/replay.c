// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/replay_parts.h"

#include "runtime/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rmx_replay *rmx_replay_open(const char *path, char *why, size_t why_size)
{
    struct rmx_record_reader *reader = rmx_record_open(path, why, why_size);
    if (!reader)
        return NULL;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_replay *replay = RMX_NEW(arena, struct rmx_replay, 1);
    *replay = (struct rmx_replay){.arena = arena,
                                  .reader = reader,
                                  .counts = rmx_record_counts(reader),
                                  .texts = rmx_texts_create(),
                                  .load = -1,
                                  .block_arena = rmx_arena_create(),
                                  .block = -1};
    return replay;
}

void rmx_replay_close(struct rmx_replay *replay)
{
    if (!replay)
        return;
    rmx_replay_unload(replay->player);
    rmx_generation_destroy(replay->failed);
    rmx_store_destroy(replay->store);
    rmx_context_destroy(replay->context);
    rmx_texts_release(replay->texts);
    rmx_arena_destroy(replay->block_arena);
    rmx_record_close(replay->reader);
    rmx_arena_destroy(replay->arena);
}

struct rmx_record_reader *rmx_replay_reader(struct rmx_replay *replay)
{
    return replay->reader;
}

const char *rmx_replay_why(const struct rmx_replay *replay)
{
    return replay->why;
}

const struct rmx_generation *rmx_replay_failed(const struct rmx_replay *replay)
{
    return replay->failed;
}

// --- Ticks.

static bool read_block(struct rmx_replay *replay, int block)
{
    if (replay->block == block)
        return true;
    rmx_arena_clear(replay->block_arena);
    replay->block = -1;
    if (!rmx_record_ticks(replay->reader, replay->block_arena, block, &replay->ticks)) {
        snprintf(replay->why, sizeof(replay->why), "the recording is broken at second %.1f",
                 (double)rmx_record_block(replay->reader, block)->time_us / 1e6);
        return false;
    }
    replay->block = block;
    replay->taken = RMX_NEW(replay->block_arena, struct rmx_replay_taken, replay->ticks.lane_count);
    replay->taken_to = 0;
    return true;
}

bool rmx_replay_find(struct rmx_replay *replay, int64_t tick, struct rmx_replay_at *at)
{
    int block = rmx_record_block_of(replay->reader, tick);
    if (!read_block(replay, block))
        return false;
    const struct rmx_block *head = rmx_record_block(replay->reader, block);
    at->block = block;
    at->index = (int)(tick - head->first_tick);
    at->tick = &replay->ticks.items[at->index];
    at->load = replay->ticks.lane_count ? (int)head->generation : -1;
    at->fps = replay->ticks.fps;
    return true;
}

struct feeding {
    struct rmx_replay *replay;
    int index; // of the tick in its block
    int lane;
};

static void take_tick(const struct rmx_lane *lane, int tick, struct rmx_replay_taken *taken)
{
    taken->rows += (size_t)lane->rows[tick];
    for (int i = 0; lane->heard.total && i < lane->heard.windows[tick]; i++)
        taken->hops += (size_t)lane->heard.hops[taken->windows++];
}

// The windows of a tick.
static void feed_sound(struct rmx_tape *tape, const struct rmx_heard_sound *heard,
                       const struct rmx_replay_taken *taken, int tick)
{
    if (!heard->total || heard->hop_samples != RMX_EARS_HOP)
        return;
    tape->sound = (struct rmx_tape_sound){
        .count = heard->windows[tick],
        .gains = heard->gains + taken->windows,
        .hops = heard->hops + taken->windows,
        .moments = heard->samples + taken->hops * (size_t)heard->hop_samples,
    };
}

static void feed(void *data, struct rmx_player *player, const char *name)
{
    struct feeding *feeding = data;
    struct rmx_replay *replay = feeding->replay;
    struct rmx_tape *tape = player->tape;
    (void)name;
    tape->played = NULL;
    tape->played_count = tape->at = 0;
    tape->sound = (struct rmx_tape_sound){0};
    tape->sound_at = 0;
    tape->hop_at = 0;
    if (feeding->lane >= replay->ticks.lane_count)
        return;
    const struct rmx_lane *lane = &replay->ticks.lanes[feeding->lane];
    if (lane->width == tape->width) {
        tape->played = lane->numbers + replay->taken[feeding->lane].rows * (size_t)lane->width;
        tape->played_count = lane->rows[feeding->index];
        feed_sound(tape, &lane->heard, &replay->taken[feeding->lane], feeding->index);
    }
    feeding->lane++;
}

// What came in at a tick is what comes in now.
static void feed_all(struct rmx_replay *replay, int index)
{
    struct feeding feeding = {replay, index, 0};
    if (index < replay->taken_to) {
        memset(replay->taken, 0, sizeof(*replay->taken) * (size_t)replay->ticks.lane_count);
        replay->taken_to = 0;
    }
    for (; replay->taken_to < index; replay->taken_to++)
        for (int l = 0; l < replay->ticks.lane_count; l++)
            take_tick(&replay->ticks.lanes[l], replay->taken_to, &replay->taken[l]);
    if (replay->player)
        rmx_player_each(replay->player, feed, &feeding);
}

static void forget_pictures(struct rmx_player *player)
{
    rmx_renderer_forget(player->generation->renderer);
    rmx_inner_forget(player->generation);
}

static void draw(struct rmx_replay *replay, const struct rmx_replay_at *at, bool is_read)
{
    if (!is_read && !replay->draws) {
        rmx_player_count(replay->player, at->tick->frame, at->fps);
        return;
    }
    rmx_player_frame(replay->player, at->tick->frame, at->fps);
    rmx_player_draw(replay->player);
}

// A load takes the place of the one before.
static bool swap(struct rmx_replay *replay, const struct rmx_replay_at *at)
{
    struct rmx_player *before = replay->player;
    struct rmx_player *next = rmx_replay_make(replay, at->load);
    if (!next)
        return false;
    bool goes_on = before && replay->goes_on;
    replay->player = next;
    feed_all(replay, at->index);
    if (goes_on)
        rmx_player_transfer(next, before);
    rmx_replay_unload(before);
    if (replay->next >= replay->params.first)
        replay->draws |= rmx_replay_needs(next, at->fps).pictures;
    return true;
}

// As a turn of a show: verbs, the generation that is there, the frame.
static bool play(struct rmx_replay *replay, bool is_read)
{
    struct rmx_replay_at at;
    if (!rmx_replay_find(replay, replay->next, &at))
        return false;
    if (replay->player && at.tick->flags & RMX_TICK_RESTART)
        rmx_player_forget(replay->player);
    if (replay->player && at.tick->flags & RMX_TICK_RESET)
        forget_pictures(replay->player);
    if (at.load >= 0 && at.load != replay->load) {
        if (!swap(replay, &at))
            return false;
    } else {
        feed_all(replay, at.index);
    }
    if (replay->player && at.tick->flags & RMX_TICK_DRAWN)
        draw(replay, &at, is_read);
    replay->next++;
    return true;
}

// The last one up to `tick` that is drawn, among those that are not played yet; -1: none is.
static int64_t last_drawn(struct rmx_replay *replay, int64_t tick)
{
    struct rmx_replay_at at;
    for (; tick >= replay->next; tick--)
        if (!rmx_replay_find(replay, tick, &at) || at.tick->flags & RMX_TICK_DRAWN)
            return tick;
    return -1;
}

// Where no frame depends on the pictures before it, those that are not read are not drawn.
static bool play_to(struct rmx_replay *replay, int64_t tick)
{
    int64_t read = last_drawn(replay, tick);
    while (replay->next <= tick)
        if (!play(replay, replay->next == read))
            return false;
    return true;
}

// --- Pictures.

const struct rmx_scene *rmx_replay_scene(const struct rmx_replay *replay)
{
    return replay->player ? replay->player->generation->scene : NULL;
}

static void pass_over(void *data, struct rmx_player *player, const char *name)
{
    (void)data;
    (void)name;
    rmx_tape_pass_over(player->tape);
}

// What was heard just before: a window of it is longer than a frame.
static bool hear_before(struct rmx_replay *replay, int64_t from)
{
    enum { TICKS = 100 };
    for (int64_t tick = from > TICKS ? from - TICKS : 0; tick < from && replay->player; tick++) {
        struct rmx_replay_at at;
        if (!rmx_replay_find(replay, tick, &at))
            return false;
        if (at.load != replay->load)
            continue;
        feed_all(replay, at.index);
        rmx_player_each(replay->player, pass_over, NULL);
    }
    return true;
}

int64_t rmx_replay_begin(struct rmx_replay *replay, const struct rmx_replay_params *params)
{
    replay->params = *params;
    replay->context = rmx_context_create(replay->why, (int)sizeof(replay->why));
    if (!replay->context)
        return -1;
    replay->store = rmx_store_create();
    int64_t from = rmx_replay_seek(replay, params->first);
    replay->next = from;
    return from < 0 || !hear_before(replay, from) ? -1 : params->first - from;
}

void rmx_replay_size(const struct rmx_replay *replay, int *width, int *height)
{
    *width = replay->width;
    *height = replay->height;
}

size_t rmx_replay_bytes(const struct rmx_replay *replay)
{
    int depth = replay->params.depth ? replay->params.depth : 8;
    return (size_t)replay->width * (size_t)replay->height * 4 * (size_t)(depth / 8);
}

static enum rmx_pixel_format format_of(const struct rmx_replay *replay)
{
    switch (replay->params.depth) {
    case 16: return RMX_PIXELS_RGBA16;
    case 32: return RMX_PIXELS_RGBA32F;
    default: return RMX_PIXELS_RGBA8;
    }
}

static void blacken(const struct rmx_replay *replay, void *pixels, struct rmx_picture *picture)
{
    *picture = (struct rmx_picture){.width = replay->width,
                                    .height = replay->height,
                                    .format = format_of(replay),
                                    .pixels = pixels};
    memset(pixels, 0, rmx_replay_bytes(replay));
    size_t count = (size_t)replay->width * (size_t)replay->height;
    for (size_t i = 0; i < count; i++)
        switch (picture->format) {
        case RMX_PIXELS_RGBA16: ((uint16_t *)pixels)[4 * i + 3] = UINT16_MAX; break;
        case RMX_PIXELS_RGBA32F: ((float *)pixels)[4 * i + 3] = 1; break;
        default: ((unsigned char *)pixels)[4 * i + 3] = 255;
        }
}

bool rmx_replay_read(struct rmx_replay *replay, int64_t tick, void *pixels,
                     struct rmx_picture *picture)
{
    struct rmx_replay_at at;
    if (!play_to(replay, tick) || !rmx_replay_find(replay, tick, &at))
        return false;
    if (at.tick->flags & RMX_TICK_BLACK || !replay->player) {
        blacken(replay, pixels, picture);
        return true;
    }
    *picture = rmx_player_picture(replay->player, pixels);
    rmx_renderer_wait(replay->player->generation->renderer);
    if (rmx_renderer_read(replay->player->generation->renderer, pixels))
        return true;
    snprintf(replay->why, sizeof(replay->why), "tick %lld could not be drawn", (long long)tick);
    return false;
}
