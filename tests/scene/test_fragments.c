// SPDX-License-Identifier: GPL-3.0-or-later
// The `fragments:` block of a layer: short forms, defaults, weights, seeds.
#include "support/scene_bench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define PLANT "sources: {plant: asset:coffee.jpg, crowd: asset:retina.jpg}\n"

static const struct rmx_scene *read_scene(struct scene_bench *bench, const char *text)
{
    const struct rmx_scene *scene = scene_bench_read(bench, text, NULL);
    if (!scene)
        fail_msg("%s\n%s", text, scene_bench_dump(bench, NULL));
    return scene;
}

static const struct rmx_fragments *read_block(struct scene_bench *bench, const char *block)
{
    const char *text = rmx_arena_printf(bench->arena, PLANT "layers: [fragments: {%s}]\n", block);
    return read_scene(bench, text)->layers[0].fragments;
}

static double own(const struct rmx_fragments *fragments, const char *input)
{
    return scene_bench_value(&fragments->self, input)->constant[0];
}

static const struct {
    const char *law, *block;
    int count;
    int indices[4];
    double weights[4];
} from_laws[] = {
    {"a name alone", "from: plant", 1, {0}, {1}},
    {"a list weighs all alike", "from: [plant, crowd]", 2, {0, 1}, {1, 1}},
    {"a map in the list gives a weight", "from: [plant, {crowd: 3}]", 2, {0, 1}, {1, 3}},
    {"a map alone gives them all", "from: {crowd: 0.5, plant: 1 + 1}", 2, {1, 0}, {0.5, 2}},
    {"one picture may come twice", "from: [plant, plant]", 2, {0, 0}, {1, 1}},
    {"a path is a source of its own", "from: [plant, asset:rocket-at-dusk.jpg]", 2, {0, 2}, {1, 1}},
    {"a path may have a weight", "from: {asset:rocket-at-dusk.jpg: 4}", 1, {2}, {4}},
};

static void pictures_come_with_their_weights(void **state)
{
    int faults = 0;
    for (size_t i = 0; i < sizeof(from_laws) / sizeof(*from_laws); i++) {
        const struct rmx_fragments *block = read_block(*state, from_laws[i].block);
        bool is_right = block->from_count == from_laws[i].count;
        for (int k = 0; is_right && k < block->from_count; k++)
            is_right = block->from[k].picture.kind == RMX_PICTURE_SOURCE &&
                       block->from[k].picture.index == from_laws[i].indices[k] &&
                       block->from[k].weight == from_laws[i].weights[k];
        if (!is_right)
            print_error("%s: %d pictures\n", from_laws[i].law, block->from_count);
        faults += !is_right;
    }
    assert_int_equal(faults, 0);
}

static const struct {
    const char *law, *one, *other;
} same[] = {
    {"grid is the cut", "from: plant", "from: plant, cut: grid"},
    {"in_place is the arrange", "from: plant", "from: plant, arrange: in_place"},
    {"one arrange needs no list", "from: plant, arrange: in_place",
     "from: plant, arrange: [in_place: {}]"},
    {"no arrange in the list is in_place", "from: plant, arrange: []", "from: plant"},
    {"a cut needs no map", "from: plant, cut: grid", "from: plant, cut: {grid: {}}"},
    {"a border has a width of its own", "from: plant, border: {color: red}",
     "from: plant, border: {width: 0.002, color: red}"},
    {"one ink needs no list", "from: plant, vary: {inks: red}", "from: plant, vary: {inks: [red]}"},
    {"nor does one of three numbers", "from: plant, vary: {inks: [1, 0, 0]}",
     "from: plant, vary: {inks: red}"},
    {"a part's number has units", "from: plant, border: {width: 5 %}",
     "from: plant, border: {width: 0.05}"},
};

static bool are_equal(const struct rmx_effect_instance *a, const struct rmx_effect_instance *b)
{
    bool equal = a->effect == b->effect;
    for (int i = 0; equal && i < a->effect->input_count; i++)
        equal = memcmp(a->values[i].constant, b->values[i].constant,
                       sizeof(a->values[i].constant)) == 0;
    return equal;
}

static void short_forms_mean_the_long_ones(void **state)
{
    int faults = 0;
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        const struct rmx_fragments *one = read_block(*state, same[i].one);
        const struct rmx_fragments *other = read_block(*state, same[i].other);
        bool is_right = are_equal(&one->cut, &other->cut) && one->arrange_count == 1 &&
                        other->arrange_count == 1 &&
                        are_equal(&one->arranges[0], &other->arranges[0]) &&
                        are_equal(&one->self, &other->self);
        if (!is_right)
            print_error("%s\n", same[i].law);
        faults += !is_right;
    }
    assert_int_equal(faults, 0);
}

static void what_is_not_said_is_off(void **state)
{
    const struct rmx_fragments *bare = read_block(*state, "from: plant");
    assert_int_equal(bare->moments, 1);
    static const char *const off[] = {"at", "border_width", "shadow_opacity", "torn", "depth"};
    for (size_t i = 0; i < sizeof(off) / sizeof(*off); i++)
        assert_true(own(bare, off[i]) == 0);
    assert_true(own(bare, "camera_distance") > 0);
    // A shadow that is only placed is seen.
    assert_true(own(read_block(*state, "from: plant, shadow: {x: 0.1}"), "shadow_opacity") > 0);
}

static void check_color(const struct rmx_fragments *block, const char *input, double r, double g,
                        double b, double a)
{
    const double wanted[4] = {r, g, b, a};
    const struct rmx_value *value = scene_bench_value(&block->self, input);
    if (memcmp(value->constant, wanted, sizeof(wanted)) != 0)
        fail_msg("%s: %g %g %g %g", input, value->constant[0], value->constant[1],
                 value->constant[2], value->constant[3]);
}

static void palettes_are_as_long_as_they_are_said(void **state)
{
    const struct rmx_fragments *block =
        read_block(*state, "from: plant, vary: {papers: [white, black], hue: 20, inks: [red, [0, 1,"
                           " 0, 0.5], \"#00f\"], saturation: 0.5}");
    assert_int_equal(block->ink_count, 3);
    assert_int_equal(block->paper_count, 2);
    check_color(block, "vary_inks", 1, 0, 0, 1);
    check_color(block, "vary_inks2", 0, 1, 0, 0.5);
    check_color(block, "vary_inks3", 0, 0, 1, 1);
    check_color(block, "vary_papers", 1, 1, 1, 1);
    check_color(block, "vary_papers2", 0, 0, 0, 1);
    assert_true(own(block, "vary_hue") == 20);
    assert_true(own(block, "vary_saturation") == 0.5);
    assert_true(rmx_fragments_vary(block));
    const struct rmx_fragments *bare = read_block(*state, "from: plant, vary: {hue: 0 * 3}");
    assert_int_equal(bare->ink_count, 0);
    assert_true(bare->self.effect != block->self.effect);
    assert_false(rmx_fragments_vary(bare));
    assert_true(rmx_fragments_vary(read_block(*state, "from: plant, vary: {hue: 0 * beat}")));
    assert_true(rmx_fragments_vary(read_block(*state, "from: plant, vary: {papers: pink}")));
}

static void each_number_may_be_an_expression(void **state)
{
    const struct rmx_fragments *block = read_block(
        *state, "from: plant, cut: {grid: {count: 10 + beat}}, at: ramp(beat / 8), torn: wave(bar),"
                " depth: 0.5 * time, camera: {angle: time * 9}, border: {width: 2 * beat px},"
                " moments: 32, vary: {hue: 9 * beat, seed: beat, inks: [red, [beat, 0, 0]]}");
    assert_non_null(scene_bench_value(&block->cut, "count")->program[0]);
    static const char *const moving[] = {"at",           "torn",     "depth",     "camera_angle",
                                         "border_width", "vary_hue", "vary_seed", "vary_inks2"};
    for (size_t i = 0; i < sizeof(moving) / sizeof(*moving); i++)
        assert_non_null(scene_bench_value(&block->self, moving[i])->program[0]);
    assert_int_equal(block->moments, 32);
}

static const char *const other_layer = "layers:\n- {name: under, picture: plant}\n"
                                       "- fragments: {from: [below, under]}\n";

static void layers_and_what_is_below_can_be_cut(void **state)
{
    const char *text =
        rmx_arena_printf(((struct scene_bench *)*state)->arena, PLANT "%s", other_layer);
    const struct rmx_fragments *block = read_scene(*state, text)->layers[1].fragments;
    assert_int_equal(block->from[0].picture.kind, RMX_PICTURE_BELOW);
    assert_int_equal(block->from[1].picture.kind, RMX_PICTURE_LAYER);
    assert_int_equal(block->from[1].picture.index, 0);
}

static void seeds_are_the_scene_s_and_stay_where_they_are(void **state)
{
    const struct rmx_fragments *one = read_block(*state, "from: plant");
    const struct rmx_fragments *other =
        read_block(*state, "from: [crowd, plant], arrange: [in_place, in_place], torn: 0.5");
    assert_true(own(one, "seed") == own(other, "seed"));
    const char *text = rmx_arena_printf(((struct scene_bench *)*state)->arena,
                                        PLANT "seed: 2\nlayers: [fragments: {from: plant}]\n");
    assert_true(own(one, "seed") != own(read_scene(*state, text)->layers[0].fragments, "seed"));
    assert_string_equal(one->cut.place, "layers[0].fragments.cut");
    assert_string_equal(other->arranges[1].place, "layers[0].fragments.arrange[1]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_come_with_their_weights),
        cmocka_unit_test(short_forms_mean_the_long_ones),
        cmocka_unit_test(what_is_not_said_is_off),
        cmocka_unit_test(palettes_are_as_long_as_they_are_said),
        cmocka_unit_test(each_number_may_be_an_expression),
        cmocka_unit_test(layers_and_what_is_below_can_be_cut),
        cmocka_unit_test(seeds_are_the_scene_s_and_stay_where_they_are),
    };
    return cmocka_run_group_tests(tests, scene_bench_set_up, scene_bench_tear_down);
}
