// SPDX-License-Identifier: GPL-3.0-or-later
// A show follows cuts and arranges that are written while it runs, in a user's folder of effects
// that is not there at first.
#include "support/cli.h"
#include "support/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "data/remontage/shaders/"
#define HEADER "/*{\"COLUMNS\": \"8\", \"ROWS\": \"4\", \"UNIFORM\": true, \"INPUTS\": []}*/\n"

// White tiles, of which those left of `share` are kept.
static void write_cut(const char *name, const char *share)
{
    char text[800];
    snprintf(text, sizeof(text),
             HEADER "const float share = %s;\n"
                    "Fragment cut(int id)\n{\n    Fragment f = fragment_new(id);\n"
                    "    f.size = vec2(ASPECT, 1.0) / vec2(COLUMNS, ROWS);\n"
                    "    f.home = (vec2(id %% COLUMNS, id / COLUMNS) + 0.5) * f.size;\n"
                    "    if (f.home.x < share * ASPECT)\n"
                    "        f.area = f.size.x * f.size.y;\n"
                    "    return f;\n}\n",
             share);
    test_cli_text(name, text);
}

static const char arrange[] = "/*{\"INPUTS\": []}*/\n"
                              "const float far = 0.0;\n"
                              "Fragment arrange(Fragment f)\n{\n"
                              "    f.place.y += far;\n    return f;\n}\n";

struct law {
    const char *law, *command;
    double grey;
    const char *said; // with a caret below the line; NULL: nothing
};

static void hold(const struct law *law)
{
    int loads = live_counts().reload.loads;
    print_message("%s\n", law->law);
    live_forget_words();
    test_cli_run(law->command);
    assert_true(live_until_loads(loads + 1));
    live_assert_grey(law->grey);
    for (int turn = 0; law->said && turn < 400 && !strstr(live_seen()->words, law->said); turn++)
        live_turn(1);
    if (!law->said)
        return;
    assert_true(live_turn(5)); // and the picture stays
    live_assert_grey(law->grey);
    const char *said = strstr(live_seen()->words, law->said);
    if (!said || !strchr(said, '^'))
        fail_msg("'%s' is not said, but %s", law->said, live_seen()->words);
}

static void test_cuts_and_arranges(void **state)
{
    (void)state;
    static const struct law laws[] = {
        {"a cut that is not there yet", "sed -i 's/cut: grid/cut: mine/' a.yaml", 255, "a.yaml:4:"},
        {"and comes", "mkdir -p " FOLDER "cut; cp half.txt " FOLDER "cut/mine.fs", 127.5, NULL},
        {"an edited cut", "sed -i 's/share = 0.5/share = 0.25/' " FOLDER "cut/mine.fs", 63.75,
         NULL},
        {"a broken one", "sed -i 's/share = 0.25/share = nothing/' " FOLDER "cut/mine.fs", 63.75,
         "mine.fs:2:"},
        {"that is mended", "sed -i 's/share = nothing/share = 0.75/' " FOLDER "cut/mine.fs", 191.25,
         NULL},
        {"another one, saved beside and renamed",
         "sed 's/0.75/1.0/' " FOLDER "cut/mine.fs > b; mv b " FOLDER "cut/mine.fs", 255, NULL},
        {"an arrange that is not there yet", "sed -i 's/in_place/sink/' a.yaml", 255, "a.yaml:4:"},
        {"and comes", "mkdir -p " FOLDER "arrange; cp sink.txt " FOLDER "arrange/sink.fs", 255,
         NULL},
        {"an edited arrange", "sed -i 's/far = 0.0/far = -0.5/' " FOLDER "arrange/sink.fs", 127.5,
         NULL},
        {"a broken one", "sed -i 's/place.y/plaice.y/' " FOLDER "arrange/sink.fs", 127.5,
         "sink.fs:5:"},
        {"that is mended", "sed -i 's/plaice.y/place.x/' " FOLDER "arrange/sink.fs", 183.3, NULL},
        {"a header with a mistake",
         "sed -i 's/INPUTS.: ../INPUTS\": [{}]/' " FOLDER "arrange/sink.fs", 183.3, "sink.fs:1:"},
        {"a cut that goes",
         "rm " FOLDER "cut/mine.fs; sed -i 's/cut: mine/cut: grid/;"
         "s/sink/in_place/' a.yaml",
         255, NULL},
    };
    write_cut("half.txt", "0.5");
    test_cli_text("sink.txt", arrange);
    test_cli_text("a.yaml", "size: 160x90\nsources: {w: {generate: {solid: {color: white}}}}\n"
                            "layers:\n  - fragments: {from: w, cut: grid, arrange: in_place}\n");
    assert_true(live_begin(&(struct live_params){.scene = "a.yaml"}));
    assert_true(live_until_swap(1));
    live_assert_grey(255);
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++)
        hold(&laws[i]);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts_and_arranges),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
