// SPDX-License-Identifier: GPL-3.0-or-later
// Any text becomes an ISF file with a header that can be read, and all its lines.
#include "isf/gl_transition.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_source_text source = {
        .name = "fuzz.glsl",
        .text = rmx_arena_copy_n(arena, (const char *)data, size),
        .length = size,
    };
    rmx_is_gl_transition(source.text, size);
    const struct rmx_source_text *isf = rmx_gl_transition_isf(arena, &source);
    require(count_lines(isf->text, isf->length) == count_lines(source.text, size) + 4);
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect =
        rmx_gl_transition_read(arena, &source, "fuzz", "", false, NULL, &errors);
    require((effect == NULL) == (errors.error_count > 0));
    require(!effect || effect->role == RMX_ROLE_TRANSITION);
    for (int i = 0; i < errors.count; i++)
        require(strcmp(errors.items[i].id, "isf-json") != 0 &&
                strcmp(errors.items[i].id, "isf-no-header") != 0);
    rmx_arena_destroy(arena);
    return 0;
}
