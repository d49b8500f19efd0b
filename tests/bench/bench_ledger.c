// SPDX-License-Identifier: GPL-3.0-or-later
// What the ledger costs: a show at 1920 x 1080 that reads shares, beside its twin that reads
// constants; a still's measurement beside so many frames at the ledger's size.
//
//   bench_ledger [ROUNDS]
//
// Two shows: five photographs in fragments that drift, and five in fused layers. Everything moves
// in every frame, the photographs, too. A machine that is slower than the show leaves out frames,
// one that is faster waits for them. On llvmpipe the processor's time counts: of all that is drawn,
// and of nothing else that the machine does.
#include "base/clock.h"
#include "bench/bench.h"
#include "share/meter.h"
#include "share/survey.h"

#include <GL/glew.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 1920, HEIGHT = 1080, FRAMES = 15, FPS = 30, MOST_ROUNDS = 200 };

#define SOURCES                                                                                    \
    "sources: {a: asset:acanthus-mollis.jpg, b: asset:coffee.jpg, c: asset:retina.jpg,\n"          \
    "          d: asset:chelsea-the-cat.jpg, e: asset:rocket-at-dusk.jpg}\n"

static const struct {
    const char *name, *text, *share, *constant; // of one number
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
             "finish: [{halftone: {angle: time * 9 + %s}}]\n",
     "20 * share.a", "5"},
    {"layers",
     SOURCES
     "layers:\n"
     "  - {picture: a, chain: [{kaleidoscope: {angle: time * 9}}, posterize]}\n"
     "  - {picture: b, opacity: %s, chain: [{rotate: {angle: time * 5}}]}\n"
     "  - {picture: c, blend: multiply, place: {x: wave(time / 4) / 4 + 0.5, scale: 0.5}}\n"
     "  - {picture: d, blend: screen, chain: [{blur: {radius: 0.02 + 0.01 * wave(time / 3)}}]}\n"
     "  - {picture: e, place: {scale: 0.3, angle: time * 20}}\n",
     "0.4 + 0.2 * share.a", "0.45"},
};

struct stand {
    struct bench_scene scene;
    struct rmx_player *player;
    struct rmx_survey *survey; // NULL: it reads constants
    struct rmx_meter *meter;   // NULL: it has a survey
    char path[64];
    long long frame;
    double frame_ms; // that the last one took
};

static void write_scene(struct stand *stand, const char *text, const char *number)
{
    snprintf(stand->path, sizeof(stand->path), "/tmp/remontage-ledger-%d.yaml", (int)getpid());
    FILE *file = fopen(stand->path, "w");
    const char *place = strstr(text, "%s");
    if (!file || fprintf(file, "%.*s%s%s", (int)(place - text), text, number, place + 2) < 0 ||
        fclose(file))
        bench_fail("cannot write %s", stand->path);
}

// As a show does it.
static void survey(struct stand *stand)
{
    bool failed;
    const struct rmx_survey_params params = {.generation = stand->scene.generation, .shows = true};
    stand->survey = rmx_survey_create(&params, &failed);
    if (!stand->survey)
        bench_fail("no survey of %s", stand->path);
    rmx_survey_feed(stand->survey, stand->player);
}

static void measure_stills(struct stand *stand)
{
    const struct rmx_settings settings = {.scene = stand->path,
                                          .size = {.width = WIDTH, .height = HEIGHT}};
    const struct rmx_meter_params meter = {.settings = &settings, .context = bench_context()};
    stand->meter = rmx_meter_create(&meter);
    if (rmx_meter_generation(stand->meter)->status != RMX_LOADED)
        bench_fail("no meter of %s", stand->path);
}

static void open_stand(struct stand *stand, int show, bool reads_share)
{
    write_scene(stand, shows[show].text, reads_share ? shows[show].share : shows[show].constant);
    const struct bench_scene_params params = {
        .path = stand->path, .width = WIDTH, .height = HEIGHT, .until = RMX_LOAD_RENDERER};
    if (!bench_open(&stand->scene, &params))
        exit(1);
    stand->player = rmx_player_create(stand->scene.generation);
    if (reads_share)
        survey(stand);
    else
        measure_stills(stand);
    remove(stand->path);
}

static void close_stand(struct stand *stand)
{
    rmx_survey_destroy(stand->survey);
    rmx_meter_destroy(stand->meter);
    rmx_player_destroy(stand->player);
    bench_close(&stand->scene);
}

static double spent_ms(void)
{
    const char *renderer = rmx_context_device(bench_context())->renderer;
    return strncmp(renderer, "llvmpipe", 8) == 0 ? bench_processor_ms() : rmx_clock_ms();
}

// So many frames of a show, each the one that is due. What they took.
static double draw_frames(struct stand *stand)
{
    double first_ms = spent_ms();
    for (int i = 0; i < FRAMES; i++) {
        double from_ms = rmx_clock_ms();
        stand->frame += (long long)fmax(1, ceil(stand->frame_ms * FPS / 1000));
        rmx_player_frame(stand->player, stand->frame, FPS);
        rmx_player_draw(stand->player);
        glFinish();
        stand->frame_ms = rmx_clock_ms() - from_ms;
    }
    return spent_ms() - first_ms;
}

static void bench_show(struct stand *reads, struct stand *twin, const char *name, int rounds)
{
    double with[MOST_ROUNDS], without[MOST_ROUNDS];
    const double frames_ms = FRAMES * 1000.0 / FPS;
    char what[96];
    struct rmx_survey_counts before, after;
    draw_frames(twin);
    draw_frames(reads);
    rmx_survey_counts(reads->survey, &before);
    for (int r = 0; r < rounds; r++) {
        double twin_ms = draw_frames(twin), more_ms = draw_frames(reads) - twin_ms;
        without[r] = fmax(twin_ms, frames_ms);
        with[r] = without[r] + more_ms;
    }
    rmx_survey_counts(reads->survey, &after);
    if (after.measured == before.measured)
        bench_fail("nothing was measured of %s", name);
    snprintf(what, sizeof(what), "%s, live: reading a share / a constant, %lld measured", name,
             after.measured - before.measured);
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
    for (int i = 0; i < (int)(sizeof(shows) / sizeof(*shows)); i++) {
        struct stand twin = {0}, reads = {0};
        open_stand(&twin, i, false);
        open_stand(&reads, i, true);
        bench_still(&twin, shows[i].name, rounds * 3);
        bench_show(&reads, &twin, shows[i].name, rounds);
        close_stand(&reads);
        close_stand(&twin);
    }
    return 0;
}
