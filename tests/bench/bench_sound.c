// SPDX-License-Identifier: GPL-3.0-or-later
// What hearing costs: the processor time of the analysis of a minute of sound, against that minute;
// and of a frame that hears an input, with its windows, on the show's thread.
#include "bench/bench.h"
#include "control/analysis.h"
#include "control/ears.h"
#include "control/listening.h"

#include <stdint.h>
#include <stdio.h>

enum { SECONDS = 60, FPS = 30 };

// Noise that is struck twice a second, so that everything has something to do.
static float sample(long long i)
{
    static uint32_t chance = 1;
    chance = chance * 1664525u + 1013904223u;
    float noise = (float)(chance >> 8) / 8388608.0f - 1.0f;
    return noise * (i % (RMX_HEARING_RATE / 2) < 2000 ? 0.5f : 0.02f);
}

static void bench_analysis(void)
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
}

// A frame's part of what comes, as a device would bring it.
static void bring(struct rmx_ring *ring, long long *brought, long long frame)
{
    for (; *brought < frame * RMX_HEARING_RATE / FPS; ++*brought) {
        int16_t one = (int16_t)(32767 * sample(*brought)), moment[2] = {one, one};
        rmx_ring_write(ring, moment, 1);
    }
}

static void bench_frames(void)
{
    const struct rmx_analysis_params params = {.attack_s = 0.02, .release_s = 0.2};
    struct rmx_listening *device = rmx_listening_take(RMX_SOUND_SILENCE, "a bench", &params);
    struct rmx_ears *ears = rmx_ears_open(
        &(struct rmx_ears_params){.device = "a bench", .attack_s = 0.02, .release_s = 0.2}, NULL,
        0);
    struct rmx_ears_window *window = rmx_ears_window_create();
    float numbers[RMX_HEARD];
    double spent_ms = 0, worst_ms = 0;
    long long brought = 0;
    for (long long frame = 1; frame <= SECONDS * FPS; frame++) {
        double time_s = (double)frame / FPS, from_ms;
        bring(rmx_listening_ring(device), &brought, frame);
        from_ms = bench_processor_ms();
        rmx_ears_frame(ears, time_s, 1.0 / FPS, 0, time_s * 1000);
        rmx_ears_hear(ears, time_s, 1.0 / FPS, numbers);
        rmx_ears_sound(ears, time_s, true, window);
        double took_ms = bench_processor_ms() - from_ms;
        spent_ms += took_ms;
        worst_ms = took_ms > worst_ms ? took_ms : worst_ms;
    }
    printf("a frame that hears an input, %d a second: %.3f ms, %.3f at most\n", FPS,
           spent_ms / (SECONDS * FPS), worst_ms);
    bench_at_most("a frame that hears an input", 1000.0 * spent_ms / (SECONDS * FPS), 500.0, "us");
    rmx_ears_window_destroy(window);
    rmx_ears_close(ears);
    rmx_listening_give_back(device);
}

int main(void)
{
    bench_analysis();
    bench_frames();
    return 0;
}
