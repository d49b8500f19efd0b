// SPDX-License-Identifier: GPL-3.0-or-later
// The side of the process that waits, and of those that it forks, one for a picture.
#include "base/formats.h"
#include "base/process.h"
#include "base/roots.h"
#include "media/apart_parts.h"
#include "media/confine.h"
#include "media/confine_reads.h"
#include "media/read.h"
#include "media/start.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static bool write_all(int socket, const void *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = write(socket, (const char *)bytes + done, size - done);
        if (count < 0 && errno != EINTR)
            return false;
        done += count > 0 ? (size_t)count : 0;
    }
    return true;
}

// This process is ended by the system once the other end of the socket is closed: whoever asked
// has given the picture up.
static void end_with_other(int socket)
{
    fcntl(socket, F_SETOWN, getpid());
    fcntl(socket, F_SETFL, O_ASYNC);
}

static bool is_given_up(int socket)
{
    struct pollfd other = {.fd = socket};
    return poll(&other, 1, 0) > 0 && other.revents & POLLHUP;
}

static void answer(const struct rmx_apart_request *request, int socket)
{
    struct rmx_image image = {0};
    struct rmx_apart_reply reply = {0};
    struct rmx_image_params params = request->image;
    bool shrunk = false;
    int width = 0, height = 0;
    params.path = request->path;
    enum rmx_image_status status =
        request->pixels
            ? rmx_read_load(&params, &image, &shrunk, reply.why, sizeof(reply.why))
            : rmx_read_probe(&params, &image, &width, &height, reply.why, sizeof(reply.why));
    reply.status = (int32_t)status;
    reply.width = image.width;
    reply.height = image.height;
    reply.bytes_per_channel = image.bytes_per_channel;
    reply.file_width = width;
    reply.file_height = height;
    reply.has_alpha = image.has_alpha;
    reply.lacks_end = image.lacks_end;
    reply.shrunk = shrunk;
    reply.has_pixels = image.pixels != NULL;
    fcntl(socket, F_SETFL, 0); // which may be told that the other side has read
    if (write_all(socket, &reply, sizeof(reply)) && image.pixels)
        write_all(socket, image.pixels,
                  (size_t)image.width * (size_t)image.height * 4 * (size_t)image.bytes_per_channel);
}

// It ends with the one that waits, which ends with the program, and by itself a little later than
// it is given up.
static void work(const struct rmx_apart_request *request, int file, int socket, pid_t parent)
{
    const double s = request->image.patience_s + 1; // the other side is to say it
    const struct itimerval timer = {.it_value = {(time_t)s, (suseconds_t)(fmod(s, 1) * 1e6)}};
    if (!rmx_process_end_with(parent))
        return;
    signal(SIGPIPE, SIG_IGN);
    close(RMX_PROCESS_SOCKET);
    setitimer(ITIMER_REAL, &timer, NULL);
    end_with_other(socket);
    if (is_given_up(socket))
        return; // before that
    rmx_confine(request->image.most_bytes, s, file);
    answer(request, socket);
}

// False: the program is gone.
static bool receive(struct rmx_apart_request *request, int descriptors[RMX_APART_DESCRIPTORS])
{
    const size_t bytes = RMX_APART_DESCRIPTORS * sizeof(int);
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(RMX_APART_DESCRIPTORS * sizeof(int))];
    } extra;
    struct iovec body = {request, sizeof(*request)};
    struct msghdr message = {
        .msg_iov = &body, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof(extra)};
    ssize_t size;
    do
        size = recvmsg(RMX_PROCESS_SOCKET, &message, MSG_CMSG_CLOEXEC);
    while (size < 0 && errno == EINTR);
    const struct cmsghdr *head = size > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (!head || head->cmsg_type != SCM_RIGHTS || head->cmsg_len != CMSG_LEN(bytes))
        return false;
    memcpy(descriptors, CMSG_DATA(head), bytes);
    return size == (ssize_t)sizeof(*request);
}

// A drawing, or what may be one.
static bool sets_texts(const char *path)
{
    const struct rmx_file_format *begins = rmx_format_of_bytes(path);
    return !begins || begins->is_vague;
}

void rmx_apart_serve(void)
{
    static struct rmx_apart_request request;
    int descriptors[RMX_APART_DESCRIPTORS];
    rmx_roots_guard(); // it opens what it is given
    rmx_process_be_quiet();
    signal(SIGCHLD, SIG_IGN); // nothing is to be waited for
    rmx_media_be_quiet();     // words that count come back with the answer
    rmx_media_start_lean();
    rmx_media_start(); // once, for all
    pid_t parent = getpid();
    while (receive(&request, descriptors)) {
        rmx_roots_give(request.path, descriptors[RMX_APART_FILE]);
        const struct rmx_file_format *format = rmx_format_of(request.path);
        if (format)
            rmx_media_more_formats(format->reader); // while libraries can be loaded
        if (sets_texts(request.path))
            rmx_confine_find_fonts();
        if (fork() == 0) {
            work(&request, descriptors[RMX_APART_FILE], descriptors[RMX_APART_ANSWER], parent);
            _exit(0);
        }
        close(descriptors[RMX_APART_FILE]);
        close(descriptors[RMX_APART_ANSWER]);
    }
    _exit(0);
}
