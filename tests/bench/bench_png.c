// SPDX-License-Identifier: GPL-3.0-or-later
// PNG of photographs at 3840 x 2160: ours against stb_image_write's default, in the same run.
//
//   bench_png [PHOTOGRAPH...]
//
// Both write a file without syncing it. stb is handed RGB rows in its own order, which costs it
// nothing here; ours starts from RGBA as it is read back.
#include "base/clock.h"
#include "bench/bench.h"
#include "media/image.h"
#include "write/png.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

enum { WIDTH = 3840, HEIGHT = 2160, OUR_RUNS = 15, STB_RUNS = 2 };

static unsigned char rgba[HEIGHT][WIDTH][4]; // from the bottom
static unsigned char rgb[HEIGHT][WIDTH][3];  // from the top
static char path[] = "/tmp/rmx_bench_XXXXXX";

static bool fill(const char *photograph)
{
    struct rmx_image image;
    char why[200];
    struct rmx_image_params params = {
        .path = photograph, .place_width = WIDTH, .place_height = HEIGHT, .cover = true};
    if (rmx_image_load(&params, &image, NULL, why, sizeof why) != RMX_IMAGE_OK) {
        fprintf(stderr, "%s: %s\n", photograph, why);
        return false;
    }
    size_t left = (size_t)(image.width - WIDTH) / 2, below = (size_t)(image.height - HEIGHT) / 2;
    for (size_t y = 0; y < HEIGHT; y++) {
        memcpy(rgba[y], image.pixels + ((below + y) * (size_t)image.width + left) * 4, WIDTH * 4);
        for (size_t x = 0; x < WIDTH; x++)
            memcpy(rgb[HEIGHT - 1 - y][x], rgba[y][x], 3);
    }
    rmx_image_finish(&image);
    return true;
}

static bool by_stb(void)
{
    return stbi_write_png(path, WIDTH, HEIGHT, 3, rgb, 0);
}

static bool by_us(void)
{
    FILE *file = fopen(path, "wb");
    struct rmx_png_params params = {
        .width = WIDTH, .height = HEIGHT, .pixels = rgba[0][0], .compress = 1};
    bool whole = file && rmx_png_write(fileno(file), &params);
    return file && fclose(file) == 0 && whole;
}

struct result {
    double ms, megabytes;
};

// The best of some runs: the machine's other work only ever adds.
static struct result measure(bool (*write_png)(void), int runs)
{
    struct result result = {INFINITY, 0};
    for (int i = 0; i < runs; i++) {
        double start = rmx_clock_ms();
        if (!write_png())
            abort();
        result.ms = fmin(result.ms, rmx_clock_ms() - start);
    }
    struct stat info;
    if (stat(path, &info) == 0)
        result.megabytes = (double)info.st_size / 1e6;
    return result;
}

static const char *file_name(const char *photograph)
{
    const char *slash = strrchr(photograph, '/');
    return slash ? slash + 1 : photograph;
}

int main(int count, char **arguments)
{
    static char *usual[] = {"", REMONTAGE_ROOT "/assets/acanthus-mollis.jpg",
                            REMONTAGE_ROOT "/assets/nagasaki-boats.jpg",
                            REMONTAGE_ROOT "/assets/coffee.jpg"};
    char **photographs = count > 1 ? arguments : usual;
    count = count > 1 ? count : (int)(sizeof usual / sizeof *usual);
    int fd = mkstemp(path);
    if (fd < 0 || close(fd) != 0)
        return 1;
    double product = 1;
    bool larger = false;
    printf("PNG of 3840 x 2160, best of %d and %d runs\n", STB_RUNS, OUR_RUNS);
    printf("%-28s %9s %7s %9s %7s %8s\n", "", "stb ms", "MB", "ours ms", "MB", "ratio");
    for (int i = 1; i < count; i++) {
        if (!fill(photographs[i]))
            return 66;
        struct result stb = measure(by_stb, STB_RUNS), ours = measure(by_us, OUR_RUNS);
        printf("%-28s %9.0f %7.2f %9.1f %7.2f %7.1fx\n", file_name(photographs[i]), stb.ms,
               stb.megabytes, ours.ms, ours.megabytes, stb.ms / ours.ms);
        product *= stb.ms / ours.ms;
        larger |= ours.megabytes > stb.megabytes;
    }
    printf("%s\n", larger ? "a file is LARGER than stb's" : "no file is larger than stb's");
    bench_at_least("PNG at 4K, stb's default / ours", pow(product, 1.0 / (count - 1)), 18, " x");
    unlink(path);
    return 0;
}
