// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/json_schema.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool check(const cJSON *root, const cJSON *schema, const cJSON *value, const char *path);

static const cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool is_of_type(const cJSON *value, const char *type)
{
    if (!strcmp(type, "integer"))
        return cJSON_IsNumber(value) && floor(value->valuedouble) == value->valuedouble;
    return (!strcmp(type, "object") && cJSON_IsObject(value)) ||
           (!strcmp(type, "array") && cJSON_IsArray(value)) ||
           (!strcmp(type, "string") && cJSON_IsString(value)) ||
           (!strcmp(type, "number") && cJSON_IsNumber(value)) ||
           (!strcmp(type, "null") && cJSON_IsNull(value));
}

static bool is_of_types(const cJSON *value, const cJSON *types)
{
    if (cJSON_IsString(types))
        return is_of_type(value, types->valuestring);
    const cJSON *type;
    cJSON_ArrayForEach(type, types) if (is_of_type(value, type->valuestring)) return true;
    return false;
}

static bool is_among(const cJSON *value, const cJSON *list)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list) if (cJSON_Compare(item, value, true)) return true;
    return false;
}

static bool has_required(const cJSON *value, const cJSON *names)
{
    const cJSON *name;
    cJSON_ArrayForEach(name, names) if (!get(value, name->valuestring)) return false;
    return true;
}

static bool check_members(const cJSON *root, const cJSON *schema, const cJSON *value,
                          const char *path)
{
    const cJSON *item, *properties = get(schema, "properties");
    char at[300];
    cJSON_ArrayForEach(item, value)
    {
        const cJSON *member =
            cJSON_IsObject(value) ? get(properties, item->string) : get(schema, "items");
        snprintf(at, sizeof(at), "%s/%s", path, item->string ? item->string : "item");
        if (!member && cJSON_IsFalse(get(schema, "additionalProperties"))) {
            fprintf(stderr, "%s is not in the schema\n", at);
            return false;
        }
        if (member && !check(root, member, item, at))
            return false;
    }
    return true;
}

// The word of a schema that a value breaks; NULL: none.
static const char *broken_word(const cJSON *schema, const cJSON *value)
{
    static const char *const silent[] = {
        "$schema", "$defs", "title", "description", "properties", "items", "additionalProperties",
        "pattern"};
    const cJSON *word;
    cJSON_ArrayForEach(word, schema)
    {
        const char *name = word->string;
        bool holds = false;
        if (!strcmp(name, "type"))
            holds = is_of_types(value, word);
        else if (!strcmp(name, "enum"))
            holds = is_among(value, word);
        else if (!strcmp(name, "required"))
            holds = has_required(value, word);
        else if (!strcmp(name, "minItems"))
            holds = cJSON_GetArraySize(value) >= word->valueint;
        else if (!strcmp(name, "minimum"))
            holds = value->valuedouble >= word->valuedouble;
        else if (!strcmp(name, "exclusiveMinimum"))
            holds = value->valuedouble > word->valuedouble;
        else if (!strcmp(name, "maximum"))
            holds = value->valuedouble <= word->valuedouble;
        for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
            holds = holds || !strcmp(name, silent[i]);
        if (!holds)
            return name;
    }
    return NULL;
}

static bool check(const cJSON *root, const cJSON *schema, const cJSON *value, const char *path)
{
    const cJSON *refer = get(schema, "$ref");
    if (refer)
        schema = get(get(root, "$defs"), strrchr(refer->valuestring, '/') + 1);
    const char *broken = schema ? broken_word(schema, value) : "$ref";
    if (broken) {
        fprintf(stderr, "%s breaks '%s' of its schema\n", path, broken);
        return false;
    }
    return check_members(root, schema, value, path);
}

bool json_schema_holds(const cJSON *schema, const cJSON *value)
{
    return check(schema, schema, value, "");
}
