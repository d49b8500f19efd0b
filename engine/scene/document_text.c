// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/document_parts.h"

#include <stdint.h>
#include <string.h>

struct rmx_lines rmx_lines_of(struct rmx_arena *arena, const struct rmx_source_text *source)
{
    struct rmx_lines lines = {.source = source};
    int count = 2;
    for (size_t i = 0; i < source->length; i++)
        count += source->text[i] == '\n';
    lines.starts = RMX_NEW(arena, size_t, count);
    lines.starts[lines.count++] = 0;
    for (size_t i = 0; i < source->length; i++)
        if (source->text[i] == '\n')
            lines.starts[lines.count++] = i + 1;
    lines.starts[lines.count] = source->length + 1;
    return lines;
}

const char *rmx_line(const struct rmx_lines *lines, int line, size_t *length)
{
    *length = 0;
    if (line < 1 || line > lines->count)
        return lines->source->text + lines->source->length;
    *length = lines->starts[line] - lines->starts[line - 1] - 1;
    return lines->source->text + lines->starts[line - 1];
}

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

const char *rmx_text_at(const struct rmx_lines *lines, struct rmx_mark mark)
{
    size_t length;
    const char *line = rmx_line(lines, mark.line, &length), *at = line;
    for (int column = 1; column < mark.column && at < line + length; column++)
        do
            at++;
        while (at < line + length && continues_character(*at));
    return at;
}

struct rmx_mark rmx_mark_at(const struct rmx_lines *lines, const char *at)
{
    size_t offset = (size_t)(at - lines->source->text);
    int low = 0, high = lines->count; // the last start that is not behind the offset
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    struct rmx_mark mark = {low + 1, 1};
    for (const char *c = lines->source->text + lines->starts[low]; c < at; c++)
        mark.column += !continues_character(*c);
    return mark;
}

// The character at `at` and its length in bytes; false where it is not UTF-8.
static bool decode(const char *at, const char *end, uint32_t *point, int *length)
{
    unsigned char head = (unsigned char)*at;
    *length = head < 0x80 ? 1 : head < 0xE0 ? 2 : head < 0xF0 ? 3 : 4;
    if (end - at < *length || !rmx_is_utf8(at, (size_t)*length)) {
        *length = 1;
        return false;
    }
    *point = *length == 1 ? head : head & (0x7Fu >> *length);
    for (int i = 1; i < *length; i++)
        *point = *point << 6 | ((unsigned char)at[i] & 0x3Fu);
    return true;
}

// A no-break space where YAML wants an ordinary one: before a line's text, or behind a ':' that
// stands in no quotes. Inside a text it may be meant.
static bool is_stray(const char *text, const char *at)
{
    enum { FAR = 4096 }; // longer lines are meant
    const char *line = at, *first;
    int quotes = 0;
    if (at > text && !strchr("\n :-", at[-1]))
        return false;
    for (; line > text && line[-1] != '\n' && at - line < FAR; line--)
        quotes += line[-1] == '"' && (line - text < 2 || line[-2] != '\\');
    for (first = line; first < at && strchr(" -", *first);)
        first++;
    return first == at || (at[-1] == ':' && quotes % 2 == 0 && at - line < FAR);
}

// What is wrong with a character, NULL where nothing is. Line breaks other than newline would count
// as lines for YAML but for no editor.
static const char *complaint(uint32_t point, char next, bool strays)
{
    if (point == 0xA0 && strays)
        return "a no-break space";
    if (point == '\r' && next != '\n')
        return "a carriage return without a newline";
    if ((point < 0x20 && !strchr("\t\n\r", (int)point)) || point == 0 || point == 0x7F)
        return "a control character";
    if (point == 0x85 || point == 0x2028 || point == 0x2029)
        return "an invisible line separator";
    if (point >= 0x80 && point < 0xA0)
        return "a control character";
    if (point == 0xFEFF || point == 0xFFFE || point == 0xFFFF)
        return "an invisible byte order mark";
    return NULL;
}

bool rmx_characters_check(const struct rmx_source_text *source, struct rmx_errors *errors)
{
    struct rmx_span span = {source, 1, 1, 1};
    const char *end = source->text + source->length;
    for (const char *at = source->text; at < end;) {
        uint32_t point = 0;
        int length;
        if (!decode(at, end, &point, &length)) {
            rmx_errors_add(errors, span, "not-utf8", "byte 0x%02X is not UTF-8 text",
                           (unsigned char)*at)
                ->hint = "save the file with the encoding UTF-8";
            return false;
        }
        const char *what = complaint(point, at + 1 < end ? at[1] : '\0',
                                     point == 0xA0 && is_stray(source->text, at));
        if (what) {
            rmx_errors_add(errors, span, "character", "%s (U+%04X) stands here", what,
                           (unsigned)point)
                ->hint = "delete it, or write an ordinary space or newline";
            return false;
        }
        span.column++;
        if (point == '\n') {
            span.line++;
            span.column = 1;
        }
        at += length;
    }
    return true;
}
