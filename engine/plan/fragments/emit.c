// SPDX-License-Identifier: GPL-3.0-or-later
// The shaders of a layer of fragments: the stages in shaders/engine/fragments, with the layer's cut
// and its arranges put in.
#include "plan/emit_parts.h"
#include "plan/fragments/choose.h"

#include <string.h>

static const struct rmx_effect *effect_of(const struct rmx_emit_fragments *p, int step)
{
    return p->e->plan->steps[step].effect;
}

const struct rmx_effect *rmx_emit_fragments_arrange(const struct rmx_emit_fragments *p, int a)
{
    return effect_of(p, p->plan->arranges[a]);
}

static struct rmx_bytes since(const struct rmx_emit_fragments *p, int from)
{
    return (struct rmx_bytes){from, p->e->pass->block_size};
}

int rmx_emit_fragments_offset(const struct rmx_emit_fragments *p, int step, int input)
{
    for (int i = 0; i < p->e->pass->slot_count; i++) {
        const struct rmx_slot *slot = &p->e->pass->slots[i];
        if (slot->kind == RMX_SLOT_INPUT && slot->step == step && slot->index == input)
            return slot->offset;
    }
    return 0;
}

static bool uses_clock(const struct rmx_effect *effect)
{
    return effect->uses_time || effect->uses_timedelta || effect->uses_date || effect->uses_frame;
}

// The block, and which of its bytes each stage depends on.
static void lay_out(struct rmx_emit_fragments *p)
{
    struct rmx_emitter *e = p->e;
    struct rmx_fragments_plan *plan = p->plan;
    struct rmx_bytes clock = since(p, 0), view = {0, 16};
    rmx_text_add(&e->block, "    ivec4 rmx_grid;\n");
    rmx_emit_slot(e, (struct rmx_slot){.kind = RMX_SLOT_GRID}, 4);
    plan->grid_offset = e->pass->slots[e->pass->slot_count - 1].offset;
    struct rmx_bytes grid = {plan->grid_offset, plan->grid_offset + 16};
    int from = e->pass->block_size;
    rmx_emit_inputs(e, p->cut_k);
    struct rmx_bytes cut = since(p, from);
    from = e->pass->block_size;
    bool moves = false;
    for (int a = 0; a < plan->arrange_count; a++) {
        rmx_emit_inputs(e, p->arrange_k[a]);
        moves |= uses_clock(rmx_emit_fragments_arrange(p, a));
    }
    struct rmx_bytes arranges = since(p, from);
    rmx_emit_inputs(e, p->k);
    int root = e->pass->steps[p->k], seed = rmx_effect_input(p->root->effect, "seed");
    int seed_at = rmx_emit_fragments_offset(p, root, seed);
    int fade_at = rmx_emit_fragments_offset(p, root, rmx_effect_input(p->root->effect, "at"));
    int stagger = rmx_effect_input(p->root->effect, "stagger");
    int stagger_at = rmx_emit_fragments_offset(p, root, stagger);
    int faded = plan->arrange_count > 1 ? 4 : 0;
    if (plan->ring > 1) {
        rmx_text_add(&e->block, "    vec4 rmx_moments;\n");
        rmx_emit_slot(e, (struct rmx_slot){.kind = RMX_SLOT_MOMENTS}, 4);
        plan->moments_offset = e->pass->slots[e->pass->slot_count - 1].offset;
    }
    for (int i = 0; plan->is_deep && i < 4; i++) {
        rmx_text_printf(&e->block, "    vec4 rmx_camera%d;\n", i);
        rmx_emit_slot(e, (struct rmx_slot){.kind = RMX_SLOT_CAMERA, .index = i}, 4);
    }
    bool cut_moves = uses_clock(effect_of(p, plan->cut));
    memcpy(plan->cut_bytes,
           (struct rmx_bytes[5]){cut_moves ? clock : view, grid, cut, {seed_at, seed_at + 4}},
           sizeof(plan->cut_bytes));
    memcpy(plan->arrange_bytes,
           (struct rmx_bytes[5]){moves ? clock : view,
                                 arranges,
                                 {fade_at, fade_at + faded},
                                 {stagger_at, stagger_at + faded}},
           sizeof(plan->arrange_bytes));
}

static const char *take_code(struct rmx_emit_fragments *p)
{
    struct rmx_emitter *e = p->e;
    const char *code = rmx_arena_copy_n(e->arena, e->code.data, e->code.length);
    rmx_text_clear(&e->code);
    return code;
}

static void emit_body(struct rmx_emit_fragments *p, int k)
{
    struct rmx_emitter *e = p->e;
    const struct rmx_effect *effect = effect_of(p, e->pass->steps[k]);
    if (rmx_emit_template(e, effect)->counts_rounds)
        rmx_text_printf(&e->code, "int r%d_left;\n", k);
    rmx_text_printf(&e->code, "#line %d %d\n", effect->body_line,
                    rmx_emit_text_number(e, effect->source));
    rmx_emit_numbered(&e->code, rmx_emit_template(e, effect)->body, k);
    rmx_text_add(&e->code, "\n#line 1 0\n");
}

// What stands before a call: globals as they begin, and the rounds that its loops may take.
static void emit_assignments(struct rmx_emit_fragments *p, int k)
{
    const struct rmx_effect *effect = effect_of(p, p->e->pass->steps[k]);
    const struct rmx_template *template = rmx_emit_template(p->e, effect);
    rmx_emit_numbered(&p->e->code, template->assign, k);
    if (template->counts_rounds)
        rmx_text_printf(&p->e->code, "    r%d_left = %d;\n", k, RMX_MOST_ROUNDS);
}

// The engine's name for a function of the part's.
static void emit_call(struct rmx_emit_fragments *p, int k, const char *name, const char *call)
{
    rmx_text_printf(&p->e->code, "%s\n{\n", name);
    emit_assignments(p, k);
    rmx_text_printf(&p->e->code, "    return n%d_%s;\n}\n", k, call);
}

static void emit_cut(struct rmx_emit_fragments *p)
{
    struct rmx_text *code = &p->e->code;
    const struct rmx_effect *cut = effect_of(p, p->plan->cut);
    int k = p->cut_k;
    rmx_emit_cut_pictures(p);
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
    p->cut = take_code(p);
}

int rmx_emit_fragments_section(int a, int which)
{
    return 2 + 3 * a + which;
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
                    a, rmx_emit_fragments_section(a, 1), a);
    emit_body(p, k);
    rmx_text_printf(code, "#undef place_at\nFragment rmx_asked%d(Fragment f)\n{\n", a);
    const struct rmx_fragment_keys *asks = &rmx_emit_fragments_arrange(p, a)->fragments;
    if (asks->rank)
        rmx_text_printf(code, "    f.rank = int(rmx_list(%d, f.id));\n",
                        rmx_emit_fragments_section(a, 0));
    if (asks->match)
        rmx_text_printf(code, "    f.match = int(rmx_list(%d, f.id));\n",
                        rmx_emit_fragments_section(a, 2));
    rmx_text_printf(code, "    return f;\n}\nFragment rmx_arrange%d(Fragment f)\n{\n", a);
    emit_assignments(p, k);
    rmx_text_printf(code, "    return n%d_arrange(rmx_asked%d(f));\n}\n", k, a);
    if (asks->has_target)
        rmx_text_printf(code, "int rmx_target%d(Fragment f)\n{\n    return n%d_target(f);\n}\n", a,
                        k);
}

// From the first arrange to the last, as `at` says.
static void emit_arranges(struct rmx_emit_fragments *p)
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
    p->arranges = take_code(p);
}

const struct rmx_library *rmx_emit_fragments_library(const struct rmx_emit_fragments *p,
                                                     const char *name)
{
    const char *path = rmx_arena_printf(p->e->arena, "engine/fragments/%s.glsl", name);
    for (int i = 0; i < p->root->effect->library_count; i++)
        if (strcmp(p->root->effect->libraries[i]->path, path) == 0)
            return p->root->effect->libraries[i];
    return NULL;
}

// Which ring of frames a picture has.
static void define_rings(const struct rmx_fragments_plan *fragments, struct rmx_text *out)
{
    rmx_text_add(out, "#define RMX_MOMENTS\n");
    if (fragments->ring_count == fragments->picture_count) {
        rmx_text_add(out, "#define RMX_RING(source) (source)\n");
        return;
    }
    rmx_text_printf(out, "const int rmx_rings[%d] = int[](", fragments->picture_count);
    for (int i = 0; i < fragments->picture_count; i++)
        rmx_text_printf(out, "%s%d", i ? ", " : "", fragments->rings[i]);
    rmx_text_printf(out, ");\n#define RMX_RING(source) rmx_rings[clamp(source, 0, %d)]\n",
                    fragments->picture_count - 1);
}

// The block's own numbers by the names that the stages have for them.
static void define_numbers(struct rmx_emit_fragments *p, struct rmx_text *out)
{
    const struct rmx_effect *effect = p->root->effect;
    for (int i = 0; i < effect->input_count; i++)
        if (rmx_input_components(effect->inputs[i].type))
            rmx_text_printf(out, "#define rmx_%s n%d_%s\n", effect->inputs[i].name, p->k,
                            effect->inputs[i].name);
    if (p->plan->is_deep)
        rmx_text_add(out, "#define RMX_DEEP\n#define rmx_camera mat4(rmx_camera0, rmx_camera1, "
                          "rmx_camera2, rmx_camera3)\n");
    bool is_jittered = p->e->plan->params.jitter && !p->plan->downscale_log2;
    rmx_text_printf(out, "#define RMX_JITTER %s\n", is_jittered ? "rmx_jitter" : "vec2(0.0)");
    if (p->plan->ring > 1)
        define_rings(p->plan, out);
    rmx_emit_component_defines(p, out);
}

static void emit_libraries_of(struct rmx_emit_fragments *p, int k)
{
    const struct rmx_effect *effect = effect_of(p, p->e->pass->steps[k]);
    for (int i = 0; i < effect->library_count; i++)
        rmx_emit_library(p->e, effect->libraries[i]);
}

const char *rmx_emit_fragments_stage(struct rmx_emit_fragments *p, const char *names,
                                     const char *defines, int parts, bool is_compute)
{
    struct rmx_emitter *e = p->e;
    struct rmx_text out = {0};
    rmx_emit_head(e, is_compute ? "layout(local_size_x = 64) in;\n" : "", &out);
    define_numbers(p, &out);
    rmx_text_add(&out, defines);
    e->library_count = 0;
    rmx_text_clear(&e->code);
    rmx_emit_library(e, rmx_emit_fragments_library(p, "table"));
    if (p->plan->components.sheets)
        rmx_emit_library(e, rmx_emit_fragments_library(p, "islands"));
    if (parts & RMX_FRAGMENTS_CUT)
        emit_libraries_of(p, p->cut_k);
    for (int a = 0; (parts & RMX_FRAGMENTS_ARRANGES) && a < p->plan->arrange_count; a++)
        emit_libraries_of(p, p->arrange_k[a]);
    rmx_text_add(&out, rmx_text_string(&e->code));
    rmx_text_add(&out, "\n#line 1 0\n");
    if (parts & RMX_FRAGMENTS_CUT)
        rmx_text_add(&out, p->cut);
    if (parts & RMX_FRAGMENTS_ARRANGES)
        rmx_text_add(&out, p->arranges);
    rmx_text_clear(&e->code);
    char *list = rmx_arena_copy(e->arena, names), *rest = list;
    for (char *name; (name = strsep(&rest, " "));)
        rmx_emit_library(e, rmx_emit_fragments_library(p, name));
    rmx_text_add(&out, rmx_text_string(&e->code));
    rmx_text_add(&out, "void main()\n{\n    rmx_stage();\n}\n");
    char *glsl = rmx_arena_copy_n(e->arena, out.data, out.length);
    rmx_text_finish(&out);
    return glsl;
}

static bool needs_measure(const struct rmx_emit_fragments *p)
{
    for (int a = 0; a < p->plan->arrange_count; a++) {
        const struct rmx_effect *effect = rmx_emit_fragments_arrange(p, a);
        const struct rmx_fragment_keys *asks = &effect->fragments;
        if (asks->match || (asks->rank && strcmp(asks->rank, "random") != 0) ||
            rmx_fragments_says(effect, "mean") || rmx_fragments_says(effect, "detail"))
            return true;
    }
    return false;
}

static void emit_drawing(struct rmx_emit_fragments *p)
{
    struct rmx_fragments_plan *plan = p->plan;
    const struct rmx_effect *cut = effect_of(p, plan->cut);
    bool is_kept = plan->way == RMX_FRAGMENTS_BOXES && cut->fragments.has_cell_at &&
                   !cut->fragments.is_uniform && !cut->fragments.has_outline;
    bool rests = plan->arrange_count == 1 && rmx_fragments_rest(rmx_emit_fragments_arrange(p, 0)) &&
                 !plan->is_deep;
    plan->has_rim = plan->way == RMX_FRAGMENTS_MESH && !rests;
    plan->is_flat = plan->is_exact || (plan->way == RMX_FRAGMENTS_MESH && !plan->has_rim);
    const char *defines = rmx_arena_printf(
        p->e->arena, "%s%s%s%s%s%s#define RMX_SKIN %s\n#define RMX_MARGIN (%s)\n",
        plan->is_exact ? "#define RMX_EXACT\n" : "", plan->is_flat ? "#define RMX_AS_CUT\n" : "",
        plan->way == RMX_FRAGMENTS_MESH ? "#define RMX_MESH\n" : "",
        p->plan->is_decorated ? "#define RMX_FANCY\n" : "", is_kept ? "#define RMX_KEPT\n" : "",
        p->plan->is_decorated || is_kept || p->plan->components.sheets ? "#define RMX_WHOLE\n" : "",
        plan->has_rim ? "0.0" : "0.0625",
        p->plan->is_decorated
            ? "1.5 / rmx_view.y + (rmx_shadow_opacity > 0.0 ? max(abs(rmx_shadow_x), "
              "abs(rmx_shadow_y)) + rmx_shadow_blur : 0.0)"
        : plan->is_exact ? "0.004 / rmx_view.y"
                         : "1.0 / rmx_view.y");
    p->e->pass->vertex = rmx_emit_fragments_stage(p, "draw draw_vertex", defines, 0, false);
    p->e->pass->glsl = rmx_emit_fragments_stage(p, "draw_fragment", defines,
                                                is_kept ? RMX_FRAGMENTS_CUT : 0, false);
}

// The pictures stand behind the textures that are bound: layers of one array.
static void add_pictures(struct rmx_emit_fragments *p)
{
    struct rmx_pass *pass = p->e->pass;
    pass->layer_count = p->plan->picture_count;
    int first = p->root->effect->input_count - p->plan->picture_count;
    for (int i = 0; i < p->plan->picture_count; i++)
        *RMX_PUSH(p->e->arena, &pass->textures, &pass->texture_count) = (struct rmx_pass_texture){
            .reader = pass->steps[p->k], .step = p->root->inputs[first + i], .wants_mips = true};
}

static int number_in_pass(const struct rmx_pass *pass, int step)
{
    int k = 0;
    while (pass->steps[k] != step)
        k++;
    return k;
}

struct rmx_emit_fragments *rmx_emit_fragments_begin(struct rmx_emitter *e)
{
    const struct rmx_pass *pass = e->pass;
    int k = 0;
    while (k < pass->step_count && !e->plan->steps[pass->steps[k]].fragments)
        k++;
    if (k == pass->step_count)
        return NULL;
    struct rmx_emit_fragments *p = RMX_NEW(e->arena, struct rmx_emit_fragments, 1);
    p->e = e;
    p->k = k;
    p->root = &e->plan->steps[pass->steps[k]];
    p->plan = p->root->fragments;
    p->cut_k = number_in_pass(pass, p->plan->cut);
    p->arrange_k = RMX_NEW(e->arena, int, p->plan->arrange_count);
    for (int a = 0; a < p->plan->arrange_count; a++)
        p->arrange_k[a] = number_in_pass(pass, p->plan->arranges[a]);
    e->pass->fragments = p->plan;
    p->plan->list_count = rmx_emit_fragments_section(p->plan->arrange_count, 0);
    lay_out(p);
    emit_cut(p);
    emit_arranges(p);
    return p;
}

// Whether there is no hole in the pictures.
static bool are_opaque(const struct rmx_emit_fragments *p)
{
    const struct rmx_plan *plan = p->e->plan;
    int count = p->plan->picture_count, first = p->root->effect->input_count - count;
    for (int i = first; i < first + count; i++) {
        const struct rmx_step *fit = &plan->steps[p->root->inputs[i]];
        const struct rmx_step *file =
            fit->inputs && fit->inputs[0] >= 0 ? &plan->steps[fit->inputs[0]] : NULL;
        if (!fit->effect->is_ours || strcmp(fit->effect->name, "fit") != 0 || !file ||
            file->source < 0 || plan->params.sources[file->source].has_alpha)
            return false;
    }
    return true;
}

// The fragments as a function of the point, into the pass's code.
void rmx_emit_fragments_image(struct rmx_emit_fragments *p)
{
    struct rmx_emitter *e = p->e;
    define_numbers(p, &e->code);
    rmx_emit_library(e, rmx_emit_fragments_library(p, "table"));
    emit_libraries_of(p, p->cut_k);
    rmx_text_add(&e->code, "#line 1 0\n");
    rmx_text_add(&e->code, p->cut);
    rmx_emit_library(e, rmx_emit_fragments_library(p, "gather"));
    rmx_text_printf(&e->code,
                    "#line 1 0\nvec4 r%d_image(vec2 p)\n{\n    return %s(rmx_gather(p));\n}\n",
                    p->k, are_opaque(p) ? "rmx_opaque" : "");
}

void rmx_emit_fragments_end(struct rmx_emit_fragments *p)
{
    struct rmx_fragments_plan *plan = p->plan;
    bool permutes = !rmx_fragments_rest(rmx_emit_fragments_arrange(p, 0));
    plan->cut_sees = rmx_emit_cut_sees(p);
    plan->is_measured = needs_measure(p);
    plan->cut_glsl = rmx_emit_fragments_stage(p, "cut", "", RMX_FRAGMENTS_CUT, true);
    plan->pack = rmx_emit_fragments_stage(p, "pack", "", RMX_FRAGMENTS_CUT, true);
    if (plan->components.sheets)
        plan->components.mark =
            rmx_emit_fragments_stage(p, "islands_mark", "", RMX_FRAGMENTS_CUT, true);
    if (effect_of(p, plan->cut)->fragments.has_fills)
        plan->components.fill = rmx_emit_fragments_stage(p, "islands_mark", "#define RMX_FILLING\n",
                                                         RMX_FRAGMENTS_CUT, true);
    if (plan->is_measured)
        plan->measure = rmx_emit_fragments_stage(p, "measure", "", 0, true);
    rmx_emit_fragments_sorts(p);
    if (plan->way != RMX_FRAGMENTS_GATHER) {
        plan->arrange = rmx_emit_fragments_stage(p, "arrange", "", RMX_FRAGMENTS_ARRANGES, true);
        emit_drawing(p);
    } else {
        plan->inverse = rmx_emit_fragments_stage(
            p, "inverse",
            permutes ? "#define RMX_PERMUTES\n#define rmx_target rmx_target0\n"
                       "#define rmx_asked rmx_asked0\n"
                     : "",
            permutes ? RMX_FRAGMENTS_ARRANGES : 0, true);
    }
    rmx_text_clear(&p->e->code);
    add_pictures(p);
}
