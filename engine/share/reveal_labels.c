// SPDX-License-Identifier: GPL-3.0-or-later
// A source's name and credit, with a line to its largest piece.
#include "share/reveal_parts.h"

#include <math.h>

enum { MOST_LABELS = 24 };

struct label {
    const struct rmx_line *name, *credit;
};

struct labels {
    struct rmx_reveal_page *page;
    struct label items[MOST_LABELS]; // parallel to the page's spots
    double pad;
    struct rmx_spots_params room;
    bool *covered; // cells that lie below panels
};

// A folder's label says the credit of the picture that is shown.
static const char *credit_of(const struct rmx_reveal_page *page, int holder)
{
    const struct rmx_source *source = page->params.holders->items[holder].source;
    const struct rmx_source *shown = page->params.shares->shown[holder];
    if (shown && *shown->credit)
        source = shown;
    return source ? rmx_reveal_credit(page, source) : "";
}

static double below_baseline(const struct rmx_line *line)
{
    return line ? line->label.height - line->rise : 0;
}

// Where there is no room for the credit the name stands alone.
static struct rmx_spot spot_of(const struct labels *l, const struct label *label)
{
    double em = l->page->look.em, name = rmx_reveal_ink(label->name), wide = name;
    double least = 0.95 * em + 1.8 * l->pad, tall = least;
    if (label->credit) {
        wide = fmax(name, rmx_reveal_ink(label->credit));
        tall += 1.1 * em + fmax(below_baseline(label->credit), 0.2 * em);
    }
    return (struct rmx_spot){
        .box = {.width = ceil(wide + 2 * l->pad), .height = ceil(tall)},
        .less = {ceil(name + 2 * l->pad), ceil(least)},
    };
}

static void add_label(struct labels *l, int holder)
{
    struct rmx_reveal_page *page = l->page;
    const struct rmx_reveal_look *look = &page->look;
    const struct rmx_holder *it = &page->params.holders->items[holder];
    const struct rmx_label_style small = rmx_reveal_within(&look->small, 21 * look->em);
    const char *credit = credit_of(page, holder);
    struct label *label = &l->items[page->spot_count];
    double x, y;
    if (!rmx_largest_piece(page->params.shares, page->params.holders->count, holder, l->covered, &x,
                           &y))
        return;
    label->name = rmx_reveal_set(page, rmx_reveal_name(it->source, it->name), &look->strong);
    label->credit = *credit ? rmx_reveal_set(page, credit, &small) : NULL;
    struct rmx_spot spot = spot_of(l, label);
    spot.x = floor(x * page->params.width) + 0.5;
    spot.y = floor(y * page->params.height) + 0.5;
    page->spots[page->spot_count++] = spot;
}

// Those that hold at least a two-hundredth.
static void add_labels(struct labels *l)
{
    const struct rmx_reveal_params *params = &l->page->params;
    const int *order = l->page->order;
    const double least = 0.005;
    for (int i = 0; i < params->holders->count && l->page->spot_count < MOST_LABELS; i++) {
        enum rmx_holder_kind kind = params->holders->items[order[i]].kind;
        bool is_source = kind == RMX_HOLDER_SOURCE || kind == RMX_HOLDER_GENERATOR;
        if (is_source && params->shares->total[order[i]] >= least)
            add_label(l, order[i]);
    }
}

static void find_room(struct labels *l)
{
    const struct rmx_reveal_page *page = l->page;
    const struct rmx_shares *shares = page->params.shares;
    l->room = (struct rmx_spots_params){
        .width = page->params.width,
        .height = page->params.height,
        .gap = 0.5 * page->look.em,
        .taken = page->panels,
        .taken_count = page->panel_count,
    };
    l->covered = RMX_NEW(page->arena, bool, shares->columns * shares->rows);
    rmx_cells_below(shares, &l->room, l->covered);
}

// Dark beside the light, so that it is seen over any picture.
static void draw_leader(struct rmx_reveal_page *page, const struct rmx_spot *spot)
{
    double x, y, r = floor(0.22 * page->look.em), thin = page->look.hairline;
    rmx_spot_foot(spot, &x, &y);
    rmx_reveal_line(page, spot->x + thin, spot->y - thin, x + thin, y - thin, RMX_REVEAL_PLATE);
    rmx_reveal_line(page, spot->x, spot->y, x, y, RMX_REVEAL_PAPER);
    rmx_reveal_rect(page,
                    (struct rmx_box){spot->x - r - 1.5, spot->y - r - 1.5, 2 * r + 3, 2 * r + 3},
                    RMX_REVEAL_PLATE);
    rmx_reveal_rect(page,
                    (struct rmx_box){spot->x - r - 0.5, spot->y - r - 0.5, 2 * r + 1, 2 * r + 1},
                    RMX_REVEAL_ACCENT);
}

static void draw_label(const struct labels *l, const struct rmx_spot *spot,
                       const struct label *label)
{
    struct rmx_reveal_page *page = l->page;
    double em = page->look.em, x = spot->box.x + l->pad;
    double y = spot->box.y + spot->box.height - 0.9 * l->pad - 0.75 * em;
    rmx_reveal_rect(page, spot->box, RMX_REVEAL_PLATE);
    rmx_reveal_rect(
        page, (struct rmx_box){spot->box.x, spot->box.y, page->look.hairline, spot->box.height},
        RMX_REVEAL_ACCENT);
    rmx_reveal_text(page, x, y, label->name, RMX_REVEAL_PAPER);
    if (!spot->tells_less)
        rmx_reveal_text(page, x, y - 1.3 * em, label->credit, RMX_REVEAL_DIM);
}

void rmx_reveal_labels(struct rmx_reveal_page *page)
{
    struct labels l = {.page = page, .pad = floor(0.6 * page->look.em)};
    if (!page->params.shares)
        return;
    page->spots = RMX_NEW(page->arena, struct rmx_spot, MOST_LABELS);
    find_room(&l);
    add_labels(&l);
    rmx_place_spots(&l.room, page->spots, page->spot_count);
    for (int i = 0; i < page->spot_count; i++)
        if (page->spots[i].is_placed)
            draw_leader(page, &page->spots[i]);
    for (int i = 0; i < page->spot_count; i++)
        if (page->spots[i].is_placed)
            draw_label(&l, &page->spots[i], &l.items[i]);
}
