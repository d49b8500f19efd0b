// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/sources.h"

#include <assert.h>

static void describe(struct rmx_sources *sources, const struct rmx_plan *plan,
                     const struct rmx_pass_texture *texture)
{
    int source = rmx_feed_of(plan, texture).source;
    assert(source < sources->count);
    if (source < 0)
        return;
    const struct rmx_source *folder = &plan->scene->sources[source];
    sources->items[source].has_mips |= texture->wants_mips;
    for (int i = 0; i < folder->picture_count; i++)
        sources->items[folder->pictures[i]].has_mips |= texture->wants_mips;
}

struct rmx_sources *rmx_sources_create(const struct rmx_plan *plan, const struct rmx_device *device,
                                       struct rmx_store *store)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_sources *sources = RMX_NEW(arena, struct rmx_sources, 1);
    *sources = (struct rmx_sources){
        .arena = arena,
        .references = 1,
        .device = device,
        .store = store,
        .items = RMX_NEW(arena, struct rmx_source_texture, plan->scene->source_count),
        .count = plan->scene->source_count,
    };
    for (int i = 0; i < plan->pass_count; i++)
        for (int k = 0; k < plan->passes[i].texture_count; k++)
            describe(sources, plan, &plan->passes[i].textures[k]);
    return sources;
}

struct rmx_sources *rmx_sources_share(struct rmx_sources *sources)
{
    sources->references++;
    return sources;
}

void rmx_sources_release(struct rmx_sources *sources)
{
    if (!sources || --sources->references > 0)
        return;
    for (int i = 0; i < sources->count; i++)
        rmx_store_drop_picture(sources->store, &sources->items[i].texture);
    rmx_arena_destroy(sources->arena);
}

static void mark_changed(struct rmx_sources *sources, int source)
{
    sources->items[source].changed = ++sources->changes;
}

struct rmx_texture *rmx_sources_begin(struct rmx_sources *sources, int source,
                                      enum rmx_format format, int width, int height)
{
    assert(source >= 0 && source < sources->count);
    struct rmx_source_texture *item = &sources->items[source];
    struct rmx_texture *texture = &item->texture;
    if (!rmx_device_holds(sources->device, width, height))
        return NULL;
    if (texture->width != width || texture->height != height || texture->format != format) {
        rmx_store_drop_picture(sources->store, texture);
        if (!rmx_texture_init(texture, format, width, height, item->has_mips || sources->store))
            return NULL;
    }
    texture->mips_stale = true;
    mark_changed(sources, source);
    return texture;
}

bool rmx_sources_upload(struct rmx_sources *sources, int source, const struct rmx_image *image)
{
    enum rmx_format format = image->bytes_per_channel == 2 ? RMX_FORMAT_RGBA16 : RMX_FORMAT_RGBA8;
    struct rmx_texture *texture =
        rmx_sources_begin(sources, source, format, image->width, image->height);
    if (!texture)
        return false;
    texture->wide_from = image->shrinks_far ? 1 + image->halvings_to_spare : 0;
    glTextureSubImage2D(texture->name, 0, 0, 0, image->width, image->height, GL_RGBA,
                        rmx_format_type(format), image->pixels);
    return true;
}

bool rmx_sources_take(struct rmx_sources *sources, int source, uint64_t key)
{
    assert(source >= 0 && source < sources->count);
    if (!rmx_store_picture(sources->store, key, &sources->items[source].texture))
        return false;
    mark_changed(sources, source);
    return true;
}

// The levels are made now: once others draw with the texture it must not change any more.
void rmx_sources_keep(struct rmx_sources *sources, int source, uint64_t key,
                      const struct rmx_kept_picture *about, struct rmx_mips *mips)
{
    struct rmx_texture *texture = &sources->items[source].texture;
    rmx_mips_freshen(mips, texture, false);
    rmx_store_add_picture(sources->store, key, about, texture);
}

void rmx_sources_report(const struct rmx_sources *sources, long long *seen,
                        struct rmx_schedule *schedule)
{
    for (int i = 0; *seen < sources->changes && i < sources->count; i++)
        if (sources->items[i].changed > *seen)
            rmx_schedule_source(schedule, i);
    *seen = sources->changes;
}

void rmx_sources_add_levels(struct rmx_sources *sources, int source)
{
    struct rmx_texture *old = &sources->items[source].texture, texture;
    sources->items[source].has_mips = true;
    if (!old->name || old->levels > 1 || (old->width == 1 && old->height == 1))
        return;
    if (!rmx_texture_init(&texture, old->format, old->width, old->height, true))
        return;
    glCopyImageSubData(old->name, GL_TEXTURE_2D, 0, 0, 0, 0, texture.name, GL_TEXTURE_2D, 0, 0, 0,
                       0, old->width, old->height, 1);
    texture.wide_from = old->wide_from;
    rmx_texture_finish(old);
    *old = texture;
}

struct rmx_texture *rmx_sources_texture(struct rmx_sources *sources, int source)
{
    struct rmx_texture *texture = &sources->items[source].texture;
    return texture->name ? texture : NULL;
}

void rmx_sources_move(struct rmx_sources *sources, struct rmx_sources *from)
{
    assert(sources->count == from->count && sources->store == from->store);
    for (int i = 0; i < sources->count; i++) {
        if (!from->items[i].texture.name)
            continue;
        sources->items[i].texture = from->items[i].texture;
        from->items[i].texture = (struct rmx_texture){0};
        mark_changed(sources, i);
        if (sources->items[i].has_mips)
            rmx_sources_add_levels(sources, i);
    }
}
