// SPDX-License-Identifier: GPL-3.0-or-later
// The plan as a strip: its passes from left to right, what is fused into each, why it is stored.
#include "share/reveal_parts.h"

#include <math.h>
#include <string.h>

enum { STEP_LINES = 4, REASON_LINES = 2, MOST_STEPS = 12 };

struct cell {
    int first, last; // passes that are told together
    int hidden;      // it stands for so many passes that are not told; else 0
    const struct rmx_line *heading, *steps, *reason;
};

struct strip {
    struct rmx_reveal_page *page;
    struct cell *cells;
    int count;
    double width, pad; // of a cell
};

static bool is_still_picture(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    return pass->step_count == 1 && plan->steps[pass->root].value_source == RMX_VALUES_FIT;
}

// Two of the passes of one effect, with nothing fused into either.
static bool is_same_effect(const struct rmx_plan *plan, int a, int b)
{
    const struct rmx_step *left = &plan->steps[plan->passes[a].root];
    const struct rmx_step *right = &plan->steps[plan->passes[b].root];
    return plan->passes[a].step_count == 1 && plan->passes[b].step_count == 1 && left->instance &&
           left->instance == right->instance;
}

// Pictures one after another that are stored for the same reason are told together, and so are an
// effect's own passes.
static bool goes_on(const struct rmx_plan *plan, const struct cell *cell, int p)
{
    const struct rmx_pass *before = &plan->passes[cell->last], *pass = &plan->passes[p];
    if (is_same_effect(plan, cell->last, p))
        return true;
    return is_still_picture(plan, before) && is_still_picture(plan, pass) &&
           strcmp(before->reason, pass->reason) == 0;
}

static void find_cells(struct strip *s)
{
    const struct rmx_plan *plan = s->page->params.plan;
    s->cells = RMX_NEW(s->page->arena, struct cell, plan->pass_count);
    for (int p = 0; p < plan->pass_count; p++)
        if (p && goes_on(plan, &s->cells[s->count - 1], p))
            s->cells[s->count - 1].last = p;
        else
            s->cells[s->count++] = (struct cell){.first = p, .last = p};
}

// Where there is no room for all, those before the last one are counted instead.
static void hide_cells(struct strip *s)
{
    const struct rmx_reveal_look *look = &s->page->look;
    double room = s->page->params.width - 2 * look->margin;
    int most = (int)fmax(floor(room / (9 * look->em)), 1), last = s->count - 1;
    if (s->count > most && most >= 3) {
        struct cell *gap = &s->cells[most - 2];
        gap->hidden = s->cells[last].first - gap->first;
        s->cells[most - 1] = s->cells[last];
        s->count = most;
    } else if (s->count > most) {
        s->cells[0] = s->cells[last];
        s->count = 1;
    }
    s->pad = floor(0.8 * look->em);
    s->width = floor(fmin((room - s->pad) / s->count, 26 * look->em));
}

// "layers[0].chain[1] kaleidoscope" is a kaleidoscope, "layers[1].blend multiply" a blend,
// "layers[0].chain[0] blur, pass 1 into rows" a blur.
static const char *name_of(const struct rmx_reveal_page *page, const struct rmx_step *step)
{
    const char *end = strchr(step->label, ']');
    const char *space = end ? strchr(end, ' ') : NULL;
    const char *word = space ? space + 1 : step->label;
    word = rmx_arena_copy_n(page->arena, word, strcspn(word, ","));
    if (step->value_source == RMX_VALUES_FIT)
        return rmx_reveal_name(&page->params.plan->scene->sources[step->source],
                               page->params.plan->scene->sources[step->source].name);
    if (step->is_fragment_stage)
        return rmx_arena_printf(page->arena, "%s %s",
                                strstr(step->label, ".cut ") ? "cut" : "arrange", word);
    if (strstr(step->label, ".blend "))
        return rmx_arena_printf(page->arena, "blend %s", word);
    return word;
}

// The names of a cell's steps, each of at most one line; how many.
static const char **step_names(const struct strip *s, const struct cell *cell, int *count)
{
    const struct rmx_reveal_page *page = s->page;
    const struct rmx_plan *plan = page->params.plan;
    const char **names = NULL;
    double room = s->width - 2 * s->pad - 1.5 * page->look.em; // a joint follows
    *count = 0;
    for (int p = cell->first; p <= cell->last; p++)
        for (int i = 0; i < plan->passes[p].step_count && *count < MOST_STEPS; i++) {
            const char *name = name_of(page, &plan->steps[plan->passes[p].steps[i]]);
            *(const char **)RMX_PUSH(page->arena, &names, count) =
                rmx_reveal_shortened(page, name, &page->look.small, room, 1);
        }
    return names;
}

static int all_steps(const struct rmx_plan *plan, const struct cell *cell)
{
    int count = 0;
    for (int p = cell->first; p <= cell->last; p++)
        count += plan->passes[p].step_count;
    return count;
}

static const char *joined(const struct rmx_reveal_page *page, const char **names, int count,
                          const char *joint, int left_out)
{
    const char *text = "";
    for (int i = 0; i < count; i++)
        text = rmx_arena_printf(page->arena, "%s%s%s", text, i ? joint : "", names[i]);
    return left_out ? rmx_arena_printf(page->arena, "%s and %d more", text, left_out) : text;
}

// As many as have room; the others are counted.
static const char *steps_text(const struct strip *s, const struct cell *cell)
{
    const struct rmx_reveal_page *page = s->page;
    const struct rmx_plan *plan = page->params.plan;
    if (cell->first < cell->last && is_same_effect(plan, cell->first, cell->last))
        return rmx_arena_printf(page->arena, "%s, %d of its passes",
                                name_of(page, &plan->steps[plan->passes[cell->first].root]),
                                cell->last - cell->first + 1);
    const struct rmx_label_style small =
        rmx_reveal_within(&page->look.small, s->width - 2 * s->pad);
    int count, all = all_steps(plan, cell);
    const char **names = step_names(s, cell, &count), *text = "";
    for (int told = count; told > 0; told--) {
        text = joined(page, names, told, cell->first == cell->last ? " + " : ", ", all - told);
        bool has_room = (double)strlen(text) < STEP_LINES * small.width_px / (0.3 * small.size_px);
        const struct rmx_line *line = has_room ? rmx_reveal_set(page, text, &small) : NULL;
        if (has_room && rmx_reveal_lines(line, &small) <= STEP_LINES)
            break;
    }
    return text;
}

static const char *heading_text(const struct rmx_reveal_page *page, const struct cell *cell)
{
    if (cell->first == cell->last)
        return rmx_arena_printf(page->arena, "PASS %d", cell->first + 1);
    return rmx_arena_printf(page->arena, "PASSES %d–%d", cell->first + 1, cell->last + 1);
}

static void set_cell(struct strip *s, struct cell *cell)
{
    struct rmx_reveal_page *page = s->page;
    const struct rmx_label_style *small = &page->look.small;
    const double width = s->width - 2 * s->pad;
    const struct rmx_pass *pass = &page->params.plan->passes[cell->first];
    if (cell->hidden) {
        const char *text = rmx_arena_printf(page->arena, "and %d more passes", cell->hidden);
        cell->heading = rmx_reveal_set(page, "…", &page->look.caps);
        cell->steps = rmx_reveal_fit(page, text, small, width, STEP_LINES);
        return;
    }
    cell->heading = rmx_reveal_set(page, heading_text(page, cell), &page->look.caps);
    cell->steps = rmx_reveal_fit(page, steps_text(s, cell), small, width, STEP_LINES);
    cell->reason = rmx_reveal_fit(page, pass->reason, small, width, REASON_LINES);
}

static double height_of(const struct rmx_reveal_page *page, const struct rmx_line *line)
{
    return rmx_reveal_lines(line, &page->look.small) * rmx_reveal_pitch(&page->look.small);
}

static double cells_height(const struct strip *s)
{
    double steps = 0, reason = 0;
    for (int i = 0; i < s->count; i++) {
        steps = fmax(steps, height_of(s->page, s->cells[i].steps));
        reason = fmax(reason, height_of(s->page, s->cells[i].reason));
    }
    return steps + reason + 3.2 * s->page->look.em;
}

static void put_cell(const struct strip *s, int i, double top, double bottom)
{
    struct rmx_reveal_page *page = s->page;
    const struct cell *cell = &s->cells[i];
    const struct rmx_reveal_look *look = &page->look;
    double x = look->margin + s->pad + i * s->width, y = top - 1.5 * look->em;
    double reason = height_of(page, cell->reason);
    if (i)
        rmx_reveal_rect(page,
                        (struct rmx_box){x - s->pad, bottom + 0.8 * look->em, look->hairline,
                                         top - bottom - 1.6 * look->em},
                        RMX_REVEAL_FAINT);
    rmx_reveal_text(page, x, y, cell->heading, RMX_REVEAL_ACCENT);
    y -= 1.5 * look->em;
    rmx_reveal_text(page, x, y, cell->steps, RMX_REVEAL_PAPER);
    y = bottom + reason - 0.1 * look->em;
    rmx_reveal_text(page, x, y, cell->reason, RMX_REVEAL_DIM);
}

double rmx_reveal_plan(struct rmx_reveal_page *page)
{
    struct strip s = {.page = page};
    find_cells(&s);
    hide_cells(&s);
    for (int i = 0; i < s.count; i++)
        set_cell(&s, &s.cells[i]);
    const double title = 15 * page->look.em; // what stands above
    double bottom = page->look.margin, height = ceil(cells_height(&s));
    if (bottom + height + title > page->params.height)
        return 0; // a thumbnail
    int plate = rmx_reveal_begin_panel(page);
    for (int i = 0; i < s.count; i++)
        put_cell(&s, i, bottom + height, bottom);
    rmx_reveal_end_panel(
        page, plate,
        (struct rmx_box){page->look.margin, bottom, s.pad + s.count * s.width, height});
    return bottom + height;
}
