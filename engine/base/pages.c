// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 << 20 };

void *rmx_pages_alloc(size_t size)
{
    if (size < LARGE_PAGE || size > SIZE_MAX - LARGE_PAGE)
        return malloc(size);
    size_t whole = (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    void *block = aligned_alloc(LARGE_PAGE, whole);
    if (block)
        madvise(block, whole, MADV_HUGEPAGE); // a wish: refused, the block is as good
    return block;
}

bool rmx_pages_are_left(size_t size)
{
    void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        return false;
    munmap(block, size);
    return true;
}
