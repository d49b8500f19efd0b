// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/writer.h"

#include "record/block.h"
#include "record/hasher.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_WAITING_BYTES = 128 * 1024 * 1024 };

// What waits to be written, in its order.
struct item {
    struct item *next;
    int kind;                // of its block
    struct rmx_batch *batch; // of ticks
    struct rmx_text payload; // of others; of a load the part before its texts
    struct rmx_texts *texts;
};

struct rmx_record_writer {
    struct rmx_record_writer_params params; // path and say
    char *path;
    int fd;
    pthread_t thread;
    struct rmx_hasher *hasher;
    // Under the lock:
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_stopping, has_failed;
    struct item *first, **end;
    struct item *open; // the last one, of ticks that may still be added to; NULL: none
    size_t bytes;      // that wait
    // The thread's own:
    struct rmx_texts *written;
    long long length; // of what is whole
    int64_t ticks, time_us;
    int loads;
};

static void destroy_item(struct item *item)
{
    rmx_batch_destroy(item->batch);
    rmx_text_finish(&item->payload);
    rmx_texts_release(item->texts);
    free(item);
}

static void say(const struct rmx_record_writer *writer, const char *problem)
{
    struct rmx_text text = {0};
    rmx_text_printf(&text, "remontage: the recording %s ends here, the show goes on: %s\n",
                    writer->path, problem);
    if (writer->params.say)
        writer->params.say(writer->params.say_data, rmx_text_string(&text));
    rmx_text_finish(&text);
}

// --- The thread: items become blocks.

static void hash_sources(struct rmx_record_writer *writer, const struct rmx_texts *texts)
{
    int count = 0;
    const char *const *sources = texts ? rmx_texts_sources(texts, &count) : NULL;
    for (int i = 0; i < count; i++)
        rmx_hasher_put(writer->hasher, sources[i]);
}

static void write_item(struct rmx_record_writer *writer, const struct item *item,
                       struct rmx_text *out)
{
    struct rmx_block block = {.kind = item->kind,
                              .first_tick = writer->ticks,
                              .time_us = writer->time_us,
                              .generation = (uint32_t)(writer->loads ? writer->loads - 1 : 0)};
    struct rmx_text payload = {0};
    if (item->batch) {
        const struct rmx_ticks *ticks = &item->batch->ticks;
        rmx_ticks_write(&payload, ticks);
        block.ticks = (uint32_t)ticks->count;
        block.time_us = ticks->items[0].time_us;
        writer->ticks += ticks->count;
        writer->time_us = ticks->items[ticks->count - 1].time_us;
    } else {
        rmx_text_add_n(&payload, rmx_text_string(&item->payload), item->payload.length);
    }
    if (item->kind == RMX_BLOCK_GENERATION) {
        rmx_evening_texts_write(&payload, item->texts, writer->written);
        hash_sources(writer, item->texts);
        block.generation = (uint32_t)writer->loads++;
    }
    rmx_block_write(out, block, rmx_text_string(&payload), payload.length);
    rmx_text_finish(&payload);
}

static bool write_whole(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        length -= (size_t)put;
    }
    return fdatasync(fd) == 0 || errno == EINVAL;
}

static void fail(struct rmx_record_writer *writer, const char *problem)
{
    pthread_mutex_lock(&writer->lock);
    bool is_news = !writer->has_failed;
    writer->has_failed = true;
    pthread_mutex_unlock(&writer->lock);
    if (is_news)
        say(writer, problem);
}

// What is not whole is taken away again.
static void append(struct rmx_record_writer *writer, const struct rmx_text *bytes)
{
    if (!bytes->length)
        return;
    if (write_whole(writer->fd, bytes->data, bytes->length)) {
        writer->length += (long long)bytes->length;
        return;
    }
    const char *problem = strerror(errno);
    if (ftruncate(writer->fd, writer->length) != 0)
        problem = strerror(errno);
    fail(writer, problem);
}

// All that waits; NULL: nothing.
static struct item *take_items(struct rmx_record_writer *writer)
{
    struct item *items = writer->first;
    writer->first = writer->open = NULL;
    writer->end = &writer->first;
    writer->bytes = 0;
    return items;
}

static void write_items(struct rmx_record_writer *writer, struct item *items, bool is_last,
                        bool has_failed)
{
    struct rmx_text bytes = {0};
    for (struct item *next; items; items = next) {
        next = items->next;
        if (!has_failed)
            write_item(writer, items, &bytes);
        destroy_item(items);
    }
    if (is_last && !has_failed)
        rmx_block_write(&bytes,
                        (struct rmx_block){.kind = RMX_BLOCK_END,
                                           .first_tick = writer->ticks,
                                           .time_us = writer->time_us},
                        "", 0);
    append(writer, &bytes);
    rmx_text_finish(&bytes);
}

static void wait_a_second(struct rmx_record_writer *writer)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    while (!writer->is_stopping)
        if (pthread_cond_timedwait(&writer->wake, &writer->lock, &until) == ETIMEDOUT)
            return;
}

static void write_waiting(struct rmx_record_writer *writer, bool is_last)
{
    pthread_mutex_lock(&writer->lock);
    bool has_failed = writer->has_failed;
    struct item *items = take_items(writer);
    pthread_mutex_unlock(&writer->lock);
    write_items(writer, items, is_last, has_failed);
}

static bool wait_on(struct rmx_record_writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    wait_a_second(writer);
    bool goes_on = !writer->is_stopping;
    pthread_mutex_unlock(&writer->lock);
    return goes_on;
}

// Sources are hashed as loads are written; the last hashes come before the end.
static void *work(void *data)
{
    struct rmx_record_writer *writer = data;
    sigset_t size; // a file that may not grow is an error, not the end of the show
    sigemptyset(&size);
    sigaddset(&size, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &size, NULL);
    while (wait_on(writer))
        write_waiting(writer, false);
    write_waiting(writer, false);
    rmx_hasher_destroy(writer->hasher);
    write_waiting(writer, true);
    return NULL;
}

// --- What comes in.

static struct item *add_item(struct rmx_record_writer *writer, int kind)
{
    struct item *item = calloc(1, sizeof(*item));
    if (!item)
        abort();
    item->kind = kind;
    *writer->end = item;
    writer->end = &item->next;
    writer->open = NULL;
    return item;
}

static void add_payload(struct rmx_record_writer *writer, int kind, struct rmx_text *payload,
                        struct rmx_texts *texts)
{
    pthread_mutex_lock(&writer->lock);
    struct item *item = add_item(writer, kind);
    item->payload = *payload; // now its own
    item->texts = texts ? rmx_texts_share(texts) : NULL;
    pthread_mutex_unlock(&writer->lock);
}

static void found(void *data, const struct rmx_evening_source *source)
{
    struct rmx_text payload = {0};
    rmx_evening_sources_write(&payload, source, 1);
    add_payload(data, RMX_BLOCK_SOURCES, &payload, NULL);
}

void rmx_record_writer_load(struct rmx_record_writer *writer, const struct rmx_evening_load *load,
                            struct rmx_texts *texts)
{
    struct rmx_text payload = {0};
    rmx_evening_load_write(&payload, load);
    add_payload(writer, RMX_BLOCK_GENERATION, &payload, texts);
}

static struct rmx_batch *open_batch(struct rmx_record_writer *writer)
{
    struct item *item = add_item(writer, RMX_BLOCK_TICKS);
    item->batch = rmx_batch_create();
    writer->open = item;
    return item->batch;
}

void rmx_record_writer_tick(struct rmx_record_writer *writer, const struct rmx_ticks *like,
                            const struct rmx_tick *tick, const struct rmx_rows *rows)
{
    pthread_mutex_lock(&writer->lock);
    if (!writer->has_failed) {
        struct rmx_batch *batch = writer->open ? writer->open->batch : open_batch(writer);
        size_t before = batch->bytes;
        if (!rmx_batch_add(batch, like, tick, rows)) {
            batch = open_batch(writer);
            before = 0;
            rmx_batch_add(batch, like, tick, rows);
        }
        writer->bytes += batch->bytes - before;
    }
    bool is_slow = writer->bytes > MOST_WAITING_BYTES;
    pthread_mutex_unlock(&writer->lock);
    if (is_slow)
        fail(writer, "the disk does not keep up");
}

// --- Beginning and end.

// -1 with a sentence.
static int open_file(const char *path, char *why, size_t why_size)
{
    struct stat status;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST && stat(path, &status) == 0) {
        if (S_ISREG(status.st_mode) && status.st_size == 0)
            fd = open(path, O_WRONLY | O_CLOEXEC);
        else if (S_ISREG(status.st_mode)) {
            snprintf(why, why_size,
                     "%s is there already, and no evening is written over another: say a new name",
                     path);
            return -1;
        } else
            errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    }
    if (fd < 0)
        snprintf(why, why_size, "%s cannot be recorded to: %s", path, strerror(errno));
    return fd;
}

static void start(struct rmx_record_writer *writer)
{
    struct rmx_text bytes = {0}, payload = {0};
    rmx_record_start(&bytes);
    rmx_evening_write(&payload, writer->params.evening);
    rmx_block_write(&bytes, (struct rmx_block){.kind = RMX_BLOCK_HEAD_OF_ALL},
                    rmx_text_string(&payload), payload.length);
    append(writer, &bytes);
    rmx_text_finish(&bytes);
    rmx_text_finish(&payload);
}

static struct rmx_record_writer *create(const struct rmx_record_writer_params *params, int fd)
{
    struct rmx_record_writer *writer = calloc(1, sizeof(*writer));
    pthread_condattr_t clock;
    if (!writer)
        abort();
    *writer = (struct rmx_record_writer){
        .params = *params, .path = strdup(params->path), .fd = fd, .written = rmx_texts_create()};
    writer->end = &writer->first;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->wake, &clock);
    pthread_condattr_destroy(&clock);
    return writer;
}

static void finish(struct rmx_record_writer *writer)
{
    for (struct item *next, *item = writer->first; item; item = next) {
        next = item->next;
        destroy_item(item);
    }
    rmx_texts_release(writer->written);
    close(writer->fd);
    pthread_cond_destroy(&writer->wake);
    pthread_mutex_destroy(&writer->lock);
    free(writer->path);
    free(writer);
}

struct rmx_record_writer *rmx_record_writer_create(const struct rmx_record_writer_params *params,
                                                   char *why, size_t why_size)
{
    int fd = open_file(params->path, why, why_size);
    if (fd < 0)
        return NULL;
    struct rmx_record_writer *writer = create(params, fd);
    writer->hasher = rmx_hasher_create(found, writer);
    start(writer);
    if (writer->hasher && pthread_create(&writer->thread, NULL, work, writer) == 0)
        return writer;
    snprintf(why, why_size, "no thread can be started to record on");
    rmx_hasher_destroy(writer->hasher);
    finish(writer);
    return NULL;
}

void rmx_record_writer_destroy(struct rmx_record_writer *writer)
{
    if (!writer)
        return;
    pthread_mutex_lock(&writer->lock);
    writer->is_stopping = true;
    pthread_cond_signal(&writer->wake);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    finish(writer);
}
