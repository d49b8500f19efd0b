// SPDX-License-Identifier: GPL-3.0-or-later
// remontage sweep tells of each effect what it does, and fails where one of them does.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FILTER "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return 1;
    test_cli_run("mkdir -p good dark clear bad \"it's\" empty");
    test_cli_text("good/red.fs", "/*{}*/\nvoid main() { gl_FragColor = vec4(1, 0, 0, 1); }\n");
    test_cli_text("good/same.fs",
                  FILTER "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage); }\n");
    test_cli_text("good/slope.fs", FILTER "void main() { gl_FragColor = "
                                          "dFdx(IMG_THIS_PIXEL(inputImage)) * 9.0 + 0.5; }\n");
    test_cli_text("good/half.glsl",
                  "vec4 transition(vec2 p) { return getFromColor(p) * 0.5 + getToColor(p); }\n");
    test_cli_text("good/through.glsl", "vec4 transition(vec2 p) { return mix(getFromColor(p), "
                                       "getToColor(p), progress) * abs(progress * 2.0 - 1.0); }\n");
    test_cli_text("good/helper.glsl", "float half_of(float a) { return a * 0.5; }\n");
    test_cli_text("good/sound.fs", "/*{\"INPUTS\": [{\"NAME\": \"a\", \"TYPE\": \"audio\"}]}*/\n"
                                   "void main() { gl_FragColor = vec4(1.0); }\n");
    test_cli_text("clear/clear.fs", "/*{}*/\nvoid main() { gl_FragColor = vec4(1, 0, 0, 0); }\n");
    test_cli_text("dark/black.fs", "/*{}*/\nvoid main() { gl_FragColor = vec4(0, 0, 0, 1); }\n");
    test_cli_text("bad/header.fs", "/*{ \"INPUTS\": [ }*/\nvoid main() { }\n");
    test_cli_text("bad/name.fs", "/*{}*/\n\nvoid main() { gl_FragColor = nothing; }\n");
    test_cli_text("bad/red.fs", "/*{}*/\nvoid main() { gl_FragColor = vec4(1, 0, 0, 1); }\n");
    test_cli_text("it's/red.fs", "/*{}*/\nvoid main() { gl_FragColor = vec4(1, 0, 0, 1); }\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void test_words(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a folder without a failure", "remontage sweep good >good.txt", 0, NULL, NULL},
        {"a generator is drawn", "grep -E '^red +drawn .* 1 +0 +[0-9]+  fuses' good.txt", 0, "red",
         NULL},
        {"the input itself is told of", "grep -E '^same +unchanged' good.txt", 0, "same", NULL},
        {"so is why one does not fuse", "grep -E '^slope +drawn' good.txt", 0, "uses derivatives",
         NULL},
        {"a gl-transition is swept", "grep -E '^half +drawn' good.txt", 0, "half", NULL},
        {"one that is black at its middle is not blank", "grep -E '^through +drawn' good.txt", 0,
         "through", NULL},
        {"other .glsl files are not", "grep -c helper good.txt", 1, "0", NULL},
        {"what listens hears silence", "grep -E '^sound +drawn' good.txt", 0, "sound", NULL},
        {"all are counted", "tail -n 2 good.txt", 0, "6 effects: 5 drawn, 1 unchanged, 0 not yet",
         NULL},
        {"colours without alpha are told of", "remontage sweep clear", 1,
         "transparent; `alpha: ignore` shows it [transparent]", NULL},
        {"so they are where they are rendered",
         "printf 'background: none\\nlayers: [{generate: clear/clear.fs}]\\n' >clear.yaml; "
         "remontage render clear.yaml",
         0, NULL, "`alpha: ignore` beside clear may show it"},
        {"on a background, too",
         "printf 'background: teal\\nlayers: [{generate: clear/clear.fs}]\\n' >teal.yaml; "
         "remontage "
         "render teal.yaml",
         0, NULL, "shows its background alone; `alpha: ignore` beside clear may show it"},
        {"and not where something is seen",
         "printf 'layers: [{generate: clear/clear.fs}, {generate: solid, opacity: 0.1}]\\n' "
         ">seen.yaml; remontage render seen.yaml 2>&1 | grep -c ignore",
         1, "0", NULL},
        {"nor where it is opaque, and as black as its background",
         "printf 'layers: [{generate: dark/black.fs}]\\n' >dark.yaml; "
         "remontage render dark.yaml 2>&1 | grep -c -e ignore -e error",
         1, "0", NULL},
        {"but where it is transparent before black, too",
         "printf 'layers: [{generate: clear/clear.fs}]\\n' >night.yaml; "
         "remontage render night.yaml --samples 4",
         0, NULL, "shows its background alone; `alpha: ignore` beside clear may show it"},
        {"and that is so",
         "printf 'background: none\\nlayers: [{generate: {clear/clear.fs: {}, alpha: ignore}}]\\n' "
         ">clear.yaml; remontage render clear.yaml -o clear.bmp "
         "-s 1x1 "
         "-q && tail -c 4 clear.bmp | od -An -tx1",
         0, "ff", NULL},
        {"a black picture fails", "remontage sweep dark", 1, "blank", NULL},
        {"a mistake fails and names its line", "remontage sweep bad", 1, "3:", NULL},
        {"a header's mistake, too", "remontage sweep bad | grep ^header", 0, "1:17", NULL},
        {"the others are swept all the same", "remontage sweep bad | grep -E '^red +drawn'", 0,
         "red", NULL},
        {"a folder's name may be anything", "remontage sweep \"it's\"", 0, "1 drawn", NULL},
        {"a folder that holds none", "remontage sweep empty", 66, NULL, "no effects below 'empty'"},
        {"one that is not there", "remontage sweep nowhere", 66, NULL, "'nowhere'"},
    };
    TEST_HOLD(laws);
}

// What programs read, and what only counts where it is new.
static void test_kinds_and_baselines(void **state)
{
    (void)state;
    test_cli_run("mkdir -p mixed/deep");
    test_cli_text("mixed/red.fs", "/*{}*/\nvoid main() { gl_FragColor = vec4(1, 0, 0, 1); }\n");
    test_cli_text("mixed/black.fs", "/*{}*/\nvoid main() { gl_FragColor = vec4(0, 0, 0, 1); }\n");
    test_cli_text("mixed/deep/name.fs", "/*{}*/\nvoid main() { gl_FragColor = nothing; }\n");
    test_cli_text("mixed/call.fs", "/*{}*/\nvoid main() { gl_FragColor = nothing(); }\n");
    test_cli_text("mixed/json.fs", "/*{ \"INPUTS\": [ }*/\nvoid main() { }\n");
    test_cli_text("mixed/material.fs",
                  "/*{\"GENERATORS\": []}*/\nvec4 materialColorForPixel(vec2 p) "
                  "{ return vec4(1); }\n");
    test_cli_text("other.jsonl", "{\"file\": \"a.fs\", \"verdict\": \"drawn\"}\n{\"file\": 1}\n");
    static const struct test_law laws[] = {
        {"a failure has its kind", "remontage sweep mixed >mixed.txt; grep '^name ' mixed.txt", 0,
         "2:30: 'nothing' undeclared [glsl-name]", NULL},
        {"a blank picture has one, too", "grep '^black ' mixed.txt", 0, "[blank]", NULL},
        {"kinds are told at the end", "grep -A9 '^by kind' mixed.txt", 0,
         "    1  glsl-call      calls a function that is not there: mixed/call.fs\n"
         "    1  glsl-name      reads a name that nothing declares: mixed/deep/name.fs\n",
         NULL},
        {"what is no ISF is named", "grep madmapper mixed.txt", 0, "a material of MadMapper", NULL},
        {"an object a line",
         "remontage sweep mixed -q --json >mixed.jsonl; grep -c '^{.*}$' mixed.jsonl", 0, "6",
         NULL},
        {"with its kind and place", "grep 'deep/name' mixed.jsonl", 0,
         "{\"file\": \"mixed/deep/name.fs\", \"verdict\": \"failed\", \"kind\": \"glsl-name\", "
         "\"why\": \"'nothing' undeclared\", \"line\": 2, \"column\": 30, ",
         NULL},
        {"the summary is talk", "remontage sweep mixed --json >/dev/null", 1, NULL, "by kind:"},
        {"what failed before does not count", "remontage sweep mixed --baseline mixed.jsonl", 0,
         "since mixed.jsonl: 0 new, 0 mended, 0 gone", NULL},
        {"from wherever it is called", "cd mixed && remontage sweep . --baseline ../mixed.jsonl", 0,
         "0 new", NULL},
        {"what is new does",
         "cp mixed/call.fs mixed/again.fs; rm mixed/json.fs; cp mixed/red.fs mixed/black.fs; "
         "remontage sweep mixed --baseline mixed.jsonl",
         1, "since mixed.jsonl: 1 new, 1 mended, 1 gone", NULL},
        {"and is marked", "remontage sweep mixed --baseline mixed.jsonl | grep '^again '", 0,
         "[glsl-call], new", NULL},
        {"a baseline that is not there", "remontage sweep mixed --baseline none.jsonl", 66, NULL,
         "none.jsonl: no such file"},
        {"one that is something else", "remontage sweep mixed --baseline other.jsonl", 66, NULL,
         "other.jsonl:2: this is no line of `remontage sweep --json`"},
    };
    TEST_HOLD(laws);
}

static void test_sheet(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a sheet is written", "remontage sweep good --sheet sheet.png >good.txt", 0, NULL, NULL},
        {"it is a picture", "remontage render sheet.png -o again.png --quiet", 0, NULL, NULL},
        {"one that cannot be written", "remontage sweep dark --sheet no/where.png >dark.txt", 73,
         NULL, "no/where.png"},
    };
    TEST_HOLD(laws);
    assert_true(test_cli_exists("sheet.png"));
}

// Each effect gives back what it took.
static void test_flat(void **state)
{
    (void)state;
    test_cli_run("mkdir -p many; for i in $(seq 30); do cp good/half.glsl many/half$i.glsl; done");
    static const struct test_law laws[] = {
        {"thirty effects leave as many GL objects as one",
         "remontage sweep many | sed -n 's/.*GL objects \\([0-9]*\\) and \\([0-9]*\\)$/\\1 \\2/p' |"
         " { read first last; [ \"$first\" = \"$last\" ] && echo flat; }",
         0, "flat", NULL},
        {"and no memory to speak of",
         "ASAN_OPTIONS=$ASAN_OPTIONS:quarantine_size_mb=1 remontage sweep many | sed -n 's/.*last: "
         "\\([0-9]*\\) "
         "and \\([0-9]*\\) MiB.*/\\1 \\2/p' |"
         " { read first last; [ \"$last\" -lt $((first + 40)) ] && echo flat; }",
         0, "flat", NULL},
        {"each is told of once, in order",
         "remontage sweep many | grep -o '^half[0-9]*' >told.txt; (cd many && ls) | sed s/.glsl//"
         " | cmp - told.txt && echo same",
         0, "same", NULL},
    };
    TEST_HOLD(laws);
}

// What ends the process, or runs long, costs its own line alone. A folder of three has one worker,
// on every machine: what comes after its end is another worker's.
static void test_a_death_costs_one_file(void **state)
{
    (void)state;
    test_cli_run("mkdir -p deadly endless tmp; cp good/half.glsl deadly/a.glsl; "
                 "cp good/half.glsl deadly/c.glsl");
    test_cli_text("deadly/b_slow.fs", // each of its frames is let through
                  FILTER "void main() { vec4 c = IMG_THIS_PIXEL(inputImage); for (int i = 0; i < "
                         "int(1e4 + c.r); i++) c = sin(c + TIME); gl_FragColor = c; }\n");
    test_cli_text("endless/loop.fs",
                  FILTER "void main() { while (true) ; gl_FragColor = vec4(1.0); }\n");
    test_cli_run("mkdir -p nested");
    test_cli_text("nested/nest.fs",
                  FILTER "void main() { vec4 c = IMG_THIS_PIXEL(inputImage); for (int i = 0; i < "
                         "30000; i++)\nfor (int k = 0; k < 120; k++) c = sin(c + sin(c + sin(c + "
                         "sin(c + sin(c + 1.0))))); "
                         "gl_FragColor = c; }\n");
    // A worker's scene names the effect that it works at, and the worker.
    static const struct test_law laws[] = {
        {"a process that is killed is told of",
         "TMPDIR=$PWD/tmp remontage sweep deadly >deadly.txt & "
         "for i in $(seq 1200); do scene=$(grep -ls b_slow tmp/*/scene-*.yaml) && break; "
         "sleep 0.05; done; scene=${scene##*/scene-}; kill -KILL ${scene%.yaml}; wait $!; "
         "code=$?; cat deadly.txt; exit $code",
         1, "ended the process with signal 9", NULL},
        {"the file before it was drawn", "grep -E '^a +drawn' deadly.txt", 0, "a", NULL},
        {"its own has failed", "grep -E '^b_slow +failed' deadly.txt", 0, "signal 9", NULL},
        {"another process draws the one after it", "grep -E '^c +drawn' deadly.txt", 0, "c", NULL},
        {"all are counted", "grep effects: deadly.txt", 0,
         "3 effects: 2 drawn, 0 unchanged, 0 not yet, 0 blank, 1 failed", NULL},
        {"nothing is left behind", "ls -A tmp | wc -l", 0, "0", NULL},
        {"a loop without an end is told of", "remontage sweep endless | grep '^loop '", 0,
         "has no end", NULL},
        {"loops in each other are given up before they are drawn",
         "remontage sweep nested --json -q | grep -o '\"kind\": .*\"line\": 2'", 0,
         "\"kind\": \"time\", \"why\": \"a frame with these loops takes about ", NULL},
    };
    TEST_HOLD(laws);
}

static void test_workers_end_with_their_parent(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"killed amid an effect",
         "exec 2>/dev/null; mkdir long; { printf '/*{}*/\nvoid main() { float a = 0.0;'; "
         "echo 'for (int i = 0; i < 30000; i++) a = sin(cos(sin(cos(a))));"
         "gl_FragColor = vec4(a); }'; } >long/e.fs; cp long/e.fs long/f.fs; "
         "\"$REMONTAGE\" sweep long >swept & P=$!; C=; " // no shell of its own between them
         "for i in $(seq 1000); do [ -n \"$C\" ] && break; "
         "read -r C D </proc/$P/task/$P/children; sleep 0.02; done; kill -KILL $P; wait $P; "
         "for i in $(seq 500); do grep -q 'State:.[^ZX]' /proc/$C/status 2>/dev/null || "
         "{ echo gone; break; }; sleep 0.02; done; kill -KILL $C 2>/dev/null; true",
         0, "gone", NULL},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_kinds_and_baselines),
        cmocka_unit_test(test_sheet),
        cmocka_unit_test(test_flat),
        cmocka_unit_test(test_a_death_costs_one_file),
        cmocka_unit_test(test_workers_end_with_their_parent),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
