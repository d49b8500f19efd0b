// SPDX-License-Identifier: GPL-3.0-or-later
// The command behind tests/chaos: bad saves by the thousand, and their table.
#include "support/chaos.h"
#include "support/cli.h"
#include "support/display.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>

enum { USUAL = 2000, MOST = 1000000 };

int main(int argc, char **argv)
{
    static struct chaos_result result;
    int saves = argc > 1 ? atoi(argv[1]) : USUAL;
    uint32_t seed = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1;
    double from_ms = rmx_clock_ms();
    if (saves < 1 || saves > MOST || !test_display_begin() || !test_cli_begin()) {
        fprintf(stderr, "usage: chaos [SAVES up to %d [SEED]]; it needs Xvfb\n", MOST);
        return 2;
    }
    bool shown = chaos_run(saves, seed, &result);
    test_cli_end();
    test_display_end();
    printf("%-32s %7s %8s %8s %8s %12s\n", "bad saves", "saves", "refused", "whole", "failures",
           "worst gap ms");
    for (int i = 0; i < CHAOS_KINDS; i++)
        printf("%-32s %7d %8d %8d %8d %12.0f\n", result.rows[i].kind, result.rows[i].saves,
               result.rows[i].refused, result.rows[i].accepted, result.rows[i].failures,
               result.rows[i].worst_gap_ms);
    printf("%d saves, seed %u, %.0f s: %d failures%s%s\n", saves, seed,
           (rmx_clock_ms() - from_ms) / 1000, result.failures,
           result.failures ? "; the first: " : "", result.first);
    return shown && !result.failures ? 0 : 1;
}
