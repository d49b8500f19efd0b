// SPDX-License-Identifier: GPL-3.0-or-later
// Effects with memory look alike at 30 and at 60 frames a second: live and on film.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SECONDS = 2, MOST_TEXT = 512 };

// How much of what memory does to a picture may depend on the rate, on the mean of all pixels.
static const double tolerated = 0.15;

// A picture that turns, as `seconds` after its beginning; `starts` then.
static struct stage_picture render(const char *effect, const char *effects, int fps, bool starts)
{
    char text[MOST_TEXT];
    snprintf(text, sizeof(text),
             "fps: %d\nlayers:\n  - picture: asset:chelsea-the-cat.jpg\n"
             "    chain: [rotate: {angle: time * 20}, %s]\n",
             fps, effect);
    struct rmx_generation *generation =
        stage_load(&(struct stage_params){.text = text, .effects = effects, .depth = 32});
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    for (int frame = starts ? SECONDS * fps : 0; frame <= SECONDS * fps; frame++) {
        struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, frame);
        rmx_renderer_advance(generation->renderer);
        rmx_values_frame(values, &frame_inputs, block);
        rmx_renderer_draw(generation->renderer, block);
    }
    struct stage_picture picture = stage_read(generation);
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
    return picture;
}

static double mean_difference(const struct stage_picture *a, const struct stage_picture *b)
{
    double sum = 0;
    int count = a->width * a->height * 4;
    for (int i = 0; i < count; i++)
        sum += fabs((double)a->pixels[i] - (double)b->pixels[i]);
    return sum / count;
}

struct finding {
    double memory, rate; // what having begun earlier changes; what another rate does
};

static struct finding measure(const char *effect, const char *effects)
{
    struct stage_picture film = render(effect, effects, 30, false);
    struct stage_picture live = render(effect, effects, 60, false);
    struct stage_picture fresh = render(effect, effects, 30, true);
    struct finding finding = {mean_difference(&film, &fresh), mean_difference(&film, &live)};
    stage_finish(&film);
    stage_finish(&live);
    stage_finish(&fresh);
    return finding;
}

// What remembers a sound has nothing to remember here: it is silent.
static bool remembers(const struct rmx_effect *effect)
{
    for (int i = 0; i < effect->input_count; i++)
        if (rmx_input_is_sound(effect->inputs[i].type))
            return false;
    for (int p = 0; p < effect->pass_count; p++)
        if (effect->passes[p].persistent)
            return true;
    return false;
}

static void check(const char *name)
{
    struct finding finding = measure(name, NULL);
    if (getenv("REMONTAGE_RATES"))
        print_message("%-20s memory %.4f, rate %.4f: %.3f\n", name, finding.memory, finding.rate,
                      finding.rate / finding.memory);
    if (finding.memory < 2.0 / 255)
        fail_msg("%s: nothing is remembered: %g", name, finding.memory);
    if (finding.rate > tolerated * finding.memory)
        fail_msg("%s: memory makes a difference of %g, and the rate one of %g", name,
                 finding.memory, finding.rate);
}

static void test_all_of_ours(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    int count, checked = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = arena};
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        if (!effect || !effect->is_ours || !remembers(effect))
            continue;
        check(effect->name);
        checked++;
    }
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    assert_true(checked >= 8);
}

// One that keeps a part of each frame, however long that stands, is told apart.
static void test_a_violator_is_found(void **state)
{
    (void)state;
    struct finding finding = measure("lingers", REMONTAGE_ROOT "/tests/isf");
    if (finding.rate < 2 * tolerated * finding.memory)
        fail_msg("memory %g, rate %g", finding.memory, finding.rate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_of_ours),
                                       cmocka_unit_test(test_a_violator_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
