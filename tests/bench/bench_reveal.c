// SPDX-License-Identifier: GPL-3.0-or-later
// What the reveal costs: frames of moving scenes at 1920 x 1080, shown with it and without.
//
//   bench_reveal [ROUNDS]
//
// A frame is drawn and copied into an output, as a window's. The page is whole, with shares that
// were measured; where a scene has fragments their seams are drawn.
#include "base/clock.h"
#include "bench/bench.h"
#include "render/ground.h"
#include "runtime/player.h"
#include "share/meter.h"
#include "share/reveal.h"

#include <GL/glew.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 1920, HEIGHT = 1080, FRAMES = 6, FPS = 30, MOST_ROUNDS = 200 };

static const char *const scenes[] = {"avalanche", "scales", "stirred", "mist", "film"};

struct stand {
    struct bench_scene scene;
    struct rmx_player *player;
    struct rmx_meter *meter;
    struct rmx_typeset *typeset;
    struct rmx_reveal *reveal;
    struct rmx_reveal_shown shown;
    struct rmx_ground output;
    long long frame;
};

static void open_stand(struct stand *stand, const char *name)
{
    char path[64];
    snprintf(path, sizeof(path), "scenes/%s.yaml", name);
    const struct bench_scene_params params = {
        .path = bench_path(path), .width = WIDTH, .height = HEIGHT, .until = RMX_LOAD_RENDERER};
    const struct rmx_settings settings = {.scene = params.path,
                                          .size = {.width = WIDTH, .height = HEIGHT}};
    const struct rmx_meter_params meter = {.settings = &settings, .context = bench_context()};
    if (!bench_open(&stand->scene, &params))
        exit(1);
    stand->player = rmx_player_create(stand->scene.generation);
    stand->meter = rmx_meter_create(&meter);
    stand->typeset = rmx_typeset_create(false);
    stand->reveal = rmx_reveal_create(rmx_context_device(bench_context()), NULL, stand->typeset);
    stand->shown = (struct rmx_reveal_shown){.player = stand->player,
                                             .holders = rmx_meter_holders(stand->meter),
                                             .shares = rmx_meter_measure(stand->meter, 0, FPS)};
    if (!stand->shown.shares ||
        !rmx_ground_init(&stand->output, RMX_FORMAT_RGBA8, WIDTH, HEIGHT, NULL))
        bench_fail("no reveal of %s", name);
}

static void close_stand(struct stand *stand)
{
    static unsigned char pixels[WIDTH * HEIGHT * 4];
    rmx_ground_finish(&stand->output, pixels);
    rmx_reveal_destroy(stand->reveal);
    rmx_typeset_destroy(stand->typeset);
    rmx_meter_destroy(stand->meter);
    rmx_player_destroy(stand->player);
    bench_close(&stand->scene);
}

static void show_frame(struct stand *stand, bool reveals)
{
    const struct rmx_renderer *renderer = stand->scene.generation->renderer;
    rmx_player_frame(stand->player, ++stand->frame, FPS);
    rmx_player_draw(stand->player);
    glBlitNamedFramebuffer(rmx_renderer_framebuffer(renderer), stand->output.framebuffer, 0, 0,
                           WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    if (reveals)
        rmx_reveal_draw(stand->reveal, &stand->shown, stand->output.framebuffer,
                        (int[4]){0, 0, WIDTH, HEIGHT});
    glFinish();
}

static double frames(struct stand *stand, bool reveals)
{
    double from_ms = bench_processor_ms();
    for (int i = 0; i < FRAMES; i++)
        show_frame(stand, reveals);
    return bench_processor_ms() - from_ms;
}

static void bench(struct stand *stand, const char *name, int rounds)
{
    double with[MOST_ROUNDS], without[MOST_ROUNDS];
    char what[96];
    frames(stand, true);
    int texts = rmx_typeset_made(stand->typeset);
    for (int r = 0; r < rounds; r++) {
        without[r] = frames(stand, false);
        with[r] = frames(stand, true);
    }
    if (rmx_typeset_made(stand->typeset) != texts)
        bench_fail("%s: a frame sets texts", name);
    double ratio = bench_median_ratio(with, without, rounds);
    printf("%-12s %7.2f ms a frame, %7.2f with the reveal\n", name,
           bench_median(without, rounds) / FRAMES, bench_median(with, rounds) / FRAMES);
    snprintf(what, sizeof(what), "%s: a frame with the reveal / without", name);
    bench_at_most(what, ratio, 1.10, "");
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 9;
    rounds = rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        struct stand stand = {0};
        open_stand(&stand, scenes[i]);
        bench(&stand, scenes[i], rounds);
        close_stand(&stand);
    }
    return 0;
}
