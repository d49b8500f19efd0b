// SPDX-License-Identifier: GPL-3.0-or-later
// remontage list: every effect that a scene here may name, by kind; what else there is, where asked
// for.
#include "app/list.h"

#include "app/kinds.h"
#include "app/list_formats.h"
#include "app/list_midi.h"
#include "app/list_outputs.h"
#include "app/list_signals.h"
#include "app/list_sounds.h"
#include "app/open.h"
#include "catalog/catalog.h"

#include <stdio.h>
#include <string.h>

struct listing {
    struct rmx_catalog *catalog;
    struct rmx_catalog_entry *entries;
    const struct rmx_effect **effects; // parallel; NULL: the file has errors
    int count, effect_count;
};

// What is no effect, and is printed where it is asked for by name.
static const struct {
    const char *name;
    int (*print)(void); // an exit code
} others[] = {
    {"signals", rmx_print_signals}, {"outputs", rmx_print_outputs}, {"midi", rmx_print_midi},
    {"sounds", rmx_print_sounds},   {"formats", rmx_print_formats},
};
enum {
    OTHERS = sizeof(others) / sizeof(others[0]),
    KINDS = RMX_KIND_COUNT + OTHERS,
    EFFECTS = (1 << RMX_KIND_COUNT) - 1,
};

// What is asked for.
struct wish {
    unsigned kinds;        // bit i: kind i; behind them, the others
    struct rmx_list words; // each in an effect's name or description, or its folder
};

const char *rmx_list_kind(int i)
{
    if (i < RMX_KIND_COUNT)
        return rmx_kind_names[i];
    return i < KINDS ? others[i - RMX_KIND_COUNT].name : NULL;
}

static int kind_of(const char *word)
{
    for (int i = 0; i < KINDS; i++)
        if (strcmp(rmx_list_kind(i), word) == 0)
            return i;
    return -1;
}

static struct wish read_wish(const struct rmx_options *options)
{
    struct wish wish = {0};
    for (int i = 0; i < options->arguments.count; i++) {
        const char *word = options->arguments.items[i];
        int kind = kind_of(word);
        if (kind >= 0)
            wish.kinds |= 1u << kind;
        else
            *RMX_PUSH(options->arena, &wish.words.items, &wish.words.count) = word;
    }
    if (!wish.kinds)
        wish.kinds = EFFECTS;
    return wish;
}

static bool is_wanted(const struct wish *wish, const struct rmx_catalog_entry *entry,
                      const struct rmx_effect *effect)
{
    for (int i = 0; i < wish->words.count; i++) {
        const char *word = wish->words.items[i];
        if (!strcasestr(entry->name, word) && !strcasestr(effect->description, word) &&
            strcasecmp(entry->folder, word) != 0)
            return false;
    }
    return true;
}

static void complain_unknown(const struct wish *wish)
{
    const char *names[KINDS];
    for (int i = 0; i < KINDS; i++)
        names[i] = rmx_list_kind(i);
    rmx_complain_unknown("no effect has to do with", wish->words.items[0], names, KINDS,
                         "see remontage list --help");
}

static void print_entry(const struct rmx_catalog_entry *entry, const struct rmx_effect *effect)
{
    struct rmx_text line = {0};
    rmx_text_printf(&line, "  %-20s %s", entry->name, effect->description);
    if (!entry->is_ours)
        rmx_text_printf(&line, "  (%s)", entry->path);
    if (entry->hidden_path)
        rmx_text_printf(&line, "  (hides %s)", entry->hidden_path);
    rmx_print_line(stdout, "%s", rmx_text_string(&line));
    rmx_text_finish(&line);
}

// One kind, its folders in the catalog's order. How many there were.
static int print_kind(const struct listing *listing, const struct wish *wish, enum rmx_kind kind)
{
    const char *folder = NULL;
    int count = 0;
    for (int i = 0; i < listing->count; i++) {
        const struct rmx_effect *effect = listing->effects[i];
        if (!effect || rmx_kind_of(effect) != kind ||
            !is_wanted(wish, &listing->entries[i], effect))
            continue;
        if (!folder || strcmp(folder, listing->entries[i].folder) != 0) {
            rmx_print(stdout, "%s%s", folder ? "" : rmx_kind_names[kind], folder ? "" : "\n");
            folder = listing->entries[i].folder;
            if (kind == RMX_KIND_EFFECT && *folder)
                rmx_print(stdout, " %s\n", folder);
        }
        print_entry(&listing->entries[i], effect);
        count++;
    }
    return count;
}

// One name space of the catalog.
static void read_space(const struct rmx_options *options, enum rmx_role role,
                       struct rmx_errors *errors, struct listing *listing)
{
    int count;
    const struct rmx_catalog_entry *entries =
        rmx_catalog_entries_in(listing->catalog, role, &count);
    for (int i = 0; i < count; i++) {
        bool is_blend = strcmp(entries[i].folder, "blend") == 0;
        const char *name = entries[i].name;
        *RMX_PUSH(options->arena, &listing->entries, &listing->count) = entries[i];
        *RMX_PUSH(options->arena, &listing->effects, &listing->effect_count) =
            is_blend ? rmx_catalog_find_blend(listing->catalog, name, errors, NULL)
                     : rmx_catalog_find_in(listing->catalog, role, name, errors, NULL);
    }
}

static void read_effects(const struct rmx_options *options, struct listing *listing)
{
    struct rmx_errors errors = {.arena = options->arena};
    read_space(options, RMX_ROLE_FILTER, &errors, listing);
    read_space(options, RMX_ROLE_CUT, &errors, listing);
    read_space(options, RMX_ROLE_ARRANGE, &errors, listing);
    rmx_print_errors(options, &errors);
}

static int print_kinds(const struct rmx_options *options, const struct wish *wish)
{
    struct listing listing = {.catalog = rmx_open_catalog(options, ".")};
    int count = 0;
    read_effects(options, &listing);
    for (int kind = 0; kind < RMX_KIND_COUNT; kind++)
        if (wish->kinds & 1u << kind)
            count += print_kind(&listing, wish, (enum rmx_kind)kind);
    rmx_catalog_destroy(listing.catalog);
    if (count || !wish->words.count)
        return RMX_EXIT_OK;
    complain_unknown(wish);
    return RMX_EXIT_USAGE;
}

// Words are looked for in effects.
static bool fits(const struct wish *wish)
{
    int other = RMX_KIND_COUNT;
    if (wish->kinds & EFFECTS || !wish->words.count)
        return true;
    while (!(wish->kinds & 1u << other))
        other++;
    rmx_complain("list %s takes no word to look for: '%s' is one too many", rmx_list_kind(other),
                 wish->words.items[0]);
    return false;
}

int rmx_command_list(const struct rmx_options *options)
{
    struct wish wish = read_wish(options);
    if (!fits(&wish))
        return RMX_EXIT_USAGE;
    int code = RMX_EXIT_OK;
    for (int i = 0; i < OTHERS && code == RMX_EXIT_OK; i++)
        if (wish.kinds & 1u << (RMX_KIND_COUNT + i))
            code = others[i].print();
    if (code == RMX_EXIT_OK && wish.kinds & EFFECTS)
        code = print_kinds(options, &wish);
    return code;
}
