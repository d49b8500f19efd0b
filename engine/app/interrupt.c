// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t requested;

static void ask(int number)
{
    requested = number;
}

void rmx_interrupt_watch(void)
{
    // SA_RESETHAND: the second signal finds the default action.
    struct sigaction action = {.sa_handler = ask, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void rmx_interrupt_survive_writes(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

void rmx_interrupt_outlive_terminal(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    rmx_interrupt_survive_writes();
    sigaction(SIGHUP, &ignore, NULL);
}

int rmx_interrupt_requested(void)
{
    return requested;
}
