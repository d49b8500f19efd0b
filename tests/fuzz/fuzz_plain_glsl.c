// SPDX-License-Identifier: GPL-3.0-or-later
// Any text has a format and is read, or said why not; as plain GLSL it becomes an ISF file with a
// header that can be read, and all its lines.
#include "isf/format.h"
#include "isf/plain_glsl.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static size_t count_lines(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    return count;
}

static void read_as(enum rmx_effect_format format, struct rmx_arena *arena,
                    const struct rmx_source_text *source)
{
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect =
        rmx_effect_read_format(format, arena, source, "fuzz", "", false, NULL, NULL, &errors);
    require((effect == NULL) == (errors.error_count > 0));
    for (int i = 0; format == RMX_FORMAT_PLAIN_GLSL && i < errors.count; i++)
        require(strcmp(errors.items[i].id, "isf-json") != 0 &&
                strcmp(errors.items[i].id, "isf-no-header") != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_source_text source = {
        .name = "fuzz.frag",
        .text = rmx_arena_copy_n(arena, (const char *)data, size),
        .length = size,
    };
    const struct rmx_source_text *isf = rmx_plain_glsl_isf(arena, &source);
    size_t more = count_lines(isf->text, isf->length) - count_lines(source.text, size);
    require(more == 1 || more == 2);
    read_as(rmx_effect_format(source.text, size), arena, &source);
    read_as(RMX_FORMAT_PLAIN_GLSL, arena, &source);
    rmx_arena_destroy(arena);
    return 0;
}
