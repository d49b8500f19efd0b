// SPDX-License-Identifier: GPL-3.0-or-later
// Searches in a text that is no YAML: where are its brackets, colons and comments?
#include "scene/document_parts.h"

#include <ctype.h>
#include <string.h>

int rmx_scan_value_length(const char *at, bool in_flow)
{
    size_t length = strcspn(at, in_flow ? ",]}\n" : "\n");
    for (size_t i = 1; i < length; i++)
        if (at[i] == '#' && at[i - 1] == ' ') {
            length = i;
            break;
        }
    while (length && isspace((unsigned char)at[length - 1]))
        length--;
    return (int)length;
}

bool rmx_scan_in_brackets(const struct rmx_lines *lines, struct rmx_mark mark)
{
    size_t length;
    const char *line = rmx_line(lines, mark.line, &length);
    int open = 0;
    for (const char *at = line, *end = rmx_text_at(lines, mark); at < end; at++)
        open += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
    return open > 0;
}

bool rmx_scan_has_ternary(const char *at, const char *end)
{
    for (; at + 2 < end; at++)
        if (at[0] == ' ' && at[1] == '?' && at[2] == ' ')
            return true;
    return false;
}

const char *rmx_scan_indented(const char *line, const char *end)
{
    while (line < end && (*line == ' ' || (*line == '-' && line + 1 < end && line[1] == ' ')))
        line++;
    return line;
}

const char *rmx_scan_tight_colon(const char *line, size_t length)
{
    const char *end = line + length, *at = rmx_scan_indented(line, end);
    while (at < end && (isalnum((unsigned char)*at) || *at == '_'))
        at++;
    bool tight = at < end && *at == ':' && at + 1 < end && !isspace((unsigned char)at[1]);
    return tight ? at : NULL;
}

const char *rmx_scan_closing_bracket(const char *at)
{
    int depth = 0;
    char quote = '\0';
    for (const char *open = at; *at; at++) {
        if (quote) {
            quote = *at == quote ? '\0' : quote;
        } else if ((*at == '"' || *at == '\'') && strchr(" {[,:", at > open ? at[-1] : ' ')) {
            quote = *at;
        } else if (*at == '#' && at > open && isspace((unsigned char)at[-1])) {
            at += strcspn(at, "\n");
            if (!*at)
                break;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if ((*at == '}' || *at == ']') && --depth == 0) {
            return at;
        }
    }
    return NULL;
}

struct rmx_loose_brackets rmx_scan_loose_brackets(const char *text)
{
    enum { DEEPEST = 256 };
    const char *open[DEEPEST];
    int depth = 0;
    char quote = '\0';
    for (const char *at = text; *at; at++) {
        char before = at > text ? at[-1] : ' ';
        if (quote)
            quote = *at == quote ? '\0' : quote;
        else if ((*at == '"' || *at == '\'') && strchr(" \n{[,", before))
            quote = *at;
        else if (*at == '#' && isspace((unsigned char)before))
            at += strcspn(at, "\n") - 1;
        else if ((*at == '{' || *at == '[') && depth < DEEPEST)
            open[depth++] = at;
        else if ((*at == '}' || *at == ']') && --depth < 0)
            return (struct rmx_loose_brackets){.close = at};
    }
    return (struct rmx_loose_brackets){.open = depth > 0 ? open[depth - 1] : NULL};
}

static bool begins_value(const char *text, const char *at)
{
    while (at > text && at[-1] == ' ')
        at--;
    return at == text || strchr("\n:-[{,", at[-1]);
}

const char *rmx_scan_long_quote(const char *text, const char *end)
{
    const char *found = NULL;
    for (const char *at = text; at < end && *at; at++) {
        if (*at == '#' && (at == text || isspace((unsigned char)at[-1]))) {
            at += strcspn(at, "\n") - 1;
            continue;
        }
        if ((*at != '"' && *at != '\'') || !begins_value(text, at))
            continue;
        const char *close = strchr(at + 1, *at);
        if (!close)
            return at;
        found = memchr(at, '\n', (size_t)(close - at)) ? at : found;
        at = close;
    }
    return found;
}
