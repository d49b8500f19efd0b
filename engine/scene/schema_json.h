// SPDX-License-Identifier: GPL-3.0-or-later
// Writes JSON, indented, value by value. Reading JSON is the catalog's.
//
// In:  values in order, each with its key inside an object and NULL inside an array.
// Out: text at the end of `out`.
#pragma once

#include "base/text.h"

struct schema_json {
    struct rmx_text *out;
    int depth;
    bool has_items; // the object or array that is open has one already
    bool is_flat;   // it stands on one line
};

void schema_open(struct schema_json *json, const char *key, char bracket);
// An array on one line; numbers and strings only go in.
void schema_open_flat(struct schema_json *json, const char *key);
void schema_close(struct schema_json *json, char bracket);
void schema_text(struct schema_json *json, const char *key, const char *value);
void schema_number(struct schema_json *json, const char *key, double value);
void schema_switch(struct schema_json *json, const char *key, bool value);
// An array of the words in `list`, which one space parts.
void schema_words(struct schema_json *json, const char *key, const char *list);
