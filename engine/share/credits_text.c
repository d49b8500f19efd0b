// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/credits_text.h"

#include <string.h>

enum { LINE = 72, INDENT = 4 };

// Control characters, too: nothing that a stranger wrote steers a terminal.
static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == '\x7f';
}

const char *rmx_credits_line(struct rmx_arena *arena, const char *text)
{
    char *line = RMX_NEW(arena, char, strlen(text) + 1), *to = line;
    for (; *text; text++)
        if (!is_blank(*text))
            *to++ = *text;
        else if (to != line && text[1] && !is_blank(text[1]))
            *to++ = ' ';
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

int rmx_credits_width(const char *text, size_t length)
{
    int width = 0;
    for (size_t at = 0, bytes; at < length; at += bytes) {
        bytes = character(text + at, length - at);
        width += is_wide(text + at, bytes) ? 2 : 1;
    }
    return width;
}

size_t rmx_credits_break(const char *text, int most)
{
    size_t length = strlen(text), blank = 0, at = 0, word;
    int width = 0;
    while (at < length) {
        size_t bytes = character(text + at, length - at);
        width += is_wide(text + at, bytes) ? 2 : 1;
        if (text[at] == ' ')
            blank = at;
        if (width > most)
            break;
        at += bytes;
    }
    if (at >= length)
        return length;
    if (blank)
        return blank;
    // A word that is too long stays whole, as addresses must; other scripts break anywhere.
    word = strcspn(text, " ");
    return is_wide(text + at, character(text + at, length - at)) && at ? at : word;
}

static void add_lines(struct rmx_text *out, struct rmx_arena *arena, int indent, const char *text)
{
    const char *line = rmx_credits_line(arena, text);
    while (*line) {
        size_t length = rmx_credits_break(line, LINE - indent);
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
        add_lines(out, arena, INDENT, rmx_arena_printf(arena, "From %s", credit->url));
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
