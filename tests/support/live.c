// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/live.h"

#include "app/live_hands.h"
#include "app/live_osc.h"
#include "app/live_still.h"
#include "app/live_tempo.h"
#include "base/clock.h"
#include "show/recorder.h"
#include "support/cli.h"
#include "support/display.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 60000 };

static struct {
    struct rmx_options options;
    struct rmx_live app;
    char scene[512];
    struct rmx_show *show;
    struct rmx_live_osc *osc;
    struct rmx_live_tempo *tempo;
    struct rmx_live_hands *hands; // in their place; NULL: none
    unsigned char *pixels[2];     // by output
    struct rmx_recorder *recorder;
    void (*keep)(const unsigned char *pixels, int width, int height);
    struct live_seen seen, beside;
    double clock_ms;
    int swaps;
    pthread_mutex_t lock; // of the words
    struct rmx_text words, copy;
} live = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void see(void *data, const struct rmx_show_frame *frame)
{
    (void)data;
    if (live.hands) {
        rmx_live_hands_frame(live.hands, frame);
    } else {
        rmx_live_osc_frame(live.osc, frame);
        rmx_live_tempo_frame(live.tempo, frame);
    }
    rmx_recorder_frame(live.recorder, frame);
    size_t count = (size_t)frame->width * (size_t)frame->height;
    struct live_seen *seen = frame->output ? &live.beside : &live.seen;
    unsigned char *pixels = live.pixels[frame->output] =
        realloc(live.pixels[frame->output], count * 4);
    if (!pixels)
        abort();
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glReadPixels(0, 0, frame->width, frame->height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += pixels[4 * i] + pixels[4 * i + 1] + pixels[4 * i + 2];
    GLenum error = glGetError();
    *seen = (struct live_seen){
        .pixels = pixels,
        .width = frame->width,
        .height = frame->height,
        .frame = frame->frame,
        .frames = seen->frames + 1,
        .is_black = frame->is_black,
        .mean = sum / (double)count / 3,
        .shown_ms = rmx_clock_ms(),
        .gl_error = seen->gl_error ? seen->gl_error : error,
        .knob = frame->player && frame->player->generation->scene->knob_count
                    ? rmx_controls_knob(frame->player->controls, 0)
                    : 0,
        .osc_port = live.osc ? rmx_live_osc_port(live.osc) : 0,
        .query_port = live.osc ? rmx_live_osc_query_port(live.osc) : 0,
        .clock_s = rmx_show_time(live.show).time_s,
        .clock_ms = rmx_show_time(live.show).clock_ms,
    };
    if (frame->player) {
        seen->bpm = rmx_values_signals(frame->player->values)[RMX_SIGNAL_BPM];
        seen->beat = rmx_values_signals(frame->player->values)[RMX_SIGNAL_BEAT];
    }
    if (live.keep && frame->output == 0)
        live.keep(pixels, frame->width, frame->height);
}

static void say(void *data, const char *text)
{
    (void)data;
    pthread_mutex_lock(&live.lock);
    rmx_text_add(&live.words, text);
    pthread_mutex_unlock(&live.lock);
}

static double held_clock(void *data)
{
    (void)data;
    return live.clock_ms;
}

static void create_hands(const struct live_params *given, struct rmx_show_params *params)
{
    struct rmx_options *options = &live.options;
    *RMX_PUSH(options->arena, &options->arguments.items, &options->arguments.count) = live.scene;
    if (*given->midi)
        *RMX_PUSH(options->arena, &options->midi.items, &options->midi.count) = given->midi;
    live.hands = rmx_live_hands_create(options, say, NULL, NULL);
    params->keeper = rmx_live_hands_keeper(live.hands);
    params->learner = rmx_live_hands_learner(live.hands);
}

static void begin_parts(void)
{
    rmx_live_osc_begin(live.osc, live.show);
    rmx_live_tempo_begin(live.tempo, live.show);
}

// The file is a new one.
static struct rmx_recorder *recorder(const char *name)
{
    char why[512];
    const char *path = test_cli_path(name);
    unlink(path);
    const struct rmx_recorder_params params = {
        .path = path, .settings = &live.app.settings, .version = "test", .say = say};
    struct rmx_recorder *made = rmx_recorder_create(&params, why, sizeof(why));
    if (!made)
        fail_msg("%s", why);
    return made;
}

bool live_begin(const struct live_params *given)
{
    static struct rmx_set_value values[3];
    int value_count = given->has_pointer ? 0 : 2;
    values[0] = (struct rmx_set_value){"mouse.x", 0.5};
    values[1] = (struct rmx_set_value){"mouse.y", 0.5};
    snprintf(live.scene, sizeof(live.scene), "%s", test_cli_path(given->scene));
    live.options = (struct rmx_options){.arena = rmx_arena_create()};
    live.app = (struct rmx_live){.options = &live.options,
                                 .settings = {.scene = live.scene,
                                              .patience_s = given->patience_s,
                                              .hears_devices = true,
                                              .date_rule = RMX_DATE_DEFAULT,
                                              .date = {1928, 1, 1},
                                              .fps = given->fps,
                                              .no_specialise = given->no_specialise,
                                              .memory_bytes = given->memory_bytes,
                                              .values = values,
                                              .value_count = value_count + (given->set != NULL),
                                              .follows_tempo = true},
                                 .say = say};
    if (given->tempo)
        live.app.settings.tempo = (int)rmx_tempo_source_of(given->tempo);
    live.seen = live.beside = (struct live_seen){0};
    live.clock_ms = 1000;
    struct rmx_show_params params = {
        .outputs = {{.window = {.title = "test",
                                .width = given->width ? given->width : 160,
                                .height = given->height ? given->height : 90},
                     .presentation = given->presentation},
                    {.window = {.title = "beside",
                                .width = given->second_width,
                                .height = given->second_height}}},
        .output_count = given->second_width ? 2 : 1,
        .still = rmx_live_still(&live.app),
        .sink = {.frame = see},
        .voice = {.data = &live.app, .say = say, .warn = say, .report = rmx_live_report},
        .settings = &live.app.settings,
        .exhibition = given->exhibition,
        .survey_part = given->survey_part,
        .lose_at = given->lose_at,
        .restart_every_s = given->restart_every_s,
    };
    if (given->holds_time)
        params.clock_ms = held_clock;
    if (given->set) {
        const char *equals = strchr(given->set, '=');
        values[value_count].name =
            rmx_arena_copy_n(live.options.arena, given->set, (size_t)(equals - given->set));
        values[value_count].value = strtod(equals + 1, NULL);
    }
    if (given->midi) {
        create_hands(given, &params);
    } else {
        live.osc = rmx_live_osc_create(&(struct rmx_live_osc_params){
            .port = given->osc_port, .query_port = given->query_port, .say = say});
        live.tempo = rmx_live_tempo_create(say, NULL);
    }
    params.records = given->record != NULL;
    live.keep = given->keep;
    live.recorder = given->record ? recorder(given->record) : NULL;
    enum rmx_window_status status;
    char why[256];
    live.show = rmx_show_create(&params, &status, why, sizeof(why));
    if (!live.show)
        fprintf(stderr, "no show: %s\n", why);
    else if (live.hands)
        rmx_live_hands_begin(live.hands, live.show);
    else
        begin_parts();
    return live.show;
}

void live_end(void)
{
    rmx_live_osc_destroy(live.osc);
    rmx_live_tempo_destroy(live.tempo);
    rmx_live_hands_destroy(live.hands);
    live.osc = NULL;
    live.tempo = NULL;
    live.hands = NULL;
    rmx_recorder_destroy(live.recorder);
    while (!rmx_show_destroy(live.show))
        continue; // a load that is slow here
    rmx_live_finish(&live.app);
    rmx_arena_destroy(live.options.arena);
    rmx_text_finish(&live.words);
    rmx_text_finish(&live.copy);
    for (int i = 0; i < 2; i++) {
        free(live.pixels[i]);
        live.pixels[i] = NULL;
    }
    live.show = NULL;
}

void live_midi_clock(enum rmx_midi_clock kind, double time_ms)
{
    rmx_live_tempo_clock(live.tempo, kind, 0, time_ms);
}

bool live_step(void)
{
    bool goes_on = rmx_show_turn(live.show);
    if (goes_on && live.hands)
        rmx_live_hands_turn(live.hands);
    return goes_on;
}

static bool turn_until(bool (*is_there)(long long), long long what)
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (!is_there(what) && rmx_clock_ms() < until_ms)
        if (!live_step())
            return false;
    return is_there(what);
}

// Of a grey times a thousand.
static bool is_grey(long long grey)
{
    return fabs(live.seen.mean - (double)grey / 1000) <= 1.5;
}

static bool has_frames(long long frames)
{
    return live.seen.frames >= frames;
}

static bool has_frame(long long frame)
{
    return live.seen.frames > 0 && live.seen.frame >= frame;
}

static bool has_swapped(long long swaps)
{
    return live_counts().swaps >= swaps;
}

static bool has_loaded(long long loads)
{
    return live_counts().reload.loads >= loads;
}

static bool has_settled(long long times)
{
    return live_counts().reload.settled >= times;
}

bool live_turn(int frames)
{
    return turn_until(has_frames, live.seen.frames + frames);
}

bool live_until_frame(long long frame)
{
    return turn_until(has_frame, frame);
}

// And shown.
bool live_until_swap(int swaps)
{
    int frames = live.seen.frames;
    return turn_until(has_swapped, swaps) &&
           (live.seen.frames > frames || turn_until(has_frames, frames + 1));
}

bool live_until_loads(int loads)
{
    return turn_until(has_loaded, loads);
}

bool live_until_settled(int times)
{
    return turn_until(has_settled, times);
}

void live_time(double seconds)
{
    live.clock_ms = 1000 + seconds * 1000;
}

void live_press(enum rmx_action key)
{
    rmx_show_press(live.show, key);
}

void live_release(enum rmx_action key)
{
    rmx_show_release(live.show, key);
}

void live_stroke(const char *key, enum rmx_press press)
{
    struct rmx_key_event event = {.press = press};
    assert_true(rmx_keystroke_read(key, &event.stroke));
    rmx_show_stroke(live.show, &event);
}

bool live_close(int output)
{
    rmx_show_close_output(live.show, output);
    return live_step();
}

struct rmx_controls *live_controls(void)
{
    return rmx_show_controls(live.show);
}

struct rmx_show *live_show(void)
{
    return live.show;
}

const struct live_seen *live_seen(void)
{
    pthread_mutex_lock(&live.lock);
    rmx_text_clear(&live.copy);
    rmx_text_add(&live.copy, rmx_text_string(&live.words));
    pthread_mutex_unlock(&live.lock);
    live.seen.words = rmx_text_string(&live.copy);
    return &live.seen;
}

const struct live_seen *live_seen_beside(void)
{
    return &live.beside;
}

struct rmx_show_counts live_counts(void)
{
    struct rmx_show_counts counts;
    rmx_show_counts(live.show, &counts);
    return counts;
}

void live_forget_words(void)
{
    pthread_mutex_lock(&live.lock);
    rmx_text_clear(&live.words);
    pthread_mutex_unlock(&live.lock);
}

void live_assert_grey(double grey)
{
    bool is_there = turn_until(is_grey, (long long)(grey * 1000));
    const struct live_seen *seen = live_seen();
    if (!is_there)
        fail_msg("grey is %g, not %g; said: %s", seen->mean, grey, seen->words);
    assert_int_equal(seen->gl_error, 0);
}

int live_set_up(void **state)
{
    (void)state;
    return test_display_begin() && test_cli_begin() ? 0 : -1;
}

int live_tear_down(void **state)
{
    (void)state;
    test_cli_end();
    test_display_end();
    return 0;
}
