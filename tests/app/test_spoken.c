// SPDX-License-Identifier: GPL-3.0-or-later
// What strangers wrote steers no terminal: no command prints a raw control, a character that turns
// the direction of writing, or bytes that are no UTF-8.
#include "support/cli.h"
#include "support/display.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

// $E stands for what a stranger puts wherever a text may stand, $J for it as JSON has it.
static const char world[] =
    "mkdir -p w/shaders w/fx w/empty && cd w && cp ../ok.png \"a$E.png\" && cp ../ok.png "
    "\"a$P.png\" && cp ../ok.png ok.png\n"
    "J='\\u001b]0;x\\u0007\\u009b31m\\u202e\\u2066\\u200f\\u007f'\n"
    "fs() { printf '/*{\"DESCRIPTION\": \"%s\", \"CREDIT\": \"%s\", \"INPUTS\": [{\"NAME\": "
    "\"inputImage\", \"TYPE\": \"image\"}, {\"NAME\": \"amount\", \"TYPE\": \"long\", \"LABEL\": "
    "\"%s\", \"VALUES\": [0, 1], \"LABELS\": [\"%s\", \"b\"], \"DEFAULT\": 0}]}*/\\n%s\\nvoid "
    "main() "
    "{%s}\\n' \"$J\" \"$J\" \"$J\" \"$J\" \"$1\" \"$2\"; }\n"
    "fs '' 'gl_FragColor = IMG_THIS_PIXEL(inputImage);' >\"shaders/e$E.fs\"\n"
    "fs '' 'gl_FragColor = IMG_THIS_PIXEL(inputImage);' >shaders/fine.fs\n"
    "fs \"#include \\\"n$E.glsl\\\"\" 'gl_FragColor = vec4(1.0);' >shaders/includes.fs\n"
    "fs '' \"gl_FragColor = wrong; // $E\" >shaders/wrong.fs\n"
    "fs \"#error $E\" 'gl_FragColor = vec4(1.0);' >\"fx/bad$E.fs\"\n"
    "fs '' 'gl_FragColor = IMG_THIS_PIXEL(inputImage);' >\"fx/good$E.fs\"\n"
    "printf '{\"x\": \"%s\" oops' \"$E\" >fx/json.fs; printf '/*{\"%s\": }*/' \"$E\" >fx/head.fs\n"
    "scene() { name=$1; shift; printf '%s\\n' \"$@\" >\"$name\"; }\n"
    "L=\"layers: [{picture: \\\"a$Q.png\\\", chain: [fine]}]\"\n"
    "scene \"s$E.yaml\" \"title: \\\"t$Q\\\"\" \"$L\" \"sources: {a: {image: \\\"a$Q.png\\\", "
    "credit: "
    "\\\"c$Q\\\", licence: \\\"l$Q\\\", url: \\\"u$Q\\\"}}\"\n"
    "scene missing.yaml \"layers: [{picture: \\\"m$Q.png\\\"}]\"\n"
    "scene broken.yaml \"layers: [{picture: ok.png, \\\"k$Q\\\": 1, chain: [\\\"f$Q\\\", {fine: "
    "{\\\"p$Q\\\": 1, amount: \\\"v$Q\\\"}}]}]\"\n"
    "scene syntax.yaml 'layers:' \"  - picture: ok.png # $E\" '   opacity: [1'\n"
    "scene c1.yaml 'layers:' \"  - picture: ok.png # $C\" '    opacity: 3'\n"
    "scene includes.yaml 'layers: [{picture: ok.png, chain: [includes]}]'\n"
    "scene wrong.yaml 'layers: [{picture: ok.png, chain: [wrong]}]'\n"
    "scene expr.yaml \"layers: [{picture: ok.png, opacity: \\\"tim$Q\\\"}]\"\n"
    "scene sound.yaml \"sound: {file: \\\"s$Q.wav\\\"}\" 'layers: [{picture: ok.png}]'\n"
    "printf 'no picture%s' \"$E\" >\"bad$P.png\"\n"
    "scene bad.yaml \"layers: [{picture: \\\"bad$Q.png\\\"}]\"\n"
    "printf '<svg xmlns=\"http://www.w3.org/2000/svg\"><%s' \"$E\" >bad.svg\n"
    "scene svg.yaml 'layers: [{picture: bad.svg}]'\n"
    "ln -s /etc \"shaders/l$E\"; ln -s /etc/hostname \"shaders/l$E.fs\"\n";

// Each runs in that folder. `says`: what must be seen of it.
static const struct {
    const char *law, *command, *says;
} rows[] = {
    {"a scene's name, and a link that leads out", "check \"s$E.yaml\"", "\\u202e"},
    {"a missing picture", "check missing.yaml", "\\x1b"},
    {"keys, effects, parameters, choices", "check broken.yaml", "\\x1b"},
    {"an excerpt", "check syntax.yaml", "\\x07"},
    {"controls in two bytes", "check c1.yaml", "\\u009b31m"},
    {"an effect's include", "check includes.yaml", "\\u202e"},
    {"what a driver says", "check wrong.yaml", "wrong"},
    {"an expression", "check expr.yaml", "\\x1b"},
    {"a sound", "check sound.yaml", "\\x1b"},
    {"no picture", "check bad.yaml", "\\x1b"},
    {"a library's words", "check svg.yaml", "svg"},
    {"a folder of them", "check .", "\\u202e"},
    {"drawing", "render \"s$E.yaml\" -s 16 --timings", "\\u202e"},
    {"into a folder that is not", "render ok.png -s 16 -o \"no$E/o.png\"", "\\x1b"},
    {"a format that is none", "render ok.png -s 16 -o \"o$E.xyz$E\"", "\\x1b"},
    {"--set", "render ok.png -s 16 --set \"k$E=1\"", "\\x1b"},
    {"--chain", "render ok.png -s 16 --chain \"n$E\"", "\\x1b"},
    {"explain", "explain \"s$E.yaml\"", "\\u202e"},
    {"its shaders", "explain \"s$E.yaml\" --glsl", "\\u202e"},
    {"a ledger's table", "ledger \"s$E.yaml\" -s 64", "\\u202e"},
    {"as JSON", "ledger \"s$E.yaml\" -s 64 -o -", "\\u202e"},
    {"credits", "credits \"s$E.yaml\"", "c"},
    {"effects by name", "list", "\\u202e"},
    {"effects by word", "list fine", "\\u009b"},
    {"no such", "list \"z$E\"", "\\x1b"},
    {"an effect", "describe fine", "\\x1b"},
    {"one with a name", "describe \"e$E\"", "\\u202e"},
    {"a file", "describe \"./shaders/e$E.fs\"", "\\x1b"},
    {"no such effect", "describe \"z$E\"", "\\x1b"},
    {"a schema", "schema --effects shaders", "\\u202e"},
    {"a sweep", "sweep fx", "\\x1b"},
    {"as JSON", "sweep fx --json", "\\u001b"},
    {"a sweep of nothing", "sweep \"empty$E\"", "\\x1b"},
    {"a new scene", "new \"n$E.yaml\" \"a$E.png\"", "\\u202e"},
    {"what is no recording", "record \"a$E.png\"", "\\x1b"},
    {"nor one to draw", "render --replay \"a$E.png\" -s 16 --time 1", "\\x1b"},
    {"no command", "\"x$E\"", "\\x1b"},
    {"no option", "check \"--x$E\"", "\\x1b"},
    {"keys", "live --keys \"s$E.yaml\"", NULL},
};

// The first byte of it that steers, or is no UTF-8; NULL: there is none.
static const char *find_steering(const char *text)
{
    for (const char *at = text; *at; at++) {
        bool is_space = *at == '\n' || *at == '\t';
        if (!is_space && (rmx_control_bytes(at) || rmx_direction_bytes(at)))
            return at;
    }
    size_t length = strlen(text);
    return rmx_is_utf8(text, length) ? NULL : text;
}

static bool is_bad(const char *law, const char *text)
{
    const char *at = find_steering(text);
    struct rmx_text shown = {0};
    if (!at)
        return false;
    rmx_text_add_lines(&shown, at);
    print_error("%s: raw from here on: %.60s\n", law, rmx_text_string(&shown));
    rmx_text_finish(&shown);
    return true;
}

static void test_no_command_prints_it_raw(void **state)
{
    (void)state;
    int bad = 0;
    char command[400];
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        snprintf(command, sizeof(command), ". ./env; cd w; remontage %s", rows[i].command);
        struct test_run run = test_cli_run(command);
        bad += is_bad(rows[i].law, run.out) + is_bad(rows[i].law, run.err);
        bool is_seen =
            !rows[i].says || strstr(run.out, rows[i].says) || strstr(run.err, rows[i].says);
        if (!is_seen || run.code >= 128) {
            print_error("%s: exit code %d, does not say %s\n%.300s%.300s\n", rows[i].law, run.code,
                        rows[i].says, run.out, run.err);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

// In a terminal the line of what is heard and drawn is written anew, by the program's own escapes.
static void test_the_status_of_a_show(void **state)
{
    (void)state;
    if (test_cli_run("script --version").code != 0 || !test_display_begin())
        skip();
    struct test_run run = test_cli_run(
        ". ./env; cd w; TERM=xterm script -qec \"timeout -s INT 4 \\\"$REMONTAGE\\\" live "
        "\\\"s$E.yaml\\\" --window 64x36\" /dev/null | sed 's/\\r\\x1b\\[K//g; s/\\r$//'");
    test_display_end();
    assert_non_null(strstr(run.out, "\\u202e"));
    assert_false(is_bad("a show's status", run.out));
}

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("ok.png", 32, 18);
    // E as bytes, Q as a quoted text of YAML has it, C: controls of two bytes alone.
    test_cli_text(
        "env", "E=$(printf '\\033]0;x\\007\\302\\23331m\\342\\200\\256\\342\\201\\246\\342"
               "\\200\\217\\177\\377')\n"
               "Q='\\e]0;x\\a\\u009b31m\\u202E\\u2066\\u200F\\x7F'\n"
               "P=$(printf "
               "'\\033]0;x\\007\\302\\23331m\\342\\200\\256\\342\\201\\246\\342\\200\\217\\177')\n"
               "C=$(printf '\\302\\23331m\\342\\200\\256')\n"
               "export E Q C P REMONTAGE\n");
    test_cli_text("world", world);
    struct test_run run = test_cli_run(". ./env; . ./world");
    if (run.code)
        print_error("%s", run.err);
    return run.code;
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
        cmocka_unit_test(test_no_command_prints_it_raw),
        cmocka_unit_test(test_the_status_of_a_show),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
