// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene makes the program open: nothing outside of its folder, by whatever door. Seen by
// strace: a row is a door, and behind each lies a folder of its own.
#include "base/roots.h"
#include "support/cli.h"
#include "support/display.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum when { IF_ALLOWED, NEVER }; // does it open with --allow

#define LAYER(picture) "scene 'layers: [{picture: " picture "}]'"
#define CHAIN(effect) "scene 'layers: [{picture: ok.png, chain: [" effect "]}]'"
#define EFFECT(header, before)                                                                     \
    "printf '/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]" header "}*/" before \
    "void main() {gl_FragColor = IMG_THIS_PIXEL(inputImage);}' >e.fs; "

// Run in the scene's folder, in which ok.png lies. OUT: the row's folder outside, from there; ALL:
// its whole path.
static const struct {
    const char *law, *make;
    enum when when;
    const char *word; // of what must not be opened; NULL: the row's folder outside
} doors[] = {
    {"a picture, up and out", LAYER("OUT/pic.png"), IF_ALLOWED, NULL},
    {"a whole path", LAYER("ALL/pic.png"), IF_ALLOWED, NULL},
    {"down and up", "mkdir d; " LAYER("d/../OUT/pic.png"), IF_ALLOWED, NULL},
    {"a link", "ln -s OUT/pic.png x.png; " LAYER("x.png"), IF_ALLOWED, NULL},
    {"a link with a whole path", "ln -s ALL/pic.png x.png; " LAYER("x.png"), IF_ALLOWED, NULL},
    {"a linked folder", "ln -s OUT up; " LAYER("up/pic.png"), IF_ALLOWED, NULL},
    {"a link to a link", "ln -s OUT up; ln -s up/pic.png x.png; " LAYER("x.png"), IF_ALLOWED, NULL},
    {"the process's root", LAYER("/proc/self/root/ALL/pic.png"), IF_ALLOWED, NULL},
    {"a link to it", "ln -s /proc/self/root r; " LAYER("r/ALL/pic.png"), IF_ALLOWED, NULL},
    {"a misspelt name", LAYER("OUT/pix.png"), IF_ALLOWED, NULL},
    {"a misspelt one by a link", "ln -s OUT up; " LAYER("up/pix.png"), IF_ALLOWED, NULL},
    {"a source", "scene 'sources: {p: OUT/pic.png}' 'layers: [{picture: p}]'", IF_ALLOWED, NULL},
    {"a folder", "scene 'sources: {p: {folder: OUT}}' 'layers: [{picture: p}]'", IF_ALLOWED, NULL},
    {"a linked one", "ln -s OUT f; scene 'sources: {p: {folder: f}}' 'layers: [{picture: p}]'",
     IF_ALLOWED, NULL},
    {"a link in one",
     "mkdir f; cp ok.png f; ln -s ../OUT/pic.png f/a.png; "
     "scene 'sources: {p: {folder: f}}' 'layers: [{picture: p}]'",
     IF_ALLOWED, NULL},
    {"a fragment's picture", "scene 'layers: [{fragments: {from: OUT/pic.png, cut: grid}}]'",
     IF_ALLOWED, NULL},
    {"a mask", "scene 'layers: [{picture: ok.png, mask: OUT/pic.png}]'", IF_ALLOWED, NULL},
    {"an effect's picture", CHAIN("displace: {map: OUT/pic.png}"), IF_ALLOWED, NULL},
    {"an include", "scene 'include: [OUT/part.yaml]' 'layers: [{picture: ok.png}]'", IF_ALLOWED,
     NULL},
    {"a linked include",
     "ln -s OUT/part.yaml p.yaml; scene 'include: [p.yaml]' 'layers: [{picture: ok.png}]'",
     IF_ALLOWED, NULL},
    {"an included one's include",
     "echo 'include: [OUT/part.yaml]' >p.yaml; "
     "scene 'include: [p.yaml]' 'layers: [{picture: ok.png}]'",
     IF_ALLOWED, NULL},
    {"a scene within", "scene 'sources: {p: {scene: OUT/scene.yaml}}' 'layers: [{picture: p}]'",
     IF_ALLOWED, NULL},
    {"a picture of a scene within",
     "mkdir d; echo 'layers: [{picture: ../OUT/pic.png}]' >d/in.yaml; "
     "scene 'sources: {p: {scene: d/in.yaml}}' 'layers: [{picture: p}]'",
     IF_ALLOWED, NULL},
    {"a sound",
     "scene 'sound: {file: OUT/a.wav}' 'layers: [{picture: ok.png, opacity: audio.level}]'",
     IF_ALLOWED, NULL},
    {"a linked sound",
     "ln -s OUT/a.wav a.wav; "
     "scene 'sound: {file: a.wav}' 'layers: [{picture: ok.png, opacity: audio.level}]'",
     IF_ALLOWED, NULL},
    {"a list of sounds",
     "printf '#EXTM3U\\n#EXTINF:1,\\nALL/a.wav\\n' >a.m3u8; "
     "scene 'sound: {file: a.m3u8}' 'layers: [{picture: ok.png, opacity: audio.level}]'",
     NEVER, NULL},
    {"credits beside a picture", "ln -s OUT/CREDITS.yaml CREDITS.yaml; " LAYER("ok.png"),
     IF_ALLOWED, NULL},
    {"an effect's path", CHAIN("OUT/e.fs"), IF_ALLOWED, NULL},
    {"a linked effect", "ln -s OUT/e.fs e.fs; " CHAIN("e"), NEVER, NULL},
    {"a linked .glsl", "ln -s OUT/t.glsl t.glsl; " CHAIN("t"), NEVER, NULL},
    {"one in shaders/", "mkdir shaders; ln -s ../OUT/e.fs shaders/e.fs; " CHAIN("e"), NEVER, NULL},
    {"a linked shaders/", "ln -s OUT shaders; " CHAIN("e"), NEVER, NULL},
    {"a linked folder in shaders/", "mkdir shaders; ln -s ../OUT shaders/l; " CHAIN("e"), NEVER,
     NULL},
    {"a linked folder of cuts", "mkdir shaders; ln -s ../OUT shaders/cut; " CHAIN("e"), NEVER,
     NULL},
    {"a vertex shader", EFFECT("", "") "ln -s OUT/e.vs e.vs; " CHAIN("e"), NEVER, NULL},
    {"an #include, up and out", EFFECT("", "\\n#include \"OUT/lib.glsl\"\\n") CHAIN("e"), NEVER,
     NULL},
    {"a linked #include",
     EFFECT("", "\\n#include \"lib.glsl\"\\n") "ln -s OUT/lib.glsl lib.glsl; " CHAIN("e"), NEVER,
     NULL},
    {"an imported picture",
     EFFECT(", \"IMPORTED\": {\"p\": {\"PATH\": \"OUT/pic.png\"}}", "") CHAIN("e"), IF_ALLOWED,
     NULL},
    {"a linked import",
     "ln -s OUT/pic.png x.png; " EFFECT(", \"IMPORTED\": {\"p\": {\"PATH\": \"x.png\"}}", "")
         CHAIN("e"),
     IF_ALLOWED, NULL},
    {"a picture in an SVG",
     "echo '<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><image "
     "href=\"ALL/pic.png\" width=\"8\" height=\"8\"/></svg>' >x.svg; " LAYER("x.svg"),
     NEVER, NULL},
    {"a device", LAYER("/dev/zero"), NEVER, "/dev/zero"},
    {"a linked device", "ln -s /dev/full x.png; " LAYER("x.png"), NEVER, "/dev/full"},
    {"what the kernel tells", LAYER("/proc/self/limits"), NEVER, "/limits>"},
    {"a link to that", "ln -s /proc/self/auxv x.png; " LAYER("x.png"), NEVER, "/auxv>"},
    {"a FIFO, for which nobody waits", "mkfifo x.png; " LAYER("x.png"), NEVER, NULL},
    {"one as an effect", "mkfifo e.fs; " CHAIN("e"), NEVER, NULL},
    {"one as a sound",
     "mkfifo a.wav; scene 'sound: {file: a.wav}' 'layers: [{picture: ok.png, opacity: "
     "audio.level}]'",
     NEVER, NULL},
};
enum { DOORS = sizeof(doors) / sizeof(doors[0]) };

static bool has_strace;

// sed writes the paths in; what a row makes lies in s/N, what it must not open in out/N.
static void make_doors(void)
{
    static const char begin[] =
        "mkdir -p s out/all; cp ok.png out/all/pic.png; cp a.wav out/all; cd out/all\n"
        "echo 'seed: 3' >part.yaml; echo 'layers: [{picture: pic.png}]' >scene.yaml\n"
        "echo 'ok.png: {credit: somebody}' >CREDITS.yaml; echo 'float one() {return 1.0;}' "
        ">lib.glsl\n"
        "echo 'vec4 transition(vec2 p) {return getFromColor(p);}' >t.glsl\n"
        "echo 'void main() {isf_vertShaderInit();}' >e.vs\n"
        "echo '/*{}*/void main() {gl_FragColor = vec4(1);}' >e.fs";
    static const char one[] =
        "cp -r out/all out/%zu; mkdir s/%zu; cp ok.png s/%zu; "
        "sed -i \"s|OUT|../../out/%zu|g; s|ALL|$PWD/out/%zu|g\" make; "
        "cd s/%zu; scene() { printf '%%s\\n' \"$@\" >scene.yaml; }; . ../../make";
    char command[600];
    assert_int_equal(test_cli_run(begin).code, 0);
    for (size_t i = 0; i < DOORS; i++) {
        test_cli_text("make", doors[i].make);
        snprintf(command, sizeof(command), one, i, i, i, i, i, i);
        struct test_run run = test_cli_run(command);
        if (run.code)
            fail_msg("%s: %s", doors[i].law, run.err);
    }
}

// What was opened, with the whole path of each descriptor.
static void trace(const char *strace, const char *command)
{
    char line[600];
    snprintf(line, sizeof(line),
             "ASAN_OPTIONS=detect_leaks=0 timeout -k 20 100 strace -f -y -qq %s "
             "-e trace=open,openat,openat2 -o trace \"$REMONTAGE\" %s",
             strace, command);
    test_cli_run(line);
}

static bool was_opened(const char *word)
{
    char command[200];
    snprintf(command, sizeof(command),
             "grep -E '= [0-9]+<' trace | sed 's/.* = //' | grep -qE '%s'", word);
    return test_cli_run(command).code == 0;
}

static bool was_opened_by(size_t door)
{
    char word[32];
    snprintf(word, sizeof(word), "/out/%zu[/>]", door);
    return was_opened(doors[door].word ? doors[door].word : word);
}

static void hold(const char *strace)
{
    int bad = 0;
    trace(strace, "check s/*/scene.yaml");
    assert_true(was_opened("/s/0/ok.png") || was_opened("/s/0/scene.yaml"));
    for (size_t i = 0; i < DOORS; i++)
        if (was_opened_by(i)) {
            print_error("opened what lies outside: %s\n", doors[i].law);
            bad++;
        }
    assert_int_equal(bad, 0);
}

static void test_nothing_outside_is_opened(void **state)
{
    (void)state;
    has_strace = test_cli_run("strace -V").code == 0;
    if (!has_strace)
        skip();
    hold("");
}

// A kernel that has no openat2.
static void test_nor_by_an_older_kernel(void **state)
{
    (void)state;
    if (!has_strace)
        skip();
    hold("-e inject=openat2:error=ENOSYS");
}

// That the trace would show it.
static void test_what_is_allowed_is_opened(void **state)
{
    (void)state;
    int bad = 0;
    if (!has_strace)
        skip();
    trace("", "check --allow out s/*/scene.yaml");
    for (size_t i = 0; i < DOORS; i++)
        if (was_opened_by(i) != (doors[i].when == IF_ALLOWED)) {
            print_error("%s: %s with --allow\n", doors[i].law,
                        doors[i].when == NEVER ? "opened" : "not opened");
            bad++;
        }
    assert_int_equal(bad, 0);
}

static const char show[] =
    "mkdir -p s/live; cd s/live; cp ../../ok.png .; cp -r ../../out/all ../../out/live\n"
    "echo 'layers: [{picture: ok.png}]' >scene.yaml\n"
    "ln -s ../../out/live up; ln -s ../../out/live/side.yaml scene.midi.yaml\n"
    "echo 'pickup: jump' >../../out/live/side.yaml\n"
    "ASAN_OPTIONS=detect_leaks=0 strace -f -y -qq -o ../../trace -e "
    "trace=open,openat,openat2,inotify_add_watch sh -c 'echo $$ >pid; exec \"$REMONTAGE\" live "
    "scene.yaml --window 64x36 2>said' &\n"
    "until grep -q inotify_add_watch ../../trace 2>/dev/null; do sleep 0.1; done\n"
    "printf '%s\\n' 'sources: {f: {folder: up}}' 'layers: [{picture: up/pic.png}, "
    "{picture: ../../out/live/pic.png}, {picture: /etc/hostname}, {picture: f}]' >scene.yaml\n"
    "until grep -q 'lies outside' said; do sleep 0.1; done\n"
    "sleep 2 # it looks once a second\n"
    "kill -INT $(cat pid); wait\n";

// The folder is left alone as well: what is refused is not watched.
static void test_a_show_watches_nothing_outside(void **state)
{
    (void)state;
    if (!has_strace || !test_display_begin())
        skip();
    test_cli_text("show.sh", show);
    test_cli_run("REMONTAGE=\"$REMONTAGE\" timeout -k 5 100 sh ./show.sh");
    test_display_end();
    assert_true(was_opened("/s/live/ok.png"));
    struct test_run run = test_cli_run("grep -E '/out/live|/etc/hostname' trace");
    if (was_opened("/out/live|/etc/hostname"))
        fail_msg("%s", run.out);
    assert_int_equal(test_cli_run("grep inotify_add_watch trace | grep -qE 'out/live|/etc'").code,
                     1);
}

// Two files change places all the time, one of them a link that leads out.
static pid_t swap_pictures(void)
{
    pid_t process = fork();
    if (process != 0)
        return process;
    const char *one = test_cli_path("swap/x.png"), *other = test_cli_path("swap/y.png");
    for (;;) {
        syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 2 /* exchange */);
        usleep(200);
    }
}

// How often `command`, which draws swap/scene.yaml as drawn.png, showed what lies outside.
static int count_outside(const char *command)
{
    enum { ROUNDS = 20 };
    int outside = 0;
    pid_t process = swap_pictures();
    for (int i = 0; i < ROUNDS; i++) {
        int code = test_cli_run(command).code;
        outside += code == 0 && !test_cli_same("drawn.png", "ok_drawn.png");
    }
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
    return outside;
}

static void test_a_link_that_is_put_in_between(void **state)
{
    (void)state;
    test_cli_run("mkdir swap; cp ok.png swap/x.png; ln -s ../secret.png swap/y.png; "
                 "echo 'layers: [{picture: x.png}]' >swap/scene.yaml; "
                 "remontage render secret.png -s 8 -o secret_drawn.png; "
                 "remontage render swap/scene.yaml -s 8x8 -o ok_drawn.png");
    assert_true(test_cli_exists("secret_drawn.png") && test_cli_exists("ok_drawn.png"));
    assert_int_equal(count_outside("remontage render swap/scene.yaml -s 8x8 -q -o drawn.png"), 0);
}

// The secret is what the scene that was drawn before may read.
static void test_nor_to_another_scene(void **state)
{
    (void)state;
    test_cli_run("mkdir first; cp secret.png first; ln -sf ../first/secret.png swap/y.png; "
                 "echo 'layers: [{picture: secret.png}]' >first/first.yaml");
    assert_int_equal(count_outside("remontage render first/first.yaml swap/scene.yaml -s 8x8 -q "
                                   "-o %s.png && mv scene.png drawn.png"),
                     0);
}

// One row is one step of a program that has two scenes in hand, a/ and b/, one after the other.
static const struct {
    const char *law, *scene, *root, *path;
    int error; // 0: it is opened
} scenes[] = {
    {"what belongs to all is opened", NULL, "of/all", "of/all/x", 0},
    {"a scene's folder is", "a.yaml", "of/a", "of/a/x", 0},
    {"a link into it from elsewhere is", "a.yaml", "of/b", "of/b/to_a", 0},
    {"the same scene again changes nothing", "a.yaml", NULL, "of/a/x", 0},
    {"of the next one, the folder before is not", "b.yaml", "of/b", "of/a/x", EXDEV},
    {"nor what a link leads to", "b.yaml", NULL, "of/b/to_a", EXDEV},
    {"its own is", "b.yaml", NULL, "of/b/x", 0},
    {"what belongs to all still is", "b.yaml", NULL, "of/all/x", 0},
    {"by a link, too", "b.yaml", NULL, "of/b/to_all", 0},
    {"and the first again, when it is its turn", "a.yaml", "of/a", "of/a/x", 0},
    {"without the second", "a.yaml", NULL, "of/b/x", EXDEV},
};

// In a process of its own: what guards, guards for good.
static int break_scenes(void)
{
    int bad = 0;
    rmx_roots_guard();
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        if (scenes[i].scene)
            rmx_roots_begin(scenes[i].scene);
        if (scenes[i].root)
            rmx_roots_add(test_cli_path(scenes[i].root));
        int fd = rmx_roots_open(test_cli_path(scenes[i].path), O_RDONLY);
        int error = fd < 0 ? errno : 0;
        if (error != scenes[i].error)
            fprintf(stderr, "%s: %s\n", scenes[i].law, strerror(error));
        bad += error != scenes[i].error;
        close(fd);
    }
    return bad;
}

static void test_roots_are_the_scene_s(void **state)
{
    (void)state;
    int status = 0;
    test_cli_run("mkdir -p of/all of/a of/b; touch of/all/x of/a/x of/b/x; "
                 "ln -s ../a/x of/b/to_a; ln -s ../all/x of/b/to_all");
    pid_t process = fork();
    if (process == 0)
        _exit(break_scenes());
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_int_equal(status, 0);
}

static const struct test_law laws[] = {
    {"a link that stays below is followed",
     "mkdir -p in/d; cp ok.png in/d; ln -s d/ok.png in/a.png; "
     "echo 'layers: [{picture: a.png}]' >in/scene.yaml; remontage render in/scene.yaml -s 8 -q",
     0, NULL, NULL},
    {"up and down again, too",
     "ln -s ../../in/d/ok.png in/d/b.png; echo 'layers: [{picture: d/b.png}]' >in/scene.yaml; "
     "remontage render in/scene.yaml -s 8 -q",
     0, NULL, NULL},
    {"and one with a whole path",
     "ln -s \"$PWD/in/d/ok.png\" in/c.png; echo 'layers: [{picture: c.png}]' >in/scene.yaml; "
     "remontage render in/scene.yaml -s 8 -q",
     0, NULL, NULL},
    {"what is typed may be a link to anywhere",
     "mkdir away; ln -s ../in/d/ok.png away/typed.png; remontage render away/typed.png -s 8 -q", 0,
     NULL, NULL},
    {"a scene, too, and its folder is where the link stands",
     "cp ok.png away/a.png; echo 'layers: [{picture: a.png}]' >in/s.yaml; "
     "ln -s ../in/s.yaml away/s.yaml; remontage render away/s.yaml -s 8 -q",
     0, NULL, NULL},
    {"the user's own effects may be links",
     "mkdir fx els; echo '/*{}*/void main() {gl_FragColor = vec4(1.0);}' >els/own.fs; "
     "ln -s ../els/own.fs fx/own.fs; echo 'layers: [{generate: own}]' >o.yaml; "
     "remontage render o.yaml --effects fx -s 8 -q",
     0, NULL, NULL},
    {"folders of them as well",
     "mkdir fy; ln -s ../els fy/linked; printf '/*{}*/\n#include \"near.glsl\"\nvoid main() "
     "{gl_FragColor = vec4(near());}' >els/own.fs; echo 'float near() {return 1.0;}' "
     ">els/near.glsl; remontage render o.yaml --effects fy -s 8 -q",
     0, NULL, NULL},
};

static void test_what_may_be_read(void **state)
{
    (void)state;
    TEST_HOLD(laws);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("ok.png", 64, 36);
    test_cli_run(
        "convert -size 64x36 xc:blue secret.png 2>/dev/null || "
        "remontage render ok.png --chain 'invert' -o secret.png -q; "
        "printf 'RIFF\\044\\0\\0\\0WAVEfmt \\020\\0\\0\\0\\001\\0\\001\\0\\200\\076\\0\\0\\0"
        "\\175\\0\\0\\002\\0\\020\\0data\\0\\0\\0\\0' >a.wav");
    make_doors();
    return 0;
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
        cmocka_unit_test(test_nothing_outside_is_opened),
        cmocka_unit_test(test_nor_by_an_older_kernel),
        cmocka_unit_test(test_what_is_allowed_is_opened),
        cmocka_unit_test(test_a_show_watches_nothing_outside),
        cmocka_unit_test(test_a_link_that_is_put_in_between),
        cmocka_unit_test(test_nor_to_another_scene),
        cmocka_unit_test(test_roots_are_the_scene_s),
        cmocka_unit_test(test_what_may_be_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
