// SPDX-License-Identifier: GPL-3.0-or-later
// How a cut and its arranges read their image inputs: as pictures, masks and targets.
#include "plan/emit_parts.h"
#include "plan/pieces.h"

static const struct rmx_step *cut_of(const struct rmx_emit_pieces *p)
{
    return &p->e->plan->steps[p->plan->cut];
}

static bool reads_images(const struct rmx_emit_pieces *p)
{
    const struct rmx_effect *cut = cut_of(p)->effect;
    for (int i = 0; i < cut->input_count; i++)
        if (cut->inputs[i].type == RMX_INPUT_IMAGE)
            return true;
    return false;
}

// The step of the mask that the scene gives; -1: none.
static int mask_of(const struct rmx_emit_pieces *p)
{
    int input = rmx_effect_input(cut_of(p)->effect, cut_of(p)->effect->pieces.islands);
    return cut_of(p)->inputs[input];
}

bool rmx_emit_cut_sees(const struct rmx_emit_pieces *p)
{
    return rmx_pieces_sees(cut_of(p)->effect) || (p->plan->islands.sheets && mask_of(p) < 0);
}

void rmx_emit_cut_pictures(struct rmx_emit_pieces *p)
{
    struct rmx_text *code = &p->e->code;
    if (reads_images(p)) {
        rmx_text_printf(code, "vec2 r%d_coord;\n", p->cut_k);
        rmx_emit_taps(p->e, p->cut_k);
    }
    if (!p->plan->islands.sheets)
        return;
    rmx_emit_library(p->e, rmx_pieces_library(p, "mask"));
    if (mask_of(p) >= 0)
        rmx_text_printf(code,
                        "#line 1 0\nvec4 rmx_mask_tap(vec2 p)\n{\n    return r%d_tap_%s(p);\n}\n",
                        p->cut_k, cut_of(p)->effect->pieces.islands);
}

void rmx_emit_island_defines(const struct rmx_emit_pieces *p, struct rmx_text *out)
{
    const struct rmx_islands_plan *islands = &p->plan->islands;
    if (islands->sheets)
        rmx_text_printf(out, "#define RMX_ISLANDS\n#define RMX_SHEET ivec3(%d, %d, %d)\n%s",
                        islands->width, islands->height, islands->sheets,
                        mask_of(p) >= 0 ? "#define RMX_MASKED\n" : "");
}

void rmx_emit_target_mean(struct rmx_emit_pieces *p, int a)
{
    const struct rmx_effect *effect = p->e->plan->steps[p->plan->arranges[a]].effect;
    rmx_text_printf(&p->e->code,
                    "vec3 rmx_target_mean%d(Fragment f)\n{\n    vec3 sum = vec3(0.0);\n"
                    "    for (int i = 0; i < 64; i++) {\n"
                    "        vec2 p = (vec2(float(i %% 8), float(i / 8)) + 0.5) / 8.0 - 0.5;\n"
                    "        vec4 c = r%d_tap_%s((f.home + p * f.size) / vec2(ASPECT, 1.0));\n"
                    "        sum += c.rgb * c.a;\n    }\n    return sum / 64.0;\n}\n",
                    a, p->arrange_k[a], effect->pieces.match);
}
