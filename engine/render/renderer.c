// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/renderer.h"

#include "base/clock.h"
#include "base/log.h"
#include "render/program.h"
#include "render/samples.h"
#include "render/texture.h"

#include <assert.h>
#include <string.h>

// What a pass reads through one sampler.
struct feed {
    int pass, source; // one of them; both -1: transparent black
    int level_offset; // in the frame's block; -1: always read at level 0
};

// A texture that passes draw into, one after another where they share it.
struct target {
    bool is_used, has_mips;
    enum rmx_format format;
    struct rmx_texture texture;
    GLuint framebuffer;
    int owner;      // the pass whose picture it holds; -1
    int next_owner; // the same as the coming frame goes on, while it is planned
};

// Serials count the draws and uploads: what has a later one than its reader makes that one stale.
struct pass_state {
    struct feed *feeds;
    long long drawn, changed; // when it was last drawn, and when its picture last became another
    bool is_stale;            // the picture would become another one
    bool is_lost;             // another pass has drawn over it
    bool is_due;              // to be drawn now
};

struct source_state {
    struct rmx_texture texture;
    bool has_mips;
    long long changed;
};

struct rmx_renderer {
    struct rmx_arena *arena; // this struct too
    const struct rmx_plan *plan;
    const struct rmx_device *device;
    struct rmx_program_cache *cache;
    int width, height;
    struct rmx_program_set programs;
    struct target *targets;
    struct pass_state *passes;
    struct source_state *sources;
    int source_count;
    struct rmx_texture nothing; // one transparent black pixel
    GLuint vertices, frame;     // an empty vertex array; the uniform buffer
    GLuint flat, mipmapped;     // samplers
    unsigned char *drawn_block; // each pass's bytes when it was last drawn
    long long serial;
    struct rmx_samples samples;
    bool shows_mean; // the result is the samples' mean
    struct rmx_renderer_counts counts;
};

static const struct rmx_pass *last_pass(const struct rmx_renderer *renderer)
{
    return &renderer->plan->passes[renderer->plan->pass_count - 1];
}

// --- making

static GLuint create_sampler(GLenum shrink)
{
    GLuint sampler;
    glCreateSamplers(1, &sampler);
    glSamplerParameteri(sampler, GL_TEXTURE_MIN_FILTER, (GLint)shrink);
    glSamplerParameteri(sampler, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return sampler;
}

static void create_pass(struct rmx_renderer *renderer, int index)
{
    const struct rmx_plan *plan = renderer->plan;
    const struct rmx_pass *pass = &plan->passes[index];
    assert(pass->block_offset % renderer->device->block_alignment == 0);
    assert(pass->texture_count <= renderer->device->samplers);
    struct feed *feeds = RMX_NEW(renderer->arena, struct feed, pass->texture_count);
    for (int i = 0; i < pass->texture_count; i++) {
        const struct rmx_pass_texture *texture = &pass->textures[i];
        const struct rmx_step *step = &plan->steps[texture->step];
        feeds[i] = (struct feed){
            .pass = step->effect ? step->pass : -1,
            .source = step->effect ? -1 : step->source,
            .level_offset = texture->wants_mips ? pass->block_offset + texture->level_offset : -1};
        assert(feeds[i].pass < index && feeds[i].source < renderer->source_count);
        if (feeds[i].source >= 0 && texture->wants_mips)
            renderer->sources[feeds[i].source].has_mips = true;
    }
    renderer->passes[index].feeds = feeds;
}

// What the passes that share a target ask of it.
static void describe_targets(struct rmx_renderer *renderer)
{
    for (int i = 0; i < renderer->plan->target_count; i++)
        renderer->targets[i].owner = -1;
    for (int i = 0; i < renderer->plan->pass_count; i++) {
        const struct rmx_pass *pass = &renderer->plan->passes[i];
        struct target *target = &renderer->targets[pass->target];
        assert(!target->is_used || target->format == pass->format);
        target->is_used = true;
        target->format = pass->format;
        target->has_mips |= pass->mips;
    }
}

static bool create_target(struct rmx_renderer *renderer, struct target *target)
{
    if (!rmx_texture_init(&target->texture, target->format, renderer->width, renderer->height,
                          target->has_mips))
        return false;
    target->framebuffer = rmx_framebuffer_create(&target->texture);
    return true;
}

static bool create_textures(struct rmx_renderer *renderer)
{
    const unsigned char black[4] = {0};
    if (!rmx_texture_init(&renderer->nothing, RMX_FORMAT_RGBA8, 1, 1, false))
        return false;
    glTextureSubImage2D(renderer->nothing.name, 0, 0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, black);
    describe_targets(renderer);
    for (int i = 0; i < renderer->plan->target_count; i++)
        if (renderer->targets[i].is_used && !create_target(renderer, &renderer->targets[i]))
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

static bool create_objects(struct rmx_renderer *renderer, struct rmx_errors *errors)
{
    double start = rmx_clock_ms();
    bool compiled = rmx_program_set_init(&renderer->programs, renderer->arena, renderer->cache,
                                         renderer->device, renderer->plan, errors);
    renderer->counts.compile_ms = rmx_clock_ms() - start;
    if (!compiled)
        return false;
    renderer->flat = create_sampler(GL_LINEAR);
    renderer->mipmapped = create_sampler(GL_LINEAR_MIPMAP_LINEAR);
    glCreateVertexArrays(1, &renderer->vertices);
    glCreateBuffers(1, &renderer->frame);
    return create_textures(renderer);
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
        .width = params->width,
        .height = params->height,
        .targets = RMX_NEW(arena, struct target, plan->target_count),
        .passes = RMX_NEW(arena, struct pass_state, plan->pass_count),
        .sources = RMX_NEW(arena, struct source_state, plan->scene->source_count),
        .source_count = plan->scene->source_count,
        .drawn_block = RMX_NEW(arena, unsigned char, plan->block_size),
    };
    for (int i = 0; i < plan->pass_count; i++)
        create_pass(renderer, i);
    if (create_objects(renderer, errors))
        return renderer;
    rmx_renderer_destroy(renderer);
    return NULL;
}

void rmx_renderer_destroy(struct rmx_renderer *renderer)
{
    if (!renderer)
        return;
    for (int i = 0; i < renderer->plan->target_count; i++) {
        glDeleteFramebuffers(1, &renderer->targets[i].framebuffer);
        rmx_texture_finish(&renderer->targets[i].texture);
    }
    for (int i = 0; i < renderer->source_count; i++)
        rmx_texture_finish(&renderer->sources[i].texture);
    rmx_samples_finish(&renderer->samples);
    rmx_texture_finish(&renderer->nothing);
    rmx_program_set_finish(&renderer->programs);
    glDeleteSamplers(1, &renderer->flat);
    glDeleteSamplers(1, &renderer->mipmapped);
    glDeleteVertexArrays(1, &renderer->vertices);
    glDeleteBuffers(1, &renderer->frame);
    rmx_program_cache_destroy(renderer->cache);
    rmx_arena_destroy(renderer->arena);
}

bool rmx_renderer_upload(struct rmx_renderer *renderer, int source, const struct rmx_image *image)
{
    assert(source >= 0 && source < renderer->source_count);
    struct source_state *state = &renderer->sources[source];
    struct rmx_texture *texture = &state->texture;
    enum rmx_format format = image->bytes_per_channel == 2 ? RMX_FORMAT_RGBA16 : RMX_FORMAT_RGBA8;
    double start = rmx_clock_ms();
    if (!fits(renderer->device, image->width, image->height))
        return false;
    if (texture->width != image->width || texture->height != image->height ||
        texture->format != format) {
        rmx_texture_finish(texture);
        if (!rmx_texture_init(texture, format, image->width, image->height, state->has_mips))
            return false;
    }
    glTextureSubImage2D(texture->name, 0, 0, 0, image->width, image->height, GL_RGBA,
                        rmx_format_type(format), image->pixels);
    texture->mips_stale = true;
    state->changed = ++renderer->serial;
    renderer->counts.upload_ms += rmx_clock_ms() - start;
    return true;
}

// --- what is due

static bool reads_news(const struct rmx_renderer *renderer, int index)
{
    const struct pass_state *state = &renderer->passes[index];
    for (int i = 0; i < renderer->plan->passes[index].texture_count; i++) {
        const struct feed *feed = &state->feeds[i];
        long long changed = feed->pass >= 0     ? renderer->passes[feed->pass].changed
                            : feed->source >= 0 ? renderer->sources[feed->source].changed
                                                : 0;
        if (changed > state->drawn)
            return true;
    }
    return false;
}

// A pass is stale where its picture would become another one: its bytes or its inputs changed.
static void find_stale(struct rmx_renderer *renderer, const unsigned char *block)
{
    for (int i = 0; i < renderer->plan->pass_count; i++) {
        const struct rmx_pass *pass = &renderer->plan->passes[i];
        struct pass_state *state = &renderer->passes[i];
        state->is_stale = !state->drawn ||
                          memcmp(renderer->drawn_block + pass->block_offset,
                                 block + pass->block_offset, (size_t)pass->block_size) ||
                          reads_news(renderer, i);
        state->is_due = state->is_stale;
        if (state->is_stale)
            state->changed = renderer->serial;
    }
}

// A picture is lost where another pass has drawn over it by the time its own pass comes.
static void find_lost(struct rmx_renderer *renderer)
{
    for (int i = 0; i < renderer->plan->target_count; i++)
        renderer->targets[i].next_owner = renderer->targets[i].owner;
    for (int i = 0; i < renderer->plan->pass_count; i++) {
        struct target *target = &renderer->targets[renderer->plan->passes[i].target];
        struct pass_state *state = &renderer->passes[i];
        state->is_lost = target->next_owner != i;
        if (state->is_due)
            target->next_owner = i;
    }
}

// Marks the lost pictures that somebody will read; true where there was one.
static bool call_lost(struct rmx_renderer *renderer)
{
    bool called = false;
    for (int i = renderer->plan->pass_count - 1; i >= 0; i--) {
        struct pass_state *state = &renderer->passes[i];
        for (int k = 0; state->is_due && k < renderer->plan->passes[i].texture_count; k++) {
            struct pass_state *input =
                state->feeds[k].pass >= 0 ? &renderer->passes[state->feeds[k].pass] : NULL;
            if (!input || !input->is_lost || input->is_due)
                continue;
            input->is_due = called = true;
        }
    }
    return called;
}

// A picture that nobody will read now may stay lost: only the scene's result must be there.
static int find_due(struct rmx_renderer *renderer, const unsigned char *block)
{
    int last = renderer->plan->pass_count - 1, due = 0;
    find_stale(renderer, block);
    find_lost(renderer);
    renderer->passes[last].is_due |= renderer->passes[last].is_lost;
    while (call_lost(renderer))
        find_lost(renderer); // those called now may draw over others
    for (int i = 0; i <= last; i++)
        due += renderer->passes[i].is_due;
    return due;
}

// --- drawing

static void set_state(struct rmx_renderer *renderer)
{
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DITHER);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glViewport(0, 0, renderer->width, renderer->height);
    glBindVertexArray(renderer->vertices);
}

static struct rmx_texture *texture_of(struct rmx_renderer *renderer, const struct feed *feed)
{
    struct rmx_texture *texture = &renderer->nothing;
    if (feed->pass >= 0)
        texture = &renderer->targets[renderer->plan->passes[feed->pass].target].texture;
    else if (feed->source >= 0 && renderer->sources[feed->source].texture.name)
        texture = &renderer->sources[feed->source].texture;
    return texture;
}

// Mips are made, and sampled, only where this frame reads above level 0.
static void bind_textures(struct rmx_renderer *renderer, int index, const unsigned char *block)
{
    enum { MOST = 32 };
    GLuint names[MOST], samplers[MOST];
    int count = renderer->plan->passes[index].texture_count;
    assert(count <= MOST);
    for (int i = 0; i < count; i++) {
        const struct feed *feed = &renderer->passes[index].feeds[i];
        struct rmx_texture *texture = texture_of(renderer, feed);
        float level = 0;
        if (feed->level_offset >= 0)
            memcpy(&level, block + feed->level_offset, sizeof level);
        if (level > 0)
            rmx_texture_freshen(texture);
        names[i] = texture->name;
        samplers[i] = level > 0 ? renderer->mipmapped : renderer->flat;
    }
    glBindTextures(0, count, names);
    glBindSamplers(0, count, samplers);
}

static void draw_pass(struct rmx_renderer *renderer, int index, const unsigned char *block)
{
    const struct rmx_pass *pass = &renderer->plan->passes[index];
    struct target *target = &renderer->targets[pass->target];
    bind_textures(renderer, index, block);
    if (pass->block_size)
        glBindBufferRange(GL_UNIFORM_BUFFER, 0, renderer->frame, pass->block_offset,
                          pass->block_size);
    glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer);
    glUseProgram(renderer->programs.of_pass[index]);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    target->owner = index;
    target->texture.mips_stale = true;
    renderer->passes[index].drawn = renderer->serial;
    memcpy(renderer->drawn_block + pass->block_offset, block + pass->block_offset,
           (size_t)pass->block_size);
}

void rmx_renderer_draw(struct rmx_renderer *renderer, const unsigned char *block)
{
    renderer->serial++;
    renderer->shows_mean = false;
    int due = find_due(renderer, block);
    renderer->counts.passes_drawn += due;
    renderer->counts.passes_skipped += renderer->plan->pass_count - due;
    if (!due)
        return;
    if (renderer->plan->block_size) {
        // Storage anew each frame: the driver need not wait for the last one's readers.
        glNamedBufferData(renderer->frame, renderer->plan->block_size, block, GL_STREAM_DRAW);
        renderer->counts.uploads++;
    }
    set_state(renderer);
    for (int i = 0; i < renderer->plan->pass_count; i++)
        if (renderer->passes[i].is_due)
            draw_pass(renderer, i, block);
}

// --- samples

static enum rmx_format depth_format(int depth)
{
    return depth == 32 ? RMX_FORMAT_RGBA32F : depth == 16 ? RMX_FORMAT_RGBA16 : RMX_FORMAT_RGBA8;
}

static const struct rmx_texture *result(const struct rmx_renderer *renderer)
{
    return renderer->shows_mean ? &renderer->samples.mean
                                : &renderer->targets[last_pass(renderer)->target].texture;
}

bool rmx_renderer_accumulate_begin(struct rmx_renderer *renderer, int sample_count)
{
    if (!renderer->samples.sum.name &&
        !rmx_samples_init(&renderer->samples, renderer->cache, renderer->device,
                          depth_format(renderer->plan->output_depth), renderer->width,
                          renderer->height)) {
        rmx_samples_finish(&renderer->samples);
        return false;
    }
    rmx_samples_clear(&renderer->samples, sample_count);
    return true;
}

void rmx_renderer_accumulate(struct rmx_renderer *renderer)
{
    set_state(renderer);
    rmx_samples_add(&renderer->samples, result(renderer)->name);
}

void rmx_renderer_accumulate_resolve(struct rmx_renderer *renderer)
{
    set_state(renderer);
    rmx_samples_resolve(&renderer->samples,
                        renderer->plan->output_depth == 8 && !renderer->plan->params.snap);
    renderer->shows_mean = true;
}

// --- the result

void rmx_renderer_wait(struct rmx_renderer *renderer)
{
    (void)renderer;
    glFinish();
}

bool rmx_renderer_read(struct rmx_renderer *renderer, void *pixels)
{
    glBindFramebuffer(GL_FRAMEBUFFER,
                      renderer->shows_mean
                          ? renderer->samples.mean_framebuffer
                          : renderer->targets[last_pass(renderer)->target].framebuffer);
    glReadPixels(0, 0, renderer->width, renderer->height, GL_RGBA,
                 rmx_format_type(result(renderer)->format), pixels);
    if (glGetGraphicsResetStatus() == GL_NO_ERROR)
        return true;
    rmx_log(RMX_LOG_ERROR, "the graphics device was reset: the picture is lost");
    return false;
}

unsigned rmx_renderer_texture(const struct rmx_renderer *renderer)
{
    return result(renderer)->name;
}

enum rmx_format rmx_renderer_format(const struct rmx_renderer *renderer)
{
    return result(renderer)->format;
}

void rmx_renderer_counts(const struct rmx_renderer *renderer, struct rmx_renderer_counts *counts)
{
    *counts = renderer->counts;
    counts->programs = renderer->programs.count;
    counts->programs_compiled = renderer->programs.compiled;
    counts->targets = renderer->plan->target_count;
}
