// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/renderer_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "plan/targets.h"

#include <assert.h>
#include <string.h>

enum { MOST_TEXTURES = 32, MOST_STORAGE = 14 }; // of one pass

static int sampler_count(const struct rmx_pass *pass)
{
    return pass->texture_count - pass->layer_count;
}

static void describe_source(struct rmx_renderer *renderer, const struct rmx_pass_texture *texture)
{
    int source = rmx_feed_of(renderer->plan, texture).source;
    assert(source < renderer->source_count);
    if (source < 0)
        return;
    const struct rmx_source *folder = &renderer->plan->scene->sources[source];
    renderer->sources[source].has_mips |= texture->wants_mips;
    for (int i = 0; i < folder->picture_count; i++)
        renderer->sources[folder->pictures[i]].has_mips |= texture->wants_mips;
}

// A picture that fragments are cut from is one layer of their array.
static void describe_layer(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                           struct rmx_target *target)
{
    const struct rmx_layer_of *of = renderer->plan->steps[pass->root].array;
    if (!of)
        return;
    int drawing = renderer->plan->steps[of->step].pass;
    target->array = rmx_fragments_array(renderer->fragments[drawing]);
    target->layer = of->layer;
}

// What the passes ask of the textures that they read and share.
static void describe_textures(struct rmx_renderer *renderer)
{
    for (int i = 0; i < renderer->plan->pass_count; i++) {
        const struct rmx_pass *pass = &renderer->plan->passes[i];
        struct rmx_target *target = &renderer->targets[pass->target];
        assert(!target->is_used || target->format == pass->format);
        assert(pass->block_offset % renderer->device->block_alignment == 0);
        assert(sampler_count(pass) <= renderer->device->samplers);
        target->is_used = true;
        target->format = pass->format;
        target->has_mips |= pass->mips;
        target->keeps |= pass->keeps;
        target->doubles |= pass->doubles;
        describe_layer(renderer, pass, target);
        for (int k = 0; k < pass->texture_count; k++)
            describe_source(renderer, &pass->textures[k]);
    }
}

static bool create_textures(struct rmx_renderer *renderer)
{
    const unsigned char black[4] = {0};
    if (!rmx_texture_init(&renderer->nothing, RMX_FORMAT_RGBA8, 1, 1, false))
        return false;
    glTextureSubImage2D(renderer->nothing.name, 0, 0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, black);
    describe_textures(renderer);
    rmx_renderer_hear(renderer, NULL);
    for (int i = 0; i < renderer->plan->target_count; i++)
        if (renderer->targets[i].is_used &&
            !rmx_target_init(&renderer->targets[i], renderer->width, renderer->height))
            return false;
    return true;
}

static bool fits(const struct rmx_device *device, int width, int height)
{
    bool inside =
        width > 0 && height > 0 && width <= device->texture_side && height <= device->texture_side;
    if (!inside)
        rmx_log(RMX_LOG_ERROR, "a picture of %d x %d passes the texture limit of %d", width, height,
                device->texture_side);
    return inside;
}

static bool create_fragments(struct rmx_renderer *renderer, struct rmx_errors *errors)
{
    struct rmx_program_loader loader = {renderer->cache, renderer->device, renderer->store};
    for (int i = 0; i < renderer->plan->pass_count; i++) {
        if (!renderer->plan->passes[i].fragments)
            continue;
        renderer->fragments[i] = rmx_fragments_create(renderer->arena, &loader, renderer->plan, i,
                                                      renderer->width, renderer->height, errors);
        if (!renderer->fragments[i])
            return false;
    }
    return true;
}

static bool create_objects(struct rmx_renderer *renderer, struct rmx_errors *errors)
{
    double start = rmx_clock_ms();
    bool compiled = rmx_program_set_init(&renderer->programs, renderer->arena, renderer->cache,
                                         renderer->device, renderer->store, renderer->plan, errors);
    renderer->counts.compile_ms = rmx_clock_ms() - start;
    if (!compiled)
        return false;
    renderer->flat = rmx_sampler_create(GL_LINEAR);
    renderer->mipmapped = rmx_sampler_create(GL_LINEAR_MIPMAP_LINEAR);
    glCreateBuffers(1, &renderer->frame);
    if (!create_fragments(renderer, errors) || !create_textures(renderer))
        return false;
    rmx_renderer_enter(renderer);
    return true;
}

void rmx_renderer_enter(struct rmx_renderer *renderer)
{
    glCreateVertexArrays(1, &renderer->vertices);
    for (int i = 0; i < renderer->plan->target_count; i++)
        rmx_target_enter(&renderer->targets[i]);
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
    for (int i = 0; i < renderer->plan->target_count; i++)
        rmx_target_leave(&renderer->targets[i]);
    rmx_samples_finish(&renderer->samples);
    rmx_mips_leave(&renderer->mips);
    glDeleteVertexArrays(1, &renderer->vertices);
    renderer->vertices = 0;
}

struct rmx_renderer *rmx_renderer_create(const struct rmx_renderer_params *params,
                                         struct rmx_errors *errors)
{
    const struct rmx_device *device = rmx_context_device(params->context);
    const struct rmx_plan *plan = params->plan;
    if (!fits(device, params->width, params->height))
        return NULL;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_renderer *renderer = RMX_NEW(arena, struct rmx_renderer, 1);
    *renderer = (struct rmx_renderer){
        .arena = arena,
        .plan = plan,
        .device = device,
        .cache = rmx_program_cache_create(params->cache_folder),
        .store = params->store,
        .mips = {.store = params->store},
        .width = params->width,
        .height = params->height,
        .targets = RMX_NEW(arena, struct rmx_target, plan->target_count),
        .fragments = RMX_NEW(arena, struct rmx_fragment_table *, plan->pass_count),
        .sources = RMX_NEW(arena, struct rmx_renderer_source, plan->scene->source_count),
        .source_count = plan->scene->source_count,
        .schedule = rmx_schedule_create(arena, plan),
    };
    rmx_sounds_init(&renderer->sounds, arena, plan);
    if (create_objects(renderer, errors))
        return renderer;
    rmx_renderer_destroy(renderer);
    return NULL;
}

void rmx_renderer_destroy(struct rmx_renderer *renderer)
{
    if (!renderer)
        return;
    rmx_renderer_leave(renderer);
    for (int i = 0; i < renderer->plan->target_count; i++)
        rmx_target_finish(&renderer->targets[i]);
    for (int i = 0; i < renderer->plan->pass_count; i++)
        rmx_fragments_destroy(renderer->fragments[i]);
    for (int i = 0; i < renderer->source_count; i++)
        rmx_store_drop_picture(renderer->store, &renderer->sources[i].texture);
    rmx_mips_finish(&renderer->mips);
    rmx_sounds_finish(&renderer->sounds);
    rmx_texture_finish(&renderer->nothing);
    rmx_program_set_finish(&renderer->programs);
    glDeleteSamplers(1, &renderer->flat);
    glDeleteSamplers(1, &renderer->mipmapped);
    glDeleteBuffers(1, &renderer->frame);
    rmx_program_cache_destroy(renderer->cache);
    rmx_arena_destroy(renderer->arena);
}

bool rmx_renderer_upload(struct rmx_renderer *renderer, int source, const struct rmx_image *image)
{
    assert(source >= 0 && source < renderer->source_count);
    struct rmx_renderer_source *state = &renderer->sources[source];
    struct rmx_texture *texture = &state->texture;
    enum rmx_format format = image->bytes_per_channel == 2 ? RMX_FORMAT_RGBA16 : RMX_FORMAT_RGBA8;
    double start = rmx_clock_ms();
    if (!fits(renderer->device, image->width, image->height))
        return false;
    if (texture->width != image->width || texture->height != image->height ||
        texture->format != format) {
        rmx_texture_finish(texture);
        if (!rmx_texture_init(texture, format, image->width, image->height,
                              state->has_mips || renderer->store))
            return false;
    }
    glTextureSubImage2D(texture->name, 0, 0, 0, image->width, image->height, GL_RGBA,
                        rmx_format_type(format), image->pixels);
    texture->mips_stale = true;
    rmx_schedule_source(renderer->schedule, source);
    renderer->counts.upload_ms += rmx_clock_ms() - start;
    return true;
}

void rmx_renderer_set_state(struct rmx_renderer *renderer)
{
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DITHER);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glViewport(0, 0, renderer->width, renderer->height);
    glBindVertexArray(renderer->vertices);
}

bool rmx_renderer_share(struct rmx_renderer *renderer, int source, uint64_t key)
{
    assert(source >= 0 && source < renderer->source_count);
    if (!rmx_store_picture(renderer->store, key, &renderer->sources[source].texture))
        return false;
    rmx_schedule_source(renderer->schedule, source);
    return true;
}

// The levels are made now: once others draw with the texture it must not change any more.
void rmx_renderer_keep(struct rmx_renderer *renderer, int source, uint64_t key,
                       const struct rmx_kept_picture *about)
{
    struct rmx_texture *texture = &renderer->sources[source].texture;
    rmx_renderer_set_state(renderer);
    rmx_mips_freshen(&renderer->mips, texture, renderer->cache, renderer->device);
    rmx_store_add_picture(renderer->store, key, about, texture);
}

void rmx_renderer_hear(struct rmx_renderer *renderer, const struct rmx_sound *sound)
{
    rmx_sounds_hear(&renderer->sounds, sound, renderer->schedule);
}

// The source that a frame shows where a pass reads one: of a folder one of its pictures.
static int shown_source(const struct rmx_renderer *renderer, const struct rmx_pass *pass,
                        const struct rmx_pass_texture *texture, int source,
                        const unsigned char *block)
{
    int32_t picture = source;
    if (renderer->plan->scene->sources[source].kind == RMX_SOURCE_FOLDER)
        memcpy(&picture, block + pass->block_offset + texture->picture_offset, sizeof picture);
    return picture;
}

static struct rmx_texture *texture_of(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                                      const struct rmx_pass_texture *texture,
                                      const unsigned char *block)
{
    struct rmx_feed feed = rmx_feed_of(renderer->plan, texture);
    if (feed.pass >= 0)
        return rmx_target_picture(&renderer->targets[renderer->plan->passes[feed.pass].target],
                                  feed.past);
    if (feed.sound >= 0)
        return rmx_sounds_texture(&renderer->sounds, feed.sound);
    if (feed.source < 0)
        return &renderer->nothing;
    int source = shown_source(renderer, pass, texture, feed.source, block);
    bool is_there = renderer->sources[source].texture.name;
    return is_there ? &renderer->sources[source].texture : &renderer->nothing;
}

static float level_of(const struct rmx_pass *pass, int texture, const unsigned char *block)
{
    float level = 0;
    if (pass->textures[texture].wants_mips)
        memcpy(&level, block + pass->block_offset + pass->textures[texture].level_offset,
               sizeof level);
    return level;
}

// Mips are made, and sampled, only where this frame reads above level 0.
static void make_mips(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                      const unsigned char *block)
{
    for (int i = 0; i < pass->texture_count; i++) {
        struct rmx_texture *texture = texture_of(renderer, pass, &pass->textures[i], block);
        bool may_shrink = i >= sampler_count(pass) || level_of(pass, i, block) > 0;
        if (may_shrink &&
            rmx_mips_freshen(&renderer->mips, texture, renderer->cache, renderer->device))
            rmx_traffic_mips(&renderer->counts.traffic, texture);
    }
}

static void count_bytes(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                        const unsigned char *block)
{
    const struct rmx_target *target = &renderer->targets[pass->target];
    const struct rmx_texture *first = NULL;
    for (int i = pass->texture_count - 1; i >= 0; i--) {
        first = texture_of(renderer, pass, &pass->textures[i], block);
        rmx_traffic_read(&renderer->counts.traffic, first);
    }
    rmx_traffic_pass(&renderer->counts.traffic, renderer->plan, pass,
                     &target->textures[target->current], first);
}

static void bind_textures(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                          const unsigned char *block)
{
    GLuint names[MOST_TEXTURES], samplers[MOST_TEXTURES];
    assert(sampler_count(pass) <= MOST_TEXTURES);
    for (int i = 0; i < sampler_count(pass); i++) {
        names[i] = texture_of(renderer, pass, &pass->textures[i], block)->name;
        samplers[i] = level_of(pass, i, block) > 0 ? renderer->mipmapped : renderer->flat;
    }
    glBindTextures(0, sampler_count(pass), names);
    glBindSamplers(0, sampler_count(pass), samplers);
}

// A pass may have a size of its own: the first two numbers of its block.
static bool begin_target(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                         const unsigned char *block)
{
    float size[2] = {(float)renderer->width, (float)renderer->height};
    if (pass->sized)
        memcpy(size, block + pass->block_offset, sizeof size);
    return rmx_target_begin(&renderer->targets[pass->target], (int)size[0], (int)size[1]);
}

static bool is_new(const struct rmx_renderer *renderer, int step)
{
    int pass = step < 0 ? -1 : renderer->plan->steps[step].pass;
    return pass >= 0 && rmx_schedule_is_due(renderer->schedule, pass);
}

static bool reads_news(const struct rmx_renderer *renderer, int fragment)
{
    const struct rmx_step *step = &renderer->plan->steps[fragment];
    for (int i = 0; i < step->effect->input_count; i++)
        if (is_new(renderer, step->inputs[i]))
            return true;
    return false;
}

static struct rmx_fragment_dirty find_news(const struct rmx_renderer *renderer,
                                           const struct rmx_pass *pass,
                                           struct rmx_fragment_table *fragments)
{
    struct rmx_fragment_dirty dirty = {.masks = reads_news(renderer, pass->fragments->cut),
                                       .is_sample = renderer->is_sample};
    for (int a = 0; a < pass->fragments->arrange_count; a++)
        dirty.targets |= reads_news(renderer, pass->fragments->arranges[a]);
    for (int i = 0; i < pass->layer_count; i++)
        if (is_new(renderer, pass->textures[sampler_count(pass) + i].step))
            rmx_fragments_picture(fragments, i);
    return dirty;
}

// Brings fragments to their places; draws them where that is more than a function of the point.
static bool draw_fragments(struct rmx_renderer *renderer, int index, const unsigned char *block)
{
    const struct rmx_pass *pass = &renderer->plan->passes[index];
    struct rmx_fragment_table *fragments = renderer->fragments[index];
    struct rmx_fragment_dirty dirty = find_news(renderer, pass, fragments);
    if (!rmx_fragments_arrange(fragments, block + pass->block_offset, dirty))
        return true;
    if (pass->fragments->way == RMX_FRAGMENTS_GATHER)
        return false;
    rmx_fragments_draw(fragments, renderer->programs.of_pass[index], renderer->vertices);
    return true;
}

static void draw_pass(struct rmx_renderer *renderer, int index, const unsigned char *block)
{
    const struct rmx_pass *pass = &renderer->plan->passes[index];
    make_mips(renderer, pass, block);
    if (!begin_target(renderer, pass, block))
        return;
    bind_textures(renderer, pass, block);
    if (pass->block_size)
        glBindBufferRange(GL_UNIFORM_BUFFER, 0, renderer->frame, pass->block_offset,
                          pass->block_size);
    if (renderer->fragments[index] && draw_fragments(renderer, index, block))
        return;
    glUseProgram(renderer->programs.of_pass[index]);
    if (pass->vertex) { // it may leave parts of the target uncovered
        glClearBufferfv(GL_COLOR, 0, (const float[4]){0});
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    } else {
        glDrawArrays(GL_TRIANGLES, 0, 3);
    }
}

static void upload_block(struct rmx_renderer *renderer, const unsigned char *block)
{
    if (!renderer->plan->block_size)
        return;
    // Storage anew each frame: the driver need not wait for the last one's readers.
    glNamedBufferData(renderer->frame, renderer->plan->block_size, block, GL_STREAM_DRAW);
    renderer->counts.uploads++;
}

void rmx_renderer_warm(struct rmx_renderer *renderer, const unsigned char *block)
{
    upload_block(renderer, block);
    rmx_renderer_set_state(renderer);
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, 1, 1);
    for (int i = 0; i < renderer->plan->pass_count; i++) {
        draw_pass(renderer, i, block);
        if (renderer->fragments[i])
            rmx_fragments_reset(renderer->fragments[i]);
    }
    glDisable(GL_SCISSOR_TEST);
    rmx_renderer_forget(renderer);
    glFinish();
}

void rmx_renderer_advance(struct rmx_renderer *renderer)
{
    rmx_schedule_advance(renderer->schedule);
    for (int i = 0; i < renderer->plan->target_count; i++)
        renderer->targets[i].is_new = false;
}

void rmx_renderer_forget(struct rmx_renderer *renderer)
{
    for (int i = 0; i < renderer->plan->target_count; i++)
        if (renderer->targets[i].keeps)
            rmx_target_clear(&renderer->targets[i]);
    for (int i = 0; i < renderer->plan->pass_count; i++)
        if (renderer->fragments[i])
            rmx_fragments_forget(renderer->fragments[i]);
    rmx_renderer_advance(renderer);
}

static void turn_fragments(struct rmx_renderer *renderer)
{
    for (int i = 0; i < renderer->plan->pass_count; i++)
        if (renderer->fragments[i] && rmx_fragments_turn(renderer->fragments[i]))
            rmx_schedule_pass(renderer->schedule, i);
}

void rmx_renderer_draw(struct rmx_renderer *renderer, const unsigned char *block)
{
    turn_fragments(renderer);
    int count = renderer->plan->pass_count, due = rmx_schedule_frame(renderer->schedule, block);
    renderer->shows_mean = false;
    renderer->counts.passes_drawn += due;
    renderer->counts.passes_skipped += count - due;
    if (!due)
        return;
    upload_block(renderer, block);
    rmx_renderer_set_state(renderer);
    for (int i = 0; i < count; i++) {
        if (!rmx_schedule_is_due(renderer->schedule, i))
            continue;
        draw_pass(renderer, i, block);
        count_bytes(renderer, &renderer->plan->passes[i], block);
    }
}
