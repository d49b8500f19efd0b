// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/block.h"

int rmx_block_slot(struct rmx_block *block, struct rmx_slot slot, int components)
{
    struct rmx_pass *pass = block->pass;
    int size = components * 4; // std140: numbers of 1, 2 and 4 components stand at multiples of it
    slot.offset = (pass->block_size + size - 1) / size * size;
    pass->block_size = slot.offset + size;
    *RMX_PUSH(block->arena, &pass->slots, &pass->slot_count) = slot;
    return slot.offset;
}

void rmx_block_inputs(struct rmx_block *block, int k)
{
    int s = block->pass->steps[k];
    const struct rmx_effect *effect = block->plan->steps[s].effect;
    for (int i = 0; i < effect->input_count; i++) {
        int components = rmx_input_components(effect->inputs[i].type);
        if (components)
            rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_INPUT, .step = s, .index = i},
                           components);
    }
    for (int i = 0; i < effect->clock_count; i++)
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_CLOCK, .step = s, .index = i}, 1);
}

int rmx_block_input_offset(const struct rmx_pass *pass, int step, int input)
{
    for (int i = 0; i < pass->slot_count; i++) {
        const struct rmx_slot *slot = &pass->slots[i];
        if (slot->kind == RMX_SLOT_INPUT && slot->step == step && slot->index == input)
            return slot->offset;
    }
    return 0;
}

static int add_texture(struct rmx_block *block, struct rmx_pass_texture texture)
{
    struct rmx_pass *pass = block->pass;
    int number = pass->texture_count;
    int source = texture.step < 0 ? -1 : block->plan->steps[texture.step].source;
    texture.level_offset =
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_LEVEL, .index = number}, 1);
    if (texture.reader >= 0 && source >= 0 &&
        block->plan->scene->sources[source].kind == RMX_SOURCE_FOLDER)
        texture.picture_offset =
            rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_PICTURE, .index = source}, 1);
    *RMX_PUSH(block->arena, &pass->textures, &pass->texture_count) = texture;
    return number;
}

// Sources are read at a level for each place that reads them; a stored picture needs one sampler a
// pass.
static int texture_of(struct rmx_block *block, int reader, struct rmx_buffer_source from,
                      bool is_unmoved)
{
    const struct rmx_pass *pass = block->pass;
    bool is_stored = from.step < 0 || block->plan->steps[from.step].effect;
    if (is_stored)
        for (int i = 0; i < pass->texture_count; i++)
            if (pass->textures[i].step == from.step && pass->textures[i].past == from.past &&
                pass->textures[i].is_unmoved == is_unmoved)
                return i;
    return add_texture(block, (struct rmx_pass_texture){.step = from.step,
                                                        .past = from.past,
                                                        .is_unmoved = is_unmoved,
                                                        .reader = is_stored ? -1 : reader});
}

// The steps that a pass is made of draw within it; their pictures are no textures.
static bool is_fused(const struct rmx_pass *pass, struct rmx_buffer_source from)
{
    return from.step >= 0 && !from.past && rmx_pass_number(pass, from.step) >= 0;
}

void rmx_block_textures(struct rmx_block *block, int k)
{
    int s = block->pass->steps[k];
    struct rmx_step *step = &block->plan->steps[s];
    const struct rmx_effect *effect = step->effect;
    bool decides = step->is_fragment_stage;
    int *texture = step->textures = RMX_NEW(
        block->arena, int, effect->input_count + effect->buffer_count + effect->import_count);
    for (int i = 0; i < effect->input_count; i++) {
        struct rmx_buffer_source from = rmx_plan_input_picture(block->plan, step->inputs[i]);
        bool is_read = rmx_input_is_picture(effect->inputs[i].type) && !is_fused(block->pass, from);
        *texture++ =
            is_read ? texture_of(block, s, from, decides || rmx_step_decides(step, i)) : -1;
    }
    for (int i = 0; i < effect->buffer_count; i++) {
        struct rmx_buffer_source from = {.step = -1};
        *texture++ = texture_of(block, s, step->buffers ? step->buffers[i] : from, decides);
    }
    for (int i = 0; i < effect->import_count; i++)
        *texture++ =
            texture_of(block, s, (struct rmx_buffer_source){step->imports[i], false}, decides);
}
