// SPDX-License-Identifier: GPL-3.0-or-later
// remontage live: a scene in a window, followed while it is edited.
#include "app/interrupt.h"
#include "app/live_chase.h"
#include "app/live_hands.h"
#include "app/live_keys.h"
#include "app/live_record.h"
#include "app/live_report.h"
#include "app/live_still.h"
#include "app/open.h"
#include "app/set.h"
#include "app/sound_wish.h"
#include "app/terminal.h"
#include "base/clock.h"
#include "base/log.h"
#include "runtime/canvas.h"
#include "share/exhibition.h"
#include "show/show.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Three quarters of the screen are the most; unsaid, the scene's own shape.
static void shape_window(const struct rmx_scene *scene, struct rmx_window_params *window)
{
    enum { USUAL_WIDTH = 1280, USUAL_HEIGHT = 720 };
    if (window->width > 0)
        return;
    int width = scene->width < USUAL_WIDTH ? scene->width : USUAL_WIDTH;
    int height = scene->height < USUAL_HEIGHT ? scene->height : USUAL_HEIGHT;
    rmx_canvas_within(scene, width, height, &window->width, &window->height);
}

// As rmx_show_destroy.
static bool turn_until_end(struct rmx_show *show, struct rmx_live_hands *hands)
{
    rmx_live_hands_begin(hands, show);
    while (rmx_show_turn(show) && !rmx_interrupt_requested())
        rmx_live_hands_turn(hands);
    rmx_live_hands_destroy(hands);
    return rmx_show_destroy(show);
}

static int run(struct rmx_live *live, const struct rmx_show_params *params)
{
    enum rmx_window_status status;
    char why[512];
    struct rmx_show_params shown = *params;
    struct rmx_recorder *recorder;
    if (!rmx_live_record(live->options, &live->settings, rmx_terminal_say, NULL, &recorder))
        return RMX_EXIT_WRITE;
    struct rmx_live_hands *hands =
        rmx_live_hands_create(live->options, rmx_terminal_say, NULL, recorder);
    shown.records = recorder != NULL;
    shown.exhibition = rmx_exhibition_create(RMX_EXHIBIT_SHOW, NULL);
    shown.keeper = rmx_live_hands_keeper(hands);
    shown.learner = rmx_live_hands_learner(hands);
    shown.sink = (struct rmx_frame_sink){hands, rmx_live_hands_frame};
    live->first = rmx_waiting_begin(live->options, "loading and compiling");
    struct rmx_show *show = rmx_show_create(&shown, &status, why, sizeof(why));
    if (!show) {
        rmx_live_finish(live);
        rmx_live_hands_destroy(hands);
        rmx_exhibition_destroy(shown.exhibition);
        rmx_complain("%s", why);
        return status == RMX_WINDOW_NO_OUTPUT ? RMX_EXIT_USAGE : RMX_EXIT_NO_GL;
    }
    rmx_say(live->options, "%s; remontage live --keys lists the keys", live->settings.scene);
    bool has_ended = turn_until_end(show, hands);
    rmx_exhibition_destroy(shown.exhibition);
    rmx_live_finish(live);
    rmx_terminal_end();
    int code =
        rmx_interrupt_requested() ? RMX_EXIT_SIGNAL + rmx_interrupt_requested() : RMX_EXIT_OK;
    if (!has_ended) {
        fflush(NULL);
        _exit(code); // beside a load that goes on nothing may be taken down
    }
    return code;
}

static bool read_tempo(const struct rmx_options *options, struct rmx_settings *settings)
{
    int count;
    const char *const *names = rmx_tempo_source_names(&count);
    if (!options->tempo)
        return true;
    settings->tempo = (int)rmx_tempo_source_of(options->tempo);
    if (settings->tempo != RMX_TEMPO_UNSAID)
        return true;
    rmx_complain_unknown("--tempo knows no", options->tempo, names, count,
                         "it is auto, tap, midi, link or sound");
    return false;
}

int rmx_command_live(const struct rmx_options *options)
{
    if (options->keys)
        return rmx_live_print_keys(options);
    struct rmx_live live = {.options = options,
                            .settings = rmx_settings_of(options, options->arguments.items[0]),
                            .say = rmx_terminal_say};
    struct rmx_show_params params = {
        .outputs = {{.window = {.title = live.settings.scene,
                                .width = options->window.width,
                                .height = options->window.height,
                                .fullscreen = options->fullscreen,
                                .output = options->screen}}},
        .settings = &live.settings,
        .restart_every_s = options->restart_every.given ? options->restart_every.value : 0,
        .still = rmx_live_still(&live),
        .voice = {.data = &live,
                  .say = rmx_terminal_say,
                  .warn = options->quiet ? NULL : rmx_terminal_say,
                  .status = !options->quiet && rmx_terminal_is_there() ? rmx_terminal_status : NULL,
                  .report = rmx_live_report},
    };
    if (strcmp(live.settings.scene, "-") == 0) {
        rmx_complain("live follows a file, and standard input is none");
        return RMX_EXIT_USAGE;
    }
    rmx_clock_date(live.settings.date);
    live.settings.date_rule = RMX_DATE_DEFAULT;
    live.settings.follows_tempo = true;
    struct rmx_chase_wish chase;
    if (!read_tempo(options, &live.settings) || !rmx_chase_read(options, &chase))
        return RMX_EXIT_USAGE;
    if (options->restart_every.given && options->chase) {
        rmx_complain("--restart-every places time, and so does --chase: only one of them can");
        return RMX_EXIT_USAGE;
    }
    live.settings.hears_devices = true;
    if (!rmx_set_read(options, &live.settings))
        return RMX_EXIT_USAGE;
    int code = rmx_sound_wish_read(options, &live.settings.sound);
    if (code != RMX_EXIT_OK)
        return code;
    const struct rmx_load_params look = {.settings = &live.settings, .until = RMX_LOAD_SCENE};
    struct rmx_generation *generation = rmx_generation_create(&look);
    bool fits = true;
    if (generation->status == RMX_LOADED) {
        shape_window(generation->scene, &params.outputs[0].window);
        fits = rmx_set_check(&live.settings, generation->scene);
    }
    rmx_generation_destroy(generation);
    rmx_log_set_say(rmx_terminal_say, NULL);
    rmx_interrupt_watch();
    rmx_interrupt_insist();
    rmx_interrupt_outlive_terminal(); // what is said is less than what is shown
    return fits ? run(&live, &params) : RMX_EXIT_USAGE;
}
