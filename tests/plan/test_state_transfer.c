// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what goes on through an edit: a scene, what a performer does, the scene as it is edited,
// and where its integrals then stand.
#include "support/planning.h"
#include "support/signals.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    static struct planning planning;
    if (planning_begin(&planning) != 0)
        return -1;
    planning_put(
        &planning, "probe.fs",
        "/*{\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"float\"}, {\"NAME\": \"now\", \"TYPE\": "
        "\"event\"}]}*/\nvoid main() { gl_FragColor = vec4(a + (now ? 1.0 : 0.0)); }\n");
    planning_put(
        &planning, "pass.fs",
        "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}, {\"NAME\": \"x\", "
        "\"TYPE\": \"float\"}]}*/\nvoid main() { gl_FragColor = IMG_THIS_PIXEL(inputImage) * x; }"
        "\n");
    planning_open(&planning);
    *state = &planning;
    return 0;
}

static int tear_down(void **state)
{
    return planning_end(*state);
}

// A reading of a scene that begins with a knob k, and its numbers.
struct reading {
    struct rmx_plan *plan;
    struct rmx_values *values;
    unsigned char *block;
};

static struct reading read_scene(struct planning *planning, const char *layers)
{
    const char *text =
        rmx_arena_printf(planning->arena, "knobs: {k: {from: 0, to: 9, at: 1}}\n%s\n", layers);
    struct reading reading = {.plan = planning_plan(planning, text)};
    reading.values = rmx_values_create(reading.plan);
    reading.block = RMX_NEW(planning->arena, unsigned char, reading.plan->block_size);
    return reading;
}

static void show(struct reading *reading, double knob, long long frame, double fps)
{
    struct rmx_arena *scratch = rmx_arena_create();
    const struct rmx_frame_inputs frame_inputs = {
        .frame = frame,
        .fps = fps,
        .width = 32,
        .height = 18,
        .provided = signals_provided(scratch, reading->plan->scene, &knob)};
    rmx_values_frame(reading->values, &frame_inputs, reading->block);
    rmx_arena_destroy(scratch);
}

// Input `index` of `probe`.
static const unsigned char *probe(const struct reading *reading, int index)
{
    for (int p = 0; p < reading->plan->pass_count; p++) {
        const struct rmx_pass *pass = &reading->plan->passes[p];
        for (int i = 0; i < pass->slot_count; i++) {
            const struct rmx_slot *slot = &pass->slots[i];
            if (slot->kind == RMX_SLOT_INPUT && slot->index == index &&
                strcmp(reading->plan->steps[slot->step].effect->name, "probe") == 0)
                return reading->block + pass->block_offset + slot->offset;
        }
    }
    fail_msg("no probe");
    return NULL;
}

#define PROBE(a) "layers: [{generate: {probe: {a: " a "}}}]"

// The knob stands at 1 for ten frames and at 3 for ten more, ten frames a second; after the edit it
// stands at 3 in frame 21. So an integral of k has come to 1 + 3, and goes on to 4.3.
static const struct {
    const char *law, *before, *after;
    double a;
} laws[] = {
    {"an integral goes on", PROBE("run(k)"), PROBE("run(k)"), 4.3},
    {"what stands around it may change", PROBE("run(k)"), PROBE("2 * run(k) + 1"), 9.6},
    {"its rate, too, from now on", PROBE("run(k)"), PROBE("run(2 * k)"), 4.6},
    {"a new one is integrated from frame 0, the knob at its `at:`", PROBE("time"), PROBE("run(k)"),
     2.3},
    {"two in one value, in their order", PROBE("run(k) - run(1)"), PROBE("run(k) - run(1)"), 2.2},
    {"a step put before it", PROBE("run(k)"),
     "layers: [{generate: {probe: {a: run(k)}}, chain: [pass: {x: run(7)}]}]", 4.3},
    {"a layer above it", PROBE("run(k)"),
     "layers: [{generate: {probe: {a: run(k)}}}, {generate: {solid: {}}, opacity: run(0.01)}]",
     4.3},
    {"a named layer is known by its name", "layers: [{name: l, generate: {probe: {a: run(k)}}}]",
     "layers: [{generate: solid}, {name: l, generate: {probe: {a: run(k)}}}]", 4.3},
    {"a tempo that follows a knob", "bpm: 60 * k\n" PROBE("beat"), "bpm: 60 * k\n" PROBE("beat"),
     4.3},
    {"one inside another", PROBE("run(run(k))"), PROBE("run(run(k))"), 3.2},
    {"time is the frame's", PROBE("time"), PROBE("time + 1"), 3.1},
};

static struct reading perform(struct planning *planning, const char *layers, double fps)
{
    struct reading reading = read_scene(planning, layers);
    for (int frame = 0; frame <= 2 * fps; frame++)
        show(&reading, frame <= fps ? 1 : 3, frame, fps);
    return reading;
}

static struct reading edit(struct planning *planning, struct reading *before, const char *layers,
                           double fps)
{
    static const double knob = 3;
    struct reading after = read_scene(planning, layers);
    show(&after, 1, (long long)(2 * fps), fps); // as the loader prepares it
    rmx_values_transfer(after.values, before->values,
                        signals_provided(planning->arena, after.plan->scene, &knob));
    return after;
}

static void test_integrals(void **state)
{
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        float a;
        struct reading before = perform(*state, laws[i].before, 10);
        struct reading after = edit(*state, &before, laws[i].after, 10);
        show(&after, 3, 21, 10);
        memcpy(&a, probe(&after, 0), sizeof(a));
        if (fabs((double)a - laws[i].a) > 1e-4)
            fail_msg("%s: %g, not %g", laws[i].law, (double)a, laws[i].a);
        rmx_values_destroy(before.values);
        rmx_values_destroy(after.values);
    }
}

// Another rate: at the same time the integral is where it was, but for a frame or two.
static void test_rates(void **state)
{
    static const double rates[] = {5, 10, 25, 60};
    for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
        float a;
        struct reading before = perform(*state, PROBE("run(k)"), 10);
        struct reading after = edit(*state, &before, PROBE("run(k)"), rates[i]);
        show(&after, 3, (long long)(2.1 * rates[i] + 0.5), rates[i]);
        memcpy(&a, probe(&after, 0), sizeof(a));
        if (fabs((double)a - 4.3) > 3 * 2 / rates[i])
            fail_msg("at %g fps: %g, not 4.3", rates[i], (double)a);
        rmx_values_destroy(before.values);
        rmx_values_destroy(after.values);
    }
}

// An edit is nothing that an event could take for a rise.
static void test_events(void **state)
{
    static const char *const events[] = {"k > 2", "run(k) > 2", "beat > 1", "mouse.x + 1"};
    struct planning *planning = *state;
    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
        const char *layers = rmx_arena_printf(
            planning->arena, "bpm: 60 * k\nlayers: [{generate: {probe: {now: %s}}}]", events[i]);
        struct reading before = perform(planning, layers, 10);
        struct reading after = edit(planning, &before, layers, 10);
        for (int frame = 20; frame < 24; frame++) {
            int32_t now;
            show(&after, 3, frame, 10);
            memcpy(&now, probe(&after, 1), sizeof(now));
            if (now)
                fail_msg("%s: true in frame %d, after an edit", events[i], frame);
        }
        rmx_values_destroy(before.values);
        rmx_values_destroy(after.values);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_integrals),
                                       cmocka_unit_test(test_rates), cmocka_unit_test(test_events)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
