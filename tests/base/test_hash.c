// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of hashes: a file's SHA-256 is the one that everybody else finds.
#include "base/hash.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// The values are those of FIPS 180-4's own examples.
static const struct {
    const char *text, *sum;
} laws[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
};

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        char path[] = "/tmp/remontage-hash.XXXXXX", sum[RMX_SHA256_TEXT];
        int file = mkstemp(path);
        assert_true(file >= 0);
        assert_int_equal(write(file, laws[i].text, strlen(laws[i].text)), strlen(laws[i].text));
        close(file);
        assert_true(rmx_hash_file(path, sum));
        assert_string_equal(sum, laws[i].sum);
        unlink(path);
    }
}

static void test_no_file(void **state)
{
    (void)state;
    char sum[RMX_SHA256_TEXT];
    assert_false(rmx_hash_file("/tmp/remontage-no-such-file", sum));
    assert_int_equal(errno, ENOENT);
    assert_false(rmx_hash_file("/tmp", sum));
    assert_int_equal(errno, EISDIR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_files),
                                       cmocka_unit_test(test_no_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
