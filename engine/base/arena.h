// SPDX-License-Identifier: GPL-3.0-or-later
// Memory with one lifetime: allocated in small parts, freed at once.
//
// Four arenas carry the program: program, scene generation, frame, call.
// Not thread-safe; each thread uses its own. Running out of memory ends the program (abort).
#pragma once

#include <stdarg.h>
#include <stddef.h>

struct rmx_arena;

struct rmx_arena *rmx_arena_create(void);
// Frees the arena and all that was allocated from it. NULL is fine.
void rmx_arena_destroy(struct rmx_arena *arena);
// Forgets all allocations but keeps the memory for the next ones.
void rmx_arena_clear(struct rmx_arena *arena);

// Zeroed, aligned to 16 bytes, never NULL. Size 0 gives a valid pointer.
void *rmx_arena_alloc(struct rmx_arena *arena, size_t size);
// `count` zeroed items of a type.
#define RMX_NEW(arena, type, count)                                                                \
    ((type *)rmx_arena_alloc((arena), sizeof(type) * (size_t)(count)))

char *rmx_arena_copy(struct rmx_arena *arena, const char *text);
// The first `length` bytes of `text`, terminated.
char *rmx_arena_copy_n(struct rmx_arena *arena, const char *text, size_t length);
char *rmx_arena_printf(struct rmx_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *rmx_arena_vprintf(struct rmx_arena *arena, const char *format, va_list arguments);

// A growing array in an arena: makes room for one more item and returns its zeroed place.
//   struct rmx_layer *layer = RMX_PUSH(arena, &scene->layers, &scene->layer_count);
// The capacity is the next power of two, so it needs no field; old copies stay in the arena.
void *rmx_arena_push(struct rmx_arena *arena, void **items, int *count, size_t item_size);
#define RMX_PUSH(arena, items, count)                                                              \
    ((__typeof__(*(items)))rmx_arena_push((arena), (void **)(items), (count), sizeof(**(items))))
