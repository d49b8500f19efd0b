// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files.h"

#include "app/interrupt.h"
#include "app/many.h"
#include "app/progress.h"
#include "app/sizes.h"
#include "app/waiting.h"
#include "base/clock.h"
#include "base/pages.h"
#include "runtime/specialise.h"
#include "scene/visit.h"
#include "write/sequence.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void rmx_tell_of_alpha(const struct rmx_options *options, const struct rmx_player *player)
{
    enum rmx_still_format format = rmx_still_format_from_path(options->output);
    if (rmx_still_keeps_alpha(format) || !rmx_player_picture(player, NULL).alpha)
        return;
    const double *below = player->generation->scene->background;
    bool is_black = below[0] + below[1] + below[2] <= 0;
    rmx_say(options, "'%s' keeps no transparency: the picture is laid on %s%s", options->output,
            options->ground ? options->ground
            : is_black      ? "black"
                            : "the scene's background",
            options->ground ? "" : "; --ground COLOUR says on what");
}

// Number `i` of the picture's, 0..1.
static double value_at(const struct rmx_picture *picture, size_t i)
{
    if (picture->format == RMX_PIXELS_RGBA8)
        return ((const uint8_t *)picture->pixels)[i] / 255.0;
    if (picture->format == RMX_PIXELS_RGBA16)
        return ((const uint16_t *)picture->pixels)[i] / 65535.0;
    return (double)((const float *)picture->pixels)[i];
}

// Whether no pixel is seen, or none before the background.
static bool shows_nothing(const struct rmx_picture *picture, const double background[4])
{
    static const double least = 1.01 / 255.0; // what is dithered is as far off
    size_t count = 4 * (size_t)picture->width * (size_t)picture->height;
    if (!picture->alpha && background[3] < 1)
        return false; // what is drawn is opaque
    for (size_t i = 0; i < count; i++) {
        bool is_alpha = i % 4 == 3;
        if (picture->alpha ? is_alpha && value_at(picture, i) > 0
                           : !is_alpha && fabs(value_at(picture, i) - background[i % 4]) > least)
            return false;
    }
    return true;
}

static void find_other(void *name, const struct rmx_instance_at *at)
{
    const struct rmx_effect_instance *instance = &at->instances[at->index];
    if (!instance->effect->is_ours && !instance->ignore_alpha)
        *(const char **)name = instance->effect->name;
}

// The first effect of others whose alpha is not ignored, where its picture shows nothing. NULL:
// none.
static const char *find_unseen(const struct rmx_scene *scene, const struct rmx_picture *picture)
{
    const char *name = NULL;
    rmx_scene_visit_instances(scene, find_other, &name);
    return name && shows_nothing(picture, scene->background) ? name : NULL;
}

// An opaque picture may have the background's colour itself: on another one it stays.
static bool lets_through(struct rmx_player *player, void *pixels)
{
    const double *below = player->generation->scene->background;
    double other[4] = {below[0] < 0.5, below[1] < 0.5, below[2] < 0.5, 1};
    struct rmx_picture picture = rmx_player_picture(player, pixels);
    return picture.alpha ||
           (rmx_player_read_on(player, other, pixels) && shows_nothing(&picture, other));
}

// Files of others whose hosts had no alpha leave it at 0. `name`: find_unseen's; `pixels` are drawn
// over.
static void tell_of_nothing(const struct rmx_options *options, struct rmx_player *player,
                            const char *name, void *pixels)
{
    if (name && lets_through(player, pixels))
        rmx_say(options, "%s; `alpha: ignore` beside %s may show it",
                rmx_player_picture(player, NULL).alpha ? "the picture is transparent"
                                                       : "the picture shows its background alone",
                name);
}

struct rmx_still_params rmx_still_params_of(const struct rmx_options *options,
                                            const struct rmx_scene *scene)
{
    double ground[4] = {0};
    if (!(options->ground && rmx_color_read(options->ground, ground)) && scene)
        memcpy(ground, scene->background, sizeof(ground));
    return (struct rmx_still_params){
        .ground = {ground[0], ground[1], ground[2]},
        .quality = (int)options->quality.value,
        .compress = options->compress.given ? (int)options->compress.value : 1,
        .dpi = rmx_size_dpi(options, scene),
    };
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat info_a, info_b;
    return stat(a, &info_a) == 0 && stat(b, &info_b) == 0 && info_a.st_dev == info_b.st_dev &&
           info_a.st_ino == info_b.st_ino;
}

static bool is_input(const struct rmx_scene *scene, const char *output)
{
    bool is = false;
    for (int i = 0; !is && i < scene->file_count; i++)
        is = is_same_file(output, scene->files[i]);
    for (int i = 0; !is && i < scene->source_count; i++) {
        const struct rmx_source *source = &scene->sources[i];
        is = (source->path && is_same_file(output, source->path)) ||
             (source->scene && is_input(source->scene, output));
    }
    return is;
}

bool rmx_spares_inputs(const struct rmx_scene *scene, const char *output)
{
    bool spares = !is_input(scene, output);
    if (!spares)
        rmx_complain("'%s' is an input of this picture; say another name with -o", output);
    return spares;
}

long long rmx_frame_of(const struct rmx_options *options, const struct rmx_scene *scene, double fps)
{
    if (options->time.given)
        return llround(options->time.value * fps);
    return options->frame.given ? (long long)options->frame.value : rmx_still_frame(scene, fps);
}

double rmx_frame_seconds(const struct rmx_frame_range *range, long long frame, double fps)
{
    long long left = range->last + 1 - frame;
    return (double)(left < range->step ? left : range->step) / fps;
}

int rmx_write_still(const struct rmx_options *options, struct rmx_player *player,
                    const struct rmx_beside *beside, double *encode_ms)
{
    const char *output = options->output;
    if (!rmx_spares_inputs(player->generation->scene, output))
        return RMX_EXIT_WRITE;
    rmx_tell_of_alpha(options, player);
    struct rmx_still_params params = rmx_still_params_of(options, player->generation->scene);
    long long frame = rmx_frame_of(options, player->generation->scene, player->frame_inputs.fps);
    void *pixels = rmx_pages_alloc(rmx_player_bytes(player));
    char why[256] = "not enough memory";
    int width = 0, height = 0;
    int code = RMX_EXIT_FAILED;
    struct rmx_waiting *waiting = rmx_waiting_begin(options, "drawing");
    rmx_waiting_watch(waiting, player);
    if (pixels && rmx_player_read(player, frame, pixels) &&
        rmx_render_reveal_draw(beside->reveal, player, pixels)) {
        params.xmp = rmx_provenance_xmp(beside->provenance, frame);
        rmx_interrupt_watch(); // the file becomes whole
        struct rmx_picture picture = rmx_player_picture(player, pixels);
        const char *unseen = find_unseen(player->generation->scene, &picture);
        rmx_crop(options, &picture, pixels);
        width = picture.width;
        height = picture.height;
        double from_ms = rmx_clock_ms();
        rmx_waiting_for(waiting, "writing the file");
        bool written = rmx_still_write(output, &picture, &params, why, sizeof(why));
        *encode_ms = rmx_clock_ms() - from_ms;
        code = written ? RMX_EXIT_OK : RMX_EXIT_WRITE;
        tell_of_nothing(options, player, unseen, pixels);
    }
    free(pixels);
    rmx_waiting_end(waiting);
    if (code == RMX_EXIT_OK)
        rmx_exhibit_frame(beside->exhibit, frame);
    if (code == RMX_EXIT_OK && strcmp(output, "-") != 0)
        rmx_say(options, "wrote %s, %d x %d", output, width, height);
    else if (code == RMX_EXIT_WRITE)
        rmx_complain("%s", why);
    else if (code == RMX_EXIT_FAILED)
        rmx_complain("the picture could not be drawn");
    return code;
}

struct run {
    const struct rmx_options *options;
    struct rmx_player *player;
    const struct rmx_beside *beside;
    struct rmx_sequence *sequence;
    struct rmx_loop *loop;   // NULL: a file for each
    struct rmx_arena *names; // cleared for each
    struct rmx_progress progress;
    int written, kept; // kept: there already
};

static const char *path_of(struct run *run, long long frame)
{
    if (strcmp(run->options->output, "-") == 0)
        return "-"; // one after another: the sequence writes in order
    if (run->loop)
        return run->options->output;
    rmx_arena_clear(run->names);
    return rmx_sequence_path(run->names, run->options->output, frame);
}

static bool is_kept(struct run *run, long long frame)
{
    return !run->loop && run->options->skip_existing && access(path_of(run, frame), F_OK) == 0;
}

static int count_to_draw(struct run *run)
{
    const struct rmx_frame_range *range = &run->options->frames;
    int count = 0;
    for (long long frame = range->first; frame <= range->last; frame += range->step)
        count += !is_kept(run, frame);
    return count;
}

// The first one may wait for those before it; then the progress is told.
static bool read_frame(struct run *run, long long frame, void *pixels)
{
    struct rmx_waiting *waiting =
        run->written ? NULL : rmx_waiting_begin(run->options, "drawing the first frame");
    rmx_waiting_watch(waiting, run->player);
    bool read = rmx_player_read(run->player, frame, pixels);
    rmx_waiting_end(waiting);
    return read;
}

static int draw_one(struct run *run, long long frame)
{
    void *pixels = rmx_sequence_buffer(run->sequence);
    if (!pixels || !rmx_spares_inputs(run->player->generation->scene, path_of(run, frame)))
        return RMX_EXIT_WRITE;
    if (!read_frame(run, frame, pixels) ||
        !rmx_render_reveal_draw(run->beside->reveal, run->player, pixels)) {
        rmx_complain("frame %lld could not be drawn", frame);
        return RMX_EXIT_FAILED;
    }
    struct rmx_picture picture = rmx_player_picture(run->player, pixels);
    rmx_crop(run->options, &picture, pixels);
    rmx_sequence_put(run->sequence, path_of(run, frame), &picture);
    rmx_exhibit_frame(run->beside->exhibit, frame);
    rmx_progress_step(&run->progress, ++run->written);
    return RMX_EXIT_OK;
}

static bool is_interrupted(void)
{
    return rmx_interrupt_requested() != 0;
}

// Where the film is long enough to pay for it; the pictures are the same.
static void specialise(const struct run *run, long long count)
{
    struct rmx_generation *generation = run->player->generation;
    const struct rmx_frame_range *range = &run->options->frames;
    int samples = generation->settings.samples > 1 ? generation->settings.samples : 1;
    enum { PARTS = 8 }; // of the film, to be tried at
    if (!rmx_specialising_pays(count * samples, generation->width, generation->height))
        return;
    struct rmx_waiting *waiting = rmx_waiting_begin(run->options, "compiling for the film");
    rmx_generation_specialise(generation, range->first, (range->last - range->first) / PARTS,
                              run->player->frame_inputs.fps, is_interrupted);
    rmx_waiting_end(waiting);
}

static int draw_all(struct run *run)
{
    const struct rmx_frame_range *range = &run->options->frames;
    int code = RMX_EXIT_OK, count = count_to_draw(run);
    specialise(run, count);
    rmx_progress_begin(&run->progress, count, run->options->quiet);
    for (long long frame = range->first; code == RMX_EXIT_OK && frame <= range->last;
         frame += range->step) {
        if (rmx_interrupt_requested())
            code = RMX_EXIT_SIGNAL + rmx_interrupt_requested();
        else if (is_kept(run, frame))
            run->kept++;
        else
            code = draw_one(run, frame);
    }
    return code;
}

int rmx_end_frames(const struct rmx_frames_end *end, int code)
{
    char why[256] = "";
    bool whole = rmx_sequence_wait(end->sequence, why, sizeof(why));
    rmx_progress_end(end->progress);
    if (!whole) {
        rmx_complain("%s", why);
        return RMX_EXIT_WRITE;
    }
    if (code > RMX_EXIT_SIGNAL)
        rmx_say(end->options, "stopped after %d frames; %s%s", end->written,
                end->is_one_file ? "all are of one file, so nothing was written to "
                                 : "--skip-existing goes on",
                end->is_one_file ? end->options->output : "");
    else if (code == RMX_EXIT_OK)
        rmx_say(end->options, "wrote %d frames to %s%s", end->written, end->options->output,
                end->kept ? ", the others were there" : "");
    return code;
}

// True where none is wanted.
static bool begin_loop(struct run *run)
{
    const struct rmx_options *options = run->options;
    if (strcmp(options->output, "-") == 0 || rmx_sequence_is_pattern(options->output))
        return true;
    const struct rmx_frame_range *range = &options->frames;
    run->loop = rmx_loop_begin(&(struct rmx_loop_params){
        .path = options->output,
        .frames = (int)((range->last - range->first) / range->step + 1),
        .seconds = (double)range->step / rmx_player_fps(run->player->generation, 0)});
    if (run->loop)
        rmx_sequence_into(run->sequence, run->loop);
    return run->loop != NULL;
}

static int cannot_write(const struct rmx_options *options)
{
    rmx_complain("cannot write %s: %s", options->output, strerror(errno));
    return RMX_EXIT_WRITE;
}

// Behind the last picture: the file is whole now, or gone.
static int end_loop(struct run *run, int code)
{
    char why[256];
    bool wanted = run->loop, written = rmx_sequence_wait(run->sequence, why, sizeof(why));
    if (!wanted || rmx_loop_end(run->loop) || code != RMX_EXIT_OK || !written)
        return code;
    return cannot_write(run->options);
}

int rmx_write_frames(const struct rmx_options *options, struct rmx_player *player,
                     const struct rmx_beside *beside, double *encode_ms)
{
    rmx_tell_of_alpha(options, player);
    struct rmx_still_params params = rmx_still_params_of(options, player->generation->scene);
    params.xmp = rmx_provenance_xmp(beside->provenance, options->frames.first);
    struct run run = {
        .options = options,
        .player = player,
        .beside = beside,
        .sequence = rmx_sequence_create(&params, rmx_player_bytes(player)),
        .names = rmx_arena_create(),
    };
    int code = RMX_EXIT_FAILED;
    rmx_interrupt_watch();
    if (run.sequence) {
        code = begin_loop(&run) ? end_loop(&run, draw_all(&run)) : cannot_write(options);
        code = rmx_end_frames(&(struct rmx_frames_end){options, run.sequence, &run.progress,
                                                       run.written, run.kept, run.loop != NULL},
                              code);
        *encode_ms = rmx_sequence_ms(run.sequence);
    } else {
        rmx_complain("there is not enough memory for the frames");
    }
    rmx_sequence_destroy(run.sequence);
    rmx_arena_destroy(run.names);
    return code;
}
