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

// What is waited for, and how long.
struct wait {
    int socket;
    pid_t process;
    double began_ms, most_ms;
    const struct rmx_wanted *wanted;
};

// By the processor's time: that others take it is no fault of a shader. But not for ever.
static bool is_late(const struct wait *wait)
{
    double passed_ms = rmx_clock_ms() - wait->began_ms;
    return passed_ms >= RMX_TRIAL_WAITS * wait->most_ms ||
           (passed_ms >= wait->most_ms && rmx_process_ms(wait->process) >= wait->most_ms);
}

static bool goes_on(const struct wait *wait)
{
    return !is_late(wait) && rmx_is_wanted(wait->wanted);
}

// For something to read or room to write, or a moment, until it is asked again. Negative: an error.
static int rest(const struct wait *wait, short events)
{
    enum { MOMENT_MS = 20 };
    struct pollfd descriptor = {.fd = wait->socket, .events = events};
    return poll(&descriptor, 1, MOMENT_MS);
}

static bool tell(const struct wait *wait, const void *bytes, size_t size)
{
    for (size_t done = 0; done < size && goes_on(wait);) {
        ssize_t count = send(wait->socket, (const char *)bytes + done, size - done,
                             MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (count < 0)
            rest(wait, POLLOUT);
        done += count > 0 ? (size_t)count : 0;
    }
    return true;
}

static size_t length_of(const char *text)
{
    return text ? strlen(text) : 0;
}

static bool tell_all(const struct wait *wait, const struct rmx_trial_params *params)
{
    struct rmx_trial_request request = {.patience_s = rmx_trial_patience_s(params),
                                        .most_bytes = rmx_trial_bytes(params),
                                        .parent = getpid(),
                                        .count = params->count};
    if (params->cache_folder && strlen(params->cache_folder) < sizeof(request.cache_folder))
        strcpy(request.cache_folder, params->cache_folder);
    bool told = tell(wait, &request, sizeof(request));
    for (int i = 0; i < params->count && told; i++) {
        const struct rmx_trial_shaders *one = &params->shaders[i];
        struct rmx_trial_lengths lengths = {(uint32_t)length_of(one->vertex),
                                            (uint32_t)length_of(one->fragment)};
        told = tell(wait, &lengths, sizeof(lengths)) && tell(wait, one->vertex, lengths.vertex) &&
               tell(wait, one->fragment, lengths.fragment);
    }
    return told;
}

// The next byte of the answer; 0: it is gone, -1: late, or not wanted any more.
static int hear(const struct wait *wait)
{
    while (goes_on(wait)) {
        unsigned char byte;
        int ready = rest(wait, POLLIN);
        if (ready < 0 && errno != EINTR)
            return 0;
        ssize_t count = ready > 0 ? read(wait->socket, &byte, 1) : -1;
        if (count == 1)
            return byte;
        if (count == 0 || (ready > 0 && errno != EINTR))
            return 0;
    }
    return -1;
}

static enum rmx_trial_end hear_all(const struct wait *wait, int count, int *at)
{
    int heard = hear(wait);
    if (heard != RMX_TRIAL_READY && heard >= 0) {
        rmx_log(RMX_LOG_WARNING, "shaders cannot be tried in another process");
        return RMX_TRIAL_FINE;
    }
    for (*at = 0; heard > 0 && *at<count; *at += heard> 0)
        heard = hear(wait);
    if (heard < 0 && !rmx_is_wanted(wait->wanted))
        return RMX_TRIAL_UNWANTED;
    return heard > 0 ? RMX_TRIAL_FINE : heard < 0 ? RMX_TRIAL_LATE : RMX_TRIAL_FELL;
}

enum rmx_trial_end rmx_trial_run(const struct rmx_trial_params *params, int *at)
{
    struct wait wait = {.began_ms = rmx_clock_ms(),
                        .most_ms = 1000 * rmx_trial_patience_s(params),
                        .wanted = params->wanted};
    *at = 0;
    wait.socket = rmx_process_start(RMX_TRIAL_WORD, SOCK_STREAM, &wait.process);
    if (wait.socket < 0)
        return RMX_TRIAL_FINE;
    rmx_log(RMX_LOG_INFO, "%d shaders are tried in process %d", params->count, (int)wait.process);
    tell_all(&wait, params); // where it is gone, that is heard
    enum rmx_trial_end end = hear_all(&wait, params->count, at);
    close(wait.socket);
    kill(wait.process, SIGKILL);
    while (waitpid(wait.process, NULL, 0) < 0 && errno == EINTR)
        ;
    return end;
}
