// SPDX-License-Identifier: GPL-3.0-or-later
// What people type: folders, rates as fractions, links, pipes.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_run("mkdir scenes none");
    test_cli_text("scenes/a.yaml", "size: 32x18\nlayers: [{generate: solid}]\n");
    test_cli_text("scenes/b.yml", "size: 32x18\nlayers: [{generate: nonsense}]\n");
    test_cli_text("scenes/a.midi.yaml", "keys: {}\n");
    test_cli_text("scenes/CREDITS.yaml", "a.jpg: {credit: somebody}\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void each_is_understood(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"check takes folders and files", "remontage check scenes scenes/a.yaml", 65, "1 error",
         "scenes/b.yml:2:"},
        {"a folder without scenes", "remontage check none", 66, "0 errors", "no scene lies in"},
        {"a rate may be a fraction",
         "remontage render -q scenes/a.yaml --fps 30000/1001 --frame 3 -o a.png", 0, NULL, NULL},
        {"but a whole one", "remontage render scenes/a.yaml --fps 30000/ -o a.png", 2, NULL,
         "--fps wants a number"},
        {"and no division by zero", "remontage render scenes/a.yaml --fps 30/0 -o a.png", 2, NULL,
         "--fps wants a number"},
        {"a link is written through",
         "ln -s elsewhere.png link.png; remontage render -q scenes/a.yaml -o link.png && test -L "
         "link.png && test -s elsewhere.png",
         0, NULL, NULL},
        {"from another folder, over what is there",
         "ln -s ../elsewhere.png scenes/link.png; : > elsewhere.png; remontage render -q "
         "scenes/a.yaml -o scenes/link.png && test -L scenes/link.png && test -s elsewhere.png",
         0, NULL, NULL},
        {"a pipe is told from a file", "mkfifo pipe; remontage render pipe -o a.png", 66, NULL,
         "comes through a pipe as -"},
        {"frames go through a pipe, one after another",
         "remontage render -q scenes/a.yaml --frames 0-4 -o - > all; "
         "grep -a -o IEND all | wc -l",
         0, "5", NULL},
        {"each as its file would be",
         "remontage render -q scenes/a.yaml --frames 0-1 -o %d.png; remontage render -q "
         "scenes/a.yaml --frames 0-1 -o - | cat > two; cat 0.png 1.png | cmp - two",
         0, NULL, NULL},
        {"a film is made by ffmpeg", "remontage render scenes/a.yaml --frames 0-4 -o a.mp4", 2,
         NULL, "-o - | ffmpeg -f image2pipe"},
        {"bits that a format does not hold are said",
         "remontage render scenes/a.yaml --depth 16 -o a.jpg", 0, NULL,
         "'a.jpg' holds 8 bits a channel"},
        {"and those it holds are not", "remontage render -q scenes/a.yaml --depth 16 -o a.tif", 0,
         NULL, NULL},
        {"help names it", "remontage --help", 0, "SCENE may be -", NULL},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_understood)};
    return cmocka_run_group_tests(tests, begin, end);
}
