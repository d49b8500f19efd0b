// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/document.h"

#include "scene/document_parts.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEEPEST = 256, MOST_NODES = 50000 };

struct reader {
    struct rmx_arena *arena;
    struct rmx_errors *errors;
    struct rmx_lines lines;
    yaml_parser_t parser;
    bool in_brackets;
    bool failed;    // nothing more is to be read
    bool is_syntax; // for YAML's own sake
    int broken_line;
    int node_count;
};

static struct rmx_mark mark_of(const struct reader *r, yaml_mark_t mark)
{
    int shift = r->in_brackets && mark.line == 0 && mark.column > 0;
    return (struct rmx_mark){(int)mark.line + 1, (int)mark.column + 1 - shift};
}

static struct rmx_span span_at(const struct reader *r, struct rmx_mark mark, int length)
{
    return (struct rmx_span){r->lines.source, mark.line, mark.column, length > 0 ? length : 1};
}

// The characters of an event on its first line.
static struct rmx_span event_span(const struct reader *r, const yaml_event_t *event)
{
    struct rmx_mark start = mark_of(r, event->start_mark), end = mark_of(r, event->end_mark);
    return span_at(r, start, end.line == start.line ? end.column - start.column : 1);
}

static void fail(struct reader *r, int line)
{
    r->failed = true;
    r->broken_line = line > 0 ? line : 1;
}

// An error on the same line was reported: libyaml's next complaint there is its echo.
static bool is_echo(const struct reader *r, const struct rmx_yaml_problem *problem)
{
    for (int i = 0; i < r->errors->count; i++) {
        const struct rmx_span *span = &r->errors->items[i].span;
        if (span->source == r->lines.source &&
            (span->line == problem->mark.line || span->line == problem->context_mark.line))
            return true;
    }
    return false;
}

static void syntax_error(struct reader *r)
{
    const yaml_parser_t *parser = &r->parser;
    struct rmx_yaml_problem problem = {
        .context = parser->context ? parser->context : "",
        .problem = parser->problem ? parser->problem : "",
        .context_mark = mark_of(r, parser->context_mark),
        .mark = mark_of(r, parser->problem_mark),
    };
    r->is_syntax = true;
    if (is_echo(r, &problem))
        fail(r, problem.mark.line);
    else
        fail(r, rmx_yaml_explain(&r->lines, &problem, r->errors));
}

static bool next_event(struct reader *r, yaml_event_t *event)
{
    if (r->failed)
        return false;
    if (yaml_parser_parse(&r->parser, event))
        return true;
    syntax_error(r);
    return false;
}

static struct rmx_node *new_node(struct reader *r, enum rmx_node_kind kind, struct rmx_span span)
{
    struct rmx_node *node = RMX_NEW(r->arena, struct rmx_node, 1);
    *node = (struct rmx_node){.kind = kind, .span = span, .text_span = span, .text = ""};
    if (++r->node_count == MOST_NODES) {
        rmx_errors_add(r->errors, span, "too-many-nodes", "more than 50,000 values in one file")
            ->hint = "split the scene, or let one layer do the work of many";
        fail(r, 1); // the rest of the answers would drown this one
    }
    return node;
}

// The rest of the value behind a sign that YAML keeps for itself: "*beat + 1".
static char *quote_suggestion(const struct reader *r, struct rmx_mark mark)
{
    const char *at = rmx_text_at(&r->lines, mark);
    size_t length = strcspn(at, ",]}\n\"");
    const char *comment = memmem(at, length, " #", 2);
    if (comment)
        length = (size_t)(comment - at);
    while (length && (at[length - 1] == ' ' || at[length - 1] == '\r'))
        length--;
    return rmx_arena_printf(r->errors->arena, "put quotes around it: \"%.*s\"", (int)length, at);
}

static struct rmx_error *refuse_sign(struct reader *r, const yaml_event_t *event, const char *id,
                                     const char *what)
{
    struct rmx_error *error = rmx_errors_add(r->errors, event_span(r, event), id, "%s", what);
    error->hint = quote_suggestion(r, mark_of(r, event->start_mark));
    return error;
}

static bool refuse_properties(struct reader *r, const yaml_event_t *event,
                              const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        refuse_sign(r, event, "anchor",
                    "'&' at the beginning of a value is YAML's anchor, which "
                    "scenes do not have");
    else if (tag)
        refuse_sign(r, event, "tag",
                    "'!' at the beginning of a value is YAML's tag, which scenes do not have")
            ->hint = "in an expression write `not`; put quotes around a text";
    return anchor || tag;
}

// How long the one of `quotes` is that stands at `at`; 0: none does.
static size_t quote_at(const char *at, const char *const *quotes)
{
    for (; *quotes; quotes++)
        if (strncmp(at, *quotes, strlen(*quotes)) == 0)
            return strlen(*quotes);
    return 0;
}

// Quotes of a word processor, which are no quotes for YAML. A text that goes on behind them has
// them as its own.
static void refuse_curly_quotes(struct reader *r, struct rmx_node *node)
{
    static const char *const first[] = {"\u201C", "\u201D", "\u201E", "\u2018",
                                        "\u2019", "\u00AB", NULL};
    static const char *const last[] = {"\u201D", "\u201C", "\u2019", "\u00BB", "\"", NULL};
    const char *text = node->text, *close = NULL;
    size_t length = quote_at(text, first);
    if (!length || node->broken)
        return;
    for (const char *at = text + length; *at; at++)
        close = quote_at(at, last) ? at : close;
    if (close && close[quote_at(close, last)])
        return;
    int inner = (int)(close ? (size_t)(close - text) - length : strlen(text + length));
    node->broken = true;
    rmx_errors_add(r->errors, node->span, "curly-quotes", "these are no quotes here: %.*s",
                   (int)length, text)
        ->hint = rmx_arena_printf(r->errors->arena, "write \"%.*s\"", inner, text + length);
}

static struct rmx_node *read_scalar(struct reader *r, const yaml_event_t *event)
{
    struct rmx_node *node = new_node(r, RMX_NODE_SCALAR, event_span(r, event));
    yaml_scalar_style_t style = event->data.scalar.style;
    node->quoted = style != YAML_PLAIN_SCALAR_STYLE;
    node->broken = refuse_properties(r, event, event->data.scalar.anchor, event->data.scalar.tag);
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        node->text_span.column++;
        if (node->text_span.length > 2)
            node->text_span.length -= 2;
    }
    const char *text = (const char *)event->data.scalar.value;
    if (strlen(text) != event->data.scalar.length) {
        rmx_errors_add(r->errors, node->span, "character", "a text cannot hold a zero byte");
        node->broken = true;
    }
    size_t length = strlen(text);
    bool is_block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    while (is_block && length && text[length - 1] == '\n')
        length--; // YAML's, not in the file
    node->text = rmx_arena_copy_n(r->arena, text, length);
    if (!node->quoted)
        refuse_curly_quotes(r, node);
    if (!node->quoted && !*text)
        node->kind = RMX_NODE_EMPTY;
    return node;
}

static struct rmx_node *read_node(struct reader *r, const yaml_event_t *event, int depth);

static bool too_deep(struct reader *r, const struct rmx_node *node, int depth)
{
    if (depth < DEEPEST)
        return false;
    rmx_errors_add(r->errors, node->span, "too-deep", "lists and maps more than %d deep", DEEPEST)
        ->hint = "a scene needs about six";
    fail(r, node->span.line);
    return true;
}

static struct rmx_node *read_list(struct reader *r, const yaml_event_t *start, int depth)
{
    struct rmx_node *list =
        new_node(r, RMX_NODE_LIST, span_at(r, mark_of(r, start->start_mark), 1));
    list->is_flow = start->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    list->broken = refuse_properties(r, start, start->data.sequence_start.anchor,
                                     start->data.sequence_start.tag);
    if (too_deep(r, list, depth))
        return list;
    yaml_event_t event;
    while (next_event(r, &event)) {
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        if (!end)
            *RMX_PUSH(r->arena, &list->items, &list->count) = read_node(r, &event, depth + 1);
        yaml_event_delete(&event);
        if (end)
            break;
    }
    if (list->is_flow)
        rmx_node_join_split(r->errors, list);
    return list;
}

// An empty value points at its key, or at the comment that was meant as a value.
static void place_empty(struct reader *r, const struct rmx_node *key, struct rmx_node *value)
{
    struct rmx_mark behind = {value->span.line, value->span.column};
    value->span = key->span;
    const char *at = rmx_text_at(&r->lines, behind);
    at += strspn(at, ": \t");
    size_t length = at[0] == '#' ? 1 + strcspn(at + 1, " \t\r\n,]}") : 0;
    if (length < 2)
        return;
    value->swallowed = rmx_arena_copy_n(r->arena, at, length);
    value->span = span_at(r, rmx_mark_at(&r->lines, at), (int)length);
}

static bool is_text_key(struct reader *r, const struct rmx_node *key)
{
    if (key->broken)
        return false;
    if (key->kind == RMX_NODE_SCALAR)
        return true;
    struct rmx_error *error = rmx_errors_add(r->errors, key->span, "bad-key",
                                             "a key is a word, not %s", rmx_node_kind_name(key));
    error->hint = "write `key: value`";
    return false;
}

static struct rmx_node *read_map(struct reader *r, const yaml_event_t *start, int depth)
{
    struct rmx_node *map = new_node(r, RMX_NODE_MAP, span_at(r, mark_of(r, start->start_mark), 1));
    map->is_flow = start->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    map->broken = refuse_properties(r, start, start->data.mapping_start.anchor,
                                    start->data.mapping_start.tag);
    if (too_deep(r, map, depth))
        return map;
    yaml_event_t event;
    while (next_event(r, &event)) {
        bool end = event.type == YAML_MAPPING_END_EVENT;
        struct rmx_node *key = end ? NULL : read_node(r, &event, depth + 1);
        yaml_event_delete(&event);
        if (end || !next_event(r, &event))
            break;
        struct rmx_node *value = read_node(r, &event, depth + 1);
        yaml_event_delete(&event);
        if (value->kind == RMX_NODE_EMPTY && !value->broken)
            place_empty(r, key, value);
        if (!is_text_key(r, key))
            map->broken = true;
        else
            *RMX_PUSH(r->arena, &map->entries, &map->count) = (struct rmx_entry){key, value};
    }
    if (map->is_flow)
        rmx_node_join_split(r->errors, map);
    rmx_node_drop_duplicates(r->arena, r->errors, map);
    return map;
}

static struct rmx_node *read_node(struct reader *r, const yaml_event_t *event, int depth)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: return read_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT: return read_list(r, event, depth);
    case YAML_MAPPING_START_EVENT: return read_map(r, event, depth);
    default: break;
    }
    assert(event->type == YAML_ALIAS_EVENT);
    struct rmx_error *error =
        refuse_sign(r, event, "alias",
                    "'*' at the beginning of a value is YAML's alias, which scenes do not have");
    error->hint =
        rmx_arena_printf(r->errors->arena, "%s; a chain's name has no sign before it", error->hint);
    struct rmx_node *node = new_node(r, RMX_NODE_SCALAR, event_span(r, event));
    node->broken = true;
    return node;
}

// The stream's events around the one document.
static struct rmx_node *read_stream(struct reader *r)
{
    struct rmx_node *root = NULL;
    yaml_event_t event;
    while (next_event(r, &event)) {
        yaml_event_type_t type = event.type;
        if (type == YAML_DOCUMENT_START_EVENT && root) {
            rmx_errors_add(r->errors, event_span(r, &event), "several-documents",
                           "'---' begins a second document: a scene file holds one scene")
                ->hint = "put the second scene into a file of its own";
            fail(r, INT_MAX);
        } else if (type == YAML_SCALAR_EVENT || type == YAML_SEQUENCE_START_EVENT ||
                   type == YAML_MAPPING_START_EVENT || type == YAML_ALIAS_EVENT) {
            root = read_node(r, &event, 0);
        }
        yaml_event_delete(&event);
        if (type == YAML_STREAM_END_EVENT)
            break;
    }
    return root;
}

// The text between brackets. The newline ends a comment that would swallow the last bracket.
static const char *bracketed(struct rmx_arena *arena, const struct rmx_source_text *source,
                             size_t *length)
{
    *length = source->length + 3;
    return rmx_arena_printf(arena, "[%s\n]", source->text);
}

// Reads `text`, which is the source's or has blanks in its places.
static struct rmx_document read_once(struct rmx_arena *arena, const struct rmx_source_text *source,
                                     const char *text, size_t length, bool in_brackets,
                                     struct rmx_errors *errors)
{
    struct reader r = {.arena = arena,
                       .errors = errors,
                       .in_brackets = in_brackets,
                       .lines = rmx_lines_of(arena, source)};
    if (!yaml_parser_initialize(&r.parser))
        abort();
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, length);
    struct rmx_node *root = read_stream(&r);
    yaml_parser_delete(&r.parser);
    return (struct rmx_document){root, r.broken_line, r.is_syntax};
}

// Each part that is no YAML is reported and left out, so that what is wrong elsewhere is told, too.
// Where that leads nowhere it is what the first reading found.
static struct rmx_document read_rest(struct rmx_arena *arena, const struct rmx_source_text *source,
                                     struct rmx_document first, struct rmx_errors *errors)
{
    enum { MOST = 8 };
    struct rmx_lines lines = rmx_lines_of(arena, source);
    char *text = rmx_arena_copy_n(arena, source->text, source->length);
    struct rmx_document document = first;
    for (int i = 0; i < MOST && document.is_broken; i++) {
        int before = errors->error_count;
        rmx_leave_out(&lines, text, document.broken_line);
        document = read_once(arena, source, text, source->length, false, errors);
        bool is_new = document.is_broken && errors->error_count > before;
        if (document.broken_line && !is_new)
            return first;
    }
    bool has_rest = !document.broken_line && document.root &&
                    document.root->kind != RMX_NODE_EMPTY && document.root->count > 0;
    if (!has_rest)
        return first;
    document.is_broken = true;
    return document;
}

struct rmx_document rmx_document_read(struct rmx_arena *arena, const struct rmx_source_text *source,
                                      bool in_brackets, struct rmx_errors *errors)
{
    struct rmx_document none = {NULL, 1, false};
    if (source->length > RMX_LONGEST_SCENE) {
        struct rmx_span whole = {source, 0, 0, 1};
        rmx_errors_add(errors, whole, "too-long", "longer than 1 MiB: no scene is");
        return none;
    }
    if (!rmx_characters_check(source, errors))
        return none;
    size_t length = source->length;
    const char *text = in_brackets ? bracketed(arena, source, &length) : source->text;
    struct rmx_document document = read_once(arena, source, text, length, in_brackets, errors);
    return document.is_broken && !in_brackets ? read_rest(arena, source, document, errors)
                                              : document;
}

const struct rmx_node *rmx_node_get(const struct rmx_node *map, const char *key)
{
    for (int i = 0; map->kind == RMX_NODE_MAP && i < map->count; i++)
        if (strcmp(map->entries[i].key->text, key) == 0)
            return map->entries[i].value;
    return NULL;
}

const char *rmx_node_kind_name(const struct rmx_node *node)
{
    switch (node->kind) {
    case RMX_NODE_EMPTY: return "nothing";
    case RMX_NODE_SCALAR: return "a text";
    case RMX_NODE_LIST: return "a list";
    case RMX_NODE_MAP: return "a map";
    }
    return "";
}
