// SPDX-License-Identifier: GPL-3.0-or-later
// A show follows every way of saving, and everything that its scene is made of.
#include "support/cli.h"
#include "support/live.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// A scene whose picture is one grey, which a number says.
static const char *grey(const char *number)
{
    static char text[512];
    snprintf(text, sizeof(text),
             "size: 160x90\nlayers:\n  - generate: {solid: {color: [%s, %s, %s]}}\n", number,
             number, number);
    return text;
}

static void start(const char *scene)
{
    assert_true(live_begin(&(struct live_params){.scene = scene}));
    assert_true(live_until_swap(1));
}

struct law {
    const char *law, *command;
    double grey;
};

// The scene cannot be read then, and what was there stays.
#define KEEPS(grey) (-(grey))

static bool is_read_as(bool broken)
{
    struct rmx_show_counts counts = live_counts();
    for (int loads = counts.reload.loads; counts.reload.is_broken != broken; loads++) {
        if (!live_until_loads(loads + 1))
            return false;
        counts = live_counts();
    }
    return true;
}

static void hold(const struct law *laws, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        print_message("%s\n", laws[i].law);
        bool keeps = laws[i].grey < 0;
        test_cli_run(laws[i].command);
        if (!is_read_as(keeps))
            fail_msg("%s: the scene is %s", laws[i].law, keeps ? "whole" : "broken");
        assert_true(live_turn(1));
        live_assert_grey(fabs(laws[i].grey));
    }
}
#define HOLD(laws) hold(laws, sizeof(laws) / sizeof((laws)[0]))

static void test_ways_of_saving(void **state)
{
    (void)state;
    static const struct law laws[] = {
        {"written in place", "sed 's/0.2/0.4/g' a.yaml > b; cat b > a.yaml", 102},
        {"written beside and renamed", "sed 's/0.4/0.6/g' a.yaml > b; mv b a.yaml", 153},
        {"truncated, and written a moment later",
         "sed 's/0.6/0.8/g' a.yaml > b; : > a.yaml; sleep 0.02; cat b > a.yaml", 204},
        {"sed -i", "sed -i 's/0.8/0.2/g' a.yaml", 51},
        {"the old one moved away, a new one written",
         "sed 's/0.2/0.5/g' a.yaml > b; mv a.yaml "
         "a.yaml~; cp b a.yaml",
         127.5},
        {"deleted and brought back", "sed 's/0.5/0.3/g' a.yaml > b; rm a.yaml; cp b a.yaml", 76.5},
        {"a link in its place", "sed 's/0.3/0.7/g' a.yaml > b2; ln -sf b2 a.yaml", 178.5},
    };
    test_cli_text("a.yaml", grey("0.2"));
    start("a.yaml");
    live_assert_grey(51);
    HOLD(laws);
    live_end();
}

static void test_whatever_it_is_made_of(void **state)
{
    (void)state;
    static const struct law laws[] = {
        {"an edited effect", "sed -i 's/0.1/0.3/' shaders/mine.fs", 76.5},
        {"an edited include", "sed -i 's/part: 1/part: 2/' more.yaml", 153},
        {"a replaced picture", "cp white.png p.png", 204},
        {"an effect's own include", "sed -i 's/= 0.2/= 0.0/' shaders/own.glsl", 153},
        {"an effect that comes to hide another one",
         "mkdir -p shaders/sub; sed 's/0.3/0.1/' "
         "shaders/mine.fs > shaders/another.fs; sed -i "
         "s/mine/another/ more.yaml",
         51},
        {"the folder moved away", "mv shaders away", KEEPS(51)},
        {"and back", "sed -i 's/0.1/0.2/' away/another.fs; mv away shaders", 102},
    };
    test_cli_text("white.txt", "");
    test_cli_run("mkdir -p shaders");
    test_cli_text("made.yaml", "size: 160x90\ninclude: more.yaml\n"
                               "layers:\n  - {picture: p, fit: stretch, chain: look}\n");
    test_cli_text("more.yaml", "sources: {p: p.png}\nchains: {look: {mine: {part: 1}}}\n");
    test_cli_text("shaders/own.glsl", "const float extra = 0.2;\n");
    test_cli_text(
        "shaders/mine.fs",
        "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},"
        "{\"NAME\": \"part\", \"TYPE\": \"float\", \"DEFAULT\": 1}]}*/\n"
        "#include \"own.glsl\"\n"
        "void main() { gl_FragColor = vec4(vec3(0.1 * part) + "
        "extra * IMG_THIS_PIXEL(inputImage).r, 1.0); }\n");
    test_cli_run("convert -size 8x8 xc:black p.png; convert -size 8x8 xc:white white.png");
    start("made.yaml");
    live_assert_grey(25.5);
    HOLD(laws);
    live_end();
}

// A scene within the scene, which lies in a folder of its own.
static void test_scenes_within(void **state)
{
    (void)state;
    static const struct law laws[] = {
        {"an edited scene within", "sed -i 's/part: 1/part: 2/' parts/inner.yaml", 102},
        {"an effect beside it", "sed -i 's/0.2 /0.3 /' parts/shaders/beside.fs", 153},
        {"one that comes to lie there",
         "sed 's/0.3 /0.1 /' parts/shaders/beside.fs > parts/shaders/later.fs; sed -i "
         "s/beside/later/ parts/inner.yaml",
         51},
        {"a number for its knob", "sed -i 's/level: 1/level: 0.5/' outer.yaml", 25.5},
        {"a broken one leaves the last whole picture", "echo '{' > parts/inner.yaml", KEEPS(25.5)},
        {"and a whole one takes its place",
         "printf 'knobs: {level: 0}\\nlayers: [generate: {solid: {color: [level, level, "
         "level]}}]\\n' > parts/inner.yaml",
         127.5},
    };
    test_cli_run("mkdir -p parts/shaders");
    test_cli_text("outer.yaml",
                  "size: 160x90\nsources: {other: {scene: parts/inner.yaml, with: {level: 1}}}\n"
                  "layers: [picture: other]\n");
    test_cli_text("parts/inner.yaml", "size: 80x45\nknobs: {level: 0}\n"
                                      "layers: [generate: {beside: {part: 1, level: level}}]\n");
    test_cli_text("parts/shaders/beside.fs",
                  "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"part\", \"TYPE\": \"float\"},"
                  "{\"NAME\": \"level\", \"TYPE\": \"float\"}]}*/\n"
                  "void main() { gl_FragColor = vec4(vec3(0.2 * part * level), 1.0); }\n");
    start("outer.yaml");
    live_assert_grey(51);
    HOLD(laws);
    live_end();
}

// White is drawn in the first fifth of a second only; then it is remembered.
static void test_memory_of_scenes_within(void **state)
{
    (void)state;
    static const char *const edited[] = {"shows.yaml", "remembers.yaml"};
    char command[100];
    test_cli_text("remembers.yaml",
                  "size: 160x90\nlayers:\n  - picture: finish.past\n"
                  "  - {generate: {solid: {color: white}}, opacity: time < 0.2}\n");
    test_cli_text("shows.yaml", "size: 160x90\nlayers: [picture: remembers.yaml]\n");
    assert_true(live_begin(&(struct live_params){.scene = "shows.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    live_assert_grey(255);
    for (int i = 0; i < 2; i++) {
        snprintf(command, sizeof(command), "echo 'title: edited' >> %s", edited[i]);
        test_cli_run(command);
        assert_true(live_until_swap(2 + i));
        live_time(1 + i);
        assert_true(live_until_frame(30 * (1 + i)));
        assert_true(live_seen()->mean > 254);
    }
    live_end();
}

// What stands beside an effect's file, and was not there at first.
static void test_companions(void **state)
{
    (void)state;
    static const struct law laws[] = {
        {"a vertex shader that comes",
         "printf 'out float grey;\\nvoid main() { isf_vertShaderInit(); grey = 0.4; }\\n' "
         "> shaders/other.vs; sed -i 's/float grey = 0.2/in float grey/' shaders/other.fs",
         102},
        {"an edited vertex shader", "sed -i 's/0.4/0.6/' shaders/other.vs", 153},
        {"a picture of the effect's own", "cp black.png shaders/own.png", 0},
    };
    test_cli_run(
        "mkdir -p shaders; convert -size 8x8 xc:black black.png; convert -size 8x8 xc:white "
        "shaders/own.png");
    test_cli_text("beside.yaml", "size: 160x90\nlayers:\n  - generate: other\n");
    test_cli_text("shaders/other.fs",
                  "/*{\"IMPORTED\": {\"own\": {\"PATH\": \"own.png\"}}}*/\nfloat grey = 0.2;\n"
                  "void main() { gl_FragColor = vec4(grey * IMG_THIS_PIXEL(own).rgb, 1.0); }\n");
    start("beside.yaml");
    live_assert_grey(51);
    HOLD(laws);
    live_end();
}

static void test_album(void **state)
{
    (void)state;
    static const struct law laws[] = {
        {"a picture that comes",
         "convert -size 8x8 xc:'rgb(102,102,102)' new.png;"
         "mv new.png album/1.png",
         102},
        {"another one in its place", "convert -size 4x4 xc:'rgb(153,153,153)' album/1.png", 153},
        {"one that goes", "rm album/1.png", 51},
        {"the last one goes", "rm album/2.png", KEEPS(51)},
        {"and another comes", "convert -size 8x8 xc:black album/3.png", 0},
    };
    test_cli_run("mkdir album; convert -size 8x8 xc:'rgb(51,51,51)' album/2.png");
    test_cli_text("album.yaml", "size: 160x90\nsources: {a: {folder: album, every: 1000 s}}\n"
                                "layers: [{picture: a}]\n");
    start("album.yaml");
    live_assert_grey(51);
    HOLD(laws);
    live_end();
}

static void test_work_saved(void **state)
{
    (void)state;
    test_cli_picture("one.png", 40, 30);
    test_cli_picture("two.png", 40, 30);
    test_cli_text("work.yaml", "size: 160x90\nlayers:\n"
                               "  - {picture: ./one.png, chain: {posterize: {levels: 4}}}\n"
                               "  - {picture: ./two.png, opacity: 0.5}\n");
    start("work.yaml");
    struct rmx_show_counts before = live_counts();
    assert_int_equal(before.reload.decoded, 2);
    test_cli_run("sed -i 's/levels: 4/levels: 7/' work.yaml");
    assert_true(live_until_swap(2));
    struct rmx_show_counts number = live_counts();
    assert_int_equal(number.reload.compiled, before.reload.compiled);
    assert_int_equal(number.reload.decoded, before.reload.decoded);
    test_cli_picture("two.png", 60, 20);
    assert_true(live_until_swap(3));
    struct rmx_show_counts picture = live_counts();
    assert_int_equal(picture.reload.compiled, before.reload.compiled);
    assert_int_equal(picture.reload.decoded, before.reload.decoded + 1);
    live_end();
}

// A save that changes nothing is none.
static void test_nothing_saved(void **state)
{
    (void)state;
    static const char *const saves[] = {"touch same.yaml", "cp same.yaml x; mv x same.yaml",
                                        "cp same.yaml x; dd if=x of=same.yaml conv=notrunc",
                                        "cp same.png y; mv y same.png"};
    test_cli_picture("same.png", 40, 30);
    test_cli_text("same.yaml", "size: 160x90\nlayers:\n  - picture: ./same.png\n");
    start("same.yaml");
    struct rmx_show_counts before = live_counts();
    for (size_t i = 0; i < sizeof(saves) / sizeof(saves[0]); i++) {
        int settled = live_counts().reload.settled;
        test_cli_run(saves[i]);
        if (!live_until_settled(settled + 1))
            fail_msg("%s: it is not looked at", saves[i]);
    }
    assert_int_equal(live_counts().reload.loads, before.reload.loads);
    test_cli_run("echo '  - generate: {solid: {color: red}}' >>same.yaml");
    assert_true(live_until_swap(before.swaps + 1));
    assert_int_equal(live_counts().reload.loads, before.reload.loads + 1);
    live_end();
}

static void test_mistakes(void **state)
{
    (void)state;
    test_cli_text("m.yaml", grey("0.2"));
    start("m.yaml");
    test_cli_text("m.yaml", "size: 160x90\nlayers:\n  - generate: {solid: {colour: red}}\n");
    assert_true(live_until_loads(2));
    assert_true(live_turn(3));
    live_assert_grey(51);
    assert_non_null(strstr(live_seen()->words, "m.yaml:3:"));
    assert_non_null(strstr(live_seen()->words, "^"));
    live_forget_words();
    test_cli_text("m.yaml", grey("0.6"));
    assert_true(live_until_swap(2));
    live_assert_grey(153);
    assert_non_null(strstr(live_seen()->words, "mended"));
    live_end();
}

static void test_test_card(void **state)
{
    (void)state;
    test_cli_text("t.yaml", "layers: [{picture: ./later.png}]\n");
    start("t.yaml");
    assert_true(live_seen()->mean > 10);
    assert_non_null(strstr(live_seen()->words, "later.png"));
    test_cli_run("mkdir later; convert -size 8x8 xc:white later/a.png; cp later/a.png later.png");
    assert_true(live_until_swap(2));
    live_assert_grey(255);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways_of_saving), cmocka_unit_test(test_whatever_it_is_made_of),
        cmocka_unit_test(test_scenes_within),  cmocka_unit_test(test_memory_of_scenes_within),
        cmocka_unit_test(test_companions),     cmocka_unit_test(test_album),
        cmocka_unit_test(test_work_saved),     cmocka_unit_test(test_nothing_saved),
        cmocka_unit_test(test_mistakes),       cmocka_unit_test(test_test_card),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
