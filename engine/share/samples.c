// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/samples.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { KEPT = 16 }; // landings

// A straight line for each number, from a frame on.
struct line {
    long long sample; // that landed; -1: none
    long long frame, until;
    double *from, *to; // by the scene's measured signals
    double *totals;    // by holder
};

struct rmx_samples {
    struct rmx_arena *arena;
    const struct rmx_scene *scene;
    const struct rmx_holders *holders;
    struct rmx_auras *auras;
    int holder_count;
    bool *is_of; // [measured * holder_count + holder]: the signal is, in part, that holder's
    double fps;
    struct line lines[KEPT]; // a ring
    int line_count;          // since the start
    long long landed;        // how many, over all starts
};

long long rmx_sample_frame(long long sample, double fps)
{
    return (long long)ceil((double)sample * RMX_SAMPLE_S * fps - 1e-6);
}

long long rmx_sample_before(long long frame, double fps)
{
    long long sample = (long long)floor((double)frame / fps / RMX_SAMPLE_S) + 1;
    while (sample > 0 && rmx_sample_frame(sample, fps) > frame)
        sample--;
    return sample;
}

static bool starts_with(const char *name, const char *start)
{
    size_t length = strlen(start);
    return strncmp(name, start, length) == 0 && name[length] == '/';
}

// A folder's pictures and the sources of a scene within are named below it.
static bool is_of(const struct rmx_measured *measured, const struct rmx_holder *holder)
{
    bool is_named = strcmp(holder->name, measured->of) == 0;
    switch (measured->kind) {
    case RMX_MEASURED_SOURCE:
        return (is_named && holder->kind == RMX_HOLDER_SOURCE) ||
               starts_with(holder->name, measured->of);
    case RMX_MEASURED_GENERATOR: return is_named && holder->kind == RMX_HOLDER_GENERATOR;
    case RMX_MEASURED_BACKGROUND: return holder->kind == RMX_HOLDER_BACKGROUND;
    case RMX_MEASURED_EFFECTS: break;
    }
    return holder->kind == RMX_HOLDER_EFFECTS;
}

struct rmx_samples *rmx_samples_create(const struct rmx_scene *scene,
                                       const struct rmx_holders *holders)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_samples *samples = RMX_NEW(arena, struct rmx_samples, 1);
    int count = scene->measured_count;
    *samples = (struct rmx_samples){
        .arena = arena,
        .scene = scene,
        .holders = holders,
        .auras = rmx_auras_create(holders, scene->aura_half_life_s),
        .holder_count = holders->count,
        .is_of = RMX_NEW(arena, bool, count * holders->count),
    };
    for (int m = 0; m < count; m++)
        for (int h = 0; h < holders->count; h++)
            samples->is_of[m * holders->count + h] = is_of(&scene->measured[m], &holders->items[h]);
    for (int i = 0; i < KEPT; i++)
        samples->lines[i] = (struct line){.from = RMX_NEW(arena, double, count),
                                          .to = RMX_NEW(arena, double, count),
                                          .totals = RMX_NEW(arena, double, holders->count)};
    rmx_samples_start(samples, 0, 30);
    return samples;
}

void rmx_samples_destroy(struct rmx_samples *samples)
{
    if (!samples)
        return;
    rmx_auras_destroy(samples->auras);
    rmx_arena_destroy(samples->arena);
}

struct rmx_auras *rmx_samples_auras(struct rmx_samples *samples)
{
    return samples->auras;
}

static struct line *last_line(const struct rmx_samples *samples)
{
    return (struct line *)&samples->lines[(samples->line_count - 1) % KEPT];
}

// What its holders have together.
static double sum(const struct rmx_samples *samples, int m, const double *totals)
{
    double total = 0;
    for (int h = 0; h < samples->holder_count; h++)
        if (samples->is_of[m * samples->holder_count + h])
            total += totals ? totals[h] : rmx_exposure_of(samples->auras, h);
    return total;
}

// Where a number goes; `totals` NULL: there are none.
static double aim(const struct rmx_samples *samples, int m, const double *totals)
{
    if (samples->scene->measured[m].is_aura)
        return rmx_aura(sum(samples, m, NULL), samples->scene->aura_half_life_s);
    return totals ? fmin(fmax(sum(samples, m, totals), 0), 1) : 0;
}

static double value_on(const struct line *line, int m, long long frame)
{
    if (frame >= line->until)
        return line->to[m];
    double part = (double)(frame - line->frame) / (double)(line->until - line->frame);
    return frame <= line->frame ? line->from[m]
                                : line->from[m] + (line->to[m] - line->from[m]) * part;
}

// The newest line that has begun by then, or the oldest that is kept.
static const struct line *line_at(const struct rmx_samples *samples, long long frame)
{
    int oldest = samples->line_count > KEPT ? samples->line_count - KEPT : 0;
    int i = samples->line_count - 1;
    while (i > oldest && samples->lines[i % KEPT].frame > frame)
        i--;
    return &samples->lines[i % KEPT];
}

// Numbers go on from where they stand.
static struct line *add_line(struct rmx_samples *samples, long long frame, long long until)
{
    const struct line *before = last_line(samples);
    struct line *line = &samples->lines[samples->line_count++ % KEPT];
    line->sample = -1;
    line->frame = frame;
    line->until = until;
    for (int m = 0; m < samples->scene->measured_count; m++)
        line->from[m] = value_on(before, m, frame);
    return line;
}

void rmx_samples_start(struct rmx_samples *samples, long long sample, double fps)
{
    samples->fps = fps;
    samples->line_count = 1;
    struct line *line = last_line(samples);
    line->sample = -1;
    line->frame = line->until = rmx_sample_frame(sample, fps);
    for (int m = 0; m < samples->scene->measured_count; m++)
        line->from[m] = line->to[m] = aim(samples, m, NULL);
}

void rmx_samples_first(struct rmx_samples *samples, const double *totals)
{
    struct line *line = last_line(samples);
    assert(samples->line_count == 1);
    for (int m = 0; m < samples->scene->measured_count; m++)
        line->from[m] = line->to[m] = aim(samples, m, totals);
}

void rmx_samples_land(struct rmx_samples *samples, long long sample, long long frame,
                      double seconds, const double *totals)
{
    long long length =
        rmx_sample_frame(sample + 2, samples->fps) - rmx_sample_frame(sample + 1, samples->fps);
    rmx_auras_add(samples->auras, totals, seconds);
    struct line *line = add_line(samples, frame, frame + length);
    line->sample = sample;
    samples->landed++;
    memcpy(line->totals, totals, (size_t)samples->holder_count * sizeof(*totals));
    for (int m = 0; m < samples->scene->measured_count; m++)
        line->to[m] = aim(samples, m, totals);
}

// The first line of all is the start's.
bool rmx_samples_next(const struct rmx_samples *samples, long long *cursor,
                      struct rmx_landing *landing)
{
    int kept = samples->line_count > KEPT ? KEPT : samples->line_count - 1;
    long long oldest = samples->landed - kept, next = *cursor > oldest ? *cursor : oldest;
    if (next >= samples->landed)
        return false;
    const struct line *line =
        &samples->lines[(samples->line_count - (samples->landed - next)) % KEPT];
    *landing = (struct rmx_landing){line->sample, line->frame, line->totals};
    *cursor = next + 1;
    return true;
}

void rmx_samples_values(const struct rmx_samples *samples, long long frame, double *numbers)
{
    const struct line *line = line_at(samples, frame);
    for (int m = 0; m < samples->scene->measured_count; m++)
        numbers[samples->scene->measured[m].signal] = value_on(line, m, frame);
}

// The signal of `from` that has this one's name; -1: there is none.
static int same_in(const struct rmx_samples *from, const struct rmx_measured *wanted)
{
    for (int m = 0; m < from->scene->measured_count; m++)
        if (from->scene->measured[m].is_aura == wanted->is_aura &&
            strcmp(from->scene->measured[m].of, wanted->of) == 0)
            return m;
    return -1;
}

void rmx_samples_take_totals(const struct rmx_samples *samples, double *totals,
                             const struct rmx_samples *from, const double *from_totals)
{
    for (int h = 0; h < samples->holder_count; h++) {
        int before = rmx_auras_find(from->auras, samples->holders->items[h].name);
        totals[h] = before < 0 ? 0 : from_totals[before];
    }
}

// What the other one lacks stands where it does now.
static void follow_line(struct rmx_samples *samples, struct line *line,
                        const struct rmx_samples *from, const struct line *before,
                        const double *now)
{
    double scale = samples->fps / from->fps;
    line->sample = before->sample;
    line->frame = llround((double)before->frame * scale);
    line->until = llround((double)before->until * scale);
    rmx_samples_take_totals(samples, line->totals, from, before->totals);
    for (int m = 0; m < samples->scene->measured_count; m++) {
        int same = same_in(from, &samples->scene->measured[m]);
        line->from[m] = same < 0 ? now[m] : before->from[same];
        line->to[m] = same < 0 ? now[m] : before->to[same];
    }
}

void rmx_samples_follow(struct rmx_samples *samples, const struct rmx_samples *from)
{
    double now[samples->scene->measured_count + 1];
    rmx_auras_follow(samples->auras, from->auras);
    for (int m = 0; m < samples->scene->measured_count; m++)
        now[m] =
            samples->scene->measured[m].is_aura ? aim(samples, m, NULL) : last_line(samples)->to[m];
    for (int i = 0; i < KEPT; i++)
        follow_line(samples, &samples->lines[i], from, &from->lines[i], now);
    samples->line_count = from->line_count;
    samples->landed = from->landed;
}
