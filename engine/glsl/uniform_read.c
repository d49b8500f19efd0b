// SPDX-License-Identifier: GPL-3.0-or-later
// A function's statements: its variables, and the expressions in it.
#include "glsl/uniform_parse.h"
#include "glsl/words.h"

enum { DEEPEST_BLOCK = 256 };

struct statements {
    struct rmx_uniform_parser p;
    int blocks[DEEPEST_BLOCK]; // brackets that are open
    int depth;
};

static bool is(const struct statements *s, int i, const char *word)
{
    return rmx_code_is(s->p.code, i, word);
}

static void add_local(struct statements *s, struct rmx_uniform_local local)
{
    struct rmx_uniform_finder *finder = s->p.finder;
    const struct rmx_token *name = local.name;
    size_t length = (size_t)name->length;
    bool is_written = rmx_uniform_get(&finder->written, name) == s->p.function;
    bool is_in_macros = rmx_uniform_get(&finder->in_macros, name) >= 0 ||
                        rmx_uniform_get(&finder->macro_of, name) >= 0;
    int before = rmx_uniform_get(&finder->local_of, name);
    local.is_twice = before >= 0 && finder->locals[before].function == s->p.function;
    local.mentions = -1;
    local.function = s->p.function;
    local.node = is_written || is_in_macros ? RMX_NODE_NONE : local.node;
    rmx_names_put(&finder->local_of, name->text, length, finder->local_count);
    *RMX_PUSH(finder->arena, &finder->locals, &finder->local_count) = local;
}

// Where a declaration that begins at item `first` holds to; -1: for no longer than its statement.
static int end_of_block(const struct statements *s, int first)
{
    int open = s->depth ? s->blocks[s->depth - 1] : -1;
    bool stands_free = is(s, first - 1, "{") || is(s, first - 1, "}") || is(s, first - 1, ";");
    return open >= 0 && is(s, open, "{") && stands_free ? s->p.code->match[open] : -1;
}

static void read_declarator(struct statements *s, struct rmx_value_type type, bool is_const,
                            int block_end)
{
    struct rmx_uniform_parser *p = &s->p;
    struct rmx_uniform_local local = {.name = rmx_code_at(p->code, p->i),
                                      .name_item = p->i,
                                      .is_const = is_const,
                                      .node = RMX_NODE_NONE};
    p->failed |= !rmx_code_is_name(p->code, p->i);
    p->i++;
    for (; is(s, p->i, "["); type = (struct rmx_value_type){0})
        p->i = rmx_code_close(p->code, p->i) + 1;
    if (!p->failed && is(s, p->i, "=")) {
        int first = ++p->i, plain;
        int node = rmx_uniform_parse_value(p, type, &plain);
        local.node = block_end >= 0 ? node : RMX_NODE_NONE;
        rmx_uniform_note(p, plain, first, p->i - 1);
    }
    local.end = p->i - 1;
    local.from = p->i;
    local.until = block_end;
    add_local(s, local);
}

static void read_declaration(struct statements *s)
{
    struct rmx_uniform_parser *p = &s->p;
    int first = p->i;
    bool is_const = false;
    for (; rmx_word_is_qualifier(rmx_code_at(p->code, p->i)); p->i++)
        is_const |= is(s, p->i, "const");
    struct rmx_value_type type = rmx_value_type_of(rmx_code_at(p->code, p->i));
    int block_end = end_of_block(s, first);
    do {
        p->i++;
        read_declarator(s, type, is_const, block_end);
    } while (!p->failed && is(s, p->i, ","));
}

// `const float name`, `Struct name`
static bool declares(const struct statements *s)
{
    int i = s->p.i;
    while (i < s->p.end && rmx_word_is_qualifier(rmx_code_at(s->p.code, i)))
        i++;
    bool is_type =
        rmx_code_is_name(s->p.code, i) && (!rmx_word_is_keyword(rmx_code_at(s->p.code, i)) ||
                                           rmx_word_is_type(rmx_code_at(s->p.code, i)));
    return i > s->p.i || (is_type && rmx_code_is_name(s->p.code, i + 1));
}

// To the end of a statement that cannot be read.
static void skip(struct statements *s)
{
    struct rmx_uniform_parser *p = &s->p;
    while (p->i < p->end && !is(s, p->i, ";") && !is(s, p->i, "{") && !is(s, p->i, "}"))
        p->i = p->code->match[p->i] > p->i ? p->code->match[p->i] + 1 : p->i + 1;
}

static void forget_calls(struct rmx_uniform_finder *finder, int from)
{
    for (int i = from; i < finder->call_count; i++)
        finder->functions[finder->calls[i].function].called--;
    finder->call_count = from;
}

static void read_statement(struct statements *s)
{
    struct rmx_uniform_parser *p = &s->p;
    struct rmx_uniform_finder *finder = p->finder;
    int first = p->i, sites = finder->site_count, calls = finder->call_count;
    if (declares(s)) {
        read_declaration(s);
    } else {
        int node = rmx_uniform_parse(p);
        rmx_uniform_note(p, node, first, p->i - 1);
    }
    bool ends = is(s, p->i, ";") || is(s, p->i, ")") || is(s, p->i, ":");
    if (!p->failed && ends && p->i < p->end)
        return;
    finder->site_count = sites;
    forget_calls(finder, calls);
    p->failed = false;
    p->i = first;
    skip(s);
}

// A word or bracket that no expression begins with; false: none stands here.
static bool read_structure(struct statements *s)
{
    static const char *const words[] = {"for",      "while",   "if",      "switch", "else",
                                        "do",       "case",    "default", "return", "break",
                                        "continue", "discard", ";",       ":"};
    struct rmx_uniform_parser *p = &s->p;
    bool is_close = is(s, p->i, "}") || is(s, p->i, ")");
    s->depth -= is_close && s->depth > 0;
    if (is(s, p->i, "{") && s->depth < DEEPEST_BLOCK)
        s->blocks[s->depth++] = p->i;
    if (is_close || is(s, p->i, "{")) {
        p->i++;
        return true;
    }
    for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++) {
        if (!is(s, p->i, words[k]))
            continue;
        p->i++;
        if (k < 4 && is(s, p->i, "(") && s->depth < DEEPEST_BLOCK)
            s->blocks[s->depth++] = p->i++;
        return true;
    }
    return false;
}

static void add_parameters(struct statements *s, struct rmx_uniform_function *function)
{
    bool all_calls =
        function->named == function->called && !function->is_named_by_macro && !function->is_inside;
    for (int k = 0; k < function->parameter_count; k++) {
        int node = function->parameters[k].node;
        add_local(s,
                  (struct rmx_uniform_local){.name = function->parameters[k].name,
                                             .node = all_calls && node >= 0 ? node : RMX_NODE_NONE,
                                             .from = function->first,
                                             .until = function->last,
                                             .name_item = -1});
    }
}

// Where each variable of the function is named.
static void find_mentions(struct rmx_uniform_finder *finder, int function)
{
    const struct rmx_uniform_function *f = &finder->functions[function];
    for (int i = f->first; i < f->last; i++) {
        const struct rmx_token *name = rmx_code_at(&finder->code, i);
        if (name->kind != RMX_TOKEN_NAME || rmx_code_is(&finder->code, i - 1, "."))
            continue;
        int l = rmx_uniform_get(&finder->local_of, name);
        if (l < 0 || finder->locals[l].function != function)
            continue;
        *RMX_PUSH(finder->arena, &finder->mentions, &finder->mention_count) =
            (struct rmx_uniform_mention){i, finder->locals[l].mentions};
        finder->locals[l].mentions = finder->mention_count - 1;
    }
}

void rmx_uniform_read_function(struct rmx_uniform_finder *finder, int function)
{
    struct rmx_uniform_function *f = &finder->functions[function];
    struct statements s = {.p = {.finder = finder,
                                 .code = &finder->code,
                                 .i = f->first,
                                 .end = f->last,
                                 .function = function,
                                 .use = -1}};
    add_parameters(&s, f);
    while (s.p.i < s.p.end) {
        int before = s.p.i;
        if (!read_structure(&s))
            read_statement(&s);
        s.p.i += s.p.i == before;
    }
    find_mentions(finder, function);
}
