// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for pixels: blocks of many megabytes that are written once, from end to end.
//
// Most of what such a block costs is the kernel's giving it page by page; large pages, where the
// system gives them on request, are five hundred times fewer.
#pragma once

#include <stddef.h>

// Not zeroed; NULL where memory is short. To be freed by free().
void *rmx_pages_alloc(size_t size);
