// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a loading: decoded on threads, measured for the plan, handed to the renderer.
#include "base/clock.h"
#include "base/file.h"
#include "base/formats.h"
#include "base/hash.h"
#include "base/roots.h"
#include "base/wanted.h"
#include "runtime/generation_parts.h"
#include "runtime/inner_parts.h"
#include "runtime/places.h"

#include <string.h>
#include <sys/stat.h>

static double patience_of(const struct rmx_generation *generation)
{
    return rmx_image_patience_s(
        &(struct rmx_image_params){.patience_s = generation->settings.patience_s});
}

static const char *status_words(const struct rmx_generation *generation, const char *path,
                                enum rmx_image_status status)
{
    struct rmx_arena *arena = generation->arena;
    if (status == RMX_IMAGE_TOO_LARGE)
        return "has more pixels than are allowed";
    if (status == RMX_IMAGE_LATE)
        return rmx_arena_printf(arena, "takes longer than %g s to decode: it is given up",
                                patience_of(generation));
    const struct rmx_file_format *format = rmx_format_of(path);
    return format && format->kind != RMX_FORMAT_READ
               ? rmx_arena_printf(arena, "is %s, which is not read here", format->name)
               : "cannot be read as a picture";
}

// What can be done about it: of a format that is not read, the command that converts it.
static const char *status_hint(const struct rmx_generation *generation, const char *path,
                               enum rmx_image_status status, const char *why)
{
    struct rmx_arena *arena = generation->arena;
    const struct rmx_file_format *format = rmx_format_of(path);
    if (status == RMX_IMAGE_TOO_LARGE)
        return rmx_arena_printf(arena, "at most %lld million pixels are decoded; save it smaller",
                                rmx_image_most_pixels(path) / (1024 * 1024));
    if (status == RMX_IMAGE_LATE)
        return why && *why ? rmx_arena_copy(arena, why)
                           : rmx_patience_hint(arena, patience_of(generation));
    if (format && format->convert)
        return rmx_arena_printf(arena, "a picture is made of it by: %s",
                                rmx_format_command(arena, format, path));
    if (format && format->kind == RMX_FORMAT_SOUND)
        return "a scene hears it: `sound: FILE`";
    if (format && format->kind == RMX_FORMAT_OTHER)
        return "unpack it first";
    return why && *why ? rmx_arena_copy(arena, why) : NULL;
}

void rmx_loading_picture_error(struct rmx_generation *generation, struct rmx_span span,
                               const char *path, enum rmx_image_status status, const char *why)
{
    const char *id = status == RMX_IMAGE_TOO_LARGE ? "picture-too-large"
                     : status == RMX_IMAGE_LATE    ? "slow-picture"
                                                   : "bad-picture";
    struct rmx_error *error = rmx_errors_add(&generation->errors, span, id, "'%s' %s", path,
                                             status_words(generation, path, status));
    error->unreadable = true;
    error->hint = status_hint(generation, path, status, why);
}

// A picture by its file, as it is now, by its place (another may want it enlarged) and by the light
// of its levels.
static uint64_t picture_key(const struct rmx_image_params *params, bool encoded_light)
{
    struct stat status;
    if (!rmx_roots_stat(params->path, &status))
        return 0;
    const int64_t about[] = {(int64_t)status.st_dev,
                             (int64_t)status.st_ino,
                             (int64_t)status.st_size,
                             (int64_t)status.st_mtim.tv_sec,
                             (int64_t)status.st_mtim.tv_nsec,
                             params->place_width,
                             params->place_height,
                             params->cover,
                             encoded_light};
    return rmx_hash_bytes(about, sizeof(about), rmx_hash_string(params->path, 0));
}

static void find_kept(struct rmx_loading *loading, int source,
                      const struct rmx_image_params *params)
{
    if (!loading->params->store)
        return;
    loading->keys[source] = picture_key(params, loading->generation->scene->encoded_light);
    loading->kept[source] = rmx_store_find_picture(loading->params->store, loading->keys[source]);
}

// A folder goes on without it, and says so.
static void skip_picture(struct rmx_loading *loading, int source, enum rmx_image_status status,
                         const char *why)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_source *picture = &generation->scene->sources[source];
    struct rmx_error *error = rmx_errors_warn(&generation->errors, picture->span, "skipped-picture",
                                              "'%s' %s: it is passed over", picture->path,
                                              status_words(generation, picture->path, status));
    error->hint = status_hint(generation, picture->path, status, why);
    loading->broken[source] = true;
}

bool rmx_loading_decode(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_scene *scene = generation->scene;
    struct rmx_image_params *all =
        RMX_NEW(generation->arena, struct rmx_image_params, scene->source_count);
    loading->images = all;
    loading->as_read = scene;
    loading->broken = RMX_NEW(generation->arena, bool, scene->source_count);
    loading->source_of = RMX_NEW(generation->arena, int, scene->source_count);
    loading->keys = RMX_NEW(generation->arena, uint64_t, scene->source_count);
    loading->kept =
        RMX_NEW(generation->arena, const struct rmx_kept_picture *, scene->source_count);
    rmx_source_places(scene, generation->width, generation->height, all);
    loading->infos = RMX_NEW(generation->arena, struct rmx_source_info, scene->source_count);
    rmx_inner_sizes(scene, all, loading->infos);
    generation->pictures = 0;
    generation->memory.uses[RMX_MEMORY_SOURCES] = 0;
    if (!loading->loaded) // else those of the store are counted by the outer scene
        generation->memory.uses[RMX_MEMORY_SHOWN] =
            rmx_store_bytes(loading->params->store) + loading->params->beside;
    for (int i = 0; i < scene->source_count; i++) {
        if (!all[i].path)
            continue;
        generation->pictures++;
        all[i].patience_s = generation->settings.patience_s;
        all[i].most_bytes = generation->memory.most;
        find_kept(loading, i, &all[i]);
        if (loading->kept[i]) // counted by the store
            continue;
        loading->source_of[loading->image_count] = i;
        all[loading->image_count++] = all[i];
    }
    generation->decoded = loading->image_count;
    enum rmx_decode what = loading->params->until != RMX_LOAD_RENDERER ? RMX_DECODE_HEADERS
                           : loading->params->checks                   ? RMX_DECODE_FAULTS
                                                                       : RMX_DECODE_PIXELS;
    loading->decoder = rmx_decoder_create(
        all, loading->image_count, what, rmx_budget_for_sources(&generation->memory),
        rmx_folder_cache(generation->arena), loading->params->wanted);
    return loading->decoder || rmx_loading_stop(generation, RMX_LOAD_FAILED);
}

static void add_source_error(struct rmx_loading *loading, const struct rmx_decoded *decoded)
{
    struct rmx_generation *generation = loading->generation;
    int index = loading->source_of[decoded->index];
    const struct rmx_source *source = &generation->scene->sources[index];
    if (source->owner) {
        if (!loading->broken[index])
            skip_picture(loading, index, decoded->status, decoded->why);
        return;
    }
    rmx_loading_picture_error(generation, source->span, source->path, decoded->status,
                              decoded->why);
    generation->status = RMX_LOAD_ERRORS;
}

// What a folder's readers see of it before they know which picture is shown.
static void describe_folder(struct rmx_loading *loading, int index)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_source_info *infos = loading->infos;
    const struct rmx_source *folder = &generation->scene->sources[index];
    if (folder->kind != RMX_SOURCE_FOLDER)
        return;
    if (!folder->picture_count) {
        rmx_errors_add(&generation->errors, folder->span, "empty-folder",
                       "no picture in '%s' can be read", folder->folder)
            ->unreadable = true;
        generation->status = RMX_LOAD_ERRORS;
        return;
    }
    infos[index] = infos[folder->pictures[0]];
    for (int i = 0; i < folder->picture_count; i++)
        infos[index].has_alpha |= infos[folder->pictures[i]].has_alpha;
}

static struct rmx_source_info header_info(const struct rmx_decoded *header)
{
    return (struct rmx_source_info){.width = header->image.width,
                                    .height = header->image.height,
                                    .has_alpha = header->image.has_alpha,
                                    .file_width = header->file_width,
                                    .file_height = header->file_height};
}

static struct rmx_source_info kept_info(const struct rmx_kept_picture *kept)
{
    return (struct rmx_source_info){.width = kept->width,
                                    .height = kept->height,
                                    .has_alpha = kept->has_alpha,
                                    .file_width = kept->file_width,
                                    .file_height = kept->file_height};
}

static long long larger(long long a, long long b)
{
    return a > b ? a : b;
}

// As a texture; and what decoding it takes.
static void count_picture(struct rmx_loading *loading, const struct rmx_decoded *header,
                          long long *largest, long long *file)
{
    int pixel_bytes = 4 * header->image.bytes_per_channel;
    const struct rmx_image *image = &header->image;
    loading->generation->memory.uses[RMX_MEMORY_SOURCES] +=
        rmx_budget_of_texture(image->width, image->height, pixel_bytes, true);
    *largest =
        larger(*largest, rmx_budget_of_texture(image->width, image->height, pixel_bytes, false));
    if (image->holds_all)
        *file = larger(*file, rmx_budget_of_texture(header->file_width, header->file_height,
                                                    pixel_bytes, false));
}

bool rmx_loading_headers(struct rmx_loading *loading)
{
    const struct rmx_decoded *headers = rmx_decoder_headers(loading->decoder);
    int count = loading->as_read->source_count;
    long long largest = 0, file = 0;
    if (!headers)
        return rmx_loading_stop(loading->generation, RMX_LOAD_GIVEN_UP);
    for (int i = 0; i < loading->image_count; i++) {
        loading->infos[loading->source_of[i]] = header_info(&headers[i]);
        count_picture(loading, &headers[i], &largest, &file);
        if (headers[i].status != RMX_IMAGE_OK)
            add_source_error(loading, &headers[i]);
    }
    loading->generation->memory.uses[RMX_MEMORY_DECODING] =
        rmx_budget_of_decoding(&loading->generation->memory, largest, file);
    for (int i = 0; i < count; i++)
        if (loading->kept[i])
            loading->infos[i] = kept_info(loading->kept[i]);
    return rmx_loading_drop_broken(loading);
}

bool rmx_loading_drop_broken(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    generation->scene =
        rmx_scene_without_pictures(generation->arena, loading->as_read, loading->broken);
    for (int i = 0; i < generation->scene->source_count; i++)
        describe_folder(loading, i);
    return generation->status == RMX_LOADED;
}

static void warn_shrunk(struct rmx_loading *loading, const struct rmx_decoded *decoded)
{
    const struct rmx_source *source =
        &loading->generation->scene->sources[loading->source_of[decoded->index]];
    struct rmx_error *warning =
        rmx_errors_warn(&loading->generation->errors, source->span, "picture-shrunk",
                        "'%s' is %d x %d; it is used at %d x %d", source->path, decoded->file_width,
                        decoded->file_height, decoded->image.width, decoded->image.height);
    char most[16];
    if (decoded->is_fitted)
        warning->hint = rmx_arena_printf(
            loading->generation->arena,
            "all pictures together have %s of memory; --memory allows more",
            rmx_budget_words(loading->generation->memory.most, most, sizeof(most)));
}

static void warn_end(struct rmx_loading *loading, const struct rmx_decoded *decoded)
{
    const struct rmx_source *source =
        &loading->generation->scene->sources[loading->source_of[decoded->index]];
    rmx_errors_warn(&loading->generation->errors, source->span, "picture-without-end",
                    "'%s' lacks its last bytes; its picture is whole", source->path)
        ->hint = "a copy of it may have been cut off; saving it again mends it";
}

static bool upload(struct rmx_loading *loading, const struct rmx_decoded *decoded)
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

static void share_pictures(struct rmx_loading *loading)
{
    for (int i = 0; i < loading->generation->scene->source_count; i++)
        if (loading->kept[i])
            rmx_renderer_share(loading->generation->renderer, i, loading->keys[i]);
}

// The plan counts on a folder's picture: it must be made again without it.
static void note_broken(struct rmx_loading *loading, const struct rmx_decoded *decoded)
{
    int source = loading->source_of[decoded->index];
    if (!loading->as_read->sources[source].owner || loading->broken[source])
        return;
    loading->breaks_plan = true;
    loading->generation->pictures--;
    loading->generation->decoded--;
}

bool rmx_loading_upload(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_decoded *decoded;
    share_pictures(loading);
    while ((decoded = rmx_decoder_next(loading->decoder))) {
        if (decoded->status != RMX_IMAGE_OK) {
            note_broken(loading, decoded);
            add_source_error(loading, decoded);
            continue;
        }
        int source = loading->source_of[decoded->index];
        if (decoded->shrunk && !generation->scene->sources[source].owner)
            warn_shrunk(loading, decoded);
        if (decoded->image.lacks_end)
            warn_end(loading, decoded);
        double from_ms = rmx_clock_ms();
        bool is_wanted = generation->status == RMX_LOADED && !loading->params->checks;
        if (is_wanted && !upload(loading, decoded))
            rmx_loading_stop(generation, RMX_LOAD_FAILED);
        rmx_image_finish(&decoded->image);
        generation->upload_ms += rmx_clock_ms() - from_ms;
    }
    if (!rmx_loading_goes_on(loading))
        return false;
    if (loading->image_count)
        generation->decode_ms = rmx_decoder_finished_ms(loading->decoder) - loading->began_ms;
    return generation->status == RMX_LOADED;
}
