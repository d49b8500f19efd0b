// SPDX-License-Identifier: GPL-3.0-or-later
// Places in JSON, which cJSON does not keep: the text is walked again.
//
// In:  the place of a value's first byte in JSON that cJSON took, and the JSON's end. Pure.
#pragma once

#include <stddef.h>

// From an object: the place of the key's opening quote, and of its value in *value. NULL: no such
// key.
const char *rmx_json_key(const char *object, const char *end, const char *key, const char **value);
// From an array: its first item; NULL where it is empty.
const char *rmx_json_first(const char *array, const char *end);
// From an item: the next one; NULL after the last.
const char *rmx_json_next(const char *item, const char *end);
// The bytes of the value that begins here.
size_t rmx_json_length(const char *value, const char *end);
// Within a string: behind the character that begins here, an escape of any length being one.
const char *rmx_json_next_character(const char *at, const char *end);

// For JSON that cJSON did not take: where it goes wrong, and what was wanted there ("a comma or a
// '}'"). NULL: nothing found.
const char *rmx_json_fault(const char *json, const char *end, const char **wanted);
