// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of fusion and of targets, on graphs built by hand.
#include "plan/fuse.h"
#include "plan/targets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// Effects by name: how often each reads its pictures, and how.
static const struct {
    const char *name;
    int images;
    struct rmx_taps taps;
    const char *own_pass_reason;
} kinds[] = {
    {"osc", 0, {0}, NULL},
    {"invert", 1, {.count = 1, .only_here = true}, NULL},
    {"kaleid", 1, {.count = 1}, NULL},
    {"shift", 1, {.count = 3}, NULL},
    {"cross", 1, {.count = 5}, NULL},
    {"blur", 1, {.count = 32, .in_loop = true}, NULL},
    {"odd", 1, {.count = 1, .irregular = true}, NULL},
    {"alone", 1, {.count = 1}, "uses derivatives"},
    {"mix", 2, {.count = 1}, NULL},
};

struct graph {
    struct rmx_arena *arena;
    struct rmx_plan plan;
    struct rmx_effect_instance instances[32]; // by step, for `store` and `fuse`
};

static const struct rmx_effect *make_effect(struct rmx_arena *arena, const char *name)
{
    for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
        if (strcmp(kinds[k].name, name) != 0)
            continue;
        struct rmx_effect *effect = RMX_NEW(arena, struct rmx_effect, 1);
        effect->name = kinds[k].name;
        effect->own_pass_reason = kinds[k].own_pass_reason;
        effect->input_count = kinds[k].images;
        effect->inputs = RMX_NEW(arena, struct rmx_input, kinds[k].images);
        effect->taps = RMX_NEW(arena, struct rmx_taps, kinds[k].images);
        for (int i = 0; i < kinds[k].images; i++) {
            effect->inputs[i].type = RMX_INPUT_IMAGE;
            effect->taps[i] = kinds[k].taps;
        }
        return effect;
    }
    fail_msg("no such kind of step: %s", name);
    return NULL;
}

static void add_source(struct graph *g)
{
    struct rmx_step *step = RMX_PUSH(g->arena, &g->plan.steps, &g->plan.step_count);
    *step = (struct rmx_step){.source = 0, .pass = -1};
}

// A step is NAME or NAME! (store) or NAME* (fuse), and behind it, in brackets, the steps that it
// reads when they are not the one before: mix(0,3).
static void add_step(struct graph *g, char *word)
{
    int index = g->plan.step_count;
    char *reads = strchr(word, '(');
    if (reads)
        *reads++ = '\0';
    size_t length = strlen(word);
    bool stores = word[length - 1] == '!', fuses = word[length - 1] == '*';
    if (stores || fuses)
        word[length - 1] = '\0';
    const struct rmx_effect *effect = make_effect(g->arena, word);
    struct rmx_effect_instance *instance = &g->instances[index];
    *instance = (struct rmx_effect_instance){.effect = effect, .store = stores, .fuse = fuses};
    struct rmx_step *step = RMX_PUSH(g->arena, &g->plan.steps, &g->plan.step_count);
    *step = (struct rmx_step){
        .effect = effect, .value_source = RMX_VALUES_INSTANCE, .instance = instance, .pass = -1};
    step->inputs = RMX_NEW(g->arena, int, effect->input_count);
    for (int i = 0; i < effect->input_count; i++) {
        step->inputs[i] = reads ? (int)strtol(reads, &reads, 10) : index - 1;
        if (reads)
            reads++;
    }
}

static struct graph *build(const char *text, bool no_fuse, int pass_steps)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct graph *g = RMX_NEW(arena, struct graph, 1);
    g->arena = arena;
    g->plan.params.no_fuse = no_fuse;
    g->plan.params.limits = (struct rmx_limits){.samplers = 3,
                                                .parameter_bytes = 16384,
                                                .pass_steps = pass_steps ? pass_steps : 32,
                                                .runs = 4,
                                                .block_alignment = 256};
    char *words = rmx_arena_copy(arena, text), *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (strcmp(word, "source") == 0)
            add_source(g);
        else
            add_step(g, word);
    }
    rmx_plan_fuse(arena, &g->plan);
    return g;
}

static char *describe(struct graph *g)
{
    char *text = rmx_arena_copy(g->arena, "");
    for (int p = 0; p < g->plan.pass_count; p++)
        for (int k = 0; k < g->plan.passes[p].step_count; k++)
            text = rmx_arena_printf(g->arena, "%s%s%s", text,
                                    k   ? "+"
                                    : p ? "|"
                                        : "",
                                    g->plan.steps[g->plan.passes[p].steps[k]].effect->name);
    return text;
}

// '+' joins steps in a pass, '|' begins the next one.
static const struct {
    const char *law, *graph;
    bool no_fuse;
    int pass_steps;
    const char *plan;
} laws[] = {
    {"moving a pixel joins", "osc kaleid invert", 0, 0, "osc+kaleid+invert"},
    {"a loop cuts before it, later steps join it", "osc kaleid blur invert", 0, 0,
     "osc+kaleid|blur+invert"},
    {"five taps cut before them", "osc cross", 0, 0, "osc|cross"},
    {"an irregular reader cuts before it", "osc odd invert", 0, 0, "osc|odd+invert"},
    {"a pass of its own cuts on both sides", "osc alone invert", 0, 0, "osc|alone|invert"},
    {"three taps join", "osc shift", 0, 0, "osc+shift"},
    {"three taps of three taps do not", "osc shift shift", 0, 0, "osc|shift+shift"},
    {"a full pass spills", "osc invert invert", 0, 2, "osc|invert+invert"},
    {"two readers in one pass share it", "osc invert mix(0,1)", 0, 0, "osc+invert+mix"},
    {"readers in two passes store it", "osc blur mix(0,1)", 0, 0, "osc|blur+mix"},
    {"of two readers, one in a later pass", "osc invert kaleid! mix(1,2)", 0, 0,
     "osc+invert|kaleid|mix"},
    {"what a scene stores is stored", "osc invert! kaleid", 0, 0, "osc+invert|kaleid"},
    {"what the artist fuses is fused", "osc* cross", 0, 0, "osc+cross"},
    {"so is what it reads, whatever the taps", "osc cross*", 0, 0, "osc+cross"},
    {"or the loop", "osc blur* invert", 0, 0, "osc+blur+invert"},
    {"but no compiler is asked for more than 256 runs", "osc cross* cross* cross* cross*", 0, 0,
     "osc|cross+cross+cross+cross"},
    {"nor for what cannot be", "osc alone* invert", 0, 0, "osc|alone|invert"},
    {"but not through an irregular reader", "osc* odd", 0, 0, "osc|odd"},
    {"a second picture fuses too", "osc invert osc mix(1,2)", 0, 0, "osc+invert+osc+mix"},
    {"nothing is fused when told so", "osc kaleid invert", 1, 0, "osc|kaleid|invert"},
    {"sources are no passes", "source invert", 0, 0, "invert"},
    {"three samplers are full",
     "source invert(0) invert(0) invert(0) invert(0) mix(1,2) mix(3,4) mix(5,6)", 0, 0,
     "invert+invert+mix|invert+invert+mix+mix"},
};

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct graph *g = build(laws[i].graph, laws[i].no_fuse, laws[i].pass_steps);
        char *plan = describe(g);
        if (strcmp(plan, laws[i].plan) != 0)
            fail_msg("%s: planned %s, not %s", laws[i].law, plan, laws[i].plan);
        rmx_arena_destroy(g->arena);
    }
}

static void test_runs(void **state)
{
    (void)state;
    struct graph *g = build("osc invert mix(1,1) kaleid", false, 0);
    int expected[] = {2, 2, 1, 1};
    for (int s = 0; s < 4; s++)
        assert_int_equal(g->plan.steps[s].runs, expected[s]);
    rmx_arena_destroy(g->arena);
}

// Why each pass stores its picture, in the passes' order.
static const struct {
    const char *law, *graph;
    bool no_fuse;
    int pass_steps;
    const char *reasons;
} reason_laws[] = {
    {"the last step", "osc kaleid invert", 0, 0, "the scene's picture"},
    {"a loop", "osc blur", 0, 0, "blur reads it in a loop|the scene's picture"},
    {"many taps", "osc cross", 0, 0, "cross reads it at 5 points|the scene's picture"},
    {"another use than taps", "osc odd", 0, 0,
     "odd uses the picture in other ways than taps|the scene's picture"},
    {"its own reason, and its reader's", "osc alone invert", 0, 0,
     "alone is a pass of its own|uses derivatives|the scene's picture"},
    {"too many runs", "osc shift shift", 0, 0, "would run 9 times a pixel|the scene's picture"},
    {"too many runs, though fused by request", "osc cross* cross* cross* cross*", 0, 0,
     "would run 625 times a pixel|the scene's picture"},
    {"too many steps", "osc invert invert", 0, 2, "the pass is full: 2 steps|the scene's picture"},
    {"too many samplers",
     "source invert(0) invert(0) invert(0) invert(0) mix(1,2) mix(3,4) mix(5,6)", 0, 0,
     "the pass is full: 3 pictures|the scene's picture"},
    {"readers in two passes", "osc blur blur mix(1,2)", 0, 0,
     "blur reads it in a loop|blur reads it in a loop|the scene's picture"},
    {"a reader that is stored for another reader", "osc invert kaleid! mix(1,2)", 0, 0,
     "read in two passes|the scene says store|the scene's picture"},
    {"`store`", "osc! invert", 0, 0, "the scene says store|the scene's picture"},
    {"no fusion at all", "osc invert", 1, 0, "nothing is fused|the scene's picture"},
};

static void test_every_stored_picture_says_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(reason_laws) / sizeof(*reason_laws); i++) {
        struct graph *g =
            build(reason_laws[i].graph, reason_laws[i].no_fuse, reason_laws[i].pass_steps);
        char *reasons = rmx_arena_copy(g->arena, "");
        for (int p = 0; p < g->plan.pass_count; p++)
            reasons = rmx_arena_printf(g->arena, "%s%s%s", reasons, p ? "|" : "",
                                       g->plan.passes[p].reason ? g->plan.passes[p].reason : "");
        if (strcmp(reasons, reason_laws[i].reasons) != 0)
            fail_msg("%s: stored since '%s', not '%s'", reason_laws[i].law, reasons,
                     reason_laws[i].reasons);
        rmx_arena_destroy(g->arena);
    }
}

// How often the step stands in passes; *pass is the last of them.
static int places_of(const struct graph *g, int step, int *pass)
{
    int places = 0;
    for (int p = 0; p < g->plan.pass_count; p++)
        for (int k = 0; k < g->plan.passes[p].step_count; k++)
            if (g->plan.passes[p].steps[k] == step) {
                places++;
                *pass = p;
            }
    return places;
}

// What a step reads is in its own pass, or stored by an earlier one.
static void check_inputs(const char *law, const struct graph *g, int s)
{
    const struct rmx_step *step = &g->plan.steps[s];
    for (int i = 0; i < step->effect->input_count; i++) {
        const struct rmx_step *input = &g->plan.steps[step->inputs[i]];
        if (!input->effect || input->pass == step->pass)
            continue;
        if (input->pass > step->pass || g->plan.passes[input->pass].root != step->inputs[i])
            fail_msg("%s: step %d reads %d, which nothing has stored", law, s, step->inputs[i]);
    }
}

static void test_passes_cover_each_step_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct graph *g = build(laws[i].graph, laws[i].no_fuse, laws[i].pass_steps);
        for (int s = 0; s < g->plan.step_count; s++) {
            int pass = -1, places = places_of(g, s, &pass);
            if (places != (g->plan.steps[s].effect != NULL) || g->plan.steps[s].pass != pass)
                fail_msg("%s: step %d stands in %d passes", laws[i].law, s, places);
            if (places)
                check_inputs(laws[i].law, g, s);
        }
        rmx_arena_destroy(g->arena);
    }
}

// A row of passes, each reading the one before; 'm' moves by itself, '.' does not.
static const struct {
    const char *law, *passes;
    int targets;
} target_laws[] = {
    {"a moving row needs two and the result", "mmmmm", 3},
    {"still pictures keep their own", ".....", 5},
    {"what reads a moving picture moves", "m....", 3},
    {"a still beginning is kept, the rest shares", "..mmmm", 5},
    {"one pass, one texture", ".", 1},
};

static void test_targets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(target_laws) / sizeof(*target_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_plan plan = {.pass_count = (int)strlen(target_laws[i].passes)};
        plan.passes = RMX_NEW(arena, struct rmx_pass, plan.pass_count);
        plan.steps = RMX_NEW(arena, struct rmx_step, plan.pass_count);
        for (int p = 0; p < plan.pass_count; p++) {
            plan.steps[p].pass = p;
            plan.passes[p].root = p;
            plan.passes[p].signals = rmx_signal_set_create(arena, RMX_SIGNALS_OWN);
            if (target_laws[i].passes[p] == 'm')
                rmx_signal_set_add(&plan.passes[p].signals, RMX_SIGNAL_TIME);
            plan.passes[p].textures = RMX_NEW(arena, struct rmx_pass_texture, 1);
            plan.passes[p].textures[0].step = p - 1;
            plan.passes[p].texture_count = p > 0;
        }
        rmx_plan_targets(arena, &plan);
        if (plan.target_count != target_laws[i].targets)
            fail_msg("%s: %d targets, not %d", target_laws[i].law, plan.target_count,
                     target_laws[i].targets);
        for (int p = 1; p < plan.pass_count; p++)
            assert_int_not_equal(plan.passes[p].target, plan.passes[p - 1].target);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_every_stored_picture_says_why),
        cmocka_unit_test(test_passes_cover_each_step_once),
        cmocka_unit_test(test_targets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
