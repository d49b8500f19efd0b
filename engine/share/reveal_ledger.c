// SPDX-License-Identifier: GPL-3.0-or-later
// The scene's title, where it is in its time, and the ledger's bars.
#include "base/file.h"
#include "share/ledger.h"
#include "share/reveal_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct column {
    struct rmx_reveal_page *page;
    double x, y, width; // y: where the next line goes below
    double lowest;      // of the last line
};

static void put_title(struct column *c)
{
    struct rmx_reveal_page *page = c->page;
    const struct rmx_scene *scene = page->params.plan->scene;
    const struct rmx_label_style *style = &page->look.title;
    const char *title = *scene->title ? scene->title : rmx_path_file(scene->path);
    int lines = c->y - c->lowest > 17 * page->look.em ? 2 : 1;
    const struct rmx_line *line = rmx_reveal_fit(page, title, style, c->width, lines);
    c->y -= 1.15 * page->look.em;
    rmx_reveal_text(page, c->x, c->y, line, RMX_REVEAL_PAPER);
    c->y -= fmax(rmx_reveal_lines(line, style) - 1, 0) * rmx_reveal_pitch(style);
}

// A word with what it says below it: a text that stays, or a frame's number.
struct fact {
    const char *word, *text;
    enum rmx_reveal_field_kind kind;
    double width; // of the widest that it may say
};
enum { FACTS = 4 };

static void put_fact(struct column *c, double x, const struct fact *fact)
{
    struct rmx_reveal_page *page = c->page;
    double y = c->y - 1.35 * page->look.em;
    const struct rmx_reveal_field field = {.kind = fact->kind, .x = x, .y = y};
    rmx_reveal_text(page, x, c->y, rmx_reveal_set(page, fact->word, &page->look.caps),
                    RMX_REVEAL_DIM);
    if (fact->text)
        rmx_reveal_number(page, &page->marks, x, y, false, fact->text, RMX_REVEAL_PAPER);
    else
        rmx_reveal_field(page, &field);
}

struct grid {
    int columns, rows;
};

// How wide each column is, and all of them with a gap between.
static double column_widths(const struct fact *facts, struct grid grid, double gap, double *widths)
{
    double sum = (grid.columns - 1) * gap;
    for (int i = 0; i < grid.columns; i++) {
        widths[i] = 0;
        for (int row = 0; row < grid.rows; row++)
            widths[i] = fmax(widths[i], facts[row * grid.columns + i].width);
        sum += widths[i];
    }
    return sum;
}

// In one line, in two where the panel is high, or those that a frame says alone.
static struct grid find_grid(const struct column *c, const struct fact *facts, double gap)
{
    static const struct grid grids[] = {{4, 1}, {2, 2}, {2, 1}};
    bool is_high = c->y - c->lowest > 12 * c->page->look.em;
    double widths[FACTS];
    for (size_t i = 0; i < sizeof(grids) / sizeof(*grids); i++) {
        bool is_low = grids[i].rows == 1 || is_high;
        if (is_low && column_widths(facts, grids[i], gap, widths) <= c->width)
            return grids[i];
    }
    return (struct grid){1, 2};
}

static void put_rows(struct column *c, const struct fact *facts)
{
    double em = c->page->look.em, gap = 0.9 * em, widths[FACTS];
    const struct grid grid = find_grid(c, facts, gap);
    double left = c->width - column_widths(facts, grid, gap, widths);
    gap += fmax(0, fmin(left / grid.columns, 0.9 * em));
    c->y -= 1.9 * em;
    for (int row = 0; row < grid.rows; row++) {
        double x = c->x;
        c->y -= row ? 1.5 * em : 0;
        for (int i = 0; i < grid.columns; i++) {
            put_fact(c, floor(x), &facts[row * grid.columns + i]);
            x += widths[i] + gap;
        }
        c->y -= 1.35 * em;
    }
}

static void put_facts(struct column *c)
{
    struct rmx_reveal_page *page = c->page;
    char seed[32], size[32];
    snprintf(seed, sizeof(seed), "%u", page->params.plan->scene->seed);
    snprintf(size, sizeof(size), "%dx%d", page->params.plan->width, page->params.plan->height);
    struct fact facts[FACTS] = {
        {"TIME", NULL, RMX_REVEAL_TIME, rmx_reveal_width(page, "99999 s")},
        {"FRAME", NULL, RMX_REVEAL_FRAME, rmx_reveal_width(page, "999999999")},
        {"SEED", seed, 0, rmx_reveal_width(page, seed)},
        {"SIZE", size, 0, rmx_reveal_width(page, size)},
    };
    for (int i = 0; i < FACTS; i++) {
        const struct rmx_line *word = rmx_reveal_set(page, facts[i].word, &page->look.caps);
        facts[i].width = fmax(facts[i].width, rmx_reveal_ink(word));
    }
    put_rows(c, facts);
}

static void put_heading(struct column *c, const char *words)
{
    struct rmx_reveal_page *page = c->page;
    c->y = floor(c->y - 0.9 * page->look.em);
    rmx_reveal_rect(page, (struct rmx_box){c->x, c->y, c->width, page->look.hairline},
                    RMX_REVEAL_FAINT);
    c->y -= 1.45 * page->look.em;
    rmx_reveal_text(page, c->x, c->y, rmx_reveal_fit(page, words, &page->look.caps, c->width, 1),
                    RMX_REVEAL_DIM);
    c->y -= 0.45 * page->look.em;
}

static double heading_height(const struct column *c)
{
    return ceil(2.8 * c->page->look.em);
}

static void put_more(struct column *c, int count)
{
    struct rmx_reveal_page *page = c->page;
    char text[32];
    snprintf(text, sizeof(text), "and %d more", count);
    c->y -= 1.5 * page->look.em;
    rmx_reveal_text(page, c->x, c->y, rmx_reveal_set(page, text, &page->look.small),
                    RMX_REVEAL_DIM);
}

int *rmx_reveal_order(const struct rmx_reveal_page *page)
{
    int count = page->params.holders->count, *order = RMX_NEW(page->arena, int, count);
    struct rmx_ledger_row *rows = RMX_NEW(page->arena, struct rmx_ledger_row, count);
    const struct rmx_ledger_row **sorted =
        RMX_NEW(page->arena, const struct rmx_ledger_row *, count);
    for (int i = 0; i < count; i++) {
        rows[i].share = page->params.shares->total[i];
        sorted[i] = &rows[i];
    }
    rmx_ledger_sort(sorted, count);
    for (int i = 0; i < count; i++)
        order[i] = (int)(sorted[i] - rows);
    return order;
}

const char *rmx_reveal_name(const struct rmx_source *source, const char *name)
{
    bool is_path = source && strchr(source->name, '/'); // else a scene's name stands before it
    return is_path ? rmx_path_file(source->name) : name;
}

const char *rmx_reveal_credit(const struct rmx_reveal_page *page, const struct rmx_source *source)
{
    bool has_both = *source->credit && *source->licence;
    if (!has_both)
        return *source->credit ? source->credit : source->licence;
    return rmx_arena_printf(page->arena, "%s, %s", source->credit, source->licence);
}

static double row_height(const struct rmx_reveal_page *page)
{
    return ceil(1.85 * page->look.em);
}

// A holder's name, its share, and a bar as long as that.
static void put_share(struct column *c, int holder)
{
    struct rmx_reveal_page *page = c->page;
    const struct rmx_holder *it = &page->params.holders->items[holder];
    double share = page->params.shares->total[holder], em = page->look.em;
    bool is_source = it->kind == RMX_HOLDER_SOURCE || it->kind == RMX_HOLDER_GENERATOR;
    enum rmx_reveal_color color = is_source && share > 0 ? RMX_REVEAL_PAPER : RMX_REVEAL_DIM;
    double thin = fmax(2, floor(0.17 * em)), y = c->y - 1.2 * em, bar = floor(y - 0.52 * em);
    char text[32];
    snprintf(text, sizeof(text), "%.1f %%", 100 * share);
    double room = c->width - rmx_reveal_width(page, text) - 0.8 * em;
    rmx_reveal_text(
        page, c->x, y,
        rmx_reveal_fit(page, rmx_reveal_name(it->source, it->name), &page->look.text, room, 1),
        color);
    rmx_reveal_number(page, &page->marks, c->x + c->width, y, true, text, color);
    rmx_reveal_rect(page, (struct rmx_box){c->x, bar, c->width, thin}, RMX_REVEAL_FAINT);
    rmx_reveal_rect(page, (struct rmx_box){c->x, bar, floor(share * c->width + 0.5), thin},
                    is_source ? RMX_REVEAL_ACCENT : RMX_REVEAL_DIM);
    c->y -= row_height(page);
}

// A source that holds nothing is told, too; background and effects are not.
static int told_holders(const struct rmx_reveal_page *page, int *told)
{
    const int *order = page->order;
    int count = 0;
    for (int i = 0; i < page->params.holders->count; i++) {
        enum rmx_holder_kind kind = page->params.holders->items[order[i]].kind;
        bool is_source = kind == RMX_HOLDER_SOURCE || kind == RMX_HOLDER_GENERATOR;
        if (is_source || page->params.shares->total[order[i]] >= 0.0005)
            told[count++] = order[i];
    }
    return count;
}

// Those that hold least are not told where there is no room.
static void put_shares(struct column *c)
{
    struct rmx_reveal_page *page = c->page;
    int *order = RMX_NEW(page->arena, int, page->params.holders->count);
    int count = told_holders(page, order);
    int room = (int)floor((c->y - c->lowest - heading_height(c)) / row_height(page));
    int told = count <= room ? count : room - 1; // "and 7 more" in place of the last
    if (told < 0)
        return;
    put_heading(c, "SHARE OF THE SURFACE");
    for (int i = 0; i < told; i++)
        put_share(c, order[i]);
    if (told < count)
        put_more(c, count - told);
}

static bool is_told(const struct rmx_source *source)
{
    return !source->is_import && !source->owner;
}

static double more_height(const struct column *c)
{
    return 1.5 * c->page->look.em;
}

// Without its credit where there is no room for that; false: there is none for its name.
static bool put_source(struct column *c, const struct rmx_source *source, bool is_last)
{
    struct rmx_reveal_page *page = c->page;
    const struct rmx_reveal_look *look = &page->look;
    const char *words = rmx_reveal_credit(page, source);
    double room = c->y - c->lowest - (is_last ? 0 : more_height(c)), below = 0;
    const struct rmx_line *credit =
        *words ? rmx_reveal_fit(page, words, &look->small, c->width, 2) : NULL;
    if (credit)
        below = 1.2 * look->em +
                (rmx_reveal_lines(credit, &look->small) - 1) * rmx_reveal_pitch(&look->small);
    if (room < 1.5 * look->em)
        return false;
    c->y -= 1.5 * look->em;
    rmx_reveal_text(
        page, c->x, c->y,
        rmx_reveal_fit(page, rmx_reveal_name(source, source->name), &look->text, c->width, 1),
        RMX_REVEAL_PAPER);
    if (!credit || room < 1.5 * look->em + below)
        return true;
    rmx_reveal_text(page, c->x, c->y - 1.2 * look->em, credit, RMX_REVEAL_DIM);
    c->y -= below;
    return true;
}

// Before anything is measured: what there is.
static void put_sources(struct column *c)
{
    const struct rmx_scene *scene = c->page->params.plan->scene;
    int count = 0, told = 0;
    for (int i = 0; i < scene->source_count; i++)
        count += is_told(&scene->sources[i]);
    if (!count || c->y - c->lowest < heading_height(c) + more_height(c))
        return;
    put_heading(c, "SOURCES");
    for (int i = 0; i < scene->source_count; i++)
        if (is_told(&scene->sources[i])) {
            if (!put_source(c, &scene->sources[i], told + 1 == count))
                break;
            told++;
        }
    if (told < count)
        put_more(c, count - told);
}

double rmx_reveal_ledger(struct rmx_reveal_page *page, double lowest)
{
    const struct rmx_reveal_look *look = &page->look;
    double pad = floor(0.9 * look->em), top = page->params.height - look->margin;
    double room = page->is_narrow ? page->params.width : 0.5 * page->params.width + look->margin;
    double width = floor(fmin(23 * look->em, room - 2 * look->margin));
    struct column c = {page, look->margin + pad, top - pad, width - 2 * pad, lowest + pad};
    int plate = rmx_reveal_begin_panel(page);
    put_title(&c);
    put_facts(&c);
    if (page->params.shares)
        put_shares(&c);
    else
        put_sources(&c);
    double bottom = c.y - pad;
    rmx_reveal_end_panel(page, plate, (struct rmx_box){look->margin, bottom, width, top - bottom});
    return bottom;
}
