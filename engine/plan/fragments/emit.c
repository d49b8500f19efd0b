// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/fragments/emit.h"

#include "plan/fragments/emit_parts.h"
#include "plan/fragments/layout.h"
#include "plan/opaque.h"

struct rmx_emit_fragments *rmx_emit_fragments_begin(struct rmx_printer *e)
{
    const struct rmx_pass *pass = e->pass;
    int k = rmx_fragments_number(e->plan, pass);
    if (k < 0)
        return NULL;
    struct rmx_emit_fragments *p = RMX_NEW(e->arena, struct rmx_emit_fragments, 1);
    p->e = e;
    p->k = k;
    p->root = rmx_emit_step_of(e, k);
    p->plan = p->root->fragments;
    p->cut_k = rmx_pass_number(pass, p->plan->cut);
    p->arrange_k = RMX_NEW(e->arena, int, p->plan->arrange_count);
    for (int a = 0; a < p->plan->arrange_count; a++)
        p->arrange_k[a] = rmx_pass_number(pass, p->plan->arranges[a]);
    p->cut = rmx_emit_fragments_cut(p);
    p->arranges = rmx_emit_fragments_arranges(p);
    return p;
}

// How far around its outline a fragment is drawn.
static const char *margin(const struct rmx_fragments_plan *plan)
{
    if (plan->is_decorated)
        return "1.5 / RMX_PIXELS + rmx_border_beyond() + (rmx_shadow_opacity > 0.0 ? "
               "max(abs(rmx_shadow_x), "
               "abs(rmx_shadow_y)) + rmx_shadow_blur : 0.0)";
    return plan->is_exact ? "0.004 / RMX_PIXELS" : "1.0 / RMX_PIXELS";
}

// The colours of a palette as an array: rmx_vary_inks, rmx_vary_inks2 ...
static const char *palette(struct rmx_arena *arena, const char *input, int count)
{
    const char *list = rmx_arena_printf(arena, "vec4[%d](%s", count, input);
    for (int n = 2; n <= count; n++)
        list = rmx_arena_printf(arena, "%s, %s%d", list, input, n);
    return rmx_arena_printf(arena, "%s)", list);
}

static const char *variation(const struct rmx_emit_fragments *p)
{
    const struct rmx_fragments_plan *plan = p->plan;
    if (!plan->is_varied)
        return "";
    if (!plan->ink_count)
        return "#define RMX_VARIED\n";
    int inks = plan->ink_count, papers = plan->paper_count;
    return rmx_arena_printf(p->e->arena,
                            "#define RMX_VARIED\n#define RMX_PRINTS %d\n"
                            "#define RMX_INK_COUNT %d\n#define RMX_INKS %s\n"
                            "#define RMX_PAPER_COUNT %d\n#define RMX_PAPERS %s\n",
                            inks > papers ? inks : papers, inks,
                            palette(p->e->arena, "rmx_vary_inks", inks), papers,
                            palette(p->e->arena, "rmx_vary_papers", papers));
}

// Whether a fragment can lie beside another than it was cut beside, with ground between the two.
static bool is_loose(const struct rmx_emit_fragments *p)
{
    const struct rmx_fragments_plan *plan = p->plan;
    bool changes = false, moves = false;
    for (int a = 0; a < plan->arrange_count; a++) {
        const struct rmx_fragment_keys *keys = &rmx_emit_fragments_arrange(p, a)->fragments;
        changes |= keys->permutes;
        moves |= !keys->permutes && !keys->is_identity;
    }
    bool is_uniform = rmx_emit_fragments_effect(p, plan->cut)->fragments.is_uniform;
    return !plan->is_exact && !plan->is_flat && !plan->components.sheets &&
           (moves || (changes && !is_uniform));
}

// The pass's own two shaders, where fragments are drawn as geometry.
static void emit_drawing(struct rmx_emit_fragments *p)
{
    const struct rmx_fragments_plan *plan = p->plan;
    const struct rmx_fragment_keys *cut = &rmx_emit_fragments_effect(p, plan->cut)->fragments;
    bool is_mesh = plan->way == RMX_FRAGMENTS_MESH;
    bool is_clipped = plan->way == RMX_FRAGMENTS_BOXES && cut->has_cell_at && !cut->is_uniform &&
                      !cut->has_outline;
    const char *defines = rmx_arena_printf(
        p->e->arena, "%s%s%s%s%s%s%s%s%s%s#define RMX_SKIN %s\n#define RMX_MARGIN (%s)\n",
        is_loose(p) ? "#define RMX_LOOSE\n" : "", plan->is_exact ? "#define RMX_EXACT\n" : "",
        plan->is_flat ? "#define RMX_AS_CUT\n" : "", is_mesh ? "#define RMX_MESH\n" : "",
        plan->is_decorated ? "#define RMX_DECORATED\n" : "",
        is_clipped ? "#define RMX_CLIPPED\n" : "",
        plan->is_decorated || is_clipped || plan->components.sheets ? "#define RMX_WHOLE\n" : "",
        plan->is_placed ? "#define RMX_PLACED_LAYER\n" : "",
        plan->is_placed && !plan->is_deep && !plan->components.sheets ? "#define RMX_FRAMED\n" : "",
        variation(p), plan->has_rim ? "0.0" : "0.0625", margin(plan));
    p->e->shaders.vertex = rmx_emit_fragments_stage(
        p, plan->is_varied ? "draw vary_vertex draw_vertex" : "draw draw_vertex", defines, 0,
        false);
    p->e->shaders.fragment = rmx_emit_fragments_stage(
        p, plan->is_varied ? "vary_fragment draw_fragment" : "draw_fragment", defines,
        is_clipped ? RMX_FRAGMENTS_CUT : 0, false);
}

void rmx_emit_fragments_image(struct rmx_emit_fragments *p)
{
    struct rmx_printer *e = p->e;
    rmx_emit_fragments_defines(p, &e->code);
    rmx_emit_fragments_library(p, "table");
    rmx_emit_fragments_libraries_of(p, p->cut_k);
    rmx_text_add(&e->code, "#line 1 0\n");
    rmx_text_add(&e->code, p->cut);
    rmx_emit_fragments_library(p, "gather");
    rmx_text_printf(&e->code,
                    "#line 1 0\nvec4 r%d_image(vec2 p)\n{\n    return %s(rmx_gather(p));\n}\n",
                    p->k, rmx_fragments_are_opaque(e->plan, p->root) ? "rmx_opaque" : "");
}

static void emit_cutting(struct rmx_emit_fragments *p, struct rmx_fragments_shaders *shaders)
{
    const struct rmx_fragments_plan *plan = p->plan;
    shaders->cut = rmx_emit_fragments_stage(p, "cut", "", RMX_FRAGMENTS_CUT, true);
    shaders->pack = rmx_emit_fragments_stage(p, "pack", "", RMX_FRAGMENTS_CUT, true);
    if (plan->components.sheets)
        shaders->mark = rmx_emit_fragments_stage(p, "components_mark", "", RMX_FRAGMENTS_CUT, true);
    if (rmx_emit_fragments_effect(p, plan->cut)->fragments.has_fills)
        shaders->fill = rmx_emit_fragments_stage(p, "components_mark", "#define RMX_FILLING\n",
                                                 RMX_FRAGMENTS_CUT, true);
    if (plan->is_measured)
        shaders->measure = rmx_emit_fragments_stage(p, "measure", "", 0, true);
}

// For each place, who has come to it.
static const char *emit_inverse(struct rmx_emit_fragments *p)
{
    bool permutes = !rmx_emit_fragments_arrange(p, 0)->fragments.is_identity;
    return rmx_emit_fragments_stage(p, "inverse",
                                    permutes
                                        ? "#define RMX_PERMUTES\n#define rmx_target rmx_target0\n"
                                          "#define rmx_ranked rmx_ranked0\n"
                                        : "",
                                    permutes ? RMX_FRAGMENTS_ARRANGES : 0, true);
}

void rmx_emit_fragments_end(struct rmx_emit_fragments *p, struct rmx_fragments_shaders *shaders)
{
    emit_cutting(p, shaders);
    rmx_emit_fragments_sorts(p, shaders);
    if (p->plan->way == RMX_FRAGMENTS_GATHER) {
        shaders->inverse = emit_inverse(p);
    } else {
        shaders->arrange = rmx_emit_fragments_stage(p, "arrange", "", RMX_FRAGMENTS_ARRANGES, true);
        emit_drawing(p);
    }
    rmx_text_clear(&p->e->code);
}
