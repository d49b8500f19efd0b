// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/decode.h"

#include "base/clock.h"
#include "base/log.h"
#include "media/apart.h"
#include "runtime/budget.h"
#include "runtime/verdicts.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_WORKERS = 64, WAITING_PER_WORKER = 2 };

enum state { UNREAD, HEADER, LOADED, TAKEN };

struct rmx_decoder {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct rmx_image_params *params;
    int count;
    enum rmx_decode what;
    long long most_bytes;
    const struct rmx_wanted *wanted;
    int verdicts;
    uint64_t *keys;            // of what is read; each is its worker's
    struct rmx_decoded *known; // what verdicts say: nothing has to be read where its width is not 0
    // Under the lock:
    struct rmx_decoded *headers, *pictures; // apart, so that headers never change once read
    enum state *states;
    int next_header, headers_read, next_load, waiting, taken;
    long long waiting_bytes; // of those that are decoded, or being so
    bool is_fitted;          // all headers are known, and as they shall be
    bool stopping;
    atomic_bool is_given_up; // pictures that are being read end at their next rows
    bool is_late;            // one was given up: of those that are read apart no other is begun
    double finished_ms;
    pthread_t workers[MOST_WORKERS];
    int worker_count;
};

static void read_header(struct rmx_decoder *decoder, int i)
{
    const struct rmx_image_params *params = &decoder->params[i];
    struct rmx_decoded *out = &decoder->headers[i];
    decoder->keys[i] = decoder->verdicts < 0 ? 0 : rmx_verdict_key(params);
    decoder->known[i] = (struct rmx_decoded){.index = i};
    if (rmx_verdict_find(decoder->verdicts, decoder->keys[i], out, &decoder->known[i]))
        return;
    out->status = rmx_image_probe(params, &out->image, &out->file_width, &out->file_height,
                                  out->why, sizeof(out->why));
}

static bool is_larger(const struct rmx_image *image, const struct rmx_image_params *place,
                      int times)
{
    return place->place_width > 0 && image->width / times >= place->place_width &&
           image->height / times >= place->place_height;
}

static void read_pixels(const struct rmx_decoder *decoder, const struct rmx_image_params *params,
                        struct rmx_decoded *out)
{
    struct rmx_image *image = &out->image;
    struct rmx_image_params as_wanted = *params;
    as_wanted.only_drawings = decoder->what == RMX_DECODE_FAULTS;
    out->status = rmx_image_load(&as_wanted, image, &out->shrunk, out->why, sizeof(out->why));
    image->shrinks_far = is_larger(image, params, 2);
    while (is_larger(image, params, 8 << image->halvings_to_spare))
        image->halvings_to_spare++;
}

// What can be told without a look at the pixels, or is read for its faults.
static void read_faults(struct rmx_decoder *decoder, int i)
{
    const struct rmx_decoded *known = &decoder->known[i], *header = &decoder->headers[i];
    struct rmx_decoded *picture = &decoder->pictures[i];
    if (known->image.width) {
        picture->image = known->image;
        picture->shrunk = known->shrunk;
        return;
    }
    read_pixels(decoder, &decoder->params[i], picture);
    if (picture->status == RMX_IMAGE_OK)
        rmx_verdict_keep(decoder->verdicts, decoder->keys[i], header, picture);
}

// Else a folder of them would take its patience with each.
static bool skips(const struct rmx_image_params *params, bool is_late, struct rmx_decoded *out)
{
    if (!is_late || !rmx_apart_wants(params->path))
        return false;
    out->status = RMX_IMAGE_LATE;
    snprintf(out->why, sizeof(out->why), "another picture had taken too long already");
    return true;
}

static long long bytes_of(const struct rmx_decoded *header)
{
    const struct rmx_image *image = &header->image;
    return header->status == RMX_IMAGE_OK
               ? rmx_budget_of_texture(image->width, image->height, 4 * image->bytes_per_channel,
                                       true)
               : 0;
}

// A picture that is to take so many bytes at most.
static void make_smaller(struct rmx_decoder *decoder, int i, long long bytes)
{
    struct rmx_decoded *header = &decoder->headers[i];
    int longest =
        header->image.width > header->image.height ? header->image.width : header->image.height;
    double side = longest * sqrt((double)bytes / (double)bytes_of(header));
    decoder->params[i].longest_side = side > 1 ? (int)side : 1;
    read_header(decoder, i);
    header->is_fitted = true;
}

// Nobody else works at headers any more, and nobody at pixels yet.
static void fit(struct rmx_decoder *decoder)
{
    long long *bytes = calloc((size_t)decoder->count, sizeof(*bytes));
    if (!bytes)
        abort();
    for (int i = 0; i < decoder->count; i++)
        bytes[i] = bytes_of(&decoder->headers[i]);
    rmx_budget_share(bytes, decoder->count, decoder->most_bytes);
    for (int i = 0; i < decoder->count; i++)
        if (bytes[i] < bytes_of(&decoder->headers[i]))
            make_smaller(decoder, i, bytes[i]);
    free(bytes);
}

// One header, read outside the lock.
static void work_on_header(struct rmx_decoder *decoder)
{
    int i = decoder->next_header++;
    bool is_late = decoder->is_late;
    struct rmx_decoded *header = &decoder->headers[i];
    pthread_mutex_unlock(&decoder->lock);
    if (!skips(&decoder->params[i], is_late, header))
        read_header(decoder, i);
    pthread_mutex_lock(&decoder->lock);
    decoder->is_late |= header->status == RMX_IMAGE_LATE;
    decoder->states[i] = HEADER;
    if (++decoder->headers_read < decoder->count)
        return;
    pthread_mutex_unlock(&decoder->lock);
    fit(decoder);
    pthread_mutex_lock(&decoder->lock);
    decoder->is_fitted = true;
    pthread_cond_broadcast(&decoder->changed);
}

static bool may_load(const struct rmx_decoder *decoder)
{
    if (decoder->what == RMX_DECODE_HEADERS || !decoder->is_fitted ||
        decoder->next_load >= decoder->count)
        return false;
    long long bytes = decoder->waiting_bytes + bytes_of(&decoder->headers[decoder->next_load]);
    return decoder->waiting == 0 ||
           (decoder->waiting < WAITING_PER_WORKER * decoder->worker_count &&
            bytes <= decoder->most_bytes / 3);
}

// One picture. A header that was refused is not tried again.
static void work_on_pixels(struct rmx_decoder *decoder)
{
    int i = decoder->next_load++;
    struct rmx_decoded *picture = &decoder->pictures[i];
    *picture = decoder->headers[i];
    decoder->waiting++;
    decoder->waiting_bytes += bytes_of(&decoder->headers[i]);
    bool is_late = decoder->is_late;
    pthread_mutex_unlock(&decoder->lock);
    if (picture->status != RMX_IMAGE_OK || skips(&decoder->params[i], is_late, picture))
        ;
    else if (decoder->what == RMX_DECODE_FAULTS)
        read_faults(decoder, i);
    else
        read_pixels(decoder, &decoder->params[i], picture);
    pthread_mutex_lock(&decoder->lock);
    decoder->is_late |= picture->status == RMX_IMAGE_LATE;
    decoder->states[i] = LOADED;
    decoder->finished_ms = rmx_clock_ms();
    pthread_cond_broadcast(&decoder->changed);
}

static bool is_done(const struct rmx_decoder *decoder)
{
    return decoder->stopping ||
           (decoder->next_header == decoder->count &&
            (decoder->what == RMX_DECODE_HEADERS || decoder->next_load == decoder->count));
}

static void *work(void *data)
{
    struct rmx_decoder *decoder = data;
    pthread_mutex_lock(&decoder->lock);
    while (!is_done(decoder)) {
        if (decoder->next_header < decoder->count)
            work_on_header(decoder);
        else if (may_load(decoder))
            work_on_pixels(decoder);
        else
            pthread_cond_wait(&decoder->changed, &decoder->lock);
    }
    pthread_cond_broadcast(&decoder->changed);
    pthread_mutex_unlock(&decoder->lock);
    return NULL;
}

static void start_workers(struct rmx_decoder *decoder)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int wanted = decoder->count;
    if (wanted > cores)
        wanted = cores > 0 ? (int)cores : 1;
    if (wanted > MOST_WORKERS)
        wanted = MOST_WORKERS;
    pthread_mutex_lock(&decoder->lock);
    for (int i = 0; i < wanted; i++)
        if (pthread_create(&decoder->workers[decoder->worker_count], NULL, work, decoder) == 0)
            decoder->worker_count++;
    pthread_mutex_unlock(&decoder->lock);
}

struct rmx_decoder *rmx_decoder_create(const struct rmx_image_params *params, int count,
                                       enum rmx_decode what, long long most_bytes,
                                       const char *cache_folder, const struct rmx_wanted *wanted)
{
    struct rmx_decoder *decoder = calloc(1, sizeof(*decoder));
    size_t size = (size_t)(count > 0 ? count : 1);
    if (!decoder)
        abort();
    pthread_mutex_init(&decoder->lock, NULL);
    pthread_cond_init(&decoder->changed, NULL);
    decoder->params = calloc(size, sizeof(*decoder->params));
    decoder->count = count;
    decoder->what = what;
    decoder->most_bytes = most_bytes;
    decoder->wanted = wanted;
    decoder->verdicts = what != RMX_DECODE_PIXELS && count ? rmx_verdicts_open(cache_folder) : -1;
    decoder->is_fitted = count == 0;
    decoder->headers = calloc(size, sizeof(*decoder->headers));
    decoder->pictures = calloc(size, sizeof(*decoder->pictures));
    decoder->states = calloc(size, sizeof(*decoder->states));
    decoder->keys = calloc(size, sizeof(*decoder->keys));
    decoder->known = calloc(size, sizeof(*decoder->known));
    if (!decoder->params || !decoder->headers || !decoder->pictures || !decoder->states ||
        !decoder->keys || !decoder->known)
        abort();
    memcpy(decoder->params, params, (size_t)count * sizeof(*params));
    for (int i = 0; i < count; i++) {
        decoder->params[i].is_given_up = &decoder->is_given_up;
        decoder->headers[i].index = i;
    }
    start_workers(decoder);
    if (count == 0 || decoder->worker_count > 0)
        return decoder;
    rmx_log(RMX_LOG_ERROR, "no thread can be started to read pictures");
    rmx_decoder_destroy(decoder);
    return NULL;
}

void rmx_decoder_destroy(struct rmx_decoder *decoder)
{
    if (!decoder)
        return;
    atomic_store(&decoder->is_given_up, true);
    pthread_mutex_lock(&decoder->lock);
    decoder->stopping = true;
    pthread_cond_broadcast(&decoder->changed);
    pthread_mutex_unlock(&decoder->lock);
    for (int i = 0; i < decoder->worker_count; i++)
        pthread_join(decoder->workers[i], NULL);
    for (int i = 0; i < decoder->count; i++)
        if (decoder->states[i] == LOADED)
            rmx_image_finish(&decoder->pictures[i].image);
    free(decoder->params);
    free(decoder->headers);
    free(decoder->pictures);
    free(decoder->states);
    free(decoder->keys);
    free(decoder->known);
    rmx_verdicts_close(decoder->verdicts);
    pthread_cond_destroy(&decoder->changed);
    pthread_mutex_destroy(&decoder->lock);
    free(decoder);
}

// Under the lock, for a change or a moment. False: it is for nothing.
static bool wait_awhile(struct rmx_decoder *decoder)
{
    enum { MOMENT_NS = 20 * 1000 * 1000, SECOND_NS = 1000 * 1000 * 1000 };
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += MOMENT_NS;
    until.tv_sec += until.tv_nsec / SECOND_NS;
    until.tv_nsec %= SECOND_NS;
    pthread_cond_timedwait(&decoder->changed, &decoder->lock, &until);
    pthread_mutex_unlock(&decoder->lock);
    bool is_wanted = rmx_is_wanted(decoder->wanted);
    pthread_mutex_lock(&decoder->lock);
    return is_wanted;
}

const struct rmx_decoded *rmx_decoder_headers(struct rmx_decoder *decoder)
{
    bool is_wanted = true;
    pthread_mutex_lock(&decoder->lock);
    while (!decoder->is_fitted && is_wanted)
        is_wanted = wait_awhile(decoder);
    pthread_mutex_unlock(&decoder->lock);
    return is_wanted ? decoder->headers : NULL;
}

static struct rmx_decoded *take_loaded(struct rmx_decoder *decoder)
{
    for (int i = 0; i < decoder->count; i++) {
        if (decoder->states[i] != LOADED)
            continue;
        decoder->states[i] = TAKEN;
        decoder->taken++;
        decoder->waiting--;
        decoder->waiting_bytes -= bytes_of(&decoder->headers[i]);
        pthread_cond_broadcast(&decoder->changed);
        return &decoder->pictures[i];
    }
    return NULL;
}

struct rmx_decoded *rmx_decoder_next(struct rmx_decoder *decoder)
{
    struct rmx_decoded *picture = NULL;
    bool is_wanted = true;
    pthread_mutex_lock(&decoder->lock);
    while (is_wanted && decoder->taken < decoder->count && !(picture = take_loaded(decoder)))
        is_wanted = wait_awhile(decoder);
    pthread_mutex_unlock(&decoder->lock);
    return picture;
}

double rmx_decoder_finished_ms(struct rmx_decoder *decoder)
{
    pthread_mutex_lock(&decoder->lock);
    double finished_ms = decoder->finished_ms;
    pthread_mutex_unlock(&decoder->lock);
    return finished_ms;
}
