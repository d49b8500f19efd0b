// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/format.h"

#include "isf/gl_transition.h"
#include "isf/madmapper.h"
#include "isf/plain_glsl.h"
#include "isf/uniforms.h"

#include <string.h>

enum { MOST_BYTES = 1024 * 1024 };

// Whether a comment begins as an object of JSON does.
static bool has_header(const char *text, size_t length)
{
    const char *end = text + length, *at = text;
    while ((at = memchr(at, '/', (size_t)(end - at))) && end - at > 2) {
        const char *c = at + 2;
        while (c < end && (unsigned char)*c <= ' ')
            c++;
        if (at[1] == '*' && c < end && *c == '{')
            return true;
        at++;
    }
    return false;
}

// What of a text tells its format.
struct traits {
    bool has_transition, has_toy, has_main, has_color, has_vertex, is_material;
};

static bool is_any(const struct rmx_token *token, const char *const *words)
{
    for (; *words; words++)
        if (rmx_token_is(token, *words))
            return true;
    return false;
}

static void note_token(struct traits *traits, const struct rmx_tokens *tokens, int i)
{
    static const char *const transition[] = {"vec4", "transition", "(", "vec2", NULL};
    static const char *const toy[] = {"void", "mainImage", "(", NULL};
    static const char *const plain[] = {"void", "main", "(", NULL};
    static const char *const output[] = {"out", "vec4", NULL};
    static const char *const colors[] = {"gl_FragColor", "gl_FragData", NULL};
    static const char *const vertex[] = {"gl_Position", NULL};
    static const char *const materials[] = {"materialColorForPixel", "fxColorForPixel", NULL};
    const struct rmx_token *token = &tokens->items[i];
    if (token->kind != RMX_TOKEN_NAME)
        return;
    traits->has_transition |= rmx_tokens_are(tokens, i, transition);
    traits->has_toy |= rmx_tokens_are(tokens, i, toy);
    traits->has_main |= rmx_tokens_are(tokens, i, plain);
    traits->has_color |= is_any(token, colors) || rmx_tokens_are(tokens, i, output);
    traits->has_vertex |= is_any(token, vertex);
    traits->is_material |=
        is_any(token, materials) && rmx_token_at_is(tokens, rmx_token_skip(tokens, i + 1), "(");
}

enum rmx_effect_format rmx_effect_format(const char *text, size_t length)
{
    if (length > MOST_BYTES)
        return RMX_FORMAT_NONE;
    bool is_isf = has_header(text, length);
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_tokens tokens = rmx_lex(scratch, text, length);
    struct traits traits = {0};
    for (int i = 0; i < tokens.count; i++)
        note_token(&traits, &tokens, i);
    rmx_arena_destroy(scratch);
    if (traits.is_material && !traits.has_main)
        return RMX_FORMAT_MADMAPPER;
    if (is_isf)
        return RMX_FORMAT_ISF;
    if (traits.has_transition)
        return RMX_FORMAT_GL_TRANSITION;
    bool is_plain = traits.has_main && traits.has_color && !traits.has_vertex;
    return traits.has_toy || is_plain ? RMX_FORMAT_PLAIN_GLSL : RMX_FORMAT_NONE;
}

struct rmx_effect *rmx_effect_read_format(enum rmx_effect_format format, struct rmx_arena *arena,
                                          const struct rmx_source_text *source, const char *name,
                                          const char *folder, bool is_ours,
                                          const struct rmx_source_text *vertex,
                                          const struct rmx_include_finder *finder,
                                          struct rmx_errors *errors)
{
    switch (format) {
    case RMX_FORMAT_GL_TRANSITION:
        return rmx_gl_transition_read(arena, source, name, folder, is_ours, finder, errors);
    case RMX_FORMAT_PLAIN_GLSL:
        return rmx_plain_glsl_read(arena, source, name, folder, is_ours, finder, errors);
    case RMX_FORMAT_MADMAPPER:
        return rmx_madmapper_read(arena, source, name, folder, is_ours, finder, errors);
    case RMX_FORMAT_NONE:
    case RMX_FORMAT_ISF: break;
    }
    return rmx_effect_read(arena, source, name, folder, is_ours, vertex, finder, errors);
}
