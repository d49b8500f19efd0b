// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_aloud.h"

#include "base/clock.h"
#include "base/verbs.h"
#include "control/aloud.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { FADE_MS = 200 }; // what is left is silent by then, or nobody hears it

struct rmx_live_aloud {
    const struct rmx_options *options;
    void (*say)(void *data, const char *text);
    void *say_data;
    struct rmx_show *show;
    int swaps;                 // of the load that is followed; -1: none
    struct rmx_aloud *aloud;   // NULL: there is nothing to be heard
    struct rmx_aloud *leaving; // fades out, since another one begins
    double left_ms;            // when it was told to
    double offset_s;           // the file's time at the show's time 0
    bool clicks;               // the latency test is on
    bool has_complained;       // that no server runs
};

struct rmx_live_aloud *rmx_live_aloud_create(const struct rmx_options *options,
                                             void (*say)(void *data, const char *text),
                                             void *say_data)
{
    struct rmx_live_aloud *live = calloc(1, sizeof(*live));
    if (!live)
        abort();
    *live =
        (struct rmx_live_aloud){.options = options, .say = say, .say_data = say_data, .swaps = -1};
    return live;
}

void rmx_live_aloud_begin(struct rmx_live_aloud *live, struct rmx_show *show)
{
    live->show = show;
}

// --- One goes, another one comes.

// Held, it fades out; it is destroyed once it is silent.
static void leave(struct rmx_live_aloud *live)
{
    rmx_aloud_destroy(live->leaving);
    live->leaving = live->aloud;
    live->aloud = NULL;
    live->left_ms = rmx_clock_ms();
    if (live->leaving)
        rmx_aloud_follow(live->leaving, 0, live->left_ms, false);
}

static bool has_left(const struct rmx_live_aloud *live)
{
    return rmx_aloud_is_silent(live->leaving) || rmx_clock_ms() > live->left_ms + FADE_MS;
}

void rmx_live_aloud_destroy(struct rmx_live_aloud *live)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    if (!live)
        return;
    leave(live);
    while (live->leaving && !has_left(live))
        nanosleep(&moment, NULL);
    rmx_aloud_destroy(live->leaving);
    free(live);
}

// `file` NULL: no file, the clicks.
static void complain(struct rmx_live_aloud *live, const char *file, const char *why)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, "remontage: ");
    if (file)
        rmx_text_printf(&text, "'%s' is", file);
    else
        rmx_text_add(&text, "clicks are");
    rmx_text_printf(&text, " not played aloud: %s\n", why);
    live->say(live->say_data, rmx_text_string(&text));
    rmx_text_finish(&text);
}

static void open_file(struct rmx_live_aloud *live, const struct rmx_scene *scene)
{
    char why[200] = "";
    const char *file = scene->sound.file;
    live->aloud = rmx_aloud_create(file, rmx_scene_listens(scene), why, sizeof(why));
    if (!live->aloud) {
        complain(live, file, why);
    } else if (!rmx_aloud_has_server(live->aloud) && !live->has_complained) {
        live->has_complained = true;
        complain(live, file, RMX_ALOUD_ABSENT);
    }
}

// --- Following the scene.

static void follow(struct rmx_live_aloud *live, const struct rmx_scene *scene)
{
    const struct rmx_scene_sound *sound = &scene->sound;
    bool is_same =
        live->aloud && rmx_aloud_is_of(live->aloud, sound->file) && (sound->file || live->clicks);
    live->offset_s = sound->offset_s - sound->delay_s;
    if (!is_same)
        leave(live);
    if (!is_same && (sound->file || live->clicks))
        open_file(live, scene);
    if (live->aloud)
        rmx_aloud_click(live->aloud, live->clicks, sound->offset_s);
}

void rmx_live_aloud_frame(struct rmx_live_aloud *live, const struct rmx_show_frame *frame)
{
    if (frame->output != 0 || !live->show || live->options->mute)
        return;
    bool clicks = rmx_show_is_on(live->show, RMX_ACTION_LATENCY);
    if (frame->player && (frame->swaps != live->swaps || clicks != live->clicks)) {
        live->swaps = frame->swaps;
        live->clicks = clicks;
        follow(live, frame->player->generation->scene);
    }
    if (live->leaving && has_left(live)) {
        rmx_aloud_destroy(live->leaving);
        live->leaving = NULL;
    }
    struct rmx_show_time time = rmx_show_time(live->show);
    if (live->aloud)
        rmx_aloud_follow(live->aloud, time.time_s + live->offset_s, time.clock_ms, time.runs);
}
