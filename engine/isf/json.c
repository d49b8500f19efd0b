// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/json.h"

#include <stdbool.h>
#include <string.h>

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && (unsigned char)*at <= ' ')
        at++;
    return at;
}

static const char *skip_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\')
            at++;
    return at < end ? at + 1 : end;
}

static const char *skip_value(const char *at, const char *end)
{
    int depth = 0;
    while (at < end) {
        char c = *at;
        if (!depth && strchr(",]}", c))
            return at;
        if (c == '"') {
            at = skip_string(at, end);
        } else {
            depth += c == '[' || c == '{';
            depth -= c == ']' || c == '}';
            at++;
        }
        if (!depth && (c == '"' || c == ']' || c == '}'))
            return at;
    }
    return end;
}

size_t rmx_json_length(const char *value, const char *end)
{
    const char *after = skip_value(value, end);
    while (after > value && (unsigned char)after[-1] <= ' ')
        after--;
    return (size_t)(after - value);
}

// A surrogate pair is one character: \uD83D\uDE00.
static size_t escape_length(const char *at, const char *end)
{
    if (end - at < 2 || at[1] != 'u')
        return 2;
    bool is_pair = end - at >= 12 && (at[2] == 'd' || at[2] == 'D') && strchr("89abAB", at[3]) &&
                   at[6] == '\\' && at[7] == 'u';
    return is_pair ? 12 : 6;
}

const char *rmx_json_next_character(const char *at, const char *end)
{
    size_t length = at < end && *at == '\\' ? escape_length(at, end) : 1;
    if (length >= (size_t)(end - at))
        return end;
    at += length;
    while (length == 1 && at < end && ((unsigned char)*at & 0xC0) == 0x80)
        at++;
    return at;
}

const char *rmx_json_first(const char *array, const char *end)
{
    const char *at = skip_space(array + 1, end);
    return at < end && *at != ']' && *at != '}' ? at : NULL;
}

const char *rmx_json_next(const char *item, const char *end)
{
    const char *at = item ? skip_space(skip_value(item, end), end) : end;
    return at < end && *at == ',' ? skip_space(at + 1, end) : NULL;
}

const char *rmx_json_key(const char *object, const char *end, const char *key, const char **value)
{
    size_t length = strlen(key);
    const char *at = rmx_json_first(object, end);
    while (at && *at == '"') {
        const char *after = skip_string(at, end);
        const char *colon = skip_space(after, end);
        if (colon >= end)
            return NULL;
        *value = skip_space(colon + 1, end);
        if ((size_t)(after - at) == length + 2 && memcmp(at + 1, key, length) == 0)
            return at;
        at = rmx_json_next(*value, end);
    }
    return NULL;
}
