// SPDX-License-Identifier: GPL-3.0-or-later
// A PNG that plays: its chunks in order and whole, each picture's data as a PNG of its own has it.
#include "write/loop.h"

#include "base/arena.h"
#include "base/file.h"

#include <isa-l/crc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 6, HEIGHT = 4, FRAMES = 3 };

static uint8_t pixels[FRAMES][WIDTH * HEIGHT * 4];
static const struct rmx_still_params plain = {.compress = 1};

static struct rmx_picture picture(int frame)
{
    for (int i = 0; i < WIDTH * HEIGHT * 4; i++)
        pixels[frame][i] = i % 4 == 3 ? 255 : (uint8_t)(17 * i + 60 * frame);
    return (struct rmx_picture){
        .format = RMX_PIXELS_RGBA8, .width = WIDTH, .height = HEIGHT, .pixels = pixels[frame]};
}

static uint32_t word(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// The data of the next chunk of a type behind `at`; NULL: there is none.
static const char *next(const char *at, const char *end, const char *type, uint32_t *length)
{
    for (; at < end; at += word(at) + 12) {
        *length = word(at);
        uint32_t sum = crc32_gzip_refl(0, (const unsigned char *)at + 4, *length + 4);
        assert_int_equal(word(at + 8 + *length), sum);
        if (memcmp(at + 4, type, 4) == 0)
            return at + 8;
    }
    return NULL;
}

static bool write_loop(const char *path, int said, int added, double seconds)
{
    struct rmx_loop *loop =
        rmx_loop_begin(&(struct rmx_loop_params){.path = path, .frames = said, .seconds = seconds});
    assert_non_null(loop);
    for (int i = 0; i < added; i++) {
        struct rmx_picture one = picture(i);
        assert_true(rmx_loop_add(loop, &one, &plain));
    }
    return rmx_loop_end(loop);
}

static void the_chunks_are_those_of_stills(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *path = rmx_arena_printf(arena, "%s/loop.png", (const char *)*state);
    assert_true(write_loop(path, FRAMES, FRAMES, 0.25));
    char *bytes, *still;
    size_t size, still_size;
    uint32_t length, still_length, sequence = 0;
    assert_int_equal(rmx_file_read(arena, path, 1 << 20, &bytes, &size), RMX_FILE_OK);
    const char *at = bytes + 8, *end = bytes + size;
    const char *animation = next(at, end, "acTL", &length);
    assert_int_equal(word(animation), FRAMES);
    assert_int_equal(word(animation + 4), 0);
    for (int i = 0; i < FRAMES; i++) {
        const char *control = next(at, end, "fcTL", &length);
        assert_int_equal(word(control), sequence++);
        assert_int_equal(word(control + 4), WIDTH);
        assert_int_equal(word(control + 8), HEIGHT);
        assert_int_equal(word(control + 20), 1 << 16 | 4);
        const char *one = rmx_arena_printf(arena, "%s/one.png", (const char *)*state);
        struct rmx_picture same = picture(i);
        assert_true(rmx_still_write(one, &same, &plain, NULL, 0));
        assert_int_equal(rmx_file_read(arena, one, 1 << 20, &still, &still_size), RMX_FILE_OK);
        const char *there = still + 8;
        at = control + length + 4;
        while ((there = next(there, still + still_size, "IDAT", &still_length))) {
            const char *data = next(at, end, i ? "fdAT" : "IDAT", &length);
            assert_non_null(data);
            if (i)
                assert_int_equal(word(data), sequence++);
            assert_int_equal(length, still_length + (i ? 4 : 0));
            assert_memory_equal(data + (i ? 4 : 0), there, still_length);
            at = data + length + 4;
            there += still_length + 4;
        }
    }
    assert_non_null(next(at, end, "IEND", &length));
    rmx_arena_destroy(arena);
}

static const struct {
    const char *law;
    double seconds;
    uint32_t over, under;
} delays[] = {
    {"24 frames a second", 1 / 24.0, 1, 24},
    {"25", 1 / 25.0, 1, 25},
    {"29.97", 1 / 29.97, 100, 2997},
    {"NTSC's rate", 1001 / 30000.0, 1001, 30000},
    {"that of film in it", 1001 / 24000.0, 1001, 24000},
    {"30", 1 / 30.0, 1, 30},
    {"60", 1 / 60.0, 1, 60},
    {"NTSC's fields", 1001 / 60000.0, 1001, 60000},
    {"every third frame of 25", 3 / 25.0, 3, 25},
    {"a second and a half", 1.5, 3, 2},
    {"a frame in 1000 s", 1000, 1000, 1},
    {"longer than there is", 1e9, 65535, 1},
    {"what no fraction is", 3.14159265358979, 355, 113},
};

static void delays_are_fractions(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *path = rmx_arena_printf(arena, "%s/loop.png", (const char *)*state);
    for (size_t i = 0; i < sizeof(delays) / sizeof(*delays); i++) {
        char *bytes;
        size_t size;
        uint32_t length;
        assert_true(write_loop(path, 1, 1, delays[i].seconds));
        assert_int_equal(rmx_file_read(arena, path, 1 << 20, &bytes, &size), RMX_FILE_OK);
        uint32_t delay = word(next(bytes + 8, bytes + size, "fcTL", &length) + 20);
        if (delay != (delays[i].over << 16 | delays[i].under))
            fail_msg("%s: %u/%u", delays[i].law, delay >> 16, delay & 65535);
    }
    rmx_arena_destroy(arena);
}

static void a_loop_that_lacks_pictures_is_no_file(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *path = rmx_arena_printf(arena, "%s/short.png", (const char *)*state);
    assert_false(write_loop(path, FRAMES, FRAMES - 1, 0.25));
    assert_int_equal(access(path, F_OK), -1);
    assert_null(rmx_loop_begin(&(struct rmx_loop_params){
        .path = rmx_arena_printf(arena, "%s/no/loop.png", (const char *)*state), .frames = 1}));
    assert_false(rmx_loop_end(NULL));
    rmx_arena_destroy(arena);
}

static int make_folder(void **state)
{
    static char folder[] = "/tmp/test_loop.XXXXXX"; // mkdtemp
    *state = mkdtemp(folder);
    return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
    char path[64];
    const char *const names[] = {"loop.png", "one.png"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        snprintf(path, sizeof(path), "%s/%s", (const char *)*state, names[i]);
        unlink(path);
    }
    return rmdir(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chunks_are_those_of_stills),
        cmocka_unit_test(delays_are_fractions),
        cmocka_unit_test(a_loop_that_lacks_pictures_is_no_file),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
