// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what the vertex stage hands on: each number of a pass has one place, locations are not
// shared by what cannot share them, and a device with few of them gets the rest from the block;
// what is computed of numbers alone comes first; what stands still can be constant there.
#include "plan/emit.h"
#include "plan/special.h"
#include "support/planning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_LOCATIONS = 64 };

static struct planning *planning;

static const char scene[] =
    "sources: {a: {image: asset:coffee.jpg}, b: {image: asset:retina.jpg}}\n"
    "layers:\n"
    "  - {picture: a, chain: [rotate, kaleidoscope, tiles, posterize, hue, {glue: {}}]}\n"
    "  - {picture: b, blend: multiply, opacity: 0.5}\n";

// What a shader declares: flat inputs by their places, and members of its block.
struct declared {
    char used[MOST_LOCATIONS][4]; // by location and component: 'f'loat, 'i'nteger; 0: nothing
    int locations, value_locations, flat, values, rest;
};

static int components_of(const char *type)
{
    return strpbrk(type, "234") ? *strpbrk(type, "234") - '0' : 1;
}

static bool is_value(const char *name)
{
    return strncmp(name, "rmx_once", 8) == 0 || strncmp(name, "rmx_columns", 11) == 0 ||
           strncmp(name, "rmx_truth", 9) == 0;
}

static void note_flat(struct declared *d, const char *line)
{
    int location, component;
    char type[16], name[64];
    assert_int_equal(sscanf(line, "layout(location = %d, component = %d) flat in %15s %63[^;]",
                            &location, &component, type, name),
                     4);
    assert_in_range(location, 0, MOST_LOCATIONS - 1);
    assert_true(component + components_of(type) <= 4);
    for (int c = component; c < component + components_of(type); c++) {
        if (d->used[location][c])
            fail_msg("%s stands where another number does", name);
        d->used[location][c] = *type == 'i' ? 'i' : 'f';
    }
    for (int c = 0; c < 4; c++)
        if (d->used[location][c] && (d->used[location][c] == 'i') != (*type == 'i'))
            fail_msg("%s shares a location with another kind of number", name);
    d->locations = location + 1 > d->locations ? location + 1 : d->locations;
    *(is_value(name) ? &d->values : &d->flat) += 1;
    if (is_value(name) && location + 1 > d->value_locations)
        d->value_locations = location + 1;
}

static struct declared read(const char *glsl)
{
    struct declared d = {0};
    for (const char *line = glsl; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        const char *flat = strncmp(line, "layout(location", 15) ? NULL : strstr(line, ") flat in ");
        if (flat && flat < strchr(line, '\n'))
            note_flat(&d, line);
        d.rest += strncmp(line, "    layout(offset = ", 20) == 0;
    }
    return d;
}

// The pass in whose code `word` stands.
static struct declared print(const char *word, int varyings, struct rmx_shaders *shaders)
{
    struct rmx_plan *plan = planning_plan(planning, scene);
    int p = 0;
    while (p < plan->pass_count - 1 && !strstr(plan->passes[p].shaders.fragment, word))
        p++;
    plan->params.limits.varyings = varyings;
    struct rmx_printer *printer = rmx_printer_create(planning->arena, plan, &rmx_dialect_desktop);
    *shaders = rmx_printer_pass(printer, &plan->passes[p], NULL);
    rmx_printer_finish(printer);
    struct declared d = read(shaders->fragment);
    assert_int_equal(d.flat, shaders->flat_numbers);
    assert_int_equal(d.values, shaders->flat_values);
    assert_int_equal(d.flat + d.rest, plan->passes[p].slot_count);
    return d;
}

static void test_each_number_has_one_place(void **state)
{
    (void)state;
    static const int limits[] = {1, 2, 7, 15, 31};
    int before = 0;
    for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        struct rmx_shaders shaders;
        struct declared d = print("folded", limits[i], &shaders);
        assert_true(d.locations <= limits[i]);
        assert_true(d.flat >= before);
        before = d.flat;
        assert_non_null(strstr(shaders.vertex, "flat out vec4 rmx_view;"));
    }
    assert_true(before > 15);
}

static void test_what_is_named_most_comes_first(void **state)
{
    (void)state;
    struct rmx_shaders shaders;
    struct declared d = print("folded", 1, &shaders);
    assert_int_equal(d.flat, 1);
    assert_non_null(strstr(shaders.fragment, "flat in vec4 rmx_view;"));
}

static void test_a_bool_is_an_integer_between(void **state)
{
    (void)state;
    struct rmx_shaders shaders;
    print("GAIN", 31, &shaders);
    assert_non_null(strstr(shaders.fragment, "named = rmx_bool"));
    assert_non_null(strstr(shaders.vertex, "= int(rmx_pass."));
}

static void test_a_glued_name_is_still_there(void **state)
{
    (void)state;
    struct rmx_shaders shaders;
    print("GAIN", 31, &shaders);
    const char *glued = strstr(shaders.fragment, "gain1;");
    assert_non_null(glued);
    while (*glued != '\n')
        glued--;
    assert_int_equal(strncmp(glued, "\n    layout(offset = ", 21), 0);
}

static void test_what_is_computed_has_half_of_the_places(void **state)
{
    (void)state;
    static const int limits[] = {1, 2, 4, 31};
    int before = 0;
    for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        struct rmx_shaders shaders;
        struct declared d = print("folded", limits[i], &shaders);
        assert_true(d.value_locations <= limits[i] / 2);
        assert_true(i == 0 ? d.values == 0 : d.values > before);
        assert_int_equal(strstr(shaders.vertex, " = mat2(rmx_part") != NULL, d.values > 0);
        before = d.values;
    }
}

static void test_a_value_stands_in_its_place(void **state)
{
    (void)state;
    static const char *const there[] = {"mat2 rmx_once0 = mat2(rmx_columns0.xy, rmx_columns0.zw);",
                                        "rmx_once0 * "};
    struct rmx_shaders shaders;
    print("folded", 31, &shaders);
    for (size_t i = 0; i < sizeof(there) / sizeof(*there); i++)
        if (!strstr(shaders.fragment, there[i]))
            fail_msg("%s is not in\n%s", there[i], shaders.fragment);
    assert_non_null(strstr(shaders.vertex, "rmx_columns0 = vec4(rmx_once0[0], rmx_once0[1]);"));
}

// What is named behind a loop of reads alone is no input there: one number that is read from the
// block keeps the reads apart from what follows.
static void test_a_number_behind_a_loop_of_reads_stays(void **state)
{
    (void)state;
    static const struct {
        const char *law, *step, *rest, *flat;
    } laws[] = {
        {"what is named behind the reads alone is in the block", "sharpen", "float n1_amount;",
         "flat in float n1_radius;"},
        {"one is enough, the first", "late", "float n1_gain;", "flat in float n1_less;"},
        {"what is named within as well is flat", "early", NULL, "flat in float n1_gain;"},
        {"and what stands behind a loop that reads nothing", "counting", NULL,
         "flat in float n2_gain;"},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const struct rmx_plan *plan = planning_plan(
            planning,
            rmx_arena_printf(planning->arena,
                             "layers: [{picture: asset:coffee.jpg, chain: [%s]}]\n", laws[i].step));
        const char *glsl = plan->passes[plan->pass_count - 1].shaders.fragment;
        const char *rest = strstr(glsl, "uniform PassRest {\n    layout(offset = ");
        if (!strstr(glsl, laws[i].flat) || !rest != !laws[i].rest)
            fail_msg("%s:\n%s", laws[i].law, glsl);
        const char *named = rest ? strstr(rest, laws[i].rest) : NULL;
        if (rest && (!named || named > strchr(rest, '}') || strstr(named, "layout(offset") != NULL))
            fail_msg("%s:\n%s", laws[i].law, glsl);
    }
}

// A file that is a pass of its own keeps its names.
static void test_the_vertex_shaders_own_names_are_nobody_elses(void **state)
{
    (void)state;
    struct rmx_shaders shaders;
    print("GAIN", 31, &shaders);
    const char *main = strstr(shaders.vertex, "void main()");
    assert_non_null(strstr(main, "    corner = rmx_pass.corner;"));
    assert_non_null(strstr(main, "    part0 = rmx_pass.part0;"));
    for (const char *at = main; (at = strstr(at, "    vec2 ")); at++)
        assert_int_equal(strncmp(at, "    vec2 rmx_", 13), 0);
    print("folded", 31, &shaders);
    assert_non_null(strstr(shaders.vertex, "    float rmx_part0 = "));
}

// The pass in whose code `word` stands, with its numbers that stand still as constants of `kind`.
static const char *print_special(const char *text, const char *word, enum rmx_special_kind kind)
{
    struct rmx_plan *plan = planning_plan(planning, text);
    struct rmx_values *values = rmx_values_create(plan);
    unsigned char *block = rmx_arena_alloc(planning->arena, (size_t)plan->block_size + 1);
    const struct rmx_frame_inputs inputs = {.fps = 30, .width = 160, .height = 90};
    int p = 0;
    memset(block, 0, (size_t)plan->block_size);
    rmx_values_frame(values, &inputs, block);
    while (p < plan->pass_count - 1 && !strstr(plan->passes[p].shaders.fragment, word))
        p++;
    const char *vertex = rmx_special_print(planning->arena, plan, values, block)[p].vertices[kind];
    rmx_values_destroy(values);
    return vertex;
}

static const char special_scene[] =
    "knobs: {wide: {from: 0, to: 1, at: 0.5}}\n"
    "layers:\n"
    "  - picture: asset:coffee.jpg\n"
    "    chain:\n"
    "      - kaleidoscope: {sides: 7, angle: time, zoom: 1.1, center: [wide, -0.0]}\n"
    "      - rotate: {edge: mirror, angle: -0.1}\n";

static void test_what_stands_still_is_constant(void **state)
{
    (void)state;
    static const struct {
        const char *law, *line;
        bool all, counts, whole;
    } laws[] = {
        {"a count is constant where counts are", "_sides = 7.0;", true, true, false},
        {"any other number only where all are, with all its bits", "_zoom = 1.10000002;", true,
         false, false},
        {"one that follows time never is", "radians(rmx_pass.n2_angle)", true, true, true},
        {"nor one that a knob is part of", "_center = rmx_pass.", true, true, true},
        {"nor the size, which a frame may have another of", "rmx_view = rmx_pass.", true, true,
         true},
        {"a menu is, as an integer", "_edge = 1;", true, true, true},
        {"an angle as it is wrapped", "radians(-359.899994)", true, false, false},
        {"a level is", "rmx_level0 = rmx_pass.", false, false, false},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const bool wanted[] = {laws[i].all, laws[i].counts, laws[i].whole};
        for (enum rmx_special_kind kind = 0; kind < RMX_SPECIAL_KINDS; kind++) {
            const char *vertex = print_special(special_scene, "folded", kind);
            assert_non_null(vertex);
            if (!strstr(vertex, laws[i].line) == wanted[kind])
                fail_msg("%s: kind %d has\n%s", laws[i].law, kind, vertex);
        }
    }
}

static const struct {
    const char *law, *arrange;
    bool is_flat;
} ways[] = {
    {"fragments that are gathered", "in_place", true},
    {"those that have a geometry read the block", "{scatter: {amount: 0.5}}", false},
};

// Stages that compute have no vertices before them.
static void test_fragments_that_are_gathered_have_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        const struct rmx_plan *plan = planning_plan(
            planning, rmx_arena_printf(planning->arena,
                                       "sources: {a: {image: asset:coffee.jpg}}\nlayers:\n  - "
                                       "fragments: {from: a, cut: voronoi, arrange: %s}\n",
                                       ways[i].arrange));
        const struct rmx_pass *pass = plan->passes;
        while (!pass->fragments)
            pass++;
        const struct rmx_fragments_shaders *stages = &pass->fragments->shaders;
        const char *computed = ways[i].is_flat ? stages->inverse : stages->arrange;
        if ((pass->shaders.flat_numbers > 0) != ways[i].is_flat)
            fail_msg("%s:\n%s", ways[i].law, pass->shaders.fragment);
        if (computed && (strstr(computed, "flat in") || !strstr(computed, "uniform Pass {")))
            fail_msg("%s:\n%s", ways[i].law, computed);
    }
}

// A file that sums `term` and then weighs the sum.
static void put_loop(const char *name, const char *term, const char *weight)
{
    planning_put(planning, name,
                 rmx_arena_printf(planning->arena,
                                  "/*{\"ISFVSN\": \"2\", \"INPUTS\": ["
                                  "{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},"
                                  "{\"NAME\": \"gain\", \"TYPE\": \"float\"},"
                                  "{\"NAME\": \"less\", \"TYPE\": \"float\"}]}*/\n"
                                  "void main()\n{\n    vec4 sum = vec4(0.0);\n"
                                  "    for (int i = 0; i < 9; i++)\n        sum += %s;\n"
                                  "    gl_FragColor = sum * (%s);\n}\n",
                                  term, weight));
}

static int set_up(void **state)
{
    static struct planning one;
    (void)state;
    planning = &one;
    if (planning_begin(planning))
        return -1;
    planning_put(
        planning, "glue.fs",
        "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},"
        "{\"NAME\": \"corner\", \"TYPE\": \"float\"}, {\"NAME\": \"part0\", \"TYPE\": \"float\"},"
        "{\"NAME\": \"gain1\", \"TYPE\": \"float\"}, {\"NAME\": \"named\", \"TYPE\": "
        "\"bool\"}]}*/\n"
        "#define GAIN(n) gain##n\n"
        "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage) * (named ? GAIN(1) : corner * "
        "part0); "
        "}\n");
    put_loop("late.fs", "IMG_NORM_PIXEL(inputImage, vec2(float(i) / 9.0))", "gain - less");
    put_loop("early.fs", "IMG_NORM_PIXEL(inputImage, vec2(gain, less) / float(i + 1))",
             "gain * less");
    put_loop("counting.fs", "vec4(float(i))", "gain - less");
    planning_open(planning);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return planning_end(planning);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_number_has_one_place),
        cmocka_unit_test(test_what_is_named_most_comes_first),
        cmocka_unit_test(test_what_is_computed_has_half_of_the_places),
        cmocka_unit_test(test_a_value_stands_in_its_place),
        cmocka_unit_test(test_a_number_behind_a_loop_of_reads_stays),
        cmocka_unit_test(test_the_vertex_shaders_own_names_are_nobody_elses),
        cmocka_unit_test(test_a_bool_is_an_integer_between),
        cmocka_unit_test(test_a_glued_name_is_still_there),
        cmocka_unit_test(test_fragments_that_are_gathered_have_them),
        cmocka_unit_test(test_what_stands_still_is_constant),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
