// SPDX-License-Identifier: GPL-3.0-or-later
// blur at 1920 x 1080, at several radii: ours, and the same four passes by hand.
//
//   bench_blur [ROUNDS]
//
// The radius changes a little in every frame, so that nothing may be kept; the picture below it
// stands still, and both sides read it from a texture of the canvas's size.
#include "base/clock.h"
#include "bench/bench.h"
#include "bench/hand.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 1920, HEIGHT = 1080, MOST_ROUNDS = 1000, RADII = 4 };

static const double radii[RADII] = {0.004, 0.02, 0.1, 0.3};

enum pass { LIGHT, ROWS, COLUMNS, ENLARGED, PASSES };

struct stand {
    struct bench_scene scene;
    GLuint programs[PASSES], picture, targets[PASSES], framebuffers[PASSES], vertices;
    int small[2], side;
    float axes[PASSES][4];
};

static double radius_at(int which, long long frame)
{
    return radii[which] * (1.0 + 0.01 * (double)(frame % 7) / 7.0);
}

// One axis of a small picture, as blur.fs and its header work it out.
static int make_axis(float *axis, double radius, int full, double share, int side)
{
    int count = (int)fmin(full, 4 + ceil(3.7 * share / radius));
    double margin = count < full ? 2 : 0, length = full / (count - 2 * margin);
    double deviation = 0.40853 * radius * HEIGHT;
    double later = (margin > 0 ? length * length / 3 : 0) + (side * side - 1) / 12.0;
    double rest = fmax(sqrt(fmax(deviation * deviation - later, 0)) / side, 1e-3);
    axis[0] = (float)(length / side);
    axis[1] = (float)margin;
    axis[2] = (float)(-0.5 / (rest * rest));
    axis[3] = (float)(3.5 * rest);
    return count;
}

static void make_target(struct stand *stand, enum pass pass, GLenum format, int width, int height)
{
    glDeleteFramebuffers(1, &stand->framebuffers[pass]);
    glDeleteTextures(1, &stand->targets[pass]);
    glCreateTextures(GL_TEXTURE_2D, 1, &stand->targets[pass]);
    GLuint texture = stand->targets[pass];
    glTextureStorage2D(texture, 1, format, width, height);
    glTextureParameteri(texture, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTextureParameteri(texture, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTextureParameteri(texture, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    stand->framebuffers[pass] = hand_framebuffer(texture);
}

static void plan_by_hand(struct stand *stand, double radius)
{
    int side = 1 << (int)fmin(4, floor(log2(fmax(1, 0.14 * radius * HEIGHT))));
    int width = make_axis(stand->axes[ROWS], radius, WIDTH, (double)WIDTH / HEIGHT, side);
    int height = make_axis(stand->axes[COLUMNS], radius, HEIGHT, 1, side);
    stand->axes[LIGHT][0] = (float)side;
    for (int i = 0; i < 2; i++) {
        stand->axes[ENLARGED][i] = 1 / (stand->axes[ROWS + i][0] * (float)side);
        stand->axes[ENLARGED][2 + i] = stand->axes[ROWS + i][1];
    }
    if (width == stand->small[0] && height == stand->small[1] && side == stand->side)
        return;
    stand->small[0] = width;
    stand->small[1] = height;
    stand->side = side;
    const int light[2] = {2 + (WIDTH + side - 1) / side, 2 + (HEIGHT + side - 1) / side};
    make_target(stand, LIGHT, GL_RGBA32F, light[0], light[1]);
    make_target(stand, ROWS, GL_RGBA32F, width, light[1]);
    make_target(stand, COLUMNS, GL_RGBA32F, width, height);
}

static void draw_pass(struct stand *stand, enum pass pass, int width, int height)
{
    glBindTextureUnit(0, pass == LIGHT ? stand->picture : stand->targets[pass - 1]);
    glBindFramebuffer(GL_FRAMEBUFFER, stand->framebuffers[pass]);
    glViewport(0, 0, width, height);
    glUseProgram(stand->programs[pass]);
    glUniform4fv(0, 1, stand->axes[pass]);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void draw_by_hand(struct stand *stand, double radius)
{
    plan_by_hand(stand, radius);
    glBindSamplers(0, 1, NULL);
    glDisable(GL_DITHER);
    glBindVertexArray(stand->vertices);
    const int light[2] = {2 + (WIDTH + stand->side - 1) / stand->side,
                          2 + (HEIGHT + stand->side - 1) / stand->side};
    draw_pass(stand, LIGHT, light[0], light[1]);
    draw_pass(stand, ROWS, stand->small[0], light[1]);
    draw_pass(stand, COLUMNS, stand->small[0], stand->small[1]);
    draw_pass(stand, ENLARGED, WIDTH, HEIGHT);
}

static void draw(struct stand *stand, bool ours, int which, long long frame)
{
    if (ours)
        bench_draw(&stand->scene, which * 1000 + frame);
    else
        draw_by_hand(stand, radius_at(which, frame));
    glFinish();
}

// The picture as ours has it below the blur: its own frame with the radius at 0.
static void take_picture(struct stand *stand)
{
    unsigned char *pixels = malloc(WIDTH * HEIGHT * 4);
    struct bench_scene plain;
    if (!pixels ||
        !bench_open(&plain, &(struct bench_scene_params){
                                .text = "layers: [{picture: asset:nagasaki-boats.jpg}]\n",
                                .width = WIDTH,
                                .height = HEIGHT,
                                .snap = true,
                                .until = RMX_LOAD_RENDERER}))
        exit(1);
    bench_draw(&plain, 0);
    rmx_renderer_read(plain.generation->renderer, pixels);
    stand->picture = hand_texture(WIDTH, HEIGHT, pixels, false);
    bench_close(&plain);
    free(pixels);
}

static void set_up(struct stand *stand)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, "layers:\n  - picture: asset:nagasaki-boats.jpg\n"
                        "    chain: {blur: {radius: (1 + 0.01 * (frame % 1000 % 7) / 7) * (");
    for (int i = 0; i < RADII; i++)
        rmx_text_printf(&text, "%s%g * (floor(frame / 1000) == %d)", i ? " + " : "", radii[i], i);
    rmx_text_add(&text, ")}}\n");
    if (!bench_open(&stand->scene, &(struct bench_scene_params){.text = rmx_text_string(&text),
                                                                .width = WIDTH,
                                                                .height = HEIGHT,
                                                                .until = RMX_LOAD_RENDERER}))
        exit(1);
    take_picture(stand);
    stand->programs[LIGHT] = hand_program("blur_light.frag");
    stand->programs[ROWS] = hand_program("blur_rows.frag");
    stand->programs[COLUMNS] = hand_program("blur_columns.frag");
    stand->programs[ENLARGED] = hand_program("blur_enlarged.frag");
    make_target(stand, ENLARGED, GL_RGBA8, WIDTH, HEIGHT);
    glCreateVertexArrays(1, &stand->vertices);
    rmx_text_finish(&text);
}

// The share of values past 2/255 where both are compared.
static double difference(struct stand *stand, int which)
{
    unsigned char *ours = malloc(WIDTH * HEIGHT * 4), *theirs = malloc(WIDTH * HEIGHT * 4);
    int past = 0;
    if (!ours || !theirs)
        bench_fail("no memory");
    draw(stand, true, which, 3);
    rmx_renderer_read(stand->scene.generation->renderer, ours);
    draw(stand, false, which, 3);
    glGetTextureImage(stand->targets[ENLARGED], 0, GL_RGBA, GL_UNSIGNED_BYTE, WIDTH * HEIGHT * 4,
                      theirs);
    for (int i = 0; i < WIDTH * HEIGHT * 4; i++)
        past += abs(ours[i] - theirs[i]) > 2;
    free(ours);
    free(theirs);
    return (double)past / (WIDTH * HEIGHT * 4);
}

struct result {
    double ms, ratio, busy_ratio; // of ours; to the one by hand
};

static struct result measure(struct stand *stand, int which, int rounds)
{
    static double wall[2][MOST_ROUNDS], busy[2][MOST_ROUNDS];
    for (int round = -2; round < rounds; round++) {
        for (int ours = 0; ours < 2; ours++) {
            double start = rmx_clock_ms(), busy_start = bench_processor_ms();
            draw(stand, ours, which, round + 10);
            if (round < 0)
                continue; // the first frames compile
            wall[ours][round] = rmx_clock_ms() - start;
            busy[ours][round] = bench_processor_ms() - busy_start;
        }
    }
    struct result result = {.ratio = bench_median_ratio(wall[1], wall[0], rounds),
                            .busy_ratio = bench_median_ratio(busy[1], busy[0], rounds)};
    result.ms = bench_median(wall[1], rounds);
    return result;
}

int main(int argc, char **argv)
{
    static struct stand stand;
    struct result results[RADII];
    double worst = 0;
    bool same = true;
    int rounds = argc > 1 ? atoi(argv[1]) : 30;
    if (rounds < 1 || rounds > MOST_ROUNDS - 20)
        bench_fail("1 to %d rounds", MOST_ROUNDS - 20);
    set_up(&stand);
    printf("blur, %d x %d, %s: median of %d frames\n%8s %8s %8s %12s %12s\n", WIDTH, HEIGHT,
           rmx_context_device(bench_context())->renderer, rounds, "radius", "ms", "x hand",
           "CPU x hand", "differs");
    for (int i = 0; i < RADII; i++) {
        results[i] = measure(&stand, i, rounds);
        double past = difference(&stand, i);
        printf("%8g %8.1f %8.2f %12.2f %10.4f %%\n", radii[i], results[i].ms, results[i].ratio,
               results[i].busy_ratio, 100 * past);
        worst = fmax(worst, results[i].ratio);
        same &= past < 0.005;
    }
    bench_at_most("blur / by hand, the worst radius", worst, 1.10, " x");
    bench_at_most("radius 0.3 / radius 0.004", results[3].ms / results[0].ms, 1.0, " x");
    bench_close(&stand.scene);
    return same ? 0 : 1;
}
