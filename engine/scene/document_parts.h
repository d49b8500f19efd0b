// SPDX-License-Identifier: GPL-3.0-or-later
// What the files document*.c share: a text by lines, and the errors of YAML itself.
#pragma once

#include "scene/document.h"

// A mark of libyaml in our counting: from 1.
struct rmx_mark {
    int line, column;
};

// A text with the offset of each line. Line `count + 1` is the empty one past the end.
struct rmx_lines {
    const struct rmx_source_text *source;
    size_t *starts; // count + 1 of them
    int count;
};

struct rmx_lines rmx_lines_of(struct rmx_arena *arena, const struct rmx_source_text *source);
// Line `line` without its newline; an empty text where there is none such.
const char *rmx_line(const struct rmx_lines *lines, int line, size_t *length);
// The text from a mark on; at most to the text's end.
const char *rmx_text_at(const struct rmx_lines *lines, struct rmx_mark mark);
// The mark of an address in the text.
struct rmx_mark rmx_mark_at(const struct rmx_lines *lines, const char *at);

// Control characters, broken UTF-8 and invisible line breaks: false after the one error.
bool rmx_characters_check(const struct rmx_source_text *source, struct rmx_errors *errors);

// A value as it was typed: up to the comma or bracket inside brackets, else to the line's
// end; without a comment and trailing spaces.
int rmx_scan_value_length(const char *at, bool in_flow);
// Is the mark inside {…} or […] on its own line?
bool rmx_scan_in_brackets(const struct rmx_lines *lines, struct rmx_mark mark);
bool rmx_scan_has_ternary(const char *at, const char *end);
// The first character of a line behind spaces and the dashes of lists.
const char *rmx_scan_indented(const char *line, const char *end);
// "size:1920x1080": the colon between a word and no space. NULL where there is none such.
const char *rmx_scan_tight_colon(const char *line, size_t length);
// The bracket that closes an opening one, rightly or wrongly; NULL: none does.
const char *rmx_scan_closing_bracket(const char *at);

// Brackets of a whole text without a partner.
struct rmx_loose_brackets {
    const char *open;  // the innermost that is never closed; NULL
    const char *close; // the first that was never opened; NULL
};
struct rmx_loose_brackets rmx_scan_loose_brackets(const char *text);

// The last quote before `end` that begins a value and is closed on a later line only; NULL.
const char *rmx_scan_long_quote(const char *text, const char *end);

// What libyaml answered.
struct rmx_yaml_problem {
    const char *context, *problem; // "" where none
    struct rmx_mark context_mark, mark;
};

// Reports what was probably meant. Returns the first line that is not whole.
int rmx_yaml_explain(const struct rmx_lines *lines, const struct rmx_yaml_problem *problem,
                     struct rmx_errors *errors);

// document_repair.c: blanks in `text`, a copy of the lines', from a line on that is no YAML: it and
// what belongs to it.
void rmx_leave_out(const struct rmx_lines *lines, char *text, int line);

// Calls that their own commas have split inside brackets, in a list or map, joined and reported.
void rmx_node_join_split(struct rmx_errors *errors, struct rmx_node *node);
// Reports keys that stand twice, and drops the later ones.
void rmx_node_drop_duplicates(struct rmx_arena *arena, struct rmx_errors *errors,
                              struct rmx_node *map);
