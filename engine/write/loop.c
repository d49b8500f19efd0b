// SPDX-License-Identifier: GPL-3.0-or-later
#include "write/loop.h"

#include "base/arena.h"
#include "base/file.h"
#include "write/chunk.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE = 8, CONTROL = 26, WORD = 4 };

struct rmx_loop {
    struct rmx_arena *arena;
    struct rmx_loop_params params;
    char *part;
    FILE *file;
    int added;
    uint32_t sequence; // of the chunks fcTL and fdAT together
    int width, height;
};

struct rmx_loop *rmx_loop_begin(const struct rmx_loop_params *params)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_loop *loop = RMX_NEW(arena, struct rmx_loop, 1);
    *loop = (struct rmx_loop){.arena = arena, .params = *params};
    loop->params.path = rmx_arena_copy(arena, params->path);
    loop->part = rmx_file_begin(arena, params->path);
    loop->file = loop->part ? fopen(loop->part, "wbe") : NULL;
    if (loop->file)
        return loop;
    int keep = errno;
    if (loop->part)
        rmx_file_abandon(loop->part);
    rmx_arena_destroy(arena);
    errno = keep;
    return NULL;
}

static bool put(struct rmx_loop *loop, const void *bytes, size_t length)
{
    return fwrite(bytes, 1, length, loop->file) == length;
}

static bool put_chunk(struct rmx_loop *loop, const char *type, const unsigned char *data,
                      size_t length)
{
    unsigned char *chunk = malloc(length + RMX_CHUNK_FRAME);
    bool whole = chunk && put(loop, chunk, rmx_chunk_make(chunk, type, data, length));
    free(chunk);
    return whole;
}

static bool put_animation(struct rmx_loop *loop)
{
    unsigned char data[2 * WORD] = {0}; // the second word: plays, 0 is for ever
    rmx_chunk_word(data, (uint32_t)loop->params.frames);
    return put_chunk(loop, "acTL", data, sizeof data);
}

struct fraction {
    long over, under;
};

// The nearest of continued fractions whose parts have 16 bits: 1/30, 1001/30000.
static struct fraction fraction_of(double seconds)
{
    enum { MOST = 65535, MOST_TERMS = 40 };
    seconds = fmin(fmax(seconds, 0), MOST);
    struct fraction before = {1, 0}, best = {(long)seconds, 1};
    double rest = seconds - floor(seconds);
    for (int i = 0; i < MOST_TERMS; i++) {
        if (fabs((double)best.over / (double)best.under - seconds) <= 1e-9 * seconds)
            break;
        double term = floor(1 / rest);
        if (term * (double)best.over + (double)before.over > MOST ||
            term * (double)best.under + (double)before.under > MOST)
            break;
        struct fraction next = {(long)term * best.over + before.over,
                                (long)term * best.under + before.under};
        rest = 1 / rest - term;
        before = best;
        best = next;
    }
    return best;
}

// What comes is a picture as large as the file's, in place of the one before.
static bool put_control(struct rmx_loop *loop)
{
    unsigned char data[CONTROL] = {0};
    struct fraction delay = fraction_of(loop->params.seconds);
    rmx_chunk_word(data, loop->sequence++);
    rmx_chunk_word(data + WORD, (uint32_t)loop->width);
    rmx_chunk_word(data + 2 * WORD, (uint32_t)loop->height);
    data[20] = (unsigned char)(delay.over >> 8);
    data[21] = (unsigned char)delay.over;
    data[22] = (unsigned char)(delay.under >> 8);
    data[23] = (unsigned char)delay.under;
    return put_chunk(loop, "fcTL", data, sizeof data);
}

// `chunk` is an IDAT: in the first picture as it is, in the others behind a number of its own.
static bool put_data(struct rmx_loop *loop, unsigned char *chunk, size_t length)
{
    if (!loop->added)
        return put(loop, chunk, length + RMX_CHUNK_FRAME);
    rmx_chunk_word(chunk + WORD, loop->sequence++); // in place of the type
    return put_chunk(loop, "fdAT", chunk + WORD, length + WORD);
}

static uint32_t read_word(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

// Takes a PNG apart: of the first one all but its end, of the others their data.
static bool add_png(struct rmx_loop *loop, unsigned char *png, size_t size)
{
    bool whole = loop->added || put(loop, png, SIGNATURE), begun = false;
    for (size_t at = SIGNATURE, length; whole && at < size; at += length + RMX_CHUNK_FRAME) {
        unsigned char *chunk = png + at, *type = chunk + WORD;
        length = read_word(chunk);
        if (memcmp(type, "IDAT", WORD) == 0) {
            whole = (begun || put_control(loop)) && put_data(loop, chunk, length);
            begun = true;
        } else if (!loop->added && memcmp(type, "IEND", WORD) != 0) {
            whole = put(loop, chunk, length + RMX_CHUNK_FRAME) &&
                    (memcmp(type, "IHDR", WORD) != 0 || put_animation(loop));
        }
    }
    return whole;
}

static unsigned char *read_all(FILE *file, size_t *size)
{
    off_t end = fseeko(file, 0, SEEK_END) == 0 ? ftello(file) : -1;
    unsigned char *bytes = end > 0 ? malloc((size_t)end) : NULL;
    rewind(file);
    *size = end > 0 ? (size_t)end : 0;
    if (bytes && fread(bytes, 1, *size, file) == *size)
        return bytes;
    free(bytes);
    return NULL;
}

bool rmx_loop_add(struct rmx_loop *loop, const struct rmx_picture *picture,
                  const struct rmx_still_params *params)
{
    loop->width = picture->width;
    loop->height = picture->height;
    FILE *file = tmpfile();
    size_t size = 0;
    unsigned char *png = file && rmx_still_write_png(file, picture, params) && fflush(file) == 0
                             ? read_all(file, &size)
                             : NULL;
    bool whole = png && add_png(loop, png, size);
    loop->added++;
    int keep = errno;
    free(png);
    if (file)
        fclose(file);
    errno = keep;
    return whole;
}

bool rmx_loop_end(struct rmx_loop *loop)
{
    if (!loop)
        return false;
    bool whole =
        loop->added == loop->params.frames && put_chunk(loop, "IEND", (const unsigned char *)"", 0);
    whole = fclose(loop->file) == 0 && whole;
    if (!whole)
        rmx_file_abandon(loop->part);
    whole = whole && rmx_file_commit(loop->part, loop->params.path);
    int keep = errno;
    rmx_arena_destroy(loop->arena);
    errno = keep;
    return whole;
}
