// SPDX-License-Identifier: GPL-3.0-or-later
// Growing strings, and predicates on text: identifiers, UTF-8, the nearest name.
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

// A growing string on the heap. Zero is empty; `data` is terminated once anything was added, else
// NULL.
struct rmx_text {
    char *data;
    size_t length;
    size_t capacity;
};

void rmx_text_finish(struct rmx_text *text); // frees the data, leaves it empty
void rmx_text_clear(struct rmx_text *text);  // empties it, keeps the memory
void rmx_text_add(struct rmx_text *text, const char *string);
void rmx_text_add_n(struct rmx_text *text, const char *bytes, size_t length);
void rmx_text_printf(struct rmx_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void rmx_text_vprintf(struct rmx_text *text, const char *format, va_list arguments);
// The string, "" while empty.
const char *rmx_text_string(const struct rmx_text *text);

// The same of a stranger's text, of which no UTF-8 was promised: each byte that is none becomes
// U+FFFD.
void rmx_text_add_utf8(struct rmx_text *text, const char *string);
// And on one line that steers no terminal: what is a control or turns the direction of writing
// becomes a blank.
void rmx_text_add_plain(struct rmx_text *text, const char *string);
void rmx_text_add_plain_n(struct rmx_text *text, const char *bytes, size_t length);
// The same for a terminal, where all of it is to be seen: `\x1b` stands for such a byte, `\u202e`
// for such a character, `\n` for a line's end, a blank for a tab.
void rmx_text_add_line(struct rmx_text *text, const char *string);
void rmx_text_add_line_n(struct rmx_text *text, const char *bytes, size_t length);
// The same of what has lines and tabs of its own.
void rmx_text_add_lines(struct rmx_text *text, const char *string);
// The same of JSON, whose own escapes stand for them: `\u001b`. Bytes that are no UTF-8: U+FFFD.
void rmx_text_add_json(struct rmx_text *text, const char *json);
// Bytes of such a character at the start of a terminated text, 0: another one is. Controls, line
// separators, byte order marks and what is no character; U+200E, U+202E and their kin.
size_t rmx_control_bytes(const char *text);
size_t rmx_direction_bytes(const char *text);

// The name nearest to `word` by edit distance (a swap of neighbours counts one), case aside, of
// equally near ones the first that begins with it; else one that begins with it, or that it begins
// with. NULL where none is near enough to be meant: one slip in five letters, two in eight, three
// in more; none in two, and more than one only behind the first letter.
const char *rmx_nearest(const char *word, const char *const *names, int count);

// Letters, digits and '_', not starting with a digit, not empty.
bool rmx_is_identifier(const char *word);
// [a-z_][a-z0-9_]*
bool rmx_is_scene_name(const char *word);
// /… as one receiver of OSC messages has it: ASCII without spaces and # * , ? [ ] { }, of 100 bytes
// at most.
bool rmx_is_osc_address(const char *bytes, size_t length);
bool rmx_is_utf8(const char *bytes, size_t length);
bool rmx_has_suffix(const char *text, const char *suffix); // ASCII case aside
