// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi_clock.h"

#include <math.h>
#include <string.h>

enum {
    TICKS_A_BEAT = 24,
    TICKS_A_SIXTEENTH = 6,
    NEWER = 8,
    LEAST = 12,
    SILENCE_MS = 500,
    NEAR_MS = 8,
    BUNCH_MS = 25,
};

struct line {
    double from, a_tick; // milliseconds: of the newest tick, and from tick to tick
};

static bool lies_near(const struct line *line, double ms, int back)
{
    return fabs(ms - (line->from - back * line->a_tick)) < NEAR_MS;
}

// By least squares, through those near another line; NULL: through all.
static struct line fit(const double *ms, int count, const struct line *near)
{
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (int i = 0; i < count; i++) {
        int back = count - 1 - i;
        if (near && !lies_near(near, ms[i], back))
            continue;
        double at = ms[i] - ms[0];
        n++;
        x -= back;
        y += at;
        xx += (double)back * back;
        xy -= back * at;
    }
    double wide = n * xx - x * x;
    if (wide <= 0)
        return near ? *near : (struct line){ms[0], 0};
    double a_tick = (n * xy - x * y) / wide;
    return (struct line){ms[0] + (y - a_tick * x) / n, a_tick};
}

// Without ticks that were held up, where they are few.
static struct line fit_most(const double *ms, int count)
{
    struct line all = fit(ms, count, NULL);
    int near = 0;
    for (int i = 0; i < count; i++)
        near += lies_near(&all, ms[i], count - 1 - i);
    return near < count && near * 4 >= count * 3 ? fit(ms, count, &all) : all;
}

static void keep_newest(struct rmx_midi_clock_ticks *ticks, int count)
{
    memmove(ticks->ms, ticks->ms + ticks->count - count, sizeof(*ticks->ms) * (size_t)count);
    ticks->count = count;
}

// The newest ticks go at another pace than those before: a new tempo, or ticks that were held up.
// Less than a cycle of JACK is neither: ticks come in bunches there.
static bool changes(const struct rmx_midi_clock_ticks *ticks)
{
    int older = ticks->count - NEWER;
    if (older < NEWER)
        return false;
    double pace = fit(ticks->ms, older, NULL).a_tick;
    double newer = (ticks->ms[ticks->count - 1] - ticks->ms[older - 1]) / NEWER;
    double off = fabs(newer - pace);
    return off > 0.12 * pace && off * NEWER > BUNCH_MS;
}

// Of the newest ticks some may be from before.
static void follow_change(struct rmx_midi_clock_ticks *ticks)
{
    keep_newest(ticks, NEWER);
    ticks->settling = NEWER;
}

static void tick(struct rmx_midi_clock_ticks *ticks, double time_ms)
{
    double passed_ms = ticks->count ? time_ms - ticks->ms[ticks->count - 1] : 0;
    if (passed_ms < 0 || passed_ms > SILENCE_MS)
        ticks->count = ticks->settling = 0;
    if (ticks->count == RMX_MIDI_CLOCK_TICKS)
        keep_newest(ticks, RMX_MIDI_CLOCK_TICKS - 1);
    ticks->ms[ticks->count++] = time_ms;
    ticks->number += !ticks->waits;
    ticks->waits = false;
    if (ticks->settling > 0 && --ticks->settling == 0)
        keep_newest(ticks, NEWER);
    else if (changes(ticks))
        follow_change(ticks);
}

// From its next tick on it is there.
static void go_to(struct rmx_midi_clock_ticks *ticks, long long number)
{
    ticks->number = number;
    ticks->waits = ticks->has_position = true;
}

static void take_position(struct rmx_midi_clock_ticks *ticks, int sixteenths)
{
    ticks->resumes = (long long)sixteenths * TICKS_A_SIXTEENTH;
    if (!ticks->is_stopped)
        go_to(ticks, ticks->resumes);
}

static void start(struct rmx_midi_clock_ticks *ticks, long long number)
{
    ticks->is_stopped = false;
    go_to(ticks, number);
}

static void stop(struct rmx_midi_clock_ticks *ticks)
{
    if (!ticks->is_stopped)
        ticks->resumes = ticks->number + !ticks->waits;
    ticks->is_stopped = true;
}

void rmx_midi_clock_take(struct rmx_midi_clock_ticks *ticks, enum rmx_midi_clock kind, int number,
                         double time_ms)
{
    switch (kind) {
    case RMX_MIDI_TICK: tick(ticks, time_ms); break;
    case RMX_MIDI_START: start(ticks, 0); break;
    case RMX_MIDI_CONTINUE: start(ticks, ticks->resumes); break;
    case RMX_MIDI_STOP: stop(ticks); break;
    case RMX_MIDI_POSITION: take_position(ticks, number); break;
    case RMX_MIDI_QUARTER_FRAME:
    case RMX_MIDI_FULL_FRAME: break;
    }
}

bool rmx_midi_clock_runs(const struct rmx_midi_clock_ticks *ticks, double now_ms)
{
    return ticks->count && now_ms - ticks->ms[ticks->count - 1] <= SILENCE_MS;
}

bool rmx_midi_clock_beat(const struct rmx_midi_clock_ticks *ticks, double now_ms,
                         struct rmx_midi_clock_beat *beat)
{
    if (ticks->count < LEAST || !rmx_midi_clock_runs(ticks, now_ms))
        return false;
    struct line line = fit_most(ticks->ms, ticks->count);
    if (line.a_tick <= 0)
        return false;
    *beat = (struct rmx_midi_clock_beat){
        .bpm = 60000 / (line.a_tick * TICKS_A_BEAT),
        .beat = ((double)ticks->number + (now_ms - line.from) / line.a_tick) / TICKS_A_BEAT,
        .has_position = ticks->has_position,
    };
    return true;
}
