// SPDX-License-Identifier: GPL-3.0-or-later
// A chain of eight: ours in one pass, and what else one could do.
//
//   bench_chain [ROUNDS [WIDTHxHEIGHT [FRAMES]]]
//
// Without a size 1920 x 1080. Every round draws one frame each way, so that what the machine does
// beside it falls on all of them, and waits until the GPU has finished it. FRAMES: so many are
// drawn before it waits, for a GPU that takes less time for one than the waiting.
#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "bench/hand.h"
#include "runtime/specialise.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 1000 };

static int width = 1920, height = 1080, frames = 1;

enum way { FUSED, SPECIAL, HAND, PLAIN, UNFUSED, COPY, WAYS };
static const char *const names[WAYS] = {
    "ours, fused",
    "the same, specialised",
    "by hand, the same contract",
    "by hand, without alpha and clamps",
    "ours, every effect a pass",
    "copying one picture",
};

struct stand {
    struct bench_scene fused, special, unfused;
    struct hand_block block;
    GLuint programs[WAYS], first, second, target, framebuffer, vertices, buffer;
};

#define FIRST "nagasaki-boats.jpg"
#define SECOND "french-alpine-landscape.jpg"

// The picture as the engine gets it: large enough to cover the canvas.
static GLuint load(const char *path, int *size)
{
    struct rmx_image image;
    const struct rmx_image_params params = {
        .path = path, .place_width = width, .place_height = height, .cover = true};
    if (rmx_image_load(&params, &image, NULL, NULL, 0) != RMX_IMAGE_OK)
        bench_fail("%s cannot be read", path);
    size[0] = image.width;
    size[1] = image.height;
    GLuint texture = hand_texture(image.width, image.height, image.pixels, false);
    rmx_image_finish(&image);
    return texture;
}

static void set_up(struct stand *stand)
{
    struct rmx_arena *arena = rmx_arena_create();
    char *text = rmx_arena_printf(arena, hand_scene, "asset:" FIRST, "asset:" SECOND);
    struct bench_scene_params params = {
        .text = text, .width = width, .height = height, .until = RMX_LOAD_RENDERER};
    if (!bench_open(&stand->fused, &params))
        exit(1);
    if (!bench_open(&stand->special, &params))
        exit(1);
    rmx_generation_specialise(stand->special.generation, 0, 10, 30, NULL);
    params.no_fuse = true;
    if (!bench_open(&stand->unfused, &params))
        exit(1);
    int first[2], second[2];
    stand->first = load(bench_path("assets/" FIRST), first);
    stand->second = load(bench_path("assets/" SECOND), second);
    stand->block = hand_block_make(width, height, first, second);
    stand->programs[HAND] = hand_program("chain.frag");
    stand->programs[PLAIN] = hand_program("chain_plain.frag");
    stand->programs[COPY] = hand_program("copy.frag");
    stand->target = hand_texture(width, height, NULL, false);
    stand->framebuffer = hand_framebuffer(stand->target);
    glCreateVertexArrays(1, &stand->vertices);
    glCreateBuffers(1, &stand->buffer);
    rmx_arena_destroy(arena);
}

static void draw_by_hand(struct stand *stand, enum way way, long long frame)
{
    hand_block_turn(&stand->block, frame);
    glNamedBufferData(stand->buffer, sizeof(stand->block), &stand->block, GL_STREAM_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, stand->buffer);
    glBindSamplers(0, 2, NULL);
    glBindTextures(0, 2, (const GLuint[]){stand->first, stand->second});
    glBindFramebuffer(GL_FRAMEBUFFER, stand->framebuffer);
    glViewport(0, 0, width, height);
    glDisable(GL_DITHER);
    glBindVertexArray(stand->vertices);
    glUseProgram(stand->programs[way]);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void draw(struct stand *stand, enum way way, long long frame)
{
    if (way == FUSED)
        bench_draw(&stand->fused, frame);
    else if (way == SPECIAL)
        bench_draw(&stand->special, frame);
    else if (way == UNFUSED)
        bench_draw(&stand->unfused, frame);
    else
        draw_by_hand(stand, way, frame);
}

// Several frames, and the wait for the last of them.
static void draw_round(struct stand *stand, enum way way, int round)
{
    for (int i = 0; i < frames; i++) {
        if (i)
            glFlush(); // as showing it would: else a driver may leave out what is drawn over
        draw(stand, way, (long long)round * frames + i);
    }
    glFinish();
}

static size_t bytes(void)
{
    return (size_t)width * (size_t)height * 4;
}

static double difference(struct stand *stand, const unsigned char *ours, unsigned char *theirs,
                         enum way way)
{
    draw(stand, way, 7);
    if (way == UNFUSED || way == SPECIAL)
        rmx_renderer_read(
            (way == SPECIAL ? &stand->special : &stand->unfused)->generation->renderer, theirs);
    else
        glGetTextureImage(stand->target, 0, GL_RGBA, GL_UNSIGNED_BYTE, (GLsizei)bytes(), theirs);
    int largest = 0, past = 0;
    for (int i = 0; i < (int)bytes(); i++) {
        int d = abs(ours[i] - theirs[i]);
        largest = d > largest ? d : largest;
        past += d > 2;
    }
    printf("%-34s largest difference %d / 255, %.4f %% of the values past 2\n", names[way], largest,
           100.0 * past / (double)bytes());
    return 100.0 * past / (double)bytes();
}

// Whether the shader by hand really does what ours does.
static bool compare(struct stand *stand)
{
    unsigned char *ours = malloc(bytes()), *theirs = malloc(bytes());
    if (!ours || !theirs)
        bench_fail("no memory");
    draw(stand, FUSED, 7);
    rmx_renderer_read(stand->fused.generation->renderer, ours);
    bool same = difference(stand, ours, theirs, HAND) < 0.5;
    difference(stand, ours, theirs, SPECIAL);
    same &= memcmp(ours, theirs, bytes()) == 0;
    difference(stand, ours, theirs, PLAIN);
    difference(stand, ours, theirs, UNFUSED);
    free(ours);
    free(theirs);
    return same;
}

// Ratios are medians of each round's own, so that a busy moment falls on both sides.
static void print_table(double wall[WAYS][MOST_ROUNDS], double processor[WAYS][MOST_ROUNDS],
                        int rounds, double special_ms)
{
    double fused = bench_median_ratio(processor[FUSED], processor[HAND], rounds);
    double special = bench_median_ratio(processor[SPECIAL], processor[HAND], rounds);
    double unfused = bench_median_ratio(wall[UNFUSED], wall[FUSED], rounds);
    double times[WAYS], busy_times[WAYS];
    for (enum way way = 0; way < WAYS; way++) {
        times[way] = bench_median_ratio(wall[way], wall[HAND], rounds);
        busy_times[way] = bench_median_ratio(processor[way], processor[HAND], rounds);
    }
    printf("chain of eight, %d x %d, %s: median of %d times %d frames\n", width, height,
           rmx_context_device(bench_context())->renderer, rounds, frames);
    printf("%-34s %8s %8s %10s %8s\n", "", "ms", "x hand", "CPU ms", "x hand");
    for (enum way way = 0; way < WAYS; way++)
        printf("%-34s %8.3f %8.2f %10.3f %8.2f\n", names[way], bench_median(wall[way], rounds),
               times[way], bench_median(processor[way], rounds), busy_times[way]);
    char what[64];
    snprintf(what, sizeof(what), "fused / by hand, chain of eight at %dx%d", width, height);
    bench_at_most(what, fused, 0.80, " x");
    printf(
        "before: fused 1.06 x the shader by hand without flat numbers, 0.79 with them; 0.62 with "
        "constants by hand; specialising took %.0f ms\n",
        special_ms);
    snprintf(what, sizeof(what), "specialised / by hand, chain of eight at %dx%d", width, height);
    bench_at_most(what, special, 0.80, " x");
    snprintf(what, sizeof(what), "every effect a pass / fused at %dx%d", width, height);
    bench_at_least(what, unfused, 2.5, " x");
}

// The rounds.
static int read_arguments(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 40;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        bench_fail("1 to %d rounds", MOST_ROUNDS);
    if (argc > 2 && (sscanf(argv[2], "%dx%d", &width, &height) != 2 || width < 1 || height < 1))
        bench_fail("a size is WIDTHxHEIGHT, as 1920x1080");
    frames = argc > 3 ? atoi(argv[3]) : frames;
    if (frames < 1)
        bench_fail("1 frame at least");
    return rounds;
}

int main(int argc, char **argv)
{
    static double wall[WAYS][MOST_ROUNDS], processor[WAYS][MOST_ROUNDS];
    static struct stand stand;
    int rounds = read_arguments(argc, argv);
    set_up(&stand);
    for (int round = -2; round < rounds; round++) {
        for (enum way way = 0; way < WAYS; way++) {
            double wall_ms = rmx_clock_ms(), processor_ms = bench_processor_ms();
            draw_round(&stand, way, round + 10);
            if (round < 0)
                continue; // the first frames compile
            wall[way][round] = (rmx_clock_ms() - wall_ms) / frames;
            processor[way][round] = (bench_processor_ms() - processor_ms) / frames;
        }
    }
    print_table(wall, processor, rounds, stand.special.generation->special_ms);
    bool same = compare(&stand);
    bench_close(&stand.fused);
    bench_close(&stand.special);
    bench_close(&stand.unfused);
    return same ? 0 : 1;
}
