// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what is set while a scene plays and is edited: knobs by hand, signals from other threads.
#include "runtime/controls.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 4, WORD = 32 };

struct reading {
    struct rmx_arena *arena; // of the signals
    char names[MOST][WORD];
    struct rmx_knob knobs[MOST];
    struct rmx_scene scene;
};

static void add_signals(struct reading *reading)
{
    struct rmx_signals *table = &reading->scene.signals;
    rmx_signals_add(reading->arena, table, rmx_signals_own(), RMX_SIGNALS_OWN);
    for (int i = 0; i < reading->scene.knob_count; i++) {
        struct rmx_knob *knob = &reading->knobs[i];
        const struct rmx_signal entry = {.name = knob->name,
                                         .min = fmin(knob->from, knob->to),
                                         .max = fmax(knob->from, knob->to),
                                         .initial = knob->at,
                                         .provider = "knob",
                                         .meaning = ""};
        knob->signal = table->count;
        rmx_signals_add(reading->arena, table, &entry, 1);
    }
}

// "a:0,1@0.5 b:..." - names, ends, places.
static void read_scene(struct reading *reading, const char *text)
{
    int count = 0, length = 0;
    *reading = (struct reading){.arena = reading->arena, .scene = {.knobs = reading->knobs}};
    for (double from, to, at;
         count < MOST && sscanf(text, " %31[a-z]:%lf,%lf@%lf%n", reading->names[count], &from, &to,
                                &at, &length) == 4;
         text += length, count++)
        reading->knobs[count] =
            (struct rmx_knob){.name = reading->names[count], .from = from, .to = to, .at = at};
    reading->scene.knob_count = count;
    add_signals(reading);
}

// What happens, in order: '/' and a scene's knobs: it is read; "a=N": --set; "a+N": moved by so
// much of its way; "a!N": set from elsewhere, and a frame; "a>N,S": let glide there in S seconds;
// "@T": a frame at that time. At the end the knobs stand at `values`.
static const struct {
    const char *law;
    const char *deeds[MOST + 4];
    const char *values;
} laws[] = {
    {"a knob stands at its `at:`", {"/a:0,1@0.5 b:0,9@3"}, "0.5 3"},
    {"--set places it", {"a=0.2", "/a:0,1@0.5"}, "0.2"},
    {"--set of no such knob does no harm", {"x=0.2", "/a:0,1@0.5"}, "0.5"},
    {"nor one past the end", {"a=7", "/a:0,1@0.5"}, "1"},
    {"a move is a part of the way", {"/a:0,2@1", "a+0.1"}, "1.2"},
    {"down, too", {"/a:0,2@1", "a+-0.1"}, "0.8"},
    {"no farther than the end", {"/a:0,2@1", "a+0.9"}, "2"},
    {"nor below the beginning", {"/a:0,2@1", "a+-0.9"}, "0"},
    {"ends the other way round", {"/a:1,0@0.5", "a+0.1"}, "0.4"},
    {"a moved one stays through an edit", {"/a:0,1@0.5", "a+0.1", "/a:0,1@0.5"}, "0.6"},
    {"and where others come", {"/a:0,1@0.5", "a+0.1", "/b:0,1@0.1 a:0,1@0.5"}, "0.1 0.6"},
    {"its own `at:` edited places it", {"/a:0,1@0.5", "a+0.1", "/a:0,1@0.7"}, "0.7"},
    {"once", {"/a:0,1@0.5", "/a:0,1@0.7", "a+0.1", "/a:0,1@0.7"}, "0.8"},
    {"--set holds until its `at:` is edited", {"a=0.2", "/a:0,1@0.5", "/a:0,1@0.6"}, "0.6"},
    {"new ends hold it within", {"/a:0,9@5", "a+0.2", "/a:0,2@5"}, "2"},
    {"old ends bring it back", {"/a:0,9@5", "a+0.2", "/a:0,2@5", "/a:0,9@5"}, "6.8"},
    {"one that was gone for a while", {"/a:0,1@0.5", "a+0.1", "/b:0,1@1", "/a:0,1@0.5"}, "0.6"},
    {"three hundredths are three hundredths", {"/a:0,1@0.3", "a+0.01", "a+0.01", "a+0.01"}, "0.33"},
    {"what is shown is what is used", {"/a:0,3@1", "a+0.111111111"}, "1.33333"},
    {"set from elsewhere it holds", {"/a:0,1@0.5", "a!0.2"}, "0.2"},
    {"within its ends", {"/a:0,1@0.5", "a!7"}, "1"},
    {"through an edit", {"/a:0,1@0.5", "a!0.2", "/a:0,1@0.5"}, "0.2"},
    {"until its `at:` is edited", {"/a:0,1@0.5", "a!0.2", "/a:0,1@0.6"}, "0.6"},
    {"before the scene has it", {"/b:0,1@0", "a!0.2", "/a:0,1@0.5"}, "0.2"},
    {"no number changes nothing", {"/a:0,1@0.5", "a!nan"}, "0.5"},
    {"a glide begins where the knob stands", {"/a:0,1@0.5", "a>1,2", "@3"}, "0.5"},
    {"is half there in half its time", {"/a:0,1@0.5", "a>1,2", "@3", "@4"}, "0.75"},
    {"and there at its end", {"/a:0,1@0.5", "a>0,2", "@3", "@5"}, "0"},
    {"whatever the frames between", {"/a:0,1@0", "a>1,2", "@3", "@3.1", "@3.9", "@4"}, "0.5"},
    {"it stays there", {"/a:0,1@0.5", "a>0,2", "@3", "@9", "@10"}, "0"},
    {"in no time it is set", {"/a:0,1@0.5", "a>1,0", "@3"}, "1"},
    {"in less than none, or endless, too", {"/a:0,1@0.5", "a>1,-1", "a>0.2,inf", "@3"}, "0.2"},
    {"the end of the range is the end of the way", {"/a:0,1@0", "a>9,2", "@3", "@4"}, "0.5"},
    {"a newer one goes on from there",
     {"/a:0,1@0", "a>1,2", "@0", "@1", "a>0,1", "@1", "@1.5"},
     "0.25"},
    {"what is set ends it", {"/a:0,1@0", "a>1,2", "@0", "@1", "a!0.1", "@2"}, "0.1"},
    {"so does a key", {"/a:0,1@0", "a>1,2", "@0", "@1", "a+0.1", "@2"}, "0.6"},
    {"an edit does not", {"/a:0,1@0", "a>1,2", "@0", "@1", "/a:0,1@0", "@1.5"}, "0.75"},
    {"but of its `at:`", {"/a:0,1@0", "a>1,2", "@0", "@1", "/a:0,1@0.1", "@1.5"}, "0.1"},
    {"time that begins anew ends no glide", {"/a:0,1@0", "a>1,2", "@7", "@8", "@0", "@1"}, "0.75"},
};

// --set is known before the first scene is.
static struct rmx_controls *create(const char *const *deeds)
{
    char name[WORD];
    struct rmx_set_value value = {.name = name};
    bool is_set = deeds[0] && sscanf(deeds[0], "%31[a-z]=%lf", name, &value.value) == 2;
    const struct rmx_settings settings = {.values = &value, .value_count = is_set};
    return rmx_controls_create(&settings);
}

static void do_one(struct rmx_controls *controls, struct reading *reading, const char *deed)
{
    char name[WORD];
    double number, over_s;
    if (*deed == '/') {
        read_scene(reading, deed + 1);
        rmx_controls_bind(controls, &reading->scene);
    } else if (sscanf(deed, "%31[a-z]!%lf", name, &number) == 2) {
        assert_true(rmx_controls_set(controls, name, number));
        assert_true(rmx_controls_wait(controls));
        rmx_controls_take(controls, 0);
        assert_false(rmx_controls_wait(controls));
    } else if (sscanf(deed, "@%lf", &number) == 1) {
        rmx_controls_take(controls, number);
    } else if (sscanf(deed, "%31[a-z]>%lf,%lf", name, &number, &over_s) == 3) {
        assert_true(rmx_controls_glide(controls, name, number, over_s));
    } else if (sscanf(deed, "%31[a-z]+%lf", name, &number) == 2) {
        for (int i = 0; i < reading->scene.knob_count; i++)
            if (strcmp(reading->names[i], name) == 0)
                rmx_controls_move(controls, i, number);
    } else if (!strchr(deed, '=')) {
        fail_msg("what is '%s'?", deed);
    }
}

static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_controls *controls = create(laws[i].deeds);
        struct reading reading = {.arena = rmx_arena_create()};
        for (int d = 0; laws[i].deeds[d]; d++)
            do_one(controls, &reading, laws[i].deeds[d]);
        const char *wanted = laws[i].values;
        for (int k = 0; k < reading.scene.knob_count; k++) {
            char *end;
            double value = strtod(wanted, &end), stands = rmx_controls_knob(controls, k);
            if (end == wanted || stands != value)
                fail_msg("%s: %s stands at %.17g, not '%s'", laws[i].law, reading.names[k], stands,
                         wanted);
            wanted = end;
        }
        if (!reading.scene.knob_count || *wanted)
            fail_msg("%s: no knob for '%s'", laws[i].law, wanted);
        rmx_controls_destroy(controls);
        rmx_arena_destroy(reading.arena);
    }
}

// Tab is 1, Shift+Tab is -1; a letter reads a scene with those knobs.
static const struct {
    const char *law, *scenes[2];
    int steps[4];
    const char *chosen; // "": none
} choices[] = {
    {"the first Tab is the first knob", {"abc"}, {1}, "a"},
    {"the first Shift+Tab, too", {"abc"}, {-1}, "a"},
    {"the second is the second", {"abc"}, {1, 1}, "b"},
    {"round the end", {"abc"}, {1, 1, 1, 1}, "a"},
    {"and the beginning", {"abc"}, {1, -1}, "c"},
    {"a choice outlives an edit", {"abc", "cab"}, {1, 1}, "b"},
    {"a knob that went", {"abc", "ac"}, {1, 1}, "a"},
    {"no knobs", {""}, {1}, ""},
};

static void test_choosing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
        struct rmx_controls *controls = rmx_controls_create(NULL);
        struct reading reading = {.arena = rmx_arena_create()};
        int chosen = -1;
        for (int s = 0; s < 2 && choices[i].scenes[s]; s++) {
            char text[WORD * MOST] = "";
            for (const char *c = choices[i].scenes[s]; *c; c++)
                snprintf(text + strlen(text), sizeof(text) - strlen(text), "%c:0,1@0 ", *c);
            read_scene(&reading, text);
            rmx_controls_bind(controls, &reading.scene);
            for (int k = 0; s == 0 && k < MOST && choices[i].steps[k]; k++)
                chosen = rmx_controls_choose(controls, choices[i].steps[k]);
            if (s > 0)
                chosen = rmx_controls_chosen(controls);
        }
        const char *name = chosen >= 0 ? reading.names[chosen] : "";
        if (strcmp(name, choices[i].chosen) != 0)
            fail_msg("%s: '%s', not '%s'", choices[i].law, name, choices[i].chosen);
        rmx_controls_destroy(controls);
        rmx_arena_destroy(reading.arena);
    }
}

static void test_moves(void **state)
{
    (void)state;
    const struct rmx_set_value value = {"b", 0.5};
    const struct rmx_settings settings = {.values = &value, .value_count = 1};
    struct rmx_controls *controls = rmx_controls_create(&settings);
    struct reading reading = {.arena = rmx_arena_create()};
    read_scene(&reading, "a:0,1@0 b:0,1@0 c:0,1@0");
    rmx_controls_bind(controls, &reading.scene);
    assert_false(rmx_controls_was_moved(controls, "b")); // placed before frame 0 is no move
    rmx_controls_move(controls, 0, 0.5);
    rmx_controls_set(controls, "c", 0.5);
    rmx_controls_take(controls, 0);
    assert_true(rmx_controls_was_moved(controls, "a"));
    assert_true(rmx_controls_was_moved(controls, "c"));
    rmx_controls_forget_moves(controls);
    assert_false(rmx_controls_was_moved(controls, "a"));
    assert_true(rmx_controls_knob(controls, 0) == 0.5);
    rmx_controls_destroy(controls);
    rmx_arena_destroy(reading.arena);
    rmx_controls_destroy(NULL);
}

// The pointer stays where it was through an edit, and goes no further once it is set.
static void test_pointer(void **state)
{
    (void)state;
    struct rmx_controls *controls = rmx_controls_create(NULL);
    struct reading reading = {.arena = rmx_arena_create()};
    read_scene(&reading, "a:0,1@0");
    rmx_controls_bind(controls, &reading.scene);
    const double *at = rmx_controls_take(controls, 0);
    assert_true(at[RMX_SIGNAL_MOUSE_X] == 0.5 && at[RMX_SIGNAL_MOUSE_Y] == 0.5);
    rmx_controls_point(controls, 0.1, 0.2);
    rmx_controls_bind(controls, &reading.scene);
    at = rmx_controls_take(controls, 0);
    assert_true(at[RMX_SIGNAL_MOUSE_X] == 0.1 && at[RMX_SIGNAL_MOUSE_Y] == 0.2);
    rmx_controls_set(controls, "mouse.x", 0.9);
    at = rmx_controls_take(controls, 0);
    rmx_controls_point(controls, 0.3, 0.4);
    assert_true(at[RMX_SIGNAL_MOUSE_X] == 0.9 && at[RMX_SIGNAL_MOUSE_Y] == 0.4);
    rmx_controls_destroy(controls);
    rmx_arena_destroy(reading.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places), cmocka_unit_test(test_choosing),
        cmocka_unit_test(test_moves), cmocka_unit_test(test_pointer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
