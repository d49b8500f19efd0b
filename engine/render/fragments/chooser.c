// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/chooser.h"

#include "plan/fragments/row.h"
#include "render/readback.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 16 };

_Static_assert(RMX_FEATURES == 4 * RMX_FEATURE_TEXELS, "as the shaders write them");

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

static int tile_count(const struct rmx_mosaic_request *choice)
{
    return choice->pictures ? choice->pictures : choice->count;
}

static GLsizeiptr features_size(int count)
{
    return (GLsizeiptr)count * RMX_FEATURES * (GLsizeiptr)sizeof(uint16_t);
}

// From one range to the next: each begins at a multiple of 16 bytes.
static GLsizeiptr list_size(const struct rmx_mosaic_request *choice)
{
    return ((GLsizeiptr)choice->count * 4 + 15) & ~(GLsizeiptr)15;
}

static void copy(struct rmx_chooser *c)
{
    const struct rmx_mosaic_request *choice = &c->taken;
    const struct rmx_buffer_range ranges[] = {
        {choice->live, 0, 4},
        {choice->rows, 0, rows_size(choice)},
        {choice->wanted, 0, features_size(choice->count)},
        {choice->tiles, 0, features_size(tile_count(choice))},
        {choice->lists, (GLintptr)choice->order * choice->stride * 4, list_size(choice)},
    };
    c->is_copying = rmx_readback_ranges(c->readback, 0, ranges, sizeof(ranges) / sizeof(*ranges));
}

static int live_count(const struct rmx_chooser *c)
{
    uint32_t live;
    memcpy(&live, c->bytes, sizeof(live));
    return live < (uint32_t)c->taken.count ? (int)live : c->taken.count;
}

// IEEE 754's binary16.
static float half(uint16_t bits)
{
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    float size = exponent == 31  ? (fraction ? NAN : INFINITY)
                 : exponent == 0 ? ldexpf((float)fraction, -24)
                                 : ldexpf((float)(fraction + 1024), exponent - 25);
    return bits & 0x8000 ? -size : size;
}

static float *take_features(const unsigned char *bytes, int count)
{
    size_t numbers = (size_t)count * RMX_FEATURES;
    const uint16_t *halves = (const void *)bytes;
    float *features = malloc(sizeof(*features) * (numbers ? numbers : 1));
    if (!features)
        abort();
    for (size_t i = 0; i < numbers; i++)
        features[i] = half(halves[i]);
    return features;
}

static struct rmx_mosaic_place *take_places(const struct rmx_chooser *c, int count)
{
    const struct rmx_row *rows = (const void *)(c->bytes + HEAD_BYTES);
    struct rmx_mosaic_place *places = malloc(sizeof(*places) * (size_t)(count ? count : 1));
    if (!places)
        abort();
    for (int i = 0; i < count; i++) {
        const struct rmx_row_floats *home = &rows[i].home;
        places[i] =
            (struct rmx_mosaic_place){home->x, home->y, fmaxf(sqrtf(home->z * home->w), 1e-6f)};
    }
    return places;
}

// Numbers of tiles become those of fragments.
static void name_tiles(struct rmx_chooser *c, const uint32_t *order)
{
    for (int i = 0; !c->taken.pictures && i < c->chosen_count; i++)
        c->chosen[i] = order[c->chosen[i]];
}

static void *choose(void *data)
{
    struct rmx_chooser *c = data;
    const struct rmx_mosaic_request *choice = &c->taken;
    int count = live_count(c);
    const unsigned char *wanted = c->bytes + HEAD_BYTES + rows_size(choice),
                        *tiles = wanted + features_size(choice->count),
                        *order = tiles + features_size(tile_count(choice));
    struct rmx_mosaic_place *places = take_places(c, count);
    float *wants = take_features(wanted, count);
    struct rmx_mosaic mosaic = {
        .wanted = wants,
        .places = places,
        .place_count = count,
        .tile_count = choice->pictures ? choice->pictures : count,
        .rules = choice->rules,
        .seed = c->seed,
        .given_up = &c->is_given_up,
    };
    float *features = take_features(tiles, mosaic.tile_count);
    mosaic.tiles = features;
    c->chosen = realloc(c->chosen, sizeof(*c->chosen) * (size_t)(count ? count : 1));
    if (!c->chosen)
        abort();
    rmx_mosaic_choose(&mosaic, c->chosen);
    c->chosen_count = count;
    name_tiles(c, (const void *)order);
    free(features);
    free(wants);
    free(places);
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
