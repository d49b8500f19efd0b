// SPDX-License-Identifier: GPL-3.0-or-later
// JPEG that is read without libvips: to libvips's own bytes, and nothing that libvips reads
// otherwise.
#include "media/ordinary.h"
#include "support/cli.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vips/vips.h>

#include <cmocka.h>

static bool load(const char *path, struct rmx_image *image)
{
    const struct rmx_image_params params = {.path = path};
    struct rmx_patience patience;
    rmx_patience_begin(&patience, &params);
    *image = (struct rmx_image){0};
    return rmx_ordinary_load(&params, &patience, image);
}

// As libvips reads the file, upright or not, from its last row to its first.
static unsigned char *by_vips(const char *path, int *width, int *height)
{
    VipsImage *image = NULL, *next = NULL;
    size_t size;
    assert_int_equal(vips_jpegload(path, &image, "fail_on", VIPS_FAIL_ON_WARNING, NULL), 0);
    if (vips_image_get_bands(image) == 1) {
        VipsImage *grey[] = {image, image, image};
        assert_int_equal(vips_bandjoin(grey, &next, 3, NULL), 0);
        g_object_unref(image);
        image = next;
    }
    assert_int_equal(vips_bandjoin_const1(image, &next, 255, NULL), 0);
    g_object_unref(image);
    assert_int_equal(vips_flip(next, &image, VIPS_DIRECTION_VERTICAL, NULL), 0);
    g_object_unref(next);
    *width = vips_image_get_width(image);
    *height = vips_image_get_height(image);
    unsigned char *pixels = vips_image_write_to_memory(image, &size);
    assert_non_null(pixels);
    assert_int_equal(size, (size_t)*width * (size_t)*height * 4);
    g_object_unref(image);
    return pixels;
}

static void check_same(const char *path, const char *law)
{
    struct rmx_image image, header;
    int width, height;
    if (!load(path, &image))
        fail_msg("%s: not read", law);
    unsigned char *pixels = by_vips(path, &width, &height);
    if (image.width != width || image.height != height || image.has_alpha ||
        image.bytes_per_channel != 1)
        fail_msg("%s: %d x %d", law, image.width, image.height);
    if (memcmp(image.pixels, pixels, (size_t)width * (size_t)height * 4) != 0)
        fail_msg("%s: other bytes than libvips's", law);
    assert_true(rmx_ordinary_probe(&(struct rmx_image_params){.path = path}, &header));
    if (header.width != width || header.height != height || header.pixels ||
        header.holds_all != image.holds_all)
        fail_msg("%s: the header says %d x %d", law, header.width, header.height);
    g_free(pixels);
    rmx_image_finish(&image);
}

// Noise over colours that go over into each other: each block has all its coefficients.
static VipsImage *made(int width, int height, int bands)
{
    unsigned char *pixels = malloc((size_t)width * (size_t)height * (size_t)bands);
    assert_non_null(pixels);
    unsigned seed = 1;
    for (int i = 0; i < width * height * bands; i++) {
        seed = seed * 1664525 + 1013904223;
        pixels[i] = (unsigned char)((i / bands % width + i % 7 * 20 + (int)(seed >> 27)) & 255);
    }
    VipsImage *image =
        vips_image_new_from_memory_copy(pixels, (size_t)width * (size_t)height * (size_t)bands,
                                        width, height, bands, VIPS_FORMAT_UCHAR);
    free(pixels);
    image->Type = bands == 1 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
    return image;
}

static void save(VipsImage *image, const char *path, const char *options)
{
    char name[300];
    snprintf(name, sizeof(name), "%s%s", path, options);
    if (vips_image_write_to_file(image, name, NULL) != 0)
        fail_msg("%s: %s", name, vips_error_buffer());
    g_object_unref(image);
}

static const struct {
    const char *law, *options;
    int width, height, bands;
    bool holds_all;
} rows[] = {
    {"colours at half their size", "[Q=80]", 64, 48, 3, false},
    {"an odd size", "[Q=80]", 61, 47, 3, false},
    {"a pixel", "[Q=80]", 1, 1, 3, false},
    {"a column", "[Q=80]", 1, 40, 3, false},
    {"a row", "[Q=80]", 70, 1, 3, false},
    {"colours at their full size", "[Q=95,subsample_mode=off]", 67, 33, 3, false},
    {"grey", "[Q=80]", 61, 47, 1, false},
    {"in several passes", "[Q=80,interlace]", 61, 47, 3, true},
    {"grey in several passes", "[Q=80,interlace]", 17, 9, 1, true},
    {"restart markers", "[Q=80,restart_interval=3]", 61, 47, 3, false},
    {"an sRGB profile", "[Q=80,profile=srgb]", 61, 47, 3, false},
    {"without any segment beside", "[Q=80,strip]", 61, 47, 3, false},
    {"worse", "[Q=5]", 200, 131, 3, false},
};

static void what_is_read_is_what_libvips_reads(void **state)
{
    (void)state;
    const char *path = test_cli_path("a.jpg");
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct rmx_image image;
        save(made(rows[i].width, rows[i].height, rows[i].bands), path, rows[i].options);
        check_same(path, rows[i].law);
        assert_true(load(path, &image));
        if (image.holds_all != rows[i].holds_all)
            fail_msg("%s: it holds all its rows: %d", rows[i].law, image.holds_all);
        rmx_image_finish(&image);
    }
}

static void the_photographs_are_read_so(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob(REMONTAGE_ROOT "/assets/*.jpg", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        check_same(found.gl_pathv[i], found.gl_pathv[i]);
    assert_in_range(found.gl_pathc, 10, 1000);
    globfree(&found);
}

static void check_left(const struct rmx_image_params *params, const char *law)
{
    struct rmx_image image = {0};
    struct rmx_patience patience;
    rmx_patience_begin(&patience, params);
    if (rmx_ordinary_load(params, &patience, &image) || image.pixels)
        fail_msg("%s: read", law);
    if (rmx_ordinary_probe(params, &image))
        fail_msg("%s: its header is read", law);
}

static VipsImage *turned(int orientation)
{
    VipsImage *image = made(40, 30, 3);
    vips_image_set_int(image, VIPS_META_ORIENTATION, orientation);
    return image;
}

static VipsImage *of_profile(const char *profile)
{
    VipsImage *image = made(40, 30, 3), *out = NULL;
    assert_int_equal(vips_icc_transform(image, &out, profile, "input_profile", "srgb", NULL), 0);
    g_object_unref(image);
    return out;
}

static void what_is_to_be_changed_is_left(void **state)
{
    (void)state;
    const char *path = test_cli_path("b.jpg");
    struct rmx_image_params params = {.path = path};
    for (int orientation = 2; orientation <= 8; orientation++) {
        save(turned(orientation), path, "");
        check_left(&params, "a turned one");
    }
    save(of_profile("p3"), path, "");
    check_left(&params, "one with another profile");
    save(of_profile("cmyk"), path, "");
    check_left(&params, "one of four inks");
    save(made(40, 30, 3), path, "");
    check_same(path, "an ordinary one");
    params = (struct rmx_image_params){.path = path, .most_pixels = 40 * 30 - 1};
    check_left(&params, "one of more pixels than may be");
    struct rmx_image image;
    assert_false(rmx_ordinary_probe(&(struct rmx_image_params){.path = REMONTAGE_ROOT}, &image));
    assert_false(rmx_ordinary_probe(&(struct rmx_image_params){.path = "none"}, &image));
}

static void a_header_tells_of_every_size(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        int longest_side, place_width, place_height;
        bool cover, only_drawings, is_loaded;
        int width, height;
    } sizes[] = {
        {"its own", 0, 0, 0, false, false, true, 40, 30},
        {"a place as large", 0, 40, 30, true, false, true, 40, 30},
        {"a small place", 40, 7, 7, true, false, true, 40, 30},
        {"smaller than it is", 20, 0, 0, false, false, false, 20, 15},
        {"enlarged", 0, 41, 20, true, false, false, 41, 31},
        {"for its faults", 0, 41, 20, true, true, true, 40, 30},
    };
    const char *path = test_cli_path("f.jpg");
    save(made(40, 30, 3), path, "");
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        struct rmx_image_params params = {.path = path,
                                          .longest_side = sizes[i].longest_side,
                                          .place_width = sizes[i].place_width,
                                          .place_height = sizes[i].place_height,
                                          .cover = sizes[i].cover,
                                          .only_drawings = sizes[i].only_drawings};
        struct rmx_patience patience;
        struct rmx_image image, whole;
        int width, height;
        rmx_patience_begin(&patience, &params);
        bool is_loaded = rmx_ordinary_load(&params, &patience, &image);
        assert_int_equal(rmx_image_probe(&params, &whole, &width, &height, NULL, 0), RMX_IMAGE_OK);
        if (is_loaded != sizes[i].is_loaded || whole.width != sizes[i].width ||
            whole.height != sizes[i].height || width != 40 || height != 30)
            fail_msg("%s: %d x %d, read: %d", sizes[i].law, whole.width, whole.height, is_loaded);
        rmx_image_finish(&image);
        assert_int_equal(rmx_image_load(&params, &whole, NULL, NULL, 0), RMX_IMAGE_OK);
        if (whole.width != sizes[i].width || whole.height != sizes[i].height)
            fail_msg("%s: loaded as %d x %d", sizes[i].law, whole.width, whole.height);
        rmx_image_finish(&whole);
    }
}

static size_t read_file(const char *path, unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, size, file);
    fclose(file);
    assert_in_range(length, 1, size - 1);
    return length;
}

static void write_file(const char *path, const unsigned char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static unsigned char bytes[1 << 16], other[1 << 16];

static void what_is_damaged_is_left(void **state)
{
    (void)state;
    const char *path = test_cli_path("c.jpg");
    struct rmx_image image;
    save(made(61, 47, 3), path, "[Q=80]");
    size_t length = read_file(path, bytes, sizeof(bytes));
    for (size_t cut = 1; cut < length; cut += cut < 40 ? 1 : 41) {
        write_file(path, bytes, length - cut);
        if (load(path, &image) || image.pixels)
            fail_msg("without its last %zu bytes it is read", cut);
    }
    for (size_t at = 2; at < length; at += 5) {
        memcpy(other, bytes, length);
        other[at] ^= 0x55;
        write_file(path, other, length);
        if (!load(path, &image))
            continue;
        rmx_image_finish(&image);
        int width, height;
        VipsImage *seen = NULL;
        void *pixels = NULL;
        size_t size;
        if (vips_jpegload(path, &seen, "fail_on", VIPS_FAIL_ON_WARNING, NULL) == 0)
            pixels = vips_image_write_to_memory(seen, &size);
        if (seen)
            g_object_unref(seen);
        if (!pixels)
            fail_msg("with byte %zu changed it is read, and not by libvips", at);
        g_free(pixels);
        g_free(by_vips(path, &width, &height));
        check_same(path, "with one byte changed");
    }
}

// How libvips would turn it; 0: it does not open.
static int orientation_of(const char *path)
{
    VipsImage *image = NULL;
    if (vips_jpegload(path, &image, NULL) != 0)
        return 0;
    int orientation = vips_image_get_orientation(image);
    g_object_unref(image);
    return orientation;
}

// An Exif segment behind the first marker, of two entries at least: the resolution and how it lies.
static size_t with_exif(const char *path, unsigned char *to, size_t *from, size_t *end)
{
    save(turned(1), path, "[Q=60]");
    size_t length = read_file(path, to, sizeof(bytes));
    for (*from = 2; *from + 10 < length; *from += 2 + (size_t)(to[*from + 2] << 8 | to[*from + 3]))
        if (to[*from + 1] == 0xe1 && memcmp(to + *from + 4, "Exif", 4) == 0)
            break;
    *end = *from + 2 + (size_t)(to[*from + 2] << 8 | to[*from + 3]);
    assert_in_range(*end, *from + 40, length);
    return length;
}

static void no_exif_hides_how_it_lies(void **state)
{
    (void)state;
    static const unsigned char values[] = {0, 1, 2, 3, 6, 8, 0x12, 0xff};
    const char *path = test_cli_path("d.jpg");
    struct rmx_image image;
    size_t from, end, length = with_exif(path, bytes, &from, &end);
    int read = 0, left = 0;
    check_same(path, "one that says that it is upright");
    for (size_t at = from + 4; at < end; at++)
        for (size_t i = 0; i < sizeof(values); i++) {
            memcpy(other, bytes, length);
            other[at] = values[i];
            write_file(path, other, length);
            bool is_read = rmx_ordinary_probe(&(struct rmx_image_params){.path = path}, &image);
            int orientation = orientation_of(path);
            if (is_read && orientation != 1)
                fail_msg("byte %zu as %d: libvips turns it by %d", at - from, values[i],
                         orientation);
            read += is_read;
            left += !is_read;
        }
    assert_in_range(left, 20, 1 << 20);
    assert_in_range(read, 100, 1 << 20);
}

static void what_is_given_up_ends(void **state)
{
    (void)state;
    const char *path = test_cli_path("e.jpg");
    atomic_bool is_given_up = true;
    struct rmx_patience patience;
    struct rmx_image image = {0};
    struct rmx_image_params params = {.path = path, .is_given_up = &is_given_up};
    save(made(61, 47, 3), path, "");
    rmx_patience_begin(&patience, &params);
    assert_false(rmx_ordinary_load(&params, &patience, &image));
    assert_null(image.pixels);
    params = (struct rmx_image_params){.path = path, .patience_s = 1e-6};
    rmx_patience_begin(&patience, &params);
    assert_false(rmx_ordinary_load(&params, &patience, &image));
    assert_true(rmx_patience_was_late(&patience));
    assert_null(image.pixels);
}

// The library is loaded where a picture is not ordinary, and nowhere else.
static void the_program_does_without_the_library(void **state)
{
    (void)state;
#define LIBRARIES "LD_DEBUG=files LD_DEBUG_OUTPUT=files "
#define SEEN "grep -hm1 'calling init.*libvips' files.*; rm files.*"
    static const struct test_law laws[] = {
        {"a photograph is drawn without libvips",
         LIBRARIES "remontage render a.jpg -s 16 -o a.png 2>/dev/null && " SEEN, 0, NULL, NULL},
        {"so is a scene of one",
         LIBRARIES "remontage render a.yaml -s 16 -o b.png 2>/dev/null && " SEEN, 0, NULL, NULL},
        {"and checked", LIBRARIES "remontage check a.yaml >/dev/null && " SEEN, 0, NULL, NULL},
        {"a PNG is not", LIBRARIES "remontage render a.png -s 16 -o b.png 2>/dev/null && " SEEN, 0,
         "libvips.so", NULL},
    };
    save(made(61, 47, 3), test_cli_path("a.jpg"), "");
    test_cli_text("a.yaml", "layers:\n  - picture: a.jpg\n");
    TEST_HOLD(laws);
}

static int begin(void **state)
{
    (void)state;
    bool has_begun = test_cli_begin() && vips_init("test") == 0;
    vips_cache_set_max(0); // files change
    return has_begun ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_what_libvips_reads),
        cmocka_unit_test(the_photographs_are_read_so),
        cmocka_unit_test(what_is_to_be_changed_is_left),
        cmocka_unit_test(a_header_tells_of_every_size),
        cmocka_unit_test(what_is_damaged_is_left),
        cmocka_unit_test(no_exif_hides_how_it_lies),
        cmocka_unit_test(what_is_given_up_ends),
        cmocka_unit_test(the_program_does_without_the_library),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
