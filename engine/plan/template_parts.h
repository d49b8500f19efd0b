// SPDX-License-Identifier: GPL-3.0-or-later
// An effect's text while it is rewritten (plan/template.h), and how its reads of pictures are.
//
// For plan/template*.c alone. Pure.
#pragma once

#include "plan/own_macros.h"
#include "plan/template.h"

#include <string.h>

struct rmx_template_writer {
    const struct rmx_effect *effect;
    struct rmx_text *out;
    struct rmx_template *result;
    int guard;          // the next of the effect's guards to write
    const int *jumps;   // by token: the token to go on with instead; 0: none
    bool after_dot;     // the last significant token was '.'
    bool struct_begins; // `struct` was read and its '{' is still to come
    int struct_depth;   // braces within a struct's body; 0: outside
    struct rmx_own_macros macros;
    struct rmx_names globals, pictures, aliases, cubes; // the latter two to their numbers
};

static inline const struct rmx_token *rmx_template_token(const struct rmx_template_writer *w, int i)
{
    return i < w->effect->tokens.count ? &w->effect->tokens.items[i] : NULL;
}

static inline bool rmx_template_is_blank(const struct rmx_token *token)
{
    return token->kind == RMX_TOKEN_SPACE || token->kind == RMX_TOKEN_NEWLINE ||
           token->kind == RMX_TOKEN_COMMENT;
}

static inline int rmx_template_skip_blank(const struct rmx_template_writer *w, int i)
{
    while (rmx_template_token(w, i) && rmx_template_is_blank(rmx_template_token(w, i)))
        i++;
    return i;
}

static inline bool rmx_template_is_at(const struct rmx_template_writer *w, int i, const char *text)
{
    const struct rmx_token *token = rmx_template_token(w, i);
    return token && token->kind != RMX_TOKEN_COMMENT && rmx_token_is(token, text);
}

static inline bool rmx_template_equals(const struct rmx_token *token, const char *name)
{
    return strncmp(token->text, name, (size_t)token->length) == 0 && !name[token->length];
}

static inline int rmx_template_find(const struct rmx_names *names, const struct rmx_token *token)
{
    return token ? rmx_names_get(names, token->text, (size_t)token->length) : -1;
}

// A picture of the effect's, by its own name.
bool rmx_template_is_picture(const struct rmx_template_writer *w, const struct rmx_token *token);
// The newlines of these tokens: lines must stay where they are, or the driver's messages would miss
// them.
void rmx_template_keep_newlines(struct rmx_template_writer *w, int from, int to);
void rmx_template_add_name(struct rmx_template_writer *w, const char *family, const char *what,
                           const struct rmx_token *name);
// Rewrites a call that reads a picture and starts at token `i`; returns the token after what was
// rewritten, or `i` where it is none.
int rmx_template_write_tap(struct rmx_template_writer *w, int i);
// ISF's own uniforms beside each image: _NAME_imgSize, _NAME_imgRect, _NAME_flip. False: it is
// none.
bool rmx_template_write_companion(struct rmx_template_writer *w, const struct rmx_token *token);
