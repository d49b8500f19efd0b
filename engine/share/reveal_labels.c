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
    bool *near;    // or beside them
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

// Half the side of the square that marks a point, with its dark edge.
static double marker_radius(const struct rmx_reveal_page *page)
{
    return floor(0.22 * page->look.em) + 1.5;
}

// So that the marker is seen whole.
static double inside(const struct rmx_reveal_page *page, double x, double length)
{
    double least = ceil(marker_radius(page)) + 0.5;
    return fmax(fmin(x, floor(length) - least), least);
}

static bool is_near_panel(const struct labels *l, double x, double y)
{
    const struct rmx_shares *shares = l->page->params.shares;
    int column = (int)(x * shares->width / RMX_CELL), row = (int)(y * shares->height / RMX_CELL);
    return l->near[row * shares->columns + column];
}

// Not in the narrow strips between panels and edges, where it has a piece elsewhere.
static bool find_point(const struct labels *l, int holder, double *x, double *y)
{
    const struct rmx_reveal_params *params = &l->page->params;
    int holders = params->holders->count;
    return rmx_largest_piece(params->shares, holders, holder, l->near, x, y) &&
           (!is_near_panel(l, *x, *y) ||
            rmx_largest_piece(params->shares, holders, holder, l->covered, x, y));
}

static void add_label(struct labels *l, int holder)
{
    struct rmx_reveal_page *page = l->page;
    const struct rmx_reveal_look *look = &page->look;
    const struct rmx_holder *it = &page->params.holders->items[holder];
    double room = fmin(21 * look->em, fmax(0.4 * page->params.width, 12 * look->em));
    const char *credit = credit_of(page, holder);
    struct label *label = &l->items[page->spot_count];
    double x, y;
    if (!find_point(l, holder, &x, &y))
        return;
    label->name =
        rmx_reveal_fit(page, rmx_reveal_name(it->source, it->name), &look->strong, room, 1);
    label->credit = *credit ? rmx_reveal_fit(page, credit, &look->small, room, 3) : NULL;
    struct rmx_spot spot = spot_of(l, label);
    spot.x = inside(page, floor(x * page->params.width) + 0.5, page->params.width);
    spot.y = inside(page, floor(y * page->params.height) + 0.5, page->params.height);
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

// Those below panels, or nearer to one than that.
static bool *cells_below(const struct labels *l, double around)
{
    const struct rmx_reveal_page *page = l->page;
    const struct rmx_shares *shares = page->params.shares;
    struct rmx_box *boxes = RMX_NEW(page->arena, struct rmx_box, page->panel_count);
    struct rmx_spots_params params = l->room;
    for (int i = 0; i < page->panel_count; i++) {
        const struct rmx_box *panel = &page->panels[i];
        boxes[i] = (struct rmx_box){panel->x - around, panel->y - around, panel->width + 2 * around,
                                    panel->height + 2 * around};
    }
    params.taken = boxes;
    bool *cells = RMX_NEW(page->arena, bool, shares->columns * shares->rows);
    rmx_cells_below(shares, &params, cells);
    return cells;
}

static void find_room(struct labels *l)
{
    const struct rmx_reveal_page *page = l->page;
    l->room = (struct rmx_spots_params){
        .width = page->params.width,
        .height = page->params.height,
        .gap = 0.5 * page->look.em,
        .taken = page->panels,
        .taken_count = page->panel_count,
    };
    l->covered = cells_below(l, 0);
    l->near = cells_below(l, page->look.margin);
}

// Dark beside the light, so that it is seen over any picture.
static void draw_leader(struct rmx_reveal_page *page, const struct rmx_spot *spot)
{
    double x, y, r = marker_radius(page), thin = page->look.hairline;
    rmx_spot_foot(spot, &x, &y);
    rmx_reveal_line(page, spot->x + thin, spot->y - thin, x + thin, y - thin, RMX_REVEAL_PLATE);
    rmx_reveal_line(page, spot->x, spot->y, x, y, RMX_REVEAL_PAPER);
    rmx_reveal_rect(page, (struct rmx_box){spot->x - r, spot->y - r, 2 * r, 2 * r},
                    RMX_REVEAL_PLATE);
    rmx_reveal_rect(page, (struct rmx_box){spot->x - r + 1, spot->y - r + 1, 2 * r - 2, 2 * r - 2},
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
