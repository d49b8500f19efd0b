// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = 16 };

struct block {
    struct block *next;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) char bytes[];
};

struct rmx_arena {
    struct block *blocks; // the newest first
};

static struct block *new_block(size_t size)
{
    struct block *block = calloc(1, sizeof(*block) + size);
    if (!block) {
        fputs("remontage: out of memory\n", stderr);
        abort();
    }
    block->size = size;
    return block;
}

static void free_blocks(struct block *block)
{
    while (block) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

struct rmx_arena *rmx_arena_create(void)
{
    struct rmx_arena *arena = calloc(1, sizeof(*arena));
    if (!arena)
        abort();
    return arena;
}

void rmx_arena_destroy(struct rmx_arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->blocks);
    free(arena);
}

void rmx_arena_clear(struct rmx_arena *arena)
{
    if (!arena->blocks)
        return;
    free_blocks(arena->blocks->next);
    arena->blocks->next = NULL;
    memset(arena->blocks->bytes, 0, arena->blocks->used);
    arena->blocks->used = 0;
}

void *rmx_arena_alloc(struct rmx_arena *arena, size_t size)
{
    assert(size < SIZE_MAX / 2);
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = new_block(size > BLOCK_BYTES ? size : BLOCK_BYTES);
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *result = block->bytes + block->used;
    block->used += size;
    return result;
}

char *rmx_arena_copy_n(struct rmx_arena *arena, const char *text, size_t length)
{
    char *copy = rmx_arena_alloc(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *rmx_arena_copy(struct rmx_arena *arena, const char *text)
{
    return rmx_arena_copy_n(arena, text, strlen(text));
}

char *rmx_arena_vprintf(struct rmx_arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    assert(length >= 0);
    char *text = rmx_arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *rmx_arena_printf(struct rmx_arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = rmx_arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

// Full when the count is 0 or a power of two from 8 up.
static int is_full(int count)
{
    return count == 0 || (count >= 8 && (count & (count - 1)) == 0);
}

void *rmx_arena_push(struct rmx_arena *arena, void **items, int *count, size_t item_size)
{
    if (is_full(*count)) {
        size_t capacity = *count == 0 ? 8 : (size_t)*count * 2;
        void *grown = rmx_arena_alloc(arena, capacity * item_size);
        if (*count)
            memcpy(grown, *items, (size_t)*count * item_size);
        *items = grown;
    }
    return (char *)*items + (size_t)(*count)++ * item_size;
}
