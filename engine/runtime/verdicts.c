// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/verdicts.h"

#include "base/hash.h"
#include "base/private.h"
#include "base/roots.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SLOTS = 8192, YOUNG_S = 2 };

// As it lies in the file, in the slot of its key.
struct verdict {
    uint64_t key, hash; // of what follows
    int32_t width, height, file_width, file_height;
    int32_t read_width, read_height;
    uint8_t bytes_per_channel, read_bytes_per_channel, has_alpha, reads_alpha;
    uint8_t lacks_end, is_shrunk, rest[18];
};
_Static_assert(sizeof(struct verdict) == 64, "a slot is 64 bytes");

int rmx_verdicts_open(const char *folder)
{
    char *path;
    if (!folder || !rmx_private_folder(folder) || asprintf(&path, "%s/pictures", folder) < 0)
        return -1;
    int verdicts = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    free(path);
    return verdicts;
}

void rmx_verdicts_close(int verdicts)
{
    if (verdicts >= 0)
        close(verdicts);
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

// Another build may read otherwise.
static uint64_t program_key(void)
{
    struct stat status = {0};
    if (stat("/proc/self/exe", &status) != 0)
        return 0;
    const int64_t about[] = {(int64_t)status.st_ino, (int64_t)status.st_size,
                             (int64_t)status.st_mtim.tv_sec, (int64_t)status.st_mtim.tv_nsec};
    return rmx_hash_bytes(about, sizeof(about), 1);
}

uint64_t rmx_verdict_key(const struct rmx_image_params *params)
{
    struct stat status;
    if (!rmx_roots_stat(params->path, &status) ||
        later(status.st_mtim.tv_sec, status.st_ctim.tv_sec) + YOUNG_S >= time(NULL))
        return 0;
    const int64_t about[] = {(int64_t)status.st_dev,
                             (int64_t)status.st_ino,
                             (int64_t)status.st_size,
                             (int64_t)status.st_mtim.tv_sec,
                             (int64_t)status.st_mtim.tv_nsec,
                             (int64_t)status.st_ctim.tv_sec,
                             (int64_t)status.st_ctim.tv_nsec,
                             params->most_pixels,
                             params->longest_side,
                             params->place_width,
                             params->place_height,
                             params->cover,
                             (int64_t)(params->patience_s * 1e3),
                             params->most_bytes};
    return rmx_hash_bytes(about, sizeof(about), rmx_hash_string(params->path, program_key()));
}

static uint64_t hash_of(const struct verdict *verdict)
{
    return rmx_hash_bytes(&verdict->width, sizeof(*verdict) - offsetof(struct verdict, width),
                          verdict->key);
}

static off_t place_of(uint64_t key)
{
    return (off_t)(key % SLOTS * sizeof(struct verdict));
}

bool rmx_verdict_find(int verdicts, uint64_t key, struct rmx_decoded *header,
                      struct rmx_decoded *picture)
{
    struct verdict v;
    if (verdicts < 0 || !key ||
        pread(verdicts, &v, sizeof(v), place_of(key)) != (ssize_t)sizeof(v) || v.key != key ||
        v.hash != hash_of(&v))
        return false;
    header->status = RMX_IMAGE_OK;
    header->file_width = v.file_width;
    header->file_height = v.file_height;
    header->image = (struct rmx_image){.width = v.width,
                                       .height = v.height,
                                       .bytes_per_channel = v.bytes_per_channel,
                                       .has_alpha = v.has_alpha};
    *picture = *header;
    picture->image = (struct rmx_image){.width = v.read_width,
                                        .height = v.read_height,
                                        .bytes_per_channel = v.read_bytes_per_channel,
                                        .has_alpha = v.reads_alpha,
                                        .lacks_end = v.lacks_end};
    picture->shrunk = v.is_shrunk;
    return true;
}

void rmx_verdict_keep(int verdicts, uint64_t key, const struct rmx_decoded *header,
                      const struct rmx_decoded *picture)
{
    struct verdict v = {.key = key,
                        .width = header->image.width,
                        .height = header->image.height,
                        .file_width = header->file_width,
                        .file_height = header->file_height,
                        .read_width = picture->image.width,
                        .read_height = picture->image.height,
                        .bytes_per_channel = (uint8_t)header->image.bytes_per_channel,
                        .read_bytes_per_channel = (uint8_t)picture->image.bytes_per_channel,
                        .has_alpha = header->image.has_alpha,
                        .reads_alpha = picture->image.has_alpha,
                        .lacks_end = picture->image.lacks_end,
                        .is_shrunk = picture->shrunk};
    v.hash = hash_of(&v);
    // What cannot be written is read again next time.
    ssize_t written = verdicts >= 0 && key ? pwrite(verdicts, &v, sizeof(v), place_of(key)) : 0;
    (void)written;
}
