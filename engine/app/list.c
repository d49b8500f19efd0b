// SPDX-License-Identifier: GPL-3.0-or-later
// remontage list: every effect that a scene here may name, by kind; what else there is, where asked
// for.
#include "app/kinds.h"
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
    {"signals", rmx_print_signals},
    {"outputs", rmx_print_outputs},
    {"midi", rmx_print_midi},
    {"sounds", rmx_print_sounds},
};
enum { OTHERS = sizeof(others) / sizeof(others[0]), KINDS = RMX_KIND_COUNT + OTHERS };

// Bit i: kind i is wanted; behind them, the others. 0 after an unknown word, which is said.

static unsigned wanted_kinds(const struct rmx_options *options)
{
    const char *names[KINDS];
    unsigned wanted = options->arguments.count ? 0 : (1u << RMX_KIND_COUNT) - 1;
    memcpy(names, rmx_kind_names, sizeof(rmx_kind_names));
    for (int i = 0; i < OTHERS; i++)
        names[RMX_KIND_COUNT + i] = others[i].name;
    for (int i = 0; i < options->arguments.count; i++) {
        const char *word = options->arguments.items[i];
        int kind = 0;
        while (kind < KINDS && strcmp(names[kind], word) != 0)
            kind++;
        if (kind == KINDS) {
            rmx_complain_unknown("there is no kind", word, names, KINDS,
                                 "see remontage list --help");
            return 0;
        }
        wanted |= 1u << kind;
    }
    return wanted;
}

static void print_entry(const struct rmx_catalog_entry *entry, const struct rmx_effect *effect)
{
    printf("  %-20s %s", entry->name, effect->description);
    if (!entry->is_ours)
        printf("  (%s)", entry->path);
    if (entry->hidden_path)
        printf("  (hides %s)", entry->hidden_path);
    printf("\n");
}

// One kind, its folders in the catalog's order.
static void print_kind(const struct listing *listing, enum rmx_kind kind)
{
    const char *folder = NULL;
    for (int i = 0; i < listing->count; i++) {
        if (!listing->effects[i] || rmx_kind_of(listing->effects[i]) != kind)
            continue;
        if (!folder || strcmp(folder, listing->entries[i].folder) != 0) {
            printf("%s%s", folder ? "" : rmx_kind_names[kind], folder ? "" : "\n");
            folder = listing->entries[i].folder;
            if (kind == RMX_KIND_EFFECT && *folder)
                printf(" %s\n", folder);
        }
        print_entry(&listing->entries[i], listing->effects[i]);
    }
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

static void print_kinds(const struct rmx_options *options, unsigned wanted)
{
    struct listing listing = {.catalog = rmx_open_catalog(options, ".")};
    read_effects(options, &listing);
    for (int kind = 0; kind < RMX_KIND_COUNT; kind++)
        if (wanted & 1u << kind)
            print_kind(&listing, (enum rmx_kind)kind);
    rmx_catalog_destroy(listing.catalog);
}

int rmx_command_list(const struct rmx_options *options)
{
    unsigned wanted = wanted_kinds(options);
    int code = wanted ? RMX_EXIT_OK : RMX_EXIT_USAGE;
    for (int i = 0; i < OTHERS && code == RMX_EXIT_OK; i++)
        if (wanted & 1u << (RMX_KIND_COUNT + i))
            code = others[i].print();
    if (code == RMX_EXIT_OK && wanted & ((1u << RMX_KIND_COUNT) - 1))
        print_kinds(options, wanted);
    return code;
}
