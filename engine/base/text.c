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

// How many slips a word of that length may have.
static int slips(size_t length)
{
    return length < 3 ? 0 : length < 6 ? 1 : length < 9 ? 2 : 3;
}

// Of which one begins with the other: how many letters they share; 0: neither does.
static size_t shared_beginning(const char *word, const char *name)
{
    enum { LEAST = 3 };
    size_t length = strlen(word) < strlen(name) ? strlen(word) : strlen(name);
    return length >= LEAST && strncasecmp(word, name, length) == 0 ? length : 0;
}

// A distance, or more than `most` where the name is not near.
static int nearness(const char *word, const char *name, int most)
{
    int d = distance(word, name);
    bool is_other = tolower((unsigned char)*word) != tolower((unsigned char)*name);
    return is_other && d > 1 ? most + 1 : d;
}

static const char *longest_beginning(const char *word, const char *const *names, int count)
{
    const char *best = NULL;
    size_t most = 0;
    for (int i = 0; i < count; i++) {
        size_t shared = shared_beginning(word, names[i]);
        if (shared <= most)
            continue;
        most = shared;
        best = names[i];
    }
    return best;
}

static bool begins(const char *name, const char *word)
{
    return strncasecmp(name, word, strlen(word)) == 0;
}

const char *rmx_nearest(const char *word, const char *const *names, int count)
{
    const char *best = NULL;
    int most = slips(strlen(word)), best_distance = most + 1;
    for (int i = 0; i < count; i++) {
        int d = nearness(word, names[i], most);
        bool is_longer = best && d == best_distance && begins(names[i], word);
        if (d < best_distance || (is_longer && !begins(best, word))) {
            best_distance = d;
            best = names[i];
        }
    }
    return best ? best : longest_beginning(word, names, count);
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

// Bytes of the UTF-8 character that begins there; 0: none does. `length` is at least 1.
static size_t character_bytes(const char *bytes, size_t length)
{
    const unsigned char *at = (const unsigned char *)bytes;
    int more = continuation_count(*at);
    if (more < 0 || length <= (size_t)more)
        return 0;
    uint32_t point = more ? *at & (0x3Fu >> more) : *at;
    for (int i = 1; i <= more; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        point = point << 6 | (at[i] & 0x3Fu);
    }
    bool overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
    bool is_none = overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000);
    return is_none ? 0 : (size_t)more + 1;
}

bool rmx_is_utf8(const char *bytes, size_t length)
{
    for (size_t at = 0, more; at < length; at += more) {
        more = character_bytes(bytes + at, length - at);
        if (!more)
            return false;
    }
    return true;
}

size_t rmx_control_bytes(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] < 0x80)
        return (at[0] && at[0] < ' ') || at[0] == 0x7F;
    if (at[0] == 0xC2)
        return at[1] >= 0x80 && at[1] < 0xA0 ? 2 : 0; // U+0080 to U+009F
    if (at[0] == 0xE2 && at[1] == 0x80)
        return at[2] == 0xA8 || at[2] == 0xA9 ? 3 : 0; // separators of lines and paragraphs
    if (at[0] != 0xEF)
        return 0;
    bool is_mark = at[1] == 0xBB && at[2] == 0xBF;                    // of the byte order
    bool is_none = at[1] == 0xBF && (at[2] == 0xBE || at[2] == 0xBF); // U+FFFE, U+FFFF
    return is_mark || is_none ? 3 : 0;
}

size_t rmx_direction_bytes(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] == 0xD8)
        return at[1] == 0x9C ? 2 : 0; // U+061C
    if (at[0] != 0xE2)
        return 0;
    bool is_mark = at[1] == 0x80 && (at[2] == 0x8E || at[2] == 0x8F);    // U+200E, U+200F
    bool is_embedding = at[1] == 0x80 && at[2] >= 0xAA && at[2] <= 0xAE; // U+202A to U+202E
    bool is_isolate = at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;   // U+2066 to U+2069
    return is_mark || is_embedding || is_isolate ? 3 : 0;
}

static void add_readable(struct rmx_text *text, const char *bytes, size_t length, bool is_plain)
{
    for (size_t at = 0, taken; at < length; at += taken) {
        taken = character_bytes(bytes + at, length - at);
        bool steers =
            is_plain && taken && (rmx_control_bytes(bytes + at) || rmx_direction_bytes(bytes + at));
        if (!taken)
            rmx_text_add(text, "\uFFFD");
        else if (steers)
            rmx_text_add(text, " ");
        else
            rmx_text_add_n(text, bytes + at, taken);
        taken += !taken;
    }
}

void rmx_text_add_utf8(struct rmx_text *text, const char *string)
{
    add_readable(text, string, strlen(string), false);
}

void rmx_text_add_plain(struct rmx_text *text, const char *string)
{
    add_readable(text, string, strlen(string), true);
}

void rmx_text_add_plain_n(struct rmx_text *text, const char *bytes, size_t length)
{
    add_readable(text, bytes, length, true);
}

// The number of a whole character.
static unsigned code_of(const char *bytes, size_t length)
{
    unsigned code = (unsigned char)bytes[0];
    if (length > 1)
        code &= 0x7Fu >> length;
    for (size_t i = 1; i < length; i++)
        code = code << 6 | ((unsigned char)bytes[i] & 0x3Fu);
    return code;
}

enum seen { SEEN_LINE, SEEN_LINES, SEEN_JSON };

// A character that steers; `length` 0: one byte that is none.
static void add_escape(struct rmx_text *text, const char *bytes, size_t length, enum seen seen)
{
    unsigned code = code_of(bytes, length ? length : 1);
    bool keeps_lines = seen != SEEN_LINE;
    if (length && (code == '\n' || code == '\t') && keeps_lines)
        rmx_text_add_n(text, bytes, 1);
    else if (length && code == '\t')
        rmx_text_add(text, " ");
    else if (length && code == '\n')
        rmx_text_add(text, "\\n");
    else if (!length && seen == SEEN_JSON)
        rmx_text_add(text, "\uFFFD");
    else if (length > 1 || seen == SEEN_JSON)
        rmx_text_printf(text, "\\u%04x", code);
    else
        rmx_text_printf(text, "\\x%02x", code);
}

static void add_seen(struct rmx_text *text, const char *bytes, size_t length, enum seen seen)
{
    for (size_t at = 0, taken; at < length; at += taken ? taken : 1) {
        taken = character_bytes(bytes + at, length - at);
        if (taken && !rmx_control_bytes(bytes + at) && !rmx_direction_bytes(bytes + at))
            rmx_text_add_n(text, bytes + at, taken);
        else
            add_escape(text, bytes + at, taken, seen);
    }
}

void rmx_text_add_line(struct rmx_text *text, const char *string)
{
    add_seen(text, string, strlen(string), SEEN_LINE);
}

void rmx_text_add_line_n(struct rmx_text *text, const char *bytes, size_t length)
{
    add_seen(text, bytes, length, SEEN_LINE);
}

void rmx_text_add_lines(struct rmx_text *text, const char *string)
{
    add_seen(text, string, strlen(string), SEEN_LINES);
}

void rmx_text_add_json(struct rmx_text *text, const char *json)
{
    add_seen(text, json, strlen(json), SEEN_JSON);
}

bool rmx_has_suffix(const char *text, const char *suffix)
{
    size_t m = strlen(text), n = strlen(suffix);
    return m >= n && strcasecmp(text + m - n, suffix) == 0;
}
