// SPDX-License-Identifier: GPL-3.0-or-later
// Credits as a plain text, for people: a title, each source with its words, what is open.
//
// In:  credits, warnings (share/credits.h). Out: UTF-8, lines of at most 72 characters but for
// words that are longer.
// Pure.
#pragma once

#include "share/credits.h"

// `warnings` at the end, those of rmx_credits_check; NULL: none.
void rmx_credits_text(struct rmx_text *out, const struct rmx_credits *credits,
                      const struct rmx_errors *warnings);

// A text on one line: blanks and control characters of any kind and number are one blank.
const char *rmx_credits_line(struct rmx_arena *arena, const char *text);

// How wide a line is, in widths of a letter; the signs of East Asia take two.
int rmx_credits_width(const char *text, size_t length);
// Where a line of at most `most` such widths ends, at a blank where there is one: bytes of `text`.
size_t rmx_credits_break(const char *text, int most);
