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
};

static void put_title(struct column *c)
{
    struct rmx_reveal_page *page = c->page;
    const struct rmx_scene *scene = page->params.plan->scene;
    const struct rmx_label_style style = rmx_reveal_within(&page->look.title, c->width);
    const char *title = *scene->title ? scene->title : rmx_path_file(scene->path);
    const struct rmx_line *line = rmx_reveal_set(page, title, &style);
    c->y -= 1.15 * page->look.em;
    rmx_reveal_text(page, c->x, c->y, line, RMX_REVEAL_PAPER);
    if (line)
        c->y -= fmax(line->label.height - line->rise - 0.4 * page->look.em, 0);
}

// A word with what it says below it: a text that stays, or a frame's number.
static void put_fact(struct column *c, int place, const char *word, const char *text,
                     enum rmx_reveal_field_kind kind)
{
    static const double places[] = {0, 0.3, 0.53, 0.72};
    struct rmx_reveal_page *page = c->page;
    double x = c->x + floor(places[place] * c->width), y = c->y - 1.35 * page->look.em;
    const struct rmx_reveal_field field = {.kind = kind, .x = x, .y = y};
    rmx_reveal_text(page, x, c->y, rmx_reveal_set(page, word, &page->look.caps), RMX_REVEAL_DIM);
    if (text)
        rmx_reveal_number(page, &page->marks, x, y, false, text, RMX_REVEAL_PAPER);
    else
        rmx_reveal_field(page, &field);
}

static void put_facts(struct column *c)
{
    const struct rmx_reveal_params *params = &c->page->params;
    char seed[32], size[32];
    bool is_wide = c->width > 20 * c->page->look.em; // else there is no room for all four
    snprintf(seed, sizeof(seed), "%u", params->plan->scene->seed);
    snprintf(size, sizeof(size), "%dx%d", params->plan->width, params->plan->height);
    c->y -= 1.9 * c->page->look.em;
    put_fact(c, 0, "TIME", NULL, RMX_REVEAL_TIME);
    put_fact(c, 1, "FRAME", NULL, RMX_REVEAL_FRAME);
    put_fact(c, is_wide ? 2 : 3, "SEED", seed, 0);
    if (is_wide)
        put_fact(c, 3, "SIZE", size, 0);
    c->y -= 1.35 * c->page->look.em;
}

static void put_heading(struct column *c, const char *words)
{
    struct rmx_reveal_page *page = c->page;
    c->y = floor(c->y - 0.9 * page->look.em);
    rmx_reveal_rect(page, (struct rmx_box){c->x, c->y, c->width, page->look.hairline},
                    RMX_REVEAL_FAINT);
    c->y -= 1.45 * page->look.em;
    rmx_reveal_text(page, c->x, c->y, rmx_reveal_set(page, words, &page->look.caps),
                    RMX_REVEAL_DIM);
    c->y -= 0.45 * page->look.em;
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
    rmx_reveal_text(page, c->x, y,
                    rmx_reveal_set(page, rmx_reveal_name(it->source, it->name), &page->look.text),
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
static void put_shares(struct column *c, double lowest)
{
    struct rmx_reveal_page *page = c->page;
    int *order = RMX_NEW(page->arena, int, page->params.holders->count);
    int count = told_holders(page, order);
    int room = (int)((c->y - lowest) / row_height(page)) - 1;
    int told = count <= room + 1 ? count : room > 0 ? room : 0;
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

static void put_source(struct column *c, const struct rmx_source *source)
{
    struct rmx_reveal_page *page = c->page;
    const struct rmx_label_style small = rmx_reveal_within(&page->look.small, c->width);
    c->y -= 1.5 * page->look.em;
    rmx_reveal_text(page, c->x, c->y,
                    rmx_reveal_set(page, rmx_reveal_name(source, source->name), &page->look.text),
                    RMX_REVEAL_PAPER);
    const char *words = rmx_reveal_credit(page, source);
    if (!*words)
        return;
    const struct rmx_line *credit = rmx_reveal_set(page, words, &small);
    c->y -= 1.2 * page->look.em;
    rmx_reveal_text(page, c->x, c->y, credit, RMX_REVEAL_DIM);
    if (credit)
        c->y -= fmax(credit->label.height - credit->rise - 0.3 * page->look.em, 0);
}

// Before anything is measured: what there is.
static void put_sources(struct column *c, double lowest)
{
    const struct rmx_scene *scene = c->page->params.plan->scene;
    int count = 0, told = 0;
    for (int i = 0; i < scene->source_count; i++)
        count += is_told(&scene->sources[i]);
    if (!count)
        return;
    put_heading(c, "SOURCES");
    for (int i = 0; i < scene->source_count && c->y - lowest > 5 * c->page->look.em; i++)
        if (is_told(&scene->sources[i])) {
            put_source(c, &scene->sources[i]);
            told++;
        }
    if (told < count)
        put_more(c, count - told);
}

void rmx_reveal_ledger(struct rmx_reveal_page *page, double lowest)
{
    const struct rmx_reveal_look *look = &page->look;
    double pad = floor(0.9 * look->em), top = page->params.height - look->margin;
    double width = floor(fmin(23 * look->em, 0.5 * page->params.width - look->margin));
    struct column c = {page, look->margin + pad, top - pad, width - 2 * pad};
    int plate = rmx_reveal_begin_panel(page);
    put_title(&c);
    put_facts(&c);
    if (page->params.shares)
        put_shares(&c, lowest + pad);
    else
        put_sources(&c, lowest + pad);
    double bottom = c.y - pad;
    rmx_reveal_end_panel(page, plate, (struct rmx_box){look->margin, bottom, width, top - bottom});
}
