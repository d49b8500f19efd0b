// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/gl_transition.h"

#include "base/text.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_UNIFORMS = 100, MOST_BYTES = 1024 * 1024 };

// What a uniform's type becomes. `cast`: its GLSL type, where the input's is another one.
static const struct kind {
    const char *type, *input, *cast;
    int numbers;
} kinds[] = {
    {"float", "float", NULL, 1},  {"int", "long", NULL, 1},         {"bool", "bool", NULL, 1},
    {"vec2", "point2D", NULL, 2}, {"ivec2", "point2D", "ivec2", 2}, {"vec3", "color", "vec3", 3},
    {"vec4", "color", NULL, 4},   {"sampler2D", "image", NULL, 0},
};

// `uniform type name;` with its comment.
struct uniform {
    const struct kind *kind; // NULL: one of the host's own, which is only taken away
    const struct rmx_token *name;
    const struct rmx_token *comment; // with the default; NULL: none
    int first, last;                 // tokens, the ';' included
};

struct writer {
    struct rmx_arena *arena;
    const struct rmx_source_text *source;
    struct rmx_tokens tokens;
    struct uniform uniforms[MOST_UNIFORMS];
    int uniform_count;
};

static const struct rmx_token *token_at(const struct writer *w, int i)
{
    return i < w->tokens.count ? &w->tokens.items[i] : NULL;
}

static bool is_blank(const struct rmx_token *token)
{
    return token->kind == RMX_TOKEN_SPACE || token->kind == RMX_TOKEN_NEWLINE ||
           token->kind == RMX_TOKEN_COMMENT;
}

static int skip_blank(const struct rmx_tokens *tokens, int i)
{
    while (i < tokens->count && is_blank(&tokens->items[i]))
        i++;
    return i;
}

static bool is_at(const struct rmx_tokens *tokens, int i, const char *text)
{
    return i < tokens->count && rmx_token_is(&tokens->items[i], text);
}

static bool defines_transition(const struct rmx_tokens *tokens)
{
    static const char *const words[] = {"vec4", "transition", "(", "vec2"};
    for (int i = 0; i < tokens->count; i++) {
        int at = i, word = 0;
        while (word < 4 && is_at(tokens, at, words[word])) {
            at = skip_blank(tokens, at + 1);
            word++;
        }
        if (word == 4)
            return true;
    }
    return false;
}

bool rmx_is_gl_transition(const char *text, size_t length)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_tokens tokens = rmx_lex(scratch, text, length);
    bool is = defines_transition(&tokens);
    rmx_arena_destroy(scratch);
    return is;
}

static const struct kind *find_kind(const struct rmx_token *type)
{
    for (size_t i = 0; type && i < sizeof(kinds) / sizeof(*kinds); i++)
        if (rmx_token_is(type, kinds[i].type))
            return &kinds[i];
    return NULL;
}

static bool is_precision(const struct rmx_token *token)
{
    return token && (rmx_token_is(token, "lowp") || rmx_token_is(token, "mediump") ||
                     rmx_token_is(token, "highp"));
}

// What the host gives every transition; some files declare it all the same.
static bool is_hosts(const struct rmx_token *name)
{
    static const char *const names[] = {"progress", "ratio", "startImage", "endImage"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (rmx_token_is(name, names[i]))
            return true;
    return false;
}

static bool is_default(const struct rmx_token *comment)
{
    const char *at = comment->text + 2, *end = comment->text + comment->length;
    while (at < end && isspace((unsigned char)*at))
        at++;
    return at < end && *at == '=';
}

// A comment with a default between two tokens, or after the second one on its line.
static const struct rmx_token *find_default(const struct writer *w, int from, int end)
{
    for (int i = from; token_at(w, i); i++) {
        const struct rmx_token *token = token_at(w, i);
        if (token->kind == RMX_TOKEN_COMMENT && is_default(token))
            return token;
        if (i > end && token->kind != RMX_TOKEN_SPACE)
            break;
    }
    return NULL;
}

static bool is_known(const struct writer *w, const struct rmx_token *name)
{
    for (int i = 0; i < w->uniform_count; i++) {
        const struct rmx_token *other = w->uniforms[i].name;
        if (other->length == name->length &&
            memcmp(other->text, name->text, (size_t)name->length) == 0)
            return true;
    }
    return false;
}

// Only `uniform type name;` is taken: what else may be there stays, for the compiler to judge.
static void read_uniform(struct writer *w, int first)
{
    int type = skip_blank(&w->tokens, first + 1);
    if (is_precision(token_at(w, type)))
        type = skip_blank(&w->tokens, type + 1);
    int name = skip_blank(&w->tokens, type + 1);
    int last = skip_blank(&w->tokens, name + 1);
    const struct kind *kind = find_kind(token_at(w, type));
    const struct rmx_token *word = token_at(w, name);
    if (!kind || !is_at(&w->tokens, last, ";") || word->kind != RMX_TOKEN_NAME || is_known(w, word))
        return;
    w->uniforms[w->uniform_count++] = (struct uniform){
        .kind = is_hosts(word) ? NULL : kind,
        .name = word,
        .comment = find_default(w, name, last),
        .first = first,
        .last = last,
    };
}

static void find_uniforms(struct writer *w)
{
    for (int i = 0; i < w->tokens.count && w->uniform_count < MOST_UNIFORMS; i++)
        if (rmx_token_is(token_at(w, i), "uniform") && !token_at(w, i)->in_directive)
            read_uniform(w, i);
}

// The numbers of `= vec2(1.0, -.5)`: one stands for all.
static int read_numbers(const char *text, double *numbers, int most)
{
    int count = 0;
    while (*text && count < most) {
        char *end = NULL;
        if (isalpha((unsigned char)*text) || *text == '_') {
            while (isalnum((unsigned char)*text) || *text == '_')
                text++;
            continue;
        }
        bool begins = isdigit((unsigned char)*text) || strchr("+-.", *text);
        double number = begins ? strtod(text, &end) : 0.0;
        if (begins && end > text && isfinite(number)) {
            numbers[count++] = number;
            text = end;
        } else if (*text == ';' || *text == '\n') {
            break;
        } else {
            text++;
        }
    }
    for (int i = count; count && i < most; i++)
        numbers[i] = numbers[0];
    return count;
}

static cJSON *number_or_list(const double *numbers, int count)
{
    return count == 1 ? cJSON_CreateNumber(numbers[0]) : cJSON_CreateDoubleArray(numbers, count);
}

static void add_numbers(cJSON *input, const struct kind *kind, const char *comment)
{
    double numbers[4] = {0}, low[4] = {0}, high[4] = {0};
    bool is_color = strcmp(kind->input, "color") == 0;
    int count = kind->numbers, found = read_numbers(comment, numbers, count);
    if (!found && !is_color && strcmp(kind->input, "point2D") != 0)
        return;
    if (is_color) {
        numbers[3] = kind->numbers == 3 ? 1.0 : numbers[3];
        cJSON_AddItemToObject(input, "DEFAULT", number_or_list(numbers, 4));
        return;
    }
    for (int i = 0; i < count; i++) {
        low[i] = fmin(0.0, 2.0 * numbers[i]);
        high[i] = fmax(1.0, 2.0 * numbers[i]);
    }
    cJSON_AddItemToObject(input, "DEFAULT", number_or_list(numbers, count));
    cJSON_AddItemToObject(input, "MIN", number_or_list(low, count));
    cJSON_AddItemToObject(input, "MAX", number_or_list(high, count));
}

static cJSON *add_input(cJSON *inputs, const char *name, const char *type)
{
    cJSON *input = cJSON_CreateObject();
    cJSON_AddItemToArray(inputs, input);
    cJSON_AddStringToObject(input, "NAME", name);
    cJSON_AddStringToObject(input, "TYPE", type);
    return input;
}

static void add_uniform(struct writer *w, cJSON *inputs, const struct uniform *uniform)
{
    const struct rmx_token *name = uniform->name, *comment = uniform->comment;
    if (!uniform->kind)
        return;
    const char *word = rmx_arena_copy_n(w->arena, name->text, (size_t)name->length);
    cJSON *input = add_input(inputs, word, uniform->kind->input);
    const char *said =
        comment ? rmx_arena_copy_n(w->arena, comment->text + 2, (size_t)comment->length - 2) : "";
    if (strcmp(uniform->kind->input, "bool") == 0)
        cJSON_AddBoolToObject(input, "DEFAULT", strstr(said, "true") != NULL);
    else if (uniform->kind->numbers)
        add_numbers(input, uniform->kind, said);
}

// What follows `word` on a comment's line: "// Author: gre" gives "gre". "" where nothing does.
static const char *said_after(struct writer *w, const char *word)
{
    for (int i = 0; i < w->tokens.count; i++) {
        const struct rmx_token *token = token_at(w, i);
        if (token->kind != RMX_TOKEN_COMMENT)
            continue;
        const char *text = rmx_arena_copy_n(w->arena, token->text, (size_t)token->length);
        const char *found = strcasestr(text, word);
        if (!found)
            continue;
        found += strlen(word);
        found += strspn(found, " \t");
        // An asterisk might end the header's comment.
        return rmx_arena_copy_n(w->arena, found, strcspn(found, "*\r\n"));
    }
    return "";
}

static char *write_header(struct writer *w)
{
    cJSON *root = cJSON_CreateObject();
    cJSON_AddStringToObject(root, "ISFVSN", "2");
    cJSON_AddStringToObject(root, "DESCRIPTION", "a transition of the gl-transitions collection");
    cJSON_AddStringToObject(root, "CREDIT", said_after(w, "author:"));
    cJSON *inputs = cJSON_AddArrayToObject(root, "INPUTS");
    add_input(inputs, "startImage", "image");
    add_input(inputs, "endImage", "image");
    cJSON *progress = add_input(inputs, "progress", "float");
    cJSON_AddNumberToObject(progress, "MIN", 0);
    cJSON_AddNumberToObject(progress, "MAX", 1);
    cJSON_AddNumberToObject(progress, "DEFAULT", 0.5);
    for (int i = 0; i < w->uniform_count; i++)
        add_uniform(w, inputs, &w->uniforms[i]);
    char *text = cJSON_PrintUnformatted(root);
    char *copy = rmx_arena_copy(w->arena, text ? text : "{}");
    cJSON_free(text);
    cJSON_Delete(root);
    return copy;
}

static const struct uniform *uniform_at(const struct writer *w, int token)
{
    for (int i = 0; i < w->uniform_count; i++)
        if (w->uniforms[i].first <= token && token <= w->uniforms[i].last)
            return &w->uniforms[i];
    return NULL;
}

// The first line, from its first token, on which a declaration can stand: no directive, in no #if.
static int find_place(const struct writer *w)
{
    int depth = 0, place = 0;
    while (place < w->tokens.count) {
        int i = place;
        while (token_at(w, i) && token_at(w, i)->kind == RMX_TOKEN_SPACE)
            i++;
        bool is_directive = token_at(w, i) && token_at(w, i)->kind == RMX_TOKEN_HASH;
        if (!is_directive && !depth)
            return place;
        int word = skip_blank(&w->tokens, i + 1);
        if (is_directive)
            depth += is_at(&w->tokens, word, "if") || is_at(&w->tokens, word, "ifdef") ||
                     is_at(&w->tokens, word, "ifndef");
        if (is_directive)
            depth -= is_at(&w->tokens, word, "endif");
        while (token_at(w, i) && token_at(w, i)->kind != RMX_TOKEN_NEWLINE)
            i++;
        place = i + 1;
    }
    return w->tokens.count;
}

// The declaration goes; its lines stay.
static void write_uniform(const struct writer *w, const struct uniform *uniform,
                          struct rmx_text *out)
{
    const struct rmx_token *last = token_at(w, uniform->last);
    for (const char *c = token_at(w, uniform->first)->text; c < last->text; c++)
        if (*c == '\n')
            rmx_text_add(out, "\n");
}

// The GLSL type that the token, a uniform's name, is cast to wherever it is read; NULL: none.
static const char *cast_of(const struct writer *w, int i)
{
    const struct rmx_token *token = token_at(w, i);
    bool is_name = token->kind == RMX_TOKEN_NAME && !(i && rmx_token_is(token - 1, "."));
    for (int u = 0; is_name && u < w->uniform_count; u++) {
        const struct rmx_token *name = w->uniforms[u].name;
        if (w->uniforms[u].kind && name->length == token->length &&
            memcmp(name->text, token->text, (size_t)name->length) == 0)
            return w->uniforms[u].kind->cast;
    }
    return NULL;
}

static void write_token(const struct writer *w, int i, struct rmx_text *out)
{
    const struct rmx_token *token = token_at(w, i);
    const char *cast = cast_of(w, i);
    if (cast)
        rmx_text_printf(out, "%s(%.*s)", cast, token->length, token->text);
    else
        rmx_text_add_n(out, token->text, (size_t)token->length);
}

static void write_body(const struct writer *w, struct rmx_text *out)
{
    int place = find_place(w);
    for (int i = 0; i <= w->tokens.count; i++) {
        if (i == place)
            rmx_text_add(out, "vec4 getFromColor(vec2); vec4 getToColor(vec2); "
                              "float ratio = RENDERSIZE.x / RENDERSIZE.y; ");
        const struct rmx_token *token = token_at(w, i);
        const struct uniform *uniform = uniform_at(w, i);
        if (uniform && uniform->first == i)
            write_uniform(w, uniform, out);
        else if (token && !uniform)
            write_token(w, i, out);
    }
}

struct rmx_source_text *rmx_gl_transition_isf(struct rmx_arena *arena,
                                              const struct rmx_source_text *source)
{
    struct writer *w = RMX_NEW(arena, struct writer, 1);
    *w = (struct writer){
        .arena = arena, .source = source, .tokens = rmx_lex(arena, source->text, source->length)};
    find_uniforms(w);
    struct rmx_text out = {0};
    rmx_text_printf(&out, "/*%s*/", write_header(w));
    write_body(w, &out);
    rmx_text_add(&out, "\nvec4 getFromColor(vec2 p) { return IMG_NORM_PIXEL(startImage, p); }\n"
                       "vec4 getToColor(vec2 p) { return IMG_NORM_PIXEL(endImage, p); }\n"
                       "void main() { gl_FragColor = transition(isf_FragNormCoord); }\n");
    struct rmx_source_text *isf = RMX_NEW(arena, struct rmx_source_text, 1);
    *isf = (struct rmx_source_text){.name = source->name,
                                    .text = rmx_arena_copy_n(arena, out.data, out.length),
                                    .length = out.length};
    rmx_text_finish(&out);
    return isf;
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
