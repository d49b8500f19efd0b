// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/wav.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void put(FILE *file, unsigned value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        fputc((int)(value >> 8 * i & 255), file);
}

static double sample(const struct wav *wav, long long i, int channel)
{
    double t = (double)i / wav->rate, value = 0;
    value += wav->amplitude * sin(2 * M_PI * wav->hz * (channel + 1) * t);
    double period = wav->clicks > 0 ? 60 / wav->clicks : 1;
    double since = t - period * floor(t / period);
    if (wav->clicks > 0 && since < 0.002)
        value += 0.8 * (1 - since / 0.002) * (i % 2 ? 1 : -1);
    return fmin(fmax(value, -1), 1);
}

void wav_write(const char *path, const struct wav *wav)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    long long count = (long long)(wav->seconds * wav->rate);
    long long there = wav->cut_s > 0 ? (long long)(wav->cut_s * wav->rate) : count;
    unsigned moment = 2 * (unsigned)wav->channels, bytes = (unsigned)count * moment;
    fputs("RIFF", file);
    put(file, 36 + bytes, 4);
    fputs("WAVEfmt ", file);
    put(file, 16, 4);
    put(file, 1, 2);
    put(file, (unsigned)wav->channels, 2);
    put(file, (unsigned)wav->rate, 4);
    put(file, (unsigned)wav->rate * moment, 4);
    put(file, moment, 2);
    put(file, 16, 2);
    fputs("data", file);
    put(file, bytes, 4);
    for (long long i = 0; i < there; i++)
        for (int c = 0; c < wav->channels; c++)
            put(file, (unsigned)(int)lround(32767 * sample(wav, i, c)), 2);
    assert_int_equal(fclose(file), 0);
}
