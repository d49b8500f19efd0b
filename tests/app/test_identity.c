// SPDX-License-Identifier: GPL-3.0-or-later
// An effect whose inputs all stand at their IDENTITY leaves the picture alone.
#include "app/command.h"
#include "runtime/player.h"
#include "support/cli.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 96, HEIGHT = 64, CHANNELS = 4 * WIDTH * HEIGHT, FRAME = 4 };

// Half a step of 8 bits: what a colour loses on its way through other spaces and back.
static const double most_difference = 0.5 / 255;

static struct rmx_context *context;

// The test picture behind `chain` after a few frames of it, in floats. False: what is wrong was
// printed.
static bool draw(const char *chain, float *pixels)
{
    const struct rmx_options options = {.quiet = true};
    const struct rmx_settings settings = {.scene = test_cli_path("picture.png"),
                                          .chain = chain,
                                          .size = {.width = WIDTH, .height = HEIGHT},
                                          .depth = 32,
                                          .snap = true};
    struct rmx_generation *generation = rmx_generation_create(&(struct rmx_load_params){
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = context});
    bool drawn = generation->status == RMX_LOADED;
    if (drawn) {
        struct rmx_player *player = rmx_player_create(generation);
        drawn = rmx_player_bytes(player) == CHANNELS * sizeof(float) &&
                rmx_player_read(player, FRAME, pixels);
        rmx_player_destroy(player);
    }
    rmx_print_errors(&options, &generation->errors);
    rmx_generation_destroy(generation);
    return drawn;
}

static void add_value(struct rmx_text *chain, const struct rmx_input *input)
{
    int count = rmx_input_components(input->type);
    rmx_text_printf(chain, "%s: ", input->name);
    if (input->type == RMX_INPUT_BOOL) {
        rmx_text_printf(chain, "%s, ", input->identity[0] > 0.5 ? "true" : "false");
        return;
    }
    rmx_text_printf(chain, "%s", count > 1 ? "[" : "");
    for (int i = 0; i < count; i++)
        rmx_text_printf(chain, "%s%.9g", i ? ", " : "", input->identity[i]);
    rmx_text_printf(chain, "%s, ", count > 1 ? "]" : "");
}

// Behind a mask, so that the picture has alpha, and moving, so that memory has something to keep.
#define MASKED "mask_by, scroll: {x: time}"

// "mask_by, scroll: {...}, NAME: {...}". False where nothing of the
// effect has an identity.
static bool identity_chain(struct rmx_text *chain, const struct rmx_effect *effect)
{
    bool has_identity = false;
    rmx_text_printf(chain, MASKED ", %s: {", effect->name);
    for (int i = 0; i < effect->input_count; i++) {
        if (effect->inputs[i].has_identity)
            add_value(chain, &effect->inputs[i]);
        has_identity |= effect->inputs[i].has_identity;
    }
    rmx_text_printf(chain, "}");
    return has_identity;
}

static int drawn; // effects that have an identity

static bool leaves_alone(const struct rmx_effect *effect, const float *before, float *after)
{
    struct rmx_text chain = {0};
    bool alone = true;
    if (identity_chain(&chain, effect)) {
        double worst = 0;
        alone = draw(rmx_text_string(&chain), after);
        for (int i = 0; alone && i < CHANNELS; i++) {
            double difference = fabs((double)after[i] - (double)before[i]);
            worst = difference > worst ? difference : worst;
        }
        alone = alone && worst <= most_difference;
        drawn++;
        if (!alone)
            print_error("%s: %s: is off by %g\n", effect->path, rmx_text_string(&chain), worst);
    }
    rmx_text_finish(&chain);
    return alone;
}

static void every_effect_at_its_identity_leaves_the_picture_alone(void **state)
{
    (void)state;
    static float before[CHANNELS], after[CHANNELS];
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    int count, faults = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    assert_true(draw(MASKED, before));
    for (int i = 0; i < count; i++) {
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        assert_non_null(effect);
        faults += effect->role == RMX_ROLE_FILTER && !leaves_alone(effect, before, after);
    }
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    assert_true(drawn >= 40);
    assert_int_equal(faults, 0);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return 1;
    test_cli_picture("picture.png", WIDTH, HEIGHT);
    char why[256];
    context = rmx_context_create(why, (int)sizeof(why));
    if (!context)
        print_error("no OpenGL: %s\n", why);
    return context ? 0 : 1;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_context_destroy(context);
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_effect_at_its_identity_leaves_the_picture_alone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
