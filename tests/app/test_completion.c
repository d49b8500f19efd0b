// SPDX-License-Identifier: GPL-3.0-or-later
// What shells complete of the command line, by the scripts that the program writes for them.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_run("ln -s \"$REMONTAGE\" remontage");
    test_cli_text("tab", "PATH=$PWD:$PATH\n"
                         "remontage completion bash > script\n"
                         ". ./script\n"
                         "[ -z \"$TOLD\" ] || compopt() { echo \"$2\"; }\n"
                         "COMP_WORDS=(remontage \"$@\") COMP_CWORD=$#\n"
                         "_remontage remontage\n"
                         "echo \"[${COMPREPLY[*]}]\"\n");
    test_cli_text("wave_of_mine.fs",
                  "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"
                  "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage); }\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

// `bash tab WORD... ''`: what stands there when Tab is pressed behind the last word.
static void test_bash(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a command", "bash tab ren", 0, "[render]\n", NULL},
        {"the commands", "bash tab ''", 0, "[render live ", NULL},
        {"what writes this is not among them", "bash tab co", 0, "[]\n", NULL},
        {"an option", "bash tab live --ful", 0, "[--fullscreen]\n", NULL},
        {"of its own command alone", "bash tab render --ful", 0, "[]\n", NULL},
        {"letters, too", "bash tab ledger -", 0, "[-o --output ", NULL},
        {"a value that is one of few", "bash tab render --depth ''", 0, "[8 16 32]\n", NULL},
        {"behind a =", "bash tab render --depth = 1", 0, "[16]\n", NULL},
        {"a value that has a table", "bash tab live --tempo l", 0, "[link]\n", NULL},
        {"a number is nobody's guess", "bash tab render --dpi ''", 0, "[]\n", NULL},
        {"an option behind a value", "bash tab render --dpi 300 --qua", 0, "[--quality]\n", NULL},
        {"a kind", "bash tab list tr", 0, "[transitions]\n", NULL},
        {"what else is listed", "bash tab list outp", 0, "[outputs]\n", NULL},
        {"an effect", "bash tab describe kaleid", 0, "[kaleidoscope]\n", NULL},
        {"a further one", "bash tab describe blur halft", 0, "[halftone]\n", NULL},
        {"an effect of one's own",
         "mkdir -p \"$XDG_DATA_HOME/remontage/effects\" &&"
         " cp wave_of_mine.fs \"$XDG_DATA_HOME/remontage/effects\" && bash tab describe wave_of",
         0, "[wave_of_mine]\n", NULL},
        {"help, a command", "bash tab help sw", 0, "[sweep]\n", NULL},
        {"the shells that have one", "bash tab completion ''", 0, "[bash zsh fish]\n", NULL},
        {"one of them", "bash tab completion z", 0, "[zsh]\n", NULL},
        {"zsh knows them", "remontage completion zsh", 0, "completion) compadd bash zsh fish ;;",
         NULL},
        {"fish, too", "remontage completion fish", 0,
         "'__fish_seen_subcommand_from completion' -a 'bash zsh fish'", NULL},
    };
    TEST_HOLD(laws);
}

static void test_files(void **state)
{
    (void)state;
    // `compopt` works only while a shell completes; one of ours says what it is told.
    static const struct test_law laws[] = {
        {"a scene is a file", "TOLD=1 bash tab render sc", 0, "default\n[]\n", NULL},
        {"so is an option's", "TOLD=1 bash tab render -o ''", 0, "default\n[]\n", NULL},
        {"and an effect may be one", "TOLD=1 bash tab describe ./w", 0, "default\n[]\n", NULL},
        {"sweep wants a folder", "TOLD=1 bash tab sweep ''", 0, "dirnames\n[]\n", NULL},
    };
    TEST_HOLD(laws);
}

static void test_scripts(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"bash's can be read", "remontage completion bash | bash -n", 0, NULL, NULL},
        {"zsh's names its program", "remontage completion zsh", 0, "#compdef remontage\n", NULL},
        {"and has the help's words", "remontage completion zsh", 0,
         "'*--set=[a knob'\\''s position, mouse.x, mouse.y or date]:NAME=VALUE:'", NULL},
        {"fish's, too", "remontage completion fish", 0,
         "-l set -x -d 'a knob\\'s position, mouse.x, mouse.y or date'", NULL},
        {"another shell", "remontage completion zish", 2, NULL, "did you mean 'zsh'"},
        {"no shell", "remontage completion", 2, NULL, "there is one for bash, zsh and fish"},
        {"the list of commands is silent of it", "! remontage --help | grep completion", 0, NULL,
         NULL},
    };
    TEST_HOLD(laws);
}

// Shells that are not everywhere.
static void check_syntax(const char *shell)
{
    char command[128];
    snprintf(command, sizeof(command), "command -v %s", shell);
    if (test_cli_run(command).code != 0) {
        printf("%s is not installed\n", shell);
        skip();
    }
    snprintf(command, sizeof(command), "remontage completion %s > script.%s && %s -n script.%s",
             shell, shell, shell, shell);
    struct test_run run = test_cli_run(command);
    if (run.code != 0)
        fail_msg("%s", run.err);
}

static void test_zsh(void **state)
{
    (void)state;
    check_syntax("zsh");
}

static void test_fish(void **state)
{
    (void)state;
    check_syntax("fish");
    struct test_run run = test_cli_run("fish --no-config -c 'source script.fish; "
                                       "complete -C \"remontage live --tempo \"'");
    assert_string_equal(run.err, "");
    assert_int_equal(run.code, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bash), cmocka_unit_test(test_files), cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_zsh),  cmocka_unit_test(test_fish),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
