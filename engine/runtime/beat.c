// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/beat.h"

#include <math.h>
#include <stddef.h>

enum { BAR = 4 };

#define LEAST_PACE 0.1
#define MOST_PACE 0.5

void rmx_beat_note(struct rmx_beat *beat, double time_s, double bpm, double at)
{
    beat->time_s = time_s;
    if (isfinite(bpm))
        beat->last_bpm = bpm;
    if (isfinite(at))
        beat->beat = at;
}

bool rmx_beat_is(double bpm)
{
    return bpm >= 1 && bpm <= 1000;
}

// The way from one beat to the nearest that is another but for multiples of a bar.
static double way(double from, double to, double bar)
{
    return remainder(to - from, bar);
}

static double beat_at(const struct rmx_beat *beat, double time_s)
{
    return beat->beat + (time_s - beat->time_s) * beat->last_bpm / 60;
}

// Where the line says that it is to be.
static double there(const struct rmx_beat *beat, double time_s)
{
    const struct rmx_beat_line *line = &beat->line;
    return line->beat + (time_s - line->time_s) * line->bpm / 60 + beat->shift;
}

// Whether a hand has a say; else it is kept what it asked for.
static bool takes_hands(struct rmx_beat *beat, double bpm)
{
    if (beat->line.source && !beat->line.yields) {
        beat->asked_bpm = bpm > 0 ? bpm : beat->asked_bpm;
        beat->asked += bpm > 0;
        return false;
    }
    rmx_beat_follow(beat, NULL);
    return true;
}

void rmx_beat_set(struct rmx_beat *beat, double bpm)
{
    if (!takes_hands(beat, bpm))
        return;
    beat->bpm = bpm;
    beat->is_led = true;
}

void rmx_beat_tap(struct rmx_beat *beat, double time_s, double bpm, double at)
{
    bool has_phase = beat->line.source && beat->line.bar > 0;
    if (!takes_hands(beat, bpm) && has_phase)
        return;
    if (bpm > 0 && !beat->line.source)
        beat->bpm = bpm;
    beat->owed = way(beat_at(beat, time_s), at, BAR);
    beat->is_led = true;
}

void rmx_beat_nudge(struct rmx_beat *beat, double beats)
{
    if (beat->line.source && beat->line.bar > 0)
        beat->shift += beats;
    else
        beat->owed += beats;
    beat->is_led = true;
}

void rmx_beat_follow(struct rmx_beat *beat, const struct rmx_beat_line *line)
{
    if (!line && beat->line.source) {
        beat->bpm = beat->line.bpm;
        beat->owed = 0;
    }
    if (line && line->source != beat->line.source)
        beat->shift = 0;
    beat->line = line ? *line : (struct rmx_beat_line){0};
    beat->is_led |= line != NULL;
}

void rmx_beat_edit(struct rmx_beat *beat, double bpm)
{
    if (beat->bpm > 0)
        beat->bpm = bpm;
    beat->is_led |= beat->last_bpm > 0;
}

double rmx_beat_bpm(const struct rmx_beat *beat)
{
    double bpm = beat->line.source ? beat->line.bpm : beat->bpm;
    return bpm > 0 ? bpm : NAN;
}

// Where time begins anew, so does the beat; without a tempo that is set it is the scene's again.
static double begin_anew(struct rmx_beat *beat, double time_s)
{
    double bpm = rmx_beat_bpm(beat);
    beat->owed = beat->pace = 0;
    beat->is_led = isfinite(bpm);
    rmx_beat_note(beat, time_s, bpm, time_s * (beat->is_led ? bpm : beat->last_bpm) / 60);
    return beat->is_led ? beat->beat : NAN;
}

// The part of what is owed that is made up while the beat goes so far.
static double make_up(struct rmx_beat *beat, double went)
{
    double far = fabs(beat->owed);
    double pace = fmin(fmax(fmax(beat->pace, LEAST_PACE), far / BAR), MOST_PACE);
    double step = copysign(fmin(far, pace * went), beat->owed);
    beat->owed -= step;
    beat->pace = beat->owed != 0 ? pace : 0;
    return step;
}

// Until this frame the last one's tempo held.
double rmx_beat_take(struct rmx_beat *beat, double time_s)
{
    const struct rmx_beat_line *line = &beat->line;
    if (time_s < beat->time_s)
        return begin_anew(beat, time_s);
    if (!beat->is_led)
        return NAN;
    double now = beat_at(beat, time_s);
    if (line->source && line->bar > 0)
        beat->owed = way(now, there(beat, time_s), line->bar);
    return now + make_up(beat, now - beat->beat);
}
