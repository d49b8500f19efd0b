// SPDX-License-Identifier: GPL-3.0-or-later
// The command behind tests/edits: good saves by the hundred, and the memory after each hundred.
#include "support/edits.h"
#include "support/cli.h"
#include "support/display.h"
#include "support/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL = 600, MOST = 100000, STEP = 100, WARM_UP = 40 };

// Once what is kept is full, and after each hundred. False: a save was not taken.
static bool measure(int kind, int saves)
{
    printf("%-28s", edits_kind(kind));
    bool goes_on = edits_begin();
    for (int i = 1; goes_on && i <= saves; i++) {
        goes_on = edits_save(kind, i);
        if (i == WARM_UP || i % STEP == 0)
            printf(" %6.0f", edits_mb());
        fflush(stdout);
    }
    printf("%s\n", goes_on ? "" : " not taken");
    live_end();
    return goes_on;
}

int main(int argc, char **argv)
{
    int saves = argc > 1 ? atoi(argv[1]) : USUAL;
    bool goes_on = saves >= 1 && saves <= MOST && test_display_begin() && test_cli_begin();
    if (!goes_on) {
        fprintf(stderr, "usage: edits [SAVES up to %d [KIND]]; it needs Xvfb\n", MOST);
        return 2;
    }
    printf("%-28s %6d %6d ... saves: MB\n", "what is edited", WARM_UP, STEP);
    for (int i = 0; i < EDITS_KINDS; i++)
        if (argc < 3 || strcmp(edits_kind(i), argv[2]) == 0)
            goes_on &= measure(i, saves);
    test_cli_end();
    test_display_end();
    return goes_on ? 0 : 1;
}
