// SPDX-License-Identifier: GPL-3.0-or-later
// `vary:` of a fragments block: its lists of colours, and whether it varies anything.
#include "scene/scene_parts.h"

#include <ctype.h>
#include <string.h>

enum { MOST_COLORS = 64 };

static bool is_of_vary(const struct rmx_input *input)
{
    return strncmp(input->name, "vary_", 5) == 0;
}

bool rmx_input_is_palette(const struct rmx_input *input)
{
    return input->type == RMX_INPUT_COLOR && is_of_vary(input);
}

bool rmx_fragments_vary(const struct rmx_fragments *fragments)
{
    const struct rmx_effect_instance *self = &fragments->self;
    for (int i = 0; self->effect && i < self->effect->input_count; i++) {
        const struct rmx_input *input = &self->effect->inputs[i];
        const struct rmx_value *value = &self->values[i];
        if (is_of_vary(input) && input->has_identity &&
            (value->program[0] || value->constant[0] != input->identity[0]))
            return true;
    }
    return fragments->ink_count || fragments->paper_count;
}

// [0.9, 0.1, 0] is one colour.
static bool is_one_color(const struct rmx_node *node)
{
    if (node->kind != RMX_NODE_LIST)
        return true;
    const struct rmx_node *first = node->count ? node->items[0] : NULL;
    return first && first->kind == RMX_NODE_SCALAR &&
           (isdigit((unsigned char)*first->text) || strchr(".-", *first->text)) && *first->text;
}

// The instance with one input more, the n-th colour of a palette, from 2 on.
static int add_input(struct rmx_arena *arena, const struct rmx_input *like, int n,
                     struct rmx_effect_instance *self)
{
    const struct rmx_effect *old = self->effect;
    size_t count = (size_t)old->input_count;
    struct rmx_effect *effect = RMX_NEW(arena, struct rmx_effect, 1);
    *effect = *old;
    effect->input_count = old->input_count + 1;
    effect->inputs = RMX_NEW(arena, struct rmx_input, effect->input_count);
    effect->taps = RMX_NEW(arena, struct rmx_taps, effect->input_count);
    memcpy(effect->inputs, old->inputs, sizeof(*effect->inputs) * count);
    memcpy(effect->taps, old->taps, sizeof(*effect->taps) * count);
    effect->inputs[count] = *like;
    effect->inputs[count].name = rmx_arena_printf(arena, "%s%d", like->name, n);
    struct rmx_effect_instance larger = rmx_default_instance(arena, effect);
    memcpy(larger.values, self->values, sizeof(*larger.values) * count);
    self->effect = effect;
    self->values = larger.values;
    self->pictures = larger.pictures;
    return (int)count;
}

// The n-th colour of a palette, from 0 on.
static void read_color(struct rmx_checker *checker, const struct rmx_node *node, const char *name,
                       int index, int n, struct rmx_fragments *fragments)
{
    struct rmx_effect_instance *self = &fragments->self;
    struct rmx_input input = self->effect->inputs[index];
    int at = n ? add_input(checker->arena, &input, n + 1, self) : index;
    struct rmx_value value = {0};
    input.name = name;
    if (rmx_check_input(checker, node, self->effect, &input, &value))
        self->values[at] = value;
}

void rmx_check_palette(struct rmx_checker *checker, const struct rmx_node *node, const char *name,
                       int index, struct rmx_fragments *fragments)
{
    bool is_one = is_one_color(node);
    int count = is_one ? 1 : node->count;
    if (!is_one && !count && !node->broken) {
        rmx_errors_add(checker->errors, node->span, "empty-palette", "`%s:` names no colour", name)
            ->hint = rmx_arena_printf(checker->arena, "write `%s: [crimson, navy]`", name);
        return;
    }
    if (count > MOST_COLORS) {
        rmx_errors_add(checker->errors, node->items[MOST_COLORS]->span, "too-many-colors",
                       "%d colours: `%s:` has at most %d", count, name, MOST_COLORS);
        return;
    }
    for (int n = 0; n < count; n++)
        read_color(checker, is_one ? node : node->items[n], name, index, n, fragments);
    *(strcmp(name, "inks") == 0 ? &fragments->ink_count : &fragments->paper_count) = count;
}
