// SPDX-License-Identifier: GPL-3.0-or-later
// Who has made a folder holds a lock on it, which ends with the process however that ends.
#include "support/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LETTERS = 6, LEAST_AGE_S = 60 }; // a younger one may not be held yet

struct made {
    struct made *next;
    pid_t maker;
    char path[256];
};

static struct made *all;

static int remove_one(const char *path, const struct stat *info, int flag, struct FTW *walk)
{
    (void)info, (void)flag, (void)walk;
    return remove(path);
}

static void remove_folder(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void remove_own(void)
{
    for (const struct made *it = all; it; it = it->next)
        if (it->maker == getpid())
            remove_folder(it->path);
}

// -1: it is none of ours, or it is held. Holds it until that is closed.
static int hold(const char *path)
{
    struct stat info;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return -1;
    if (fstat(folder, &info) == 0 && info.st_uid == getuid() &&
        flock(folder, LOCK_EX | LOCK_NB) == 0)
        return folder;
    close(folder);
    return -1;
}

static bool is_left(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 && time(NULL) - info.st_mtime > LEAST_AGE_S;
}

static void remove_left(const char *parent, const char *start)
{
    struct dirent *entry;
    size_t length = strlen(start);
    DIR *folder = opendir(parent);
    while (folder && (entry = readdir(folder))) {
        char path[512];
        snprintf(path, sizeof(path), "%s/%s", parent, entry->d_name);
        if (strncmp(entry->d_name, start, length) != 0 ||
            strlen(entry->d_name) != length + LETTERS || !is_left(path))
            continue;
        int held = hold(path);
        if (held >= 0) {
            remove_folder(path);
            close(held);
        }
    }
    if (folder)
        closedir(folder);
}

const char *test_scratch(const char *name)
{
    const char *parent = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
    char start[64];
    snprintf(start, sizeof(start), "remontage-%s-", name);
    remove_left(parent, start);
    struct made *made = calloc(1, sizeof(*made));
    if (!made || (!all && atexit(remove_own) != 0))
        abort();
    *made = (struct made){.next = all, .maker = getpid()};
    all = made;
    snprintf(made->path, sizeof(made->path), "%s/%sXXXXXX", parent, start);
    return mkdtemp(made->path) && hold(made->path) >= 0 ? made->path : NULL;
}
