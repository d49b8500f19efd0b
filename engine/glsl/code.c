// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/code.h"

#include <string.h>

enum { MOST_BRANCHES = 64, DEEPEST_STATEMENT = 64 };

// Bracket depth while the tokens go by; each branch of an #if starts at the depth of the #if.
struct depths {
    int depth;
    int branches[MOST_BRANCHES];
    int branch_count;
    bool is_balanced, branches_balanced;
    const struct rmx_token *too_deep;
};

static bool is_blank(const struct rmx_token *token)
{
    return token->kind == RMX_TOKEN_SPACE || token->kind == RMX_TOKEN_NEWLINE ||
           token->kind == RMX_TOKEN_COMMENT;
}

static int bracket(const struct rmx_token *token)
{
    if (token->kind != RMX_TOKEN_PUNCTUATION || token->length != 1)
        return 0;
    if (strchr("([{", *token->text))
        return 1;
    return strchr(")]}", *token->text) ? -1 : 0;
}

const struct rmx_token *rmx_directive_next(const struct rmx_tokens *tokens, int *i)
{
    for (; *i < tokens->count && tokens->items[*i].in_directive; (*i)++)
        if (!is_blank(&tokens->items[*i]))
            return &tokens->items[(*i)++];
    return NULL;
}

static void end_branch(struct depths *depths)
{
    if (depths->branch_count && depths->depth != depths->branches[depths->branch_count - 1])
        depths->branches_balanced = false;
}

static void follow_directive(struct depths *depths, const struct rmx_tokens *tokens, int hash)
{
    int i = hash + 1;
    const struct rmx_token *word = rmx_directive_next(tokens, &i);
    if (!word)
        return;
    if (rmx_token_is(word, "if") || rmx_token_is(word, "ifdef") || rmx_token_is(word, "ifndef")) {
        if (depths->branch_count < MOST_BRANCHES)
            depths->branches[depths->branch_count++] = depths->depth;
        else
            depths->branches_balanced = false;
    } else if (rmx_token_is(word, "else") || rmx_token_is(word, "elif")) {
        end_branch(depths);
        if (depths->branch_count)
            depths->depth = depths->branches[depths->branch_count - 1];
    } else if (rmx_token_is(word, "endif")) {
        end_branch(depths);
        depths->branch_count -= depths->branch_count > 0;
    }
}

// The depth at which the token stands: a closing bracket stands as deep as its opening one.
static int step(struct depths *depths, const struct rmx_token *token)
{
    int turn = bracket(token);
    if (turn < 0 && depths->depth == 0)
        depths->is_balanced = false;
    else if (turn < 0)
        depths->depth--;
    int depth = depths->depth;
    if (turn > 0 && depth >= RMX_MOST_NESTING)
        depths->too_deep = depths->too_deep ? depths->too_deep : token;
    else if (turn > 0)
        depths->depth++;
    return depth;
}

static bool is_pair(const struct rmx_token *open, const struct rmx_token *close)
{
    return *close->text == (*open->text == '(' ? ')' : *open->text == '[' ? ']' : '}');
}

// From the end to the start: a bracket's partner is the next closing one of its depth.
static void match_brackets(struct rmx_code *code, const int *depth)
{
    int next[RMX_MOST_NESTING + 1]; // what is too deep stands one further
    memset(next, -1, sizeof(next));
    for (int i = code->count - 1; i >= 0; i--) {
        int turn = bracket(rmx_code_at(code, i));
        code->match[i] = turn > 0 ? next[depth[i]] : -1;
        if (turn < 0)
            next[depth[i]] = i;
        if (turn > 0 && (code->match[i] < 0 ||
                         !is_pair(rmx_code_at(code, i), rmx_code_at(code, code->match[i]))))
            code->is_balanced = false;
    }
}

static struct rmx_code make(struct rmx_arena *arena, const struct rmx_tokens *tokens, int first,
                            bool directive)
{
    struct depths depths = {.is_balanced = true, .branches_balanced = true};
    struct rmx_code code = {.tokens = tokens->items};
    int most = directive ? 0 : tokens->count;
    if (directive)
        for (int i = first; i < tokens->count && tokens->items[i].in_directive; i++)
            most++;
    code.index = RMX_NEW(arena, int, most);
    code.match = RMX_NEW(arena, int, most);
    int *depth = RMX_NEW(arena, int, most);
    for (int i = first; i < first + most; i++) {
        const struct rmx_token *token = &tokens->items[i];
        if (token->kind == RMX_TOKEN_HASH && !directive)
            follow_directive(&depths, tokens, i);
        if (is_blank(token) || token->in_directive != directive)
            continue;
        code.index[code.count] = i;
        depth[code.count++] = step(&depths, token);
    }
    code.is_balanced = depths.is_balanced;
    code.branches_balanced = depths.branches_balanced;
    code.too_deep = depths.too_deep;
    match_brackets(&code, depth);
    return code;
}

struct rmx_code rmx_code_make(struct rmx_arena *arena, const struct rmx_tokens *tokens)
{
    return make(arena, tokens, 0, false);
}

const struct rmx_token *rmx_code_at(const struct rmx_code *code, int i)
{
    return &code->tokens[code->index[i]];
}

bool rmx_code_is(const struct rmx_code *code, int i, const char *text)
{
    return i >= 0 && i < code->count && rmx_token_is(rmx_code_at(code, i), text);
}

bool rmx_code_same(const struct rmx_code *code, int a, int b)
{
    if (a < 0 || b < 0 || a >= code->count || b >= code->count)
        return false;
    const struct rmx_token *left = rmx_code_at(code, a), *right = rmx_code_at(code, b);
    return left->length == right->length &&
           memcmp(left->text, right->text, (size_t)left->length) == 0;
}

bool rmx_code_is_name(const struct rmx_code *code, int i)
{
    return i >= 0 && i < code->count && rmx_code_at(code, i)->kind == RMX_TOKEN_NAME;
}

int rmx_code_close(const struct rmx_code *code, int i)
{
    return code->match[i] > i ? code->match[i] : code->count - 1;
}

int rmx_code_arity(const struct rmx_code *code, int i)
{
    int close = rmx_code_close(code, i), commas = 0;
    if (close == i + 1 || (close == i + 2 && rmx_code_is(code, i + 1, "void")))
        return 0;
    for (int k = i + 1; k < close; k++) {
        commas += rmx_code_is(code, k, ",");
        if (code->match[k] > k)
            k = code->match[k];
    }
    return commas + 1;
}

static int statement_end(const struct rmx_code *code, int i, int depth)
{
    if (i >= code->count || depth > DEEPEST_STATEMENT)
        return code->count - 1;
    if (rmx_code_is(code, i, "{"))
        return rmx_code_close(code, i);
    if (rmx_code_is(code, i, "do")) {
        int body = statement_end(code, i + 1, depth + 1);
        return rmx_code_is(code, body + 1, "while") ? statement_end(code, body + 2, depth + 1)
                                                    : body;
    }
    bool heads = rmx_code_is(code, i, "for") || rmx_code_is(code, i, "while") ||
                 rmx_code_is(code, i, "if") || rmx_code_is(code, i, "switch");
    if (heads && rmx_code_is(code, i + 1, "(")) {
        int body = statement_end(code, rmx_code_close(code, i + 1) + 1, depth + 1);
        bool more = rmx_code_is(code, i, "if") && rmx_code_is(code, body + 1, "else");
        return more ? statement_end(code, body + 2, depth + 1) : body;
    }
    while (i < code->count && !rmx_code_is(code, i, ";") && !rmx_code_is(code, i, "}"))
        i = code->match[i] > i ? code->match[i] + 1 : i + 1;
    return i < code->count ? i : code->count - 1;
}

int rmx_code_statement_end(const struct rmx_code *code, int i)
{
    return statement_end(code, i, 0);
}

static bool same_name(const struct rmx_token *a, const struct rmx_token *b)
{
    return a->kind == RMX_TOKEN_NAME && a->length == b->length &&
           memcmp(a->text, b->text, (size_t)a->length) == 0;
}

static int count_repeats(const struct rmx_macro *macro)
{
    enum { MOST_COMPARED = 1000000 };
    int most = 1, length = macro->body.count - macro->parameters;
    if ((long long)macro->parameters * length > MOST_COMPARED)
        return length;
    for (int p = 1; p < macro->parameters - 1; p++) {
        int count = 0;
        for (int i = macro->parameters; i < macro->body.count; i++)
            count += same_name(rmx_code_at(&macro->body, p), rmx_code_at(&macro->body, i));
        most = count > most ? count : most;
    }
    return most;
}

static int product(int a, int b)
{
    return (long long)a * b < RMX_MOST_REPEATS ? a * b : RMX_MOST_REPEATS;
}

int rmx_repeats_at(struct rmx_repeats *repeats, int item)
{
    while (repeats->depth && repeats->ends[repeats->depth - 1] < item)
        repeats->depth--;
    return repeats->depth ? repeats->factors[repeats->depth - 1] : 1;
}

void rmx_repeats_enter(struct rmx_repeats *repeats, int end, int factor)
{
    int most = (int)(sizeof(repeats->ends) / sizeof(*repeats->ends));
    int outer = repeats->depth ? repeats->factors[repeats->depth - 1] : 1;
    if (factor <= 1)
        return;
    if (repeats->depth == most) // the outermost of these arguments then stands for them all
        repeats->factors[most - 1] = product(outer, factor);
    else {
        repeats->ends[repeats->depth] = end;
        repeats->factors[repeats->depth++] = product(outer, factor);
    }
}

// In a #define, only a parenthesis right behind the name begins parameters.
static struct rmx_macro read_macro(struct rmx_arena *arena, const struct rmx_tokens *tokens,
                                   int name)
{
    struct rmx_macro macro = {.name = &tokens->items[name], .arity = -1, .repeats = 1};
    macro.body = make(arena, tokens, name + 1, true);
    bool touches = name + 1 < tokens->count && rmx_token_is(&tokens->items[name + 1], "(") &&
                   macro.body.count > 0;
    if (touches) {
        macro.arity = rmx_code_arity(&macro.body, 0);
        macro.parameters = rmx_code_close(&macro.body, 0) + 1;
        macro.repeats = count_repeats(&macro);
    }
    return macro;
}

struct rmx_macros rmx_macros_find(struct rmx_arena *arena, const struct rmx_tokens *tokens)
{
    struct rmx_macros macros = {0};
    for (int i = 0; i < tokens->count; i++) {
        if (tokens->items[i].kind != RMX_TOKEN_HASH)
            continue;
        int at = i + 1;
        const struct rmx_token *word = rmx_directive_next(tokens, &at);
        if (!word || !rmx_token_is(word, "define"))
            continue;
        const struct rmx_token *name = rmx_directive_next(tokens, &at);
        if (name && name->kind == RMX_TOKEN_NAME)
            *RMX_PUSH(arena, &macros.items, &macros.count) = read_macro(arena, tokens, at - 1);
    }
    return macros;
}
