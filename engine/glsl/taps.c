// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/taps.h"

#include "glsl/calls.h"

#include <string.h>

enum { DEEPEST_CALL = 200 };

// What is known of a node of the call graph.
struct counted {
    bool open, done;       // being counted; counted
    bool loops;            // a macro that opens a loop: what follows it may run often
    struct rmx_taps *taps; // one an input
};

struct counter {
    struct rmx_arena *arena;
    const char *const *pictures; // by input; NULL: no image
    int input_count;
    struct rmx_names images; // name to input
    struct rmx_calls calls;
    struct counted *counted; // by node
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

static bool is_own_point(const struct counter *counter, const struct rmx_code *code, int open)
{
    return rmx_code_is(code, open + 2, ",") && rmx_code_is_name(code, open + 3) &&
           rmx_calls_find(&counter->calls, rmx_code_at(code, open + 3)) < 0 &&
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
        bool here = accessors[k].access == ACCESS_TAP && is_own_point(counter, code, i + 1);
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

static void count_node(struct counter *counter, int node, int depth);

// A name in code: what it can mean depends on its arguments, if it has any.
struct call {
    int first;     // node
    int arity;     // -1: no parentheses
    int times;     // it is said so often
    bool in_macro; // there a function's bare name will get its parentheses elsewhere
};

static bool can_mean(const struct counter *counter, const struct call *call, int node, bool exact)
{
    if (counter->counted[node].open)
        return false; // GLSL has no recursion
    return exact ? counter->calls.nodes[node].arity == call->arity
                 : call->arity >= 0 || call->in_macro;
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
// are not known here. True where it is a macro that opens a loop.
static bool add_call(struct counter *counter, struct rmx_taps *taps, const struct call *call,
                     bool in_loop, int depth)
{
    bool exact = rmx_calls_has_arity(&counter->calls, call->first, call->arity), loops = false;
    struct rmx_taps worst[RMX_MOST_INPUTS] = {0};
    const struct rmx_call_node *nodes = counter->calls.nodes;
    for (int n = call->first, tried = 0; n >= 0 && tried < RMX_MOST_OVERLOADS;
         n = nodes[n].next, tried++) {
        if (!can_mean(counter, call, n, exact))
            continue;
        count_node(counter, n, depth + 1);
        take_dearest(counter, worst, counter->counted[n].taps);
        loops |= counter->counted[n].loops;
    }
    for (int k = 0; k < counter->input_count; k++)
        add_taps(&taps[k], (long long)worst[k].count * call->times, worst[k].only_here,
                 in_loop || worst[k].in_loop);
    return loops;
}

// How often `for (int NAME = 0; NAME < N; NAME++)` at item `i` runs, N from 1 to 4; 0: it
// is another loop.
static int rounds_of(const struct rmx_code *code, int i)
{
    static const char *const wanted[] = {"for", "(", "int", NULL, "=",  "0",  ";",
                                         NULL,  "<", NULL,  ";",  NULL, "++", ")"};
    const struct rmx_token *name = rmx_code_at(code, i + 3), *most = rmx_code_at(code, i + 9);
    for (int k = 0; k < 14; k++) {
        if (wanted[k] && !rmx_code_is(code, i + k, wanted[k]))
            return 0;
        const struct rmx_token *token = rmx_code_at(code, i + k);
        bool is_name = k == 3 || k == 7 || k == 11;
        if (is_name && (!rmx_code_is_name(code, i + k) || token->length != name->length ||
                        memcmp(token->text, name->text, (size_t)name->length) != 0))
            return 0;
    }
    bool is_figure = most->length == 1 && most->text[0] >= '1' && most->text[0] <= '4';
    return is_figure ? most->text[0] - '0' : 0;
}

// The same of a `do` whose condition begins `while (++NAME < edge_sides(` or `seam_sides(`, of
// shaders/lib/edge.glsl.
static int sides_of(const struct rmx_code *code, int i)
{
    int end = rmx_code_statement_end(code, i), k = end;
    while (k > i && !rmx_code_is(code, k, "while"))
        k--;
    bool is_so = rmx_code_is(code, i, "do") && rmx_code_is(code, k + 1, "(") &&
                 rmx_code_close(code, k + 1) >= end - 1 && rmx_code_is(code, k + 2, "++") &&
                 rmx_code_is(code, k + 4, "<");
    if (is_so && rmx_code_is(code, k + 5, "seam_sides"))
        return 1;
    return is_so && rmx_code_is(code, k + 5, "edge_sides") ? 2 : 0;
}

static bool begins_loop(const struct rmx_code *code, int i)
{
    return rmx_code_is(code, i, "for") || rmx_code_is(code, i, "while") ||
           rmx_code_is(code, i, "do");
}

// Counts a node's items into `taps`; true where a macro in them opens a loop.
static bool count_range(struct counter *counter, const struct rmx_call_node *range,
                        struct rmx_taps *taps, int depth)
{
    const struct rmx_code *code = range->code;
    int last = range->last;
    int loop_end = -1;
    bool loops = false;
    int rounds = 1, rounds_end = -1; // of the outermost loop that says how often it runs
    struct rmx_repeats repeats = {0};
    for (int i = range->first; i <= last && i < code->count; i++) {
        if (!rmx_code_is_name(code, i) || rmx_code_is(code, i - 1, "."))
            continue;
        if (i > rounds_end)
            rounds = 1;
        if (i > loop_end && begins_loop(code, i)) {
            int said = rounds == 1 && !range->is_macro ? rounds_of(code, i) : 0;
            if (!said && rounds == 1 && !range->is_macro)
                said = sides_of(code, i);
            rounds = said ? said : rounds;
            *(said ? &rounds_end : &loop_end) = rmx_code_statement_end(code, i);
        }
        int image, times = rounds * rmx_repeats_at(&repeats, i);
        enum access access = find_access(counter, code, i, &image);
        if (access != ACCESS_NONE && access != ACCESS_SIZE)
            add_taps(&taps[image], times, access == ACCESS_HERE, i <= loop_end);
        struct call call = {.first = rmx_calls_find(&counter->calls, rmx_code_at(code, i)),
                            .arity =
                                rmx_code_is(code, i + 1, "(") ? rmx_code_arity(code, i + 1) : -1,
                            .times = times,
                            .in_macro = range->is_macro};
        if (call.arity >= 0)
            rmx_repeats_enter(&repeats, rmx_code_close(code, i + 1),
                              rmx_calls_repeats(&counter->calls, call.first));
        if (call.first >= 0 && add_call(counter, taps, &call, i <= loop_end, depth)) {
            loops = true;
            loop_end = last;
        }
    }
    return loops;
}

// Calls that nest too deep to be followed count as a loop around everything.
static void give_up(const struct counter *counter, struct rmx_taps *taps)
{
    for (int k = 0; k < counter->input_count; k++)
        if (counter->pictures[k])
            taps[k] = (struct rmx_taps){.count = RMX_MOST_TAPS, .in_loop = true};
}

static void count_node(struct counter *counter, int index, int depth)
{
    const struct rmx_call_node *node = &counter->calls.nodes[index];
    struct counted *counted = &counter->counted[index];
    if (counted->done || counted->open)
        return;
    counted->taps = RMX_NEW(counter->arena, struct rmx_taps, counter->input_count);
    if (depth > DEEPEST_CALL) {
        give_up(counter, counted->taps);
        return;
    }
    counted->open = true;
    bool loops = count_range(counter, node, counted->taps, depth);
    for (int i = node->first; node->is_macro && i <= node->last; i++)
        loops |= begins_loop(node->code, i);
    counted->loops = node->is_macro && loops;
    counted->open = false;
    counted->done = true;
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

struct rmx_taps *rmx_taps_count(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros,
                                const struct rmx_declarations *declarations,
                                const struct rmx_taps_params *params)
{
    struct counter counter = {.arena = arena,
                              .pictures = params->pictures,
                              .input_count = params->input_count,
                              .images = {.arena = arena},
                              .calls = {.arena = arena, .names = {.arena = arena}}};
    struct rmx_taps *taps = RMX_NEW(arena, struct rmx_taps, params->input_count);
    find_images(&counter, params);
    if (!counter.images.count)
        return taps;
    rmx_calls_add(&counter.calls, code, macros, declarations);
    counter.counted = RMX_NEW(arena, struct counted, counter.calls.count);
    int root = rmx_names_get(&counter.calls.names, "main", 4);
    if (root >= 0)
        add_call(&counter, taps, &(struct call){.first = root, .times = 1}, false, 0);
    // Initialisers of globals run as a part of main.
    for (int i = 0; i < counter.calls.init_count; i++)
        count_range(&counter, &counter.calls.nodes[counter.calls.inits[i]], taps, 0);
    find_irregular(&counter, code, taps);
    for (int i = 0; i < macros->count; i++)
        if (!is_alias(&counter, &macros->items[i]))
            find_irregular(&counter, &macros->items[i].body, taps);
    return taps;
}
