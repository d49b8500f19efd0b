// SPDX-License-Identifier: GPL-3.0-or-later
// The comments of a side file: the tree of its text has none, so that they are found by lines.
#include "scene/side_parts.h"

#include <string.h>

struct rmx_side_comments rmx_side_comments(struct rmx_arena *arena,
                                           const struct rmx_source_text *source)
{
    return (struct rmx_side_comments){arena, rmx_lines_of(arena, source), 0};
}

// Without what is blank before and behind it.
static const char *trimmed(const struct rmx_side_comments *comments, int line, size_t *length)
{
    const char *text = rmx_line(&comments->lines, line, length);
    while (*length && strchr(" \t\r", text[*length - 1]))
        (*length)--;
    while (*length && strchr(" \t", *text)) {
        text++;
        (*length)--;
    }
    return text;
}

static bool is_comment(const struct rmx_side_comments *comments, int line)
{
    size_t length;
    const char *text = trimmed(comments, line, &length);
    return line >= 1 && line <= comments->lines.count && (!length || *text == '#');
}

static const char *joined(const struct rmx_side_comments *comments, int from, int to)
{
    struct rmx_text lines = {0};
    for (int line = from; line < to; line++) {
        size_t length;
        const char *text = trimmed(comments, line, &length);
        rmx_text_add_n(&lines, text, length);
        rmx_text_add(&lines, "\n");
    }
    const char *kept = lines.length ? rmx_arena_copy(comments->arena, lines.data) : NULL;
    rmx_text_finish(&lines);
    return kept;
}

// A '#' behind a blank begins a comment, but not within quotes.
static const char *beside(const struct rmx_side_comments *comments, int line)
{
    size_t length;
    const char *text = trimmed(comments, line, &length);
    char quote = 0;
    for (size_t i = 1; i < length; i++) {
        bool begins = strchr(" \t{[:,", text[i - 1]);
        if (quote == '"' && text[i] == '\\')
            i++; // and what it escapes
        else if (quote)
            quote = text[i] == quote ? 0 : quote;
        else if (begins && (text[i] == '"' || text[i] == '\''))
            quote = text[i];
        else if (text[i] == '#' && strchr(" \t", text[i - 1]))
            return rmx_arena_copy_n(comments->arena, text + i, length - i);
    }
    return NULL;
}

struct rmx_side_note rmx_side_note(struct rmx_side_comments *comments, int line)
{
    int first = line;
    if (line == comments->noted_line)
        return (struct rmx_side_note){0};
    comments->noted_line = line;
    while (is_comment(comments, first - 1))
        first--;
    return (struct rmx_side_note){joined(comments, first, line), beside(comments, line)};
}

const char *rmx_side_tail(const struct rmx_side_comments *comments)
{
    size_t length;
    int end = comments->lines.count + 1;
    while (end > 1 && (trimmed(comments, end - 1, &length), !length))
        end--;
    int first = end;
    while (is_comment(comments, first - 1))
        first--;
    return joined(comments, first, end);
}
