// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/loop_rounds.h"

#include "glsl/words.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST_VALUE = 8 };

static bool same(const struct rmx_token *a, const struct rmx_token *b)
{
    return a->length == b->length && memcmp(a->text, b->text, (size_t)a->length) == 0;
}

static bool is_assignment(const struct rmx_code *code, int i)
{
    static const char *const signs[] = {
        "=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^=", "++", "--"};
    for (size_t k = 0; k < sizeof(signs) / sizeof(*signs); k++)
        if (rmx_code_is(code, i, signs[k]))
            return true;
    return false;
}

bool rmx_loop_writes(const struct rmx_code *code, int item)
{
    int first = item, last = item;
    while (rmx_code_is(code, first - 1, "(") && rmx_code_is(code, last + 1, ")")) {
        first--;
        last++;
    }
    return is_assignment(code, last + 1) || rmx_code_is(code, first - 1, "++") ||
           rmx_code_is(code, first - 1, "--");
}

static bool is_declared(const struct rmx_code *code, int i)
{
    static const char *const words[] = {"return", "case", "else", "do", "in"};
    if (!rmx_code_is_name(code, i - 1))
        return false;
    for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
        if (rmx_code_is(code, i - 1, words[k]))
            return k == 4; // of a parameter
    return true;
}

static void count_varied(struct rmx_loop_constants *constants)
{
    const struct rmx_code *code = constants->code;
    for (int i = 0; i < code->count; i++) {
        if (!rmx_code_is_name(code, i) || !(is_declared(code, i) || rmx_loop_writes(code, i)))
            continue;
        const struct rmx_token *name = rmx_code_at(code, i);
        int before = rmx_names_get(&constants->varied, name->text, (size_t)name->length);
        rmx_names_put(&constants->varied, name->text, (size_t)name->length,
                      before < 0 ? 1 : before + 1);
    }
}

struct rmx_loop_constants rmx_loop_constants_find(struct rmx_arena *arena,
                                                  const struct rmx_code *code,
                                                  const struct rmx_macros *macros,
                                                  const struct rmx_declarations *declarations)
{
    struct rmx_loop_constants constants = {.code = code,
                                           .macros = macros,
                                           .declarations = declarations,
                                           .macro_of = {.arena = arena},
                                           .inits = {.arena = arena},
                                           .varied = {.arena = arena}};
    count_varied(&constants);
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_token *name = macros->items[i].name;
        if (rmx_names_get(&constants.macro_of, name->text, (size_t)name->length) >= 0)
            rmx_names_put(&constants.varied, name->text, (size_t)name->length, 2);
        rmx_names_put(&constants.macro_of, name->text, (size_t)name->length, i);
    }
    for (int i = 0; i < declarations->init_count; i++)
        if (declarations->inits[i].is_const)
            rmx_names_put(&constants.inits, declarations->inits[i].name,
                          strlen(declarations->inits[i].name), i);
    return constants;
}

static double value_of(const struct rmx_loop_constants *f, const struct rmx_code *code, int first,
                       int last, int depth);

// The first item that does not stand before the token.
static int item_of(const struct rmx_code *code, int token)
{
    int low = 0, high = code->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (code->index[middle] < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double value_of_name(const struct rmx_loop_constants *f, const struct rmx_token *name,
                            int depth)
{
    int m = rmx_names_get(&f->macro_of, name->text, (size_t)name->length);
    int writes = rmx_names_get(&f->varied, name->text, (size_t)name->length);
    if (m >= 0) {
        const struct rmx_macro *macro = &f->macros->items[m];
        return macro->arity < 0 && writes < 0
                   ? value_of(f, &macro->body, 0, macro->body.count - 1, depth + 1)
                   : (double)NAN;
    }
    int k = rmx_names_get(&f->inits, name->text, (size_t)name->length);
    if (k < 0 || writes > 1) // its own declaration is one
        return (double)NAN;
    const struct rmx_global_init *init = &f->declarations->inits[k];
    int first = item_of(f->code, init->first_token);
    return value_of(f, f->code, first, item_of(f->code, init->last_token + 1) - 1, depth + 1);
}

static double value_of_number(const struct rmx_token *token)
{
    char text[32], *end;
    bool is_octal = token->length > 1 && token->text[0] == '0' && token->text[1] >= '0' &&
                    token->text[1] <= '9';
    if ((size_t)token->length >= sizeof(text) || is_octal)
        return (double)NAN;
    memcpy(text, token->text, (size_t)token->length);
    text[token->length] = '\0';
    double value = strtod(text, &end);
    return strspn(end, "uUfF") == strlen(end) ? value : (double)NAN;
}

// A literal, a sign before one, a constant's name, or one in parentheses; NaN for all else.
static double value_of(const struct rmx_loop_constants *f, const struct rmx_code *code, int first,
                       int last, int depth)
{
    if (first > last || depth > DEEPEST_VALUE)
        return (double)NAN;
    if (rmx_code_is(code, first, "-"))
        return -value_of(f, code, first + 1, last, depth + 1);
    if (rmx_code_is(code, first, "(") && code->match[first] == last)
        return value_of(f, code, first + 1, last - 1, depth + 1);
    bool converts = rmx_code_is(code, first, "int") || rmx_code_is(code, first, "float");
    if (converts && rmx_code_is(code, first + 1, "(") && code->match[first + 1] == last)
        return value_of(f, code, first + 2, last - 1, depth + 1);
    if (first < last)
        return (double)NAN;
    const struct rmx_token *token = rmx_code_at(code, first);
    return token->kind == RMX_TOKEN_NUMBER ? value_of_number(token)
           : token->kind == RMX_TOKEN_NAME ? value_of_name(f, token, depth)
                                           : (double)NAN;
}

// The step of `i++`, `--i`, `i += c`: what stands between `first` and `last`; NaN where it is none.
static double step_of(const struct rmx_loop_constants *f, const struct rmx_code *code, int first,
                      int last, const struct rmx_token *counter)
{
    if (last == first + 1) {
        int name = rmx_code_is_name(code, first) ? first : last,
            sign = name == first ? last : first;
        if (!same(rmx_code_at(code, name), counter))
            return (double)NAN;
        return rmx_code_is(code, sign, "++")   ? 1.0
               : rmx_code_is(code, sign, "--") ? -1.0
                                               : (double)NAN;
    }
    if (last < first + 2 || !same(rmx_code_at(code, first), counter))
        return (double)NAN;
    double value = value_of(f, code, first + 2, last, 0);
    return rmx_code_is(code, first + 1, "+=")   ? value
           : rmx_code_is(code, first + 1, "-=") ? -value
                                                : (double)NAN;
}

// Runs a loop as a GPU does, in 32 bits: counters turn over, and floats stay where a step is too
// small for them.
static bool gets_there(const struct rmx_code *code, const struct rmx_loop_head *head, double from,
                       double to, double step, int most)
{
    bool is_float = rmx_code_is(code, head->open + 1, "float");
    bool is_uint = rmx_code_is(code, head->open + 1, "uint");
    bool is_whole =
        floor(from) == from && floor(step) == step && fabs(from) < 2e9 && fabs(step) < 2e9;
    bool is_equal =
        rmx_code_is(code, head->first + 1, "<=") || rmx_code_is(code, head->first + 1, ">=");
    int sign = *rmx_code_at(code, head->first + 1)->text == '<' ? 1 : -1;
    if (!is_float && (!is_whole || (!is_uint && !rmx_code_is(code, head->open + 1, "int"))))
        return false;
    if (is_uint && (from < 0.0 || to < 0.0))
        return false;
    double at = is_float ? (double)(float)from : from;
    float limit = (float)to;
    for (int round = 0; round <= most; round++) {
        double left = ((is_float ? (double)limit : to) - at) * sign;
        if (is_equal ? left < 0.0 : left <= 0.0)
            return true;
        at += is_float ? (double)(float)step : step;
        at = is_float  ? (double)(float)at
             : is_uint ? (double)(uint32_t)(int64_t)at
                       : (double)(int32_t)(uint32_t)(int64_t)at;
    }
    return false;
}

// The same for a condition between `first` and before `end`, the loop's or a part of it.
static double looks_of(const struct rmx_loop_constants *f, const struct rmx_code *code,
                       const struct rmx_loop_head *head, int first, int end, int most,
                       const struct rmx_token **counter)
{
    int name = head->open + 2; // behind the type
    if (!rmx_code_is(code, head->keyword, "for") || !rmx_code_is_name(code, name) ||
        !rmx_code_is(code, name + 1, "=") || end < first + 3)
        return (double)INFINITY;
    *counter = rmx_code_at(code, name);
    if (!same(rmx_code_at(code, first), *counter) ||
        rmx_names_get(&f->macro_of, (*counter)->text, (size_t)(*counter)->length) >= 0)
        return (double)INFINITY;
    double from = value_of(f, code, name + 2, head->first - 2, 0);
    double to = value_of(f, code, first + 2, end - 1, 0);
    double step = step_of(f, code, head->end + 1, head->close - 1, *counter);
    int sign = rmx_code_is(code, first + 1, "<") || rmx_code_is(code, first + 1, "<=")   ? 1
               : rmx_code_is(code, first + 1, ">") || rmx_code_is(code, first + 1, ">=") ? -1
                                                                                         : 0;
    double count = (to - from) / step + 1.0;
    if (!sign || step * sign <= 0.0 || !isfinite(count))
        return (double)INFINITY;
    const struct rmx_loop_head part = {
        .keyword = head->keyword, .open = head->open, .close = head->close, first, end};
    bool is_few = count <= most;
    return is_few && !gets_there(code, &part, from, to, step, most) ? (double)INFINITY : count;
}

double rmx_loop_rounds(const struct rmx_loop_constants *f, const struct rmx_code *code,
                       const struct rmx_loop_head *head, int most, const struct rmx_token **counter)
{
    return looks_of(f, code, head, head->first, head->end, most, counter);
}

// What a condition in parentheses or without them allows.
static double rounds_of(const struct rmx_loop_constants *f, const struct rmx_code *code,
                        const struct rmx_loop_head *head, int first, int end, int most)
{
    const struct rmx_token *counter;
    while (rmx_code_is(code, first, "(") && code->match[first] == end - 1) {
        first++;
        end--;
    }
    double looks = looks_of(f, code, head, first, end, most, &counter);
    bool is_equal = rmx_code_is(code, first + 1, "<=") || rmx_code_is(code, first + 1, ">=");
    return is_equal ? floor(looks) : ceil(looks - 1.0);
}

double rmx_loop_most_rounds(const struct rmx_loop_constants *f, const struct rmx_code *code,
                            const struct rmx_loop_head *head, int most)
{
    double least = (double)INFINITY;
    for (int first = head->first, i = first; i <= head->end; i++) {
        if (i < head->end && !rmx_code_is(code, i, "&&")) {
            i = code->match[i] > i ? code->match[i] : i;
            continue;
        }
        least = fmin(least, rounds_of(f, code, head, first, i, most));
        first = i + 1;
    }
    return least;
}

static int semicolon(const struct rmx_code *code, int i, int close)
{
    while (i < close && !rmx_code_is(code, i, ";"))
        i = code->match[i] > i ? code->match[i] + 1 : i + 1;
    return i < close ? i : -1;
}

bool rmx_loop_head_read(const struct rmx_code *code, int i, struct rmx_loop_head *head)
{
    *head = (struct rmx_loop_head){.keyword = i, .open = i + 1};
    if (!rmx_code_is(code, i + 1, "(") || code->match[i + 1] < 0)
        return false;
    head->close = code->match[i + 1];
    head->first = i + 2;
    head->end = head->close;
    if (rmx_code_is(code, i, "for")) {
        int first = semicolon(code, i + 2, head->close);
        int second = first < 0 ? -1 : semicolon(code, first + 1, head->close);
        head->first = first + 1;
        head->end = second;
        return second >= 0;
    }
    return head->first < head->end;
}
