// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger_matte.h"

#include "app/files.h"
#include "app/interrupt.h"
#include "app/open.h"
#include "app/progress.h"
#include "base/pages.h"
#include "share/cryptomatte.h"
#include "write/sequence.h"

#include <stdlib.h>

struct mattes {
    struct rmx_ledger_job *job;
    struct rmx_meter *meter; // at the picture's size
    struct rmx_ledger_drawing drawing;
    void *pixels;
};

static int open_meter(struct mattes *mattes)
{
    const struct rmx_ledger_job *job = mattes->job;
    mattes->meter = rmx_meter_create(&(struct rmx_meter_params){
        .settings = job->settings,
        .width = job->report.width,
        .context = rmx_meter_generation(job->meter)->context,
        .like = rmx_meter_generation(job->meter),
    });
    return rmx_ledger_answer_again(job, rmx_meter_generation(mattes->meter));
}

// The picture beside them, in linear light.
static int open_picture(struct mattes *mattes)
{
    const struct rmx_generation *measured = rmx_meter_generation(mattes->meter);
    struct rmx_settings settings = *mattes->job->settings;
    settings.size = (struct rmx_size_wish){.width = measured->width, .height = measured->height};
    rmx_settings_fit_file(&settings, RMX_STILL_HDR);
    int code = rmx_ledger_drawing_open(mattes->job, &settings, &mattes->drawing);
    if (code != RMX_EXIT_OK)
        return code;
    mattes->pixels = rmx_pages_alloc(rmx_player_bytes(mattes->drawing.player));
    if (mattes->pixels)
        return RMX_EXIT_OK;
    rmx_complain("there is not enough memory for the picture");
    return RMX_EXIT_FAILED;
}

static int write_frame(struct mattes *mattes, long long frame, const char *path)
{
    char why[256];
    double fps = mattes->job->report.fps;
    if (!rmx_spares_inputs(mattes->drawing.generation->scene, path))
        return RMX_EXIT_WRITE;
    const struct rmx_matte *matte = rmx_meter_matte(mattes->meter, frame, fps);
    if (!matte || !rmx_player_read(mattes->drawing.player, frame, mattes->pixels)) {
        rmx_complain("frame %lld could not be drawn", frame);
        return RMX_EXIT_FAILED;
    }
    const struct rmx_picture picture = rmx_player_picture(mattes->drawing.player, mattes->pixels);
    if (rmx_cryptomatte_write(path, rmx_meter_holders(mattes->meter), matte, &picture, why,
                              sizeof(why)))
        return RMX_EXIT_OK;
    rmx_complain("%s", why);
    return RMX_EXIT_WRITE;
}

static int write_frames(struct mattes *mattes, const char *path)
{
    const struct rmx_ledger *ledger = mattes->job->ledger;
    bool is_pattern = rmx_sequence_is_pattern(path);
    int code = RMX_EXIT_OK;
    struct rmx_progress progress;
    rmx_progress_begin(&progress, ledger->sample_count,
                       mattes->job->options->quiet || ledger->sample_count == 1);
    for (int i = 0; code == RMX_EXIT_OK && i < ledger->sample_count; i++) {
        long long frame = ledger->samples[i].frame;
        struct rmx_arena *arena = rmx_arena_create();
        code = rmx_interrupt_requested()
                   ? RMX_EXIT_SIGNAL + rmx_interrupt_requested()
                   : write_frame(mattes, frame,
                                 is_pattern ? rmx_sequence_path(arena, path, frame) : path);
        rmx_arena_destroy(arena);
        rmx_progress_step(&progress, i + 1);
    }
    rmx_progress_end(&progress);
    return code;
}

int rmx_ledger_write_mattes(struct rmx_ledger_job *job, const char *path)
{
    struct mattes mattes = {.job = job};
    int code = open_meter(&mattes);
    if (code == RMX_EXIT_OK)
        code = open_picture(&mattes);
    if (code == RMX_EXIT_OK)
        code = write_frames(&mattes, path);
    free(mattes.pixels);
    rmx_ledger_drawing_close(&mattes.drawing);
    rmx_meter_destroy(mattes.meter);
    return code;
}
