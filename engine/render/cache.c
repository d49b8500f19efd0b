// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/cache.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/private.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MOST_FILES = 512,
    MOST_BYTES = 128 << 20,
    MOST_FILE_BYTES = 16 << 20,
};

struct rmx_program_cache {
    char *folder;
};

static const char magic[8] = "rmxprog1";

struct header {
    char magic[8];
    uint64_t key;
    uint64_t hash; // of the bytes that follow
    uint32_t format, length;
};

struct rmx_program_cache *rmx_program_cache_create(const char *folder)
{
    GLint formats = 0;
    glGetIntegerv(GL_NUM_PROGRAM_BINARY_FORMATS, &formats);
    if (!folder || formats == 0)
        return NULL;
    struct rmx_program_cache *cache = calloc(1, sizeof *cache);
    if (!cache || asprintf(&cache->folder, "%s/programs", folder) < 0) {
        free(cache);
        return NULL;
    }
    // A driver takes what it is given here: a forged program crashes it, or worse.
    if (rmx_private_folder(folder) && rmx_private_folder(cache->folder) &&
        access(cache->folder, W_OK) == 0)
        return cache;
    static atomic_flag said = ATOMIC_FLAG_INIT;
    if (!atomic_flag_test_and_set(&said))
        rmx_log(RMX_LOG_WARNING, "programs are not cached: cannot write %s: %s", cache->folder,
                errno == EPERM ? "it is another user's, or others can write there"
                               : strerror(errno));
    rmx_program_cache_destroy(cache);
    return NULL;
}

void rmx_program_cache_destroy(struct rmx_program_cache *cache)
{
    if (!cache)
        return;
    free(cache->folder);
    free(cache);
}

uint64_t rmx_program_key(const struct rmx_device *device, const char *vertex, const char *fragment)
{
    uint64_t key = rmx_hash_string(device->renderer, 0);
    key = rmx_hash_string(device->version, key);
    key = rmx_hash_string(vertex, key);
    return rmx_hash_string(fragment, key);
}

static char *file_of(const struct rmx_program_cache *cache, struct rmx_arena *arena, uint64_t key)
{
    return rmx_arena_printf(arena, "%s/%016" PRIx64, cache->folder, key);
}

// The stored bytes, or NULL where the file is missing, cut, changed or another key's.
static const char *read_binary(struct rmx_arena *arena, const char *path, uint64_t key,
                               struct header *header)
{
    char *bytes;
    size_t length;
    if (rmx_file_read_own(arena, path, MOST_FILE_BYTES, &bytes, &length) != RMX_FILE_OK ||
        length < sizeof *header)
        return NULL;
    memcpy(header, bytes, sizeof *header);
    const char *binary = bytes + sizeof *header;
    bool whole = !memcmp(header->magic, magic, sizeof magic) && header->key == key &&
                 header->length == length - sizeof *header &&
                 header->hash == rmx_hash_bytes(binary, header->length, 0);
    return whole ? binary : NULL;
}

bool rmx_program_cache_load(const struct rmx_program_cache *cache, uint64_t key, GLuint program)
{
    if (!cache)
        return false;
    struct rmx_arena *arena = rmx_arena_create();
    const char *path = file_of(cache, arena, key);
    struct header header;
    const char *binary = read_binary(arena, path, key, &header);
    GLint linked = GL_FALSE;
    if (binary) {
        glProgramBinary(program, header.format, binary, (GLsizei)header.length);
        glGetProgramiv(program, GL_LINK_STATUS, &linked);
    }
    if (linked)
        utimensat(AT_FDCWD, path, NULL, 0); // used now: trimming goes by this time
    rmx_arena_destroy(arena);
    return linked;
}

void rmx_program_cache_store(const struct rmx_program_cache *cache, uint64_t key, GLuint program)
{
    GLint length = 0;
    if (cache)
        glGetProgramiv(program, GL_PROGRAM_BINARY_LENGTH, &length);
    if (length <= 0 || length > MOST_FILE_BYTES - (GLint)sizeof(struct header))
        return;
    struct rmx_arena *arena = rmx_arena_create();
    char *bytes = rmx_arena_alloc(arena, sizeof(struct header) + (size_t)length);
    char *binary = bytes + sizeof(struct header);
    GLenum format;
    glGetProgramBinary(program, length, &length, &format, binary);
    struct header header = {.key = key,
                            .hash = rmx_hash_bytes(binary, (size_t)length, 0),
                            .format = format,
                            .length = (uint32_t)length};
    memcpy(header.magic, magic, sizeof magic);
    memcpy(bytes, &header, sizeof header);
    const char *path = file_of(cache, arena, key);
    if (!rmx_file_write(path, bytes, sizeof header + (size_t)length))
        rmx_log(RMX_LOG_WARNING, "cannot write %s: %s", path, strerror(errno));
    rmx_arena_destroy(arena);
}

struct entry {
    const char *path;
    struct timespec used;
    off_t bytes;
};

static int newest_first(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->used.tv_sec != b->used.tv_sec)
        return a->used.tv_sec < b->used.tv_sec ? 1 : -1;
    return (a->used.tv_nsec < b->used.tv_nsec) - (a->used.tv_nsec > b->used.tv_nsec);
}

static struct entry *list_files(struct rmx_arena *arena, const char *folder, int *count)
{
    struct entry *entries = NULL;
    *count = 0;
    DIR *files = opendir(folder);
    for (struct dirent *file; files && (file = readdir(files));) {
        const char *path = rmx_path_join(arena, folder, file->d_name);
        struct stat status;
        if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        struct entry *entry = RMX_PUSH(arena, &entries, count);
        *entry = (struct entry){path, status.st_mtim, status.st_size};
    }
    if (files)
        closedir(files);
    return entries;
}

void rmx_program_cache_trim(const struct rmx_program_cache *cache)
{
    if (!cache)
        return;
    struct rmx_arena *arena = rmx_arena_create();
    int count;
    struct entry *entries = list_files(arena, cache->folder, &count);
    if (count)
        qsort(entries, (size_t)count, sizeof *entries, newest_first);
    off_t bytes = 0;
    for (int i = 0; i < count; i++) {
        bytes += entries[i].bytes;
        if (i >= MOST_FILES || bytes > MOST_BYTES)
            unlink(entries[i].path);
    }
    rmx_arena_destroy(arena);
}
