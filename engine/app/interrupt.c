// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

#include "app/command.h"
#include "base/sanitized.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { DEAF_S = 1 };

static volatile sig_atomic_t requested, is_heard, insists;

static void ask(int number)
{
    requested = number;
    if (insists)
        alarm(DEAF_S);
}

static void end_deaf(int number)
{
    (void)number;
    if (!is_heard)
        _exit(RMX_EXIT_SIGNAL + requested);
}

void rmx_interrupt_watch(void)
{
    // SA_RESETHAND: the second signal finds the default action.
    struct sigaction action = {.sa_handler = ask, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void rmx_interrupt_insist(void)
{
    struct sigaction action = {.sa_handler = end_deaf, .sa_flags = (int)SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    insists = true;
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
    is_heard = requested != 0;
    return requested;
}

// Only what may be called in a handler. Where memory is there it returns to what falls, by the
// default action: then it was another fault.
static void fall(int number)
{
    enum { NEEDED = 256 << 20 };
    static const char words[] = "remontage: not enough memory\n";
    (void)number;
    if (mmap(NULL, NEEDED, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
        MAP_FAILED)
        return;
    if (write(STDERR_FILENO, words, strlen(words)) < 0)
        _exit(RMX_EXIT_FAILED);
    _exit(RMX_EXIT_FAILED);
}

void rmx_interrupt_tell_short_memory(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT};
    struct sigaction action = {.sa_handler = fall, .sa_flags = (int)SA_RESETHAND};
    for (size_t i = 0; i < sizeof(signals) / sizeof(*signals) && !RMX_IS_SANITIZED; i++)
        sigaction(signals[i], &action, NULL);
}
