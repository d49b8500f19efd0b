// SPDX-License-Identifier: GPL-3.0-or-later
// Fragments at 1920 x 1080 beside what one would write by hand: shards in place, shuffled tiles,
// quads of which each has its own place, angle and size; and how the cost grows with their number.
//
//   bench_fragments [ROUNDS]
//   bench_fragments many [ROUNDS [COUNT [PICTURES [FRAMES]]]]
//   bench_fragments shards [ROUNDS]
//   bench_fragments mosaic
//
// `shards` draws only those in place, by processor time, beside the better way by hand.
// `many` draws only moving quads beside bare instances, 1,000,000 of 64 pictures unless told
// otherwise, and so many frames before it waits for the GPU (1).
// Something of the scene changes in every frame, so that each is drawn; cut and measure stand
// still.
#include "base/clock.h"
#include "bench/bench.h"
#include "bench/hand.h"
#include "bench/hand_fragments.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 1920, HEIGHT = 1080, MOST_ROUNDS = 200, WARM = 2, MOST_PICTURES = 256 };

static int frames = 1; // drawn before each wait
static double (*clock_ms)(void) = rmx_clock_ms;

struct stand {
    struct bench_scene scene;
    struct hand_fragments hand;
};

struct result {
    double ms[HAND_WAYS], ratios[HAND_WAYS]; // of ours; ours to each by hand
    double own_ms;
};

// Time in compute shaders, where it is measured: each is waited for.
static double compute_ms;
static PFNGLDISPATCHCOMPUTEPROC dispatch_compute;

static void timed_dispatch(GLuint x, GLuint y, GLuint z)
{
    glFinish();
    double start = rmx_clock_ms();
    dispatch_compute(x, y, z);
    glFinish();
    compute_ms += rmx_clock_ms() - start;
}

static void time_compute(bool on)
{
    dispatch_compute = dispatch_compute ? dispatch_compute : glDispatchCompute;
    glDispatchCompute = on ? timed_dispatch : dispatch_compute;
}

// Sources p0, p1 ... of the assets in turn, and all of them as what is cut.
static void add_pictures(struct rmx_text *text, int count)
{
    static const char *const assets[] = {"acanthus-mollis", "nagasaki-boats", "coffee",
                                         "chelsea-the-cat", "dust-bowl-home", "march-pastoral"};
    rmx_text_add(text, "sources:\n");
    for (int i = 0; i < count; i++)
        rmx_text_printf(text, "  p%d: asset:%s.jpg\n", i, assets[i % 6]);
    rmx_text_add(text, "layers:\n  - fragments:\n      from: [p0");
    for (int i = 1; i < count; i++)
        rmx_text_printf(text, ", p%d", i);
    rmx_text_add(text, "]\n");
}

static void open_pictures(struct bench_scene *scene, int pictures, const char *cut,
                          const char *rest)
{
    struct rmx_text text = {0};
    add_pictures(&text, pictures);
    rmx_text_printf(&text, "      cut: %s\n      at: (frame %% 7) / 7\n      %s\n", cut, rest);
    if (!bench_open(scene, &(struct bench_scene_params){.text = rmx_text_string(&text),
                                                        .width = WIDTH,
                                                        .height = HEIGHT,
                                                        .until = RMX_LOAD_RENDERER}))
        exit(1);
    rmx_text_finish(&text);
}

static void open_scene(struct bench_scene *scene, const char *cut, const char *rest)
{
    open_pictures(scene, 2, cut, rest);
}

static const struct rmx_step *drawing_step(const struct bench_scene *scene)
{
    const struct rmx_plan *plan = scene->generation->plan;
    for (int i = 0; i < plan->step_count; i++)
        if (plan->steps[i].fragments)
            return &plan->steps[i];
    bench_fail("no fragments in the plan");
}

// The pictures lie in the texture array that ours has filled.
static void open_stand(struct stand *stand, int picture_count, const char *cut, const char *rest)
{
    GLint pictures;
    open_pictures(&stand->scene, picture_count, cut, rest);
    bench_draw(&stand->scene, 0);
    glActiveTexture(GL_TEXTURE31);
    glGetIntegerv(GL_TEXTURE_BINDING_2D_ARRAY, &pictures);
    const struct rmx_step *step = drawing_step(&stand->scene);
    int seed = rmx_effect_input(step->effect, "seed");
    stand->hand.pictures = (GLuint)pictures;
    stand->hand.picture_count = picture_count;
    stand->hand.seed = step->instance->values[seed].constant[0];
    stand->hand.columns = step->fragments->still_grid[0];
    stand->hand.rows = step->fragments->still_grid[1];
}

static void draw(struct stand *stand, enum hand_way way, bool ours, long long frame)
{
    if (ours)
        bench_draw(&stand->scene, frame);
    else
        hand_fragments_draw(&stand->hand, way);
}

// `frames` of them, and the wait for the last one: ms of each.
static double draw_round(struct stand *stand, enum hand_way way, bool ours, int round)
{
    double start = clock_ms();
    for (int i = 0; i < frames; i++) {
        if (i)
            glFlush(); // as showing it would: else a driver may leave out what is drawn over
        draw(stand, way, ours, (long long)round * frames + i);
    }
    glFinish();
    return (clock_ms() - start) / frames;
}

// The share of the values of both pictures that are more than 8/255 apart.
static double difference(struct stand *stand, enum hand_way way)
{
    unsigned char *ours = malloc(WIDTH * HEIGHT * 4), *theirs = malloc(WIDTH * HEIGHT * 4);
    int past = 0;
    if (!ours || !theirs)
        bench_fail("no memory");
    draw(stand, way, true, 7);
    rmx_renderer_read(stand->scene.generation->renderer, ours);
    draw(stand, way, false, 7);
    glGetTextureImage(stand->hand.canvas, 0, GL_RGBA, GL_UNSIGNED_BYTE, WIDTH * HEIGHT * 4, theirs);
    for (int i = 0; i < WIDTH * HEIGHT * 4; i++)
        past += abs(ours[i] - theirs[i]) > 8;
    free(ours);
    free(theirs);
    return (double)past / (WIDTH * HEIGHT * 4);
}

static struct result measure(struct stand *stand, int first, int count, int rounds)
{
    static double own[MOST_ROUNDS], hand[HAND_WAYS][MOST_ROUNDS];
    struct result result = {0};
    for (int round = -WARM; round < rounds; round++) {
        int at = round < 0 ? 0 : round;
        own[at] = draw_round(stand, HAND_GATHER, true, round + 10);
        for (int way = first; way < first + count; way++)
            hand[way][at] = draw_round(stand, way, false, round);
    }
    for (int way = first; way < first + count; way++) {
        result.ratios[way] = bench_median_ratio(own, hand[way], rounds);
        result.ms[way] = bench_median(hand[way], rounds);
    }
    result.own_ms = bench_median(own, rounds);
    return result;
}

static void say(const char *what, const struct result *result, int way, double past)
{
    printf("%-34s %8.2f %8.2f %8.2f %10.3f %%\n", what, result->own_ms, result->ms[way],
           result->ratios[way], 100 * past);
}

static double shards(int count, int rounds)
{
    struct stand stand = {0};
    char cut[64];
    snprintf(cut, sizeof(cut), "{voronoi: {count: %d, seed: %d}}", count, HAND_CUT_SEED);
    open_stand(&stand, 2, cut, "arrange: in_place");
    hand_fragments_shards(&stand.hand, HAND_CUT_SEED);
    struct result result = measure(&stand, HAND_GATHER, 2, rounds);
    for (int way = HAND_GATHER; way <= HAND_MESH; way++) {
        char what[64];
        snprintf(what, sizeof(what), "%d shards / by hand, %s",
                 stand.hand.columns * stand.hand.rows, way == HAND_GATHER ? "gathered" : "a mesh");
        say(what, &result, way, difference(&stand, way));
    }
    hand_fragments_finish(&stand.hand);
    bench_close(&stand.scene);
    return fmax(result.ratios[HAND_GATHER], result.ratios[HAND_MESH]);
}

static double tiles(int rounds)
{
    struct stand stand = {0};
    open_stand(&stand, 2, "{grid: {count: 100000}}", "arrange: {shuffle: {seed: 7}}");
    hand_fragments_tiles(&stand.hand, HAND_CUT_SEED);
    struct result result = measure(&stand, HAND_TILES, 1, rounds);
    say("100,000 tiles / a pure function", &result, HAND_TILES, difference(&stand, HAND_TILES));
    hand_fragments_finish(&stand.hand);
    bench_close(&stand.scene);
    return result.ratios[HAND_TILES];
}

static const char quads_arrange[] =
    "arrange: {scatter: {amount: 0.5 + 0.001 * (frame % 7), stagger: 0, fall: 0, seed: 7}}";

static double arrange_ms(struct stand *stand, int rounds)
{
    static double ms[MOST_ROUNDS];
    time_compute(true);
    for (int i = 0; i < rounds; i++) {
        compute_ms = 0;
        draw_round(stand, HAND_QUADS, true, i + 10);
        ms[i] = compute_ms;
    }
    time_compute(false);
    return bench_median(ms, rounds);
}

// What differs is edges: ours cover their pixels in part, the bare ones whole, a pixel farther out.
// Its share grows as all edges together do, with the root of the number: 1.6 % of 104 quads, 4.7 %
// of 1,008, 14 % of 9,975.
static double quads(int rounds)
{
    struct stand stand = {0};
    open_stand(&stand, 2, "{grid: {count: 100000}}", quads_arrange);
    hand_fragments_quads(&stand.hand, HAND_CUT_SEED);
    struct result result = measure(&stand, HAND_QUADS, 1, rounds);
    say("100,000 quads / an instance each", &result, HAND_QUADS, difference(&stand, HAND_QUADS));
    double stage = arrange_ms(&stand, rounds);
    printf("%-34s %8.1f\n", "of that the arrange stage", stage);
    hand_fragments_finish(&stand.hand);
    bench_close(&stand.scene);
    return result.ratios[HAND_QUADS];
}

static void many(int rounds, int count, int pictures)
{
    struct stand stand = {0};
    char text[96];
    snprintf(text, sizeof(text), "{grid: {count: %d}}", count);
    open_stand(&stand, pictures, text, quads_arrange);
    hand_fragments_quads(&stand.hand, HAND_CUT_SEED);
    struct result result = measure(&stand, HAND_QUADS, 1, rounds);
    snprintf(text, sizeof(text), "%d quads of %d pictures", stand.hand.columns * stand.hand.rows,
             pictures);
    say(text, &result, HAND_QUADS, difference(&stand, HAND_QUADS));
    hand_fragments_finish(&stand.hand);
    bench_close(&stand.scene);
    snprintf(text, sizeof(text), "%d moving fragments / bare instances", count);
    bench_at_most(text, result.ratios[HAND_QUADS], 1.10, " x");
}

static double frame_ms(int count, int rounds, double (*now_ms)(void))
{
    static double ms[MOST_ROUNDS];
    struct bench_scene scene;
    char cut[64];
    snprintf(cut, sizeof(cut), "{grid: {count: %d}}", count);
    open_scene(&scene, cut, quads_arrange);
    for (int i = -WARM; i < rounds; i++) {
        double start = now_ms();
        bench_draw(&scene, i + 10);
        glFinish();
        ms[i < 0 ? 0 : i] = now_ms() - start;
    }
    bench_close(&scene);
    return bench_median(ms, rounds);
}

// The slope of a straight line through logarithms.
static double exponent(const double *counts, const double *ms, int count)
{
    double x = 0, y = 0, xx = 0, xy = 0;
    for (int i = 0; i < count; i++) {
        double a = log(counts[i]), b = log(ms[i]);
        x += a;
        y += b;
        xx += a * a;
        xy += a * b;
    }
    return (count * xy - x * y) / (count * xx - x * x);
}

static double growth(int rounds)
{
    enum { SIZES = 7 };
    static const double counts[SIZES] = {1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6};
    double ms[SIZES];
    for (int i = 0; i < SIZES; i++) {
        ms[i] = frame_ms((int)counts[i], rounds, rmx_clock_ms);
        printf("%9.0f fragments, all moving        %8.1f ms, %.3f us each\n", counts[i], ms[i],
               1e3 * ms[i] / counts[i]);
    }
    printf("exponent from 1,000: %.2f; from 100,000: %.2f\n", exponent(counts, ms, SIZES),
           exponent(counts + 4, ms + 4, 3));
    return exponent(counts + 4, ms + 4, 3);
}

// This program again, with drawing switched off: what the calls of a frame cost.
static double calls_ms(const char *program, int count)
{
    char number[16], answer[32] = "";
    int ends[2];
    snprintf(number, sizeof(number), "%d", count);
    if (pipe(ends) != 0)
        bench_fail("no pipe");
    pid_t child = fork();
    if (child == 0) {
        setenv("GALLIUM_NOOP", "true", 1); // Mesa's: commands are taken and nothing is drawn
        dup2(ends[1], STDOUT_FILENO);
        execl(program, program, "calls", number, (char *)NULL);
        _exit(1);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], answer, sizeof(answer) - 1) <= 0)
        bench_fail("no answer from %s", program);
    close(ends[0]);
    waitpid(child, NULL, 0);
    return atof(answer);
}

// From the cut to the arrange, and what the CPU chooses: processors' ms of the first frame.
static double mosaic_ms(const char *arrange)
{
    struct bench_scene scene;
    open_scene(&scene, "{grid: {count: 20000}}", arrange);
    glFinish();
    double start = bench_processor_ms();
    bench_draw(&scene, 0);
    glFinish();
    double ms = bench_processor_ms() - start;
    bench_close(&scene);
    return ms;
}

static void mosaic(void)
{
    static const char *const rules[] = {"", ", limit: 1", ", apart: 4", ", each: once"};
    double without = mosaic_ms("arrange: in_place");
    for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
        char arrange[128];
        snprintf(arrange, sizeof(arrange),
                 "arrange: {mosaic: {targetImage: asset:nagasaki-boats.jpg%s}}", rules[i]);
        printf("mosaic, 20,000 places and 20,000 fragments%-12s %8.0f ms of processors\n", rules[i],
               mosaic_ms(arrange) - without);
    }
}

static int number(int argc, char **argv, int at, int otherwise, int most)
{
    int value = argc > at ? atoi(argv[at]) : otherwise;
    if (value < 1 || value > most)
        bench_fail("'%s' is not 1 to %d", argv[at], most);
    return value;
}

static void head(int rounds)
{
    printf("fragments, %d x %d, %s: median of %d times %d frames\n%-34s %8s %8s %8s %12s\n", WIDTH,
           HEIGHT, rmx_context_device(bench_context())->renderer, rounds, frames, "", "ms",
           "by hand", "ratio", "differs");
}

static double worst_shards(int rounds)
{
    return fmax(shards(400, rounds), fmax(shards(2500, rounds), shards(10000, rounds)));
}

static void all(const char *program, int rounds)
{
    double few = calls_ms(program, 1000), more = calls_ms(program, 100000);
    head(rounds);
    double worst = worst_shards(rounds);
    double tile_ratio = tiles(rounds), quad_ratio = quads(rounds), slope = growth((rounds + 2) / 3);
    mosaic();
    bench_at_most("shards in place / by hand, the worst", worst, 1.10, " x");
    bench_at_most("100,000 tiles shuffled / a pure function", tile_ratio, 1.10, " x");
    bench_at_most("100,000 moving quads / bare instances", quad_ratio, 1.10, " x");
    bench_at_most("growth from 10^5 to 10^6 fragments, exponent", slope, 1.05, "");
    // Both are hundredths of a millisecond: their ratio is noise, what a fragment more costs is
    // not.
    bench_at_most("calls of a frame, each fragment more", 1e6 * (more - few) / 99e3, 0.5, " ns");
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "calls") == 0) {
        printf("%.4f\n", frame_ms(atoi(argv[2]), MOST_ROUNDS, bench_processor_ms));
    } else if (argc > 1 && strcmp(argv[1], "many") == 0) {
        int rounds = number(argc, argv, 2, 15, MOST_ROUNDS);
        frames = number(argc, argv, 5, 1, 1000);
        head(rounds);
        many(rounds, number(argc, argv, 3, 1000000, 1398101),
             number(argc, argv, 4, 64, MOST_PICTURES));
    } else if (argc > 1 && strcmp(argv[1], "shards") == 0) {
        int rounds = number(argc, argv, 2, 15, MOST_ROUNDS);
        clock_ms = bench_processor_ms;
        head(rounds);
        bench_at_most("shards in place / the better way", worst_shards(rounds), 1.05, " x");
    } else if (argc > 1 && strcmp(argv[1], "mosaic") == 0) {
        mosaic();
    } else {
        all(argv[0], number(argc, argv, 1, 15, MOST_ROUNDS));
    }
    return 0;
}
