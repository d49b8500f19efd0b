// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what a frame tells an effect beside its numbers: events, and the date.
#include "support/planning.h"
#include "support/signals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FRAMES = 12 };

static int set_up(void **state)
{
    static struct planning planning;
    if (planning_begin(&planning) != 0)
        return -1;
    planning_put(&planning, "flash.fs",
                 "/*{\"INPUTS\": [{\"NAME\": \"now\", \"TYPE\": \"event\"}]}*/\n"
                 "void main() { gl_FragColor = vec4(now ? 1.0 : 0.0); }\n");
    planning_put(&planning, "calendar.fs", "/*{}*/\nvoid main() { gl_FragColor = DATE; }\n");
    planning_open(&planning);
    *state = &planning;
    return 0;
}

static int tear_down(void **state)
{
    return planning_end(*state);
}

// Where the first slot of a kind stands in the block; of an input, where it is `flash`'s.
static int place_of(const struct rmx_plan *plan, enum rmx_slot_kind kind)
{
    for (int p = 0; p < plan->pass_count; p++)
        for (int i = 0; i < plan->passes[p].slot_count; i++) {
            const struct rmx_slot *slot = &plan->passes[p].slots[i];
            if (slot->kind == kind && (kind != RMX_SLOT_INPUT ||
                                       strcmp(plan->steps[slot->step].effect->name, "flash") == 0))
                return plan->passes[p].block_offset + slot->offset;
        }
    fail_msg("no such slot");
    return 0;
}

// '!' is a frame in which the event is true. 10 frames a second, a beat is four frames.
static const struct {
    const char *law, *now, *frames;
} events[] = {
    {"true where it rises, not where it stays", "frame > 2", "...!........"},
    {"again after a fall", "frame % 4 > 1", "..!...!...!."},
    {"what is above 0 from the start rises there", "frame + 1", "!..........."},
    {"a number, too", "1", "!..........."},
    {"yes, too", "yes", "!..........."},
    {"a number below does not", "0", "............"},
    {"on a beat that moves", "pulse(beat)", "!...!...!..."},
    {"on an integral", "floor(run(2.5)) % 2", "....!......."},
    {"on one that begins above 0", "1 - run(1)", "!..........."},
};

static void test_events(void **state)
{
    struct planning *planning = *state;
    for (size_t e = 0; e < sizeof(events) / sizeof(*events); e++) {
        struct rmx_plan *plan =
            planning_plan(planning, rmx_arena_printf(planning->arena,
                                                     "fps: 10\nbpm: 150 + 0 * time\n"
                                                     "layers: [{generate: {flash: {now: %s}}}]\n",
                                                     events[e].now));
        int place = place_of(plan, RMX_SLOT_INPUT);
        unsigned char *block = RMX_NEW(planning->arena, unsigned char, plan->block_size);
        struct rmx_values *values = rmx_values_create(plan);
        char found[FRAMES + 1] = "";
        for (int f = 0; f < FRAMES; f++) {
            const struct rmx_frame_inputs frame_inputs = {
                .frame = f, .fps = 10, .width = 32, .height = 18};
            int32_t now;
            rmx_values_frame(values, &frame_inputs, block);
            rmx_values_frame(values, &frame_inputs, block); // a frame drawn twice is the same frame
            memcpy(&now, block + place, sizeof(now));
            found[f] = now ? '!' : '.';
        }
        rmx_values_destroy(values);
        if (strncmp(found, events[e].frames, FRAMES) != 0)
            fail_msg("%s: %s is %s, not %s", events[e].law, events[e].now, found, events[e].frames);
    }
}

// What a performer does, a digit a frame: the knob k stands at it, the pointer at its tenth.
static const struct {
    const char *law, *now, *controls, *frames;
} moved[] = {
    {"a knob that rises", "k > 4", "000055550000", "....!......."},
    {"again after it fell", "k > 4", "090909090000", ".!.!.!.!...."},
    {"one that stood high from the start", "k > 4", "999000099000", "!......!...."},
    {"the pointer", "mouse.x > 0.5", "119991119999", "..!.....!..."},
    {"its height", "mouse.y - 0.35", "012345432100", "....!......."},
    {"a knob and the time", "(frame > 5) * (k > 4)", "000099999999", "......!....."},
    {"one that says nothing", "0 * k", "000099999999", "............"},
};

static void test_controls(void **state)
{
    struct planning *planning = *state;
    for (size_t e = 0; e < sizeof(moved) / sizeof(*moved); e++) {
        struct rmx_plan *plan =
            planning_plan(planning, rmx_arena_printf(planning->arena,
                                                     "fps: 10\nbpm: 150 + 0 * time\n"
                                                     "knobs: {k: {from: 0, to: 9, at: 0}}\n"
                                                     "layers: [{generate: {flash: {now: %s}}}]\n",
                                                     moved[e].now));
        int place = place_of(plan, RMX_SLOT_INPUT);
        unsigned char *block = RMX_NEW(planning->arena, unsigned char, plan->block_size);
        struct rmx_values *values = rmx_values_create(plan);
        char found[FRAMES + 1] = "";
        for (int f = 0; f < FRAMES; f++) {
            double knob = moved[e].controls[f] - '0';
            double *provided = signals_provided(planning->arena, plan->scene, &knob);
            provided[RMX_SIGNAL_MOUSE_X] = provided[RMX_SIGNAL_MOUSE_Y] = knob / 10;
            const struct rmx_frame_inputs frame_inputs = {
                .frame = f, .fps = 10, .width = 32, .height = 18, .provided = provided};
            int32_t now;
            rmx_values_frame(values, &frame_inputs, block);
            rmx_values_frame(values, &frame_inputs, block);
            memcpy(&now, block + place, sizeof(now));
            found[f] = now ? '!' : '.';
        }
        rmx_values_destroy(values);
        if (strncmp(found, moved[e].frames, FRAMES) != 0)
            fail_msg("%s: %s is %s, not %s", moved[e].law, moved[e].now, found, moved[e].frames);
    }
}

static const struct {
    const char *law, *date;
    long long frame; // at one a second
    float wanted[4];
} dates[] = {
    {"unsaid, the essay's age", "1928-01-01", 0, {1928, 1, 1, 0}},
    {"time goes on", "2001-05-06 07:08:09", 1, {2001, 5, 6, 25690}},
    {"over midnight", "2001-05-06 23:59:59", 2, {2001, 5, 7, 1}},
    {"over a month's end", "2001-04-30 23:59:59", 1, {2001, 5, 1, 0}},
    {"over a year's", "2001-12-31 12:00:00", 43200, {2002, 1, 1, 0}},
    {"a leap day", "2024-02-28", 86400, {2024, 2, 29, 0}},
    {"and none", "1900-02-28", 86400, {1900, 3, 1, 0}},
    {"for years", "2001-01-01", 86400LL * 365 * 2 + 5, {2003, 1, 1, 5}},
};

static void test_dates(void **state)
{
    struct planning *planning = *state;
    for (size_t d = 0; d < sizeof(dates) / sizeof(*dates); d++) {
        struct rmx_plan *plan =
            planning_plan(planning, rmx_arena_printf(planning->arena,
                                                     "date: %s\nlayers: [{generate: calendar}]\n",
                                                     dates[d].date));
        unsigned char *block = RMX_NEW(planning->arena, unsigned char, plan->block_size);
        struct rmx_values *values = rmx_values_create(plan);
        const struct rmx_frame_inputs frame_inputs = {
            .frame = dates[d].frame, .fps = 1, .width = 32, .height = 18};
        float found[4];
        rmx_values_frame(values, &frame_inputs, block);
        memcpy(found, block + place_of(plan, RMX_SLOT_DATE), sizeof(found));
        rmx_values_destroy(values);
        for (int i = 0; i < 4; i++)
            if (found[i] != dates[d].wanted[i])
                fail_msg("%s: part %d is %g, not %g", dates[d].law, i, (double)found[i],
                         (double)dates[d].wanted[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_events),
                                       cmocka_unit_test(test_controls),
                                       cmocka_unit_test(test_dates)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
