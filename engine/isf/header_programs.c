// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/header_programs.h"

#include "isf/json.h"

#include <string.h>

struct rmx_expr_context rmx_header_context(struct rmx_arena *arena, const struct rmx_effect *effect,
                                           bool is_clock)
{
    static const char *const more[] = {"$WIDTH", "$HEIGHT", "$TIME", "$TIMEDELTA"};
    int count = effect->input_count, total = count + (is_clock ? 4 : 2);
    struct rmx_signals *table = RMX_NEW(arena, struct rmx_signals, 1);
    *table =
        (struct rmx_signals){.items = RMX_NEW(arena, struct rmx_signal, total), .count = total};
    for (int i = 0; i < total; i++)
        table->items[i] = (struct rmx_signal){.provider = "header", .meaning = ""};
    for (int i = 0; i < count; i++)
        if (rmx_input_components(effect->inputs[i].type) == 1)
            table->items[i].name = rmx_arena_printf(arena, "$%s", effect->inputs[i].name);
    for (int i = count; i < total; i++)
        table->items[i].name = more[i - count];
    return (struct rmx_expr_context){.signals = table, .is_header = true};
}

const struct rmx_program *rmx_header_parse(struct rmx_arena *arena, const struct rmx_effect *effect,
                                           const char *text, struct rmx_span span,
                                           struct rmx_errors *errors)
{
    struct rmx_expr_context context = rmx_header_context(arena, effect, false);
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
                                            const char *at, const char *key, bool is_clock)
{
    const char *written = find_text(header, at, key);
    int first = header->errors->count;
    struct rmx_span span =
        written ? (struct rmx_span){header->source, 1, 1, 1} : rmx_header_place(header, at, key);
    struct rmx_expr_context context = rmx_header_context(header->arena, effect, is_clock);
    const struct rmx_program *program = rmx_expr_parse(header->arena, one_line(header->arena, text),
                                                       span, &context, header->errors);
    if (written)
        place_errors(header, written, first);
    return program;
}

static const struct rmx_program *read_program(const struct rmx_header *header,
                                              const struct rmx_effect *effect, const cJSON *object,
                                              const char *at, const char *key, bool is_clock)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    double number;
    const char *text = cJSON_IsString(item) ? item->valuestring : NULL;
    if (!item || cJSON_IsNull(item) || (text && !*text))
        return NULL;
    if (!text && !cJSON_IsArray(item) && rmx_header_numbers(item, &number, 1))
        text = rmx_arena_printf(header->arena, "%.9g", number);
    if (text)
        return parse_text(header, effect, text, at, key, is_clock);
    rmx_errors_add(header->errors, rmx_header_place(header, at, key), "isf-expression",
                   "%s wants a number or an expression", key)
        ->hint =
        rmx_arena_printf(header->arena, "write \"%s\": \"2 * $NAME\", an input's name", key);
    return NULL;
}

const struct rmx_program *rmx_header_program(const struct rmx_header *header,
                                             const struct rmx_effect *effect, const cJSON *object,
                                             const char *at, const char *key)
{
    return read_program(header, effect, object, at, key, false);
}

static bool is_taken(const struct rmx_effect *effect, const char *name)
{
    bool found = rmx_effect_input(effect, name) >= 0;
    for (int i = 0; i < effect->buffer_count; i++)
        found |= strcmp(effect->buffers[i], name) == 0;
    for (int i = 0; i < effect->import_count; i++)
        found |= strcmp(effect->imports[i].name, name) == 0;
    for (int i = 0; i < effect->clock_count; i++)
        found |= strcmp(effect->clocks[i].name, name) == 0;
    return found;
}

// The name of an entry; NULL with an error: it cannot have it.
static const char *clock_name(const struct rmx_header *header, const struct rmx_effect *effect,
                              const cJSON *item, const char *at)
{
    const char *name = rmx_header_string(header, item, "NAME");
    const char *fault = rmx_header_name_fault(header, name);
    if (!fault && is_taken(effect, name))
        fault = "has the name of something else in the header";
    if (fault)
        rmx_errors_add(header->errors, rmx_header_place(header, at, "NAME"), "isf-name",
                       "the clock '%s' %s", name, fault);
    return fault ? NULL : name;
}

static void read_clock(const struct rmx_header *header, const cJSON *item, const char *at,
                       struct rmx_effect *effect, struct rmx_clock *clocks)
{
    const char *name = clock_name(header, effect, item, at);
    int errors = header->errors->error_count;
    const struct rmx_program *value = read_program(header, effect, item, at, "VALUE", true);
    if (name && value)
        clocks[effect->clock_count++] = (struct rmx_clock){name, value};
    else if (name && header->errors->error_count == errors)
        rmx_errors_add(header->errors, rmx_header_place(header, at, ""), "isf-clock",
                       "the clock '%s' has no VALUE", name)
            ->hint = "write \"VALUE\": \"fract($TIME * $speed)\", an input's name";
}

void rmx_clocks_read(const struct rmx_header *header, const cJSON *root, struct rmx_effect *effect)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "CLOCKS"), *item;
    const char *array = header->json;
    int count = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
    if (!list || !rmx_json_key(header->json, header->end, "CLOCKS", &array))
        return;
    if (!cJSON_IsArray(list) || count > RMX_MOST_CLOCKS) {
        rmx_errors_add(header->errors, rmx_header_span(header, array, 1), "isf-clock",
                       count ? "more than %d CLOCKS" : "CLOCKS is not a list", RMX_MOST_CLOCKS);
        return;
    }
    struct rmx_clock *clocks = RMX_NEW(header->arena, struct rmx_clock, count);
    const char *at = rmx_json_first(array, header->end);
    effect->clocks = clocks;
    cJSON_ArrayForEach(item, list)
    {
        if (cJSON_IsObject(item))
            read_clock(header, item, at, effect, clocks);
        else
            rmx_errors_add(header->errors, rmx_header_place(header, at, ""), "isf-clock",
                           "an entry of CLOCKS is not an object");
        at = rmx_json_next(at, header->end);
    }
}
