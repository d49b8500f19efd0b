// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/frames.h"

#include "base/clock.h"
#include "runtime/inner.h"
#include "runtime/jitter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void complain_name(const struct rmx_frames *frames, const char *name)
{
    const struct rmx_scene *scene = frames->generation->scene;
    const char **names = NULL;
    int count = 0;
    for (int i = 0; i < scene->signals.count; i++)
        if (rmx_signal_is_provided(&scene->signals.items[i]))
            *RMX_PUSH(frames->generation->arena, &names, &count) = scene->signals.items[i].name;
    *RMX_PUSH(frames->generation->arena, &names, &count) = "date";
    rmx_complain_unknown("--set: the scene has no knob", name, names, count,
                         scene->knob_count ? "see its knobs" : "it has none");
}

static bool set_number(const char *name, const char *text, double from, double to, double *value)
{
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end || !isfinite(number)) {
        rmx_complain("--set %s wants a number, not '%s'", name, text);
        return false;
    }
    if (number < fmin(from, to) || number > fmax(from, to)) {
        rmx_complain("--set: %s goes from %g to %g, and '%s' is outside", name, from, to, text);
        return false;
    }
    *value = number;
    return true;
}

static bool set_date(const char *text, double *date)
{
    if (rmx_read_date(text, date))
        return true;
    rmx_complain("--set date wants YYYY-MM-DD HH:MM:SS, not '%s'", text);
    return false;
}

static bool set_one(struct rmx_frames *frames, double *provided, const char *setting)
{
    struct rmx_scene *scene = frames->generation->scene;
    const char *equals = strchr(setting, '=');
    if (!equals) {
        rmx_complain("--set wants NAME=VALUE, not '%s'", setting);
        return false;
    }
    const char *name =
        rmx_arena_copy_n(frames->generation->arena, setting, (size_t)(equals - setting));
    if (strcmp(name, "date") == 0)
        return set_date(equals + 1, scene->date);
    int i = rmx_signals_find(&scene->signals, name, strlen(name));
    const struct rmx_signal *signal = i < 0 ? NULL : &scene->signals.items[i];
    if (signal && rmx_signal_is_provided(signal))
        return set_number(name, equals + 1, signal->min, signal->max, &provided[i]);
    complain_name(frames, name);
    return false;
}

bool rmx_frames_set(struct rmx_frames *frames, struct rmx_generation *generation,
                    const struct rmx_options *options)
{
    const struct rmx_scene *scene = generation->scene;
    double *provided = rmx_signal_values_create(generation->arena, &scene->signals).numbers;
    *frames = (struct rmx_frames){
        .generation = generation,
        .frame_inputs = {.fps = options->fps.given ? options->fps.value : scene->fps,
                         .width = generation->width,
                         .height = generation->height,
                         .provided = provided},
        .samples = options->samples.given ? (int)options->samples.value : 1,
    };
    for (int i = 0; i < options->set.count; i++)
        if (!set_one(frames, provided, options->set.items[i]))
            return false;
    return true;
}

bool rmx_frames_init(struct rmx_frames *frames, struct rmx_generation *generation,
                     const struct rmx_options *options)
{
    if (!rmx_frames_set(frames, generation, options))
        return false;
    frames->values = rmx_values_create(generation->plan);
    frames->block = RMX_NEW(generation->arena, unsigned char, generation->plan->block_size);
    return true;
}

void rmx_frames_finish(struct rmx_frames *frames)
{
    rmx_values_destroy(frames->values);
    frames->values = NULL;
}

// `samples`: of the scenes within, which are drawn once a frame; 0: they were.
static void draw_once(struct rmx_frames *frames, int samples)
{
    double from_ms = rmx_clock_ms();
    rmx_values_frame(frames->values, &frames->frame_inputs, frames->block);
    if (samples)
        rmx_inner_draw(frames->generation, frames->values, &frames->frame_inputs, samples);
    rmx_renderer_hear(frames->generation->renderer, frames->frame_inputs.sound);
    double values_ms = rmx_clock_ms();
    rmx_renderer_draw(frames->generation->renderer, frames->block);
    frames->values_ms += values_ms - from_ms;
    frames->draw_ms += rmx_clock_ms() - values_ms;
}

// Halton's points in bases 2 and 3 cover the pixel evenly at every count. The last one is the
// pixel's middle, and the picture that the next frame sees as its past is as without samples.
static bool draw_samples(struct rmx_frames *frames)
{
    struct rmx_renderer *renderer = frames->generation->renderer;
    if (!rmx_renderer_accumulate_begin(renderer, frames->samples))
        return false;
    for (int i = 1; i <= frames->samples; i++) {
        frames->frame_inputs.jitter_x = rmx_jitter(i, frames->samples, 2);
        frames->frame_inputs.jitter_y = rmx_jitter(i, frames->samples, 3);
        draw_once(frames, i == 1 ? frames->samples : 0);
        rmx_renderer_accumulate(renderer);
    }
    rmx_renderer_accumulate_resolve(renderer);
    return true;
}

// The first frame that must be drawn for this one: frame 0, or as far back as the scene's preroll
// says, or its fragments see.
static long long first_needed(const struct rmx_frames *frames, long long frame)
{
    long long count = rmx_generation_preroll(frames->generation, frames->frame_inputs.fps);
    return count >= 0 && count < frame ? frame - count : 0;
}

static bool needs_past(const struct rmx_generation *generation)
{
    return generation->plan->has_state || rmx_inner_has_state(generation) ||
           rmx_generation_preroll(generation, 30) != 0;
}

// A scene with state is drawn from its beginning on: each frame needs those before it.
static void draw_those_before(struct rmx_frames *frames, long long frame)
{
    struct rmx_renderer *renderer = frames->generation->renderer;
    if (!needs_past(frames->generation))
        return;
    if (frame < frames->next) {
        rmx_renderer_forget(renderer);
        rmx_inner_forget(frames->generation);
        frames->next = 0;
    }
    if (frames->next == 0)
        frames->next = first_needed(frames, frame);
    for (; frames->next < frame; frames->next++) {
        frames->frame_inputs.frame = frames->next;
        rmx_renderer_advance(renderer);
        draw_once(frames, 1);
    }
    frames->next = frame + 1;
    rmx_renderer_advance(renderer);
}

bool rmx_frames_draw(struct rmx_frames *frames, long long frame, void *pixels)
{
    draw_those_before(frames, frame);
    frames->frame_inputs.frame = frame;
    if (frames->samples > 1) {
        if (!draw_samples(frames))
            return false;
    } else {
        draw_once(frames, 1);
    }
    double from_ms = rmx_clock_ms();
    rmx_renderer_wait(frames->generation->renderer);
    double drawn_ms = rmx_clock_ms();
    frames->draw_ms += drawn_ms - from_ms;
    bool read = rmx_renderer_read(frames->generation->renderer, pixels);
    frames->read_ms += rmx_clock_ms() - drawn_ms;
    return read;
}

static enum rmx_pixel_format pixel_format(const struct rmx_frames *frames)
{
    switch (frames->generation->plan->output_depth) {
    case 8: return RMX_PIXELS_RGBA8;
    case 16: return RMX_PIXELS_RGBA16;
    default: return RMX_PIXELS_RGBA32F;
    }
}

size_t rmx_frames_bytes(const struct rmx_frames *frames)
{
    return (size_t)frames->frame_inputs.width * (size_t)frames->frame_inputs.height *
           rmx_picture_pixel_bytes(pixel_format(frames));
}

struct rmx_picture rmx_frames_picture(const struct rmx_frames *frames, const void *pixels)
{
    return (struct rmx_picture){
        .width = frames->frame_inputs.width,
        .height = frames->frame_inputs.height,
        .format = pixel_format(frames),
        .pixels = pixels,
        .alpha = frames->generation->scene->background[3] < 1,
    };
}
