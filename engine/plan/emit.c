// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/emit.h"

#include "plan/emit_parts.h"
#include "plan/fragments/emit.h"

// Each step's picture as a function of the point.
static void emit_image(struct rmx_printer *e, int k, const struct rmx_template *template)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    rmx_text_printf(&e->code, "\n#line 1 0\nvec4 r%d_image(vec2 p)\n{\n    r%d_coord = p;\n", k, k);
    if (template->uses_fragcoord)
        rmx_text_printf(&e->code, "    r%d_fragcoord = vec4(%s, gl_FragCoord.zw);\n", k,
                        step->effect->vertex ? "gl_FragCoord.xy + rmx_view.zw" : "p * rmx_view.xy");
    rmx_emit_begin_loops(e, k, template);
    rmx_emit_numbered(&e->code, template->assign, k);
    rmx_text_printf(&e->code, "    r%d_color = vec4(0.0);\n    n%d_main();\n", k, k);
    rmx_emit_note_loops(e, k, template);
    if (step->instance && step->instance->ignore_alpha)
        rmx_text_printf(&e->code, "    r%d_color.a = 1.0;\n", k);
    rmx_emit_return(e, k);
}

static void emit_globals(struct rmx_printer *e, int k, const struct rmx_template *template)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    rmx_text_printf(&e->code, "#line 1 0\n// %s\nvec2 r%d_coord;\nvec4 r%d_color;\n",
                    step->effect->name, k, k);
    if (template->uses_fragcoord)
        rmx_text_printf(&e->code, "vec4 r%d_fragcoord;\n", k);
    rmx_emit_loop_globals(e, k, template, true);
    if (template->uses_passindex)
        rmx_text_printf(&e->code, "const int r%d_passindex = %d;\n", k, step->isf_pass);
}

static void emit_step(struct rmx_printer *e, int k)
{
    const struct rmx_effect *effect = rmx_emit_step_of(e, k)->effect;
    const struct rmx_template *template = rmx_emit_template(e, effect);
    for (int i = 0; i < effect->library_count; i++)
        rmx_emit_library(e, effect->libraries[i]);
    emit_globals(e, k, template);
    size_t taps = e->code.length;
    rmx_emit_taps(e, k);
    if (effect->vertex)
        e->vertex_taps = rmx_arena_copy_n(e->arena, e->code.data + taps, e->code.length - taps);
    rmx_text_printf(&e->code, "#line %d %d\n", effect->body_line,
                    rmx_emit_text_number(e, effect->source));
    rmx_emit_numbered(&e->code, template->body, k);
    emit_image(e, k, template);
}

// Each two by two pixels move by 1/16 and 1/8, up and down, in an order that is hashed.
static const char step_of_pixels[] =
    "vec3 rmx_step(vec3 c)\n"
    "{\n"
    "    uvec2 at = uvec2(gl_FragCoord.xy);\n"
    "    uint h = (at.x / 2u) * 747796405u + (at.y / 2u) * 2891336453u + 277803737u;\n"
    "    h = ((h >> ((h >> 28u) + 4u)) ^ h) * 277803737u;\n"
    "    uint k = (at.x & 1u) + (at.y & 1u) * 2u + (h >> 30u);\n"
    "    vec3 way = mix(vec3((k & 1u) == 0u ? 1.0 : -1.0), vec3(1.0), lessThan(c, vec3(0.125)));\n"
    "    return mix(way, vec3(-1.0), greaterThan(c, vec3(0.875))) *\n"
    "           ((k & 2u) == 0u ? 0.0625 : 0.125);\n"
    "}\n";
// Readers of what is stored may average it, where ups and downs would be none: all goes up by the
// mean step but what is too bright for that, or really all.
static const char step_of_stored[] =
    "vec3 rmx_step(vec3 c)\n"
    "{\n"
    "    bvec3 down = greaterThan(c, vec3(rmx_moved_tap > 0 ? 0.875 : 2.0));\n"
    "    return mix(vec3(0.09375), vec3(-0.09375), down);\n"
    "}\n";

static void emit_move(const struct rmx_printer *e, struct rmx_text *out)
{
    bool is_result =
        !e->plan->params.is_within && e->pass == &e->plan->passes[e->plan->pass_count - 1];
    if (!e->plan->params.ledger)
        return;
    rmx_text_add(out, is_result ? step_of_pixels : step_of_stored);
    rmx_text_add(out, "vec4 rmx_move(int tap, vec4 c)\n"
                      "{\n"
                      "    return abs(rmx_moved_tap) == tap ? c + vec4(rmx_step(c.rgb), 0.0) : c;\n"
                      "}\n");
}

// The fragment shader: what stands above all code, the code, and main.
static char *joined(struct rmx_printer *e)
{
    struct rmx_text out = {0};
    bool has_point = e->plan->steps[e->pass->root].effect->vertex;
    const char *point = "in vec2 rmx_point;\n#define varying in\n"; // a vertex shader's own
    rmx_emit_head(e, rmx_arena_printf(e->arena, "%s%s", e->dialect->result, has_point ? point : ""),
                  &out);
    emit_move(e, &out);
    if (e->shaders.notes_loops)
        e->dialect->loops(&out, RMX_LOOPS_BINDING);
    rmx_text_add(&out, rmx_text_string(&e->code));
    rmx_text_printf(&out, "void main()\n{\n    rmx_result = r%d_image(%s);\n}\n",
                    e->pass->step_count - 1, has_point ? "rmx_point" : e->dialect->point);
    char *glsl = rmx_arena_copy_n(e->arena, out.data, out.length);
    rmx_text_finish(&out);
    return glsl;
}

static bool is_of_fragments(const struct rmx_printer *e, int k)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    return step->is_fragment_stage || step->fragments;
}

// Which steps are drawn at the pixel's own point only: the last one, and what is read there by
// such.
static void find_in_place(struct rmx_printer *e)
{
    const struct rmx_pass *pass = e->pass;
    e->in_place = RMX_NEW(e->arena, bool, pass->step_count);
    for (int k = 0; k < pass->step_count; k++)
        e->in_place[k] = !pass->sized && !e->plan->steps[pass->root].effect->vertex;
    for (int k = pass->step_count - 1; k >= 0; k--) {
        const struct rmx_step *step = rmx_emit_step_of(e, k);
        for (int i = 0; i < step->effect->input_count; i++) {
            int of = step->inputs[i] < 0 ? -1 : rmx_pass_number(pass, step->inputs[i]);
            if (of >= 0 && rmx_input_is_picture(step->effect->inputs[i].type))
                e->in_place[of] &= e->in_place[k] && step->effect->taps[i].only_here;
        }
    }
}

static void begin_pass(struct rmx_printer *e, const struct rmx_pass *pass)
{
    e->pass = pass;
    e->shaders = (struct rmx_shaders){0};
    e->library_count = 0;
    e->has_rounds = false;
    e->weighs = false;
    e->averages = false;
    e->flat = NULL;
    rmx_text_clear(&e->code);
    // Text 0: the engine's own lines.
    *RMX_PUSH(e->arena, &e->shaders.texts, &e->shaders.text_count) = NULL;
    find_in_place(e);
}

struct rmx_printer *rmx_printer_create(struct rmx_arena *arena, const struct rmx_plan *plan,
                                       const struct rmx_dialect *dialect)
{
    struct rmx_printer *printer = RMX_NEW(arena, struct rmx_printer, 1);
    *printer = (struct rmx_printer){.arena = arena, .plan = plan, .dialect = dialect};
    return printer;
}

void rmx_printer_finish(struct rmx_printer *printer)
{
    rmx_text_finish(&printer->code);
}

struct rmx_shaders rmx_printer_pass(struct rmx_printer *e, const struct rmx_pass *pass,
                                    struct rmx_fragments_shaders *shaders)
{
    begin_pass(e, pass);
    struct rmx_emit_fragments *fragments = rmx_emit_fragments_begin(e);
    for (int k = 0; k < pass->step_count; k++) {
        if (rmx_emit_step_of(e, k)->fragments)
            rmx_emit_fragments_image(fragments);
        if (!is_of_fragments(e, k))
            emit_step(e, k);
    }
    rmx_emit_flat_choose(e);
    e->shaders.fragment = joined(e);
    if (e->flat)
        e->shaders.vertex = rmx_emit_flat_vertex(e);
    e->flat = NULL; // stages that compute read the block
    if (fragments && shaders)
        rmx_emit_fragments_end(fragments, shaders);
    e->shaders.has_strip = e->plan->steps[pass->root].effect->vertex;
    if (e->shaders.has_strip)
        e->shaders.vertex = rmx_emit_vertex(e);
    return e->shaders;
}

const char *rmx_printer_unmoved(struct rmx_printer *e, const struct rmx_pass *pass)
{
    e->keeps_all = true;
    struct rmx_shaders shaders = rmx_printer_pass(e, pass, NULL);
    e->keeps_all = false;
    return shaders.fragment;
}
