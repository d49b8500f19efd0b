// SPDX-License-Identifier: GPL-3.0-or-later
// What code says before its expressions are read: functions, macros, constants, and which names are
// written to. By name, not by place: what is written to somewhere in a function is written to.
#include "glsl/branches.h"
#include "glsl/uniform_parts.h"
#include "glsl/words.h"

#include <string.h>

static void put(struct rmx_names *names, const struct rmx_token *name, int value)
{
    rmx_names_put(names, name->text, (size_t)name->length, value);
}

static bool is_one_of(const struct rmx_code *code, int i, const char *const *words)
{
    for (; *words; words++)
        if (rmx_code_is(code, i, *words))
            return true;
    return false;
}

static bool assigns(const struct rmx_code *code, int i)
{
    static const char *const signs[] = {
        "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", NULL};
    return rmx_code_at(code, i)->kind == RMX_TOKEN_PUNCTUATION && is_one_of(code, i, signs);
}

static bool steps(const struct rmx_code *code, int i)
{
    return rmx_code_is(code, i, "++") || rmx_code_is(code, i, "--");
}

static bool is_type(const struct rmx_code *code, int i)
{
    return i >= 0 && i < code->count && rmx_word_is_type(rmx_code_at(code, i));
}

static bool is_word(const struct rmx_code *code, int i) // no name of anybody's
{
    return rmx_code_is_name(code, i) && rmx_word_is_keyword(rmx_code_at(code, i));
}

// Which tokens an #if may leave out, and where preprocessor lines begin.
static void find_directives(struct rmx_uniform_finder *finder)
{
    const struct rmx_tokens *tokens = &finder->tokens;
    int depth = 0, hashes = 0;
    finder->hashes = RMX_NEW(finder->arena, int, tokens->count + 1);
    finder->is_under_if = RMX_NEW(finder->arena, bool, tokens->count + 1);
    for (int i = 0; i < tokens->count; i++) {
        const struct rmx_token *token = &tokens->items[i];
        finder->hashes[i] = hashes;
        if (token->kind == RMX_TOKEN_HASH) {
            int at = i + 1;
            const struct rmx_token *word = rmx_directive_next(tokens, &at);
            hashes++;
            depth += word && word->length > 1 && memcmp(word->text, "if", 2) == 0;
            depth -= word && rmx_token_is(word, "endif");
        }
        finder->is_under_if[i] = depth > 0;
    }
    finder->hashes[tokens->count] = hashes;
}

static void find_opens(struct rmx_uniform_finder *finder)
{
    const struct rmx_code *code = &finder->code;
    finder->opens = RMX_NEW(finder->arena, int, code->count);
    finder->is_declarator = RMX_NEW(finder->arena, bool, code->count);
    memset(finder->opens, -1, sizeof(int) * (size_t)code->count);
    for (int i = 0; i < code->count; i++)
        if (code->match[i] > i)
            finder->opens[code->match[i]] = i;
}

// More than an expression: what stands around it may mean something else than it seems to.
static bool is_hidden(const struct rmx_macro *macro)
{
    const struct rmx_code *body = &macro->body;
    for (int i = macro->parameters; i < body->count; i++) {
        bool is_structure = rmx_code_is(body, i, ";") || rmx_code_is(body, i, "{") ||
                            assigns(body, i) || steps(body, i);
        bool is_called = rmx_code_is(body, i + 1, "(");
        bool declares = rmx_code_is_name(body, i) && rmx_code_is_name(body, i + 1);
        if (is_structure || declares ||
            (is_word(body, i) && !is_called && !rmx_code_is(body, i, "true") &&
             !rmx_code_is(body, i, "false")))
            return true;
    }
    return !body->is_balanced;
}

static void note_macro(struct rmx_uniform_finder *finder, int m)
{
    struct rmx_uniform_macro *macro = &finder->macros[m];
    const struct rmx_token *name = macro->macro->name;
    int before = rmx_uniform_get(&finder->macro_of, name);
    *macro = (struct rmx_uniform_macro){macro->macro, true, is_hidden(macro->macro)};
    macro->is_plain = before < 0 && !finder->is_under_if[name - finder->tokens.items];
    if (before >= 0)
        finder->macros[before].is_plain = false;
    put(&finder->macro_of, name, m);
    for (int i = macro->macro->parameters; i < macro->macro->body.count; i++) {
        if (!rmx_code_is_name(&macro->macro->body, i))
            continue;
        const struct rmx_token *said = rmx_code_at(&macro->macro->body, i);
        put(&finder->in_macros, said, m);
        if (macro->is_hidden)
            put(&finder->hidden_writes, said, m);
    }
}

static void forget_undefined(struct rmx_uniform_finder *finder)
{
    for (int i = 0; i < finder->tokens.count; i++) {
        if (finder->tokens.items[i].kind != RMX_TOKEN_HASH)
            continue;
        int at = i + 1;
        const struct rmx_token *word = rmx_directive_next(&finder->tokens, &at);
        const struct rmx_token *name =
            word && rmx_token_is(word, "undef") ? rmx_directive_next(&finder->tokens, &at) : NULL;
        int m = name ? rmx_uniform_get(&finder->macro_of, name) : -1;
        if (m >= 0)
            finder->macros[m].is_plain = false;
    }
}

// False where names are glued together.
static bool find_macros(struct rmx_uniform_finder *finder)
{
    finder->macro_list = rmx_macros_find(finder->arena, &finder->tokens);
    finder->macros = RMX_NEW(finder->arena, struct rmx_uniform_macro, finder->macro_list.count);
    for (int m = 0; m < finder->macro_list.count; m++) {
        const struct rmx_macro *macro = &finder->macro_list.items[m];
        for (int i = macro->parameters; i < macro->body.count; i++)
            if (rmx_code_is(&macro->body, i, "##"))
                return false;
        finder->macros[m].macro = macro;
        note_macro(finder, m);
    }
    forget_undefined(finder);
    return true;
}

// `const in vec2 name`, up to the comma or the closing parenthesis; false: something else.
static bool read_parameter(struct rmx_uniform_finder *finder, int i, int end,
                           struct rmx_uniform_function *function)
{
    const struct rmx_code *code = &finder->code;
    for (; i < end && rmx_word_is_qualifier(rmx_code_at(code, i)); i++)
        function->has_out |= rmx_code_is(code, i, "out") || rmx_code_is(code, i, "inout");
    if (i + 2 != end || !rmx_code_is_name(code, i) || !rmx_code_is_name(code, i + 1) ||
        function->parameter_count >= RMX_UNIFORM_MOST_PARAMETERS)
        return false;
    struct rmx_uniform_parameter *parameter =
        RMX_PUSH(finder->arena, &function->parameters, &function->parameter_count);
    *parameter = (struct rmx_uniform_parameter){
        rmx_code_at(code, i + 1), rmx_value_type_of(rmx_code_at(code, i)), RMX_NODE_UNSET};
    return true;
}

static bool read_parameters(struct rmx_uniform_finder *finder, int open,
                            struct rmx_uniform_function *function)
{
    const struct rmx_code *code = &finder->code;
    int close = code->match[open];
    bool is_known = true;
    if (rmx_code_arity(code, open) == 0)
        return true;
    for (int i = open + 1; i < close; i++) {
        int end = i;
        while (end < close && !rmx_code_is(code, end, ","))
            end = code->match[end] > end ? code->match[end] + 1 : end + 1;
        function->has_out |= rmx_code_is(code, i, "out") || rmx_code_is(code, i, "inout");
        is_known &= read_parameter(finder, i, end, function);
        i = end;
    }
    return is_known;
}

// Declarations and one return, of nothing that is written to again.
static bool is_straight(const struct rmx_uniform_finder *finder,
                        const struct rmx_uniform_function *function)
{
    static const char *const turns[] = {"if",    "for",     "while",    "do", "switch",
                                        "break", "discard", "continue", NULL};
    const struct rmx_code *code = &finder->code;
    int returns = 0;
    for (int i = function->first + 1; i < function->last; i++) {
        returns += rmx_code_is(code, i, "return");
        if (rmx_code_is(code, i, "{") || steps(code, i) ||
            (rmx_code_is_name(code, i) && is_one_of(code, i, turns)))
            return false;
        if (assigns(code, i) && !finder->is_declarator[i - 1])
            return false;
    }
    return returns == 1 && function->result.base;
}

// `type a = ..., b;`: marks the names.
static void mark_declarators(struct rmx_uniform_finder *finder, int i)
{
    const struct rmx_code *code = &finder->code;
    while (rmx_code_is_name(code, i)) {
        finder->is_declarator[i++] = true;
        while (i < code->count && !rmx_code_is(code, i, ",") && !rmx_code_is(code, i, ";") &&
               !rmx_code_is(code, i, ")") && !rmx_code_is(code, i, "}"))
            i = code->match[i] > i ? code->match[i] + 1 : i + 1;
        if (!rmx_code_is(code, i, ","))
            return;
        i++;
    }
}

static bool names_hidden_macro(const struct rmx_uniform_finder *finder, int first, int last)
{
    for (int i = first; i <= last; i++) {
        int m = rmx_code_is_name(&finder->code, i)
                    ? rmx_uniform_get(&finder->macro_of, rmx_code_at(&finder->code, i))
                    : -1;
        if (m >= 0 && (finder->macros[m].is_hidden || !finder->macros[m].is_plain))
            return true;
    }
    return false;
}

static void add_function(struct rmx_uniform_finder *finder, int name)
{
    const struct rmx_code *code = &finder->code;
    int open = name + 1, first = code->match[open] + 1, last = code->match[first];
    const struct rmx_token *token = rmx_code_at(code, name);
    struct rmx_uniform_function function = {.name = token, .first = first, .last = last};
    int before = rmx_uniform_get(&finder->function_of, token);
    if (name > 0 && is_type(code, name - 1))
        function.result = rmx_value_type_of(rmx_code_at(code, name - 1));
    for (int i = first + 1; i < last; i++)
        if (is_type(code, i) && rmx_code_is_name(code, i + 1) && !is_word(code, i + 1))
            mark_declarators(finder, i + 1);
    bool is_plain = finder->hashes[code->index[name]] == finder->hashes[code->index[last]] &&
                    !finder->is_under_if[code->index[name]] &&
                    !names_hidden_macro(finder, name, last);
    function.is_known = read_parameters(finder, open, &function) && is_plain && before < 0;
    function.has_out |= names_hidden_macro(finder, open, first) ||
                        (before >= 0 && finder->functions[before].has_out);
    function.is_straight = is_straight(finder, &function);
    function.is_named_by_macro = rmx_uniform_get(&finder->in_macros, token) >= 0;
    if (before >= 0)
        finder->functions[before].is_known = false;
    put(&finder->function_of, token, finder->function_count);
    *RMX_PUSH(finder->arena, &finder->functions, &finder->function_count) = function;
}

// `const float NAME = ...`
static void add_constant(struct rmx_uniform_finder *finder, int i)
{
    const struct rmx_code *code = &finder->code;
    bool is_plain = is_type(code, i + 1) && rmx_code_is_name(code, i + 2) &&
                    rmx_code_is(code, i + 3, "=") && !finder->is_under_if[code->index[i]] &&
                    rmx_uniform_get(&finder->macro_of, rmx_code_at(code, i + 2)) < 0;
    int node = is_plain ? rmx_uniform_read_constant(finder, i + 4) : RMX_NODE_NONE;
    if (node >= 0 && rmx_value_type_same(finder->nodes.items[node].type,
                                         rmx_value_type_of(rmx_code_at(code, i + 1))))
        put(&finder->constant_of, rmx_code_at(code, i + 2), node);
}

static void find_globals(struct rmx_uniform_finder *finder)
{
    const struct rmx_code *code = &finder->code;
    for (int i = 0; i < code->count; i++) {
        bool is_named =
            rmx_code_is_name(code, i) && rmx_code_is(code, i + 1, "(") && code->match[i + 1] > 0;
        int after = is_named ? code->match[i + 1] + 1 : -1;
        if (rmx_code_is(code, i, "const"))
            add_constant(finder, i);
        if (rmx_code_is(code, after, "{") && code->match[after] > 0) {
            add_function(finder, i);
            i = code->match[after];
        } else if (code->match[i] > i) {
            i = code->match[i];
        }
    }
}

static void find_numbers(struct rmx_uniform_finder *finder, const struct rmx_uniform_params *params)
{
    finder->numbers = RMX_NEW(finder->arena, struct rmx_finder_number, params->number_count);
    for (int i = 0; i < params->number_count; i++) {
        const char *type = params->numbers[i].type, *name = params->numbers[i].name;
        const struct rmx_token word = {.text = type, .length = (int)strlen(type)};
        finder->numbers[i].type = rmx_value_type_of(&word);
        rmx_names_put(&finder->number_of, name, strlen(name), i);
    }
}

// Functions that are named outside of all bodies: declared before they are defined, so that those
// above may call them, or called for a global.
static void forget_named(struct rmx_uniform_finder *finder)
{
    const struct rmx_code *code = &finder->code;
    for (int i = 0; i < code->count; i++) {
        if (rmx_code_is(code, i, "{") && rmx_code_is(code, i - 1, ")") && code->match[i] > i) {
            i = code->match[i];
            continue;
        }
        int f = rmx_code_is_name(code, i)
                    ? rmx_uniform_get(&finder->function_of, rmx_code_at(code, i))
                    : -1;
        bool is_call = f >= 0 && rmx_code_is(code, i + 1, "(") && code->match[i + 1] > 0;
        if (f < 0 || (is_call && rmx_code_is(code, code->match[i + 1] + 1, "{")))
            continue;
        finder->functions[f].is_known = false;
        finder->functions[f].live = 1;
    }
}

bool rmx_uniform_scan(struct rmx_uniform_finder *finder, const struct rmx_uniform_params *params)
{
    finder->tokens = rmx_lex(finder->arena, finder->text, finder->length);
    rmx_branches_sieve(finder->arena, &finder->tokens);
    finder->code = rmx_code_make(finder->arena, &finder->tokens);
    if (finder->code.too_deep || !finder->code.is_balanced || !finder->code.branches_balanced)
        return false;
    find_directives(finder);
    find_opens(finder);
    find_numbers(finder, params);
    if (!find_macros(finder))
        return false;
    find_globals(finder);
    forget_named(finder);
    return true;
}

static void mark_written(struct rmx_uniform_finder *finder, int function, int first, int last)
{
    for (int i = first; i <= last; i++)
        if (rmx_code_is_name(&finder->code, i))
            put(&finder->written, rmx_code_at(&finder->code, i), function);
}

// What is assigned to left of item `sign`: `name.part[index] =`
static void mark_before(struct rmx_uniform_finder *finder, int function, int sign)
{
    const struct rmx_code *code = &finder->code;
    int i = sign - 1;
    while (i > finder->functions[function].first) {
        if (finder->opens[i] >= 0) {
            if (rmx_code_is(code, i, ")"))
                mark_written(finder, function, finder->opens[i], i);
            i = finder->opens[i] - 1;
        } else if (rmx_code_is_name(code, i) && rmx_code_is(code, i - 1, ".")) {
            i -= 2;
        } else {
            bool begins = finder->is_declarator[i] && i == sign - 1;
            if (!begins)
                mark_written(finder, function, i, i);
            return;
        }
    }
}

static void mark_after(struct rmx_uniform_finder *finder, int function, int i)
{
    const struct rmx_code *code = &finder->code;
    if (i < code->count)
        mark_written(finder, function, i, code->match[i] > i ? code->match[i] : i);
}

static bool writes_to_args(const struct rmx_uniform_finder *finder, int i)
{
    static const char *const functions[] = {
        "modf", "frexp", "uaddCarry", "usubBorrow", "umulExtended", "imulExtended", NULL};
    const struct rmx_token *name = rmx_code_at(&finder->code, i);
    int f = rmx_uniform_get(&finder->function_of, name);
    return is_one_of(&finder->code, i, functions) ||
           rmx_uniform_get(&finder->macro_of, name) >= 0 ||
           (f >= 0 && finder->functions[f].has_out);
}

void rmx_uniform_scan_function(struct rmx_uniform_finder *finder, int function)
{
    const struct rmx_code *code = &finder->code;
    const struct rmx_uniform_function *f = &finder->functions[function];
    for (int i = f->first + 1; i < f->last; i++) {
        if (assigns(code, i) || steps(code, i))
            mark_before(finder, function, i);
        if (steps(code, i))
            mark_after(finder, function, i + 1);
        if (!rmx_code_is_name(code, i) || rmx_code_is(code, i - 1, "."))
            continue;
        int named = rmx_uniform_get(&finder->function_of, rmx_code_at(code, i));
        if (named >= 0)
            finder->functions[named].named++;
        if (rmx_code_is(code, i + 1, "(") && code->match[i + 1] > 0 && writes_to_args(finder, i))
            mark_written(finder, function, i + 1, code->match[i + 1]);
    }
}
