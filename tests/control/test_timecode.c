// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of timecode that is heard and that MIDI brings: where it is, and what stops and jumps do.
#include "control/timecode.h"

#include <ltc.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law;
    int parts[4];
    double fps;
    bool is_drop;
    double seconds;
} times[] = {
    {"an hour", {1, 0, 0, 0}, 25, false, 3600},
    {"frames", {0, 0, 1, 12}, 25, false, 1.48},
    {"thirty a second", {0, 1, 0, 15}, 30, false, 60.5},
    {"the last number before two are dropped", {0, 0, 59, 29}, 30, true, 1799 * 1001 / 30000.0},
    {"the first one after", {0, 1, 0, 2}, 30, true, 1800 * 1001 / 30000.0},
    {"none in each tenth minute", {0, 10, 0, 0}, 30, true, 17982 * 1001 / 30000.0},
    {"an hour of them is one", {1, 0, 0, 0}, 30, true, 107892 * 1001 / 30000.0},
    {"late in the day", {23, 0, 0, 0}, 30, true, 23 * 107892 * 1001.0 / 30000},
    {"no such hour", {24, 0, 0, 0}, 25, false, -1},
    {"no such frame", {0, 0, 0, 25}, 25, false, -1},
    {"no such second", {0, 0, 60, 0}, 25, false, -1},
    {"no count is known", {0, 0, 0, 0}, 0, false, -1},
};

static void times_are_seconds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
        double seconds = rmx_timecode_seconds(times[i].parts, times[i].fps, times[i].is_drop);
        if (fabs(seconds - times[i].seconds) > 1e-9)
            fail_msg("%s: %.9g", times[i].law, seconds);
    }
}

// --- What is played: "p": so many seconds, "r": backwards, "s": so many milliseconds of silence,
// "j": a jump to that second, "n": so many milliseconds of noise, "f": a full frame at that second.

struct play {
    struct rmx_timecode *timecode;
    LTCEncoder *encoder; // NULL: MTC
    double fps;
    bool is_drop;
    int rate, channel;
    double now_ms, tape_s; // where the tape is at its end
    long long frame;       // of MTC
    unsigned chance;
    double worst_ms; // off, while it runs and was there before
};

static double off_ms(struct play *play)
{
    struct rmx_timecode_place place;
    bool is = rmx_timecode_now(play->timecode, play->now_ms, &place);
    return is ? fabs(place.time_s - play->tape_s) * 1000 : INFINITY;
}

static void hear(struct play *play, const unsigned char *bytes, int count)
{
    int16_t *moments = calloc((size_t)count * 2, sizeof(*moments));
    for (int i = 0; bytes && i < count; i++)
        moments[i * 2 + play->channel] = (int16_t)((bytes[i] - 128) * 128);
    play->now_ms += count * 1000.0 / play->rate;
    rmx_timecode_hear(play->timecode, moments, count, play->rate, play->now_ms);
    free(moments);
}

static void play_ltc(struct play *play, bool reversed)
{
    ltcsnd_sample_t bytes[4096];
    if (reversed)
        ltc_encoder_encode_reversed_frame(play->encoder);
    else
        ltc_encoder_encode_frame(play->encoder);
    int count = ltc_encoder_copy_buffer(play->encoder, bytes);
    hear(play, bytes, count);
    if (reversed)
        ltc_encoder_dec_timecode(play->encoder);
    else
        ltc_encoder_inc_timecode(play->encoder);
}

static void parts_of(const struct play *play, long long frame, int parts[4])
{
    int n = (int)play->fps;
    parts[3] = (int)(frame % n);
    parts[2] = (int)(frame / n % 60);
    parts[1] = (int)(frame / n / 60 % 60);
    parts[0] = (int)(frame / n / 3600);
}

static int rate_of(const struct play *play)
{
    return play->fps == 24 ? 0 : play->fps == 25 ? 1 : 3;
}

// Eight quarters a frame's two, 2 ms early or late.
static void play_mtc(struct play *play, bool reversed)
{
    int parts[4];
    for (int quarter = 0; quarter < 4; quarter++) {
        int piece = (int)(play->frame % 2 * 4) + quarter;
        piece = reversed ? 7 - piece : piece;
        parts_of(play, play->frame / 2 * 2, parts);
        int value = parts[3 - piece / 2] | (piece / 2 == 3 ? rate_of(play) << 5 : 0);
        int nibble = piece % 2 ? value >> 4 : value & 15;
        play->chance = play->chance * 1664525u + 1013904223u;
        double late_ms = (double)(play->chance >> 8) / (1 << 22) - 2;
        rmx_timecode_take(play->timecode, RMX_MIDI_QUARTER_FRAME, piece << 4 | nibble,
                          play->now_ms + late_ms);
        play->now_ms += 250 / play->fps;
    }
    play->frame += 1;
}

static void jump(struct play *play, double second)
{
    int parts[4];
    play->frame = llround(second * play->fps);
    parts_of(play, play->frame, parts);
    play->tape_s = rmx_timecode_seconds(parts, play->fps, play->is_drop);
    SMPTETimecode to = {.hours = (unsigned char)parts[0],
                        .mins = (unsigned char)parts[1],
                        .secs = (unsigned char)parts[2],
                        .frame = (unsigned char)parts[3]};
    if (play->encoder)
        ltc_encoder_set_timecode(play->encoder, &to);
}

static void play_frames(struct play *play, int count, bool reversed)
{
    for (int i = 0; i < count; i++) {
        double passed = (play->is_drop ? 1.001 : 1) / play->fps;
        bool was_there = off_ms(play) < 500 / play->fps;
        if (play->encoder)
            play_ltc(play, reversed);
        else
            play_mtc(play, reversed);
        play->tape_s += reversed ? -passed : passed;
        if (was_there && i > 0)
            play->worst_ms = fmax(play->worst_ms, off_ms(play));
    }
}

static void full_frame(struct play *play, double second)
{
    int parts[4];
    jump(play, second);
    parts_of(play, play->frame, parts);
    int hours = parts[0] | rate_of(play) << 5;
    rmx_timecode_take(play->timecode, RMX_MIDI_FULL_FRAME,
                      hours << 24 | parts[1] << 16 | parts[2] << 8 | parts[3], play->now_ms);
}

static void noise(struct play *play, double ms, bool is_silent)
{
    int count = (int)(play->rate * ms / 1000);
    unsigned char *bytes = malloc((size_t)count);
    for (int i = 0; i < count; i++) {
        play->chance = play->chance * 1664525u + 1013904223u;
        bytes[i] = is_silent ? 128 : (unsigned char)(play->chance >> 24);
    }
    if (play->encoder)
        hear(play, bytes, count);
    else
        play->now_ms += ms;
    free(bytes);
}

static void act(struct play *play, char deed, double number)
{
    switch (deed) {
    case 'p': play_frames(play, (int)lround(number * play->fps), false); break;
    case 'r': play_frames(play, (int)lround(number * play->fps), true); break;
    case 'j': jump(play, number); break;
    case 'f': full_frame(play, number); break;
    default: noise(play, number, deed == 's');
    }
}

// At the end it is there, or so many seconds from where the tape is, and runs or holds.
static const struct {
    const char *law, *deeds;
    double ahead_s;
    bool runs;
} laws[] = {
    {"it plays", "j3600 p2", 0, true},
    {"from midnight", "j0 p1", 0, true},
    {"a dropout is bridged", "j100 p2 s600 j102.6 p0.04", 0, true},
    {"and nothing is seen of it", "j100 p2 s600 j102.6 p1", 0, true},
    {"where it ends, time goes on for a second", "j100 p2 s900", 0.9, true},
    {"then it holds", "j100 p2 s3000", 1, false},
    {"and goes on when it comes again", "j100 p2 s3000 j200 p0.4", 0, true},
    {"a jump is followed", "j100 p2 j500 p0.4", 0, true},
    {"one back, too", "j500 p2 j100 p0.4", 0, true},
    {"noise is no time", "j100 p2 n600 j102.6 p0.4", 0, true},
};

static const struct {
    const char *name;
    bool is_ltc;
    double fps;
    bool is_drop;
    int rate, channel;
} tapes[] = {
    {"LTC, 25", true, 25, false, 48000, 0},
    {"LTC, 25 at 44100 on the right", true, 25, false, 44100, 1},
    {"LTC, 24", true, 24, false, 48000, 0},
    {"LTC, 30", true, 30, false, 48000, 0},
    {"LTC, 30 dropped", true, 30, true, 48000, 0},
    {"MTC, 25", false, 25, false, 48000, 0},
    {"MTC, 30", false, 30, false, 48000, 0},
};

static struct play begin(size_t tape)
{
    struct play play = {.timecode = rmx_timecode_create(),
                        .fps = tapes[tape].fps,
                        .is_drop = tapes[tape].is_drop,
                        .rate = tapes[tape].rate,
                        .channel = tapes[tape].channel,
                        .now_ms = 5000,
                        .chance = 1};
    if (!tapes[tape].is_ltc)
        return play;
    double rate = play.fps * (play.is_drop ? 1000 / 1001.0 : 1);
    play.encoder = ltc_encoder_create(play.rate, rate,
                                      play.fps == 25 ? LTC_TV_625_50 : LTC_TV_525_60, LTC_USE_DATE);
    return play;
}

static void end(struct play *play)
{
    if (play->encoder)
        ltc_encoder_free(play->encoder);
    rmx_timecode_destroy(play->timecode);
}

static void the_tape_is_followed(void **state)
{
    (void)state;
    size_t count = sizeof(laws) / sizeof(*laws), tape_count = sizeof(tapes) / sizeof(*tapes);
    for (size_t i = 0; i < count * tape_count; i++) {
        size_t law = i % count, tape = i / count;
        struct play play = begin(tape);
        struct rmx_timecode_place place;
        char deed;
        double number;
        int length;
        assert_false(rmx_timecode_now(play.timecode, 5000, &place));
        for (const char *at = laws[law].deeds; sscanf(at, " %c%lf%n", &deed, &number, &length) == 2;
             at += length)
            act(&play, deed, number);
        bool is = rmx_timecode_now(play.timecode, play.now_ms, &place);
        double off_s = place.time_s - play.tape_s - laws[law].ahead_s;
        if (!is || place.runs != laws[law].runs ||
            fabs(off_s) > (place.runs ? 0.5 : 1.1) / play.fps || play.worst_ms > 1000 / play.fps)
            fail_msg("%s: %s: %g s off, at worst %g ms%s", tapes[tape].name, laws[law].law, off_s,
                     play.worst_ms, place.runs ? "" : ", and it holds");
        assert_true(place.fps == play.fps && place.is_drop == play.is_drop);
        end(&play);
    }
}

static void a_full_frame_is_a_place(void **state)
{
    (void)state;
    struct play play = begin(5);
    struct rmx_timecode_place place;
    act(&play, 'f', 3661);
    play.now_ms += 5000;
    assert_true(rmx_timecode_now(play.timecode, play.now_ms, &place));
    assert_true(!place.runs && place.time_s == 3661);
    act(&play, 'p', 0.5);
    assert_true(rmx_timecode_now(play.timecode, play.now_ms, &place));
    assert_true(place.runs && off_ms(&play) < 20);
    end(&play);
}

static void a_tape_may_go_back(void **state)
{
    (void)state;
    struct play play = begin(0);
    struct rmx_timecode_place place;
    act(&play, 'j', 100);
    act(&play, 'p', 1);
    act(&play, 'r', 1);
    assert_true(rmx_timecode_now(play.timecode, play.now_ms, &place));
    if (!place.runs || fabs(place.time_s - 100) > 0.1)
        fail_msg("backwards: %g", place.time_s);
    end(&play);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_seconds),
        cmocka_unit_test(the_tape_is_followed),
        cmocka_unit_test(a_full_frame_is_a_place),
        cmocka_unit_test(a_tape_may_go_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
