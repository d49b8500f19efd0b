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

static void exhibit(struct rmx_surveyed *s, double seconds)
{
    s->owed_s += s->is_exhibited ? seconds : 0;
    if (!s->shares || !s->is_exhibited)
        return;
    rmx_exhibition_add_shares(s->params->exhibition, s->generation->scene,
                              rmx_meter_holders(s->meter), s->shares, s->owed_s);
    s->owed_s = 0;
}

// What was not measured meanwhile was shown as well: it counts as this sample.
static void land(struct rmx_surveyed *s)
{
    double seconds = (double)(s->sample - s->counted) * RMX_SAMPLE_S;
    long long due = rmx_sample_frame(s->sample + 1, s->fps);
    long long frame = s->ready_frame > due ? s->ready_frame : due;
    if (frame > due)
        note_late(s);
    rmx_samples_land(s->samples, s->sample, frame, seconds, s->totals);
    exhibit(s, seconds);
    s->counted = s->sample++;
    s->state = RMX_SURVEYED_DUE;
}

static void restart_auras(struct rmx_surveyed *s)
{
    if (!s->params->shows || s->generation->scene->aura_memory == RMX_MEMORY_SCENE)
        rmx_auras_restart(rmx_samples_auras(s->samples));
}

void rmx_surveyed_forget(struct rmx_surveyed *s)
{
    s->frame = -1;
    if (!s->meter)
        return;
    restart_auras(s);
    rmx_samples_start(s->samples, 0, 30); // as they were made
}

// At the last sample before the frame, which is measured at once, in a show as well.
static void start(struct rmx_surveyed *s, long long frame, double fps)
{
    s->fps = fps;
    s->sample = rmx_sample_before(frame, fps);
    s->counted = s->passed = s->sample - 1;
    s->hidden = s->held = 0;
    s->has_joined = false;
    restart_auras(s);
    rmx_samples_start(s->samples, s->sample, fps);
    measure(s);
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
static void skip(struct rmx_surveyed *s, int most_behind)
{
    long long newest = s->passed;
    if (newest - s->sample <= most_behind)
        return;
    s->counts->skipped += newest - s->sample;
    s->sample = newest;
    s->state = RMX_SURVEYED_DUE;
    s->has_joined = false;
}

// Samples whose frames pass. One frame does not stand for as many as a machine that slept.
static void pass(struct rmx_surveyed *s, long long frame, bool is_shown, bool is_drawn)
{
    long long newest = rmx_sample_before(frame, s->fps), count = newest - s->passed;
    long long seen = !is_shown ? 0 : count > MOST_BEHIND ? 1 : count;
    s->hidden += count - seen;
    s->held += is_drawn ? 0 : seen;
    s->passed = newest;
}

// A picture that stood counts as it was measured last, what was not on the screen for no holder.
static void leave_out_passed(struct rmx_surveyed *s)
{
    if (s->hidden + s->held == 0)
        return;
    double seconds = (double)s->held * RMX_SAMPLE_S;
    rmx_auras_add(rmx_samples_auras(s->samples), s->totals, seconds);
    exhibit(s, seconds);
    s->counted += s->hidden + s->held;
    s->hidden = s->held = 0;
    skip(s, 0);
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

static long long most_passed(const struct rmx_surveyed *s)
{
    return llround(fmax(RMX_SAMPLE_S * s->fps, 1));
}

// Frames since the last one, a sample's at most.
static long long passed(const struct rmx_surveyed *s, long long frame)
{
    long long frames = s->frame >= 0 && frame > s->frame ? frame - s->frame : 1;
    return frames < most_passed(s) ? frames : most_passed(s);
}

// How many pieces are to be done in this frame, so that all are in half the time that is left. A
// gap says nothing of how long the next frame takes.
static long long pieces_due(const struct rmx_surveyed *s, long long frame)
{
    long long left_frames = rmx_sample_frame(s->sample + 1, s->fps) - frame;
    bool is_gap = s->frame >= 0 && frame - s->frame > most_passed(s);
    long long frames = left_frames / 2 / (is_gap ? 1 : passed(s, frame));
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
    leave_out_passed(s);
    for (long long left = pieces_due(s, frame); left > 0 && s->credit_ms > 0; left--)
        do_piece(s, frame);
    land_in_time(s, frame);
    if (is_landing(s, frame))
        note_late(s);
    skip(s, MOST_BEHIND);
}

void rmx_surveyed_before(void *surveyed, long long frame, double fps, double *numbers)
{
    struct rmx_surveyed *s = surveyed;
    copy_numbers(s, s->numbers, numbers);
    if (s->meter && (frame < s->frame || s->frame < 0 || fps != s->fps))
        start(s, frame, fps);
    if (s->meter && s->params->shows) {
        pass(s, frame, true, true);
        reach_in_pieces(s, frame);
    } else if (s->meter) {
        reach(s, frame);
    }
    s->frame = frame;
    rmx_samples_values(s->samples, frame, numbers);
    copy_numbers(s, s->numbers, numbers);
}

void rmx_surveyed_pass(struct rmx_surveyed *s, long long frame, bool is_shown)
{
    if (!s->meter || s->frame < 0)
        return;
    bool is_restart = frame < s->frame;
    if (is_restart)
        start(s, frame, s->fps);
    pass(s, frame, is_shown, false);
    if (is_restart)
        leave_out_passed(s);
    s->frame = frame;
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
    s->counted = from->counted;
    s->passed = from->passed;
    s->hidden = from->hidden;
    s->held = from->held;
    s->owed_s = s->is_exhibited ? from->owed_s : 0;
}
