// SPDX-License-Identifier: GPL-3.0-or-later
// What libyaml reads without complaint and is never meant: split calls and keys that stand twice.
// And what is left out of a text that it cannot read.
#include "scene/document_parts.h"

#include <stdlib.h>
#include <string.h>

// '(' minus ')' of a bare text.
static int open_parentheses(const struct rmx_node *node)
{
    int open = 0;
    if (node->kind == RMX_NODE_SCALAR && !node->quoted)
        for (const char *c = node->text; *c; c++)
            open += (*c == '(') - (*c == ')');
    return open;
}

enum { MOST_PARTS = 32 };

// Part `index` of a list, or of a map from its value on; NULL: none, or it cannot belong to a
// call.
static const struct rmx_node *part(const struct rmx_node *node, int first, int index)
{
    if (index >= node->count || index - first >= MOST_PARTS)
        return NULL;
    if (node->kind == RMX_NODE_LIST)
        return node->items[index];
    if (index == first)
        return node->entries[index].value;
    return node->entries[index].value->kind == RMX_NODE_EMPTY ? node->entries[index].key : NULL;
}

// The part that closes what part `first` opens; `first` itself where nothing is to be joined.
static int last_part(const struct rmx_node *node, int first)
{
    int open = open_parentheses(part(node, first, first)), last = first;
    while (open > 0 && part(node, first, last + 1))
        open += open_parentheses(part(node, first, ++last));
    return open == 0 ? last : first;
}

static void report_split(struct rmx_errors *errors, const struct rmx_node *node, int first,
                         int last)
{
    const struct rmx_node *start = part(node, first, first);
    const char *whole = start->text;
    for (int i = first + 1; i <= last; i++)
        whole = rmx_arena_printf(errors->arena, "%s, %s", whole, part(node, first, i)->text);
    rmx_errors_add(errors, start->span, "comma-in-value",
                   "the comma ends this value: inside brackets each one does")
        ->hint = rmx_arena_printf(errors->arena, "put quotes around it: \"%s\"", whole);
}

static void move_part(struct rmx_node *node, int to, int from)
{
    if (node->kind == RMX_NODE_LIST)
        node->items[to] = node->items[from];
    else
        node->entries[to] = node->entries[from];
}

// `[sin(time, 2), 3]`: the parts of one call become one broken value, reported once. Without a
// part that closes the parenthesis it is an error of the expression, reported there.
void rmx_node_join_split(struct rmx_errors *errors, struct rmx_node *node)
{
    int kept = 0;
    for (int first = 0, last; first < node->count; first = last + 1) {
        last = last_part(node, first);
        if (last > first) {
            report_split(errors, node, first, last);
            struct rmx_node *start =
                node->kind == RMX_NODE_LIST ? node->items[first] : node->entries[first].value;
            start->broken = true;
        }
        move_part(node, kept++, first);
    }
    node->count = kept;
}

static int compare_entries(const void *a, const void *b)
{
    const struct rmx_entry *const *x = a, *const *y = b;
    int order = strcmp((*x)->key->text, (*y)->key->text);
    return order ? order : (*x > *y) - (*x < *y);
}

void rmx_node_drop_duplicates(struct rmx_arena *arena, struct rmx_errors *errors,
                              struct rmx_node *map)
{
    const struct rmx_entry **sorted = RMX_NEW(arena, const struct rmx_entry *, map->count + 1);
    bool *drop = RMX_NEW(arena, bool, map->count + 1);
    for (int i = 0; i < map->count; i++)
        sorted[i] = &map->entries[i];
    if (map->count)
        qsort(sorted, (size_t)map->count, sizeof(*sorted), compare_entries);
    for (int i = 1, first = 0; i < map->count; i++) {
        const struct rmx_node *a = sorted[first]->key, *b = sorted[i]->key;
        if (strcmp(a->text, b->text) != 0) {
            first = i;
            continue;
        }
        drop[sorted[i] - map->entries] = true;
        struct rmx_error *error = rmx_errors_add(errors, b->span, "duplicate-key",
                                                 a->span.line == b->span.line
                                                     ? "'%s' stands twice in line %d"
                                                     : "'%s' stands twice: in line %d and line %d",
                                                 b->text, a->span.line, b->span.line);
        error->other = a->span;
        error->hint = "keep one of them";
    }
    int kept = 0;
    for (int i = 0; i < map->count; i++)
        if (!drop[i])
            map->entries[kept++] = map->entries[i];
    map->count = kept;
}

// The spaces before a line's first character; -1: it is empty, or a comment alone.
static int indentation(const char *line, size_t length)
{
    size_t spaces = 0;
    while (spaces < length && (line[spaces] == ' ' || line[spaces] == '\t'))
        spaces++;
    bool is_empty = spaces == length || line[spaces] == '#' || line[spaces] == '\r';
    return is_empty ? -1 : (int)spaces;
}

static bool is_item(const char *line, size_t length, int spaces)
{
    size_t at = (size_t)spaces;
    return at < length && line[at] == '-' && (at + 1 == length || line[at + 1] == ' ');
}

// Lines that lie deeper belong to it, and a list's items below its key.
void rmx_leave_out(const struct rmx_lines *lines, char *text, int line)
{
    size_t length;
    const char *at = rmx_line(lines, line, &length);
    int own = indentation(at, length);
    bool is_key = own >= 0 && !is_item(at, length, own);
    for (int i = line; i <= lines->count; i++) {
        at = rmx_line(lines, i, &length);
        int spaces = indentation(at, length);
        bool belongs = i == line || spaces < 0 || spaces > own ||
                       (is_key && spaces == own && is_item(at, length, spaces));
        if (!belongs)
            return;
        memset(text + (at - lines->source->text), ' ', length);
    }
}
