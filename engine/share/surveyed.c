// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/surveyed.h"

#include "base/clock.h"

#include <math.h>
#include <string.h>

enum { MOST_BEHIND = 8, CREDIT_FRAMES = 4, FOLLOW_FRAMES = 3 };

static void copy_totals(const struct rmx_surveyed *s, double *to, const double *from)
{
    memcpy(to, from, (size_t)rmx_meter_holders(s->meter)->count * sizeof(*to));
}

static void copy_numbers(const struct rmx_surveyed *s, double *to, const double *from)
{
    memcpy(to, from, (size_t)s->generation->scene->signals.count * sizeof(*to));
}

static void take(struct rmx_surveyed *s, const struct rmx_shares *shares, long long frame)
{
    s->shares = shares;
    s->state = RMX_SURVEYED_READY;
    s->ready_frame = frame;
    s->counts->measured++;
    if (shares)
        copy_totals(s, s->totals, shares->total);
}

// Where the meter has not measured a frame before, it goes on from nothing.
static void join(struct rmx_surveyed *s)
{
    struct rmx_player *player = rmx_meter_player(s->meter);
    if (!s->has_joined)
        rmx_player_join(player, rmx_sample_frame(s->sample, s->fps));
    s->has_joined = true;
}

static void measure(struct rmx_surveyed *s)
{
    long long frame = rmx_sample_frame(s->sample, s->fps);
    join(s);
    take(s, rmx_meter_measure(s->meter, frame, s->fps), frame);
}

static void note_late(struct rmx_surveyed *s)
{
    s->counts->late += s->late_sample != s->sample;
    s->late_sample = s->sample;
}

// What was not measured meanwhile was shown as well: it counts as this sample.
static void exhibit(struct rmx_surveyed *s)
{
    if (!s->shares || !s->is_exhibited)
        return;
    double seconds = (double)(s->sample - s->exhibited) * RMX_SAMPLE_S;
    rmx_exhibition_add_shares(s->params->exhibition, s->generation->scene,
                              rmx_meter_holders(s->meter), s->shares, seconds);
    s->exhibited = s->sample;
}

static void land(struct rmx_surveyed *s)
{
    long long due = rmx_sample_frame(s->sample + 1, s->fps);
    long long frame = s->ready_frame > due ? s->ready_frame : due;
    if (frame > due)
        note_late(s);
    rmx_samples_land(s->samples, s->sample, frame, s->totals);
    exhibit(s);
    s->sample++;
    s->state = RMX_SURVEYED_DUE;
}

// A show that goes back to a sample that it began with once has its shares still; else those that
// were measured last hold until others are known.
static bool knows_first(const struct rmx_surveyed *s)
{
    return s->params->shows && s->first_sample >= 0;
}

static void find_first(struct rmx_surveyed *s)
{
    if (knows_first(s)) {
        bool is_same = s->first_sample == s->sample;
        if (is_same)
            copy_totals(s, s->totals, s->first_totals);
        s->state = is_same ? RMX_SURVEYED_READY : RMX_SURVEYED_DUE;
        s->ready_frame = rmx_sample_frame(s->sample, s->fps);
        s->shares = NULL;
        return;
    }
    measure(s);
    copy_totals(s, s->first_totals, s->totals);
    s->first_sample = s->sample;
}

// At the last sample before the frame.
static void start(struct rmx_surveyed *s, long long frame, double fps)
{
    s->fps = fps;
    s->sample = rmx_sample_before(frame, fps);
    s->exhibited = s->sample - 1;
    s->has_joined = false;
    if (!s->params->shows || s->generation->scene->aura_memory == RMX_MEMORY_SCENE)
        rmx_auras_restart(rmx_samples_auras(s->samples));
    rmx_samples_start(s->samples, s->sample, fps);
    find_first(s);
    rmx_samples_first(s->samples, s->totals);
    s->has_joined = false; // that frame is drawn again, with its shares
    join(s);
}

static bool is_landing(const struct rmx_surveyed *s, long long frame)
{
    return frame >= rmx_sample_frame(s->sample + 1, s->fps);
}

static void reach(struct rmx_surveyed *s, long long frame)
{
    while (is_landing(s, frame)) {
        if (s->state != RMX_SURVEYED_READY)
            measure(s);
        land(s);
    }
}

static void begin(struct rmx_surveyed *s)
{
    join(s);
    s->state = RMX_SURVEYED_BEGUN;
    rmx_meter_begin(s->meter, rmx_sample_frame(s->sample, s->fps), s->fps);
}

static void step(struct rmx_surveyed *s, long long frame)
{
    const struct rmx_shares *shares = rmx_meter_step(s->meter);
    if (shares)
        take(s, shares, frame);
}

// What is left in the past is measured no more.
static void skip(struct rmx_surveyed *s, long long frame)
{
    long long newest = rmx_sample_before(frame, s->fps);
    if (newest - s->sample <= MOST_BEHIND)
        return;
    s->counts->skipped += newest - s->sample;
    s->sample = newest;
    s->state = RMX_SURVEYED_DUE;
    s->has_joined = false;
}

// Whether a piece of the sample can be measured now.
static bool has_work(const struct rmx_surveyed *s, long long frame)
{
    switch (s->state) {
    case RMX_SURVEYED_DUE: return frame >= rmx_sample_frame(s->sample, s->fps);
    case RMX_SURVEYED_BEGUN: return !rmx_meter_waits(s->meter);
    case RMX_SURVEYED_READY: break;
    }
    return false;
}

// Between two samples the meter keeps up with what frames leave to the next ones.
static void keep_up(struct rmx_surveyed *s, long long frame)
{
    long long stands = rmx_meter_player(s->meter)->frame, next = stands + FOLLOW_FRAMES;
    if (s->state != RMX_SURVEYED_BEGUN && s->has_joined && frame > stands)
        rmx_meter_follow(s->meter, next < frame ? next : frame, s->fps);
}

// Frames since the last one that was shown.
static long long passed(const struct rmx_surveyed *s, long long frame)
{
    return s->frame >= 0 && frame > s->frame ? frame - s->frame : 1;
}

// How many pieces are to be done in this frame, so that all are in half the time that is left.
static long long pieces_due(const struct rmx_surveyed *s, long long frame)
{
    long long left_frames = rmx_sample_frame(s->sample + 1, s->fps) - frame;
    long long frames = left_frames / 2 / passed(s, frame);
    long long left = s->state == RMX_SURVEYED_BEGUN ? rmx_meter_steps_left(s->meter) + 1 : 1;
    return frames > 1 ? (left + frames - 1) / frames : left;
}

static void do_piece(struct rmx_surveyed *s, long long frame)
{
    double from_ms = rmx_clock_ms();
    rmx_stopwatch_begin(&s->stopwatch);
    if (!has_work(s, frame))
        keep_up(s, frame);
    else if (s->state == RMX_SURVEYED_DUE)
        begin(s);
    else
        step(s, frame);
    rmx_stopwatch_end(&s->stopwatch);
    s->credit_ms -= rmx_clock_ms() - from_ms;
}

static void land_in_time(struct rmx_surveyed *s, long long frame)
{
    if (s->state == RMX_SURVEYED_READY && is_landing(s, frame))
        land(s);
}

static void reach_in_pieces(struct rmx_surveyed *s, long long frame)
{
    double part = s->params->part > 0 ? s->params->part : RMX_SURVEY_PART;
    double frame_ms = part * (double)passed(s, frame) * 1000 / s->fps;
    s->credit_ms -= rmx_stopwatch_take_ms(&s->stopwatch);
    s->credit_ms = fmin(s->credit_ms + frame_ms, CREDIT_FRAMES * frame_ms);
    land_in_time(s, frame);
    for (long long left = pieces_due(s, frame); left > 0 && s->credit_ms > 0; left--)
        do_piece(s, frame);
    land_in_time(s, frame);
    if (is_landing(s, frame))
        note_late(s);
    skip(s, frame);
}

void rmx_surveyed_before(void *surveyed, long long frame, double fps, double *numbers)
{
    struct rmx_surveyed *s = surveyed;
    copy_numbers(s, s->numbers, numbers);
    if (s->meter && (frame < s->frame || s->frame < 0 || fps != s->fps))
        start(s, frame, fps);
    if (s->meter && s->params->shows)
        reach_in_pieces(s, frame);
    else if (s->meter)
        reach(s, frame);
    s->frame = frame;
    rmx_samples_values(s->samples, frame, numbers);
    copy_numbers(s, s->numbers, numbers);
}

void rmx_surveyed_measured_before(void *surveyed, long long frame, double fps, double *numbers)
{
    const struct rmx_surveyed *s = surveyed;
    const struct rmx_signals *signals = &s->generation->scene->signals;
    (void)fps;
    for (int i = 0; i < signals->count; i++)
        if (!rmx_signal_is_from(&signals->items[i], "sound")) // it hears by itself
            numbers[i] = s->numbers[i];
    rmx_samples_values(s->samples, frame, numbers);
}

void rmx_surveyed_within_before(void *surveyed, long long frame, double fps, double *numbers)
{
    const struct rmx_surveyed *s = surveyed;
    (void)fps;
    rmx_samples_values(s->samples, frame, numbers);
}

// The pictures that the meter keeps go on from where the other one stands: the next sample is
// behind that, and one that was begun there is left out. False: there is nothing to go on from.
static bool follow_past(struct rmx_surveyed *s, const struct rmx_surveyed *from)
{
    if (!s->meter || !from->meter || !from->has_joined || s->fps != from->fps ||
        !rmx_player_has_past(rmx_meter_player(s->meter)))
        return false;
    rmx_player_transfer(rmx_meter_player(s->meter), rmx_meter_player(from->meter));
    s->sample += from->state == RMX_SURVEYED_BEGUN;
    return true;
}

void rmx_surveyed_follow(struct rmx_surveyed *s, const struct rmx_surveyed *from)
{
    if (s->frame < 0 || from->frame < 0)
        return;
    rmx_samples_follow(s->samples, from->samples);
    rmx_samples_take_totals(s->samples, s->totals, from->samples, from->totals);
    s->sample = from->sample;
    s->state = from->state == RMX_SURVEYED_READY ? RMX_SURVEYED_READY : RMX_SURVEYED_DUE;
    s->ready_frame = llround((double)from->ready_frame * s->fps / from->fps);
    s->shares = NULL;
    s->has_joined = follow_past(s, from);
}
