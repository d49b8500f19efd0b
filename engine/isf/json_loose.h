// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as people write it, made strict: comments, a comma after the last entry, single quotes.
//
// In:  a header's text. Out: the same text, byte for byte in its place, so that places still hold.
// Pure. Strict JSON stays as it is.
#pragma once

// The first place that was changed, and what it had in `what`; NULL: none.
const char *rmx_json_tighten(char *json, char *end, const char **what);
