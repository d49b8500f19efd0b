// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/renderer_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pages.h"
#include "render/gl_errors.h"

enum { MOST_TEXTURES = 32, MOST_STORAGE = 15 }; // that a pass binds

// The renderer's own programs and sources, or another one's.
static bool take_shared(struct rmx_renderer *renderer, const struct rmx_renderer_params *params,
                        struct rmx_errors *errors)
{
    const struct rmx_device *device = rmx_context_device(params->context);
    const struct rmx_programs_params programs = {.plan = params->plan,
                                                 .device = device,
                                                 .cache_folder = params->cache_folder,
                                                 .store = params->store,
                                                 .bounds = {.cache_folder = params->cache_folder,
                                                            .patience_s = params->patience_s,
                                                            .most_bytes = params->most_bytes,
                                                            .wanted = params->wanted}};
    if (params->of) {
        renderer->programs = rmx_programs_share(params->of->programs);
        renderer->sources = rmx_sources_share(params->of->sources);
        return true;
    }
    double start = rmx_clock_ms();
    renderer->programs = rmx_programs_create(&programs, errors);
    renderer->counts.compile_ms = rmx_clock_ms() - start;
    if (!renderer->programs)
        return false;
    renderer->counts.programs_compiled = renderer->programs->passes.compiled;
    renderer->counts.programs_made = renderer->programs->passes.made;
    renderer->sources = rmx_sources_create(params->plan, device, params->store);
    return true;
}

static bool create_tables(struct rmx_renderer *renderer)
{
    for (int i = 0; i < renderer->plan->pass_count; i++) {
        const struct rmx_fragment_programs *programs = renderer->programs->fragments[i];
        if (!programs)
            continue;
        renderer->fragments[i] =
            rmx_fragments_create(renderer->arena, programs, renderer->plan, i,
                                 renderer->size.canvas_width, renderer->size.canvas_height);
        if (!renderer->fragments[i])
            return false;
    }
    return true;
}

static bool create_nothing(struct rmx_texture *nothing)
{
    const unsigned char black[4] = {0};
    if (!rmx_texture_init(nothing, RMX_FORMAT_RGBA8, 1, 1, false))
        return false;
    glTextureSubImage2D(nothing->name, 0, 0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, black);
    return true;
}

// What is looked at (render/pace.h) is copied between pictures, which must be of one order then.
static bool is_presented(const struct rmx_renderer *renderer,
                         const struct rmx_renderer_params *params)
{
    return params->is_presented && rmx_context_device(params->context)->is_software &&
           !renderer->pace.any;
}

static bool create_objects(struct rmx_renderer *renderer)
{
    renderer->mips = (struct rmx_mips){.programs = renderer->programs,
                                       .encoded = renderer->plan->scene->encoded_light};
    renderer->flat = rmx_sampler_create(GL_LINEAR);
    renderer->mipmapped = rmx_sampler_create(GL_LINEAR_MIPMAP_LINEAR);
    glCreateBuffers(1, &renderer->frame);
    if (!rmx_loop_notes_init(&renderer->notes, renderer->arena, renderer->plan) ||
        !create_tables(renderer) || !create_nothing(&renderer->nothing) ||
        !rmx_targets_init(&renderer->targets, renderer->arena, renderer->plan, renderer->fragments,
                          &renderer->size))
        return false;
    rmx_renderer_hear(renderer, NULL);
    rmx_renderer_enter(renderer);
    return !rmx_gl_errors_was_short();
}

static struct rmx_targets_size size_of(const struct rmx_renderer_params *params)
{
    return (struct rmx_targets_size){
        .width = params->width,
        .height = params->height,
        .canvas_width = params->canvas_width ? params->canvas_width : params->width,
        .canvas_height = params->canvas_height ? params->canvas_height : params->height,
    };
}

// Mesa's compiler writes to what it did not get.
static bool may_compile(void)
{
    enum { COMPILER_BYTES = 64 << 20 };
    if (rmx_pages_are_left(COMPILER_BYTES))
        return true;
    rmx_log(RMX_LOG_ERROR, "the memory does not suffice to compile a scene");
    return false;
}

struct rmx_renderer *rmx_renderer_create(const struct rmx_renderer_params *params,
                                         struct rmx_errors *errors)
{
    const struct rmx_plan *plan = params->of ? params->of->plan : params->plan;
    if (!rmx_device_holds(rmx_context_device(params->context), params->width, params->height))
        return NULL;
    if (!may_compile())
        return NULL;
    rmx_gl_errors_was_short(); // another one's
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_renderer *renderer = RMX_NEW(arena, struct rmx_renderer, 1);
    *renderer = (struct rmx_renderer){
        .arena = arena,
        .plan = plan,
        .size = size_of(params),
        .moved_source = -1,
        .schedule = rmx_schedule_create(arena, plan),
        .fragments = RMX_NEW(arena, struct rmx_fragment_table *, plan->pass_count),
    };
    rmx_sounds_init(&renderer->sounds, arena, plan);
    rmx_pace_init(&renderer->pace, arena, plan, params->most_frame_ms);
    renderer->size.is_presented = is_presented(renderer, params);
    bool has_shared = take_shared(renderer, params, errors);
    if (has_shared)
        rmx_shrunk_init(&renderer->shrunk, arena, plan, renderer->sources,
                        renderer->size.canvas_width, renderer->size.canvas_height);
    if (has_shared && create_objects(renderer))
        return renderer;
    rmx_renderer_destroy(renderer);
    return NULL;
}

void rmx_renderer_destroy(struct rmx_renderer *renderer)
{
    if (!renderer)
        return;
    rmx_renderer_leave(renderer);
    rmx_renderer_specialise(renderer, NULL);
    rmx_targets_finish(&renderer->targets);
    for (int i = 0; i < renderer->plan->pass_count; i++)
        rmx_fragments_destroy(renderer->fragments[i]);
    rmx_sounds_finish(&renderer->sounds);
    rmx_shrunk_finish(&renderer->shrunk);
    rmx_loop_notes_finish(&renderer->notes);
    rmx_pace_finish(&renderer->pace);
    rmx_texture_finish(&renderer->nothing);
    glDeleteSamplers(1, &renderer->flat);
    glDeleteSamplers(1, &renderer->mipmapped);
    glDeleteBuffers(1, &renderer->frame);
    rmx_sources_release(renderer->sources);
    rmx_programs_release(renderer->programs);
    rmx_arena_destroy(renderer->arena);
}

struct rmx_special *rmx_renderer_generalise(struct rmx_renderer *renderer)
{
    struct rmx_special *special = renderer->owns_special ? renderer->special : NULL;
    renderer->special = NULL;
    renderer->owns_special = false;
    return special;
}

void rmx_renderer_specialise(struct rmx_renderer *renderer, struct rmx_special *special)
{
    rmx_special_destroy(rmx_renderer_generalise(renderer));
    renderer->special = special;
    renderer->owns_special = special != NULL;
}

void rmx_renderer_enter(struct rmx_renderer *renderer)
{
    glCreateVertexArrays(1, &renderer->vertices);
    rmx_targets_enter(&renderer->targets);
}

void rmx_renderer_set_state(struct rmx_renderer *renderer)
{
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DITHER);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glViewport(0, 0, renderer->size.width, renderer->size.height);
    glBindVertexArray(renderer->vertices);
}

// What is bound is used, for a driver: nothing of the renderer's may stay so where others delete
// it.
static void unbind(void)
{
    glUseProgram(0);
    glBindVertexArray(0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, 0);
    glBindBuffersBase(GL_SHADER_STORAGE_BUFFER, 0, MOST_STORAGE, NULL);
    glBindTextures(0, MOST_TEXTURES, NULL);
    glBindSamplers(0, MOST_TEXTURES, NULL);
}

void rmx_renderer_leave(struct rmx_renderer *renderer)
{
    unbind();
    rmx_targets_leave(&renderer->targets);
    rmx_samples_finish(&renderer->samples);
    rmx_mips_leave(&renderer->mips);
    rmx_pace_leave(&renderer->pace);
    glDeleteVertexArrays(1, &renderer->vertices);
    renderer->vertices = 0;
}

void rmx_renderer_advance(struct rmx_renderer *renderer)
{
    rmx_schedule_advance(renderer->schedule);
    rmx_targets_advance(&renderer->targets);
}

void rmx_renderer_forget(struct rmx_renderer *renderer)
{
    rmx_targets_forget(&renderer->targets);
    for (int i = 0; i < renderer->plan->pass_count; i++)
        if (renderer->fragments[i])
            rmx_fragments_forget(renderer->fragments[i]);
    rmx_renderer_advance(renderer);
}

bool rmx_renderer_upload(struct rmx_renderer *renderer, int source, const struct rmx_image *image)
{
    double start = rmx_clock_ms();
    bool uploaded = rmx_sources_upload(renderer->sources, source, image);
    if (uploaded)
        rmx_shrunk_upload(&renderer->shrunk, source, image);
    renderer->counts.upload_ms += rmx_clock_ms() - start;
    return uploaded;
}

bool rmx_renderer_share(struct rmx_renderer *renderer, int source, uint64_t key)
{
    if (!rmx_sources_take(renderer->sources, source, key))
        return false;
    rmx_shrunk_take(&renderer->shrunk, source, key);
    return true;
}

void rmx_renderer_keep(struct rmx_renderer *renderer, int source, uint64_t key,
                       const struct rmx_kept_picture *about)
{
    rmx_renderer_set_state(renderer);
    rmx_sources_keep(renderer->sources, source, key, about, &renderer->mips);
    rmx_shrunk_keep(&renderer->shrunk, source, key);
}

void rmx_renderer_hear(struct rmx_renderer *renderer, const struct rmx_sound *sound)
{
    rmx_sounds_hear(&renderer->sounds, sound, renderer->schedule);
}
