// SPDX-License-Identifier: GPL-3.0-or-later
// Loops in files of others that a pixel leaves for want of rounds are told of, whatever they depend
// on: each file's once, with its line.
#include "support/cli.h"
#include "support/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define RENDER "remontage render -s 16x9 --loop-rounds 60 -o a.png "
#define TOLD "early: the loops of this file make 60 rounds a pixel, no more [isf-rounds]"
#define SAID(place) place ": warning: this loop is left " TOLD

static const struct test_law laws[] = {
    {"a bound that is an input", RENDER "by_input.yaml", 0, NULL, SAID("by_input.fs:4:5")},
    {"the way out is told with it", RENDER "by_input.yaml", 0, NULL,
     "render --loop-rounds N lets them make N"},
    {"by which it is gone", RENDER "by_input.yaml --loop-rounds 101 2>&1 | grep -c isf-rounds", 1,
     "0\n", NULL},
    {"one round less is one too few",
     RENDER "by_input.yaml --loop-rounds 100 2>&1 | grep -c isf-rounds", 0, "1\n", NULL},
    {"a break that does not come", RENDER "by_break.yaml", 0, NULL, SAID("by_break.fs:4:5")},
    {"a single pixel will do", RENDER "by_pixel.yaml", 0, NULL, SAID("by_pixel.fs:4:5")},
    {"one of another size has none such", RENDER "by_pixel.yaml -s 8x9 2>&1 | grep -c isf-rounds",
     1, "0\n", NULL},
    {"of two loops it is the second", RENDER "second.yaml", 0, NULL, SAID("second.fs:6:5")},
    {"within a function and a macro", RENDER "macro.yaml", 0, NULL, SAID("macro.fs:2:17")},
    {"a file's is told once", RENDER "twice.yaml 2>&1 | grep -c isf-rounds", 0, "1\n", NULL},
    {"two files, fused", RENDER "two.yaml 2>&1 | grep -c isf-rounds", 0, "2\n", NULL},
    {"and not", RENDER "two.yaml --no-fuse 2>&1 | grep -c isf-rounds", 0, "2\n", NULL},
    {"in a pass into a buffer", RENDER "passes.yaml", 0, NULL, SAID("passes.fs:5:5")},
    {"with a vertex shader beside it", RENDER "moved.yaml", 0, NULL, SAID("moved.fs:4:5")},
    {"in a scene within", RENDER "outer.yaml 2>&1 | grep -c isf-rounds", 0, "1\n", NULL},
    {"in the last of some frames only",
     "remontage render -s 16x9 --loop-rounds 60 --frames 0-3 -o %d.png late.yaml 2>&1 | "
     "grep -c isf-rounds",
     0, "1\n", NULL},
    {"in the mean of samples", RENDER "by_input.yaml --samples 4 2>&1 | grep -c isf-rounds", 0,
     "1\n", NULL},
    {"what constants show is told once", RENDER "constant.yaml 2>&1 | grep -c isf-rounds", 0, "1\n",
     NULL},
    {"--quiet says nothing of it", RENDER "by_input.yaml -q 2>&1 | grep -c isf-rounds", 1, "0\n",
     NULL},
};

static void test_laws(void **state)
{
    (void)state;
    TEST_HOLD(laws);
}

static int count_words(const char *words)
{
    int count = 0;
    for (const char *at = live_seen()->words; (at = strstr(at, words)); at++)
        count++;
    return count;
}

static void until_told(int times)
{
    for (int turn = 0; turn < 400 && count_words("[isf-rounds]") < times; turn++)
        live_step();
    assert_int_equal(count_words("[isf-rounds]"), times);
}

static void test_show(void **state)
{
    (void)state;
    test_cli_run("sed 's/n: 100/n: 90000/' by_input.yaml >a.yaml");
    assert_true(live_begin(&(struct live_params){.scene = "a.yaml"}));
    assert_true(live_until_swap(1));
    until_told(1);
    assert_non_null(strstr(live_seen()->words, "by_input.fs:4:5: warning: this loop is left"));
    assert_true(live_turn(5));
    test_cli_run("echo bpm: 90 >>a.yaml");
    assert_true(live_until_swap(2));
    assert_true(live_turn(10));
    assert_int_equal(count_words("[isf-rounds]"), 1); // it stands as it stood
    test_cli_run(
        "sed 's/by_input/by_input.fs: {n: 90000}, blur, .\\/many/' a.yaml >b; mv b a.yaml");
    assert_true(live_until_swap(3));
    until_told(2);
    assert_int_equal(live_seen()->gl_error, 0);
    live_end();
}

static void scene(const char *name, const char *chain)
{
    struct rmx_text text = {0}, path = {0};
    rmx_text_printf(&path, "%s.yaml", name);
    rmx_text_printf(&text, "size: 16x9\nlayers:\n  - generate: solid\n    chain: %s\n", chain);
    test_cli_text(rmx_text_string(&path), rmx_text_string(&text));
    rmx_text_finish(&text);
    rmx_text_finish(&path);
}

#define HEADER(more)                                                                               \
    "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}, {\"NAME\": \"n\", "          \
    "\"TYPE\": "                                                                                   \
    "\"float\", \"DEFAULT\": 100, \"MIN\": 0, \"MAX\": 90000}]" more "}*/\n"
#define COUNTED "    for (int i = 0; i < int(n); i++) sum += 0.01;\n"
#define BODY(loops)                                                                                \
    "void main() {\n    float sum = 0.0;\n" loops                                                  \
    "    gl_FragColor = IMG_THIS_PIXEL(inputImage) + vec4(sum);\n}\n"

static void write_effects(void)
{
    test_cli_text("by_input.fs", HEADER("") BODY(COUNTED));
    test_cli_text("many.fs", HEADER("") BODY("    for (int i = 0; i < 900 * int(n); i++) sum += "
                                             "0.01;\n"));
    test_cli_text("by_break.fs",
                  HEADER("") BODY("    while (true) { sum += 1.0; if (sum > n) break; }\n"));
    test_cli_text("by_pixel.fs",
                  HEADER("") BODY("    for (int i = 0; float(i) < n * step(15.0, gl_FragCoord.x) * "
                                  "step(8.0, gl_FragCoord.y); i++) sum += 0.01;\n"));
    test_cli_text("second.fs",
                  HEADER("") BODY("    for (int i = 0; i < int(n) / 2; i++) sum += 0.01;\n"
                                  "    if (n > 1.0) sum += 0.1;\n" COUNTED));
    test_cli_text("macro.fs", HEADER("") "#define EACH(k) for (int k = 0; k < int(n); k++)\n" BODY(
                                  "    EACH(i) sum += 0.01;\n"));
    test_cli_text(
        "passes.fs",
        HEADER(", \"PASSES\": [{\"TARGET\": \"kept\"}, {}]") "void main() {\n"
                                                             "    float sum = 0.0;\n"
                                                             "    if (PASSINDEX == 0)\n" COUNTED
                                                             "    gl_FragColor = PASSINDEX == 0 ? "
                                                             "vec4(sum) : "
                                                             "IMG_THIS_PIXEL(kept) * "
                                                             "IMG_THIS_PIXEL(inputImage);\n}\n");
    test_cli_text("moved.fs", HEADER("") BODY(COUNTED));
    test_cli_text("moved.vs", "void main() { isf_vertShaderInit(); }\n");
    test_cli_text("constant.fs",
                  HEADER("") BODY("    for (int i = 0; i < 200; i++) sum += 0.01;\n"));
}

static int set_up(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    write_effects();
    static const char *const alone[] = {"by_break", "by_pixel", "second",  "macro",
                                        "passes",   "moved",    "constant"};
    for (size_t i = 0; i < sizeof(alone) / sizeof(*alone); i++) {
        struct rmx_text chain = {0};
        rmx_text_printf(&chain, "./%s.fs", alone[i]);
        scene(alone[i], rmx_text_string(&chain));
        rmx_text_finish(&chain);
    }
    scene("by_input", "[./by_input.fs: {n: 100}]");
    scene("late", "[./by_input.fs: {n: 30 * frame}]");
    scene("twice", "[./by_input.fs, invert, ./by_input.fs]");
    scene("two", "[./second.fs, ./by_input.fs]");
    test_cli_text("outer.yaml", "sources: {s: by_input.yaml}\nlayers: [picture: s]\n");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_show),
    };
    return cmocka_run_group_tests(tests, set_up, live_tear_down);
}
