// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed behind an option, read and kept.
//
// In:  a row of the table and a word of argv. Out: a field of struct rmx_options.
#pragma once

#include "app/options_rows.h"

// False after an error, which was said on standard error. `text`: NULL where the row takes none.
bool rmx_option_set(struct rmx_options *options, const struct rmx_option_row *row,
                    const char *text);
