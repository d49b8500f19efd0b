// SPDX-License-Identifier: GPL-3.0-or-later
// What the files that lay out the reveal share.
//
// In:  nothing. Out: nothing: plain data, for share/reveal_*.c alone; others include
// share/reveal_page.h.
#pragma once

#include "share/reveal_page.h"

// All in pixels. `em` is the letters' size.
struct rmx_reveal_look {
    double em, margin, hairline;
    struct rmx_label_style title, text, strong, small, caps, figures;
};

enum rmx_reveal_color {
    RMX_REVEAL_PAPER,
    RMX_REVEAL_DIM,
    RMX_REVEAL_FAINT,
    RMX_REVEAL_ACCENT,
    RMX_REVEAL_PLATE,
};

// A number that a frame says.
enum rmx_reveal_field_kind {
    RMX_REVEAL_TIME,
    RMX_REVEAL_FRAME,
    RMX_REVEAL_SIGNAL,
    RMX_REVEAL_KNOB, // no number: where it stands on its way
};
struct rmx_reveal_field {
    enum rmx_reveal_field_kind kind;
    int index;    // of the signal, of the knob
    double x, y;  // the baseline
    bool ends;    // the number ends at x, else it begins there
    double width; // of the knob's way
};

struct rmx_reveal_page {
    struct rmx_arena *arena;
    struct rmx_typeset *typeset;
    struct rmx_reveal_params params;
    struct rmx_reveal_look look;
    const int *order;       // the holders, those that hold most first; NULL: not measured yet
    bool is_narrow;         // the panels stand one below the other
    struct rmx_marks marks; // what does not change
    struct rmx_reveal_field *fields;
    int field_count;
    struct rmx_spot *spots;
    int spot_count;
    struct rmx_box *panels;
    int panel_count;
};

// reveal_page.c: a text whose pen begins at x; where its ink ends.
double rmx_reveal_text(struct rmx_reveal_page *page, double x, double y,
                       const struct rmx_line *line, enum rmx_reveal_color color);
const struct rmx_line *rmx_reveal_set(const struct rmx_reveal_page *page, const char *text,
                                      const struct rmx_label_style *style);
// The same style with lines that break.
struct rmx_label_style rmx_reveal_within(const struct rmx_label_style *style, double width);
double rmx_reveal_ink(const struct rmx_line *line); // its width from the pen on
// reveal_text.c: from line to line; how many lines a text has.
double rmx_reveal_pitch(const struct rmx_label_style *style);
int rmx_reveal_lines(const struct rmx_line *line, const struct rmx_label_style *style);
// A text without breaks and control characters, as far as there is room for it in so many lines of
// that width: an ellipsis stands for the rest. As it is where it is not measured yet.
const char *rmx_reveal_shortened(const struct rmx_reveal_page *page, const char *text,
                                 const struct rmx_label_style *style, double width, int lines);
// The same, set.
const struct rmx_line *rmx_reveal_fit(const struct rmx_reveal_page *page, const char *text,
                                      const struct rmx_label_style *style, double width, int lines);
// reveal_page.c: how wide a number is; as wide as a signal's can become.
double rmx_reveal_width(const struct rmx_reveal_page *page, const char *number);
double rmx_reveal_widest(const struct rmx_reveal_page *page);
// A number of figures, which ends at x or begins there.
void rmx_reveal_number(const struct rmx_reveal_page *page, struct rmx_marks *marks, double x,
                       double y, bool ends, const char *number, enum rmx_reveal_color color);
void rmx_reveal_rect(struct rmx_reveal_page *page, struct rmx_box box, enum rmx_reveal_color color);
void rmx_reveal_line(struct rmx_reveal_page *page, double x, double y, double to_x, double to_y,
                     enum rmx_reveal_color color);
void rmx_reveal_field(struct rmx_reveal_page *page, const struct rmx_reveal_field *field);
// The plate of a panel is below what stands on it: its place is kept before, and filled in after.
int rmx_reveal_begin_panel(struct rmx_reveal_page *page);
void rmx_reveal_end_panel(struct rmx_reveal_page *page, int plate, struct rmx_box box);

// reveal_ledger.c: the holders of a page that is measured, those that hold most first; a source's
// name for people.
int *rmx_reveal_order(const struct rmx_reveal_page *page);
const char *rmx_reveal_name(const struct rmx_source *source, const char *name);
// Who made it, and what allows its use; "" where neither is said.
const char *rmx_reveal_credit(const struct rmx_reveal_page *page, const struct rmx_source *source);

// The panels. `lowest`: how far down they may reach, in pixels from the bottom.
double rmx_reveal_plan(
    struct rmx_reveal_page *page); // along the bottom; where its upper edge is, 0: no room
double rmx_reveal_ledger(struct rmx_reveal_page *page, double lowest); // upper left; its lower edge
bool rmx_reveal_has_controls(const struct rmx_plan *plan);
// From `top` down: upper right, or below the ledger.
void rmx_reveal_controls(struct rmx_reveal_page *page, double top, double lowest);
void rmx_reveal_labels(struct rmx_reveal_page *page); // beside what they name
