// SPDX-License-Identifier: GPL-3.0-or-later
// What it takes to start: whole processes of small commands, in processor time, beside a bare
// program that only makes a context.
//
//   bench_start [RUNS]
//
// The runs alternate; caches are warm.
#include "bench/bench.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_RUNS = 200, BARE = 0, PHOTOGRAPH = 6, MOST_WORDS = 8 };

#define SCENE REMONTAGE_ROOT "/scenes/first.yaml"

static char generated[] = "/tmp/remontage-start-XXXXXX";

static const struct {
    const char *name;
    char *words[MOST_WORDS];
} rows[] = {
    [BARE] = {"a bare program with a context", {REMONTAGE_BARE_CONTEXT}},
    {"list", {REMONTAGE_BINARY, "list"}},
    {"describe blur", {REMONTAGE_BINARY, "describe", "blur"}},
    {"check, a generated picture", {REMONTAGE_BINARY, "check", generated}},
    {"check, a photograph", {REMONTAGE_BINARY, "check", SCENE}},
    {"render -s 64, a generated picture",
     {REMONTAGE_BINARY, "render", generated, "-s", "64", "-o", "-"}},
    [PHOTOGRAPH] = {"render -s 64, a photograph",
                    {REMONTAGE_BINARY, "render", SCENE, "-s", "64", "-o", "-"}},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static void make_scene(void)
{
    static const char text[] = "layers:\n  - generate: noise\n";
    int file = mkstemp(generated);
    if (file < 0 || write(file, text, sizeof(text) - 1) != (ssize_t)(sizeof(text) - 1))
        bench_fail("cannot write %s", generated);
    close(file);
}

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

// The processor time of one process, whose words go nowhere.
static double run(char *const *words)
{
    pid_t child;
    int status;
    struct rusage usage;
    extern char **environ;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawn(&child, words[0], &actions, NULL, words, environ) != 0 ||
        wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status))
        bench_fail("%s %s failed", words[0], words[1] ? words[1] : "");
    posix_spawn_file_actions_destroy(&actions);
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

int main(int argc, char **argv)
{
    static double times[ROWS][MOST_RUNS];
    int runs = argc > 1 ? atoi(argv[1]) : 11;
    if (runs < 1 || runs > MOST_RUNS)
        bench_fail("1 to %d runs", MOST_RUNS);
    make_scene();
    for (int i = -1; i < runs; i++) // the first round warms the caches
        for (int row = 0; row < ROWS; row++)
            times[row][i < 0 ? 0 : i] = run(rows[row].words);
    unlink(generated);
    printf("small commands, whole processes: median of %d, processor time\n", runs);
    for (int row = 0; row < ROWS; row++)
        printf("%-36s %8.0f ms\n", rows[row].name, bench_median(times[row], runs));
    for (int row = 1; row <= 4; row++)
        bench_at_most(rows[row].name, bench_median(times[row], runs), 60, " ms");
    bench_at_most(rows[PHOTOGRAPH].name, bench_median(times[PHOTOGRAPH], runs), 0.75 * 150, " ms");
    return 0;
}
