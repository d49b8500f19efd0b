// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/live_stand.h"

#include "app/live_osc.h"
#include "app/live_report.h"
#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "support/display.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct live_seen live_seen;
bool live_counts_objects;

static struct rmx_options options;
static struct rmx_live app;
static struct rmx_live_osc *osc;
static double turn_began_ms;

static double thread_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void live_stand_begin(void)
{
    const char *folder = bench_folder();
    if (chdir(folder) != 0)
        bench_fail("a folder is needed");
    setenv("XDG_CACHE_HOME", folder, 1);
    setenv("MESA_SHADER_CACHE_DIR", folder, 1);
    if (!test_display_begin())
        bench_fail("Xvfb is needed");
    options.arena = rmx_arena_create();
}

void live_stand_end(void)
{
    rmx_arena_destroy(options.arena);
    test_display_end();
}

void live_stand_write(const char *name, const char *text)
{
    if (!rmx_file_write(name, text, strlen(text)))
        bench_fail("cannot write %s", name);
}

// The driver must give low names (force_gl_names_reuse), or what was deleted pushes them past the
// most.
static void count_objects(void)
{
    enum { MOST_NAMES = 4096 };
    int *objects = live_seen.objects;
    memset(objects, 0, sizeof(live_seen.objects));
    for (unsigned name = 1; name <= MOST_NAMES; name++) {
        objects[0] += glIsTexture(name) == GL_TRUE;
        objects[1] += glIsBuffer(name) == GL_TRUE;
        objects[2] += glIsFramebuffer(name) == GL_TRUE;
        objects[3] += glIsProgram(name) == GL_TRUE;
    }
    live_counts_objects = false;
}

static void see(void *data, const struct rmx_show_frame *frame)
{
    (void)data;
    rmx_live_osc_frame(osc, frame);
    double now_ms = rmx_clock_ms();
    live_seen.processor_ms = thread_ms() - turn_began_ms;
    live_seen.processor_sum_ms += live_seen.processor_ms;
    live_seen.gap_ms = live_seen.shown_ms > 0 ? now_ms - live_seen.shown_ms : 0;
    if (live_seen.gap_ms > live_seen.worst_gap_ms)
        live_seen.worst_gap_ms = live_seen.gap_ms;
    live_seen.shown_ms = now_ms;
    live_seen.swaps = frame->swaps;
    live_seen.frames++;
    bool has_knob = frame->player && frame->player->generation->scene->knob_count;
    live_seen.knob = has_knob ? rmx_controls_knob(frame->player->controls, 0) : 0;
    if (live_counts_objects)
        count_objects();
}

// The errors that are measured stay unsaid; one in the first scene is the benchmark's own.
static void say(void *data, const char *text)
{
    (void)data;
    if (live_seen.swaps == 0)
        fputs(text, stderr);
}

struct rmx_show *live_stand_open(const struct live_stand_params *params)
{
    enum rmx_window_status status;
    char why[256];
    if (params->scene)
        live_stand_write("scene.yaml", params->scene);
    app = (struct rmx_live){.options = &options,
                            .settings = {.scene = "scene.yaml",
                                         .fps = params->fps,
                                         .no_specialise = params->no_specialise},
                            .say = say};
    const struct rmx_show_params show = {
        .outputs =
            {{.window = {.title = "bench", .width = params->width, .height = params->height}}},
        .settings = &app.settings,
        .sink = {.frame = see},
        .voice = {.data = &app, .say = say, .report = rmx_live_report},
    };
    live_seen = (struct live_seen){0};
    osc = rmx_live_osc_create(&(struct rmx_live_osc_params){
        .port = params->osc_port, .query_port = params->query_port, .say = say});
    struct rmx_show *made = rmx_show_create(&show, &status, why, sizeof(why));
    if (!made)
        bench_fail("%s", why);
    rmx_live_osc_begin(osc, made);
    if (!live_stand_swap(made, 1))
        bench_fail("the scene does not come");
    return made;
}

void live_stand_close(struct rmx_show *show)
{
    rmx_live_osc_destroy(osc);
    while (!rmx_show_destroy(show))
        continue;
}

void live_stand_turn(struct rmx_show *show)
{
    turn_began_ms = thread_ms();
    rmx_show_turn(show);
}

void live_stand_frames(struct rmx_show *show, int count)
{
    long long until = live_seen.frames + count;
    while (live_seen.frames < until)
        live_stand_turn(show);
}

bool live_stand_swap(struct rmx_show *show, int swaps)
{
    double until_ms = rmx_clock_ms() + 60000;
    while (live_seen.swaps < swaps && rmx_clock_ms() < until_ms)
        live_stand_turn(show);
    return live_seen.swaps >= swaps;
}
