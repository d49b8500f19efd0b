// SPDX-License-Identifier: CC0-1.0
// Makes assets/heartbeat.flac, ten seconds of a heart, a breath, a chord and bells, of nothing but
// numbers:
//
//     cc -O2 docs/heartbeat.c -lm -o heartbeat && ./heartbeat | flac -8 -f -o assets/heartbeat.flac
//     -
//
// Out: a WAV file on standard output, 16 bits, stereo. The same bytes every time.
#include <math.h>
#include <stdint.h>
#include <stdio.h>

enum { RATE = 24000, SECONDS = 10 };
#define BEAT (60.0 / 72.0) // seconds
#define TURN 6.283185307179586

static uint32_t chance = 1928;

static double noise(void)
{
    chance = chance * 1664525u + 1013904223u;
    return (chance >> 8) / 8388608.0 - 1.0;
}

// A drum skin: its pitch falls as it dies away. `t`: since it was struck.
static double thump(double t, double from_hz, double to_hz, double length)
{
    double fall = 0.05;
    double turns = to_hz * t + (from_hz - to_hz) * fall * (1.0 - exp(-t / fall));
    return t < 0 ? 0 : sin(TURN * turns) * exp(-t / length) * fmin(t / 0.004, 1.0);
}

// Two low-passes, one taken from the other: a band of noise between them.
static double breath(double low[2], double input)
{
    low[0] += 0.55 * (input - low[0]);
    low[1] += 0.28 * (low[0] - low[1]);
    return low[0] - low[1];
}

static double chord(double t, double spread)
{
    static const double hz[] = {110.0, 164.81, 220.0, 261.63, 329.63};
    double sum = 0;
    for (int i = 0; i < 5; i++)
        sum += sin(TURN * (hz[i] + spread * (i + 1)) * t) *
               (0.6 + 0.4 * sin(TURN * t / (3.1 + i))) / (1 + i);
    return sum;
}

// A bell each half beat, another one of a scale each time.
static double bells(double t)
{
    static const int steps[] = {0, 7, 12, 15, 19, 12, 22, 10};
    int count = t < 0 ? 0 : (int)(t / (BEAT / 2));
    double since = fmax(t - count * BEAT / 2, 0), hz = 440.0 * exp2(steps[count % 8] / 12.0);
    double ring = exp(-since / 0.16) * fmin(since / 0.003, 1.0);
    return ring * (sin(TURN * hz * since) + 0.5 * sin(TURN * 2.76 * hz * since) * ring +
                   0.25 * sin(TURN * 5.4 * hz * since) * ring * ring);
}

static void put(unsigned value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        putchar((int)(value >> 8 * i & 255));
}

static void put_head(unsigned bytes)
{
    fputs("RIFF", stdout);
    put(36 + bytes, 4);
    fputs("WAVEfmt ", stdout);
    put(16, 4);
    put(1, 2);
    put(2, 2);
    put(RATE, 4);
    put(4 * RATE, 4);
    put(4, 2);
    put(16, 2);
    fputs("data", stdout);
    put(bytes, 4);
}

int main(void)
{
    double low[2] = {0, 0};
    put_head(4 * RATE * SECONDS);
    for (int i = 0; i < RATE * SECONDS; i++) {
        double t = (double)i / RATE, in_beat = fmod(t, BEAT), in_bar = fmod(t, 4 * BEAT);
        double heart =
            0.62 * thump(in_beat, 150, 48, 0.11) + 0.4 * thump(in_beat - 0.27, 110, 42, 0.09);
        double since = in_bar - 2 * BEAT;
        double snare = since < 0 ? 0 : exp(-since / 0.07);
        double air = breath(low, noise()) * 0.5 * snare;
        double swell = 0.10 * fmin(t / 3.0, 1.0) * fmin((SECONDS - t) / 1.0, 1.0);
        for (int c = 0; c < 2; c++) {
            double value = heart + air * (c ? 0.8 : 1.0) + swell * chord(t, c ? 0.21 : -0.21) +
                           0.6 * swell * bells(t - (c ? 0 : 0.011));
            // Twelve bits are enough for it, and pack smaller.
            put((unsigned)(16 * (int)lrint(2047 * fmax(-1, fmin(1, 0.9 * value)))) & 0xffff, 2);
        }
    }
    return 0;
}
