// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ERRORS = 200, WIDEST_LINE = 200, BEFORE_CARET = 100 }; // the latter in characters

static struct rmx_error *vadd(struct rmx_errors *errors, enum rmx_severity severity,
                              struct rmx_span span, const char *id, const char *format,
                              va_list arguments)
{
    if (severity == RMX_ERROR)
        errors->error_count++;
    if (errors->count >= MOST_ERRORS)
        return RMX_NEW(errors->arena, struct rmx_error, 1); // counted, not kept
    struct rmx_error *error = RMX_PUSH(errors->arena, &errors->items, &errors->count);
    *error = (struct rmx_error){
        .severity = severity,
        .id = id,
        .span = span,
        .message = rmx_arena_vprintf(errors->arena, format, arguments),
    };
    return error;
}

struct rmx_error *rmx_errors_add(struct rmx_errors *errors, struct rmx_span span, const char *id,
                                 const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct rmx_error *error = vadd(errors, RMX_ERROR, span, id, format, arguments);
    va_end(arguments);
    return error;
}

struct rmx_error *rmx_errors_warn(struct rmx_errors *errors, struct rmx_span span, const char *id,
                                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct rmx_error *error = vadd(errors, RMX_WARNING, span, id, format, arguments);
    va_end(arguments);
    return error;
}

void rmx_error_suggest(struct rmx_errors *errors, struct rmx_error *error, const char *word,
                       const char *const *names, int count, const char *otherwise)
{
    bool is_kept = error >= errors->items && error < errors->items + errors->count;
    if (!is_kept)
        return; // nobody reads it
    const char *nearest = rmx_nearest(word, names, count);
    error->hint =
        nearest ? rmx_arena_printf(errors->arena, "did you mean '%s'?", nearest) : otherwise;
}

static int compare_places(const struct rmx_error *a, const struct rmx_error *b)
{
    if (a->span.source != b->span.source)
        return 0;
    if (a->span.line != b->span.line)
        return a->span.line < b->span.line ? -1 : 1;
    return (a->span.column > b->span.column) - (a->span.column < b->span.column);
}

// Insertion sort: stable, and files stay in the order in which they were read.
void rmx_errors_sort(struct rmx_errors *errors)
{
    for (int i = 1; i < errors->count; i++) {
        struct rmx_error error = errors->items[i];
        int j = i;
        for (; j > 0 && compare_places(&errors->items[j - 1], &error) > 0; j--)
            errors->items[j] = errors->items[j - 1];
        errors->items[j] = error;
    }
}

// The start and length in bytes of a line, counted from 1; a line past the end is empty.
static const char *find_line(const struct rmx_source_text *source, int line, size_t *length)
{
    const char *at = source->text, *end = source->text + source->length;
    for (; line > 1 && at < end; line--) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline ? newline + 1 : end;
    }
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    *length = (size_t)((newline ? newline : end) - at);
    return at;
}

static bool starts_character(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

// The bytes of so many characters, or of all that there are.
static size_t bytes_of(const char *text, size_t length, int characters)
{
    size_t i = 0;
    while (i < length && (!starts_character(text[i]) || characters-- > 0))
        i++;
    return i;
}

static int count_characters(const char *text, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += starts_character(text[i]);
    return count;
}

// In the terminal's columns: what is shown in place of a control is wider.
static int shown_width(const char *text, size_t length)
{
    struct rmx_text shown = {0};
    rmx_text_add_line_n(&shown, text, length);
    int width = count_characters(rmx_text_string(&shown), shown.length);
    rmx_text_finish(&shown);
    return width;
}

// Of a long line the part around the caret.
static void add_excerpt(struct rmx_text *out, const struct rmx_span *span)
{
    if (!span->source || span->line < 1 || !span->source->text)
        return;
    size_t length;
    const char *line = find_line(span->source, span->line, &length);
    bool is_far = span->column > WIDEST_LINE - BEFORE_CARET / 4;
    int left_out = is_far ? span->column - BEFORE_CARET : 0;
    size_t skipped = bytes_of(line, length, left_out);
    line += skipped;
    length = bytes_of(line, length - skipped, WIDEST_LINE);
    int gutter = span->line > 9999 ? 6 : 5;
    rmx_text_printf(out, "%*d | %s", gutter, span->line, is_far ? "…" : "");
    rmx_text_add_line_n(out, line, length);
    rmx_text_add(out, "\n");
    int before = span->column - 1 - left_out;
    if (count_characters(line, length) < before)
        return;
    size_t begin = bytes_of(line, length, before);
    int carets = shown_width(line + begin, bytes_of(line + begin, length - begin, span->length));
    rmx_text_printf(out, "%*s | %*s^", gutter, "", shown_width(line, begin) + is_far, "");
    for (int i = 1; i < carets; i++)
        rmx_text_add(out, "~");
    rmx_text_add(out, "\n");
}

static void add_place(struct rmx_text *out, const struct rmx_span *span)
{
    rmx_text_add_line(out, span->source ? span->source->name : "remontage");
    if (span->source && span->line >= 1)
        rmx_text_printf(out, ":%d:%d", span->line, span->column);
    rmx_text_add(out, ": ");
}

void rmx_error_format(struct rmx_text *out, const struct rmx_error *error)
{
    add_place(out, &error->span);
    rmx_text_add(out, error->severity == RMX_ERROR ? "error: " : "warning: ");
    rmx_text_add_line(out, error->message);
    rmx_text_printf(out, " [%s]\n", error->id);
    add_excerpt(out, &error->span);
    if (error->other.line > 0) {
        add_place(out, &error->other);
        rmx_text_add(out, "note: ");
        rmx_text_add_line(out, error->other_note ? error->other_note : "the other place");
        rmx_text_add(out, "\n");
        add_excerpt(out, &error->other);
    }
    if (error->hint) {
        rmx_text_add(out, "      = ");
        rmx_text_add_line(out, error->hint);
        rmx_text_add(out, "\n");
    }
}

int rmx_errors_exit_code(const struct rmx_errors *errors)
{
    if (errors->error_count == 0)
        return 0;
    for (int i = 0; i < errors->count; i++)
        if (errors->items[i].severity == RMX_ERROR && !errors->items[i].unreadable)
            return 65;
    return 66;
}
