// SPDX-License-Identifier: GPL-3.0-or-later
// Prefix sums and a stable radix sort on the GPU.
//
// In:  buffers of 32-bit numbers. Out: the same in place, or a list of items in their order. The
// same bytes each time: nothing depends on which thread is first. Lengths reach the shaders as the
// lengths of what is bound, constants as buffers: programs are shared between threads, and their
// uniforms would be, too.
// Thread: a current context. Binding 4 (the head: how many keys there are) stays; 7 to 13 are used.
#pragma once

#include "render/buffer.h"
#include "render/program.h"

struct rmx_sorter_programs {
    GLuint scan_sums, scan_top, scan_spread;
    GLuint count, scatter, take; // 0 where nothing is sorted
};

// `sorts`: rmx_sorter_sort will be called; else prefix sums are all. False: a broken installation
// (logged); to be finished all the same.
bool rmx_sorter_programs_init(struct rmx_sorter_programs *programs,
                              const struct rmx_program_loader *loader, bool sorts);
void rmx_sorter_programs_finish(struct rmx_sorter_programs *programs, struct rmx_store *store);

struct rmx_sorter {
    const struct rmx_sorter_programs *programs;
    GLuint numbers, sums; // counts of digits; sums of runs
    GLuint keys[2], items[2];
    GLuint constants; // 0, 1, 3, 8 ... a constant each 256 bytes
    int capacity;
};

// Runs a compute shader of groups of 64; what it writes is seen by the next one.
void rmx_compute(GLuint program, int invocations);

// The programs outlive it.
void rmx_sorter_init(struct rmx_sorter *sorter, const struct rmx_sorter_programs *programs);
void rmx_sorter_finish(struct rmx_sorter *sorter);
// Room for so many keys; what was in the buffers is lost where it grows.
void rmx_sorter_reserve(struct rmx_sorter *sorter, int capacity);

// Binds a buffer with one small number to binding 7.
void rmx_sorter_bind_constant(const struct rmx_sorter *sorter, int number);
// Each number of `numbers`, at most the capacity, becomes the sum of those before it; the sum of
// all goes to `total`, 4 bytes.
void rmx_sorter_scan(struct rmx_sorter *sorter, struct rmx_buffer_range numbers,
                     struct rmx_buffer_range total);
// Sorts the first head[0] of keys[0], at most `count`; then the i-th number of `list` is the i-th
// smallest one's number, or, as ranks, the number-th of `list` is i.
void rmx_sorter_sort(struct rmx_sorter *sorter, int count, struct rmx_buffer_range list,
                     bool is_ranks);
