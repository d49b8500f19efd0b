// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/credits_text.h"

#include <string.h>

enum { LINE = 72, INDENT = 4 };

// Blanks and control characters (nothing that a stranger wrote steers a terminal), and what no file
// may hold: bytes at `text`; 0: a sign.
static size_t blank(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] <= ' ' || at[0] == 0x7F)
        return 1;
    if (at[0] == 0xC2 && at[1] < 0xA0) // U+0080 to U+009F
        return 2;
    if (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9))
        return 3;                                        // separators of lines and paragraphs
    if (at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF) // a byte order mark
        return 3;
    return at[0] == 0xEF && at[1] == 0xBF && at[2] >= 0xBE ? 3 : 0; // U+FFFE, U+FFFF
}

bool rmx_credits_is_plain(const char *text)
{
    if (!rmx_is_utf8(text, strlen(text)))
        return false;
    for (; *text; text++)
        if (*text != ' ' && blank(text))
            return false;
    return true;
}

const char *rmx_credits_line(struct rmx_arena *arena, const char *text)
{
    char *line = RMX_NEW(arena, char, 2 * strlen(text) + 1), *to = line;
    bool is_utf8 = rmx_is_utf8(text, strlen(text)), was_blank = false;
    while (*text) {
        size_t skipped = is_utf8 ? blank(text) : (unsigned char)*text <= ' ' || *text == 0x7F;
        text += skipped;
        was_blank |= skipped > 0;
        if (skipped)
            continue;
        if (was_blank && to != line)
            *to++ = ' ';
        was_blank = false;
        *to++ = !is_utf8 && (unsigned char)*text >= 0x80 ? '?' : *text;
        text++;
    }
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
    if (!credits->count)
        rmx_text_add(out, "\nNo pictures: all of it is drawn by effects.\n");
    for (int i = 0; i < credits->count; i++)
        add_credit(out, arena, &credits->items[i]);
    add_makers(out, arena, credits);
    add_warnings(out, arena, warnings);
    rmx_arena_destroy(arena);
}
