// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REWRITE_MS = 200, LINE_MS = 5000 };

static bool is_terminal(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

void rmx_progress_begin(struct rmx_progress *progress, int total, bool quiet)
{
    double now_ms = rmx_clock_ms();
    *progress = (struct rmx_progress){
        .quiet = quiet,
        .rewrites = is_terminal(),
        .total = total,
        .began_ms = now_ms,
        .last_ms = now_ms,
    };
}

void rmx_progress_step(struct rmx_progress *progress, int done)
{
    double now_ms = rmx_clock_ms(), spent_ms = now_ms - progress->began_ms;
    if (progress->quiet || now_ms - progress->last_ms < (progress->rewrites ? REWRITE_MS : LINE_MS))
        return;
    progress->last_ms = now_ms;
    long left_s = (long)(spent_ms / done * (progress->total - done) / 1000 + 0.5);
    char line[120];
    int length = snprintf(line, sizeof(line), "%d of %d frames, %.1f a second, %ld:%02ld to go",
                          done, progress->total, done * 1000 / spent_ms, left_s / 60, left_s % 60);
    if (progress->rewrites)
        fprintf(stderr, "\rremontage: %-*s", progress->last_length, line);
    else
        fprintf(stderr, "remontage: %s\n", line);
    progress->last_length = length;
}

void rmx_progress_end(struct rmx_progress *progress)
{
    if (progress->rewrites && progress->last_length)
        fputc('\n', stderr);
}
