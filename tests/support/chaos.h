// SPDX-License-Identifier: GPL-3.0-or-later
// Bad saves, by the hundred or the thousand: a live show whose files are broken in every way.
//
// In:  how many, a seed. Out: what was done, what came of it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CHAOS_KINDS = 12 };

struct chaos_row {
    const char *kind;
    int saves;
    int refused;  // with a message
    int accepted; // the save was a whole scene after all
    int failures; // black, stuck, a GL error, or a message without a place
    double worst_gap_ms;
};

struct chaos_result {
    struct chaos_row rows[CHAOS_KINDS];
    int failures;
    char first[512]; // what the first failure was
};

// The same by hand, for a show that runs elsewhere: whole files with chaos.yaml as their scene, a
// save of kind `number` (which is said), whole files again.
void chaos_files(uint32_t seed);
const char *chaos_spoil(int number);
void chaos_mend(void);

// Within test_cli_begin and test_display_begin. False where no show could be had.
bool chaos_run(int saves, uint32_t seed, struct chaos_result *result);
