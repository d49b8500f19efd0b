// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that are read by a process apart: which ones, that they are the same pictures, that one
// that never ends or falls costs nothing but itself.
#include "base/clock.h"
#include "base/sanitized.h"
#include "media/apart.h"
#include "media/encode.h"
#include "media/read.h"
#include "media/start.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vips/vips.h>

#include <cmocka.h>

static char path[128], why[200];

static const char endless[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><filter id='f' x='0' y='0' "
    "width='1' height='1'><feTurbulence baseFrequency='0.9' numOctaves='2000000000'/></filter>"
    "<rect width='64' height='64' filter='url(#f)'/></svg>";
static const char plain[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='31' height='17'><circle "
    "cx='15' cy='8' r='7.3' fill='#c4217f'/></svg>";

static const char words[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='31' height='17'>"
    "<text x='2' y='14' font-size='14' font-family='Serif'>Hy\u6f22</text></svg>";

static void write_file(const char *ending, const void *bytes, size_t length)
{
    snprintf(path, sizeof(path), "/tmp/rmx_apart_%d.%s", (int)getpid(), ending);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void save(const char *ending, VipsImage *image)
{
    write_file(ending, "", 0);
    if (vips_image_write_to_file(image, path, NULL) != 0)
        fail_msg("%s: %s", ending, vips_error_buffer());
}

// Colours that go over into each other, of one or two bytes.
static VipsImage *made(void)
{
    VipsImage *parts[3], *image, *bytes;
    assert_int_equal(vips_xyz(&parts[0], 37, 23, NULL), 0);
    assert_int_equal(vips_black(&parts[1], 37, 23, NULL), 0);
    assert_int_equal(vips_bandjoin(parts, &parts[2], 2, NULL), 0);
    assert_int_equal(vips_linear1(parts[2], &image, 6, 9, NULL), 0);
    assert_int_equal(vips_cast(image, &bytes, VIPS_FORMAT_UCHAR, NULL), 0);
    g_object_unref(image);
    assert_int_equal(vips_copy(bytes, &image, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), 0);
    g_object_unref(bytes);
    for (int i = 0; i < 3; i++)
        g_object_unref(parts[i]);
    return image;
}

static void the_table_says_who_is_read_apart(void **state)
{
    (void)state;
    static const struct {
        const char *law, *ending, *bytes;
        bool is_apart;
    } rows[] = {
        {"a PNG is read here", "png", "\x89PNG\r\n\x1a\n", false},
        {"a JPEG is read here", "jpg", "\xff\xd8\xff\xe0", false},
        {"a TIFF is read here", "tif", "II*", false},
        {"a WebP is read here", "webp", "RIFF\1\1\1\1WEBPVP8 ", false},
        {"an SVG is not", "svg", "<svg/>", true},
        {"whatever its name", "png", "<svg/>", true},
        {"nor one that begins with a comment", "jpg", "<!-- x --><svg/>", true},
        {"nor a GIF", "gif", "GIF89a", true},
        {"nor an OpenEXR", "exr", "\x76\x2f\x31\x01", true},
        {"nor a text", "txt", "words", true},
        {"nor a BMP", "bmp", "BM", true},
        {"nor a TGA", "tga", "\1\1\1", true},
        {"what is refused unread needs no process", "pdf", "%PDF-1.5", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        write_file(rows[i].ending, rows[i].bytes, strlen(rows[i].bytes) + 1); // with its 0
        if (rmx_apart_wants(path) != rows[i].is_apart)
            fail_msg("%s", rows[i].law);
        unlink(path);
    }
}

static void a_jpeg_of_very_many_passes_is_read_apart(void **state)
{
    (void)state;
    VipsImage *image = made();
    static const unsigned char pass[2] = {0xff, 0xda};
    save("jpg", image);
    assert_false(rmx_apart_wants(path));
    assert_int_equal(vips_jpegsave(image, path, "interlace", TRUE, NULL), 0);
    assert_false(rmx_apart_wants(path));
    FILE *file = fopen(path, "ab");
    assert_non_null(file);
    for (int i = 0; i < 100; i++)
        assert_int_equal(fwrite(pass, 1, sizeof(pass), file), sizeof(pass));
    fclose(file);
    assert_true(rmx_apart_wants(path));
    unlink(path);
    g_object_unref(image);
}

static void put_little(unsigned char *at, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(number >> 8 * i);
}

// TIFF 6.0: tags of one number each, two words for a tag, up to one that is 0.
static void write_tiff(const uint32_t *tags)
{
    unsigned char bytes[10 + 12 * 8] = "II*";
    int count = 0;
    for (; tags[2 * count]; count++) {
        unsigned char *entry = bytes + 10 + 12 * count;
        put_little(entry, tags[2 * count], 2);
        put_little(entry + 2, 4, 2); // LONG
        put_little(entry + 4, 1, 4);
        put_little(entry + 8, tags[2 * count + 1], 4);
    }
    put_little(bytes + 4, 8, 4);
    put_little(bytes + 8, (uint32_t)count, 2);
    write_file("tif", bytes, sizeof(bytes));
}

// What a decoder makes in one go cannot be ended.
static void large_pieces_are_read_apart(void **state)
{
    (void)state;
    enum {
        WIDTH = 256,
        HEIGHT,
        BITS,
        PACKING,
        INK = 262,
        ROWS = 278,
        PLANES = 284,
        TILE_WIDTH = 322,
        TILE_HEIGHT
    };
    static const struct {
        const char *law;
        char webp[20]; // but for its first 12 bytes; "": a TIFF
        uint32_t tags[16];
        bool is_apart;
    } rows[] = {
        {"a WebP of 4096 x 4096", "VP8X....\0\0\0\0\377\17\0\377\17\0", {0}, false},
        {"a WebP of 4097 x 4096", "VP8X....\0\0\0\0\0\20\0\377\17\0", {0}, true},
        {"a lossy one of 4096 x 4096", "VP8 ....\0\0\0\235\1*\0\20\0\20", {0}, false},
        {"a lossy one of 4096 x 4097", "VP8 ....\0\0\0\235\1*\0\20\1\20", {0}, true},
        {"a lossless one of 4096 x 4096", "VP8L..../\377\317\377\3", {0}, false},
        {"a lossless one of 4096 x 4097", "VP8L..../\377\17\0\4", {0}, true},
        {"strips of a row", "", {WIDTH, 30000, HEIGHT, 30000, BITS, 8, ROWS, 1}, false},
        {"one strip, made by rows", "", {WIDTH, 9000, HEIGHT, 9000, BITS, 8, ROWS, 9000}, false},
        {"one strip of YCbCr, made as one",
         "",
         {WIDTH, 9000, HEIGHT, 9000, BITS, 8, INK, 6, ROWS, 9000},
         true},
        {"one strip a channel",
         "",
         {WIDTH, 9000, HEIGHT, 9000, BITS, 8, PLANES, 2, ROWS, 9000},
         true},
        {"no word of strips", "", {WIDTH, 9000, HEIGHT, 9000, BITS, 8}, true},
        {"tiles",
         "",
         {WIDTH, 9000, HEIGHT, 9000, BITS, 8, TILE_WIDTH, 256, TILE_HEIGHT, 256},
         false},
        {"one tile",
         "",
         {WIDTH, 9000, HEIGHT, 9000, BITS, 8, TILE_WIDTH, 9008, TILE_HEIGHT, 9008},
         true},
        {"of a tag that stands twice the larger value",
         "",
         {WIDTH, 9000, HEIGHT, 9000, WIDTH, 1, BITS, 8},
         true},
        {"LZW", "", {WIDTH, 90, HEIGHT, 90, PACKING, 5}, false},
        {"JBIG", "", {WIDTH, 90, HEIGHT, 90, PACKING, 34661}, true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        unsigned char webp[32] = "RIFF....WEBP";
        if (*rows[i].webp)
            memcpy(webp + 12, rows[i].webp, sizeof(rows[i].webp));
        if (*rows[i].webp)
            write_file("webp", webp, sizeof(webp));
        else
            write_tiff(rows[i].tags);
        if (rmx_apart_wants(path) != rows[i].is_apart)
            fail_msg("%s: read %s", rows[i].law, rows[i].is_apart ? "here" : "apart");
        unlink(path);
    }
}

static void what_is_usually_saved_is_read_here(void **state)
{
    (void)state;
    static const char *const ways[] = {"tif",
                                       "tif[tile]",
                                       "tif[bigtiff]",
                                       "tif[compression=jpeg]",
                                       "tif[pyramid]",
                                       "tif[compression=lzw]",
                                       "webp",
                                       "tif[bigtiff,tile,compression=deflate]",
                                       "webp[lossless]",
                                       "png[interlace]",
                                       "jpg[interlace]"};
    VipsImage *image = made();
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        char name[160];
        save("tif", image);
        snprintf(name, sizeof(name), "%.*s%s", (int)(strlen(path) - 3), path, ways[i]);
        unlink(path);
        assert_int_equal(vips_image_write_to_file(image, name, NULL), 0);
        name[strcspn(name, "[")] = '\0';
        if (rmx_apart_wants(name))
            fail_msg("%s is read apart", ways[i]);
        unlink(name);
    }
    g_object_unref(image);
}

static void same_picture(const char *ending)
{
    struct rmx_image here, apart;
    int width, height;
    const struct rmx_image_params params = {
        .path = path, .place_width = 80, .place_height = 60, .cover = true};
    bool shrunk = true;
    if (!rmx_apart_wants(path))
        fail_msg("%s is not read apart", ending);
    if (rmx_image_probe(&params, &apart, &width, &height, why, sizeof(why)) != RMX_IMAGE_OK)
        fail_msg("%s has no header: %s", ending, why);
    assert_true(width > 0 && width < 40 && height > 0 && height < 30);
    int probed = apart.width;
    if (rmx_image_load(&params, &apart, &shrunk, why, sizeof(why)) != RMX_IMAGE_OK)
        fail_msg("%s is not read apart: %s", ending, why);
    assert_int_equal(rmx_read_load(&params, &here, NULL, why, sizeof(why)), RMX_IMAGE_OK);
    assert_false(shrunk);
    assert_int_equal(apart.width, probed);
    assert_int_equal(apart.width, here.width);
    assert_int_equal(apart.height, here.height);
    assert_int_equal(apart.has_alpha, here.has_alpha);
    assert_int_equal(apart.bytes_per_channel, here.bytes_per_channel);
    assert_memory_equal(apart.pixels, here.pixels,
                        (size_t)here.width * (size_t)here.height * 4 *
                            (size_t)here.bytes_per_channel);
    rmx_image_finish(&apart);
    rmx_image_finish(&here);
    unlink(path);
}

static void a_picture_read_apart_is_the_same_picture(void **state)
{
    (void)state;
    static const char *const endings[] = {"gif", "ppm", "hdr", "jp2"};
    VipsImage *image = made();
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        save(endings[i], image);
        same_picture(endings[i]);
    }
    g_object_unref(image);
    write_file("svg", plain, strlen(plain));
    same_picture("svg");
    if (RMX_IS_SANITIZED)
        return; // fontconfig keeps what it found
    write_file("svg", words, strlen(words));
    same_picture("svg");
}

static enum rmx_image_status load_for(double patience_s, long long most_bytes)
{
    struct rmx_image image;
    const struct rmx_image_params params = {
        .path = path, .patience_s = patience_s, .most_bytes = most_bytes};
    enum rmx_image_status status = rmx_image_load(&params, &image, NULL, why, sizeof(why));
    assert_true((status == RMX_IMAGE_OK) == (image.pixels != NULL));
    rmx_image_finish(&image);
    return status;
}

static void what_never_ends_is_given_up(void **state)
{
    (void)state;
    write_file("svg", endless, strlen(endless));
    double from_ms = rmx_clock_ms();
    assert_int_equal(load_for(0.3, 0), RMX_IMAGE_LATE);
    assert_true(rmx_clock_ms() - from_ms >= 300);
    assert_true(rmx_clock_ms() - from_ms < 5000);
    write_file("svg", plain, strlen(plain));
    assert_int_equal(load_for(20, 0), RMX_IMAGE_OK);
    unlink(path);
}

static void one_that_wants_too_much_memory_falls_alone(void **state)
{
    (void)state;
    static const char large[] =
        "<svg xmlns='http://www.w3.org/2000/svg' width='15000' height='15000'/>";
    if (RMX_IS_SANITIZED)
        skip(); // memory has no bound beside its shadow
    write_file("svg", large, strlen(large));
    assert_int_equal(load_for(20, 1), RMX_IMAGE_UNREADABLE);
    assert_true(*why);
    write_file("svg", plain, strlen(plain));
    assert_int_equal(load_for(20, 0), RMX_IMAGE_OK);
    unlink(path);
}

static pid_t only_child(void)
{
    char children[64];
    int process = 0;
    snprintf(children, sizeof(children), "/proc/self/task/%d/children", (int)getpid());
    FILE *file = fopen(children, "r");
    if (!file || fscanf(file, "%d", &process) != 1)
        fail_msg("no child in %s", children);
    fclose(file);
    return process;
}

// The end of the socket that leads there; -1: none.
static int to_child(void)
{
    enum { MOST = 256 };
    for (int fd = 0; fd < MOST; fd++) {
        int type = 0;
        socklen_t size = sizeof(type);
        if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET)
            return fd;
    }
    return -1;
}

// It hears nothing any more, and does not end by itself either.
static void one_that_hangs_is_ended_and_waited_for(void **state)
{
    (void)state;
    write_file("svg", plain, strlen(plain));
    assert_int_equal(load_for(20, 0), RMX_IMAGE_OK);
    pid_t process = only_child();
    assert_int_equal(kill(process, SIGSTOP), 0);
    assert_int_equal(shutdown(to_child(), SHUT_RDWR), 0);
    assert_int_equal(load_for(20, 0), RMX_IMAGE_OK);
    pid_t left = waitpid(process, NULL, WNOHANG);
    int why_not = errno;
    if (left == 0)
        kill(process, SIGKILL);
    assert_int_equal(left, -1);
    assert_int_equal(why_not, ECHILD);
    assert_int_not_equal(only_child(), process);
    unlink(path);
}

int main(int argc, char **argv)
{
    rmx_apart_begin(argc, argv);
    rmx_media_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_who_is_read_apart),
        cmocka_unit_test(a_jpeg_of_very_many_passes_is_read_apart),
        cmocka_unit_test(large_pieces_are_read_apart),
        cmocka_unit_test(what_is_usually_saved_is_read_here),
        cmocka_unit_test(a_picture_read_apart_is_the_same_picture),
        cmocka_unit_test(what_never_ends_is_given_up),
        cmocka_unit_test(one_that_wants_too_much_memory_falls_alone),
        cmocka_unit_test(one_that_hangs_is_ended_and_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
