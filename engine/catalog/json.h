// SPDX-License-Identifier: GPL-3.0-or-later
// Places in JSON that cJSON has already accepted: cJSON keeps none, so the text is walked again.
//
// In:  the place of a value's first byte in valid JSON, and the JSON's end. Pure.
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
