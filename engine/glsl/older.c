// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/older.h"

#include "glsl/words.h"

#include <string.h>

struct reader {
    struct rmx_tokens *tokens;
    const struct rmx_older_params *params;
    struct rmx_names keywords; // words of today that the file uses as such
    struct rmx_names own;      // what it defines or declares as a function
    struct rmx_names vertex;   // names in the vertex shader
};

static struct rmx_token *token_at(const struct reader *r, int i)
{
    return i >= 0 && i < r->tokens->count ? &r->tokens->items[i] : NULL;
}

static bool is_blank(const struct rmx_token *token)
{
    return token->kind == RMX_TOKEN_SPACE || token->kind == RMX_TOKEN_NEWLINE ||
           token->kind == RMX_TOKEN_COMMENT;
}

static int skip_blank(const struct reader *r, int i)
{
    while (token_at(r, i) && is_blank(token_at(r, i)))
        i++;
    return i;
}

static int skip_blank_back(const struct reader *r, int i)
{
    while (token_at(r, i) && is_blank(token_at(r, i)))
        i--;
    return i;
}

static bool is_at(const struct reader *r, int i, const char *text)
{
    const struct rmx_token *token = token_at(r, i);
    return token && token->kind != RMX_TOKEN_COMMENT && rmx_token_is(token, text);
}

static bool is_name(const struct reader *r, int i)
{
    return token_at(r, i) && token_at(r, i)->kind == RMX_TOKEN_NAME;
}

static bool is_in(const struct rmx_names *names, const struct rmx_token *token)
{
    return rmx_names_get(names, token->text, (size_t)token->length) >= 0;
}

static void put(struct rmx_names *names, const struct rmx_token *token)
{
    rmx_names_put(names, token->text, (size_t)token->length, 0);
}

// As comments they keep their lines.
static void silence(struct reader *r, int first, int last)
{
    for (int i = first; i <= last; i++)
        if (token_at(r, i) && token_at(r, i)->kind != RMX_TOKEN_NEWLINE)
            token_at(r, i)->kind = RMX_TOKEN_COMMENT;
}

static void rename(struct rmx_token *token, const char *text)
{
    token->text = text;
    token->length = (int)strlen(text);
}

// The parenthesis that closes the one at `open`, and the comma before argument `wanted` (from 0) in
// `comma`, -1: it has fewer. 0: it does not close on this line or statement.
static int close_of(const struct reader *r, int open, int wanted, int *comma)
{
    int depth = 0, commas = 0;
    *comma = -1;
    for (int i = open; token_at(r, i); i++) {
        if (is_blank(token_at(r, i)))
            continue;
        if (is_at(r, i, ";") || is_at(r, i, "{") || is_at(r, i, "}") ||
            token_at(r, i)->in_directive != token_at(r, open)->in_directive)
            return 0;
        depth += is_at(r, i, "(") || is_at(r, i, "[");
        depth -= is_at(r, i, ")") || is_at(r, i, "]");
        if (!depth)
            return i;
        if (depth == 1 && is_at(r, i, ",") && ++commas == wanted)
            *comma = i;
    }
    return 0;
}

static bool is_defined(const struct reader *r, int i)
{
    return token_at(r, i)->in_directive && is_at(r, skip_blank_back(r, i - 1), "define");
}

// Macros, and functions at global scope: `vec4 name(`.
static void find_own(struct reader *r)
{
    int depth = 0;
    for (int i = 0; token_at(r, i); i++) {
        const struct rmx_token *token = token_at(r, i);
        if (!token->in_directive && token->kind == RMX_TOKEN_PUNCTUATION) {
            depth += rmx_token_is(token, "{");
            depth -= rmx_token_is(token, "}");
        }
        if (token->kind != RMX_TOKEN_NAME)
            continue;
        if (is_defined(r, i) || (depth == 0 && is_name(r, skip_blank_back(r, i - 1)) &&
                                 is_at(r, skip_blank(r, i + 1), "(")))
            put(&r->own, token);
    }
}

// Half of another name.
static bool is_glued(const struct reader *r, int i)
{
    return is_at(r, skip_blank_back(r, i - 1), "##") || is_at(r, skip_blank(r, i + 1), "##");
}

// A word of today is one in this file where a name follows it, as a type follows a qualifier.
static void mark_names(struct reader *r)
{
    for (int i = 0; token_at(r, i); i++)
        if (rmx_word_is_newer(token_at(r, i)) && is_name(r, skip_blank(r, i + 1)) &&
            !is_in(r->params->given, token_at(r, i)) && !is_defined(r, i))
            put(&r->keywords, token_at(r, i));
    for (int i = 0; token_at(r, i); i++)
        if (rmx_word_is_newer(token_at(r, i)))
            token_at(r, i)->is_plain = !is_in(&r->keywords, token_at(r, i)) && !is_glued(r, i);
        else if (rmx_word_is_engines(token_at(r, i)))
            token_at(r, i)->is_plain = true;
}

// The host's own words and companions of pictures: _NAME_imgSize.
static bool is_hosts(const struct reader *r, const struct rmx_token *name)
{
    static const char *const endings[] = {"_imgRect", "_imgSize", "_flip"};
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        size_t length = strlen(endings[i]);
        if (*name->text == '_' && (size_t)name->length > length + 1 &&
            memcmp(name->text + name->length - length, endings[i], length) == 0)
            return true;
    }
    return is_in(r->params->given, name) || rmx_word_is_host_name(name);
}

// `QUALIFIERS type a, b[2];` at global scope.
struct declaration {
    int first, type, end; // its first token, its type's, its semicolon's
    bool is_uniform, is_varying, is_linked;
    int names, hosts, filled; // how many; of these the host's, and those of the vertex shader
};

static int skip_layout(const struct reader *r, int i)
{
    int comma, open = skip_blank(r, i + 1);
    int close = is_at(r, i, "layout") && is_at(r, open, "(") ? close_of(r, open, 1, &comma) : 0;
    return close ? close : i;
}

static void count_name(const struct reader *r, struct declaration *d, int i)
{
    const struct rmx_token *name = token_at(r, i);
    d->names++;
    d->hosts += is_hosts(r, name);
    d->filled += is_in(&r->vertex, name);
}

// False where something else stands at `i`.
static bool read_declaration(const struct reader *r, int i, struct declaration *d)
{
    *d = (struct declaration){.first = i};
    for (; is_name(r, i); i = skip_blank(r, i + 1)) {
        d->is_uniform |= is_at(r, i, "uniform");
        d->is_varying |= is_at(r, i, "varying");
        d->is_linked |= is_at(r, i, "varying") || is_at(r, i, "attribute") || is_at(r, i, "in");
        if (!rmx_word_is_qualifier(token_at(r, i)) && !is_at(r, i, "layout"))
            break;
        i = skip_layout(r, i);
    }
    if (!d->is_uniform && !d->is_linked)
        return false;
    d->type = i;
    for (i = skip_blank(r, i + 1); token_at(r, i); i = skip_blank(r, i + 1)) {
        if (token_at(r, i)->in_directive || is_at(r, i, "{") || is_at(r, i, "="))
            return false;
        if (is_at(r, i, ";"))
            break;
        if (is_name(r, i) && !is_at(r, skip_blank_back(r, i - 1), "["))
            count_name(r, d, i);
    }
    d->end = i;
    return is_at(r, i, ";") && d->names > 0;
}

// What a vertex shader gives on is declared as it is: `varying` is `out` there. What one that is
// there does not give is the driver's error.
static void rewrite_declaration(struct reader *r, const struct declaration *d)
{
    if (d->hosts == d->names)
        silence(r, d->first, d->end);
    else if (d->is_linked && !d->filled && !r->params->vertex &&
             !(r->params->is_vertex && d->is_varying))
        silence(r, d->first, d->type - 1);
}

// The last token of the statement that begins at `i`.
static int end_of_precision(const struct reader *r, int i)
{
    int end = i;
    while (token_at(r, end) && !token_at(r, end)->in_directive && !is_at(r, end, ";"))
        end++;
    return is_at(r, end, ";") ? end : i - 1;
}

static void rewrite_declarations(struct reader *r)
{
    int depth = 0;
    bool begins = true;
    for (int i = 0; token_at(r, i); i++) {
        struct declaration d;
        if (is_blank(token_at(r, i)) || token_at(r, i)->in_directive)
            continue;
        if (begins && is_at(r, i, "precision"))
            silence(r, i, end_of_precision(r, i));
        else if (begins && depth == 0 && read_declaration(r, i, &d))
            rewrite_declaration(r, &d);
        depth += is_at(r, i, "{");
        depth -= is_at(r, i, "}");
        begins = is_at(r, i, ";") || is_at(r, i, "}") || is_at(r, i, "{") ||
                 token_at(r, i)->kind == RMX_TOKEN_COMMENT;
    }
}

// Functions and types that are gone, and what stands for them.
static const struct {
    const char *older, *now;
} renamed[] = {
    {"texture2DLod", "textureLod"},      {"texture2DLodEXT", "textureLod"},
    {"texture2DProj", "textureProj"},    {"texture2DProjLod", "textureProjLod"},
    {"texture2DGradEXT", "textureGrad"}, {"texture2DGradARB", "textureGrad"},
    {"texture2DRect", "IMG_PIXEL"},      {"sampler2DRect", "sampler2D"},
    {"textureCube", "texture"},          {"textureCubeLod", "textureLod"},
    {"textureCubeLodEXT", "textureLod"},
};

static void rename_function(struct reader *r, int i)
{
    for (size_t k = 0; k < sizeof(renamed) / sizeof(*renamed); k++)
        if (is_at(r, i, renamed[k].older)) {
            rename(token_at(r, i), renamed[k].now);
            return;
        }
}

// The reference host takes a bias behind the point.
static void drop_bias(struct reader *r, int i)
{
    int comma, open = skip_blank(r, i + 1);
    bool reads = is_at(r, i, "IMG_PIXEL") || is_at(r, i, "IMG_NORM_PIXEL");
    int close = reads && is_at(r, open, "(") ? close_of(r, open, 2, &comma) : 0;
    if (close && comma >= 0)
        silence(r, comma, close - 1);
}

static void rename_color(struct reader *r, int i)
{
    int open = skip_blank(r, i + 1), index = skip_blank(r, open + 1);
    int close = skip_blank(r, index + 1);
    if (!is_at(r, i, "gl_FragData") || !is_at(r, open, "[") || !is_at(r, index, "0") ||
        !is_at(r, close, "]"))
        return;
    rename(token_at(r, i), "gl_FragColor");
    silence(r, open, close);
}

static void rewrite_calls(struct reader *r)
{
    for (int i = 0; token_at(r, i); i++) {
        if (!is_name(r, i) || is_at(r, skip_blank_back(r, i - 1), ".") ||
            is_in(&r->own, token_at(r, i)))
            continue;
        rename_function(r, i);
        drop_bias(r, i);
        rename_color(r, i);
    }
}

void rmx_older_read(struct rmx_arena *scratch, struct rmx_tokens *tokens,
                    const struct rmx_older_params *params)
{
    struct reader reader = {.tokens = tokens,
                            .params = params,
                            .keywords = {.arena = scratch},
                            .own = {.arena = scratch},
                            .vertex = {.arena = scratch}};
    for (int i = 0; params->vertex && i < params->vertex->count; i++)
        if (params->vertex->items[i].kind == RMX_TOKEN_NAME)
            put(&reader.vertex, &params->vertex->items[i]);
    find_own(&reader);
    mark_names(&reader);
    rewrite_declarations(&reader);
    rewrite_calls(&reader);
}
