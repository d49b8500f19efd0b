// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of `ledger --all`, `--forget` and `--forget-all`: what they print, write, ask and refuse.
#include "support/exhibits.h"

#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void show_two(void)
{
    exhibits_show(RMX_EXHIBIT_STILL, "plant.jpg", 60);
    exhibits_show(RMX_EXHIBIT_SHOW, "street.jpg", 15);
}

static void test_nothing_exhibited(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"nothing is said to be nothing", "remontage ledger --all", 0,
         "nothing was exhibited yet\n", NULL},
        {"a table of nothing has its head", "remontage ledger --all -o -", 0, "name,file,sha256,",
         NULL},
        {"nothing is drawn, too", "remontage ledger --all -o all.svg && cat all.svg", 0,
         "Nothing was shown yet", "wrote all.svg"},
        {"there is nothing to forget", "remontage ledger --forget-all", 0, NULL,
         "there is nothing to forget"},
        {"a name of nothing is unknown", "remontage ledger --forget plant --yes", 2, NULL,
         "the exhibition knows no 'plant'; remontage ledger --all lists what it knows"},
        {"looking makes no file", "ls state", 2, NULL, "No such file"},
    };
    TEST_HOLD(laws);
}

static void test_showing(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a row a picture, the longest shown first", "remontage ledger --all | cut -c 1-40", 0,
         "    60.00  0.250       1       0       0\n    15.00  0.707       0       0       1\n",
         NULL},
        {"a row says the picture and its scenes", "remontage ledger --all", 0,
         "plant (plant.jpg), in: Cult\n", NULL},
        {"-o FILE.csv", "remontage ledger --all -o all.csv -q && cut -d, -f4,6- all.csv", 0,
         "60.000000,1,0,0,", NULL},
        {"-o FILE.svg", "remontage ledger --all -o all.svg -q && cat all.svg", 0, "</svg>\n", NULL},
        {"-o - is CSV", "remontage ledger --all -o -", 0, "\"plant\",", NULL},
        {"its hash is the file's", "remontage ledger --all -o - | grep -c $(sha256sum <plant.jpg)",
         0, "1\n", NULL},
        {"looking leaves nothing behind", "ls state/remontage", 0, "exhibition.db\n", NULL},
        {"nor a journal", "ls state/remontage | wc -l", 0, "1\n", NULL},
        {"other endings are refused", "remontage ledger --all -o all.png", 2, NULL,
         "'all.png' ends like no file of --all: csv svg"},
        {"a folder that is not there", "remontage ledger --all -o no/all.csv", 73, NULL,
         "cannot write 'no/all.csv': No such file"},
        {"it takes no scene", "remontage ledger --all scene.yaml", 2, NULL, "take no scene"},
        {"nor frames", "remontage ledger --all --frames 0-3", 2, NULL,
         "--frames, --frame and --time are of a scene"},
        {"one thing at a time", "remontage ledger --all --forget-all", 2, NULL,
         "exclude each other"},
        {"nor without anything", "remontage ledger", 2, NULL, "wants an argument"},
        {"forgetting writes no file", "remontage ledger --forget plant -o x.csv", 2, NULL,
         "-o goes with --all"},
    };
    show_two();
    TEST_HOLD(laws);
}

static void test_forgetting(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"nobody can be asked", "remontage ledger --forget plant", 2, NULL,
         "there is no terminal to ask at; --yes answers beforehand"},
        {"a name that is near", "remontage ledger --forget plnt.jpg --yes", 2, NULL,
         "knows no 'plnt.jpg'; did you mean 'plant.jpg'?"},
        {"one unknown name, and nothing is forgotten",
         "remontage ledger --forget street.jpg --forget cloud --yes; remontage ledger --all", 0,
         "street.jpg", "knows no 'cloud'"},
        {"by its file's name", "remontage ledger --forget street.jpg --yes", 0, NULL,
         "1 picture is forgotten"},
        {"the others stay", "remontage ledger --all | wc -l", 0, "2\n", NULL},
        {"its bytes are gone", "grep -l street.jpg state/remontage/*", 1, NULL, NULL},
        {"twice is once too often", "remontage ledger --forget street.jpg --yes", 2, NULL,
         "knows no 'street.jpg'"},
        {"all of it", "remontage ledger --forget-all -y && remontage ledger --all", 0,
         "nothing was exhibited yet", "1 picture is forgotten"},
    };
    show_two();
    TEST_HOLD(laws);
}

static void test_databases_that_cannot_be_read(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a newer one says so", "remontage ledger --all", 66, NULL,
         "cannot be read: a newer version of the program made it"},
        {"and forgets nothing", "remontage ledger --forget-all --yes", 66, NULL,
         "a newer version of the program made it"},
        {"a broken one says so, and stays",
         "echo this is no database at all, nor was it ever one > state/remontage/exhibition.db; "
         "rm -f state/remontage/*-wal; remontage ledger --all || cat state/remontage/exhibition.db",
         0, "this is no database", "cannot be read: file is not a database"},
    };
    show_two();
    exhibits_execute(exhibits_database(), "PRAGMA user_version = 2");
    TEST_HOLD(laws);
}

static void test_render(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a render is no exhibition", "remontage render halves.yaml -q && ls state", 2, NULL,
         "No such file"},
        {"unless it is to be one", "remontage render halves.yaml --exhibit -q -o b.png", 0, NULL,
         NULL},
        {"the picture is the same", "cmp halves.png b.png && echo same", 0, "same", NULL},
        {"a still is there for a frame, and two halves share it",
         "remontage ledger --all -o - | cut -d, -f1,4,6-8 | LC_ALL=C sort", 0,
         "\"left\",0.050000,1,0,0\n"
         "\"right\",0.050000,1,0,0\n",
         NULL},
        {"a film for its frames",
         "remontage render halves.yaml --exhibit -q --frames 0-19x2 -o %d.png", 0, NULL, NULL},
        {"of ten frames, each for two",
         "remontage ledger --all -o - | cut -d, -f1,4,6-8 | LC_ALL=C sort", 0,
         "\"left\",1.050000,1,1,0\n\"right\",1.050000,1,1,0\n", NULL},
        {"frames that were there are not shown again",
         "remontage render halves.yaml --exhibit -q --frames 0-19x2 -o %d.png --skip-existing && "
         "remontage ledger --all -o - | cut -d, -f1,4,6-8 | LC_ALL=C sort",
         0, "\"left\",1.050000,1,1,0\n", NULL},
        {"under the scene's title", "remontage ledger --all", 0, ", in: Two halves\n", NULL},
        {"a folder's picture is the one that is shown",
         "mkdir f && cp plant.png f/a.png && cp street.png f/b.png && "
         "remontage render folder.yaml --exhibit -q && remontage ledger --all | grep -c slides",
         0, "1\n", NULL},
        {"what moves is shown for as long, revealed or not",
         "rm -r state; remontage render moves.yaml --exhibit -q --frames 3-40x3 -o %d.png; "
         "remontage ledger --all -o - | cut -d, -f1,4 >plain.csv; "
         "rm -r state; remontage render moves.yaml --exhibit --reveal -q --frames 3-40x3 -o %d.png;"
         " remontage ledger --all -o - | cut -d, -f1,4 | cmp - plain.csv && grep -c left plain.csv",
         0, "1\n", NULL},
        {"the last frame of a film for what is left of the span",
         "rm -r state; remontage render halves.yaml --exhibit -q --frames 0-0x100 -o %d.png; "
         "remontage render halves.yaml --exhibit -q --frames 0-8x7 -o %d.png; "
         "remontage ledger --all -o - | cut -d, -f1,4,7 | grep left",
         0, "\"left\",0.500000,2\n", NULL},
        {"a name that is near a file's, without its ending",
         "mkdir g && cp plant.png g/coffee.png && sed 's/folder: f/folder: g/' folder.yaml >g.yaml "
         "&& remontage render g.yaml --exhibit -q && remontage ledger --forget cofee --yes",
         2, NULL, "knows no 'cofee'; did you mean 'coffee'?"},
        {"a scene that is whole has no picture's file",
         "rm -r state; remontage render whole.yaml --exhibit -q; "
         "remontage ledger --all | grep -c -e plant -e halves",
         0, "1\n", NULL},
        {"a path leads there from anywhere",
         "mkdir in; ln -s ../plant.png in/link.png; cd in; "
         "remontage ledger --forget ./link.png --yes; remontage ledger --all",
         0, "nothing was exhibited yet", "1 picture is forgotten"},
        {"no database stops it",
         "rm -rf state && touch state && remontage render halves.yaml --exhibit -q -o c.png; "
         "remontage render halves.yaml --exhibit -o c.png; cmp b.png c.png && echo same",
         0, "same", "it is left alone, and nothing is added"},
    };
    test_cli_picture("plant.png", 40, 40);
    test_cli_picture("street.png", 30, 50);
    test_cli_text("halves.yaml", "title: Two halves\nsize: 160x80\nfps: 10\nsources:\n"
                                 "  left: plant.png\n  right: street.png\nlayers:\n"
                                 "  - {picture: left, fit: stretch, place: {x: 0.25, scale: 1}}\n"
                                 "  - {picture: right, fit: stretch, place: {x: 1, scale: 1}}\n");
    test_cli_text("moves.yaml", "size: 160x80\nfps: 10\nsources: {left: plant.png}\nlayers:\n"
                                "  - {picture: left, place: {scale: '0.2 + 0.1 * time'}}\n");
    test_cli_text("whole.yaml", "size: 160x80\nsources:\n  plant: plant.png\n"
                                "  evening: {scene: halves.yaml, ledger: whole}\nlayers:\n"
                                "  - {picture: evening}\n  - {picture: plant, opacity: 0.5}\n");
    test_cli_text("folder.yaml", "size: 160x80\nsources:\n  slides: {folder: f}\n"
                                 "layers:\n  - {picture: slides}\n");
    TEST_HOLD(laws);
}

// Forgets all at a terminal where somebody types `answer`; all that stands there.
static void ask(const char *answer, char *read_back, size_t size)
{
    int terminal, status;
    pid_t program = forkpty(&terminal, NULL, NULL, NULL);
    if (!program) {
        execl(REMONTAGE_BINARY, "remontage", "ledger", "--forget-all", (char *)NULL);
        _exit(127);
    }
    size_t length = 0;
    bool answered = false;
    ssize_t got;
    while (length + 1 < size && (got = read(terminal, read_back + length, size - length - 1)) > 0) {
        length += (size_t)got;
        read_back[length] = '\0';
        if (answered || !strstr(read_back, "[y/N]"))
            continue;
        answered = write(terminal, answer, strlen(answer)) > 0;
    }
    close(terminal);
    assert_int_equal(waitpid(program, &status, 0), program);
    assert_int_equal(status, 0);
}

static void test_asking(void **state)
{
    (void)state;
    static const struct {
        const char *law, *answer, *said;
        int left;
    } laws[] = {
        {"no keeps all", "n\n", "nothing is forgotten", 2},
        {"nothing keeps all", "\n", "nothing is forgotten", 2},
        {"the end keeps all", "\004", "nothing is forgotten", 2},
        {"another word keeps all", "yesterday\n", "nothing is forgotten", 2},
        {"yes forgets", "y\n", "2 pictures are forgotten", 0},
    };
    char read_back[4096];
    show_two();
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        ask(laws[i].answer, read_back, sizeof(read_back));
        if (!strstr(read_back, "plant.jpg") || !strstr(read_back, laws[i].said) ||
            exhibits_see()->count != laws[i].left)
            fail_msg("%s: %s", laws[i].law, read_back);
    }
}

int main(void)
{
#define TEST(law) cmocka_unit_test_setup_teardown(law, exhibits_set_up, exhibits_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_exhibited),
        TEST(test_showing),
        TEST(test_forgetting),
        TEST(test_databases_that_cannot_be_read),
        TEST(test_render),
        TEST(test_asking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
