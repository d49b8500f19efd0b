// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the pictures of two folders, name by name, as one line each.
//
//   gpu_compare FOLDER OTHER [SHARE]
//
// Every NAME.png of FOLDER must stand in OTHER, with the same size, and at most SHARE percent of
// its pixels (0) may have a channel past 2/255. Exits with 1 where one does not.
#include "media/image.h"

#include <glob.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 2, CHANNELS = 4 };

struct difference {
    int largest; // of any channel, in 255ths
    double past; // percent of the pixels
    double psnr; // dB; 999 where they are the same
};

static bool load(const char *folder, const char *name, struct rmx_image *image)
{
    char path[1024];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    const struct rmx_image_params params = {.path = path};
    return rmx_image_load(&params, image, NULL, NULL, 0) == RMX_IMAGE_OK &&
           image->bytes_per_channel == 1;
}

static struct difference compare(const struct rmx_image *a, const struct rmx_image *b)
{
    struct difference d = {0};
    double squares = 0;
    int pixels = a->width * a->height;
    for (int i = 0; i < pixels; i++) {
        int largest = 0;
        for (int c = 0; c < CHANNELS; c++) {
            int apart = abs(a->pixels[i * CHANNELS + c] - b->pixels[i * CHANNELS + c]);
            largest = apart > largest ? apart : largest;
            squares += apart * apart;
        }
        d.largest = largest > d.largest ? largest : d.largest;
        d.past += largest > MOST;
    }
    d.past *= 100.0 / pixels;
    d.psnr = squares > 0 ? 10 * log10(255.0 * 255.0 * CHANNELS * pixels / squares) : 999;
    return d;
}

// Whether it holds; says so.
static bool check(const char *folder, const char *other, const char *name, double share)
{
    struct rmx_image a = {0}, b = {0};
    bool held = false;
    if (!load(folder, name, &a) || !load(other, name, &b)) {
        printf("%-28s cannot be read\n", name);
    } else if (a.width != b.width || a.height != b.height) {
        printf("%-28s %d x %d, and %d x %d\n", name, a.width, a.height, b.width, b.height);
    } else {
        struct difference d = compare(&a, &b);
        held = d.past <= share;
        printf("%-28s %3d / 255  %8.4f %% past 2  %6.1f dB%s\n", name, d.largest, d.past, d.psnr,
               held ? "" : "  DIFFERS");
    }
    rmx_image_finish(&a);
    rmx_image_finish(&b);
    return held;
}

int main(int argc, char **argv)
{
    glob_t found;
    char pattern[1024];
    size_t held = 0;
    if (argc < 3) {
        fprintf(stderr, "usage: gpu_compare FOLDER OTHER [SHARE]\n");
        return 2;
    }
    snprintf(pattern, sizeof(pattern), "%s/*.png", argv[1]);
    if (!rmx_media_start() || glob(pattern, 0, NULL, &found) != 0) {
        fprintf(stderr, "gpu_compare: no pictures in %s\n", argv[1]);
        return 1;
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        held += check(argv[1], argv[2], strrchr(found.gl_pathv[i], '/') + 1,
                      argc > 3 ? atof(argv[3]) : 0);
    printf("%zu of %zu pictures agree\n", held, found.gl_pathc);
    bool all = held == found.gl_pathc;
    globfree(&found);
    return all ? 0 : 1;
}
