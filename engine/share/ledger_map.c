// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger's map: the scene's picture, and beside it who holds which part, a colour a source.
//
// A cell that several share is dotted with their colours, as many dots for each as is its share:
// colours never mix, so that each is found again in the legend.
#include "share/ledger_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = RMX_PAGE_WIDTH - 2 * RMX_PAGE_MARGIN,
    GAP = 24,
    MOST_HEIGHT = 760, // of the map
    DOT = 2,           // a dot's side
    FINE_DOT = 1,      // of a map from pixels
    CAPTION = 22,
};

static const double LEAST_SHARE = 0.0005; // less is nothing

struct map {
    struct rmx_arena *arena;
    struct rmx_text *out;
    const struct rmx_ledger_report *report;
    const struct rmx_ledger *ledger;
    const uint32_t *colours;
};

// --- Dots

// Shares at a point, 0..1 both ways from the bottom left: between the middles of cells. `shares`
// gets one for each holder.
static void shares_at(const struct rmx_ledger *ledger, double x, double y, double *shares)
{
    int columns = ledger->columns, rows = ledger->rows_of_cells;
    double column = fmin(fmax(x * ledger->width / RMX_CELL - 0.5, 0), columns - 1);
    double row = fmin(fmax(y * ledger->height / RMX_CELL - 0.5, 0), rows - 1);
    int left = (int)column, below = (int)row;
    int right = left + 1 < columns ? left + 1 : left, above = below + 1 < rows ? below + 1 : below;
    double across = column - left, up = row - below;
    for (int i = 0; i < ledger->holders->count; i++) {
        const double *cells = ledger->cells + (size_t)i * (size_t)columns * (size_t)rows;
        double low =
            cells[below * columns + left] * (1 - across) + cells[below * columns + right] * across;
        double high =
            cells[above * columns + left] * (1 - across) + cells[above * columns + right] * across;
        shares[i] = low * (1 - up) + high * up;
    }
}

// 0..1, each value as often as any other among neighbours (Jimenez, "Next Generation Post
// Processing in Call of Duty: Advanced Warfare", SIGGRAPH 2014: interleaved gradient noise).
static double threshold(int x, int y)
{
    double v = 0.06711056 * x + 0.00583715 * y;
    v = 52.9829189 * (v - floor(v));
    return v - floor(v);
}

static int pick(const double *shares, int count, double at)
{
    int last = count - 1;
    for (int i = 0; i < count; i++) {
        if (shares[i] > 0)
            last = i;
        if ((at -= shares[i]) < 0)
            return i;
    }
    return last;
}

// The same from the pixels of a still; what its three do not cover is the last holder's, the
// effects'.
static int pick_pixel(const struct rmx_matte *matte, double x, double y, int count, double at)
{
    size_t column = (size_t)fmin(x * matte->width, matte->width - 1);
    size_t row = (size_t)fmin(y * matte->height, matte->height - 1);
    size_t first = (row * (size_t)matte->width + column) * RMX_MATTE_RANKS;
    for (size_t i = first; i < first + RMX_MATTE_RANKS; i++)
        if (matte->holders[i] >= 0 && (at -= (double)matte->coverage[i]) < 0)
            return matte->holders[i];
    return matte->holders[first] >= 0 && at < 1e-3 ? matte->holders[first] : count - 1;
}

static uint32_t colour_at(const struct map *map, int x, int y, int across, int up, double *shares)
{
    int count = map->ledger->holders->count;
    double u = (x + 0.5) / across, v = (y + 0.5) / up, at = threshold(x, y);
    if (map->report->matte)
        return map->colours[pick_pixel(map->report->matte, u, v, count, at)];
    shares_at(map->ledger, u, v, shares);
    return map->colours[pick(shares, count, at)];
}

// Pixels of a map of so many dots, each a square of `side` pixels. On the heap; NULL where memory
// is short.
static unsigned char *draw_dots(const struct map *map, int across, int up, int side)
{
    int width = across * side;
    unsigned char *pixels = malloc((size_t)width * (size_t)(up * side) * 4);
    double *shares = RMX_NEW(map->arena, double, map->ledger->holders->count);
    for (int y = 0; pixels && y < up; y++) {
        unsigned char *row = pixels + (size_t)(y * side) * (size_t)width * 4;
        for (int x = 0; x < across; x++) {
            uint32_t colour = colour_at(map, x, y, across, up, shares);
            for (int k = x * side; k < (x + 1) * side; k++) {
                row[4 * k] = (unsigned char)(colour >> 16);
                row[4 * k + 1] = (unsigned char)(colour >> 8);
                row[4 * k + 2] = (unsigned char)colour;
                row[4 * k + 3] = 255;
            }
        }
        for (int k = 1; k < side; k++)
            memcpy(row + (size_t)k * (size_t)width * 4, row, (size_t)width * 4);
    }
    return pixels;
}

// --- The picture beside it

// All stills over each other. On the heap; NULL where there is none or memory is short.
static unsigned char *average_stills(const struct rmx_ledger_report *report)
{
    if (report->still_count == 0)
        return NULL;
    const struct rmx_picture *first = &report->stills[0].picture;
    size_t bytes = (size_t)first->width * (size_t)first->height * 4;
    unsigned char *mean = malloc(bytes);
    for (size_t i = 0; mean && i < bytes; i++) {
        int sum = 0;
        for (int k = 0; k < report->still_count; k++)
            sum += ((const unsigned char *)report->stills[k].picture.pixels)[i];
        mean[i] = (unsigned char)((sum + report->still_count / 2) / report->still_count);
    }
    return mean;
}

static void caption(const struct map *map, double x, double y, const char *text)
{
    rmx_svg_text(map->out,
                 &(struct rmx_svg_text){.x = x, .y = y + 17, .size = 12.5, .colour = RMX_PAGE_GREY},
                 text);
}

// Both panels; where they end.
static double draw_panels(const struct map *map, const unsigned char *mean)
{
    const struct rmx_ledger *ledger = map->ledger;
    double aspect = (double)map->report->width / map->report->height;
    double place = mean ? (WIDTH - GAP) / 2.0 : WIDTH;
    double width = fmin(place, MOST_HEIGHT * aspect), height = fmin(width / aspect, MOST_HEIGHT);
    // Whole dots.
    int dot = map->report->matte ? FINE_DOT : DOT, side = dot * RMX_LEDGER_MAP_SCALE;
    int across = (int)fmax(1, floor(width / dot)), up = (int)fmax(1, floor(height / dot));
    width = across * dot;
    height = up * dot;
    double left = RMX_PAGE_MARGIN;
    if (mean) {
        struct rmx_picture picture = map->report->stills[0].picture;
        picture.pixels = mean;
        rmx_svg_picture(map->out, left, RMX_PAGE_TOP, width, height, &picture);
        caption(map, left, RMX_PAGE_TOP + height,
                ledger->sample_count == 1 ? "The picture" : "The picture, frames over each other");
        left += width + GAP;
    }
    unsigned char *dots = draw_dots(map, across, up, side);
    if (dots) {
        const struct rmx_picture picture = {across * side, up * side, RMX_PIXELS_RGBA8, dots,
                                            false};
        rmx_svg_picture(map->out, left, RMX_PAGE_TOP, width, height, &picture);
        caption(map, left, RMX_PAGE_TOP + height, "Who holds it");
    }
    free(dots);
    return RMX_PAGE_TOP + height + CAPTION;
}

// --- The legend

// How entries are set: large with bars, or small where there are many.
struct legend {
    int columns, line; // pixels from one line to the next
    double size, swatch;
    bool has_bars;
};

static void draw_entry(const struct map *map, const struct legend *legend,
                       const struct rmx_ledger_row *row, double x, double y, double width)
{
    uint32_t colour = map->colours[row - map->ledger->rows];
    double indent = legend->swatch * 1.6, size = legend->size;
    struct rmx_svg_text how = {.x = x + indent,
                               .y = y + size * 0.9,
                               .size = size,
                               .weight = 600,
                               .colour = RMX_PALETTE_INK};
    rmx_svg_box(map->out, x, y, legend->swatch, legend->swatch, colour);
    rmx_svg_text(map->out, &how,
                 rmx_svg_fit(map->arena, row->holder->name, size, width - indent - 4.6 * size));
    how.x = x + width;
    how.anchor = RMX_SVG_END;
    rmx_svg_text(map->out, &how, rmx_page_percent(map->arena, row->share));
    if (!legend->has_bars)
        return;
    rmx_svg_box(map->out, x + indent, y + 19, width - indent, 3, RMX_PAGE_LINE);
    rmx_svg_box(map->out, x + indent, y + 19, (width - indent) * row->share, 3, colour);
}

// Of those that hold anything, by columns, the largest share first; where it ends.
static double draw_legend(const struct map *map, double y)
{
    static const struct legend few = {4, 40, 13.5, 14, true}, many = {6, 20, 11, 11, false};
    const struct rmx_ledger_row **sorted =
        RMX_NEW(map->arena, const struct rmx_ledger_row *, map->ledger->holders->count);
    int count = 0;
    for (int i = 0; i < map->ledger->holders->count; i++)
        if (map->ledger->rows[i].largest >= LEAST_SHARE)
            sorted[count++] = &map->ledger->rows[i];
    rmx_ledger_sort(sorted, count);
    const struct legend *legend = count > 40 ? &many : &few;
    int columns = legend->columns, lines = (count + columns - 1) / columns;
    double width = (WIDTH - (columns - 1) * GAP) / (double)columns;
    for (int i = 0; i < count; i++)
        draw_entry(map, legend, sorted[i], RMX_PAGE_MARGIN + i / lines * (width + GAP),
                   y + i % lines * legend->line, width);
    return y + lines * legend->line;
}

void rmx_ledger_map(struct rmx_arena *arena, struct rmx_text *out,
                    const struct rmx_ledger_report *report)
{
    struct rmx_text body = {0};
    const struct map map = {arena, &body, report, report->ledger,
                            rmx_palette_create(arena, report->ledger->holders)};
    unsigned char *mean = average_stills(report);
    double y = draw_panels(&map, mean);
    free(mean);
    y = draw_legend(&map, y + GAP);
    rmx_page_head(arena, &body, report, "Who holds the surface");
    y = rmx_page_foot(arena, &body, report, y);
    rmx_svg_open(out, RMX_PAGE_WIDTH, y, "Map of the surface", RMX_PALETTE_PAPER);
    rmx_text_add(out, rmx_text_string(&body));
    rmx_svg_close(out);
    rmx_text_finish(&body);
}
