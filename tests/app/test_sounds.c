// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of sounds on the command line: --sound, what there is to hear, and that a file of
// pictures hears no input.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// No display: a wish that is fine ends there.
#define LIVE "unset DISPLAY WAYLAND_DISPLAY; remontage live plain.yaml --sound "
#define NO_DISPLAY 69, NULL, "no display"

static const struct test_law laws[] = {
    {"an input", LIVE "input", NO_DISPLAY},
    {"one of a name", LIVE "'input:Scarlett 2i2'", NO_DISPLAY},
    {"a monitor", LIVE "monitor", NO_DISPLAY},
    {"one of a name with colons", LIVE "monitor:a:b", NO_DISPLAY},
    {"silence", LIVE "silence", NO_DISPLAY},
    {"a file", LIVE "file:plain.yaml", NO_DISPLAY},
    {"a file that is not there", LIVE "file:none.wav", 66, NULL, "'none.wav': no such file"},
    {"no file", LIVE "file:", 2, NULL, "--sound takes file:PATH"},
    {"silence has no name", LIVE "silence:x", 2, NULL, "--sound takes"},
    {"a word that is nearly right", LIVE "monitr:x", 2, NULL, "did you mean 'monitor'?"},
    {"a path alone", LIVE "plain.yaml", 2, NULL, "write --sound 'file:plain.yaml'"},
    {"it is live's", "remontage render plain.yaml --sound input", 2, NULL, "option of live"},
    {"nothing is there where no server is",
     "XDG_RUNTIME_DIR=/nowhere HOME=/nowhere "
     "PIPEWIRE_RUNTIME_DIR=/nowhere remontage list sounds",
     69, NULL, "no PipeWire runs here"},
    {"an input is silent in a file, which is said", "remontage render input.yaml -o a.png", 0, NULL,
     "input.yaml hears an input, which is silent in a file"},
    {"and is black", "convert a.png -format '%[fx:mean]' info:", 0, "0", NULL},
    {"not where nothing reads it", "remontage render deaf.yaml -o b.png 2>&1 | grep -c silent", 1,
     "0", NULL},
};

static void test_laws(void **state)
{
    (void)state;
    test_cli_text("plain.yaml", "layers: [{generate: solid}]\n");
    test_cli_text("input.yaml", "size: 32x18\nsound: input\n"
                                "layers: [{generate: solid, opacity: audio.level}]\n");
    test_cli_text("deaf.yaml", "size: 32x18\nsound: {monitor: default}\n"
                               "layers: [{generate: solid}]\n");
    TEST_HOLD(laws);
}

static int set_up(void **state)
{
    (void)state;
    return test_cli_begin() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_laws)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
