// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// So many write one path at the same time under names that the next one finds.
enum { MOST_NUMBERED = 4 };

// A part is made read-only, then locked, then writable: one that is read-only may not be locked
// yet, and is left alone until it is that old. So is one where nothing can be locked.
enum { UNLOCKED_S = 60, UNLOCKABLE_S = 24 * 60 * 60 };

static char *numbered(struct rmx_arena *arena, const char *path, int number)
{
    return number == 1 ? rmx_arena_printf(arena, "%s.rmx.part", path)
                       : rmx_arena_printf(arena, "%s.rmx%d.part", path, number);
}

// Whether nobody writes it any more. Where that is so, `fd` holds its lock.
static bool is_left(int fd, const struct stat *status)
{
    time_t age_s = time(NULL) - status->st_mtime;
    if (!S_ISREG(status->st_mode) || status->st_uid != geteuid())
        return false;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return errno != EWOULDBLOCK && age_s > UNLOCKABLE_S;
    return status->st_mode & S_IWUSR || age_s > UNLOCKED_S;
}

// The lock is of what was opened, so what is removed must still be that.
static void remove_left(const char *path)
{
    struct stat opened, named;
    enum { FLAGS = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };
    int fd = open(path, O_RDWR | FLAGS); // some network folders lock only what may be written
    if (fd < 0)
        fd = open(path, O_RDONLY | FLAGS);
    if (fd < 0)
        return;
    if (fstat(fd, &opened) == 0 && is_left(fd, &opened) && lstat(path, &named) == 0 &&
        named.st_ino == opened.st_ino && named.st_dev == opened.st_dev)
        unlink(path);
    close(fd);
}

static int create(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0400);
    while (fd >= 0 && flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue; // who looks whether it is left lets it go at once
    if (fd >= 0)
        fchmod(fd, 0600); // at once: what is killed before is left for a minute
    return fd;
}

static int create_unnumbered(struct rmx_arena *arena, const char *path, char **name)
{
    *name = rmx_arena_printf(arena, "%s.XXXXXX.part", path);
    return mkostemps(*name, 5, O_CLOEXEC);
}

// What a new file has by the user's umask.
static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

// The first name that nobody holds.
static bool create_first(struct rmx_arena *arena, const char *path, struct rmx_part *part)
{
    int error = EEXIST;
    part->fd = -1;
    for (int i = 1; i <= MOST_NUMBERED; i++) {
        char *name = numbered(arena, path, i);
        remove_left(name);
        if (part->fd < 0 && error == EEXIST) {
            part->fd = create(part->path = name);
            error = errno;
        }
    }
    if (part->fd < 0 && error == EEXIST) {
        part->fd = create_unnumbered(arena, path, &part->path);
        error = errno;
    }
    errno = error;
    return part->fd >= 0;
}

bool rmx_part_open(struct rmx_arena *arena, const char *path, struct rmx_part *part)
{
    struct stat before;
    *part = (struct rmx_part){0};
    if (!create_first(arena, path, part))
        return false;
    part->has_before = stat(path, &before) == 0 && S_ISREG(before.st_mode);
    part->mode = part->has_before ? before.st_mode & 0777 : usual_mode();
    part->owner = part->has_before ? before.st_uid : 0;
    part->group = part->has_before ? before.st_gid : 0;
    fchmod(part->fd, part->mode | 0600); // its writer may open it by name
    return true;
}

// Where the file was another user's, only root can give it back; its group more can.
void rmx_part_finish(const struct rmx_part *part)
{
    if (part->has_before && fchown(part->fd, part->owner, part->group) != 0 &&
        fchown(part->fd, (uid_t)-1, part->group) != 0)
        errno = 0;
    fchmod(part->fd, part->mode);
}
