// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures on paper: how many of its own pixels each one has an inch, and sizes in centimetres.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

// A picture of 300 x 200 pixels on canvases of its shape: on 6 x 4 inches it has 50 an inch.
#define SCENE(name, layers)                                                                        \
    test_cli_text(name ".yaml", "size: 6x4in\nsources: {a: a.png}\nlayers:\n" layers)

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_run("printf 'layers: [generate: noise]\\n' > a.yaml; "
                 "remontage render -q a.yaml --size 300x200 -o a.png");
    SCENE("whole", "  - picture: a\n");
    SCENE("placed", "  - {picture: a, place: {scale: 0.25}}\n");
    SCENE("scaled", "  - {picture: a, place: {scale: 0.25}, chain: [scale: {amount: 2}]}\n");
    SCENE("twice", "  - {picture: a, place: {scale: 0.25}}\n  - {picture: a, fit: contain, "
                   "chain: [hue]}\n");
    SCENE("mask", "  - {generate: solid, mask: a}\n");
    SCENE("stored", "  - {picture: a, chain: [blur, {scale: {amount: 2}}]}\n");
    SCENE("moves", "  - {picture: a, place: {scale: 1 + time}}\nstill: 1 s\n");
    SCENE("flying", "  - fragments: {from: a, arrange: {scatter: {amount: 1, size: 1}}}\n");
    SCENE("near", "  - fragments: {from: a, arrange: {scatter: {amount: 1, size: 0}}, depth: 1, "
                  "camera: {distance: 2}}\n");
    test_cli_text("outer.yaml", "size: 6x4in\nsources: {inner: {scene: placed.yaml}}\nlayers:\n"
                                "  - {picture: inner, place: {scale: 2}}\n");
    test_cli_text("pixels.yaml", "size: 600x400\nsources: {a: a.png}\nlayers: [picture: a]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void pictures_have_dots_an_inch(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a picture over all of it", "remontage explain whole.yaml", 0,
         "on paper: 15.2 x 10.2 cm, 300 dots an inch\n"
         "  a.png, 300x200, has 50 of its own in layers[0].blend normal\n",
         NULL},
        {"in a quarter of its width", "remontage explain placed.yaml", 0,
         "has 200 of its own in layers[0] place", NULL},
        {"enlarged in there", "remontage explain scaled.yaml", 0, "has 100 of its own", NULL},
        {"where it is shown largest", "remontage explain twice.yaml", 0,
         "has 50 of its own in layers[1].chain[0] hue\n", NULL},
        {"a mask is not shown", "remontage explain mask.yaml | grep -c ' of its own '", 1, "0\n",
         NULL},
        {"through a picture that is stored", "remontage explain stored.yaml", 0,
         "has 25 of its own", NULL},
        {"at the still's time", "remontage explain moves.yaml", 0, "has 25 of its own", NULL},
        {"the largest of fragments", "remontage explain flying.yaml", 0, "has 25 of its own", NULL},
        {"or the nearest", "remontage explain near.yaml", 0, "has 25 of its own", NULL},
        {"none that is placed at nothing",
         "sed 's/scale: 1 + time/scale: 0/' moves.yaml > gone.yaml; remontage explain gone.yaml | "
         "grep -c 'of its own'",
         1, "0\n", NULL},
        {"within a scene within", "remontage explain outer.yaml", 0, "has 100 of its own", NULL},
        {"pixels have no inches", "remontage explain pixels.yaml | grep -c 'on paper'", 1, "0\n",
         NULL},
        {"unless they are said", "remontage explain pixels.yaml --dpi 200", 0,
         "on paper: 7.6 x 5.1 cm, 200 dots an inch\n  a.png, 300x200, has 100 of its own", NULL},
        {"whatever size stands for the paper", "remontage explain whole.yaml --size 60", 0,
         "on paper: 15.2 x 10.2 cm, 10 dots an inch\n  a.png, 300x200, has 50 of its own", NULL},
    };
    TEST_HOLD(laws);
}

static void prints_are_warned_of(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"fewer than 150", "remontage check pixels.yaml --print 3x2in", 0, "0 errors, 1 warning",
         "pixels.yaml:2:14: warning: 'a.png', 300 x 200, has 100 dots an inch at 7.62 x 5.08 cm, "
         "in "
         "layers[0].blend normal [print-coarse]"},
        {"with what would hold", "remontage check pixels.yaml --print 6x4in", 0, "1 warning",
         "it holds 150 up to 5.08 x 3.39 cm; at this size a picture 3 times as wide would"},
        {"enough is enough", "remontage check pixels.yaml --print 2x1.33in", 0,
         "0 errors, 0 warnings", NULL},
        {"another shape cuts off", "remontage check pixels.yaml --print 4x4in", 0,
         "0 errors, 1 warning", "has 50 dots an inch"},
        {"however large it is", "remontage check pixels.yaml --print 8000x5333cm", 0, "1 warning",
         "it holds 150 up to 5.08 x 3.38 cm; at this size a picture 1.6e+03 times"},
        {"a print is paper", "remontage check pixels.yaml --print 600x400", 2, NULL,
         "--print takes a size on paper, A2 or 60x40cm, not '600x400'"},
        {"and has a size", "remontage check pixels.yaml --print 0.01x4cm", 2, NULL,
         "--print goes from a millimetre to 100 metres"},
    };
    TEST_HOLD(laws);
}

static void sizes_may_be_paper(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"at so many dots an inch",
         "remontage render -q pixels.yaml --size 6x4cm --dpi 100 -o b.png; file b.png", 0,
         "236 x 157", NULL},
        {"of any sheet", "remontage explain pixels.yaml --size 'A8 landscape'", 0,
         "on paper: 7.4 x 5.2 cm, 300 dots an inch", NULL},
        {"the scene's, unless said", "remontage explain whole.yaml --size 3x2in", 0,
         "; 900x600, depth 8", NULL},
        {"the ledger has its shape",
         "remontage ledger -q pixels.yaml --size 4x4in -o - | grep -c '\"ledger_height\": 160'", 0,
         "1\n", NULL},
        {"none that is too small", "remontage render pixels.yaml --size 0.01x4cm -o b.png", 2, NULL,
         "--size goes from a millimetre to 100 metres"},
        {"and no paper of that name", "remontage render pixels.yaml --size A9 -o b.png", 2, NULL,
         "--size takes 1920x1080, 1920, 2x, A2 or 60x40cm, not 'A9'"},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_have_dots_an_inch),
        cmocka_unit_test(prints_are_warned_of),
        cmocka_unit_test(sizes_may_be_paper),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
