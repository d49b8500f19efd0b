// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/place.h"

static int characters(const char *from, const char *to)
{
    int count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

struct rmx_span rmx_place(const struct rmx_source_text *source, const char *at, size_t length)
{
    const char *line = source->text;
    struct rmx_span span = {.source = source, .line = 1};
    for (const char *c = source->text; c < at; c++) {
        if (*c != '\n')
            continue;
        line = c + 1;
        span.line++;
    }
    span.column = characters(line, at) + 1;
    span.length = characters(at, at + length);
    if (span.length < 1)
        span.length = 1;
    return span;
}
