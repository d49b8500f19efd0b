// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/inline.h"

#include "glsl/include.h"
#include "isf/header_programs.h"

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
        struct rmx_tokens tokens = rmx_library_tokens(writer->scratch, library);
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

// The text of a signal as GLSL has it: an input's name, TIME, or the picture's size.
static void write_signal(struct writer *writer, const char *name, size_t length)
{
    const struct rmx_effect *effect = writer->effect;
    char *text = rmx_arena_copy_n(writer->scratch, name, length);
    int input = rmx_effect_input(effect, text);
    if (strcmp(text, "WIDTH") == 0 || strcmp(text, "HEIGHT") == 0)
        text = *text == 'W' ? "RENDERSIZE.x" : "RENDERSIZE.y";
    bool is_float = input < 0 || effect->inputs[input].type == RMX_INPUT_FLOAT;
    rmx_text_printf(&writer->out, is_float ? "%s" : "float(%s)", text);
}

// To other hosts a clock is what it stands for, by their coarser TIME.
static void write_clock(struct writer *writer, const struct rmx_clock *clock)
{
    static const char mark[] = "signal__"; // before a signal's name, which begins with a `$`
    struct rmx_expr_context context = rmx_header_context(writer->scratch, writer->effect, true);
    struct rmx_text glsl = {0};
    rmx_program_glsl(clock->value, &context, &glsl);
    rmx_text_printf(&writer->out, "#define %s (", clock->name);
    const char *at = rmx_text_string(&glsl), *next;
    for (; (next = strstr(at, mark)); at = next) {
        rmx_text_add_n(&writer->out, at, (size_t)(next - at));
        next += sizeof(mark) - 1;
        size_t length = strspn(next, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789_");
        write_signal(writer, next, length);
        next += length;
    }
    rmx_text_printf(&writer->out, "%s)\n", at);
    rmx_text_finish(&glsl);
}

static void write_clocks(struct writer *writer)
{
    if (!writer->effect->clock_count)
        return;
    rmx_text_add(&writer->out, "\n#ifndef REMONTAGE\n");
    for (int i = 0; i < writer->effect->clock_count; i++)
        write_clock(writer, &writer->effect->clocks[i]);
    rmx_text_add(&writer->out, "#endif");
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
    write_clocks(&writer);
    write_tokens(&writer, &body);
    const char *text = rmx_arena_copy(arena, rmx_text_string(&writer.out));
    rmx_text_finish(&writer.out);
    rmx_arena_destroy(writer.scratch);
    return text;
}
