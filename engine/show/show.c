// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "runtime/canvas.h"
#include "show/show_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { RESIZE_MS = 120, REST_MS = 500 };

double rmx_show_now_ms(const struct rmx_show *show)
{
    return show->params.clock_ms ? show->params.clock_ms(show->params.clock_data) : rmx_clock_ms();
}

void rmx_show_say(const struct rmx_show *show, const char *format, ...)
{
    struct rmx_text text = {0};
    va_list arguments;
    va_start(arguments, format);
    rmx_text_vprintf(&text, format, arguments);
    va_end(arguments);
    if (show->params.voice.say)
        show->params.voice.say(show->params.voice.data, rmx_text_string(&text));
    rmx_text_finish(&text);
}

struct rmx_show *rmx_show_create(const struct rmx_show_params *params,
                                 enum rmx_window_status *status, char *why, int why_size)
{
    struct rmx_show *show = calloc(1, sizeof(*show));
    if (!show)
        abort();
    show->params = *params;
    show->controls = rmx_controls_create(params->settings);
    show->verbs = rmx_verb_queue_create();
    show->keys = rmx_keys_create();
    show->taught = rmx_arena_create();
    show->presented_frame = -1;
    show->head.origin_ms = rmx_show_now_ms(show);
    if (rmx_show_start(show, NULL, status, why, why_size))
        return show;
    rmx_show_destroy(show);
    return NULL;
}

bool rmx_show_start(struct rmx_show *show, struct rmx_player *lost, enum rmx_window_status *status,
                    char *why, int why_size)
{
    if (!rmx_show_open_outputs(show, status, why, why_size))
        return false;
    const struct rmx_reload_params params = {
        .settings = show->params.settings,
        .context = show->context,
        .probe = show->probe,
        .output_fps = rmx_window_rate(show->window),
        .debounce_ms = show->params.debounce_ms,
        .lost = lost,
        .records = show->params.records,
        .voice = &show->params.voice,
        .exhibition = show->params.exhibition,
        .survey_part = show->params.survey_part,
    };
    rmx_stage_init(&show->stage, rmx_context_device(rmx_window_context(show->window)));
    show->reload = rmx_reload_create(&params);
    show->standing = rmx_standing_create(show->reload);
    rmx_output_size(show->outputs[0], &show->width, &show->height);
    rmx_reload_resize(show->reload, show->width, show->height);
    return true;
}

static void give_back(struct rmx_show *show)
{
    if (!show->player)
        return;
    rmx_survey_leave(rmx_survey_of(show->player));
    rmx_player_leave(show->player);
    rmx_renderer_wait(show->player->generation->renderer);
    rmx_show_let_go_reveal(show);
    rmx_standing_let_go(show->standing);
    rmx_reload_give_back(show->reload, show->player);
    show->player = NULL;
}

void rmx_show_stop(struct rmx_show *show)
{
    if (show->reload) {
        rmx_stage_rest(&show->stage);
        rmx_show_drop_reveal(show);
        rmx_standing_destroy(show->standing);
        show->standing = NULL;
        rmx_reload_destroy(show->reload);
        rmx_stage_finish(&show->stage);
    }
    show->reload = NULL;
    show->still_waits = false;
    rmx_show_close_outputs(show);
}

bool rmx_show_destroy(struct rmx_show *show)
{
    if (!show)
        return true;
    if (show->reload && !rmx_reload_rest(show->reload, REST_MS))
        return false;
    if (show->reload)
        give_back(show);
    rmx_show_stop(show);
    rmx_controls_destroy(show->controls);
    rmx_verb_queue_destroy(show->verbs);
    rmx_keys_destroy(show->keys);
    rmx_arena_destroy(show->taught);
    free(show);
    return true;
}

// A generation takes the place of the one before, between two frames: time, integrals and knobs go
// on.
void rmx_show_swap(struct rmx_show *show, struct rmx_player *next)
{
    const struct rmx_player *before = show->player;
    rmx_player_enter(next);
    rmx_survey_enter(rmx_survey_of(next));
    rmx_player_control(next, show->controls);
    show->fps = rmx_player_fps(next->generation, rmx_window_rate(show->window));
    if (before) {
        rmx_player_transfer(next, before);
        rmx_survey_follow(rmx_survey_of(next), rmx_survey_of(before));
        show->was_edited |= rmx_show_now_ms(show) > show->head.origin_ms;
    }
    give_back(show);
    show->player = next;
    rmx_keys_bind(show->keys, &next->generation->scene->keys);
    show->presented_frame = -1;
    show->rests_until_ms = 0;
    show->counts.swaps++;
}

static void take_generation(struct rmx_show *show)
{
    struct rmx_player *next = show->is_frozen ? NULL : rmx_reload_take(show->reload);
    if (next)
        rmx_show_swap(show, next);
}

// The loader hears of the first output's size once it has stood for a moment.
static void follow_size(struct rmx_show *show)
{
    int width, height;
    double now_ms = rmx_clock_ms();
    rmx_show_follow_outputs(show);
    rmx_output_size(show->outputs[0], &width, &height);
    if (width != show->width || height != show->height) {
        show->width = width;
        show->height = height;
        show->resized_ms = now_ms;
    }
    if (show->resized_ms > 0 && now_ms - show->resized_ms >= RESIZE_MS) {
        show->resized_ms = 0;
        rmx_reload_resize(show->reload, show->width, show->height);
    }
}

// The pointer within the picture.
static void follow_pointer(struct rmx_show *show)
{
    double x, y;
    int width, height;
    rmx_window_pointer(show->window, &x, &y);
    rmx_canvas_within(show->player->generation->scene, show->width, show->height, &width, &height);
    x = fmin(fmax(0.5 + (x - 0.5) * show->width / width, 0), 1);
    y = fmin(fmax(0.5 + (y - 0.5) * show->height / height, 0), 1);
    rmx_controls_point(show->controls, x, y);
}

static void draw(struct rmx_show *show)
{
    follow_pointer(show);
    rmx_show_wait_for_outputs(show);
    rmx_stage_begin(&show->stage, rmx_reload_was_at_work(show->reload));
    rmx_player_frame(show->player, show->frame, show->fps);
    rmx_stage_draw(&show->stage, show->player);
    rmx_show_rest_if_slow(show);
    rmx_show_follow_bars(show);
}

// What is sent while nothing is drawn holds from now on, and what glides is on its way.
static void pass(struct rmx_show *show, bool is_shown)
{
    const double *numbers = rmx_controls_take(show->controls, (double)show->frame / show->fps);
    if (rmx_controls_has_tempo(show->controls))
        rmx_controls_note_tempo(show->controls, numbers[RMX_SIGNAL_BPM], numbers[RMX_SIGNAL_BEAT]);
    rmx_player_pass(show->player, show->frame, show->fps);
    rmx_survey_pass(rmx_survey_of(show->player), show->frame, is_shown);
}

// What memory did not suffice for is not shown: the picture before stays on the outputs.
static double show_frame(struct rmx_show *show, bool is_black, double from_ms)
{
    if (show->is_short) {
        show->counts.short_frames++;
        return rmx_clock_thread_ms() - from_ms;
    }
    rmx_show_present(show, is_black);
    double cpu_ms = rmx_clock_thread_ms() - from_ms;
    rmx_show_show_first(show, is_black);
    show->counts.frames++;
    return cpu_ms;
}

static void present(struct rmx_show *show, long long frame)
{
    double from_ms = rmx_clock_thread_ms();
    bool is_black = show->is_black || !show->player;
    show->frame = frame;
    show->is_short = false;
    if (!is_black && !show->is_frozen && show->rests_until_ms <= rmx_clock_ms()) {
        draw(show);
        show->is_short = rmx_player_take_short(show->player);
    } else if (show->player) {
        pass(show, !is_black);
    }
    double cpu_ms = show_frame(show, is_black, from_ms);
    show->presented_frame = frame;
    if (show->player)
        rmx_reload_position(show->reload, frame, show->fps);
    rmx_show_tell_status(show, cpu_ms);
}

// While time runs nothing can be due before the next frame; what happens to the window ends the
// wait.
static void wait_for_next(struct rmx_show *show, double fps)
{
    enum { LONG_MS = 100, SHORT_MS = 8 };
    bool runs = show->player && !show->head.is_held;
    double wait_ms = rmx_playhead_next_ms(&show->head, rmx_show_now_ms(show), fps);
    rmx_window_wait(show->window, fmin(wait_ms, runs ? LONG_MS : SHORT_MS) / 1000);
}

// While time is held, a picture that is still getting better is presented until it is there.
static bool is_settling(const struct rmx_show *show)
{
    return show->head.is_held && show->player && !show->is_frozen &&
           rmx_player_is_settling(show->player);
}

// What would have taken too long is tried again, while time is held as well.
static bool has_rested(const struct rmx_show *show)
{
    return show->rests_until_ms > 0 && show->rests_until_ms <= rmx_clock_ms();
}

// What was set from another thread is seen while time is held, too.
static bool wants_values(const struct rmx_show *show)
{
    return show->player && rmx_controls_wait(show->controls);
}

bool rmx_show_turn(struct rmx_show *show)
{
    rmx_show_take_keys(show);
    rmx_show_take_verbs(show);
    take_generation(show);
    follow_size(show);
    double fps = show->fps > 0 ? show->fps : rmx_window_rate(show->window);
    rmx_show_restart_on_bar(show, fps);
    long long frame = rmx_playhead_frame(&show->head, rmx_show_now_ms(show), fps);
    bool reveals = rmx_show_turn_reveal(show);
    rmx_standing_turn(show->standing, show->player, show->counts.swaps);
    bool is_due = frame != show->presented_frame || is_settling(show) || wants_values(show) ||
                  reveals || has_rested(show);
    if ((is_due || show->head.is_held) && rmx_show_is_lost(show) && !rmx_show_recover(show))
        return false;
    if (is_due)
        present(show, frame);
    rmx_show_tell_states(show);
    rmx_show_tell_loops(show);
    wait_for_next(show, fps);
    return !rmx_window_is_closing(show->window);
}

void rmx_show_counts(struct rmx_show *show, struct rmx_show_counts *counts)
{
    *counts = show->counts;
    rmx_reload_counts(show->reload, &counts->reload);
    counts->standing = rmx_standing_counts(show->standing);
    if (show->reveal.metering)
        counts->reveal = rmx_metering_counts(show->reveal.metering);
    rmx_survey_counts(show->player ? rmx_survey_of(show->player) : NULL, &counts->survey);
}

void rmx_show_chase(struct rmx_show *show, double time_s, bool runs)
{
    rmx_playhead_chase(&show->head, rmx_show_now_ms(show), time_s, runs,
                       show->fps > 0 ? show->fps : 60);
}

struct rmx_show_shown rmx_show_shown(const struct rmx_show *show)
{
    return (struct rmx_show_shown){show->player, show->counts.swaps};
}

struct rmx_controls *rmx_show_controls(struct rmx_show *show)
{
    return show->controls;
}

struct rmx_show_time rmx_show_time(const struct rmx_show *show)
{
    double now_ms = rmx_show_now_ms(show);
    return (struct rmx_show_time){rmx_playhead_s(&show->head, now_ms), now_ms, !show->head.is_held};
}
