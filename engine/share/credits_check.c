// SPDX-License-Identifier: GPL-3.0-or-later
// What is not said of a scene's sources, and which licences do not allow what is done with them.
#include "share/credits.h"

#include <string.h>

enum { MOST_NAMES = 4 }; // in a sentence

struct check {
    struct rmx_errors *errors;
    const struct rmx_credits *credits;
};

typedef bool is_meant(const struct rmx_credit *credit, const void *data);

// "'plant'", "'plant' and 'boats'", "'a', 'b', 'c', 'd' and 9 more"; `first` gets the first one.
static const char *names(struct check *check, is_meant *meant, const void *data,
                         const struct rmx_credit **first)
{
    struct rmx_arena *arena = check->errors->arena;
    const char *list = "", *last = NULL;
    int count = 0;
    *first = NULL;
    for (int i = 0; i < check->credits->count; i++) {
        const struct rmx_credit *credit = &check->credits->items[i];
        if (!meant(credit, data))
            continue;
        *first = *first ? *first : credit;
        if (++count > MOST_NAMES)
            continue;
        if (last)
            list = rmx_arena_printf(arena, "%s%s'%s'", list, *list ? ", " : "", last);
        last = credit->name;
    }
    if (count > MOST_NAMES)
        return rmx_arena_printf(arena, "%s, '%s' and %d more", list, last, count - MOST_NAMES);
    return last ? rmx_arena_printf(arena, "%s%s'%s'", list, *list ? " and " : "", last) : NULL;
}

// A folder's pictures are told of together, another source alone: they have one place.
struct place {
    const struct rmx_credit *credit;
    is_meant *meant;
};

static bool is_at_place(const struct rmx_credit *credit, const void *data)
{
    const struct place *place = data;
    const struct rmx_source *source = credit->source, *other = place->credit->source;
    bool is_beside = credit == place->credit || (source->owner && source->owner == other->owner &&
                                                 source->span.source == other->span.source);
    return is_beside && place->meant(credit, NULL);
}

static bool has_no_maker(const struct rmx_credit *credit, const void *data)
{
    (void)data;
    return !*credit->credit;
}

static bool has_no_licence(const struct rmx_credit *credit, const void *data)
{
    (void)data;
    return !*credit->licence.name;
}

static bool is_no_derivatives(const struct rmx_credit *credit, const void *data)
{
    (void)data;
    return credit->licence.no_derivatives;
}

static bool is_non_commercial(const struct rmx_credit *credit, const void *data)
{
    (void)data;
    return credit->licence.non_commercial;
}

struct rule {
    const char *id;
    is_meant *meant;
    const char *format; // of the names
    const char *hint;
};

static void warn_by_place(struct check *check, const struct rule *rule)
{
    for (int i = 0; i < check->credits->count; i++) {
        struct place place = {&check->credits->items[i], rule->meant};
        const struct rmx_credit *first;
        const char *list = names(check, is_at_place, &place, &first);
        if (first != place.credit)
            continue; // not meant, or told already
        rmx_errors_warn(check->errors, first->source->span, rule->id, "%s%s", rule->format, list)
            ->hint = rule->hint;
    }
}

static const struct rule unsaid[] = {
    {"no-credit", has_no_maker, "it is not said who made ",
     "write `credit:` in the source's map, or in CREDITS.yaml beside the picture"},
    {"no-licence", has_no_licence, "no licence is said of ",
     "write `licence:` in the source's map, or in CREDITS.yaml beside the picture"},
};
static const struct rule no_derivatives = {
    "no-derivatives", is_no_derivatives, "NoDerivatives, but the scene changes ",
    "ask who made it, or show it whole and alone (`fit: contain`)"};
static const struct rule non_commercial = {
    "non-commercial", is_non_commercial,
    "NonCommercial, but this is for trade: ", "ask who made it, or leave it out"};

static bool has_licence(const struct rmx_credit *credit, const void *name)
{
    return strcmp(credit->licence.name, name) == 0;
}

static void warn_of_pair(struct check *check, const struct rmx_licence *a,
                         const struct rmx_licence *b)
{
    const struct rmx_credit *first, *other;
    const char *ours = names(check, has_licence, a->name, &first);
    const char *theirs = names(check, has_licence, b->name, &other);
    bool both = a->share_alike && b->share_alike;
    struct rmx_error *error = rmx_errors_warn(
        check->errors, other->source->span, "share-alike",
        "%s (%s) and %s (%s) cannot be shared in one picture: %s", ours, a->name, theirs, b->name,
        both ? "each wants it under its own licence"
             : "one wants it free for trade, the other forbids that");
    error->other = first->source->span;
    error->other_note = "the other licence";
    error->hint = "leave one of them out, or ask who made it";
}

// The licences that are said, each once.
static const struct rmx_licence **licences(struct check *check, int *count)
{
    const struct rmx_licence **list = NULL;
    *count = 0;
    for (int i = 0; i < check->credits->count; i++) {
        const struct rmx_licence *licence = &check->credits->items[i].licence;
        bool is_there = false;
        for (int j = 0; j < *count && !is_there; j++)
            is_there = strcmp(list[j]->name, licence->name) == 0;
        if (!is_there)
            *RMX_PUSH(check->errors->arena, &list, count) = licence;
    }
    return list;
}

static void warn_of_pairs(struct check *check)
{
    int count;
    const struct rmx_licence **list = licences(check, &count);
    for (int j = 1; j < count; j++)
        for (int i = 0; i < j; i++)
            if (!rmx_licences_go_together(list[i], list[j]))
                warn_of_pair(check, list[i], list[j]);
}

void rmx_credits_check(const struct rmx_credits *credits, bool commercial,
                       struct rmx_errors *errors)
{
    struct check check = {errors, credits};
    for (int i = 0; i < 2; i++)
        warn_by_place(&check, &unsaid[i]);
    if (credits->is_remix)
        warn_by_place(&check, &no_derivatives);
    if (commercial)
        warn_by_place(&check, &non_commercial);
    if (credits->is_remix)
        warn_of_pairs(&check);
}
