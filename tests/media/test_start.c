// SPDX-License-Identifier: GPL-3.0-or-later
// A lean start: libvips without its modules, until a picture needs one.
#include "media/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <vips/vips.h>

static char path[] = "/tmp/rmx_start_XXXXXX.heic";

// In a process of its own, whose libvips has all its modules.
static void write_heic(void)
{
    pid_t child = fork();
    if (child == 0) {
        VipsImage *image = NULL;
        bool written = vips_init("test") == 0 &&
                       vips_black(&image, 64, 48, "bands", 3, NULL) == 0 &&
                       vips_heifsave(image, path, NULL) == 0;
        _exit(written ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void test_heic_brings_its_module(void **state)
{
    (void)state;
    struct rmx_image image;
    int file = mkstemps(path, 5);
    assert_true(file >= 0 && close(file) == 0);
    write_heic();
    rmx_media_start_lean();
    assert_true(rmx_media_start());
    assert_int_equal(vips_type_find("VipsOperation", "heifload"), 0);
    assert_int_equal(
        rmx_image_load(&(struct rmx_image_params){.path = path}, &image, NULL, NULL, 0),
        RMX_IMAGE_OK);
    assert_int_equal(image.width, 64);
    assert_int_equal(image.height, 48);
    assert_int_equal(vips_type_find("VipsOperation", "magickload"), 0);
    rmx_image_finish(&image);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_heic_brings_its_module)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
