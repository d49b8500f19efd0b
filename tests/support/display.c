// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/display.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t server;

static void serve(int ready)
{
    char descriptor[16];
    int nothing = open("/dev/null", O_RDWR);
    snprintf(descriptor, sizeof(descriptor), "%d", ready);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execlp("Xvfb", "Xvfb", "-displayfd", descriptor, "-screen", "0", "1024x768x24", "-noreset",
           "-nolisten", "tcp", NULL);
    _exit(127);
}

bool test_display_begin(void)
{
    int ends[2];
    char name[16] = ":";
    if (pipe(ends) != 0)
        return false;
    server = fork();
    if (server == 0) {
        close(ends[0]);
        serve(ends[1]);
    }
    close(ends[1]);
    size_t length = 1; // digits may come in several parts; the last one ends the line
    while (length < sizeof(name) - 1 && !strchr(name, '\n') && read(ends[0], name + length, 1) == 1)
        length++;
    close(ends[0]);
    if (!strchr(name, '\n')) {
        fputs("Xvfb does not start\n", stderr);
        return false;
    }
    name[strcspn(name, "\n")] = '\0';
    return setenv("DISPLAY", name, 1) == 0;
}

void test_display_end(void)
{
    if (server <= 0)
        return;
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
    server = 0;
}
