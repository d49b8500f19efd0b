// SPDX-License-Identifier: GPL-3.0-or-later
// `remontage credits` and `render --credits` from outside: lists, rolls that can be drawn, warnings
// with their places, and nothing written over what a scene is made of.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("plant.png", 40, 30);
    test_cli_picture("sea.png", 30, 40);
    test_cli_text("drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" "
                                 "height=\"36\"><rect width=\"64\" height=\"36\"/></svg>");
    test_cli_text("scene.yaml", "title: Two\nsize: 64x48\nsources:\n"
                                "  plant: {image: plant.png, credit: Ann, licence: CC BY-NC 4.0}\n"
                                "  sea: sea.png\n"
                                "layers: [picture: plant, {picture: sea, opacity: 0.5}]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void test_lists(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a list of the sources", "remontage credits scene.yaml -q", 0,
         "Two\n\nplant\n    Ann\n    CC BY-NC 4.0\n", NULL},
        {"warnings have their places", "remontage credits scene.yaml", 0, "\nsea\n",
         "scene.yaml:5:8: warning: no licence is said of 'sea' [no-licence]\n    5 |   sea: "
         "sea.png"},
        {"and stand at the list's end", "remontage credits scene.yaml -q", 0,
         "\nOpen questions\n\n- it is not said who made 'sea'\n", NULL},
        {"trade is said by --commercial", "remontage credits scene.yaml --commercial", 0,
         "this is for trade: 'plant'", "[non-commercial]"},
        {"without it nothing is said of it",
         "remontage credits scene.yaml 2>&1 | grep -c 'for trade'", 1, "0\n", NULL},
        {"a picture stands for a scene", "remontage credits plant.png -q", 0,
         "plant\n\nplant.png\n    Maker not said\n", NULL},
        {"CREDITS.yaml is heard",
         "echo 'sea.png: {credit: Bea, licence: CC0}' >CREDITS.yaml; remontage credits scene.yaml; "
         "rm CREDITS.yaml",
         0, "sea\n    Bea\n    CC0 1.0\n", NULL},
        {"no scene of the gallery owes an answer",
         "for s in " REMONTAGE_ROOT "/scenes/*.yaml; do remontage credits $s --commercial; done | "
         "grep -c -e said -e 'Open questions'",
         1, "0\n", NULL},
        {"a list in a file", "remontage credits scene.yaml -q -o list.txt; cat list.txt", 0,
         "Two\n\nplant\n", NULL},
        {"the file is named", "remontage credits scene.yaml -o list.txt", 0, NULL,
         "wrote list.txt\n"},
        {"another ending", "remontage credits scene.yaml -o list.pdf", 2, NULL,
         "a list is .txt, a roll .yaml"},
        {"a folder that is not there", "remontage credits scene.yaml -q -o no/list.txt", 73, NULL,
         "cannot write 'no/list.txt'"},
        {"never over the scene", "remontage credits scene.yaml -q -o scene.yaml", 73, NULL,
         "is an input"},
        {"a scene with errors", "echo 'layers: 3' >bad.yaml; remontage credits bad.yaml", 65, NULL,
         "bad.yaml:1:9: error"},
        {"no scene", "remontage credits none.yaml", 66, NULL, "none.yaml"},
    };
    TEST_HOLD(laws);
    assert_false(test_cli_exists("list.pdf"));
}

static void test_rolls(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a roll is a scene",
         "remontage credits scene.yaml -q -o roll.yaml; remontage check roll.yaml", 0,
         "0 errors, 0 warnings", NULL},
        {"of the scene's size, with words in it",
         "remontage render roll.yaml -q -o roll.bmp; remontage explain roll.yaml", 0, "64x48",
         NULL},
        {"it rolls", "remontage render roll.yaml -q --time 6 -o later.bmp; cmp roll.bmp later.bmp",
         1, "differ", NULL},
        {"until nothing is left",
         "remontage render roll.yaml -q --time 100 -o end.bmp; "
         "echo 'size: 64x48\nbackground: \"#100f0e\"\nlayers: [{picture: plant.png, opacity: 0}]' "
         ">dark.yaml; remontage render dark.yaml -q -o dark.bmp; cmp end.bmp dark.bmp",
         0, NULL, NULL},
        {"the words are drawn where there is no picture, too",
         "printf 'title: Words\\nsize: 64x48\\nlayers: [generate: noise]' >words.yaml; "
         "remontage credits words.yaml -q -o none.yaml; remontage render none.yaml -q -o none.bmp; "
         "remontage render none.yaml --time 99 -q -o gone.bmp; cmp none.bmp gone.bmp",
         1, "differ", NULL},
        {"over an input nothing is written, of its sheets neither",
         "cp scene.yaml over.yaml; remontage credits over.yaml -q -o over.yaml; ls over.* | wc -l",
         0, "1\n", "is an input"},
        {"nor with a picture's",
         "sed 's/sea: sea.png/sea: o.credits.svg/' scene.yaml >o.yaml; "
         "cp drawing.svg o.credits.svg; remontage render o.yaml --credits -q; ls o.credits.* | wc "
         "-l",
         0, "1\n", "is an input"},
        {"the film's command says where other folders' pictures lie",
         "mkdir -p \"o'far\" film; cp sea.png \"o'far\"; "
         "sed \"s:sea.png:o'far/sea.png:\" scene.yaml >far.yaml; "
         "remontage credits far.yaml -q -o film/roll.yaml; cd film; mkdir -p frames; "
         "eval \"$(sed -n '2s/# //;2s/--frames 0-[0-9]*/--frames 0-1/p' roll.yaml)\"; ls frames",
         0, "00000.png\n00001.png\n", "wrote 2 frames"},
        {"another folder's pictures need leave",
         "mkdir -p far; remontage credits scene.yaml -o far/roll.yaml 2>&1 | grep -o -e --allow.*; "
         "remontage check far/roll.yaml 2>&1 | grep -c not-allowed; "
         "remontage check far/roll.yaml --allow .",
         0, "--allow lets it\n2\n", NULL},
    };
    TEST_HOLD(laws);
}

static void test_render(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"beside the picture",
         "remontage render scene.yaml --credits -q -o a.png; cat a.credits.txt; "
         "remontage check a.credits.yaml",
         0, "Two\n\nplant\n", NULL},
        {"with warnings, for trade", "remontage render scene.yaml --credits --commercial -o a.png",
         0, NULL, "[non-commercial]"},
        {"which means the credits", "remontage render scene.yaml --commercial -o a.png", 2, NULL,
         "--commercial goes with --credits"},
        {"of a sequence by the scene's name",
         "mkdir -p f; remontage render scene.yaml --credits -q --frames 0-1 -o f/%03d.png; ls f", 0,
         "000.png\n001.png\nscene.credits.svg\nscene.credits.txt\nscene.credits.yaml\n", NULL},
        {"of standard output, too",
         "remontage render scene.yaml --credits -q -o - >/dev/null; ls scene.credits.*", 0,
         "scene.credits.svg\nscene.credits.txt\nscene.credits.yaml\n", NULL},
        {"unasked there is none", "remontage render scene.yaml -q -o b.png; ls b.credits.*", 2,
         NULL, "b.credits"},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_rolls),
        cmocka_unit_test(test_render),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
