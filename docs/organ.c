// SPDX-License-Identifier: CC0-1.0
// Makes assets/organ.flac, eighteen seconds of a canon for two voices over a ground bass, played on
// pipes that are nothing but numbers, in a room that is four delays:
//
//     cc -O2 docs/organ.c -lm -o organ && ./organ | flac -8 -f -o assets/organ.flac -
//
// Out: a WAV file on standard output, 16 bits, one channel. The same bytes every time.
#include <math.h>
#include <stdint.h>
#include <stdio.h>

enum { RATE = 24000, SECONDS = 18, GROUND = 8, QUICK = 6, LONGEST = 4096 };
#define TURN 6.283185307179586

struct note {
    double at_s, for_s;
    int key; // half tones from the a of 440 Hz
};

// The ground, a note a second; the subject, the same; and the six quick notes of its answer to
// each note of the ground, as steps of its chord.
static const int ground[GROUND] = {-24, -29, -28, -33, -31, -24, -31, -29};
static const int subject[GROUND] = {3, 2, 0, -2, -4, -5, -4, -1};
static const int chords[GROUND][3] = {{0, 3, 7},   {-5, -2, 2},   {-4, 0, 3},  {-9, -5, -2},
                                      {-7, -4, 0}, {-12, -9, -5}, {-7, -4, 0}, {-5, -1, 2}};
static const int figure[QUICK] = {2, 1, 2, 3, 2, 1}; // 3: the lowest, an octave higher

// One stop: a rank of pipes of its own pitch, loudness and colour.
struct stop {
    double times, loud, colour; // of the note's pitch; how loud its overtones are
};
static const struct stop great[] = {
    {1, 1, 0.34}, {2.003, 0.5, 0.3}, {2.998, 0.16, 0}, {4.01, 0.2, 0.2}};
static const struct stop pedal[] = {{0.5, 0.75, 0}, {1, 1, 0.3}, {2, 0.35, 0.2}};

// A pipe speaks softly at first, its overtones before its tone.
static double pipe(const struct stop *stop, double hz, double t, double left)
{
    double turns = TURN * hz * stop->times * t;
    double speaks = 1 - exp(-t / 0.03), chiff = exp(-t / 0.02);
    double sum = speaks * sin(turns);
    double loud = stop->colour;
    for (int i = 2; i < 7 && hz * stop->times * i < 9000; i++, loud *= stop->colour + 0.25)
        sum += loud * (speaks + 0.5 * chiff) * sin(i * turns);
    return stop->loud * sum * (left < 0 ? exp(left / 0.06) : 1);
}

static double sounds(const struct note *note, const struct stop *stops, int count, double t)
{
    double since = t - note->at_s, left = note->for_s - since, sum = 0;
    if (since < 0 || left < -0.4)
        return 0;
    for (int i = 0; i < count; i++)
        sum += pipe(&stops[i], 440 * exp2(note->key / 12.0), since, left);
    return sum;
}

// Two of a voice's notes at a time: the one that sounds, and the one that ends.
static double bass(double t)
{
    double sum = 0;
    for (int i = (int)t; i >= 0 && i >= (int)t - 1; i--) {
        struct note note = {i, i < 16 ? 0.93 : 1.3, i < 16 ? ground[i % GROUND] : -24};
        sum += i <= 16 ? sounds(&note, pedal, 3, t) : 0;
    }
    return sum;
}

// The subject, from `from_s` on.
static double voice(double t, double from_s, int octave)
{
    double sum = 0;
    for (int i = (int)floor(t - from_s); i >= 0 && i >= (int)(t - from_s) - 1; i--) {
        struct note note = {from_s + i, 0.97, subject[i % GROUND] + octave};
        sum += i < GROUND ? sounds(&note, great, 4, t) : 0;
    }
    return sum;
}

// The answer, from `from_s` on.
static double answer(double t, double from_s)
{
    double sum = 0;
    for (int i = (int)floor((t - from_s) * QUICK); i >= 0 && i > (t - from_s) * QUICK - 4; i--) {
        int step = figure[i % QUICK];
        const int *chord = chords[i / QUICK % GROUND];
        struct note note = {from_s + (double)i / QUICK, 0.14,
                            12 + (step == 3 ? chord[0] + 12 : chord[step])};
        sum += i < QUICK * GROUND ? sounds(&note, great, 4, t) : 0;
    }
    return sum;
}

// The end: A major, as such an end was then.
static double end(double t)
{
    static const int keys[] = {-12, -5, 0, 4, 12};
    double sum = 0;
    for (int i = 0; i < 5; i++) {
        struct note note = {16 + 0.03 * i, 1.3 - 0.03 * i, keys[i]};
        sum += sounds(&note, great, 4, t);
    }
    return sum;
}

// What the room gives back: four delays, each fed by another one's end.
static double room(double past[4][LONGEST], int i, double input)
{
    static const int length[] = {1423, 1871, 2377, 3253};
    double back[4], sum = 0;
    for (int d = 0; d < 4; d++)
        sum += back[d] = past[d][i % length[d]];
    for (int d = 0; d < 4; d++)
        past[d][i % length[d]] = 0.83 * (back[(d + 1) % 4] - 0.5 * sum) + 0.5 * input;
    return back[0] - back[1] + back[2] - back[3];
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
    put(1, 2);
    put(RATE, 4);
    put(2 * RATE, 4);
    put(2, 2);
    put(16, 2);
    fputs("data", stdout);
    put(bytes, 4);
}

int main(void)
{
    static double past[4][LONGEST];
    put_head(2 * RATE * SECONDS);
    for (int i = 0; i < RATE * SECONDS; i++) {
        double t = (double)i / RATE;
        double dry = 0.11 * (voice(t, 0, 0) + voice(t, 8, -12) + 0.8 * answer(t, 8)) +
                     0.17 * bass(t) + 0.08 * end(t);
        double out = fmin((SECONDS - t) / 0.4, 1) * (dry + 0.25 * room(past, i, dry));
        // Eleven bits are enough for it, and pack smaller.
        put((unsigned)(32 * (int)lrint(1023 * tanh(out))) & 0xffff, 2);
    }
    return 0;
}
