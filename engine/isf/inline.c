// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/inline.h"

#include "glsl/include.h"

#include <string.h>

struct writer {
    struct rmx_arena *scratch;
    const struct rmx_effect *effect;
    struct rmx_text out;
    bool *written; // one a library of the effect
};

static void write_tokens(struct writer *writer, const struct rmx_tokens *tokens);

static void write_library(struct writer *writer, const char *path, size_t length)
{
    for (int i = 0; i < writer->effect->library_count; i++) {
        const struct rmx_library *library = writer->effect->libraries[i];
        if (writer->written[i] || strlen(library->path) != length ||
            memcmp(library->path, path, length) != 0)
            continue;
        writer->written[i] = true;
        struct rmx_tokens tokens =
            rmx_lex(writer->scratch, library->source->text, library->source->length);
        write_tokens(writer, &tokens);
    }
}

static void write_tokens(struct writer *writer, const struct rmx_tokens *tokens)
{
    for (int i = 0; i < tokens->count; i++) {
        const char *path;
        int length, last;
        if (!rmx_include_at(tokens, i, &path, &length, &last)) {
            rmx_text_add_n(&writer->out, tokens->items[i].text, (size_t)tokens->items[i].length);
            continue;
        }
        if (path)
            write_library(writer, path, (size_t)length);
        i = last;
    }
}

const char *rmx_effect_inline(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    struct writer writer = {.scratch = rmx_arena_create(), .effect = effect};
    writer.written = RMX_NEW(writer.scratch, bool, effect->library_count);
    const struct rmx_source_text *source = effect->source;
    size_t header =
        effect->tokens.count ? (size_t)(effect->tokens.items[0].at - source->text) : source->length;
    struct rmx_tokens body = // as it is written, not as it is read
        rmx_lex(writer.scratch, source->text + header, source->length - header);
    rmx_text_add_n(&writer.out, source->text, header);
    write_tokens(&writer, &body);
    const char *text = rmx_arena_copy(arena, rmx_text_string(&writer.out));
    rmx_text_finish(&writer.out);
    rmx_arena_destroy(writer.scratch);
    return text;
}
