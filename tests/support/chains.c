// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chains.h"

#include "base/hash.h"

#include <assert.h>
#include <glob.h>
#include <string.h>

struct dice {
    uint32_t number, throws;
};

static double between(struct dice *dice, double low, double high)
{
    return low + (high - low) * rmx_hash_unit(rmx_hash_mix(dice->number, dice->throws++));
}

static int below(struct dice *dice, int count)
{
    return (int)between(dice, 0.0, count);
}

static const char *const photographs[] = {"asset:chelsea-the-cat.jpg", "asset:coffee.jpg",
                                          "asset:rocket-at-dusk.jpg"};

static void add_whole_number(struct rmx_text *out, struct dice *dice, const struct rmx_input *input)
{
    int value = input->value_count ? input->values[below(dice, input->value_count)]
                                   : (int)between(dice, input->min[0], input->max[0] + 1.0);
    rmx_text_printf(out, "%d", value);
}

static void add_numbers(struct rmx_text *out, struct dice *dice, const struct rmx_input *input)
{
    int count = rmx_input_components(input->type);
    bool is_color = input->type == RMX_INPUT_COLOR;
    for (int c = 0; c < count; c++)
        rmx_text_printf(out, "%s%.7g",
                        c           ? ", "
                        : count > 1 ? "["
                                    : "",
                        is_color ? between(dice, 0.0, 1.0)
                                 : between(dice, input->min[c], input->max[c]));
    rmx_text_add(out, count > 1 ? "]" : "");
}

static bool is_pictured(const struct rmx_effect *effect, int i)
{
    const struct rmx_input *input = &effect->inputs[i];
    return input->type == RMX_INPUT_IMAGE && i != effect->main_image;
}

static void add_step(struct rmx_text *out, struct dice *dice, const struct rmx_effect *effect)
{
    const char *comma = "";
    rmx_text_printf(out, "%s: {", effect->name);
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        if (i == effect->main_image || rmx_input_is_sound(input->type))
            continue;
        rmx_text_printf(out, "%s%s: ", comma, i == effect->to_image ? "to" : input->name);
        comma = ", ";
        if (is_pictured(effect, i))
            rmx_text_add(out, photographs[below(dice, 3)]);
        else if (input->type == RMX_INPUT_BOOL || input->type == RMX_INPUT_EVENT)
            rmx_text_add(out, below(dice, 2) ? "true" : "false");
        else if (input->type == RMX_INPUT_LONG)
            add_whole_number(out, dice, input);
        else
            add_numbers(out, dice, input);
    }
    rmx_text_add(out, "}");
}

static bool is_step(const struct rmx_effect *effect)
{
    return effect && effect->is_ours && effect->role != RMX_ROLE_GENERATOR &&
           strcmp(effect->folder, "blend") != 0;
}

static const struct rmx_effect *any_step(struct rmx_arena *arena, struct rmx_catalog *catalog,
                                         struct dice *dice)
{
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    assert(count > 0);
    for (;;) {
        struct rmx_errors errors = {.arena = arena};
        const char *name = entries[below(dice, count)].name;
        const struct rmx_effect *effect = rmx_catalog_find(catalog, name, &errors, NULL);
        if (is_step(effect))
            return effect;
    }
}

char *chains_random(struct rmx_arena *arena, struct rmx_catalog *catalog, uint32_t number)
{
    struct dice dice = {.number = number};
    struct rmx_text text = {0};
    int count = 3 + below(&dice, 6);
    for (int i = 0; i < count; i++) {
        rmx_text_add(&text, i ? ", " : "");
        add_step(&text, &dice, any_step(arena, catalog, &dice));
    }
    char *chain = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return chain;
}

char *chains_step(struct rmx_arena *arena, const struct rmx_effect *effect,
                  void (*add)(struct rmx_text *text, const struct rmx_input *input))
{
    struct rmx_text text = {0};
    const char *comma = "";
    rmx_text_printf(&text, "%s: {", effect->name);
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        bool is_image = input->type == RMX_INPUT_IMAGE;
        if (i == effect->main_image || rmx_input_is_sound(input->type) || (!is_image && !add))
            continue;
        rmx_text_printf(&text, "%s%s: ", comma, i == effect->to_image ? "to" : input->name);
        comma = ", ";
        if (is_image)
            rmx_text_add(&text, "second");
        else
            add(&text, input);
    }
    rmx_text_add(&text, "}");
    char *step = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return step;
}

struct growing {
    struct rmx_arena *arena;
    const struct chains_taker *taker;
    int together, count; // steps
    const char *chain;   // NULL: not begun
};

static void hand_over(struct growing *growing)
{
    if (growing->chain)
        growing->taker->chain(growing->taker->data, growing->chain);
    growing->chain = NULL;
    growing->count = 0;
}

static void grow(struct growing *growing, const char *name, const char *inputs)
{
    growing->chain =
        rmx_arena_printf(growing->arena, "%s, {%s: {%s}}",
                         growing->chain ? growing->chain : "{scroll: {x: time / 2}}", name, inputs);
    if (++growing->count == growing->together)
        hand_over(growing);
}

int chains_of_catalog(struct rmx_arena *arena, struct rmx_catalog *catalog, int together,
                      const struct chains_taker *taker)
{
    int count;
    struct rmx_errors errors = {.arena = arena};
    struct growing growing = {.arena = arena, .taker = taker, .together = together};
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    for (int i = 0; i < count; i++) {
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        assert(effect);
        bool is_transition = effect->role == RMX_ROLE_TRANSITION;
        if (effect->role == RMX_ROLE_GENERATOR)
            taker->generator(taker->data, effect->name);
        else if (strcmp(effect->folder, "blend") != 0)
            grow(&growing, effect->name,
                 is_transition ? "to: \"asset:retina.jpg\", progress: 0.4" : "");
    }
    hand_over(&growing);
    return count;
}

int chains_of_files(struct rmx_arena *arena, const char *pattern, int together,
                    const struct chains_taker *taker)
{
    glob_t files;
    struct growing growing = {.arena = arena, .taker = taker, .together = together};
    if (glob(pattern, 0, NULL, &files) != 0)
        return 0;
    int count = (int)files.gl_pathc;
    for (int i = 0; i < count; i++)
        grow(&growing, files.gl_pathv[i], "");
    hand_over(&growing);
    globfree(&files);
    return count;
}
