// SPDX-License-Identifier: GPL-3.0-or-later
// Each ending's file is read back by libvips; a failed write leaves no trace.
#include "media/image.h"
#include "write/still.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include <cmocka.h>

enum { WIDTH = 48, HEIGHT = 32 };

static char folder[] = "/tmp/rmx_still_XXXXXX";
static char path[256];

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

// Left half red over the bottom, blue over the top; right half the reverse; alpha 0.5 on the left.
static double value(int x, int y, int c)
{
    bool red = (x < WIDTH / 2) == (y < HEIGHT / 2);
    double colour[] = {red ? 0.8 : 0.2, 0.5, red ? 0.1 : 0.9, x < WIDTH / 2 ? 0.5 : 1};
    return colour[c];
}

static struct rmx_picture picture(enum rmx_pixel_format format, bool alpha)
{
    static uint8_t bytes[HEIGHT * WIDTH * 4];
    static uint16_t words[HEIGHT * WIDTH * 4];
    static float floats[HEIGHT * WIDTH * 4];
    const void *pixels[] = {bytes, words, floats};
    for (int i = 0; i < HEIGHT * WIDTH * 4; i++) {
        double v = value(i / 4 % WIDTH, i / 4 / WIDTH, i % 4);
        bytes[i] = (uint8_t)(v * 255 + 0.5);
        words[i] = (uint16_t)(v * 65535 + 0.5);
        floats[i] = (float)v;
    }
    return (struct rmx_picture){WIDTH, HEIGHT, format, pixels[format], alpha};
}

static const struct {
    const char *law, *file;
    int depth;
    bool alpha, alpha_kept;
    VipsBandFormat stored;
    double off;
} laws[] = {
    {"PNG of 8 bits", "a.png", 8, false, false, VIPS_FORMAT_UCHAR, 0.002},
    {"PNG with alpha", "b.png", 8, true, true, VIPS_FORMAT_UCHAR, 0.002},
    {"PNG of 16 bits", "c.png", 16, false, false, VIPS_FORMAT_USHORT, 1e-5},
    {"PNG of 16 bits with alpha", "d.PNG", 16, true, true, VIPS_FORMAT_USHORT, 1e-5},
    {"PNG of depth 32 has 16 bits", "e.png", 32, false, false, VIPS_FORMAT_USHORT, 1e-5},
    {"JPEG", "a.jpg", 8, false, false, VIPS_FORMAT_UCHAR, 0.02},
    {"JPEG is laid on its ground, and drops depth", "b.jpeg", 16, true, false, VIPS_FORMAT_UCHAR,
     0.02},
    {"WebP", "a.webp", 8, false, false, VIPS_FORMAT_UCHAR, 0.04},
    {"WebP keeps alpha", "b.webp", 32, true, true, VIPS_FORMAT_UCHAR, 0.04},
    {"TIFF of 8 bits", "a.tif", 8, false, false, VIPS_FORMAT_UCHAR, 0.002},
    {"TIFF of 16 bits with alpha", "b.tiff", 16, true, true, VIPS_FORMAT_USHORT, 1e-5},
    {"TIFF of floats", "c.tif", 32, false, false, VIPS_FORMAT_FLOAT, 1e-6},
    {"TIFF of floats with alpha", "d.tif", 32, true, true, VIPS_FORMAT_FLOAT, 1e-6},
};

// As it stands in the file, from its bottom left, 0 to 1.
static double stored_value(VipsImage *image, int x, int y, int c)
{
    double *values, most = vips_image_get_format(image) == VIPS_FORMAT_UCHAR    ? 255
                           : vips_image_get_format(image) == VIPS_FORMAT_USHORT ? 65535
                                                                                : 1;
    int count;
    assert_int_equal(vips_getpoint(image, &values, &count, x, HEIGHT - 1 - y, NULL), 0);
    assert_true(c < count);
    double got = values[c] / most;
    g_free(values);
    return got;
}

static const double ground[3] = {0.9, 0.3, 0.5};

// `laid`: on the ground, where the picture had alpha.
static void check_values(const char *law, VipsImage *image, double off, bool laid)
{
    static const int points[4][2] = {{10, 8}, {38, 8}, {10, 24}, {38, 24}};
    for (int p = 0; p < 4; p++)
        for (int c = 0; c < vips_image_get_bands(image); c++) {
            double want = value(points[p][0], points[p][1], c);
            double alpha = laid ? value(points[p][0], points[p][1], 3) : 1;
            want = want * alpha + (c < 3 ? ground[c] : 0) * (1 - alpha);
            double got = stored_value(image, points[p][0], points[p][1], c);
            if (got < want - off || got > want + off)
                fail_msg("%s: point %d channel %d is %f, wanted %f", law, p, c, got, want);
        }
}

static void each_ending_writes_its_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        enum rmx_still_format format = rmx_still_format_from_path(laws[i].file);
        struct rmx_picture one =
            picture(rmx_still_picture_format(format, laws[i].depth), laws[i].alpha);
        struct rmx_still_params params = {
            .ground = {ground[0], ground[1], ground[2]}, .compress = 1, .dpi = 300, .quality = 95};
        char why[300] = "";
        if (!rmx_still_write(in_folder(laws[i].file), &one, &params, why, sizeof why))
            fail_msg("%s: %s", laws[i].law, why);
        VipsImage *image = vips_image_new_from_file(path, NULL);
        if (!image)
            fail_msg("%s: %s", laws[i].law, vips_error_buffer());
        if (vips_image_get_format(image) != laws[i].stored)
            fail_msg("%s: band format %d", laws[i].law, vips_image_get_format(image));
        if (vips_image_hasalpha(image) != laws[i].alpha_kept)
            fail_msg("%s: %d bands", laws[i].law, vips_image_get_bands(image));
        bool webp = format == RMX_STILL_WEBP; // has no place for a resolution
        if (!webp && (image->Xres < 11.8 || image->Xres > 11.82))
            fail_msg("%s: %f pixels a millimetre", laws[i].law, image->Xres);
        check_values(laws[i].law, image, laws[i].off, laws[i].alpha && !laws[i].alpha_kept);
        g_object_unref(image);
    }
}

// What we write, we read: floats too, whose profile says that they are no light.
static void what_is_written_loads_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        struct rmx_image image;
        struct rmx_image_params params = {.path = in_folder(laws[i].file)};
        assert_int_equal(rmx_image_load(&params, &image, NULL, NULL, 0), RMX_IMAGE_OK);
        size_t at = ((size_t)8 * WIDTH + 38) * 4;
        for (int c = 0; c < 4; c++, at++) {
            double got = image.bytes_per_channel == 2
                             ? ((uint16_t *)(void *)image.pixels)[at] / 65535.0
                             : image.pixels[at] / 255.0;
            double want = value(38, 8, c);
            if (got < want - laws[i].off - 1e-4 || got > want + laws[i].off + 1e-4)
                fail_msg("%s: channel %d is %f, wanted %f", laws[i].law, c, got, want);
        }
        rmx_image_finish(&image);
    }
}

static size_t read_file(unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, size, file);
    fclose(file);
    return length;
}

static void bmp_and_tga_keep_their_order(void **state)
{
    (void)state;
    static unsigned char bytes[1 << 16];
    struct rmx_picture one = picture(RMX_PIXELS_RGBA8, false);
    struct rmx_still_params params = {0};
    assert_true(rmx_still_write(in_folder("a.bmp"), &one, &params, NULL, 0));
    assert_int_equal(read_file(bytes, sizeof bytes), 54 + WIDTH * HEIGHT * 3);
    assert_memory_equal(bytes + 54, "\x1a\x80\xcc", 3); // bottom left, blue first
    one.alpha = true;
    assert_true(rmx_still_write(in_folder("a.tga"), &one, &params, NULL, 0));
    assert_true(read_file(bytes, sizeof bytes) > 18);
    assert_int_equal(bytes[16], 32);
    // Runs of equal pixels: a count less one, marked, and the pixel. The bottom row first.
    assert_memory_equal(bytes + 18, "\x97\x1a\x80\xcc\x80", 5);
}

static void hdr_holds_light(void **state)
{
    (void)state;
    static unsigned char bytes[1 << 16];
    struct rmx_picture one = picture(rmx_still_picture_format(RMX_STILL_HDR, 8), false);
    assert_int_equal(one.format, RMX_PIXELS_RGBA32F);
    assert_true(rmx_still_write(in_folder("a.hdr"), &one, &(struct rmx_still_params){0}, NULL, 0));
    size_t length = read_file(bytes, sizeof bytes);
    unsigned char *row = memmem(bytes, length, "-Y 32 +X 48\n", 12);
    assert_non_null(row);
    // Run-length coded: head, then runs of red. The top left is 0.2, which is 0.0331 as light:
    // 0.0331 = mantissa / 256 * 2^(exponent - 128).
    assert_memory_equal(row + 12, "\2\2\0\x30", 4);
    assert_int_equal(row[16], 128 + WIDTH / 2);
    double light = row[17] / 256.0; // the largest channel, blue 0.9, is 0.787: exponent 128
    assert_true(light > 0.027 && light < 0.037);
}

// A light of half its alpha is not the light of the whole colour.
static void hdr_lays_alpha_on_its_ground(void **state)
{
    (void)state;
    struct rmx_picture one = picture(RMX_PIXELS_RGBA32F, true);
    struct rmx_still_params params = {.ground = {1, 1, 1}};
    assert_true(rmx_still_write(in_folder("alpha.hdr"), &one, &params, NULL, 0));
    VipsImage *image = vips_image_new_from_file(path, NULL), *light;
    assert_non_null(image);
    assert_int_equal(vips_rad2float(image, &light, NULL), 0);
    double *values, encoded = 0.5 * 0.8 + 0.5;
    int count;
    assert_int_equal(vips_getpoint(light, &values, &count, 10, HEIGHT - 1 - 8, NULL), 0);
    assert_true(fabs(values[0] - pow((encoded + 0.055) / 1.055, 2.4)) < 0.01);
    g_free(values);
    g_object_unref(light);
    g_object_unref(image);
}

static void the_chunks_of_16_bits_say_srgb_and_dpi(void **state)
{
    (void)state;
    static unsigned char bytes[1 << 16];
    in_folder("c.png");
    size_t length = read_file(bytes, sizeof bytes);
    assert_memory_equal(bytes + 33, "\0\0\0\1sRGB", 8);
    unsigned char *dpi = memmem(bytes, length, "pHYs", 4);
    assert_non_null(dpi);
    assert_memory_equal(dpi + 4, "\0\0\x2e\x23\0\0\x2e\x23\1", 9);
}

static const char packet[] = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>größer</x:xmpmeta>";

static bool holds_packet(const char *law)
{
    static unsigned char bytes[1 << 16];
    size_t length = read_file(bytes, sizeof bytes);
    if (rmx_still_format_from_path(path) == RMX_STILL_PNG) {
        const unsigned char *chunk = memmem(bytes, length, "iTXtXML:com.adobe.xmp\0\0\0\0\0", 26);
        return chunk && memcmp(chunk - 4, "\0\0\0\x4e", 4) == 0 &&
               memcmp(chunk + 26, packet, strlen(packet)) == 0;
    }
    VipsImage *image = vips_image_new_from_file(path, NULL);
    const void *xmp = NULL;
    size_t xmp_length = 0;
    if (!image)
        fail_msg("%s: %s", law, vips_error_buffer());
    bool holds = vips_image_get_typeof(image, VIPS_META_XMP_NAME) &&
                 vips_image_get_blob(image, VIPS_META_XMP_NAME, &xmp, &xmp_length) == 0 &&
                 xmp_length == strlen(packet) && memcmp(xmp, packet, xmp_length) == 0;
    g_object_unref(image);
    return holds;
}

// And without one the file has none.
static void a_packet_of_xmp_goes_into_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        for (int with = 0; with < 2; with++) {
            enum rmx_still_format format = rmx_still_format_from_path(laws[i].file);
            struct rmx_picture one =
                picture(rmx_still_picture_format(format, laws[i].depth), laws[i].alpha);
            struct rmx_still_params params = {.ground = {ground[0], ground[1], ground[2]},
                                              .quality = 95,
                                              .xmp = with ? packet : NULL};
            assert_true(rmx_still_write(in_folder(laws[i].file), &one, &params, NULL, 0));
            if (holds_packet(laws[i].law) != with)
                fail_msg("%s, %s a packet", laws[i].law, with ? "with" : "without");
            VipsImage *image = vips_image_new_from_file(path, "access", VIPS_ACCESS_RANDOM, NULL);
            assert_non_null(image);
            check_values(laws[i].law, image, laws[i].off, laws[i].alpha && !laws[i].alpha_kept);
            g_object_unref(image);
        }
}

static const struct {
    const char *path;
    enum rmx_still_format format;
} paths[] = {
    {"-", RMX_STILL_PNG},         {"a.png", RMX_STILL_PNG},   {"folder.png/a.JPG", RMX_STILL_JPEG},
    {"a.jpeg", RMX_STILL_JPEG},   {"a.tiff", RMX_STILL_TIFF}, {"a.b.hdr", RMX_STILL_HDR},
    {"a.gif", RMX_STILL_UNKNOWN}, {"png", RMX_STILL_UNKNOWN}, {"", RMX_STILL_UNKNOWN},
};

static void the_ending_names_the_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (rmx_still_format_from_path(paths[i].path) != paths[i].format)
            fail_msg("%s", paths[i].path);
}

static int entries(const char *of)
{
    int count = 0;
    DIR *directory = opendir(of);
    assert_non_null(directory);
    while (readdir(directory))
        count++;
    closedir(directory);
    return count - 2;
}

static const char *const all[] = {"x.png", "x.jpg", "x.webp", "x.tif", "x.bmp", "x.tga", "x.hdr"};

static bool write_noise(const char *to, int depth, char *why, size_t size)
{
    enum { SIDE = 128 };
    static unsigned char noise[SIDE * SIDE * 16];
    uint32_t random = 1;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (unsigned char)((random = random * 1664525 + 1013904223) >> 24) & 0x3f;
    enum rmx_still_format format = rmx_still_format_from_path(to);
    struct rmx_picture one = {SIDE, SIDE, rmx_still_picture_format(format, depth), noise, false};
    return rmx_still_write(to, &one, &(struct rmx_still_params){.xmp = packet}, why, size);
}

// A limit on a file's size stands for the disk: the write fails in the middle.
static void a_full_disk_leaves_the_old_file_and_nothing_else(void **state)
{
    (void)state;
    struct rlimit old, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    mkdir(in_folder("full"), 0700);
    char inner[300];
    snprintf(inner, sizeof inner, "%s", path);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        for (int depth = 8; depth <= 32; depth *= 2) {
            char to[400], why[300] = "";
            snprintf(to, sizeof to, "%s/%s", inner, all[i]);
            FILE *file = fopen(to, "w");
            assert_non_null(file);
            fputs("old", file);
            fclose(file);
            assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
            bool whole = write_noise(to, depth, why, sizeof why);
            setrlimit(RLIMIT_FSIZE, &old);
            if (whole || !strstr(why, "cannot write") || strchr(why, '\n'))
                fail_msg("%s at depth %d: '%s'", all[i], depth, why);
            char kept[8] = "";
            file = fopen(to, "r");
            assert_non_null(file);
            assert_non_null(fgets(kept, sizeof kept, file));
            fclose(file);
            assert_string_equal(kept, "old");
            assert_int_equal(remove(to), 0);
            assert_int_equal(entries(inner), 0);
        }
    }
    assert_true(write_noise(in_folder("full/x.png"), 8, NULL, 0)); // with room it would do
}

static void a_missing_folder_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char to[400], why[300], want[500];
        snprintf(to, sizeof to, "%s/none/%s", folder, all[i]);
        snprintf(want, sizeof want, "cannot write %s: No such file or directory", to);
        assert_false(write_noise(to, 8, why, sizeof why));
        assert_string_equal(why, want);
    }
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) && rmx_media_start() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_ending_writes_its_format),
        cmocka_unit_test(what_is_written_loads_again),
        cmocka_unit_test(the_chunks_of_16_bits_say_srgb_and_dpi),
        cmocka_unit_test(bmp_and_tga_keep_their_order),
        cmocka_unit_test(hdr_holds_light),
        cmocka_unit_test(hdr_lays_alpha_on_its_ground),
        cmocka_unit_test(a_packet_of_xmp_goes_into_the_file),
        cmocka_unit_test(the_ending_names_the_format),
        cmocka_unit_test(a_full_disk_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(a_missing_folder_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
