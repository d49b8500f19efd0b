// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/exhibits.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *date_text(long long at_s, const char *format, char text[32])
{
    time_t at = (time_t)at_s;
    struct tm parts;
    if (!gmtime_r(&at, &parts) || !strftime(text, 32, format, &parts))
        text[0] = '\0';
    return text;
}

static void add_titles(const struct rmx_exhibit *exhibit, struct rmx_text *out)
{
    for (int i = 0; i < exhibit->title_count; i++)
        rmx_text_printf(out, "%s%s", i ? "; " : "", exhibit->titles[i]);
}

// What a picture is called, and where it was shown.
static void add_what(const struct rmx_exhibit *exhibit, struct rmx_text *out)
{
    const char *file = rmx_path_file(exhibit->path);
    struct rmx_text what = {0};
    rmx_text_add(&what, exhibit->name);
    if (!rmx_has_suffix(exhibit->name, file))
        rmx_text_printf(&what, " (%s)", file);
    rmx_text_add(&what, exhibit->title_count ? ", in: " : "");
    add_titles(exhibit, &what);
    rmx_text_add_plain(out, rmx_text_string(&what));
    rmx_text_add(out, "\n");
    rmx_text_finish(&what);
}

void rmx_exhibits_print(const struct rmx_exhibits *exhibits, struct rmx_text *out)
{
    char first[32], last[32];
    if (!exhibits->count) {
        rmx_text_add(out, "nothing was exhibited yet\n");
        return;
    }
    rmx_text_add(out,
                 "surface s   aura  stills   films   shows  first       last        picture\n");
    for (int i = 0; i < exhibits->count; i++) {
        const struct rmx_exhibit *at = &exhibits->items[i];
        rmx_text_printf(out, "%9.2f  %.3f  %6lld  %6lld  %6lld  %-10s  %-10s  ", at->surface_s,
                        rmx_aura(at->surface_s, RMX_HALF_LIFE), at->stills, at->films, at->shows,
                        date_text(at->first_s, "%F", first), date_text(at->last_s, "%F", last));
        add_what(at, out);
    }
}

// In quotes, its own doubled.
static void add_quoted(struct rmx_text *out, const char *text)
{
    struct rmx_text whole = {0};
    rmx_text_add_utf8(&whole, text);
    rmx_text_add(out, "\"");
    for (const char *c = rmx_text_string(&whole); *c; c++)
        rmx_text_printf(out, *c == '"' ? "\"\"" : "%c", *c);
    rmx_text_add(out, "\"");
    rmx_text_finish(&whole);
}

void rmx_exhibits_csv(const struct rmx_exhibits *exhibits, struct rmx_text *out)
{
    char first[32], last[32];
    rmx_text_add(out,
                 "name,file,sha256,surface_seconds,aura,stills,films,shows,first,last,titles\r\n");
    for (int i = 0; i < exhibits->count; i++) {
        const struct rmx_exhibit *at = &exhibits->items[i];
        struct rmx_text titles = {0};
        add_titles(at, &titles);
        add_quoted(out, at->name);
        rmx_text_add(out, ",");
        add_quoted(out, at->path);
        rmx_text_printf(out, ",%s,%.6f,%.6f,%lld,%lld,%lld,%s,%s,", at->hash, at->surface_s,
                        rmx_aura(at->surface_s, RMX_HALF_LIFE), at->stills, at->films, at->shows,
                        date_text(at->first_s, "%FT%TZ", first),
                        date_text(at->last_s, "%FT%TZ", last));
        add_quoted(out, rmx_text_string(&titles));
        rmx_text_add(out, "\r\n");
        rmx_text_finish(&titles);
    }
}
