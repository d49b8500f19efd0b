// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that does not suffice or is not allowed, and sizes that nothing can hold: an exit code and
// no file, never another picture, never a signal.
#include "base/sanitized.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

// Three buffers of half a gigabyte that start as green.
static const char buffers[] =
    "/*{\"ISFVSN\":\"2\",\"INPUTS\":[{\"NAME\":\"inputImage\",\"TYPE\":\"image\"}],\"PASSES\":["
    "{\"TARGET\":\"a\",\"WIDTH\":\"5792\",\"HEIGHT\":\"5792\",\"PERSISTENT\":true,\"FLOAT\":true},"
    "{\"TARGET\":\"b\",\"WIDTH\":\"5792\",\"HEIGHT\":\"5792\",\"PERSISTENT\":true,\"FLOAT\":true},"
    "{}]}*/\nvoid main(){ if(PASSINDEX<2) gl_FragColor=vec4(0,1,0,1); else "
    "gl_FragColor=IMG_NORM_PIXEL(b,isf_FragNormCoord); }\n";

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("plant.png", 40, 30);
    test_cli_text("buffers.fs", buffers);
    test_cli_text("scene.yaml", "size: 64x48\nlayers:\n  - picture: plant.png\n"
                                "    chain: ./buffers.fs\n");
    test_cli_text("endless.svg",
                  "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><filter id='f' "
                  "x='0' y='0' width='1' height='1'><feTurbulence baseFrequency='0.9' "
                  "numOctaves='2000000000'/></filter><rect width='64' height='64' "
                  "filter='url(#f)'/></svg>");
    test_cli_text("vast.yaml", "size: 32768x32768\nlayers:\n  - picture: endless.svg\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void with_little_memory_it_is_the_picture_or_none(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip(); // whose shadow takes all addresses
    static const int most_kib[] = {2000000, 1200000, 900000, 700000, 500000, 300000};
    assert_int_equal(test_cli_run("remontage render scene.yaml -o whole.png").code, 0);
    for (size_t i = 0; i < sizeof(most_kib) / sizeof(*most_kib); i++) {
        char command[160];
        snprintf(command, sizeof(command),
                 "ulimit -c 0; ulimit -v %d; remontage render scene.yaml -q -o little.png",
                 most_kib[i]);
        int code = test_cli_run(command).code;
        if (code >= 128)
            fail_msg("with %d KiB a signal ended it: %d", most_kib[i], code);
        if (code == 0 && !test_cli_same("whole.png", "little.png"))
            fail_msg("with %d KiB it is another picture", most_kib[i]);
        if (code != 0 && test_cli_exists("little.png"))
            fail_msg("with %d KiB it left a file, and exit code %d", most_kib[i], code);
        test_cli_run("rm -f little.png");
    }
}

static void what_cannot_be_drawn_is_refused_before_anything_is_decoded(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"by the command line",
         "remontage render endless.svg -s 900000x900000 --patience 20 -o vast.png", 69, NULL,
         "900000x900000 is more than this machine's OpenGL can hold"},
        {"by the scene", "remontage render vast.yaml --patience 20 -o vast.png", 69, NULL,
         "32768x32768 is more than this machine's OpenGL can hold"},
        {"checked as well", "remontage check vast.yaml --patience 20", 65, "0 errors",
         "32768x32768 is more than this machine's OpenGL can hold"},
    };
    TEST_HOLD(laws);
    assert_false(test_cli_exists("vast.png"));
}

static void pictures_share_what_is_allowed(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"explain states it", "remontage explain scene.yaml --memory 4G", 0,
         "what is drawn 2.0 GiB; together 4.0 GiB may be taken (--memory)", NULL},
        {"what passes draw into is refused with the sum, at a place",
         "remontage render scene.yaml --memory 1G -o much.png", 65, NULL,
         "scene.yaml:3:14: error: the scene's pictures take 2.0 GiB together, and 1.0 GiB are "
         "allowed [too-much-memory]"},
        {"and says what takes it", "remontage check scene.yaml --memory 1G", 65, "1 error",
         "into a: 1024 MiB); --memory 2G allows it"},
        {"sources are made smaller", "remontage render large.yaml --memory 64M -o large.png", 0,
         NULL, "large.jpg' is 4000 x 3000; it is used at 2508 x 1881 [picture-shrunk]"},
        {"and how they would not be", "remontage check large.yaml --memory 64M", 0,
         "0 errors, 2 warnings",
         "all pictures together have 64 MiB of memory; --memory allows more"},
        {"with more they are not", "remontage check large.yaml --memory 1G", 0,
         "0 errors, 0 warnings", NULL},
        {"a size has a unit", "remontage check large.yaml --memory 4", 2, NULL,
         "--memory takes a size with its unit, 4G or 500M, not '4'"},
        {"and is not too small", "remontage check large.yaml --memory 1M", 2, NULL,
         "--memory goes from 64M to"},
    };
    test_cli_picture("large.jpg", 4000, 3000);
    test_cli_run("cp large.jpg second.jpg");
    test_cli_text("large.yaml", "size: 64x48\nlayers:\n  - picture: large.jpg\n"
                                "  - {picture: second.jpg, opacity: 0.5}\n");
    TEST_HOLD(laws);
    assert_false(test_cli_exists("much.png"));
    assert_true(test_cli_exists("large.png"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_little_memory_it_is_the_picture_or_none),
        cmocka_unit_test(pictures_share_what_is_allowed),
        cmocka_unit_test(what_cannot_be_drawn_is_refused_before_anything_is_decoded),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
