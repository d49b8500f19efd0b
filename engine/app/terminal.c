// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_passing; // a line without its end stands there; under stderr's lock

bool rmx_terminal_is_there(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

void rmx_terminal_say(void *unused, const char *text)
{
    (void)unused;
    flockfile(stderr);
    if (is_passing)
        fputs("\r\033[K", stderr);
    is_passing = false;
    fputs(text, stderr);
    funlockfile(stderr);
}

void rmx_terminal_status(void *unused, const char *line)
{
    (void)unused;
    flockfile(stderr);
    fprintf(stderr, "\r\033[K%s", line);
    is_passing = true;
    funlockfile(stderr);
}

void rmx_terminal_end(void)
{
    flockfile(stderr);
    if (is_passing)
        fputc('\n', stderr);
    is_passing = false;
    funlockfile(stderr);
}
