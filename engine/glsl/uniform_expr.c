// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/uniform_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 400000 };

static int by_place(const void *a, const void *b)
{
    const struct rmx_uniform_site *x = a, *y = b;
    return x->first != y->first ? (x->first > y->first) - (x->first < y->first)
                                : (x->last < y->last) - (x->last > y->last);
}

static void sort_sites(struct rmx_uniform_finder *finder, int from)
{
    if (finder->site_count > from)
        qsort(finder->sites + from, (size_t)(finder->site_count - from), sizeof(*finder->sites),
              by_place);
}

// What is still called where the sites from `from` on are gone. Calls stand in order.
static void count_live(struct rmx_uniform_finder *finder, int from)
{
    int s = from;
    for (int c = 0; c < finder->call_count; c++) {
        int item = finder->calls[c].item;
        while (s < finder->site_count && finder->sites[s].last < item)
            s++;
        bool is_gone = s < finder->site_count && finder->sites[s].first <= item;
        finder->functions[finder->calls[c].function].live += !is_gone;
    }
}

// Of several of one name the last one counts for all.
static bool is_live(const struct rmx_uniform_finder *finder, int f, const char *root)
{
    const struct rmx_uniform_function *function =
        &finder->functions[rmx_uniform_get(&finder->function_of, finder->functions[f].name)];
    return rmx_token_is(function->name, root) || function->live || function->is_named_by_macro ||
           function->named > function->called;
}

// From the last one back: who calls a function stands below it.
static void read_functions(struct rmx_uniform_finder *finder, const char *root)
{
    for (int f = finder->function_count - 1; f >= 0; f--) {
        const struct rmx_uniform_function *function = &finder->functions[f];
        bool is_code = finder->tokens.items[finder->code.index[function->first]].at >=
                       finder->text + finder->before_length;
        int from = finder->site_count;
        if (!is_live(finder, f, root))
            continue;
        rmx_uniform_scan_function(finder, f);
        finder->call_count = 0;
        if (!function->is_known || !is_code)
            continue;
        rmx_uniform_read_function(finder, f);
        sort_sites(finder, from);
        count_live(finder, from);
    }
    sort_sites(finder, 0);
}

static void mark(bool *items, int first, int last)
{
    for (int i = first; i <= last; i++)
        items[i] = true;
}

// It was named, and all that named it is gone.
static bool lost_all(const struct rmx_uniform_finder *finder, const struct rmx_uniform_local *local,
                     const bool *gone)
{
    int lost = 0;
    for (int m = local->mentions; m >= 0; m = finder->mentions[m].next) {
        if (finder->mentions[m].item == local->name_item)
            continue;
        if (!gone[finder->mentions[m].item])
            return false;
        lost++;
    }
    return lost > 0;
}

// Which items are gone where the chosen sites are (NULL: all), and what only they named.
static bool *find_dead(struct rmx_uniform_finder *finder, const bool *chosen)
{
    bool *gone = RMX_NEW(finder->arena, bool, finder->code.count);
    bool *dead = RMX_NEW(finder->arena, bool, finder->code.count);
    for (int s = 0; s < finder->site_count; s++) {
        const struct rmx_uniform_site *site = &finder->sites[s];
        if (!chosen || (site->value >= 0 && chosen[site->value]))
            mark(gone, site->first, site->last);
    }
    for (int l = finder->local_count - 1; l >= 0; l--) {
        struct rmx_uniform_local *local = &finder->locals[l];
        bool can_go = local->node >= 0 && !local->is_const && !local->is_twice &&
                      local->name_item >= 0 && local->end > local->name_item;
        local->is_dead = can_go && lost_all(finder, local, gone);
        if (!local->is_dead)
            continue;
        mark(gone, local->name_item + 1, local->end);
        mark(dead, local->name_item + 1, local->end);
    }
    return dead;
}

struct ranked {
    int node, places;
    double work;
};

static int by_work(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    double more = y->work * y->places - x->work * x->places;
    return more != 0 ? (more > 0) - (more < 0) : x->node - y->node;
}

static struct ranked *rank(struct rmx_uniform_finder *finder, const bool *dead, int *count)
{
    struct ranked *ranked = NULL;
    int *of_node = RMX_NEW(finder->arena, int, finder->nodes.count);
    *count = 0;
    for (int s = 0; s < finder->site_count; s++) {
        int node = finder->sites[s].node;
        if (dead[finder->sites[s].first])
            continue;
        if (!of_node[node]) {
            *RMX_PUSH(finder->arena, &ranked, count) =
                (struct ranked){node, 0, finder->nodes.items[node].work};
            of_node[node] = *count;
        }
        ranked[of_node[node] - 1].places++;
    }
    if (*count)
        qsort(ranked, (size_t)*count, sizeof(*ranked), by_work);
    return ranked;
}

static void make_values(struct rmx_uniform *uniform)
{
    struct rmx_uniform_finder *finder = uniform->finder;
    bool *dead = find_dead(finder, NULL);
    struct ranked *ranked = rank(finder, dead, &uniform->count);
    int *value_of = RMX_NEW(finder->arena, int, finder->nodes.count);
    uniform->values = RMX_NEW(finder->arena, struct rmx_uniform_value, uniform->count);
    for (int v = 0; v < uniform->count; v++) {
        const struct rmx_node *node = &finder->nodes.items[ranked[v].node];
        uniform->values[v] = (struct rmx_uniform_value){rmx_value_type_name(node->type), node->work,
                                                        ranked[v].places};
        value_of[ranked[v].node] = v;
    }
    for (int s = 0; s < finder->site_count; s++)
        if (!dead[finder->sites[s].first])
            finder->sites[s].value = value_of[finder->sites[s].node];
}

struct rmx_uniform rmx_uniform_find(struct rmx_arena *arena,
                                    const struct rmx_uniform_params *params)
{
    struct rmx_uniform uniform = {.finder = RMX_NEW(arena, struct rmx_uniform_finder, 1)};
    struct rmx_uniform_finder *finder = uniform.finder;
    const char *text =
        rmx_arena_printf(arena, "%s%.*s", params->before, (int)params->length, params->code);
    *finder = (struct rmx_uniform_finder){.arena = arena,
                                          .text = text,
                                          .before_length = strlen(params->before),
                                          .length = strlen(text),
                                          .macro_of = {.arena = arena},
                                          .function_of = {.arena = arena},
                                          .number_of = {.arena = arena},
                                          .constant_of = {.arena = arena},
                                          .in_macros = {.arena = arena},
                                          .hidden_writes = {.arena = arena},
                                          .written = {.arena = arena},
                                          .local_of = {.arena = arena},
                                          .nodes = {.arena = arena, .known = {.arena = arena}},
                                          .steps = MOST_STEPS};
    bool is_taken = strstr(text, RMX_UNIFORM_PREFIX) != NULL;
    if (is_taken || !rmx_uniform_scan(finder, params))
        return uniform;
    read_functions(finder, params->root);
    make_values(&uniform);
    return uniform;
}

// Items in order, and what stands in the place of some.
struct writing {
    const struct rmx_uniform_finder *finder;
    struct rmx_text *out;
    const char *at; // the next byte that is to be written
};

static const struct rmx_token *token_at(const struct writing *writing, int item)
{
    return rmx_code_at(&writing->finder->code, item);
}

// The bytes from `from` to the end of item `last` are `name`, with as many lines.
static void replace(struct writing *writing, const char *from, int last, const char *name)
{
    const struct rmx_token *end = token_at(writing, last);
    if (from < writing->at)
        return;
    rmx_text_add_n(writing->out, writing->at, (size_t)(from - writing->at));
    bool is_glued =
        *from == '(' && *name && from > writing->finder->text && isalpha((unsigned char)from[-1]);
    rmx_text_add(writing->out, is_glued ? " " : ""); // return(...)
    rmx_text_add(writing->out, name);
    writing->at = end->at + end->length;
    for (const char *byte = from; byte < writing->at; byte++)
        if (*byte == '\n' || *byte == '\r')
            rmx_text_add_n(writing->out, byte, 1);
}

void rmx_uniform_write(const struct rmx_uniform *uniform, const bool *chosen, struct rmx_text *out)
{
    struct rmx_uniform_finder *finder = uniform->finder;
    struct writing writing = {finder, out, finder->text + finder->before_length};
    bool *dead = find_dead(finder, chosen);
    int *local_at = RMX_NEW(finder->arena, int, finder->code.count), s = 0;
    for (int l = 0; l < finder->local_count; l++)
        if (finder->locals[l].is_dead)
            local_at[finder->locals[l].name_item] = l + 1;
    for (int i = 0; i < finder->code.count; i++) {
        while (s < finder->site_count && finder->sites[s].first < i)
            s++;
        const struct rmx_uniform_site *site = s < finder->site_count ? &finder->sites[s] : NULL;
        const struct rmx_token *token = rmx_code_at(&finder->code, i);
        if (local_at[i])
            replace(&writing, token->at + token->length, finder->locals[local_at[i] - 1].end, "");
        if (!site || site->first != i)
            continue;
        if (site->value >= 0 && chosen[site->value] && !dead[i])
            replace(&writing, token->at, site->last,
                    rmx_arena_printf(finder->arena, RMX_UNIFORM_PREFIX "%d", site->value));
    }
    rmx_text_add(out, writing.at);
}
