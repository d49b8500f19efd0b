// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/taps.h"

#include <string.h>

enum { DEEPEST_CALL = 200, MOST_OVERLOADS = 64 };

// A function or macro as a node of the call graph. `next` chains nodes of one name.
struct node {
    const struct rmx_code *code;
    int first, last; // items, both included
    int arity;       // -1: a macro without parentheses
    int next;
    int repeats; // a macro's
    bool is_macro;
    bool open, done;       // being counted; counted
    bool loops;            // a macro that opens a loop: what follows it may run often
    struct rmx_taps *taps; // one an input
};

struct counter {
    struct rmx_arena *arena;
    const char *const *pictures; // by input; NULL: no image
    int input_count;
    struct rmx_names images; // name to input
    struct rmx_names nodes;  // name to its first node
    struct node *items;
    int count;
};

enum access { ACCESS_NONE, ACCESS_TAP, ACCESS_PIXEL, ACCESS_HERE, ACCESS_SIZE };

static const struct {
    const char *name;
    enum access access;
    int arity;
} accessors[] = {
    {"IMG_NORM_PIXEL", ACCESS_TAP, 2},
    {"IMG_PIXEL", ACCESS_PIXEL, 2},
    {"IMG_THIS_PIXEL", ACCESS_HERE, 1},
    {"IMG_THIS_NORM_PIXEL", ACCESS_HERE, 1},
    {"IMG_NORM_THIS_PIXEL", ACCESS_HERE, 1},
    {"IMG_SIZE", ACCESS_SIZE, 1},
    {"texture", ACCESS_TAP, 2},
    {"texture2D", ACCESS_TAP, 2},
    {"textureSize", ACCESS_SIZE, 2},
};

static int lookup(const struct rmx_names *names, const struct rmx_token *token)
{
    return rmx_names_get(names, token->text, (size_t)token->length);
}

static bool is_own_point(const struct rmx_code *code, int open)
{
    return rmx_code_is(code, open + 2, ",") &&
           (rmx_code_is(code, open + 3, "isf_FragNormCoord") ||
            rmx_code_is(code, open + 3, "vv_FragNormCoord")) &&
           rmx_code_is(code, open + 4, ")");
}

// How the call that begins at item `i` reads a picture, and which one.
static enum access find_access(const struct counter *counter, const struct rmx_code *code, int i,
                               int *image)
{
    bool calls = rmx_code_is_name(code, i) && rmx_code_is(code, i + 1, "(") &&
                 rmx_code_is_name(code, i + 2) && !rmx_code_is(code, i - 1, ".");
    if (!calls || (*image = lookup(&counter->images, rmx_code_at(code, i + 2))) < 0)
        return ACCESS_NONE;
    for (size_t k = 0; k < sizeof(accessors) / sizeof(*accessors); k++) {
        if (!rmx_code_is(code, i, accessors[k].name))
            continue;
        if (rmx_code_arity(code, i + 1) != accessors[k].arity)
            return ACCESS_NONE;
        bool here = accessors[k].access == ACCESS_TAP && is_own_point(code, i + 1);
        return here ? ACCESS_HERE : accessors[k].access;
    }
    return ACCESS_NONE;
}

static void add_taps(struct rmx_taps *sum, long long count, bool only_here, bool in_loop)
{
    if (!count)
        return;
    sum->only_here = only_here && (sum->count == 0 || sum->only_here);
    sum->count = sum->count + count > RMX_MOST_TAPS ? RMX_MOST_TAPS : sum->count + (int)count;
    sum->in_loop |= in_loop;
}

static void count_node(struct counter *counter, struct node *node, int depth);

// A name in code: what it can mean depends on its arguments, if it has any.
struct call {
    int first;     // node
    int arity;     // -1: no parentheses
    int times;     // it is said so often
    bool in_macro; // there a function's bare name will get its parentheses elsewhere
};

static bool can_mean(const struct call *call, const struct node *node, bool exact)
{
    if (node->open)
        return false; // GLSL has no recursion
    return exact ? node->arity == call->arity : call->arity >= 0 || call->in_macro;
}

static void take_dearest(const struct counter *counter, struct rmx_taps *worst,
                         const struct rmx_taps *taps)
{
    for (int k = 0; k < counter->input_count; k++) {
        bool here =
            (!worst[k].count || worst[k].only_here) && (!taps[k].count || taps[k].only_here);
        worst[k].count = taps[k].count > worst[k].count ? taps[k].count : worst[k].count;
        worst[k].only_here = here;
        worst[k].in_loop |= taps[k].in_loop;
    }
}

// Adds what a call costs: the dearest of what it can mean, since overloads differ by types that
// nobody knows here. True where it is a macro that opens a loop.
static bool add_call(struct counter *counter, struct rmx_taps *taps, const struct call *call,
                     bool in_loop, int depth)
{
    bool exact = false, loops = false;
    struct rmx_taps worst[RMX_MOST_INPUTS] = {0};
    int tried = 0;
    for (int n = call->first; n >= 0 && tried < MOST_OVERLOADS; n = counter->items[n].next, tried++)
        exact |= counter->items[n].arity == call->arity;
    for (int n = call->first; n >= 0 && tried > 0; n = counter->items[n].next, tried--) {
        struct node *node = &counter->items[n];
        if (!can_mean(call, node, exact))
            continue;
        count_node(counter, node, depth + 1);
        take_dearest(counter, worst, node->taps);
        loops |= node->loops;
    }
    for (int k = 0; k < counter->input_count; k++)
        add_taps(&taps[k], (long long)worst[k].count * call->times, worst[k].only_here,
                 in_loop || worst[k].in_loop);
    return loops;
}

// What the arguments at item `i` may be repeated by, if it is a macro's name.
static int repeats_of(const struct counter *counter, int node)
{
    int most = 1;
    for (int tried = 0; node >= 0 && tried < MOST_OVERLOADS; tried++) {
        most = counter->items[node].repeats > most ? counter->items[node].repeats : most;
        node = counter->items[node].next;
    }
    return most;
}

static bool begins_loop(const struct rmx_code *code, int i)
{
    return rmx_code_is(code, i, "for") || rmx_code_is(code, i, "while") ||
           rmx_code_is(code, i, "do");
}

// Counts a node's items into `taps`; true where a macro in them opens a loop.
static bool count_range(struct counter *counter, const struct node *range, struct rmx_taps *taps,
                        int depth)
{
    const struct rmx_code *code = range->code;
    int last = range->last;
    int loop_end = -1;
    bool loops = false;
    struct rmx_repeats repeats = {0};
    for (int i = range->first; i <= last && i < code->count; i++) {
        if (!rmx_code_is_name(code, i) || rmx_code_is(code, i - 1, "."))
            continue;
        if (i > loop_end && begins_loop(code, i))
            loop_end = rmx_code_statement_end(code, i);
        int image, times = rmx_repeats_at(&repeats, i);
        enum access access = find_access(counter, code, i, &image);
        if (access != ACCESS_NONE && access != ACCESS_SIZE)
            add_taps(&taps[image], times, access == ACCESS_HERE, i <= loop_end);
        struct call call = {.first = lookup(&counter->nodes, rmx_code_at(code, i)),
                            .arity =
                                rmx_code_is(code, i + 1, "(") ? rmx_code_arity(code, i + 1) : -1,
                            .times = times,
                            .in_macro = range->is_macro};
        if (call.arity >= 0)
            rmx_repeats_enter(&repeats, rmx_code_close(code, i + 1),
                              repeats_of(counter, call.first));
        if (call.first >= 0 && add_call(counter, taps, &call, i <= loop_end, depth)) {
            loops = true;
            loop_end = last;
        }
    }
    return loops;
}

// Calls that nest too deep to be followed count as a loop around everything.
static void give_up(struct counter *counter, struct node *node)
{
    for (int k = 0; k < counter->input_count; k++)
        if (counter->pictures[k])
            node->taps[k] = (struct rmx_taps){.count = RMX_MOST_TAPS, .in_loop = true};
}

static void count_node(struct counter *counter, struct node *node, int depth)
{
    if (node->done || node->open)
        return;
    node->taps = RMX_NEW(counter->arena, struct rmx_taps, counter->input_count);
    if (depth > DEEPEST_CALL) {
        give_up(counter, node);
        return;
    }
    node->open = true;
    bool loops = count_range(counter, node, node->taps, depth);
    for (int i = node->first; node->is_macro && i <= node->last; i++)
        loops |= begins_loop(node->code, i);
    node->loops = node->is_macro && loops;
    node->open = false;
    node->done = true;
}

static void add_node(struct counter *counter, const struct rmx_token *name, struct node node)
{
    node.next = lookup(&counter->nodes, name);
    rmx_names_put(&counter->nodes, name->text, (size_t)name->length, counter->count);
    *RMX_PUSH(counter->arena, &counter->items, &counter->count) = node;
}

static void add_nodes(struct counter *counter, const struct rmx_code *code,
                      const struct rmx_macros *macros, const struct rmx_declarations *declarations)
{
    for (int i = 0; i < declarations->function_count; i++) {
        const struct rmx_function *function = &declarations->functions[i];
        add_node(counter, function->name,
                 (struct node){.code = code,
                               .first = function->first,
                               .last = function->last,
                               .arity = function->arity});
    }
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_macro *macro = &macros->items[i];
        add_node(counter, macro->name,
                 (struct node){.code = &macro->body,
                               .first = macro->parameters,
                               .last = macro->body.count - 1,
                               .arity = macro->arity,
                               .repeats = macro->repeats,
                               .is_macro = true});
    }
}

// Every use of an image's name that is no access makes it irregular, reached from main or not.
static void find_irregular(const struct counter *counter, const struct rmx_code *code,
                           struct rmx_taps *taps)
{
    for (int i = 0; i < code->count; i++) {
        if (!rmx_code_is_name(code, i) || rmx_code_is(code, i - 1, "."))
            continue;
        int image;
        if (find_access(counter, code, i, &image) != ACCESS_NONE) {
            i += 2;
            continue;
        }
        image = lookup(&counter->images, rmx_code_at(code, i));
        if (image >= 0)
            taps[image].irregular = true;
    }
}

static void find_images(struct counter *counter, const struct rmx_taps_params *params)
{
    for (int i = 0; i < counter->input_count; i++)
        if (counter->pictures[i])
            rmx_names_put(&counter->images, counter->pictures[i], strlen(counter->pictures[i]), i);
    for (int i = 0; i < params->alias_count; i++) {
        const struct rmx_alias *alias = &params->aliases[i];
        const char *of = alias->image;
        int image = of ? rmx_names_get(&counter->images, of, strlen(of)) : -1;
        if (image >= 0)
            rmx_names_put(&counter->images, alias->name, strlen(alias->name), image);
    }
}

static bool is_alias(const struct counter *counter, const struct rmx_macro *macro)
{
    return lookup(&counter->images, macro->name) >= 0;
}

// Initialisers of globals run as a part of main.
static void count_inits(struct counter *counter, const struct rmx_code *code,
                        const struct rmx_declarations *declarations, struct rmx_taps *taps)
{
    int at = 0;
    for (int i = 0; i < declarations->init_count; i++) {
        const struct rmx_global_init *init = &declarations->inits[i];
        while (at < code->count && code->index[at] < init->first_token)
            at++;
        int first = at;
        while (at < code->count && code->index[at] <= init->last_token)
            at++;
        count_range(counter, &(struct node){.code = code, .first = first, .last = at - 1}, taps, 0);
    }
}

struct rmx_taps *rmx_taps_count(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros,
                                const struct rmx_declarations *declarations,
                                const struct rmx_taps_params *params)
{
    struct counter counter = {.arena = arena,
                              .pictures = params->pictures,
                              .input_count = params->input_count,
                              .images = {.arena = arena},
                              .nodes = {.arena = arena}};
    struct rmx_taps *taps = RMX_NEW(arena, struct rmx_taps, params->input_count);
    find_images(&counter, params);
    if (!counter.images.count)
        return taps;
    add_nodes(&counter, code, macros, declarations);
    int root = rmx_names_get(&counter.nodes, "main", 4);
    if (root >= 0)
        add_call(&counter, taps, &(struct call){.first = root, .times = 1}, false, 0);
    count_inits(&counter, code, declarations, taps);
    find_irregular(&counter, code, taps);
    for (int i = 0; i < macros->count; i++)
        if (!is_alias(&counter, &macros->items[i]))
            find_irregular(&counter, &macros->items[i].body, taps);
    return taps;
}
