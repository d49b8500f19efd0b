// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene remembers goes on through its edits, and the keys treat it as one expects.
#include "support/cli.h"
#include "support/live.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// Brighter by this much in each frame that is shown, of 255.
static const double step = 0.02 * 255;

static const char count_fs[] =
    "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}],\n"
    "\"PASSES\": [{\"TARGET\": \"sum\", \"PERSISTENT\": true, \"FLOAT\": true}, {}]}*/\n"
    "void main() {\n"
    "if (PASSINDEX == 0) gl_FragColor = vec4(IMG_THIS_PIXEL(sum).rgb + 0.02, 1.0);\n"
    "else gl_FragColor = IMG_THIS_PIXEL(sum); }\n";

#define HEAD "size: 320x180\nfps: 30\nlayers:\n"
#define FINISH                                                                                     \
    HEAD "  - generate: {solid: {color: [0.02, 0.02, 0.02]}}\n"                                    \
         "  - {picture: finish.past, blend: plus}\n"
#define NAMED                                                                                      \
    HEAD "  - {name: a, visible: false, generate: {solid: {color: [0.02, 0.02, 0.02]}},\n"         \
         "     chain: [dissolve: {to: b, progress: 1}]}\n"                                         \
         "  - {name: b, picture: a.past, chain: [./up.fs]}\n"
#define BUFFER HEAD "  - {generate: {solid: {color: black}}, chain: [./count.fs]}\n"

static const struct {
    const char *law, *scene, *edit;
    bool goes_on;
} edits[] = {
    {"a word that says nothing", FINISH, "s/^fps/# now\\nfps/", true},
    {"a step put in at the end", FINISH, "$ a finish: [hue: {angle: 0}]", true},
    {"a layer put in below a named one", NAMED, "s/^layers:/&\\n  - generate: checker/", true},
    {"a named one under another name", NAMED, "s/\\ba\\b/c/g", false},
    {"a buffer behind a step put in", BUFFER, "s/\\[.*count/[invert, .\\/count/", true},
    {"a buffer of another layer", BUFFER, "s/{generate/{name: other, generate/", false},
    {"a window of the scene's own size", BUFFER, "s/320x180/160x90/", true},
};

static int begin(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    test_cli_text("count.fs", count_fs);
    test_cli_text("up.fs", "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"
                           "void main() { gl_FragColor = "
                           "vec4(IMG_THIS_PIXEL(inputImage).rgb + 0.02, 1.0); }\n");
    return 0;
}

// Frames 0 to `last`, each once; the brightness then.
static double show_up_to(long long first, long long last)
{
    for (long long frame = first; frame <= last; frame++) {
        live_time((double)frame / 30);
        assert_true(live_until_frame(frame));
    }
    return live_seen()->mean;
}

static void begin_scene(const char *scene)
{
    test_cli_text("memory.yaml", scene);
    assert_true(live_begin(&(struct live_params){.scene = "memory.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
}

static void edit(const char *how)
{
    char command[256];
    snprintf(command, sizeof(command), "sed -i '%s' memory.yaml", how);
    assert_int_equal(test_cli_run(command).code, 0);
    if (!live_until_swap(2))
        fail_msg("not taken: %s\n%s", how, live_seen()->words);
}

static void test_edits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(edits) / sizeof(*edits); i++) {
        begin_scene(edits[i].scene);
        double before = show_up_to(0, 20);
        edit(edits[i].edit);
        live_press(RMX_ACTION_NONE);
        assert_true(live_turn(1));
        double held = live_seen()->mean, after = show_up_to(21, 22);
        live_end();
        if (before < 15 * step)
            fail_msg("%s: nothing was remembered: %g", edits[i].law, before);
        if (edits[i].goes_on && fabs(held - before) > 1)
            fail_msg("%s: %g before, and %g while time stands", edits[i].law, before, held);
        if (edits[i].goes_on != (fabs(after - before - 2 * step) < 1))
            fail_msg("%s: %g before, %g two frames later", edits[i].law, before, after);
    }
}

static void test_keys(void **state)
{
    (void)state;
    char folder[256];
    assert_non_null(getcwd(folder, sizeof(folder)));
    assert_int_equal(chdir(test_cli_path(".")), 0); // stills go to the current folder
    begin_scene("background: transparent\n" FINISH);
    double level = show_up_to(0, 10);
    live_press(RMX_ACTION_MUCH_MORE); // drawn again within its frame
    assert_true(live_turn(1));
    assert_true(fabs(live_seen()->mean - level) < 0.5);
    live_press(RMX_ACTION_STEP);
    assert_true(live_turn(1));
    assert_true(fabs(live_seen()->mean - level - step) < 1);
    live_forget_words();
    live_press(RMX_ACTION_STILL);
    for (int turn = 0; turn < 5000 && !strstr(live_seen()->words, "wrote"); turn++) {
        live_press(RMX_ACTION_NONE);
        live_turn(1);
    }
    assert_non_null(strstr(live_seen()->words, "as shown"));
    // Nothing of the background is seen: no alpha, as a render has none.
    assert_int_equal(test_cli_run("remontage render -q memory.yaml -o render.png;"
                                  "for file in render.png memory-*.png; do "
                                  "[ $(od -An -tu1 -j25 -N1 $file) = 2 ] || exit 1; done")
                         .code,
                     0);
    live_press(RMX_ACTION_RESTART);
    assert_true(live_turn(1));
    assert_true(fabs(live_seen()->mean - step) < 1);
    live_end();
    assert_int_equal(chdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits), cmocka_unit_test(test_keys)};
    return cmocka_run_group_tests(tests, begin, live_tear_down);
}
