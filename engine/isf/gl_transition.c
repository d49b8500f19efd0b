// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/gl_transition.h"

#include "base/text.h"
#include "isf/uniforms.h"

#include <string.h>

enum { MOST_BYTES = 1024 * 1024 };

bool rmx_is_gl_transition(const char *text, size_t length)
{
    static const char *const words[] = {"vec4", "transition", "(", "vec2", NULL};
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_tokens tokens = rmx_lex(scratch, text, length);
    bool is = false;
    for (int i = 0; i < tokens.count && !is; i++)
        is = rmx_tokens_are(&tokens, i, words);
    rmx_arena_destroy(scratch);
    return is;
}

// What the host gives every transition; some files declare it all the same.
static bool is_hosts(const struct rmx_uniform *uniform)
{
    static const char *const names[] = {"progress", "ratio", "startImage", "endImage"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (rmx_token_is(uniform->name, names[i]))
            return true;
    return false;
}

static const char *write_header(const struct rmx_uniforms *uniforms)
{
    struct rmx_arena *arena = uniforms->arena;
    cJSON *root = cJSON_CreateObject();
    cJSON_AddStringToObject(root, "ISFVSN", "2");
    cJSON_AddStringToObject(root, "DESCRIPTION", "a transition of the gl-transitions collection");
    cJSON_AddStringToObject(root, "CREDIT", rmx_said_after(arena, &uniforms->tokens, "author:"));
    cJSON *inputs = cJSON_AddArrayToObject(root, "INPUTS");
    rmx_input_add(inputs, "startImage", "image");
    rmx_input_add(inputs, "endImage", "image");
    cJSON *progress = rmx_input_add(inputs, "progress", "float");
    cJSON_AddNumberToObject(progress, "MIN", 0);
    cJSON_AddNumberToObject(progress, "MAX", 1);
    cJSON_AddNumberToObject(progress, "DEFAULT", 0.5);
    rmx_uniforms_add(uniforms, inputs);
    const char *text = rmx_header_print(arena, root);
    cJSON_Delete(root);
    return text;
}

struct rmx_source_text *rmx_gl_transition_isf(struct rmx_arena *arena,
                                              const struct rmx_source_text *source)
{
    static const char *const words[] = {"uniform", NULL};
    struct rmx_uniforms *uniforms = RMX_NEW(arena, struct rmx_uniforms, 1);
    *uniforms = (struct rmx_uniforms){.arena = arena,
                                      .tokens = rmx_lex(arena, source->text, source->length),
                                      .words = words,
                                      .is_hosts = is_hosts};
    rmx_uniforms_find(uniforms);
    struct rmx_text out = {0};
    rmx_text_printf(&out, "/*%s*/", write_header(uniforms));
    rmx_uniforms_write(uniforms,
                       "vec4 getFromColor(vec2); vec4 getToColor(vec2); "
                       "float ratio = RENDERSIZE.x / RENDERSIZE.y; ",
                       &out);
    rmx_text_add(&out, "\nvec4 getFromColor(vec2 p) { return IMG_NORM_PIXEL(startImage, p); }\n"
                       "vec4 getToColor(vec2 p) { return IMG_NORM_PIXEL(endImage, p); }\n"
                       "void main() { gl_FragColor = transition(isf_FragNormCoord); }\n");
    return rmx_source_rewritten(arena, source, &out);
}

struct rmx_effect *rmx_gl_transition_read(struct rmx_arena *arena,
                                          const struct rmx_source_text *source, const char *name,
                                          const char *folder, bool is_ours,
                                          const struct rmx_include_finder *finder,
                                          struct rmx_errors *errors)
{
    const struct rmx_source_text *isf = source;
    if (source->length <= MOST_BYTES)
        isf = rmx_gl_transition_isf(arena, source);
    struct rmx_effect *effect =
        rmx_effect_read(arena, isf, name, folder, is_ours, NULL, finder, errors);
    for (int i = 0; effect && i < effect->input_count; i++)
        if (strcmp(effect->inputs[i].name, "progress") != 0)
            effect->inputs[i].has_range = false;
    return effect;
}
