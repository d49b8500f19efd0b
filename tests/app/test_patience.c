// SPDX-License-Identifier: GPL-3.0-or-later
// A picture that never ends decoding, an effect that never ends compiling: commands give it up and
// name it, a show goes on and follows the next save, and ends at once while it is at it.
#include "base/clock.h"
#include "base/sanitized.h"
#include "support/cli.h"
#include "support/display.h"
#include "support/slow_pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { MOST_MS = 60000 }; // until a test gives up

static const char endless[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><filter id='f' x='0' y='0' "
    "width='1' height='1'><feTurbulence baseFrequency='0.9' numOctaves='2000000000'/></filter>"
    "<rect width='64' height='64' filter='url(#f)'/></svg>";

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin() || !test_display_begin())
        return -1;
    test_cli_text("b.svg", endless);
    test_cli_text("c.svg", endless);
    test_cli_picture("plant.png", 40, 30);
    test_slow_picture(test_cli_path("bits.png"), TEST_SLOW_BITS);
    test_slow_picture(test_cli_path("deep.png"), TEST_SLOW_INTERLACED);
    test_slow_picture(test_cli_path("passes.jpg"), TEST_SLOW_PASSES);
    test_slow_picture(test_cli_path("strip.tif"), TEST_SLOW_STRIP);
    test_cli_text("deep.yaml", "size: 64x48\nlayers:\n  - picture: deep.png\n");
    test_cli_text("passes.yaml", "size: 64x48\nlayers:\n  - picture: passes.jpg\n");
    test_cli_text("strip.yaml", "size: 64x48\nlayers:\n  - picture: strip.tif\n");
    test_cli_text("bits.yaml", "size: 64x48\nlayers:\n  - picture: bits.png\n");
    test_cli_text("stuck.yaml", "size: 64x48\nlayers:\n  - picture: b.svg\n");
    test_cli_text("two.yaml", "size: 64x48\nlayers:\n  - picture: b.svg\n  - picture: c.svg\n"
                              "  - picture: plant.png\n");
    test_cli_text(
        "long.fs",
        "/*{}*/\n#define S(x) sin(cos(sin(cos(x + 0.1))))\n"
        "void main() { float a = isf_FragNormCoord.x;\n"
        "for (int i = 0; i < 30000; i++) a = S(S(S(S(S(S(S(S(S(S(S(S(S(S(S(S(a))))))))))))))));\n"
        "gl_FragColor = vec4(a); }\n");
    test_cli_text("long.yaml", "size: 64x48\nlayers:\n  - generate: ./long.fs\n");
    if (test_cli_run(
            "{ printf '/*{}*/\\nvoid main(){mat4 v=mat4(TIME);'; yes 'v*=v;' | head -n 14000 | "
            "tr -d '\\n'; echo 'gl_FragColor=v[0];}'; } >heavy.fs")
            .code != 0)
        return -1;
    test_cli_text("heavy.yaml", "size: 64x48\nlayers:\n  - generate: ./heavy.fs\n");
    if (test_cli_run("{ printf '/*{\"PASSES\":[{\"TARGET\":\"a\"},{}]}*/\\nvoid main(){'; "
                     "printf 'mat4 a_name_that_is_long=mat4(TIME+float(PASSINDEX));'; "
                     "yes 'a_name_that_is_long*=a_name_that_is_long;' | head -n 14000 | "
                     "tr -d '\\n'; echo 'gl_FragColor=a_name_that_is_long[0];}'; } >wide.fs")
            .code != 0)
        return -1;
    test_cli_text("few.fs", "/*{}*/\nvoid main(){mat4 v=mat4(TIME);");
    if (test_cli_run("{ yes 'v*=v;' | head -n 700 | tr -d '\\n'; echo 'gl_FragColor=v[0];}'; } "
                     ">>few.fs")
            .code != 0)
        return -1;
    test_cli_text("few.yaml", "size: 64x48\nlayers:\n  - generate: ./few.fs\n");
    test_cli_text(
        "drawn.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><filter id='f' "
        "x='0' y='0' width='1' height='1'><feTurbulence baseFrequency='0.9' "
        "numOctaves='2000'/></filter><rect width='8' height='8' filter='url(#f)'/></svg>");
    test_cli_text("drawn.yaml", "layers:\n  - picture: drawn.svg\n");
    test_cli_text("tiny.yaml", "size: 8x8\nlayers:\n  - picture: drawn.svg\n");
    if (test_cli_run("mkdir album").code != 0)
        return -1;
    test_cli_text("album/d.svg", endless);
    test_cli_picture("album/e.png", 40, 30);
    test_cli_text("folder.yaml", "size: 64x48\nsources: {album: {folder: album}}\n"
                                 "layers:\n  - picture: album\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_display_end();
    test_cli_end();
    return 0;
}

static void commands_give_it_up(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"check names it, its place and the way out", "remontage check stuck.yaml --patience 0.3",
         66, "1 error", "stuck.yaml:3:14: error: 'b.svg' takes longer than 0.3 s to decode"},
        {"and says how to wait twice as long", "remontage check stuck.yaml --patience 0.3", 66,
         "1 error", "--patience 0.6 waits longer"},
        {"render leaves no file", "remontage render stuck.yaml --patience 0.3 -o stuck.png", 66,
         NULL, "[slow-picture]"},
        {"a picture as a scene", "remontage render b.svg --patience 0.3 -o stuck.png", 66, NULL,
         "'b.svg' takes longer than 0.3 s"},
        {"both are told of", "remontage check two.yaml --patience 0.3", 66, "2 errors", "'c.svg'"},
        {"a folder passes it over", "remontage render folder.yaml --patience 0.3 -o album.png", 0,
         NULL, "d.svg' takes longer than 0.3 s to decode: it is given up: it is passed over"},
        {"of whatever format: a PNG", "remontage check bits.yaml --patience 0.1", 66, "1 error",
         "bits.yaml:3:14: error: 'bits.png' takes longer than 0.1 s to decode: it is given up"},
        {"an interlaced one, too", "remontage render deep.yaml --patience 0.1 -o stuck.png", 66,
         NULL, "'deep.png' takes longer than 0.1 s"},
        {"a JPEG of many passes", "remontage render passes.yaml --patience 0.1 -o stuck.png", 66,
         NULL, "'passes.jpg' takes longer than 0.1 s"},
        {"a TIFF", "remontage render strip.yaml --patience 0.1 -o stuck.png", 66, NULL,
         "'strip.tif' takes longer than 0.1 s"},
        {"a drawing takes as long as its size does: render",
         "remontage render drawn.yaml --patience 0.5 -o stuck.png", 66, NULL,
         "'drawn.svg' takes longer than 0.5 s"},
        {"check at the scene's size, as render", "remontage check drawn.yaml --patience 0.5", 66,
         "1 error", "'drawn.svg' takes longer than 0.5 s"},
        {"drawn small it is read", "remontage render drawn.yaml -s 8 --patience 20 -q -o small.png",
         0, NULL, NULL},
        {"and check says so of a small scene", "remontage check tiny.yaml --patience 20", 0,
         "0 errors", NULL},
        {"explain reads headers alone", "remontage explain stuck.yaml --patience 20", 0,
         "source b.svg: 64x64", NULL},
        {"an effect that is compiled too long is named",
         "remontage render heavy.yaml --patience 0.3 -q -o stuck.png", 65, NULL,
         "heavy.fs:2:6: error: 'main' is too much for the graphics driver, which was not done with "
         "it after 0.3 s [too-heavy]"},
        {"with how to wait twice as long",
         "remontage render heavy.yaml --patience 0.4 -q -o stuck.png", 65, NULL,
         "--patience 0.8 waits longer"},
        {"and so is one that wants too much memory",
         RMX_IS_SANITIZED // which has no bound
             ? "remontage render heavy.yaml --patience 0.3 -q -o stuck.png"
             : "remontage render heavy.yaml --patience 60 --memory 64M -q -o stuck.png",
         65, NULL,
         RMX_IS_SANITIZED ? "too-heavy" : "which fell over it, or wanted more than 64 MB"},
        {"no patience is none", "remontage check stuck.yaml --patience 0", 2, NULL,
         "--patience goes from 0.1 to 3600"},
    };
    TEST_HOLD(laws);
    assert_false(test_cli_exists("stuck.png"));
    assert_true(test_cli_exists("album.png"));
}

// A show in a process of its own, which says what it says to a pipe.
struct show {
    pid_t process;
    int words;
    char said[8192];
    size_t length;
};

static struct show start(const char *scene, const char *patience)
{
    int ends[2];
    struct show show = {0};
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    show.process = fork();
    if (show.process == 0) {
        dup2(ends[1], STDERR_FILENO);
        execl(REMONTAGE_BINARY, "remontage", "live", test_cli_path(scene), "--window", "64x48",
              "--patience", patience, "--mute", "--midi", "none", NULL);
        _exit(127);
    }
    close(ends[1]);
    show.words = ends[0];
    fcntl(show.words, F_SETFL, O_NONBLOCK);
    return show;
}

static void rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
}

static void wait_for_words(struct show *show, const char *words)
{
    double from_ms = rmx_clock_ms();
    while (!strstr(show->said, words)) {
        size_t room = sizeof(show->said) - 1 - show->length;
        ssize_t count = read(show->words, show->said + show->length, room);
        show->length += count > 0 ? (size_t)count : 0;
        show->said[show->length] = '\0';
        if (rmx_clock_ms() - from_ms > MOST_MS)
            fail_msg("'%s' was not said, but: %s", words, show->said);
        rest();
    }
}

static pid_t parent_of(const char *process)
{
    char path[300];
    int parent = 0;
    snprintf(path, sizeof(path), "/proc/%s/stat", process);
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%*d (%*[^)]) %*c %d", &parent) != 1)
        parent = 0;
    if (file)
        fclose(file);
    return parent;
}

// How many generations below that process there are: two where a picture is read apart, one where
// a shader is tried. `*lowest`: of the last one.
static int depth_below(pid_t process, pid_t *lowest)
{
    DIR *folder = opendir("/proc");
    const struct dirent *entry;
    int deepest = 0;
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char name[16];
        int depth = 0;
        pid_t at = atoi(entry->d_name);
        while (at > 1 && at != process && depth < 8) {
            snprintf(name, sizeof(name), "%d", at);
            at = parent_of(name);
            depth++;
        }
        if (at == process && depth > deepest) {
            deepest = depth;
            *lowest = atoi(entry->d_name);
        }
    }
    closedir(folder);
    return deepest;
}

static int end_of(struct show *show)
{
    int status;
    double from_ms = rmx_clock_ms();
    while (waitpid(show->process, &status, WNOHANG) == 0) {
        if (rmx_clock_ms() - from_ms > MOST_MS) {
            kill(show->process, SIGKILL);
            fail_msg("the show does not end");
        }
        rest();
    }
    close(show->words);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void a_show_goes_on_and_follows_the_next_save(void **state)
{
    (void)state;
    static const char green[] = "size: 64x48\nlayers:\n  - generate: {solid: {color: lime}}\n";
    static const struct {
        const char *scene, *words;
    } rows[] = {
        {"size: 64x48\nlayers:\n  - picture: b.svg\n", "b.svg' takes longer than 0.5 s"},
        {"size: 64x48\nlayers:\n  - generate: ./heavy.fs\n", "was not done with it after 0.5 s"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        test_cli_text("shown.yaml", green);
        struct show show = start("shown.yaml", "0.5");
        wait_for_words(&show, "live --keys");
        test_cli_text("shown.yaml", rows[i].scene);
        wait_for_words(&show, rows[i].words);
        test_cli_text("shown.yaml", green);
        wait_for_words(&show, "mended");
        kill(show.process, SIGTERM);
        assert_int_equal(end_of(&show), 128 + SIGTERM);
    }
}

static bool is_running(pid_t process)
{
    char path[64], state = 'Z';
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = 'Z';
    if (file)
        fclose(file);
    return state != 'Z';
}

// Waits until that many generations are there; the last one's process.
static pid_t wait_for_depth(pid_t process, int depth)
{
    double from_ms = rmx_clock_ms();
    pid_t lowest = 0;
    while (depth_below(process, &lowest) < depth) {
        assert_true(rmx_clock_ms() - from_ms < MOST_MS);
        rest();
    }
    return lowest;
}

static void a_show_ends_whatever_its_loader_is_at(void **state)
{
    (void)state;
    static const struct {
        const char *scene;
        int depth, signal;
    } rows[] = {{"stuck.yaml", 2, SIGTERM},
                {"stuck.yaml", 2, SIGINT},
                {"heavy.yaml", 1, SIGTERM},
                {"heavy.yaml", 1, SIGINT}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct show show = start(rows[i].scene, "3000");
        wait_for_words(&show, "live --keys");
        pid_t lowest = wait_for_depth(show.process, rows[i].depth);
        double from_ms = rmx_clock_ms();
        kill(show.process, rows[i].signal);
        assert_int_equal(end_of(&show), 128 + rows[i].signal);
        double took_ms = rmx_clock_ms() - from_ms;
        if (took_ms > 5000) // a second, but for a machine that is busy
            fail_msg("it took %.0f ms", took_ms);
        for (int k = 0; k < 100 && is_running(lowest); k++)
            rest();
        assert_false(is_running(lowest));
    }
}

// Nor does it take the processor from what is loaded then.
static void what_is_given_up_goes_on_nowhere(void **state)
{
    (void)state;
    static const char green[] = "size: 64x48\nlayers:\n  - generate: {solid: {color: lime}}\n";
    static const struct {
        const char *scene;
        int depth;
        bool stands; // and hears nothing
    } rows[] = {{"size: 64x48\nlayers:\n  - picture: b.svg\n", 2, false},
                {"size: 64x48\nlayers:\n  - generate: ./heavy.fs\n", 1, false},
                {"size: 64x48\nlayers:\n  - generate: ./wide.fs\n", 1, true}}; // 1.4 MB of texts
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        test_cli_text("shown.yaml", rows[i].scene);
        struct show show = start("shown.yaml", "3000");
        pid_t lowest = wait_for_depth(show.process, rows[i].depth);
        if (rows[i].stands)
            kill(lowest, SIGSTOP);
        test_cli_text("shown.yaml", green);
        double from_ms = rmx_clock_ms();
        while (is_running(lowest)) {
            assert_true(rmx_clock_ms() - from_ms < MOST_MS);
            rest();
        }
        kill(show.process, SIGTERM);
        assert_int_equal(end_of(&show), 128 + SIGTERM);
    }
}

// What others take of the processor is no fault of an effect.
static void a_machine_that_is_busy_costs_no_effect(void **state)
{
    (void)state;
    pid_t command = fork();
    if (command == 0) {
        execl(REMONTAGE_BINARY, "remontage", "render", test_cli_path("few.yaml"), "--patience", "5",
              "-q", "-o", test_cli_path("few.png"), NULL);
        _exit(127);
    }
    struct show render = {.process = command, .words = -1};
    pid_t trial = wait_for_depth(command, 1);
    for (int i = 0; i < 20; i++)
        rest(); // it is under way
    double from_ms = rmx_clock_ms();
    kill(trial, SIGSTOP);
    while (rmx_clock_ms() - from_ms < 6000)
        rest();
    kill(trial, SIGCONT);
    assert_int_equal(end_of(&render), 0);
}

// Else it would end with the frame.
static void a_show_ends_amid_a_draw_that_lasts(void **state)
{
    (void)state;
    struct show show = start("long.yaml", "10");
    wait_for_words(&show, "live --keys");
    double from_ms = rmx_clock_ms();
    while (rmx_clock_ms() - from_ms < 1500)
        rest(); // it is compiled, or it ends as fast amid that
    from_ms = rmx_clock_ms();
    kill(show.process, SIGTERM);
    assert_int_equal(end_of(&show), 128 + SIGTERM);
    double took_ms = rmx_clock_ms() - from_ms;
    if (took_ms > 5000)
        fail_msg("it took %.0f ms", took_ms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_give_it_up),
        cmocka_unit_test(a_show_goes_on_and_follows_the_next_save),
        cmocka_unit_test(a_show_ends_whatever_its_loader_is_at),
        cmocka_unit_test(what_is_given_up_goes_on_nowhere),
        cmocka_unit_test(a_machine_that_is_busy_costs_no_effect),
        cmocka_unit_test(a_show_ends_amid_a_draw_that_lasts),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
