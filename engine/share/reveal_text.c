// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that strangers wrote, shortened to the room there is.
#include "share/credits_text.h"
#include "share/reveal_parts.h"

#include <math.h>
#include <string.h>

double rmx_reveal_pitch(const struct rmx_label_style *style)
{
    return 1.21 * style->size_px;
}

int rmx_reveal_lines(const struct rmx_line *line, const struct rmx_label_style *style)
{
    if (!line)
        return 0;
    double below = line->label.height - line->rise - 0.4 * style->size_px; // without descenders
    return 1 + (int)fmax(ceil(below / rmx_reveal_pitch(style)), 0);
}

// How much of a text there is room for, as its measures say; 1: all of it, or unknown yet.
static double part_of(const struct rmx_line *line, const struct rmx_label_style *style,
                      double width, int lines)
{
    if (!line || line->label.width == 0)
        return 1;
    double part = fmin(1, width / rmx_reveal_ink(line));
    return fmin(part, (double)lines / rmx_reveal_lines(line, style));
}

// The start of a text, of whole characters, with an ellipsis.
static const char *start_of(const struct rmx_reveal_page *page, const char *text, size_t length)
{
    while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    while (length && text[length - 1] == ' ')
        length--;
    return rmx_arena_printf(page->arena, "%s…", rmx_arena_copy_n(page->arena, text, length));
}

static struct rmx_label_style style_of(const struct rmx_label_style *style, double width, int lines)
{
    return rmx_reveal_within(style, lines > 1 ? fmax(width, 1) : 0);
}

// Between a length that has room and one that has not, as the measures guess it at first.
static size_t next_length(size_t fits, size_t fails, double part)
{
    size_t guess = fits ? (fits + fails) / 2 : (size_t)(part * (double)fails);
    return guess > fits && guess < fails ? guess : (fits + fails) / 2;
}

const char *rmx_reveal_shortened(const struct rmx_reveal_page *page, const char *text,
                                 const struct rmx_label_style *style, double width, int lines)
{
    enum { TRIES = 8 };
    const struct rmx_label_style within = style_of(style, width, lines);
    const char *plain = rmx_credits_line(page->arena, text);
    // What cannot have room is not set: letters have at most four bytes, most more than 0.1 em.
    size_t most = (size_t)(40 * lines * fmax(width / style->size_px, 1)), fits = 0;
    size_t fails = strlen(plain);
    const char *start = fails > most ? start_of(page, plain, fails = most) : plain;
    double part = part_of(rmx_reveal_set(page, start, &within), style, width, lines);
    if (part >= 1)
        return start;
    for (int i = 0; i < TRIES && fails - fits > 1; i++) {
        size_t length = next_length(fits, fails, part);
        start = start_of(page, plain, length);
        part = part_of(rmx_reveal_set(page, start, &within), style, width, lines);
        if (part >= 1)
            fits = length;
        else
            fails = length;
    }
    return start_of(page, plain, fits);
}

const struct rmx_line *rmx_reveal_fit(const struct rmx_reveal_page *page, const char *text,
                                      const struct rmx_label_style *style, double width, int lines)
{
    const struct rmx_label_style within = style_of(style, width, lines);
    return rmx_reveal_set(page, rmx_reveal_shortened(page, text, style, width, lines), &within);
}
