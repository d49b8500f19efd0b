// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listen_view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BAR = 32, LABEL = 8, NARROWEST = 24, BEATS = 8, FRESH_MS = 1000 };

// Lines that are cut at the terminal's edge.
struct lines {
    struct rmx_text *out;
    const struct rmx_listen_view *view;
    struct rmx_listen_state state; // what there is room for
    int count;
};

// --- A line.

static int width_of(const char *at)
{
    int width = 0;
    for (; *at; at++)
        width += ((unsigned char)*at & 0xC0) != 0x80;
    return width;
}

static void add_cut(struct rmx_text *out, const char *at, int columns)
{
    const char *from = at;
    for (int width = 0; *at; at++) {
        width += ((unsigned char)*at & 0xC0) != 0x80;
        if (width > columns)
            break;
    }
    rmx_text_add_n(out, from, (size_t)(at - from));
}

static bool is_full(const struct lines *lines)
{
    return lines->count >= lines->view->lines - 1;
}

// Takes the text, and empties it.
static void end_line(struct lines *lines, struct rmx_text *line)
{
    if (!is_full(lines)) {
        add_cut(lines->out, rmx_text_string(line), lines->view->columns);
        rmx_text_add(lines->out, "\n");
        lines->count++;
    }
    rmx_text_clear(line);
}

// A text in a column; one that is too long pushes what follows.
static void add_column(struct rmx_text *line, const char *text, int columns, bool is_right)
{
    int gap = columns - width_of(text);
    if (is_right && gap > 0)
        rmx_text_printf(line, "%*s", gap, "");
    rmx_text_add(line, text);
    if (!is_right && gap > 0)
        rmx_text_printf(line, "%*s", gap, "");
}

// --- What is heard.

static void add_bar(struct rmx_text *line, const struct rmx_listen_view *view, double value,
                    int cells)
{
    int filled = (int)lround(fmin(fmax(value, 0), 1) * cells);
    for (int i = 0; i < cells; i++)
        rmx_text_add(line, view->has_unicode ? (i < filled ? "█" : "░") : i < filled ? "#" : ".");
}

static void add_lamp(struct rmx_text *line, const struct rmx_listen_view *view, const char *name,
                     bool is_lit)
{
    rmx_text_printf(line, "   %s %s", name,
                    view->has_unicode ? (is_lit ? "●" : "○") : (is_lit ? "*" : "."));
}

static void add_meter(struct rmx_text *line, const struct rmx_listen_view *view, const char *name,
                      int number)
{
    double value = view->sound.numbers[number];
    int cells = view->columns < 80 ? BAR / 2 : BAR;
    rmx_text_printf(line, "  %-7s", name);
    add_bar(line, view, value, cells);
    rmx_text_printf(line, " %5.2f", value);
}

static void add_tempo(struct rmx_text *line, const struct rmx_listen_view *view)
{
    double tempo = view->sound.numbers[RMX_HEARD_TEMPO];
    if (tempo <= 0) {
        rmx_text_add(line, "   no tempo");
        return;
    }
    rmx_text_printf(line, "   tempo %5.1f  ", tempo);
    add_bar(line, view, view->sound.numbers[RMX_HEARD_BEAT], BEATS);
}

static void add_sound(struct lines *lines, struct rmx_text *line)
{
    static const struct {
        const char *name;
        int number;
    } bands[] = {{"bass", RMX_HEARD_BASS},
                 {"low", RMX_HEARD_LOW},
                 {"mid", RMX_HEARD_MID},
                 {"high", RMX_HEARD_HIGH}};
    const struct rmx_listen_view *view = lines->view;
    rmx_text_printf(line, "%-*s%s", LABEL, "sound", view->sound.name);
    end_line(lines, line);
    if (!view->sound.is_there)
        return;
    add_meter(line, view, "level", RMX_HEARD_LEVEL);
    add_lamp(line, view, "onset", view->sound.onset);
    add_lamp(line, view, "kick", view->sound.kick);
    add_lamp(line, view, "snare", view->sound.snare);
    end_line(lines, line);
    for (int i = 0; i < 4; i++) {
        add_meter(line, view, bands[i].name, bands[i].number);
        if (i == 0)
            add_tempo(line, view);
        end_line(lines, line);
    }
}

// --- What came in.

static void add_row(struct lines *lines, struct rmx_text *line, const struct rmx_listen_row *row)
{
    bool is_fresh = lines->view->now_ms - row->time_ms < FRESH_MS;
    rmx_text_add(line, is_fresh ? "> " : "  ");
    add_column(line, row->name, NARROWEST, false);
    add_column(line, row->value, 12, true);
    rmx_text_printf(line, "  %s", row->moves[0] ? row->moves : "nothing listens");
    end_line(lines, line);
}

static void add_source(struct lines *lines, struct rmx_text *line, int source)
{
    const struct rmx_listen_state *state = &lines->state;
    const struct rmx_listen_source *its = &state->sources[source];
    rmx_text_add(line, its->name);
    if (!its->is_here)
        rmx_text_add(line, "  went away");
    else if (!its->has_sent)
        rmx_text_add(line, "  has sent nothing yet");
    end_line(lines, line);
    for (int i = 0; i < state->row_count; i++)
        if (state->rows[i].source == source)
            add_row(lines, line, &state->rows[i]);
}

// How many lines all that came in would take.
static int wanted_lines(const struct rmx_listen_state *state)
{
    return state->source_count + state->row_count;
}

static void drop_oldest(struct rmx_listen_state *state)
{
    int oldest = 0;
    for (int i = 1; i < state->row_count; i++)
        if (state->rows[i].time_ms < state->rows[oldest].time_ms)
            oldest = i;
    state->row_count--;
    memmove(&state->rows[oldest], &state->rows[oldest + 1],
            (size_t)(state->row_count - oldest) * sizeof(*state->rows));
}

// Where there is no room for all, what was silent for the longest is left out, and counted.
static void add_sources(struct lines *lines, struct rmx_text *line)
{
    struct rmx_listen_state *state = &lines->state;
    int room = lines->view->lines - 1 - lines->count, left_out = 0;
    for (; state->row_count > 0 && wanted_lines(state) + (left_out > 0) > room; left_out++)
        drop_oldest(state);
    for (int i = 0; i < state->source_count; i++)
        add_source(lines, line, i);
    if (left_out) {
        rmx_text_printf(line, "  and %d more that have been silent for longer", left_out);
        end_line(lines, line);
    }
}

void rmx_listen_view(struct rmx_text *out, const struct rmx_listen_view *view, int *count)
{
    struct lines lines = {.out = out, .view = view, .state = *view->state};
    struct rmx_text line = {0};
    rmx_text_printf(&line, "%-*s%s", LABEL, "scene", view->scene ? view->scene : "none");
    end_line(&lines, &line);
    add_sound(&lines, &line);
    rmx_text_printf(&line, "%-*s%s", LABEL, "MIDI", view->midi);
    end_line(&lines, &line);
    rmx_text_printf(&line, "%-*s%s", LABEL, "OSC",
                    view->osc ? view->osc : "off: --osc PORT takes messages");
    end_line(&lines, &line);
    add_sources(&lines, &line);
    *count = lines.count;
    rmx_text_finish(&line);
}
