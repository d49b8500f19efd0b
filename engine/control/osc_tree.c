// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Of a character within an address: what lies below an address follows it at once.
static int rank(char c)
{
    return c == '/' ? 1 : (unsigned char)c;
}

static int compare(const void *a, const void *b)
{
    const char *one = ((const struct rmx_osc_entry *)a)->target.address;
    const char *two = ((const struct rmx_osc_entry *)b)->target.address;
    while (*one && *one == *two)
        one++, two++;
    return rank(*one) - rank(*two);
}

static char *copy(const char *text)
{
    char *copied = strdup(text);
    if (!copied)
        abort();
    return copied;
}

static struct rmx_osc_entry make(const struct rmx_osc_target *target)
{
    struct rmx_osc_entry entry = {.target = *target, .stands = NAN};
    entry.target.address = copy(target->address);
    entry.target.name = copy(target->name);
    entry.target.meaning = target->meaning ? copy(target->meaning) : NULL;
    for (int i = 0; i < RMX_OSC_CLIENTS; i++)
        entry.sent[i] = NAN;
    return entry;
}

struct rmx_osc_tree rmx_osc_tree_create(const struct rmx_osc_target *targets, int count)
{
    struct rmx_osc_tree tree = {calloc((size_t)count + 1, sizeof(*tree.entries)), count};
    if (!tree.entries)
        abort();
    for (int i = 0; i < count; i++)
        tree.entries[i] = make(&targets[i]);
    qsort(tree.entries, (size_t)count, sizeof(*tree.entries), compare);
    return tree;
}

void rmx_osc_tree_learn(struct rmx_osc_tree *tree, const struct rmx_osc_tree *before)
{
    for (int i = 0; i < tree->count; i++) {
        const struct rmx_osc_target target = tree->entries[i].target;
        int count;
        const struct rmx_osc_entry *known = rmx_osc_tree_find(before, target.address, &count);
        while (count > 0 && strcmp(known->target.name, target.name) != 0)
            known++, count--;
        if (count > 0)
            tree->entries[i] = *known;
        tree->entries[i].target = target;
    }
}

void rmx_osc_tree_finish(struct rmx_osc_tree *tree)
{
    for (int i = 0; i < tree->count; i++) {
        free((char *)tree->entries[i].target.address);
        free((char *)tree->entries[i].target.name);
        free((char *)tree->entries[i].target.meaning);
    }
    free(tree->entries);
    *tree = (struct rmx_osc_tree){0};
}

struct rmx_osc_entry *rmx_osc_tree_find(const struct rmx_osc_tree *tree, const char *address,
                                        int *count)
{
    const struct rmx_osc_entry key = {.target = {.address = address}};
    struct rmx_osc_entry *entries = tree->entries;
    struct rmx_osc_entry *found =
        entries ? bsearch(&key, entries, (size_t)tree->count, sizeof(key), compare) : NULL;
    struct rmx_osc_entry *first = found, *last = found;
    while (first && first > entries && compare(first - 1, found) == 0)
        first--;
    while (last && last + 1 < entries + tree->count && compare(last + 1, found) == 0)
        last++;
    *count = found ? (int)(last - first) + 1 : 0;
    return first;
}

bool rmx_osc_tree_stand(struct rmx_osc_tree *tree, const char *name, double value)
{
    bool is_new = false;
    for (int i = 0; i < tree->count; i++) {
        struct rmx_osc_entry *entry = &tree->entries[i];
        if (strcmp(entry->target.name, name) != 0)
            continue;
        is_new |= !(entry->stands == value);
        entry->stands = value;
    }
    return is_new;
}

void rmx_osc_tree_forget(struct rmx_osc_tree *tree, int client)
{
    for (int i = 0; i < tree->count; i++) {
        tree->entries[i].sent[client] = NAN;
        tree->entries[i].movers &= ~(1u << client);
    }
}
