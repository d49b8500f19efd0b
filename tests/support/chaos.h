// SPDX-License-Identifier: GPL-3.0-or-later
// Bad saves, by the hundred or the thousand: a live show whose files are broken in every way.
//
// In:  how many, a seed. Out: what was done, what came of it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CHAOS_KINDS = 12, CHAOS_MOST_KINDS = 40 };

struct chaos_kind {
    const char *kind;
    void (*save)(void);
};

struct chaos_row {
    const char *kind;
    int saves;
    int refused;  // with a message
    int accepted; // the save was a whole scene after all
    int failures; // black, stuck, a GL error, or a message without a place
    int black_frames;
    double worst_gap_ms;
    double wall_ms, cpu_ms; // of all its saves and mendings together
};

struct chaos_result {
    struct chaos_row rows[CHAOS_MOST_KINDS];
    double mb_before, mb_after;  // once three saves of each kind were made, and after the last one
    double worst_gap_ms, cpu_ms; // of all; processor time of this process
    int frames, black_frames;    // presented
    int failures;
    char first[512]; // what the first failure was
};

// The same by hand, for a show that runs elsewhere: whole files with chaos.yaml as their scene, a
// save of kind `number` (which is said), whole files again.
void chaos_files(uint32_t seed);
const char *chaos_spoil(int number);
void chaos_mend(void);

// Others than those of chaos_run, in their turn. More than `most_gap_ms` between two frames is a
// failure; 0: none is.
struct chaos_params {
    const struct chaos_kind *kinds;
    int kind_count;
    int saves;
    uint32_t seed;
    double most_gap_ms;
};
bool chaos_run_kinds(const struct chaos_params *params, struct chaos_result *result);

// Within test_cli_begin and test_display_begin. False where no show could be had.
bool chaos_run(int saves, uint32_t seed, struct chaos_result *result);
