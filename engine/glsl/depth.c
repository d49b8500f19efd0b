// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/depth.h"

#include "base/names.h"
#include "glsl/limits.h"

#include <string.h>

enum { DEEPEST_MACRO = 200, HEAVY = 8, LOOP = 128, ENOUGH = 1000000 };

// A macro's replacement. What stands behind its use is `flat` deeper, what stands in its arguments
// at most `peak`.
struct node {
    const struct rmx_macro *macro;
    int next;    // another one of that name; -1: none, or they are in these numbers
    int repeats; // of its arguments
    bool open, done, merged;
    int flat, peak;
};

struct depth {
    struct rmx_names names;
    struct node *nodes;
    const struct rmx_token *found; // the first that is too deep
};

// While a text goes by. `base` is the depth of the brackets, `now` that of the expression so far.
struct walk {
    struct depth *depth;
    const struct rmx_code *code;
    struct level {
        int start, base, now, alternatives; // start: before the commas of a statement
        bool counts_commas; // they are operators, or between names that are declared
    } levels[RMX_MOST_NESTING];
    int count;
    struct level here;
    struct rmx_repeats repeats;
    int peak;
    int nested; // macros around this one
};

static int at_most(long long value)
{
    return value < ENOUGH ? (int)value : ENOUGH;
}

static bool is_one_of(const struct rmx_code *code, int i, const char *const *words)
{
    for (; *words; words++)
        if (rmx_code_is(code, i, *words))
            return true;
    return false;
}

static bool is_name(const struct rmx_code *code, int i)
{
    return rmx_code_at(code, i)->kind == RMX_TOKEN_NAME;
}

// 0: it makes nothing deeper.
static int weight(const struct rmx_code *code, int i)
{
    static const char *const loops[] = {"for", "while", "do", NULL}, *const heads[] = {
                                                                         "if", "switch", NULL};
    if (is_name(code, i))
        return is_one_of(code, i, loops) ? LOOP : is_one_of(code, i, heads) ? HEAVY : 0;
    if (rmx_code_at(code, i)->kind != RMX_TOKEN_PUNCTUATION)
        return 0;
    return rmx_code_is(code, i, "?") ? HEAVY : !strchr("()[]{},;", *rmx_code_at(code, i)->text);
}

// Whether the bracket holds a list: arguments, an index, an initialiser.
static bool opens_list(const struct rmx_code *code, int i)
{
    static const char *const words[] = {"if", "for", "while", "switch", "return", "else", NULL};
    static const char *const before_lists[] = {"=", ",", "{", "(", "]", NULL};
    bool is_called = i > 0 && ((is_name(code, i - 1) && !is_one_of(code, i - 1, words)) ||
                               rmx_code_is(code, i - 1, "]"));
    if (rmx_code_is(code, i, "{"))
        return i > 0 && is_one_of(code, i - 1, before_lists);
    return is_called || rmx_code_is(code, i, "[");
}

static void go_deeper(struct walk *walk, int i, long long by)
{
    walk->here.now = at_most(walk->here.now + by);
    walk->peak = walk->here.now > walk->peak ? walk->here.now : walk->peak;
    if (walk->here.now > RMX_MOST_DEPTH && !walk->depth->found)
        walk->depth->found = rmx_code_at(walk->code, i);
}

static void open_bracket(struct walk *walk, int i, int extra)
{
    if (walk->count == RMX_MOST_NESTING) {
        go_deeper(walk, i, ENOUGH);
        return;
    }
    walk->levels[walk->count++] = walk->here;
    go_deeper(walk, i, HEAVY + extra);
    walk->here = (struct level){.start = walk->here.now,
                                .base = walk->here.now,
                                .now = walk->here.now,
                                .counts_commas = !opens_list(walk->code, i)};
}

// A statement ends; what follows `else` stands within the one before.
static void end_statement(struct walk *walk, int i)
{
    if (rmx_code_is(walk->code, i + 1, "else"))
        walk->here.alternatives++;
    else
        walk->here.alternatives = 0;
    walk->here.now = walk->here.base = walk->here.start;
    go_deeper(walk, i, (long long)HEAVY * walk->here.alternatives);
}

static void close_bracket(struct walk *walk, int i)
{
    if (walk->count)
        walk->here = walk->levels[--walk->count];
    if (rmx_code_is(walk->code, i, "}"))
        end_statement(walk, i);
}

static void measure(struct depth *depth, struct node *node, int nested);

// The deepest of what a name can mean.
static const struct node *meaning(struct walk *walk, int n)
{
    struct node *most = &walk->depth->nodes[n];
    measure(walk->depth, most, walk->nested + 1);
    for (int k = most->merged ? -1 : most->next; k >= 0; k = walk->depth->nodes[k].next) {
        struct node *node = &walk->depth->nodes[k];
        measure(walk->depth, node, walk->nested + 1);
        most->flat = node->flat > most->flat ? node->flat : most->flat;
        most->peak = node->peak > most->peak ? node->peak : most->peak;
        most->repeats = node->repeats > most->repeats ? node->repeats : most->repeats;
    }
    most->merged = most->done; // while it is open it means itself, which stays as it is
    return most;
}

// Returns how much deeper the arguments behind it stand.
static int use_macro(struct walk *walk, int i, int n)
{
    const struct node *used = meaning(walk, n);
    long long times = rmx_repeats_at(&walk->repeats, i);
    int before = walk->here.now;
    go_deeper(walk, i, used->peak); // for a moment
    walk->here.now = before;
    go_deeper(walk, i, used->flat * times);
    if (!rmx_code_is(walk->code, i + 1, "("))
        return 0;
    rmx_repeats_enter(&walk->repeats, rmx_code_close(walk->code, i + 1), used->repeats);
    return used->peak;
}

// A comma begins a new expression; where it is an operator they all stand in each other.
static void pass_comma(struct walk *walk, int i)
{
    if (walk->here.counts_commas)
        walk->here.base = at_most(walk->here.base + 1LL);
    walk->here.now = walk->here.base;
    go_deeper(walk, i, 0);
}

static void walk_code(struct walk *walk, int first)
{
    static const char *const opening[] = {"(", "[", "{", NULL}, *const closing[] = {")", "]", "}",
                                                                                    NULL};
    int extra = 0;
    for (int i = first; i < walk->code->count; i++) {
        const struct rmx_token *token = rmx_code_at(walk->code, i);
        int n = is_name(walk->code, i) && !rmx_code_is(walk->code, i - 1, ".")
                    ? rmx_names_get(&walk->depth->names, token->text, (size_t)token->length)
                    : -1;
        if (n >= 0) {
            extra = use_macro(walk, i, n);
            continue;
        }
        if (is_one_of(walk->code, i, opening))
            open_bracket(walk, i, extra);
        else if (is_one_of(walk->code, i, closing))
            close_bracket(walk, i);
        else if (rmx_code_is(walk->code, i, ";"))
            end_statement(walk, i);
        else if (rmx_code_is(walk->code, i, ","))
            pass_comma(walk, i);
        else
            go_deeper(walk, i,
                      (long long)weight(walk->code, i) * rmx_repeats_at(&walk->repeats, i));
        extra = 0;
    }
}

static void measure(struct depth *depth, struct node *node, int nested)
{
    if (node->done || node->open)
        return;
    node->open = true;
    if (nested > DEEPEST_MACRO) {
        depth->found = depth->found ? depth->found : node->macro->name;
    } else {
        struct walk walk = {.depth = depth, .code = &node->macro->body, .nested = nested};
        walk.here.counts_commas = true;
        walk_code(&walk, node->macro->parameters);
        node->flat = walk.here.now; // of brackets that it leaves open, too
        node->peak = walk.peak;
    }
    node->open = false;
    node->done = true;
}

const struct rmx_token *rmx_depth_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                        const struct rmx_macros *macros)
{
    struct depth depth = {.names = {.arena = scratch},
                          .nodes = RMX_NEW(scratch, struct node, macros->count)};
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_token *name = macros->items[i].name;
        depth.nodes[i] =
            (struct node){.macro = &macros->items[i],
                          .repeats = macros->items[i].repeats,
                          .next = rmx_names_get(&depth.names, name->text, (size_t)name->length)};
        rmx_names_put(&depth.names, name->text, (size_t)name->length, i);
    }
    struct walk walk = {.depth = &depth, .code = code, .here = {.counts_commas = true}};
    walk_code(&walk, 0);
    return depth.found;
}
