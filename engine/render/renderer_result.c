// SPDX-License-Identifier: GPL-3.0-or-later
// What a renderer has drawn: the mean of samples, the pixels, the counts.
#include "base/log.h"
#include "plan/targets.h"
#include "render/gl_errors.h"
#include "render/readback.h"
#include "render/renderer_parts.h"

static const struct rmx_pass *last_pass(const struct rmx_renderer *renderer)
{
    return &renderer->plan->passes[renderer->plan->pass_count - 1];
}

static const struct rmx_target *result_target(const struct rmx_renderer *renderer)
{
    return &renderer->targets.items[last_pass(renderer)->target];
}

static const struct rmx_texture *result(const struct rmx_renderer *renderer)
{
    const struct rmx_target *target = result_target(renderer);
    return renderer->shows_mean ? &renderer->samples.mean : &target->textures[target->current];
}

bool rmx_renderer_accumulate_begin(struct rmx_renderer *renderer, int sample_count)
{
    if (!renderer->samples.sum.name &&
        !rmx_samples_init(&renderer->samples, renderer->programs,
                          rmx_depth_format(renderer->plan->output_depth), renderer->size.width,
                          renderer->size.height, renderer->plan->scene->encoded_light)) {
        rmx_samples_finish(&renderer->samples);
        return false;
    }
    rmx_samples_clear(&renderer->samples, sample_count);
    renderer->is_sample = false;
    return true;
}

void rmx_renderer_accumulate(struct rmx_renderer *renderer)
{
    rmx_renderer_set_state(renderer);
    rmx_samples_add(&renderer->samples, result(renderer)->name);
    renderer->is_sample = true;
}

void rmx_renderer_accumulate_resolve(struct rmx_renderer *renderer)
{
    rmx_renderer_set_state(renderer);
    rmx_samples_resolve(&renderer->samples,
                        renderer->plan->output_depth == 8 && !renderer->plan->params.snap);
    renderer->is_sample = false;
    renderer->shows_mean = true;
}

void rmx_renderer_wait(struct rmx_renderer *renderer)
{
    (void)renderer;
    rmx_context_wait();
}

int rmx_renderer_left_loop(struct rmx_renderer *renderer, bool waits)
{
    return rmx_loop_notes_take(&renderer->notes, waits);
}

bool rmx_renderer_is_settling(const struct rmx_renderer *renderer)
{
    bool any = false;
    for (int i = 0; i < renderer->plan->pass_count; i++)
        any |= renderer->fragments[i] && rmx_fragments_is_choosing(renderer->fragments[i]);
    return any;
}

unsigned rmx_renderer_framebuffer(const struct rmx_renderer *renderer)
{
    const struct rmx_target *target = result_target(renderer);
    return renderer->shows_mean ? renderer->samples.mean_framebuffer
                                : target->framebuffers[target->current];
}

// Whether what was drawn is the picture.
static bool is_whole(struct rmx_renderer *renderer)
{
    bool said = renderer->was_short;
    renderer->was_short |= rmx_gl_errors_was_short();
    if (renderer->was_short && !said)
        rmx_log(RMX_LOG_ERROR, "the memory did not suffice for drawing");
    return !renderer->was_short;
}

bool rmx_renderer_take_short(struct rmx_renderer *renderer)
{
    bool was = rmx_gl_errors_was_short() || renderer->was_short;
    renderer->was_short = false;
    return was;
}

bool rmx_renderer_read(struct rmx_renderer *renderer, void *pixels)
{
    glBindFramebuffer(GL_FRAMEBUFFER, rmx_renderer_framebuffer(renderer));
    glReadPixels(0, 0, renderer->size.width, renderer->size.height, GL_RGBA,
                 rmx_format_type(result(renderer)->format), pixels);
    bool whole = is_whole(renderer);
    if (glGetGraphicsResetStatus() == GL_NO_ERROR)
        return whole;
    rmx_log(RMX_LOG_ERROR, "the graphics device was reset: the picture is lost");
    return false;
}

bool rmx_renderer_request(struct rmx_renderer *renderer, struct rmx_readback *readback,
                          long long id)
{
    return is_whole(renderer) &&
           rmx_readback_picture(readback, id, rmx_renderer_framebuffer(renderer),
                                renderer->size.width, renderer->size.height,
                                result(renderer)->format);
}

unsigned rmx_renderer_texture(const struct rmx_renderer *renderer)
{
    return result(renderer)->name;
}

bool rmx_renderer_is_blue_first(const struct rmx_renderer *renderer)
{
    return result(renderer)->blue_first;
}

enum rmx_format rmx_renderer_format(const struct rmx_renderer *renderer)
{
    return result(renderer)->format;
}

void rmx_renderer_count_fragments(const struct rmx_renderer *renderer, int pass, int *counts)
{
    rmx_fragments_count_pictures(renderer->fragments[pass], counts);
}

void rmx_renderer_counts(const struct rmx_renderer *renderer, struct rmx_renderer_counts *counts)
{
    *counts = renderer->counts;
    counts->programs = renderer->programs->passes.count;
    counts->targets = renderer->plan->target_count;
    for (int i = 0; i < renderer->plan->pass_count; i++)
        if (renderer->fragments[i])
            rmx_fragments_count(renderer->fragments[i], counts);
}
