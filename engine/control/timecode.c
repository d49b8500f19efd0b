// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/timecode.h"

#include <ltc.h>
#include <math.h>
#include <stdlib.h>

enum { CHANNELS = 2, PIECES = 8, FREEWHEEL_MS = 1000, QUEUE = 32, BLOCK = 512 };

#define NEAR_FRAMES 0.75 // is followed gently
#define AGREE_FRAMES 1.5 // two in a row
#define GENTLY 0.1

struct frame {
    double time_s, at_ms; // which time it was when
    double speed;         // 1, or -1
    double fps;
    bool is_drop;
};

struct rmx_timecode {
    LTCDecoder *decoders[CHANNELS];
    long long heard[CHANNELS]; // samples
    double ltc_fps;            // 0: not known
    int pieces[PIECES], piece_count, last_piece, step;
    bool has_frame, is_held, has_doubt;
    struct frame frame; // that is followed
    struct frame doubt; // that jumped; another one is to agree
    double life_ms;     // when what is followed came last
};

struct rmx_timecode *rmx_timecode_create(void)
{
    struct rmx_timecode *timecode = calloc(1, sizeof(*timecode));
    if (!timecode)
        abort();
    return timecode;
}

void rmx_timecode_destroy(struct rmx_timecode *timecode)
{
    if (!timecode)
        return;
    for (int i = 0; i < CHANNELS; i++)
        if (timecode->decoders[i])
            ltc_decoder_free(timecode->decoders[i]);
    free(timecode);
}

double rmx_timecode_seconds(const int parts[4], double fps, bool is_drop)
{
    int n = (int)fps, minutes = parts[0] * 60 + parts[1];
    bool is_time = n > 0 && parts[0] >= 0 && parts[0] < 24 && parts[1] >= 0 && parts[1] < 60 &&
                   parts[2] >= 0 && parts[2] < 60 && parts[3] >= 0 && parts[3] < n;
    if (!is_time)
        return -1;
    int frames = (minutes * 60 + parts[2]) * n + parts[3];
    // The first two numbers of each minute but every tenth are left out.
    return is_drop ? (frames - 2 * (minutes - minutes / 10)) * 1001.0 / 30000 : frames / fps;
}

// --- Following frames.

static double place_of(const struct frame *frame, double at_ms)
{
    return frame->time_s + frame->speed * (at_ms - frame->at_ms) / 1000;
}

// In frames.
static double off(const struct frame *from, const struct frame *to)
{
    return fabs(place_of(from, to->at_ms) - to->time_s) * to->fps;
}

static void go_to(struct rmx_timecode *timecode, const struct frame *frame, bool runs)
{
    timecode->frame = *frame;
    timecode->has_frame = true;
    timecode->has_doubt = false;
    timecode->is_held = !runs;
    timecode->life_ms = frame->at_ms;
}

static void follow(struct rmx_timecode *timecode, const struct frame *frame)
{
    struct frame *now = &timecode->frame;
    bool goes_on = timecode->has_frame && !timecode->is_held && now->speed == frame->speed &&
                   frame->at_ms - timecode->life_ms <= FREEWHEEL_MS;
    if (goes_on && off(now, frame) < NEAR_FRAMES) {
        double there_s = place_of(now, frame->at_ms);
        *now = *frame;
        now->time_s = there_s + (frame->time_s - there_s) * GENTLY;
        timecode->has_doubt = false;
        timecode->life_ms = frame->at_ms;
    } else if (timecode->has_doubt && timecode->doubt.speed == frame->speed &&
               off(&timecode->doubt, frame) < AGREE_FRAMES) {
        go_to(timecode, frame, true);
    } else {
        timecode->doubt = *frame;
        timecode->has_doubt = true;
    }
}

bool rmx_timecode_now(const struct rmx_timecode *timecode, double now_ms,
                      struct rmx_timecode_place *place)
{
    if (!timecode->has_frame)
        return false;
    double last_ms = timecode->life_ms + FREEWHEEL_MS;
    bool runs = !timecode->is_held && now_ms <= last_ms;
    double at_ms = timecode->is_held ? timecode->frame.at_ms : fmin(now_ms, last_ms);
    *place = (struct rmx_timecode_place){fmax(0, place_of(&timecode->frame, at_ms)),
                                         timecode->frame.fps, timecode->frame.is_drop, runs};
    return true;
}

// --- LTC.

// Of so many frames a second those that are near are counted; what a tape is wound at is not known,
// and counts as before.
static double count_of(const struct rmx_timecode *timecode, double measured)
{
    static const double counts[] = {24, 25, 30};
    for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
        if (fabs(measured - counts[i]) < 0.45)
            return counts[i];
    return timecode->ltc_fps;
}

static void take_heard(struct rmx_timecode *timecode, LTCFrameExt *heard, int rate, double end_ms,
                       long long end)
{
    SMPTETimecode read;
    double length = fabs((double)(heard->off_end - heard->off_start)) + 1;
    ltc_frame_to_time(&read, &heard->ltc, 0);
    timecode->ltc_fps = count_of(timecode, rate / length);
    const int parts[] = {read.hours, read.mins, read.secs, read.frame};
    struct frame frame = {.at_ms = end_ms - (double)(end - heard->off_end - 1) * 1000 / rate,
                          .speed = heard->reverse ? -1 : 1,
                          .fps = timecode->ltc_fps,
                          .is_drop = heard->ltc.dfbit && timecode->ltc_fps == 30};
    frame.time_s = rmx_timecode_seconds(parts, frame.fps, frame.is_drop);
    if (frame.time_s < 0)
        return;
    // It says where it began, and has ended; one that is played backwards ended where it begins.
    if (!heard->reverse)
        frame.time_s += 1 / frame.fps;
    follow(timecode, &frame);
}

static void hear_channel(struct rmx_timecode *timecode, int channel, const int16_t *moments,
                         int count, int rate, double end_ms)
{
    LTCDecoder **decoder = &timecode->decoders[channel];
    LTCFrameExt heard;
    short samples[BLOCK];
    if (!*decoder)
        *decoder = ltc_decoder_create(rate / 25, QUEUE);
    for (int i = 0; *decoder && i < count; i += BLOCK) {
        int part = count - i < BLOCK ? count - i : BLOCK;
        for (int k = 0; k < part; k++)
            samples[k] = moments[(i + k) * CHANNELS + channel];
        ltc_decoder_write_s16(*decoder, samples, (size_t)part, timecode->heard[channel]);
        timecode->heard[channel] += part;
        double part_ms = end_ms - (double)(count - i - part) * 1000 / rate;
        while (ltc_decoder_read(*decoder, &heard))
            take_heard(timecode, &heard, rate, part_ms, timecode->heard[channel]);
    }
}

void rmx_timecode_hear(struct rmx_timecode *timecode, const int16_t *moments, int count, int rate,
                       double time_ms)
{
    for (int channel = 0; channel < CHANNELS; channel++)
        hear_channel(timecode, channel, moments, count, rate, time_ms);
}

// --- MTC.

static void take_time(struct rmx_timecode *timecode, const int parts[4], int rate, double time_ms,
                      double later_frames, double speed, bool runs)
{
    static const double counts[] = {24, 25, 30, 30};
    struct frame frame = {
        .at_ms = time_ms, .speed = speed, .fps = counts[rate & 3], .is_drop = (rate & 3) == 2};
    frame.time_s = rmx_timecode_seconds(parts, frame.fps, frame.is_drop);
    if (frame.time_s < 0)
        return;
    frame.time_s += later_frames / frame.fps;
    if (runs) {
        follow(timecode, &frame);
        return;
    }
    go_to(timecode, &frame, false);
}

// Eight in a row, up or down, are the time at which the first one came (the last one, where they
// come down).
static void take_quarter(struct rmx_timecode *timecode, int number, double time_ms)
{
    int piece = number >> 4 & 7, step = (piece - timecode->last_piece + PIECES) % PIECES;
    bool up = step == 1, goes_on = timecode->piece_count == 1 || step == timecode->step;
    goes_on &= (up || step == PIECES - 1) && timecode->piece_count > 0;
    const int *p = timecode->pieces;
    timecode->last_piece = piece;
    timecode->step = step;
    timecode->pieces[piece] = number & 15;
    if (!timecode->is_held && !timecode->has_doubt)
        timecode->life_ms = fmax(timecode->life_ms, time_ms);
    timecode->piece_count = goes_on ? timecode->piece_count + 1 : 1;
    if (!goes_on || timecode->piece_count < PIECES || piece != (up ? PIECES - 1 : 0))
        return;
    const int parts[] = {(p[7] & 1) << 4 | p[6], p[5] << 4 | p[4], p[3] << 4 | p[2],
                         p[1] << 4 | p[0]};
    take_time(timecode, parts, p[7] >> 1, time_ms, up ? (PIECES - 1) / 4.0 : 0, up ? 1 : -1, true);
    timecode->piece_count = 0;
}

void rmx_timecode_take(struct rmx_timecode *timecode, enum rmx_midi_clock kind, int number,
                       double time_ms)
{
    const int parts[] = {number >> 24 & 31, number >> 16 & 255, number >> 8 & 255, number & 255};
    if (kind == RMX_MIDI_QUARTER_FRAME)
        take_quarter(timecode, number, time_ms);
    else if (kind == RMX_MIDI_FULL_FRAME)
        take_time(timecode, parts, number >> 29, time_ms, 0, 1, false);
}
