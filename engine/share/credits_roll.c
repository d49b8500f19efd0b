// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/credits_roll.h"

#include "base/file.h"
#include "share/credits_setting.h"
#include "share/credits_text.h"

#include <math.h>
#include <string.h>

static const double hold_s = 3, pace = 0.085; // canvases a second
static const char ground[] = "#100f0e";

// --- sheets

static void add_escaped(struct rmx_text *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': rmx_text_add(out, "&amp;"); break;
        case '<': rmx_text_add(out, "&lt;"); break;
        case '>': rmx_text_add(out, "&gt;"); break;
        default: rmx_text_add_n(out, text, 1);
        }
}

static void add_line(struct rmx_text *out, const struct rmx_setting_line *line, double top)
{
    const struct rmx_setting_style *style = line->style;
    rmx_text_printf(out,
                    "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\" font-weight=\"%d\" "
                    "letter-spacing=\"%.2f\" fill=\"%s\">",
                    line->x, line->y - top, style->size, style->weight,
                    style->size * style->tracking, style->color);
    add_escaped(out, line->text);
    rmx_text_add(out, "</text>\n");
}

static const char *make_svg(const struct rmx_setting *s, const struct rmx_setting_span *span,
                            const struct rmx_scene *scene)
{
    struct rmx_text out = {0};
    rmx_text_printf(&out,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.3f %.3f\" "
                    "width=\"%d\" height=\"%d\" "
                    "font-family=\"Inter, 'DejaVu Sans', sans-serif\">\n",
                    s->width, s->height, scene->width, scene->height);
    for (int i = 0; i < span->count; i++)
        add_line(&out, &s->lines[span->first + i], span->top);
    rmx_text_add(&out, "</svg>\n");
    const char *svg = rmx_arena_copy(s->arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    return svg;
}

static struct rmx_sheet *make_sheets(const struct rmx_setting *s,
                                     const struct rmx_roll_params *params)
{
    struct rmx_sheet *sheets = RMX_NEW(s->arena, struct rmx_sheet, s->span_count);
    for (int i = 0; i < s->span_count; i++) {
        sheets[i].name = i ? rmx_arena_printf(s->arena, "%s_%d.svg", params->name, i + 1)
                           : rmx_arena_printf(s->arena, "%s.svg", params->name);
        sheets[i].svg = make_svg(s, &s->spans[i], params->scene);
    }
    return sheets;
}

// --- the scene

// In double quotes, as it is: a path.
static void add_quoted(struct rmx_text *out, const char *text)
{
    rmx_text_add(out, "\"");
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            rmx_text_printf(out, "\\%c", *text);
        else if ((unsigned char)*text < ' ' || *text == '\x7f')
            rmx_text_printf(out, "\\x%02x", (unsigned)*text);
        else
            rmx_text_add_n(out, text, 1);
    rmx_text_add(out, "\"");
}

static void add_said(struct rmx_text *out, struct rmx_arena *arena, const char *key,
                     const char *text)
{
    const char *line = rmx_credits_line(arena, text);
    if (!*line)
        return;
    rmx_text_printf(out, ", %s: ", key);
    add_quoted(out, line);
}

static void add_sources(struct rmx_text *out, const struct rmx_setting *s,
                        const struct rmx_credits *credits, const struct rmx_roll_params *params,
                        const struct rmx_roll *roll)
{
    rmx_text_add(out, "sources:\n");
    for (int i = 0; i < roll->sheet_count; i++) {
        rmx_text_printf(out, "  text_%d: {image: ", i + 1);
        add_quoted(out, roll->sheets[i].name);
        rmx_text_add(out, ", fit: contain}\n");
    }
    for (int i = 0; i < s->picture_count; i++) {
        const struct rmx_credit *credit = &credits->items[s->pictures[i].credit];
        rmx_text_printf(out, "  picture_%d: {image: ", i + 1);
        add_quoted(out, params->pictures[s->pictures[i].credit].path);
        rmx_text_add(out, ", fit: contain");
        add_said(out, s->arena, "credit", credit->credit);
        add_said(out, s->arena, "licence", credit->licence.name);
        add_said(out, s->arena, "url", credit->url);
        rmx_text_add(out, "}\n");
    }
}

// Where something stands whose middle lies `y` below the roll's top.
static void add_place(struct rmx_text *out, const struct rmx_setting *s, double speed, double x,
                      double y)
{
    rmx_text_printf(out, "place: {x: %.5g, y: \"%.5g + %.8g * max(time - %g, 0)\"", x,
                    1 - y / s->height, speed, hold_s);
}

static void add_layers(struct rmx_text *out, const struct rmx_setting *s, double speed)
{
    rmx_text_add(out, "layers:\n");
    for (int i = 0; i < s->picture_count; i++) {
        const struct rmx_setting_picture *picture = &s->pictures[i];
        rmx_text_printf(out, "  - {picture: picture_%d, ", i + 1);
        add_place(out, s, speed, picture->x, picture->y);
        rmx_text_printf(out, ", scale: %.5g}}\n", picture->scale);
    }
    for (int i = 0; i < s->span_count; i++) {
        rmx_text_printf(out, "  - {picture: text_%d, ", i + 1);
        add_place(out, s, speed, 0.5, s->spans[i].top + s->height / 2);
        rmx_text_add(out, "}}\n");
    }
}

// As one word to a shell.
static void add_word(struct rmx_text *out, const char *text)
{
    rmx_text_add(out, "'");
    for (; *text; text++)
        rmx_text_add(out, *text == '\'' ? "'\\''" : (const char[]){*text, '\0'});
    rmx_text_add(out, "'");
}

// The folders of pictures that lie elsewhere than the roll.
static void add_allowed(struct rmx_text *out, const struct rmx_setting *s,
                        const struct rmx_roll_params *params)
{
    const char **folders = NULL;
    int count = 0;
    for (int i = 0; i < s->picture_count; i++) {
        const char *path = params->pictures[s->pictures[i].credit].path;
        const char *folder = path[0] == '/' ? rmx_path_folder(s->arena, path) : NULL;
        for (int k = 0; folder && k < count; k++)
            if (strcmp(folders[k], folder) == 0)
                folder = NULL;
        if (!folder)
            continue;
        *RMX_PUSH(s->arena, &folders, &count) = folder;
        rmx_text_add(out, " --allow ");
        add_word(out, folder);
    }
}

static const char *make_scene(const struct rmx_setting *s, const struct rmx_credits *credits,
                              const struct rmx_roll_params *params, const struct rmx_roll *roll,
                              double speed)
{
    struct rmx_text out = {0};
    const struct rmx_scene *scene = params->scene;
    long long last = llround(ceil(roll->seconds * scene->fps)) - 1;
    rmx_text_printf(&out,
                    "# A roll of %.0f seconds, as a film:\n"
                    "# remontage render %s.yaml --frames 0-%lld -o frames/%%05d.png",
                    roll->seconds, rmx_credits_line(s->arena, params->name), last);
    add_allowed(&out, s, params);
    rmx_text_add(&out, "\ntitle: ");
    add_quoted(&out, rmx_arena_printf(s->arena, "%s, credits",
                                      rmx_credits_line(s->arena, credits->title)));
    rmx_text_printf(&out, "\nsize: %dx%d\nfps: %.10g\nbackground: \"%s\"\n", scene->width,
                    scene->height, scene->fps, ground);
    add_sources(&out, s, credits, params, roll);
    add_layers(&out, s, speed);
    const char *text = rmx_arena_copy(s->arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    return text;
}

// Whole pixels a frame, so that letters do not shimmer.
static double speed_of(const struct rmx_scene *scene)
{
    double pixels = fmax(1, round(pace * scene->height / scene->fps));
    return pixels * scene->fps / scene->height;
}

struct rmx_roll rmx_credits_roll(struct rmx_arena *arena, const struct rmx_credits *credits,
                                 const struct rmx_roll_params *params)
{
    const struct rmx_scene *scene = params->scene;
    struct rmx_setting s =
        rmx_credits_set(arena, credits, params->pictures, scene->width, scene->height);
    struct rmx_roll roll = {.sheets = make_sheets(&s, params), .sheet_count = s.span_count};
    double speed = speed_of(scene);
    roll.seconds = ceil(hold_s + s.end / s.height / speed);
    roll.scene = make_scene(&s, credits, params, &roll, speed);
    return roll;
}
