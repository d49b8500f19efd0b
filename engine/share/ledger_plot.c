// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger's plot: bands of display over time, names along them, the scene's pictures below.
#include "share/ledger_parts.h"

#include "share/bands.h"

#include <math.h>

enum {
    WIDTH = 900,  // of bands and pictures
    HEIGHT = 400, // of bands; beside a still
    LEAST_HEIGHT = 300,
    GAP = 24,
    LIST = RMX_PAGE_MARGIN + WIDTH + 40,         // where the list of names begins
    LIST_END = RMX_PAGE_WIDTH - RMX_PAGE_MARGIN, // and ends
    OTHERS = 0xa79f8f,
};

struct plot {
    struct rmx_arena *arena;
    struct rmx_text *out;
    const struct rmx_ledger_report *report;
    const struct rmx_ledger *ledger;
    struct rmx_bands bands;
    const uint32_t *colours;
    double left, width, height; // of the bands
};

static double x_of(const struct plot *plot, double time)
{
    return plot->left + time * plot->width;
}

static double y_of(const struct plot *plot, double height)
{
    return RMX_PAGE_TOP + (1 - height) * plot->height;
}

static uint32_t colour_of(const struct plot *plot, const struct rmx_band *band)
{
    return band->holder == RMX_BAND_OTHERS ? OTHERS : plot->colours[band->holder];
}

static const char *name_of(const struct plot *plot, const struct rmx_band *band)
{
    if (band->holder == RMX_BAND_OTHERS)
        return rmx_arena_printf(plot->arena, "%d others", band->holders);
    return plot->ledger->holders->items[band->holder].name;
}

// --- Bands

// A stretch of an edge from one point to the next, either way, as a Bézier curve.
static void add_curve(const struct plot *plot, const struct rmx_band *band, int from, int to)
{
    const double *times = plot->bands.times;
    double third = (times[to] - times[from]) / 3;
    double first = band ? band->upper[from] + band->slopes[from] * third : 0;
    double second = band ? band->upper[to] - band->slopes[to] * third : 0;
    rmx_text_printf(plot->out, "C%.1f %.1f %.1f %.1f %.1f %.1f", x_of(plot, times[from] + third),
                    y_of(plot, first), x_of(plot, times[to] - third), y_of(plot, second),
                    x_of(plot, times[to]), y_of(plot, band ? band->upper[to] : 0));
}

static void draw_band(const struct plot *plot, int index)
{
    const struct rmx_band *band = &plot->bands.items[index];
    const struct rmx_band *below = index > 0 ? &plot->bands.items[index - 1] : NULL;
    int last = plot->bands.point_count - 1;
    rmx_text_printf(plot->out, "<path d=\"M%.1f %.1f", x_of(plot, 0), y_of(plot, band->upper[0]));
    for (int i = 0; i < last; i++)
        add_curve(plot, band, i, i + 1);
    rmx_text_printf(plot->out, "L%.1f %.1f", x_of(plot, 1),
                    y_of(plot, below ? below->upper[last] : 0));
    for (int i = last; i > 0; i--)
        add_curve(plot, below, i, i - 1);
    rmx_text_printf(plot->out, "Z\" fill=\"#%06x\" stroke=\"#%06x\" stroke-width=\"1.5\"><title>",
                    colour_of(plot, band), (unsigned)RMX_PALETTE_PAPER);
    rmx_svg_escape(plot->out, name_of(plot, band));
    rmx_text_add(plot->out, ": ");
    rmx_svg_escape(plot->out, rmx_page_percent(plot->arena, band->share));
    rmx_text_add(plot->out, "</title></path>\n");
}

static void draw_name(const struct plot *plot, int index)
{
    const struct rmx_band *band = &plot->bands.items[index];
    const double sure = 1.08; // other typefaces are wider
    const char *name = name_of(plot, band);
    struct rmx_band_label label = rmx_bands_label(
        &plot->bands, index, rmx_svg_width(name, 1) * sure, plot->width, plot->height);
    if (label.size <= 0)
        return;
    double angle = -atan2(label.slope * plot->height, plot->width) * 180 / 3.14159265358979;
    // The middle of small letters stands about a third of the size above the baseline.
    rmx_svg_text(plot->out,
                 &(struct rmx_svg_text){
                     .x = x_of(plot, label.time) + 0.35 * label.size * sin(angle * 0.0174533),
                     .y = y_of(plot, label.middle) + 0.35 * label.size * cos(angle * 0.0174533),
                     .size = label.size,
                     .weight = 600,
                     .anchor = RMX_SVG_MIDDLE,
                     .angle = angle,
                     .colour = rmx_palette_text_on(colour_of(plot, band))},
                 name);
}

// --- The list beside them

// Heights in the list, from the top: beside the band's end where there is room.
static void place_entries(const struct plot *plot, double line, double *y)
{
    int count = plot->bands.count;
    double highest = RMX_PAGE_TOP + line / 2, lowest = RMX_PAGE_TOP + plot->height - line / 2;
    for (int i = count - 1; i >= 0; i--) {
        double middle =
            (rmx_bands_edge(&plot->bands, i, 1) + rmx_bands_edge(&plot->bands, i - 1, 1)) / 2;
        y[i] = fmax(y_of(plot, middle), i == count - 1 ? highest : y[i + 1] + line);
    }
    for (int i = 0; i < count; i++)
        y[i] = fmin(y[i], i == 0 ? lowest : y[i - 1] - line);
}

static void draw_leader(const struct plot *plot, int index, double y)
{
    double end =
        (rmx_bands_edge(&plot->bands, index, 1) + rmx_bands_edge(&plot->bands, index - 1, 1)) / 2;
    double from = x_of(plot, 1) + 3, to = LIST - 8, middle = (from + to) / 2;
    rmx_text_printf(plot->out,
                    "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" "
                    "stroke=\"#%06x\" stroke-width=\"1.5\"/>\n",
                    from, y_of(plot, end), middle, y_of(plot, end), middle, y, to, y,
                    colour_of(plot, &plot->bands.items[index]));
}

static const char *details(const struct plot *plot, const struct rmx_band *band)
{
    if (band->holder == RMX_BAND_OTHERS)
        return "";
    const struct rmx_ledger_row *row = &plot->ledger->rows[band->holder];
    const char *seen = plot->ledger->sample_count == 1
                           ? rmx_arena_printf(plot->arena, "in the middle %s",
                                              rmx_page_percent(plot->arena, row->middle))
                           : rmx_arena_printf(plot->arena, "seen for %s",
                                              rmx_page_seconds(plot->arena, row->visible_s));
    const char *alone = row->alone_s > 0 && plot->ledger->sample_count > 1
                            ? rmx_arena_printf(plot->arena, ", alone for %s",
                                               rmx_page_seconds(plot->arena, row->alone_s))
                            : "";
    const char *fragments = row->fragments > 0
                                ? rmx_arena_printf(plot->arena, ", %d fragment%s", row->fragments,
                                                   row->fragments == 1 ? "" : "s")
                                : "";
    return rmx_arena_printf(plot->arena, "%s%s%s", seen, alone, fragments);
}

static void draw_entry(const struct plot *plot, int index, double y, bool has_details)
{
    const struct rmx_band *band = &plot->bands.items[index];
    const char *share = rmx_page_percent(plot->arena, band->share);
    double size = has_details ? 14 : 12, base = has_details ? y - 1 : y + 4;
    struct rmx_svg_text how = {
        .x = LIST, .y = base, .size = size, .weight = 600, .colour = RMX_PALETTE_INK};
    draw_leader(plot, index, y);
    rmx_svg_text(plot->out, &how,
                 rmx_svg_fit(plot->arena, name_of(plot, band), size, LIST_END - LIST - 5 * size));
    how.x = LIST_END;
    how.anchor = RMX_SVG_END;
    rmx_svg_text(plot->out, &how, share);
    if (has_details)
        rmx_svg_text(
            plot->out,
            &(struct rmx_svg_text){.x = LIST, .y = y + 13, .size = 11, .colour = RMX_PAGE_GREY},
            details(plot, band));
}

static void draw_list(const struct plot *plot)
{
    double *y = RMX_NEW(plot->arena, double, plot->bands.count);
    bool has_details = plot->bands.count * 36 <= plot->height;
    place_entries(plot, has_details ? 36 : plot->height / RMX_BANDS_MOST, y);
    for (int i = plot->bands.count - 1; i >= 0; i--)
        draw_entry(plot, i, y[i], has_details);
}

// --- Time and pictures below

// Ten at most, at round times.
static double tick_step(double seconds)
{
    static const double steps[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1,   2,    5,   10,
                                   15,   30,   60,   120, 300, 600, 900, 1800, 3600};
    enum { STEPS = sizeof(steps) / sizeof(*steps) };
    for (int i = 0; i < STEPS; i++)
        if (seconds / steps[i] <= 10)
            return steps[i];
    return ceil(seconds / 36000) * 3600;
}

static void draw_axis(const struct plot *plot)
{
    double from = plot->ledger->samples[0].time_s, seconds = plot->ledger->seconds;
    double step = tick_step(seconds), base = RMX_PAGE_TOP + plot->height;
    long long first = (long long)ceil(from / step - 1e-6);
    for (long long i = first; (double)i * step <= from + seconds * (1 + 1e-9); i++) {
        double x = x_of(plot, ((double)i * step - from) / seconds);
        rmx_svg_box(plot->out, x - 0.5, base + 4, 1, 6, RMX_PAGE_GREY);
        rmx_svg_text(
            plot->out,
            &(struct rmx_svg_text){.x = x,
                                   .y = base + 25,
                                   .size = 12,
                                   .anchor = RMX_SVG_MIDDLE,
                                   .colour = RMX_PAGE_GREY},
            rmx_arena_printf(plot->arena, i == first ? "%.10g s" : "%.10g", (double)i * step));
    }
}

// In places of one width, each below the middle of its time; where they end.
static double draw_pictures(const struct plot *plot, double y)
{
    enum { MOST_HEIGHT = 200, SPACE = 6 };
    const struct rmx_ledger_report *report = plot->report;
    if (report->still_count == 0)
        return y;
    const struct rmx_picture *any = &report->stills[0].picture;
    double place = (plot->width + SPACE) / report->still_count, width = place - SPACE;
    double height = width * any->height / any->width;
    width *= fmin(1, MOST_HEIGHT / height);
    height = fmin(height, MOST_HEIGHT);
    for (int i = 0; i < report->still_count; i++)
        rmx_svg_picture(plot->out, plot->left + place * i + (place - SPACE - width) / 2, y, width,
                        height, &report->stills[i].picture);
    return y + height;
}

// A still's picture stands beside its bands: there is no time to run along.
static void draw_picture_beside(struct plot *plot)
{
    const struct rmx_picture *picture = &plot->report->stills[0].picture;
    const double most_width = WIDTH * 0.72;
    double scale = fmin(most_width / picture->width, (double)HEIGHT / picture->height);
    double width = picture->width * scale, height = picture->height * scale;
    rmx_svg_picture(plot->out, RMX_PAGE_MARGIN, RMX_PAGE_TOP, width, height, picture);
    plot->left += width + GAP;
    plot->width -= width + GAP;
    plot->height = fmax(height, LEAST_HEIGHT);
}

void rmx_ledger_plot(struct rmx_arena *arena, struct rmx_text *out,
                     const struct rmx_ledger_report *report)
{
    struct rmx_text body = {0};
    struct plot plot = {
        .arena = arena,
        .out = &body,
        .report = report,
        .ledger = report->ledger,
        .bands = rmx_bands_create(arena, report->ledger),
        .colours = rmx_palette_create(arena, report->ledger->holders),
        .left = RMX_PAGE_MARGIN,
        .width = WIDTH,
        .height = HEIGHT,
    };
    bool is_still = report->ledger->sample_count == 1;
    if (is_still && report->still_count > 0)
        draw_picture_beside(&plot);
    double y = RMX_PAGE_TOP + plot.height;
    for (int i = 0; i < plot.bands.count; i++)
        draw_band(&plot, i);
    for (int i = 0; i < plot.bands.count; i++)
        draw_name(&plot, i);
    draw_list(&plot);
    if (!is_still) {
        draw_axis(&plot);
        y = draw_pictures(&plot, y + 38);
    }
    rmx_page_head(arena, &body, report, "Who held the surface");
    y = rmx_page_foot(arena, &body, report, y + GAP);
    rmx_svg_open(out, RMX_PAGE_WIDTH, y, "Display over time", RMX_PALETTE_PAPER);
    rmx_text_add(out, rmx_text_string(&body));
    rmx_svg_close(out);
    rmx_text_finish(&body);
}
