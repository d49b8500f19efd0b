// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/shrink.h"

#include "base/light.h"
#include "render/kernel.h"

#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { VALUES = 65536, MOST_WORKERS = 16 };

// A pixel, of which compilers work on all channels at once.
typedef float rgba __attribute__((vector_size(16), aligned(4)));

// sRGB (IEC 61966-2-1) of 16 bits, both ways, and the light of 8-bit values.
static float light_of_value[VALUES], light_of_byte[256];
static uint16_t value_of_light[VALUES];
static uint8_t byte_of_light[VALUES];
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static void make_tables(void)
{
    for (int i = 0; i < VALUES; i++) {
        light_of_value[i] = (float)rmx_light_of(i / 65535.0);
        value_of_light[i] = (uint16_t)lround(65535 * rmx_light_encoded(i / 65535.0));
        byte_of_light[i] = (uint8_t)((value_of_light[i] + 128) / 257);
    }
    for (int i = 0; i < 256; i++)
        light_of_byte[i] = light_of_value[i * 257];
}

struct job {
    struct rmx_pixels from, to;
    struct rmx_kernel across, up;
    bool is_encoded;
};

// Rows from `first` to before `end` of the canvas.
struct part {
    const struct job *job;
    int first, end;
    rgba *line; // a row of the picture as light, with what lies beyond its edges
    rgba *ring; // rows that are small across already, by their number modulo `rows`
    int *held;  // which row each one is
    int rows;
    pthread_t worker;
};

static float clamped(float value, float least, float most)
{
    float low = value < least ? least : value;
    return low > most ? most : low;
}

// Of light or a value from 0 to 1, in tables.
static int at(float share)
{
    return (int)(clamped(share, 0, 1) * (VALUES - 1) + 0.5f);
}

static float channel(const struct rmx_pixels *pixels, size_t i)
{
    return pixels->bytes_per_channel == 1 ? (float)((const uint8_t *)pixels->data)[i] / 255.0f
                                          : (float)((const uint16_t *)pixels->data)[i] / 65535.0f;
}

// Light with alpha multiplied in.
static rgba light_at(const struct job *job, size_t i)
{
    const struct rmx_pixels *from = &job->from;
    const uint8_t *bytes = (const uint8_t *)from->data + i;
    if (!job->is_encoded && from->bytes_per_channel == 1 && bytes[3] == 255)
        return (rgba){light_of_byte[bytes[0]], light_of_byte[bytes[1]], light_of_byte[bytes[2]], 1};
    rgba light = {channel(from, i), channel(from, i + 1), channel(from, i + 2),
                  channel(from, i + 3)};
    for (int c = 0; c < 3 && !job->is_encoded; c++)
        light[c] = light[3] > 0 ? light_of_value[at(light[c] / light[3])] * light[3] : 0;
    return light;
}

static void read_line(struct part *part, int row)
{
    const struct job *job = part->job;
    size_t start = (size_t)row * (size_t)job->from.width;
    rgba *line = part->line - job->across.low;
    for (int x = job->across.low; x <= job->across.high; x++)
        line[x] = light_at(job, 4 * (start + (size_t)rmx_kernel_at(&job->across.params, x)));
}

static rgba least_of(rgba a, rgba b)
{
    return (rgba){a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1], a[2] < b[2] ? a[2] : b[2],
                  a[3] < b[3] ? a[3] : b[3]};
}

static rgba most_of(rgba a, rgba b)
{
    return (rgba){a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1], a[2] > b[2] ? a[2] : b[2],
                  a[3] > b[3] ? a[3] : b[3]};
}

static rgba mean(const struct rmx_kernel_pixel *pixel, int count, const rgba *pixels)
{
    rgba sum = {0}, least = pixels[pixel->near], most = least;
    for (int k = 0; k < count; k++)
        sum += pixel->shares[k] * pixels[k];
    for (int k = pixel->near; k < pixel->near_end; k++) {
        least = least_of(least, pixels[k]);
        most = most_of(most, pixels[k]);
    }
    return least_of(most_of(sum, least), most) * pixel->coverage;
}

static void make_row(struct part *part, int row, rgba *out)
{
    const struct rmx_kernel *across = &part->job->across;
    read_line(part, rmx_kernel_at(&part->job->up.params, row));
    for (int x = 0; x < across->params.to; x++) {
        const struct rmx_kernel_pixel *pixel = &across->pixels[x];
        const rgba *first = part->line + (pixel->first - across->low);
        out[x] = pixel->coverage > 0 ? mean(pixel, across->count, first) : (rgba){0};
    }
}

static rgba *row_at(const struct part *part, int row)
{
    int slot = (row % part->rows + part->rows) % part->rows;
    return part->ring + (size_t)slot * (size_t)part->job->to.width;
}

static void need_row(struct part *part, int row)
{
    int *held = &part->held[(row % part->rows + part->rows) % part->rows];
    if (*held == row)
        return;
    make_row(part, row, row_at(part, row));
    *held = row;
}

static void store_channel(const struct rmx_pixels *to, size_t i, float value)
{
    float share = clamped(value, 0, 1);
    if (to->bytes_per_channel == 1)
        ((uint8_t *)to->data)[i] = (uint8_t)(255 * share + 0.5f);
    else
        ((uint16_t *)to->data)[i] = (uint16_t)(65535 * share + 0.5f);
}

// Eight bits by a table, of which a step is a twentieth of theirs at most.
static float value_of(const struct job *job, float light)
{
    if (job->to.bytes_per_channel == 1)
        return (float)value_of_light[at(light)] / (VALUES - 1);
    return (float)rmx_light_encoded(clamped(light, 0, 1));
}

static void store(const struct job *job, size_t i, rgba light)
{
    uint8_t *bytes = (uint8_t *)job->to.data + i;
    float alpha = clamped(light[3], 0, 1);
    if (!job->is_encoded && job->to.bytes_per_channel == 1 && alpha >= 1) {
        for (int c = 0; c < 3; c++)
            bytes[c] = byte_of_light[at(light[c])];
        bytes[3] = 255;
        return;
    }
    for (size_t c = 0; c < 3; c++) {
        float value = light[c];
        if (!job->is_encoded)
            value = alpha > 0 ? value_of(job, value / alpha) * alpha : 0;
        store_channel(&job->to, i + c, clamped(value, 0, alpha));
    }
    store_channel(&job->to, i + 3, alpha);
}

static void add_row(int length, float share, const rgba *restrict row, rgba *restrict sum)
{
    for (int i = 0; i < length; i++)
        sum[i] += share * row[i];
}

static void widen(int length, const rgba *restrict row, rgba *restrict least, rgba *restrict most)
{
    for (int i = 0; i < length; i++) {
        least[i] = least_of(least[i], row[i]);
        most[i] = most_of(most[i], row[i]);
    }
}

// A row of the canvas: sums over rows, each of which is read from its first pixel to its last.
static void draw_row(struct part *part, int y, rgba *sum, rgba *least, rgba *most)
{
    const struct job *job = part->job;
    const struct rmx_kernel_pixel *pixel = &job->up.pixels[y];
    int length = job->to.width;
    for (int i = 0; i < length; i++) {
        sum[i] = most[i] = (rgba){0};
        least[i] = (rgba){1e9f, 1e9f, 1e9f, 1e9f};
    }
    for (int k = 0; pixel->coverage > 0 && k < job->up.count; k++) {
        need_row(part, pixel->first + k);
        const rgba *row = row_at(part, pixel->first + k);
        add_row(length, pixel->shares[k], row, sum);
        if (k >= pixel->near && k < pixel->near_end)
            widen(length, row, least, most);
    }
    for (int x = 0; x < length; x++)
        store(job, 4 * ((size_t)y * (size_t)length + (size_t)x),
              least_of(most_of(sum[x], least[x]), most[x]) * pixel->coverage);
}

static void *draw_part(void *data)
{
    struct part *part = data;
    const struct job *job = part->job;
    size_t length = (size_t)job->to.width;
    part->rows = job->up.count;
    part->line = malloc(sizeof(rgba) * (size_t)(job->across.high - job->across.low + 1));
    part->ring = malloc(sizeof(rgba) * length * (size_t)part->rows);
    part->held = malloc(sizeof(int) * (size_t)part->rows);
    rgba *sums = malloc(sizeof(rgba) * length * 3);
    if (!part->line || !part->ring || !part->held || !sums)
        abort();
    for (int i = 0; i < part->rows; i++)
        part->held[i] = INT32_MIN;
    for (int y = part->first; y < part->end; y++)
        draw_row(part, y, sums, sums + length, sums + 2 * length);
    free(part->line);
    free(part->ring);
    free(part->held);
    free(sums);
    return NULL;
}

static int worker_count(int height)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int count = cores < 1 ? 1 : cores > MOST_WORKERS ? MOST_WORKERS : (int)cores;
    return count <= height / 16 ? count : height / 16 + 1;
}

static void draw(const struct job *job)
{
    struct part parts[MOST_WORKERS];
    int count = worker_count(job->to.height), height = job->to.height;
    bool is_running[MOST_WORKERS] = {false};
    for (int i = 0; i < count; i++)
        parts[i] =
            (struct part){.job = job, .first = height * i / count, .end = height * (i + 1) / count};
    for (int i = 1; i < count; i++)
        is_running[i] = pthread_create(&parts[i].worker, NULL, draw_part, &parts[i]) == 0;
    for (int i = 0; i < count; i++)
        if (!is_running[i])
            draw_part(&parts[i]);
    for (int i = 1; i < count; i++)
        if (is_running[i])
            pthread_join(parts[i].worker, NULL);
}

static struct rmx_kernel kernel_of(struct rmx_arena *arena, const struct rmx_fit_transform *fit,
                                   int axis, int from, int to, enum rmx_fit how)
{
    return rmx_kernel_make(arena, &(struct rmx_kernel_params){.from = from,
                                                              .to = to,
                                                              .scale = fit->scale[axis],
                                                              .offset = fit->offset[axis],
                                                              .repeats = how == RMX_FIT_TILE,
                                                              .has_bars = how == RMX_FIT_CONTAIN});
}

void rmx_shrink(const struct rmx_pixels *from, const struct rmx_pixels *to,
                const struct rmx_fit_transform *transform, enum rmx_fit fit, bool is_encoded)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct job job = {.from = *from, .to = *to, .is_encoded = is_encoded};
    pthread_once(&tables_once, make_tables);
    job.across = kernel_of(arena, transform, 0, from->width, to->width, fit);
    job.up = kernel_of(arena, transform, 1, from->height, to->height, fit);
    draw(&job);
    rmx_arena_destroy(arena);
}
