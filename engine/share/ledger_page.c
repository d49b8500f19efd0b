// SPDX-License-Identifier: GPL-3.0-or-later
// What the map and the plot have in common: the head of the page, its foot, numbers in words.
#include "share/ledger_parts.h"

#include "base/file.h"

#include <math.h>
#include <string.h>

enum { TEXT_WIDTH = RMX_PAGE_WIDTH - 2 * RMX_PAGE_MARGIN };
static const double SMALL = 11.5, LINE = 17;

const char *rmx_page_percent(struct rmx_arena *arena, double share)
{
    double percent = share * 100;
    if (percent > 0 && percent < 0.1)
        return "< 0.1 %";
    return rmx_arena_printf(arena, percent < 9.95 && percent > 0 ? "%.1f %%" : "%.0f %%", percent);
}

const char *rmx_page_seconds(struct rmx_arena *arena, double seconds)
{
    if (seconds >= 600)
        return rmx_arena_printf(arena, "%.0f min", seconds / 60);
    return rmx_arena_printf(arena,
                            seconds < 0.995   ? "%.2g s"
                            : seconds < 99.95 ? "%.3g s"
                                              : "%.0f s",
                            seconds);
}

static const char *span_words(struct rmx_arena *arena, const struct rmx_ledger_report *report)
{
    const struct rmx_ledger *ledger = report->ledger;
    const struct rmx_ledger_sample *first = &ledger->samples[0];
    if (report->last_frame <= first->frame)
        return rmx_arena_printf(arena, "frame %lld, at %s", first->frame,
                                rmx_page_seconds(arena, first->time_s));
    return rmx_arena_printf(arena, "frames %lld to %lld, %d of them measured, %s", first->frame,
                            report->last_frame, ledger->sample_count,
                            rmx_page_seconds(arena, ledger->seconds));
}

void rmx_page_head(struct rmx_arena *arena, struct rmx_text *out,
                   const struct rmx_ledger_report *report, const char *what)
{
    const char *name = *report->title ? report->title : rmx_path_stem(arena, report->scene);
    const char *line = rmx_arena_printf(arena, "%s: %s", what, span_words(arena, report));
    rmx_svg_text(
        out,
        &(struct rmx_svg_text){
            .x = RMX_PAGE_MARGIN, .y = 68, .size = 32, .weight = 700, .colour = RMX_PALETTE_INK},
        rmx_svg_fit(arena, name, 32, TEXT_WIDTH));
    rmx_svg_text(
        out,
        &(struct rmx_svg_text){.x = RMX_PAGE_MARGIN, .y = 96, .size = 15, .colour = RMX_PAGE_GREY},
        line);
}

// --- The foot

// A column of words that is filled line after line.
struct foot {
    struct rmx_text *out; // NULL: only measured
    double y;
    struct rmx_text line;
};

static void end_line(struct foot *foot)
{
    if (foot->out && foot->line.length > 0)
        rmx_svg_text(
            foot->out,
            &(struct rmx_svg_text){
                .x = RMX_PAGE_MARGIN, .y = foot->y, .size = SMALL, .colour = RMX_PAGE_GREY},
            rmx_text_string(&foot->line));
    foot->y += foot->line.length > 0 ? LINE : 0;
    rmx_text_clear(&foot->line);
}

static void add_words(struct rmx_arena *arena, struct foot *foot, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, " ");
        const char *word = rmx_arena_copy_n(arena, text, length);
        double width =
            rmx_svg_width(rmx_text_string(&foot->line), SMALL) + rmx_svg_width(word, SMALL);
        if (foot->line.length > 0 && width + SMALL > TEXT_WIDTH)
            end_line(foot);
        rmx_text_printf(&foot->line, "%s%s", foot->line.length > 0 ? " " : "", word);
        text += length + strspn(text + length, " ");
    }
}

// Whether a credit says the licence already: "..., CC0" does "CC0-1.0".
static bool says_licence(const struct rmx_source *source)
{
    char name[64] = "";
    const char *version = strrchr(source->licence, '-');
    size_t length = version ? (size_t)(version - source->licence) : strlen(source->licence);
    memcpy(name, source->licence, length < sizeof(name) ? length : sizeof(name) - 1);
    return strstr(source->credit, name);
}

// Who made what, as the scene says.
static const char *credits(struct rmx_arena *arena, const struct rmx_ledger *ledger)
{
    const char *all = "";
    for (int i = 0; i < ledger->holders->count; i++) {
        const struct rmx_source *source = ledger->holders->items[i].source;
        if (source && *source->credit && ledger->rows[i].largest > 0)
            all = rmx_arena_printf(arena, "%s%s%s: %s%s%s", all, *all ? " · " : "",
                                   ledger->holders->items[i].name, source->credit,
                                   says_licence(source) ? "" : ", ",
                                   says_licence(source) ? "" : source->licence);
    }
    return all;
}

double rmx_page_foot(struct rmx_arena *arena, struct rmx_text *out,
                     const struct rmx_ledger_report *report, double y)
{
    const struct rmx_ledger *ledger = report->ledger;
    struct foot foot = {.out = out, .y = y + LINE};
    add_words(
        arena, &foot,
        rmx_arena_printf(arena,
                         "Measured by remontage: each source's colours are moved by a little, "
                         "and where the picture moves with them, the source is shown. Cells "
                         "of %d × %d pixels, at %d × %d.",
                         RMX_CELL, RMX_CELL, ledger->width, ledger->height));
    end_line(&foot);
    add_words(arena, &foot, credits(arena, ledger));
    end_line(&foot);
    rmx_text_finish(&foot.line);
    return foot.y + RMX_PAGE_MARGIN - LINE;
}
