// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/declare.h"

#include "glsl/words.h"

#include <string.h>

struct reader {
    struct rmx_arena *arena;
    const struct rmx_code *code;
    const struct rmx_macros *macros;
    struct rmx_names macro_of; // name to macro
    const struct rmx_names *variables;
    struct rmx_declarations *out;
    int *
        looks; // that may yet be taken whether an expression is constant: macros of macros multiply
    // Of the declaration that is being read:
    bool is_const, is_out;
    const struct rmx_token *type; // NULL: a struct's body, or an array
};

static void trouble(struct reader *reader, const char *reason)
{
    if (!reader->out->trouble)
        reader->out->trouble = reason;
}

static void enter(struct reader *reader, const struct rmx_token *name)
{
    struct rmx_declarations *out = reader->out;
    size_t length = (size_t)name->length;
    if (rmx_names_get(&out->known, name->text, length) >= 0)
        return;
    rmx_names_put(&out->known, name->text, length, out->name_count);
    *RMX_PUSH(reader->arena, &out->names, &out->name_count) =
        rmx_arena_copy_n(reader->arena, name->text, length);
}

static void declare(struct reader *reader, const struct rmx_token *name)
{
    rmx_names_put(&reader->out->beside_macros, name->text, (size_t)name->length, 0);
    enter(reader, name);
}

static bool is_constant_list(const struct reader *reader, const struct rmx_code *code, int first,
                             int last, int depth);

static bool is_parameter(const struct rmx_macro *macro, const struct rmx_token *name)
{
    for (int i = 0; i < macro->parameters; i++) {
        const struct rmx_token *token = rmx_code_at(&macro->body, i);
        if (token->length == name->length &&
            memcmp(token->text, name->text, (size_t)name->length) == 0)
            return true;
    }
    return false;
}

static bool is_constant_macro(const struct reader *reader, const struct rmx_macro *macro, int depth)
{
    enum { DEEPEST = 8, LONGEST = 256 };
    if (depth > DEEPEST || macro->body.count - macro->parameters > LONGEST)
        return false;
    for (int i = macro->parameters; i < macro->body.count; i++)
        if (rmx_code_is_name(&macro->body, i) &&
            !is_parameter(macro, rmx_code_at(&macro->body, i)) &&
            !is_constant_list(reader, &macro->body, i, i, depth + 1))
            return false;
    return true;
}

// gl_FragCoord and its like; gl_MaxDrawBuffers and its like are constants.
static bool is_stage_variable(const struct rmx_token *name)
{
    return name->length > 6 && memcmp(name->text, "gl_", 3) == 0 &&
           memcmp(name->text, "gl_Max", 6) != 0;
}

static bool is_constant_name(const struct reader *reader, const struct rmx_token *name, int depth)
{
    size_t length = (size_t)name->length;
    int macro = rmx_names_get(&reader->macro_of, name->text, length);
    if (macro >= 0)
        return is_constant_macro(reader, &reader->macros->items[macro], depth);
    if (rmx_names_get(&reader->out->known, name->text, length) >= 0)
        return rmx_names_get(&reader->out->constants, name->text, length) >= 0;
    bool is_variable =
        reader->variables && rmx_names_get(reader->variables, name->text, length) >= 0;
    return !is_variable && !rmx_word_is_host_name(name) && !is_stage_variable(name);
}

// Whether the items, both ends included, can be a constant expression.
static bool is_constant_list(const struct reader *reader, const struct rmx_code *code, int first,
                             int last, int depth)
{
    for (int i = first; i <= last; i++)
        if (--*reader->looks < 0)
            return false;
        else if (rmx_code_is_name(code, i) && !rmx_code_is(code, i - 1, ".") &&
                 !is_constant_name(reader, rmx_code_at(code, i), depth))
            return false;
    return true;
}

// The item after a type's or a name's [..] parts.
static int skip_arrays(const struct rmx_code *code, int i, bool *unsized)
{
    while (rmx_code_is(code, i, "[")) {
        *unsized |= rmx_code_is(code, i + 1, "]");
        i = rmx_code_close(code, i) + 1;
    }
    return i;
}

// The item of the comma or semicolon that ends an initialiser.
static int skip_initialiser(const struct rmx_code *code, int i)
{
    while (i < code->count && !rmx_code_is(code, i, ",") && !rmx_code_is(code, i, ";"))
        i = code->match[i] > i ? code->match[i] + 1 : i + 1;
    return i;
}

static void add_init(struct reader *reader, int name, int first, int last)
{
    const struct rmx_code *code = reader->code;
    const struct rmx_token *token = rmx_code_at(code, name);
    bool is_const = reader->is_const && is_constant_list(reader, code, first, last, 0);
    if (is_const)
        rmx_names_put(&reader->out->constants, token->text, (size_t)token->length, 0);
    else if (rmx_code_is(code, first, "{"))
        trouble(reader, "fills a global variable from a list in braces");
    *RMX_PUSH(reader->arena, &reader->out->inits, &reader->out->init_count) =
        (struct rmx_global_init){
            .name = rmx_arena_copy_n(reader->arena, token->text, (size_t)token->length),
            .first_token = code->index[first],
            .last_token = code->index[last],
            .is_const = is_const,
        };
}

// Nothing is a value of every plain type but void and samplers; arrays would cost too much.
static void add_zero(struct reader *reader, int name, int next)
{
    static const char plain[] = "bfiuvmd"; // bool, float, int, uint, vec, mat; bvec, dvec ...
    const struct rmx_token *token = rmx_code_at(reader->code, name), *type = reader->type;
    bool is_plain = type && rmx_word_is_type(type) && strchr(plain, *type->text) &&
                    type->length > 2 && !rmx_token_is(type, "void") && next == name + 1;
    if (!is_plain || reader->is_out)
        return;
    *RMX_PUSH(reader->arena, &reader->out->zeros, &reader->out->zero_count) =
        (struct rmx_global_zero){
            .name = rmx_arena_copy_n(reader->arena, token->text, (size_t)token->length),
            .type = rmx_arena_copy_n(reader->arena, type->text, (size_t)type->length),
        };
}

// `name [size] = initialiser`, up to the comma or semicolon; -1 where it is something else.
static int read_variable(struct reader *reader, int i, bool unsized)
{
    const struct rmx_code *code = reader->code;
    int name = i;
    declare(reader, rmx_code_at(code, name));
    i = skip_arrays(code, name + 1, &unsized);
    if (!rmx_code_is(code, i, "=")) {
        add_zero(reader, name, i);
        return rmx_code_is(code, i, ",") || rmx_code_is(code, i, ";") ? i : -1;
    }
    int end = skip_initialiser(code, i + 1);
    if (end >= code->count || end == i + 1)
        return -1;
    add_init(reader, name, i + 1, end - 1);
    if (unsized && !reader->out->inits[reader->out->init_count - 1].is_const)
        trouble(reader, "has a global array without a size");
    return end;
}

static int read_function(struct reader *reader, int name)
{
    const struct rmx_code *code = reader->code;
    const struct rmx_token *token = rmx_code_at(code, name);
    declare(reader, token);
    if (rmx_word_is_builtin_function(token))
        trouble(reader, rmx_arena_printf(reader->arena, "overloads the built-in function '%.*s'",
                                         token->length, token->text));
    int close = rmx_code_close(code, name + 1);
    if (rmx_code_is(code, close + 1, ";"))
        return close + 1;
    if (!rmx_code_is(code, close + 1, "{"))
        return -1;
    int last = rmx_code_close(code, close + 1);
    *RMX_PUSH(reader->arena, &reader->out->functions,
              &reader->out->function_count) = (struct rmx_function){
        .name = token, .arity = rmx_code_arity(code, name + 1), .first = close + 1, .last = last};
    return last;
}

static int skip_qualifiers(struct reader *reader, int i)
{
    const struct rmx_code *code = reader->code;
    reader->is_const = reader->is_out = false;
    for (;; i++) {
        if (rmx_code_is(code, i, "layout") && rmx_code_is(code, i + 1, "(")) {
            i = rmx_code_close(code, i + 1);
            continue;
        }
        if (i >= code->count || !rmx_word_is_qualifier(rmx_code_at(code, i)))
            return i;
        const struct rmx_token *word = rmx_code_at(code, i);
        reader->is_const |= rmx_token_is(word, "const");
        reader->is_out |= rmx_token_is(word, "out");
        static const char *const linked[] = {"uniform", "varying", "attribute",
                                             "in",      "buffer",  "shared"};
        for (size_t k = 0; k < sizeof(linked) / sizeof(*linked); k++)
            if (rmx_token_is(word, linked[k]))
                trouble(reader,
                        rmx_arena_printf(reader->arena, "declares '%s' variables", linked[k]));
    }
}

// The item after `struct Name { ... }` or a type's name; -1 where neither stands.
static int read_type(struct reader *reader, int i)
{
    const struct rmx_code *code = reader->code;
    if (!rmx_code_is(code, i, "struct"))
        return rmx_code_is_name(code, i) ? i + 1 : -1;
    i++;
    if (rmx_code_is_name(code, i)) {
        const struct rmx_token *name = rmx_code_at(code, i++);
        declare(reader, name);
        rmx_names_put(&reader->out->constants, name->text, (size_t)name->length, 0);
    }
    return rmx_code_is(code, i, "{") ? rmx_code_close(code, i) + 1 : -1;
}

// One `out vec4 NAME;` is gl_FragColor by another name.
static void note_output(struct reader *reader, int first, int name)
{
    const struct rmx_code *code = reader->code;
    struct rmx_declarations *out = reader->out;
    if (out->output || !reader->type || !rmx_token_is(reader->type, "vec4") ||
        !rmx_code_is_name(code, name) || !rmx_code_is(code, name + 1, ";")) {
        trouble(reader, "declares 'out' variables");
        return;
    }
    out->output = rmx_code_at(code, name);
    out->output_first = code->index[first];
    out->output_last = code->index[name + 1];
}

// The last item of a declaration that begins at `first`; -1 where it is none.
static int read_declaration(struct reader *reader, int first)
{
    const struct rmx_code *code = reader->code;
    if (rmx_code_is(code, first, ";"))
        return first;
    if (rmx_code_is(code, first, "precision"))
        return skip_initialiser(code, first);
    int i = skip_qualifiers(reader, first);
    if (rmx_code_is(code, i, ";"))
        return i;
    bool unsized = false;
    int type = i;
    i = read_type(reader, i);
    if (i < 0)
        return -1;
    int named = i;
    i = skip_arrays(code, i, &unsized);
    reader->type = named == type + 1 && i == named ? rmx_code_at(code, type) : NULL;
    if (reader->is_out)
        note_output(reader, first, i);
    if (rmx_code_is(code, i, ";"))
        return i;
    if (rmx_code_is_name(code, i) && rmx_code_is(code, i + 1, "("))
        return read_function(reader, i);
    int before = reader->out->init_count;
    do {
        i = rmx_code_is_name(code, i) ? read_variable(reader, i, unsized) : -1;
        if (i < 0) {
            reader->out->init_count = before;
            return -1;
        }
    } while (rmx_code_is(code, i++, ","));
    for (int k = before; k < reader->out->init_count; k++) {
        reader->out->inits[k].declaration_first = code->index[first];
        reader->out->inits[k].declaration_last = code->index[i - 1];
    }
    return i - 1;
}

// Goes on after the next semicolon or body, the nearest place where a declaration may begin.
static int resume(struct reader *reader, int i)
{
    const struct rmx_code *code = reader->code;
    trouble(reader,
            rmx_arena_printf(reader->arena, "has a declaration that cannot be followed ('%.*s')",
                             rmx_code_at(code, i)->length, rmx_code_at(code, i)->text));
    int close = rmx_code_is(code, i + 1, "(") ? rmx_code_close(code, i + 1) : i;
    if (close > i && rmx_code_is_name(code, close + 1))
        return close; // a macro that is used like a function
    for (; i < code->count && !rmx_code_is(code, i, ";"); i++) {
        if (code->match[i] <= i)
            continue;
        bool body = rmx_code_is(code, i, "{");
        i = code->match[i];
        if (body)
            break;
    }
    return i;
}

static void read_macros(struct reader *reader)
{
    for (int i = 0; i < reader->macros->count; i++) {
        const struct rmx_macro *macro = &reader->macros->items[i];
        enter(reader, macro->name);
        rmx_names_put(&reader->macro_of, macro->name->text, (size_t)macro->name->length, i);
        if (!macro->body.is_balanced)
            trouble(reader, "hides a bracket in a macro");
        for (int k = macro->parameters; k < macro->body.count; k++) {
            if (rmx_code_is(&macro->body, k, "##"))
                trouble(reader, "glues names together with '##'");
            if (rmx_code_is(&macro->body, k - 1, ".") &&
                is_parameter(macro, rmx_code_at(&macro->body, k)))
                trouble(reader, "names a member by a macro's parameter");
        }
    }
}

struct rmx_declarations rmx_declarations_find(struct rmx_arena *arena, const struct rmx_code *code,
                                              const struct rmx_macros *macros,
                                              const struct rmx_names *variables)
{
    struct rmx_declarations out = {.known = {.arena = arena},
                                   .beside_macros = {.arena = arena},
                                   .constants = {.arena = arena}};
    enum { MOST_LOOKS = 4000000 };
    int looks = MOST_LOOKS;
    struct reader reader = {.arena = arena,
                            .looks = &looks,
                            .code = code,
                            .macros = macros,
                            .macro_of = {.arena = arena},
                            .variables = variables,
                            .out = &out};
    read_macros(&reader);
    if (!code->branches_balanced)
        trouble(&reader, "opens a bracket in one preprocessor branch and closes it in another");
    if (!code->is_balanced)
        trouble(&reader, "has brackets without partners");
    for (int i = 0; i < code->count; i++) {
        int last = read_declaration(&reader, i);
        i = last >= i ? last : resume(&reader, i);
    }
    return out;
}
