// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger_measure.h"

#include "app/files.h"
#include "app/interrupt.h"
#include "app/ledger_matte.h"
#include "app/open.h"
#include "app/progress.h"
#include "app/set.h"
#include "base/pages.h"
#include "runtime/canvas.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// --- Which frames

static struct rmx_frame_range frames_of(const struct rmx_options *options,
                                        const struct rmx_scene *scene, double fps)
{
    if (options->frames.given)
        return options->frames;
    long long frame = rmx_frame_of(options, scene, fps);
    return (struct rmx_frame_range){.first = frame, .last = frame, .step = 1};
}

// --- Measuring

int rmx_ledger_answer_again(const struct rmx_ledger_job *job,
                            const struct rmx_generation *generation)
{
    struct rmx_options options = *job->options;
    options.quiet = true; // of warnings
    return rmx_open_answer(&options, generation);
}

bool rmx_ledger_check_size(const struct rmx_options *options, const struct rmx_scene *scene)
{
    int width, height;
    rmx_canvas_size(scene, &options->size, &width, &height);
    bool fits = !options->ledger_size.given || options->ledger_size.value <= width;
    if (!fits)
        rmx_complain("--ledger-size goes up to the picture's own width, which is %d", width);
    return fits;
}

static int open_meter(struct rmx_ledger_job *job)
{
    const struct rmx_options *options = job->options;
    const struct rmx_meter_params params = {.settings = job->settings,
                                            .width = (int)options->ledger_size.value};
    job->meter = job->lent ? job->lent : rmx_meter_create(&params);
    const struct rmx_generation *generation = rmx_meter_generation(job->meter);
    int code =
        job->lent ? rmx_ledger_answer_again(job, generation) : rmx_open_answer(options, generation);
    if (code != RMX_EXIT_OK)
        return code;
    if (!rmx_set_check(job->settings, generation->scene) ||
        !rmx_ledger_check_size(options, generation->scene))
        return RMX_EXIT_USAGE;
    rmx_canvas_size(generation->scene, &options->size, &job->report.width, &job->report.height);
    return RMX_EXIT_OK;
}

static int measure_frames(struct rmx_ledger_job *job)
{
    double fps = job->report.fps;
    const struct rmx_frame_range range =
        frames_of(job->options, rmx_meter_generation(job->meter)->scene, fps);
    struct rmx_progress progress;
    int done = 0, code = RMX_EXIT_OK;
    rmx_progress_begin(&progress, (int)((range.last - range.first) / range.step + 1),
                       job->options->quiet || range.first == range.last);
    for (long long frame = range.first; code == RMX_EXIT_OK && frame <= range.last;
         frame += range.step) {
        const struct rmx_shares *shares = rmx_meter_measure(job->meter, frame, fps);
        rmx_meter_count_fragments(job->meter);
        rmx_ledger_add(job->ledger, shares, rmx_frame_seconds(&range, frame, fps));
        rmx_progress_step(&progress, ++done);
        if (rmx_interrupt_requested())
            code = RMX_EXIT_SIGNAL + rmx_interrupt_requested();
    }
    rmx_progress_end(&progress);
    job->report.last_frame = range.last;
    return code;
}

// --- Drawings beside it

int rmx_ledger_drawing_open(const struct rmx_ledger_job *job, const struct rmx_settings *settings,
                            struct rmx_ledger_drawing *drawing)
{
    const struct rmx_load_params params = {.settings = settings,
                                           .until = RMX_LOAD_RENDERER,
                                           .context = rmx_meter_generation(job->meter)->context,
                                           .like = rmx_meter_generation(job->meter)};
    *drawing = (struct rmx_ledger_drawing){.generation = rmx_generation_create(&params)};
    int code = rmx_ledger_answer_again(job, drawing->generation);
    if (code != RMX_EXIT_OK)
        return code;
    bool failed = false;
    drawing->player = rmx_player_create(drawing->generation);
    drawing->survey =
        rmx_survey_create(&(struct rmx_survey_params){.generation = drawing->generation}, &failed);
    rmx_survey_feed(drawing->survey, drawing->player);
    if (!failed)
        return RMX_EXIT_OK;
    rmx_complain("the shares that the scene reads cannot be measured");
    return RMX_EXIT_FAILED;
}

void rmx_ledger_drawing_close(struct rmx_ledger_drawing *drawing)
{
    rmx_survey_destroy(drawing->survey);
    rmx_player_destroy(drawing->player);
    rmx_generation_destroy(drawing->generation);
    *drawing = (struct rmx_ledger_drawing){0};
}

// --- Small pictures

// The scene as it is shown, no larger than the files have use for.
static struct rmx_settings small_settings(const struct rmx_ledger_job *job)
{
    enum { LONGEST = 1160, LONGEST_OF_MANY = 480 };
    struct rmx_settings settings = *job->settings;
    double longest = fmax(job->report.width, job->report.height);
    bool is_still = job->ledger->sample_count == 1;
    double scale = fmin(1, (is_still ? LONGEST : LONGEST_OF_MANY) / longest);
    settings.size = (struct rmx_size_wish){.width = rmx_canvas_side(job->report.width * scale),
                                           .height = rmx_canvas_side(job->report.height * scale)};
    settings.depth = 8;
    settings.samples = 0;
    rmx_settings_fit_file(&settings, RMX_STILL_BMP);
    return settings;
}

static bool draw_still(struct rmx_player *player, const struct rmx_ledger_sample *sample,
                       struct rmx_ledger_still *still)
{
    void *pixels = rmx_pages_alloc(rmx_player_bytes(player));
    if (!pixels || !rmx_player_read(player, sample->frame, pixels)) {
        free(pixels);
        return false;
    }
    still->time_s = sample->time_s;
    still->picture = rmx_player_picture(player, pixels);
    return true;
}

static void draw_stills(struct rmx_ledger_job *job, struct rmx_player *player)
{
    int samples[RMX_LEDGER_STILLS];
    double aspect = (double)job->report.width / job->report.height;
    int count = rmx_ledger_choose_stills(job->ledger, aspect, samples);
    struct rmx_ledger_still *stills = RMX_NEW(job->options->arena, struct rmx_ledger_still, count);
    job->report.stills = stills;
    for (int i = 0; i < count && job->report.still_count == i; i++)
        job->report.still_count +=
            draw_still(player, &job->ledger->samples[samples[i]], &stills[i]);
}

static int add_stills(struct rmx_ledger_job *job)
{
    const struct rmx_settings settings = small_settings(job);
    struct rmx_ledger_drawing drawing;
    int code = rmx_ledger_drawing_open(job, &settings, &drawing);
    if (code == RMX_EXIT_OK)
        draw_stills(job, drawing.player);
    rmx_ledger_drawing_close(&drawing);
    return code;
}

int rmx_ledger_measure(struct rmx_ledger_job *job)
{
    struct rmx_arena *arena = job->options->arena;
    int code = open_meter(job);
    if (code != RMX_EXIT_OK)
        return code;
    const struct rmx_generation *generation = rmx_meter_generation(job->meter);
    job->ledger = rmx_ledger_create(rmx_meter_holders(job->meter));
    job->report.ledger = job->ledger;
    job->report.scene = generation->scene->path;
    job->report.title = generation->scene->title;
    job->report.fps = rmx_player_fps(generation, 0);
    code = measure_frames(job);
    if (code != RMX_EXIT_OK)
        return code;
    job->report.contents = rmx_ledger_contents(arena, job->ledger);
    return add_stills(job);
}

void rmx_ledger_finish(struct rmx_ledger_job *job)
{
    for (int i = 0; i < job->report.still_count; i++)
        free((void *)(uintptr_t)job->report.stills[i].picture.pixels);
    rmx_ledger_destroy(job->ledger);
    rmx_meter_destroy(job->fine);
    if (job->meter != job->lent)
        rmx_meter_destroy(job->meter);
    job->report = (struct rmx_ledger_report){0};
    job->ledger = NULL;
    job->meter = job->fine = NULL;
}

// --- Files

// A still's map is drawn from pixels, which are measured once more and finer.
static void add_matte(struct rmx_ledger_job *job)
{
    enum { MAP_WIDTH = 580 };
    struct rmx_meter_params params = {
        .settings = job->settings,
        .width = job->report.width < MAP_WIDTH ? job->report.width : MAP_WIDTH,
        .context = rmx_meter_generation(job->meter)->context,
        .like = rmx_meter_generation(job->meter),
    };
    job->fine = rmx_meter_create(&params);
    if (rmx_meter_generation(job->fine)->status == RMX_LOADED)
        job->report.matte =
            rmx_meter_matte(job->fine, job->ledger->samples[0].frame, job->report.fps);
}

static int write_file(struct rmx_ledger_job *job, const char *path)
{
    enum rmx_ledger_format format = rmx_ledger_format_from_path(path);
    char why[256];
    if (!rmx_spares_inputs(rmx_meter_generation(job->meter)->scene, path))
        return RMX_EXIT_WRITE;
    if (format == RMX_LEDGER_PNG && job->ledger->sample_count == 1 && !job->fine)
        add_matte(job);
    if (rmx_ledger_write(path, &job->report, why, sizeof(why)))
        return RMX_EXIT_OK;
    rmx_complain("%s", why);
    return RMX_EXIT_WRITE;
}

int rmx_ledger_write_one(struct rmx_ledger_job *job, const char *path)
{
    bool is_matte = rmx_ledger_format_from_path(path) == RMX_LEDGER_EXR;
    int code = is_matte ? rmx_ledger_write_mattes(job, path) : write_file(job, path);
    if (code == RMX_EXIT_OK)
        rmx_say(job->options, "wrote %s", path);
    return code;
}

// A Cryptomatte is of one frame: a span has none without a name for each.
int rmx_ledger_write_all(struct rmx_ledger_job *job, const char *name)
{
    static const char *const endings[] = {"json", "png", "svg", "exr"};
    const struct rmx_scene *scene = rmx_meter_generation(job->meter)->scene;
    const char *paths[4];
    int code = RMX_EXIT_OK, count = job->ledger->sample_count == 1 ? 4 : 3;
    for (int i = 0; i < count; i++) {
        paths[i] = rmx_arena_printf(job->options->arena, "%s.ledger.%s", name, endings[i]);
        if (!rmx_spares_inputs(scene, paths[i]))
            return RMX_EXIT_WRITE;
    }
    for (int i = 0; code == RMX_EXIT_OK && i < count; i++)
        code = rmx_ledger_write_one(job, paths[i]);
    return code;
}
