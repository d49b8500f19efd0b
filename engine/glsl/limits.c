// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/limits.h"

#include "base/names.h"
#include "glsl/depth.h"
#include "glsl/stores.h"
#include "glsl/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST_SIZE = 32, ENOUGH = 1 << 24 };

// Names of sizes and of structs, each with the largest that it can mean.
struct sizes {
    struct rmx_arena *arena;
    const struct rmx_code *code;
    struct rmx_names values, structs; // structs: in bytes
    long long local, constant;        // bytes so far
    struct rmx_limit limit;
};

// A run of items that is a size.
struct term {
    const struct rmx_code *code;
    int first, last;
};

static long long at_most(long long value)
{
    return value < 0 ? 0 : value < ENOUGH ? value : ENOUGH;
}

static bool is_name(const struct rmx_code *code, int i)
{
    return rmx_code_is_name(code, i);
}

static long long value_of(const struct sizes *sizes, struct term t, int depth);

static long long value_of_one(const struct sizes *sizes, const struct rmx_token *token)
{
    char text[32];
    if (token->kind == RMX_TOKEN_NAME) {
        int known = rmx_names_get(&sizes->values, token->text, (size_t)token->length);
        return known > 0 ? known : 0;
    }
    if (token->kind != RMX_TOKEN_NUMBER || (size_t)token->length >= sizeof(text))
        return token->kind == RMX_TOKEN_NUMBER ? ENOUGH : 0;
    memcpy(text, token->text, (size_t)token->length);
    text[token->length] = '\0';
    bool is_integer = !strpbrk(text, ".eE") || strncasecmp(text, "0x", 2) == 0;
    double value = is_integer ? (double)strtoll(text, NULL, 0) : strtod(text, NULL);
    return value < ENOUGH ? (long long)value : ENOUGH;
}

// The last item that is one of the operators and stands in no brackets; -1: none.
static int find_operator(struct term t, const char *const *operators)
{
    int found = -1;
    for (int i = t.first; i <= t.last; i = t.code->match[i] > i ? t.code->match[i] + 1 : i + 1)
        for (const char *const *o = operators; *o; o++)
            if (i > t.first && rmx_code_is(t.code, i, *o))
                found = i;
    return found;
}

static long long apply(char sign, long long a, long long b)
{
    switch (sign) {
    case '+': return at_most(a + b);
    case '*': return at_most(a * b);
    case '<': return b < 24 ? at_most(a << b) : ENOUGH;
    case '-': return at_most(a - b);
    case '/': return b ? a / b : a;
    default:
        return a; // of a remainder, a shift to the right and all else the left side is the most
    }
}

// The largest of what stands in a call's parentheses: int(), max() and a file's own.
static long long value_of_arguments(const struct sizes *sizes, struct term t, int depth)
{
    long long most = 0;
    for (int i = t.first, from = i; i <= t.last + 1; i++) {
        if (i <= t.last && !rmx_code_is(t.code, i, ",")) {
            i = t.code->match[i] > i ? t.code->match[i] : i;
            continue;
        }
        long long value = value_of(sizes, (struct term){t.code, from, i - 1}, depth + 1);
        most = value > most ? value : most;
        from = i + 1;
    }
    return most;
}

// 0: not known, or nothing.
static long long value_of(const struct sizes *sizes, struct term t, int depth)
{
    static const char *const shifts[] = {"<<", ">>", NULL}, *const sums[] = {"+", "-", NULL};
    static const char *const products[] = {"*", "/", "%", NULL};
    static const char *const *const all[] = {shifts, sums, products};
    if (t.first > t.last)
        return 0;
    if (depth > DEEPEST_SIZE)
        return ENOUGH;
    if (t.first == t.last)
        return value_of_one(sizes, rmx_code_at(t.code, t.first));
    for (size_t k = 0; k < sizeof(all) / sizeof(*all); k++) {
        int at = find_operator(t, all[k]);
        if (at > 0)
            return apply(*rmx_code_at(t.code, at)->text,
                         value_of(sizes, (struct term){t.code, t.first, at - 1}, depth + 1),
                         value_of(sizes, (struct term){t.code, at + 1, t.last}, depth + 1));
    }
    int open = rmx_code_is(t.code, t.first, "(") ? t.first : t.first + 1;
    bool encloses = rmx_code_is(t.code, open, "(") && t.code->match[open] == t.last;
    return encloses
               ? value_of_arguments(sizes, (struct term){t.code, open + 1, t.last - 1}, depth + 1)
               : 0;
}

static void note(struct rmx_names *names, const struct rmx_token *name, long long value)
{
    int before = rmx_names_get(names, name->text, (size_t)name->length);
    if (value > before)
        rmx_names_put(names, name->text, (size_t)name->length, (int)at_most(value));
}

// Macros and constants, in their order; each may be said by those before it.
static void find_values(struct sizes *sizes, const struct rmx_macros *macros)
{
    const struct rmx_code *code = sizes->code;
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_macro *macro = &macros->items[i];
        struct term body = {&macro->body, macro->parameters, macro->body.count - 1};
        bool is_long = body.last - body.first >= DEEPEST_SIZE;
        note(&sizes->values, macro->name, is_long ? ENOUGH : value_of(sizes, body, 0));
    }
    for (int i = 0; i + 1 < code->count; i++) {
        bool is_whole = rmx_code_is(code, i - 1, "int") || rmx_code_is(code, i - 1, "uint") ||
                        rmx_code_is(code, i - 1, ",");
        int last = i + 1;
        if (!is_whole || !is_name(code, i) || !rmx_code_is(code, i + 1, "="))
            continue;
        while (last + 1 < code->count && last - i < DEEPEST_SIZE &&
               !rmx_code_is(code, last + 1, ";") && !rmx_code_is(code, last + 1, ","))
            last++;
        note(&sizes->values, rmx_code_at(code, i),
             last - i == DEEPEST_SIZE ? ENOUGH
                                      : value_of(sizes, (struct term){code, i + 2, last}, 0));
    }
}

static void refuse(struct sizes *sizes, int item, const char *message)
{
    if (sizes->limit.at)
        return;
    sizes->limit = (struct rmx_limit){
        rmx_code_at(sizes->code, item), message,
        "a picture that the effect keeps (PASSES with a TARGET) holds more", NULL};
}

// Numbers of a plain type, four bytes each; of a struct what it holds.
static long long bytes_of_type(const struct sizes *sizes, int item)
{
    const struct rmx_token *type = rmx_code_at(sizes->code, item);
    int known = rmx_names_get(&sizes->structs, type->text, (size_t)type->length);
    if (known >= 0)
        return known;
    if (!rmx_word_is_type(type))
        return 4;
    int columns = 1, rows = 1;
    const char *digit = type->text + type->length - 1;
    if (type->length > 3 && *digit >= '2' && *digit <= '4')
        rows = *digit - '0';
    if (strncmp(type->text, "mat", 3) == 0 || strncmp(type->text, "dmat", 4) == 0)
        columns = 4;
    return 4LL * rows * columns;
}

// The product of the brackets from item `i` on; 1: there are none. `*end`: the item behind them.
static long long elements(struct sizes *sizes, int i, int *end)
{
    long long product = 1;
    for (; rmx_code_is(sizes->code, i, "[") && sizes->code->match[i] > i;
         i = sizes->code->match[i] + 1) {
        struct term size = {sizes->code, i + 1, sizes->code->match[i] - 1};
        long long value = value_of(sizes, size, 0);
        product = at_most(product * (value > 1 ? value : 1));
        if (product > RMX_MOST_ELEMENTS)
            refuse(sizes, i,
                   rmx_arena_printf(sizes->arena, "more than %d elements of an array",
                                    RMX_MOST_ELEMENTS));
    }
    *end = i;
    return product;
}

static void add_bytes(struct sizes *sizes, int item, long long bytes, bool is_const)
{
    long long *sum = is_const ? &sizes->constant : &sizes->local;
    int most = is_const ? RMX_MOST_CONST_BYTES : RMX_MOST_LOCAL_BYTES;
    *sum = at_most(*sum + bytes);
    if (*sum > most)
        refuse(sizes, item,
               rmx_arena_printf(sizes->arena, "the %s of this file have more than %d bytes",
                                is_const ? "constant arrays" : "arrays", most));
}

static int skip_initialiser(const struct rmx_code *code, int i)
{
    while (i < code->count && !rmx_code_is(code, i, ",") && !rmx_code_is(code, i, ";") &&
           !rmx_code_is(code, i, ")"))
        i = code->match[i] > i ? code->match[i] + 1 : i + 1;
    return i;
}

// `type [n] name [m], name [k] ...` at item `i`: its bytes go to the sum, or to *member. Returns
// the item behind what was read.
static int read_names(struct sizes *sizes, int i, bool is_const, long long *member)
{
    const struct rmx_code *code = sizes->code;
    long long of_type = bytes_of_type(sizes, i);
    bool is_struct = of_type > 64;
    int at;
    long long outer = elements(sizes, i + 1, &at);
    while (is_name(code, at)) {
        int name = at;
        long long count = elements(sizes, at + 1, &at);
        long long bytes = at_most(of_type * at_most(outer * count));
        if (member)
            *member = at_most(*member + bytes);
        else if (outer * count > 1 || is_struct)
            add_bytes(sizes, name, bytes, is_const);
        if (rmx_code_is(code, at, "="))
            at = skip_initialiser(code, at);
        if (!rmx_code_is(code, at, ","))
            break;
        at++;
    }
    return at;
}

static int read_struct(struct sizes *sizes, int i)
{
    const struct rmx_code *code = sizes->code;
    int open = rmx_code_is(code, i + 1, "{") ? i + 1 : i + 2;
    if (!rmx_code_is(code, open, "{"))
        return i;
    int close = rmx_code_close(code, open);
    long long bytes = 0;
    for (int k = open + 1; k < close; k++)
        if (is_name(code, k) && (is_name(code, k + 1) || rmx_code_is(code, k + 1, "[")))
            k = read_names(sizes, k, false, &bytes);
    if (open == i + 2)
        note(&sizes->structs, rmx_code_at(code, i + 1), bytes);
    if (is_name(code, close + 1)) { // and variables of it
        int end;
        add_bytes(sizes, close + 1, at_most(bytes * elements(sizes, close + 2, &end)), false);
    }
    return close;
}

static void find_arrays(struct sizes *sizes)
{
    const struct rmx_code *code = sizes->code;
    bool is_const = false;
    for (int i = 0; i < code->count && !sizes->limit.at; i++) {
        is_const |= rmx_code_is(code, i, "const");
        is_const &= !rmx_code_is(code, i, ";") && !rmx_code_is(code, i, "{");
        if (rmx_code_is(code, i, "struct")) {
            i = read_struct(sizes, i);
            continue;
        }
        const struct rmx_token *type = rmx_code_at(code, i);
        bool is_type = is_name(code, i) && !rmx_code_is(code, i - 1, ".") &&
                       (rmx_word_is_type(type) || !rmx_word_is_keyword(type));
        int behind = i + 1;
        while (rmx_code_is(code, behind, "[") && code->match[behind] > behind)
            behind = code->match[behind] + 1;
        if (is_type && is_name(code, behind))
            i = read_names(sizes, i, is_const, NULL) - 1;
    }
}

static struct rmx_limit check_macros(struct rmx_arena *scratch, const struct rmx_macros *macros)
{
    for (int i = 0; i < macros->count; i++)
        if (macros->items[i].arity > RMX_MOST_PARAMETERS)
            return (struct rmx_limit){macros->items[i].name,
                                      rmx_arena_printf(scratch,
                                                       "more than %d parameters of a macro",
                                                       RMX_MOST_PARAMETERS),
                                      NULL, NULL};
    return (struct rmx_limit){0};
}

struct rmx_limit rmx_limits_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                  const struct rmx_macros *macros)
{
    struct rmx_limit limit = check_macros(scratch, macros);
    if (!limit.at)
        limit = rmx_stores_check(scratch, code, macros);
    if (limit.at)
        return limit;
    const struct rmx_token *deep = rmx_depth_check(scratch, code, macros);
    if (deep)
        return (struct rmx_limit){
            deep,
            rmx_arena_printf(scratch, "this goes deeper than %d operators, brackets counting 8",
                             RMX_MOST_DEPTH),
            "keep a part of it in a variable", NULL};
    struct sizes sizes = {.arena = scratch,
                          .code = code,
                          .values = {.arena = scratch},
                          .structs = {.arena = scratch}};
    find_values(&sizes, macros);
    find_arrays(&sizes);
    return sizes.limit;
}
