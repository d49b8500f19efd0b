// SPDX-License-Identifier: GPL-3.0-or-later
// User errors, each with its place in a text, as a compiler would report them.
//
// In:  rooms that read foreign text add errors to a list and go on reading.
// Out: app/ prints the list and chooses the exit code.
#pragma once

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>

// A text that was read: a scene file, an include, an effect, or the command line ("--chain").
// The name is shown to the user; the text stays alive as long as spans point at it.
struct rmx_source_text {
    const char *name;
    const char *text;
    size_t length;
};

// Where something stands. Line and column count from 1, columns in characters (code points);
// line 0 means the file as a whole. Length in characters, at least 1.
struct rmx_span {
    const struct rmx_source_text *source; // NULL: no file at all
    int line;
    int column;
    int length;
};

enum rmx_severity {
    RMX_ERROR,
    RMX_WARNING,
};

struct rmx_error {
    enum rmx_severity severity;
    const char *id; // "unknown-key": stable, kebab case; tests and editors rely on it
    struct rmx_span span;
    struct rmx_span other;  // a second place; line 0: none
    const char *other_note; // what it has to do with this ("first defined here"); NULL: no words
    const char *message;    // what was found, one sentence without a full stop
    const char *hint;       // what would do ("did you mean 'halftone'?"); NULL: none
    bool unreadable;        // a missing or unreadable input: exit code 66 where all errors are such
};

struct rmx_errors {
    struct rmx_arena *arena; // owns messages and the list
    struct rmx_error *items;
    int count;
    int error_count; // those that are no warnings
};

// Adds an error; the message is formatted into the arena. Returns it, so that a caller may set
// `hint`, `other` or `unreadable`. After 200 errors further ones share one place and are not kept.
struct rmx_error *rmx_errors_add(struct rmx_errors *errors, struct rmx_span span, const char *id,
                                 const char *format, ...) __attribute__((format(printf, 4, 5)));
struct rmx_error *rmx_errors_warn(struct rmx_errors *errors, struct rmx_span span, const char *id,
                                  const char *format, ...) __attribute__((format(printf, 4, 5)));
// "did you mean 'x'?" as the hint where a name is near; else `otherwise` (NULL will do).
void rmx_error_suggest(struct rmx_errors *errors, struct rmx_error *error, const char *word,
                       const char *const *names, int count, const char *otherwise);

// Sorts by file order of arrival, then line and column; stable.
void rmx_errors_sort(struct rmx_errors *errors);
// Prints one error as `file:line:col: error: message [id]`, the line, a caret, the hint.
void rmx_error_format(struct rmx_text *out, const struct rmx_error *error);
// 0 where there are only warnings, 66 where every error is `unreadable`, else 65.
int rmx_errors_exit_code(const struct rmx_errors *errors);
