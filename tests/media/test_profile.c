// SPDX-License-Identifier: GPL-3.0-or-later
// Which profiles call themselves sRGB, and that no bytes are read beyond the last one.
#include "media/image.h"
#include "media/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

#include <cmocka.h>

static const struct {
    const char *law, *profile;
    bool srgb;
} laws[] = {
    {"libvips's own sRGB is one", "srgb", true},
    {"Display P3 is not", "p3", false},
    {"CMYK is not", "cmyk", false},
};

static void profiles_are_known_by_their_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        VipsBlob *blob;
        size_t length;
        assert_int_equal(vips_profile_load(laws[i].profile, &blob, NULL), 0);
        const void *bytes = vips_blob_get(blob, &length);
        if (rmx_profile_is_srgb(bytes, length) != laws[i].srgb)
            fail_msg("%s", laws[i].law);
        vips_area_unref((VipsArea *)(void *)blob);
    }
}

// A header of zeros, one tag, and a description of the old or the new type.
static size_t make_profile(unsigned char *bytes, const char *name, bool old)
{
    enum { TAG = 144 };
    size_t length = strlen(name);
    memset(bytes, 0, 1024);
    bytes[131] = 1;
    memcpy(bytes + 132, "desc\0\0\0\x90\0\0\1\0", 12);
    memcpy(bytes + TAG, old ? "desc" : "mluc", 4);
    if (old) {
        bytes[TAG + 11] = (unsigned char)(length + 1);
        memcpy(bytes + TAG + 12, name, length);
    } else {
        bytes[TAG + 23] = (unsigned char)(2 * length);
        bytes[TAG + 27] = 28;
        for (size_t i = 0; i < length; i++)
            bytes[TAG + 28 + 2 * i + 1] = (unsigned char)name[i];
    }
    return TAG + 256;
}

static const struct {
    const char *name;
    bool srgb;
} names[] = {
    {"sRGB", true},
    {"sRGB IEC61966-2.1", true},
    {"sRGB-elle-V4-g10.icc", false}, // linear
    {"Adobe RGB (1998)", false},
    {"", false},
};

static void both_types_of_description_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int old = 0; old < 2; old++) {
            unsigned char bytes[1024];
            size_t length = make_profile(bytes, names[i].name, old);
            if (rmx_profile_is_srgb(bytes, length) != names[i].srgb)
                fail_msg("'%s', %s type", names[i].name, old ? "old" : "new");
        }
}

// Under AddressSanitizer a byte too far ends the test.
static void cut_profiles_and_wild_offsets_are_survived(void **state)
{
    (void)state;
    unsigned char bytes[1024];
    for (int old = 0; old < 2; old++) {
        size_t whole = make_profile(bytes, "sRGB", old);
        for (size_t length = 0; length < whole; length++) {
            unsigned char *copy = malloc(length + 1);
            assert_non_null(copy);
            memcpy(copy, bytes, length);
            assert_false(rmx_profile_is_srgb(copy, length));
            free(copy);
        }
        for (size_t at = 128; at < 176; at++) {
            unsigned char *copy = malloc(whole);
            assert_non_null(copy);
            memcpy(copy, bytes, whole);
            copy[at] = 0xff;
            rmx_profile_is_srgb(copy, whole);
            free(copy);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(profiles_are_known_by_their_names),
        cmocka_unit_test(both_types_of_description_are_read),
        cmocka_unit_test(cut_profiles_and_wild_offsets_are_survived),
    };
    return rmx_media_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
