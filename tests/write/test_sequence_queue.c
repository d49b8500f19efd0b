// SPDX-License-Identifier: GPL-3.0-or-later
// Frames go round through the lent buffers and come out whole, each under its own name.
#include "base/arena.h"
#include "media/image.h"
#include "write/sequence.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SIDE = 40, FRAMES = 9, BYTES = SIDE * SIDE * 4 };

static char folder[] = "/tmp/rmx_queue_XXXXXX";
static const struct rmx_still_params params = {.compress = 1};

static bool put_frame(struct rmx_sequence *sequence, const char *path, int value)
{
    void *pixels = rmx_sequence_buffer(sequence);
    if (!pixels)
        return false;
    memset(pixels, value, BYTES);
    struct rmx_picture picture = {SIDE, SIDE, RMX_PIXELS_RGBA8, pixels, false};
    rmx_sequence_put(sequence, path, &picture);
    return true;
}

static void check_frame(const char *path, int value)
{
    struct rmx_image image;
    assert_int_equal(
        rmx_image_load(&(struct rmx_image_params){.path = path}, &image, NULL, NULL, 0),
        RMX_IMAGE_OK);
    for (size_t i = 0; i < BYTES; i++)
        assert_int_equal(image.pixels[i], i % 4 == 3 ? 255 : value);
    rmx_image_finish(&image);
}

static int files_in(const char *of)
{
    int count = 0;
    DIR *directory = opendir(of);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory));)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

static void each_frame_has_its_own_pixels(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    char pattern[64];
    snprintf(pattern, sizeof pattern, "%s/%%03d.png", folder);
    struct rmx_sequence *sequence = rmx_sequence_create(&params, BYTES);
    assert_non_null(sequence);
    for (int i = 0; i < FRAMES; i++)
        assert_true(put_frame(sequence, rmx_sequence_path(arena, pattern, i), i * 20));
    assert_true(rmx_sequence_wait(sequence, NULL, 0));
    assert_int_equal(files_in(folder), FRAMES);
    for (int i = 0; i < FRAMES; i++)
        check_frame(rmx_sequence_path(arena, pattern, i), i * 20);
    rmx_sequence_destroy(sequence);
    rmx_arena_destroy(arena);
}

static void what_was_put_is_written_before_the_end(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/last.png", folder);
    struct rmx_sequence *sequence = rmx_sequence_create(&params, BYTES);
    assert_non_null(sequence);
    assert_true(put_frame(sequence, path, 7));
    rmx_sequence_destroy(sequence);
    check_frame(path, 7);
}

static void the_first_failure_stops_the_lending_and_is_told(void **state)
{
    (void)state;
    char path[64], why[200] = "";
    snprintf(path, sizeof path, "%s/none/1.png", folder);
    struct rmx_sequence *sequence = rmx_sequence_create(&params, BYTES);
    assert_non_null(sequence);
    assert_true(put_frame(sequence, path, 1));
    assert_false(rmx_sequence_wait(sequence, why, sizeof why));
    assert_non_null(strstr(why, path));
    assert_null(rmx_sequence_buffer(sequence));
    rmx_sequence_destroy(sequence);
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
        cmocka_unit_test(each_frame_has_its_own_pixels),
        cmocka_unit_test(what_was_put_is_written_before_the_end),
        cmocka_unit_test(the_first_failure_stops_the_lending_and_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
