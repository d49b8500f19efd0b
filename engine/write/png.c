// SPDX-License-Identifier: GPL-3.0-or-later
#include "write/png.h"

#include "media/alpha.h"
#include "write/chunk.h"

#include <assert.h>
#include <errno.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned char *deflate_strip(unsigned char *rows, int length, int *out_length, int quality);
static unsigned checksum(const unsigned char *bytes, int length);

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBIW_ZLIB_COMPRESS deflate_strip
#define STBIW_CRC32 checksum
#include <stb_image_write.h>

// Enough for the deflater to learn from; what a strip needs stays in a core's own cache, and all
// cores end at nearly the same time.
enum { STRIP_BYTES = 1 << 19, MOST_THREADS = 64 };
// Of a file by stb: the signature and the header chunk stand before its data, IEND behind.
enum { BEFORE_DATA = 8 + 12 + 13, BEHIND_DATA = 12, FILTER_UP = 2 };

struct strip {
    int first, rows; // counted from the top of the picture
    unsigned char *file;
    int file_length;
    uint32_t adler;
    uint32_t bytes; // of filtered rows
    bool done;      // guarded by the writer's lock
};

struct writer {
    const struct rmx_png_params *params;
    int channels;
    struct strip *strips;
    int count;
    atomic_int next;
    pthread_mutex_t lock;
    pthread_cond_t one_done;
};

// What stb's hook cannot be told by its arguments.
struct task {
    struct strip *strip;
    size_t skip;      // bytes of the row above, which stood there only to be predicted from
    bool first, last; // strips
    int level;
};
static _Thread_local struct task task;

static unsigned checksum(const unsigned char *bytes, int length)
{
    return crc32_gzip_refl(0, bytes, (uint64_t)length);
}

static uint32_t level_memory(int level)
{
    static const uint32_t sizes[] = {ISAL_DEF_LVL0_DEFAULT, ISAL_DEF_LVL1_DEFAULT,
                                     ISAL_DEF_LVL2_DEFAULT, ISAL_DEF_LVL3_DEFAULT};
    return sizes[level];
}

// Raw deflate; 0 where it does not fit.
static size_t deflate_raw(unsigned char *in, size_t length, unsigned char *out, size_t size)
{
    unsigned char *memory = malloc(level_memory(task.level) + 1);
    if (!memory)
        return 0;
    struct isal_zstream stream;
    isal_deflate_init(&stream);
    stream.level = (uint32_t)task.level;
    stream.level_buf = memory;
    stream.level_buf_size = level_memory(task.level);
    stream.flush = task.last ? NO_FLUSH : SYNC_FLUSH; // ends on a byte, so that strips join
    stream.end_of_stream = task.last;
    stream.next_in = in;
    stream.avail_in = (uint32_t)length;
    stream.next_out = out;
    stream.avail_out = (uint32_t)size;
    int status = isal_deflate(&stream);
    free(memory);
    return status == COMP_OK && stream.avail_in == 0 && stream.avail_out > 0 ? stream.total_out : 0;
}

static unsigned char *deflate_strip(unsigned char *rows, int length, int *out_length, int quality)
{
    (void)quality;
    unsigned char *in = rows + task.skip;
    size_t bytes = (size_t)length - task.skip;
    task.strip->bytes = (uint32_t)bytes;
    task.strip->adler = isal_adler32(1, in, bytes);
    // A symbol takes at most 15 bits; what stays untouched costs nothing.
    size_t head = task.first ? 2 : 0, size = head + 2 * bytes + 4096;
    unsigned char *out = malloc(size);
    if (!out)
        return NULL;
    if (task.first)
        memcpy(out, "\x78\x01", 2); // zlib: deflate, window of 32 KiB
    size_t deflated = deflate_raw(in, bytes, out + head, size - head);
    if (!deflated) {
        free(out);
        return NULL;
    }
    *out_length = (int)(head + deflated);
    return out;
}

static const unsigned char *row_from_top(const struct rmx_png_params *params, int y)
{
    return params->pixels + (size_t)(params->height - 1 - y) * (size_t)params->width * 4;
}

static unsigned char *rows_without_alpha(const struct rmx_png_params *params, int first, int rows)
{
    size_t stride = (size_t)params->width * 3;
    unsigned char *copy = malloc(stride * (size_t)rows);
    for (int y = 0; copy && y < rows; y++)
        rmx_alpha_drop(row_from_top(params, first + y), copy + stride * (size_t)y, params->width);
    return copy;
}

// The row above comes along, for stb to predict from, and its line is skipped: what stb writes of
// a picture's first row is not what the middle of a picture needs.
static void encode(struct writer *writer, int index)
{
    const struct rmx_png_params *params = writer->params;
    struct strip *strip = &writer->strips[index];
    int above = index > 0, first = strip->first - above, rows = strip->rows + above;
    size_t stride = (size_t)params->width * (size_t)writer->channels;
    task = (struct task){.strip = strip,
                         .skip = above ? stride + 1 : 0,
                         .first = index == 0,
                         .last = index == writer->count - 1,
                         .level = params->compress};
    if (params->alpha) {
        strip->file = stbi_write_png_to_mem(row_from_top(params, first), -(int)stride,
                                            params->width, rows, 4, &strip->file_length);
        return;
    }
    unsigned char *copy = rows_without_alpha(params, first, rows);
    if (copy)
        strip->file =
            stbi_write_png_to_mem(copy, (int)stride, params->width, rows, 3, &strip->file_length);
    free(copy);
}

static void *work(void *data)
{
    struct writer *writer = data;
    int index;
    while ((index = atomic_fetch_add(&writer->next, 1)) < writer->count) {
        encode(writer, index);
        pthread_mutex_lock(&writer->lock);
        writer->strips[index].done = true;
        pthread_cond_signal(&writer->one_done);
        pthread_mutex_unlock(&writer->lock);
    }
    return NULL;
}

static void wait_for(struct writer *writer, int index)
{
    pthread_mutex_lock(&writer->lock);
    while (!writer->strips[index].done)
        pthread_cond_wait(&writer->one_done, &writer->lock);
    pthread_mutex_unlock(&writer->lock);
}

// The sum of two runs of bytes out of the sums of each (RFC 1950, 8.2: both halves are linear).
static uint32_t join_adler(uint32_t one, uint32_t two, uint32_t two_length)
{
    const uint64_t base = 65521;
    uint64_t before = (one & 0xffff) + base - 1;
    uint64_t a = before + (two & 0xffff);
    uint64_t b = (one >> 16) + (two >> 16) + two_length % base * before;
    return (uint32_t)(b % base << 16 | a % base);
}

static bool put(int fd, const unsigned char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

static bool put_xmp(int fd, const char *packet)
{
    size_t length = 0;
    unsigned char *chunk = rmx_chunk_xmp(packet, &length);
    if (!chunk)
        errno = ENOMEM;
    bool whole = chunk && put(fd, chunk, length);
    int keep = errno;
    free(chunk);
    errno = keep;
    return whole;
}

static bool put_head(int fd, const struct rmx_png_params *params)
{
    unsigned char head[128], data[13] = {[8] = 8, [9] = params->alpha ? 6 : 2};
    rmx_chunk_word(data, (uint32_t)params->width);
    rmx_chunk_word(data + 4, (uint32_t)params->height);
    size_t length = 8;
    memcpy(head, "\x89PNG\r\n\x1a\n", length);
    length += rmx_chunk_make(head + length, "IHDR", data, sizeof data);
    length += rmx_chunk_srgb(head + length);
    if (params->dpi > 0)
        length += rmx_chunk_dpi(head + length, params->dpi);
    return put(fd, head, length) && (!params->xmp || put_xmp(fd, params->xmp));
}

static bool put_tail(int fd, uint32_t adler)
{
    unsigned char tail[32], sum[4];
    rmx_chunk_word(sum, adler);
    size_t length = rmx_chunk_make(tail, "IDAT", sum, sizeof sum);
    length += rmx_chunk_make(tail + length, "IEND", "", 0);
    return put(fd, tail, length);
}

// In order, each as soon as it is done.
static bool put_strips(struct writer *writer, int fd)
{
    uint32_t adler = 1;
    for (int i = 0; i < writer->count; i++) {
        struct strip *strip = &writer->strips[i];
        wait_for(writer, i);
        if (!strip->file) {
            errno = ENOMEM;
            return false;
        }
        if (!put(fd, strip->file + BEFORE_DATA,
                 (size_t)strip->file_length - BEFORE_DATA - BEHIND_DATA))
            return false;
        adler = join_adler(adler, strip->adler, strip->bytes);
        free(strip->file);
        strip->file = NULL;
    }
    return put_tail(fd, adler);
}

static bool divide(struct writer *writer)
{
    int height = writer->params->height;
    long long row = (long long)writer->params->width * writer->channels + 1;
    int rows = row < STRIP_BYTES ? (int)(STRIP_BYTES / row) : 1;
    writer->count = (height + rows - 1) / rows;
    writer->strips = calloc((size_t)writer->count, sizeof *writer->strips);
    for (int i = 0; writer->strips && i < writer->count; i++) {
        writer->strips[i].first = i * rows;
        writer->strips[i].rows = i * rows + rows < height ? rows : height - i * rows;
    }
    return writer->strips != NULL;
}

static int core_count(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

static int start_threads(struct writer *writer, pthread_t *threads)
{
    int wanted = core_count(), started = 0;
    wanted = wanted < MOST_THREADS ? wanted : MOST_THREADS;
    wanted = wanted < writer->count ? wanted : writer->count;
    while (wanted > 1 && started < wanted &&
           pthread_create(&threads[started], NULL, work, writer) == 0)
        started++;
    return started;
}

static bool run(struct writer *writer, int fd)
{
    pthread_t threads[MOST_THREADS];
    int started = start_threads(writer, threads);
    if (!started)
        work(writer);
    bool whole = put_head(fd, writer->params) && put_strips(writer, fd);
    int keep = errno;
    atomic_store(&writer->next, writer->count); // after a failure: no further strips
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    errno = keep;
    return whole;
}

static void choose_filter(void)
{
    stbi_write_force_png_filter = FILTER_UP; // stb's own choice costs ten times the deflating
}

bool rmx_png_write(int fd, const struct rmx_png_params *params)
{
    assert(params->width > 0 && params->width <= 1 << 26 && params->height > 0);
    assert(params->compress >= 0 && params->compress <= 3);
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, choose_filter);
    struct writer writer = {.params = params,
                            .channels = params->alpha ? 4 : 3,
                            .lock = PTHREAD_MUTEX_INITIALIZER,
                            .one_done = PTHREAD_COND_INITIALIZER};
    if (!divide(&writer)) {
        errno = ENOMEM;
        return false;
    }
    bool whole = run(&writer, fd);
    int keep = errno;
    for (int i = 0; i < writer.count; i++)
        free(writer.strips[i].file);
    free(writer.strips);
    errno = keep;
    return whole;
}
