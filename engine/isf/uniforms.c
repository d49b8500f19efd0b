// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/uniforms.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct rmx_uniform_kind kinds[] = {
    {"float", "float", NULL, 1},  {"int", "long", NULL, 1},         {"bool", "bool", NULL, 1},
    {"vec2", "point2D", NULL, 2}, {"ivec2", "point2D", "ivec2", 2}, {"vec3", "color", "vec3", 3},
    {"vec4", "color", NULL, 4},   {"sampler2D", "image", NULL, 0},
};

const struct rmx_token *rmx_token_at(const struct rmx_tokens *tokens, int i)
{
    return i >= 0 && i < tokens->count ? &tokens->items[i] : NULL;
}

bool rmx_token_at_is(const struct rmx_tokens *tokens, int i, const char *text)
{
    return i >= 0 && i < tokens->count && rmx_token_is(&tokens->items[i], text);
}

static bool is_blank(const struct rmx_token *token)
{
    return token->kind == RMX_TOKEN_SPACE || token->kind == RMX_TOKEN_NEWLINE ||
           token->kind == RMX_TOKEN_COMMENT;
}

int rmx_token_skip(const struct rmx_tokens *tokens, int i)
{
    while (i < tokens->count && is_blank(&tokens->items[i]))
        i++;
    return i;
}

bool rmx_tokens_are(const struct rmx_tokens *tokens, int i, const char *const *words)
{
    for (; *words; words++, i = rmx_token_skip(tokens, i + 1))
        if (!rmx_token_at_is(tokens, i, *words))
            return false;
    return true;
}

static const struct rmx_uniform_kind *find_kind(const struct rmx_token *type)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (rmx_token_is(type, kinds[i].type))
            return &kinds[i];
    return NULL;
}

static bool is_precision(const struct rmx_token *token)
{
    return token && (rmx_token_is(token, "lowp") || rmx_token_is(token, "mediump") ||
                     rmx_token_is(token, "highp"));
}

static bool is_default(const struct rmx_token *comment)
{
    const char *at = comment->text + 2, *end = comment->text + comment->length;
    while (at < end && isspace((unsigned char)*at))
        at++;
    return at < end && *at == '=';
}

// A comment with a default between two tokens, or after the second one on its line.
static const char *find_default(const struct rmx_uniforms *uniforms, int from, int end)
{
    for (int i = from; i < uniforms->tokens.count; i++) {
        const struct rmx_token *token = &uniforms->tokens.items[i];
        if (token->kind == RMX_TOKEN_COMMENT && is_default(token))
            return rmx_arena_copy_n(uniforms->arena, token->text + 2, (size_t)token->length - 2);
        if (i > end && token->kind != RMX_TOKEN_SPACE)
            break;
    }
    return "";
}

static bool is_known(const struct rmx_uniforms *uniforms, const struct rmx_token *name)
{
    for (int i = 0; i < uniforms->count; i++) {
        const struct rmx_token *other = uniforms->items[i].name;
        if (other->length == name->length &&
            memcmp(other->text, name->text, (size_t)name->length) == 0)
            return true;
    }
    return false;
}

// Behind `[ ... ]`, where one opens at `i`.
static int skip_array(const struct rmx_tokens *tokens, int i)
{
    if (!rmx_token_at_is(tokens, i, "["))
        return i;
    while (i < tokens->count && !rmx_token_at_is(tokens, i, "]"))
        i++;
    return rmx_token_skip(tokens, i + 1);
}

// The ',' or ';' behind an initialiser.
static int skip_initialiser(const struct rmx_tokens *tokens, int i)
{
    int depth = 0;
    for (; i < tokens->count; i++) {
        depth += rmx_token_at_is(tokens, i, "(") - rmx_token_at_is(tokens, i, ")");
        if (rmx_token_at_is(tokens, i, ";") || (depth <= 0 && rmx_token_at_is(tokens, i, ",")))
            break;
    }
    return i;
}

// One name of a declaration and what follows it: the ',' or ';' is at *next. False: not to be read.
static bool read_name(struct rmx_uniforms *uniforms, struct rmx_uniform uniform, int at, int *next)
{
    const struct rmx_tokens *tokens = &uniforms->tokens;
    uniform.name = rmx_token_at(tokens, at);
    uniform.said = "";
    if (!uniform.name || uniform.name->kind != RMX_TOKEN_NAME ||
        uniforms->count == RMX_MOST_UNIFORMS)
        return false;
    bool is_taken = uniforms->is_hosts(&uniform) || is_known(uniforms, uniform.name);
    int after = rmx_token_skip(tokens, at + 1), end = skip_array(tokens, after);
    bool is_input = rmx_token_is(uniform.word, "uniform") && end == after;
    uniform.kind = is_input && !is_taken ? find_kind(uniform.type) : NULL;
    if (!is_taken && !uniform.kind)
        return false;
    *next = end;
    if (rmx_token_at_is(tokens, end, "=")) {
        *next = skip_initialiser(tokens, end);
        const struct rmx_token *last = rmx_token_at(tokens, *next);
        const char *from = tokens->items[end].text;
        if (last)
            uniform.said = rmx_arena_copy_n(uniforms->arena, from, (size_t)(last->text - from));
    }
    uniforms->items[uniforms->count++] = uniform;
    return true;
}

static int skip_back(const struct rmx_tokens *tokens, int i)
{
    while (i >= 0 && is_blank(&tokens->items[i]))
        i--;
    return i;
}

// Where the declaration with its word at `first` begins: with a `layout(...)`, where it has one.
static int find_layout(const struct rmx_tokens *tokens, int first)
{
    int at = skip_back(tokens, first - 1);
    if (!rmx_token_at_is(tokens, at, ")"))
        return first;
    while (at >= 0 && !rmx_token_at_is(tokens, at, "("))
        at--;
    at = skip_back(tokens, at - 1);
    return rmx_token_at_is(tokens, at, "layout") ? at : first;
}

// `uniform type name, name = value, ...;` as a whole, or nothing of it.
static void read_declaration(struct rmx_uniforms *uniforms, int first)
{
    const struct rmx_tokens *tokens = &uniforms->tokens;
    int type = rmx_token_skip(tokens, first + 1), before = uniforms->count;
    if (is_precision(rmx_token_at(tokens, type)))
        type = rmx_token_skip(tokens, type + 1);
    int name = rmx_token_skip(tokens, type + 1), next = name;
    struct rmx_uniform uniform = {.word = rmx_token_at(tokens, first),
                                  .type = rmx_token_at(tokens, type)};
    bool reads = uniform.type && read_name(uniforms, uniform, name, &next);
    while (reads && rmx_token_at_is(tokens, next, ","))
        reads = read_name(uniforms, uniform, rmx_token_skip(tokens, next + 1), &next);
    if (!reads || !rmx_token_at_is(tokens, next, ";"))
        uniforms->count = before;
    for (int i = before; i < uniforms->count; i++) {
        uniforms->items[i].first = find_layout(tokens, first);
        uniforms->items[i].last = next;
        if (!*uniforms->items[i].said)
            uniforms->items[i].said = find_default(uniforms, name, next);
    }
}

static bool begins_declaration(const struct rmx_uniforms *uniforms, const struct rmx_token *token)
{
    for (const char *const *word = uniforms->words; *word; word++)
        if (rmx_token_is(token, *word))
            return !token->in_directive;
    return false;
}

void rmx_uniforms_find(struct rmx_uniforms *uniforms)
{
    for (int i = 0; i < uniforms->tokens.count; i++) {
        int before = uniforms->count;
        if (begins_declaration(uniforms, &uniforms->tokens.items[i]))
            read_declaration(uniforms, i);
        if (uniforms->count > before)
            i = uniforms->items[before].last;
    }
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

static void add_numbers(cJSON *input, const struct rmx_uniform_kind *kind, const char *comment)
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

cJSON *rmx_input_add(cJSON *inputs, const char *name, const char *type)
{
    cJSON *input = cJSON_CreateObject();
    cJSON_AddItemToArray(inputs, input);
    cJSON_AddStringToObject(input, "NAME", name);
    cJSON_AddStringToObject(input, "TYPE", type);
    return input;
}

static void add_uniform(const struct rmx_uniform *uniform, cJSON *inputs, struct rmx_arena *arena)
{
    const struct rmx_token *name = uniform->name;
    const char *word = rmx_arena_copy_n(arena, name->text, (size_t)name->length);
    cJSON *input = rmx_input_add(inputs, word, uniform->kind->input);
    if (strcmp(uniform->kind->input, "bool") == 0)
        cJSON_AddBoolToObject(input, "DEFAULT", strstr(uniform->said, "true") != NULL);
    else if (uniform->kind->numbers)
        add_numbers(input, uniform->kind, uniform->said);
}

void rmx_uniforms_add(const struct rmx_uniforms *uniforms, cJSON *inputs)
{
    for (int i = 0; i < uniforms->count; i++)
        if (uniforms->items[i].kind)
            add_uniform(&uniforms->items[i], inputs, uniforms->arena);
}

const char *rmx_header_print(struct rmx_arena *arena, const cJSON *root)
{
    char *text = cJSON_PrintUnformatted(root);
    const char *copy = rmx_arena_copy(arena, text ? text : "{}");
    cJSON_free(text);
    return copy;
}

const char *rmx_said_after(struct rmx_arena *arena, const struct rmx_tokens *tokens,
                           const char *word)
{
    for (int i = 0; i < tokens->count; i++) {
        const struct rmx_token *token = &tokens->items[i];
        if (token->kind != RMX_TOKEN_COMMENT)
            continue;
        const char *text = rmx_arena_copy_n(arena, token->text, (size_t)token->length);
        const char *found = strcasestr(text, word);
        if (!found)
            continue;
        found += strlen(word);
        found += strspn(found, " \t");
        // An asterisk might end the header's comment.
        return rmx_arena_copy_n(arena, found, strcspn(found, "*\r\n"));
    }
    return "";
}

static const struct rmx_uniform *uniform_at(const struct rmx_uniforms *uniforms, int token)
{
    for (int i = 0; i < uniforms->count; i++)
        if (uniforms->items[i].first <= token && token <= uniforms->items[i].last)
            return &uniforms->items[i];
    return NULL;
}

// The first line, from its first token, on which a declaration can stand: no directive, in no #if.
static int find_place(const struct rmx_tokens *tokens)
{
    int depth = 0, place = 0;
    while (place < tokens->count) {
        int i = place;
        while (rmx_token_at(tokens, i) && rmx_token_at(tokens, i)->kind == RMX_TOKEN_SPACE)
            i++;
        bool is_directive =
            rmx_token_at(tokens, i) && rmx_token_at(tokens, i)->kind == RMX_TOKEN_HASH;
        if (!is_directive && !depth)
            return place;
        int word = rmx_token_skip(tokens, i + 1);
        if (is_directive)
            depth += rmx_token_at_is(tokens, word, "if") ||
                     rmx_token_at_is(tokens, word, "ifdef") ||
                     rmx_token_at_is(tokens, word, "ifndef");
        if (is_directive)
            depth -= rmx_token_at_is(tokens, word, "endif");
        while (rmx_token_at(tokens, i) && rmx_token_at(tokens, i)->kind != RMX_TOKEN_NEWLINE)
            i++;
        place = i + 1;
    }
    return tokens->count;
}

// The declaration goes; its lines stay.
static void write_lines(const struct rmx_tokens *tokens, const struct rmx_uniform *uniform,
                        struct rmx_text *out)
{
    const struct rmx_token *last = &tokens->items[uniform->last];
    for (const char *c = tokens->items[uniform->first].text; c < last->text; c++)
        if (*c == '\n')
            rmx_text_add(out, "\n");
}

// The GLSL type that the token, a uniform's name, is cast to wherever it is read; NULL: none.
static const char *cast_of(const struct rmx_uniforms *uniforms, int i)
{
    const struct rmx_token *token = &uniforms->tokens.items[i];
    bool is_name = token->kind == RMX_TOKEN_NAME && !(i && rmx_token_is(token - 1, "."));
    for (int u = 0; is_name && u < uniforms->count; u++) {
        const struct rmx_token *name = uniforms->items[u].name;
        if (uniforms->items[u].kind && name->length == token->length &&
            memcmp(name->text, token->text, (size_t)name->length) == 0)
            return uniforms->items[u].kind->cast;
    }
    return NULL;
}

static void write_token(const struct rmx_uniforms *uniforms, int i, struct rmx_text *out)
{
    const struct rmx_token *token = &uniforms->tokens.items[i];
    const char *cast = cast_of(uniforms, i);
    if (cast)
        rmx_text_printf(out, "%s(%.*s)", cast, token->length, token->text);
    else
        rmx_text_add_n(out, token->text, (size_t)token->length);
}

void rmx_uniforms_write(const struct rmx_uniforms *uniforms, const char *preamble,
                        struct rmx_text *out)
{
    const struct rmx_tokens *tokens = &uniforms->tokens;
    int place = find_place(tokens);
    for (int i = 0; i <= tokens->count; i++) {
        if (i == place)
            rmx_text_add(out, preamble);
        const struct rmx_uniform *uniform = uniform_at(uniforms, i);
        if (uniform && uniform->first == i)
            write_lines(tokens, uniform, out);
        else if (i < tokens->count && !uniform)
            write_token(uniforms, i, out);
    }
}

struct rmx_source_text *rmx_source_rewritten(struct rmx_arena *arena,
                                             const struct rmx_source_text *source,
                                             struct rmx_text *text)
{
    struct rmx_source_text *isf = RMX_NEW(arena, struct rmx_source_text, 1);
    *isf = (struct rmx_source_text){.name = source->name,
                                    .text = rmx_arena_copy_n(arena, text->data, text->length),
                                    .length = text->length};
    rmx_text_finish(text);
    return isf;
}
