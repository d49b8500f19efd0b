// SPDX-License-Identifier: GPL-3.0-or-later
// Where something stands in a text: from a pointer to a span.
//
// Pure. Takes the time of the text before the place, so it is for errors only.
#pragma once

#include "base/error.h"

// `at` points into the source's text (or to its end); `length` is in bytes.
struct rmx_span rmx_place(const struct rmx_source_text *source, const char *at, size_t length);

// The same of a place that does not stand before the one at `from`, whose span is known: many of
// them, in their order, take the time of one.
struct rmx_span rmx_place_after(const struct rmx_span *before, const char *from, const char *at,
                                size_t length);
