// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_osc.h"

#include "base/verbs.h"
#include "control/osc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rmx_live_osc {
    struct rmx_live_osc_params params;
    struct rmx_show *show;
    struct rmx_osc *osc;     // NULL: off
    struct rmx_arena *arena; // of what follows, for one load of the scene
    int port;                // that was asked for
    const char *to;
    int swaps;    // of the load that is followed; -1: none
    double *told; // where listeners know the knobs to stand
    int *was_on;  // the same of the verbs: 1, 0; -1: they do not know
    int verb_count;
};

struct targets {
    struct rmx_arena *arena;
    struct rmx_osc_target *items;
    int count;
};

// --- What messages do; on OSC's own thread.

static void set(void *data, const char *name, double value, double over_s)
{
    struct rmx_live_osc *live = data;
    rmx_controls_glide(rmx_show_controls(live->show), name, value, over_s);
}

static void press(void *data, int verb, double number)
{
    struct rmx_live_osc *live = data;
    rmx_show_send(live->show, verb, number);
}

// --- What can be reached.

static void add(struct targets *targets, const char *address, const char *name, int verb,
                double glide_s)
{
    *RMX_PUSH(targets->arena, &targets->items, &targets->count) =
        (struct rmx_osc_target){address, name, verb, glide_s};
}

static void add_knob(struct targets *targets, const struct rmx_knob *knob)
{
    const char *path = rmx_arena_printf(targets->arena, "/remontage/knob/%s", knob->name);
    add(targets, path, knob->name, -1, NAN);
    if (knob->osc)
        add(targets, knob->osc, knob->name, -1, NAN);
}

// By what rmx_osc_tell calls it: no knob has such a name.
static const char *verb_name(char name[64], const struct rmx_verb *verb)
{
    snprintf(name, 64, "!%s", verb->name);
    return name;
}

static void add_verbs(struct targets *targets)
{
    const struct rmx_verb *verb;
    char name[64];
    for (int i = 0; (verb = rmx_verb(i)); i++)
        if (verb->name)
            add(targets, rmx_arena_printf(targets->arena, "/remontage/%s", verb->name),
                rmx_arena_copy(targets->arena, verb_name(name, verb)), i, 0);
}

static void add_scene(struct targets *targets, const struct rmx_scene *scene)
{
    for (int i = 0; i < scene->knob_count; i++)
        add_knob(targets, &scene->knobs[i]);
    for (int i = 0; i < scene->osc_count; i++)
        add(targets, scene->osc[i].address, scene->signals.items[scene->osc[i].signal].name, -1,
            scene->osc[i].smooth_s);
}

// --- Following the scene.

static bool is_same(const char *one, const char *two)
{
    return one && two ? strcmp(one, two) == 0 : one == two;
}

static void close_port(struct rmx_live_osc *live)
{
    rmx_osc_destroy(live->osc);
    live->osc = NULL;
    free((char *)live->to);
    live->to = NULL;
    live->port = 0;
}

// A port that cannot be had is asked for again with the next load.
static void open_port(struct rmx_live_osc *live, int port, const char *to)
{
    const struct rmx_osc_params params = {.port = port,
                                          .listen = live->params.listen,
                                          .to = to,
                                          .data = live,
                                          .set = set,
                                          .press = press};
    char why[256], line[300];
    if (live->osc && port == live->port && is_same(to, live->to))
        return;
    close_port(live);
    if (!port)
        return;
    live->osc = rmx_osc_create(&params, why, sizeof(why));
    live->port = port;
    live->to = to ? strdup(to) : NULL;
    if (live->osc)
        return;
    snprintf(line, sizeof(line), "remontage: %s\n", why);
    live->params.say(live->params.say_data, line);
}

// `scene` NULL: there is none yet.
static void follow(struct rmx_live_osc *live, const struct rmx_scene *scene)
{
    int port = live->params.port ? live->params.port : scene ? scene->osc_port : 0;
    open_port(live, port, scene ? scene->osc_to : NULL);
    rmx_arena_clear(live->arena);
    live->told = NULL;
    if (!live->osc)
        return;
    struct targets targets = {.arena = live->arena};
    add(&targets, "/remontage/display", rmx_signals_display()->name, -1, NAN);
    add(&targets, "/remontage/bpm", rmx_signals_own()[RMX_SIGNAL_BPM].name, -1, NAN);
    add_verbs(&targets);
    if (scene)
        add_scene(&targets, scene);
    rmx_osc_set_targets(live->osc, targets.items, targets.count);
    int knobs = scene ? scene->knob_count : 0;
    live->told = RMX_NEW(live->arena, double, knobs);
    for (int i = 0; i < knobs; i++)
        live->told[i] = NAN;
    for (int i = 0; i < live->verb_count; i++)
        live->was_on[i] = -1;
}

// --- What listeners are told.

static void tell_knobs(struct rmx_live_osc *live, const struct rmx_player *player)
{
    const struct rmx_scene *scene = player->generation->scene;
    for (int i = 0; i < scene->knob_count; i++) {
        double stands = rmx_controls_knob(player->controls, i);
        if (stands == live->told[i])
            continue;
        live->told[i] = stands;
        rmx_osc_tell(live->osc, scene->knobs[i].name, stands);
    }
}

static void tell_switches(struct rmx_live_osc *live)
{
    const struct rmx_verb *verb;
    char name[64];
    for (int i = 0; (verb = rmx_verb(i)); i++) {
        int is_on = rmx_show_is_on(live->show, i);
        if (!verb->is_switch || is_on == live->was_on[i])
            continue;
        live->was_on[i] = is_on;
        rmx_osc_tell(live->osc, verb_name(name, verb), is_on);
    }
}

void rmx_live_osc_frame(struct rmx_live_osc *live, const struct rmx_show_frame *frame)
{
    if (frame->output != 0 || !live->show)
        return;
    if (frame->player && frame->swaps != live->swaps) {
        live->swaps = frame->swaps;
        follow(live, frame->player->generation->scene);
    }
    if (!live->osc)
        return;
    if (frame->player && live->told)
        tell_knobs(live, frame->player);
    tell_switches(live);
}

// --- Its life.

struct rmx_live_osc *rmx_live_osc_create(const struct rmx_live_osc_params *params)
{
    struct rmx_live_osc *live = calloc(1, sizeof(*live));
    if (!live)
        abort();
    live->params = *params;
    live->arena = rmx_arena_create();
    live->swaps = -1;
    while (rmx_verb(live->verb_count))
        live->verb_count++;
    live->was_on = calloc((size_t)live->verb_count, sizeof(*live->was_on));
    if (!live->was_on)
        abort();
    return live;
}

void rmx_live_osc_begin(struct rmx_live_osc *live, struct rmx_show *show)
{
    live->show = show;
    follow(live, NULL);
}

void rmx_live_osc_destroy(struct rmx_live_osc *live)
{
    if (!live)
        return;
    close_port(live);
    rmx_arena_destroy(live->arena);
    free(live->was_on);
    free(live);
}

static void print_row(struct rmx_text *out, const char *name, const char *meaning)
{
    char address[64];
    snprintf(address, sizeof(address), "/remontage/%s", name);
    rmx_text_printf(out, "  %-26s %s\n", address, meaning);
}

void rmx_live_osc_print(struct rmx_text *out)
{
    const struct rmx_verb *verb;
    print_row(out, "knob/NAME", "where the knob goes to, and in how many seconds");
    print_row(out, "display", "the same of the knob display");
    print_row(out, "bpm", "beats a minute, in place of the scene's; the beat goes on");
    print_row(out, "subscribe", "hear where knobs and switches stand; 0: no more");
    for (int i = 0; (verb = rmx_verb(i)); i++)
        if (verb->name)
            print_row(out, verb->name, verb->meaning);
}

int rmx_live_osc_port(const struct rmx_live_osc *live)
{
    return live->osc ? rmx_osc_port(live->osc) : 0;
}
