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
    test_cli_text("two.yaml", "size: 64x36\nlayers: [{generate: noise}]\n");
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
        {"several scenes, each by its name",
         "mkdir m; remontage render -q scenes/a.yaml two.yaml -s 16 -o m/%s.png; ls m | tr '\\n' ' "
         "'",
         0, "a.png two.png ", NULL},
        {"which want a place for it", "remontage render scenes/a.yaml two.yaml -o m/x.png", 2, NULL,
         "prints/%s.png"},
        {"and names that differ", "cp two.yaml scenes; remontage render two.yaml scenes/two.yaml",
         2, NULL, "would be written to one file"},
        {"one that is broken does not stop the others",
         "rm m/*; remontage render -q scenes/b.yml two.yaml -s 16 -o m/%s.png; ls m", 0,
         "two.png\n", "scenes/b.yml:2:"},
        {"seeds, each by its number",
         "rm m/*; remontage render -q two.yaml --seed 9-11 -s 16 -o m/%02d.png; ls m | tr '\\n' ' "
         "'",
         0, "09.png 10.png 11.png ", NULL},
        {"though they end where they begin",
         "rm m/*; remontage render -q two.yaml --seed 10-10 -s 16 -o m/%02d.png; ls m", 0,
         "10.png\n", NULL},
        {"as one by one",
         "remontage render -q two.yaml --seed 10 -s 16 -o t.png; cmp t.png m/10.png", 0, NULL,
         NULL},
        {"of both",
         "rm m/*; remontage render -q two.yaml scenes/a.yaml --seed 1-2 -s 16 "
         "-o m/%s%d.png; ls m | wc -l",
         0, "4\n", NULL},
        {"want a place, too", "remontage render two.yaml --seed 1-2 -o t.png", 2, NULL, "%02d"},
        {"a part of the picture",
         "remontage render -q two.yaml -s 64x36 -o whole.png; "
         "remontage render -q two.yaml -s 64x36 --crop 10,4,32x16 -o part.png; "
         "convert whole.png -crop 32x16+10+4 +repage rgba:one; convert part.png rgba:other; "
         "cmp one other && rm -r m",
         0, NULL, NULL},
        {"that lies in it", "remontage render two.yaml -s 64x36 --crop 40,4,32x16 -o part.png", 2,
         NULL, "outside the picture of 64 x 36"},
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
