// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a MIDI clock: which tempo and beat its ticks are.
#include "control/midi_clock.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

// "b": a tempo, "j": how many milliseconds ticks are early or late, "t": so many ticks; "s1":
// start, "c1": continue, "x1": stop, "p": a song position in sixteenths; "g": so long nothing, "h":
// the next ticks are held up for so long and come at once; "q": ticks come in bunches, so often. At
// the end: the tempo within so many percent, and the beat of a bar; -1: it is not known; -2: it is
// not looked at.
static const struct {
    const char *law, *deeds;
    double bpm, percent, beat; // bpm 0: none is told
} laws[] = {
    {"nothing", "", 0, 0, 0},
    {"too few ticks", "b120 s1 t11", 0, 0, 0},
    {"half a beat is enough", "b120 s1 t13", 120, 0.01, 0.5},
    {"two beats", "b97.3 s1 t49", 97.3, 0.01, 2},
    {"3 ms early or late", "b120 j3 s1 t49", 120, 0.5, 2},
    {"the same, fast", "b180 j3 s1 t49", 180, 0.7, 2},
    {"and slow", "b60 j3 s1 t49", 60, 0.3, 2},
    {"the slowest and the fastest", "b20 s1 t49 b300 t240", 300, 0.01, 0},
    {"without a start the tempo alone", "b120 t49", 120, 0.01, -1},
    {"a position is one", "b120 t20 p8 t25", 120, 0.01, 3},
    {"it starts again", "b120 s1 t60 s1 t25", 120, 0.01, 1},
    {"stopped, the beat goes on", "b120 s1 t25 x1 t24", 120, 0.01, 2},
    {"it continues where it stopped", "b120 s1 t25 x1 t30 c1 t24", 120, 0.01, 2},
    {"or where it was put", "b120 s1 t25 x1 p4 t30 c1 t25", 120, 0.01, 2},
    {"it becomes faster at once", "b120 s1 t49 b160 t24", 160, 0.01, 3},
    {"it doubles", "b80 s1 t49 b160 t24", 160, 0.01, 3},
    {"it halves", "b160 s1 t49 b80 t24", 80, 0.01, 3},
    {"by little", "b120 s1 t49 b122 t48", 122, 0.01, 0},
    {"shaken, too", "b120 j3 s1 t49 b160 t48", 160, 0.7, 0},
    {"it is silent", "b120 s1 t49 g600", 0, 0, 0},
    {"and comes again, where it is", "b120 s1 t49 g600 t25", 120, 0.01, 3.04},
    {"a tick is late", "b120 s1 t49 h40 t24", 120, 0.01, 3},
    {"ticks are held up, and come at once", "b120 s1 t49 h200 t72", 120, 0.1, 1},
    {"ticks come in bunches", "b120 q21.33 s1 t96", 120, 1, -2},
    {"fast ones, too", "b180 q21.33 s1 t96", 180, 1.5, -2},
    {"the clock jumps back", "b120 s1 t49 g-5000 t25", 120, 0.01, 3.04},
};

struct play {
    struct rmx_midi_clock_ticks ticks;
    double now_ms, next_ms, tick_ms, jitter_ms, held_ms, bunch_ms;
    unsigned chance;
};

static double random_part(struct play *play)
{
    play->chance = play->chance * 1664525u + 1013904223u;
    return (double)(play->chance >> 8) / (1 << 23) - 1;
}

static void send(struct play *play, enum rmx_midi_clock kind, int number)
{
    rmx_midi_clock_take(&play->ticks, kind, number, play->now_ms);
}

// The time is that of the last tick, as it should have come.
static void send_ticks(struct play *play, int count)
{
    for (int i = 0; i < count; i++, play->next_ms += play->tick_ms) {
        double came_ms = play->next_ms + play->jitter_ms * random_part(play);
        if (play->bunch_ms > 0)
            came_ms = ceil(came_ms / play->bunch_ms) * play->bunch_ms;
        came_ms = fmax(fmax(came_ms, play->now_ms - 3), play->held_ms);
        play->now_ms = play->next_ms;
        rmx_midi_clock_take(&play->ticks, RMX_MIDI_TICK, 0, came_ms);
    }
}

static void act(struct play *play, char deed, double number)
{
    switch (deed) {
    case 'b':
        play->next_ms += 60000 / (number * 24) - play->tick_ms;
        play->tick_ms = 60000 / (number * 24);
        break;
    case 'j': play->jitter_ms = number; break;
    case 't': send_ticks(play, (int)number); break;
    case 's': send(play, RMX_MIDI_START, 0); break;
    case 'c': send(play, RMX_MIDI_CONTINUE, 0); break;
    case 'x': send(play, RMX_MIDI_STOP, 0); break;
    case 'p': send(play, RMX_MIDI_POSITION, (int)number); break;
    case 'q': play->bunch_ms = number; break;
    case 'h': play->held_ms = play->next_ms + number; break;
    default:
        play->now_ms += number;
        play->next_ms = play->now_ms;
        play->held_ms = play->now_ms;
    }
}

static void its_beat_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_midi_clock_beat beat = {0};
        char deed;
        double number;
        int length;
        for (unsigned chance = 1; chance < 20; chance++) {
            struct play play = {.chance = chance, .now_ms = 1000, .next_ms = 1000};
            for (const char *at = laws[i].deeds;
                 sscanf(at, " %c%lf%n", &deed, &number, &length) == 2; at += length)
                act(&play, deed, number);
            bool is = rmx_midi_clock_beat(&play.ticks, play.now_ms, &beat);
            if (is != (laws[i].bpm > 0))
                fail_msg("%s: %s", laws[i].law, is ? "there is one" : "there is none");
            if (!is)
                continue;
            bool fits = fabs(beat.bpm / laws[i].bpm - 1) * 100 <= laws[i].percent;
            bool has = laws[i].beat != -1;
            if (laws[i].beat >= 0)
                fits &= fabs(remainder(beat.beat - laws[i].beat, 4)) < 0.01;
            if (!fits || has != beat.has_position)
                fail_msg("%s: %g at %g", laws[i].law, beat.beat, beat.bpm);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(its_beat_is_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
