// SPDX-License-Identifier: GPL-3.0-or-later
// What the files node*.c share: a text by lines, and the mistakes of YAML itself.
#pragma once

#include "graph/node.h"

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

// What libyaml answered.
struct rmx_yaml_problem {
    const char *context, *problem; // "" where none
    struct rmx_mark context_mark, mark;
};

// Says what the artist probably meant. Returns the first line that is not whole.
int rmx_yaml_explain(const struct rmx_lines *lines, const struct rmx_yaml_problem *problem,
                     struct rmx_errors *errors);
