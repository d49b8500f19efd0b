// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/reveal_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float colors[][4] = {
    [RMX_REVEAL_PAPER] = {0.97f, 0.95f, 0.91f, 1},
    [RMX_REVEAL_DIM] = {0.97f, 0.95f, 0.91f, 0.66f},
    [RMX_REVEAL_FAINT] = {0.97f, 0.95f, 0.91f, 0.24f},
    [RMX_REVEAL_ACCENT] = {0.96f, 0.44f, 0.26f, 1},
    [RMX_REVEAL_PLATE] = {0.03f, 0.03f, 0.035f, 0.78f},
};

static double to_half(double x)
{
    return floor(2 * x + 0.5) / 2;
}

// A 58th of the height, less where the picture is narrow; eleven pixels of a usual display can be
// read.
static struct rmx_reveal_look look_of(int width, int height, double scale)
{
    const double least = 11 * fmax(scale, 1);
    const double em = to_half(fmax(least, fmin(height / 58.0, width / 88.0)));
    return (struct rmx_reveal_look){
        .em = em,
        .margin = floor(1.6 * em),
        .hairline = fmax(1, floor(em / 14 + 0.5)),
        .title = {.size_px = to_half(1.4 * em), .weight = RMX_WEIGHT_STRONG},
        .text = {.size_px = em},
        .strong = {.size_px = em, .weight = RMX_WEIGHT_STRONG},
        .small = {.size_px = to_half(0.88 * em)},
        .caps = {.size_px = to_half(0.76 * em),
                 .weight = RMX_WEIGHT_MEDIUM,
                 .tracking_px = to_half(0.09 * em)},
        .figures = {.size_px = em, .tabular = true},
    };
}

const struct rmx_line *rmx_reveal_set(const struct rmx_reveal_page *page, const char *text,
                                      const struct rmx_label_style *style)
{
    return rmx_typeset_line(page->typeset, text, style);
}

struct rmx_label_style rmx_reveal_within(const struct rmx_label_style *style, double width)
{
    struct rmx_label_style within = *style;
    within.width_px = (int)width;
    return within;
}

double rmx_reveal_ink(const struct rmx_line *line)
{
    return line ? line->label.left + line->label.width : 0;
}

static struct rmx_mark mark_of(enum rmx_mark_kind kind, double x, double y,
                               enum rmx_reveal_color color)
{
    struct rmx_mark mark = {.kind = kind, .x = (float)x, .y = (float)y};
    memcpy(mark.color, colors[color], sizeof(mark.color));
    return mark;
}

double rmx_reveal_text(struct rmx_reveal_page *page, double x, double y,
                       const struct rmx_line *line, enum rmx_reveal_color color)
{
    struct rmx_mark mark = mark_of(RMX_MARK_TEXT, x, y, color);
    mark.line = line;
    if (line)
        rmx_marks_add(&page->marks, &mark);
    return x + rmx_reveal_ink(line);
}

double rmx_reveal_width(const struct rmx_reveal_page *page, const char *number)
{
    double width = 0;
    for (const char *c = number; *c; c++) {
        const struct rmx_line *figure = rmx_typeset_figure(page->typeset, *c, &page->look.figures);
        width += figure ? figure->advance : 0;
    }
    return width;
}

double rmx_reveal_widest(const struct rmx_reveal_page *page)
{
    return rmx_reveal_width(page, "-99999M");
}

void rmx_reveal_number(const struct rmx_reveal_page *page, struct rmx_marks *marks, double x,
                       double y, bool ends, const char *number, enum rmx_reveal_color color)
{
    x -= ends ? rmx_reveal_width(page, number) : 0;
    for (const char *c = number; *c; c++) {
        struct rmx_mark mark = mark_of(RMX_MARK_TEXT, x, y, color);
        mark.line = rmx_typeset_figure(page->typeset, *c, &page->look.figures);
        if (!mark.line)
            continue;
        rmx_marks_add(marks, &mark);
        x += mark.line->advance;
    }
}

void rmx_reveal_rect(struct rmx_reveal_page *page, struct rmx_box box, enum rmx_reveal_color color)
{
    struct rmx_mark mark = mark_of(RMX_MARK_RECT, box.x, box.y, color);
    mark.to_x = (float)(box.x + box.width);
    mark.to_y = (float)(box.y + box.height);
    rmx_marks_add(&page->marks, &mark);
}

void rmx_reveal_line(struct rmx_reveal_page *page, double x, double y, double to_x, double to_y,
                     enum rmx_reveal_color color)
{
    struct rmx_mark mark = mark_of(RMX_MARK_LINE, x, y, color);
    mark.to_x = (float)to_x;
    mark.to_y = (float)to_y;
    mark.width = (float)page->look.hairline;
    rmx_marks_add(&page->marks, &mark);
}

void rmx_reveal_field(struct rmx_reveal_page *page, const struct rmx_reveal_field *field)
{
    *RMX_PUSH(page->arena, &page->fields, &page->field_count) = *field;
}

int rmx_reveal_begin_panel(struct rmx_reveal_page *page)
{
    rmx_reveal_rect(page, (struct rmx_box){0}, RMX_REVEAL_PLATE);
    rmx_reveal_rect(page, (struct rmx_box){0}, RMX_REVEAL_DIM);
    return page->marks.count - 2;
}

static void set_rect(struct rmx_mark *mark, struct rmx_box box)
{
    mark->x = (float)box.x;
    mark->y = (float)box.y;
    mark->to_x = (float)(box.x + box.width);
    mark->to_y = (float)(box.y + box.height);
}

// With a hairline along its upper edge.
void rmx_reveal_end_panel(struct rmx_reveal_page *page, int plate, struct rmx_box box)
{
    box.y = floor(box.y);
    box.height = ceil(box.height);
    double thin = page->look.hairline;
    set_rect(&page->marks.items[plate], box);
    set_rect(&page->marks.items[plate + 1],
             (struct rmx_box){box.x, box.y + box.height - thin, box.width, thin});
    *RMX_PUSH(page->arena, &page->panels, &page->panel_count) = box;
}

// All that numbers are made of, so that no frame has to set any.
static void set_figures(const struct rmx_reveal_page *page)
{
    for (const char *c = "0123456789.-% sxkMG"; *c; c++)
        rmx_typeset_figure(page->typeset, *c, &page->look.figures);
}

// Beside each other, or one below the other: the ledger has two thirds of a high, narrow picture.
static void put_columns(struct rmx_reveal_page *page, double lowest)
{
    const struct rmx_reveal_params *params = &page->params;
    double em = page->look.em, top = params->height - page->look.margin, least = lowest;
    page->is_narrow = params->width < 34 * em && top - lowest > 32 * em;
    if (page->is_narrow && rmx_reveal_has_controls(params->plan))
        least += floor((top - lowest) / 3);
    double bottom = rmx_reveal_ledger(page, least);
    rmx_reveal_controls(page, page->is_narrow ? bottom - page->look.margin : top, lowest);
}

struct rmx_reveal_page *rmx_reveal_page_create(struct rmx_arena *arena, struct rmx_typeset *typeset,
                                               const struct rmx_reveal_params *params)
{
    struct rmx_reveal_page *page = RMX_NEW(arena, struct rmx_reveal_page, 1);
    *page = (struct rmx_reveal_page){
        .arena = arena,
        .typeset = typeset,
        .params = *params,
        .look = look_of(params->width, params->height, params->scale),
        .marks = {.arena = arena},
    };
    if (params->shares)
        page->order = rmx_reveal_order(page);
    set_figures(page);
    double lowest = rmx_reveal_plan(page) + page->look.margin;
    put_columns(page, lowest);
    rmx_reveal_labels(page);
    return page;
}

// At most seven signs: thousands and millions of what has more than five figures.
static const char *number_text(char text[32], double number)
{
    static const char *const units[] = {"", "k", "M", "G"};
    double size = fabs(number);
    int unit = 0;
    for (; size >= 99999.5 && unit < 3; unit++)
        size /= 1000;
    if (!(size < 99999.5))
        return "-";
    bool is_whole = unit || size >= 999.95;
    snprintf(text, 32, "%s%.*f%s", number < 0 ? "-" : "",
             is_whole        ? 0
             : size < 99.995 ? 2
                             : 1,
             size, units[unit]);
    return text;
}

static void draw_knob(const struct rmx_reveal_page *page, const struct rmx_reveal_field *field,
                      const struct rmx_reveal_frame *frame, struct rmx_marks *marks)
{
    const struct rmx_knob *knob = &page->params.plan->scene->knobs[field->index];
    double way = knob->to - knob->from, tall = 0.34 * page->look.em;
    double part = way != 0 ? (frame->signals[knob->signal] - knob->from) / way : 0;
    double x = field->x + fmin(fmax(part, 0), 1) * field->width;
    double wide = fmax(page->look.hairline, 2);
    struct rmx_mark tick = mark_of(RMX_MARK_RECT, 0, 0, RMX_REVEAL_ACCENT);
    set_rect(&tick, (struct rmx_box){floor(x - wide / 2), floor(field->y - tall), wide,
                                     floor(2 * tall + page->look.hairline)});
    rmx_marks_add(marks, &tick);
}

static void draw_field(const struct rmx_reveal_page *page, const struct rmx_reveal_field *field,
                       const struct rmx_reveal_frame *frame, struct rmx_marks *marks)
{
    char text[40], number[32];
    switch (field->kind) {
    case RMX_REVEAL_TIME:
        snprintf(text, sizeof(text), "%s s",
                 number_text(number, (double)frame->frame / frame->fps));
        break;
    case RMX_REVEAL_FRAME:
        if (frame->frame < 1000000000)
            snprintf(text, sizeof(text), "%lld", frame->frame);
        else
            snprintf(text, sizeof(text), "%s", number_text(number, (double)frame->frame));
        break;
    case RMX_REVEAL_SIGNAL:
        snprintf(text, sizeof(text), "%s", number_text(number, frame->signals[field->index]));
        break;
    case RMX_REVEAL_KNOB: draw_knob(page, field, frame, marks); return;
    }
    rmx_reveal_number(page, marks, field->x, field->y, field->ends, text, RMX_REVEAL_PAPER);
}

void rmx_reveal_page_draw(const struct rmx_reveal_page *page, const struct rmx_reveal_frame *frame,
                          struct rmx_marks *marks)
{
    for (int i = 0; i < page->marks.count; i++)
        rmx_marks_add(marks, &page->marks.items[i]);
    for (int i = 0; i < page->field_count; i++)
        draw_field(page, &page->fields[i], frame, marks);
}

double rmx_reveal_page_hairline(const struct rmx_reveal_page *page)
{
    return page->look.hairline;
}

const struct rmx_spot *rmx_reveal_page_spots(const struct rmx_reveal_page *page, int *count)
{
    *count = page->spot_count;
    return page->spots;
}

const struct rmx_box *rmx_reveal_page_panels(const struct rmx_reveal_page *page, int *count)
{
    *count = page->panel_count;
    return page->panels;
}
