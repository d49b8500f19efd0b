// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/generation.h"

#include "base/clock.h"
#include "base/formats.h"
#include "base/log.h"
#include "base/roots.h"
#include "base/texts.h"
#include "plan/fuse_requests.h"
#include "runtime/canvas.h"
#include "runtime/generation_parts.h"
#include "runtime/inner_parts.h"
#include "runtime/loop_bounds.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct rmx_span NOWHERE = {0};

static struct rmx_image_params picture_params(const struct rmx_generation *generation)
{
    return (struct rmx_image_params){.path = generation->settings.scene,
                                     .patience_s = generation->settings.patience_s,
                                     .most_bytes = generation->memory.most};
}

// A picture that stands for a scene must show its size before the scene can be made.
static bool probe_picture(struct rmx_loading *loading, struct rmx_scene_params *scene)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_image image = {0};
    char why[200] = "";
    const struct rmx_image_params image_params = picture_params(generation);
    enum rmx_image_status status =
        rmx_image_probe(&image_params, &image, NULL, NULL, why, sizeof(why));
    if (status != RMX_IMAGE_OK) {
        rmx_loading_picture_error(generation, NOWHERE, image_params.path, status, why);
        return rmx_loading_stop(generation, RMX_LOAD_ERRORS);
    }
    scene->picture = image_params.path;
    scene->picture_width = image.width;
    scene->picture_height = image.height;
    return true;
}

// Such as a shell's <(...).
static bool is_pipe(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISFIFO(info.st_mode);
}

// Missing files, folders and FIFOs are answered before anything opens them.
static bool check_input(struct rmx_generation *generation, const char *path)
{
    enum rmx_file_status status = strcmp(path, "-") == 0 ? RMX_FILE_OK : rmx_texts_check(path);
    if (status == RMX_FILE_OK)
        return true;
    struct rmx_error *error = rmx_errors_add(&generation->errors, NOWHERE, "unreadable-file",
                                             "'%s': %s", path, rmx_file_status_text(status));
    error->unreadable = true;
    if (is_pipe(path))
        error->hint = "a scene comes through a pipe as -: COMMAND | remontage render -";
    return rmx_loading_stop(generation, RMX_LOAD_ERRORS);
}

// Of bytes that are no text no line is shown.
static bool check_text(struct rmx_generation *generation, const char *path)
{
    if (strcmp(path, "-") == 0 || !rmx_format_is_binary(path))
        return true;
    struct rmx_error *error = rmx_errors_add(&generation->errors, NOWHERE, "not-a-scene",
                                             "'%s' is neither text nor a known picture", path);
    error->hint = "a scene is a text file; remontage list formats names the pictures";
    error->unreadable = true;
    return rmx_loading_stop(generation, RMX_LOAD_ERRORS);
}

static bool load_scene(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_settings *settings = &generation->settings;
    const struct rmx_catalog_params catalog = {
        .scene_folder =
            generation->is_picture ? NULL : rmx_path_folder(generation->arena, settings->scene),
        .effect_folders = settings->effects,
        .effect_folder_count = settings->effect_count,
        .leaves_open = settings->leaves_open,
    };
    generation->catalog = rmx_catalog_create(&catalog);
    struct rmx_scene_params scene = {
        .path = generation->is_picture ? NULL : settings->scene,
        .chain = settings->chain,
        .allow = settings->allow,
        .allow_count = settings->allow_count,
        .has_seed = settings->has_seed,
        .seed = settings->seed,
        .sound = settings->sound,
        .offered = settings->offered,
        .follows_tempo = settings->follows_tempo,
        .tempo = (enum rmx_tempo_source)settings->tempo,
        .catalog = generation->catalog,
        .dependencies = &generation->dependencies,
    };
    if (generation->is_picture && !probe_picture(loading, &scene))
        return false;
    generation->scene = rmx_scene_load(generation->arena, &scene, &generation->errors);
    return generation->scene || rmx_loading_stop(generation, RMX_LOAD_ERRORS);
}

static void *start_media(void *data)
{
    const struct rmx_loading *loading = data;
    const struct rmx_image_params params = picture_params(loading->generation);
    rmx_image_prepare(&params);
    return NULL;
}

// Before the picture itself is read, which waits for OpenGL.
static void begin_media(struct rmx_loading *loading)
{
    loading->has_media = pthread_create(&loading->media, NULL, start_media, loading) == 0;
}

// Once.
static bool start_context(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    if (!generation->context)
        generation->context = loading->params->context;
    if (!generation->context) {
        generation->context = rmx_context_create(generation->why, (int)sizeof(generation->why));
        generation->owns_context = true;
    }
    return generation->context || rmx_loading_stop(generation, RMX_LOAD_NO_GL);
}

static bool fits_device(struct rmx_generation *generation)
{
    int side = rmx_context_device(generation->context)->texture_side;
    if (generation->width <= side && generation->height <= side)
        return true;
    snprintf(generation->why, sizeof(generation->why),
             "%dx%d is more than this machine's OpenGL can hold: at most %d a side",
             generation->width, generation->height, side);
    return rmx_loading_stop(generation, RMX_LOAD_TOO_LARGE);
}

// More than every OpenGL has: what cannot be drawn is refused before a picture is decoded for it,
// all else decodes while OpenGL starts.
static bool is_vast(const struct rmx_generation *generation)
{
    enum { LEAST_TEXTURE_SIDE = 16384 }; // OpenGL 4.5, table 23.54
    return generation->width > LEAST_TEXTURE_SIDE || generation->height > LEAST_TEXTURE_SIDE;
}

// How many bits of the picture its destination can hold.
static int output_depth(const struct rmx_settings *settings, int depth)
{
    if (settings->most_output_depth && depth > settings->most_output_depth)
        return settings->most_output_depth;
    return depth < settings->least_output_depth ? settings->least_output_depth : depth;
}

// Only where a device has less than the planner's own limits: else a plan is the same everywhere.
static struct rmx_limits device_limits(const struct rmx_device *device)
{
    enum { SAMPLERS = 16, VARYINGS = 31, BLOCK_BYTES = 16 * 1024, ALIGNMENT = 256 };
    return (struct rmx_limits){
        .samplers = device->samplers < SAMPLERS ? device->samplers : 0,
        .varyings = device->varyings < VARYINGS ? device->varyings : VARYINGS,
        .parameter_bytes = device->block_bytes < BLOCK_BYTES ? device->block_bytes : 0,
        .block_alignment = device->block_alignment > ALIGNMENT ? device->block_alignment : 0,
    };
}

// NULL: the scene's own.
static const double *date_of(const struct rmx_generation *generation)
{
    const struct rmx_settings *settings = &generation->settings;
    bool is_set = settings->date_rule == RMX_DATE_SET ||
                  (settings->date_rule == RMX_DATE_DEFAULT && !generation->scene->has_date);
    return is_set ? settings->date : NULL;
}

static struct rmx_catalog *catalog_of(const struct rmx_loading *loading)
{
    const struct rmx_generation *like = loading->params->like;
    if (loading->loaded)
        return loading->loaded->catalog;
    return like ? like->plan->params.catalog : loading->generation->catalog;
}

static bool make_plan(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_settings *settings = &generation->settings;
    int depth = settings->depth ? settings->depth : generation->scene->depth;
    struct rmx_plan_params plan = {
        .sources = loading->infos,
        .catalog = catalog_of(loading),
        .width = generation->width,
        .height = generation->height,
        .depth = depth,
        .output_depth = output_depth(settings, depth),
        .date = date_of(generation),
        .loop_rounds = settings->loop_rounds,
        .no_fuse = settings->no_fuse,
        .no_hoist = settings->no_hoist,
        .snap = settings->snap,
        .leaves_open = settings->leaves_open,
        .keeps_nan = settings->keeps_nan,
        .unclamped = settings->unclamped,
        .jitter = settings->samples > 1,
        .redraws = settings->redraws,
        .waits = settings->waits,
        .ledger = settings->ledger,
        .is_within = loading->loaded != NULL,
    };
    if (generation->context) {
        const struct rmx_device *device = rmx_context_device(generation->context);
        plan.limits = device_limits(device);
        plan.guard_nan = device->clamp_keeps_nan;
        plan.no_notes = !device->notes_loops;
        plan.block_is_free = !device->is_software;
    }
    double from_ms = rmx_clock_ms();
    generation->plan = rmx_plan_create(generation->arena, generation->scene, &plan);
    generation->plan_ms += rmx_clock_ms() - from_ms;
    if (!generation->plan)
        return rmx_loading_stop(generation, RMX_LOAD_FAILED);
    rmx_loop_bounds_warn(generation->plan, &generation->errors);
    generation->told_loops = RMX_NEW(generation->arena, bool, generation->plan->loop_count);
    return rmx_budget_check(loading);
}

static bool make_renderer(struct rmx_loading *loading, struct rmx_errors *errors)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_renderer_params params = {
        .context = generation->context,
        .plan = generation->plan,
        .width = generation->width,
        .height = generation->height,
        .cache_folder = rmx_folder_cache(generation->arena),
        .store = loading->params->store,
        .most_frame_ms = generation->settings.most_frame_ms,
        .is_presented = generation->settings.is_presented,
        .patience_s = generation->settings.patience_s,
        .most_bytes = generation->memory.most,
        .wanted = loading->params->wanted,
    };
    double from_ms = rmx_clock_ms();
    int before = errors->error_count;
    generation->renderer = rmx_renderer_create(&params, errors);
    generation->compile_ms += rmx_clock_ms() - from_ms;
    if (generation->renderer)
        return true;
    bool has_errors = errors->error_count > before;
    if (!rmx_loading_goes_on(loading))
        return false;
    return rmx_loading_stop(generation, has_errors ? RMX_LOAD_ERRORS : RMX_LOAD_FAILED);
}

// Plan and renderer again, without the pictures whose pixels could not be read; those that could be
// stay on the GPU. What the first ones said is not said twice.
static bool make_again(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    struct rmx_renderer *before = generation->renderer;
    struct rmx_errors said = {.arena = generation->arena};
    generation->renderer = NULL;
    bool made =
        rmx_loading_drop_broken(loading) && make_plan(loading) && make_renderer(loading, &said);
    if (made)
        rmx_renderer_take_pictures(generation->renderer, before);
    rmx_renderer_destroy(before);
    return made;
}

static bool draw_ready(struct rmx_loading *loading)
{
    if (!make_renderer(loading, &loading->generation->errors) || !rmx_loading_upload(loading))
        return false;
    return !loading->breaks_plan || make_again(loading);
}

static void take_scene(struct rmx_generation *generation, const struct rmx_generation *like)
{
    generation->scene = like->scene;
    generation->is_picture = like->is_picture;
    rmx_canvas_size(generation->scene, &generation->settings.size, &generation->width,
                    &generation->height);
}

// Reads the scene, unless it was read already, and finds its canvas.
static bool find_scene(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_loaded_scene *loaded = loading->loaded;
    bool draws = loading->params->until == RMX_LOAD_RENDERER;
    if (loaded) {
        generation->scene = loaded->scene;
        generation->width = loaded->width;
        generation->height = loaded->height;
        return true;
    }
    if (loading->params->like) {
        take_scene(generation, loading->params->like);
        return true;
    }
    if (!check_input(generation, generation->settings.scene))
        return false;
    generation->is_picture = rmx_is_picture(generation->settings.scene);
    if (!generation->is_picture && !check_text(generation, generation->settings.scene))
        return false;
    if (draws && generation->is_picture)
        begin_media(loading);
    // A picture's size must be known first: OpenGL starts while the library does.
    if (draws && generation->is_picture && !start_context(loading))
        return false;
    if (!load_scene(loading))
        return false;
    rmx_canvas_size(generation->scene, &generation->settings.size, &generation->width,
                    &generation->height);
    return true;
}

// Where nothing listens neither file nor device is opened.
static bool open_ears(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    const struct rmx_scene_sound *sound = &generation->scene->sound;
    const struct rmx_ears_params params = {.path = sound->file,
                                           .kind = sound->kind,
                                           .device = sound->device,
                                           .offset_s = sound->offset_s,
                                           .gain = sound->gain,
                                           .attack_s = sound->attack_s,
                                           .release_s = sound->release_s};
    char why[128];
    if (loading->loaded || loading->params->like) {
        generation->ears = loading->loaded ? loading->loaded->ears : loading->params->like->ears;
        return true;
    }
    bool is_device = sound->kind >= RMX_SOUND_INPUT && generation->settings.hears_devices;
    if (!(sound->file || is_device) || !rmx_scene_listens(generation->scene))
        return true;
    generation->ears = rmx_ears_open(&params, why, sizeof(why));
    generation->owns_ears = generation->ears != NULL;
    if (generation->ears)
        return true;
    rmx_errors_add(&generation->errors, sound->span, "bad-sound", "'%s' cannot be heard",
                   sound->file)
        ->hint = rmx_arena_copy(generation->arena, why);
    return rmx_loading_stop(generation, RMX_LOAD_ERRORS);
}

static bool load(struct rmx_loading *loading)
{
    struct rmx_generation *generation = loading->generation;
    enum rmx_load_until until = loading->params->until;
    bool draws = until == RMX_LOAD_RENDERER;
    if (!find_scene(loading))
        return false;
    if (until == RMX_LOAD_SCENE)
        return true;
    if (draws && is_vast(generation) && !(start_context(loading) && fits_device(generation)))
        return false;
    if (!rmx_loading_decode(loading) || !open_ears(loading))
        return false;
    if (draws && !(start_context(loading) && fits_device(generation)))
        return false;
    generation->start_ms = rmx_clock_ms() - loading->began_ms;
    if (!rmx_loading_headers(loading) || !rmx_loading_goes_on(loading) || !make_plan(loading) ||
        !rmx_inner_load(loading))
        return false;
    rmx_plan_fuse_requests(generation->plan, &generation->errors);
    return !draws || draw_ready(loading);
}

// What the user named may be read, and what the program brings along.
static void add_roots(struct rmx_arena *arena, const struct rmx_settings *settings)
{
    rmx_roots_add(settings->scene);
    rmx_roots_add(rmx_path_folder(arena, settings->scene));
    rmx_roots_add(rmx_path_join(arena, rmx_folder_builtin(arena), "assets"));
    for (int i = 0; i < settings->allow_count; i++)
        rmx_roots_add(settings->allow[i]);
    if (settings->sound.given && settings->sound.kind == RMX_SOUND_FILE)
        rmx_roots_add(settings->sound.name);
}

// Loads that come after leave it room. A scene within another one is counted there.
static void hold_memory(struct rmx_generation *generation, struct rmx_store *store)
{
    if (generation->memory.taken)
        return;
    if (generation->told)
        rmx_store_hold(generation->told, -generation->held);
    generation->told = store;
    generation->held = rmx_budget_held(&generation->memory);
    if (store)
        rmx_store_hold(store, generation->held);
}

struct rmx_generation *rmx_generation_create(const struct rmx_load_params *params)
{
    return rmx_generation_of_scene(params, NULL);
}

struct rmx_generation *rmx_generation_of_scene(const struct rmx_load_params *params,
                                               const struct rmx_loaded_scene *loaded)
{
    struct rmx_generation *generation = calloc(1, sizeof(*generation));
    if (!generation)
        abort();
    generation->arena = rmx_arena_create();
    generation->settings = *params->settings;
    generation->errors.arena = generation->arena;
    generation->dependencies.arena = generation->arena;
    generation->memory = (struct rmx_budget){.most = rmx_budget_allowed(&generation->settings),
                                             .taken = loaded ? loaded->taken : 0};
    struct rmx_loading loading = {generation, params, .loaded = loaded, .began_ms = rmx_clock_ms()};
    if (params->begun)
        *params->begun = generation;
    if (!loaded)
        add_roots(generation->arena, &generation->settings);
    load(&loading);
    if (generation->renderer)
        hold_memory(generation, params->store);
    rmx_decoder_destroy(loading.decoder);
    if (loading.has_media)
        pthread_join(loading.media, NULL);
    return generation;
}

bool rmx_generation_rebuild(struct rmx_generation *generation, struct rmx_context *context,
                            struct rmx_store *store)
{
    const struct rmx_load_params params = {
        .until = RMX_LOAD_RENDERER, .context = context, .store = store};
    struct rmx_loading loading = {generation, &params, .began_ms = rmx_clock_ms()};
    rmx_renderer_destroy(generation->renderer);
    generation->renderer = NULL;
    generation->context = context;
    bool made = rmx_loading_decode(&loading) && make_renderer(&loading, &generation->errors) &&
                rmx_inner_rebuild(generation, context, store);
    if (made && !rmx_loading_upload(&loading))
        rmx_log(RMX_LOG_WARNING, "not all pictures came back");
    generation->status = made ? RMX_LOADED : RMX_LOAD_FAILED;
    hold_memory(generation, store);
    rmx_decoder_destroy(loading.decoder);
    return made;
}

void rmx_generation_drop_renderer(struct rmx_generation *generation)
{
    hold_memory(generation, NULL);
    rmx_inner_drop_renderers(generation);
    rmx_renderer_destroy(generation->renderer);
    generation->renderer = NULL;
}

void rmx_generation_destroy(struct rmx_generation *generation)
{
    if (!generation)
        return;
    hold_memory(generation, NULL);
    rmx_inner_destroy(generation);
    rmx_renderer_destroy(generation->renderer);
    rmx_store_destroy(generation->inner_store);
    if (generation->owns_context)
        rmx_context_destroy(generation->context);
    rmx_catalog_destroy(generation->catalog);
    if (generation->owns_ears)
        rmx_ears_close(generation->ears);
    rmx_texts_release(generation->texts);
    rmx_arena_destroy(generation->arena);
    free(generation);
}
