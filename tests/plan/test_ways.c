// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of how fragments come onto the canvas: by what their cut and arrange reach, wherever it is
// written.
#include "support/planning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "/*{'COLUMNS': 4, 'ROWS': 3}*/\n"
#define CUT "Fragment cut(int id) { return fragment_new(id); }\n"
#define CELL(of) "int cell_at(vec2 p) { return int(" of "); }\n"
#define LOOKS "detail_at(p, vec2(0.1), 0)"
#define NONE "/*{'INPUTS': []}*/\n"

static const struct {
    const char *law, *cut, *arrange, *library;
    const char *found; // the way; whether the cut looks at pictures, means are measured for the
                       // arrange, and it goes by the clock
} laws[] = {
    {"a function of the point", HEAD CUT CELL("p.x"), NULL, "", "gather"},
    {"who looks at pictures does it once a fragment", HEAD CUT CELL(LOOKS), NULL, "",
     "boxes, sees"},
    {"who looks through an included file, too", HEAD "#include \"own.glsl\"\n" CUT CELL("much(p)"),
     NULL, "float much(vec2 p) { return " LOOKS "; }\n", "boxes, sees"},
    {"through a macro of an included file", HEAD "#include \"own.glsl\"\n" CUT CELL("MUCH(p)"),
     NULL, "#define MUCH(p) " LOOKS "\n", "boxes, sees"},
    {"through two of its functions", HEAD "#include \"own.glsl\"\n" CUT CELL("twice(p)"), NULL,
     "float much(vec2 p) { return picture_at(p, 0, 0.1).r; }\n"
     "float twice(vec2 p) { return 2.0 * much(p); }\n",
     "boxes, sees"},
    {"what nobody calls looks at nothing", HEAD "#include \"own.glsl\"\n" CUT CELL("p.x"), NULL,
     "float much(vec2 p) { return " LOOKS "; }\n", "gather"},
    {"nor does a word after a dot, or one of its own",
     HEAD "struct S { float detail_at; };\nfloat picture_at(float a) { return a; }\n" CUT
          "int cell_at(vec2 p) { S s = S(p.x); return int(picture_at(s.detail_at)); }\n",
     NULL, "", "gather"},
    {"an arrange that gives back what it is given is in place", HEAD CUT CELL("p.x"),
     NONE "Fragment arrange(Fragment g) { return g; }\n", "", "gather"},
    {"one that does more is not", HEAD CUT CELL("p.x"),
     NONE "Fragment arrange(Fragment g) { g.angle = 1.0; return g; }\n", "", "boxes"},
    {"means are measured for who reads them", HEAD CUT CELL("p.x"),
     NONE "Fragment arrange(Fragment g) { g.scale = g.mean.r; return g; }\n", "",
     "boxes, measured"},
    {"in an included file, too", HEAD CUT CELL("p.x"),
     NONE "#include \"own.glsl\"\nFragment arrange(Fragment g) { return sized(g); }\n",
     "Fragment sized(Fragment f) { f.scale = f.detail; return f; }\n", "boxes, measured"},
    {"not for an input of that name", HEAD CUT CELL("p.x"),
     "/*{'INPUTS': [{'NAME': 'detail', 'TYPE': 'float'}]}*/\n"
     "Fragment arrange(Fragment g) { g.angle = detail; return g; }\n",
     "", "boxes"},
    {"who reads the clock moves with it", HEAD CUT CELL("p.x"),
     NONE "#include \"own.glsl\"\nFragment arrange(Fragment g) { g.angle = now(); return g; }\n",
     "float now() { return TIME; }\n", "boxes, moves"},
    {"who only has it at hand does not", HEAD CUT CELL("p.x"),
     NONE "#include \"own.glsl\"\nFragment arrange(Fragment g) { g.angle = 1.0; return g; }\n",
     "float now() { return TIME; }\n", "boxes"},
};

// A file of the test's folder, with ' for ".
static void put(struct planning *planning, const char *name, const char *text)
{
    char *copy = rmx_arena_copy(planning->arena, text);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    planning_put(planning, name, copy);
}

static const struct rmx_fragments_plan *fragments_of(const struct rmx_plan *plan)
{
    for (int p = 0; p < plan->pass_count; p++)
        if (plan->passes[p].fragments)
            return plan->passes[p].fragments;
    fail_msg("no fragments");
    return NULL;
}

static void check(struct planning *planning, size_t i)
{
    const char *scene = "layers: [{name: sky, visible: no, generate: noise}, {fragments: {from: "
                        "sky, cut: own_cut, arrange: %s}}]\n";
    put(planning, "shaders/cut/own_cut.fs", laws[i].cut);
    put(planning, "shaders/own.glsl", laws[i].library);
    if (laws[i].arrange)
        put(planning, "shaders/arrange/own_arrange.fs", laws[i].arrange);
    planning_open(planning);
    const struct rmx_fragments_plan *found = fragments_of(
        planning_plan(planning, rmx_arena_printf(planning->arena, scene,
                                                 laws[i].arrange ? "own_arrange" : "in_place")));
    static const char *const ways[] = {[RMX_FRAGMENTS_BOXES] = "boxes",
                                       [RMX_FRAGMENTS_MESH] = "mesh",
                                       [RMX_FRAGMENTS_GATHER] = "gather"};
    bool moves = found->arrange_bytes[0].to > 16; // the clock stands behind the view
    const char *said = rmx_arena_printf(
        planning->arena, "%s%s%s%s", ways[found->way], found->cut_sees ? ", sees" : "",
        found->is_measured ? ", measured" : "", moves ? ", moves" : "");
    if (strcmp(said, laws[i].found) != 0)
        fail_msg("%s: '%s', not '%s'", laws[i].law, said, laws[i].found);
}

static void test_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct planning planning;
        assert_int_equal(planning_begin(&planning), 0);
        assert_int_equal(
            system(rmx_arena_printf(planning.arena, "mkdir -p %s/shaders/cut %s/shaders/arrange",
                                    planning.folder, planning.folder)),
            0);
        check(&planning, i);
        assert_int_equal(planning_end(&planning), 0);
    }
}

// What is looked at once is looked at closely: a mask, or the pictures themselves.
static void test_components(void **state)
{
    (void)state;
    static const char head[] =
        "layers:\n"
        "  - {name: moving, picture: asset:retina.jpg, visible: no, chain: [{scroll: {x: time}}]}\n"
        "  - fragments: ";
    static const struct {
        const char *fragments;
        int texels;
    } cases[] = {
        {"{from: asset:retina.jpg, cut: figure}", 4194304},
        {"{from: moving, cut: figure}", 1048576},
        {"{from: [asset:retina.jpg, moving], cut: figure}", 524288},
        {"{from: moving, cut: {figure: {mask: asset:retina.jpg}}}", 4194304},
        {"{from: asset:retina.jpg, cut: {figure: {mask: moving}}}", 1048576},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct planning planning;
        assert_int_equal(planning_begin(&planning), 0);
        planning_open(&planning);
        const struct rmx_plan *small = planning_plan(
            &planning, rmx_arena_printf(planning.arena, "%s%s\n", head, cases[i].fragments));
        struct rmx_plan_params params = small->params;
        params.width = 3200;
        params.height = 1600;
        const struct rmx_plan *large = rmx_plan_create(planning.arena, small->scene, &params);
        const struct rmx_components_plan *found = &fragments_of(large)->components;
        assert_in_range(found->width * found->height, cases[i].texels - 8192, cases[i].texels);
        assert_int_equal(planning_end(&planning), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways),
        cmocka_unit_test(test_components),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
