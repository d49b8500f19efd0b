// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include "app/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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
    rmx_print_text(stderr, text);
    funlockfile(stderr);
}

// Bytes of a line that fit into the terminal, so that it stays one row.
static int fitting(const char *line)
{
    struct winsize size;
    int bytes = 0;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return (int)strlen(line);
    for (int columns = size.ws_col - 1; line[bytes] && columns > 0; columns--)
        do // a character of UTF-8
            bytes++;
        while (((unsigned char)line[bytes] & 0xc0) == 0x80);
    return bytes;
}

void rmx_terminal_status(void *unused, const char *line)
{
    (void)unused;
    struct rmx_text shown = {0};
    rmx_text_add_line(&shown, line);
    const char *text = rmx_text_string(&shown);
    flockfile(stderr);
    fprintf(stderr, "\r\033[K%.*s", fitting(text), text);
    is_passing = true;
    funlockfile(stderr);
    rmx_text_finish(&shown);
}

void rmx_terminal_end(void)
{
    flockfile(stderr);
    if (is_passing)
        fputc('\n', stderr);
    is_passing = false;
    funlockfile(stderr);
}
