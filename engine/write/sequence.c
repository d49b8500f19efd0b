// SPDX-License-Identifier: GPL-3.0-or-later
#include "write/sequence.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/pages.h"
#include "base/text.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFERS = 2, WHY_BYTES = 256 };

// The length of the number's place at `at` ("%05d"), 0 where there is none.
static size_t place_length(const char *at)
{
    size_t digits = strspn(at + 1, "0123456789");
    return at[0] == '%' && digits <= 2 && at[1 + digits] == 'd' ? digits + 2 : 0;
}

// Where the only place stands; NULL where there is none, or anything else after a percent.
static const char *find_place(const char *path)
{
    const char *place = NULL;
    for (const char *at = path; (at = strchr(at, '%'));) {
        size_t length = place_length(at);
        bool is_percent = at[1] == '%';
        if (!is_percent && (!length || place))
            return NULL;
        if (length)
            place = at;
        at += is_percent ? 2 : length;
    }
    return place;
}

bool rmx_sequence_is_pattern(const char *path)
{
    return find_place(rmx_path_file(path)) != NULL;
}

// Adds text with %% as a percent; only the file's name is a pattern.
static void add_plain(struct rmx_text *out, const char *from, const char *end)
{
    for (; from < end; from++) {
        rmx_text_add_n(out, from, 1);
        if (from[0] == '%' && from + 1 < end && from[1] == '%')
            from++;
    }
}

char *rmx_sequence_path(struct rmx_arena *arena, const char *pattern, long long frame)
{
    const char *name = rmx_path_file(pattern), *place = find_place(name);
    struct rmx_text text = {0};
    int width = atoi(place + 1);
    bool zeros = place[1] == '0';
    rmx_text_add_n(&text, pattern, (size_t)(name - pattern));
    add_plain(&text, name, place);
    if (zeros)
        rmx_text_printf(&text, "%0*lld", width, frame);
    else
        rmx_text_printf(&text, "%*lld", width, frame);
    add_plain(&text, place + place_length(place), name + strlen(name));
    char *path = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return path;
}

enum state { FREE, LENT, PUT };

struct slot {
    enum state state;
    void *pixels;
    char *path; // heap
    struct rmx_picture picture;
};

struct rmx_sequence {
    struct rmx_still_params params;
    struct rmx_loop *loop; // NULL: a file for each
    pthread_t writer;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    // Under the lock:
    struct slot slots[BUFFERS];
    int next_lent, next_written; // slots go round in this order
    bool stopping, failed;
    char why[WHY_BYTES];
    double spent_ms;
};

static bool write_picture(struct rmx_sequence *sequence, const struct slot *slot, char *why)
{
    if (!sequence->loop)
        return rmx_still_write(slot->path, &slot->picture, &sequence->params, why, WHY_BYTES);
    bool whole = rmx_loop_add(sequence->loop, &slot->picture, &sequence->params);
    if (!whole)
        snprintf(why, WHY_BYTES, "cannot write %s: %s", slot->path, strerror(errno));
    return whole;
}

static void write_slot(struct rmx_sequence *sequence, struct slot *slot)
{
    char why[WHY_BYTES] = "";
    double from_ms = rmx_clock_ms();
    pthread_mutex_unlock(&sequence->lock);
    bool written = write_picture(sequence, slot, why);
    pthread_mutex_lock(&sequence->lock);
    sequence->spent_ms += rmx_clock_ms() - from_ms;
    free(slot->path);
    slot->path = NULL;
    slot->state = FREE;
    if (!written && !sequence->failed) {
        sequence->failed = true;
        memcpy(sequence->why, why, sizeof(why));
    }
    pthread_cond_broadcast(&sequence->changed);
}

static void *write_slots(void *data)
{
    struct rmx_sequence *sequence = data;
    pthread_mutex_lock(&sequence->lock);
    for (;;) {
        struct slot *slot = &sequence->slots[sequence->next_written];
        if (slot->state == PUT) {
            sequence->next_written = (sequence->next_written + 1) % BUFFERS;
            write_slot(sequence, slot);
        } else if (sequence->stopping) {
            break;
        } else {
            pthread_cond_wait(&sequence->changed, &sequence->lock);
        }
    }
    pthread_mutex_unlock(&sequence->lock);
    return NULL;
}

static void free_sequence(struct rmx_sequence *sequence)
{
    for (int i = 0; i < BUFFERS; i++)
        free(sequence->slots[i].pixels);
    pthread_cond_destroy(&sequence->changed);
    pthread_mutex_destroy(&sequence->lock);
    free(sequence);
}

struct rmx_sequence *rmx_sequence_create(const struct rmx_still_params *params, size_t pixel_bytes)
{
    struct rmx_sequence *sequence = calloc(1, sizeof(*sequence));
    if (!sequence)
        return NULL;
    sequence->params = *params;
    pthread_mutex_init(&sequence->lock, NULL);
    pthread_cond_init(&sequence->changed, NULL);
    bool whole = true;
    for (int i = 0; i < BUFFERS; i++)
        whole = (sequence->slots[i].pixels = rmx_pages_alloc(pixel_bytes)) && whole;
    if (whole && pthread_create(&sequence->writer, NULL, write_slots, sequence) == 0)
        return sequence;
    free_sequence(sequence);
    return NULL;
}

void rmx_sequence_into(struct rmx_sequence *sequence, struct rmx_loop *loop)
{
    sequence->loop = loop;
}

void rmx_sequence_destroy(struct rmx_sequence *sequence)
{
    if (!sequence)
        return;
    pthread_mutex_lock(&sequence->lock);
    sequence->stopping = true;
    pthread_cond_broadcast(&sequence->changed);
    pthread_mutex_unlock(&sequence->lock);
    pthread_join(sequence->writer, NULL);
    free_sequence(sequence);
}

void *rmx_sequence_buffer(struct rmx_sequence *sequence)
{
    pthread_mutex_lock(&sequence->lock);
    struct slot *slot = &sequence->slots[sequence->next_lent];
    while (slot->state == PUT)
        pthread_cond_wait(&sequence->changed, &sequence->lock);
    slot->state = LENT;
    bool failed = sequence->failed;
    pthread_mutex_unlock(&sequence->lock);
    return failed ? NULL : slot->pixels;
}

void rmx_sequence_put(struct rmx_sequence *sequence, const char *path,
                      const struct rmx_picture *picture)
{
    char *copy = strdup(path);
    if (!copy)
        abort();
    pthread_mutex_lock(&sequence->lock);
    struct slot *slot = &sequence->slots[sequence->next_lent];
    sequence->next_lent = (sequence->next_lent + 1) % BUFFERS;
    slot->path = copy;
    slot->picture = *picture;
    slot->state = PUT;
    pthread_cond_broadcast(&sequence->changed);
    pthread_mutex_unlock(&sequence->lock);
}

static bool is_writing(const struct rmx_sequence *sequence)
{
    for (int i = 0; i < BUFFERS; i++)
        if (sequence->slots[i].state == PUT)
            return true;
    return false;
}

bool rmx_sequence_wait(struct rmx_sequence *sequence, char *why, size_t why_size)
{
    pthread_mutex_lock(&sequence->lock);
    while (is_writing(sequence))
        pthread_cond_wait(&sequence->changed, &sequence->lock);
    bool failed = sequence->failed;
    if (failed && why_size)
        snprintf(why, why_size, "%s", sequence->why);
    pthread_mutex_unlock(&sequence->lock);
    return !failed;
}

double rmx_sequence_ms(const struct rmx_sequence *sequence)
{
    return sequence->spent_ms;
}
