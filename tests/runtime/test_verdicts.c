// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what is kept of pictures that were read: it is found again for the same file that is read
// the same way, and for nothing else.
#include "runtime/verdicts.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/remontage-verdicts-XXXXXX";
static char path[64];

static void put(const char *text)
{
    FILE *file = fopen(path, "wbe");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static const struct rmx_decoded header = {
    .file_width = 400,
    .file_height = 200,
    .image = {.width = 800, .height = 400, .bytes_per_channel = 2, .has_alpha = true}};
static const struct rmx_decoded picture = {
    .shrunk = true,
    .image = {.width = 40, .height = 20, .bytes_per_channel = 1, .lacks_end = true}};

static bool is_found(int verdicts, uint64_t key)
{
    struct rmx_decoded found = {.index = 3}, read = {0};
    if (!rmx_verdict_find(verdicts, key, &found, &read))
        return false;
    assert_int_equal(found.index, 3);
    assert_int_equal(found.status, RMX_IMAGE_OK);
    assert_int_equal(found.file_width, 400);
    assert_int_equal(found.file_height, 200);
    assert_int_equal(found.image.width, 800);
    assert_int_equal(found.image.height, 400);
    assert_int_equal(found.image.bytes_per_channel, 2);
    assert_true(found.image.has_alpha);
    assert_null(read.image.pixels);
    assert_int_equal(read.image.width, 40);
    assert_int_equal(read.image.height, 20);
    assert_int_equal(read.image.bytes_per_channel, 1);
    assert_false(read.image.has_alpha);
    assert_true(read.image.lacks_end && read.shrunk);
    return true;
}

static void test_what_is_kept_is_found(void **state)
{
    (void)state;
    int verdicts = rmx_verdicts_open(folder);
    assert_true(verdicts >= 0);
    assert_false(is_found(verdicts, 77));
    rmx_verdict_keep(verdicts, 77, &header, &picture);
    assert_true(is_found(verdicts, 77));
    assert_false(is_found(verdicts, 77 + 8192)); // the same slot
    rmx_verdicts_close(verdicts);
    verdicts = rmx_verdicts_open(folder);
    assert_true(is_found(verdicts, 77));
    rmx_verdict_keep(verdicts, 77 + 8192, &header, &picture);
    assert_false(is_found(verdicts, 77));
    assert_true(is_found(verdicts, 77 + 8192));
    rmx_verdicts_close(verdicts);
}

static void test_a_broken_one_is_not(void **state)
{
    (void)state;
    int verdicts = rmx_verdicts_open(folder);
    for (off_t byte = 0; byte < 64; byte++) {
        unsigned char one;
        rmx_verdict_keep(verdicts, 5, &header, &picture);
        assert_int_equal(pread(verdicts, &one, 1, 5 * 64 + byte), 1);
        one ^= 1;
        assert_int_equal(pwrite(verdicts, &one, 1, 5 * 64 + byte), 1);
        if (is_found(verdicts, 5))
            fail_msg("byte %d is another one and nobody saw", (int)byte);
    }
    rmx_verdicts_close(verdicts);
}

static void test_without_a_folder_nothing_is_kept(void **state)
{
    (void)state;
    const struct rmx_image_params params = {.path = path};
    put("a picture");
    assert_int_equal(rmx_verdicts_open(NULL), -1);
    assert_int_equal(rmx_verdicts_open(path), -1); // a file
    rmx_verdict_keep(-1, 77, &header, &picture);
    assert_false(is_found(-1, 77));
    assert_int_equal(rmx_verdict_key(&(struct rmx_image_params){.path = "/nowhere"}), 0);
    assert_int_equal(rmx_verdict_key(&params), 0); // too young
}

static void test_another_file_or_way_has_another_key(void **state)
{
    (void)state;
    const struct rmx_image_params params = {.path = path, .patience_s = 10};
    put("a picture");
    usleep(3100000);
    uint64_t key = rmx_verdict_key(&params);
    assert_true(key != 0);
    assert_int_equal(rmx_verdict_key(&params), key);
    const struct rmx_image_params others[] = {
        {.path = path, .patience_s = 5},
        {.path = path, .patience_s = 10, .place_width = 3, .place_height = 3},
        {.path = path, .patience_s = 10, .longest_side = 64},
        {.path = path, .patience_s = 10, .most_pixels = 64},
        {.path = path, .patience_s = 10, .most_bytes = 64},
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        assert_true(rmx_verdict_key(&others[i]) != key);
    const struct timespec past[] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    assert_int_equal(utimensat(AT_FDCWD, path, past, 0), 0);
    assert_int_equal(rmx_verdict_key(&params), 0); // changed now, whatever its time says
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/picture.png", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char kept[64];
    snprintf(kept, sizeof(kept), "%s/pictures", folder);
    unlink(path);
    unlink(kept);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_kept_is_found),
        cmocka_unit_test(test_a_broken_one_is_not),
        cmocka_unit_test(test_without_a_folder_nothing_is_kept),
        cmocka_unit_test(test_another_file_or_way_has_another_key),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
