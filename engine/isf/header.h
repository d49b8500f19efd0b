// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON header of an ISF file into the fields of struct rmx_effect.
//
// In:  the text between the comment's delimiters. Out: fields and errors with their places.
// Pure. What a real file may hold is isf-host's business: number types are mixed, unknown keys
// ignored.
#pragma once

#include "isf/effect.h"

#include <cjson/cJSON.h>

// Pictures are all that a file reads through a sampler: inputs, buffers, imported ones. Every
// device has as many.
enum { RMX_MOST_CLOCKS = 32 };
enum { RMX_MOST_PASSES = 64, RMX_MOST_VALUES = 1024, RMX_MOST_PICTURES = 16 };

// What the reading functions share. `json`..`end` is the header's text, in `text`: the source's own
// or, where that is no strict JSON, a copy with other bytes in the same places.
struct rmx_header {
    struct rmx_arena *arena;
    const struct rmx_source_text *source;
    const char *text, *json, *end;
    struct rmx_errors *errors;
    bool is_ours; // as rmx_effect
};

// Fills all but the body's fields. False where the JSON cannot be read at all.
bool rmx_header_read(const struct rmx_header *header, struct rmx_effect *effect);

// For inputs.c: INPUTS into the effect. `array` is where its '[' stands.
void rmx_inputs_read(const struct rmx_header *header, const cJSON *inputs, const char *array,
                     struct rmx_effect *effect);

// For pictures.c: PASSES, PERSISTENT_BUFFERS and IMPORTED of the header's object.
void rmx_pictures_read(const struct rmx_header *header, const cJSON *root,
                       struct rmx_effect *effect);

// Where `at`, which points into the header's text, stands in the file.
struct rmx_span rmx_header_span(const struct rmx_header *header, const char *at, size_t length);
// The place of a key's value in the object that begins at `object`; the object's first byte where
// it has none.
struct rmx_span rmx_header_place(const struct rmx_header *header, const char *object,
                                 const char *key);
// Why a name of the header cannot stand in GLSL: "is a word of GLSL", ...; NULL: it can. Words that
// are newer than the format are names in files of others.
const char *rmx_header_name_fault(const struct rmx_header *header, const char *name);
// Up to `count` finite numbers (booleans are 1 and 0) from a number or an array. False: not so
// many.
bool rmx_header_numbers(const cJSON *item, double *numbers, int count);
// A string's copy, "" for anything else.
const char *rmx_header_string(const struct rmx_header *header, const cJSON *object,
                              const char *key);
// true, a number above 0, "true", "yes" or "1".
bool rmx_header_is_true(const cJSON *item);
