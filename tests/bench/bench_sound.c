// SPDX-License-Identifier: GPL-3.0-or-later
// What hearing costs: the processor time of the analysis of a minute of sound, against that minute.
#include "bench/bench.h"
#include "control/analysis.h"

#include <stdint.h>
#include <stdio.h>

enum { SECONDS = 60 };

// Noise that is struck twice a second, so that everything has something to do.
static float sample(long long i)
{
    static uint32_t chance = 1;
    chance = chance * 1664525u + 1013904223u;
    float noise = (float)(chance >> 8) / 8388608.0f - 1.0f;
    return noise * (i % (RMX_HEARING_RATE / 2) < 2000 ? 0.5f : 0.02f);
}

int main(void)
{
    const struct rmx_analysis_params params = {.attack_s = 0.02, .release_s = 0.2};
    struct rmx_analysis *analysis = rmx_analysis_create(&params);
    struct rmx_heard heard = {0};
    float samples[RMX_HOP];
    double from_ms = bench_processor_ms();
    long long hops = (long long)SECONDS * RMX_HEARING_RATE / RMX_HOP;
    for (long long hop = 0; hop < hops; hop++) {
        for (int i = 0; i < RMX_HOP; i++)
            samples[i] = sample(hop * RMX_HOP + i);
        rmx_analysis_hop(analysis, samples, &heard);
    }
    double part = (bench_processor_ms() - from_ms) / (1000.0 * SECONDS);
    printf("a minute of sound, tempo %.1f: %.2f %% of a core\n",
           (double)heard.numbers[RMX_HEARD_TEMPO], 100.0 * part);
    bench_at_most("analysis of sound", 100.0 * part, 1.0, "% of a core");
    rmx_analysis_destroy(analysis);
    return 0;
}
