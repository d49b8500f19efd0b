// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/shrunk.h"

#include "base/hash.h"
#include "base/log.h"
#include "base/pages.h"
#include "plan/levels.h"
#include "render/gl_errors.h"
#include "render/shrink.h"

#include <stdlib.h>

void rmx_shrunk_init(struct rmx_shrunk *shrunk, struct rmx_arena *arena,
                     const struct rmx_plan *plan, struct rmx_sources *sources, int width,
                     int height)
{
    *shrunk =
        (struct rmx_shrunk){.plan = plan,
                            .sources = sources,
                            .of_step = RMX_NEW(arena, struct rmx_shrunk_picture, plan->step_count),
                            .width = width,
                            .height = height};
}

void rmx_shrunk_finish(struct rmx_shrunk *shrunk)
{
    for (int s = 0; shrunk->of_step && s < shrunk->plan->step_count; s++)
        rmx_store_drop_picture(shrunk->sources->store, &shrunk->of_step[s].texture);
}

static bool is_made(const struct rmx_shrunk *shrunk, int s)
{
    return rmx_fit_shrinks(shrunk->plan, &shrunk->plan->steps[s], shrunk->width, shrunk->height);
}

bool rmx_shrunk_is(const struct rmx_shrunk *shrunk, const struct rmx_pass_texture *texture)
{
    return texture->reader >= 0 && is_made(shrunk, texture->reader);
}

static long long version_of(const struct rmx_shrunk *shrunk, int s)
{
    return shrunk->sources->items[shrunk->plan->steps[s].source].changed;
}

static bool is_fresh(const struct rmx_shrunk *shrunk, int s)
{
    return shrunk->of_step[s].texture.name && shrunk->of_step[s].version == version_of(shrunk, s);
}

// One that another has may be this one's, too: it never changes.
static bool put(struct rmx_shrunk *shrunk, int s, const struct rmx_pixels *pixels)
{
    struct rmx_texture *texture = &shrunk->of_step[s].texture;
    enum rmx_format format = pixels->bytes_per_channel == 2 ? RMX_FORMAT_RGBA16 : RMX_FORMAT_RGBA8;
    rmx_store_drop_picture(shrunk->sources->store, texture);
    if (!rmx_texture_init(texture, format, pixels->width, pixels->height, false))
        return false;
    glTextureSubImage2D(texture->name, 0, 0, 0, pixels->width, pixels->height, GL_RGBA,
                        rmx_format_type(format), pixels->data);
    shrunk->of_step[s].version = version_of(shrunk, s);
    return true;
}

static bool make(struct rmx_shrunk *shrunk, int s, const struct rmx_pixels *from)
{
    const struct rmx_step *step = &shrunk->plan->steps[s];
    struct rmx_fit_transform fit =
        rmx_fit_transform(shrunk->plan, step, step->source, shrunk->width, shrunk->height);
    struct rmx_pixels to = {.width = shrunk->width,
                            .height = shrunk->height,
                            .bytes_per_channel =
                                shrunk->plan->depth > 8 ? 2 : from->bytes_per_channel};
    to.data =
        rmx_pages_alloc((size_t)to.width * (size_t)to.height * 4 * (size_t)to.bytes_per_channel);
    if (!to.data) {
        rmx_gl_errors_note_short();
        if (rmx_gl_errors_may_say())
            rmx_log(RMX_LOG_ERROR, "no memory for a picture of %d x %d", to.width, to.height);
        return false;
    }
    rmx_shrink(from, &to, &fit, step->fit, shrunk->plan->scene->encoded_light);
    bool is_put = put(shrunk, s, &to);
    free(to.data);
    return is_put;
}

void rmx_shrunk_upload(struct rmx_shrunk *shrunk, int source, const struct rmx_image *image)
{
    const struct rmx_pixels from = {image->pixels, image->width, image->height,
                                    image->bytes_per_channel};
    for (int s = 0; s < shrunk->plan->step_count; s++)
        if (shrunk->plan->steps[s].source == source && is_made(shrunk, s))
            make(shrunk, s, &from);
}

// By what the canvas shows of the source, and how.
uint64_t rmx_shrunk_key(const struct rmx_plan *plan, const struct rmx_step *step, int width,
                        int height, uint64_t key)
{
    const struct rmx_fit_transform fit = rmx_fit_transform(plan, step, step->source, width, height);
    const int64_t about[] = {width, height, step->fit, plan->depth > 8};
    return rmx_hash_bytes(&fit, sizeof fit, rmx_hash_bytes(about, sizeof about, key));
}

static uint64_t key_of(const struct rmx_shrunk *shrunk, int s, uint64_t key)
{
    return rmx_shrunk_key(shrunk->plan, &shrunk->plan->steps[s], shrunk->width, shrunk->height,
                          key);
}

void rmx_shrunk_take(struct rmx_shrunk *shrunk, int source, uint64_t key)
{
    struct rmx_store *store = shrunk->sources->store;
    for (int s = 0; s < shrunk->plan->step_count; s++) {
        struct rmx_shrunk_picture *picture = &shrunk->of_step[s];
        if (shrunk->plan->steps[s].source != source || !is_made(shrunk, s))
            continue;
        if (rmx_store_picture(store, key_of(shrunk, s, key), &picture->texture))
            picture->version = version_of(shrunk, s);
    }
}

// Two steps may show the same: the second one takes the first one's.
void rmx_shrunk_keep(struct rmx_shrunk *shrunk, int source, uint64_t key)
{
    struct rmx_store *store = shrunk->sources->store;
    for (int s = 0; s < shrunk->plan->step_count; s++) {
        struct rmx_texture *texture = &shrunk->of_step[s].texture;
        if (shrunk->plan->steps[s].source != source || !is_made(shrunk, s) || !is_fresh(shrunk, s))
            continue;
        uint64_t own = key_of(shrunk, s, key);
        const struct rmx_kept_picture about = {.width = texture->width, .height = texture->height};
        if (!rmx_store_find_picture(store, own)) {
            rmx_store_add_picture(store, own, &about, texture);
            continue;
        }
        rmx_texture_finish(texture);
        rmx_store_picture(store, own, texture);
    }
}

static bool read_back(struct rmx_shrunk *shrunk, int s)
{
    struct rmx_texture *from = rmx_sources_texture(shrunk->sources, shrunk->plan->steps[s].source);
    int bytes = from->format == RMX_FORMAT_RGBA8 ? 1 : 2;
    size_t size = (size_t)from->width * (size_t)from->height * 4 * (size_t)bytes;
    const struct rmx_pixels pixels = {rmx_pages_alloc(size), from->width, from->height, bytes};
    if (!pixels.data) {
        rmx_gl_errors_note_short();
        if (rmx_gl_errors_may_say())
            rmx_log(RMX_LOG_ERROR, "no memory for a picture of %d x %d", from->width, from->height);
        return false;
    }
    glGetTextureImage(from->name, 0, GL_RGBA, bytes == 1 ? GL_UNSIGNED_BYTE : GL_UNSIGNED_SHORT,
                      (GLsizei)(size > INT32_MAX ? INT32_MAX : size), pixels.data);
    bool is_put = make(shrunk, s, &pixels);
    free(pixels.data);
    return is_put;
}

struct rmx_texture *rmx_shrunk_texture(struct rmx_shrunk *shrunk,
                                       const struct rmx_pass_texture *texture)
{
    int s = texture->reader;
    if (!rmx_sources_texture(shrunk->sources, shrunk->plan->steps[s].source))
        return NULL;
    return is_fresh(shrunk, s) || read_back(shrunk, s) ? &shrunk->of_step[s].texture : NULL;
}
