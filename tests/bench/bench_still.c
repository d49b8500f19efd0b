// SPDX-License-Identifier: GPL-3.0-or-later
// A still of 3840 x 2160 from two JPEGs to a PNG: our whole process against a bare program's.
//
//   bench_still [RUNS]
//
// The runs alternate; caches are warm. The bare program (bare_still.c) does this one job alone.
#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "bench/hand.h"
#include "write/still.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 3840, HEIGHT = 2160, MOST_RUNS = 200 };

// A photograph of the assets as large as the still.
static void make_picture(const char *asset, const char *name)
{
    struct rmx_image image;
    const struct rmx_image_params params = {
        .path = asset, .place_width = WIDTH, .place_height = HEIGHT, .cover = true};
    unsigned char *pixels = malloc((size_t)WIDTH * HEIGHT * 4);
    char why[200] = "no memory";
    if (!pixels || rmx_image_load(&params, &image, NULL, why, sizeof(why)) != RMX_IMAGE_OK)
        bench_fail("%s: %s", asset, why);
    for (size_t y = 0; y < HEIGHT; y++)
        memcpy(pixels + y * WIDTH * 4, image.pixels + y * (size_t)image.width * 4, WIDTH * 4);
    rmx_image_finish(&image);
    const struct rmx_picture picture = {WIDTH, HEIGHT, RMX_PIXELS_RGBA8, pixels, false};
    if (!rmx_still_write(name, &picture, &(struct rmx_still_params){0}, why, sizeof(why)))
        bench_fail("%s", why);
    free(pixels);
}

static void make_scene(void)
{
    struct rmx_text text = {0};
    rmx_text_printf(&text, hand_scene, "first.jpg", "second.jpg");
    if (!rmx_file_write("scene.yaml", text.data, text.length))
        bench_fail("cannot write scene.yaml");
    rmx_text_finish(&text);
}

struct times {
    double wall[MOST_RUNS], processor[MOST_RUNS];
};

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void run(char *const *arguments, struct times *times, int i)
{
    pid_t child;
    int status;
    struct rusage usage;
    extern char **environ;
    double from_ms = rmx_clock_ms();
    if (posix_spawn(&child, arguments[0], NULL, NULL, arguments, environ) != 0 ||
        wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status))
        bench_fail("%s failed", arguments[0]);
    if (i < 0)
        return;
    times->wall[i] = rmx_clock_ms() - from_ms;
    times->processor[i] = 1e3 * (seconds(usage.ru_utime) + seconds(usage.ru_stime));
}

static struct rmx_image read_back(const char *path)
{
    struct rmx_image image;
    if (rmx_image_load(&(struct rmx_image_params){.path = path}, &image, NULL, NULL, 0) !=
        RMX_IMAGE_OK)
        bench_fail("%s cannot be read", path);
    return image;
}

static double share_past(void)
{
    struct rmx_image ours = read_back("ours.png"), bare = read_back("bare.png");
    size_t past = 0, count = (size_t)WIDTH * HEIGHT * 4;
    for (size_t i = 0; i < count; i++)
        past += abs(ours.pixels[i] - bare.pixels[i]) > 2;
    rmx_image_finish(&ours);
    rmx_image_finish(&bare);
    return 100.0 * (double)past / (double)count;
}

static double megabytes(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (double)info.st_size / 1e6 : 0;
}

static void print_row(const char *name, struct times *times, int runs, const char *file)
{
    printf("%-20s %8.0f %8.0f %8.2f\n", name, bench_median(times->wall, runs),
           bench_median(times->processor, runs), megabytes(file));
}

int main(int argc, char **argv)
{
    static struct times ours, bare;
    int runs = argc > 1 ? atoi(argv[1]) : 11;
    if (runs < 1 || runs > MOST_RUNS || chdir(bench_folder()) != 0)
        bench_fail("1 to %d runs, and a folder", MOST_RUNS);
    rmx_media_start();
    make_picture(REMONTAGE_ROOT "/assets/nagasaki-boats.jpg", "first.jpg");
    make_picture(REMONTAGE_ROOT "/assets/french-alpine-landscape.jpg", "second.jpg");
    make_scene();
    char *const our_call[] = {REMONTAGE_BINARY, "render", "scene.yaml", "--size", "3840x2160",
                              "--quiet",        "-o",     "ours.png",   NULL};
    char *const bare_call[] = {REMONTAGE_BARE, "first.jpg", "second.jpg", "bare.png",
                               "3840",         "2160",      NULL};
    for (int i = -2; i < runs; i++) {
        run(our_call, &ours, i);
        run(bare_call, &bare, i);
    }
    double ratio = bench_median_ratio(ours.wall, bare.wall, runs);
    double processor = bench_median_ratio(ours.processor, bare.processor, runs);
    printf("a still of the chain, %d x %d, two JPEGs to a PNG: median of %d processes\n", WIDTH,
           HEIGHT, runs);
    printf("%-20s %8s %8s %8s\n", "", "ms", "CPU ms", "MB");
    print_row("remontage render", &ours, runs, "ours.png");
    print_row("bare program", &bare, runs, "bare.png");
    printf("processor time, ours / bare %.3f; %.4f %% of the values differ by more than 2\n",
           processor, share_past());
    bench_at_most("the process of a 4K still, ours / bare", ratio, 1.1, " x");
    return 0;
}
