// SPDX-License-Identifier: GPL-3.0-or-later
// The chain of eight beside what else is installed: a still of 3840 x 2160 as a whole process, and
// a frame of 1920 x 1080 in a loop.
//
//   bench_peers [loop] [RUNS]
//
// With `loop` only that.
// None of them is needed: what is not there is said. Their commands stand in peers/. Each does the
// work its own way, so the pictures differ; the runs take turns.
#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "bench/hand.h"
#include "bench/live_stand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define PEERS REMONTAGE_ROOT "/tests/bench/peers"

enum { MOST_RUNS = 50, MOST_PEERS = 8, FEW = 10, MANY = 50 };

struct peer {
    const char *name, *tool;
    const char *command; // of a still, or of $frames frames; of ours, what it is drawn by
};

static const struct peer stills[] = {
    {"remontage render", NULL,
     REMONTAGE_BINARY " render scene.yaml --size 3840x2160 --quiet -o still.png"},
    {"ffmpeg's filters", "ffmpeg", "sh " PEERS "/ffmpeg.sh 1 3840 2160 still.png"},
    {"GStreamer, one glshader", "gst-launch-1.0", "bash " PEERS "/gst.sh " PEERS " one still.png"},
    {"GStreamer, eight glshaders", "gst-launch-1.0",
     "bash " PEERS "/gst.sh " PEERS " eight still.png"},
    {"ImageMagick, without tiles", "convert", "sh " PEERS "/magick.sh 3840 2160 still.png"},
};
static const struct peer loops[] = {
    {"remontage, live in its window", NULL, NULL},
    {"the same, just edited", NULL, "its general programs"},
    {"GStreamer, one glshader", "gst-launch-1.0", "bash " PEERS "/gst.sh " PEERS " one $frames"},
    {"GStreamer, eight glshaders", "gst-launch-1.0",
     "bash " PEERS "/gst.sh " PEERS " eight $frames"},
    {"ffmpeg's filters", "ffmpeg", "sh " PEERS "/ffmpeg.sh $frames 1920 1080 '-f null -'"},
};
enum { STILLS = sizeof(stills) / sizeof(*stills), LOOPS = sizeof(loops) / sizeof(*loops) };

static const char *loop_scene;

static bool is_installed(const struct peer *peer)
{
    char command[128];
    if (!peer->tool)
        return true;
    snprintf(command, sizeof(command), "command -v %s >/dev/null", peer->tool);
    return system(command) == 0;
}

struct cost {
    double wall_ms, processor_ms; // below 0: it failed, which its own words explain
};
static const struct cost failed = {-1, -1};

static double children_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return 1e3 * (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-3 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static struct cost run(const char *command)
{
    double wall_ms = rmx_clock_ms(), processor_ms = children_ms();
    if (system(command) != 0)
        return failed;
    return (struct cost){rmx_clock_ms() - wall_ms, children_ms() - processor_ms};
}

static struct cost run_still(const struct peer *peer)
{
    unlink("still.png");
    struct cost cost = run(peer->command);
    return access("still.png", F_OK) == 0 ? cost : failed;
}

static struct cost a_frame_of(double wall_ms, double processor_ms)
{
    return (struct cost){wall_ms / (MANY - FEW), processor_ms / (MANY - FEW)};
}

// Until it has the programs that a scene gets which is left alone (show/standing.h).
static void let_stand(struct rmx_show *show)
{
    struct rmx_show_counts counts;
    double until_ms = rmx_clock_ms() + 120e3;
    do {
        live_stand_frames(show, 1);
        rmx_show_counts(show, &counts);
    } while (!counts.standing.is_over && rmx_clock_ms() < until_ms);
}

// The show's own loop, its window as large as the picture, as fast as it goes.
static struct cost show_ours(bool stands)
{
    struct rmx_show *show = live_stand_open(&(struct live_stand_params){
        .scene = loop_scene, .fps = 1000, .width = 1920, .height = 1080, .no_specialise = !stands});
    if (stands)
        let_stand(show);
    live_stand_frames(show, FEW);
    double wall_ms = rmx_clock_ms(), processor_ms = bench_processor_ms();
    live_stand_frames(show, MANY - FEW);
    struct cost cost = a_frame_of(rmx_clock_ms() - wall_ms, bench_processor_ms() - processor_ms);
    live_stand_close(show);
    return cost;
}

// A frame costs what more frames cost more.
static struct cost run_loop(const struct peer *peer)
{
    struct rmx_text few = {0}, many = {0};
    if (!peer->tool)
        return show_ours(!peer->command);
    rmx_text_printf(&few, "frames=%d; %s", FEW, peer->command);
    rmx_text_printf(&many, "frames=%d; %s", MANY, peer->command);
    struct cost less = run(rmx_text_string(&few)), more = run(rmx_text_string(&many));
    rmx_text_finish(&few);
    rmx_text_finish(&many);
    if (less.wall_ms < 0 || more.wall_ms < 0)
        return failed;
    return a_frame_of(more.wall_ms - less.wall_ms, more.processor_ms - less.processor_ms);
}

static void compare(const char *what, const struct peer *peers, int count, int runs,
                    struct cost (*measure)(const struct peer *peer))
{
    static double wall[MOST_PEERS][MOST_RUNS], processor[MOST_PEERS][MOST_RUNS];
    bool is_there[MOST_PEERS];
    for (int p = 0; p < count; p++)
        is_there[p] = is_installed(&peers[p]);
    for (int i = 0; i < runs; i++)
        for (int p = 0; p < count; p++) {
            struct cost cost = is_there[p] ? measure(&peers[p]) : failed;
            is_there[p] = cost.wall_ms >= 0;
            wall[p][i] = cost.wall_ms;
            processor[p][i] = cost.processor_ms;
        }
    printf("%s, median of %d\n%-30s %8s %8s %8s %8s\n", what, runs, "", "ms", "x ours", "CPU ms",
           "x ours");
    double ours[2] = {bench_median(wall[0], runs), bench_median(processor[0], runs)};
    for (int p = 0; p < count; p++) {
        double ms = bench_median(wall[p], runs), busy_ms = bench_median(processor[p], runs);
        if (is_there[p])
            printf("%-30s %8.1f %8.2f %8.1f %8.2f\n", peers[p].name, ms, ms / ours[0], busy_ms,
                   busy_ms / ours[1]);
        else
            printf("%-30s not installed, or it failed\n", peers[p].name);
    }
}

static void set_up(void)
{
    struct rmx_text text = {0};
    static const char *const pictures[] = {"nagasaki-boats", "first", "french-alpine-landscape",
                                           "second"};
    if (chdir(bench_folder()) != 0)
        bench_fail("no folder");
    for (int i = 0; i < 4; i += 2) {
        rmx_text_clear(&text);
        rmx_text_printf(&text,
                        REMONTAGE_BINARY " render " REMONTAGE_ROOT
                                         "/assets/%s.jpg --size 3840x2160 --quiet -o %s.jpg",
                        pictures[i], pictures[i + 1]);
        if (run(rmx_text_string(&text)).wall_ms < 0)
            bench_fail("no picture");
    }
    rmx_text_clear(&text);
    rmx_text_printf(&text, hand_scene, "first.jpg", "second.jpg");
    if (!rmx_file_write("scene.yaml", text.data, text.length))
        bench_fail("no scene");
    rmx_text_clear(&text);
    rmx_text_printf(&text, hand_scene, "asset:nagasaki-boats.jpg",
                    "asset:french-alpine-landscape.jpg");
    loop_scene = rmx_text_string(&text); // for as long as the program runs
}

int main(int argc, char **argv)
{
    bool is_loop = argc > 1 && strcmp(argv[1], "loop") == 0;
    int runs = argc > 1 + is_loop ? atoi(argv[1 + is_loop]) : 3;
    if (runs < 1 || runs > MOST_RUNS)
        bench_fail("1 to %d runs", MOST_RUNS);
    live_stand_begin();
    set_up();
    if (!is_loop)
        compare("a still of 3840 x 2160, two JPEGs to a PNG", stills, STILLS, runs, run_still);
    compare("a frame of 1920 x 1080 in a loop", loops, LOOPS, runs, run_loop);
    live_stand_end();
    return 0;
}
