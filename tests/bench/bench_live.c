// SPDX-License-Identifier: GPL-3.0-or-later
// A show while it is edited: what a frame costs, how soon a save is seen, and what is seen of it.
//
//   bench_live [cpu | save | swap | stand | soak [MINUTES]]
//
// Without a word all five, each in a process of its own, the soak for one minute.
#include "base/clock.h"
#include "bench/bench.h"
#include "bench/large_scene.h"
#include "bench/live_stand.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 320, HEIGHT = 180, FPS = 30, DEBOUNCE_MS = 40, SAVES = 25 };

static const double frame_ms = 1000.0 / FPS;

static const char *small_scene(double number)
{
    static char text[512];
    snprintf(text, sizeof(text),
             "size: 1920x1080\nlayers:\n  - picture: asset:nagasaki-boats.jpg\n    chain:\n"
             "      - rotate: {angle: time * 9}\n      - posterize: {softness: %.4f}\n"
             "      - slow: {}\n",
             number);
    return text;
}

// An effect that does little, `lines` times over, all of it in one straight run of code: what takes
// the time is compiling it.
static void write_slow_effect(int lines, int number)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": "
                        "\"image\"}]}*/\nvoid main()\n{\n"
                        "    vec4 c = IMG_THIS_PIXEL(inputImage);\n    vec3 d = c.rgb;\n");
    for (int i = 0; i < lines; i++)
        rmx_text_printf(&text,
                        "    d = mix(d, fract(d.yzx * %d.%d + sin(d * %d.0 + d.zxy)), 0.0001);\n",
                        i % 7 + 1, i % 10, i + 1);
    rmx_text_printf(&text, "    gl_FragColor = vec4(d + %d.0 * 0.0001, c.a);\n}\n", number);
    mkdir("shaders", 0755);
    live_stand_write("shaders/slow.fs", rmx_text_string(&text));
    rmx_text_finish(&text);
}

static struct rmx_show *open_small(void)
{
    write_slow_effect(1, 0);
    return live_stand_open(&(struct live_stand_params){
        .scene = small_scene(0.5), .fps = FPS, .width = WIDTH, .height = HEIGHT});
}

static void measure_processor(void)
{
    enum { SECONDS = 10 };
    struct rmx_text text = {0};
    setenv("GALLIUM_NOOP", "true", 1);
    int expressions = large_scene_write(&text, 0);
    struct rmx_show *show = live_stand_open(&(struct live_stand_params){
        .scene = rmx_text_string(&text), .fps = FPS, .width = WIDTH, .height = HEIGHT});
    live_stand_frames(show, FPS);
    static double each[SECONDS * FPS];
    double all_ms = bench_processor_ms();
    for (int i = 0; i < SECONDS * FPS; i++) {
        if (i % FPS == 0) {
            rmx_text_clear(&text);
            large_scene_write(&text, 1 + i / FPS);
            live_stand_write("scene.yaml", rmx_text_string(&text));
        }
        live_stand_frames(show, 1);
        each[i] = live_seen.processor_ms;
    }
    all_ms = (bench_processor_ms() - all_ms) / (SECONDS * FPS);
    struct rmx_show_counts counts;
    rmx_show_counts(show, &counts);
    double sum = 0, worst = 0;
    for (int i = 0; i < SECONDS * FPS; i++) {
        sum += each[i];
        worst = each[i] > worst ? each[i] : worst;
    }
    double mean = sum / (SECONDS * FPS);
    printf("a frame of 20 layers and %d expressions, drawing switched off, a save a second\n",
           expressions);
    printf("  the stage's thread: mean %.3f ms, median %.3f, worst %.2f (wanted: 0.3 at most)\n",
           mean, bench_median(each, SECONDS * FPS), worst);
    printf("  the whole process, loading and the library's own showing included: %.3f ms; %d "
           "reloads of %.1f ms\n",
           all_ms, counts.reload.loads - 1, counts.reload.load_ms);
    live_stand_close(show);
    rmx_text_finish(&text);
    unsetenv("GALLIUM_NOOP");
}

struct delays {
    double all[SAVES], beyond[SAVES]; // ms; beyond: in frames, what is left after what is allowed
    int count;
};

static double wait_for_save(struct rmx_show *show, double saved_ms, int swaps)
{
    if (!live_stand_swap(show, swaps))
        bench_fail("a save is not followed");
    return live_seen.shown_ms - saved_ms;
}

static void print_delays(const char *what, struct delays *delays)
{
    double median = bench_median(delays->all, delays->count);
    double beyond = bench_median(delays->beyond, delays->count);
    printf("  %-22s median %4.0f ms, worst %4.0f; past what it takes: median %.1f frames, worst "
           "%.1f (wanted: 2 at most)\n",
           what, median, delays->all[delays->count - 1], beyond, delays->beyond[delays->count - 1]);
}

static void measure_saves(void)
{
    enum { SHADER_SAVES = 8 };
    static struct delays numbers, shaders;
    struct rmx_show_counts counts;
    struct rmx_show *show = open_small();
    for (int i = 0; i < SAVES; i++) {
        live_stand_frames(show, 7 + i % 5);
        double saved_ms = rmx_clock_ms();
        int swaps = live_seen.swaps;
        live_stand_write("scene.yaml", small_scene(0.1 + i * 0.01));
        double delay = wait_for_save(show, saved_ms, swaps + 1);
        numbers.all[numbers.count] = delay;
        numbers.beyond[numbers.count++] = (delay - DEBOUNCE_MS) / frame_ms;
    }
    for (int i = 0; i < SHADER_SAVES; i++) {
        live_stand_frames(show, 7 + i % 5);
        double saved_ms = rmx_clock_ms();
        int swaps = live_seen.swaps;
        write_slow_effect(4, i + 1);
        double delay = wait_for_save(show, saved_ms, swaps + 1);
        rmx_show_counts(show, &counts);
        shaders.all[shaders.count] = delay;
        shaders.beyond[shaders.count++] = (delay - DEBOUNCE_MS - counts.reload.load_ms) / frame_ms;
    }
    printf("from a save to the frame that shows it, %d fps, %d x %d, %d saves\n", FPS, WIDTH,
           HEIGHT, SAVES);
    print_delays("a number", &numbers);
    print_delays("a shader", &shaders);
    live_stand_close(show);
}

static void measure_swap(void)
{
    struct rmx_show_counts counts = {0};
    struct rmx_show *show = open_small();
    int lines = 20;
    for (int number = 1; counts.reload.load_ms < 2000 && lines < 100000;
         number++, lines += lines / 2) {
        live_stand_frames(show, FPS);
        int swaps = live_seen.swaps;
        live_seen.worst_gap_ms = 0;
        write_slow_effect(lines, number);
        if (!live_stand_swap(show, swaps + 1))
            bench_fail("a slow shader does not come");
        live_stand_frames(show, FPS);
        rmx_show_counts(show, &counts);
    }
    printf("a shader that took %.1f s to compile, swapped in at %d fps, %d x %d\n",
           counts.reload.load_ms / 1000, FPS, WIDTH, HEIGHT);
    printf("  worst gap between frames %.0f ms, %.1f frame periods (wanted: 3 at most)\n",
           live_seen.worst_gap_ms, live_seen.worst_gap_ms / frame_ms);
    live_stand_close(show);
}

// A scene that is left alone until it has its second programs, or for as long without any.
struct alone {
    double worst_gap_ms, took_ms;
    int passes;
};

static struct alone leave_alone(bool no_specialise, double most_ms)
{
    enum { LARGE_WIDTH = 640, LARGE_HEIGHT = 360 };
    struct rmx_show_counts counts = {0};
    struct rmx_show *show =
        live_stand_open(&(struct live_stand_params){.scene = small_scene(0.5),
                                                    .fps = FPS,
                                                    .width = LARGE_WIDTH,
                                                    .height = LARGE_HEIGHT,
                                                    .no_specialise = no_specialise});
    live_stand_frames(show, FPS / 2);
    double from_ms = rmx_clock_ms();
    live_seen.worst_gap_ms = 0;
    while (!counts.standing.is_over && rmx_clock_ms() - from_ms < most_ms) {
        live_stand_frames(show, 1);
        rmx_show_counts(show, &counts);
    }
    struct alone alone = {.took_ms = rmx_clock_ms() - from_ms, .passes = counts.standing.passes};
    live_stand_frames(show, 5);
    alone.worst_gap_ms = live_seen.worst_gap_ms;
    live_stand_close(show);
    return alone;
}

// In turns with one that gets none: the worst gap of a longer time is a worse one by itself.
static void measure_standing(void)
{
    enum { TURNS = 3, MOST_MS = 60000 };
    double with_ms[TURNS], without_ms[TURNS], more[TURNS], took_ms[TURNS];
    int passes = 0;
    for (int i = 0; i < TURNS; i++) {
        write_slow_effect(1, i + 1); // no cache has its programs
        const struct alone with = leave_alone(false, MOST_MS);
        const struct alone without = leave_alone(true, with.took_ms);
        with_ms[i] = with.worst_gap_ms;
        without_ms[i] = without.worst_gap_ms;
        took_ms[i] = with.took_ms;
        more[i] = (with.worst_gap_ms - without.worst_gap_ms) / frame_ms;
        passes = with.passes;
    }
    printf("a scene left alone at %d fps: %d passes drawn with constants after %.1f s\n", FPS,
           passes, bench_median(took_ms, TURNS) / 1000);
    printf("  worst gap between frames until then %.0f ms, as long without them %.0f: %.1f frame "
           "periods more (wanted: 1 at most; medians of %d turns)\n",
           bench_median(with_ms, TURNS), bench_median(without_ms, TURNS), bench_median(more, TURNS),
           TURNS);
}

static long resident_kib(void)
{
    long size = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &size, &resident) != 2)
        bench_fail("no /proc");
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static int open_files(void)
{
    int count = 0;
    DIR *files = opendir("/proc/self/fd");
    while (files && readdir(files))
        count++;
    if (files)
        closedir(files);
    return count;
}

static void print_soak(struct rmx_show *show, double minutes)
{
    const int *objects = live_seen.objects;
    live_counts_objects = true;
    live_stand_frames(show, 1);
    printf("  %6.2f %8d %10ld %6d %9d %8d %12d %9d\n", minutes, live_seen.swaps, resident_kib(),
           open_files(), objects[0], objects[1], objects[2], objects[3]);
    fflush(stdout);
}

// A number, a step that comes and goes, the effect, and an error, in turn.
static void save_something(int i)
{
    if (i % 4 == 2)
        write_slow_effect(10 + i / 4 % 2, i / 4 % 2);
    else if (i % 4 == 3)
        live_stand_write("scene.yaml", "layers: [{picture: nothing}]\n");
    else
        live_stand_write("scene.yaml", small_scene(0.2 + 0.1 * (i % 5)));
}

static void soak(double minutes)
{
    double period_ms = minutes < 5 ? 1000 : 5000, from_ms, next_ms, told_ms;
    struct rmx_show *show = open_small();
    printf("a save every %.0f s for %g minutes\n", period_ms / 1000, minutes);
    printf("  %6s %8s %10s %6s %9s %8s %12s %9s\n", "min", "reloads", "KiB", "files", "textures",
           "buffers", "framebuffers", "programs");
    from_ms = next_ms = told_ms = rmx_clock_ms();
    int saves = 0;
    for (double now_ms = from_ms; now_ms - from_ms < minutes * 60000; now_ms = rmx_clock_ms()) {
        if (now_ms >= next_ms) {
            save_something(saves++);
            next_ms += period_ms;
        }
        live_stand_frames(show, 1);
        if (now_ms >= told_ms) {
            print_soak(show, (now_ms - from_ms) / 60000);
            told_ms += minutes * 60000 / 8;
        }
    }
    print_soak(show, minutes);
    live_stand_close(show);
}

// A process of its own for what is set when the driver is loaded, which it stays.
static void run_alone(const char *what)
{
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        execl("/proc/self/exe", "bench_live", what, NULL);
        _exit(127);
    }
    if (waitpid(child, &status, 0) != child || status != 0)
        bench_fail("%s did not end well", what);
}

static void run_one(const char *what, double minutes)
{
    // Mesa counts names on and on, unless it is told to give the lowest free one.
    if (strcmp(what, "soak") == 0)
        setenv("force_gl_names_reuse", "true", 1);
    live_stand_begin();
    if (strcmp(what, "cpu") == 0)
        measure_processor();
    else if (strcmp(what, "save") == 0)
        measure_saves();
    else if (strcmp(what, "swap") == 0)
        measure_swap();
    else if (strcmp(what, "stand") == 0)
        measure_standing();
    else if (strcmp(what, "soak") == 0)
        soak(minutes);
    else
        bench_fail("there is no '%s'", what);
    live_stand_end();
}

int main(int argc, char **argv)
{
    static const char *const all[] = {"cpu", "save", "swap", "stand", "soak"};
    if (argc > 1)
        run_one(argv[1], argc > 2 ? atof(argv[2]) : 1);
    for (int i = 0; argc == 1 && i < 5; i++)
        run_alone(all[i]);
    return 0;
}
