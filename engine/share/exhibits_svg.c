// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/exhibits.h"

#include "base/file.h"
#include "share/svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// In pixels of the drawing.
enum {
    WIDTH = 1080,
    MARGIN = 64,
    TOP = 176,
    ROW = 64,
    LEFT = 360, // where the bars begin
    RIGHT = WIDTH - MARGIN - 72,
    BAR = 18,
    MOST_ROWS = 40,
};

// Words over the lines of the axis: paper around their letters.
#define ON_PAPER "paint-order=\"stroke\" stroke=\"#f5f0e6\" stroke-width=\"5\" "

static const char head[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
    "font-family=\"Inter, 'DejaVu Sans', Helvetica, sans-serif\" fill=\"#2a2622\">\n"
    "<defs><radialGradient id=\"aura\">"
    "<stop offset=\"0\" stop-color=\"#fff7d6\"/><stop offset=\"0.32\" stop-color=\"#f2c14e\"/>"
    "<stop offset=\"0.55\" stop-color=\"#e8a33d\" stop-opacity=\"0.55\"/>"
    "<stop offset=\"1\" stop-color=\"#e8a33d\" stop-opacity=\"0\"/></radialGradient></defs>\n"
    "<rect width=\"%d\" height=\"%d\" fill=\"#f5f0e6\"/>\n"
    "<text x=\"%d\" y=\"84\" font-size=\"38\" font-weight=\"600\" letter-spacing=\"-0.8\">"
    "The exhibition</text>\n"
    "<text x=\"%d\" y=\"114\" font-size=\"15\" fill=\"#7d7468\">"
    "How long each picture held the surface, in all that was shown. "
    "The light is its aura: what showing has left of it.</text>\n";

// At most so many characters; then an ellipsis.
static void add_words(struct rmx_text *out, const char *words, int most)
{
    struct rmx_text plain = {0};
    rmx_text_add_plain(&plain, words);
    size_t length = 0;
    for (int characters = 0; length < plain.length; length++)
        if (((unsigned char)plain.data[length] & 0xc0) != 0x80 && ++characters > most)
            break;
    bool is_cut = length < plain.length;
    if (is_cut)
        plain.data[length] = '\0';
    rmx_svg_escape(out, rmx_text_string(&plain));
    rmx_text_add(out, is_cut ? "…" : "");
    rmx_text_finish(&plain);
}

// 1, 2 or 5 times a power of ten: five of them or fewer in `longest`.
static double tick_of(double longest)
{
    double power = pow(10, floor(log10(longest / 5)));
    double of_power = longest / 5 / power;
    return power * (of_power <= 1 ? 1 : of_power <= 2 ? 2 : of_power <= 5 ? 5 : 10);
}

static double x_of(double surface_s, double longest)
{
    return LEFT + (RIGHT - LEFT) * surface_s / longest;
}

static void add_axis(struct rmx_text *out, double longest, int bottom)
{
    double tick = tick_of(longest);
    rmx_text_printf(out,
                    "<text x=\"%d\" y=\"%d\" font-size=\"12\" fill=\"#7d7468\" "
                    "text-anchor=\"end\">surface-seconds</text>\n",
                    LEFT - 20, TOP - 26);
    for (int i = 0; i * tick <= longest * 1.0001; i++) {
        double x = x_of(i * tick, longest);
        rmx_text_printf(out,
                        "<path d=\"M%.1f %dV%d\" stroke=\"#e0d8c9\"/>"
                        "<text x=\"%.1f\" y=\"%d\" font-size=\"12\" fill=\"#7d7468\" "
                        "text-anchor=\"middle\">%.10g</text>\n",
                        x, TOP - 18, bottom, x, TOP - 26, i * tick);
    }
}

static void add_count(struct rmx_text *out, long long count, const char *what)
{
    if (count)
        rmx_text_printf(out, "%lld %s%s, ", count, what, count == 1 ? "" : "s");
}

// How often, when and where: the small line below a bar.
static void add_story(struct rmx_text *out, const struct rmx_exhibit *exhibit)
{
    enum { MOST_CHARACTERS = 84 };
    struct rmx_text story = {0};
    char date[32] = "";
    struct tm parts;
    time_t last = (time_t)exhibit->last_s;
    if (gmtime_r(&last, &parts))
        strftime(date, sizeof(date), "%F", &parts);
    add_count(&story, exhibit->shows, "show");
    add_count(&story, exhibit->films, "film");
    add_count(&story, exhibit->stills, "still");
    rmx_text_printf(&story, "last on %s", date);
    for (int i = 0; i < exhibit->title_count; i++)
        rmx_text_printf(&story, "%s%s", i ? "; " : ", in: ", exhibit->titles[i]);
    add_words(out, rmx_text_string(&story), MOST_CHARACTERS);
    rmx_text_finish(&story);
}

// Paler with each half-life, as the picture is.
static void add_row(struct rmx_text *out, const struct rmx_exhibit *exhibit, double longest, int y)
{
    enum { NAME = 26, FILE_NAME = 34 };
    double aura = rmx_aura(exhibit->surface_s, RMX_HALF_LIFE);
    double width = x_of(exhibit->surface_s, longest) - LEFT;
    rmx_text_printf(out, "<g transform=\"translate(0 %d)\">", y);
    rmx_text_printf(out,
                    "<circle cx=\"%d\" cy=\"14\" r=\"24\" fill=\"url(#aura)\" opacity=\"%.3f\"/>"
                    "<circle cx=\"%d\" cy=\"14\" r=\"7\" fill=\"none\" stroke=\"#b3a894\"/>",
                    MARGIN + 12, aura, MARGIN + 12);
    rmx_text_printf(out, "<text x=\"%d\" y=\"14\" font-size=\"17\" font-weight=\"600\">",
                    MARGIN + 44);
    add_words(out, exhibit->name, NAME);
    rmx_text_printf(out, "</text><text x=\"%d\" y=\"33\" font-size=\"12\" fill=\"#7d7468\">",
                    MARGIN + 44);
    add_words(out, rmx_path_file(exhibit->path), FILE_NAME);
    rmx_text_printf(out,
                    "</text><rect x=\"%d\" y=\"0\" width=\"%.1f\" height=\"%d\" rx=\"2\" "
                    "fill=\"#8c2f1b\" fill-opacity=\"%.3f\"/>",
                    LEFT, width < 1 ? 1 : width, BAR, 0.35 + 0.65 * aura);
    rmx_text_printf(out,
                    "<text " ON_PAPER "x=\"%.1f\" y=\"14\" font-size=\"14\">%.*f s"
                    "<tspan fill=\"#b0702a\" dx=\"8\">%.2f</tspan></text>"
                    "<text " ON_PAPER "x=\"%d\" y=\"34\" font-size=\"12\" fill=\"#7d7468\">",
                    LEFT + width + 8, exhibit->surface_s < 10 ? 2 : 1, exhibit->surface_s, aura,
                    LEFT);
    add_story(out, exhibit);
    rmx_text_add(out, "</text></g>\n");
}

static void add_foot(struct rmx_text *out, const struct rmx_exhibits *exhibits, int shown, int y)
{
    if (!exhibits->count)
        rmx_text_printf(out,
                        "<text x=\"%d\" y=\"%d\" font-size=\"17\">Nothing was shown yet.</text>\n",
                        MARGIN, TOP);
    rmx_text_printf(out, "<text x=\"%d\" y=\"%d\" font-size=\"12\" fill=\"#7d7468\">", MARGIN, y);
    if (shown < exhibits->count)
        rmx_text_printf(out, "And %d more, shown less. ", exhibits->count - shown);
    rmx_text_printf(out,
                    "A surface-second is the whole surface for one second. The number after it is "
                    "the aura, which halves every %d of them.</text>\n</svg>\n",
                    RMX_HALF_LIFE);
}

void rmx_exhibits_svg(const struct rmx_exhibits *exhibits, struct rmx_text *out)
{
    int rows = exhibits->count < MOST_ROWS ? exhibits->count : MOST_ROWS;
    int bottom = TOP + rows * ROW, height = bottom + 72;
    double longest = rows ? exhibits->items[0].surface_s : 0;
    rmx_text_printf(out, head, WIDTH, height, WIDTH, height, WIDTH, height, MARGIN, MARGIN);
    if (!(longest > 0))
        longest = 1;
    if (rows)
        add_axis(out, longest, bottom - 8);
    for (int i = 0; i < rows; i++)
        add_row(out, &exhibits->items[i], longest, TOP + i * ROW);
    add_foot(out, exhibits, rows, height - 32);
}
