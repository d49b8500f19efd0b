// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/header.h"

#include "isf/fragment_keys.h"
#include "isf/header_programs.h"
#include "isf/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
    rmx_header_numbers(item, &number, 1);
    return number >= 2.0 ? 2 : 1;
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
        effect->inputs[end].short_name = "to";
    } else {
        for (int i = effect->input_count - 1; i >= 0; i--)
            if (is_image(effect, i))
                effect->main_image = i;
        effect->role = effect->main_image >= 0 ? RMX_ROLE_FILTER : RMX_ROLE_GENERATOR;
    }
}

// `"OPAQUE": true` or the name of a picture.
static void read_opaque(const cJSON *item, struct rmx_effect *effect)
{
    effect->opaque_input = cJSON_IsString(item) ? rmx_effect_input(effect, item->valuestring) : -1;
    effect->keeps_opaque = effect->opaque_input >= 0 || cJSON_IsTrue(item);
}

static void read_root(const struct rmx_header *header, const cJSON *root, struct rmx_effect *effect)
{
    effect->description = rmx_header_string(header, root, "DESCRIPTION");
    effect->credit = rmx_header_string(header, root, "CREDIT");
    effect->isf_version = read_version(cJSON_GetObjectItemCaseSensitive(root, "ISFVSN"));
    read_categories(header, cJSON_GetObjectItemCaseSensitive(root, "CATEGORIES"), effect);
    const char *inputs = header->json;
    rmx_json_key(header->json, header->end, "INPUTS", &inputs);
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(root, "INPUTS");
    if (array)
        rmx_inputs_read(header, array, inputs, effect);
    effect->magnify = rmx_header_program(header, effect, root, header->json, "MAGNIFY");
    effect->reach = rmx_header_program(header, effect, root, header->json, "REACH");
    read_opaque(cJSON_GetObjectItemCaseSensitive(root, "OPAQUE"), effect);
    effect->is_bounded = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "BOUNDED"));
    rmx_pictures_read(header, root, effect);
    rmx_clocks_read(header, root, effect);
    if (rmx_fragment_keys_role(effect->folder, &effect->role))
        rmx_fragment_keys_read(header, root, effect);
    else
        find_role(effect);
}

static void say_fault(const struct rmx_header *header, const char *stop)
{
    const char *wanted = "JSON";
    const char *fault = rmx_json_fault(header->json, header->end, &wanted);
    rmx_errors_add(header->errors, rmx_header_span(header, fault ? fault : stop, 1), "isf-json",
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
        rmx_errors_add(at.errors, rmx_header_span(&at, at.json, 1), "isf-json",
                       "the header is not a JSON object")
            ->hint = "a header is { \"INPUTS\": [ ... ] }";
    if (ok)
        read_root(&at, root, effect);
    cJSON_Delete(root);
    return ok;
}
