// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/domain.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 16, MOST_ITEMS = 200 };

// An expression: items, both ends included.
struct range {
    const struct rmx_code *code;
    int first, last;
};

static struct range range_of(const struct rmx_arguments *arguments, int i)
{
    return (struct range){arguments->code, arguments->items[i].first, arguments->items[i].last};
}

static bool is_in(const struct rmx_names *names, const struct rmx_token *token)
{
    return rmx_names_get(names, token->text, (size_t)token->length) >= 0;
}

bool rmx_domain_is_own(const struct rmx_domain *domain, const struct rmx_token *name)
{
    return is_in(&domain->own, name);
}

static bool read_number(const struct rmx_token *token, double *value)
{
    char text[32], *end;
    if (token->kind != RMX_TOKEN_NUMBER || (size_t)token->length >= sizeof(text))
        return false;
    memcpy(text, token->text, (size_t)token->length);
    text[token->length] = '\0';
    *value = strtod(text, &end);
    return strspn(end, "uUfF") == strlen(end);
}

// `number` or `- number`, alone.
static bool read_literal(const struct rmx_code *code, int first, int last, double *value)
{
    bool minus = rmx_code_is(code, first, "-");
    if (first + minus != last || !read_number(rmx_code_at(code, last), value))
        return false;
    *value = minus ? -*value : *value;
    return true;
}

static void enter_value(struct rmx_arena *arena, struct rmx_domain *domain,
                        const struct rmx_token *name, double value)
{
    bool is_other = is_in(&domain->values, name); // two of a name: neither is known
    rmx_names_put(&domain->values, name->text, (size_t)name->length, domain->count);
    *RMX_PUSH(arena, &domain->numbers, &domain->count) = is_other ? 0.0 : value;
}

static void find_constants(struct rmx_arena *arena, struct rmx_domain *domain,
                           const struct rmx_code *code, const struct rmx_macros *macros)
{
    double value;
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_macro *macro = &macros->items[i];
        bool is_number = macro->arity < 0 && macro->body.count > 0 &&
                         read_literal(&macro->body, 0, macro->body.count - 1, &value);
        enter_value(arena, domain, macro->name, is_number ? value : 0.0);
    }
    for (int i = 0; i + 4 < code->count; i++) {
        if (!rmx_code_is(code, i, "const") || !rmx_code_is(code, i + 1, "float") ||
            !rmx_code_is_name(code, i + 2) || !rmx_code_is(code, i + 3, "="))
            continue;
        int last = rmx_code_is(code, i + 4, "-") ? i + 5 : i + 4;
        bool is_number =
            rmx_code_is(code, last + 1, ";") && read_literal(code, i + 4, last, &value);
        enter_value(arena, domain, rmx_code_at(code, i + 2), is_number ? value : 0.0);
    }
}

struct rmx_domain rmx_domain_make(struct rmx_arena *arena, const struct rmx_code *code,
                                  const struct rmx_macros *macros)
{
    struct rmx_domain domain = {.values = {.arena = arena}, .own = {.arena = arena}};
    int depth = 0;
    for (int i = 0; i < macros->count; i++)
        rmx_names_put(&domain.own, macros->items[i].name->text,
                      (size_t)macros->items[i].name->length, 0);
    for (int i = 0; i < code->count; i++) {
        depth += rmx_code_is(code, i, "{");
        depth -= rmx_code_is(code, i, "}");
        const struct rmx_token *name = rmx_code_at(code, i);
        if (depth == 0 && rmx_code_is_name(code, i) && rmx_code_is_name(code, i - 1) &&
            rmx_code_is(code, i + 1, "("))
            rmx_names_put(&domain.own, name->text, (size_t)name->length, 0);
    }
    find_constants(arena, &domain, code, macros);
    return domain;
}

bool rmx_domain_arguments(const struct rmx_code *code, int open, struct rmx_arguments *arguments)
{
    int close = code->match[open],
        most = (int)(sizeof(arguments->items) / sizeof(*arguments->items));
    *arguments = (struct rmx_arguments){.code = code};
    int first = open + 1;
    for (int i = first; i <= close; i++) {
        if (i < close && !rmx_code_is(code, i, ",")) {
            i = code->match[i] > i ? code->match[i] : i;
            continue;
        }
        if (i == first || arguments->count == most)
            return false;
        arguments->items[arguments->count].first = first;
        arguments->items[arguments->count++].last = i - 1;
        first = i + 1;
    }
    return close > open && arguments->count > 0;
}

static struct range without_parentheses(struct range r)
{
    while (rmx_code_is(r.code, r.first, "(") && r.code->match[r.first] == r.last &&
           r.first + 1 < r.last) {
        r.first++;
        r.last--;
    }
    return r;
}

// `name(...)` alone, also with components behind it. Not of the file's own.
static bool read_call(const struct rmx_domain *domain, struct range r,
                      struct rmx_arguments *arguments)
{
    if (!rmx_code_is_name(r.code, r.first) || !rmx_code_is(r.code, r.first + 1, "(") ||
        rmx_domain_is_own(domain, rmx_code_at(r.code, r.first)))
        return false;
    int close = r.code->match[r.first + 1];
    bool is_swizzled = close == r.last - 2 && rmx_code_is(r.code, r.last - 1, ".");
    return (close == r.last || is_swizzled) && rmx_domain_arguments(r.code, r.first + 1, arguments);
}

static bool calls(struct range r, const char *name)
{
    const struct rmx_token *token = rmx_code_at(r.code, r.first);
    return rmx_token_is(token, name) ||
           (token->length > 4 && memcmp(token->text, "rmx_", 4) == 0 &&
            strlen(name) == (size_t)token->length - 4 &&
            memcmp(token->text + 4, name, strlen(name)) == 0); // renamed before
}

static bool calls_any(struct range r, const char *const *names)
{
    for (; *names; names++)
        if (calls(r, *names))
            return true;
    return false;
}

static const char *const constructors[] = {"float", "vec2", "vec3", "vec4", NULL};

static bool find_value(const struct rmx_domain *domain, struct range r, double *value, int depth)
{
    struct rmx_arguments arguments;
    r = without_parentheses(r);
    if (depth > DEEPEST || r.first > r.last)
        return false;
    if (read_literal(r.code, r.first, r.last, value))
        return true;
    if (r.first == r.last && rmx_code_is_name(r.code, r.first)) {
        const struct rmx_token *name = rmx_code_at(r.code, r.first);
        int known = rmx_names_get(&domain->values, name->text, (size_t)name->length);
        *value = known < 0 ? 0.0 : domain->numbers[known];
        return *value != 0.0;
    }
    return read_call(domain, r, &arguments) && calls_any(r, constructors) && arguments.count == 1 &&
           find_value(domain, range_of(&arguments, 0), value, depth + 1);
}

bool rmx_domain_value(const struct rmx_domain *domain, const struct rmx_arguments *arguments, int i,
                      double *value)
{
    return find_value(domain, range_of(arguments, i), value, 0);
}

// The next item from `i` on that is one of the operators and stands in no brackets; -1: none.
static int find_operator(struct range r, int i, const char *const *operators)
{
    for (; i <= r.last; i = r.code->match[i] > i ? r.code->match[i] + 1 : i + 1)
        for (const char *const *o = operators; *o; o++)
            if (rmx_code_is(r.code, i, *o))
                return i;
    return -1;
}

static bool is_not_negative(const struct rmx_domain *domain, struct range r, int depth);

// Whether all that the operators join is at least 0.
static bool are_not_negative(const struct rmx_domain *domain, struct range r,
                             const char *const *operators, int depth)
{
    for (int at; (at = find_operator(r, r.first, operators)) >= 0; r.first = at + 1)
        if (!is_not_negative(domain, (struct range){r.code, r.first, at - 1}, depth + 1))
            return false;
    return is_not_negative(domain, r, depth + 1);
}

static bool is_same(struct range a, struct range b)
{
    if (a.last - a.first != b.last - b.first)
        return false;
    for (int i = 0; i <= a.last - a.first; i++) {
        const struct rmx_token *left = rmx_code_at(a.code, a.first + i);
        const struct rmx_token *right = rmx_code_at(b.code, b.first + i);
        if (left->length != right->length ||
            memcmp(left->text, right->text, (size_t)left->length) != 0)
            return false;
    }
    return true;
}

// `a * a`, nothing else.
static bool is_square(struct range r)
{
    static const char *const times[] = {"*", NULL};
    int at = find_operator(r, r.first, times);
    return at > r.first && at < r.last &&
           is_same((struct range){r.code, r.first, at - 1}, (struct range){r.code, at + 1, r.last});
}

static bool is_call_not_negative(const struct rmx_domain *domain, struct range r,
                                 const struct rmx_arguments *a, int depth)
{
    static const char *const always[] = {"abs",        "length", "distance", "exp",
                                         "exp2",       "fract",  "sqrt",     "inversesqrt",
                                         "smoothstep", "step",   "acos",     NULL};
    bool any = false, all = true;
    if (calls_any(r, always))
        return true;
    if (calls(r, "dot") && a->count == 2)
        return is_same(range_of(a, 0), range_of(a, 1));
    if (calls(r, "clamp") && a->count == 3)
        return is_not_negative(domain, range_of(a, 1), depth + 1) &&
               is_not_negative(domain, range_of(a, 2), depth + 1);
    for (int i = 0; i < a->count; i++) {
        bool is = is_not_negative(domain, range_of(a, i), depth + 1);
        any |= is;
        all &= is;
    }
    return (calls(r, "max") && any) || ((calls(r, "min") || calls_any(r, constructors)) && all);
}

// What the host gives: the file has no macro of that name.
static bool is_given(const struct rmx_domain *domain, struct range r)
{
    static const char *const names[] = {"TIME",         "TIMEDELTA",         "RENDERSIZE",
                                        "gl_FragCoord", "isf_FragNormCoord", NULL};
    bool is_swizzled = r.first + 2 == r.last && rmx_code_is(r.code, r.first + 1, ".");
    return (r.first == r.last || is_swizzled) && calls_any(r, names) &&
           !rmx_domain_is_own(domain, rmx_code_at(r.code, r.first));
}

static bool is_not_negative(const struct rmx_domain *domain, struct range r, int depth)
{
    static const char *const others[] = {
        "-", "?", "<", ">",  "<=", ">=", "==", "!=", "=",  "%",  "&", "|",
        "^", "~", "!", "&&", "||", "^^", "++", "--", "<<", ">>", ",", NULL};
    static const char *const sums[] = {"+", NULL}, *const products[] = {"*", "/", NULL};
    struct rmx_arguments arguments;
    double value;
    r = without_parentheses(r);
    if (depth > DEEPEST || r.first > r.last || r.last - r.first > MOST_ITEMS)
        return false;
    if (find_value(domain, r, &value, depth + 1))
        return value >= 0.0;
    if (find_operator(r, r.first, others) >= 0)
        return false;
    if (find_operator(r, r.first, sums) >= 0)
        return are_not_negative(domain, r, sums, depth);
    if (find_operator(r, r.first, products) >= 0)
        return is_square(r) || are_not_negative(domain, r, products, depth);
    if (is_given(domain, r))
        return true;
    return read_call(domain, r, &arguments) && is_call_not_negative(domain, r, &arguments, depth);
}

bool rmx_domain_not_negative(const struct rmx_domain *domain, const struct rmx_arguments *arguments,
                             int i)
{
    return is_not_negative(domain, range_of(arguments, i), 0);
}

bool rmx_domain_in_unit(const struct rmx_domain *domain, const struct rmx_arguments *arguments,
                        int i)
{
    static const char *const always[] = {"sin", "cos", "fract", "smoothstep", "step", NULL};
    struct rmx_arguments inner;
    struct range r = without_parentheses(range_of(arguments, i));
    double low, high;
    if (find_value(domain, r, &low, 0))
        return low >= -1.0 && low <= 1.0;
    if (!read_call(domain, r, &inner))
        return false;
    return calls_any(r, always) ||
           (calls(r, "clamp") && inner.count == 3 && rmx_domain_value(domain, &inner, 1, &low) &&
            rmx_domain_value(domain, &inner, 2, &high) && low >= -1.0 && high <= 1.0);
}

bool rmx_domain_has_length(const struct rmx_domain *domain, const struct rmx_arguments *arguments,
                           int i)
{
    struct rmx_arguments parts;
    struct range r = without_parentheses(range_of(arguments, i));
    double value;
    if (!rmx_code_is_name(r.code, r.first) || !calls_any(r, constructors) ||
        !read_call(domain, r, &parts) || r.code->match[r.first + 1] != r.last)
        return false;
    for (int k = 0; k < parts.count; k++)
        if (rmx_domain_value(domain, &parts, k, &value) && value != 0.0)
            return true;
    return false;
}
