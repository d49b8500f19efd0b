// SPDX-License-Identifier: GPL-3.0-or-later
// In which light the levels of pictures are averaged.
#include "tiny_plan.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 5 * 5 };

struct fixture {
    struct rmx_context *context;
    struct rmx_arena *arena;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){tiny_context(), rmx_arena_create()};
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    rmx_context_destroy(fixture->context);
    rmx_arena_destroy(fixture->arena);
    return 0;
}

// A picture, whether the renderer takes it as a stored one (straight alpha) or as a source's
// (premultiplied), and in which light it is averaged.
struct picture {
    int width, height;
    bool is_stored, is_encoded;
    unsigned char pixels[MOST * 4];
};

static struct rmx_renderer *renderer_for(struct fixture *fixture, const struct picture *picture)
{
    struct rmx_plan *plan =
        tiny_plan(fixture->arena,
                  picture->is_stored ? "0 copy s0 | 1 squeeze p0 mips" : "0 squeeze s0 mips", 1);
    struct rmx_scene *scene = RMX_NEW(fixture->arena, struct rmx_scene, 1);
    *scene = *plan->scene;
    scene->encoded_light = picture->is_encoded;
    plan->scene = scene;
    return tiny_renderer(fixture->context, plan, picture->width, picture->height, NULL);
}

// The picture's last level, a single pixel.
static void draw(struct rmx_renderer *renderer, const struct picture *picture, unsigned char *pixel)
{
    struct rmx_image image = {.width = picture->width,
                              .height = picture->height,
                              .bytes_per_channel = 1,
                              .pixels = (unsigned char *)picture->pixels};
    unsigned char block[2 * TINY_BLOCK] = {0}, pixels[MOST * 4];
    tiny_level(block, picture->is_stored, 8);
    assert_true(rmx_renderer_upload(renderer, 0, &image));
    rmx_renderer_draw(renderer, block);
    assert_true(rmx_renderer_read(renderer, pixels));
    memcpy(pixel, pixels, 4);
}

static void shrink(struct fixture *fixture, const struct picture *picture, unsigned char *pixel)
{
    struct rmx_renderer *renderer = renderer_for(fixture, picture);
    draw(renderer, picture, pixel);
    rmx_renderer_destroy(renderer);
}

static double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double encoded(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

// What it is by the definition: the mean of all pixels' light, each weighed by its alpha.
static void mean(const struct picture *picture, double *out)
{
    double sum[3] = {0}, alpha = 0;
    int count = picture->width * picture->height;
    for (int i = 0; i < count; i++) {
        const unsigned char *p = picture->pixels + i * 4;
        for (int c = 0; c < 3; c++) {
            double value = picture->is_stored ? p[c] / 255.0 : p[3] ? (double)p[c] / p[3] : 0;
            sum[c] += (picture->is_encoded ? value : linear(value)) * p[3];
        }
        alpha += p[3];
    }
    for (int c = 0; c < 3; c++) {
        double value = alpha > 0 ? sum[c] / alpha : 0;
        value = picture->is_encoded ? value : encoded(value);
        out[c] = picture->is_stored ? value * 255 : value * alpha / count;
    }
    out[3] = alpha / count;
}

// Two pixels side by side, and what they shrink to.
static const struct {
    const char *law;
    unsigned char two[8];
    bool is_stored;
    unsigned char linear[4], encoded[4];
} pairs[] = {
    {"black and white",
     {0, 0, 0, 255, 255, 255, 255, 255},
     false,
     {188, 188, 188, 255},
     {128, 128, 128, 255}},
    {"red and lime",
     {255, 0, 0, 255, 0, 255, 0, 255},
     false,
     {188, 188, 0, 255},
     {128, 128, 0, 255}},
    {"the same where it is stored",
     {255, 0, 0, 255, 0, 255, 0, 255},
     true,
     {188, 188, 0, 255},
     {128, 128, 0, 255}},
    {"white and nothing",
     {255, 255, 255, 255, 0, 0, 0, 0},
     false,
     {128, 128, 128, 128},
     {128, 128, 128, 128}},
    {"a colour without alpha leaves no rim",
     {255, 0, 0, 0, 0, 255, 0, 255},
     true,
     {0, 255, 0, 128},
     {0, 255, 0, 128}},
    {"nothing", {0}, false, {0}, {0}},
    {"nothing that is stored", {0}, true, {0}, {0}},
};

static void two_pixels_shrink_to_their_light(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (int light = 0; light < 2; light++) {
            struct picture picture = {2, 1, pairs[i].is_stored, light, {0}};
            unsigned char pixel[4];
            memcpy(picture.pixels, pairs[i].two, 8);
            shrink(fixture, &picture, pixel);
            const unsigned char *wanted = light ? pairs[i].encoded : pairs[i].linear;
            for (int c = 0; c < 4; c++)
                if (abs(pixel[c] - wanted[c]) > (wanted[c] == 128)) // 127.5 goes either way
                    fail_msg("%s%s: %d %d %d %d", pairs[i].law, light ? ", encoded" : "", pixel[0],
                             pixel[1], pixel[2], pixel[3]);
        }
}

// Each level is rounded: a value away for each.
static void any_picture_shrinks_to_its_mean(void **state)
{
    struct fixture *fixture = *state;
    static const int sizes[][2] = {{2, 2}, {3, 3}, {3, 2}, {1, 3}, {5, 5}, {4, 5}, {5, 1}};
    unsigned random = 1;
    for (size_t i = 0; i < 4 * sizeof sizes / sizeof *sizes; i++) {
        const int *size = sizes[i / 4];
        struct picture picture = {size[0], size[1], i & 1, i & 2, {0}};
        for (int k = 0; k < size[0] * size[1] * 4; k++) {
            random = random * 1664525 + 1013904223;
            picture.pixels[k] = (unsigned char)(random >> 24);
        }
        for (int k = 0; !(i & 1) && k < size[0] * size[1]; k++) // premultiplied: none above alpha
            for (int c = 0; c < 3; c++)
                picture.pixels[4 * k + c] =
                    (unsigned char)(picture.pixels[4 * k + c] * picture.pixels[4 * k + 3] / 255);
        unsigned char pixel[4];
        double wanted[4];
        shrink(fixture, &picture, pixel);
        mean(&picture, wanted);
        for (int c = 0; c < 4; c++)
            if (fabs(pixel[c] - wanted[c]) > (size[0] > 3 ? 1.6 : 0.6))
                fail_msg("%d x %d%s%s: channel %d is %d, not %.2f", size[0], size[1],
                         i & 1 ? ", stored" : "", i & 2 ? ", encoded" : "", c, pixel[c], wanted[c]);
    }
}

static void one_colour_stays_to_the_bit(void **state)
{
    struct fixture *fixture = *state;
    for (int way = 0; way < 4; way++) {
        struct picture picture = {3, 5, way & 1, false, {0}};
        struct rmx_renderer *renderer = renderer_for(fixture, &picture);
        for (int value = 0; value < 256; value++) {
            const int alpha = way & 2 ? value / 2 + 128 : 255;
            const unsigned char colour[4] = {(unsigned char)value, (unsigned char)(value / 3), 0,
                                             (unsigned char)alpha};
            unsigned char pixel[4];
            for (int k = 0; k < 15; k++)
                memcpy(picture.pixels + 4 * k, colour, 4);
            draw(renderer, &picture, pixel);
            assert_memory_equal(pixel, colour, 4);
        }
        rmx_renderer_destroy(renderer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_pixels_shrink_to_their_light),
        cmocka_unit_test(any_picture_shrinks_to_its_mean),
        cmocka_unit_test(one_colour_stays_to_the_bit),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
