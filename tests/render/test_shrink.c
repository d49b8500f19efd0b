// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of pictures that are made smaller once: of colours, edges, bars and tiles.
#include "render/shrink.h"

#include "render/kernel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FROM = 48, MOST = 64 };

static const struct rmx_fit_transform whole = {{1, 1}, {0, 0}};

static void shrink(const unsigned char *from, unsigned char *to, int width, int height,
                   const struct rmx_fit_transform *transform, enum rmx_fit fit)
{
    const struct rmx_pixels a = {(unsigned char *)from, FROM, FROM, 1}, b = {to, width, height, 1};
    rmx_shrink(&a, &b, transform, fit, false);
}

static void fill(unsigned char *pixels, const unsigned char *colour)
{
    for (int i = 0; i < FROM * FROM; i++)
        memcpy(pixels + 4 * i, colour, 4);
}

static void one_colour_stays_to_the_bit(void **state)
{
    static unsigned char from[FROM * FROM * 4], to[MOST * MOST * 4];
    (void)state;
    for (int value = 0; value < 256; value++)
        for (int alpha = 255; alpha >= value; alpha -= 85) {
            const unsigned char colour[4] = {(unsigned char)value, (unsigned char)(value / 3), 0,
                                             (unsigned char)alpha};
            fill(from, colour);
            shrink(from, to, 31, 17, &whole, RMX_FIT_STRETCH);
            for (int i = 0; i < 31 * 17; i++)
                assert_memory_equal(to + 4 * i, colour, 4);
        }
}

// 16 bits in and out, of values that are light only, too.
static void sixteen_bits_stay(void **state)
{
    static uint16_t from[FROM * FROM * 4], to[MOST * MOST * 4];
    (void)state;
    for (int encoded = 0; encoded < 2; encoded++)
        for (int value = 0; value < 65536; value += 1009) {
            for (int i = 0; i < FROM * FROM * 4; i++)
                from[i] = (uint16_t)(i % 4 == 3 ? 65535 : value);
            const struct rmx_pixels a = {from, FROM, FROM, 2}, b = {to, 31, 17, 2};
            rmx_shrink(&a, &b, &whole, RMX_FIT_COVER, encoded);
            for (int i = 0; i < 31 * 17; i++)
                assert_true(abs(to[4 * i] - value) <= 1 && to[4 * i + 3] == 65535);
        }
}

// Black beside grey: a kernel with lobes would darken the grey and draw a line into the black.
static void edges_have_no_halos(void **state)
{
    static unsigned char from[FROM * FROM * 4], to[MOST * MOST * 4];
    (void)state;
    for (int way = 0; way < 2; way++) {
        for (int i = 0; i < FROM * FROM; i++) {
            int at = way ? i / FROM : i % FROM;
            memset(from + 4 * i, at < FROM / 2 ? 0 : 128, 3);
            from[4 * i + 3] = 255;
        }
        shrink(from, to, 32, 32, &whole, RMX_FIT_STRETCH);
        for (int i = 0; i < 32 * 32; i++) {
            int at = way ? i / 32 : i % 32;
            assert_true(at == 15 || at == 16 || to[4 * i] == (at < 16 ? 0 : 128));
        }
    }
}

// Of 40 pixels across it covers the inner 26.67: six and two thirds of a pixel are bars at each
// side.
static void bars_are_in_the_alpha(void **state)
{
    static unsigned char from[FROM * FROM * 4], to[MOST * MOST * 4];
    static const unsigned char white[4] = {255, 255, 255, 255};
    const struct rmx_fit_transform fit = {{1.5, 1}, {-0.25, 0}};
    (void)state;
    fill(from, white);
    shrink(from, to, 40, 30, &fit, RMX_FIT_CONTAIN);
    for (int x = 0; x < 40; x++) {
        int wanted = x < 6 || x > 33 ? 0 : x == 6 || x == 33 ? 85 : 255;
        for (int c = 0; c < 4; c++)
            assert_in_range(to[4 * (40 * 7 + x) + c], wanted, wanted);
    }
}

// Tiles have no seam: the same picture begun in its middle is the same, moved.
static void tiles_have_no_seams(void **state)
{
    static unsigned char from[FROM * FROM * 4], to[MOST * MOST * 4], moved[MOST * MOST * 4];
    const struct rmx_fit_transform twice = {{2, 2}, {0, 0}}, later = {{2, 2}, {0.5, 0.5}};
    unsigned random = 1;
    (void)state;
    for (int i = 0; i < FROM * FROM * 4; i++) {
        random = random * 1664525 + 1013904223;
        from[i] = i % 4 == 3 ? 255 : (unsigned char)(random >> 24);
    }
    shrink(from, to, 60, 60, &twice, RMX_FIT_TILE);
    shrink(from, moved, 60, 60, &later, RMX_FIT_TILE);
    for (int y = 0; y < 60; y++)
        for (int x = 0; x < 60; x++)
            for (int c = 0; c < 4; c++) {
                int there = to[4 * ((y + 15) % 60 * 60 + (x + 15) % 60) + c];
                assert_true(abs(moved[4 * (y * 60 + x) + c] - there) <= 1);
            }
}

// A canvas that a tile is larger than shows a part of it, at whose edges the far side is near.
static void a_part_of_a_tile_is_that_part(void **state)
{
    static unsigned char from[FROM * FROM * 4], whole_tile[MOST * MOST * 4], part[MOST * MOST * 4];
    const struct rmx_fit_transform half = {{0.5, 0.5}, {0, 0}};
    unsigned random = 1;
    (void)state;
    for (int i = 0; i < FROM * FROM * 4; i++) {
        random = random * 1664525 + 1013904223;
        from[i] = i % 4 == 3 ? 255 : (unsigned char)(random >> 24);
    }
    shrink(from, whole_tile, 40, 40, &whole, RMX_FIT_TILE);
    shrink(from, part, 20, 20, &half, RMX_FIT_TILE);
    for (int y = 0; y < 20; y++)
        for (int i = 0; i < 20 * 4; i++)
            assert_true(abs(part[4 * 20 * y + i] - whole_tile[4 * 40 * y + i]) <= 1);
}

// Whatever the ratio rounds to.
static void what_is_near_is_counted(void **state)
{
    (void)state;
    for (int from = 10; from < 400; from += 10)
        for (int to = 1; to < 40; to++) {
            struct rmx_arena *arena = rmx_arena_create();
            struct rmx_kernel kernel = rmx_kernel_make(
                arena,
                &(struct rmx_kernel_params){.from = from, .to = to, .scale = 0.7, .repeats = true});
            for (int i = 0; i < to; i++)
                if (kernel.pixels[i].near < 0 || kernel.pixels[i].near_end > kernel.count)
                    fail_msg("%d to %d, pixel %d: %d to %d of %d", from, to, i,
                             kernel.pixels[i].near, kernel.pixels[i].near_end, kernel.count);
            rmx_arena_destroy(arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_colour_stays_to_the_bit),
        cmocka_unit_test(sixteen_bits_stay),
        cmocka_unit_test(edges_have_no_halos),
        cmocka_unit_test(bars_are_in_the_alpha),
        cmocka_unit_test(tiles_have_no_seams),
        cmocka_unit_test(a_part_of_a_tile_is_that_part),
        cmocka_unit_test(what_is_near_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
