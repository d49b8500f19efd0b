// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/tape.h"

#include "control/ears.h"
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
    *tape = (struct rmx_tape){
        .width = width, .plays = *(bool *)plays, .prepared = prepared, .last_hop = -1};
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
    free(tape->window);
    if (!tape->plays) {
        free(tape->sound.gains);
        free(tape->sound.hops);
        free(tape->sound.moments);
    }
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

void rmx_tape_taken(struct rmx_tape *tape)
{
    tape->count = tape->sound.count = 0;
    tape->sound.hop_count = 0;
}

// --- Sound.

enum { WINDOW_SAMPLES = RMX_EARS_WINDOW * RMX_EARS_HOP };

static void make_sound_room(struct rmx_tape *tape)
{
    struct rmx_tape_sound *sound = &tape->sound;
    if (sound->count < tape->sound_capacity)
        return;
    tape->sound_capacity = tape->sound_capacity ? 2 * tape->sound_capacity : 4;
    size_t count = (size_t)tape->sound_capacity;
    sound->gains = realloc(sound->gains, count * sizeof(*sound->gains));
    sound->hops = realloc(sound->hops, count * sizeof(*sound->hops));
    sound->moments = realloc(sound->moments, count * WINDOW_SAMPLES * sizeof(*sound->moments));
    if (!sound->gains || !sound->hops || !sound->moments)
        abort();
}

static void keep_window(struct rmx_tape *tape, float gain, int hops)
{
    make_sound_room(tape);
    tape->sound.gains[tape->sound.count] = gain;
    tape->sound.hops[tape->sound.count++] = hops;
}

// Of a file it is kept that it was silent where time had jumped: a replay waits for what it hears.
static void keep_sound(struct rmx_tape *tape, struct rmx_ears *ears, double time_s)
{
    if (rmx_ears_are_behind(ears)) {
        keep_window(tape, 0, 0);
        return;
    }
    long long last = rmx_ears_newest(ears, time_s, 0, NULL), count = last - tape->last_hop;
    if (last < 0)
        return;
    if (tape->last_hop < 0 || count < 0 || count > RMX_EARS_WINDOW)
        count = RMX_EARS_WINDOW;
    struct rmx_tape_sound *sound = &tape->sound;
    keep_window(tape, rmx_ears_gain(ears, time_s), (int)count);
    rmx_ears_newest(ears, time_s, (int)count, sound->moments + sound->hop_count * RMX_EARS_HOP);
    sound->hop_count += (size_t)count;
    tape->last_hop = last;
}

// The next window stands then. Its gain.
static float shift_window(struct rmx_tape *tape)
{
    const struct rmx_tape_sound *sound = &tape->sound;
    size_t bytes = WINDOW_SAMPLES * sizeof(*tape->window);
    if (!tape->window)
        tape->window = calloc(1, bytes);
    if (!tape->window)
        abort();
    size_t hops = (size_t)sound->hops[tape->sound_at];
    size_t kept = hops < RMX_EARS_WINDOW ? RMX_EARS_WINDOW - hops : 0;
    size_t over = hops > RMX_EARS_WINDOW ? hops - RMX_EARS_WINDOW : 0;
    memmove(tape->window, tape->window + (RMX_EARS_WINDOW - kept) * RMX_EARS_HOP,
            kept * RMX_EARS_HOP * sizeof(*tape->window));
    if (hops)
        memcpy(tape->window + kept * RMX_EARS_HOP,
               sound->moments + (tape->hop_at + over) * RMX_EARS_HOP,
               (RMX_EARS_WINDOW - kept) * RMX_EARS_HOP * sizeof(*tape->window));
    tape->hop_at += hops;
    return sound->gains[tape->sound_at++];
}

void rmx_tape_pass_over(struct rmx_tape *tape)
{
    while (tape->plays && tape->sound_at < tape->sound.count)
        shift_window(tape);
}

const struct rmx_sound *rmx_tape_hear(struct rmx_tape *tape, struct rmx_ears *ears, double time_s,
                                      bool with_bins, struct rmx_ears_window *window)
{
    bool plays_sound = tape && tape->plays && tape->sound_at < tape->sound.count;
    if (plays_sound) {
        float gain = shift_window(tape);
        return rmx_ears_sound_of(tape->window, gain, with_bins, window);
    }
    const struct rmx_sound *sound = rmx_ears_sound(ears, time_s, with_bins, window);
    if (tape && !tape->plays && !tape->is_preparing)
        keep_sound(tape, ears, time_s);
    return sound;
}
