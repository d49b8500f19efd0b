// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger_table.h"

#include "app/command.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_LINES = 40, MOST_NAMES = 20, BAR = 24, NAME = 24 };

struct table {
    const struct rmx_ledger_report *report;
    const struct rmx_ledger *ledger;
    struct rmx_text out;
    bool has_bars;
    bool is_span; // of frames, however many were measured
};

// In eighths of a character.
static void add_bar(struct rmx_text *out, double share)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int eighths = (int)lround(share * BAR * 8);
    for (int i = 0; i < eighths / 8; i++)
        rmx_text_add(out, "█");
    rmx_text_add(out, parts[eighths % 8]);
    rmx_text_printf(out, "%*s", BAR + 2 - (eighths + 7) / 8, "");
}

// Past `count` characters, or at the end.
static const char *past(const char *text, int count)
{
    for (; *text && count > 0; count--)
        do
            text++;
        while (((unsigned char)*text & 0xC0) == 0x80);
    return text;
}

static int characters(const char *text)
{
    int count = 0;
    for (; *text; text = past(text, 1))
        count++;
    return count;
}

// A column of its own; of a long name (a path) the end is told.
static void add_name(struct rmx_text *out, const char *name)
{
    struct rmx_text plain = {0};
    rmx_text_add_line(&plain, name);
    const char *shown = rmx_text_string(&plain);
    int width = characters(shown);
    if (width > NAME)
        rmx_text_printf(out, "…%s", past(shown, width - NAME + 1));
    else
        rmx_text_printf(out, "%s%*s", shown, NAME - width, "");
    rmx_text_finish(&plain);
}

static void add_head(struct table *table)
{
    rmx_text_printf(&table->out, "%-*s    share  %*s", NAME, "", table->has_bars ? BAR + 2 : 0, "");
    if (table->is_span)
        rmx_text_add(&table->out, "   seen     alone     most  at frame");
    rmx_text_add(&table->out, "   middle  fragments\n");
}

static void add_row(struct table *table, const struct rmx_ledger_row *row)
{
    struct rmx_text *out = &table->out;
    add_name(out, row->holder->name);
    rmx_text_printf(out, " %6.1f %%  ", row->share * 100);
    if (table->has_bars)
        add_bar(out, row->share);
    if (table->is_span)
        rmx_text_printf(out, "%7.1f s %7.1f s %6.1f %% %9lld", row->visible_s, row->alone_s,
                        row->largest * 100, row->largest_frame);
    rmx_text_printf(out, " %6.1f %%", row->middle * 100);
    if (row->fragments > 0)
        rmx_text_printf(out, " %10d", row->fragments);
    rmx_text_add(out, "\n");
}

static void add_rows(struct table *table)
{
    int count = table->ledger->holders->count;
    const struct rmx_ledger_row **rows = malloc((size_t)count * sizeof(*rows));
    if (!rows)
        return;
    double rest = 0;
    for (int i = 0; i < count; i++)
        rows[i] = &table->ledger->rows[i];
    rmx_ledger_sort(rows, count);
    for (int i = 0; i < count && i < MOST_LINES; i++)
        add_row(table, rows[i]);
    for (int i = MOST_LINES; i < count; i++)
        rest += rows[i]->share;
    if (count > MOST_LINES)
        rmx_text_printf(&table->out, "and %d more, %.1f %% together\n", count - MOST_LINES,
                        rest * 100);
    free(rows);
}

// Pictures of unknown makers.
static void add_uncredited(struct table *table)
{
    int found = 0;
    for (int i = 0; i < table->ledger->holders->count; i++) {
        const struct rmx_holder *holder = &table->ledger->holders->items[i];
        bool lacks =
            holder->source && holder->source->kind == RMX_SOURCE_IMAGE && !*holder->source->credit;
        if (lacks && found < MOST_NAMES) {
            rmx_text_add(&table->out, found ? ", " : "no credit is said for ");
            rmx_text_add_line(&table->out, holder->name);
        }
        found += lacks;
    }
    if (found > MOST_NAMES)
        rmx_text_printf(&table->out, " and %d more", found - MOST_NAMES);
    rmx_text_add(&table->out, found ? "\n" : "");
}

static void add_same(struct table *table)
{
    const struct rmx_holders *holders = table->ledger->holders;
    int found = 0;
    for (int i = 0; i < holders->count; i++) {
        int other = table->report->contents[i].same_as;
        if (other < 0 || found++ >= MOST_NAMES)
            continue;
        rmx_text_add_line(&table->out, holders->items[other].name);
        rmx_text_add(&table->out, " and ");
        rmx_text_add_line(&table->out, holders->items[i].name);
        rmx_text_add(&table->out, " have the same content\n");
    }
    if (found > MOST_NAMES)
        rmx_text_printf(&table->out, "so have %d more\n", found - MOST_NAMES);
}

static void add_span(struct table *table)
{
    const struct rmx_ledger_sample *first = &table->ledger->samples[0];
    rmx_text_add_line(&table->out, table->report->scene);
    rmx_text_add(&table->out, ", ");
    if (table->is_span)
        rmx_text_printf(&table->out, "frames %lld to %lld, %g s", first->frame,
                        table->report->last_frame, table->ledger->seconds);
    else
        rmx_text_printf(&table->out, "frame %lld, at %g s", first->frame, first->time_s);
    rmx_text_add(&table->out, "\n\n");
}

void rmx_ledger_print(const struct rmx_ledger_report *report)
{
    struct table table = {.report = report,
                          .ledger = report->ledger,
                          .has_bars = isatty(STDOUT_FILENO),
                          .is_span = report->last_frame > report->ledger->samples[0].frame};
    add_span(&table);
    add_head(&table);
    add_rows(&table);
    rmx_text_add(&table.out, "\n");
    add_uncredited(&table);
    add_same(&table);
    rmx_print_text(stdout, rmx_text_string(&table.out));
    rmx_text_finish(&table.out);
}
