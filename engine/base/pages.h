// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for pixels: blocks of many megabytes that are written once, from end to end.
//
// Such a block costs mostly page faults; huge pages, where the system grants them, are five hundred
// times fewer.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Not zeroed; NULL where memory is short. To be freed by free().
void *rmx_pages_alloc(size_t size);
// Whether so many bytes could be had now: for what calls libraries that fall where they get none.
bool rmx_pages_are_left(size_t size);
