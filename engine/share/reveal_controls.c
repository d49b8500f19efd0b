// SPDX-License-Identifier: GPL-3.0-or-later
// Knobs and signals with their values.
#include "share/reveal_parts.h"

#include <math.h>
#include <string.h>

struct column {
    struct rmx_reveal_page *page;
    double x, y, width, lowest;
};

// What a pass reads and is told nowhere else on the page.
static bool is_told(const struct rmx_plan *plan, int signal)
{
    const struct rmx_signal *it = &plan->scene->signals.items[signal];
    bool is_elsewhere = signal == RMX_SIGNAL_TIME || signal == RMX_SIGNAL_FRAME ||
                        signal == RMX_SIGNAL_SEED || signal == RMX_SIGNAL_WIDTH ||
                        signal == RMX_SIGNAL_HEIGHT || signal == RMX_SIGNAL_FPS;
    bool is_number = it->name && it->kind != RMX_SIGNAL_KIND_ROW;
    if (!is_number || is_elsewhere || rmx_signal_is_from(it, "knob"))
        return false;
    for (int p = 0; p < plan->pass_count; p++)
        if (rmx_signal_set_has(&plan->passes[p].signals, signal))
            return true;
    return false;
}

// Beside its name; below it where that would leave hardly any room for the name.
static void put_number(struct column *c, const char *name, int signal)
{
    struct rmx_reveal_page *page = c->page;
    double em = page->look.em, room = c->width - rmx_reveal_widest(page) - 0.8 * em;
    bool is_beside = room > 3 * em;
    c->y -= 1.2 * em;
    rmx_reveal_text(page, c->x, c->y,
                    rmx_reveal_fit(page, name, &page->look.text, is_beside ? room : c->width, 1),
                    RMX_REVEAL_PAPER);
    if (!is_beside)
        c->y -= 1.3 * em;
    rmx_reveal_field(page, &(struct rmx_reveal_field){.kind = RMX_REVEAL_SIGNAL,
                                                      .index = signal,
                                                      .x = c->x + c->width,
                                                      .y = c->y,
                                                      .ends = true});
}

static void put_knob(struct column *c, int k)
{
    struct rmx_reveal_page *page = c->page;
    const struct rmx_knob *knob = &page->params.plan->scene->knobs[k];
    put_number(c, knob->name, knob->signal);
    double y = floor(c->y - 0.7 * page->look.em);
    const struct rmx_reveal_field field = {
        .kind = RMX_REVEAL_KNOB, .index = k, .x = c->x, .y = y, .width = c->width};
    rmx_reveal_rect(page, (struct rmx_box){c->x, y, c->width, page->look.hairline}, RMX_REVEAL_DIM);
    rmx_reveal_field(page, &field);
    c->y -= ceil(1.3 * page->look.em);
}

static void put_heading(struct column *c, const char *words)
{
    struct rmx_reveal_page *page = c->page;
    c->y -= 0.9 * page->look.em;
    rmx_reveal_text(page, c->x, c->y, rmx_reveal_fit(page, words, &page->look.caps, c->width, 1),
                    RMX_REVEAL_DIM);
    c->y -= 0.2 * page->look.em;
}

static bool has_room(const struct column *c)
{
    return c->y - c->lowest > 4.3 * c->page->look.em;
}

static void put_knobs(struct column *c)
{
    const struct rmx_scene *scene = c->page->params.plan->scene;
    if (scene->knob_count)
        put_heading(c, "KNOBS");
    for (int k = 0; k < scene->knob_count && has_room(c); k++)
        put_knob(c, k);
}

static void put_signals(struct column *c, int count)
{
    const struct rmx_plan *plan = c->page->params.plan;
    if (count && plan->scene->knob_count)
        c->y -= 0.6 * c->page->look.em;
    if (count)
        put_heading(c, "SIGNALS");
    for (int s = 0; s < plan->scene->signals.count && has_room(c); s++)
        if (is_told(plan, s)) {
            put_number(c, plan->scene->signals.items[s].name, s);
            c->y -= ceil(0.3 * c->page->look.em);
        }
}

bool rmx_reveal_has_controls(const struct rmx_plan *plan)
{
    bool has = plan->scene->knob_count > 0;
    for (int s = 0; s < plan->scene->signals.count && !has; s++)
        has = is_told(plan, s);
    return has;
}

void rmx_reveal_controls(struct rmx_reveal_page *page, double top, double lowest)
{
    const struct rmx_plan *plan = page->params.plan;
    const struct rmx_reveal_look *look = &page->look;
    int count = 0;
    for (int s = 0; s < plan->scene->signals.count; s++)
        count += is_told(plan, s);
    if (!rmx_reveal_has_controls(plan) || top - lowest < 8 * look->em)
        return;
    double pad = floor(0.9 * look->em);
    double room = page->is_narrow ? page->params.width : 0.4 * page->params.width + look->margin;
    double width =
        floor(fmin(page->is_narrow ? 23 * look->em : 16 * look->em, room - 2 * look->margin));
    double left = page->is_narrow ? look->margin : page->params.width - look->margin - width;
    struct column c = {page, left + pad, top - pad, width - 2 * pad, lowest + pad};
    int plate = rmx_reveal_begin_panel(page);
    put_knobs(&c);
    put_signals(&c, count);
    double bottom = c.y - 0.4 * look->em;
    rmx_reveal_end_panel(page, plate, (struct rmx_box){left, bottom, width, top - bottom});
}
