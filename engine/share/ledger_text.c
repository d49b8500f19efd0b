// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger's rows as JSON and CSV.
#include "share/ledger_parts.h"

#include "base/json.h"

#include <stdio.h>
#include <string.h>

// Its words about itself; "" where it is no source.
struct words {
    const char *credit, *licence, *url;
};

static struct words words_of(const struct rmx_source *source)
{
    return source ? (struct words){source->credit, source->licence, source->url}
                  : (struct words){"", "", ""};
}

// --- JSON

static void add_text_or_null(struct rmx_json *json, const char *key, const char *text)
{
    if (text)
        rmx_json_text(json, key, text);
    else
        rmx_json_null(json, key);
}

static void add_words(struct rmx_json *json, const struct rmx_source *source)
{
    struct words words = words_of(source);
    rmx_json_text(json, "credit", words.credit);
    rmx_json_text(json, "licence", words.licence);
    rmx_json_text(json, "url", words.url);
}

static double pixel_seconds(const struct rmx_ledger_report *report, double surface_seconds)
{
    return surface_seconds * report->width * report->height;
}

static void add_measures(struct rmx_json *json, const struct rmx_ledger_report *report,
                         const struct rmx_ledger_row *row)
{
    rmx_json_number(json, "share", row->share);
    rmx_json_number(json, "middle_share", row->middle);
    rmx_json_number(json, "pixel_seconds", pixel_seconds(report, row->surface_seconds));
    rmx_json_number(json, "surface_seconds", row->surface_seconds);
    rmx_json_number(json, "seconds_visible", row->visible_s);
    rmx_json_number(json, "seconds_alone", row->alone_s);
    rmx_json_number(json, "largest_share", row->largest);
    rmx_json_number(json, "largest_share_frame", (double)row->largest_frame);
    rmx_json_number(json, "fragments", row->fragments);
}

static void add_row(struct rmx_json *json, const struct rmx_ledger_report *report, int i,
                    uint32_t colour)
{
    const struct rmx_ledger *ledger = report->ledger;
    const struct rmx_ledger_row *row = &ledger->rows[i];
    const struct rmx_ledger_content *content = &report->contents[i];
    char hex[8];
    snprintf(hex, sizeof(hex), "#%06x", colour & 0xffffff);
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "name", row->holder->name);
    rmx_json_text(json, "kind", rmx_ledger_kind(row->holder->kind));
    add_measures(json, report, row);
    add_text_or_null(json, "file", content->file);
    add_text_or_null(json, "sha256", content->sha256);
    add_text_or_null(json, "same_content_as",
                     content->same_as < 0 ? NULL : ledger->holders->items[content->same_as].name);
    add_words(json, row->holder->source);
    rmx_json_text(json, "colour", hex);
    rmx_json_open_flat(json, "shares");
    for (int k = 0; k < ledger->sample_count; k++)
        rmx_json_number(json, NULL, ledger->samples[k].shares[i]);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
}

static void add_span(struct rmx_json *json, const struct rmx_ledger_report *report)
{
    const struct rmx_ledger *ledger = report->ledger;
    rmx_json_text(json, "scene", report->scene);
    rmx_json_text(json, "title", report->title);
    rmx_json_number(json, "width", report->width);
    rmx_json_number(json, "height", report->height);
    rmx_json_number(json, "ledger_width", ledger->width);
    rmx_json_number(json, "ledger_height", ledger->height);
    rmx_json_number(json, "fps", report->fps);
    rmx_json_number(json, "seconds", ledger->seconds);
    rmx_json_open_flat(json, "frames");
    for (int k = 0; k < ledger->sample_count; k++)
        rmx_json_number(json, NULL, (double)ledger->samples[k].frame);
    rmx_json_close(json, ']');
}

void rmx_ledger_json(struct rmx_text *out, const struct rmx_ledger_report *report)
{
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_holders *holders = report->ledger->holders;
    const uint32_t *colours = rmx_palette_create(arena, holders);
    struct rmx_json json = {.out = out};
    rmx_json_open(&json, NULL, '{');
    add_span(&json, report);
    rmx_json_open(&json, "sources", '[');
    for (int i = 0; i < holders->count; i++)
        add_row(&json, report, i, colours[i]);
    rmx_json_close(&json, ']');
    rmx_json_close(&json, '}');
    rmx_text_add(out, "\n");
    rmx_arena_destroy(arena);
}

// --- CSV (RFC 4180)

static void add_field(struct rmx_text *out, const char *text)
{
    bool is_plain = !strpbrk(text, ",\"\r\n");
    struct rmx_text whole = {0};
    rmx_text_add_utf8(&whole, text);
    rmx_text_add(out, is_plain ? "," : ",\"");
    for (const char *c = rmx_text_string(&whole); *c; c++)
        rmx_text_add(out, *c == '"' ? "\"\"" : (const char[]){*c, '\0'});
    rmx_text_add(out, is_plain ? "" : "\"");
    rmx_text_finish(&whole);
}

static void add_line(struct rmx_text *out, const struct rmx_ledger_report *report, int i)
{
    const struct rmx_ledger_row *row = &report->ledger->rows[i];
    const struct rmx_ledger_content *content = &report->contents[i];
    struct words words = words_of(row->holder->source);
    struct rmx_text name = {0};
    add_field(&name, row->holder->name);
    rmx_text_add(out, rmx_text_string(&name) + 1); // nothing stands before the first
    rmx_text_finish(&name);
    add_field(out, rmx_ledger_kind(row->holder->kind));
    rmx_text_printf(out, ",%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%lld,%d", row->share,
                    row->middle, pixel_seconds(report, row->surface_seconds), row->surface_seconds,
                    row->visible_s, row->alone_s, row->largest, row->largest_frame, row->fragments);
    add_field(out, content->file ? content->file : "");
    add_field(out, content->sha256 ? content->sha256 : "");
    add_field(out, words.credit);
    add_field(out, words.licence);
    add_field(out, words.url);
    rmx_text_add(out, "\r\n");
}

void rmx_ledger_csv(struct rmx_text *out, const struct rmx_ledger_report *report)
{
    rmx_text_add(out, "name,kind,share,middle_share,pixel_seconds,surface_seconds,seconds_visible,"
                      "seconds_alone,largest_share,largest_share_frame,fragments,file,sha256,"
                      "credit,licence,url\r\n");
    for (int i = 0; i < report->ledger->holders->count; i++)
        add_line(out, report, i);
}
