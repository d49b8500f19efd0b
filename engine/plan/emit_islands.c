// SPDX-License-Identifier: GPL-3.0-or-later
// What the shaders of fragments know of the cut's pictures: its image inputs, and its islands.
#include "plan/emit_parts.h"

static const struct rmx_step *cut_of(const struct rmx_emit_pieces *p)
{
    return &p->e->plan->steps[p->plan->cut];
}

bool rmx_emit_cut_reads(const struct rmx_emit_pieces *p)
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

void rmx_emit_cut_pictures(struct rmx_emit_pieces *p)
{
    struct rmx_text *code = &p->e->code;
    if (rmx_emit_cut_reads(p)) {
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
