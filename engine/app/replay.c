// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay.h"

#include "app/files.h"
#include "app/interrupt.h"
#include "app/open.h"
#include "app/progress.h"
#include "app/provenance.h"
#include "app/sizes.h"
#include "base/file.h"
#include "base/pages.h"
#include "show/replay.h"
#include "write/sequence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct run {
    const struct rmx_options *options;
    struct rmx_replay *replay;
    struct rmx_record_counts counts;
    struct rmx_frame_range range; // ticks; with --fps frames of that rate
    bool is_still;
    struct rmx_still_params params;
    struct rmx_sequence *sequence; // NULL: a still
    struct rmx_progress progress;
    int written, kept;
};

// --- What goes together.

static const char *stranger(const struct rmx_options *options)
{
    const struct {
        bool given;
        const char *name;
    } rows[] = {
        {options->chain != NULL, "chain"},
        {options->seed.given, "seed"},
        {options->crop.given, "crop"},
        {options->set.count > 0, "set"},
        {options->samples.given, "samples"},
        {options->loop_rounds.given, "loop-rounds"},
        {options->no_fuse, "no-fuse"},
        {options->no_hoist, "no-hoist"},
        {options->no_specialise, "no-specialise"},
        {options->snap, "snap"},
        {options->ledger, "ledger"},
        {options->exhibit, "exhibit"},
        {options->reveal, "reveal"},
        {options->credits, "credits"},
        {options->c2pa_manifest, "c2pa-manifest"},
        {options->timings, "timings"},
        {options->allow.count > 0, "allow"},
        {options->effects.count > 0, "effects"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].given)
            return rows[i].name;
    return NULL;
}

static bool fits(const struct rmx_options *options)
{
    const char *name = stranger(options);
    bool is_pattern = options->output && rmx_sequence_is_pattern(options->output);
    bool is_one = options->frame.given || options->time.given;
    if (options->arguments.count)
        rmx_complain("--replay brings its scene along: '%s' is one too many",
                     options->arguments.items[0]);
    else if (name)
        rmx_complain("--%s does not go with --replay: the show was as it was", name);
    else if (options->frames.given && (options->from.given || options->to.given))
        rmx_complain("--frames goes without --from and --to");
    else if (options->from.given && options->to.given && options->to.value <= options->from.value)
        rmx_complain("--to %g is not after --from %g", options->to.value, options->from.value);
    else if (is_one && is_pattern)
        rmx_complain("--frame and --time make one file: '%s' is a pattern for many",
                     options->output);
    else if (!is_one && !is_pattern)
        rmx_complain("--replay wants the number's place in -o: frames/%%05d.png; or one frame of "
                     "it, --time SECONDS");
    else
        return true;
    return false;
}

// --- Which frames.

// The tick that was shown at that time.
static int64_t tick_at(struct run *run, double seconds)
{
    int64_t after = rmx_record_tick_at(rmx_replay_reader(run->replay), seconds + 1e-6);
    return after > 0 ? after - 1 : 0;
}

static int64_t tick_of(struct run *run, long long frame)
{
    double fps = run->options->fps.value;
    return run->options->fps.given ? tick_at(run, (double)frame / fps) : frame;
}

// The first frame at or after that time.
static long long frame_at(struct run *run, double seconds)
{
    return run->options->fps.given ? (long long)ceil(seconds * run->options->fps.value - 1e-6)
                                   : rmx_record_tick_at(rmx_replay_reader(run->replay), seconds);
}

static bool is_too_late(const struct run *run, double seconds)
{
    bool is = seconds > run->counts.seconds;
    if (is)
        rmx_complain("the recording is %.1f s long: there is nothing at %g s", run->counts.seconds,
                     seconds);
    return is;
}

static bool find_range(struct run *run)
{
    const struct rmx_options *options = run->options;
    struct rmx_frame_range *range = &run->range;
    long long last = run->counts.ticks - 1;
    if (options->fps.given)
        last = (long long)floor(run->counts.seconds * options->fps.value + 1e-6);
    *range = (struct rmx_frame_range){.last = last, .step = 1};
    if (options->frames.given)
        *range = options->frames;
    if (options->frame.given)
        range->first = range->last = (long long)options->frame.value;
    if (range->first > last) {
        rmx_complain("the recording has %lld frames: there is no %lld", last + 1, range->first);
        return false;
    }
    const struct rmx_optional_number *from = options->time.given ? &options->time : &options->from;
    if (from->given && is_too_late(run, from->value))
        return false;
    if (options->from.given)
        range->first = frame_at(run, options->from.value);
    if (options->to.given)
        range->last = frame_at(run, options->to.value) - 1;
    range->last = range->last < last ? range->last : last;
    if (range->last >= range->first)
        return true;
    rmx_complain("no frame was shown between %g s and %g s", options->from.value,
                 options->to.value);
    return false;
}

static int64_t first_tick(struct run *run)
{
    return run->options->time.given ? tick_at(run, run->options->time.value)
                                    : tick_of(run, run->range.first);
}

static int64_t last_tick(struct run *run)
{
    return run->is_still ? first_tick(run) : tick_of(run, run->range.last);
}

// --- What is said before the first frame.

static void tell_end(const struct run *run)
{
    if (!run->counts.has_end && !run->counts.cut_bytes)
        rmx_say(run->options, "%s was not ended: it is replayed up to second %.1f",
                run->options->replay, run->counts.seconds);
    else if (!run->counts.has_end)
        rmx_say(run->options,
                "%s %s: it is replayed up to second %.1f, and %lld bytes behind that are left out",
                run->options->replay, run->counts.is_damaged ? "is damaged" : "was cut off",
                run->counts.seconds, run->counts.cut_bytes);
}

static bool has_sources(struct run *run)
{
    struct rmx_arena *arena = rmx_arena_create();
    int count;
    bool has_all = true;
    const struct rmx_replay_source *changed =
        rmx_replay_changed(run->replay, arena, first_tick(run), last_tick(run), &count);
    for (int i = 0; i < count; i++) {
        has_all = has_all && !changed[i].is_missing;
        if (changed[i].is_missing)
            rmx_complain("%s was shown, and is missing", changed[i].path);
        else
            rmx_complain("%s is another file than was shown: this will not be the same evening",
                         changed[i].path);
    }
    rmx_arena_destroy(arena);
    return has_all;
}

static int failed(struct run *run)
{
    const struct rmx_generation *generation = rmx_replay_failed(run->replay);
    if (generation && generation->status != RMX_LOAD_FAILED) {
        rmx_complain("%s", rmx_replay_why(run->replay));
        return rmx_open_answer(run->options, generation);
    }
    rmx_complain("%s: %s", run->options->replay, rmx_replay_why(run->replay));
    return generation ? RMX_EXIT_FAILED : RMX_EXIT_INPUT;
}

static int begin(struct run *run)
{
    const struct rmx_replay_params params = {.first = first_tick(run),
                                             .size = rmx_size_in_pixels(run->options),
                                             .depth = (int)run->options->depth.value};
    int64_t before = rmx_replay_begin(run->replay, &params);
    if (before < 0)
        return failed(run);
    if (before > 1)
        rmx_say(run->options,
                "frame %lld depends on those before it: %lld are run before it is written",
                (long long)params.first, (long long)before);
    return RMX_EXIT_OK;
}

// --- Files.

static const char *path_of(struct run *run, struct rmx_arena *arena, long long frame)
{
    return run->sequence ? rmx_sequence_path(arena, run->options->output, frame)
                         : run->options->output;
}

static int write_one(struct run *run, int64_t tick, const char *path, void *pixels)
{
    struct rmx_picture picture;
    char why[256];
    if (!rmx_replay_read(run->replay, tick, pixels, &picture))
        return failed(run);
    const struct rmx_scene *scene = rmx_replay_scene(run->replay);
    if (scene && !rmx_spares_inputs(scene, path))
        return RMX_EXIT_WRITE;
    if (run->sequence) {
        rmx_sequence_put(run->sequence, path, &picture);
        rmx_progress_step(&run->progress, ++run->written);
        return RMX_EXIT_OK;
    }
    if (scene)
        run->params.xmp =
            rmx_credits_xmp(run->options->arena, scene, rmx_still_format_from_path(path));
    if (!rmx_still_write(path, &picture, &run->params, why, sizeof(why))) {
        rmx_complain("%s", why);
        return RMX_EXIT_WRITE;
    }
    if (strcmp(path, "-") != 0)
        rmx_say(run->options, "wrote %s, %d x %d", path, picture.width, picture.height);
    return RMX_EXIT_OK;
}

static int write_still(struct run *run)
{
    run->params = rmx_still_params_of(run->options, rmx_replay_scene(run->replay));
    void *pixels = rmx_pages_alloc(rmx_replay_bytes(run->replay));
    if (!pixels)
        rmx_complain("there is not enough memory for the picture");
    int code =
        pixels ? write_one(run, first_tick(run), run->options->output, pixels) : RMX_EXIT_FAILED;
    free(pixels);
    return code;
}

static int write_frame(struct run *run, struct rmx_arena *names, long long frame)
{
    const char *path = path_of(run, names, frame);
    if (rmx_interrupt_requested())
        return RMX_EXIT_SIGNAL + rmx_interrupt_requested();
    if (run->options->skip_existing && access(path, F_OK) == 0) {
        run->kept++;
        return RMX_EXIT_OK;
    }
    void *pixels = rmx_sequence_buffer(run->sequence);
    return pixels ? write_one(run, tick_of(run, frame), path, pixels) : RMX_EXIT_WRITE;
}

static int write_frames(struct run *run)
{
    struct rmx_arena *names = rmx_arena_create();
    const struct rmx_scene *scene = rmx_replay_scene(run->replay);
    run->params = rmx_still_params_of(run->options, scene);
    if (scene)
        run->params.xmp = rmx_credits_xmp(run->options->arena, scene,
                                          rmx_still_format_from_path(run->options->output));
    run->sequence = rmx_sequence_create(&run->params, rmx_replay_bytes(run->replay));
    int code = run->sequence ? RMX_EXIT_OK : RMX_EXIT_FAILED;
    long long count = (run->range.last - run->range.first) / run->range.step + 1;
    rmx_progress_begin(&run->progress, (int)count, run->options->quiet);
    for (long long frame = run->range.first; code == RMX_EXIT_OK && frame <= run->range.last;
         frame += run->range.step) {
        rmx_arena_clear(names);
        code = write_frame(run, names, frame);
    }
    if (run->sequence)
        code = rmx_end_frames(&(struct rmx_frames_end){run->options, run->sequence, &run->progress,
                                                       run->written, run->kept, false},
                              code);
    else
        rmx_complain("there is not enough memory for the frames");
    rmx_sequence_destroy(run->sequence);
    rmx_arena_destroy(names);
    return code;
}

static int play(struct run *run)
{
    run->counts = rmx_record_counts(rmx_replay_reader(run->replay));
    if (run->counts.ticks == 0) {
        rmx_complain("%s holds no frame", run->options->replay);
        return RMX_EXIT_INPUT;
    }
    tell_end(run);
    if (!find_range(run))
        return RMX_EXIT_USAGE;
    if (!has_sources(run))
        return RMX_EXIT_INPUT;
    int code = begin(run);
    if (code != RMX_EXIT_OK)
        return code;
    rmx_interrupt_watch();
    return run->is_still ? write_still(run) : write_frames(run);
}

int rmx_render_replay(const struct rmx_options *options)
{
    char why[512];
    struct run run = {.options = options, .is_still = options->frame.given || options->time.given};
    if (!fits(options))
        return RMX_EXIT_USAGE;
    run.replay = rmx_replay_open(options->replay, why, sizeof(why));
    if (!run.replay) {
        rmx_complain("%s", why);
        return RMX_EXIT_INPUT;
    }
    int code = play(&run);
    rmx_replay_close(run.replay);
    return code;
}
