// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load.h"

#include "app/decode.h"
#include "app/places.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "plan/overrule.h"
#include "show/loader.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// One loading: what is needed only until the generation stands.
struct loading {
    struct rmx_generation *generation;
    const struct rmx_load_params *params;
    double began_ms;
    struct rmx_image_params *images; // parallel to scene->sources; those of pictures are packed
    int *source_of;                  // the packed ones' sources
    int image_count;
    uint64_t *keys;                       // parallel to scene->sources, for the store
    const struct rmx_kept_picture **kept; // what the store has of them; NULL: to be decoded
    struct rmx_decoder *decoder;
    pthread_t media; // starts the picture library beside all else
    bool has_media;
};

static const struct rmx_span NOWHERE = {0};

static const char *status_words(enum rmx_image_status status)
{
    return status == RMX_IMAGE_TOO_LARGE ? "has more pixels than are allowed"
                                         : "cannot be read as a picture";
}

static void add_picture_error(struct rmx_generation *generation, struct rmx_span span,
                              const char *path, enum rmx_image_status status, const char *why)
{
    bool large = status == RMX_IMAGE_TOO_LARGE;
    struct rmx_error *error =
        rmx_errors_add(&generation->errors, span, large ? "picture-too-large" : "bad-picture",
                       "'%s' %s", path, status_words(status));
    error->unreadable = true;
    if (large)
        error->hint = "at most 512 million pixels are decoded; save it smaller";
    else if (why && *why)
        error->hint = rmx_arena_copy(generation->arena, why);
}

static bool stop(struct rmx_generation *generation, enum rmx_load_status status)
{
    generation->status = status;
    return false;
}

// A picture that stands for a scene must show its size before the scene can be made.
static bool probe_picture(struct loading *loading, struct rmx_scene_params *scene)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_image image = {0};
    enum rmx_image_status status = RMX_IMAGE_UNREADABLE;
    const struct rmx_image_params image_params = {.path = loading->params->scene};
    if (rmx_media_start())
        status = rmx_image_probe(&image_params, &image, NULL, NULL);
    if (status != RMX_IMAGE_OK) {
        add_picture_error(generation, NOWHERE, image_params.path, status, NULL);
        return stop(generation, RMX_LOAD_MISTAKES);
    }
    scene->picture = image_params.path;
    scene->picture_width = image.width;
    scene->picture_height = image.height;
    return true;
}

// Missing files, folders and FIFOs are answered before anything opens them.
static bool check_input(struct rmx_generation *generation, const char *path)
{
    enum rmx_file_status status = strcmp(path, "-") == 0 ? RMX_FILE_OK : rmx_file_check(path);
    if (status == RMX_FILE_OK)
        return true;
    rmx_errors_add(&generation->errors, NOWHERE, "unreadable-file", "'%s': %s", path,
                   rmx_file_status_text(status))
        ->unreadable = true;
    return stop(generation, RMX_LOAD_MISTAKES);
}

static bool load_scene(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_load_params *params = loading->params;
    const struct rmx_catalog_params catalog = {
        .scene_folder =
            generation->is_picture ? NULL : rmx_path_folder(generation->arena, params->scene),
        .effect_folders = params->effects->items,
        .effect_folder_count = params->effects->count,
    };
    generation->catalog = rmx_catalog_create(&catalog);
    struct rmx_scene_params scene = {
        .path = generation->is_picture ? NULL : params->scene,
        .chain = params->chain,
        .allow = params->allow->items,
        .allow_count = params->allow->count,
        .has_seed = params->seed.given,
        .seed = (uint32_t)params->seed.value,
        .catalog = generation->catalog,
        .asked = &generation->asked,
    };
    if (generation->is_picture && !probe_picture(loading, &scene))
        return false;
    generation->scene = rmx_scene_load(generation->arena, &scene, &generation->errors);
    return generation->scene || stop(generation, RMX_LOAD_MISTAKES);
}

static int pixels(double side)
{
    return side < 1 ? 1 : (int)lround(side);
}

// The canvas that --size wishes. Another aspect changes the scene's width, never its height: all
// lengths in a scene are fractions of that.
static void lay_out(struct rmx_generation *generation, const struct rmx_size_wish *wish)
{
    struct rmx_scene *scene = generation->scene;
    double aspect = (double)scene->width / scene->height;
    generation->width = scene->width;
    generation->height = scene->height;
    if (wish->within) {
        rmx_inner_size(scene, wish->width, wish->height, &generation->width, &generation->height);
    } else if (wish->scale > 0) {
        generation->width = pixels(scene->width * wish->scale);
        generation->height = pixels(scene->height * wish->scale);
    } else if (wish->height > 0) {
        generation->width = wish->width;
        generation->height = wish->height;
        scene->width = pixels(scene->height * (double)wish->width / wish->height);
    } else if (wish->width > 0) {
        generation->width = wish->width;
        generation->height = pixels(wish->width / aspect);
    }
}

// A picture by its file, as it is now, and by its place: another place may want it enlarged.
static uint64_t picture_key(const struct rmx_image_params *params)
{
    struct stat status;
    if (stat(params->path, &status) != 0)
        return 0;
    const int64_t about[] = {(int64_t)status.st_dev,
                             (int64_t)status.st_ino,
                             (int64_t)status.st_size,
                             (int64_t)status.st_mtim.tv_sec,
                             (int64_t)status.st_mtim.tv_nsec,
                             params->place_width,
                             params->place_height,
                             params->cover};
    return rmx_hash_bytes(about, sizeof(about), rmx_hash_string(params->path, 0));
}

static void find_kept(struct loading *loading, int source, const struct rmx_image_params *params)
{
    if (!loading->params->store)
        return;
    loading->keys[source] = picture_key(params);
    loading->kept[source] = rmx_store_find_picture(loading->params->store, loading->keys[source]);
}

static bool start_decoding(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_scene *scene = generation->scene;
    struct rmx_image_params *all =
        RMX_NEW(generation->arena, struct rmx_image_params, scene->source_count);
    loading->images = all;
    loading->source_of = RMX_NEW(generation->arena, int, scene->source_count);
    loading->keys = RMX_NEW(generation->arena, uint64_t, scene->source_count);
    loading->kept =
        RMX_NEW(generation->arena, const struct rmx_kept_picture *, scene->source_count);
    rmx_source_places(scene, generation->width, generation->height, all);
    generation->pictures = 0;
    for (int i = 0; i < scene->source_count; i++) {
        if (!all[i].path)
            continue;
        generation->pictures++;
        find_kept(loading, i, &all[i]);
        if (loading->kept[i])
            continue;
        loading->source_of[loading->image_count] = i;
        all[loading->image_count++] = all[i];
    }
    generation->decoded = loading->image_count;
    loading->decoder =
        rmx_decoder_create(all, loading->image_count, loading->params->until == RMX_LOAD_RENDERER);
    return loading->decoder || stop(generation, RMX_LOAD_FAILED);
}

static void *start_media(void *data)
{
    rmx_media_start();
    return data;
}

// Once.
static bool start_context(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    if (!generation->context)
        generation->context = loading->params->context;
    if (!generation->context) {
        generation->context = rmx_context_create(generation->why, (int)sizeof(generation->why));
        generation->owns_context = true;
    }
    return generation->context || stop(generation, RMX_LOAD_NO_GL);
}

static bool fits_device(struct rmx_generation *generation)
{
    int side = rmx_context_device(generation->context)->texture_side;
    if (generation->width <= side && generation->height <= side)
        return true;
    snprintf(generation->why, sizeof(generation->why),
             "%dx%d is more than this machine's OpenGL can hold: at most %d a side",
             generation->width, generation->height, side);
    return stop(generation, RMX_LOAD_TOO_LARGE);
}

static void add_source_error(struct loading *loading, const struct rmx_decoded *decoded)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_source *source =
        &generation->scene->sources[loading->source_of[decoded->index]];
    add_picture_error(generation, source->span, source->path, decoded->status, decoded->why);
    generation->status = RMX_LOAD_MISTAKES;
}

// Sizes of all sources, or the mistakes of all pictures whose headers are none.
static const struct rmx_source_info *read_headers(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_decoded *headers = rmx_decoder_headers(loading->decoder);
    struct rmx_source_info *infos =
        RMX_NEW(generation->arena, struct rmx_source_info, generation->scene->source_count);
    for (int i = 0; i < loading->image_count; i++) {
        infos[loading->source_of[i]] =
            (struct rmx_source_info){.width = headers[i].image.width,
                                     .height = headers[i].image.height,
                                     .has_alpha = headers[i].image.has_alpha,
                                     .file_width = headers[i].file_width,
                                     .file_height = headers[i].file_height};
        if (headers[i].status != RMX_IMAGE_OK)
            add_source_error(loading, &headers[i]);
    }
    for (int i = 0; i < generation->scene->source_count; i++)
        if (loading->kept[i])
            infos[i] = (struct rmx_source_info){.width = loading->kept[i]->width,
                                                .height = loading->kept[i]->height,
                                                .has_alpha = loading->kept[i]->has_alpha,
                                                .file_width = loading->kept[i]->file_width,
                                                .file_height = loading->kept[i]->file_height};
    return generation->status == RMX_LOADED ? infos : NULL;
}

// How many bits of the picture its file can hold.
static int output_depth(enum rmx_still_format file, int depth)
{
    if (file == RMX_STILL_UNKNOWN)
        return depth;
    switch (rmx_still_picture_format(file, depth)) {
    case RMX_PICTURE_RGBA8: return 8;
    case RMX_PICTURE_RGBA16: return 16;
    case RMX_PICTURE_RGBA32F: break;
    }
    return 32;
}

// Only where a device has less than the planner's own limits: else a plan is the same everywhere.
static struct rmx_limits device_limits(const struct rmx_device *device)
{
    enum { SAMPLERS = 16, BLOCK_BYTES = 16 * 1024, ALIGNMENT = 256 };
    return (struct rmx_limits){
        .samplers = device->samplers < SAMPLERS ? device->samplers : 0,
        .parameter_bytes = device->block_bytes < BLOCK_BYTES ? device->block_bytes : 0,
        .block_alignment = device->block_alignment > ALIGNMENT ? device->block_alignment : 0,
    };
}

static bool make_plan(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_load_params *params = loading->params;
    const struct rmx_source_info *infos = read_headers(loading);
    int depth = params->depth.given ? (int)params->depth.value : generation->scene->depth;
    if (!infos)
        return false;
    struct rmx_plan_params plan = {
        .sources = infos,
        .catalog = generation->catalog,
        .width = generation->width,
        .height = generation->height,
        .depth = depth,
        .output_depth = output_depth(params->file, depth),
        .no_fuse = params->no_fuse,
        .snap = params->snap,
        .jitter = params->jitter,
        .redraws = params->redraws,
    };
    if (generation->context) {
        const struct rmx_device *device = rmx_context_device(generation->context);
        plan.limits = device_limits(device);
        plan.guard_nan = device->clamp_keeps_nan;
    }
    double from_ms = rmx_clock_ms();
    generation->plan = rmx_plan_create(generation->arena, generation->scene, &plan);
    generation->plan_ms = rmx_clock_ms() - from_ms;
    if (generation->plan)
        rmx_plan_overrule(generation->plan, &generation->errors);
    return generation->plan || stop(generation, RMX_LOAD_FAILED);
}

static bool make_renderer(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_renderer_params params = {
        .context = generation->context,
        .plan = generation->plan,
        .width = generation->width,
        .height = generation->height,
        .cache_folder = rmx_folder_cache(generation->arena),
        .store = loading->params->store,
    };
    double from_ms = rmx_clock_ms();
    int errors = generation->errors.error_count;
    generation->renderer = rmx_renderer_create(&params, &generation->errors);
    generation->compile_ms = rmx_clock_ms() - from_ms;
    if (generation->renderer)
        return true;
    bool mistakes = generation->errors.error_count > errors;
    return stop(generation, mistakes ? RMX_LOAD_MISTAKES : RMX_LOAD_FAILED);
}

static void warn_shrunk(struct loading *loading, const struct rmx_decoded *decoded)
{
    const struct rmx_source *source =
        &loading->generation->scene->sources[loading->source_of[decoded->index]];
    rmx_errors_warn(&loading->generation->errors, source->span, "picture-shrunk",
                    "'%s' is %d x %d; it is used at %d x %d", source->path, decoded->file_width,
                    decoded->file_height, decoded->image.width, decoded->image.height);
}

static bool upload(struct loading *loading, const struct rmx_decoded *decoded)
{
    struct rmx_renderer *renderer = loading->generation->renderer;
    int source = loading->source_of[decoded->index];
    if (!rmx_renderer_upload(renderer, source, &decoded->image))
        return false;
    const struct rmx_kept_picture about = {
        .width = decoded->image.width,
        .height = decoded->image.height,
        .has_alpha = decoded->image.has_alpha,
        .shrunk = decoded->shrunk,
        .file_width = decoded->file_width,
        .file_height = decoded->file_height,
    };
    if (loading->params->store)
        rmx_renderer_keep(renderer, source, loading->keys[source], &about);
    return true;
}

static void share_pictures(struct loading *loading)
{
    for (int i = 0; i < loading->generation->scene->source_count; i++)
        if (loading->kept[i])
            rmx_renderer_share(loading->generation->renderer, i, loading->keys[i]);
}

static bool upload_pictures(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_decoded *decoded;
    share_pictures(loading);
    while ((decoded = rmx_decoder_next(loading->decoder))) {
        if (decoded->status != RMX_IMAGE_OK) {
            add_source_error(loading, decoded);
            continue;
        }
        if (decoded->shrunk)
            warn_shrunk(loading, decoded);
        double from_ms = rmx_clock_ms();
        if (generation->status == RMX_LOADED && !upload(loading, decoded))
            stop(generation, RMX_LOAD_FAILED);
        rmx_image_finish(&decoded->image);
        generation->upload_ms += rmx_clock_ms() - from_ms;
    }
    if (loading->image_count)
        generation->decode_ms = rmx_decoder_finished_ms(loading->decoder) - loading->began_ms;
    return generation->status == RMX_LOADED;
}

static bool load(struct loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    enum rmx_load_until until = loading->params->until;
    bool draws = until == RMX_LOAD_RENDERER;
    if (!check_input(generation, loading->params->scene))
        return false;
    generation->is_picture = rmx_is_picture(loading->params->scene);
    if (draws)
        loading->has_media = pthread_create(&loading->media, NULL, start_media, NULL) == 0;
    // A picture's size must be known first: OpenGL starts while the library does.
    if (draws && generation->is_picture && !start_context(loading))
        return false;
    if (!load_scene(loading))
        return false;
    lay_out(generation, &loading->params->size);
    if (until == RMX_LOAD_SCENE)
        return true;
    if (!start_decoding(loading))
        return false;
    if (draws && !(start_context(loading) && fits_device(generation)))
        return false;
    generation->start_ms = rmx_clock_ms() - loading->began_ms;
    if (!make_plan(loading))
        return false;
    return !draws || (make_renderer(loading) && upload_pictures(loading));
}

struct rmx_generation *rmx_generation_create(const struct rmx_load_params *params)
{
    struct rmx_generation *generation = calloc(1, sizeof(*generation));
    if (!generation)
        abort();
    generation->arena = rmx_arena_create();
    generation->errors.arena = generation->arena;
    generation->asked.arena = generation->arena;
    struct loading loading = {generation, params, .began_ms = rmx_clock_ms()};
    load(&loading);
    rmx_decoder_destroy(loading.decoder);
    if (loading.has_media)
        pthread_join(loading.media, NULL);
    return generation;
}

bool rmx_generation_rebuild(struct rmx_generation *generation, const struct rmx_load_params *params)
{
    struct loading loading = {generation, params, .began_ms = rmx_clock_ms()};
    rmx_renderer_destroy(generation->renderer);
    generation->renderer = NULL;
    generation->context = params->context;
    bool made = start_decoding(&loading) && make_renderer(&loading);
    if (made && !upload_pictures(&loading))
        rmx_log(RMX_LOG_WARNING, "not all pictures came back");
    generation->status = made ? RMX_LOADED : RMX_LOAD_FAILED;
    rmx_decoder_destroy(loading.decoder);
    return made;
}

void rmx_generation_destroy(struct rmx_generation *generation)
{
    if (!generation)
        return;
    rmx_renderer_destroy(generation->renderer);
    if (generation->owns_context)
        rmx_context_destroy(generation->context);
    rmx_catalog_destroy(generation->catalog);
    rmx_arena_destroy(generation->arena);
    free(generation);
}
