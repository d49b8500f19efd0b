// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/chooser.h"

#include "plan/fragments/row.h"
#include "render/fragments/mosaic.h"
#include "render/readback.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 16 };

struct rmx_chooser {
    uint32_t seed;
    bool waits;
    struct rmx_mosaic_request requested; // the newest
    bool is_requested;                   // and not yet begun
    // One choice is under way at a time: first it is copied for the CPU, then it is chosen.
    struct rmx_mosaic_request taken;
    struct rmx_readback *readback; // of one slot
    bool is_copying;
    const unsigned char *bytes; // while it is chosen: the number, the rows, what is wanted
    bool has_thread;
    pthread_t thread;
    atomic_bool is_done, is_given_up; // the thread's
    uint32_t *chosen;
    int chosen_count;
    // The former choice.
    GLuint kept;
    int kept_count;        // 0: none
    bool was_transferred;  // from another chooser: the next forget keeps it
    int transferred_count; // of how many fragments it was the choice; 0: its own
};

struct rmx_chooser *rmx_chooser_create(uint32_t seed, bool waits)
{
    struct rmx_chooser *chooser = calloc(1, sizeof(*chooser));
    if (!chooser)
        abort();
    chooser->seed = seed;
    chooser->waits = waits;
    chooser->readback = rmx_readback_create(1);
    return chooser;
}

static void end_thread(struct rmx_chooser *c)
{
    if (c->has_thread)
        pthread_join(c->thread, NULL);
    c->has_thread = false;
}

static void end_copying(struct rmx_chooser *c)
{
    if (c->is_copying)
        rmx_readback_release(c->readback);
    c->is_copying = false;
}

void rmx_chooser_forget(struct rmx_chooser *c)
{
    atomic_store(&c->is_given_up, true);
    end_copying(c);
    c->is_requested = false;
    if (!c->was_transferred)
        c->kept_count = 0;
    c->was_transferred = false;
}

static void transfer(struct rmx_chooser *c, struct rmx_chooser *from)
{
    GLuint unused = c->kept;
    c->kept = from->kept;
    c->kept_count = from->kept_count;
    c->transferred_count = from->requested.count;
    c->was_transferred = true;
    from->kept = unused;
    from->kept_count = 0;
}

static void destroy(struct rmx_chooser *c)
{
    if (!c)
        return;
    rmx_chooser_forget(c);
    end_thread(c);
    rmx_readback_destroy(c->readback);
    glDeleteBuffers(1, &c->kept);
    free(c->chosen);
    free(c);
}

static GLsizeiptr rows_size(const struct rmx_mosaic_request *choice)
{
    return (GLsizeiptr)choice->count * (GLsizeiptr)sizeof(struct rmx_row);
}

static GLsizeiptr wanted_size(const struct rmx_mosaic_request *choice)
{
    return (GLsizeiptr)3 * choice->stride * 4;
}

static void copy(struct rmx_chooser *c)
{
    const struct rmx_mosaic_request *choice = &c->taken;
    const struct rmx_buffer_range ranges[] = {
        {choice->live, 0, 4},
        {choice->rows, 0, rows_size(choice)},
        {choice->lists, (GLintptr)choice->wanted * choice->stride * 4, wanted_size(choice)},
    };
    c->is_copying = rmx_readback_ranges(c->readback, 0, ranges, sizeof(ranges) / sizeof(*ranges));
}

static int live_count(const struct rmx_chooser *c)
{
    uint32_t live;
    memcpy(&live, c->bytes, sizeof(live));
    return live < (uint32_t)c->taken.count ? (int)live : c->taken.count;
}

// Three channels a number, from where the shaders want them.
static float *take_colours(const struct rmx_chooser *c, int count)
{
    const struct rmx_row *rows = (const void *)(c->bytes + HEAD_BYTES);
    const float *wanted = (const float *)(const void *)(rows + c->taken.count);
    float *colours = malloc(sizeof(*colours) * 6 * (size_t)(count ? count : 1));
    if (!colours)
        abort();
    for (int i = 0; i < 3 * count; i++)
        colours[i] = wanted[i % 3 * c->taken.stride + i / 3];
    for (int i = 0; i < count; i++)
        memcpy(colours + 3 * (count + i), &rows[i].colour, 3 * sizeof(*colours));
    return colours;
}

static void *choose(void *data)
{
    struct rmx_chooser *c = data;
    int count = live_count(c);
    float *colours = take_colours(c, count);
    c->chosen = realloc(c->chosen, sizeof(*c->chosen) * (size_t)(count ? count : 1));
    if (!c->chosen)
        abort();
    rmx_mosaic_choose(colours, count, colours + 3 * (size_t)count, count, c->taken.limit, c->seed,
                      &c->is_given_up, c->chosen);
    c->chosen_count = count;
    free(colours);
    atomic_store(&c->is_done, true);
    return NULL;
}

// False: the copy was lost with the GPU.
static bool take_copy(struct rmx_chooser *c, const struct rmx_readback_frame *frame)
{
    c->bytes = frame->bytes;
    if (!c->bytes)
        end_copying(c);
    c->is_copying = false;
    return c->bytes;
}

static void begin_choosing(struct rmx_chooser *c, const struct rmx_readback_frame *frame)
{
    if (!take_copy(c, frame))
        return;
    c->has_thread = pthread_create(&c->thread, NULL, choose, c) == 0;
    if (!c->has_thread)
        choose(c);
}

// The newest request is taken next.
static void begin(struct rmx_chooser *c)
{
    c->taken = c->requested;
    c->is_requested = false;
    atomic_store(&c->is_done, false);
    atomic_store(&c->is_given_up, false);
    copy(c);
}

static void write_kept(const struct rmx_chooser *c)
{
    if (!c->kept_count)
        return;
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glCopyNamedBufferSubData(c->kept, c->requested.lists, 0,
                             (GLintptr)c->requested.matches * c->requested.stride * 4,
                             (GLsizeiptr)c->kept_count * 4);
}

static bool end_choosing(struct rmx_chooser *c)
{
    end_thread(c);
    rmx_readback_release(c->readback);
    c->bytes = NULL;
    atomic_store(&c->is_done, false);
    if (atomic_load(&c->is_given_up) || !c->chosen_count)
        return false;
    if (!c->kept)
        glCreateBuffers(1, &c->kept);
    glNamedBufferData(c->kept, (GLsizeiptr)c->chosen_count * 4, c->chosen, GL_DYNAMIC_COPY);
    c->kept_count = c->chosen_count;
    write_kept(c);
    return true;
}

static bool is_free(const struct rmx_chooser *c)
{
    return !c->is_copying && !c->has_thread && !atomic_load(&c->is_done);
}

static bool turn(struct rmx_chooser *c)
{
    bool came = atomic_load(&c->is_done) && end_choosing(c);
    const struct rmx_readback_frame *frame = c->is_copying ? rmx_readback_poll(c->readback) : NULL;
    if (frame)
        begin_choosing(c, frame);
    if (c->is_requested && is_free(c))
        begin(c);
    return came;
}

static void choose_now(struct rmx_chooser *c)
{
    begin(c);
    if (!c->is_copying || !take_copy(c, rmx_readback_wait(c->readback)))
        return;
    choose(c);
    end_choosing(c);
}

void rmx_chooser_request(struct rmx_chooser *c, const struct rmx_mosaic_request *choice)
{
    if (c->transferred_count && c->transferred_count != choice->count)
        c->kept_count = 0;
    c->transferred_count = 0;
    c->requested = *choice;
    c->is_requested = true;
    if (c->waits) {
        choose_now(c);
        return;
    }
    write_kept(c);
    if (is_free(c))
        begin(c);
}

static bool is_busy(const struct rmx_chooser *c)
{
    return c->is_requested || !is_free(c);
}

void rmx_choosers_finish(struct rmx_choosers *choosers)
{
    for (int i = 0; i < choosers->count; i++)
        destroy(choosers->of[i]);
    *choosers = (struct rmx_choosers){0};
}

void rmx_choosers_forget(struct rmx_choosers *choosers)
{
    choosers->has_choice = false;
    for (int i = 0; i < choosers->count; i++)
        if (choosers->of[i])
            rmx_chooser_forget(choosers->of[i]);
}

void rmx_choosers_transfer(struct rmx_choosers *choosers, struct rmx_choosers *from)
{
    for (int i = 0; i < choosers->count && i < from->count; i++)
        if (choosers->of[i] && from->of[i])
            transfer(choosers->of[i], from->of[i]);
}

bool rmx_choosers_turn(struct rmx_choosers *choosers)
{
    for (int i = 0; i < choosers->count; i++)
        choosers->has_choice |= choosers->of[i] && turn(choosers->of[i]);
    return choosers->has_choice;
}

bool rmx_choosers_is_busy(const struct rmx_choosers *choosers)
{
    bool any = false;
    for (int i = 0; i < choosers->count; i++)
        any |= choosers->of[i] && is_busy(choosers->of[i]);
    return any;
}

bool rmx_choosers_take(struct rmx_choosers *choosers)
{
    bool has_choice = choosers->has_choice;
    choosers->has_choice = false;
    return has_choice;
}
