// SPDX-License-Identifier: GPL-3.0-or-later
// Writes JSON, indented, value by value. Reading JSON is isf's.
//
// In:  values in order, each with its key inside an object and NULL inside an array.
// Out: text at the end of `out`.
#pragma once

#include "base/text.h"

struct rmx_json {
    struct rmx_text *out;
    int depth;
    bool has_items; // the object or array that is open has one already
    bool is_flat;   // it stands on one line
};

void rmx_json_open(struct rmx_json *json, const char *key, char bracket);
// An array on one line; numbers and strings only go in.
void rmx_json_open_flat(struct rmx_json *json, const char *key);
void rmx_json_close(struct rmx_json *json, char bracket);
// Bytes that are no UTF-8 become U+FFFD.
void rmx_json_text(struct rmx_json *json, const char *key, const char *value);
void rmx_json_null(struct rmx_json *json, const char *key);
void rmx_json_number(struct rmx_json *json, const char *key, double value);
void rmx_json_bool(struct rmx_json *json, const char *key, bool value);
// An array of the words in `list`, which one space parts.
void rmx_json_words(struct rmx_json *json, const char *key, const char *list);
