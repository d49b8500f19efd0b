// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of a layer's cut and of its arranges, by the names that the stages call.
#include "plan/fragments/emit_parts.h"
#include "plan/fragments/row.h"

static void emit_body(struct rmx_emit_fragments *p, int k)
{
    struct rmx_printer *e = p->e;
    const struct rmx_effect *effect = rmx_emit_fragments_effect(p, e->pass->steps[k]);
    rmx_emit_loop_globals(e, k, rmx_emit_template(e, effect), false);
    rmx_text_printf(&e->code, "#line %d %d\n", effect->body_line,
                    rmx_emit_text_number(e, effect->source));
    rmx_emit_numbered(&e->code, rmx_emit_template(e, effect)->body, k);
    rmx_text_add(&e->code, "\n#line 1 0\n");
}

// What stands before a call: globals as they begin, and the rounds that its loops may take.
static void emit_assignments(struct rmx_emit_fragments *p, int k)
{
    const struct rmx_effect *effect = rmx_emit_fragments_effect(p, p->e->pass->steps[k]);
    const struct rmx_template *template = rmx_emit_template(p->e, effect);
    rmx_emit_numbered(&p->e->code, template->assign, k);
    if (template->counts_rounds)
        rmx_text_printf(&p->e->code, "    r%d_left = %d;\n", k, rmx_emit_rounds(p->e));
}

// The engine's name for a function of the part's.
static void emit_call(struct rmx_emit_fragments *p, int k, const char *name, const char *call)
{
    rmx_text_printf(&p->e->code, "%s\n{\n", name);
    emit_assignments(p, k);
    rmx_text_printf(&p->e->code, "    return n%d_%s;\n}\n", k, call);
}

// The cut's image inputs, and the mask's half of the engine.
static void emit_cut_pictures(struct rmx_emit_fragments *p)
{
    struct rmx_text *code = &p->e->code;
    if (rmx_emit_step_of(p->e, p->cut_k)->textures) {
        rmx_text_printf(code, "vec2 r%d_coord;\n", p->cut_k);
        rmx_emit_taps(p->e, p->cut_k);
    }
    if (p->plan->components.sheets)
        rmx_emit_fragments_library(p, "mask");
}

const char *rmx_emit_fragments_cut(struct rmx_emit_fragments *p)
{
    struct rmx_text *code = &p->e->code;
    const struct rmx_effect *cut = rmx_emit_fragments_effect(p, p->plan->cut);
    int k = p->cut_k;
    emit_cut_pictures(p);
    emit_body(p, k);
    emit_call(p, k, "Fragment rmx_cut(int id)", "cut(id)");
    if (cut->fragments.has_cell_at) {
        rmx_text_add(code, "int rmx_cell_at(vec2 p)\n{\n");
        emit_assignments(p, k);
        rmx_text_printf(code, "    return clamp(n%d_cell_at(p), 0, rmx_grid.z - 1);\n}\n", k);
    }
    if (cut->fragments.has_outline)
        emit_call(p, k, "#define RMX_OUTLINE\nint rmx_outline(int id, out vec2 v[16])",
                  "outline(id, v)");
    if (p->plan->components.sheets)
        emit_call(p, k, "float rmx_inside(vec2 p, int sheet)", "inside(p, sheet)");
    if (cut->fragments.has_fills)
        emit_call(p, k, "#define RMX_FILLS\nbool rmx_fills(float area)", "fills(area)");
    return rmx_emit_take(p->e);
}

static void emit_arrange(struct rmx_emit_fragments *p, int a)
{
    struct rmx_text *code = &p->e->code;
    int k = p->arrange_k[a];
    rmx_text_printf(code, "vec2 r%d_coord;\n", k);
    rmx_emit_taps(p->e, k);
    rmx_text_printf(code,
                    "int rmx_place%d(int n)\n{\n    return int(rmx_list(%d, clamp(n, 0, "
                    "max(int(rmx_live) - 1, 0))));\n}\n#define place_at rmx_place%d\n",
                    a, RMX_LIST_OF_ARRANGE(a, RMX_LIST_PLACES), a);
    emit_body(p, k);
    rmx_text_printf(code, "#undef place_at\nFragment rmx_ranked%d(Fragment f)\n{\n", a);
    const struct rmx_fragment_keys *keys = &rmx_emit_fragments_arrange(p, a)->fragments;
    if (keys->rank)
        rmx_text_printf(code, "    f.rank = int(rmx_list(%d, f.id));\n",
                        RMX_LIST_OF_ARRANGE(a, RMX_LIST_RANKS));
    if (keys->match)
        rmx_text_printf(code, "    f.match = int(rmx_list(%d, f.id));\n",
                        RMX_LIST_OF_ARRANGE(a, RMX_LIST_MATCHES));
    rmx_text_printf(code, "    return f;\n}\nFragment rmx_arrange%d(Fragment f)\n{\n", a);
    emit_assignments(p, k);
    rmx_text_printf(code, "    return n%d_arrange(rmx_ranked%d(f));\n}\n", k, a);
    if (keys->has_target)
        emit_call(p, k, rmx_arena_printf(p->e->arena, "int rmx_target%d(Fragment f)", a),
                  "target(f)");
}

// From the first arrange to the last, as `at` says.
const char *rmx_emit_fragments_arranges(struct rmx_emit_fragments *p)
{
    struct rmx_text *code = &p->e->code;
    int count = p->plan->arrange_count;
    for (int a = 0; a < count; a++)
        emit_arrange(p, a);
    rmx_text_printf(code,
                    "Fragment rmx_arranged(Fragment f)\n{\n    float at = n%d_at * %d.0;\n"
                    "    int first = clamp(int(floor(at)), 0, %d);\n    Fragment now = f;\n",
                    p->k, count - 1, count - 1);
    for (int a = 0; a < count; a++)
        rmx_text_printf(code, "    if (first == %d)\n        now = rmx_arrange%d(f);\n", a, a);
    for (int a = 1; a < count; a++)
        rmx_text_printf(code,
                        "    if (first == %d && at > %d.0)\n"
                        "        now = rmx_between(now, rmx_arrange%d(f), at - %d.0);\n",
                        a - 1, a - 1, a, a - 1);
    rmx_text_add(code, "    return now;\n}\n");
    return rmx_emit_take(p->e);
}
