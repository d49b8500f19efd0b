// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/programs.h"

#include "base/hash.h"

#include <assert.h>

// The limits that the plan was made with hold on this device.
static void check_limits(const struct rmx_plan *plan, const struct rmx_device *device)
{
    for (int i = 0; i < plan->pass_count; i++) {
        const struct rmx_pass *pass = &plan->passes[i];
        assert(pass->block_offset % device->block_alignment == 0);
        assert(pass->texture_count - pass->layer_count <= device->samplers);
        (void)pass;
        (void)device;
    }
}

static bool compile_fragments(struct rmx_programs *programs,
                              const struct rmx_program_loader *loader, struct rmx_errors *errors)
{
    const struct rmx_plan *plan = programs->plan;
    for (int i = 0; i < plan->pass_count; i++) {
        if (!plan->passes[i].fragments)
            continue;
        programs->fragments[i] =
            rmx_fragment_programs_create(programs->arena, loader, plan, i, errors);
        if (!programs->fragments[i])
            return false;
    }
    return true;
}

struct rmx_programs *rmx_programs_create(const struct rmx_programs_params *params,
                                         struct rmx_errors *errors)
{
    const struct rmx_plan *plan = params->plan;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_programs *programs = RMX_NEW(arena, struct rmx_programs, 1);
    *programs = (struct rmx_programs){
        .arena = arena,
        .references = 1,
        .plan = plan,
        .device = params->device,
        .cache = rmx_program_cache_create(params->cache_folder),
        .store = params->store,
        .fragments = RMX_NEW(arena, struct rmx_fragment_programs *, plan->pass_count),
    };
    check_limits(plan, params->device);
    const struct rmx_program_loader loader = {programs->cache, params->device, params->store,
                                              params->bounds};
    if (rmx_program_set_init(&programs->passes, arena, &loader, plan, errors) &&
        compile_fragments(programs, &loader, errors))
        return programs;
    rmx_programs_release(programs);
    return NULL;
}

struct rmx_programs *rmx_programs_share(struct rmx_programs *programs)
{
    programs->references++;
    return programs;
}

void rmx_programs_release(struct rmx_programs *programs)
{
    if (!programs || --programs->references > 0)
        return;
    for (int i = 0; i < programs->plan->pass_count; i++)
        rmx_fragment_programs_destroy(programs->fragments[i]);
    for (int i = 0; i < RMX_BUILTIN_COUNT; i++)
        rmx_store_drop_program(programs->store, programs->builtins[i]);
    rmx_program_set_finish(&programs->passes);
    rmx_program_cache_destroy(programs->cache);
    rmx_arena_destroy(programs->arena);
}

#define MIP "lib/light.glsl engine/mips/texel.glsl engine/mips/"
#define WIDE "lib/light.glsl engine/mips/texel.glsl engine/mips/kernel.glsl engine/mips/"

// One with uniforms is not kept in the store: other threads would change them.
static const struct {
    const char *file,
        *more; // in shaders/engine; in shaders, divided by spaces: appended; NULL: nothing
    bool is_kept;
} builtins[RMX_BUILTIN_COUNT] = {
    [RMX_BUILTIN_MIP] = {"mip.frag", MIP "premultiplied_linear.glsl", true},
    [RMX_BUILTIN_MIP_ENCODED] = {"mip.frag", MIP "premultiplied_encoded.glsl", true},
    [RMX_BUILTIN_MIP_STRAIGHT] = {"mip.frag", MIP "straight_linear.glsl", true},
    [RMX_BUILTIN_MIP_STRAIGHT_ENCODED] = {"mip.frag", MIP "straight_encoded.glsl", true},
    [RMX_BUILTIN_MIP_ACROSS] = {"mip_across.frag", WIDE "premultiplied_linear.glsl", true},
    [RMX_BUILTIN_MIP_ACROSS_ENCODED] = {"mip_across.frag", WIDE "premultiplied_encoded.glsl", true},
    [RMX_BUILTIN_MIP_UP] = {"mip_up.frag", WIDE "premultiplied_linear.glsl", true},
    [RMX_BUILTIN_MIP_UP_ENCODED] = {"mip_up.frag", WIDE "premultiplied_encoded.glsl", true},
    [RMX_BUILTIN_ACCUMULATE] = {"accumulate.frag", "lib/light.glsl", false},
    [RMX_BUILTIN_RESOLVE] = {"resolve.frag", "lib/light.glsl lib/dither.glsl", false},
    [RMX_BUILTIN_PREMULTIPLY] = {"premultiply.frag", NULL, true},
    [RMX_BUILTIN_COMPARE] = {"compare.frag", NULL, false},
};

const char *rmx_builtin_file(enum rmx_builtin which, const char **more)
{
    *more = builtins[which].more;
    return builtins[which].file;
}

static GLuint make_builtin(const struct rmx_programs *programs, enum rmx_builtin which)
{
    const char *more, *file = rmx_builtin_file(which, &more);
    struct rmx_store *store = builtins[which].is_kept ? programs->store : NULL;
    uint64_t key = rmx_hash_string(more ? more : "", rmx_hash_string(file, 0));
    GLuint program = rmx_store_program(store, key);
    if (program)
        return program;
    program = rmx_program_builtin(programs->cache, programs->device, file, more);
    if (program)
        rmx_store_add_program(store, key, program);
    return program;
}

GLuint rmx_programs_builtin(struct rmx_programs *programs, enum rmx_builtin which)
{
    if (!programs->was_tried[which])
        programs->builtins[which] = make_builtin(programs, which);
    programs->was_tried[which] = true;
    return programs->builtins[which];
}
