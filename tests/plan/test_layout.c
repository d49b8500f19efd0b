// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of where things stand in a pass: its block, its textures, the sources that it answers for.
#include "plan/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct laid_out {
    struct rmx_arena *arena;
    struct rmx_catalog *catalog;
    const struct rmx_plan *plan;
};

static struct laid_out lay_out(const char *text, struct rmx_plan_params params)
{
    struct laid_out l = {.arena = rmx_arena_create(),
                         .catalog = rmx_catalog_create(&(struct rmx_catalog_params){0})};
    struct rmx_errors errors = {.arena = l.arena};
    const struct rmx_scene *scene =
        rmx_scene_read(l.arena, "test.yaml", text, strlen(text),
                       &(struct rmx_scene_params){.catalog = l.catalog}, &errors);
    if (!scene)
        fail_msg("%s: %s", text, errors.items[0].message);
    struct rmx_source_info *infos = RMX_NEW(l.arena, struct rmx_source_info, scene->source_count);
    for (int i = 0; i < scene->source_count; i++)
        infos[i] = (struct rmx_source_info){.width = 400, .height = 200};
    params.sources = infos;
    params.catalog = l.catalog;
    l.plan = rmx_plan_create(l.arena, scene, &params);
    assert_non_null(l.plan);
    return l;
}

static void finish(struct laid_out *l)
{
    rmx_catalog_destroy(l->catalog);
    rmx_arena_destroy(l->arena);
}

#define A "a: {image: asset:coffee.jpg}"
#define B "b: {image: asset:retina.jpg}"
#define C "c: {generate: noise}"

// A scene's passes in drawing order, divided by '|': the sources that each reads by itself, then
// behind ':' all that it reaches.
static const struct {
    const char *law, *scene, *passes;
} sources[] = {
    {"a picture", "sources: {" A "}\nlayers: [{picture: a}]", "a:a"},
    {"only those that are drawn", "sources: {" A ", " B "}\nlayers: [{picture: b}]", "b:b"},
    {"each of a stack",
     "sources: {" A ", " B "}\nlayers: [{picture: b}, {picture: a, blend: screen}]", "ab:ab"},
    {"a generator is a source",
     "sources: {" A ", " C "}\nlayers: [{picture: a}, {picture: c, opacity: 0.5}]", "ac:ac"},
    {"a stored picture hands on what it shows",
     "sources: {" A ", " B "}\nlayers: [{picture: a, chain: [{invert: {}, store: true}]}, "
     "{picture: b, opacity: 0.5}]",
     "a:a|b:ab"},
    {"through several",
     "sources: {" A ", " C "}\nlayers: [{picture: c, chain: [{invert: {}, store: true}, "
     "{levels: {}, store: true}]}]",
     "c:c|:c|:c"},
    {"the frame before is no source",
     "sources: {" A ", " B "}\nlayers: [{name: x, picture: a, visible: no}, "
     "{picture: x.past, opacity: 0.5}, {picture: b, opacity: 0.5}]",
     "a:a|b:b"},
    {"a picture that stands for a mask", "sources: {" A ", " B "}\nlayers: [{picture: a, mask: b}]",
     "ab:ab"},
    {"what fragments are cut from",
     "sources: {" A ", " B "}\nlayers: [{fragments: {from: [a, b], cut: grid, arrange: scatter}}]",
     "a:a|b:b|:ab|:ab"},
};

static void add_names(const struct rmx_plan *plan, struct rmx_text *out, const int *list, int count)
{
    for (int i = 0; i < count; i++)
        rmx_text_add(out, plan->scene->sources[list[i]].name);
}

static void test_sources(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
        struct laid_out l = lay_out(sources[i].scene, (struct rmx_plan_params){0});
        struct rmx_text passes = {0};
        for (int p = 0; p < l.plan->pass_count; p++) {
            const struct rmx_pass *pass = &l.plan->passes[p];
            rmx_text_add(&passes, p ? "|" : "");
            add_names(l.plan, &passes, pass->sources, pass->source_count);
            rmx_text_add(&passes, ":");
            add_names(l.plan, &passes, pass->reached, pass->reached_count);
            for (int s = 0; s < l.plan->scene->source_count; s++)
                assert_int_equal(rmx_pass_reaches(pass, s),
                                 strchr(strrchr(rmx_text_string(&passes), ':'),
                                        *l.plan->scene->sources[s].name) != NULL);
        }
        if (strcmp(rmx_text_string(&passes), sources[i].passes) != 0)
            fail_msg("%s: %s, not %s", sources[i].law, passes.data, sources[i].passes);
        rmx_text_finish(&passes);
        finish(&l);
    }
}

// Scenes whose blocks hold all kinds of numbers.
static const char *const scenes[] = {
    "layers: [{generate: noise, opacity: time, place: {x: 0.3}}]",
    "sources: {" A ", " B
    "}\nlayers: [{picture: a, mask: b, chain: [kaleidoscope, {blur: {}}, levels]}]",
    "sources: {" A ", " C "}\nlayers: [{fragments: {from: [a, c], cut: voronoi, moments: 8, "
    "arrange: [{sort: {by: hue}}, {mosaic: {target: a, limit: 2}}], at: time, "
    "camera: {sway: 20}}, chain: [invert]}]",
    "sources: {" A "}\nlayers: [{fragments: {from: a, cut: grid, arrange: shuffle}}]",
    "sources: {" A
    "}\nlayers: [{fragments: {from: a, cut: grid, arrange: scatter}, place: {x: 0.3}}]",
    "layers: [{name: x, generate: gradient, visible: no}, {picture: x.past, opacity: 0.5}]",
};

static int bytes_of(const struct rmx_plan *plan, const struct rmx_slot *slot)
{
    switch (slot->kind) {
    case RMX_SLOT_INPUT:
        return 4 * rmx_input_components(plan->steps[slot->step].effect->inputs[slot->index].type);
    case RMX_SLOT_VIEW:
    case RMX_SLOT_DATE:
    case RMX_SLOT_GRID:
    case RMX_SLOT_MOMENTS:
    case RMX_SLOT_PLACE:
    case RMX_SLOT_CAMERA: return 16;
    case RMX_SLOT_JITTER: return 8;
    case RMX_SLOT_CLOCK:
    case RMX_SLOT_TIME:
    case RMX_SLOT_TIMEDELTA:
    case RMX_SLOT_FRAME:
    case RMX_SLOT_LEVEL:
    case RMX_SLOT_MOVED:
    case RMX_SLOT_PICTURE: break;
    }
    return 4;
}

static void check_block(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    int end = 0;
    assert_int_equal(pass->slots[0].kind, RMX_SLOT_VIEW);
    assert_int_equal(pass->block_offset % 256, 0);
    assert_int_equal(pass->block_size % 16, 0);
    for (int i = 0; i < pass->slot_count; i++) {
        int offset = pass->slots[i].offset, bytes = bytes_of(plan, &pass->slots[i]);
        assert_in_range(offset, end, pass->block_size - bytes);
        assert_int_equal(offset % bytes, 0); // std140
        end = offset + bytes;
    }
}

static void check_textures(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    assert_in_range(pass->texture_count - pass->layer_count, 0, plan->params.limits.samplers);
    for (int k = 0; k < pass->step_count; k++) {
        const struct rmx_step *step = &plan->steps[pass->steps[k]];
        for (int i = 0; step->textures && i < step->effect->input_count; i++) {
            int t = step->textures[i];
            struct rmx_buffer_source from = rmx_plan_input_picture(plan, step->inputs[i]);
            if (!rmx_input_is_picture(step->effect->inputs[i].type)) {
                assert_int_equal(t, -1);
            } else if (t < 0) {
                assert_in_range(rmx_pass_number(pass, from.step), 0, k - 1);
            } else {
                assert_int_equal(pass->textures[t].step, from.step);
                assert_int_equal(pass->textures[t].past, from.past);
            }
        }
    }
}

static void test_blocks_and_textures(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * sizeof(scenes) / sizeof(*scenes); i++) {
        struct laid_out l =
            lay_out(scenes[i / 2], (struct rmx_plan_params){.jitter = i % 2, .ledger = i % 2});
        int end = 0;
        for (int p = 0; p < l.plan->pass_count; p++) {
            const struct rmx_pass *pass = &l.plan->passes[p];
            assert_in_range(pass->block_offset, end, l.plan->block_size - pass->block_size);
            end = pass->block_offset + pass->block_size;
            check_block(l.plan, pass);
            check_textures(l.plan, pass);
        }
        finish(&l);
    }
}

// Scenes whose last picture is read in other ways than to be shown.
static const struct {
    const char *law, *scene;
} lasting[] = {
    {"the next frame wants it",
     "layers: [{generate: noise}, {picture: finish.past, opacity: 0.5}]"},
    {"its effect keeps a buffer", "layers: [{generate: noise}]\nfinish: trails"},
};

// What may be drawn in parts is the last picture, which no pass reads.
static void test_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lasting) / sizeof(*lasting); i++) {
        struct laid_out l =
            lay_out(lasting[i].scene,
                    (struct rmx_plan_params){.depth = 32, .output_depth = 32, .parts = true});
        int last = l.plan->pass_count - 1;
        for (int p = 0; p <= last; p++)
            if (l.plan->passes[p].is_part != (p == last) || (p == last && l.plan->passes[p].keeps))
                fail_msg("%s: pass %d of %d", lasting[i].law, p + 1, last + 1);
        assert_true(l.plan->has_state);
        finish(&l);
    }
}

// A plan that is shown knows nothing of the ledger; a ledger's keeps each picture where it is, and
// says in each pass what is moved.
static void test_ledger(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * sizeof(scenes) / sizeof(*scenes); i++) {
        bool is_ledger = i % 2;
        struct laid_out l =
            lay_out(scenes[i / 2], (struct rmx_plan_params){.depth = 8, .ledger = is_ledger});
        assert_true(l.plan->tap_count > 0);
        for (int p = 0; p < l.plan->pass_count; p++) {
            const struct rmx_pass *pass = &l.plan->passes[p];
            assert_true((rmx_pass_moved_offset(pass) >= 0) == is_ledger);
            assert_true((strstr(pass->shaders.fragment, "rmx_moved_tap") != NULL) == is_ledger);
            for (int other = 0; is_ledger && other < p; other++)
                assert_int_not_equal(l.plan->passes[other].target, pass->target);
        }
        finish(&l);
    }
}

// A mask is stored, and read as it is shown; what it covers is moved.
static void test_mask_is_unmoved(void **state)
{
    (void)state;
    struct laid_out l = lay_out("layers: [{name: x, generate: gradient, visible: no}, "
                                "{generate: noise, mask: x}]",
                                (struct rmx_plan_params){.ledger = true});
    const struct rmx_pass *last = &l.plan->passes[l.plan->pass_count - 1];
    int unmoved = 0;
    for (int t = 0; t < last->texture_count; t++)
        unmoved += last->textures[t].is_unmoved;
    assert_int_equal(unmoved, 1);
    for (int tap = 1; tap <= l.plan->tap_count; tap++)
        if (l.plan->taps[tap - 1].layer == 0)
            assert_false(rmx_pass_taps(l.plan, last, tap));
        else
            assert_true(rmx_pass_taps(l.plan, last, tap));
    finish(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_blocks_and_textures),
        cmocka_unit_test(test_ledger),
        cmocka_unit_test(test_mask_is_unmoved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
