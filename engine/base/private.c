// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/private.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static bool make(const char *path)
{
    struct rmx_arena *arena = rmx_arena_create();
    bool made = rmx_make_folders(rmx_path_folder(arena, path)) &&
                (mkdir(path, 0700) == 0 || errno == EEXIST);
    int keep = errno;
    rmx_arena_destroy(arena);
    errno = keep;
    return made;
}

// Folders in it stay: whoever trusts their files asks for them by name.
static void remove_files(int folder)
{
    int other = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *files = other >= 0 ? fdopendir(other) : NULL;
    for (struct dirent *file; files && (file = readdir(files));)
        unlinkat(folder, file->d_name, 0);
    if (files)
        closedir(files);
}

static bool narrow(int folder)
{
    struct stat status;
    if (fstat(folder, &status) != 0)
        return false;
    if (status.st_uid != geteuid()) {
        errno = EPERM;
        return false;
    }
    if ((status.st_mode & 077) && fchmod(folder, 0700) != 0)
        return false;
    if (status.st_mode & 022)
        remove_files(folder);
    return true;
}

bool rmx_private_folder(const char *path)
{
    int folder = make(path) ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    bool is_private = folder >= 0 && narrow(folder);
    int keep = errno;
    if (folder >= 0)
        close(folder);
    errno = keep;
    return is_private;
}
