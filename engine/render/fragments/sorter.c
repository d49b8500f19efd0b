// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/sorter.h"

enum {
    GROUP = 64, // invocations, in all shaders here but scan_top
    SCAN_RUN = 512,
    SORT_RUN = 256,
    DIGITS = 256,
    DIGIT_BITS = 8,
    KEY_BITS = 32,
    ALIGNMENT = 256,
    CONSTANT = 7, // bindings
    NUMBERS,
    SUMS,
    KEYS,
    ITEMS,
    KEYS_TO,
    ITEMS_TO,
    TOTAL = CONSTANT,
    LIST = KEYS_TO,
};

// 0 and 1, the shifts, and what mesh.comp takes.
static const GLuint constants[] = {0, 1, 8, 16, 24, 3, 9, 3 + 16, 9 + 16};
enum { CONSTANTS = sizeof(constants) / sizeof(*constants) };

static int runs_of(int count, int run)
{
    return (count + run - 1) / run;
}

void rmx_compute(GLuint program, int invocations)
{
    glUseProgram(program);
    glDispatchCompute((GLuint)runs_of(invocations, GROUP), 1, 1);
    glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT);
}

static GLuint create_constants(void)
{
    GLuint buffer, numbers[CONSTANTS * ALIGNMENT / 4 + 1] = {0};
    for (int i = 0; i <= CONSTANTS; i++)
        numbers[i * ALIGNMENT / 4] = i < CONSTANTS ? constants[i] : 0;
    glCreateBuffers(1, &buffer);
    glNamedBufferStorage(buffer, sizeof(numbers), numbers, 0);
    return buffer;
}

void rmx_sorter_bind_constant(const struct rmx_sorter *sorter, int number)
{
    int i = 0;
    while (constants[i] != (GLuint)number)
        i++;
    rmx_buffer_bind_range(CONSTANT,
                          (struct rmx_buffer_range){sorter->constants, (GLintptr)i * ALIGNMENT, 4});
}

bool rmx_sorter_programs_init(struct rmx_sorter_programs *programs,
                              const struct rmx_program_loader *loader, bool sorts)
{
    *programs = (struct rmx_sorter_programs){
        .scan_sums = rmx_program_builtin_compute(loader, "scan_sums.comp"),
        .scan_top = rmx_program_builtin_compute(loader, "scan_top.comp"),
        .scan_spread = rmx_program_builtin_compute(loader, "scan_spread.comp"),
    };
    bool scans = programs->scan_sums && programs->scan_top && programs->scan_spread;
    if (!scans || !sorts)
        return scans;
    programs->count = rmx_program_builtin_compute(loader, "sort_count.comp");
    programs->scatter = rmx_program_builtin_compute(loader, "sort_scatter.comp");
    programs->take = rmx_program_builtin_compute(loader, "sort_take.comp");
    return programs->count && programs->scatter && programs->take;
}

void rmx_sorter_programs_finish(struct rmx_sorter_programs *programs, struct rmx_store *store)
{
    const GLuint all[] = {programs->scan_sums, programs->scan_top, programs->scan_spread,
                          programs->count,     programs->scatter,  programs->take};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        rmx_store_drop_program(store, all[i]);
    *programs = (struct rmx_sorter_programs){0};
}

void rmx_sorter_init(struct rmx_sorter *sorter, const struct rmx_sorter_programs *programs)
{
    *sorter = (struct rmx_sorter){.programs = programs, .constants = create_constants()};
}

void rmx_sorter_finish(struct rmx_sorter *sorter)
{
    glDeleteBuffers(1, &sorter->constants);
    glDeleteBuffers(1, &sorter->numbers);
    glDeleteBuffers(1, &sorter->sums);
    glDeleteBuffers(2, sorter->keys);
    glDeleteBuffers(2, sorter->items);
    *sorter = (struct rmx_sorter){0};
}

void rmx_sorter_reserve(struct rmx_sorter *sorter, int capacity)
{
    if (capacity <= sorter->capacity)
        return;
    int numbers = DIGITS * runs_of(capacity, SORT_RUN);
    rmx_buffer_resize(&sorter->numbers, (GLsizeiptr)4 * numbers);
    rmx_buffer_resize(&sorter->sums, (GLsizeiptr)4 * (runs_of(numbers, SCAN_RUN) + 1));
    for (int i = 0; i < 2; i++) {
        rmx_buffer_resize(&sorter->keys[i], (GLsizeiptr)4 * capacity);
        rmx_buffer_resize(&sorter->items[i], (GLsizeiptr)4 * capacity);
    }
    sorter->capacity = capacity;
}

void rmx_sorter_scan(struct rmx_sorter *sorter, struct rmx_buffer_range numbers,
                     struct rmx_buffer_range total)
{
    int runs = runs_of((int)(numbers.size / 4), SCAN_RUN);
    rmx_buffer_bind_range(NUMBERS, numbers);
    rmx_buffer_bind_range(SUMS, (struct rmx_buffer_range){sorter->sums, 0, (GLsizeiptr)runs * 4});
    rmx_buffer_bind_range(TOTAL, total);
    rmx_compute(sorter->programs->scan_sums, runs);
    rmx_compute(sorter->programs->scan_top, 1);
    rmx_compute(sorter->programs->scan_spread, runs);
}

static struct rmx_buffer_range whole(GLuint buffer, int count)
{
    return (struct rmx_buffer_range){buffer, 0, (GLsizeiptr)count * 4};
}

void rmx_sorter_sort(struct rmx_sorter *sorter, int count, struct rmx_buffer_range list,
                     bool is_ranks)
{
    int runs = runs_of(count, SORT_RUN), from = 0;
    struct rmx_buffer_range numbers = whole(sorter->numbers, DIGITS * runs);
    struct rmx_buffer_range nowhere = {sorter->constants, CONSTANTS * ALIGNMENT, 4};
    for (int shift = 0; shift < KEY_BITS; shift += DIGIT_BITS, from = !from) {
        rmx_buffer_bind_range(NUMBERS, numbers);
        rmx_buffer_bind_range(KEYS, whole(sorter->keys[from], count));
        rmx_buffer_bind_range(ITEMS, whole(sorter->items[from], count));
        rmx_buffer_bind_range(KEYS_TO, whole(sorter->keys[!from], count));
        rmx_buffer_bind_range(ITEMS_TO, whole(sorter->items[!from], count));
        rmx_sorter_bind_constant(sorter, shift);
        rmx_compute(sorter->programs->count, runs);
        rmx_sorter_scan(sorter, numbers, nowhere);
        rmx_sorter_bind_constant(sorter, shift);
        rmx_compute(sorter->programs->scatter, runs);
    }
    rmx_buffer_bind_range(ITEMS, whole(sorter->items[from], count));
    rmx_buffer_bind_range(LIST, list);
    rmx_sorter_bind_constant(sorter, is_ranks);
    rmx_compute(sorter->programs->take, count);
}
