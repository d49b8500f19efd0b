// SPDX-License-Identifier: GPL-3.0-or-later
// Any file is answered or becomes an effect whose parts can be used as the planner uses them, its
// template among them.
#include "glsl/open.h"
#include "isf/effect.h"
#include "isf/inline.h"
#include "plan/template.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// As a macro it can say which.
#define require(holds) ((holds) ? (void)0 : (fprintf(stderr, "not so: %s\n", #holds), abort()))

// The file may include itself once more as a library, and calls what GLSL leaves open.
static const struct rmx_library *find(void *data, const char *path)
{
    static const struct rmx_source_text text = {.name = "open.glsl", .text = "", .length = 0};
    static const struct rmx_library open = {.path = RMX_OPEN_LIBRARY, .source = &text};
    if (strcmp(path, RMX_OPEN_LIBRARY) == 0)
        return &open;
    return strcmp(path, "self") == 0 ? data : NULL;
}

static void use_input(const struct rmx_effect *effect, int i)
{
    const struct rmx_input *input = &effect->inputs[i];
    require(rmx_is_identifier(input->name));
    require(rmx_effect_input(effect, input->name) == i);
    for (int k = 0; k < rmx_input_components(input->type); k++) {
        require(input->min[k] <= input->default_value[k] &&
                input->default_value[k] <= input->max[k]);
        require(input->min[k] - input->min[k] == 0.0 && input->max[k] - input->max[k] == 0.0);
    }
    for (int k = 0; k < input->value_count; k++)
        require(input->labels[k] != NULL);
    require(effect->taps[i].count >= 0 && effect->taps[i].count <= 1000);
    require(input->type == RMX_INPUT_IMAGE || effect->taps[i].count == 0);
}

// A header's program reads the inputs, WIDTH and HEIGHT, and nothing else.
static void evaluate(const struct rmx_effect *effect, const struct rmx_program *program)
{
    double signals[RMX_MOST_INPUTS + 2] = {0};
    if (!program)
        return;
    for (int i = 0; i < effect->input_count; i++)
        require(rmx_input_components(effect->inputs[i].type) > 0 || !rmx_program_reads(program, i));
    for (int i = effect->input_count + 2; i < RMX_MOST_INPUTS + 2; i++)
        require(!rmx_program_reads(program, i));
    rmx_program_value(program, signals, NULL);
}

static void evaluate_header(const struct rmx_effect *effect)
{
    evaluate(effect, effect->magnify);
    evaluate(effect, effect->reach);
    for (int p = 0; p < effect->pass_count; p++) {
        evaluate(effect, effect->passes[p].width);
        evaluate(effect, effect->passes[p].height);
    }
}

static void exercise(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    evaluate_header(effect);
    for (int i = 0; i < effect->input_count; i++)
        use_input(effect, i);
    for (int i = 0; i < effect->global_count; i++)
        require(rmx_is_identifier(effect->globals[i]));
    for (int i = 0; i < effect->init_count; i++) {
        const struct rmx_global_init *init = &effect->inits[i];
        require(init->declaration_first < init->first_token);
        require(init->first_token <= init->last_token);
        require(init->last_token < init->declaration_last);
        require(init->declaration_last < effect->tokens.count);
    }
    for (int i = 0; i < effect->guard_count; i++) {
        const struct rmx_guard *guard = &effect->guards[i];
        require(guard->first_token <= guard->end_token);
        require(guard->end_token < effect->tokens.count);
        require(!i || guard[-1].end_token < guard->first_token);
    }
    require(rmx_template_create(arena, effect)->body != NULL);
    require(effect->main_image < effect->input_count);
    require(strlen(rmx_effect_inline(arena, effect)) <= 4 * effect->source->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_source_text source = {
        .name = "fuzz.fs",
        .text = rmx_arena_copy_n(arena, (const char *)data, size),
        .length = size,
    };
    struct rmx_library library = {.path = "self", .source = &source};
    struct rmx_include_finder finder = {.find = find, .data = &library};
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect =
        rmx_effect_read(arena, &source, "fuzz", "", false, NULL, &finder, &errors);
    require((effect == NULL) == (errors.error_count > 0));
    if (effect)
        exercise(arena, effect);
    struct rmx_text out = {0};
    for (int i = 0; i < errors.count; i++)
        rmx_error_format(&out, &errors.items[i]);
    rmx_text_finish(&out);
    rmx_arena_destroy(arena);
    return 0;
}
