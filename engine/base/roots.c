// SPDX-License-Identifier: GPL-3.0-or-later
// Paths below a root are opened by openat2, which the kernel keeps below it whatever changes
// meanwhile. What it will not follow (a link with an absolute target may still stay below) is
// resolved first, and opened then with no links at all.
#include "base/roots.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct root {
    char *path; // as it was added
    char *real; // NULL: it was not there
    bool is_own;
    bool is_of_scene; // gone with it
};

static struct {
    pthread_rwlock_t lock;
    struct root *items;
    int count;
    char *scene; // NULL: none yet
    atomic_bool guards;
} roots = {.lock = PTHREAD_RWLOCK_INITIALIZER};

static struct {
    const char *path; // NULL: none
    int fd;
} given;

static atomic_bool lacks_openat2;

void rmx_roots_give(const char *path, int fd)
{
    given.path = path;
    given.fd = fd;
}

void rmx_roots_guard(void)
{
    atomic_store(&roots.guards, true);
}

static void forget_scene(void)
{
    int kept = 0;
    for (int i = 0; i < roots.count; i++) {
        struct root *root = &roots.items[i];
        if (!root->is_of_scene) {
            roots.items[kept++] = *root;
            continue;
        }
        free(root->path);
        free(root->real);
    }
    roots.count = kept;
}

void rmx_roots_begin(const char *scene)
{
    const char *name = scene ? scene : "";
    pthread_rwlock_wrlock(&roots.lock);
    if (!roots.scene || strcmp(roots.scene, name) != 0) {
        char *copy = strdup(name);
        if (!copy)
            abort();
        forget_scene();
        free(roots.scene);
        roots.scene = copy;
    }
    pthread_rwlock_unlock(&roots.lock);
}

static void add(const char *path, bool is_own)
{
    if (!path || !*path)
        return;
    pthread_rwlock_wrlock(&roots.lock);
    struct root *known = NULL;
    for (int i = 0; i < roots.count; i++)
        if (strcmp(roots.items[i].path, path) == 0)
            known = &roots.items[i];
    if (!known) {
        struct root *items = realloc(roots.items, sizeof(*items) * (size_t)(roots.count + 1));
        char *copy = strdup(path);
        if (!items || !copy)
            abort();
        roots.items = items;
        known = &items[roots.count++];
        *known = (struct root){copy, realpath(path, NULL), .is_of_scene = roots.scene != NULL};
    }
    known->is_own |= is_own;
    pthread_rwlock_unlock(&roots.lock);
}

void rmx_roots_add(const char *path)
{
    add(path, false);
}

void rmx_roots_add_own(const char *folder)
{
    add(folder, true);
}

// What stands behind `folder` in a path below it, by its letters; NULL where it is not.
static const char *rest_of(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    if (strcmp(folder, ".") == 0)
        return *path == '/' ? NULL : path;
    while (length > 0 && folder[length - 1] == '/')
        length--;
    if (strncmp(path, folder, length) != 0 || (path[length] && path[length] != '/'))
        return NULL;
    path += length;
    path += strspn(path, "/");
    return *path ? path : ".";
}

static bool goes_up(const char *path)
{
    for (const char *up = path; (up = strstr(up, "..")); up++)
        if ((up == path || up[-1] == '/') && (up[2] == '/' || !up[2]))
            return true;
    return false;
}

// As openat2 with RESOLVE_NO_SYMLINKS, one name after the other. `rest` has no "..".
static int walk(int folder, const char *rest, int flags)
{
    int at = dup(folder);
    while (at >= 0) {
        char name[NAME_MAX + 1];
        size_t length = strcspn(rest, "/");
        if (length > NAME_MAX) {
            close(at);
            errno = ENAMETOOLONG;
            return -1;
        }
        snprintf(name, sizeof(name), "%.*s", (int)length, rest);
        rest += length;
        rest += strspn(rest, "/");
        int how = *rest ? O_PATH | O_DIRECTORY : flags;
        int next = openat(at, name, how | O_NOFOLLOW | O_CLOEXEC);
        int why = errno;
        close(at);
        errno = why;
        if (next < 0 || !*rest)
            return next;
        at = next;
    }
    return -1;
}

// A link that `flags` with O_PATH gives for itself is none that may be read.
static int without_links(int fd)
{
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0 || !S_ISLNK(status.st_mode))
        return fd;
    close(fd);
    errno = ELOOP;
    return -1;
}

static int open_at(int folder, const char *rest, int flags, bool follows)
{
    struct open_how how = {.flags = (unsigned)flags | O_CLOEXEC};
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | (follows ? 0 : RESOLVE_NO_SYMLINKS);
    if (!atomic_load(&lacks_openat2)) {
        int fd = (int)syscall(SYS_openat2, folder, rest, &how, sizeof(how));
        if (fd >= 0 || (errno != ENOSYS && errno != EPERM))
            return fd;
        atomic_store(&lacks_openat2, errno == ENOSYS);
    }
    int fd = goes_up(rest) ? -1 : without_links(walk(folder, rest, flags));
    if (fd < 0 && (goes_up(rest) || errno == ENOTDIR)) // ENOTDIR: there is a link amid it, perhaps
        errno = EXDEV;
    return fd;
}

static int open_below(const char *folder, const char *rest, int flags, bool follows)
{
    int at = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        return -1;
    int fd = open_at(at, rest, flags, follows);
    int why = errno;
    close(at);
    errno = why;
    return fd;
}

// By the path's letters alone; false where these do not tell.
static bool open_as_written(const char *path, int flags, int *fd)
{
    for (int i = 0; i < roots.count; i++) {
        const struct root *root = &roots.items[i];
        const char *rest = rest_of(path, root->path), *folder = root->path;
        if (!rest && root->real) {
            rest = rest_of(path, root->real);
            folder = root->real;
        }
        if (!rest)
            continue;
        bool is_named = strcmp(rest, ".") == 0 || (root->is_own && !goes_up(rest));
        *fd = is_named ? open(path, flags | O_CLOEXEC) : open_below(folder, rest, flags, true);
        if (*fd >= 0 || (errno != EXDEV && errno != ELOOP && errno != EAGAIN))
            return true;
    }
    return false;
}

static int open_real(const char *real, int flags)
{
    for (int i = 0; i < roots.count; i++) {
        const char *rest = roots.items[i].real ? rest_of(real, roots.items[i].real) : NULL;
        if (rest)
            return open_below(roots.items[i].real, rest, flags, false);
    }
    errno = EXDEV;
    return -1;
}

// A root may have come, or be another one than it was.
static void look_again(void)
{
    pthread_rwlock_wrlock(&roots.lock);
    for (int i = 0; i < roots.count; i++) {
        free(roots.items[i].real);
        roots.items[i].real = realpath(roots.items[i].path, NULL);
    }
    pthread_rwlock_unlock(&roots.lock);
}

static int open_resolved(const char *real, int flags)
{
    pthread_rwlock_rdlock(&roots.lock);
    int fd = open_real(real, flags);
    int why = errno;
    pthread_rwlock_unlock(&roots.lock);
    errno = why;
    return fd;
}

// Resolved, and opened; again where that changed meanwhile.
static int resolve_and_open(const char *path, int flags)
{
    enum { TRIES = 8 };
    for (int i = 0; i < TRIES; i++) {
        char *real = realpath(path, NULL);
        if (!real)
            return -1;
        if (i == 1)
            look_again();
        int fd = open_resolved(real, flags);
        int why = errno;
        free(real);
        errno = why;
        if (fd >= 0 || (why != EXDEV && why != ELOOP && why != EAGAIN && why != ENOENT))
            return fd;
    }
    return -1;
}

int rmx_roots_open(const char *path, int flags)
{
    int fd;
    flags |= flags & O_PATH ? 0 : O_NONBLOCK;
    if (!atomic_load(&roots.guards))
        return open(path, flags | O_CLOEXEC);
    if (given.path && strcmp(given.path, path) == 0) {
        char name[RMX_DESCRIPTOR_PATH];
        return open(rmx_roots_path(given.fd, name), flags | O_CLOEXEC);
    }
    pthread_rwlock_rdlock(&roots.lock);
    bool is_told = open_as_written(path, flags, &fd);
    int why = errno;
    pthread_rwlock_unlock(&roots.lock);
    errno = why;
    if (is_told)
        return fd;
    fd = resolve_and_open(path, flags);
    errno = errno == ELOOP || errno == EAGAIN ? EXDEV : errno;
    return fd;
}

bool rmx_roots_stat(const char *path, struct stat *status)
{
    if (!atomic_load(&roots.guards))
        return stat(path, status) == 0;
    int fd = rmx_roots_open(path, O_PATH);
    bool is_there = fd >= 0 && fstat(fd, status) == 0;
    int why = errno;
    if (fd >= 0)
        close(fd);
    errno = why;
    return is_there;
}

const char *rmx_roots_path(int fd, char path[RMX_DESCRIPTOR_PATH])
{
    snprintf(path, RMX_DESCRIPTOR_PATH, "/proc/self/fd/%d", fd);
    return path;
}
