// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/islands.h"

#include "base/log.h"

enum {
    HEAD = 4, // bindings
    SHEET = 7,
    VALUES,
    LABELS,
    NUMBERS,
    FOUND,
    RANKS,
    FLOOD,
    KEYS = NUMBERS,
    ROWS = NUMBERS,
    FLOOD_FROM = RANKS,
    FLOOD_UNIT = 26, // of textures
    ROWS_UNIT,
    FIELD_UNIT,
    ROUNDS = 8,       // of the flood: 255 texels
    PLAIN_ROUNDS = 4, // 15, where nothing but the outline is drawn
    HOLES = 0,        // what the sheet's last number says, elsewhere than in a flood
    ISLANDS = ROUNDS,
    FOUND_BYTES = 32,
    ROW_BYTES = 32,
    ALIGNMENT = 256,
};

enum stage { JOIN, FLATTEN, MEASURE, KEY, PUT_ROWS, NAME, SPREAD, FIELD, STAGES };

static const char *const files[STAGES] = {
    "islands_join.comp", "islands_flatten.comp", "islands_measure.comp", "islands_key.comp",
    "islands_rows.comp", "islands_name.comp",    "islands_flood.comp",   "islands_field.comp",
};

struct rmx_islands {
    const char *label;
    int texels, most; // of all sheets; islands that they have room for
    int first_round;  // of the flood
    bool has_told;
    long long labelled; // how often
    GLuint mark, fill, programs[STAGES];
    GLuint values, labels, numbers, found, ranks, rows, floods[2], head, sheet;
    GLuint field, row_texels, flood_texels[2]; // textures
};

// Each round's stride, and the sheet's size before it.
static GLuint create_sheet(const struct rmx_islands_plan *plan)
{
    GLuint buffer, numbers[(ROUNDS + 1) * ALIGNMENT / 4] = {0};
    for (int i = 0; i <= ROUNDS; i++) {
        GLuint *to = numbers + i * ALIGNMENT / 4;
        to[0] = (GLuint)plan->width;
        to[1] = (GLuint)plan->height;
        to[2] = (GLuint)plan->sheets;
        to[3] = i < ROUNDS ? 1u << (ROUNDS - 1 - i) : 0;
    }
    glCreateBuffers(1, &buffer);
    glNamedBufferStorage(buffer, sizeof(numbers), numbers, 0);
    return buffer;
}

static bool make_storage(struct rmx_islands *islands, const struct rmx_islands_plan *plan)
{
    GLsizeiptr texels = islands->texels, most = islands->most;
    GLsizeiptr holes = (GLsizeiptr)(plan->width * plan->height + 1) / 2 * plan->sheets;
    while (glGetError() != GL_NO_ERROR)
        continue; // an older error is not ours
    islands->sheet = create_sheet(plan);
    rmx_buffer_resize(&islands->head, 4);
    rmx_buffer_resize(&islands->values, texels * 4);
    rmx_buffer_resize(&islands->labels, texels * 4);
    rmx_buffer_resize(&islands->numbers, texels * 4);
    rmx_buffer_resize(&islands->floods[0], texels * 16);
    rmx_buffer_resize(&islands->floods[1], texels * 16);
    rmx_buffer_resize(&islands->found, holes * FOUND_BYTES); // islands are fewer
    rmx_buffer_resize(&islands->ranks, most * 4);
    rmx_buffer_resize(&islands->rows, (most + 1) * ROW_BYTES);
    glCreateTextures(GL_TEXTURE_BUFFER, 2, islands->flood_texels);
    for (int i = 0; i < 2; i++)
        glTextureBuffer(islands->flood_texels[i], GL_RGBA32UI, islands->floods[i]);
    glCreateTextures(GL_TEXTURE_BUFFER, 1, &islands->row_texels);
    glTextureBuffer(islands->row_texels, GL_RGBA32UI, islands->rows);
    glCreateTextures(GL_TEXTURE_2D, 1, &islands->field);
    glTextureStorage2D(islands->field, 1, GL_RGBA32F, plan->width, plan->height * plan->sheets);
    if (glGetError() == GL_NO_ERROR)
        return true;
    rmx_log(RMX_LOG_ERROR, "no GPU memory for the islands of %d masks of %d x %d", plan->sheets,
            plan->width, plan->height);
    return false;
}

struct rmx_islands *rmx_islands_create(struct rmx_arena *arena, const struct rmx_program_shop *shop,
                                       const struct rmx_plan *plan, const struct rmx_pass *pass,
                                       struct rmx_errors *errors)
{
    const struct rmx_islands_plan *asked = &pass->pieces->islands;
    struct rmx_islands *islands = RMX_NEW(arena, struct rmx_islands, 1);
    islands->label = plan->steps[pass->root].label;
    islands->has_told = asked->says_count;
    islands->first_round = asked->reaches ? 0 : ROUNDS - PLAIN_ROUNDS;
    islands->texels = asked->width * asked->height * asked->sheets;
    islands->most = ((asked->width + 1) / 2) * ((asked->height + 1) / 2) * asked->sheets;
    islands->mark = rmx_program_compute(shop, asked->mark, plan, pass, errors);
    bool fine = islands->mark;
    if (fine && asked->fill)
        fine = (islands->fill = rmx_program_compute(shop, asked->fill, plan, pass, errors));
    for (int i = 0; fine && i < STAGES; i++) {
        islands->programs[i] = rmx_program_builtin_compute(shop, files[i]);
        fine = islands->programs[i];
    }
    if (fine && make_storage(islands, asked))
        return islands;
    rmx_islands_finish(islands, shop->store);
    return NULL;
}

void rmx_islands_finish(struct rmx_islands *islands, struct rmx_store *store)
{
    if (!islands)
        return;
    rmx_store_drop_program(store, islands->mark);
    rmx_store_drop_program(store, islands->fill);
    for (int i = 0; i < STAGES; i++)
        rmx_store_drop_program(store, islands->programs[i]);
    GLuint buffers[] = {islands->values,    islands->labels,   islands->numbers, islands->found,
                        islands->ranks,     islands->rows,     islands->head,    islands->sheet,
                        islands->floods[0], islands->floods[1]};
    glDeleteBuffers(sizeof(buffers) / sizeof(*buffers), buffers);
    glDeleteTextures(2, (GLuint[]){islands->field, islands->row_texels});
    glDeleteTextures(2, islands->flood_texels);
}

static void bind_round(const struct rmx_islands *islands, int round)
{
    rmx_piece_bind(SHEET,
                   (struct rmx_piece_of){islands->sheet, (GLintptr)round * ALIGNMENT, ALIGNMENT});
}

static void bind(GLuint binding, GLuint buffer)
{
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, binding, buffer);
}

static void run(const struct rmx_islands *islands, enum stage stage)
{
    bool over_islands = stage == KEY || stage == PUT_ROWS;
    rmx_compute(islands->programs[stage], over_islands ? islands->most : islands->texels);
}

// What was marked: labels, and numbers in the order of their lowest texels.
static void find(const struct rmx_islands *islands, struct rmx_sorter *sorter, int of)
{
    bind_round(islands, of);
    bind(NUMBERS, islands->numbers);
    run(islands, JOIN);
    run(islands, FLATTEN);
    rmx_sorter_scan(sorter, (struct rmx_piece_of){islands->numbers, 0, islands->texels * 4},
                    (struct rmx_piece_of){islands->head, 0, 4});
}

static void measure(const struct rmx_islands *islands)
{
    const GLuint nothing = 0;
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glClearNamedBufferData(islands->found, GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT, &nothing);
    bind_round(islands, ISLANDS);
    bind(LABELS, islands->labels);
    bind(NUMBERS, islands->numbers);
    bind(FOUND, islands->found);
    run(islands, MEASURE);
}

static void mark(const struct rmx_islands *islands, GLuint program)
{
    bind(VALUES, islands->values);
    bind(LABELS, islands->labels);
    rmx_compute(program, islands->texels);
}

// A hole's texels meet at their sides, where an island's corners close it.
static void fill_holes(const struct rmx_islands *islands, struct rmx_sorter *sorter)
{
    if (!islands->fill)
        return;
    find(islands, sorter, HOLES);
    measure(islands);
    mark(islands, islands->fill);
}

// Rows, the largest first.
static void rank(const struct rmx_islands *islands, struct rmx_sorter *sorter)
{
    bind(HEAD, islands->head);
    bind(KEYS, sorter->keys[0]);
    run(islands, KEY);
    rmx_sorter_sort(sorter, islands->most,
                    (struct rmx_piece_of){islands->ranks, 0, islands->most * 4}, true);
    bind_round(islands, ISLANDS);
    bind(ROWS, islands->rows);
    bind(FOUND, islands->found);
    bind(RANKS, islands->ranks);
    run(islands, PUT_ROWS);
}

static void spread(const struct rmx_islands *islands)
{
    bind(VALUES, islands->values);
    bind(LABELS, islands->labels);
    bind(NUMBERS, islands->numbers);
    bind(FLOOD, islands->floods[0]);
    run(islands, NAME);
    for (int i = islands->first_round; i < ROUNDS; i++) {
        bind_round(islands, i);
        glBindTextureUnit(FLOOD_UNIT, islands->flood_texels[i % 2]);
        bind(FLOOD, islands->floods[1 - i % 2]);
        run(islands, SPREAD);
    }
    bind(FLOOD_FROM, islands->floods[ROUNDS % 2]);
    glBindImageTexture(0, islands->field, 0, GL_FALSE, 0, GL_WRITE_ONLY, GL_RGBA32F);
    run(islands, FIELD);
}

bool rmx_islands_label(struct rmx_islands *islands, struct rmx_sorter *sorter)
{
    if (!islands)
        return false;
    rmx_sorter_reserve(sorter, islands->texels);
    mark(islands, islands->mark);
    fill_holes(islands, sorter);
    find(islands, sorter, ISLANDS);
    measure(islands);
    rank(islands, sorter);
    spread(islands);
    islands->labelled++;
    return true;
}

// Not of the pictures that are not there yet where a show draws one pixel, to be warm.
void rmx_islands_tell(struct rmx_islands *islands, GLuint head, int numbers)
{
    enum { LEFT_OUT_OFFSET = 4 };
    GLuint some = 0;
    if (!islands || islands->has_told || glIsEnabled(GL_SCISSOR_TEST))
        return;
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glGetNamedBufferSubData(head, LEFT_OUT_OFFSET, sizeof(some), &some);
    islands->has_told = true;
    if (some)
        rmx_log(RMX_LOG_WARNING, "%s: there are more than %d islands, the smallest are left out",
                islands->label, numbers);
}

void rmx_islands_bind(const struct rmx_islands *islands)
{
    if (!islands)
        return;
    glBindTextureUnit(ROWS_UNIT, islands->row_texels);
    glBindTextureUnit(FIELD_UNIT, islands->field);
    glBindSampler(ROWS_UNIT, 0);
    glBindSampler(FIELD_UNIT, 0);
}

long long rmx_islands_labelled(const struct rmx_islands *islands)
{
    return islands ? islands->labelled : 0;
}
