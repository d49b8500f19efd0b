// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/loops.h"

#include "glsl/loop_macros.h"
#include "glsl/loop_rounds.h"
#include "glsl/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FREE_ROUNDS = 128, MOST_SWEEPS = 32, DEEPEST = 400, MOST_WEIGHT = 1 << 20 };

// What a function or a macro runs when it is called. `next` chains those of one name.
struct cost {
    const struct rmx_code *code;
    int first, last, next;
    double words; // -1: not counted yet
};

struct finder {
    struct rmx_arena *arena;
    const struct rmx_code *code; // the file's
    const struct rmx_macros *macros;
    const struct rmx_declarations *declarations;
    struct rmx_names loopy; // functions and macros in which loops may run
    struct rmx_loop_constants constants;
    struct rmx_loop_macros risks;
    struct cost *costs;
    int cost_count;
    double all_words;         // of the file; 0: not counted yet
    struct rmx_names cost_of; // a name to the last of its costs
    bool trusts;              // what stands in a loop is what will stand there
    struct rmx_loops out;
};

static bool heads_loop(const struct rmx_code *code, int i)
{
    return !rmx_code_is(code, i - 1, ".") && !rmx_code_at(code, i)->is_put &&
           (rmx_code_is(code, i, "for") || rmx_code_is(code, i, "while"));
}

static bool same(const struct rmx_token *a, const struct rmx_token *b)
{
    return a->length == b->length && memcmp(a->text, b->text, (size_t)a->length) == 0;
}

static bool is_in(const struct rmx_names *names, const struct rmx_token *token)
{
    return rmx_names_get(names, token->text, (size_t)token->length) >= 0;
}

// Whether item `i`, the counter's name, may be written there.
static bool may_write(const struct finder *f, const struct rmx_code *code, int i)
{
    int first = i, last = i;
    while (rmx_code_is(code, first - 1, "(") && rmx_code_is(code, last + 1, ")")) {
        first--;
        last++;
    }
    bool begins = rmx_code_is(code, first - 1, "(") || rmx_code_is(code, first - 1, ",");
    bool ends = rmx_code_is(code, last + 1, ")") || rmx_code_is(code, last + 1, ",");
    bool is_argument = (begins && ends) || first < i;
    return rmx_loop_writes(code, i) || (is_argument && f->risks.has_references);
}

// Whether the loop's statement is plain: no loop within, the counter only read.
static bool is_plain(const struct finder *f, const struct rmx_code *code,
                     const struct rmx_loop_head *head, const struct rmx_token *counter)
{
    int last = rmx_code_statement_end(code, head->close + 1);
    for (int i = head->close + 1; i <= last; i++) {
        if (!rmx_code_is_name(code, i) || rmx_code_is(code, i - 1, "."))
            continue;
        const struct rmx_token *token = rmx_code_at(code, i);
        if (heads_loop(code, i) || rmx_code_is(code, i, "do") || is_in(&f->loopy, token))
            return false;
        if (same(token, counter) && may_write(f, code, i))
            return false;
        if (is_in(&f->risks.writing, token) || rmx_loop_lends(code, i))
            return false;
        int m = rmx_names_get(&f->constants.macro_of, token->text, (size_t)token->length);
        if (m >= 0 && f->macros->items[m].repeats > 64)
            return false;
    }
    return true;
}

static double rounds(const struct finder *f, const struct rmx_code *code,
                     const struct rmx_loop_head *head, const struct rmx_token **counter)
{
    return rmx_loop_rounds(&f->constants, code, head, MOST_FREE_ROUNDS, counter);
}

// Whether another text can stand in the head than what is seen there.
static bool is_veiled(const struct finder *f, const struct rmx_code *code,
                      const struct rmx_loop_head *head)
{
    for (int i = head->open + 1; i < head->close; i++)
        if (rmx_code_is_name(code, i) && is_in(&f->risks.hiding, rmx_code_at(code, i)))
            return true;
    for (int t = code->index[head->open]; t < code->index[head->close]; t++)
        if (code->tokens[t].kind == RMX_TOKEN_HASH)
            return true;
    return false;
}

static bool needs_guard(const struct finder *f, const struct rmx_code *code,
                        const struct rmx_loop_head *head)
{
    const struct rmx_token *counter = NULL;
    if (code != f->code || !f->trusts) // in a macro what follows it is not known
        return true;
    return rounds(f, code, head, &counter) > MOST_FREE_ROUNDS || !is_plain(f, code, head, counter);
}

// --- Weights.

static double words_in(struct finder *f, const struct rmx_code *code, int first, int last,
                       int depth);

static void add_cost(struct finder *f, const struct rmx_token *name, struct cost cost)
{
    cost.next = rmx_names_get(&f->cost_of, name->text, (size_t)name->length);
    cost.words = -1;
    rmx_names_put(&f->cost_of, name->text, (size_t)name->length, f->cost_count);
    *RMX_PUSH(f->arena, &f->costs, &f->cost_count) = cost;
}

static void add_costs(struct finder *f)
{
    for (int i = 0; i < f->declarations->function_count; i++) {
        const struct rmx_function *function = &f->declarations->functions[i];
        add_cost(f, function->name,
                 (struct cost){f->code, function->first, function->last, -1, -1});
    }
    for (int i = 0; i < f->macros->count; i++) {
        const struct rmx_macro *macro = &f->macros->items[i];
        add_cost(f, macro->name,
                 (struct cost){&macro->body, macro->parameters, macro->body.count - 1, -1, -1});
    }
}

// The longest of what the name may call; one that is being counted calls itself, which is an error.
static double words_of_name(struct finder *f, const struct rmx_token *name, int depth)
{
    double most = 0;
    int n = rmx_names_get(&f->cost_of, name->text, (size_t)name->length);
    for (int tried = 0; n >= 0 && tried < 64; tried++, n = f->costs[n].next) {
        struct cost *cost = &f->costs[n];
        if (cost->words < 0) {
            cost->words = 0;
            cost->words = words_in(f, cost->code, cost->first, cost->last, depth + 1);
        }
        most = fmax(most, cost->words);
    }
    return most;
}

static double words_in(struct finder *f, const struct rmx_code *code, int first, int last,
                       int depth)
{
    double words = 0;
    for (int i = first; i <= last && i < code->count && depth < DEEPEST; i++) {
        struct rmx_loop_head head;
        const struct rmx_token *counter = NULL;
        words++;
        if (rmx_code_is_name(code, i) && !rmx_code_is(code, i - 1, "."))
            words += words_of_name(f, rmx_code_at(code, i), depth);
        if (!heads_loop(code, i) || !rmx_loop_head_read(code, i, &head))
            continue;
        int end = rmx_code_statement_end(code, head.close + 1);
        double made = rounds(f, code, &head, &counter);
        if (!needs_guard(f, code, &head)) // else it counts for itself
            words += made * words_in(f, code, head.open, end < last ? end : last, depth + 1);
        i = end > i ? end : i;
    }
    return fmin(words, (double)MOST_WEIGHT * RMX_ROUND_WORDS);
}

// What follows a macro is not known: it may be all that there is.
static int weight_of(struct finder *f, const struct rmx_code *code,
                     const struct rmx_loop_head *head, int do_first)
{
    int first = do_first >= 0 ? do_first : head->open;
    int last = do_first >= 0 ? head->close : rmx_code_statement_end(code, head->close + 1);
    if (code != f->code && f->all_words <= 0)
        f->all_words = words_in(f, f->code, 0, f->code->count - 1, 0);
    double words = code == f->code ? words_in(f, code, first, last, 0) : f->all_words;
    return (int)fmax(1, floor(words / RMX_ROUND_WORDS));
}

// ---

// `true` or nothing, and no word in the loop that leaves it.
static bool is_endless(const struct rmx_code *code, const struct rmx_loop_head *head, int first,
                       int last)
{
    bool always = head->first == head->end ||
                  (head->end == head->first + 1 && rmx_code_is(code, head->first, "true"));
    for (int i = first; always && i <= last; i++)
        if (rmx_code_is(code, i, "break") || rmx_code_is(code, i, "return") ||
            rmx_code_is(code, i, "discard"))
            return false;
    return always;
}

static void note_endless(struct finder *f, const struct rmx_code *code,
                         const struct rmx_loop_head *head, int do_first)
{
    bool is_do = do_first >= 0;
    int first = is_do ? do_first : head->close + 1;
    int last = is_do ? head->keyword : rmx_code_statement_end(code, first);
    if (!f->out.endless && code == f->code && is_endless(code, head, first, last))
        f->out.endless = rmx_code_at(code, head->keyword);
}

static void add_guard(struct finder *f, const struct rmx_code *code,
                      const struct rmx_loop_head *head, int do_first)
{
    *RMX_PUSH(f->arena, &f->out.guards, &f->out.guard_count) = (struct rmx_guard){
        .first_token = code->index[head->first],
        .end_token = code->index[head->end],
        .is_whole = head->first == head->end,
        .weight = weight_of(f, code, head, do_first),
        .keyword = rmx_code_at(code, head->keyword),
    };
}

// `while (bool b = f())` declares: nothing can be put before it.
static bool declares(const struct rmx_code *code, const struct rmx_loop_head *head)
{
    return head->first < head->end && rmx_code_is_name(code, head->first) &&
           rmx_code_is_name(code, head->first + 1);
}

static bool is_macro_call(const struct finder *f, const struct rmx_code *code, int i)
{
    return rmx_code_is_name(code, i) && rmx_code_is(code, i + 1, "(") &&
           is_in(&f->constants.macro_of, rmx_code_at(code, i));
}

static void find_in(struct finder *f, const struct rmx_code *code, int from)
{
    int open_do[64], depth = 0; // bodies of do ... while, by their first items
    int given_until = -1; // what stands in a macro's arguments may be said often, or elsewhere
    for (int i = from; i < code->count; i++) {
        if (is_macro_call(f, code, i) && code->match[i + 1] > given_until)
            given_until = code->match[i + 1];
        if (rmx_code_is(code, i, "do") && depth < 64)
            open_do[depth++] = i;
        if (!heads_loop(code, i))
            continue;
        struct rmx_loop_head head;
        if (!rmx_loop_head_read(code, i, &head) || declares(code, &head) ||
            is_veiled(f, code, &head)) {
            f->out.odd = f->out.odd ? f->out.odd : rmx_code_at(code, i);
            continue;
        }
        bool ends_do = depth && rmx_code_is(code, i, "while") &&
                       rmx_code_is(code, head.close + 1, ";") &&
                       (rmx_code_is(code, i - 1, "}") || rmx_code_is(code, i - 1, ";"));
        int do_first = ends_do ? open_do[--depth] : -1;
        note_endless(f, code, &head, do_first);
        if (ends_do || i < given_until || needs_guard(f, code, &head))
            add_guard(f, code, &head, do_first);
        i = head.close; // a loop's head holds no other
    }
}

static bool is_left(const struct rmx_code *code, int first, int last)
{
    for (int i = first; i <= last; i++)
        if (rmx_code_is(code, i, "break") || rmx_code_is(code, i, "return") ||
            rmx_code_is(code, i, "discard") || rmx_code_is(code, i, "continue"))
            return true;
    return false;
}

// One around another: its last item, how many rounds it makes with those around it, and how often
// all of them look whether to go on.
struct around {
    int last;
    double rounds, looks;
};

// Constant heads can be counted before anything is drawn.
static void find_known(struct finder *f)
{
    enum { MOST_AROUND = 32 };
    struct around around[MOST_AROUND];
    int depth = 0;
    for (int i = 0; i < f->code->count; i++) {
        struct rmx_loop_head head;
        const struct rmx_token *counter = NULL;
        while (depth && around[depth - 1].last < i)
            depth--;
        if (!heads_loop(f->code, i) || !rmx_loop_head_read(f->code, i, &head) ||
            depth == MOST_AROUND)
            continue;
        int last = rmx_code_statement_end(f->code, head.close + 1);
        double made = rounds(f, f->code, &head, &counter) - 1.0;
        bool is_known = isfinite(made) && needs_guard(f, f->code, &head) &&
                        !is_left(f->code, head.close + 1, last);
        double weight = is_known ? weight_of(f, f->code, &head, -1) : 1;
        struct around outer = depth ? around[depth - 1] : (struct around){.rounds = 1.0};
        if (!is_known)
            outer.rounds = 0.0; // whatever stands in it
        double looks =
            outer.rounds > 0.0 ? outer.looks + outer.rounds * (floor(made) + 1.0) * weight : 0.0;
        if (looks > f->out.known_rounds) {
            f->out.known_rounds = looks;
            f->out.known = rmx_code_at(f->code, i);
        }
        around[depth++] = (struct around){last, outer.rounds * floor(is_known ? made : 0.0), looks};
    }
}

static bool holds_loop(const struct finder *f, const struct rmx_code *code, int first, int last)
{
    for (int i = first; i <= last && i < code->count; i++)
        if (rmx_code_is_name(code, i) && !rmx_code_is(code, i - 1, ".") &&
            (heads_loop(code, i) || rmx_code_is(code, i, "do") ||
             is_in(&f->loopy, rmx_code_at(code, i))))
            return true;
    return false;
}

// True where the name is new among those in which loops run. `all`: whatever it holds.
static bool mark(struct finder *f, const struct rmx_token *name, bool holds)
{
    if (!holds || is_in(&f->loopy, name))
        return false;
    rmx_names_put(&f->loopy, name->text, (size_t)name->length, 0);
    return true;
}

// Until nothing new is found; a file whose calls nest deeper counts as loops throughout.
static void find_loopy(struct finder *f)
{
    bool more = true;
    for (int sweep = 0; more && sweep <= MOST_SWEEPS; sweep++) {
        bool all = sweep == MOST_SWEEPS;
        more = false;
        for (int i = 0; i < f->declarations->function_count; i++) {
            const struct rmx_function *function = &f->declarations->functions[i];
            more |= mark(f, function->name,
                         all || holds_loop(f, f->code, function->first, function->last));
        }
        for (int i = 0; i < f->macros->count; i++) {
            const struct rmx_macro *macro = &f->macros->items[i];
            more |=
                mark(f, macro->name,
                     all || holds_loop(f, &macro->body, macro->parameters, macro->body.count - 1));
        }
    }
}

static int by_token(const void *a, const void *b)
{
    const struct rmx_guard *left = a, *right = b;
    return (left->first_token > right->first_token) - (left->first_token < right->first_token);
}

struct rmx_loops rmx_loops_find(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros,
                                const struct rmx_declarations *declarations, bool is_trusted)
{
    struct finder f = {.arena = arena,
                       .code = code,
                       .macros = macros,
                       .declarations = declarations,
                       .loopy = {.arena = arena},
                       .cost_of = {.arena = arena},
                       .constants = rmx_loop_constants_find(arena, code, macros, declarations),
                       .risks = rmx_loop_macros_find(arena, code, macros)};
    f.trusts = is_trusted && code->is_balanced && code->branches_balanced && !f.risks.hiding.count;
    f.out.odd = f.risks.gluing;
    f.out.hides = f.risks.hiding.count > 0;
    add_costs(&f);
    find_loopy(&f);
    find_in(&f, code, 0);
    find_known(&f);
    for (int i = 0; i < macros->count; i++)
        find_in(&f, &macros->items[i].body, macros->items[i].parameters);
    if (f.out.guard_count)
        qsort(f.out.guards, (size_t)f.out.guard_count, sizeof(*f.out.guards), by_token);
    return f.out;
}
