// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/special.h"

#include "plan/emit.h"

#include <string.h>

static const struct rmx_input *input_of(const struct rmx_plan *plan, const struct rmx_slot *slot)
{
    return &plan->steps[slot->step].effect->inputs[slot->index];
}

static bool is_whole(const struct rmx_plan *plan, const struct rmx_slot *slot)
{
    if (slot->kind == RMX_SLOT_LEVEL)
        return true;
    enum rmx_input_type type = input_of(plan, slot)->type;
    return type == RMX_INPUT_LONG || type == RMX_INPUT_BOOL;
}

static bool is_count(const struct rmx_plan *plan, const struct rmx_slot *slot)
{
    return slot->kind == RMX_SLOT_INPUT && input_of(plan, slot)->quantity == RMX_QUANTITY_COUNT;
}

static bool belongs(const struct rmx_plan *plan, const struct rmx_slot *slot,
                    enum rmx_special_kind kind)
{
    switch (kind) {
    case RMX_SPECIAL_ALL: return true;
    case RMX_SPECIAL_COUNTS: return is_whole(plan, slot) || is_count(plan, slot);
    case RMX_SPECIAL_WHOLE: return is_whole(plan, slot);
    case RMX_SPECIAL_KINDS: break;
    }
    return false;
}

// How many numbers are constants of that kind.
static int choose(bool *slots, const struct rmx_plan *plan, const struct rmx_values *values, int p,
                  enum rmx_special_kind kind)
{
    const struct rmx_pass *pass = &plan->passes[p];
    int count = 0;
    for (int i = 0; i < pass->slot_count; i++) {
        slots[i] = rmx_values_is_still(values, p, i) && belongs(plan, &pass->slots[i], kind);
        count += slots[i];
    }
    return count;
}

static struct rmx_special_texts print_pass(struct rmx_printer *printer, struct rmx_arena *arena,
                                           const struct rmx_plan *plan,
                                           const struct rmx_values *values, int p,
                                           const unsigned char *block)
{
    const struct rmx_pass *pass = &plan->passes[p];
    struct rmx_special_texts texts = {0};
    if (!pass->shaders.flat_numbers)
        return texts;
    bool *slots = RMX_NEW(arena, bool, pass->slot_count);
    const struct rmx_known known = {slots, block + pass->block_offset};
    int before = 0;
    for (enum rmx_special_kind kind = 0; kind < RMX_SPECIAL_KINDS; kind++) {
        int count = choose(slots, plan, values, p, kind);
        if (count > 0 && count != before)
            texts.vertices[kind] = rmx_printer_known(printer, pass, &known);
        before = count;
        texts.numbers = kind == RMX_SPECIAL_ALL ? count : texts.numbers;
    }
    return texts;
}

struct rmx_special_texts *rmx_special_print(struct rmx_arena *arena, const struct rmx_plan *plan,
                                            const struct rmx_values *values,
                                            const unsigned char *block)
{
    struct rmx_special_texts *texts = RMX_NEW(arena, struct rmx_special_texts, plan->pass_count);
    struct rmx_printer *printer = rmx_printer_create(arena, plan, &rmx_dialect_desktop);
    for (int p = 0; p < plan->pass_count; p++)
        texts[p] = print_pass(printer, arena, plan, values, p, block);
    rmx_printer_finish(printer);
    return texts;
}
