// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/solid.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32, MOST_ROUNDS = 8 };

// A name, whatever it is where. A vec4 that begins with a value, a vec4 input, and a function that
// gives one are taken for solid (of alpha 1) until nothing speaks against any more.
struct candidate {
    bool is_function, is_solid;
    bool is_set; // somewhere it is declared or changed
};

struct solver {
    const struct rmx_code *code;
    const struct rmx_declarations *declarations;
    const struct rmx_solid_names *given;
    struct rmx_names known;   // names to candidates
    struct rmx_names writers; // functions that write to what they are given
    struct candidate *candidates;
    int count;
    int *within; // by item: the round or square bracket that it stands in; -1: none
};

// Items, both ends included.
struct range {
    int first, last;
};

static bool is(const struct solver *s, int i, const char *text)
{
    return rmx_code_is(s->code, i, text);
}

static bool is_one_of(const struct solver *s, int i, const char *const *words)
{
    for (; *words; words++)
        if (is(s, i, *words))
            return true;
    return false;
}

static bool has(const struct rmx_names *names, const struct rmx_token *name)
{
    return rmx_names_get(names, name->text, (size_t)name->length) >= 0;
}

static int candidate_at(const struct solver *s, int i)
{
    if (!rmx_code_is_name(s->code, i) || is(s, i - 1, "."))
        return -1;
    const struct rmx_token *name = rmx_code_at(s->code, i);
    return rmx_names_get(&s->known, name->text, (size_t)name->length);
}

static int after_brackets(const struct solver *s, int i)
{
    return s->code->match[i] > i ? s->code->match[i] + 1 : i + 1;
}

// The first of the words in the range, outside of all brackets; -1.
static int find(const struct solver *s, struct range range, const char *const *words)
{
    for (int i = range.first; i <= range.last; i = after_brackets(s, i))
        if (is_one_of(s, i, words))
            return i;
    return -1;
}

// The arguments of the call whose parenthesis opens at `open`; their number, at most `most` + 1.
static int arguments_of(const struct solver *s, int open, struct range *out, int most)
{
    static const char *const comma[] = {",", NULL};
    struct range rest = {open + 1, s->code->match[open] - 1};
    int count = 0;
    while (rest.first <= rest.last && count < most) {
        int end = find(s, rest, comma);
        out[count++] = (struct range){rest.first, end < 0 ? rest.last : end - 1};
        rest.first = end < 0 ? rest.last + 1 : end + 1;
    }
    return rest.first <= rest.last ? most + 1 : count;
}

static bool is_number(const struct solver *s, struct range range, double low, double high)
{
    char text[32], *end;
    if (range.first != range.last)
        return false;
    const struct rmx_token *token = rmx_code_at(s->code, range.first);
    if (token->kind != RMX_TOKEN_NUMBER || (size_t)token->length >= sizeof(text))
        return false;
    memcpy(text, token->text, (size_t)token->length);
    text[token->length] = '\0';
    double value = strtod(text, &end);
    return strspn(end, "fF") == strlen(end) && value >= low && value <= high;
}

// A call of a function of GLSL or of the host alone: the file has none of that name.
static bool calls(const struct solver *s, struct range range, const char *name)
{
    return is(s, range.first, name) && is(s, range.first + 1, "(") &&
           s->code->match[range.first + 1] == range.last &&
           !has(&s->declarations->known, rmx_code_at(s->code, range.first));
}

// From 0 to 1.
static bool is_share(const struct solver *s, struct range range)
{
    struct range a[3];
    int k = range.first == range.last ? candidate_at(s, range.first) : -1;
    if (k >= 0 && has(&s->given->shares, rmx_code_at(s->code, range.first)))
        return !s->candidates[k].is_set;
    if (is_number(s, range, 0.0, 1.0) || calls(s, range, "step") || calls(s, range, "smoothstep") ||
        calls(s, range, "rmx_smoothstep"))
        return true;
    return calls(s, range, "clamp") && arguments_of(s, range.first + 1, a, 3) == 3 &&
           is_number(s, a[1], 0.0, 1.0) && is_number(s, a[2], 0.0, 1.0);
}

static bool is_solid(const struct solver *s, struct range range, bool is_vector, int depth);

// vec4(..., 1.0), or vec4(..., c.a): one component comes last, so that it is the fourth.
static bool makes_solid(const struct solver *s, struct range range, int depth)
{
    struct range a[4];
    int count = arguments_of(s, range.first + 1, a, 4);
    return count >= 1 && count <= 4 && is_solid(s, a[count - 1], false, depth + 1);
}

static bool reads_picture(const struct solver *s, struct range range)
{
    static const char *const taps[] = {
        "IMG_NORM_PIXEL",      "IMG_PIXEL", "IMG_THIS_PIXEL", "IMG_THIS_NORM_PIXEL",
        "IMG_NORM_THIS_PIXEL", "texture",   "texture2D",      NULL};
    bool ends = is(s, range.first + 3, ",") || is(s, range.first + 3, ")");
    for (const char *const *tap = taps; *tap; tap++)
        if (calls(s, range, *tap))
            return ends && rmx_code_is_name(s->code, range.first + 2) &&
                   has(&s->given->pictures, rmx_code_at(s->code, range.first + 2));
    return false;
}

// Of two solid values, and of each with itself.
static bool mixes_solid(const struct solver *s, struct range range, bool is_vector, int depth)
{
    struct range a[3];
    int open = range.first + 1;
    if (calls(s, range, "min") || calls(s, range, "max"))
        return arguments_of(s, open, a, 2) == 2 && is_solid(s, a[0], is_vector, depth + 1) &&
               is_solid(s, a[1], is_vector, depth + 1);
    if (calls(s, range, "clamp"))
        return arguments_of(s, open, a, 3) == 3 && is_solid(s, a[0], is_vector, depth + 1) &&
               is_number(s, a[1], 0.0, 1.0) && is_number(s, a[2], 1.0, 1e9);
    return calls(s, range, "mix") && arguments_of(s, open, a, 3) == 3 &&
           is_solid(s, a[0], is_vector, depth + 1) && is_solid(s, a[1], is_vector, depth + 1) &&
           is_share(s, a[2]);
}

static bool is_solid_name(const struct solver *s, int i, bool is_call)
{
    int k = candidate_at(s, i);
    return k >= 0 && s->candidates[k].is_function == is_call && s->candidates[k].is_solid;
}

// Without operators outside of its brackets.
static bool is_solid_term(const struct solver *s, struct range range, bool is_vector, int depth)
{
    static const char *const alphas[] = {"a", "w", "q", NULL};
    int first = range.first, last = range.last;
    bool is_call = is(s, first + 1, "(") && s->code->match[first + 1] == last;
    if (is(s, first, "(") && s->code->match[first] == last)
        return is_solid(s, (struct range){first + 1, last - 1}, is_vector, depth + 1);
    if (mixes_solid(s, range, is_vector, depth))
        return true;
    if (!is_vector)
        return is_number(s, range, 1.0, 1.0) ||
               (last - first >= 2 && is(s, last - 1, ".") && is_one_of(s, last, alphas) &&
                is_solid_term(s, (struct range){first, last - 2}, true, depth + 1));
    if (is_call && is(s, first, "vec4"))
        return makes_solid(s, range, depth);
    return (first == last || is_call) &&
           (reads_picture(s, range) || is_solid_name(s, first, is_call));
}

static bool are_factors(const struct solver *s, struct range range, bool is_vector, int depth)
{
    static const char *const times[] = {"*", NULL};
    int at = find(s, range, times);
    struct range left = {range.first, at < 0 ? range.last : at - 1};
    return depth <= DEEPEST && left.first <= left.last &&
           is_solid_term(s, left, is_vector, depth) &&
           (at < 0 || are_factors(s, (struct range){at + 1, range.last}, is_vector, depth + 1));
}

// A vec4 whose alpha is 1, or a float that is 1.
static bool is_solid(const struct solver *s, struct range range, bool is_vector, int depth)
{
    static const char *const question[] = {"?", NULL}, *const colon[] = {":", NULL};
    static const char *const others[] = {"+", "-", "/", "%", ",", "=", "<",  ">", "!",
                                         "&", "|", "^", "~", "[", "{", "++", NULL};
    if (depth > DEEPEST || range.first > range.last)
        return false;
    int choice = find(s, range, question);
    if (choice >= 0) { // c ? a : b, where b may be a choice again
        struct range rest = {choice + 1, range.last};
        int middle = find(s, rest, colon);
        return middle >= 0 &&
               is_solid(s, (struct range){choice + 1, middle - 1}, is_vector, depth + 1) &&
               is_solid(s, (struct range){middle + 1, range.last}, is_vector, depth + 1);
    }
    return find(s, range, others) < 0 && are_factors(s, range, is_vector, depth);
}

// The expression that begins at item `i` and ends with its statement, declarator or bracket.
static struct range expression_at(const struct solver *s, int i)
{
    static const char *const ends[] = {",", ";", ")", "]", "}", NULL};
    int end = i;
    while (end < s->code->count && !is_one_of(s, end, ends))
        end = after_brackets(s, end);
    return (struct range){i, end - 1};
}

static bool is_declared(const struct solver *s, int i)
{
    static const char *const speaks[] = {"return", "else", "in", "do", NULL};
    bool is_listed = is(s, i - 1, ",") && s->within[i] < 0; // `vec4 b, c;`
    return is_listed || (rmx_code_is_name(s->code, i - 1) && !is_one_of(s, i - 1, speaks));
}

static bool is_given_to_writer(const struct solver *s, int i)
{
    for (int open = s->within[i]; open >= 0; open = s->within[open])
        if (open && rmx_code_is_name(s->code, open - 1) &&
            has(&s->writers, rmx_code_at(s->code, open - 1)))
            return true;
    return false;
}

static bool is_changed(const struct solver *s, int i, int next)
{
    static const char *const changes[] = {"+=", "-=", "*=", "/=", "%=", "++", "--", "[", NULL};
    static const char *const counts[] = {"++", "--", NULL};
    return is_one_of(s, next, changes) || is_one_of(s, i - 1, counts) || is_given_to_writer(s, i);
}

// The component behind the dot at item `i`, or several.
static bool has_alpha(const struct solver *s, int i)
{
    const struct rmx_token *member = i + 1 < s->code->count ? rmx_code_at(s->code, i + 1) : NULL;
    for (int c = 0; member && c < member->length; c++)
        if (strchr("awq", member->text[c]))
            return true;
    return false;
}

// Whether what stands at an item of a variable's name leaves its alpha at 1.
static bool leaves_solid(const struct solver *s, int i)
{
    if (is(s, i + 1, "."))
        return !has_alpha(s, i + 1) || !(is_changed(s, i, i + 3) || is(s, i + 3, "="));
    if (is(s, i + 1, "="))
        return is_solid(s, expression_at(s, i + 2), true, 0);
    return !is_changed(s, i, i + 1) && !is_declared(s, i);
}

// The last statement of a body, whose braces are items `first` and `last`, is one.
static bool ends_with_return(const struct solver *s, int first, int last)
{
    int statement = first + 1;
    for (int i = first + 1; i < last; i = after_brackets(s, i))
        if ((is(s, i, ";") || is(s, i, "{")) && after_brackets(s, i) < last)
            statement = after_brackets(s, i);
    return is(s, statement, "return");
}

static bool is_solid_function(const struct solver *s, const struct rmx_function *function)
{
    if (!ends_with_return(s, function->first, function->last))
        return false;
    for (int i = function->first; i < function->last; i++)
        if (is(s, i, "return") && !is_solid(s, expression_at(s, i + 1), true, 0))
            return false;
    return true;
}

static void add(struct rmx_arena *arena, struct solver *s, int i)
{
    const struct rmx_token *name = rmx_code_at(s->code, i);
    bool is_vector = is(s, i - 1, "vec4");
    struct candidate candidate = {.is_function = is_vector && is(s, i + 1, "(")};
    candidate.is_solid =
        has(&s->given->colors, name) || candidate.is_function || (is_vector && is(s, i + 1, "="));
    rmx_names_put(&s->known, name->text, (size_t)name->length, s->count);
    *RMX_PUSH(arena, &s->candidates, &s->count) = candidate;
}

// By what each name is where it stands first.
static void find_candidates(struct rmx_arena *arena, struct solver *s)
{
    for (int i = 0; i < s->code->count; i++) {
        if (!rmx_code_is_name(s->code, i) || is(s, i - 1, "."))
            continue;
        if (candidate_at(s, i) < 0)
            add(arena, s, i);
        struct candidate *candidate = &s->candidates[candidate_at(s, i)];
        candidate->is_set |= is_declared(s, i) || is_changed(s, i, i + 1) || is(s, i + 1, "=");
        // Overloads of another type, or a variable of that name.
        bool is_other = is_declared(s, i) && !(is(s, i - 1, "vec4") && is(s, i + 1, "("));
        candidate->is_solid &= !(candidate->is_function && is_other);
    }
}

static void find_brackets(struct rmx_arena *arena, struct solver *s)
{
    s->within = RMX_NEW(arena, int, s->code->count);
    int open = -1;
    for (int i = 0; i < s->code->count; i++) {
        bool is_round = is(s, i, "(") || is(s, i, "[");
        if (open >= 0 && i == s->code->match[open])
            open = s->within[open];
        s->within[i] = open;
        if (is_round && s->code->match[i] > i)
            open = i;
    }
}

static bool spoil(struct candidate *candidate, bool is_solid)
{
    bool changes = candidate->is_solid && !is_solid;
    candidate->is_solid &= is_solid;
    return changes;
}

static bool solve_round(struct solver *s)
{
    bool changes = false;
    for (int i = 0; i < s->code->count; i++) {
        int k = candidate_at(s, i);
        if (k >= 0 && s->candidates[k].is_solid && !s->candidates[k].is_function)
            changes |= spoil(&s->candidates[k], leaves_solid(s, i));
    }
    for (int f = 0; f < s->declarations->function_count; f++) {
        const struct rmx_function *function = &s->declarations->functions[f];
        int k = rmx_names_get(&s->known, function->name->text, (size_t)function->name->length);
        if (k >= 0 && s->candidates[k].is_solid)
            changes |= spoil(&s->candidates[k], is_solid_function(s, function));
    }
    return changes;
}

// False: it takes too long.
static bool solve(struct solver *s)
{
    for (int round = 0; round < MOST_ROUNDS; round++)
        if (!solve_round(s))
            return true;
    return false;
}

static bool is_output(const struct solver *s, int i)
{
    static const char *const outputs[] = {"gl_FragColor", "isf_FragColor", NULL};
    const struct rmx_token *own = s->declarations->output;
    if (!rmx_code_is_name(s->code, i) || is(s, i - 1, "."))
        return false;
    const struct rmx_token *token = rmx_code_at(s->code, i);
    bool is_own = own && own != token && own->length == token->length &&
                  memcmp(own->text, token->text, (size_t)own->length) == 0;
    return is_own || is_one_of(s, i, outputs);
}

// `gl_FragColor = …;` that is always come to: not behind `if (c)`.
static bool is_certain_write(const struct solver *s, int i)
{
    static const char *const ends[] = {";", "{", "}", NULL};
    return is_output(s, i) && is(s, i + 1, "=") && is_one_of(s, i - 1, ends);
}

static bool comes_to_write(const struct solver *s, const struct rmx_function *main)
{
    int write = main->first + 1;
    while (write < main->last && !is_certain_write(s, write))
        write = after_brackets(s, write);
    for (int i = main->first; i < write; i++)
        if (is(s, i, "return"))
            return false;
    return write < main->last;
}

// Each write leaves it solid, and main comes to one of them before it may return.
static bool writes_solid(const struct solver *s)
{
    for (int i = 0; i < s->code->count; i++)
        if (is_output(s, i) && !leaves_solid(s, i))
            return false;
    bool comes = false;
    for (int f = 0; f < s->declarations->function_count; f++)
        if (rmx_token_is(s->declarations->functions[f].name, "main"))
            comes = comes_to_write(s, &s->declarations->functions[f]);
    return comes;
}

// What stands in its place is a value and no more, and nothing that is looked for here.
static bool is_value(const struct solver *s, const struct rmx_macro *macro)
{
    static const char *const no_values[] = {
        "=", "+=",  "-=",    "*=", "/=",  "%=",     "++",      "--",           ";",
        "{", "out", "inout", "if", "for", "return", "discard", "gl_FragColor", NULL};
    static const char *const looked_for[] = {
        "vec4", "mix", "min", "max", "clamp", "step", "smoothstep", "return",       "main", "if",
        "else", "for", "a",   "w",   "q",     "out",  "inout",      "gl_FragColor", NULL};
    int k = rmx_names_get(&s->known, macro->name->text, (size_t)macro->name->length);
    if ((k >= 0 && s->candidates[k].is_set) || has(&s->given->colors, macro->name) ||
        has(&s->given->shares, macro->name) || has(&s->given->pictures, macro->name))
        return false;
    for (const char *const *word = looked_for; *word; word++)
        if (rmx_token_is(macro->name, *word))
            return false;
    for (int i = macro->parameters; i < macro->body.count; i++) {
        for (const char *const *word = no_values; *word; word++)
            if (rmx_code_is(&macro->body, i, *word))
                return false;
        if (rmx_code_is_name(&macro->body, i) && has(&s->writers, rmx_code_at(&macro->body, i)))
            return false;
    }
    return macro->body.is_balanced;
}

// Of a picture.
static bool is_other_name(const struct solver *s, const struct rmx_macro *macro)
{
    return has(&s->given->pictures, macro->name) && macro->arity < 0 && macro->body.count == 1 &&
           has(&s->given->pictures, rmx_code_at(&macro->body, 0));
}

// No macro's name is one of a component: `.rgb`.
static bool are_values(struct rmx_arena *arena, const struct solver *s,
                       const struct rmx_macros *macros)
{
    struct rmx_names names = {.arena = arena};
    for (int m = 0; m < macros->count; m++) {
        const struct rmx_token *name = macros->items[m].name;
        if (!is_other_name(s, &macros->items[m]) && !is_value(s, &macros->items[m]))
            return false;
        rmx_names_put(&names, name->text, (size_t)name->length, m);
    }
    for (int i = 1; i < s->code->count; i++)
        if (is(s, i - 1, ".") && has(&names, rmx_code_at(s->code, i)))
            return false;
    return true;
}

// False: a pixel may be left out, or who writes is not found.
static bool find_writers(struct rmx_arena *arena, struct solver *s)
{
    s->writers.arena = arena;
    for (int i = 0; i < s->code->count; i++) {
        if (is(s, i, "discard"))
            return false;
        if (!is(s, i, "out") && !is(s, i, "inout"))
            continue;
        int open = s->within[i];
        if (open < 0 && s->declarations->output)
            continue;
        if (open < 1 || !rmx_code_is_name(s->code, open - 1))
            return false;
        const struct rmx_token *name = rmx_code_at(s->code, open - 1);
        rmx_names_put(&s->writers, name->text, (size_t)name->length, 0);
    }
    return true;
}

bool rmx_solid_is(struct rmx_arena *arena, const struct rmx_code *code,
                  const struct rmx_macros *macros, const struct rmx_declarations *declarations,
                  const struct rmx_solid_names *names)
{
    struct solver solver = {
        .code = code, .declarations = declarations, .given = names, .known = {.arena = arena}};
    if (!code->is_balanced)
        return false;
    find_brackets(arena, &solver);
    if (!find_writers(arena, &solver))
        return false;
    find_candidates(arena, &solver);
    return are_values(arena, &solver, macros) && solve(&solver) && writes_solid(&solver);
}
