// SPDX-License-Identifier: GPL-3.0-or-later
// Two hours of a show with eight knobs that never rest: what recording them costs a frame, how
// large the file is, and how long a replay takes to a frame in its middle.
#include "base/clock.h"
#include "base/texts.h"
#include "bench/bench.h"
#include "show/noting.h"
#include "show/recorder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KNOBS = 8, FPS = 30, SECONDS = 7200, TICKS = FPS * SECONDS };

#define KNOBS_OF_SCENE                                                                             \
    "size: 320x180\n"                                                                              \
    "knobs: {k0: 0, k1: 0, k2: 0, k3: 0, k4: 0, k5: 0, k6: 0, k7: 0}\n"                            \
    "layers:\n  - generate: {solid: {color: [k0, k1, k2]}}\n"
static const struct {
    const char *name, *text;
} scenes[] = {
    {"without memory", KNOBS_OF_SCENE "    chain: [rotate: {angle: 90 * k5}]\n"},
    {"run()", KNOBS_OF_SCENE "    chain: [rotate: {angle: run(k5)}]\n"},
};

static const char *folder;

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void write_scene(const char *text)
{
    FILE *file = fopen(path_of("scene.yaml"), "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        bench_fail("the scene cannot be written");
}

// A frame's numbers, as the player would make them.
static void move(struct rmx_player *player, int tick, double *row)
{
    const struct rmx_scene *scene = player->generation->scene;
    for (int i = 0; i < scene->signals.count; i++)
        row[i] = scene->signals.items[i].initial;
    for (int k = 0; k < scene->knob_count; k++)
        row[scene->knobs[k].signal] = 0.5 + 0.5 * sin(tick * 0.003 * (k + 1) + k);
    rmx_tape_pass(player->tape, row);
}

static double record(struct rmx_player *player, struct rmx_recorder *recorder)
{
    double *row = calloc((size_t)player->generation->scene->signals.count, sizeof(*row));
    double spent_ms = 0;
    if (!row)
        bench_fail("there is no memory");
    for (int tick = 0; tick < TICKS; tick++) {
        const struct rmx_show_frame frame = {.frame = tick,
                                             .fps = FPS,
                                             .player = player,
                                             .width = 320,
                                             .height = 180,
                                             .swaps = 1,
                                             .time_ms = tick * 1000.0 / FPS};
        move(player, tick, row);
        double from_ms = rmx_clock_ms();
        rmx_recorder_frame(recorder, &frame);
        spent_ms += rmx_clock_ms() - from_ms;
    }
    free(row);
    return spent_ms / TICKS;
}

// What a frame costs.
static double record_scene(void)
{
    char why[256], scene[256];
    snprintf(scene, sizeof(scene), "%s", path_of("scene.yaml"));
    const struct rmx_settings settings = {.scene = scene, .fps = FPS};
    const struct rmx_load_params load = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = bench_context()};
    struct rmx_generation *generation = rmx_generation_create_noting(&load);
    if (generation->status != RMX_LOADED)
        bench_fail("the scene has errors");
    struct rmx_player *player = rmx_player_create(generation);
    rmx_player_tape(player, false);
    rmx_player_prepare(player, 0, FPS);
    unlink(path_of("evening.rec"));
    const struct rmx_recorder_params params = {
        .path = path_of("evening.rec"), .settings = &settings, .version = "bench"};
    struct rmx_recorder *recorder = rmx_recorder_create(&params, why, sizeof(why));
    if (!recorder)
        bench_fail("%s", why);
    double frame_ms = record(player, recorder);
    rmx_recorder_destroy(recorder);
    rmx_player_destroy(player);
    rmx_generation_destroy(generation);
    return frame_ms;
}

static double seek_s(void)
{
    char command[1024];
    snprintf(command, sizeof(command),
             REMONTAGE_BINARY " render -q --replay %s/evening.rec --time %d -o %s/middle.png",
             folder, SECONDS / 2, folder);
    double from_ms = rmx_clock_ms();
    if (system(command) != 0)
        bench_fail("the replay fails");
    return (rmx_clock_ms() - from_ms) / 1000;
}

int main(void)
{
    struct stat status;
    folder = bench_folder();
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        write_scene(scenes[i].text);
        double frame_ms = record_scene();
        if (stat(path_of("evening.rec"), &status) != 0)
            bench_fail("there is no recording");
        double first_s = seek_s(), again_s = seek_s();
        printf("%s: %.4f ms a frame, %.1f MB, the middle after %.2f s, again %.2f s\n",
               scenes[i].name, frame_ms, (double)status.st_size / 1e6, first_s, again_s);
        if (i)
            continue;
        bench_at_most("recording costs a frame", frame_ms, 0.05, "ms");
        bench_at_most("two hours, eight knobs", (double)status.st_size / 1e6, 30, "MB");
        bench_at_most("a replay is in their middle after", fmin(first_s, again_s), 2, "s");
    }
    return 0;
}
