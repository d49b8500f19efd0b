// SPDX-License-Identifier: GPL-3.0-or-later
// One stage as a shader: the engine's files, their defines, the parts that they call.
#include "plan/fragments/emit_parts.h"
#include "plan/opaque.h"

#include <string.h>

const struct rmx_effect *rmx_emit_fragments_effect(const struct rmx_emit_fragments *p, int step)
{
    return p->e->plan->steps[step].effect;
}

const struct rmx_effect *rmx_emit_fragments_arrange(const struct rmx_emit_fragments *p, int a)
{
    return rmx_emit_fragments_effect(p, p->plan->arranges[a]);
}

void rmx_emit_fragments_library(struct rmx_emit_fragments *p, const char *name)
{
    const char *path = rmx_arena_printf(p->e->arena, "engine/fragments/%s.glsl", name);
    for (int i = 0; i < p->root->effect->library_count; i++)
        if (strcmp(p->root->effect->libraries[i]->path, path) == 0)
            rmx_emit_library(p->e, p->root->effect->libraries[i]);
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

// Where the components of masks are looked for, and how the scene's own mask is read.
static void define_components(const struct rmx_emit_fragments *p, struct rmx_text *out)
{
    const struct rmx_components_plan *components = &p->plan->components;
    if (!components->sheets)
        return;
    const struct rmx_step *cut = rmx_emit_step_of(p->e, p->cut_k);
    const char *mask = cut->effect->fragments.components;
    rmx_text_printf(out, "#define RMX_COMPONENTS\n#define RMX_SHEET ivec3(%d, %d, %d)\n",
                    components->width, components->height, components->sheets);
    if (cut->inputs[rmx_effect_input(cut->effect, mask)] >= 0)
        rmx_text_printf(out, "#define rmx_mask_tap r%d_tap_%s\n", p->cut_k, mask);
}

// The block's own numbers by the names that the stages have for them.
void rmx_emit_fragments_defines(struct rmx_emit_fragments *p, struct rmx_text *out)
{
    const struct rmx_effect *effect = p->root->effect;
    for (int i = 0; i < effect->input_count; i++)
        if (rmx_input_components(effect->inputs[i].type))
            rmx_text_printf(out, "#define rmx_%s n%d_%s\n", effect->inputs[i].name, p->k,
                            effect->inputs[i].name);
    if (!rmx_fragments_are_opaque(p->e->plan, p->root))
        rmx_text_add(out, "#define RMX_SEE_THROUGH\n");
    if (p->plan->is_deep)
        rmx_text_add(out, "#define RMX_DEEP\n#define rmx_camera mat4(rmx_camera0, rmx_camera1, "
                          "rmx_camera2, rmx_camera3)\n");
    bool is_jittered = p->e->plan->params.jitter && !p->plan->downscale_log2;
    rmx_text_printf(out, "#define RMX_JITTER %s\n", is_jittered ? "rmx_jitter" : "vec2(0.0)");
    if (p->plan->ring > 1)
        define_rings(p->plan, out);
    define_components(p, out);
}

void rmx_emit_fragments_libraries_of(struct rmx_emit_fragments *p, int k)
{
    const struct rmx_effect *effect = rmx_emit_fragments_effect(p, p->e->pass->steps[k]);
    for (int i = 0; i < effect->library_count; i++)
        rmx_emit_library(p->e, effect->libraries[i]);
}

const char *rmx_emit_fragments_stage(struct rmx_emit_fragments *p, const char *names,
                                     const char *defines, int parts, bool is_compute)
{
    struct rmx_printer *e = p->e;
    struct rmx_text out = {0};
    rmx_emit_head(e, is_compute ? "layout(local_size_x = 64) in;\n" : "", &out);
    rmx_emit_fragments_defines(p, &out);
    rmx_text_add(&out, defines);
    e->library_count = 0;
    e->has_rounds = false;
    rmx_text_clear(&e->code);
    rmx_emit_fragments_library(p, "table");
    if (p->plan->components.sheets)
        rmx_emit_fragments_library(p, "components");
    if (parts & RMX_FRAGMENTS_CUT)
        rmx_emit_fragments_libraries_of(p, p->cut_k);
    for (int a = 0; (parts & RMX_FRAGMENTS_ARRANGES) && a < p->plan->arrange_count; a++)
        rmx_emit_fragments_libraries_of(p, p->arrange_k[a]);
    rmx_text_add(&out, rmx_text_string(&e->code));
    rmx_text_add(&out, "\n#line 1 0\n");
    if (parts & RMX_FRAGMENTS_CUT)
        rmx_text_add(&out, p->cut);
    if (parts & RMX_FRAGMENTS_ARRANGES)
        rmx_text_add(&out, p->arranges);
    rmx_text_clear(&e->code);
    char *list = rmx_arena_copy(e->arena, names), *rest = list;
    for (char *name; (name = strsep(&rest, " "));)
        rmx_emit_fragments_library(p, name);
    rmx_text_add(&out, rmx_text_string(&e->code));
    rmx_text_add(&out, "void main()\n{\n    rmx_stage();\n}\n");
    char *glsl = rmx_arena_copy_n(e->arena, out.data, out.length);
    rmx_text_finish(&out);
    return glsl;
}
