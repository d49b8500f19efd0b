// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a tempo that is set, tapped, nudged or followed while a scene plays: the beat never
// jumps.
#include "runtime/controls.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// "@T": a frame at that time; "~T": frames until then, 60 a second; "bN": the tempo is set; "eN":
// the scene's own is edited, 0 to an expression; "tT": a tap at that time; "nN": a nudge; "lN",
// "qN", "pN": somebody is followed in that tempo whose bar began at time 0, only whose beat is
// known, only whose tempo; "yN": as l, but he yields; "x0": nobody is followed any more. At the end
// the beat is this; the scene's own tempo is 120.
static const struct {
    const char *law, *deeds;
    double bpm, beat;
} laws[] = {
    {"the scene's own", "@1 @2", 120, 4},
    {"one that is set begins where the beat is", "@2 b60 @2", 60, 4},
    {"and goes on from there", "@2 b60 @2 @5", 60, 7},
    {"whichever frames are shown", "@2 b60 @2 @2.25 @3 @4.5 @5", 60, 7},
    {"until the frame that has it the old one holds", "@2 b60 @3", 60, 6},
    {"set again", "@2 b60 @2 @4 b180 @4 @5", 180, 9},
    {"a frame that is drawn again has its beat again", "@2 b60 @2 @3 @3 @3", 60, 5},
    {"time that begins anew has none", "@2 b60 @2 @3 @0", 60, 0},
    {"and goes on in the tempo that is set", "@2 b60 @2 @3 @0 @2", 60, 2},
    {"no tempo is none", "@2 b0 @2 b-3 b2000 @4", 120, 8},
    // The scene's own.
    {"an edited bpm: takes over, and the beat goes on", "@2 b60 @2 @3 e90 @3 @5", 90, 8},
    {"another edit leaves it", "@2 b60 @2 @3 e120 @4", 60, 6},
    {"an edit alone makes no jump", "@2 e60 @2 @3", 60, 5},
    {"nor one to an expression", "@2 e0 @2 @3", 90, 5.5},
    {"nor one from it", "e0 @1 @2 e60 @2 @3", 60, 4},
    {"nor to it from a tempo that is set", "@2 b60 @2 @4 e0 @4 @5", 90, 7.5},
    {"time that begins anew is the scene's alone", "@2 e60 @2 @3 @0 @2", 60, 2},
    // Taps.
    {"a tap on the one changes nothing", "@2 t2 ~9", 120, 18},
    {"a tap that is early slides on", "@2 t1.9 ~9", 120, 18.2},
    {"a tap that is late slides back", "@2 t2.1 @2.1 ~9", 120, 17.8},
    {"a quarter of a beat takes two and a half", "@2 t1.875 ~3.25", 120, 6.75},
    {"and less before", "@2 t1.875 ~2.5", 120, 5.1},
    {"two beats take a bar", "@2 t3 @3 ~5", 120, 12},
    {"one beat takes a bar, too", "@2 t2.5 @2.5 ~4.5", 120, 8},
    {"taps set a tempo", "@2 t2 t3 t4 @4 ~20", 60, 26},
    {"begun anew, the beat is nobody's but its tempo's", "@2 t3 @3 @0 @1", 120, 2},
    // Nudges.
    {"a nudge is a hundredth", "@2 n0.01 ~4", 120, 8.01},
    {"back, too", "@2 n-0.01 n-0.01 ~4", 120, 7.98},
    {"of a tempo that is set", "@2 b60 @2 n0.05 ~4", 60, 6.05},
    {"not at once", "@2 n0.1 ~2.25", 120, 4.55},
    // Somebody else's.
    {"whoever is followed is met", "@2 l60 @2 ~12", 60, 12},
    {"the shorter way", "@1 l100 @1 ~13", 100, 13 * 100 / 60.0},
    {"his beat alone is nearer", "@1.25 q60 ~10", 60, 11},
    {"his tempo alone slides nowhere", "@1.2 p60 @1.2 ~3.2", 60, 4.4},
    {"he is followed from time 0 on", "@2 l60 @2 ~4 @0 @5", 60, 5},
    {"gone, his tempo stays", "@2 l60 @2 ~12 x0 ~14", 60, 14},
    {"what is set waits for him to go", "@2 l60 @2 b90 ~12 x0 ~14", 60, 14},
    {"but he may yield", "@2 y60 @2 b90 @2 ~4", 90, 7},
    {"to taps as well", "@2 y60 @2 ~8 t8 ~8.5 t8.5 ~9 t9 @9 ~30", 120, 52},
    {"who is followed is nudged, too", "@2 l60 @2 n0.1 ~12", 60, 12.1},
    {"a bpm: that is edited waits for him", "@2 l60 @2 e90 ~12", 60, 12},
};

// A scene whose expression is 90 beats a minute; what it says is not read here.
static struct rmx_program *expression(void)
{
    static char any[64];
    return (struct rmx_program *)any;
}

struct play {
    struct rmx_controls *controls;
    struct rmx_scene scene;
    double bpm, beat, own_beat, time_s; // of the last frame
    const char *wrong;
};

// The part of a frame that the player and the plan do.
static void frame(struct play *play, double time_s)
{
    double before = play->beat, passed_s = time_s - play->time_s, last_bpm = play->bpm;
    const double *numbers = rmx_controls_take(play->controls, time_s);
    bool moves = play->scene.bpm.program[0] != NULL;
    double own = moves ? 90 : play->scene.bpm.constant[0];
    play->own_beat = moves ? fmax(0, play->own_beat + passed_s * 1.5) : time_s * own / 60;
    play->bpm = isfinite(numbers[RMX_SIGNAL_BPM]) ? numbers[RMX_SIGNAL_BPM] : own;
    play->beat = isfinite(numbers[RMX_SIGNAL_BEAT]) ? numbers[RMX_SIGNAL_BEAT] : play->own_beat;
    play->time_s = time_s;
    rmx_controls_note_tempo(play->controls, play->bpm, play->beat);
    double went = passed_s * last_bpm / 60, least = went * 0.5 - 1e-9, most = went * 1.5 + 1e-9;
    if (passed_s >= 0 && last_bpm > 0 &&
        (play->beat - before < least || play->beat - before > most))
        play->wrong = "the beat jumps";
}

static void follow(struct play *play, char deed, double bpm)
{
    const struct rmx_beat_line line = {.source = 1,
                                       .bpm = bpm,
                                       .bar = deed == 'p'   ? 0
                                              : deed == 'q' ? 1
                                                            : 4,
                                       .yields = deed == 'y'};
    rmx_controls_follow(play->controls, deed == 'x' ? NULL : &line);
}

static void edit(struct play *play, double bpm)
{
    play->scene.bpm.program[0] = bpm > 0 ? NULL : expression();
    play->scene.bpm.constant[0] = bpm;
    rmx_controls_bind(play->controls, &play->scene);
}

static void act(struct play *play, char deed, double number)
{
    long long first = (long long)floor(play->time_s * 60) + 1;
    switch (deed) {
    case '@': frame(play, number); break;
    case '~':
        for (; (double)first / 60 < number - 1e-6; first++)
            frame(play, (double)first / 60);
        frame(play, number);
        break;
    case 'b': rmx_controls_set(play->controls, "bpm", number); break;
    case 'e': edit(play, number); break;
    case 't': rmx_controls_tap(play->controls, number * 1000, number); break;
    case 'n': rmx_controls_nudge(play->controls, number); break;
    default: follow(play, deed, number);
    }
}

static void the_beat_goes_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct play play = {.controls = rmx_controls_create(NULL),
                            .scene = {.bpm = {.constant = {120}, .count = 1}}};
        double number;
        rmx_signals_add(arena, &play.scene.signals, rmx_signals_own(), RMX_SIGNALS_OWN);
        rmx_controls_bind(play.controls, &play.scene);
        char deed;
        int length;
        for (const char *at = laws[i].deeds; sscanf(at, " %c%lf%n", &deed, &number, &length) == 2;
             at += length)
            act(&play, deed, number);
        if (play.wrong || play.bpm != laws[i].bpm || fabs(play.beat - laws[i].beat) > 1e-9)
            fail_msg("%s: %.9g at %g%s%s", laws[i].law, play.beat, play.bpm, play.wrong ? ": " : "",
                     play.wrong ? play.wrong : "");
        rmx_controls_destroy(play.controls);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_beat_goes_on)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
