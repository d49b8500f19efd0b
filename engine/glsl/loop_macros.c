// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/loop_macros.h"

#include "glsl/loop_rounds.h"
#include "glsl/words.h"

#include <string.h>

enum { MOST_SWEEPS = 32 };

static bool is_in(const struct rmx_names *names, const struct rmx_token *token)
{
    return rmx_names_get(names, token->text, (size_t)token->length) >= 0;
}

static bool is_parameter(const struct rmx_macro *macro, int item)
{
    for (int p = 1; p < macro->parameters - 1; p++)
        if (rmx_code_same(&macro->body, p, item))
            return true;
    return false;
}

bool rmx_loop_lends(const struct rmx_code *code, int item)
{
    static const char *const names[] = {"modf",       "frexp",        "uaddCarry",
                                        "usubBorrow", "umulExtended", "imulExtended"};
    for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
        if (rmx_code_is(code, item, names[k]))
            return true;
    return false;
}

static bool is_writing(const struct rmx_loop_macros *found, const struct rmx_macro *macro)
{
    const struct rmx_code *code = &macro->body;
    for (int i = macro->parameters; i < code->count; i++) {
        bool calls = found->has_references && rmx_code_is(code, i, "(");
        if (calls || rmx_loop_writes(code, i) || rmx_loop_lends(code, i) ||
            rmx_code_is(code, i, "##") ||
            (rmx_code_is_name(code, i) && is_in(&found->writing, rmx_code_at(code, i))))
            return true;
    }
    return false;
}

static bool is_hiding(const struct rmx_loop_macros *found, const struct rmx_macro *macro)
{
    const struct rmx_code *code = &macro->body;
    bool hides = !code->is_balanced;
    for (int i = macro->parameters; i < code->count && !hides; i++)
        hides = rmx_code_is_name(code, i) && is_in(&found->hiding, rmx_code_at(code, i));
    return hides;
}

// Until nothing new is found; of macros that nest deeper, all are.
static void spread(struct rmx_loop_macros *found, struct rmx_names *names,
                   const struct rmx_macros *macros,
                   bool (*is)(const struct rmx_loop_macros *, const struct rmx_macro *))
{
    bool more = true;
    for (int sweep = 0; more && sweep <= MOST_SWEEPS; sweep++) {
        more = false;
        for (int i = 0; i < macros->count; i++) {
            const struct rmx_token *name = macros->items[i].name;
            if (is_in(names, name) || (sweep < MOST_SWEEPS && !is(found, &macros->items[i])))
                continue;
            rmx_names_put(names, name->text, (size_t)name->length, 0);
            more = true;
        }
    }
}

// Of a side of '##': its text, or that it can be any.
struct side {
    const char *text;
    int length; // -1: any
};

static struct side side_of(const struct rmx_macro *macro, int item, int beyond)
{
    bool is_any = item < macro->parameters || item >= macro->body.count ||
                  is_parameter(macro, item) || rmx_code_is(&macro->body, beyond, "##");
    if (is_any)
        return (struct side){"", -1};
    const struct rmx_token *token = rmx_code_at(&macro->body, item);
    return (struct side){token->text, token->length};
}

static const char *const keywords[] = {"for", "while", "do"};
enum { KEYWORDS = sizeof(keywords) / sizeof(*keywords) };

// Parts of keywords, and of r7_left, the engine's own rounds, that a file has as names: what is
// glued can only be made of these.
struct parts {
    bool begins[KEYWORDS], ends[KEYWORDS], left;
};

static bool is_part_of_left(const struct rmx_token *name)
{
    static const char left[] = "_left";
    int i = *name->text == 'r';
    while (i && i < name->length && name->text[i] >= '0' && name->text[i] <= '9')
        i++;
    int rest = name->length - i;
    return rest > 0 && rest <= 5 && memcmp(name->text + i, left, (size_t)rest) == 0;
}

static void note_parts(struct parts *parts, const struct rmx_code *code)
{
    for (int i = 0; i < code->count; i++) {
        const struct rmx_token *name = rmx_code_at(code, i);
        if (name->kind != RMX_TOKEN_NAME)
            continue;
        parts->left |= is_part_of_left(name);
        for (int k = 0; k < KEYWORDS; k++) {
            size_t length = (size_t)name->length, most = strlen(keywords[k]);
            if (length >= most)
                continue;
            parts->begins[k] |= memcmp(keywords[k], name->text, length) == 0;
            parts->ends[k] |= memcmp(keywords[k] + most - length, name->text, length) == 0;
        }
    }
}

static bool makes_any(const struct parts *parts)
{
    for (int k = 0; k < KEYWORDS; k++)
        if (parts->begins[k] && parts->ends[k])
            return true;
    return parts->left;
}

static bool makes_loop(struct side left, struct side right)
{
    char word[64];
    size_t length = (size_t)left.length + (size_t)right.length;
    struct rmx_token glued = {.kind = RMX_TOKEN_NAME, .text = word, .length = (int)length};
    if (length >= sizeof(word))
        return false;
    memcpy(word, left.text, (size_t)left.length);
    memcpy(word + left.length, right.text, (size_t)right.length);
    for (int k = 0; k < KEYWORDS; k++)
        if (rmx_token_is(&glued, keywords[k]))
            return true;
    return rmx_word_is_engines(&glued);
}

static const struct rmx_token *find_gluing(const struct rmx_code *code,
                                           const struct rmx_macros *macros)
{
    struct parts parts = {0};
    note_parts(&parts, code);
    for (int i = 0; i < macros->count; i++)
        note_parts(&parts, &macros->items[i].body);
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_macro *macro = &macros->items[i];
        for (int k = macro->parameters; k < macro->body.count; k++) {
            if (!rmx_code_is(&macro->body, k, "##"))
                continue;
            struct side left = side_of(macro, k - 1, k - 2), right = side_of(macro, k + 1, k + 2);
            bool is_any = left.length < 0 || right.length < 0;
            if (is_any ? makes_any(&parts) : makes_loop(left, right))
                return rmx_code_at(&macro->body, k);
        }
    }
    return NULL;
}

static bool has_reference(const struct rmx_code *code)
{
    for (int i = 0; i < code->count; i++)
        if (rmx_code_is(code, i, "inout") || rmx_code_is(code, i, "out"))
            return true;
    return false;
}

struct rmx_loop_macros rmx_loop_macros_find(struct rmx_arena *arena, const struct rmx_code *code,
                                            const struct rmx_macros *macros)
{
    struct rmx_loop_macros found = {.writing = {.arena = arena},
                                    .hiding = {.arena = arena},
                                    .gluing = find_gluing(code, macros),
                                    .has_references = has_reference(code)};
    for (int i = 0; i < macros->count; i++)
        found.has_references |= has_reference(&macros->items[i].body);
    spread(&found, &found.writing, macros, is_writing);
    spread(&found, &found.hiding, macros, is_hiding);
    return found;
}
