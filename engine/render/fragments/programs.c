// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/programs.h"

#include "render/fragments/moments.h"

struct compiler {
    const struct rmx_program_loader *loader;
    const struct rmx_plan *plan;
    const struct rmx_pass *pass;
    struct rmx_errors *errors;
    bool is_fine;
};

static GLuint compile(struct compiler *c, const char *glsl)
{
    if (!glsl || !c->is_fine)
        return 0;
    GLuint program = rmx_program_compute(c->loader, glsl, c->plan, c->pass, c->errors);
    c->is_fine = program;
    return program;
}

static GLuint compile_builtin(struct compiler *c, const char *file)
{
    GLuint program = c->is_fine ? rmx_program_builtin_compute(c->loader, file) : 0;
    c->is_fine = program;
    return program;
}

static void compile_stages(struct compiler *c, struct rmx_fragment_programs *programs)
{
    const struct rmx_fragments_plan *plan = programs->plan;
    const struct rmx_fragments_shaders *shaders = &plan->shaders;
    programs->cut = compile(c, shaders->cut);
    programs->pack = compile(c, shaders->pack);
    programs->measure = compile(c, shaders->measure);
    programs->arrange = compile(c, shaders->arrange);
    programs->inverse = compile(c, shaders->inverse);
    programs->depth_key = compile(c, shaders->depth_key);
    for (int i = 0; i < plan->sort_count; i++)
        programs->sorts[i] = compile(c, shaders->sorts[i]);
    for (int i = 0; i < plan->arrange_count; i++)
        programs->tiles[i] = compile(c, shaders->tiles[i]);
    for (int i = 0; i < plan->arrange_count; i++)
        programs->matches[i] = compile(c, shaders->matches[i]);
    if (plan->way == RMX_FRAGMENTS_MESH) {
        programs->mesh_count = compile_builtin(c, "mesh_count.comp");
        programs->mesh = compile_builtin(c, "mesh.comp");
    }
}

static bool compile_all(struct compiler *c, struct rmx_fragment_programs *programs)
{
    const struct rmx_fragments_plan *plan = programs->plan;
    bool sorts = plan->sort_count || plan->is_deep || plan->components.sheets;
    c->is_fine =
        rmx_moments_fit(plan, c->loader->device,
                        c->plan->scene->layers[plan->layer].fragments->span, c->errors) &&
        rmx_sorter_programs_init(&programs->sorter, c->loader, sorts) &&
        (!plan->components.sheets || rmx_components_programs_init(&programs->components, c->loader,
                                                                  c->plan, c->pass, c->errors));
    if (c->is_fine)
        compile_stages(c, programs);
    return c->is_fine;
}

struct rmx_fragment_programs *rmx_fragment_programs_create(struct rmx_arena *arena,
                                                           const struct rmx_program_loader *loader,
                                                           const struct rmx_plan *plan, int pass,
                                                           struct rmx_errors *errors)
{
    const struct rmx_fragments_plan *fragments = plan->passes[pass].fragments;
    struct rmx_fragment_programs *programs = RMX_NEW(arena, struct rmx_fragment_programs, 1);
    struct compiler compiler = {loader, plan, &plan->passes[pass], errors, true};
    programs->plan = fragments;
    programs->store = loader->store;
    programs->sorts = RMX_NEW(arena, GLuint, fragments->sort_count);
    programs->tiles = RMX_NEW(arena, GLuint, fragments->arrange_count);
    programs->matches = RMX_NEW(arena, GLuint, fragments->arrange_count);
    if (compile_all(&compiler, programs))
        return programs;
    rmx_fragment_programs_destroy(programs);
    return NULL;
}

static void drop(struct rmx_store *store, const GLuint *programs, int count)
{
    for (int i = 0; i < count; i++)
        rmx_store_drop_program(store, programs[i]);
}

void rmx_fragment_programs_destroy(struct rmx_fragment_programs *programs)
{
    if (!programs)
        return;
    const GLuint stages[] = {programs->cut,        programs->pack,    programs->measure,
                             programs->arrange,    programs->inverse, programs->depth_key,
                             programs->mesh_count, programs->mesh};
    drop(programs->store, stages, sizeof(stages) / sizeof(*stages));
    drop(programs->store, programs->sorts, programs->plan->sort_count);
    drop(programs->store, programs->tiles, programs->plan->arrange_count);
    drop(programs->store, programs->matches, programs->plan->arrange_count);
    rmx_sorter_programs_finish(&programs->sorter, programs->store);
    rmx_components_programs_finish(&programs->components, programs->store);
}
