// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/place.h"

static int characters(const char *from, const char *to)
{
    int count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

static void set_length(struct rmx_span *span, const char *at, size_t length)
{
    span->length = characters(at, at + length);
    if (span->length < 1)
        span->length = 1;
}

struct rmx_span rmx_place(const struct rmx_source_text *source, const char *at, size_t length)
{
    const struct rmx_span start = {.source = source, .line = 1, .column = 1};
    return rmx_place_after(&start, source->text, at, length);
}

struct rmx_span rmx_place_after(const struct rmx_span *before, const char *from, const char *at,
                                size_t length)
{
    struct rmx_span span = *before;
    const char *line = from;
    int column = before->column;
    for (const char *c = from; c < at; c++) {
        if (*c != '\n')
            continue;
        line = c + 1;
        column = 1;
        span.line++;
    }
    span.column = characters(line, at) + column;
    set_length(&span, at, length);
    return span;
}
