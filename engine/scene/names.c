// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_parts.h"

#include <ctype.h>
#include <string.h>

enum { MOST_NAMES = 4000 };

static const char *const kind_names[] = {"source", "knob", "layer", "chain"};

// Words that mean something else wherever a picture or a value may stand.
static const char *const reserved[] = {"finish", "below", "past", "none", "true",
                                       "false",  "yes",   "no",   "on",   "off"};
// Words that mean something else in an expression, where only knobs stand.
static const char *const reserved_for_knobs[] = {
    "and",  "or", "not", "beat", "beats", "bars", "bar", "s", "ms", "frame", "frames", "px",
    "date", // of --set
};

// Words that mean something else beside a source's name: rows of the ledger, and signals.
static const char *const reserved_for_pictures[] = {"effects", "background", "share", "aura",
                                                    "display"};

#define COUNT(words) ((int)(sizeof(words) / sizeof(*(words))))

static bool is_in(const char *word, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

static bool is_signal(const struct rmx_checker *checker, const char *word)
{
    return rmx_signals_find(&checker->scene->signals, word, strlen(word)) >= 0;
}

// Of the engine or of a provider: a knob's name that is declared twice is reported elsewhere.
static bool is_others_signal(const struct rmx_checker *checker, const char *word)
{
    const struct rmx_signals *signals = &checker->scene->signals;
    int signal = rmx_signals_find(signals, word, strlen(word));
    return signal >= 0 && !rmx_signal_is_from(&signals->items[signal], "knob");
}

static bool is_function(const char *word)
{
    int count;
    const char *const *functions = rmx_expr_functions(&count);
    return is_in(word, functions, count);
}

bool rmx_check_is_expression_name(const struct rmx_checker *checker, const char *word)
{
    return is_signal(checker, word) || is_function(word) || rmx_check_is_display(word);
}

static bool is_reserved(const struct rmx_checker *checker, const char *word,
                        enum rmx_name_kind kind)
{
    if (kind == RMX_NAME_CHAIN)
        return false; // a name space of its own, which it shares with effects
    if (is_in(word, reserved, COUNT(reserved)) || is_others_signal(checker, word))
        return true;
    if (kind != RMX_NAME_KNOB)
        return is_in(word, reserved_for_pictures, COUNT(reserved_for_pictures));
    return is_in(word, reserved_for_knobs, COUNT(reserved_for_knobs)) || is_function(word) ||
           rmx_signals_keep_word(&checker->scene->signals, word);
}

// "My Cat" was meant as my_cat.
static char mended(char c)
{
    return c == ' ' || c == '-' ? '_' : (char)tolower((unsigned char)c);
}

const struct rmx_name *rmx_check_find(const struct rmx_checker *checker, const char *text,
                                      bool chains)
{
    int i = rmx_names_get(&checker->known[chains], text, strlen(text));
    return i < 0 ? NULL : &checker->names[i];
}

// By its name, or by what a bad one was meant as: that was reported.
static void know(struct rmx_checker *checker, struct rmx_name name)
{
    struct rmx_names *known = &checker->known[name.kind == RMX_NAME_CHAIN];
    char *meant = rmx_arena_copy(checker->arena, name.text);
    for (char *c = meant; *c; c++)
        *c = mended(*c);
    known->arena = checker->arena;
    for (const char *text = name.text;; text = meant) {
        if (rmx_names_get(known, text, strlen(text)) < 0)
            rmx_names_put(known, text, strlen(text), checker->name_count);
        if (text == meant)
            break;
    }
    *RMX_PUSH(checker->arena, &checker->names, &checker->name_count) = name;
}

static const char *name_hint(struct rmx_arena *arena, const char *text)
{
    char *name = rmx_arena_copy(arena, text);
    for (char *c = name; *c; c++)
        *c = mended(*c);
    const char *law = "names have small letters, digits and '_', and begin with no digit";
    return rmx_is_scene_name(name) ? rmx_arena_printf(arena, "%s: `%s`", law, name) : law;
}

static void check_form(struct rmx_checker *checker, const struct rmx_node *name,
                       enum rmx_name_kind kind)
{
    if (!rmx_is_scene_name(name->text)) {
        rmx_errors_add(checker->errors, name->span, "bad-name", "'%s' cannot be a name", name->text)
            ->hint = name_hint(checker->arena, name->text);
    } else if (is_reserved(checker, name->text, kind)) {
        rmx_errors_add(checker->errors, name->span, "reserved-name",
                       "'%s' means something else already", name->text)
            ->hint = rmx_arena_printf(checker->arena, "'%s_1' would do", name->text);
    }
}

static bool stands_before(const struct rmx_span *a, const struct rmx_span *b)
{
    return a->source == b->source &&
           (a->line < b->line || (a->line == b->line && a->column < b->column));
}

// Knobs are read before sources, wherever they stand: the later place is the error.
static void report_double(struct rmx_checker *checker, struct rmx_name name, struct rmx_name first)
{
    if (stands_before(&name.span, &first.span)) {
        struct rmx_name swap = name;
        name = first;
        first = swap;
    }
    struct rmx_error *error =
        rmx_errors_add(checker->errors, name.span, "duplicate-name",
                       "there is a %s named '%s' already", kind_names[first.kind], name.text);
    error->other = first.span;
    error->hint = rmx_arena_printf(
        checker->arena, "%sthe first one is %s:%d",
        name.kind == RMX_NAME_CHAIN ? "" : "sources, knobs and layers share their names; ",
        first.span.source->name, first.span.line);
}

static bool has_room(struct rmx_checker *checker, const struct rmx_node *name)
{
    if (checker->name_count < MOST_NAMES)
        return true;
    if (!checker->is_incomplete)
        rmx_errors_add(checker->errors, name->span, "too-many-names",
                       "more than %d sources, knobs, layers and chains", MOST_NAMES);
    checker->is_incomplete = true; // those that follow are no errors
    return false;
}

bool rmx_check_declare(struct rmx_checker *checker, const struct rmx_node *name,
                       enum rmx_name_kind kind, int index)
{
    if (!has_room(checker, name))
        return false;
    check_form(checker, name,
               kind); // a bad name is declared all the same: its uses are no errors
    const struct rmx_name *first = rmx_check_find(checker, name->text, kind == RMX_NAME_CHAIN);
    if (first) {
        report_double(checker, (struct rmx_name){name->text, kind, index, name->span}, *first);
        return false;
    }
    know(checker, (struct rmx_name){name->text, kind, index, name->span});
    return true;
}

static void report_unknown_picture(struct rmx_checker *checker, const struct rmx_node *node)
{
    const char **names = RMX_NEW(checker->arena, const char *, checker->name_count + 1);
    int count = 0;
    for (int i = 0; i < checker->name_count; i++)
        if (checker->names[i].kind == RMX_NAME_SOURCE || checker->names[i].kind == RMX_NAME_LAYER)
            names[count++] = checker->names[i].text;
    names[count++] = "below";
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "unknown-picture",
                                             "there is no picture named '%s'", node->text);
    rmx_error_suggest(checker->errors, error, node->text, names, count,
                      "name a source or a named layer, or write a path (with a '/' or a '.')");
    if (rmx_key_find(&rmx_source_keys, node->text) >= 0)
        error->hint = rmx_arena_printf(checker->arena,
                                       "`%s:` stands under `sources:`, as `album: {%s: …}`; here, "
                                       "write its name: `album`",
                                       node->text, node->text);
    if (strcmp(node->text, "finish") == 0)
        error->hint = "`finish.past` is the whole frame, as it was one frame before";
}

static const char past_ending[] = ".past";

static bool is_past(const char *text)
{
    return rmx_has_suffix(text, past_ending) && !strchr(text, '/');
}

// What has no past, and what its writer may say instead; the hint is NULL for an unknown name.
static const char *past_hint(struct rmx_checker *checker, const char *owner,
                             const struct rmx_name *name)
{
    if (is_past(owner))
        return rmx_arena_printf(checker->arena,
                                "a layer may show it, and has a past of its own: `- {name: older, "
                                "picture: %s, visible: false}`, then `older.past`",
                                owner);
    if (strcmp(owner, "below") == 0)
        return "give the layer below a name, or take `finish.past`, the whole frame";
    if (!name)
        return NULL;
    return name->kind == RMX_NAME_KNOB
               ? "a knob is a number; named layers and `finish` have a past"
               : rmx_arena_printf(checker->arena,
                                  "let a layer show it: `- {name: seen, picture: %s}`, then "
                                  "`seen.past`",
                                  owner);
}

static void report_no_past(struct rmx_checker *checker, const struct rmx_node *node,
                           const char *owner, const struct rmx_name *name)
{
    const char *hint = past_hint(checker, owner, name);
    if (hint) {
        struct rmx_error *error =
            rmx_errors_add(checker->errors, node->span, "no-past", "'%s' has no past", owner);
        error->hint = hint;
        if (name)
            error->other = name->span;
        return;
    }
    const char **names = RMX_NEW(checker->arena, const char *, checker->name_count + 1);
    int count = 0;
    for (int i = 0; i < checker->name_count; i++)
        if (checker->names[i].kind == RMX_NAME_LAYER)
            names[count++] = checker->names[i].text;
    names[count++] = "finish";
    rmx_error_suggest(checker->errors,
                      rmx_errors_add(checker->errors, node->span, "unknown-picture",
                                     "there is no layer named '%s'", owner),
                      owner, names, count,
                      "named layers have a past, and `finish`, which is the whole frame");
}

static bool find_past(struct rmx_checker *checker, const struct rmx_node *node,
                      struct rmx_picture_ref *picture)
{
    size_t length = strlen(node->text) - strlen(past_ending);
    const char *owner = rmx_arena_copy_n(checker->arena, node->text, length);
    const struct rmx_name *name = rmx_check_find(checker, owner, false);
    bool is_finish = strcmp(owner, "finish") == 0;
    if (!is_finish && (!name || name->kind != RMX_NAME_LAYER)) {
        report_no_past(checker, node, owner, name);
        return false;
    }
    picture->kind = RMX_PICTURE_PAST;
    picture->index = is_finish ? RMX_FINISH : name->index;
    return true;
}

static bool find_picture(struct rmx_checker *checker, const struct rmx_node *node,
                         struct rmx_picture_ref *picture)
{
    const struct rmx_name *name = rmx_check_find(checker, node->text, false);
    if (!name) {
        report_unknown_picture(checker, node);
        return false;
    }
    if (name->kind == RMX_NAME_KNOB) {
        struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "wrong-type",
                                                 "'%s' is a knob, not a picture", node->text);
        error->other = name->span;
        return false;
    }
    picture->kind = name->kind == RMX_NAME_LAYER ? RMX_PICTURE_LAYER : RMX_PICTURE_SOURCE;
    picture->index = name->index;
    return true;
}

bool rmx_check_picture(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_picture_ref *picture)
{
    const struct rmx_node *generate =
        node->kind == RMX_NODE_MAP && node->count == 1 ? rmx_node_get(node, "generate") : NULL;
    if (generate)
        return rmx_check_generated(checker, generate, picture);
    if (node->kind != RMX_NODE_SCALAR || node->broken) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a picture's name or path");
        if (error && node->kind == RMX_NODE_MAP)
            error->hint = "write `{generate: EFFECT}`, or give it a name under `sources:`";
        return false;
    }
    picture->span = node->span;
    if (strcmp(node->text, "below") == 0) {
        picture->kind = RMX_PICTURE_BELOW;
        return true;
    }
    if (is_past(node->text))
        return find_past(checker, node, picture);
    if (!rmx_is_path(node->text))
        return find_picture(checker, node, picture);
    int source = rmx_check_path_source(checker, node);
    if (source < 0)
        return false;
    picture->kind = RMX_PICTURE_SOURCE;
    picture->index = source;
    return true;
}
