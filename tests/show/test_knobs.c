// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the knobs that a performer moves while the scene is edited.
#include "show/knobs.h"

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
    char names[MOST][WORD];
    struct rmx_knob knobs[MOST];
    struct rmx_scene scene;
    double values[MOST];
};

// "a:0,1@0.5 b:..." - names, ends, places.
static void read_scene(struct reading *reading, const char *text)
{
    int count = 0, length = 0;
    *reading = (struct reading){.scene = {.knobs = reading->knobs}};
    for (double from, to, at;
         count < MOST && sscanf(text, " %31[a-z]:%lf,%lf@%lf%n", reading->names[count], &from, &to,
                                &at, &length) == 4;
         text += length, count++)
        reading->knobs[count] =
            (struct rmx_knob){.name = reading->names[count], .from = from, .to = to, .at = at};
    reading->scene.knob_count = count;
}

// What happens, in order: '/' and a scene's knobs: it is read; "a=N": --set; "a+N": moved by so
// much of its way. At the end the knobs stand at `values`.
static const struct {
    const char *law;
    const char *deeds[MOST + 2];
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
    {"what is shown is what is used", {"/a:0,3@1", "a+0.111111111"}, "1.33333"},
};

static void do_one(struct rmx_knobs *knobs, struct reading *reading, const char *deed)
{
    char name[WORD];
    double number;
    if (*deed == '/') {
        read_scene(reading, deed + 1);
        rmx_knobs_take(knobs, &reading->scene, reading->values);
    } else if (sscanf(deed, "%31[a-z]=%lf", name, &number) == 2) {
        rmx_knobs_set(knobs, name, number);
    } else if (sscanf(deed, "%31[a-z]+%lf", name, &number) == 2) {
        for (int i = 0; i < reading->scene.knob_count; i++)
            if (strcmp(reading->names[i], name) == 0)
                rmx_knobs_move(knobs, &reading->scene, reading->values, i, number);
    } else {
        fail_msg("what is '%s'?", deed);
    }
}

static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_knobs *knobs = rmx_knobs_create();
        struct reading reading = {0};
        for (int d = 0; laws[i].deeds[d]; d++)
            do_one(knobs, &reading, laws[i].deeds[d]);
        const char *wanted = laws[i].values;
        for (int k = 0; k < reading.scene.knob_count; k++) {
            char *end;
            double value = strtod(wanted, &end);
            if (end == wanted || fabs(reading.values[k] - value) > 1e-12)
                fail_msg("%s: %s stands at %.17g, not '%s'", laws[i].law, reading.names[k],
                         reading.values[k], wanted);
            wanted = end;
        }
        if (!reading.scene.knob_count || *wanted)
            fail_msg("%s: no knob for '%s'", laws[i].law, wanted);
        rmx_knobs_destroy(knobs);
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
        struct rmx_knobs *knobs = rmx_knobs_create();
        struct reading reading = {0};
        int chosen = -1;
        for (int s = 0; s < 2 && choices[i].scenes[s]; s++) {
            char text[WORD * MOST] = "";
            for (const char *c = choices[i].scenes[s]; *c; c++)
                snprintf(text + strlen(text), sizeof(text) - strlen(text), "%c:0,1@0 ", *c);
            read_scene(&reading, text);
            rmx_knobs_take(knobs, &reading.scene, reading.values);
            for (int k = 0; s == 0 && k < MOST && choices[i].steps[k]; k++)
                chosen = rmx_knobs_choose(knobs, &reading.scene, choices[i].steps[k]);
            if (s > 0)
                chosen = rmx_knobs_chosen(knobs, &reading.scene);
        }
        const char *name = chosen >= 0 ? reading.names[chosen] : "";
        if (strcmp(name, choices[i].chosen) != 0)
            fail_msg("%s: '%s', not '%s'", choices[i].law, name, choices[i].chosen);
        rmx_knobs_destroy(knobs);
    }
}

static void test_moves(void **state)
{
    (void)state;
    struct rmx_knobs *knobs = rmx_knobs_create();
    struct reading reading;
    read_scene(&reading, "a:0,1@0 b:0,1@0");
    rmx_knobs_set(knobs, "b", 0.5);
    rmx_knobs_take(knobs, &reading.scene, reading.values);
    assert_false(rmx_knobs_was_moved(knobs, "b")); // placed before frame 0 is no move
    rmx_knobs_move(knobs, &reading.scene, reading.values, 0, 0.5);
    assert_true(rmx_knobs_was_moved(knobs, "a"));
    rmx_knobs_forget_moves(knobs);
    assert_false(rmx_knobs_was_moved(knobs, "a"));
    assert_true(reading.values[0] == 0.5);
    rmx_knobs_destroy(knobs);
    rmx_knobs_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places),
                                       cmocka_unit_test(test_choosing),
                                       cmocka_unit_test(test_moves)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
