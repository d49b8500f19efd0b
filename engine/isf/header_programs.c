// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/header_programs.h"

#include "isf/json.h"

const struct rmx_program *rmx_header_parse(struct rmx_arena *arena, const struct rmx_effect *effect,
                                           const char *text, struct rmx_span span,
                                           struct rmx_errors *errors)
{
    int count = effect->input_count;
    struct rmx_signals table = {RMX_NEW(arena, struct rmx_signal, count + 2), count + 2};
    for (int i = 0; i < count + 2; i++)
        table.items[i] = (struct rmx_signal){.provider = "header", .meaning = ""};
    for (int i = 0; i < count; i++)
        if (rmx_input_components(effect->inputs[i].type) == 1)
            table.items[i].name = rmx_arena_printf(arena, "$%s", effect->inputs[i].name);
    table.items[count].name = "$WIDTH";
    table.items[count + 1].name = "$HEIGHT";
    struct rmx_expr_context context = {.signals = &table, .is_header = true};
    return rmx_expr_parse(arena, text, span, &context, errors);
}

// The first character of the text at `key`, behind its quote; NULL: no text is found there.
static const char *find_text(const struct rmx_header *header, const char *at, const char *key)
{
    const char *value;
    bool is_found = at && *at == '{' && rmx_json_key(at, header->end, key, &value);
    return is_found && *value == '"' ? value + 1 : NULL;
}

static const char *skip(const struct rmx_header *header, const char *at, int characters)
{
    for (; characters > 0 && *at != '"'; characters--)
        at = rmx_json_next_character(at, header->end);
    return at;
}

// Errors from the `first` one on, whose columns count the text's characters, get their places.
static void place_errors(const struct rmx_header *header, const char *text, int first)
{
    for (int i = first; i < header->errors->count; i++) {
        struct rmx_span *span = &header->errors->items[i].span;
        const char *from = skip(header, text, span->column - 1);
        const char *to = skip(header, from, span->length);
        *span = rmx_header_span(header, from, (size_t)(to - from));
    }
}

// On one line, as expressions are.
static const char *one_line(struct rmx_arena *arena, const char *text)
{
    char *line = rmx_arena_printf(arena, "%s", text);
    for (char *c = line; *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    return line;
}

static const struct rmx_program *parse_text(const struct rmx_header *header,
                                            const struct rmx_effect *effect, const char *text,
                                            const char *at, const char *key)
{
    const char *written = find_text(header, at, key);
    int first = header->errors->count;
    struct rmx_span span =
        written ? (struct rmx_span){header->source, 1, 1, 1} : rmx_header_place(header, at, key);
    const struct rmx_program *program = rmx_header_parse(
        header->arena, effect, one_line(header->arena, text), span, header->errors);
    if (written)
        place_errors(header, written, first);
    return program;
}

const struct rmx_program *rmx_header_program(const struct rmx_header *header,
                                             const struct rmx_effect *effect, const cJSON *object,
                                             const char *at, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    double number;
    const char *text = cJSON_IsString(item) ? item->valuestring : NULL;
    if (!item || cJSON_IsNull(item) || (text && !*text))
        return NULL;
    if (!text && !cJSON_IsArray(item) && rmx_header_numbers(item, &number, 1))
        text = rmx_arena_printf(header->arena, "%.9g", number);
    if (text)
        return parse_text(header, effect, text, at, key);
    rmx_errors_add(header->errors, rmx_header_place(header, at, key), "isf-expression",
                   "%s wants a number or an expression", key)
        ->hint =
        rmx_arena_printf(header->arena, "write \"%s\": \"2 * $NAME\", an input's name", key);
    return NULL;
}
