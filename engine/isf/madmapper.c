// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/madmapper.h"

#include "base/place.h"
#include "isf/uniforms.h"

#include <string.h>

// What of MadMapper's own a file wants: the first such token, and what that is. NULL: nothing.
static const struct rmx_token *find_own(const struct rmx_tokens *tokens, const char **what)
{
    static const struct {
        const char *word, *what;
    } own[] = {
        {"include", "it includes MadMapper's own files"},
        {"fxColorForPixel", "it is an effect on MadMapper's surfaces"},
        {"FX_NORM_PIXEL", "it is an effect on MadMapper's surfaces"},
    };
    for (int i = 0; i < tokens->count; i++)
        for (size_t k = 0; k < sizeof(own) / sizeof(*own); k++)
            if (rmx_token_is(&tokens->items[i], own[k].word)) {
                *what = own[k].what;
                return &tokens->items[i];
            }
    return NULL;
}

// Numbers that MadMapper makes, and menus that become macros.
static const struct rmx_token *find_in_header(const struct rmx_tokens *tokens, const char **what)
{
    for (int i = 0; i < tokens->count; i++) {
        const struct rmx_token *token = &tokens->items[i];
        const char *word = token->text;
        size_t length = (size_t)token->length;
        if (token->kind != RMX_TOKEN_COMMENT)
            continue;
        *what = memmem(word, length, "\"GENERATORS\"", 12)
                    ? "its header asks for numbers that MadMapper makes (GENERATORS)"
                : memmem(word, length, "generate_as_define", 18)
                    ? "its header asks for macros that MadMapper makes (generate_as_define)"
                    : NULL;
        return *what ? token : NULL;
    }
    return NULL;
}

struct rmx_effect *rmx_madmapper_read(struct rmx_arena *arena, const struct rmx_source_text *source,
                                      const char *name, const char *folder, bool is_ours,
                                      const struct rmx_include_finder *finder,
                                      struct rmx_errors *errors)
{
    struct rmx_tokens tokens = rmx_lex(arena, source->text, source->length);
    const char *what = NULL;
    const struct rmx_token *own = find_in_header(&tokens, &what);
    own = own ? own : find_own(&tokens, &what);
    if (own) {
        rmx_errors_add(errors, rmx_place(source, own->text, 1), "isf-madmapper",
                       "this is a material of MadMapper, not ISF: %s", what)
            ->hint =
            "MadMapper draws it; for ISF, give it the numbers as INPUTS and a `void main()` "
            "that writes gl_FragColor";
        return NULL;
    }
    struct rmx_text text = {0};
    rmx_text_add_n(&text, source->text, source->length);
    rmx_text_add(&text,
                 "\nvoid main() { gl_FragColor = materialColorForPixel(isf_FragNormCoord); }\n");
    return rmx_effect_read(arena, rmx_source_rewritten(arena, source, &text), name, folder, is_ours,
                           NULL, finder, errors);
}
