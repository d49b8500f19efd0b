// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures in, each written by libvips itself: four fields of colour, so that a turn, a flip, a
// swapped channel and a wrong profile all show.
#include "media/image.h"

#include <isa-l/crc.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include <cmocka.h>

// The encoder that writes the HEIC keeps two blocks of memory for good.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libx265";
}

enum { WIDTH = 64, HEIGHT = 48 };

static char folder[] = "/tmp/rmx_image_XXXXXX";
static char path[256];

static const unsigned char fields[4][3] = {
    {230, 40, 30}, {40, 180, 60}, {30, 60, 200}, {240, 240, 240}}; // from top left, row by row

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static VipsImage *fields_image(void)
{
    static unsigned char pixels[HEIGHT][WIDTH][3];
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            memcpy(pixels[y][x], fields[(y >= HEIGHT / 2) * 2 + (x >= WIDTH / 2)], 3);
    VipsImage *image =
        vips_image_new_from_memory_copy(pixels, sizeof pixels, WIDTH, HEIGHT, 3, VIPS_FORMAT_UCHAR);
    image->Type = VIPS_INTERPRETATION_sRGB;
    return image;
}

enum look { PLAIN, GREY, GREY_ALPHA, ALPHA, DEEP, DEEP_ALPHA, CMYK, BARE_CMYK, P3, FLOATS };

static VipsImage *halve_alpha(VipsImage *in, double alpha)
{
    VipsImage *out;
    assert_int_equal(vips_bandjoin_const1(in, &out, alpha, NULL), 0);
    return out;
}

static VipsImage *dressed(enum look look)
{
    VipsImage *in = fields_image(), *out = NULL;
    switch (look) {
    case PLAIN: return in;
    case GREY: vips_colourspace(in, &out, VIPS_INTERPRETATION_B_W, NULL); break;
    case GREY_ALPHA: {
        VipsImage *grey;
        vips_colourspace(in, &grey, VIPS_INTERPRETATION_B_W, NULL);
        out = halve_alpha(grey, 128);
        g_object_unref(grey);
        break;
    }
    case ALPHA: out = halve_alpha(in, 128); break;
    case DEEP: vips_colourspace(in, &out, VIPS_INTERPRETATION_RGB16, NULL); break;
    case DEEP_ALPHA: {
        VipsImage *deep;
        vips_colourspace(in, &deep, VIPS_INTERPRETATION_RGB16, NULL);
        out = halve_alpha(deep, 32768);
        g_object_unref(deep);
        break;
    }
    case CMYK: vips_icc_transform(in, &out, "cmyk", "input_profile", "srgb", NULL); break;
    case BARE_CMYK:
        vips_icc_transform(in, &out, "cmyk", "input_profile", "srgb", NULL);
        vips_image_remove(out, VIPS_META_ICC_NAME);
        break;
    case P3: vips_icc_transform(in, &out, "p3", "input_profile", "srgb", NULL); break;
    case FLOATS: vips_colourspace(in, &out, VIPS_INTERPRETATION_scRGB, NULL); break;
    }
    assert_non_null(out);
    g_object_unref(in);
    return out;
}

// Stores the picture so that a reader that obeys `orientation` sees it upright.
static VipsImage *laid_down(VipsImage *in, int orientation)
{
    if (orientation <= 1)
        return in;
    VipsImage *turned, *copy;
    VipsAngle back = orientation == 6   ? VIPS_ANGLE_D270
                     : orientation == 8 ? VIPS_ANGLE_D90
                                        : VIPS_ANGLE_D180;
    assert_int_equal(vips_rot(in, &turned, back, NULL), 0);
    assert_int_equal(vips_copy(turned, &copy, NULL), 0);
    vips_image_set_int(copy, VIPS_META_ORIENTATION, orientation);
    g_object_unref(turned);
    g_object_unref(in);
    return copy;
}

static void write_bytes(const char *file, const void *bytes, size_t length)
{
    FILE *out = fopen(file, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}

static size_t read_bytes(const char *file, unsigned char *bytes, size_t size)
{
    FILE *in = fopen(file, "rb");
    assert_non_null(in);
    size_t length = fread(bytes, 1, size, in);
    fclose(in);
    assert_in_range(length, 1, size - 1);
    return length;
}

// Puts the eXIf chunk behind a PNG's header, which this libvips reads but does not write.
static void orient_png(const char *file, int orientation)
{
    enum { SIGNATURE_AND_HEADER = 33 };
    static unsigned char bytes[1 << 16];
    unsigned char chunk[] = {
        0, 0, 0, 26, 'e', 'X',  'I', 'f', 'M', 'M', 0, '*', 0, 0,
        0, 8, 0, 1,  1,   0x12, 0,   3,   0,   0,   0, 1,   0, (unsigned char)orientation,
        0, 0, 0, 0,  0,   0,    0,   0,   0,   0};
    uint32_t crc = crc32_gzip_refl(0, chunk + 4, sizeof chunk - 8);
    for (size_t i = 0; i < 4; i++)
        chunk[sizeof chunk - 4 + i] = (unsigned char)(crc >> (24 - 8 * i));
    size_t length = read_bytes(file, bytes, sizeof bytes - sizeof chunk);
    memmove(bytes + SIGNATURE_AND_HEADER + sizeof chunk, bytes + SIGNATURE_AND_HEADER,
            length - SIGNATURE_AND_HEADER);
    memcpy(bytes + SIGNATURE_AND_HEADER, chunk, sizeof chunk);
    write_bytes(file, bytes, length + sizeof chunk);
}

static void write_fields(const char *file, enum look look, int orientation, const char *options)
{
    VipsImage *image = laid_down(dressed(look), orientation);
    char name[300];
    snprintf(name, sizeof name, "%s%s", file, options);
    vips_operation_block_set("VipsForeignSave", FALSE); // of formats whose loaders are untrusted
    if (vips_image_write_to_file(image, name, NULL) != 0)
        fail_msg("%s: %s", name, vips_error_buffer());
    g_object_unref(image);
    if (orientation > 1 && strstr(file, ".png"))
        orient_png(file, orientation);
}

static enum rmx_image_status load(const char *file, struct rmx_image *image, char *why, size_t size)
{
    return rmx_image_load(&(struct rmx_image_params){.path = file}, image, NULL, why, size);
}

// A channel at a point in fractions, from the bottom left, as 0..255.
static double channel(const struct rmx_image *image, double x, double y, int c)
{
    size_t at =
        ((size_t)(y * image->height) * (size_t)image->width + (size_t)(x * image->width)) * 4;
    at += (size_t)c;
    return image->bytes_per_channel == 2 ? ((uint16_t *)(void *)image->pixels)[at] / 257.0
                                         : image->pixels[at];
}

static bool has_alpha(enum look look)
{
    return look == ALPHA || look == DEEP_ALPHA || look == GREY_ALPHA;
}

static void check_fields(const char *law, const struct rmx_image *image, enum look look, int off)
{
    double share = has_alpha(look) ? 128 / 255.0 : 1;
    for (int field = 0; field < 4; field++) {
        double x = field % 2 ? 0.75 : 0.25, y = field < 2 ? 0.75 : 0.25;
        const unsigned char *want = fields[field];
        for (int c = 0; c < 3; c++) {
            double got = channel(image, x, y, c);
            double grey = channel(image, x, y, 0);
            if (look == GREY || look == GREY_ALPHA
                    ? got != grey
                    : got < want[c] * share - off || got > want[c] * share + off)
                fail_msg("%s: field %d channel %d is %.1f, wanted %.1f", law, field, c, got,
                         want[c] * share);
        }
        if (field == 3 && fabs(channel(image, x, y, 0) - want[0] * share) > off + 0.5)
            fail_msg("%s: white is %.1f", law, channel(image, x, y, 0));
        if (channel(image, x, y, 3) < 255 * share - 1.5 ||
            channel(image, x, y, 3) > 255 * share + 1.5)
            fail_msg("%s: alpha %.1f", law, channel(image, x, y, 3));
    }
}

static const struct {
    const char *law, *file, *options;
    enum look look;
    int orientation, bytes, off; // how far a channel may be off, of 255
} laws[] = {
    {"a JPEG is read", "a.jpg", "[Q=95]", PLAIN, 1, 1, 6},
    {"a grey JPEG spreads to three channels", "grey.jpg", "[Q=95]", GREY, 1, 1, 6},
    {"a CMYK JPEG becomes sRGB", "cmyk.jpg", "[Q=95]", CMYK, 1, 1, 60},
    {"a CMYK JPEG without a profile does, too", "bare.jpg", "[Q=95]", BARE_CMYK, 1, 1, 60},
    {"a JPEG with orientation 6 stands upright", "six.jpg", "[Q=95]", PLAIN, 6, 1, 6},
    {"a JPEG with orientation 8 stands upright", "eight.jpg", "[Q=95]", PLAIN, 8, 1, 6},
    {"a JPEG with orientation 3 stands upright", "three.jpg", "[Q=95]", PLAIN, 3, 1, 6},
    {"a PNG is read", "a.png", "", PLAIN, 1, 1, 0},
    {"a name with brackets is only a name", "b[page=1].png", "", PLAIN, 1, 1, 0},
    {"an interlaced PNG is read", "lace.png", "[interlace]", PLAIN, 1, 1, 0},
    {"a palette PNG is read", "palette.png", "[palette]", PLAIN, 1, 1, 4},
    {"a PNG with orientation 6 stands upright", "six.png", "", PLAIN, 6, 1, 0},
    {"a PNG of 16 bits keeps them", "deep.png", "", DEEP, 1, 2, 1},
    {"alpha of a PNG multiplies its colours", "alpha.png", "", ALPHA, 1, 1, 1},
    {"alpha of a grey PNG multiplies its grey", "greyalpha.png", "", GREY_ALPHA, 1, 1, 1},
    {"alpha of 16 bits multiplies its colours", "deepalpha.png", "", DEEP_ALPHA, 1, 2, 1},
    {"a P3 profile becomes sRGB", "p3.png", "", P3, 1, 1, 3},
    {"a P3 profile becomes sRGB in a turned JPEG", "p3.jpg", "[Q=95]", P3, 6, 1, 7},
    {"a WebP is read", "a.webp", "[lossless]", PLAIN, 1, 1, 1},
    {"a WebP with orientation 6 stands upright", "six.webp", "[lossless]", PLAIN, 6, 1, 1},
    {"alpha of a WebP multiplies its colours", "alpha.webp", "[lossless]", ALPHA, 1, 1, 1},
    {"a TIFF is read", "a.tif", "", PLAIN, 1, 1, 0},
    {"a tiled TIFF is read", "tiles.tif", "[tile,tile-width=16,tile-height=16]", PLAIN, 1, 1, 0},
    {"a TIFF with orientation 6 stands upright", "six.tif", "", PLAIN, 6, 1, 0},
    {"a TIFF of 16 bits keeps them", "deep.tif", "", DEEP, 1, 2, 1},
    {"a TIFF of floats holds light", "float.tif", "", FLOATS, 1, 2, 1},
    {"a HEIC is read", "a.heic", "[Q=95]", PLAIN, 1, 1, 10},
    {"a GIF is read", "a.gif", "", PLAIN, 1, 1, 4},
    {"a JPEG XL is read", "a.jxl", "[lossless]", PLAIN, 1, 1, 1},
    {"alpha of a JPEG XL multiplies its colours", "alpha.jxl", "[lossless]", ALPHA, 1, 1, 1},
    {"an AVIF is read", "a.avif", "[lossless]", PLAIN, 1, 1, 4},
    {"a JPEG 2000 is read", "a.jp2", "[lossless]", PLAIN, 1, 1, 1},
    {"a PNM is read", "a.ppm", "", PLAIN, 1, 1, 0},
    {"a PNM of 16 bits keeps them", "deep.ppm", "", DEEP, 1, 2, 1},
    {"a Radiance file holds light", "a.hdr", "", FLOATS, 1, 2, 3},
};

static void check_probe(const char *law, const struct rmx_image_params *params,
                        const struct rmx_image *loaded)
{
    struct rmx_image probed;
    int width, height;
    if (rmx_image_probe(params, &probed, &width, &height, NULL, 0) != RMX_IMAGE_OK)
        fail_msg("%s: probe fails", law);
    if (probed.width != loaded->width || probed.height != loaded->height ||
        probed.has_alpha != loaded->has_alpha ||
        probed.bytes_per_channel != loaded->bytes_per_channel || probed.pixels)
        fail_msg("%s: probed as %d x %d, alpha %d", law, probed.width, probed.height,
                 probed.has_alpha);
    if (width != WIDTH || height != HEIGHT)
        fail_msg("%s: the file's own size is %d x %d", law, width, height);
}

static void each_format_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        char plain[32];
        snprintf(plain, sizeof plain, "plain%s", strrchr(laws[i].file, '.'));
        char first[256];
        snprintf(first, sizeof first, "%s", in_folder(plain));
        write_fields(first, laws[i].look, laws[i].orientation, laws[i].options);
        assert_int_equal(rename(first, in_folder(laws[i].file)), 0);
        struct rmx_image image;
        char why[200];
        if (load(path, &image, why, sizeof why) != RMX_IMAGE_OK)
            fail_msg("%s: %s", laws[i].law, why);
        if (image.width != WIDTH || image.height != HEIGHT)
            fail_msg("%s: %d x %d", laws[i].law, image.width, image.height);
        if (image.bytes_per_channel != laws[i].bytes)
            fail_msg("%s: %d bytes a channel", laws[i].law, image.bytes_per_channel);
        bool alpha = has_alpha(laws[i].look) ||
                     strstr(laws[i].file, ".gif"); // written with a clear colour in its palette
        if (image.has_alpha != alpha)
            fail_msg("%s: alpha %d", laws[i].law, image.has_alpha);
        check_fields(laws[i].law, &image, laws[i].look, laws[i].off);
        check_probe(laws[i].law, &(struct rmx_image_params){.path = path}, &image);
        rmx_image_finish(&image);
    }
}

static void an_svg_is_drawn_at_the_size_of_its_place(void **state)
{
    (void)state;
    static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>"
                              "<rect x='0' y='5' width='10' height='5' fill='#ff0000'/></svg>";
    write_bytes(in_folder("a.svg"), svg, sizeof svg - 1);
    struct rmx_image image;
    struct rmx_image_params params = {
        .path = path, .place_width = 200, .place_height = 200, .cover = true};
    assert_int_equal(rmx_image_load(&params, &image, NULL, NULL, 0), RMX_IMAGE_OK);
    assert_int_equal(image.width, 400);
    assert_int_equal(image.height, 200);
    assert_true(image.has_alpha);
    assert_int_equal(channel(&image, 0.25, 0.25, 0), 255);
    assert_int_equal(channel(&image, 0.25, 0.25, 3), 255);
    assert_int_equal(channel(&image, 0.75, 0.75, 3), 0);
    assert_int_equal(channel(&image, 0.4975, 0.25, 0), 255); // sharp: no enlarged pixels
    assert_int_equal(channel(&image, 0.5025, 0.25, 3), 0);
    rmx_image_finish(&image);
}

static const struct {
    const char *law;
    int place_width, place_height, longest;
    bool cover;
    int width, height;
} sizes[] = {
    {"a place of its size changes nothing", WIDTH, HEIGHT, 0, true, WIDTH, HEIGHT},
    {"a small place shrinks nothing", 8, 8, 0, true, WIDTH, HEIGHT},
    {"cover: both sides reach the place", 128, 144, 0, true, 192, 144},
    {"contain: one side reaches the place", 128, 144, 0, false, 128, 96},
    {"never enlarged past the longest side", 640, 480, 100, true, 100, 75},
    {"shrunk to the longest side", 0, 0, 16, true, 16, 12},
    {"shrunk to an eighth", 0, 0, 8, true, 8, 6},
};

static void sizes_follow_the_place_and_the_limit(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        enum look look;
        int orientation;
    } files[] = {
        {"s.png", PLAIN, 1}, {"s6.jpg", PLAIN, 6}, {"sa.png", ALPHA, 6}, {"sd.png", DEEP_ALPHA, 1}};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        write_fields(in_folder(files[f].file), files[f].look, files[f].orientation, "");
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            struct rmx_image image;
            struct rmx_image_params params = {.path = path,
                                              .longest_side = sizes[i].longest,
                                              .place_width = sizes[i].place_width,
                                              .place_height = sizes[i].place_height,
                                              .cover = sizes[i].cover};
            bool shrunk = false;
            assert_int_equal(rmx_image_load(&params, &image, &shrunk, NULL, 0), RMX_IMAGE_OK);
            if (image.width != sizes[i].width || image.height != sizes[i].height)
                fail_msg("%s: %s: %d x %d", files[f].file, sizes[i].law, image.width, image.height);
            if (shrunk != (sizes[i].width < WIDTH))
                fail_msg("%s: %s: shrunk %d", files[f].file, sizes[i].law, shrunk);
            check_fields(sizes[i].law, &image, files[f].look, 12);
            check_probe(sizes[i].law, &params, &image);
            rmx_image_finish(&image);
        }
    }
}

static void a_bomb_is_refused_by_its_header(void **state)
{
    (void)state;
    // 30,000 x 30,000 grey pixels of 8 bits; the data never comes.
    static const unsigned char bomb[] = {
        0x89, 'P',  'N',  'G',  '\r', '\n', 0x1a, '\n', 0,    0,   0,   13,   'I',  'H',  'D',
        'R',  0,    0,    0x75, 0x30, 0,    0,    0x75, 0x30, 8,   0,   0,    0,    0,    0x43,
        0x4c, 0xa7, 0x66, 0,    0,    0,    0,    'I',  'D',  'A', 'T', 0x35, 0xaf, 0x06, 0x1e};
    write_bytes(in_folder("bomb.png"), bomb, sizeof bomb);
    struct rmx_image image;
    char why[200];
    int status = load(path, &image, why, sizeof why);
    if (status != RMX_IMAGE_TOO_LARGE)
        fail_msg("status %d: %s", status, why);
    assert_null(image.pixels);
    struct rmx_image_params params = {.path = path};
    int width = 0;
    assert_int_equal(rmx_image_probe(&params, &image, &width, NULL, NULL, 0), RMX_IMAGE_TOO_LARGE);
    assert_int_equal(width, 30000);
    params =
        (struct rmx_image_params){.path = in_folder("s.png"), .most_pixels = WIDTH * HEIGHT - 1};
    assert_int_equal(rmx_image_load(&params, &image, NULL, NULL, 0), RMX_IMAGE_TOO_LARGE);
}

static void a_truncated_file_is_no_picture(void **state)
{
    (void)state;
    static const char *const files[] = {"t.jpg", "t.png", "t.webp", "t.tif", "t.heic", "t.gif"};
    static unsigned char bytes[1 << 16];
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        write_fields(in_folder(files[f]), PLAIN, 1, "");
        size_t length = read_bytes(path, bytes, sizeof bytes);
        for (size_t eighth = 0; eighth < 8; eighth++) {
            write_bytes(in_folder("cut"), bytes, length * eighth / 8);
            struct rmx_image image;
            char why[200];
            if (load(path, &image, why, sizeof why) != RMX_IMAGE_UNREADABLE)
                fail_msg("%s cut to %zu eighths was read", files[f], eighth);
            assert_null(image.pixels);
            if (!*why || strchr(why, '\n'))
                fail_msg("%s cut to %zu eighths says '%s'", files[f], eighth, why);
        }
    }
}

static void what_is_no_picture_says_why(void **state)
{
    (void)state;
    struct rmx_image image;
    char why[200];
    write_bytes(in_folder("text.png"), "layers: [picture: plant]\n", 25);
    assert_int_equal(load(path, &image, why, sizeof why), RMX_IMAGE_UNREADABLE);
    assert_string_not_equal(why, "");
    assert_int_equal(load(in_folder("none.png"), &image, why, sizeof why), RMX_IMAGE_UNREADABLE);
    assert_string_equal(why, "no such file");
    assert_int_equal(load(folder, &image, why, sizeof why), RMX_IMAGE_UNREADABLE);
    assert_string_equal(why, "not a regular file");
    assert_int_equal(mkfifo(in_folder("pipe.png"), 0600), 0);
    assert_int_equal(load(path, &image, why, sizeof why), RMX_IMAGE_UNREADABLE);
    assert_string_equal(why, "not a regular file");
}

static void untrusted_loaders_stay_blocked(void **state)
{
    (void)state;
    struct rmx_image image;
    write_fields(in_folder("own.v"), PLAIN, 1, ""); // libvips's own
    assert_int_equal(load(path, &image, NULL, 0), RMX_IMAGE_UNREADABLE);
    write_bytes(in_folder("matrix.txt"), "2 2\n1 0\n0 1\n", 12);
    assert_int_equal(load(path, &image, NULL, 0), RMX_IMAGE_UNREADABLE);
}

static void *load_each_file(void *failures)
{
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        char file[256];
        snprintf(file, sizeof file, "%s/%s", folder, laws[i].file);
        struct rmx_image image;
        if (load(file, &image, NULL, 0) != RMX_IMAGE_OK)
            atomic_fetch_add((atomic_int *)failures, 1);
        rmx_image_finish(&image);
    }
    return NULL;
}

static void pictures_decode_at_once(void **state)
{
    (void)state;
    pthread_t threads[4];
    atomic_int failures = 0;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, load_each_file, &failures), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(failures, 0);
}

static void content_decides_and_not_the_name(void **state)
{
    (void)state;
    char png[256];
    snprintf(png, sizeof png, "%s", in_folder("really.png"));
    write_fields(png, PLAIN, 1, "");
    assert_int_equal(rename(png, in_folder("named.jpg")), 0);
    struct rmx_image image;
    assert_int_equal(load(path, &image, NULL, 0), RMX_IMAGE_OK);
    check_fields("a PNG named .jpg", &image, PLAIN, 0);
    rmx_image_finish(&image);
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
        cmocka_unit_test(each_format_is_read),
        cmocka_unit_test(an_svg_is_drawn_at_the_size_of_its_place),
        cmocka_unit_test(sizes_follow_the_place_and_the_limit),
        cmocka_unit_test(a_bomb_is_refused_by_its_header),
        cmocka_unit_test(a_truncated_file_is_no_picture),
        cmocka_unit_test(what_is_no_picture_says_why),
        cmocka_unit_test(untrusted_loaders_stay_blocked),
        cmocka_unit_test(pictures_decode_at_once),
        cmocka_unit_test(content_decides_and_not_the_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
