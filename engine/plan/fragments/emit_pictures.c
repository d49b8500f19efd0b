// SPDX-License-Identifier: GPL-3.0-or-later
// How a cut reads its image inputs: as pictures and masks.
#include "plan/emit_parts.h"
#include "plan/fragments/choose.h"

static const struct rmx_step *cut_of(const struct rmx_emit_fragments *p)
{
    return &p->e->plan->steps[p->plan->cut];
}

static bool reads_images(const struct rmx_emit_fragments *p)
{
    const struct rmx_effect *cut = cut_of(p)->effect;
    for (int i = 0; i < cut->input_count; i++)
        if (cut->inputs[i].type == RMX_INPUT_IMAGE)
            return true;
    return false;
}

// The step of the mask that the scene gives; -1: none.
static int mask_of(const struct rmx_emit_fragments *p)
{
    int input = rmx_effect_input(cut_of(p)->effect, cut_of(p)->effect->fragments.components);
    return cut_of(p)->inputs[input];
}

bool rmx_emit_cut_sees(const struct rmx_emit_fragments *p)
{
    return rmx_fragments_sees(cut_of(p)->effect) || (p->plan->components.sheets && mask_of(p) < 0);
}

void rmx_emit_cut_pictures(struct rmx_emit_fragments *p)
{
    struct rmx_text *code = &p->e->code;
    if (reads_images(p)) {
        rmx_text_printf(code, "vec2 r%d_coord;\n", p->cut_k);
        rmx_emit_taps(p->e, p->cut_k);
    }
    if (p->plan->components.sheets)
        rmx_emit_library(p->e, rmx_emit_fragments_library(p, "mask"));
}

void rmx_emit_component_defines(const struct rmx_emit_fragments *p, struct rmx_text *out)
{
    const struct rmx_components_plan *components = &p->plan->components;
    if (!components->sheets)
        return;
    rmx_text_printf(out, "#define RMX_ISLANDS\n#define RMX_SHEET ivec3(%d, %d, %d)\n",
                    components->width, components->height, components->sheets);
    if (mask_of(p) >= 0)
        rmx_text_printf(out, "#define rmx_mask_tap r%d_tap_%s\n", p->cut_k,
                        cut_of(p)->effect->fragments.components);
}
