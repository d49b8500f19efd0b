// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/header_programs.h"

#include "base/place.h"
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
        if (rmx_input_components(effect->inputs[i].type) > 0)
            table.items[i].name = rmx_arena_printf(arena, "$%s", effect->inputs[i].name);
    table.items[count].name = "$WIDTH";
    table.items[count + 1].name = "$HEIGHT";
    struct rmx_expr_context context = {.signals = &table, .is_header = true};
    return rmx_expr_parse(arena, text, span, &context, errors);
}

// Of a text the place of its first character, within the quotes.
static struct rmx_span place_of(const struct rmx_header *header, const char *at, const char *key)
{
    const char *value;
    if (at && *at == '{' && rmx_json_key(at, header->end, key, &value) && *value == '"')
        return rmx_place(header->source, value + 1, 1);
    return rmx_header_place(header, at, key);
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
        return rmx_header_parse(header->arena, effect, text, place_of(header, at, key),
                                header->errors);
    rmx_errors_add(header->errors, rmx_header_place(header, at, key), "isf-expression",
                   "%s wants a number or an expression", key)
        ->hint =
        rmx_arena_printf(header->arena, "write \"%s\": \"2 * $NAME\", an input's name", key);
    return NULL;
}
