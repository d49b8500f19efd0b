// SPDX-License-Identifier: GPL-3.0-or-later
// What the ledger costs: half a second of a show at 1920 x 1080 with a measurement in it, and
// without; a still's measurement beside so many frames at the ledger's size.
//
//   bench_ledger [ROUNDS]
//
// Two shows: five photographs in fragments that drift, and five in fused layers. Everything moves
// in every frame, the photographs, too.
#include "base/clock.h"
#include "bench/bench.h"
#include "share/meter.h"

#include <GL/glew.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WIDTH = 1920, HEIGHT = 1080, FRAMES = 15, FPS = 30, MOST_ROUNDS = 200 };

#define SOURCES                                                                                    \
    "sources: {a: asset:acanthus-mollis.jpg, b: asset:coffee.jpg, c: asset:retina.jpg,\n"          \
    "          d: asset:chelsea-the-cat.jpg, e: asset:rocket-at-dusk.jpg}\n"

static const struct {
    const char *name, *text;
} shows[] = {
    {"fragments",
     SOURCES "layers:\n"
             "  - {name: l, picture: a, visible: false, chain: [{scroll: {x: time / 9}}]}\n"
             "  - {name: m, picture: b, visible: false, chain: [{scroll: {x: time / 8}}]}\n"
             "  - {name: n, picture: c, visible: false, chain: [{scroll: {x: time / 7}}]}\n"
             "  - {name: o, picture: d, visible: false, chain: [{scroll: {x: time / 6}}]}\n"
             "  - {name: p, picture: e, visible: false, chain: [{scroll: {x: time / 5}}]}\n"
             "  - fragments: {from: [l, m, n, o, p], cut: {voronoi: {count: 600}},\n"
             "                arrange: {drift: {phase: time}}}\n"
             "finish: [{halftone: {angle: time * 9}}]\n"},
    {"layers", SOURCES
     "layers:\n"
     "  - {picture: a, chain: [{kaleidoscope: {angle: time * 9}}, posterize]}\n"
     "  - {picture: b, opacity: 0.5, chain: [{rotate: {angle: time * 5}}]}\n"
     "  - {picture: c, blend: multiply, place: {x: wave(time / 4) / 4 + 0.5, scale: 0.5}}\n"
     "  - {picture: d, blend: screen, chain: [{blur: {radius: 0.02 + 0.01 * wave(time / 3)}}]}\n"
     "  - {picture: e, place: {scale: 0.3, angle: time * 20}}\n"},
};

struct stand {
    struct bench_scene scene;
    struct rmx_meter *meter;
    char path[64];
    long long frame;
};

static void open_stand(struct stand *stand, const char *text)
{
    snprintf(stand->path, sizeof(stand->path), "/tmp/remontage-ledger-%d.yaml", (int)getpid());
    FILE *file = fopen(stand->path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        bench_fail("cannot write %s", stand->path);
    const struct bench_scene_params params = {
        .path = stand->path, .width = WIDTH, .height = HEIGHT, .until = RMX_LOAD_RENDERER};
    const struct rmx_settings settings = {.scene = stand->path, .size = {WIDTH, HEIGHT, 0, false}};
    const struct rmx_meter_params meter = {.settings = &settings, .context = bench_context()};
    if (!bench_open(&stand->scene, &params))
        exit(1);
    stand->meter = rmx_meter_create(&meter);
    if (rmx_meter_generation(stand->meter)->status != RMX_LOADED)
        bench_fail("no meter of %s", stand->path);
    remove(stand->path);
}

static void close_stand(struct stand *stand)
{
    rmx_meter_destroy(stand->meter);
    bench_close(&stand->scene);
}

// Half a second; with a measurement, a source of it in each frame.
static double half_second(struct stand *stand, bool measures)
{
    double from_ms = rmx_clock_ms();
    const struct rmx_shares *shares = NULL;
    for (int i = 0; i < FRAMES; i++) {
        bench_draw(&stand->scene, ++stand->frame);
        if (measures && i == 0)
            rmx_meter_begin(stand->meter, stand->frame, FPS);
        if (measures && !shares)
            shares = rmx_meter_step(stand->meter);
        glFinish();
    }
    if (measures && !shares)
        bench_fail("half a second is too short for the ledger");
    return rmx_clock_ms() - from_ms;
}

static void bench_show(struct stand *stand, const char *name, int rounds)
{
    double with[MOST_ROUNDS], without[MOST_ROUNDS];
    char what[96];
    half_second(stand, true);
    for (int r = 0; r < rounds; r++) {
        without[r] = half_second(stand, false);
        with[r] = half_second(stand, true);
    }
    snprintf(what, sizeof(what), "%s, live: with the ledger / without", name);
    bench_at_most(what, bench_median_ratio(with, without, rounds), 1.05, "");
}

// A whole measurement, beside the same scene drawn as often as there are sources and once more.
static void bench_still(struct stand *stand, const char *name, int rounds)
{
    double ledger[MOST_ROUNDS], frames[MOST_ROUNDS];
    struct rmx_player *player = rmx_meter_player(stand->meter);
    int sources = player->generation->plan->tap_count;
    char what[96];
    for (int r = 0; r < rounds; r++) {
        double from_ms = rmx_clock_ms();
        for (int i = 0; i < sources + 1; i++) {
            rmx_player_reach(player, ++stand->frame);
            glFinish();
        }
        double drawn_ms = rmx_clock_ms();
        rmx_meter_measure(stand->meter, ++stand->frame, FPS);
        frames[r] = drawn_ms - from_ms;
        ledger[r] = rmx_clock_ms() - drawn_ms;
    }
    snprintf(what, sizeof(what), "%s, still: ledger / %d frames at its size", name, sources + 1);
    bench_at_most(what, bench_median_ratio(ledger, frames, rounds), 1.0, "");
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 9;
    rounds = rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    for (size_t i = 0; i < sizeof(shows) / sizeof(*shows); i++) {
        struct stand stand = {0};
        open_stand(&stand, shows[i].text);
        bench_still(&stand, shows[i].name, rounds * 3);
        bench_show(&stand, shows[i].name, rounds);
        close_stand(&stand);
    }
    return 0;
}
