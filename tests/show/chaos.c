// SPDX-License-Identifier: GPL-3.0-or-later
// The command behind tests/chaos: bad saves by the thousand, and their table. `outside`: into the
// program itself, looked at by pictures of the screen.
#include "support/chaos.h"
#include "support/cli.h"
#include "support/display.h"
#include "support/hostile.h"

#include "base/clock.h"
#include "media/apart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { USUAL = 2000, MOST = 1000000, WIDTH = 96, HEIGHT = 54 };

// The window stands in the corner of a display without a window manager. 0..255.
static double brightness(void)
{
    static unsigned char pixels[WIDTH * HEIGHT * 3];
    double sum = 0;
    test_cli_run("import -silent -window root -crop 96x54+0+0 -depth 8 rgb:screen.rgb");
    FILE *file = fopen(test_cli_path("screen.rgb"), "rb");
    size_t count = file ? fread(pixels, 1, sizeof(pixels), file) : 0;
    if (file)
        fclose(file);
    for (size_t i = 0; i < count; i++)
        sum += pixels[i];
    return count == sizeof(pixels) ? sum / (double)count : 0;
}

static bool runs(void)
{
    return test_cli_run("kill -0 $(cat pid) && [ ! -e code ]").code == 0;
}

// Each save and each mending stands for so long, that the program has read it.
static int look_from_outside(int saves, uint32_t seed)
{
    enum { STANDS_US = 250000, MOST_WAIT = 200 };
    double darkest = 255;
    int failures = 0;
    chaos_files(seed);
    test_cli_run("{ \"$REMONTAGE\" live chaos.yaml --window 96x54 2>live.err & echo $! >pid; "
                 "wait $!; echo $? >code; } &");
    for (int i = 0; i < MOST_WAIT && brightness() < 8; i++)
        usleep(STANDS_US / 5);
    for (int i = 0; i < saves; i++) {
        const char *kind = chaos_spoil(i);
        for (int k = 0; k < 2; k++) {
            usleep(STANDS_US);
            double bright = brightness();
            darkest = bright < darkest ? bright : darkest;
            if (bright < 8 || !runs()) {
                failures++;
                printf("save %d (%s): %s\n", i, kind, bright < 8 ? "black" : "the program ended");
            }
            if (k == 0)
                chaos_mend();
        }
    }
    struct test_run words = test_cli_run("grep -c ': error:' live.err; kill $(cat pid)");
    printf("%d saves from outside, seed %u: %d failures, the darkest picture %.0f of 255, mistakes "
           "told %s",
           saves, seed, failures, darkest, words.out);
    return failures ? 1 : 0;
}

static void print_rows(const struct chaos_result *result, int kinds)
{
    printf("%-36s %7s %8s %8s %8s %6s %12s %9s %9s\n", "bad saves", "saves", "refused", "whole",
           "failures", "black", "worst gap ms", "ms a save", "processor");
    for (int i = 0; i < kinds; i++) {
        const struct chaos_row *row = &result->rows[i];
        double saves = row->saves ? row->saves : 1;
        printf("%-36s %7d %8d %8d %8d %6d %12.0f %9.0f %9.0f\n", row->kind, row->saves,
               row->refused, row->accepted, row->failures, row->black_frames, row->worst_gap_ms,
               row->wall_ms / saves, row->cpu_ms / saves);
    }
}

static int tell(const struct chaos_result *result, int saves, double from_ms)
{
    printf("%d saves, %.0f s, %.0f ms of processor time a save; %d frames, %d of them black, the "
           "longest gap %.0f ms; %.0f MB after three of each kind and %.0f at the end, %.2f times: "
           "%d failures%s%s\n",
           saves, (rmx_clock_ms() - from_ms) / 1000, result->cpu_ms / saves, result->frames,
           result->black_frames, result->worst_gap_ms, result->mb_before, result->mb_after,
           result->mb_after / fmax(result->mb_before, 1), result->failures,
           result->failures ? "; the first: " : "", result->first);
    return result->failures ? 1 : 0;
}

static int look_from_inside(int saves, uint32_t seed)
{
    static struct chaos_result result;
    double from_ms = rmx_clock_ms();
    bool shown = chaos_run(saves, seed, &result);
    print_rows(&result, CHAOS_KINDS);
    return tell(&result, saves, from_ms) == 0 && shown ? 0 : 1;
}

static int look_at_hostile(int saves)
{
    static struct chaos_result result;
    enum { MOST_GAP_MS = 2000 };
    double from_ms = rmx_clock_ms();
    bool shown = hostile_run(saves, MOST_GAP_MS, &result);
    print_rows(&result, hostile_kinds());
    bool is_bounded = result.mb_after <= 1.2 * result.mb_before;
    return tell(&result, saves, from_ms) == 0 && shown && is_bounded ? 0 : 1;
}

int main(int argc, char **argv)
{
    rmx_apart_begin(argc, argv); // as the program has it
    bool outside = argc > 1 && strcmp(argv[1], "outside") == 0;
    bool hostile = argc > 1 && strcmp(argv[1], "hostile") == 0;
    char **words = argv + 1 + (outside || hostile);
    int saves = words[0] ? atoi(words[0]) : USUAL;
    uint32_t seed = words[0] && words[1] ? (uint32_t)strtoul(words[1], NULL, 10) : 1;
    if (saves < 1 || saves > MOST || argc > 3 + (outside || hostile) || !test_display_begin() ||
        !test_cli_begin()) {
        fprintf(stderr, "usage: chaos [outside|hostile] [SAVES up to %d [SEED]]; it needs Xvfb\n",
                MOST);
        return 2;
    }
    int status = outside   ? look_from_outside(saves, seed)
                 : hostile ? look_at_hostile(saves)
                           : look_from_inside(saves, seed);
    test_cli_end();
    test_display_end();
    return status;
}
