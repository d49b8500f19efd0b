// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/header.h"

#include "catalog/json.h"
#include "catalog/place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct rmx_span rmx_header_place(const struct rmx_header *header, const char *object,
                                 const char *key)
{
    const char *value;
    if (!object)
        object = header->json;
    if (*object != '{' || !rmx_json_key(object, header->end, key, &value))
        return rmx_place(header->source, object, 1);
    return rmx_place(header->source, value, rmx_json_length(value, header->end));
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

// A number or an expression, as text; NULL where there is neither.
static const char *read_expression(const struct rmx_header *header, const cJSON *object,
                                   const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    double number;
    if (cJSON_IsString(item) && item->valuestring[0])
        return rmx_arena_copy(header->arena, item->valuestring);
    return read_number(item, &number) ? rmx_arena_printf(header->arena, "%.9g", number) : NULL;
}

static void read_categories(const struct rmx_header *header, const cJSON *array,
                            struct rmx_effect *effect)
{
    enum { MOST_CATEGORIES = 64 };
    const char **names = NULL;
    const cJSON *item;
    cJSON_ArrayForEach(item, array) if (cJSON_IsString(item) &&
                                        effect->category_count < MOST_CATEGORIES) *
        RMX_PUSH(header->arena, &names, &effect->category_count) =
        rmx_arena_copy(header->arena, item->valuestring);
    effect->categories = names;
}

static int read_version(const cJSON *item)
{
    double number = cJSON_IsString(item) ? atof(item->valuestring) : 0.0;
    read_number(item, &number);
    return number >= 2.0 ? 2 : 1;
}

// ISF 1 named its lasting buffers at the top: an array of names, or an object with them as keys.
static bool is_persistent_v1(const cJSON *buffers, const char *target)
{
    const cJSON *item;
    if (cJSON_IsObject(buffers))
        return cJSON_GetObjectItemCaseSensitive(buffers, target) != NULL;
    cJSON_ArrayForEach(item, buffers) if (cJSON_IsString(item) &&
                                          strcmp(item->valuestring, target) == 0) return true;
    return false;
}

static void read_pass(const struct rmx_header *header, const cJSON *root, const cJSON *item,
                      const char *at, struct rmx_effect_pass *pass)
{
    const char *target = rmx_header_string(header, item, "TARGET");
    if (*target && !rmx_is_identifier(target))
        rmx_errors_add(header->errors, rmx_header_place(header, at, "TARGET"), "isf-name",
                       "the pass's target '%s' is not a name of GLSL", target);
    // The lower-case key occurs in public files.
    pass->persistent = rmx_header_is_true(cJSON_GetObjectItem(item, "PERSISTENT"));
    if (*target) {
        pass->target = target;
        pass->persistent |=
            is_persistent_v1(cJSON_GetObjectItemCaseSensitive(root, "PERSISTENT_BUFFERS"), target);
    }
    pass->is_float = rmx_header_is_true(cJSON_GetObjectItem(item, "FLOAT"));
    pass->width = read_expression(header, item, "WIDTH");
    pass->height = read_expression(header, item, "HEIGHT");
}

// Several passes may draw into one buffer.
static void name_buffers(const struct rmx_header *header, struct rmx_effect *effect,
                         struct rmx_effect_pass *passes)
{
    const char **buffers = RMX_NEW(header->arena, const char *, effect->pass_count);
    for (int p = 0; p < effect->pass_count; p++) {
        passes[p].buffer = -1;
        for (int b = 0; passes[p].target && b < effect->buffer_count; b++)
            if (strcmp(buffers[b], passes[p].target) == 0)
                passes[p].buffer = b;
        if (!passes[p].target || passes[p].buffer >= 0)
            continue;
        passes[p].buffer = effect->buffer_count;
        buffers[effect->buffer_count++] = passes[p].target;
    }
    effect->buffers = buffers;
}

static void read_passes(const struct rmx_header *header, const cJSON *root,
                        struct rmx_effect *effect)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(root, "PASSES"), *item;
    if (!array)
        return;
    struct rmx_span place = rmx_header_place(header, header->json, "PASSES");
    int count = cJSON_IsArray(array) ? cJSON_GetArraySize(array) : -1;
    if (count < 0 || count > RMX_MOST_PASSES) {
        rmx_errors_add(header->errors, place, count < 0 ? "isf-passes" : "isf-limit",
                       count < 0 ? "PASSES is not a list" : "more than %d passes", RMX_MOST_PASSES);
        return;
    }
    struct rmx_effect_pass *passes = RMX_NEW(header->arena, struct rmx_effect_pass, count);
    const char *at = header->json;
    rmx_json_key(header->json, header->end, "PASSES", &at);
    at = rmx_json_first(at, header->end);
    cJSON_ArrayForEach(item, array)
    {
        read_pass(header, root, item, at, &passes[effect->pass_count++]);
        at = rmx_json_next(at, header->end);
    }
    effect->passes = passes;
    name_buffers(header, effect, passes);
}

static void add_import(const struct rmx_header *header, struct rmx_effect *effect,
                       struct rmx_import **imports, const char *name, const cJSON *item)
{
    struct rmx_span place = rmx_header_place(header, header->json, "IMPORTED");
    const char *path = rmx_header_string(header, item, "PATH");
    if (!name || !rmx_is_identifier(name) || !*path) {
        rmx_errors_add(header->errors, place, "isf-imported",
                       "an entry of IMPORTED needs a name of GLSL and a PATH");
        return;
    }
    *RMX_PUSH(header->arena, imports, &effect->import_count) =
        (struct rmx_import){.name = rmx_arena_copy(header->arena, name), .path = path};
}

// ISF 2: {NAME: {PATH}}; ISF 1: [{NAME, PATH}].
static void read_imports(const struct rmx_header *header, const cJSON *list,
                         struct rmx_effect *effect)
{
    struct rmx_import *imports = NULL;
    const cJSON *item;
    if (cJSON_GetArraySize(list) > RMX_MOST_IMPORTS) {
        rmx_errors_add(header->errors, rmx_header_place(header, header->json, "IMPORTED"),
                       "isf-limit", "more than %d imported pictures", RMX_MOST_IMPORTS);
        return;
    }
    cJSON_ArrayForEach(item, list) add_import(
        header, effect, &imports,
        cJSON_IsObject(list) ? item->string : rmx_header_string(header, item, "NAME"), item);
    effect->imports = imports;
}

static bool is_image(const struct rmx_effect *effect, int input)
{
    return input >= 0 && effect->inputs[input].type == RMX_INPUT_IMAGE;
}

static void find_role(struct rmx_effect *effect)
{
    int input = rmx_effect_input(effect, "inputImage");
    int start = rmx_effect_input(effect, "startImage");
    int end = rmx_effect_input(effect, "endImage");
    int progress = rmx_effect_input(effect, "progress");
    effect->to_image = effect->main_image = -1;
    if (is_image(effect, input)) {
        effect->role = RMX_ROLE_FILTER;
        effect->main_image = input;
    } else if (is_image(effect, start) && is_image(effect, end) && progress >= 0 &&
               effect->inputs[progress].type == RMX_INPUT_FLOAT) {
        effect->role = RMX_ROLE_TRANSITION;
        effect->main_image = start;
        effect->to_image = end;
    } else {
        for (int i = effect->input_count - 1; i >= 0; i--)
            if (is_image(effect, i))
                effect->main_image = i;
        effect->role = effect->main_image >= 0 ? RMX_ROLE_FILTER : RMX_ROLE_GENERATOR;
    }
}

static void read_root(const struct rmx_header *header, const cJSON *root, struct rmx_effect *effect)
{
    effect->description = rmx_header_string(header, root, "DESCRIPTION");
    effect->credit = rmx_header_string(header, root, "CREDIT");
    effect->isf_version = read_version(cJSON_GetObjectItemCaseSensitive(root, "ISFVSN"));
    effect->magnify = read_expression(header, root, "MAGNIFY");
    effect->reach = read_expression(header, root, "REACH");
    read_categories(header, cJSON_GetObjectItemCaseSensitive(root, "CATEGORIES"), effect);
    const char *inputs = header->json;
    rmx_json_key(header->json, header->end, "INPUTS", &inputs);
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(root, "INPUTS");
    if (array)
        rmx_inputs_read(header, array, inputs, effect);
    read_passes(header, root, effect);
    read_imports(header, cJSON_GetObjectItemCaseSensitive(root, "IMPORTED"), effect);
    find_role(effect);
}

static void say_fault(const struct rmx_header *header, const char *stop)
{
    const char *wanted = "JSON";
    const char *fault = rmx_json_fault(header->json, header->end, &wanted);
    rmx_errors_add(header->errors, rmx_place(header->source, fault ? fault : stop, 1), "isf-json",
                   "the header wants %s here", wanted);
}

bool rmx_header_read(const struct rmx_header *header, struct rmx_effect *effect)
{
    struct rmx_header at = *header;
    while (at.json < at.end && (unsigned char)*at.json <= ' ')
        at.json++;
    const char *stop = at.json;
    cJSON *root = cJSON_ParseWithLengthOpts(at.json, (size_t)(at.end - at.json), &stop, false);
    while (root && stop < at.end && (unsigned char)*stop <= ' ')
        stop++;
    bool is_json = root && stop == at.end, ok = is_json && cJSON_IsObject(root);
    if (!is_json)
        say_fault(&at, stop ? stop : at.json);
    else if (!ok)
        rmx_errors_add(at.errors, rmx_place(at.source, at.json, 1), "isf-json",
                       "the header is not a JSON object")
            ->hint = "a header is { \"INPUTS\": [ ... ] }";
    if (ok)
        read_root(&at, root, effect);
    cJSON_Delete(root);
    return ok;
}
