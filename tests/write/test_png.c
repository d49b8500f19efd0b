// SPDX-License-Identifier: GPL-3.0-or-later
// What is written as PNG is read back by libvips pixel by pixel, and its chunks are sound.
#include "media/image.h"
#include "write/png.h"

#include <errno.h>
#include <fcntl.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

#include <cmocka.h>

enum looks { NOISE, FLAT, RAMP };

static const struct {
    const char *law;
    int width, height;
    bool alpha;
    enum looks looks;
} laws[] = {
    {"one pixel", 1, 1, false, NOISE},
    {"one pixel with alpha", 1, 1, true, NOISE},
    {"one column", 1, 300, false, NOISE},
    {"one row", 300, 1, false, RAMP},
    {"rows of five", 5, 7, false, NOISE},
    {"wide rows", 3000, 5, true, RAMP},
    {"one strip exactly", 349524, 1, false, NOISE},
    {"a strip for each row", 400000, 3, false, NOISE},
    {"noise over many strips", 700, 2100, false, NOISE},
    {"noise with alpha over many strips", 611, 1701, true, NOISE},
    {"a ramp over many strips", 1021, 3011, false, RAMP},
    {"one colour over many strips", 900, 2500, true, FLAT},
};

static unsigned char *picture(int width, int height, enum looks looks)
{
    size_t count = (size_t)width * (size_t)height * 4;
    unsigned char *pixels = malloc(count);
    assert_non_null(pixels);
    uint32_t state = 1;
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525 + 1013904223;
        pixels[i] = (unsigned char)(looks == NOISE  ? state >> 24
                                    : looks == FLAT ? 40 + i % 4
                                                    : i / 64 + i % 4 * 50);
    }
    return pixels;
}

static int scratch(void)
{
    char name[] = "/tmp/rmx_png_XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    unlink(name);
    return fd;
}

static unsigned char *written(const struct rmx_png_params *params, size_t *length)
{
    int fd = scratch();
    assert_true(rmx_png_write(fd, params));
    *length = (size_t)lseek(fd, 0, SEEK_END);
    unsigned char *bytes = malloc(*length);
    assert_non_null(bytes);
    assert_int_equal(pread(fd, bytes, *length, 0), *length);
    close(fd);
    return bytes;
}

static void check_pixels(const char *law, const unsigned char *file, size_t length,
                         const struct rmx_png_params *params)
{
    VipsImage *image =
        vips_image_new_from_buffer(file, length, "", "fail_on", VIPS_FAIL_ON_WARNING, NULL);
    if (!image)
        fail_msg("%s: %s", law, vips_error_buffer());
    assert_int_equal(vips_image_get_width(image), params->width);
    assert_int_equal(vips_image_get_height(image), params->height);
    size_t bands = params->alpha ? 4 : 3, size;
    assert_int_equal(vips_image_get_bands(image), bands);
    unsigned char *got = vips_image_write_to_memory(image, &size);
    if (!got)
        fail_msg("%s: %s", law, vips_error_buffer());
    size_t width = (size_t)params->width, height = (size_t)params->height;
    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < width; x++)
            if (memcmp(got + (y * width + x) * bands,
                       params->pixels + ((height - 1 - y) * width + x) * 4, bands) != 0)
                fail_msg("%s: pixel %zu, %zu differs", law, x, y);
    g_free(got);
    g_object_unref(image);
}

static void pixels_come_back_identical(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        unsigned char *pixels = picture(laws[i].width, laws[i].height, laws[i].looks);
        for (int level = 0; level <= 3; level++) {
            struct rmx_png_params params = {
                laws[i].width, laws[i].height, pixels, laws[i].alpha, level, 0, NULL};
            size_t length;
            unsigned char *file = written(&params, &length);
            check_pixels(laws[i].law, file, length, &params);
            free(file);
        }
        free(pixels);
    }
}

static uint32_t word(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

// The names of a file's chunks, neighbours of one name once; fails on a wrong length or sum.
static void chunk_names(const unsigned char *file, size_t length, char *names)
{
    *names = '\0';
    assert_memory_equal(file, "\x89PNG\r\n\x1a\n", 8);
    size_t at = 8;
    while (at < length) {
        assert_true(at + 12 <= length);
        uint32_t size = word(file + at);
        assert_true(size <= length - at - 12);
        assert_int_equal(crc32_gzip_refl(0, file + at + 4, size + 4), word(file + at + 8 + size));
        char name[6] = " ";
        memcpy(name + 1, file + at + 4, 4);
        if (strlen(names) < 5 || strcmp(names + strlen(names) - 5, name) != 0)
            strcat(names, name);
        at += size + 12;
    }
}

static void chunks_are_sound_and_say_srgb_and_dpi(void **state)
{
    (void)state;
    unsigned char *pixels = picture(700, 2100, NOISE);
    struct rmx_png_params params = {700, 2100, pixels, false, 1, 300, NULL};
    size_t length;
    char names[200];
    unsigned char *file = written(&params, &length);
    chunk_names(file, length, names);
    assert_string_equal(names, " IHDR sRGB pHYs IDAT IEND");
    assert_int_equal(word(file + 33 + 13 + 8), 11811); // 300 / 0.0254
    assert_int_equal(file[33 + 13 + 16], 1);
    free(file);
    params.dpi = 0;
    file = written(&params, &length);
    chunk_names(file, length, names);
    assert_string_equal(names, " IHDR sRGB IDAT IEND");
    free(file);
    free(pixels);
}

// libpng stops reading behind the last row; the sum stands there.
static void check_adler(const char *law, const unsigned char *file, size_t length, size_t bytes)
{
    unsigned char *data = malloc(length), *rows = malloc(bytes);
    assert_non_null(data);
    assert_non_null(rows);
    size_t filled = 0;
    for (size_t at = 8; at < length; at += word(file + at) + 12)
        if (memcmp(file + at + 4, "IDAT", 4) == 0) {
            memcpy(data + filled, file + at + 8, word(file + at));
            filled += word(file + at);
        }
    struct inflate_state state;
    isal_inflate_init(&state);
    state.crc_flag = ISAL_ZLIB;
    state.next_in = data;
    state.avail_in = (uint32_t)filled;
    state.next_out = rows;
    state.avail_out = (uint32_t)bytes;
    int status = isal_inflate_stateless(&state);
    if (status != ISAL_DECOMP_OK || state.total_out != bytes)
        fail_msg("%s: status %d, %u bytes", law, status, state.total_out);
    free(data);
    free(rows);
}

static void the_sum_of_all_strips_is_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        unsigned char *pixels = picture(laws[i].width, laws[i].height, laws[i].looks);
        struct rmx_png_params params = {laws[i].width, laws[i].height, pixels, laws[i].alpha, 1, 0,
                                        NULL};
        size_t length, row = (size_t)laws[i].width * (laws[i].alpha ? 4 : 3) + 1;
        unsigned char *file = written(&params, &length);
        check_adler(laws[i].law, file, length, row * (size_t)laws[i].height);
        free(file);
        free(pixels);
    }
}

static void the_same_picture_is_the_same_file(void **state)
{
    (void)state;
    unsigned char *pixels = picture(1021, 3011, RAMP);
    struct rmx_png_params params = {1021, 3011, pixels, false, 1, 0, NULL};
    size_t length, again;
    unsigned char *file = written(&params, &length), *second = written(&params, &again);
    assert_int_equal(length, again);
    assert_memory_equal(file, second, length);
    free(file);
    free(second);
    free(pixels);
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    int fd = open("/dev/full", O_WRONLY);
    assert_true(fd >= 0);
    unsigned char *pixels = picture(700, 2100, NOISE);
    assert_false(rmx_png_write(fd, &(struct rmx_png_params){700, 2100, pixels, false, 1, 0, NULL}));
    assert_int_equal(errno, ENOSPC);
    free(pixels);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_come_back_identical),
        cmocka_unit_test(chunks_are_sound_and_say_srgb_and_dpi),
        cmocka_unit_test(the_sum_of_all_strips_is_right),
        cmocka_unit_test(the_same_picture_is_the_same_file),
        cmocka_unit_test(a_full_disk_is_an_error),
    };
    return rmx_media_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
