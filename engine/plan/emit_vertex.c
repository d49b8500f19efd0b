// SPDX-License-Identifier: GPL-3.0-or-later
// The vertex shader that an effect brings along, over the same names as its fragment shader.
#include "plan/emit_parts.h"

// A quad over the whole target, which the shader may then move; a varying gives the point.
static const char init[] = "void isf_vertShaderInit()\n"
                           "{\n"
                           "    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);\n"
                           "    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);\n"
                           "    r0_coord = corner + rmx_view.zw / rmx_view.xy;\n"
                           "}\n"
                           "#define vv_vertShaderInit isf_vertShaderInit\n";

// The pass has this one step, whose number is 0.
char *rmx_emit_vertex(struct rmx_printer *e)
{
    const struct rmx_step *step = rmx_emit_step_of(e, 0);
    const struct rmx_effect *vertex = step->effect->vertex;
    const struct rmx_template *template = rmx_emit_template(e, vertex);
    rmx_text_clear(&e->code);
    e->library_count = 0;
    e->has_rounds = false;
    rmx_emit_head(e, "out vec2 rmx_point;\n#define varying out\n", &e->code);
    rmx_emit_loop_globals(e, 0, template, false);
    rmx_text_printf(&e->code, "const int r0_passindex = %d;\nvec2 r0_coord;\n%s%s", step->isf_pass,
                    init, e->vertex_taps);
    for (int i = 0; i < vertex->library_count; i++)
        rmx_emit_library(e, vertex->libraries[i]);
    rmx_text_printf(&e->code, "#line %d %d\n", vertex->body_line,
                    rmx_emit_text_number(e, vertex->source));
    rmx_emit_numbered(&e->code, template->body, 0);
    rmx_text_add(&e->code, "\n#line 1 0\nvoid main()\n{\n");
    if (template->counts_rounds)
        rmx_text_printf(&e->code, "    r0_left = %d;\n", rmx_emit_rounds(e));
    rmx_emit_numbered(&e->code, template->assign, 0);
    rmx_text_add(&e->code, "    n0_main();\n    rmx_point = r0_coord;\n}\n");
    return rmx_emit_take(e);
}
