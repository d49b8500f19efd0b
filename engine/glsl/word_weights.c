// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/word_weights.h"

#include "glsl/words.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 20, INDEX = 24, WIDEST = 4 };

// Numbers of a plain type or a struct; 0: it is no type.
static int numbers_of_type(const struct rmx_word_weights *weights, const struct rmx_token *type)
{
    int known = rmx_names_get(&weights->structs, type->text, (size_t)type->length);
    if (known >= 0)
        return known;
    if (!rmx_word_is_type(type))
        return 0;
    char last = type->text[type->length - 1];
    int size = type->length > 3 && last >= '2' && last <= '4' ? last - '0' : 1;
    bool is_matrix = !strncmp(type->text, "mat", 3) || !strncmp(type->text, "dmat", 4);
    return is_matrix ? size * size : size;
}

static void note(struct rmx_names *names, const struct rmx_token *name, long long value)
{
    int most = value < MOST ? (int)value : MOST;
    if (most > rmx_names_get(names, name->text, (size_t)name->length))
        rmx_names_put(names, name->text, (size_t)name->length, most);
}

// The elements of the brackets from item `i` on; what is no number is a constant, and may be many.
static long long elements(const struct rmx_code *code, int i, int *end)
{
    enum { UNKNOWN = 64 };
    long long product = 1;
    for (; rmx_code_is(code, i, "[") && code->match[i] > i; i = code->match[i] + 1) {
        const struct rmx_token *size = rmx_code_at(code, i + 1);
        bool is_number = size->kind == RMX_TOKEN_NUMBER && code->match[i] == i + 2;
        long long count = is_number ? strtol(size->text, NULL, 0) : UNKNOWN;
        count = count < 1 ? 1 : count < MOST ? count : MOST;
        product = product * count;
        product = product < MOST ? product : MOST;
    }
    *end = i;
    return product;
}

// `type name [n], name ...` from item `i` on; returns the numbers of all.
static long long read_names(struct rmx_word_weights *weights, const struct rmx_code *code, int i)
{
    int of_type = numbers_of_type(weights, rmx_code_at(code, i)), at;
    long long outer = elements(code, i + 1, &at), sum = 0;
    while (of_type && rmx_code_is_name(code, at)) {
        const struct rmx_token *name = rmx_code_at(code, at);
        long long count = outer * elements(code, at + 1, &at);
        note(&weights->numbers, name, of_type);
        if (strchr("iu", *rmx_code_at(code, i)->text))
            note(&weights->whole, name, of_type);
        if (count > 1)
            note(&weights->elements, name, count);
        sum += of_type * (count < MOST ? count : MOST);
        for (; at < code->count && !rmx_code_is(code, at, ",") && !rmx_code_is(code, at, ";") &&
               !rmx_code_is(code, at, ")");
             at++)
            at = code->match[at] > at ? code->match[at] : at;
        at += rmx_code_is(code, at, ",");
    }
    return sum < MOST ? sum : MOST;
}

static void read_struct(struct rmx_word_weights *weights, const struct rmx_code *code, int i)
{
    int close = rmx_code_close(code, i + 2);
    long long sum = 0;
    for (int k = i + 3; k < close; k++)
        if (rmx_code_is(code, k - 1, "{") || rmx_code_is(code, k - 1, ";"))
            sum += read_names(weights, code, k);
    note(&weights->structs, rmx_code_at(code, i + 1), sum);
}

// A macro that says a type stands for it.
static void read_macros(struct rmx_word_weights *weights, const struct rmx_macros *macros)
{
    for (int i = 0; i < macros->count; i++)
        for (int k = macros->items[i].parameters; k < macros->items[i].body.count; k++) {
            int numbers = numbers_of_type(weights, rmx_code_at(&macros->items[i].body, k));
            if (numbers > 1)
                note(&weights->structs, macros->items[i].name, numbers);
        }
}

struct rmx_word_weights rmx_word_weights_find(struct rmx_arena *arena, const struct rmx_code *code,
                                              const struct rmx_macros *macros)
{
    struct rmx_word_weights weights = {
        {.arena = arena}, {.arena = arena}, {.arena = arena}, {.arena = arena}};
    for (int i = 0; i < code->count; i++)
        if (rmx_code_is(code, i, "struct") && rmx_code_is(code, i + 2, "{"))
            read_struct(&weights, code, i);
    read_macros(&weights, macros);
    for (int i = 0; i < code->count; i++)
        if (rmx_code_is_name(code, i) && !rmx_code_is(code, i - 1, "."))
            read_names(&weights, code, i);
    return weights;
}

// Of the widest that is named in the parentheses from item `i` on.
static int width(const struct rmx_word_weights *weights, const struct rmx_code *code, int i)
{
    int most = 1, close = rmx_code_close(code, i);
    for (int k = i + 1; k < close && most < WIDEST; k++) {
        const struct rmx_token *token = rmx_code_at(code, k);
        bool is_part = rmx_code_is(code, k + 1, ".");
        int known = is_part || token->kind != RMX_TOKEN_NAME ? 0
                    : rmx_code_is(code, k - 1, ".")
                        ? token->length
                        : rmx_names_get(&weights->numbers, token->text, (size_t)token->length);
        if (!is_part && known < 0)
            known = numbers_of_type(weights, token);
        most = known > most ? known : most;
    }
    return most < WIDEST ? most : WIDEST;
}

// Operations of a function on one number. Of built-in ones that nobody uses often the worst is
// believed; others are weighed by what they hold.
static int of_function(const struct rmx_code *code, int i)
{
    static const struct {
        const char *word;
        int operations;
    } known[] = {{"sin", 60},
                 {"cos", 60},
                 {"tan", 120},
                 {"asin", 40},
                 {"acos", 40},
                 {"atan", 60},
                 {"pow", 50},
                 {"exp", 25},
                 {"exp2", 25},
                 {"log", 25},
                 {"log2", 25},
                 {"sqrt", 4},
                 {"inversesqrt", 6},
                 {"mod", 8},
                 {"smoothstep", 12},
                 {"reflect", 6},
                 {"refract", 20},
                 {"inverse", 90},
                 {"determinant", 20},
                 {"texture", 60},
                 {"textureLod", 60},
                 {"texelFetch", 20},
                 {"textureSize", 20},
                 {"textureGrad", 120},
                 {"abs", 1},
                 {"sign", 2},
                 {"floor", 2},
                 {"ceil", 2},
                 {"fract", 2},
                 {"round", 2},
                 {"trunc", 2},
                 {"min", 1},
                 {"max", 1},
                 {"clamp", 2},
                 {"mix", 3},
                 {"step", 2},
                 {"length", 4},
                 {"distance", 5},
                 {"dot", 2},
                 {"cross", 4},
                 {"normalize", 6},
                 {"radians", 1},
                 {"degrees", 1},
                 {"dFdx", 8},
                 {"dFdy", 8},
                 {"fwidth", 16},
                 {"any", 1},
                 {"all", 1},
                 {"not", 1},
                 {"lessThan", 1},
                 {"greaterThan", 1},
                 {"lessThanEqual", 1},
                 {"equal", 1},
                 {"notEqual", 1},
                 {"transpose", 4},
                 {"greaterThanEqual", 1},
                 {"floatBitsToInt", 1},
                 {"floatBitsToUint", 1},
                 {"intBitsToFloat", 1},
                 {"uintBitsToFloat", 1},
                 {"isnan", 2},
                 {"isinf", 2},
                 {"outerProduct", 4},
                 {"matrixCompMult", 4}};
    enum { RARE = 120 };
    for (size_t k = 0; k < sizeof(known) / sizeof(*known); k++)
        if (rmx_code_is(code, i, known[k].word))
            return known[k].operations;
    return rmx_word_is_builtin_function(rmx_code_at(code, i)) ? RARE : 0;
}

// What is copied whole, or read at a place that is known only when it is drawn.
static long long of_array(const struct rmx_code *code, int i, long long count, int numbers)
{
    int open = i + 1;
    if (!rmx_code_is(code, open, "["))
        return 2 * count * numbers;
    const struct rmx_token *index = rmx_code_at(code, open + 1);
    bool is_known = index->kind == RMX_TOKEN_NUMBER && code->match[open] == open + 2;
    return is_known ? numbers : numbers + INDEX * numbers + count / 8;
}

// Whole numbers are divided one by one. The name beside the operator tells whether they are whole.
static int of_division(const struct rmx_word_weights *weights, const struct rmx_code *code, int i)
{
    enum { NEAR = 6, WHOLE = 15, PLAIN = 2 };
    const char first = *rmx_code_at(code, i)->text;
    if (rmx_code_at(code, i)->kind != RMX_TOKEN_PUNCTUATION || (first != '/' && first != '%'))
        return 0;
    for (int k = i - NEAR; k <= i + NEAR; k++) {
        const struct rmx_token *near = rmx_code_at(code, k > 0 && k < code->count ? k : i);
        int whole = rmx_names_get(&weights->whole, near->text, (size_t)near->length);
        if (near->kind == RMX_TOKEN_NAME && whole > 0)
            return WHOLE * whole;
    }
    return first == '%' ? WHOLE * WIDEST : PLAIN;
}

long long rmx_word_weight(const struct rmx_word_weights *weights, const struct rmx_code *code,
                          int i)
{
    enum { BRANCH = 24, CASE = 40, CHOICE = 12 };
    const struct rmx_token *token = rmx_code_at(code, i);
    if (token->kind != RMX_TOKEN_NAME)
        return rmx_code_is(code, i, "?") ? CHOICE : of_division(weights, code, i);
    if (rmx_code_is(code, i, "if") || rmx_code_is(code, i, "case"))
        return rmx_code_is(code, i, "if") ? BRANCH : CASE;
    if (rmx_code_is(code, i + 1, "(")) {
        int each = of_function(code, i);
        return each ? (long long)each * width(weights, code, i + 1) : 1;
    }
    long long count = rmx_names_get(&weights->elements, token->text, (size_t)token->length);
    int numbers = rmx_names_get(&weights->numbers, token->text, (size_t)token->length);
    if (numbers <= 0)
        return 1;
    if (count > 1)
        return of_array(code, i, count, numbers);
    bool is_part = rmx_code_is(code, i + 1, ".") || rmx_code_is(code, i + 1, "[");
    // A product of matrices is the numbers of one times the side of the other.
    return is_part ? 1 : numbers > WIDEST ? 3LL * numbers : numbers;
}
