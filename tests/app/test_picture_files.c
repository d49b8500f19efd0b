// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures as other people's programs leave them: what is drawn, and what is said of the rest.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// `cut FROM TO BYTES`: a copy without its last bytes.
#define CUT "cut() { head -c $(($(stat -c %s $1) - $3)) $1 > $2; }; "

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("whole.jpg", 200, 200);
    test_cli_run("convert whole.jpg -interlace plane passes.jpg; mkdir -p album;" CUT
                 "cut whole.jpg endless.jpg 2; cut whole.jpg half.jpg 900;"
                 "cut passes.jpg halfpass.jpg 900; cut passes.jpg endlesspass.jpg 2;"
                 "cp whole.jpg album/1.jpg; cp endless.jpg album/2.jpg; cp half.jpg album/3.jpg");
    test_cli_text("album.yaml", "size: 32x18\nsources: {a: {folder: album, every: 1 s}}\n"
                                "layers: [{picture: a}]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void a_jpeg_that_ends_too_early(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"is drawn, and named, without its end marker", "remontage render endless.jpg -o a.png", 0,
         NULL, "'endless.jpg' lacks its last bytes"},
        {"is drawn as the whole one is",
         "remontage render -q whole.jpg -o b.png && cmp a.png b.png", 0, NULL, NULL},
        {"in passes, too", "remontage render endlesspass.jpg -o a.png", 0, NULL,
         "picture is whole"},
        {"is refused where the picture is cut", "remontage render half.jpg -o c.png", 66, NULL,
         "% of the picture is there"},
        {"in passes: by its pass", "remontage render halfpass.jpg -o c.png", 66, NULL,
         "of a progressive JPEG"},
        {"writes nothing then", "test ! -e c.png", 0, NULL, NULL},
        {"costs a folder that picture alone",
         "remontage render album.yaml --frame 30 -o d.png 2>&1 | grep -c -e 2.jpg -e 3.jpg", 0, "2",
         NULL},
        {"and the others are shown",
         "remontage render -q album.yaml --frame 30 -o d.png && remontage render -q album.yaml "
         "--frame 0 -o e.png && cmp d.png e.png",
         0, NULL, NULL},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_jpeg_that_ends_too_early),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
