// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/player.h"

#include "base/clock.h"
#include "runtime/inner.h"
#include "runtime/jitter.h"

#include <stdlib.h>
#include <string.h>

double rmx_player_fps(const struct rmx_generation *generation, double output)
{
    if (generation->settings.fps > 0)
        return generation->settings.fps;
    return generation->scene->has_fps || output <= 0 ? generation->scene->fps : output;
}

// Whether the plan's effects hear anything, and whether that is a spectrum.
static bool hears(const struct rmx_plan *plan, bool *wants_bins)
{
    bool any = false;
    for (int i = 0; i < plan->step_count; i++) {
        const struct rmx_input *input = plan->steps[i].sound;
        any |= input != NULL;
        *wants_bins |= input && input->type == RMX_INPUT_AUDIO_FFT;
    }
    return any;
}

static void make_numbers(struct rmx_player *player)
{
    const struct rmx_scene *scene = player->generation->scene;
    free(player->numbers);
    player->numbers = NULL;
    if (!player->feeder.before && !scene->heard_count)
        return;
    player->numbers = calloc((size_t)scene->signals.count, sizeof(*player->numbers));
    if (!player->numbers)
        abort();
}

struct rmx_player *rmx_player_create(struct rmx_generation *generation)
{
    struct rmx_player *player = calloc(1, sizeof(*player));
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    if (!player || !block)
        abort();
    *player = (struct rmx_player){
        .generation = generation,
        .values = rmx_values_create(generation->plan),
        .block = block,
        .frame_inputs = {.fps = rmx_player_fps(generation, 0),
                         .width = generation->width,
                         .height = generation->height},
        .frame = -1,
    };
    player->own = player->controls = rmx_controls_create(&generation->settings);
    rmx_controls_bind(player->controls, generation->scene);
    make_numbers(player);
    if (hears(generation->plan, &player->wants_bins))
        player->window = rmx_ears_window_create();
    return player;
}

void rmx_player_destroy(struct rmx_player *player)
{
    if (!player)
        return;
    rmx_values_destroy(player->values);
    rmx_controls_destroy(player->own);
    rmx_ears_window_destroy(player->window);
    rmx_tape_destroy(player->tape);
    free(player->numbers);
    free(player->block);
    free(player);
}

void rmx_player_control(struct rmx_player *player, struct rmx_controls *controls)
{
    rmx_controls_destroy(player->own);
    player->own = NULL;
    player->controls = controls;
    rmx_controls_bind(controls, player->generation->scene);
}

void rmx_player_feed(struct rmx_player *player, struct rmx_feeder feeder)
{
    player->feeder = feeder;
    make_numbers(player);
}

static double time_of(const struct rmx_player *player, long long frame)
{
    return (double)frame / player->frame_inputs.fps;
}

// What its expressions read of what is heard.
static void hear(struct rmx_player *player, long long frame)
{
    const struct rmx_generation *generation = player->generation;
    const struct rmx_scene *scene = generation->scene;
    float numbers[RMX_HEARD];
    if (!scene->heard_count)
        return;
    rmx_ears_hear(generation->ears, time_of(player, frame),
                  (1 + player->frame_inputs.left_out) / player->frame_inputs.fps, numbers);
    for (int i = 0; i < scene->heard_count; i++)
        player->numbers[scene->heard[i].signal] = (double)numbers[scene->heard[i].number];
}

static bool is_played(const struct rmx_player *player)
{
    return player->tape && player->tape->plays;
}

// What its controls, its feeder and its ears provide in a frame.
static const double *take(struct rmx_player *player, long long frame)
{
    double time_s = (double)frame / player->frame_inputs.fps;
    const double *provided =
        player->provided ? player->provided : rmx_controls_take(player->controls, time_s);
    size_t count = (size_t)player->generation->scene->signals.count;
    if (!player->numbers)
        return provided;
    memcpy(player->numbers, provided, count * sizeof(*provided));
    hear(player, frame);
    if (player->feeder.before)
        player->feeder.before(player->feeder.self, frame, player->frame_inputs.fps,
                              player->numbers);
    return player->numbers;
}

// What is provided in a frame.
static const double *provide(struct rmx_player *player, long long frame)
{
    return rmx_tape_pass(player->tape, is_played(player) ? NULL : take(player, frame));
}

// The same of a frame whose other numbers stand already.
static const double *hear_on(struct rmx_player *player, long long frame)
{
    if (!is_played(player))
        hear(player, frame);
    return rmx_tape_pass(player->tape, player->numbers);
}

static void fill(struct rmx_player *player, long long frame)
{
    player->frame_inputs.frame = frame;
    player->frame_inputs.provided = provide(player, frame);
    rmx_values_frame(player->values, &player->frame_inputs, player->block);
    const double *signals = rmx_values_signals(player->values);
    if (!player->provided && !is_played(player))
        rmx_controls_note_tempo(player->controls, signals[RMX_SIGNAL_BPM],
                                signals[RMX_SIGNAL_BEAT]);
    if (player->window && (player->generation->ears || is_played(player)))
        player->frame_inputs.sound =
            rmx_tape_hear(player->tape, player->generation->ears, time_of(player, frame),
                          player->wants_bins, player->window);
}

static bool is_late(const struct rmx_player *player, long long frame)
{
    return player->generation->scene->heard_count && player->frame >= 0 && frame > player->frame &&
           player->frame_inputs.left_out;
}

// Integrals hear each frame that was left out, and this one, as if all had been drawn, the rest as
// it stood; the picture has the events of them all.
static void fill_late(struct rmx_player *player, long long frame)
{
    int count = player->frame_inputs.left_out;
    player->frame_inputs.left_out = 0;
    for (long long next = frame - count; next < frame; next++) {
        player->frame_inputs.frame = next;
        player->frame_inputs.provided = hear_on(player, next);
        rmx_values_frame(player->values, &player->frame_inputs, player->block);
    }
    fill(player, frame);
    player->frame_inputs.left_out = count;
    player->frame_inputs.provided = hear_on(player, frame);
    rmx_values_frame(player->values, &player->frame_inputs, player->block);
}

static void fill_any(struct rmx_player *player, long long frame, bool late)
{
    if (late)
        fill_late(player, frame);
    else
        fill(player, frame);
}

// `samples`: of the scenes within, which are drawn once a frame; 0: they were.
static void step(struct rmx_player *player, long long frame, int samples)
{
    struct rmx_renderer *renderer = player->generation->renderer;
    bool late = is_late(player, frame);
    if (frame != player->frame)
        rmx_renderer_advance(renderer);
    player->frame = frame;
    fill_any(player, frame, late);
    if (samples)
        rmx_inner_draw(player->generation, player->values, &player->frame_inputs, samples);
    rmx_renderer_hear(renderer, player->frame_inputs.sound);
}

// After a second without frames there was a break, no delay.
static int left_out(const struct rmx_player *player, long long frame, double fps)
{
    long long count = frame - player->frame - 1;
    return player->frame >= 0 && count > 0 && (double)count <= fps ? (int)count : 0;
}

static void come_to(struct rmx_player *player, long long frame, double fps)
{
    player->frame_inputs.fps = fps;
    if (frame != player->frame)
        player->frame_inputs.left_out = left_out(player, frame, fps);
    if (player->generation->owns_ears && !is_played(player))
        rmx_ears_frame(player->generation->ears, time_of(player, frame), 1 / fps,
                       player->frame_inputs.left_out, rmx_clock_ms());
}

void rmx_player_frame(struct rmx_player *player, long long frame, double fps)
{
    come_to(player, frame, fps);
    step(player, frame, 1);
}

void rmx_player_count(struct rmx_player *player, long long frame, double fps)
{
    come_to(player, frame, fps);
    bool late = is_late(player, frame);
    player->frame = frame;
    fill_any(player, frame, late);
}

void rmx_player_frame_within(struct rmx_player *player, long long frame)
{
    step(player, frame, 1);
}

void rmx_player_pass(struct rmx_player *player, long long frame, double fps)
{
    if (player->generation->owns_ears)
        rmx_ears_reach(player->generation->ears, (double)frame / fps);
}

void rmx_player_draw(struct rmx_player *player)
{
    rmx_renderer_draw(player->generation->renderer, player->block);
}

void rmx_player_prepare(struct rmx_player *player, long long frame, double fps)
{
    player->frame_inputs.fps = fps;
    if (player->tape) {
        player->tape->is_preparing = true;
        player->tape->prepared_frame = frame;
        player->tape->prepared_fps = fps;
    }
    fill(player, frame);
    if (player->tape)
        player->tape->is_preparing = false;
}

bool rmx_player_warm(struct rmx_player *player)
{
    struct rmx_renderer *renderer = player->generation->renderer;
    bool fits = rmx_inner_warm(player->generation, &player->frame_inputs);
    rmx_renderer_warm(renderer, player->block);
    fits = fits && rmx_renderer_try(renderer, player->block);
    // Nothing may be under way when another context takes the textures over.
    rmx_renderer_leave(renderer);
    rmx_renderer_wait(renderer);
    return fits;
}

// As they stand, without a frame of their own.
static const double *stand_now(struct rmx_player *player)
{
    const struct rmx_scene *scene = player->generation->scene;
    const double *provided =
        player->provided ? player->provided : rmx_controls_values(player->controls)->numbers;
    if (!player->numbers)
        return provided;
    for (int i = 0; i < scene->signals.count; i++)
        if (!rmx_signal_is_from(&scene->signals.items[i], "ledger") &&
            !rmx_signal_is_from(&scene->signals.items[i], "sound"))
            player->numbers[i] = provided[i];
    return player->numbers;
}

void rmx_player_transfer(struct rmx_player *player, const struct rmx_player *from)
{
    const double *now = rmx_tape_pass(player->tape, is_played(player) ? NULL : stand_now(player));
    rmx_values_transfer(player->values, from->values, now);
    rmx_renderer_transfer(player->generation->renderer, from->generation->renderer);
    rmx_inner_transfer(player->generation, from->generation);
    rmx_ears_follow(player->generation->ears, from->generation->ears);
    player->frame = from->frame;
}

void rmx_player_forget(struct rmx_player *player)
{
    rmx_renderer_forget(player->generation->renderer);
    rmx_inner_forget(player->generation);
    player->frame = -1;
}

void rmx_player_join(struct rmx_player *player, long long frame)
{
    rmx_player_forget(player);
    player->frame = frame - 1;
}

void rmx_player_enter(struct rmx_player *player)
{
    rmx_renderer_enter(player->generation->renderer);
    rmx_inner_enter(player->generation);
}

void rmx_player_leave(struct rmx_player *player)
{
    rmx_renderer_leave(player->generation->renderer);
    rmx_inner_leave(player->generation);
}

bool rmx_player_is_settling(const struct rmx_player *player)
{
    return rmx_ears_are_behind(player->generation->ears) ||
           rmx_renderer_is_settling(player->generation->renderer) ||
           rmx_inner_is_settling(player->generation);
}

bool rmx_player_take_short(struct rmx_player *player)
{
    bool within = rmx_inner_take_short(player->generation);
    return rmx_renderer_take_short(player->generation->renderer) || within;
}

bool rmx_player_has_past(const struct rmx_player *player)
{
    return player->generation->plan->has_state || rmx_inner_has_state(player->generation);
}

bool rmx_player_has_state(const struct rmx_player *player)
{
    return rmx_scene_numbers_have_past(player->generation->scene) || rmx_player_has_past(player);
}

typedef void draw_block(struct rmx_renderer *renderer, const unsigned char *block);

static void tell(const struct rmx_player *player, enum rmx_player_wait what, long long done,
                 long long all)
{
    if (player->progress.tell)
        player->progress.tell(player->progress.data, what, done, all);
}

static void tell_parts(void *data, double spent_ms, double all_ms)
{
    tell(data, RMX_PLAYER_PARTS, (long long)(100 * spent_ms / all_ms), (long long)all_ms / 1000);
}

static void draw_by(struct rmx_player *player, long long frame, int samples, draw_block *draw)
{
    double from_ms = rmx_clock_ms();
    step(player, frame, samples);
    double values_ms = rmx_clock_ms();
    rmx_renderer_watch(player->generation->renderer,
                       (struct rmx_renderer_waiter){player, tell_parts});
    draw(player->generation->renderer, player->block);
    player->values_ms += values_ms - from_ms;
    player->draw_ms += rmx_clock_ms() - values_ms;
}

static void draw_once(struct rmx_player *player, long long frame, int samples)
{
    draw_by(player, frame, samples, rmx_renderer_draw);
}

// Halton's points in bases 2 and 3 cover the pixel evenly at every count. The last one is the
// pixel's middle, and the picture that the next frame sees as its past is as without samples.
bool rmx_player_average(struct rmx_player *player, long long frame)
{
    struct rmx_renderer *renderer = player->generation->renderer;
    int count = player->generation->settings.samples;
    if (!rmx_renderer_accumulate_begin(renderer, count))
        return false;
    for (int i = 1; i <= count; i++) {
        player->frame_inputs.jitter_x = rmx_jitter(i, count, 2);
        player->frame_inputs.jitter_y = rmx_jitter(i, count, 3);
        draw_once(player, frame, i == 1 ? count : 0);
        rmx_renderer_accumulate(renderer);
        tell(player, RMX_PLAYER_SAMPLES, i, count);
    }
    rmx_renderer_accumulate_resolve(renderer);
    return true;
}

static long long back(long long frame, long long count)
{
    return count >= 0 && count < frame ? frame - count : 0;
}

static bool needs_pictures(const struct rmx_player *player)
{
    return rmx_player_has_past(player) || rmx_generation_preroll(player->generation, 30) != 0;
}

// The first frame to be drawn on the way to this one; this one itself: none before it.
static long long first_drawn(const struct rmx_player *player, long long frame)
{
    if (!needs_pictures(player))
        return frame;
    if (player->frame >= 0)
        return player->frame + 1;
    return back(frame, rmx_generation_preroll(player->generation, player->frame_inputs.fps));
}

// The first one whose numbers must be known: what is measured on the way, and what is heard, moves
// integrals.
static long long first_known(const struct rmx_player *player, long long frame)
{
    const struct rmx_scene *scene = player->generation->scene;
    if (!rmx_scene_numbers_have_past(scene))
        return frame;
    if (player->frame >= 0)
        return player->frame + 1;
    return back(frame, rmx_preroll_frames(scene, player->frame_inputs.fps));
}

// A scene with state is drawn from its beginning on: each frame needs those before it. Of a frame
// before, what is kept shows the mean of the scenes within, as in a sequence.
static void draw_those_before(struct rmx_player *player, long long frame)
{
    int samples = player->generation->settings.samples;
    if (!needs_pictures(player) && !rmx_scene_numbers_have_past(player->generation->scene))
        return;
    if (frame <= player->frame)
        rmx_player_forget(player);
    long long known = first_known(player, frame), drawn = first_drawn(player, frame);
    long long first = known < drawn ? known : drawn;
    for (long long next = first; next < frame && !rmx_inner_is_over(player->generation); next++) {
        if (next < drawn)
            fill(player, next);
        else
            draw_by(player, next, samples > 1 ? samples : 1, rmx_renderer_draw_past);
        tell(player, RMX_PLAYER_ON_THE_WAY, next + 1 - first, frame - first);
    }
}

void rmx_player_reach(struct rmx_player *player, long long frame)
{
    draw_those_before(player, frame);
    draw_once(player, frame, 1);
}

bool rmx_player_read(struct rmx_player *player, long long frame, void *pixels)
{
    struct rmx_renderer *renderer = player->generation->renderer;
    draw_those_before(player, frame);
    if (player->generation->settings.samples > 1) {
        if (!rmx_player_average(player, frame))
            return false;
    } else {
        draw_once(player, frame, 1);
    }
    double from_ms = rmx_clock_ms();
    rmx_renderer_wait(renderer);
    double drawn_ms = rmx_clock_ms();
    player->draw_ms += drawn_ms - from_ms;
    bool read = rmx_renderer_read(renderer, pixels);
    player->read_ms += rmx_clock_ms() - drawn_ms;
    return read && !rmx_inner_is_over(player->generation);
}
