// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <assert.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void rmx_text_finish(struct rmx_text *text)
{
    free(text->data);
    *text = (struct rmx_text){0};
}

void rmx_text_clear(struct rmx_text *text)
{
    text->length = 0;
    if (text->data)
        text->data[0] = '\0';
}

static void reserve(struct rmx_text *text, size_t extra)
{
    size_t needed = text->length + extra + 1;
    if (needed <= text->capacity)
        return;
    size_t capacity = text->capacity ? text->capacity * 2 : 256;
    while (capacity < needed)
        capacity *= 2;
    text->data = realloc(text->data, capacity);
    if (!text->data)
        abort();
    text->capacity = capacity;
}

void rmx_text_add_n(struct rmx_text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void rmx_text_add(struct rmx_text *text, const char *string)
{
    rmx_text_add_n(text, string, strlen(string));
}

// Most additions are short: they are written at the first try, longer ones at the second.
enum { USUAL_LENGTH = 127 };

void rmx_text_vprintf(struct rmx_text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    reserve(text, USUAL_LENGTH);
    int length = vsnprintf(text->data + text->length, USUAL_LENGTH + 1, format, arguments);
    assert(length >= 0);
    if (length > USUAL_LENGTH) {
        reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    }
    text->length += (size_t)length;
    va_end(again);
}

void rmx_text_printf(struct rmx_text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    rmx_text_vprintf(text, format, arguments);
    va_end(arguments);
}

const char *rmx_text_string(const struct rmx_text *text)
{
    return text->data ? text->data : "";
}

static int least(int a, int b, int c)
{
    int d = a < b ? a : b;
    return d < c ? d : c;
}

enum { LONGEST_NAME = 63 };

// Optimal string alignment distance (Damerau 1964, restricted to one swap a pair).
static int distance(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b);
    if (m > LONGEST_NAME || n > LONGEST_NAME)
        return LONGEST_NAME;
    int rows[3][LONGEST_NAME + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= n; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= m; i++) {
        row[0] = (int)i;
        for (size_t j = 1; j <= n; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            row[j] = least(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                y == tolower((unsigned char)a[i - 2]) && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        int *swap = before;
        before = last;
        last = row;
        row = swap;
    }
    return last[n];
}

const char *rmx_nearest(const char *word, const char *const *names, int count)
{
    const char *best = NULL;
    int limit = (int)strlen(word) / 3 + 1, best_distance = limit + 1;
    for (int i = 0; i < count; i++) {
        int d = distance(word, names[i]);
        // A name that shares nothing with the word is not meant by it.
        if (d < best_distance && d < (int)strlen(names[i])) {
            best_distance = d;
            best = names[i];
        }
    }
    return best;
}

bool rmx_is_identifier(const char *word)
{
    if (!isalpha((unsigned char)*word) && *word != '_')
        return false;
    for (; *word; word++)
        if (!isalnum((unsigned char)*word) && *word != '_')
            return false;
    return true;
}

bool rmx_is_scene_name(const char *word)
{
    for (const char *c = word; *c; c++)
        if (isupper((unsigned char)*c))
            return false;
    return rmx_is_identifier(word);
}

bool rmx_is_osc_address(const char *bytes, size_t length)
{
    enum { LONGEST = 100 };
    if (length < 2 || length > LONGEST || bytes[0] != '/')
        return false;
    for (size_t i = 0; i < length; i++)
        if (bytes[i] <= ' ' || bytes[i] > '~' || strchr("#*,?[]{}", bytes[i]))
            return false;
    return true;
}

// The bytes that follow the head of a UTF-8 sequence; -1 where it is no head.
static int continuation_count(unsigned char head)
{
    if (head < 0x80)
        return 0;
    if (head >= 0xC2 && head < 0xE0)
        return 1;
    if (head >= 0xE0 && head < 0xF0)
        return 2;
    return head >= 0xF0 && head < 0xF5 ? 3 : -1;
}

bool rmx_is_utf8(const char *bytes, size_t length)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    while (at < end) {
        int more = continuation_count(*at);
        if (more < 0 || end - at <= more)
            return false;
        uint32_t point = more ? *at & (0x3Fu >> more) : *at;
        for (int i = 1; i <= more; i++) {
            if ((at[i] & 0xC0) != 0x80)
                return false;
            point = point << 6 | (at[i] & 0x3Fu);
        }
        bool overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
        if (overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
            return false;
        at += more + 1;
    }
    return true;
}

bool rmx_has_suffix(const char *text, const char *suffix)
{
    size_t m = strlen(text), n = strlen(suffix);
    return m >= n && strcasecmp(text + m - n, suffix) == 0;
}
