// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/process.h"

#include "base/log.h"
#include "base/sanitized.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int rmx_process_start(const char *word, int type, pid_t *process)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    char *const arguments[] = {"remontage", (char *)word, NULL};
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0) {
        int why = errno;
        rmx_log(RMX_LOG_ERROR, "no socket for another process: %s", strerror(why));
        errno = why;
        return -1;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], RMX_PROCESS_SOCKET);
    int error = posix_spawn(process, "/proc/self/exe", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error == 0)
        return ends[0];
    rmx_log(RMX_LOG_ERROR, "no other process: %s", strerror(error));
    close(ends[0]);
    errno = error;
    return -1;
}

double rmx_process_ms(pid_t process)
{
    clockid_t clock;
    struct timespec spent;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &spent) != 0)
        return 0;
    return (double)spent.tv_sec * 1e3 + (double)spent.tv_nsec / 1e6;
}

// Threads take theirs from what the main one's may grow to, when a program starts.
static void keep_stacks_of_threads(void)
{
    enum { USUAL = 8 << 20 };
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, USUAL);
    pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
}

void rmx_process_be_quiet(void)
{
    static const int ignored[] = {SIGINT, SIGQUIT, SIGHUP, SIGTSTP};
    for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
        signal(ignored[i], SIG_IGN);
    close_range(RMX_PROCESS_SOCKET + 1, ~0U, 0);
    keep_stacks_of_threads();
}

bool rmx_process_end_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return getppid() == parent;
}

static void bound(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit limit = {most, most}, old;
    if (getrlimit(what, &old) == 0 && old.rlim_max < most)
        return;
    setrlimit(what, &limit);
}

void rmx_process_bound(const struct rmx_process_bounds *bounds)
{
    enum { OWN_BYTES = 256 << 20 }; // stacks of threads, libraries' own
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    bound(RLIMIT_CORE, 0);
    bound(RLIMIT_FSIZE, (rlim_t)bounds->most_file_bytes);
    bound(RLIMIT_NOFILE, (rlim_t)bounds->files);
    bound(RLIMIT_CPU, (rlim_t)(bounds->most_s * (double)(cores > 0 ? cores : 1)) + 2);
    if (bounds->most_bytes > 0 && !RMX_IS_SANITIZED)
        bound(RLIMIT_DATA, (rlim_t)bounds->most_bytes + OWN_BYTES);
}

void rmx_process_deepen_stack(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= RMX_STACK_BYTES)
        return;
    limit.rlim_cur = limit.rlim_max < RMX_STACK_BYTES ? limit.rlim_max : RMX_STACK_BYTES;
    setrlimit(RLIMIT_STACK, &limit);
}
