// SPDX-License-Identifier: GPL-3.0-or-later
// check --strict: what a collection refuses of a scene that is right otherwise.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char fine[] = "0 errors, 0 warnings";

// `id`: that of the error; NULL: it passes. Without --strict each of them exits with 0.
static const struct {
    const char *law, *scene, *before, *options, *id;
} rows[] = {
    {"credit and licence are said", "layers: [{picture: a.png}]", "", "", NULL},
    {"generators need none", "layers: [{generate: noise}]", "", "", NULL},
    {"the program's own pictures have theirs", "layers: [{picture: asset:coffee.jpg}]", "", "",
     NULL},
    {"an effect beside the scene", "layers: [{picture: a.png, chain: [near]}]",
     "cp ../e.fs near.fs", "", NULL},
    {"nobody is said to have made it", "layers: [{picture: b.png}]", "cp ../p.png b.png", "",
     "no-credit"},
    {"no licence is said", "sources: {b: {image: b.png, credit: somebody}}\nlayers: [{picture: b}]",
     "cp ../p.png b.png", "", "no-licence"},
    {"a warning of the side file", "layers: [{picture: a.png}]",
     "echo 'knobs: {gone: cc 1}' >s.midi.yaml", "", "unknown-knob"},
    {"what this user allows", "layers: [{picture: ../out/a.png}]", "", "--allow ../out",
     "not-allowed"},
    {"this user's folders of effects", "layers: [{picture: a.png, chain: [far]}]", "",
     "--effects ../fx", "unknown-effect"},
    {"what this user has put beside the program's", "layers: [{picture: a.png, chain: [mine]}]",
     "mkdir -p \"$XDG_DATA_HOME/remontage/shaders\"; cp ../e.fs "
     "\"$XDG_DATA_HOME/remontage/shaders/mine.fs\"",
     "", "strict-outside"},
    {"a link in shaders/ that leads out", "layers: [{picture: a.png}]",
     "mkdir shaders; ln -s ../../fx/far.fs shaders/far.fs", "", "leads out"},
    {"an input that it hears", "sound: input\nlayers: [{picture: a.png, opacity: audio.level}]", "",
     "", "strict-device"},
    {"a port", "osc: {port: 9000}\nlayers: [{picture: a.png}]", "", "", "strict-network"},
    {"where it sends", "osc: {to: \"127.0.0.1:9001\"}\nlayers: [{picture: a.png}]", "", "",
     "strict-network"},
    {"Link's tempo", "tempo: link\nlayers: [{picture: a.png}]", "", "", "strict-device"},
    {"all of it in a scene within", "sources: {in: {scene: in.yaml}}\nlayers: [{picture: in}]",
     "printf 'tempo: link\\nlayers: [{picture: a.png}]\\n' >in.yaml", "", "strict-device"},
};

static void test_what_a_collection_refuses(void **state)
{
    (void)state;
    int bad = 0;
    char command[600];
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        test_cli_run("rm -rf w \"$XDG_DATA_HOME\"; cp -r kept w");
        test_cli_text("w/s.yaml", rows[i].scene);
        for (int strict = 0; strict < 2; strict++) {
            snprintf(command, sizeof(command), "cd w; %s; remontage check %s %s s.yaml",
                     *rows[i].before ? rows[i].before : ":", strict ? "--strict" : "",
                     rows[i].options);
            struct test_run run = test_cli_run(command);
            bool passes = !strict || !rows[i].id;
            bool is_so = passes ? run.code == 0 && (!strict || strstr(run.out, fine))
                                : run.code == 65 && strstr(run.err, rows[i].id);
            if (is_so)
                continue;
            print_error("%s%s: exit code %d\n%s%s", rows[i].law, strict ? "" : ", without --strict",
                        run.code, run.out, run.err);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("p.png", 16, 9);
    return test_cli_run("mkdir kept out fx; cp p.png kept/a.png; cp p.png out/a.png; "
                        "echo 'a.png: {credit: somebody, licence: CC0-1.0}' | "
                        "tee kept/CREDITS.yaml >out/CREDITS.yaml; "
                        "echo '/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/"
                        "void main() {gl_FragColor = IMG_THIS_PIXEL(inputImage);}' >e.fs; "
                        "cp e.fs fx/far.fs")
        .code;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_collection_refuses),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
