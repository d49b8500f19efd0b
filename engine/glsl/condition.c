// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/condition.h"

#include "base/names.h"
#include "glsl/code.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TOKENS = 1000, DEEPEST_MACRO = 32, DEEPEST_EXPRESSION = 64 };

struct definition {
    bool is_defined, is_unknown;
    int first; // the replacement list's first token; -1: `value` is all of it
    long value;
};

struct rmx_conditions {
    struct rmx_arena *arena;
    const struct rmx_tokens *tokens;
    struct rmx_names names; // to definitions
    struct definition *items;
    int count;
};

// A condition with its macros replaced, while it is read.
struct condition {
    const struct rmx_conditions *conditions;
    struct item {
        const struct rmx_token *token; // NULL: `value`
        long value;
    } items[MOST_TOKENS];
    int count, at;
    int expansions; // so far; empty macros would make no item and yet no end
    bool fails;
};

static void put(struct rmx_conditions *c, const char *name, size_t length,
                struct definition definition)
{
    rmx_names_put(&c->names, name, length, c->count);
    *RMX_PUSH(c->arena, &c->items, &c->count) = definition;
}

struct rmx_conditions *rmx_conditions_create(struct rmx_arena *arena,
                                             const struct rmx_tokens *tokens)
{
    static const struct {
        const char *name;
        long value;
    } known[] = {
        {"__VERSION__", 450},       {"GL_core_profile", 1},    {"GL_FRAGMENT_PRECISION_HIGH", 1},
        {"REMONTAGE", 1},           {"RENDERSIZE", 0},         {"IMG_NORM_PIXEL", 0},
        {"IMG_PIXEL", 0},           {"IMG_THIS_PIXEL", 0},     {"IMG_SIZE", 0},
        {"IMG_THIS_NORM_PIXEL", 0}, {"IMG_NORM_THIS_PIXEL", 0}};
    struct rmx_conditions *c = RMX_NEW(arena, struct rmx_conditions, 1);
    *c = (struct rmx_conditions){.arena = arena, .tokens = tokens, .names = {.arena = arena}};
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        put(c, known[i].name, strlen(known[i].name),
            (struct definition){.is_defined = true, .first = -1, .value = known[i].value});
    return c;
}

void rmx_conditions_define(struct rmx_conditions *c, int at, bool defines, bool maybe)
{
    const struct rmx_token *name = rmx_directive_next(c->tokens, &at);
    if (!name || name->kind != RMX_TOKEN_NAME)
        return;
    bool has_arguments = at < c->tokens->count && rmx_token_is(&c->tokens->items[at], "(");
    struct definition definition = {.is_defined = defines, .first = at};
    definition.is_unknown = maybe || (defines && has_arguments);
    if (has_arguments && !maybe)
        definition.first = -1; // it is defined, if nothing else
    put(c, name->text, (size_t)name->length, definition);
}

// Extensions are the driver's; those of OpenGL ES are none of desktop OpenGL's.
static bool is_drivers(const struct rmx_token *name)
{
    static const char *const ours[] = {"GL_ES", "GL_OES_"};
    for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
        if ((size_t)name->length >= strlen(ours[i]) &&
            memcmp(name->text, ours[i], strlen(ours[i])) == 0)
            return false;
    return (name->length > 3 && memcmp(name->text, "GL_", 3) == 0) ||
           (name->length > 2 && memcmp(name->text, "__", 2) == 0);
}

static const struct definition *find(const struct rmx_conditions *c, const struct rmx_token *name)
{
    static const struct definition nothing = {0}, drivers = {.is_unknown = true};
    int i = rmx_names_get(&c->names, name->text, (size_t)name->length);
    if (i >= 0)
        return &c->items[i];
    return is_drivers(name) ? &drivers : &nothing;
}

static enum rmx_truth defined(const struct rmx_conditions *c, const struct rmx_token *name)
{
    const struct definition *definition = find(c, name);
    if (definition->is_unknown && definition->first >= 0)
        return RMX_TRUTH_UNKNOWN;
    return definition->is_defined ? RMX_TRUTH_YES : RMX_TRUTH_NO;
}

enum rmx_truth rmx_condition_defined(const struct rmx_conditions *c, int at, bool wanted)
{
    const struct rmx_token *name = rmx_directive_next(c->tokens, &at);
    if (!name || name->kind != RMX_TOKEN_NAME)
        return RMX_TRUTH_UNKNOWN;
    enum rmx_truth truth = defined(c, name);
    if (truth == RMX_TRUTH_UNKNOWN)
        return truth;
    return (truth == RMX_TRUTH_YES) == wanted ? RMX_TRUTH_YES : RMX_TRUTH_NO;
}

static void add(struct condition *condition, struct item item)
{
    if (condition->count == MOST_TOKENS)
        condition->fails = true;
    else
        condition->items[condition->count++] = item;
}

// `defined NAME` or `defined(NAME)`, whose name is not replaced; the token after it.
static int add_defined(struct condition *condition, int at)
{
    const struct rmx_tokens *tokens = condition->conditions->tokens;
    const struct rmx_token *name = rmx_directive_next(tokens, &at);
    bool encloses = name && rmx_token_is(name, "(");
    if (encloses)
        name = rmx_directive_next(tokens, &at);
    const struct rmx_token *close = encloses ? rmx_directive_next(tokens, &at) : NULL;
    if (!name || name->kind != RMX_TOKEN_NAME || (encloses && !(close && rmx_token_is(close, ")"))))
        condition->fails = true;
    else if (defined(condition->conditions, name) == RMX_TRUTH_UNKNOWN)
        condition->fails = true;
    else
        add(condition,
            (struct item){.value = defined(condition->conditions, name) == RMX_TRUTH_YES});
    return at;
}

// The rest of the line from token `at` on, macros replaced.
static void expand(struct condition *condition, int at, int depth)
{
    const struct rmx_conditions *c = condition->conditions;
    const struct rmx_token *token;
    if (depth > DEEPEST_MACRO || ++condition->expansions > MOST_TOKENS)
        condition->fails = true;
    while (!condition->fails && (token = rmx_directive_next(c->tokens, &at))) {
        if (token->kind != RMX_TOKEN_NAME) {
            add(condition, (struct item){.token = token});
            continue;
        }
        if (rmx_token_is(token, "defined")) {
            at = add_defined(condition, at);
            continue;
        }
        const struct definition *definition = find(c, token);
        if (definition->is_unknown)
            condition->fails = true;
        else if (definition->is_defined && definition->first >= 0)
            expand(condition, definition->first, depth + 1);
        else
            add(condition, (struct item){.value = definition->value});
    }
}

static const struct item *here(const struct condition *condition)
{
    static const struct rmx_token nothing = {.kind = RMX_TOKEN_OTHER, .text = ""};
    static const struct item end = {.token = &nothing};
    return condition->at < condition->count ? &condition->items[condition->at] : &end;
}

static bool take(struct condition *condition, const char *text)
{
    const struct rmx_token *token = here(condition)->token;
    if (!token || !rmx_token_is(token, text))
        return false;
    condition->at++;
    return true;
}

static long fail(struct condition *condition)
{
    condition->fails = true;
    return 0;
}

static long number(struct condition *condition, const struct rmx_token *token)
{
    char text[24];
    size_t length = (size_t)token->length;
    if (token->kind != RMX_TOKEN_NUMBER || length >= sizeof(text))
        return fail(condition);
    memcpy(text, token->text, length);
    text[length] = '\0';
    char *end;
    long value = strtol(text, &end, 0);
    if (*end && strchr("uU", *end))
        end++;
    return *end || labs(value) > 0x7fffffff ? fail(condition) : value;
}

static long binary(struct condition *condition, int lowest, int depth);

static long unary(struct condition *condition, int depth)
{
    if (depth > DEEPEST_EXPRESSION)
        return fail(condition);
    if (take(condition, "!"))
        return !unary(condition, depth + 1);
    if (take(condition, "-"))
        return -unary(condition, depth + 1);
    if (take(condition, "~"))
        return ~unary(condition, depth + 1);
    if (take(condition, "+"))
        return unary(condition, depth + 1);
    if (take(condition, "(")) {
        long value = binary(condition, 0, depth + 1);
        return take(condition, ")") ? value : fail(condition);
    }
    const struct item *item = here(condition);
    condition->at++;
    return item->token ? number(condition, item->token) : item->value;
}

static const struct operation {
    const char *text;
    int precedence;
} operations[] = {{"||", 0}, {"&&", 1}, {"|", 2},  {"^", 3}, {"&", 4}, {"==", 5},
                  {"!=", 5}, {"<=", 6}, {">=", 6}, {"<", 6}, {">", 6}, {"<<", 7},
                  {">>", 7}, {"+", 8},  {"-", 8},  {"*", 9}, {"/", 9}, {"%", 9}};

static long apply(struct condition *condition, const char *text, long a, long b)
{
    switch (*text) {
    case '|': return text[1] ? a || b : a | b;
    case '&': return text[1] ? a && b : a & b;
    case '^': return a ^ b;
    case '=': return a == b;
    case '!': return a != b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return labs(a) > 0xffff || labs(b) > 0xffff ? fail(condition) : a * b;
    case '/': return b ? a / b : fail(condition);
    case '%': return b ? a % b : fail(condition);
    }
    if (text[1] == '=')
        return *text == '<' ? a <= b : a >= b;
    if (!text[1])
        return *text == '<' ? a < b : a > b;
    if (a < 0 || a > 0xffff || b < 0 || b > 15)
        return fail(condition);
    return *text == '<' ? a << b : a >> b;
}

static long binary(struct condition *condition, int lowest, int depth)
{
    long value = unary(condition, depth);
    for (bool found = true; found && !condition->fails;) {
        found = false;
        for (size_t i = 0; i < sizeof(operations) / sizeof(*operations) && !found; i++) {
            const struct operation *o = &operations[i];
            if (o->precedence < lowest || !take(condition, o->text))
                continue;
            found = true;
            value =
                apply(condition, o->text, value, binary(condition, o->precedence + 1, depth + 1));
        }
    }
    return value;
}

enum rmx_truth rmx_condition_truth(const struct rmx_conditions *conditions, int at)
{
    struct condition condition = {.conditions = conditions};
    expand(&condition, at, 0);
    if (condition.fails)
        return RMX_TRUTH_UNKNOWN;
    long value = binary(&condition, 0, 0);
    if (condition.fails || condition.at < condition.count)
        return RMX_TRUTH_UNKNOWN;
    return value ? RMX_TRUTH_YES : RMX_TRUTH_NO;
}
