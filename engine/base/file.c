// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include "base/part.h"
#include "base/roots.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum rmx_file_status check_regular(int *fd, size_t *size)
{
    if (*fd < 0)
        return errno == ENOENT || errno == ENOTDIR  ? RMX_FILE_MISSING
               : errno == EXDEV                     ? RMX_FILE_OUTSIDE
               : errno == EMFILE || errno == ENFILE ? RMX_FILE_TOO_MANY
                                                    : RMX_FILE_UNREADABLE;
    struct stat info = {0};
    if (fstat(*fd, &info) == 0 && S_ISREG(info.st_mode)) {
        *size = (size_t)info.st_size;
        return RMX_FILE_OK;
    }
    close(*fd);
    *fd = -1;
    errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
    return RMX_FILE_NOT_A_FILE;
}

enum rmx_file_status rmx_file_open(const char *path, int *fd, size_t *size)
{
    *fd = rmx_roots_open(path, O_RDONLY);
    return check_regular(fd, size);
}

FILE *rmx_file_stream(const char *path)
{
    int fd;
    size_t size;
    enum rmx_file_status status = rmx_file_open(path, &fd, &size);
    FILE *file = status == RMX_FILE_OK ? fdopen(fd, "rb") : NULL;
    if (status == RMX_FILE_OK && !file)
        close(fd);
    return file;
}

DIR *rmx_folder_open(const char *path)
{
    int fd = rmx_roots_open(path, O_RDONLY | O_DIRECTORY);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (fd >= 0 && !folder)
        close(fd);
    return folder;
}

enum rmx_file_status rmx_file_check(const char *path)
{
    int fd;
    size_t size;
    enum rmx_file_status status = rmx_file_open(path, &fd, &size);
    if (status == RMX_FILE_OK)
        close(fd);
    return status;
}

static bool read_all(int fd, char *bytes, size_t size, size_t *length)
{
    *length = 0;
    while (*length < size) {
        ssize_t got = read(fd, bytes + *length, size - *length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break; // shorter than it was a moment ago
        *length += (size_t)got;
    }
    return true;
}

static enum rmx_file_status read_whole(struct rmx_arena *arena, int fd, size_t size,
                                       size_t most_bytes, char **bytes, size_t *length)
{
    if (size > most_bytes) {
        close(fd);
        return RMX_FILE_TOO_LARGE;
    }
    *bytes = rmx_arena_alloc(arena, size + 1);
    bool whole = read_all(fd, *bytes, size, length);
    close(fd);
    return whole ? RMX_FILE_OK : RMX_FILE_UNREADABLE;
}

enum rmx_file_status rmx_file_read(struct rmx_arena *arena, const char *path, size_t most_bytes,
                                   char **bytes, size_t *length)
{
    int fd;
    size_t size;
    enum rmx_file_status status = rmx_file_open(path, &fd, &size);
    return status == RMX_FILE_OK ? read_whole(arena, fd, size, most_bytes, bytes, length) : status;
}

enum rmx_file_status rmx_file_read_own(struct rmx_arena *arena, const char *path, size_t most_bytes,
                                       char **bytes, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    size_t size;
    enum rmx_file_status status = check_regular(&fd, &size);
    return status == RMX_FILE_OK ? read_whole(arena, fd, size, most_bytes, bytes, length) : status;
}

const char *rmx_file_status_text(enum rmx_file_status status)
{
    switch (status) {
    case RMX_FILE_OK: return "fine";
    case RMX_FILE_MISSING: return "no such file";
    case RMX_FILE_NOT_A_FILE: return "not a regular file";
    case RMX_FILE_TOO_LARGE: return "too large";
    case RMX_FILE_UNREADABLE: return "cannot be read";
    case RMX_FILE_OUTSIDE: return "outside of the folders that may be read";
    case RMX_FILE_TOO_MANY: return "no more files can be opened at once (ulimit -n)";
    }
    return "";
}

static bool write_all(int fd, const char *bytes, size_t length)
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
    return true;
}

// What a symbolic link stands for, there or not: a link is written through.
static const char *behind_links(struct rmx_arena *arena, const char *path)
{
    enum { MOST_LINKS = 40 };
    char target[4096];
    for (int i = 0; i < MOST_LINKS; i++) {
        ssize_t length = readlink(path, target, sizeof(target));
        if (length <= 0 || (size_t)length == sizeof(target))
            break;
        path = rmx_path_join(arena, rmx_path_folder(arena, path),
                             rmx_arena_copy_n(arena, target, (size_t)length));
    }
    return path;
}

static bool put_in_place(const char *part, const char *path)
{
    struct rmx_arena *arena = rmx_arena_create();
    bool put = rename(part, behind_links(arena, path)) == 0;
    int keep = errno;
    rmx_arena_destroy(arena);
    errno = keep;
    return put;
}

// The parts that rmx_file_begin has given away.
struct held {
    struct held *next;
    struct rmx_part part; // its path is `name`
    char name[];
};

static struct held *held;
static pthread_mutex_t held_lock = PTHREAD_MUTEX_INITIALIZER;

static void hold(const struct rmx_part *part)
{
    size_t bytes = strlen(part->path) + 1;
    struct held *it = malloc(sizeof(*it) + bytes);
    if (!it)
        abort();
    it->part = *part;
    memcpy(it->name, part->path, bytes);
    pthread_mutex_lock(&held_lock);
    it->next = held;
    held = it;
    pthread_mutex_unlock(&held_lock);
}

// The caller has to close it.
static struct rmx_part let_go(const char *name)
{
    pthread_mutex_lock(&held_lock);
    struct held **at = &held;
    while (*at && strcmp((*at)->name, name) != 0)
        at = &(*at)->next;
    struct held *it = *at;
    assert(it && "a part that rmx_file_begin made");
    *at = it->next;
    pthread_mutex_unlock(&held_lock);
    struct rmx_part part = it->part;
    free(it);
    return part;
}

char *rmx_file_begin(struct rmx_arena *arena, const char *path)
{
    struct rmx_part part;
    if (!rmx_part_open(arena, behind_links(arena, path), &part))
        return NULL;
    hold(&part);
    return part.path;
}

// Its name is free for others once the lock is gone, so it is removed before.
static void abandon(const char *name, int fd)
{
    int keep = errno;
    unlink(name);
    close(fd);
    errno = keep;
}

void rmx_file_abandon(const char *part)
{
    abandon(part, let_go(part).fd);
}

static bool is_synced(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL; // some file systems cannot
}

// Closes it in any case.
static bool commit(const struct rmx_part *part, const char *name, const char *path)
{
    rmx_part_finish(part);
    if (!is_synced(part->fd) || !put_in_place(name, path)) {
        abandon(name, part->fd);
        return false;
    }
    return close(part->fd) == 0;
}

bool rmx_file_commit(const char *part, const char *path)
{
    struct rmx_part it = let_go(part);
    return commit(&it, part, path);
}

bool rmx_file_write(const char *path, const void *bytes, size_t length)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_part part;
    bool written = false;
    if (rmx_part_open(arena, behind_links(arena, path), &part)) {
        bool whole = write_all(part.fd, bytes, length);
        if (whole)
            written = commit(&part, part.path, path);
        else
            abandon(part.path, part.fd);
    }
    int keep = errno;
    rmx_arena_destroy(arena);
    errno = keep;
    return written;
}

bool rmx_make_folders(const char *path)
{
    char *copy = strdup(path);
    if (!copy)
        return false;
    bool made = true;
    for (char *at = copy + 1; made && *at; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        made = mkdir(copy, 0777) == 0 || errno == EEXIST;
        *at = '/';
    }
    made = made && (mkdir(copy, 0777) == 0 || errno == EEXIST);
    free(copy);
    return made;
}

char *rmx_path_join(struct rmx_arena *arena, const char *folder, const char *path)
{
    if (path[0] == '/' || strcmp(folder, ".") == 0 || !*folder)
        return rmx_arena_copy(arena, path);
    bool slash = rmx_path_file(folder)[0] == '\0';
    return rmx_arena_printf(arena, slash ? "%s%s" : "%s/%s", folder, path);
}

const char *rmx_path_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *rmx_path_folder(struct rmx_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return rmx_arena_copy(arena, ".");
    return rmx_arena_copy_n(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

char *rmx_path_stem(struct rmx_arena *arena, const char *path)
{
    const char *file = rmx_path_file(path), *dot = strrchr(file, '.');
    return rmx_arena_copy_n(arena, file, dot && dot != file ? (size_t)(dot - file) : strlen(file));
}

char *rmx_path_real(struct rmx_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return NULL;
    char *copy = rmx_arena_copy(arena, real);
    free(real);
    return copy;
}

bool rmx_path_is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    return strncmp(path, folder, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

// The XDG Base Directory Specification 0.8: a relative value is ignored.
static char *xdg(struct rmx_arena *arena, const char *variable, const char *fallback)
{
    const char *base = getenv(variable), *home = getenv("HOME");
    if (base && base[0] == '/')
        return rmx_path_join(arena, base, "remontage");
    return home && *home ? rmx_arena_printf(arena, "%s/%s/remontage", home, fallback) : NULL;
}

char *rmx_folder_config(struct rmx_arena *arena)
{
    return xdg(arena, "XDG_CONFIG_HOME", ".config");
}

char *rmx_folder_data(struct rmx_arena *arena)
{
    return xdg(arena, "XDG_DATA_HOME", ".local/share");
}

char *rmx_folder_cache(struct rmx_arena *arena)
{
    return xdg(arena, "XDG_CACHE_HOME", ".cache");
}

char *rmx_folder_state(struct rmx_arena *arena)
{
    return xdg(arena, "XDG_STATE_HOME", ".local/state");
}

// bin/../share/remontage of the running program, wherever it was installed; NULL where none is.
static char *beside_program(struct rmx_arena *arena)
{
    char *program = rmx_path_real(arena, "/proc/self/exe");
    if (!program)
        return NULL;
    char *prefix = rmx_path_folder(arena, rmx_path_folder(arena, program));
    char *folder = rmx_path_join(arena, prefix, "share/remontage");
    return access(folder, R_OK) == 0 ? folder : NULL;
}

char *rmx_folder_builtin(struct rmx_arena *arena)
{
    const char *named = getenv("REMONTAGE_DATA");
    if (named && *named)
        return rmx_arena_copy(arena, named);
    char *installed = beside_program(arena);
    if (installed)
        return installed;
    if (access(REMONTAGE_SOURCE_DIR "/shaders", R_OK) == 0)
        return rmx_arena_copy(arena, REMONTAGE_SOURCE_DIR);
    return rmx_arena_copy(arena, REMONTAGE_DATA_DIR);
}
