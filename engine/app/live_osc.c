// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_osc.h"

#include "app/live_oscquery.h"
#include "app/live_targets.h"
#include "base/verbs.h"
#include "control/osc.h"
#include "plan/values.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rmx_live_osc {
    struct rmx_live_osc_params params;
    struct rmx_show *show;
    struct rmx_osc *osc;             // NULL: off
    struct rmx_live_oscquery *query; // who asks what there is; NULL: off
    struct rmx_arena *arena;         // of what follows, for one load of the scene
    bool is_asked;                   // a port, whether it could be had or not
    bool has_said_how;               // a port is asked for
    int refused_port;                // could not be had, which was said; -1: none
    bool has_no_query;               // likewise that of OSCQuery
    pthread_mutex_t lock;            // of `query` for OSC's thread; the show's alone changes it
    int port;                        // that was asked for; 0: one that is free
    const char *to;
    int swaps; // of the load that is followed; -1: none
    struct rmx_live_targets targets;
    double *told; // where listeners know the numbers to stand; parallel to the targets
    int *was_on;  // the same of the verbs: 1, 0; -1: they do not know
    int verb_count;
};

// --- What messages do; on OSC's own thread.

static void set(void *data, const char *name, double value, double over_s)
{
    struct rmx_live_osc *live = data;
    rmx_controls_glide(rmx_show_controls(live->show), name, value, over_s);
}

static void note_moved(void *data, const char *name, double host)
{
    struct rmx_live_osc *live = data;
    pthread_mutex_lock(&live->lock);
    rmx_live_oscquery_note_moved(live->query, name, host);
    pthread_mutex_unlock(&live->lock);
}

static void press(void *data, int verb, double number)
{
    struct rmx_live_osc *live = data;
    rmx_show_send(live->show, verb, number);
}

// --- Following the scene.

static bool is_same(const char *one, const char *two)
{
    return one && two ? strcmp(one, two) == 0 : one == two;
}

static void set_query(struct rmx_live_osc *live, struct rmx_live_oscquery *query)
{
    pthread_mutex_lock(&live->lock);
    live->query = query;
    pthread_mutex_unlock(&live->lock);
}

static void close_port(struct rmx_live_osc *live)
{
    struct rmx_live_oscquery *query = live->query;
    set_query(live, NULL);
    rmx_live_oscquery_destroy(query); // which hands packets on
    rmx_osc_destroy(live->osc);
    live->osc = NULL;
    free((char *)live->to);
    live->to = NULL;
}

static void open_query(struct rmx_live_osc *live)
{
    const struct rmx_live_oscquery_params params = {.port = live->params.query_port,
                                                    .listen = live->params.listen,
                                                    .osc = live->osc,
                                                    .say = live->params.say,
                                                    .say_data = live->params.say_data,
                                                    .is_quiet = live->params.is_quiet,
                                                    .was_refused = live->has_no_query};
    if (params.port && !live->query)
        set_query(live, rmx_live_oscquery_create(&params));
    live->has_no_query = params.port && !live->query;
}

// A port that cannot be had is asked for again with the next load.
static void open_port(struct rmx_live_osc *live, bool is_asked, int port, const char *to)
{
    const struct rmx_osc_params params = {.port = port,
                                          .listen = live->params.listen,
                                          .to = to,
                                          .data = live,
                                          .set = set,
                                          .press = press,
                                          .moved = live->params.query_port ? note_moved : NULL};
    char why[256], line[300];
    live->is_asked = is_asked;
    if (live->osc && is_asked && port == live->port && is_same(to, live->to))
        return;
    close_port(live);
    if (!is_asked)
        return;
    live->osc = rmx_osc_create(&params, why, sizeof(why));
    live->port = port;
    live->to = to ? strdup(to) : NULL;
    bool is_news = port != live->refused_port;
    live->refused_port = live->osc ? -1 : port;
    if (live->osc || !is_news)
        return;
    snprintf(line, sizeof(line), "remontage: %s\n", why);
    live->params.say(live->params.say_data, line);
    if (live->params.query_port)
        live->params.say(live->params.say_data,
                         "remontage: OSCQuery is off: what it names is reached by OSC\n");
}

static void forget_told(struct rmx_live_osc *live)
{
    live->told = RMX_NEW(live->arena, double, live->targets.count);
    for (int i = 0; i < live->targets.count; i++)
        live->told[i] = NAN;
    for (int i = 0; i < live->verb_count; i++)
        live->was_on[i] = -1;
}

// A scene that can be reached by messages, in a show that takes none: how it takes them, once.
static void say_how(struct rmx_live_osc *live, const struct rmx_scene *scene)
{
    int knobs = 0;
    for (int i = 0; scene && i < scene->knob_count; i++)
        knobs += scene->knobs[i].osc != NULL;
    bool is_reached = knobs || (scene && scene->osc_count);
    if (live->is_asked || live->has_said_how || live->params.is_quiet || !is_reached)
        return;
    live->has_said_how = true;
    live->params.say(live->params.say_data,
                     "this scene names OSC addresses, and no port is open: live --osc 9000, or "
                     "`osc: {port: 9000}` in the scene, opens one\n");
}

// `scene` NULL: there is none yet, and who wants to know what can be reached waits for it: it may
// say the port.
static void follow(struct rmx_live_osc *live, const struct rmx_scene *scene)
{
    int port = live->params.port ? live->params.port : scene ? scene->osc_port : 0;
    open_port(live, port || (scene && live->params.query_port), port, scene ? scene->osc_to : NULL);
    say_how(live, scene);
    rmx_arena_clear(live->arena);
    live->targets = (struct rmx_live_targets){0};
    if (!live->osc)
        return;
    open_query(live);
    live->targets = rmx_live_targets(live->arena, scene);
    rmx_osc_set_targets(live->osc, live->targets.items, live->targets.count);
    rmx_live_oscquery_set_targets(live->query, live->targets.items, live->targets.count);
    forget_told(live);
}

// --- What listeners are told.

static double stands(const struct rmx_live_osc *live, const struct rmx_player *player, int target)
{
    int signal = live->targets.signals[target];
    if (signal == RMX_SIGNAL_BPM) // which the engine computes
        return rmx_values_signals(player->values)[signal];
    return signal < 0 ? NAN : rmx_controls_values(player->controls)->numbers[signal];
}

// What a sensor sends is told to those alone who ask for it by its address.
static void tell(struct rmx_live_osc *live, const struct rmx_osc_target *target, double number)
{
    if (isnan(target->glide_s))
        rmx_osc_tell(live->osc, target->name, number);
    rmx_live_oscquery_tell(live->query, target->name, number);
}

static void tell_numbers(struct rmx_live_osc *live, const struct rmx_player *player)
{
    for (int i = 0; i < live->targets.count; i++) {
        const struct rmx_osc_target *target = &live->targets.items[i];
        double number = stands(live, player, i);
        if (isnan(number) || number == live->told[i])
            continue;
        live->told[i] = number;
        bool is_told = i > 0 && target->name == live->targets.items[i - 1].name;
        if (!is_told) // else by its other address
            tell(live, target, number);
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
        rmx_osc_tell(live->osc, rmx_live_verb_name(name, verb->name), is_on);
        rmx_live_oscquery_tell(live->query, name, is_on);
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
    if (frame->player)
        tell_numbers(live, frame->player);
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
    pthread_mutex_init(&live->lock, NULL);
    live->swaps = live->refused_port = -1;
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
    pthread_mutex_destroy(&live->lock);
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

int rmx_live_osc_query_port(const struct rmx_live_osc *live)
{
    return live->query ? rmx_live_oscquery_port(live->query) : 0;
}
