// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/oscquery_tree.h"

#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READ = 1, WRITE = 2 };

// A part of the tree: the entries from `first` up to `end` are those whose addresses begin with
// the node's path. Those that are the path come first; such a node is a leaf, whatever is below.
struct node {
    const struct rmx_osc_tree *tree;
    int first, end;
    size_t length; // of the path; 0: the root
};

static const char *address(const struct node *node, int entry)
{
    return node->tree->entries[entry].target.address;
}

static const struct rmx_osc_entry *leaf(const struct node *node)
{
    bool is_leaf =
        node->length && node->first < node->end && !address(node, node->first)[node->length];
    return is_leaf ? &node->tree->entries[node->first] : NULL;
}

// The first entry below the node.
static int first_below(const struct node *node)
{
    int i = node->first;
    while (i < node->end && !address(node, i)[node->length])
        i++;
    return i;
}

// The node of a path of that length at or behind the entry.
static struct node node_at(const struct rmx_osc_tree *tree, int first, const char *path,
                           size_t length)
{
    struct node node = {tree, first, first, length};
    while (node.end < tree->count && strncmp(address(&node, node.end), path, length) == 0 &&
           strchr("/", address(&node, node.end)[length]))
        node.end++;
    return node;
}

static struct node find(const struct rmx_osc_tree *tree, const char *path, size_t length)
{
    struct node node = {tree, 0, 0, length};
    for (int i = 0; i < tree->count && node.end == node.first; i++)
        node = node_at(tree, i, path, length);
    return node;
}

// --- Attributes: each false where the node has none such; then nothing is written.

static bool write_path(struct rmx_json *json, const struct node *node)
{
    struct rmx_text path = {0};
    rmx_text_add_n(&path, node->length ? address(node, node->first) : "/",
                   node->length ? node->length : 1);
    rmx_json_text(json, "FULL_PATH", rmx_text_string(&path));
    rmx_text_finish(&path);
    return true;
}

static bool write_description(struct rmx_json *json, const struct node *node)
{
    const struct rmx_osc_entry *entry = leaf(node);
    if (!entry || !entry->target.meaning || !*entry->target.meaning)
        return false;
    rmx_json_text(json, "DESCRIPTION", entry->target.meaning);
    return true;
}

static bool write_access(struct rmx_json *json, const struct node *node)
{
    const struct rmx_osc_entry *entry = leaf(node);
    int access = !entry ? 0 : entry->target.kind == RMX_OSC_BUTTON ? WRITE : READ | WRITE;
    rmx_json_number(json, "ACCESS", access);
    return true;
}

// Of a button with a range, which of several is meant: its number.
static const char *type_of(const struct rmx_osc_target *target)
{
    switch (target->kind) {
    case RMX_OSC_NUMBER:
    case RMX_OSC_STRICT: return "f";
    case RMX_OSC_SWITCH: return "T";
    case RMX_OSC_BUTTON: return target->max > 0 ? "i" : "I";
    }
    return "f";
}

static bool write_type(struct rmx_json *json, const struct node *node)
{
    const struct rmx_osc_entry *entry = leaf(node);
    if (!entry)
        return false;
    rmx_json_text(json, "TYPE", type_of(&entry->target));
    return true;
}

// As few digits as say which float it is: OSC brought 0.4, not 0.400000006.
static double round_as_float(double value)
{
    char text[40];
    double rounded = value;
    for (int digits = 6; digits <= 9; digits++) {
        snprintf(text, sizeof(text), "%.*g", digits, value);
        rounded = strtod(text, NULL);
        if ((float)rounded == (float)value)
            break;
    }
    return rounded;
}

static bool write_value(struct rmx_json *json, const struct node *node)
{
    const struct rmx_osc_entry *entry = leaf(node);
    if (!entry || entry->target.kind == RMX_OSC_BUTTON || !isfinite(entry->stands))
        return false;
    rmx_json_open_flat(json, "VALUE");
    if (entry->target.kind == RMX_OSC_SWITCH)
        rmx_json_bool(json, NULL, entry->stands > 0);
    else
        rmx_json_number(json, NULL, round_as_float(entry->stands));
    rmx_json_close(json, ']');
    return true;
}

static bool is_end(const struct rmx_osc_target *target, double end)
{
    return isfinite(end) && (target->min != 0 || target->max != 0);
}

static bool has_range(const struct rmx_osc_entry *entry)
{
    return entry && entry->target.kind != RMX_OSC_SWITCH &&
           (is_end(&entry->target, entry->target.min) || is_end(&entry->target, entry->target.max));
}

static bool write_range(struct rmx_json *json, const struct node *node)
{
    const struct rmx_osc_entry *entry = leaf(node);
    if (!has_range(entry))
        return false;
    rmx_json_open(json, "RANGE", '[');
    rmx_json_open(json, NULL, '{');
    if (is_end(&entry->target, entry->target.min))
        rmx_json_number(json, "MIN", entry->target.min);
    if (is_end(&entry->target, entry->target.max))
        rmx_json_number(json, "MAX", entry->target.max);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
    return true;
}

static bool write_clipmode(struct rmx_json *json, const struct node *node)
{
    const struct rmx_osc_entry *entry = leaf(node);
    if (!has_range(entry) || entry->target.kind != RMX_OSC_NUMBER)
        return false;
    bool is_low = is_end(&entry->target, entry->target.min);
    bool is_high = is_end(&entry->target, entry->target.max);
    rmx_json_open_flat(json, "CLIPMODE");
    rmx_json_text(json, NULL, is_low && is_high ? "both" : is_low ? "low" : "high");
    rmx_json_close(json, ']');
    return true;
}

static bool write_none(struct rmx_json *json, const struct node *node)
{
    (void)json;
    (void)node;
    return false;
}

static bool write_contents(struct rmx_json *json, const struct node *node);

// In the order in which they are written. Those of the proposal that nothing here has are known,
// too.
static const struct attribute {
    const char *name;
    bool (*write)(struct rmx_json *json, const struct node *node);
} attributes[] = {
    {"FULL_PATH", write_path},     {"DESCRIPTION", write_description},
    {"ACCESS", write_access},      {"TYPE", write_type},
    {"VALUE", write_value},        {"RANGE", write_range},
    {"CLIPMODE", write_clipmode},  {"TAGS", write_none},
    {"UNIT", write_none},          {"CRITICAL", write_none},
    {"EXTENDED_TYPE", write_none}, {"OVERLOADS", write_none},
    {"CONTENTS", write_contents},
};
enum { ATTRIBUTES = sizeof(attributes) / sizeof(*attributes) };

static void write_node(struct rmx_json *json, const char *key, const struct node *node)
{
    rmx_json_open(json, key, '{');
    for (int i = 0; i < ATTRIBUTES; i++)
        attributes[i].write(json, node);
    rmx_json_close(json, '}');
}

// An address has a hundred bytes at most: nodes lie no deeper in one another.
static bool write_contents(struct rmx_json *json, const struct node *node)
{
    int i = first_below(node);
    if (node->length && i == node->end)
        return false;
    rmx_json_open(json, "CONTENTS", '{');
    while (i < node->end) {
        const char *path = address(node, i), *key = path + node->length + 1;
        size_t length = strcspn(key, "/");
        const struct node child = node_at(node->tree, i, path, node->length + 1 + length);
        struct rmx_text name = {0};
        rmx_text_add_n(&name, key, length);
        write_node(json, rmx_text_string(&name), &child);
        rmx_text_finish(&name);
        i = child.end;
    }
    rmx_json_close(json, '}');
    return true;
}

// --- Of the whole.

static void write_extensions(struct rmx_json *json)
{
    static const char *const others[] = {"LISTEN", "PATH_CHANGED", "PATH_ADDED", "PATH_REMOVED",
                                         "OSC_STREAMING"};
    rmx_json_open(json, "EXTENSIONS", '{');
    for (int i = 0; i < ATTRIBUTES; i++)
        if (attributes[i].write != write_path && attributes[i].write != write_contents &&
            attributes[i].write != write_type)
            rmx_json_bool(json, attributes[i].name, attributes[i].write != write_none);
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        rmx_json_bool(json, others[i], true);
    rmx_json_bool(json, "PATH_RENAMED", false);
    rmx_json_close(json, '}');
}

static void write_host(struct rmx_json *json, const struct rmx_oscquery_host *host)
{
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "NAME", host->name);
    rmx_json_number(json, "OSC_PORT", host->osc_port);
    rmx_json_text(json, "OSC_TRANSPORT", "UDP");
    rmx_json_number(json, "WS_PORT", host->port);
    write_extensions(json);
    rmx_json_close(json, '}');
}

static const struct attribute *find_attribute(const char *name)
{
    for (int i = 0; i < ATTRIBUTES; i++)
        if (strcmp(attributes[i].name, name) == 0)
            return &attributes[i];
    return NULL;
}

static int answer_attribute(const struct node *node, const char *name, struct rmx_text *out)
{
    const struct attribute *attribute = find_attribute(name);
    struct rmx_text text = {0};
    struct rmx_json json = {.out = &text};
    if (!attribute)
        return 400;
    rmx_json_open(&json, NULL, '{');
    bool is_there = attribute->write(&json, node);
    rmx_json_close(&json, '}');
    if (is_there)
        rmx_text_add(out, rmx_text_string(&text));
    rmx_text_finish(&text);
    return is_there ? 200 : 204;
}

int rmx_oscquery_answer(const struct rmx_osc_tree *tree, const struct rmx_oscquery_host *host,
                        const char *path, const char *query, struct rmx_text *out)
{
    struct rmx_json json = {.out = out};
    size_t length = strlen(path);
    if (query && strcmp(query, "HOST_INFO") == 0) {
        write_host(&json, host);
        return 200;
    }
    struct node node = find(tree, path, length);
    if (node.first == node.end && length && path[length - 1] == '/') // "/a/" is "/a", "/" the root
        node = find(tree, path, length - 1);
    if (node.length == 0)
        node = (struct node){tree, 0, tree->count, 0};
    else if (path[0] != '/' || node.first == node.end)
        return 404;
    if (query && *query)
        return answer_attribute(&node, query, out);
    write_node(&json, NULL, &node);
    return 200;
}

static bool is_same_text(const char *one, const char *two)
{
    return one && two ? strcmp(one, two) == 0 : one == two;
}

bool rmx_oscquery_is_same(const struct rmx_osc_target *one, const struct rmx_osc_target *two)
{
    return one->kind == two->kind && one->min == two->min && one->max == two->max &&
           is_same_text(one->meaning, two->meaning);
}
