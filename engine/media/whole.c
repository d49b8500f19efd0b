// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/whole.h"

#include "base/roots.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 16, TAIL = 1 << 16, MOST_BOXES = 10000 };

// The first bytes and the last ones, which overlap in a short file.
struct ends {
    int fd;
    off_t size;
    unsigned char head[HEAD], tail[TAIL];
    size_t tail_length;
};

static uint32_t big(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint32_t little(const unsigned char *at)
{
    return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

// Anything may follow behind the mark.
static bool has_mark(const struct ends *ends, const char *mark, size_t length)
{
    return memmem(ends->tail, ends->tail_length, mark, length);
}

// ISO 14496-12, 4.2: a size and a name, up to the file's end.
static bool has_all_boxes(const struct ends *ends)
{
    off_t at = 0;
    for (int i = 0; i < MOST_BOXES && at < ends->size; i++) {
        unsigned char box[16] = {0};
        if (pread(ends->fd, box, sizeof(box), at) < 8)
            return false;
        uint64_t size = big(box);
        if (size == 0)
            return true; // as far as the file goes
        if (size == 1)
            size = (uint64_t)big(box + 8) << 32 | big(box + 12);
        if (size < 8 || size > (uint64_t)(ends->size - at))
            return false;
        at += (off_t)size;
    }
    return true;
}

// Of a TIFF file, whose first letter says which byte comes first. Past its end: 0.
static uint32_t number(const struct ends *ends, uint64_t at, int bytes)
{
    unsigned char read[4] = {0};
    if (pread(ends->fd, read, (size_t)bytes, (off_t)at) != bytes)
        return 0;
    if (ends->head[0] == 'I')
        return little(read);
    return bytes == 2 ? big(read) >> 16 : big(read);
}

// TIFF 6.0, section 2: how many bytes each type of value has.
static const uint8_t type_bytes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

struct entry {
    uint32_t tag, bytes; // of one value
    uint64_t from, end;  // of all of them
};

static struct entry entry_at(const struct ends *ends, uint64_t at)
{
    uint32_t type = number(ends, at + 2, 2);
    struct entry entry = {.tag = number(ends, at, 2),
                          .bytes = type < sizeof(type_bytes) ? type_bytes[type] : 0};
    uint64_t length = (uint64_t)number(ends, at + 4, 4) * entry.bytes;
    entry.from = length <= 4 ? at + 8 : number(ends, at + 8, 4);
    entry.end = entry.from + length;
    return entry;
}

static uint64_t last_value(const struct ends *ends, const struct entry *entry)
{
    bool is_number = entry->end > entry->from && (entry->bytes == 2 || entry->bytes == 4);
    return is_number ? number(ends, entry->end - entry->bytes, (int)entry->bytes) : 0;
}

// The directory, all that it names, and the last strip or tile are there.
static bool has_strips(const struct ends *ends)
{
    enum { STRIP_AT = 273, STRIP_BYTES = 279, TILE_AT = 324, TILE_BYTES = 325, ENTRY = 12 };
    uint64_t directory = number(ends, 4, 4), at = 0, bytes = 0, size = (uint64_t)ends->size;
    uint32_t count = directory >= 8 ? number(ends, directory, 2) : 0;
    bool has_all = true;
    for (uint64_t i = 0; i < count; i++) {
        const struct entry entry = entry_at(ends, directory + 2 + i * ENTRY);
        has_all = has_all && entry.end <= size;
        if (entry.tag == STRIP_AT || entry.tag == TILE_AT)
            at = last_value(ends, &entry);
        else if (entry.tag == STRIP_BYTES || entry.tag == TILE_BYTES)
            bytes = last_value(ends, &entry);
    }
    return has_all && at >= 8 && bytes > 0 && at + bytes <= size;
}

static bool has_end(const struct ends *ends)
{
    const unsigned char *head = ends->head;
    if (memcmp(head, "\x89PNG", 4) == 0)
        return has_mark(ends, "IEND", 4);
    if (memcmp(head, "\xff\xd8\xff", 3) == 0)
        return has_mark(ends, "\xff\xd9", 2);
    if (memcmp(head, "GIF8", 4) == 0)
        return ends->tail[ends->tail_length - 1] == ';';
    if (memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBP", 4) == 0)
        return ends->size >= 8 + (off_t)little(head + 4);
    if (memcmp(head, "BM", 2) == 0)
        return ends->size >= (off_t)little(head + 2);
    if (memcmp(head, "II*\0", 4) == 0 || memcmp(head, "MM\0*", 4) == 0)
        return has_strips(ends);
    if (memcmp(head + 4, "ftyp", 4) == 0)
        return has_all_boxes(ends);
    if (memcmp(head, "<svg", 4) == 0 || memcmp(head, "<?xml", 5) == 0)
        return has_mark(ends, "svg>", 4);
    return true;
}

static bool is_whole(struct ends *ends)
{
    if (ends->size < HEAD || pread(ends->fd, ends->head, HEAD, 0) != HEAD)
        return ends->size > 0;
    off_t from = ends->size > TAIL ? ends->size - TAIL : 0;
    ssize_t length = pread(ends->fd, ends->tail, TAIL, from);
    ends->tail_length = length > 0 ? (size_t)length : 0;
    return ends->tail_length == 0 || has_end(ends);
}

bool rmx_picture_is_whole(const char *path)
{
    struct stat status;
    struct ends ends = {.fd = rmx_roots_open(path, O_RDONLY)};
    if (ends.fd < 0)
        return true;
    bool whole = true;
    if (fstat(ends.fd, &status) == 0 && S_ISREG(status.st_mode)) {
        ends.size = status.st_size;
        whole = is_whole(&ends);
    }
    close(ends.fd);
    return whole;
}
