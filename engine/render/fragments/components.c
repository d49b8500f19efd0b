// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/components.h"

#include "base/log.h"
#include "render/gl_errors.h"

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
    COMPONENTS = ROUNDS,
    FOUND_BYTES = 32,
    ROW_BYTES = 32,
    ALIGNMENT = 256,
};

enum stage { JOIN, FLATTEN, MEASURE, KEY, PUT_ROWS, NAME, SPREAD, FIELD };

static const char *const files[RMX_COMPONENTS_STAGES] = {
    "components_join.comp",  "components_flatten.comp", "components_measure.comp",
    "components_key.comp",   "components_rows.comp",    "components_name.comp",
    "components_flood.comp", "components_field.comp",
};

struct rmx_components {
    const char *label;
    int texels, most; // of all sheets; components that they have room for
    int first_round;  // of the flood
    bool has_told;
    long long labelled; // how often
    const struct rmx_components_programs *programs;
    GLuint values, labels, numbers, found, ranks, rows, floods[2], head, sheet;
    GLuint field, row_texels, flood_texels[2]; // textures
};

// Each round's stride, and the sheet's size before it.
static GLuint create_sheet(const struct rmx_components_plan *plan)
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

static bool make_storage(struct rmx_components *components, const struct rmx_components_plan *plan)
{
    GLsizeiptr texels = components->texels, most = components->most;
    GLsizeiptr holes = (GLsizeiptr)(plan->width * plan->height + 1) / 2 * plan->sheets;
    rmx_gl_errors_begin();
    components->sheet = create_sheet(plan);
    rmx_buffer_resize(&components->head, 4);
    rmx_buffer_resize(&components->values, texels * 4);
    rmx_buffer_resize(&components->labels, texels * 4);
    rmx_buffer_resize(&components->numbers, texels * 4);
    rmx_buffer_resize(&components->floods[0], texels * 16);
    rmx_buffer_resize(&components->floods[1], texels * 16);
    rmx_buffer_resize(&components->found, holes * FOUND_BYTES); // components are fewer
    rmx_buffer_resize(&components->ranks, most * 4);
    rmx_buffer_resize(&components->rows, (most + 1) * ROW_BYTES);
    glCreateTextures(GL_TEXTURE_BUFFER, 2, components->flood_texels);
    for (int i = 0; i < 2; i++)
        glTextureBuffer(components->flood_texels[i], GL_RGBA32UI, components->floods[i]);
    glCreateTextures(GL_TEXTURE_BUFFER, 1, &components->row_texels);
    glTextureBuffer(components->row_texels, GL_RGBA32UI, components->rows);
    glCreateTextures(GL_TEXTURE_2D, 1, &components->field);
    glTextureStorage2D(components->field, 1, GL_RGBA32F, plan->width, plan->height * plan->sheets);
    if (rmx_gl_errors_end())
        return true;
    rmx_log(RMX_LOG_ERROR, "no GPU memory for the components of %d masks of %d x %d", plan->sheets,
            plan->width, plan->height);
    return false;
}

long long rmx_components_bytes(const struct rmx_components_plan *plan)
{
    enum { EACH = 4 + 4 + 4 + 16 + 16 + 16 + FOUND_BYTES / 2 + (4 + ROW_BYTES) / 4 };
    return (long long)plan->width * plan->height * plan->sheets * EACH;
}

bool rmx_components_programs_init(struct rmx_components_programs *programs,
                                  const struct rmx_program_loader *loader,
                                  const struct rmx_plan *plan, const struct rmx_pass *pass,
                                  struct rmx_errors *errors)
{
    const struct rmx_fragments_shaders *shaders = &pass->fragments->shaders;
    *programs = (struct rmx_components_programs){0};
    programs->mark = rmx_program_compute(loader, shaders->mark, plan, pass, errors);
    bool fine = programs->mark;
    if (fine && shaders->fill)
        fine = (programs->fill = rmx_program_compute(loader, shaders->fill, plan, pass, errors));
    for (int i = 0; fine && i < RMX_COMPONENTS_STAGES; i++)
        fine = (programs->stages[i] = rmx_program_builtin_compute(loader, files[i]));
    return fine;
}

void rmx_components_programs_finish(struct rmx_components_programs *programs,
                                    struct rmx_store *store)
{
    rmx_store_drop_program(store, programs->mark);
    rmx_store_drop_program(store, programs->fill);
    for (int i = 0; i < RMX_COMPONENTS_STAGES; i++)
        rmx_store_drop_program(store, programs->stages[i]);
    *programs = (struct rmx_components_programs){0};
}

struct rmx_components *rmx_components_create(struct rmx_arena *arena,
                                             const struct rmx_components_programs *programs,
                                             const struct rmx_plan *plan,
                                             const struct rmx_pass *pass)
{
    const struct rmx_components_plan *requested = &pass->fragments->components;
    struct rmx_components *components = RMX_NEW(arena, struct rmx_components, 1);
    components->programs = programs;
    components->label = plan->steps[pass->root].label;
    components->has_told = requested->says_count;
    components->first_round = requested->reaches ? 0 : ROUNDS - PLAIN_ROUNDS;
    components->texels = requested->width * requested->height * requested->sheets;
    components->most =
        ((requested->width + 1) / 2) * ((requested->height + 1) / 2) * requested->sheets;
    if (make_storage(components, requested))
        return components;
    rmx_components_finish(components);
    return NULL;
}

void rmx_components_finish(struct rmx_components *components)
{
    if (!components)
        return;
    GLuint buffers[] = {components->values,   components->labels, components->numbers,
                        components->found,    components->ranks,  components->rows,
                        components->head,     components->sheet,  components->floods[0],
                        components->floods[1]};
    glDeleteBuffers(sizeof(buffers) / sizeof(*buffers), buffers);
    glDeleteTextures(2, (GLuint[]){components->field, components->row_texels});
    glDeleteTextures(2, components->flood_texels);
}

static void bind_round(const struct rmx_components *components, int round)
{
    rmx_buffer_bind_range(SHEET, (struct rmx_buffer_range){components->sheet,
                                                           (GLintptr)round * ALIGNMENT, ALIGNMENT});
}

static void bind(GLuint binding, GLuint buffer)
{
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, binding, buffer);
}

static void run(const struct rmx_components *components, enum stage stage)
{
    bool over_components = stage == KEY || stage == PUT_ROWS;
    rmx_compute(components->programs->stages[stage],
                over_components ? components->most : components->texels);
}

// What was marked: labels, and numbers in the order of their lowest texels.
static void find(const struct rmx_components *components, struct rmx_sorter *sorter, int of)
{
    bind_round(components, of);
    bind(NUMBERS, components->numbers);
    run(components, JOIN);
    run(components, FLATTEN);
    rmx_sorter_scan(sorter,
                    (struct rmx_buffer_range){components->numbers, 0, components->texels * 4},
                    (struct rmx_buffer_range){components->head, 0, 4});
}

static void measure(const struct rmx_components *components)
{
    const GLuint nothing = 0;
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glClearNamedBufferData(components->found, GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT, &nothing);
    bind_round(components, COMPONENTS);
    bind(LABELS, components->labels);
    bind(NUMBERS, components->numbers);
    bind(FOUND, components->found);
    run(components, MEASURE);
}

static void mark(const struct rmx_components *components, GLuint program)
{
    bind(VALUES, components->values);
    bind(LABELS, components->labels);
    rmx_compute(program, components->texels);
}

// A hole's texels meet at their sides, where a component's corners close it.
static void fill_holes(const struct rmx_components *components, struct rmx_sorter *sorter)
{
    if (!components->programs->fill)
        return;
    find(components, sorter, HOLES);
    measure(components);
    mark(components, components->programs->fill);
}

// Rows, the largest first.
static void rank(const struct rmx_components *components, struct rmx_sorter *sorter)
{
    bind(HEAD, components->head);
    bind(KEYS, sorter->keys[0]);
    run(components, KEY);
    rmx_sorter_sort(sorter, components->most,
                    (struct rmx_buffer_range){components->ranks, 0, components->most * 4}, true);
    bind_round(components, COMPONENTS);
    bind(ROWS, components->rows);
    bind(FOUND, components->found);
    bind(RANKS, components->ranks);
    run(components, PUT_ROWS);
}

static void spread(const struct rmx_components *components)
{
    bind(VALUES, components->values);
    bind(LABELS, components->labels);
    bind(NUMBERS, components->numbers);
    bind(FLOOD, components->floods[0]);
    run(components, NAME);
    for (int i = components->first_round; i < ROUNDS; i++) {
        bind_round(components, i);
        glBindTextureUnit(FLOOD_UNIT, components->flood_texels[i % 2]);
        bind(FLOOD, components->floods[1 - i % 2]);
        run(components, SPREAD);
    }
    bind(FLOOD_FROM, components->floods[ROUNDS % 2]);
    glBindImageTexture(0, components->field, 0, GL_FALSE, 0, GL_WRITE_ONLY, GL_RGBA32F);
    run(components, FIELD);
}

bool rmx_components_label(struct rmx_components *components, struct rmx_sorter *sorter)
{
    if (!components)
        return false;
    rmx_sorter_reserve(sorter, components->texels);
    mark(components, components->programs->mark);
    fill_holes(components, sorter);
    find(components, sorter, COMPONENTS);
    measure(components);
    rank(components, sorter);
    spread(components);
    components->labelled++;
    return true;
}

// Not of the pictures that are not there yet where a show draws one pixel, to be warm.
void rmx_components_report(struct rmx_components *components, GLuint head, int numbers)
{
    enum { LEFT_OUT_OFFSET = 4 };
    GLuint some = 0;
    if (!components || components->has_told || glIsEnabled(GL_SCISSOR_TEST))
        return;
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glGetNamedBufferSubData(head, LEFT_OUT_OFFSET, sizeof(some), &some);
    components->has_told = true;
    if (some)
        rmx_log(RMX_LOG_WARNING, "%s: there are more than %d islands, the smallest are left out",
                components->label, numbers);
}

void rmx_components_bind(const struct rmx_components *components)
{
    if (!components)
        return;
    glBindTextureUnit(ROWS_UNIT, components->row_texels);
    glBindTextureUnit(FIELD_UNIT, components->field);
    glBindSampler(ROWS_UNIT, 0);
    glBindSampler(FIELD_UNIT, 0);
}

long long rmx_components_labelled(const struct rmx_components *components)
{
    return components ? components->labelled : 0;
}
