// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sequence.h"

#include "app/interrupt.h"
#include "app/progress.h"
#include "write/sequence.h"

#include <unistd.h>

struct run {
    const struct rmx_options *options;
    struct rmx_frames *frames;
    struct rmx_sequence *sequence;
    struct rmx_arena *names; // cleared for each
    struct rmx_progress progress;
    int written, kept; // kept: there already
};

struct rmx_still_params rmx_still_params_of(const struct rmx_options *options)
{
    return (struct rmx_still_params){
        .quality = (int)options->quality.value,
        .compress = options->compress.given ? (int)options->compress.value : 1,
        .dpi = options->dpi.value,
    };
}

static const char *path_of(struct run *run, long long frame)
{
    rmx_arena_clear(run->names);
    return rmx_sequence_path(run->names, run->options->output, frame);
}

static bool is_kept(struct run *run, long long frame)
{
    return run->options->skip_existing && access(path_of(run, frame), F_OK) == 0;
}

static int count_to_draw(struct run *run)
{
    const struct rmx_frame_range *range = &run->options->frames;
    int count = 0;
    for (long long frame = range->first; frame <= range->last; frame += range->step)
        count += !is_kept(run, frame);
    return count;
}

static int draw_one(struct run *run, long long frame)
{
    void *pixels = rmx_sequence_buffer(run->sequence);
    if (!pixels)
        return RMX_EXIT_WRITE;
    if (!rmx_frames_draw(run->frames, frame, pixels)) {
        rmx_complain("frame %lld could not be drawn", frame);
        return RMX_EXIT_FAILED;
    }
    struct rmx_picture picture = rmx_frames_picture(run->frames, pixels);
    rmx_sequence_put(run->sequence, path_of(run, frame), &picture);
    rmx_progress_step(&run->progress, ++run->written);
    return RMX_EXIT_OK;
}

static int draw_all(struct run *run)
{
    const struct rmx_frame_range *range = &run->options->frames;
    int code = RMX_EXIT_OK;
    rmx_progress_begin(&run->progress, count_to_draw(run), run->options->quiet);
    for (long long frame = range->first; code == RMX_EXIT_OK && frame <= range->last;
         frame += range->step) {
        if (rmx_interrupt_asked())
            code = RMX_EXIT_SIGNAL + rmx_interrupt_asked();
        else if (is_kept(run, frame))
            run->kept++;
        else
            code = draw_one(run, frame);
    }
    return code;
}

static int finish(struct run *run, int code)
{
    char why[256] = "";
    bool whole = rmx_sequence_wait(run->sequence, why, sizeof(why));
    rmx_progress_end(&run->progress);
    if (!whole) {
        rmx_complain("%s", why);
        return RMX_EXIT_WRITE;
    }
    if (code > RMX_EXIT_SIGNAL)
        rmx_say(run->options, "stopped after %d frames; --skip-existing goes on", run->written);
    else if (code == RMX_EXIT_OK)
        rmx_say(run->options, "wrote %d frames to %s%s", run->written, run->options->output,
                run->kept ? ", the others were there" : "");
    return code;
}

int rmx_write_frames(const struct rmx_options *options, struct rmx_frames *frames,
                     double *encode_ms)
{
    const struct rmx_still_params params = rmx_still_params_of(options);
    struct run run = {
        .options = options,
        .frames = frames,
        .sequence = rmx_sequence_create(&params, rmx_frames_bytes(frames)),
        .names = rmx_arena_create(),
    };
    int code = RMX_EXIT_FAILED;
    if (run.sequence) {
        code = finish(&run, draw_all(&run));
        *encode_ms = rmx_sequence_ms(run.sequence);
    } else {
        rmx_complain("there is not enough memory for the frames");
    }
    rmx_sequence_destroy(run.sequence);
    rmx_arena_destroy(run.names);
    return code;
}
