// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a scene's sources on the GPU: uploaded once, read by all renderers of one plan.
//
// In:  decoded pictures, or those that a store keeps. Out: textures; for each renderer's schedule,
// which of them changed.
// Owned by reference: each rmx_sources_share needs an rmx_sources_release.
// Thread: one at a time, with a current context of one share group.
#pragma once

#include "media/image.h"
#include "render/context.h"
#include "render/mips.h"
#include "render/schedule.h"
#include "render/store.h"

struct rmx_source_texture {
    struct rmx_texture texture; // none until there are pixels
    bool has_mips;              // the plan's own size reads it above level 0
    long long changed;          // a count of changes: when its pixels last became others
    const void *copied_from;    // another renderer, whose picture it is
    long long copied;           // how many passes that had drawn by then
};

struct rmx_sources {
    struct rmx_arena *arena; // this struct too
    int references;
    const struct rmx_device *device;
    struct rmx_store *store; // NULL: nothing is shared with other plans
    struct rmx_source_texture *items;
    int count;
    long long changes; // of all
};

// With one reference; the plan outlives it. No pixels yet.
struct rmx_sources *rmx_sources_create(const struct rmx_plan *plan, const struct rmx_device *device,
                                       struct rmx_store *store);
struct rmx_sources *rmx_sources_share(struct rmx_sources *sources); // the same
void rmx_sources_release(struct rmx_sources *sources);              // NULL is fine

// As rmx_renderer_upload, rmx_renderer_share and rmx_renderer_keep (render/renderer.h).
bool rmx_sources_upload(struct rmx_sources *sources, int source, const struct rmx_image *image);
// The source's texture, of that format and size, for the caller to fill its level 0; it counts as
// changed. NULL where memory is short (logged).
struct rmx_texture *rmx_sources_begin(struct rmx_sources *sources, int source,
                                      enum rmx_format format, int width, int height);
bool rmx_sources_take(struct rmx_sources *sources, int source, uint64_t key);
// The renderer's vertex array is bound; other state as rmx_mips_freshen.
void rmx_sources_keep(struct rmx_sources *sources, int source, uint64_t key,
                      const struct rmx_kept_picture *about, struct rmx_mips *mips);

// All pictures of others of the same scene's sources and store, which have none afterwards.
void rmx_sources_move(struct rmx_sources *sources, struct rmx_sources *from);

// Tells a schedule of what changed since its `seen`, which is 0 at first.
void rmx_sources_report(const struct rmx_sources *sources, long long *seen,
                        struct rmx_schedule *schedule);
// Room for levels in a picture that the plan's own size never reads above level 0: the same pixels,
// in another texture. Nothing where it has room, or memory is short (logged).
void rmx_sources_add_levels(struct rmx_sources *sources, int source);
// NULL: no pixels.
struct rmx_texture *rmx_sources_texture(struct rmx_sources *sources, int source);
