// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a tempo that is set while a scene plays: the beat never jumps.
#include "runtime/controls.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// "@T": a frame at that time; "bN": the tempo is set; "eN": the scene's own is edited. At the end
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
    {"an edited bpm: takes over, and the beat goes on", "@2 b60 @2 @3 e90 @3 @5", 90, 8},
    {"another edit leaves it", "@2 b60 @2 @3 e120 @4", 60, 6},
};

// The part of a frame that the player and the plan do.
static void frame(struct rmx_controls *controls, const struct rmx_scene *scene, double time_s,
                  double *bpm, double *beat)
{
    const double *numbers = rmx_controls_take(controls, time_s);
    bool is_set = isfinite(numbers[RMX_SIGNAL_BPM]);
    *bpm = is_set ? numbers[RMX_SIGNAL_BPM] : scene->bpm.constant[0];
    *beat = is_set ? numbers[RMX_SIGNAL_BEAT] : time_s * *bpm / 60;
    rmx_controls_note_tempo(controls, *bpm, *beat);
}

static void the_beat_goes_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_controls *controls = rmx_controls_create(NULL);
        struct rmx_scene scene = {.bpm = {.constant = {120}, .count = 1}};
        double bpm = 0, beat = 0, number;
        rmx_signals_add(arena, &scene.signals, rmx_signals_own(), RMX_SIGNALS_OWN);
        rmx_controls_bind(controls, &scene);
        char deed;
        int length;
        for (const char *at = laws[i].deeds; sscanf(at, " %c%lf%n", &deed, &number, &length) == 2;
             at += length) {
            if (deed == '@')
                frame(controls, &scene, number, &bpm, &beat);
            else if (deed == 'b')
                rmx_controls_set(controls, "bpm", number);
            scene.bpm.constant[0] = deed == 'e' ? number : scene.bpm.constant[0];
            if (deed == 'e')
                rmx_controls_bind(controls, &scene);
        }
        if (bpm != laws[i].bpm || fabs(beat - laws[i].beat) > 1e-9)
            fail_msg("%s: %g at %g", laws[i].law, beat, bpm);
        rmx_controls_destroy(controls);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_beat_goes_on)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
