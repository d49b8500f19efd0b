// SPDX-License-Identifier: GPL-3.0-or-later
// How a cut reads its image inputs: as pictures and masks.
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
    if (p->plan->islands.sheets)
        rmx_emit_library(p->e, rmx_pieces_library(p, "mask"));
}

void rmx_emit_island_defines(const struct rmx_emit_pieces *p, struct rmx_text *out)
{
    const struct rmx_islands_plan *islands = &p->plan->islands;
    if (!islands->sheets)
        return;
    rmx_text_printf(out, "#define RMX_ISLANDS\n#define RMX_SHEET ivec3(%d, %d, %d)\n",
                    islands->width, islands->height, islands->sheets);
    if (mask_of(p) >= 0)
        rmx_text_printf(out, "#define rmx_mask_tap r%d_tap_%s\n", p->cut_k,
                        cut_of(p)->effect->pieces.islands);
}
