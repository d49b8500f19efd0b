// SPDX-License-Identifier: GPL-3.0-or-later
// The side of the program: it asks, waits, and believes nothing.
#include "media/apart.h"

#include "base/file.h"
#include "base/formats.h"
#include "base/pages.h"
#include "base/process.h"
#include "media/apart_parts.h"
#include "media/jpeg.h"
#include "media/patience.h"
#include "media/pieces.h"
#include "media/words.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_PASSES = 100, LONGEST_FILE_SIDE = 1 << 24, MOST_PIECE_BYTES = 64 << 20 };

static bool is_used;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int control = -1; // under the lock: to the process that waits; -1: none
static pid_t process;    // under the lock: that

void rmx_apart_begin(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], RMX_APART_WORD) == 0)
        rmx_apart_serve();
    is_used = true;
}

bool rmx_apart_wants(const char *path)
{
    if (!is_used)
        return false;
    enum rmx_file_status status = rmx_file_check(path);
    if (status != RMX_FILE_OK) // what cannot be looked at now is not read here later
        return status == RMX_FILE_TOO_MANY;
    const struct rmx_file_format *format = rmx_format_of(path), *begins = rmx_format_of_bytes(path);
    if (format && format->kind != RMX_FORMAT_READ)
        return false; // refused unread
    return !begins || !begins->is_bounded || rmx_jpeg_passes(path, MOST_PASSES) > MOST_PASSES ||
           rmx_piece_bytes(path) > MOST_PIECE_BYTES;
}

static const char *why_not(int error)
{
    switch (error) {
    case EMFILE:
    case ENFILE: return rmx_file_status_text(RMX_FILE_TOO_MANY);
    case ENOENT: return "its decoder cannot be started without /proc";
    default: return "its decoder cannot be started";
    }
}

static bool send_to(int socket, const struct rmx_apart_request *request,
                    const int descriptors[RMX_APART_DESCRIPTORS])
{
    const size_t size = RMX_APART_DESCRIPTORS * sizeof(int);
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(RMX_APART_DESCRIPTORS * sizeof(int))];
    } extra = {0};
    struct iovec body = {(void *)request, sizeof(*request)};
    struct msghdr message = {
        .msg_iov = &body, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof(extra)};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(head), descriptors, size);
    return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)sizeof(*request);
}

// It is gone, or goes without its socket, or cannot: it is not waited for in vain.
static void end_process(void)
{
    close(control);
    control = -1;
    kill(process, SIGKILL);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR)
        continue;
}

// A process that is gone is started anew, once. False where there is none; *why, if that is known.
static bool request(const struct rmx_apart_request *what,
                    const int descriptors[RMX_APART_DESCRIPTORS], const char **why)
{
    bool sent = false;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < 2 && !sent && !*why; i++) {
        if (control < 0)
            control = rmx_process_start(RMX_APART_WORD, SOCK_SEQPACKET, &process);
        if (control < 0)
            *why = why_not(errno);
        sent = control >= 0 && send_to(control, what, descriptors);
        if (!sent && control >= 0)
            end_process();
    }
    pthread_mutex_unlock(&lock);
    return sent;
}

enum heard { HEARD, LATE, GONE };

static enum heard hear(int socket, void *to, size_t size, struct rmx_patience *patience)
{
    enum { MOMENT_MS = 20 }; // until it is asked again
    for (size_t done = 0; done < size;) {
        struct pollfd descriptor = {.fd = socket, .events = POLLIN};
        if (rmx_patience_is_over(patience))
            return LATE;
        int ready = poll(&descriptor, 1, MOMENT_MS);
        if (ready < 0 && errno != EINTR)
            return GONE;
        if (ready <= 0)
            continue;
        ssize_t count = read(socket, (char *)to + done, size - done);
        if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
            return GONE;
        done += count > 0 ? (size_t)count : 0;
    }
    return HEARD;
}

static bool is_within(int32_t number, int32_t least, int32_t most)
{
    return number >= least && number <= most;
}

static bool is_sound(const struct rmx_apart_reply *reply, const struct rmx_apart_params *params)
{
    int longest = rmx_image_longest_side(params->image);
    bool fails = reply->status != RMX_IMAGE_OK;
    bool is_known = reply->status >= 0 && reply->status <= RMX_IMAGE_LATE;
    bool has_size = is_within(reply->width, 1, longest) && is_within(reply->height, 1, longest) &&
                    is_within(reply->file_width, 0, LONGEST_FILE_SIDE) &&
                    is_within(reply->file_height, 0, LONGEST_FILE_SIDE) &&
                    is_within(reply->bytes_per_channel, 1, 2);
    return is_known && (fails || (has_size && reply->has_pixels == params->pixels));
}

static void take(const struct rmx_apart_reply *reply, struct rmx_apart_out *out)
{
    out->file_width = reply->file_width;
    out->file_height = reply->file_height;
    out->shrunk = reply->shrunk;
    rmx_words_say(out->why, sizeof(out->why), reply->why);
    out->image = (struct rmx_image){.width = reply->width,
                                    .height = reply->height,
                                    .bytes_per_channel = reply->bytes_per_channel,
                                    .holds_all = true,
                                    .has_alpha = reply->has_alpha,
                                    .lacks_end = reply->lacks_end};
}

static enum heard hear_pixels(int socket, struct rmx_image *image, struct rmx_patience *patience)
{
    size_t size =
        (size_t)image->width * (size_t)image->height * 4 * (size_t)image->bytes_per_channel;
    image->pixels = rmx_pages_alloc(size);
    return image->pixels ? hear(socket, image->pixels, size, patience) : GONE;
}

static enum heard hear_all(int socket, const struct rmx_apart_params *params,
                           struct rmx_patience *patience, struct rmx_apart_reply *reply,
                           struct rmx_apart_out *out)
{
    enum heard heard = hear(socket, reply, sizeof(*reply), patience);
    reply->why[sizeof(reply->why) - 1] = '\0';
    if (heard != HEARD)
        return heard;
    if (!is_sound(reply, params))
        return GONE;
    take(reply, out);
    return reply->status == RMX_IMAGE_OK && params->pixels
               ? hear_pixels(socket, &out->image, patience)
               : HEARD;
}

static enum rmx_image_status fail(struct rmx_apart_out *out, bool was_late, const char *why)
{
    rmx_image_finish(&out->image);
    rmx_words_say(out->why, sizeof(out->why),
                  was_late ? ""
                  : why    ? why
                           : "its decoder fell, or wanted more memory than there is");
    return was_late ? RMX_IMAGE_LATE : RMX_IMAGE_UNREADABLE;
}

enum rmx_image_status rmx_apart_read(const struct rmx_apart_params *params,
                                     struct rmx_apart_out *out)
{
    *out = (struct rmx_apart_out){0};
    struct rmx_apart_request what = {.image = *params->image, .pixels = params->pixels};
    struct rmx_apart_reply reply = {0};
    struct rmx_patience patience;
    int ends[2], file;
    size_t size;
    what.image.path = NULL;
    what.image.is_given_up = NULL;
    what.image.patience_s = rmx_image_patience_s(params->image);
    enum rmx_file_status status = rmx_file_open(params->image->path, &file, &size);
    if (status != RMX_FILE_OK) {
        rmx_words_say(out->why, sizeof(out->why), rmx_file_status_text(status));
        return RMX_IMAGE_UNREADABLE;
    }
    const char *why = NULL;
    if (strlen(params->image->path) >= sizeof(what.path))
        why = "its path is too long";
    else if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        why = why_not(errno);
    if (why) {
        close(file);
        return fail(out, false, why);
    }
    strcpy(what.path, params->image->path);
    bool asked = request(&what, (int[]){file, ends[1]}, &why);
    close(file);
    close(ends[1]);
    rmx_patience_begin(&patience, params->image);
    enum heard heard = asked ? hear_all(ends[0], params, &patience, &reply, out) : GONE;
    close(ends[0]); // which ends it, where it is not done
    return heard == HEARD ? (enum rmx_image_status)reply.status
                          : fail(out, rmx_patience_was_late(&patience), why);
}
