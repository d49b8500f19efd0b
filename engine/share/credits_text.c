// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/credits_text.h"

#include <string.h>

enum { LINE = 72, INDENT = 4 };

bool rmx_credits_is_plain(const char *text)
{
    if (!rmx_is_utf8(text, strlen(text)))
        return false;
    for (; *text; text++)
        if (rmx_control_bytes(text))
            return false;
    return true;
}

const char *rmx_credits_line(struct rmx_arena *arena, const char *text)
{
    struct rmx_text plain = {0};
    rmx_text_add_plain(&plain, text);
    char *line = RMX_NEW(arena, char, plain.length + 1), *to = line;
    for (const char *at = rmx_text_string(&plain); *at; at++)
        if (*at != ' ')
            *to++ = *at;
        else if (to != line && at[1] && at[1] != ' ')
            *to++ = ' ';
    rmx_text_finish(&plain);
    return line;
}

// Bytes of the character that begins there, at least 1.
static size_t character(const char *text, size_t length)
{
    size_t bytes = 1;
    while (bytes < length && ((unsigned char)text[bytes] & 0xC0) == 0x80)
        bytes++;
    return bytes;
}

// From U+2E80 on: three bytes that begin with E2 BA or more, but for the private ones, or four.
static bool is_wide(const char *text, size_t bytes)
{
    unsigned char first = (unsigned char)text[0], second = bytes > 1 ? (unsigned char)text[1] : 0;
    return bytes > 3 || (bytes == 3 && (first > 0xE2 || (first == 0xE2 && second >= 0xBA)));
}

// Bytes of at most `most` widths.
static size_t fitting(const char *text, int most)
{
    size_t length = strlen(text), at = 0;
    int width = 0;
    while (at < length) {
        size_t bytes = character(text + at, length - at);
        width += is_wide(text + at, bytes) ? 2 : 1;
        if (width > most)
            break;
        at += bytes;
    }
    return at;
}

// The last `sign` among the first bytes; `length` where there is none behind the first.
static size_t last(const char *text, size_t length, char sign)
{
    for (size_t i = length; i > 1; i--)
        if (text[i - 1] == sign)
            return i - 1;
    return length;
}

size_t rmx_credits_break(const char *text, int most, bool cut)
{
    size_t length = strlen(text), fits = fitting(text, most);
    if (fits == length || text[fits] == ' ')
        return fits;
    if (fits && is_wide(text + fits, character(text + fits, length - fits)))
        return fits; // these scripts break anywhere
    size_t space = last(text, fits, ' ');
    if (space < fits)
        return space;
    if (!cut || !fits)
        return strcspn(text, " ");
    size_t slash = last(text, fits, '/');
    return slash < fits ? slash + 1 : fits;
}

static void add_lines(struct rmx_text *out, struct rmx_arena *arena, int indent, const char *text)
{
    const char *line = rmx_credits_line(arena, text);
    while (*line) {
        size_t length = rmx_credits_break(line, LINE - indent, false);
        rmx_text_printf(out, "%*s%.*s\n", indent, "", (int)length, line);
        line += length;
        line += strspn(line, " ");
    }
}

static void add_credit(struct rmx_text *out, struct rmx_arena *arena,
                       const struct rmx_credit *credit)
{
    const struct rmx_licence *licence = &credit->licence;
    rmx_text_add(out, "\n");
    add_lines(out, arena, 0, credit->name);
    add_lines(out, arena, INDENT, *credit->credit ? credit->credit : "Maker not said");
    add_lines(out, arena, INDENT, *licence->name ? licence->name : "No licence said");
    if (*licence->url && strcmp(licence->url, licence->name) != 0)
        add_lines(out, arena, INDENT, licence->url);
    if (*credit->url)
        add_lines(out, arena, INDENT, credit->url);
}

static void add_makers(struct rmx_text *out, struct rmx_arena *arena,
                       const struct rmx_credits *credits)
{
    if (credits->maker_count)
        rmx_text_add(out, "\n\nEffects by others\n\n");
    for (int i = 0; i < credits->maker_count; i++)
        add_lines(out, arena, 0,
                  rmx_arena_printf(arena, "%s: %s", credits->makers[i].effect,
                                   credits->makers[i].credit));
}

static void add_warnings(struct rmx_text *out, struct rmx_arena *arena,
                         const struct rmx_errors *warnings)
{
    if (!warnings || !warnings->count)
        return;
    rmx_text_add(out, "\n\nOpen questions\n\n");
    for (int i = 0; i < warnings->count; i++)
        add_lines(out, arena, 0, rmx_arena_printf(arena, "- %s", warnings->items[i].message));
}

void rmx_credits_text(struct rmx_text *out, const struct rmx_credits *credits,
                      const struct rmx_errors *warnings)
{
    struct rmx_arena *arena = rmx_arena_create();
    add_lines(out, arena, 0, credits->title);
    if (!credits->count || credits->items[0].is_sound)
        rmx_text_add(out, "\nNo pictures: all of it is drawn by effects.\n");
    for (int i = 0; i < credits->count; i++)
        add_credit(out, arena, &credits->items[i]);
    add_makers(out, arena, credits);
    add_warnings(out, arena, warnings);
    rmx_arena_destroy(arena);
}
