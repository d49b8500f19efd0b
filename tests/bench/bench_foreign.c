// SPDX-License-Identifier: GPL-3.0-or-later
// Eight files of eight authors at 1920 x 1080: in one pass, merged by hand, each a pass, and in one
// pass without answers to what GLSL leaves open.
//
//   bench_foreign [ROUNDS]
#include "base/clock.h"
#include "bench/bench.h"
#include "bench/hand.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 1920, HEIGHT = 1080, MOST_ROUNDS = 1000 };

#define PICTURE REMONTAGE_ROOT "/assets/nagasaki-boats.jpg"
#define CHAIN                                                                                      \
    "fish_one, torn_rows, wave_macro, m, bands, hue_spin, which_channel: {channel: 1}, crosshatch"

enum way { FUSED, HAND, UNFUSED, LEFT_OPEN, PLAIN, WAYS };
static const char *const names[WAYS] = {"fused", "merged by hand, the same clamps",
                                        "every file a pass", "fused, left open",
                                        "fused, not hoisted"};

// As the block of foreign.frag, std140.
struct block {
    float background[4];
    float size[2], scale[2], offset[2];
    float level, time;
    float power, rows, throw_, amp, split, count, depth, turn, saturation, hatch;
    int mirror_x, mirror_y, channel;
};

struct stand {
    struct bench_scene fused, unfused, left_open, plain;
    struct block block;
    GLuint program, picture, target, framebuffer, vertices, buffer;
};

static void set_up_hand(struct stand *stand)
{
    struct rmx_image image;
    const struct rmx_image_params params = {
        .path = PICTURE, .place_width = WIDTH, .place_height = HEIGHT, .cover = true};
    if (rmx_image_load(&params, &image, NULL, NULL, 0) != RMX_IMAGE_OK)
        bench_fail("%s cannot be read", PICTURE);
    const struct hand_block fit = hand_block_make(
        WIDTH, HEIGHT, (const int[]){image.width, image.height}, (const int[]){1, 1});
    stand->picture = hand_texture(image.width, image.height, image.pixels, false);
    rmx_image_finish(&image);
    stand->block = (struct block){
        .background = {0, 0, 0, 1},
        .size = {WIDTH, HEIGHT},
        .scale = {fit.first_scale[0], fit.first_scale[1]},
        .offset = {fit.first_offset[0], fit.first_offset[1]},
        .power = 0.3f,
        .rows = 24,
        .throw_ = 0.06f,
        .amp = 0.015f,
        .split = 0.5f,
        .count = 11,
        .depth = 0.5f,
        .turn = 0.3f,
        .saturation = 1.1f,
        .hatch = 7,
        .mirror_x = 1,
        .channel = 1,
    };
    stand->program = hand_program("foreign.frag");
    stand->target = hand_texture(WIDTH, HEIGHT, NULL, false);
    stand->framebuffer = hand_framebuffer(stand->target);
    glCreateVertexArrays(1, &stand->vertices);
    glCreateBuffers(1, &stand->buffer);
}

static void set_up(struct stand *stand)
{
    struct bench_scene_params params = {.path = PICTURE,
                                        .chain = CHAIN,
                                        .effects = REMONTAGE_ROOT "/tests/isf/foreign",
                                        .width = WIDTH,
                                        .height = HEIGHT,
                                        .until = RMX_LOAD_RENDERER};
    if (!bench_open(&stand->fused, &params))
        exit(1);
    if (stand->fused.generation->plan->pass_count != 1)
        bench_fail("the chain is no single pass");
    params.leaves_open = true;
    if (!bench_open(&stand->left_open, &params))
        exit(1);
    params.leaves_open = false;
    params.no_hoist = true;
    if (!bench_open(&stand->plain, &params))
        exit(1);
    params.no_hoist = false;
    params.no_fuse = true;
    if (!bench_open(&stand->unfused, &params))
        exit(1);
    set_up_hand(stand);
}

static void draw_by_hand(struct stand *stand, long long frame)
{
    stand->block.time = (float)((double)frame / 30.0);
    glNamedBufferData(stand->buffer, sizeof(stand->block), &stand->block, GL_STREAM_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, stand->buffer);
    glBindSamplers(0, 1, NULL);
    glBindTextures(0, 1, &stand->picture);
    glBindFramebuffer(GL_FRAMEBUFFER, stand->framebuffer);
    glViewport(0, 0, WIDTH, HEIGHT);
    glDisable(GL_DITHER);
    glBindVertexArray(stand->vertices);
    glUseProgram(stand->program);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void draw(struct stand *stand, enum way way, long long frame)
{
    struct bench_scene *const scenes[WAYS] = {[FUSED] = &stand->fused,
                                              [UNFUSED] = &stand->unfused,
                                              [LEFT_OPEN] = &stand->left_open,
                                              [PLAIN] = &stand->plain};
    if (way == HAND)
        draw_by_hand(stand, frame);
    else
        bench_draw(scenes[way], frame);
    glFinish();
}

// Whether the shader by hand really does what the files do.
static bool compare(struct stand *stand)
{
    unsigned char *ours = malloc(WIDTH * HEIGHT * 4), *theirs = malloc(WIDTH * HEIGHT * 4);
    if (!ours || !theirs)
        bench_fail("no memory");
    draw(stand, FUSED, 7);
    rmx_renderer_read(stand->fused.generation->renderer, ours);
    draw(stand, HAND, 7);
    glGetTextureImage(stand->target, 0, GL_RGBA, GL_UNSIGNED_BYTE, WIDTH * HEIGHT * 4, theirs);
    int past = 0;
    for (int i = 0; i < WIDTH * HEIGHT * 4; i++)
        past += abs(ours[i] - theirs[i]) > 2;
    double percent = 100.0 * past / (WIDTH * HEIGHT * 4);
    bench_at_most("fused = merged by hand, values past 2", percent, 0.5, " %");
    free(ours);
    free(theirs);
    return percent <= 0.5;
}

// Ratios are of processor time: what others do on the machine hardly counts.
static void print_table(double wall[WAYS][MOST_ROUNDS], double processor[WAYS][MOST_ROUNDS],
                        int rounds)
{
    double hand = bench_median_ratio(processor[FUSED], processor[HAND], rounds);
    double unfused = bench_median_ratio(processor[FUSED], processor[UNFUSED], rounds);
    double open = bench_median_ratio(processor[FUSED], processor[LEFT_OPEN], rounds);
    double hoisted = bench_median_ratio(processor[FUSED], processor[PLAIN], rounds);
    printf("eight files of others, %d x %d, %s: median of %d frames\n", WIDTH, HEIGHT,
           rmx_context_device(bench_context())->renderer, rounds);
    for (enum way way = 0; way < WAYS; way++)
        printf("%-34s %8.1f ms, processor %8.1f ms\n", names[way], bench_median(wall[way], rounds),
               bench_median(processor[way], rounds));
    bench_at_most("eight files fused / merged by hand", hand, 0.90, " x");
    bench_at_most("eight files fused / not hoisted", hoisted, 1.0, " x");
    bench_at_most("eight files fused / every file a pass", unfused, 0.45, " x");
    bench_at_most("eight files fused / left open", open, 1.03, " x");
}

int main(int argc, char **argv)
{
    static double wall[WAYS][MOST_ROUNDS], processor[WAYS][MOST_ROUNDS];
    static struct stand stand;
    int rounds = argc > 1 ? atoi(argv[1]) : 40;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        bench_fail("1 to %d rounds", MOST_ROUNDS);
    set_up(&stand);
    for (int round = -2; round < rounds; round++) {
        for (enum way way = 0; way < WAYS; way++) {
            double wall_ms = rmx_clock_ms(), processor_ms = bench_processor_ms();
            draw(&stand, way, round + 10);
            if (round < 0)
                continue; // the first frames compile
            wall[way][round] = rmx_clock_ms() - wall_ms;
            processor[way][round] = bench_processor_ms() - processor_ms;
        }
    }
    print_table(wall, processor, rounds);
    bool same = compare(&stand);
    bench_close(&stand.fused);
    bench_close(&stand.unfused);
    bench_close(&stand.left_open);
    bench_close(&stand.plain);
    return same ? 0 : 1;
}
