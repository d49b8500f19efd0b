// SPDX-License-Identifier: GPL-3.0-or-later
// The side of the program: it asks and waits.
#include "render/trial.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/process.h"
#include "render/trial_parts.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_used;

void rmx_trial_begin(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], RMX_TRIAL_WORD) == 0)
        rmx_trial_serve();
    is_used = true;
}

bool rmx_trial_is_used(void)
{
    return is_used;
}

double rmx_trial_patience_s(const struct rmx_trial_params *params)
{
    return params->patience_s > 0 ? params->patience_s : RMX_TRIAL_PATIENCE_S;
}

long long rmx_trial_bytes(const struct rmx_trial_params *params)
{
    bool is_less = params->most_bytes > 0 && params->most_bytes < RMX_TRIAL_BYTES;
    return is_less ? params->most_bytes : RMX_TRIAL_BYTES;
}

static bool tell(int socket, const void *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = send(socket, (const char *)bytes + done, size - done, MSG_NOSIGNAL);
        if (count < 0 && errno != EINTR)
            return false;
        done += count > 0 ? (size_t)count : 0;
    }
    return true;
}

static size_t length_of(const char *text)
{
    return text ? strlen(text) : 0;
}

static bool tell_all(int socket, const struct rmx_trial_params *params)
{
    struct rmx_trial_request request = {.patience_s = rmx_trial_patience_s(params),
                                        .most_bytes = rmx_trial_bytes(params),
                                        .parent = getpid(),
                                        .count = params->count};
    if (params->cache_folder && strlen(params->cache_folder) < sizeof(request.cache_folder))
        strcpy(request.cache_folder, params->cache_folder);
    bool told = tell(socket, &request, sizeof(request));
    for (int i = 0; i < params->count && told; i++) {
        const struct rmx_trial_shaders *one = &params->shaders[i];
        struct rmx_trial_lengths lengths = {(uint32_t)length_of(one->vertex),
                                            (uint32_t)length_of(one->fragment)};
        told = tell(socket, &lengths, sizeof(lengths)) &&
               tell(socket, one->vertex, lengths.vertex) &&
               tell(socket, one->fragment, lengths.fragment);
    }
    return told;
}

// The next byte of the answer; 0: it is gone, -1: late, or not wanted any more.
static int hear(int socket, double until_ms, const struct rmx_wanted *wanted)
{
    enum { MOMENT_MS = 20 }; // until it is asked again
    while (rmx_clock_ms() < until_ms && rmx_is_wanted(wanted)) {
        struct pollfd descriptor = {.fd = socket, .events = POLLIN};
        unsigned char byte;
        int ready = poll(&descriptor, 1, MOMENT_MS);
        if (ready < 0 && errno != EINTR)
            return 0;
        ssize_t count = ready > 0 ? read(socket, &byte, 1) : -1;
        if (count == 1)
            return byte;
        if (count == 0 || (ready > 0 && errno != EINTR))
            return 0;
    }
    return -1;
}

static enum rmx_trial_end hear_all(int socket, int count, double until_ms,
                                   const struct rmx_wanted *wanted, int *at)
{
    int heard = hear(socket, until_ms, wanted);
    if (heard != RMX_TRIAL_READY && heard >= 0) {
        rmx_log(RMX_LOG_WARNING, "shaders cannot be tried in another process");
        return RMX_TRIAL_FINE;
    }
    for (*at = 0; heard > 0 && *at<count; *at += heard> 0)
        heard = hear(socket, until_ms, wanted);
    if (heard < 0 && !rmx_is_wanted(wanted))
        return RMX_TRIAL_UNWANTED;
    return heard > 0 ? RMX_TRIAL_FINE : heard < 0 ? RMX_TRIAL_LATE : RMX_TRIAL_FELL;
}

enum rmx_trial_end rmx_trial_run(const struct rmx_trial_params *params, int *at)
{
    pid_t process;
    *at = 0;
    int socket = rmx_process_start(RMX_TRIAL_WORD, SOCK_STREAM, &process);
    if (socket < 0)
        return RMX_TRIAL_FINE;
    rmx_log(RMX_LOG_INFO, "%d shaders are tried in process %d", params->count, (int)process);
    double until_ms = rmx_clock_ms() + 1000 * rmx_trial_patience_s(params);
    tell_all(socket, params); // where it is gone, that is heard
    enum rmx_trial_end end = hear_all(socket, params->count, until_ms, params->wanted, at);
    close(socket);
    kill(process, SIGKILL);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR)
        ;
    return end;
}
