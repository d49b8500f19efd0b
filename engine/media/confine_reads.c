// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/confine_reads.h"

#include "base/loaded.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_FONT_PATHS = 512 };

static char *fonts[MOST_FONT_PATHS];
static int font_count;

// What everybody may read: libraries, fonts, locales, what machines tell of themselves.
static const char *const system_paths[] = {"/usr",
                                           "/lib",
                                           "/lib64",
                                           "/nix/store",
                                           "/gnu/store",
                                           "/etc/fonts",
                                           "/etc/ld.so.cache",
                                           "/etc/localtime",
                                           "/var/cache/fontconfig",
                                           "/proc/self",
                                           "/proc/cpuinfo",
                                           "/proc/meminfo",
                                           "/proc/stat",
                                           "/sys/devices/system",
                                           "/sys/fs/cgroup",
                                           "/dev/urandom"};

// Of fontconfig, as its documentation declares them.
static struct {
    void *(*load)(void);
    void *(*folders)(void *config), *(*files)(void *config), *(*caches)(void *config);
    unsigned char *(*next)(void *list);
    void (*done)(void *list);
} fc;

static bool load_fontconfig(void)
{
    const struct rmx_loaded_name names[] = {
        {"FcInitLoadConfig", &fc.load},        {"FcConfigGetFontDirs", &fc.folders},
        {"FcConfigGetConfigFiles", &fc.files}, {"FcConfigGetCacheDirs", &fc.caches},
        {"FcStrListNext", &fc.next},           {"FcStrListDone", &fc.done},
    };
    return rmx_load_library_if_there("libfontconfig.so.1", "fonts", names,
                                     sizeof(names) / sizeof(*names));
}

static void note_all(void *list)
{
    const char *path;
    while (list && (path = (const char *)fc.next(list)))
        if (font_count < MOST_FONT_PATHS && (fonts[font_count] = strdup(path)))
            font_count++;
    if (list)
        fc.done(list);
}

void rmx_confine_find_fonts(void)
{
    void *config = !font_count && load_fontconfig() ? fc.load() : NULL;
    if (!config)
        return;
    note_all(fc.folders(config));
    note_all(fc.files(config));
    note_all(fc.caches(config));
}

// A file cannot be listed: rules that say so are refused.
static void allow(int rules, int fd)
{
    struct stat status;
    struct landlock_path_beneath_attr below = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE,
                                               .parent_fd = fd};
    if (fd < 0 || fstat(fd, &status) != 0)
        return;
    if (S_ISDIR(status.st_mode))
        below.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
}

static void allow_path(int rules, const char *path)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    allow(rules, fd);
    if (fd >= 0)
        close(fd);
}

void rmx_confine_reads(int file)
{
    const struct landlock_ruleset_attr all = {.handled_access_fs =
                                                  2 * LANDLOCK_ACCESS_FS_MAKE_SYM - 1};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);
    if (rules < 0)
        return;
    allow(rules, file);
    for (size_t i = 0; i < sizeof(system_paths) / sizeof(*system_paths); i++)
        allow_path(rules, system_paths[i]);
    for (int i = 0; i < font_count; i++)
        allow_path(rules, fonts[i]);
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}
