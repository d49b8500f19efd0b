// SPDX-License-Identifier: GPL-3.0-or-later
// Signals that are offered to a scene, by a provider that stands for a controller: named in
// expressions, seen in the plan, set through a frame's inputs, drawn again only where they changed.
#include "plan/explain.h"
#include "support/signals.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LEVEL = RMX_SIGNALS_OWN, BEAT };

static struct rmx_signal heard[] = {
    {"sensor.level", RMX_SIGNAL_KIND_NUMBER, 0, 1, 0.25, "sensor", "how loud it is"},
    {"sensor.beat", RMX_SIGNAL_KIND_EVENT, 0, 1, 0, "sensor", "a beat is heard"},
    {"sensor.wave", RMX_SIGNAL_KIND_ROW, 0, 1, 0, "sensor", "the sound itself"},
};
static const struct rmx_signals offered = {.items = heard, .count = 3};

// The first answer to a scene, or "" where it is whole.
static const char *answer(struct rmx_arena *arena, const char *text, const struct rmx_signals *from)
{
    struct rmx_errors errors = {.arena = arena};
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    struct rmx_scene_params params = {.catalog = catalog, .offered = from};
    struct rmx_text out = {0};
    rmx_scene_read(arena, "test.yaml", text, strlen(text), &params, &errors);
    if (errors.count)
        rmx_error_format(&out, &errors.items[0]);
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    rmx_catalog_destroy(catalog);
    return copy;
}

#define LAYER(opacity) "layers:\n- generate: noise\n  opacity: " opacity "\n"

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *law, *text;
        bool is_offered;
        const char *answer; // what stands in it; "" nothing is wrong
    } laws[] = {
        {"what is offered is a name", LAYER("sensor.level"), true, ""},
        {"an event is a number, too", LAYER("sensor.beat * 0.5"), true, ""},
        {"what is not offered is none", LAYER("sensor.level"), false, "expr-unknown-name"},
        {"the nearest of what is offered", LAYER("sensor.levle"), true,
         "did you mean 'sensor.level'?"},
        {"a row is no number", LAYER("1 - sensor.wave"), true,
         "test.yaml:3:16: error: 'sensor.wave'"},
        {"no knob has its first word", "knobs: {sensor: 0.5}\n" LAYER("1"), true, "reserved-name"},
        {"knobs stand behind it", "knobs: {level: 0.5}\n" LAYER("level * sensor.level"), true, ""},
        {"another family is not there", LAYER("osc.x"), true, "expr-osc"},
    };
    struct rmx_arena *arena = rmx_arena_create();
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *found = answer(arena, laws[i].text, laws[i].is_offered ? &offered : NULL);
        if (!*laws[i].answer != !*found || !strstr(found, laws[i].answer))
            fail_msg("%s: %s", laws[i].law, found);
    }
    rmx_arena_destroy(arena);
}

// A slope in grey, darkened by how loud it is, over one that nothing moves.
static const char scene[] = "knobs: {dark: {from: 0, to: 1, at: 1}}\n"
                            "layers:\n"
                            "- generate: noise\n"
                            "  chain: [{blur: {radius: 0.02}, store: true}]\n"
                            "- generate: {solid: {color: [1, 1, 1]}}\n"
                            "  opacity: sensor.level * dark\n";

struct film {
    struct rmx_generation *generation;
    struct rmx_values *values;
    unsigned char *block;
    double *provided;
    long long frame, drawn; // passes so far
};

static struct film begin(void)
{
    struct film film = {.generation = stage_load(&(struct stage_params){
                            .text = scene, .width = 32, .height = 18, .offered = &offered})};
    film.values = rmx_values_create(film.generation->plan);
    film.block = calloc(1, (size_t)film.generation->plan->block_size + 1);
    film.provided = signals_provided(film.generation->arena, film.generation->scene, NULL);
    assert_non_null(film.block);
    return film;
}

// How many passes it draws.
static int draw(struct film *film)
{
    struct rmx_frame_inputs inputs = stage_frame_inputs(film->generation, film->frame++);
    struct rmx_renderer_counts counts;
    inputs.provided = film->provided;
    rmx_values_frame(film->values, &inputs, film->block);
    rmx_renderer_advance(film->generation->renderer);
    rmx_renderer_draw(film->generation->renderer, film->block);
    rmx_renderer_counts(film->generation->renderer, &counts);
    int drawn = (int)(counts.passes_drawn - film->drawn);
    film->drawn = counts.passes_drawn;
    return drawn;
}

static float brightness(const struct film *film)
{
    struct stage_picture picture = stage_read(film->generation);
    float sum = 0;
    for (int i = 0; i < 32 * 18; i++)
        sum += picture.pixels[4 * i];
    stage_finish(&picture);
    return sum / (32 * 18);
}

static void end(struct film *film)
{
    rmx_values_destroy(film->values);
    free(film->block);
    rmx_generation_destroy(film->generation);
}

static void test_the_plan_says_who_depends_on_it(void **state)
{
    (void)state;
    struct film film = begin();
    const struct rmx_plan *plan = film.generation->plan;
    int last = plan->pass_count - 1, readers = 0;
    for (int p = 0; p <= last; p++)
        readers += rmx_signal_set_has(&plan->passes[p].signals, LEVEL);
    assert_true(last > 0);
    assert_int_equal(readers, 1);
    assert_true(rmx_signal_set_has(&plan->passes[last].signals, LEVEL));
    assert_false(rmx_signal_set_has(&plan->passes[last].signals, BEAT));
    struct rmx_text text = {0};
    rmx_plan_explain(plan, false, &text);
    assert_non_null(strstr(rmx_text_string(&text),
                           "  follows sensor.level (sensor), dark (knob)\n  depends on pass"));
    rmx_text_finish(&text);
    end(&film);
}

static void test_it_is_drawn_where_it_changed(void **state)
{
    (void)state;
    struct film film = begin();
    int all = film.generation->plan->pass_count;
    assert_int_equal(draw(&film), all); // 0.25, until it is set
    float quiet = brightness(&film);
    assert_int_equal(draw(&film), 0);
    film.provided[LEVEL] = 0.75;
    assert_int_equal(draw(&film), 1);
    float loud = brightness(&film);
    assert_int_equal(draw(&film), 0);
    film.provided[BEAT] = 1; // no pass reads it
    assert_int_equal(draw(&film), 0);
    film.provided[LEVEL] = 0.25;
    assert_int_equal(draw(&film), 1);
    assert_true(loud > quiet + 0.1f);
    assert_true(fabsf(brightness(&film) - quiet) < 1e-6f);
    end(&film);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_the_plan_says_who_depends_on_it),
        cmocka_unit_test(test_it_is_drawn_where_it_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
