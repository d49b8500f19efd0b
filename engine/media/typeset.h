// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that are set once and kept: labels by what they say and in which style.
//
// Numbers that change are not set again: they are put together from figures, which a style has
// once.
// In:  texts, styles. Out: struct rmx_line, kept until all are forgotten.
// Thread: any, but one sets them: the one that wants a line, or with `deferred` the one that works.
// Lines that were got may be read beside all calls but rmx_typeset_forget.
#pragma once

#include "media/label.h"

// A text that is set. Its pen begins at 0; `rise` is from the first line's baseline up to the ink's
// top row.
struct rmx_line {
    int number; // from 0, no two lines of a typeset have the same
    struct rmx_label label;
    int rise;
    double advance; // where the pen would go on; of figures alone
};

struct rmx_typeset;

// `deferred`: what was not set yet is wanted, and set by rmx_typeset_work.
struct rmx_typeset *rmx_typeset_create(bool deferred);
void rmx_typeset_destroy(struct rmx_typeset *typeset); // NULL is fine

// NULL: it cannot be set (logged), or not yet.
const struct rmx_line *rmx_typeset_line(struct rmx_typeset *typeset, const char *text,
                                        const struct rmx_label_style *style);
// A figure, a sign of a number or a letter: one byte of ASCII, with its advance.
const struct rmx_line *rmx_typeset_figure(struct rmx_typeset *typeset, char figure,
                                          const struct rmx_label_style *style);

// Whether lines are wanted that are not set. Sets them all: for another thread.
bool rmx_typeset_waits(struct rmx_typeset *typeset);
void rmx_typeset_work(struct rmx_typeset *typeset);
// How many texts were set since the start, figures too.
int rmx_typeset_made(struct rmx_typeset *typeset);
// Lines that are kept; past a few thousand the owner may want to begin anew.
int rmx_typeset_count(struct rmx_typeset *typeset);
// All lines are gone, numbers begin anew. Not while one is being set.
void rmx_typeset_forget(struct rmx_typeset *typeset);
// How often that was.
int rmx_typeset_forgotten(struct rmx_typeset *typeset);
