// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of knobs that are recorded and loop: where they stand is a function of the beat.
#include "runtime/controls.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct rmx_arena *arena;

// Knobs of these names, from 0 to 1 at 0; a second is a beat.
static const struct rmx_scene *scene_of(const char *names, double bpm)
{
    struct rmx_scene *scene = RMX_NEW(arena, struct rmx_scene, 1);
    scene->bpm = (struct rmx_value){.constant = {bpm}, .count = 1};
    rmx_signals_add(arena, &scene->signals, rmx_signals_own(), RMX_SIGNALS_OWN);
    for (; *names; names++) {
        const char *name = rmx_arena_copy_n(arena, names, 1);
        const struct rmx_signal entry = {.name = name, .max = 1, .provider = "knob", .meaning = ""};
        *RMX_PUSH(arena, &scene->knobs, &scene->knob_count) =
            (struct rmx_knob){.name = name, .signal = scene->signals.count, .to = 1};
        rmx_signals_add(arena, &scene->signals, &entry, 1);
    }
    return scene;
}

// A frame, as a player takes it.
static void frame(struct rmx_controls *controls, double time_s, double bpm)
{
    const double *numbers = rmx_controls_take(controls, time_s);
    double own = time_s * bpm / 60, led = numbers[RMX_SIGNAL_BEAT];
    rmx_controls_note_tempo(controls, isfinite(led) ? numbers[RMX_SIGNAL_BPM] : bpm,
                            isfinite(led) ? led : own);
}

// What happens, in order. "( " and ") ": the gesture is held and let go. "@T": a frame at that
// time. "a!N": set from elsewhere; "a>N,S": in S seconds; "a+": moved by a tenth of its way.
// "bpm!N": a tempo. "/ab": a scene with these knobs. At the end they stand at `values`.
static const struct {
    const char *law, *deeds, *values;
} laws[] = {
    {"it repeats what was done", "/a @4 ( a!0.25 @5 a!0.5 @6 a!0.75 @7 a!1 @8 ) @10", "0.5"},
    {"and again", "/a @4 ( a!0.25 @5 a!0.5 @6 a!0.75 @7 a!1 @8 ) @411", "0.75"},
    {"whatever frames there are between",
     "/a @4 ( a!0.25 @5 a!0.5 @6 a!0.75 @7 a!1 @8 ) @8.1 @8.7 @9 @13.3 @14", "0.5"},
    {"between two places evenly", "/a @4 ( a!0.25 @5 a!0.5 @6 a!0.75 @7 a!1 @8 ) @9.5", "0.375"},
    {"where time begins anew", "/a @4 ( a!0.25 @5 a!0.5 @6 a!0.75 @7 a!1 @8 ) @0 @1", "0.25"},
    {"a hand ends it", "/a @4 ( a!0.5 @6 a!1 @8 ) @10 a!0.3 @11", "0.3"},
    {"a glide, too", "/a @4 ( a!0.5 @6 a!1 @8 ) @10 a>0.9,2 @10 @11 @20", "0.9"},
    {"and a key", "/a @4 ( a!0.5 @6 a!1 @8 ) @10 a+ @11", "0.6"},
    {"of two that loop, one", "/ab @0 ( a!0.5 b!0.5 @2 a!1 b!1 @4 ) @6 a!0.3 @7", "0.3 0.75"},
    {"who was not moved does not loop", "/ab b!0.7 @0 ( a!0.5 @2 a!1 @4 ) @6", "0.5 0.7"},
    {"a glide is a movement", "/a @0 ( a>1,4 @0 @1 @2 @3 @4 ) @5", "0.25"},
    {"of one that loops a new gesture is recorded",
     "/a @0 ( a!1 @2 a!0 @4 ) @8 ( a!0.5 @10 a!0.5 @12 ) @15", "0.5"},
    {"while one that is left alone goes on", "/ab @0 ( a!0.5 @2 a!1 @4 ) @4 ( b!1 @6 b!1 @8 ) @10",
     "0.5 1"},
    {"twice as fast with twice the tempo", "/a @0 ( a!0.5 @2 a!1 @4 ) @4 bpm!120 @4 @5", "0.5"},
    {"time that is held records nothing", "/a @4 ( a!0.5 @4 a!0.8 @4 ) @5", "0.8"},
    {"a scene without the knob leaves it", "/a @0 ( a!0.5 @2 a!1 @4 ) /b @5 /a @6", "0.5"},
    {"a gesture goes on through an edit", "/a @0 ( a!0.5 @2 /ab a!1 @4 ) @6", "0.5 0"},
    {"and where time begins anew", "/a @8 ( a!0.5 @10 @0 a!1 @2 ) @8", "0.5"},
    {"letting go without holding does nothing", "/a a!0.5 ) @4 @5", "0.5"},
};

static void do_one(struct rmx_controls *controls, const char *deed, double bpm)
{
    char name[8] = "";
    double value = 0, over_s = 0;
    if (*deed == '(')
        rmx_controls_record(controls);
    else if (*deed == ')')
        rmx_controls_loop(controls);
    else if (*deed == '/')
        rmx_controls_bind(controls, scene_of(deed + 1, bpm));
    else if (sscanf(deed, "@%lf", &value) == 1)
        frame(controls, value, bpm);
    else if (sscanf(deed, "%7[a-z]!%lf", name, &value) == 2)
        rmx_controls_set(controls, name, value);
    else if (sscanf(deed, "%7[a-z]>%lf,%lf", name, &value, &over_s) == 3)
        rmx_controls_glide(controls, name, value, over_s);
    else
        rmx_controls_move(controls, 0, 0.1);
}

static void knobs_loop_with_the_beat(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_controls *controls = rmx_controls_create(NULL);
        const char *values = laws[i].values;
        int knob = 0, length;
        double value;
        for (const char *at = laws[i].deeds; *at; at += strspn(at, " ")) {
            char deed[16] = "";
            length = (int)strcspn(at, " ");
            snprintf(deed, sizeof(deed), "%.*s", length, at);
            do_one(controls, deed, 60);
            at += length;
        }
        for (; sscanf(values, "%lf%n", &value, &length) == 1; values += length, knob++)
            if (fabs(rmx_controls_knob(controls, knob) - value) > 1e-9)
                fail_msg("%s: knob %d is %g", laws[i].law, knob, rmx_controls_knob(controls, knob));
        rmx_controls_destroy(controls);
    }
}

static void letting_go_tells_what_loops(void **state)
{
    (void)state;
    struct rmx_controls *controls = rmx_controls_create(NULL);
    rmx_controls_bind(controls, scene_of("ab", 60));
    frame(controls, 1, 60);
    rmx_controls_record(controls);
    assert_true(rmx_controls_is_recording(controls));
    rmx_controls_set(controls, "a", 1);
    rmx_controls_set(controls, "b", 1);
    frame(controls, 8, 60);
    struct rmx_controls_loops loops = rmx_controls_loop(controls);
    assert_true(loops.count == 2 && loops.beats == 8 && !loops.stopped);
    assert_false(rmx_controls_is_recording(controls));
    assert_true(rmx_controls_was_moved(controls, "a"));
    rmx_controls_choose(controls, 1);
    rmx_controls_choose(controls, 1);
    rmx_controls_record(controls);
    loops = rmx_controls_loop(controls);
    assert_true(loops.count == 0 && strcmp(loops.stopped, "b") == 0);
    rmx_controls_record(controls);
    assert_null(rmx_controls_loop(controls).stopped); // b loops no more, and a was not chosen
    rmx_controls_destroy(controls);
}

static int set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knobs_loop_with_the_beat),
        cmocka_unit_test(letting_go_tells_what_loops),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
