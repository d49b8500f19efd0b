// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_tempo.h"

#include "base/clock.h"
#include "control/link.h"
#include "control/midi_clock.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct rmx_live_tempo {
    void (*say)(void *data, const char *text);
    void *say_data;
    struct rmx_show *show;
    struct rmx_controls *controls;
    bool leads;            // the clock's line was given to the controls, in the last frame
    bool yielded;          // a hand ended it; until the clock begins anew
    struct rmx_link *link; // NULL: not wanted, or it cannot be had
    bool has_no_link;      // which was said
    int asked;             // how many tempos it has been asked for
    double link_bpm;       // of the last frame
    // Of other threads:
    pthread_mutex_t lock;
    struct rmx_midi_clock_ticks ticks;
    int starts; // of the clock
    int seen_starts;
};

static void follow(struct rmx_live_tempo *live, const struct rmx_beat_line *line)
{
    const struct rmx_beat *beat = rmx_controls_beat(live->controls);
    if (line && !rmx_beat_is(line->bpm))
        return;
    if (line || beat->line.source)
        rmx_controls_follow(live->controls, line);
}

// --- A MIDI clock.

void rmx_live_tempo_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    struct rmx_live_tempo *live = data;
    pthread_mutex_lock(&live->lock);
    live->starts += kind == RMX_MIDI_START || kind == RMX_MIDI_CONTINUE;
    rmx_midi_clock_take(&live->ticks, kind, number, time_ms);
    pthread_mutex_unlock(&live->lock);
}

// A clock speaks when it begins to run, and when it is started.
static bool speaks(struct rmx_live_tempo *live, bool runs, int starts)
{
    const struct rmx_beat *beat = rmx_controls_beat(live->controls);
    live->yielded |= live->leads && beat->line.source != RMX_TEMPO_MIDI;
    if (!runs || starts != live->seen_starts)
        live->yielded = false;
    live->seen_starts = starts;
    return runs && !live->yielded;
}

static void follow_clock(struct rmx_live_tempo *live, bool yields)
{
    struct rmx_midi_clock_beat its = {0};
    double now_ms = rmx_clock_ms();
    pthread_mutex_lock(&live->lock);
    bool runs = rmx_midi_clock_runs(&live->ticks, now_ms);
    bool is_known = rmx_midi_clock_beat(&live->ticks, now_ms, &its);
    int starts = live->starts;
    pthread_mutex_unlock(&live->lock);
    const struct rmx_beat_line line = {.source = RMX_TEMPO_MIDI,
                                       .bpm = its.bpm,
                                       .beat = its.beat,
                                       .time_s = rmx_show_time(live->show).time_s,
                                       .bar = its.has_position ? 4 : 0,
                                       .yields = yields};
    bool speaks_now = speaks(live, runs, starts);
    if (speaks_now && is_known)
        follow(live, &line);
    else if (!speaks_now)
        follow(live, NULL);
    live->leads = rmx_controls_beat(live->controls)->line.source == RMX_TEMPO_MIDI;
}

// --- The sound.

static double heard(const struct rmx_player *player, int number)
{
    const struct rmx_scene *scene = player->generation->scene;
    for (int i = 0; player->numbers && i < scene->heard_count; i++)
        if (scene->heard[i].number == number)
            return player->numbers[scene->heard[i].signal];
    return 0;
}

// Where it has no tempo, the last one holds. What was heard is of the frame that was drawn last.
static void follow_sound(struct rmx_live_tempo *live, const struct rmx_player *player)
{
    const struct rmx_beat_line line = {.source = RMX_TEMPO_SOUND,
                                       .bpm = heard(player, RMX_HEARD_TEMPO),
                                       .beat = heard(player, RMX_HEARD_BEAT),
                                       .time_s = (double)player->frame / player->frame_inputs.fps,
                                       .bar = 1};
    follow(live, line.bpm > 0 ? &line : NULL);
}

// --- Link.

static bool open_link(struct rmx_live_tempo *live, double bpm)
{
    char why[200], line[240];
    if (live->link || live->has_no_link)
        return live->link;
    live->link = rmx_link_create(bpm, why, sizeof(why));
    live->link_bpm = bpm;
    live->has_no_link = !live->link;
    snprintf(line, sizeof(line), "remontage: %s\n", why);
    if (!live->link)
        live->say(live->say_data, line);
    return live->link;
}

static void close_link(struct rmx_live_tempo *live)
{
    rmx_link_destroy(live->link);
    live->link = NULL;
    live->has_no_link = false;
}

// While no one else is there it has our tempo, for those who come.
static void follow_link(struct rmx_live_tempo *live)
{
    const struct rmx_beat *beat = rmx_controls_beat(live->controls);
    if (!open_link(live, beat->last_bpm)) {
        follow(live, NULL);
        return;
    }
    if (beat->asked != live->asked)
        rmx_link_set_bpm(live->link, beat->asked_bpm);
    live->asked = beat->asked;
    struct rmx_link_beat its = rmx_link_now(live->link);
    if (!its.peers && live->link_bpm != beat->last_bpm)
        rmx_link_set_bpm(live->link, beat->last_bpm);
    live->link_bpm = beat->last_bpm;
    const struct rmx_beat_line line = {.source = RMX_TEMPO_LINK,
                                       .bpm = its.bpm,
                                       .beat = its.beat,
                                       .time_s = rmx_show_time(live->show).time_s,
                                       .bar = 4};
    follow(live, its.peers ? &line : NULL);
}

void rmx_live_tempo_frame(struct rmx_live_tempo *live, const struct rmx_show_frame *frame)
{
    if (frame->output != 0 || !live->show || !frame->player)
        return;
    enum rmx_tempo_source source = frame->player->generation->scene->tempo;
    if (source != RMX_TEMPO_LINK)
        close_link(live);
    if (source != RMX_TEMPO_AUTO && source != RMX_TEMPO_MIDI)
        live->leads = false;
    switch (source) {
    case RMX_TEMPO_AUTO:
    case RMX_TEMPO_MIDI: follow_clock(live, source == RMX_TEMPO_AUTO); break;
    case RMX_TEMPO_SOUND: follow_sound(live, frame->player); break;
    case RMX_TEMPO_LINK: follow_link(live); break;
    case RMX_TEMPO_UNSAID:
    case RMX_TEMPO_TAP: follow(live, NULL); break;
    }
}

// --- Its life.

struct rmx_live_tempo *rmx_live_tempo_create(void (*say)(void *data, const char *text), void *data)
{
    struct rmx_live_tempo *live = calloc(1, sizeof(*live));
    if (!live)
        abort();
    live->say = say;
    live->say_data = data;
    pthread_mutex_init(&live->lock, NULL);
    return live;
}

void rmx_live_tempo_begin(struct rmx_live_tempo *live, struct rmx_show *show)
{
    live->show = show;
    live->controls = rmx_show_controls(show);
}

void rmx_live_tempo_destroy(struct rmx_live_tempo *live)
{
    if (!live)
        return;
    close_link(live);
    pthread_mutex_destroy(&live->lock);
    free(live);
}
