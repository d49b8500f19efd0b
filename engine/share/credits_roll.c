// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/credits_roll.h"

#include "share/credits_text.h"

#include <math.h>
#include <string.h>

// Lengths are in points: 1080 of them are the canvas's shorter side.
enum {
    SIDE = 1080,
    TITLE = 76, // sizes of letters
    NAME = 23,
    CREDIT = 38,
    SMALL = 25,
    ENTRY_GAP = 76,
    MOST_PICTURES = 48, // more are words alone, so that the roll stays a scene of common size
};
static const double margin = 0.1, picture_width = 0.2, gutter = 0.035; // of the canvas's width
static const double letter = 0.56;            // a letter's width in its size, taken generously
static const double hold_s = 3, pace = 0.085; // canvases a second

static const char paper[] = "#ece5d8", grey[] = "#9d968a", ground[] = "#100f0e";

struct style {
    double size, leading;
    int weight;
    const char *color;
    double tracking; // of its size
};
static const struct style title_style = {TITLE, 1.2, 300, paper, -0.015},
                          name_style = {NAME, 1.7, 500, grey, 0.06},
                          credit_style = {CREDIT, 1.32, 400, paper, 0},
                          small_style = {SMALL, 1.5, 400, grey, 0.01};

// A line of the roll, its baseline down from the roll's top.
struct line {
    const struct style *style;
    double x, y;
    const char *text;
};

// A picture of the roll, its middle down from the roll's top.
struct frame {
    int credit;
    double x, y, scale; // x in canvases, the scale that of `place`
};

// Lines that fill a canvas, whose top lies so far down from the roll's.
struct span {
    double top;
    int first, count;
};

struct setting {
    struct rmx_arena *arena;
    double width, height; // of the canvas, in points
    double pixel_width, pixel_height;
    double speed; // canvases a second
    double y;     // how far down it is set
    struct line *lines;
    int line_count;
    struct frame *frames;
    int frame_count;
    struct span *spans;
    int span_count;
};

// --- setting

static double text_left(const struct setting *s)
{
    return s->width * (margin + picture_width + gutter);
}

static void set_text(struct setting *s, const struct style *style, double x, const char *text)
{
    const char *line = rmx_credits_line(s->arena, text);
    double room = s->width * (1 - margin) - x;
    int most = (int)(room / (style->size * (letter + style->tracking)));
    while (*line) {
        size_t length = rmx_credits_break(line, most > 8 ? most : 8, true);
        s->y += style->size * style->leading;
        *RMX_PUSH(s->arena, &s->lines, &s->line_count) =
            (struct line){style, x, s->y, rmx_arena_copy_n(s->arena, line, length)};
        line += length;
        line += strspn(line, " ");
    }
}

// In its column, at the words' side: as wide as that, or as high. Its height.
static double set_picture(struct setting *s, int credit, const struct rmx_roll_picture *picture)
{
    double column = s->width * picture_width;
    double width = picture->aspect < 1 ? column * picture->aspect : column;
    double height = width / picture->aspect, top = s->y + NAME * 0.8;
    *RMX_PUSH(s->arena, &s->frames, &s->frame_count) = (struct frame){
        .credit = credit,
        .x = margin + picture_width - width / 2 / s->width,
        .y = top + height / 2,
        .scale = width / fmin(s->width, s->height * picture->aspect),
    };
    return top + height - s->y;
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

static void set_entry(struct setting *s, const struct entry *entry,
                      const struct rmx_roll_picture *picture)
{
    const struct rmx_credit *credit = entry->credit;
    double left = text_left(s), end = s->y;
    if (picture->path && s->frame_count < MOST_PICTURES)
        end += set_picture(s, entry->index, picture);
    set_text(s, &name_style, left,
             entry->count > 1
                 ? rmx_arena_printf(s->arena, "%s and %d more", credit->name, entry->count - 1)
                 : credit->name);
    set_text(s, &credit_style, left, credit->credit);
    s->y += SMALL * 0.3;
    set_text(s, &small_style, left, credit->licence.name);
    set_text(s, &small_style, left, credit->url);
    s->y = fmax(s->y, end) + ENTRY_GAP;
}

static void set_makers(struct setting *s, const struct rmx_credits *credits)
{
    for (int i = 0; i < credits->maker_count; i++) {
        set_text(s, &name_style, text_left(s), credits->makers[i].effect);
        set_text(s, &credit_style, text_left(s), credits->makers[i].credit);
        s->y += ENTRY_GAP / 2;
    }
    if (credits->maker_count)
        s->y += ENTRY_GAP / 2;
}

// Where the licences can be read, each once.
static void set_licences(struct setting *s, const struct rmx_credits *credits)
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

static void set_all(struct setting *s, const struct rmx_credits *credits,
                    const struct rmx_roll_picture *pictures)
{
    s->y = s->height * 0.14;
    set_text(s, &title_style, text_left(s), credits->title);
    s->y += ENTRY_GAP;
    int count;
    const struct entry *entries = entries_of(s->arena, credits, &count);
    for (int i = 0; i < count; i++)
        set_entry(s, &entries[i], &pictures[entries[i].index]);
    if (!count && !credits->maker_count)
        set_text(s, &credit_style, text_left(s), "Drawn by effects alone");
    set_makers(s, credits);
    set_licences(s, credits);
    s->y += s->height * 0.1;
}

// --- sheets

static void add_escaped(struct rmx_text *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': rmx_text_add(out, "&amp;"); break;
        case '<': rmx_text_add(out, "&lt;"); break;
        case '>': rmx_text_add(out, "&gt;"); break;
        default: rmx_text_add_n(out, text, 1);
        }
}

// Fills canvases with lines. Each begins at a whole pixel of the scene's own size.
static void span_lines(struct setting *s, double pixel)
{
    struct span *span = NULL;
    for (int i = 0; i < s->line_count; i++) {
        const struct line *line = &s->lines[i];
        double size = line->style->size;
        if (!span || line->y + size * 0.4 > span->top + s->height) {
            span = RMX_PUSH(s->arena, &s->spans, &s->span_count);
            *span = (struct span){.top = floor((line->y - size * 1.2) / pixel) * pixel, .first = i};
        }
        span->count++;
    }
}

static void add_line(struct rmx_text *out, const struct line *line, double top)
{
    const struct style *style = line->style;
    rmx_text_printf(out,
                    "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\" font-weight=\"%d\" "
                    "letter-spacing=\"%.2f\" fill=\"%s\">",
                    line->x, line->y - top, style->size, style->weight,
                    style->size * style->tracking, style->color);
    add_escaped(out, line->text);
    rmx_text_add(out, "</text>\n");
}

static const char *make_svg(const struct setting *s, const struct span *span)
{
    struct rmx_text out = {0};
    rmx_text_printf(&out,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.3f %.3f\" "
                    "width=\"%.0f\" height=\"%.0f\" "
                    "font-family=\"Inter, 'DejaVu Sans', sans-serif\">\n",
                    s->width, s->height, s->pixel_width, s->pixel_height);
    for (int i = 0; i < span->count; i++)
        add_line(&out, &s->lines[span->first + i], span->top);
    rmx_text_add(&out, "</svg>\n");
    const char *svg = rmx_arena_copy(s->arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    return svg;
}

static void make_sheets(const struct setting *s, const char *name, struct rmx_roll *roll)
{
    struct rmx_sheet *sheets = RMX_NEW(s->arena, struct rmx_sheet, s->span_count);
    for (int i = 0; i < s->span_count; i++)
        sheets[i] = (struct rmx_sheet){i ? rmx_arena_printf(s->arena, "%s_%d.svg", name, i + 1)
                                         : rmx_arena_printf(s->arena, "%s.svg", name),
                                       make_svg(s, &s->spans[i])};
    roll->sheets = sheets;
    roll->sheet_count = s->span_count;
}

// --- the scene

// In double quotes, as it is: a path.
static void add_quoted(struct rmx_text *out, const char *text)
{
    rmx_text_add(out, "\"");
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            rmx_text_printf(out, "\\%c", *text);
        else if ((unsigned char)*text < ' ' || *text == '\x7f')
            rmx_text_printf(out, "\\x%02x", (unsigned)*text);
        else
            rmx_text_add_n(out, text, 1);
    rmx_text_add(out, "\"");
}

static void add_said(struct rmx_text *out, struct rmx_arena *arena, const char *key,
                     const char *text)
{
    const char *line = rmx_credits_line(arena, text);
    if (!*line)
        return;
    rmx_text_printf(out, ", %s: ", key);
    add_quoted(out, line);
}

static void add_sources(struct rmx_text *out, const struct setting *s,
                        const struct rmx_credits *credits, const struct rmx_roll_params *params,
                        const struct rmx_roll *roll)
{
    rmx_text_add(out, "sources:\n");
    for (int i = 0; i < roll->sheet_count; i++) {
        rmx_text_printf(out, "  text_%d: {image: ", i + 1);
        add_quoted(out, roll->sheets[i].name);
        rmx_text_add(out, ", fit: contain}\n");
    }
    for (int i = 0; i < s->frame_count; i++) {
        const struct rmx_credit *credit = &credits->items[s->frames[i].credit];
        rmx_text_printf(out, "  picture_%d: {image: ", i + 1);
        add_quoted(out, params->pictures[s->frames[i].credit].path);
        rmx_text_add(out, ", fit: contain");
        add_said(out, s->arena, "credit", credit->credit);
        add_said(out, s->arena, "licence", credit->licence.name);
        add_said(out, s->arena, "url", credit->url);
        rmx_text_add(out, "}\n");
    }
}

// Where something stands whose middle lies `y` below the roll's top.
static void add_place(struct rmx_text *out, const struct setting *s, double x, double y)
{
    rmx_text_printf(out, "place: {x: %.5g, y: \"%.5g + %.8g * max(time - %g, 0)\"", x,
                    1 - y / s->height, s->speed, hold_s);
}

static void add_layers(struct rmx_text *out, const struct setting *s)
{
    rmx_text_add(out, "layers:\n");
    for (int i = 0; i < s->frame_count; i++) {
        const struct frame *frame = &s->frames[i];
        rmx_text_printf(out, "  - {picture: picture_%d, ", i + 1);
        add_place(out, s, frame->x, frame->y);
        rmx_text_printf(out, ", scale: %.5g}}\n", frame->scale);
    }
    for (int i = 0; i < s->span_count; i++) {
        rmx_text_printf(out, "  - {picture: text_%d, ", i + 1);
        add_place(out, s, 0.5, s->spans[i].top + s->height / 2);
        rmx_text_add(out, "}}\n");
    }
}

static const char *make_scene(const struct setting *s, const struct rmx_credits *credits,
                              const struct rmx_roll_params *params, const struct rmx_roll *roll)
{
    struct rmx_text out = {0};
    const struct rmx_scene *scene = params->scene;
    long long last = llround(ceil(roll->seconds * scene->fps)) - 1;
    rmx_text_printf(&out,
                    "# A roll of %.0f seconds, as a film:\n"
                    "# remontage render %s.yaml --frames 0-%lld -o frames/%%05d.png\n"
                    "title: ",
                    ceil(roll->seconds), rmx_credits_line(s->arena, params->name), last);
    add_quoted(&out, rmx_arena_printf(s->arena, "%s, credits",
                                      rmx_credits_line(s->arena, credits->title)));
    rmx_text_printf(&out, "\nsize: %dx%d\nfps: %.10g\nbackground: \"%s\"\n", scene->width,
                    scene->height, scene->fps, ground);
    add_sources(&out, s, credits, params, roll);
    add_layers(&out, s);
    const char *text = rmx_arena_copy(s->arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    return text;
}

// Whole pixels a frame, so that letters do not shimmer.
static double speed_of(const struct rmx_scene *scene)
{
    double pixels = fmax(1, round(pace * scene->height / scene->fps));
    return pixels * scene->fps / scene->height;
}

struct rmx_roll rmx_credits_roll(struct rmx_arena *arena, const struct rmx_credits *credits,
                                 const struct rmx_roll_params *params)
{
    const struct rmx_scene *scene = params->scene;
    double side = scene->width < scene->height ? scene->width : scene->height, pixel = SIDE / side;
    struct setting s = {.arena = arena,
                        .width = scene->width * pixel,
                        .height = scene->height * pixel,
                        .pixel_width = scene->width,
                        .pixel_height = scene->height,
                        .speed = speed_of(scene)};
    struct rmx_roll roll = {0};
    set_all(&s, credits, params->pictures);
    span_lines(&s, pixel);
    make_sheets(&s, params->name, &roll);
    roll.seconds = hold_s + s.y / s.height / s.speed;
    roll.scene = make_scene(&s, credits, params, &roll);
    return roll;
}
