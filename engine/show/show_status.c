// SPDX-License-Identifier: GPL-3.0-or-later
// What the terminal's status line is made of.
#include "base/clock.h"
#include "base/hash.h"
#include "base/text.h"
#include "runtime/loop_bounds.h"
#include "show/show_parts.h"

#include <math.h>

// A number that the scene reads, smooth or not.
static void take_numbers(const struct rmx_player *player, double levels[RMX_STATUS_LEVELS])
{
    const struct rmx_scene *scene = player->generation->scene;
    for (int i = 0; i < scene->heard_count && player->numbers; i++) {
        int number = scene->heard[i].number;
        if (number >= RMX_HEARD_SMOOTH && number < RMX_HEARD_ONSET)
            number -= RMX_HEARD_SMOOTH;
        if (number < RMX_STATUS_LEVELS)
            levels[number] = fmax(levels[number], player->numbers[scene->heard[i].signal]);
    }
}

// Where effects hear, but no expression: as `audio.level` is measured.
static double level_of(const struct rmx_sound *sound)
{
    double power = 0;
    if (!sound || sound->channels <= 0 || sound->sample_count <= 0)
        return -1;
    for (int i = 0; i < sound->channels * sound->sample_count; i++)
        power += (double)sound->samples[i] * (double)sound->samples[i];
    return sqrt(2 * power / (sound->channels * sound->sample_count));
}

static void fill_levels(const struct rmx_player *player, double levels[RMX_STATUS_LEVELS])
{
    for (int i = 0; i < RMX_STATUS_LEVELS; i++)
        levels[i] = -1;
    if (player->frame_inputs.fps <= 0)
        return;
    take_numbers(player, levels);
    if (levels[RMX_HEARD_LEVEL] < 0)
        levels[RMX_HEARD_LEVEL] = level_of(player->frame_inputs.sound);
}

static const char *const state_words[] = {"BLACK",       "FROZEN",        "HELD",
                                          "FILE BROKEN", "OUT OF MEMORY", "TOO SLOW"};
enum { STATES = sizeof(state_words) / sizeof(state_words[0]) };

static unsigned states_of(struct rmx_show *show)
{
    struct rmx_reload_counts counts;
    rmx_reload_counts(show->reload, &counts);
    const bool are[STATES] = {show->is_black,   show->is_frozen, show->head.is_held,
                              counts.is_broken, show->is_short,  show->rests_until_ms > 0};
    unsigned states = 0;
    for (int i = 0; i < STATES; i++)
        states |= are[i] ? 1u << i : 0;
    return states;
}

// "BLACK, HELD; 29.9 fps …".
static void say_status(struct rmx_show *show)
{
    struct rmx_text line = {0};
    for (int i = 0; i < STATES; i++)
        if (show->told_states & 1u << i)
            rmx_text_printf(&line, "%s%s", line.length ? ", " : "", state_words[i]);
    rmx_text_printf(&line, "%s%s", line.length && *show->measured ? "; " : "", show->measured);
    show->params.voice.status(show->params.voice.data, rmx_text_string(&line));
    rmx_text_finish(&line);
}

void rmx_show_tell_states(struct rmx_show *show)
{
    if (!show->params.voice.status)
        return;
    unsigned states = states_of(show);
    if (states == show->told_states)
        return;
    show->told_states = states;
    say_status(show);
}

static bool was_told(struct rmx_show *show, uint64_t words)
{
    for (int i = 0; i < RMX_TOLD_LOOPS; i++)
        if (show->told_loops[i] == words)
            return true;
    show->told_loops[show->told_loop_count++ % RMX_TOLD_LOOPS] = words;
    return false;
}

void rmx_show_tell_loops(struct rmx_show *show)
{
    struct rmx_text text = {0};
    while (show->player && rmx_loop_bounds_tell(show->player->generation, false, &text)) {
        bool is_old = was_told(show, rmx_hash_string(rmx_text_string(&text), 0));
        if (!is_old && show->params.voice.warn)
            show->params.voice.warn(show->params.voice.data, rmx_text_string(&text));
        rmx_text_clear(&text);
    }
    rmx_text_finish(&text);
}

void rmx_show_rest_if_slow(struct rmx_show *show)
{
    enum { REST_MS = 1000 };
    struct rmx_errors errors = {.arena = rmx_arena_create()};
    bool was_slow = show->rests_until_ms > 0;
    bool is_slow = rmx_loop_bounds_over(show->player->generation, &errors);
    show->rests_until_ms = is_slow ? rmx_clock_ms() + REST_MS : 0;
    if (is_slow && !was_slow) {
        struct rmx_text text = {0};
        rmx_error_format(&text, &errors.items[0]);
        rmx_text_add(&text, "the picture stays until it is quicker\n");
        rmx_show_say(show, "%s", rmx_text_string(&text));
        rmx_text_finish(&text);
    }
    rmx_arena_destroy(errors.arena);
}

void rmx_show_tell_status(struct rmx_show *show, double cpu_ms)
{
    struct rmx_renderer_counts counts;
    const struct rmx_player *player = show->player;
    if (!player || !show->params.voice.status)
        return;
    rmx_renderer_counts(player->generation->renderer, &counts);
    struct rmx_status_frame frame = {
        .shown_ms = rmx_clock_ms(),
        .cpu_ms = cpu_ms,
        .gpu_ms = show->stage.gpu_ms,
        .passes_drawn = counts.passes_drawn,
        .passes_skipped = counts.passes_skipped,
        .bpm =
            player->frame_inputs.fps > 0 ? rmx_values_signals(player->values)[RMX_SIGNAL_BPM] : 0,
    };
    fill_levels(player, frame.levels);
    if (rmx_status_frame(&show->status, &frame, show->measured, sizeof(show->measured)))
        say_status(show);
}
