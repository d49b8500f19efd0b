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

// A text on one line (rmx_text_add_plain), blanks of any number being one, and none at its ends.
const char *rmx_credits_line(struct rmx_arena *arena, const char *text);
// Whether a text is UTF-8 without controls (rmx_control_bytes).
bool rmx_credits_is_plain(const char *text);

// Where a line ends, in bytes of such a text: at a blank, so that it is at most as wide as `most`
// letters; the signs of East Asia are two wide, and lines end between any of them. A word that is
// wider is cut, at a '/' where there is one, or else is a line of its own.
size_t rmx_credits_break(const char *text, int most, bool cut);
