// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_midi.h"

#include "app/live_midi_missing.h"
#include "app/live_midi_targets.h"
#include "base/clock.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONELY_MS = 2500 };

struct rmx_live_midi {
    struct rmx_live_midi_params params;
    struct rmx_show *show;
    struct rmx_midi_map *map;
    struct rmx_midi *midi;   // NULL: off
    bool is_asked;           // scene, side file or options want devices
    bool was_refused;        // it cannot be had, and that was said
    int swaps, version;      // of the load and the side file that are followed; -1: none
    struct rmx_arena *arena; // of what follows, until one of them changes
    const char *learns;      // the knob that a control is learned for; NULL: none is
    double learns_ms;        // since when; 0: it was said that no device is here
    struct rmx_live_midi_missing *missing;
};

static void say(const struct rmx_live_midi *live, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(const struct rmx_live_midi *live, const char *format, ...)
{
    struct rmx_text text = {0}, line = {0};
    va_list arguments;
    va_start(arguments, format);
    rmx_text_vprintf(&text, format, arguments);
    va_end(arguments);
    rmx_text_add_line(&line, rmx_text_string(&text)); // devices have names of their own
    rmx_text_add(&line, "\n");
    live->params.say(live->params.say_data, rmx_text_string(&line));
    rmx_text_finish(&text);
    rmx_text_finish(&line);
}

// --- What messages do; on MIDI's own thread.

static void set(void *data, const char *name, double value)
{
    const struct rmx_live_midi *live = data;
    rmx_controls_set(rmx_show_controls(live->show), name, value);
}

static void press(void *data, int verb, double number)
{
    const struct rmx_live_midi *live = data;
    rmx_show_send(live->show, verb, number);
}

static void take(void *data, const struct rmx_midi_message *message)
{
    const struct rmx_live_midi *live = data;
    rmx_midi_map_take(live->map, message);
}

static void note_device(void *data, const char *name, bool is_here)
{
    const struct rmx_live_midi *live = data;
    rmx_midi_map_device(live->map, name, is_here);
    if (is_here)
        rmx_live_midi_missing_note(live->missing, name);
    if (!live->params.is_quiet)
        say(live, "MIDI: %s %s", name, is_here ? "is here" : "went away");
}

// --- Devices.

bool rmx_live_midi_is_refused(const struct rmx_list *wanted)
{
    return wanted->count == 1 && strcmp(wanted->items[0], "none") == 0;
}

// "all" beside names is all.
int rmx_live_midi_wanted(const struct rmx_list *wanted)
{
    for (int i = 0; i < wanted->count; i++)
        if (strcmp(wanted->items[i], "all") == 0)
            return 0;
    return wanted->count;
}

static void take_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    const struct rmx_live_midi *live = data;
    if (live->params.clock)
        live->params.clock(live->params.clock_data, kind, number, time_ms);
}

static bool open_devices(struct rmx_live_midi *live)
{
    char why[256];
    const struct rmx_midi_params params = {.wanted = live->params.wanted->items,
                                           .wanted_count =
                                               rmx_live_midi_wanted(live->params.wanted),
                                           .data = live,
                                           .message = take,
                                           .clock = take_clock,
                                           .device = note_device};
    if (live->midi || live->was_refused || rmx_live_midi_is_refused(live->params.wanted))
        return live->midi;
    live->midi = rmx_midi_create(&params, why, sizeof(why));
    live->was_refused = !live->midi;
    if (!live->midi)
        say(live, "remontage: %s", why);
    return live->midi;
}

static void close_devices(struct rmx_live_midi *live)
{
    rmx_midi_destroy(live->midi);
    live->midi = NULL;
    rmx_midi_map_close(live->map);
}

// What frames send back.
static void send(void *data, const struct rmx_midi_control *control, double value)
{
    const struct rmx_live_midi *live = data;
    if (live->midi)
        rmx_midi_send(live->midi, control, value);
}

// --- Following scene and side file.

static void follow(struct rmx_live_midi *live, const struct rmx_player *player)
{
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_scene *scene = player ? player->generation->scene : NULL;
    struct rmx_midi_targets targets =
        rmx_live_midi_targets(arena, scene, rmx_live_side_now(live->params.side));
    for (int i = 0; i < targets.count; i++)
        if (targets.items[i].kind == RMX_MIDI_TO_KNOB)
            targets.items[i].stands = rmx_controls_knob(player->controls, targets.items[i].knob);
    rmx_midi_map_set(live->map, targets.items, targets.count);
    bool is_clocked = scene && scene->tempo == RMX_TEMPO_MIDI;
    live->is_asked =
        targets.count || is_clocked || live->params.is_wanted || live->params.wanted->count;
    if (live->is_asked)
        open_devices(live);
    rmx_arena_destroy(arena);
}

static bool is_on(const void *data, int verb)
{
    const struct rmx_live_midi *live = data;
    return rmx_show_is_on(live->show, verb);
}

static void tell_map(struct rmx_live_midi *live, const struct rmx_player *player)
{
    int count = player ? player->generation->scene->knob_count : 0;
    rmx_arena_clear(live->arena);
    double *knobs = RMX_NEW(live->arena, double, count);
    for (int i = 0; i < count; i++)
        knobs[i] = rmx_controls_knob(player->controls, i);
    const struct rmx_midi_map_frame frame = {
        .knobs = knobs, .is_on = is_on, .data = live, .now_ms = rmx_clock_ms()};
    rmx_midi_map_frame(live->map, &frame);
}

// --- Learning.

static const char *chosen_knob(const struct rmx_live_midi *live, const struct rmx_scene *scene)
{
    int chosen = rmx_controls_chosen(rmx_show_controls(live->show));
    return chosen < 0 ? NULL : scene->knobs[chosen].name;
}

static void end_learning(struct rmx_live_midi *live)
{
    rmx_midi_map_learn(live->map, NULL);
    free((char *)live->learns);
    live->learns = NULL;
}

static void begin_learning(struct rmx_live_midi *live, const char *knob)
{
    bool is_first = !live->learns;
    end_learning(live);
    if (!knob || !open_devices(live)) {
        say(live, knob ? "learn: MIDI is off" : "learn: this scene has no knobs");
        rmx_show_send(live->show, RMX_ACTION_LEARN, 0);
        return;
    }
    live->learns = strdup(knob);
    live->learns_ms = rmx_clock_ms();
    rmx_midi_map_learn(live->map, knob);
    if (is_first)
        say(live,
            "learn: what you move now on a MIDI device moves %s; Tab chooses another "
            "knob, l or Esc ends it",
            knob);
}

static void take_learned(struct rmx_live_midi *live, const struct rmx_scene *scene)
{
    struct rmx_midi_control control;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_text text = {0};
    if (rmx_midi_map_learned(live->map, arena, &control) &&
        rmx_live_midi_learn(live->params.side, scene, live->learns, &control, &text))
        say(live, "%s", text.data);
    rmx_text_finish(&text);
    rmx_arena_destroy(arena);
}

static void say_refused(struct rmx_live_midi *live)
{
    struct rmx_midi_control control;
    struct rmx_text text = {0};
    int verb;
    if (!rmx_midi_map_refused(live->map, &control, &verb))
        return;
    rmx_midi_control_write(&text, &control);
    say(live, "learn: %s sends %s, and is not learned", text.data, rmx_verb(verb)->name);
    rmx_text_finish(&text);
}

static void say_lonely(struct rmx_live_midi *live)
{
    if (live->learns_ms <= 0 || rmx_clock_ms() - live->learns_ms < LONELY_MS)
        return;
    live->learns_ms = 0;
    if (live->midi && rmx_midi_counts(live->midi).inputs == 0)
        say(live, "learn: no MIDI device is here");
}

static void learn(struct rmx_live_midi *live, const struct rmx_scene *scene)
{
    if (!rmx_show_is_on(live->show, RMX_ACTION_LEARN)) {
        if (live->learns)
            end_learning(live);
        return;
    }
    const char *knob = scene ? chosen_knob(live, scene) : NULL;
    if (!live->learns || !knob || strcmp(live->learns, knob) != 0)
        begin_learning(live, knob);
    if (!live->learns)
        return;
    take_learned(live, scene);
    say_refused(live);
    say_lonely(live);
}

void rmx_live_midi_unlearn(struct rmx_live_midi *live, const char *knob)
{
    bool was_learned = rmx_live_side_unbind(live->params.side, knob);
    say(live,
        was_learned ? "%s: %s says no more what moves it" : "%s: %s does not say what moves it",
        knob, rmx_live_side_name(live->params.side));
}

static void say_missing(struct rmx_live_midi *live)
{
    struct rmx_text line = {0};
    if (live->midi && rmx_live_midi_missing_say(live->missing, rmx_clock_ms(), &line))
        say(live, "%s", line.data);
    rmx_text_finish(&line);
}

void rmx_live_midi_turn(struct rmx_live_midi *live)
{
    const struct rmx_show_shown shown = rmx_show_shown(live->show);
    const struct rmx_player *player = shown.player;
    const struct rmx_scene *scene = player ? player->generation->scene : NULL;
    int version = rmx_live_side_version(live->params.side);
    if (shown.swaps != live->swaps || version != live->version)
        follow(live, player);
    live->swaps = shown.swaps;
    live->version = version;
    learn(live, scene);
    if (live->midi && !live->is_asked && !live->learns)
        close_devices(live);
    say_missing(live);
    if (live->midi)
        tell_map(live, player);
}

// --- Its life.

struct rmx_live_midi *rmx_live_midi_create(const struct rmx_live_midi_params *params)
{
    struct rmx_live_midi *live = calloc(1, sizeof(*live));
    const struct rmx_midi_map_to to = {.data = live, .set = set, .press = press, .send = send};
    if (!live)
        abort();
    live->params = *params;
    live->arena = rmx_arena_create();
    live->map = rmx_midi_map_create(&to);
    live->missing = rmx_live_midi_missing_create(params->wanted);
    live->swaps = live->version = -1;
    return live;
}

void rmx_live_midi_begin(struct rmx_live_midi *live, struct rmx_show *show)
{
    live->show = show;
}

void rmx_live_midi_destroy(struct rmx_live_midi *live)
{
    if (!live)
        return;
    rmx_midi_destroy(live->midi);
    end_learning(live);
    rmx_live_midi_missing_destroy(live->missing);
    rmx_midi_map_destroy(live->map);
    rmx_arena_destroy(live->arena);
    free(live);
}
