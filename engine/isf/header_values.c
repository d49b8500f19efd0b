// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a header's JSON, and their places in the file.
#include "isf/header.h"

#include "base/place.h"
#include "isf/json.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

struct rmx_span rmx_header_span(const struct rmx_header *header, const char *at, size_t length)
{
    return rmx_place(header->source, header->source->text + (at - header->text), length);
}

struct rmx_span rmx_header_place(const struct rmx_header *header, const char *object,
                                 const char *key)
{
    const char *value;
    if (!object)
        object = header->json;
    if (*object != '{' || !rmx_json_key(object, header->end, key, &value))
        return rmx_header_span(header, object, 1);
    return rmx_header_span(header, value, rmx_json_length(value, header->end));
}

static bool read_number(const cJSON *item, double *number)
{
    if (cJSON_IsBool(item))
        *number = cJSON_IsTrue(item);
    else if (cJSON_IsNumber(item) && isfinite(item->valuedouble))
        *number = item->valuedouble;
    else
        return false;
    return true;
}

bool rmx_header_numbers(const cJSON *item, double *numbers, int count)
{
    if (!cJSON_IsArray(item))
        return count == 1 && read_number(item, numbers);
    const cJSON *child = item->child;
    for (int i = 0; i < count; i++, child = child->next)
        if (!child || !read_number(child, &numbers[i]))
            return false;
    return true;
}

const char *rmx_header_string(const struct rmx_header *header, const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? rmx_arena_copy(header->arena, item->valuestring) : "";
}

bool rmx_header_is_true(const cJSON *item)
{
    double number;
    if (cJSON_IsString(item))
        return !strcasecmp(item->valuestring, "true") || !strcasecmp(item->valuestring, "yes") ||
               atof(item->valuestring) > 0.0;
    return read_number(item, &number) && number > 0.0;
}
