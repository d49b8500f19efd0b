// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/open.h"

#include "base/names.h"
#include "glsl/domain.h"

#include <string.h>

// A power of what is not below 0; 0 to the power of 0 is left open, too.
static bool is_power(const struct rmx_domain *domain, const struct rmx_arguments *a)
{
    double exponent;
    return rmx_domain_value(domain, a, 1, &exponent) && exponent != 0.0 &&
           rmx_domain_not_negative(domain, a, 0);
}

static bool is_root(const struct rmx_domain *domain, const struct rmx_arguments *a)
{
    return rmx_domain_not_negative(domain, a, 0);
}

static bool is_sine(const struct rmx_domain *domain, const struct rmx_arguments *a)
{
    return rmx_domain_in_unit(domain, a, 0);
}

static bool is_direction(const struct rmx_domain *domain, const struct rmx_arguments *a)
{
    return rmx_domain_has_length(domain, a, 0);
}

static bool is_division(const struct rmx_domain *domain, const struct rmx_arguments *a)
{
    double divisor;
    return rmx_domain_value(domain, a, 1, &divisor) && divisor != 0.0;
}

static bool is_angle(const struct rmx_domain *domain, const struct rmx_arguments *a)
{
    double y, x;
    return (rmx_domain_value(domain, a, 0, &y) && y != 0.0) ||
           (rmx_domain_value(domain, a, 1, &x) && x != 0.0);
}

// Functions with holes; `is_within`: the arguments show that none is met.
static const struct {
    const char *name, *ours;
    int arity;
    bool (*is_within)(const struct rmx_domain *domain, const struct rmx_arguments *arguments);
} functions[] = {
    {"pow", "rmx_pow", 2, is_power},
    {"sqrt", "rmx_sqrt", 1, is_root},
    {"inversesqrt", "rmx_inversesqrt", 1, is_root},
    {"log", "rmx_log", 1, is_root},
    {"log2", "rmx_log2", 1, is_root},
    {"acos", "rmx_acos", 1, is_sine},
    {"asin", "rmx_asin", 1, is_sine},
    {"normalize", "rmx_normalize", 1, is_direction},
    {"mod", "rmx_mod", 2, is_division},
    {"atan", "rmx_atan", 2, is_angle},
};

// Whether the name at item `i` may be GLSL's own: behind no dot, and not what the file defines, but
// within its own macro it is.
static bool is_builtin(const struct rmx_domain *domain, const struct rmx_code *code, int i,
                       const struct rmx_token *macro)
{
    const struct rmx_token *token = rmx_code_at(code, i);
    if (rmx_code_is(code, i - 1, "."))
        return false;
    bool is_itself = macro && macro->length == token->length &&
                     memcmp(macro->text, token->text, (size_t)token->length) == 0;
    return is_itself || !rmx_domain_is_own(domain, token);
}

// In a macro a bare name will get its arguments elsewhere.
static bool leaves(const struct rmx_domain *domain, const struct rmx_code *code, int i, size_t f,
                   bool in_macro)
{
    struct rmx_arguments arguments;
    if (!rmx_code_is(code, i + 1, "("))
        return in_macro;
    return rmx_domain_arguments(code, i + 1, &arguments) && arguments.count == functions[f].arity &&
           !functions[f].is_within(domain, &arguments);
}

static bool rename_in(struct rmx_tokens *tokens, const struct rmx_domain *domain,
                      const struct rmx_code *code, int first, const struct rmx_token *macro)
{
    int depth = macro ? 1 : 0;
    bool renamed = false;
    for (int i = first; i < code->count; i++) {
        depth += rmx_code_is(code, i, "{");
        depth -= rmx_code_is(code, i, "}");
        if (depth < 1 || !rmx_code_is_name(code, i) || !is_builtin(domain, code, i, macro))
            continue;
        for (size_t f = 0; f < sizeof(functions) / sizeof(*functions); f++) {
            if (!rmx_code_is(code, i, functions[f].name) || !leaves(domain, code, i, f, macro))
                continue;
            struct rmx_token *token = &tokens->items[code->index[i]];
            token->text = functions[f].ours;
            token->length = (int)strlen(functions[f].ours);
            renamed = true;
            break;
        }
    }
    return renamed;
}

bool rmx_open_rename(struct rmx_arena *scratch, struct rmx_tokens *tokens)
{
    struct rmx_code code = rmx_code_make(scratch, tokens);
    if (code.too_deep)
        return false;
    struct rmx_macros macros = rmx_macros_find(scratch, tokens);
    struct rmx_domain domain = rmx_domain_make(scratch, &code, &macros);
    bool renamed = rename_in(tokens, &domain, &code, 0, NULL);
    for (int i = 0; i < macros.count; i++)
        renamed |= rename_in(tokens, &domain, &macros.items[i].body, macros.items[i].parameters,
                             macros.items[i].name);
    return renamed;
}
