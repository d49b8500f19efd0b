// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/credits_setting.h"

#include "share/credits_text.h"

#include <math.h>
#include <string.h>

enum {
    TITLE = 76, // sizes of letters
    NAME = 23,
    CREDIT = 38,
    SMALL = 25,
    ENTRY_GAP = 76,
    MOST_PICTURES = 48, // more are words alone, so that the roll stays a scene of common size
};
static const double margin = 0.1, picture_width = 0.2, gutter = 0.035; // of the canvas's width
static const double letter = 0.56; // a letter's width in its size, taken generously

static const char paper[] = "#ece5d8", grey[] = "#9d968a";
static const struct rmx_setting_style title_style = {TITLE, 1.2, 300, paper, -0.015},
                                      name_style = {NAME, 1.7, 500, grey, 0.06},
                                      credit_style = {CREDIT, 1.32, 400, paper, 0},
                                      small_style = {SMALL, 1.5, 400, grey, 0.01};

static double text_left(const struct rmx_setting *s)
{
    return s->width * (margin + picture_width + gutter);
}

static void set_text(struct rmx_setting *s, const struct rmx_setting_style *style, double x,
                     const char *text)
{
    const char *line = rmx_credits_line(s->arena, text);
    double room = s->width * (1 - margin) - x;
    int most = (int)(room / (style->size * (letter + style->tracking)));
    while (*line) {
        size_t length = rmx_credits_break(line, most > 8 ? most : 8, true);
        s->end += style->size * style->leading;
        *RMX_PUSH(s->arena, &s->lines, &s->line_count) =
            (struct rmx_setting_line){style, x, s->end, rmx_arena_copy_n(s->arena, line, length)};
        line += length;
        line += strspn(line, " ");
    }
}

// In its column, at the words' side: as wide as that, or as high. Its height.
static double set_picture(struct rmx_setting *s, int credit, const struct rmx_roll_picture *picture)
{
    double column = s->width * picture_width;
    double width = picture->aspect < 1 ? column * picture->aspect : column;
    double height = width / picture->aspect, top = s->end + NAME * 0.8;
    *RMX_PUSH(s->arena, &s->pictures, &s->picture_count) = (struct rmx_setting_picture){
        .credit = credit,
        .x = margin + picture_width - width / 2 / s->width,
        .y = top + height / 2,
        .scale = width / fmin(s->width, s->height * picture->aspect),
    };
    return top + height - s->end;
}

// What stands together: one credit, or pictures of a folder of which the same is said.
struct entry {
    const struct rmx_credit *credit; // the first one
    int index;                       // its number
    int count;
};

static bool is_told_with(const struct rmx_credit *credit, const struct rmx_credit *other)
{
    const struct rmx_source *source = credit->source, *before = other->source;
    return source->owner && source->owner == before->owner &&
           source->span.source == before->span.source &&
           strcmp(credit->credit, other->credit) == 0 && strcmp(credit->url, other->url) == 0 &&
           strcmp(credit->licence.name, other->licence.name) == 0;
}

static struct entry *entries_of(struct rmx_arena *arena, const struct rmx_credits *credits,
                                int *count)
{
    struct entry *entries = NULL;
    *count = 0;
    for (int i = 0; i < credits->count; i++) {
        const struct rmx_credit *credit = &credits->items[i];
        if (*count && is_told_with(credit, entries[*count - 1].credit))
            entries[*count - 1].count++;
        else
            *RMX_PUSH(arena, &entries, count) = (struct entry){credit, i, 1};
    }
    return entries;
}

static void set_entry(struct rmx_setting *s, const struct entry *entry,
                      const struct rmx_roll_picture *picture)
{
    const struct rmx_credit *credit = entry->credit;
    double left = text_left(s), end = s->end;
    if (picture->path && s->picture_count < MOST_PICTURES)
        end += set_picture(s, entry->index, picture);
    set_text(s, &name_style, left,
             entry->count > 1
                 ? rmx_arena_printf(s->arena, "%s and %d more", credit->name, entry->count - 1)
                 : credit->name);
    set_text(s, &credit_style, left, credit->credit);
    s->end += SMALL * 0.3;
    set_text(s, &small_style, left, credit->licence.name);
    set_text(s, &small_style, left, credit->url);
    s->end = fmax(s->end, end) + ENTRY_GAP;
}

static void set_makers(struct rmx_setting *s, const struct rmx_credits *credits)
{
    for (int i = 0; i < credits->maker_count; i++) {
        set_text(s, &name_style, text_left(s), credits->makers[i].effect);
        set_text(s, &credit_style, text_left(s), credits->makers[i].credit);
        s->end += ENTRY_GAP / 2;
    }
    if (credits->maker_count)
        s->end += ENTRY_GAP / 2;
}

// Where the licences can be read, each once.
static void set_licences(struct rmx_setting *s, const struct rmx_credits *credits)
{
    for (int i = 0; i < credits->count; i++) {
        const struct rmx_licence *licence = &credits->items[i].licence;
        bool is_new = *licence->url && strcmp(licence->url, licence->name) != 0;
        for (int j = 0; j < i && is_new; j++)
            is_new = strcmp(credits->items[j].licence.url, licence->url) != 0;
        if (is_new)
            set_text(s, &small_style, text_left(s),
                     rmx_arena_printf(s->arena, "%s: %s", licence->name, licence->url));
    }
}

static void set_all(struct rmx_setting *s, const struct rmx_credits *credits,
                    const struct rmx_roll_picture *pictures)
{
    s->end = s->height * 0.14;
    set_text(s, &title_style, text_left(s), credits->title);
    s->end += ENTRY_GAP;
    int count;
    const struct entry *entries = entries_of(s->arena, credits, &count);
    for (int i = 0; i < count; i++)
        set_entry(s, &entries[i], &pictures[entries[i].index]);
    if ((!count || entries[0].credit->is_sound) && !credits->maker_count)
        set_text(s, &credit_style, text_left(s), "Drawn by effects alone");
    set_makers(s, credits);
    set_licences(s, credits);
    s->end += s->height * 0.1;
}

// Fills canvases with lines. Each begins at a whole pixel of the scene's own size.
static void span_lines(struct rmx_setting *s, double pixel)
{
    struct rmx_setting_span *span = NULL;
    for (int i = 0; i < s->line_count; i++) {
        const struct rmx_setting_line *line = &s->lines[i];
        double size = line->style->size;
        if (!span || line->y + size * 0.4 > span->top + s->height) {
            span = RMX_PUSH(s->arena, &s->spans, &s->span_count);
            *span = (struct rmx_setting_span){.top = floor((line->y - size * 1.2) / pixel) * pixel,
                                              .first = i};
        }
        span->count++;
    }
}

struct rmx_setting rmx_credits_set(struct rmx_arena *arena, const struct rmx_credits *credits,
                                   const struct rmx_roll_picture *pictures, int width, int height)
{
    double pixel = (double)RMX_SETTING_SIDE / (width < height ? width : height);
    struct rmx_setting s = {.arena = arena, .width = width * pixel, .height = height * pixel};
    set_all(&s, credits, pictures);
    span_lines(&s, pixel);
    return s;
}
