// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_hands.h"

#include "app/live_aloud.h"
#include "app/live_chase.h"
#include "app/live_midi.h"
#include "app/live_osc.h"
#include "app/live_side.h"
#include "app/live_tempo.h"
#include "base/clock.h"

#include <stdlib.h>

struct rmx_live_hands {
    struct rmx_live_side *side;
    struct rmx_live_osc *osc;
    struct rmx_live_tempo *tempo;
    struct rmx_live_chase *chase;
    struct rmx_live_midi *midi;
    struct rmx_show *show; // NULL: none yet
    int taught;            // the version of the side file that it knows
    struct rmx_live_aloud *aloud;
    struct rmx_recorder *recorder; // NULL: off
};

static void hear_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    const struct rmx_live_hands *hands = data;
    rmx_live_tempo_clock(hands->tempo, kind, number, time_ms);
    rmx_live_chase_clock(hands->chase, kind, number, time_ms);
}

struct rmx_live_hands *rmx_live_hands_create(const struct rmx_options *options,
                                             void (*say)(void *data, const char *text),
                                             void *say_data, struct rmx_recorder *recorder)
{
    struct rmx_live_hands *hands = calloc(1, sizeof(*hands));
    if (!hands)
        abort();
    const struct rmx_live_side_params side = {.scene = options->arguments.items[0],
                                              .say = say,
                                              .say_data = say_data,
                                              .is_quiet = options->quiet};
    hands->side = rmx_live_side_create(&side);
    const struct rmx_live_osc_params osc = {.port = (int)options->osc.value,
                                            .query_port = (int)options->oscquery.value,
                                            .is_quiet = options->quiet,
                                            .listen = options->listen,
                                            .say = say,
                                            .say_data = say_data};
    hands->osc = rmx_live_osc_create(&osc);
    hands->tempo = rmx_live_tempo_create(say, say_data);
    struct rmx_chase_wish chase = {0};
    if (rmx_chase_read(options, &chase))
        hands->chase = rmx_live_chase_create(&chase, say, say_data);
    hands->aloud = rmx_live_aloud_create(options, say, say_data);
    const struct rmx_live_midi_params midi = {.wanted = &options->midi,
                                              .side = hands->side,
                                              .say = say,
                                              .say_data = say_data,
                                              .is_quiet = options->quiet,
                                              .is_wanted = chase.chase == RMX_CHASE_MTC,
                                              .clock = hear_clock,
                                              .clock_data = hands};
    hands->midi = rmx_live_midi_create(&midi);
    hands->recorder = recorder;
    return hands;
}

void rmx_live_hands_destroy(struct rmx_live_hands *hands)
{
    if (!hands)
        return;
    rmx_live_aloud_destroy(hands->aloud);
    rmx_live_osc_destroy(hands->osc);
    rmx_live_midi_destroy(hands->midi);
    rmx_recorder_destroy(hands->recorder);
    rmx_live_side_destroy(hands->side);
    rmx_live_tempo_destroy(hands->tempo);
    rmx_live_chase_destroy(hands->chase);
    free(hands);
}

// Keys and snapshots of the side file.
static void teach(struct rmx_live_hands *hands)
{
    hands->taught = rmx_live_side_version(hands->side);
    rmx_show_teach(hands->show, rmx_live_side_now(hands->side));
}

static void keep(void *data, const struct rmx_snapshot *snapshot)
{
    struct rmx_live_hands *hands = data;
    rmx_live_side_keep(hands->side, snapshot);
}

struct rmx_snapshot_keeper rmx_live_hands_keeper(struct rmx_live_hands *hands)
{
    return (struct rmx_snapshot_keeper){hands, keep};
}

static void unlearn(void *data, const char *knob)
{
    struct rmx_live_hands *hands = data;
    rmx_live_midi_unlearn(hands->midi, knob);
}

struct rmx_show_learner rmx_live_hands_learner(struct rmx_live_hands *hands)
{
    return (struct rmx_show_learner){hands, unlearn};
}

void rmx_live_hands_begin(struct rmx_live_hands *hands, struct rmx_show *show)
{
    hands->show = show;
    teach(hands);
    rmx_live_osc_begin(hands->osc, show);
    rmx_live_tempo_begin(hands->tempo, show);
    rmx_live_midi_begin(hands->midi, show);
    rmx_live_chase_begin(hands->chase, show);
    rmx_live_aloud_begin(hands->aloud, show);
}

void rmx_live_hands_turn(struct rmx_live_hands *hands)
{
    const struct rmx_show_shown shown = rmx_show_shown(hands->show);
    const struct rmx_scene *scene = shown.player ? shown.player->generation->scene : NULL;
    rmx_live_chase_turn(hands->chase);
    rmx_live_side_turn(hands->side, scene, shown.swaps, rmx_clock_ms());
    if (hands->taught != rmx_live_side_version(hands->side))
        teach(hands);
    rmx_live_midi_turn(hands->midi);
}

void rmx_live_hands_frame(void *data, const struct rmx_show_frame *frame)
{
    struct rmx_live_hands *hands = data;
    rmx_live_osc_frame(hands->osc, frame);
    rmx_live_tempo_frame(hands->tempo, frame);
    rmx_live_aloud_frame(hands->aloud, frame);
    rmx_recorder_frame(hands->recorder, frame);
}
