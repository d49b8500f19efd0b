// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/watch.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/roots.h"
#include "base/text.h"
#include "media/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

// What is larger is another one where its size or its time is. A picture that has no end yet is
// waited for until it has stood for so long.
enum { MOST_BYTES = 1 << 30, BLOCK_BYTES = 1 << 20, PATIENCE_MS = 3000 };

static const uint32_t EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE |
                               IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

struct folder {
    const char *path;
    int descriptor; // -1: it is not there
    dev_t device;
    ino_t inode;
    bool takes_effects, takes_all;
};

struct file {
    const char *path, *name;
    int folder;
    uint64_t hash; // of the content; 0: none
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
    double changed_ms; // when that was seen last
    bool is_moving;    // it was another one at the last look
    bool is_suspect;   // may have other content
    bool is_changed;   // has it for sure
    bool is_new;       // its content was noted after it was read
};

struct rmx_watch {
    struct rmx_arena *arena; // of the lists
    int inotify;
    struct folder *folders;
    int folder_count;
    struct file *files;
    int file_count;
    bool has_news;  // an effect file that is none of the files
    bool had_news;  // as of the last time that it settled, or other bytes
    double since_s; // of the list
};

struct rmx_watch *rmx_watch_create(void)
{
    struct rmx_watch *watch = calloc(1, sizeof(*watch));
    if (!watch)
        abort();
    watch->arena = rmx_arena_create();
    watch->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch->inotify < 0)
        rmx_log(RMX_LOG_WARNING, "files are looked at once a second: inotify: %s", strerror(errno));
    return watch;
}

void rmx_watch_destroy(struct rmx_watch *watch)
{
    if (!watch)
        return;
    if (watch->inotify >= 0)
        close(watch->inotify);
    rmx_arena_destroy(watch->arena);
    free(watch);
}

static void add_watch(struct rmx_watch *watch, struct folder *folder)
{
    struct stat status;
    char name[RMX_DESCRIPTOR_PATH];
    int fd = rmx_roots_open(folder->path, O_PATH | O_DIRECTORY);
    folder->descriptor = -1;
    folder->inode = 0;
    if (fd < 0)
        return;
    if (fstat(fd, &status) == 0) {
        folder->device = status.st_dev;
        folder->inode = status.st_ino;
    }
    if (watch->inotify >= 0)
        folder->descriptor = inotify_add_watch(watch->inotify, rmx_roots_path(fd, name), EVENTS);
    close(fd);
}

static int add_folder(struct rmx_watch *watch, const char *path)
{
    for (int i = 0; i < watch->folder_count; i++) {
        if (strcmp(watch->folders[i].path, path) == 0)
            return i;
    }
    struct folder *folder = RMX_PUSH(watch->arena, &watch->folders, &watch->folder_count);
    *folder = (struct folder){.path = rmx_arena_copy(watch->arena, path)};
    add_watch(watch, folder);
    return watch->folder_count - 1;
}

// Holds until the next one is added.
static struct folder *folder_of(struct rmx_watch *watch, const char *path)
{
    int index = add_folder(watch, path); // moves the list: not to be read in the same expression
    return &watch->folders[index];
}

// In blocks, as films and pictures may be large.
static uint64_t hash_blocks(int fd)
{
    unsigned char *block = malloc(BLOCK_BYTES);
    if (!block)
        abort();
    uint64_t hash = 1;
    size_t length = 0;
    for (ssize_t got = 1; got > 0; length = got > 0 ? length + (size_t)got : length) {
        if (length == BLOCK_BYTES) {
            hash = rmx_hash_bytes(block, length, hash);
            length = 0;
        }
        got = read(fd, block + length, BLOCK_BYTES - length);
    }
    hash = rmx_hash_bytes(block, length, hash);
    free(block);
    return hash | 1;
}

// 0: there is no such file.
static uint64_t content_hash(const char *path)
{
    struct stat status;
    int fd = rmx_roots_open(path, O_RDONLY);
    uint64_t hash = 0;
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
        hash = status.st_size <= MOST_BYTES
                   ? hash_blocks(fd)
                   : rmx_hash_bytes(&status.st_mtim, sizeof(status.st_mtim),
                                    (uint64_t)status.st_size) |
                         1;
    if (fd >= 0)
        close(fd);
    return hash;
}

// What the file system says of the file now; true where it is not what was noted.
static bool note_status(struct file *file)
{
    struct stat status = {0};
    if (!rmx_roots_stat(file->path, &status))
        status = (struct stat){0};
    bool differs = status.st_ino != file->inode || status.st_dev != file->device ||
                   status.st_size != file->size || status.st_ctim.tv_sec != file->changed.tv_sec ||
                   status.st_ctim.tv_nsec != file->changed.tv_nsec;
    file->device = status.st_dev;
    file->inode = status.st_ino;
    file->size = status.st_size;
    file->changed = status.st_ctim;
    file->changed_ms = differs ? rmx_clock_ms() : file->changed_ms;
    return differs;
}

static const struct file *find_file(const struct file *files, int count, const char *path)
{
    for (int i = 0; i < count; i++)
        if (strcmp(files[i].path, path) == 0)
            return &files[i];
    return NULL;
}

static bool has_changed_since(const struct file *file, double since_s)
{
    double changed_s = (double)file->changed.tv_sec + (double)file->changed.tv_nsec / 1e9;
    return file->inode && changed_s > since_s;
}

// Known files keep what was noted of their content. A new one is hashed first and looked at then:
// if it was written after it was loaded, this shows here, or an event is still to come.
static void add_file(struct rmx_watch *watch, const struct file *known, int known_count,
                     const char *path, double since_s)
{
    if (find_file(watch->files, watch->file_count, path))
        return;
    const struct file *before = find_file(known, known_count, path);
    struct file file = {.path = rmx_arena_copy(watch->arena, path)};
    if (before) {
        const char *copy = file.path;
        file = *before;
        file.path = copy;
        file.is_new = false;
        if (note_status(&file))
            file.is_suspect = file.is_changed = true; // what was loaded meanwhile may be half of it
    }
    file.name = rmx_path_file(file.path);
    file.folder = add_folder(watch, rmx_path_folder(watch->arena, path));
    if (!before) {
        file.is_new = true;
        file.hash = content_hash(path);
        note_status(&file);
        file.is_changed = has_changed_since(&file, since_s);
    }
    *(struct file *)RMX_PUSH(watch->arena, &watch->files, &watch->file_count) = file;
}

static void drop_old_watches(struct rmx_watch *watch, const struct folder *old, int count)
{
    for (int i = 0; i < count; i++) {
        bool is_used = old[i].descriptor < 0;
        for (int k = 0; k < watch->folder_count && !is_used; k++)
            is_used = watch->folders[k].descriptor == old[i].descriptor;
        if (!is_used)
            inotify_rm_watch(watch->inotify, old[i].descriptor);
    }
}

void rmx_watch_set(struct rmx_watch *watch, const struct rmx_watch_list *list, double since_s)
{
    struct rmx_arena *old_arena = watch->arena;
    struct file *old_files = watch->files;
    struct folder *old_folders = watch->folders;
    int old_file_count = watch->file_count, old_folder_count = watch->folder_count;
    watch->arena = rmx_arena_create();
    watch->files = NULL;
    watch->folders = NULL;
    watch->file_count = watch->folder_count = 0;
    watch->since_s = since_s;
    for (int i = 0; i < list->folder_count; i++)
        folder_of(watch, list->folders[i])->takes_effects = true;
    for (int i = 0; i < list->album_count; i++)
        folder_of(watch, list->albums[i])->takes_all = true;
    for (int i = 0; i < list->file_count; i++)
        add_file(watch, old_files, old_file_count, list->files[i], since_s);
    drop_old_watches(watch, old_folders, old_folder_count);
    rmx_arena_destroy(old_arena);
}

int rmx_watch_descriptor(const struct rmx_watch *watch)
{
    return watch->inotify;
}

static bool has_ending(const char *name, const char *const *endings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rmx_has_suffix(name, endings[i]))
            return true;
    return false;
}

static bool is_effect(const char *name)
{
    static const char *const endings[] = {".fs", ".isf", ".frag", ".vs", ".vert", ".glsl"};
    return has_ending(name, endings, sizeof(endings) / sizeof(endings[0]));
}

// Whose half is told as a mistake, and mended by the next look.
static bool is_text(const char *name)
{
    static const char *const endings[] = {".yaml", ".yml"};
    return is_effect(name) || has_ending(name, endings, sizeof(endings) / sizeof(endings[0]));
}

bool rmx_watch_is_torn(struct rmx_watch *watch)
{
    bool is_torn = false;
    for (int i = 0; i < watch->file_count; i++) {
        struct file *file = &watch->files[i];
        if (is_text(file->name) || !has_changed_since(file, watch->since_s) ||
            (!file->is_new && file->hash == content_hash(file->path)))
            continue; // or it was only touched
        is_torn = file->is_suspect = file->is_changed = true;
    }
    return is_torn;
}

static void suspect_folder(struct rmx_watch *watch, int folder)
{
    for (int i = 0; i < watch->file_count; i++)
        watch->files[i].is_suspect |= watch->files[i].folder == folder;
}

// True where the name in that folder is one that counts.
// `is_begun`: made, and not written yet.
static bool take_name(struct rmx_watch *watch, int folder, const char *name, bool is_begun)
{
    bool known = false;
    for (int i = 0; i < watch->file_count; i++) {
        struct file *file = &watch->files[i];
        if (file->folder != folder || strcmp(file->name, name) != 0)
            continue;
        known = file->is_suspect = true;
        file->changed_ms = rmx_clock_ms();
    }
    const struct folder *in = &watch->folders[folder];
    bool is_news = !known && ((in->takes_effects && is_effect(name)) ||
                              (in->takes_all && name[0] != '.' && !is_begun));
    watch->has_news |= is_news;
    return known || is_news;
}

// Links and folders are whole when they are made.
static bool is_begun(struct rmx_watch *watch, const struct folder *folder,
                     const struct inotify_event *event)
{
    if (!(event->mask & IN_CREATE) || !folder->takes_all)
        return false;
    return !rmx_picture_is_whole(rmx_path_join(watch->arena, folder->path, event->name));
}

static bool take_event(struct rmx_watch *watch, const struct inotify_event *event)
{
    bool counts = false;
    for (int i = 0; i < watch->folder_count; i++) {
        struct folder *folder = &watch->folders[i];
        if (!(event->mask & IN_Q_OVERFLOW) && folder->descriptor != event->wd)
            continue;
        if (event->mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF))
            folder->descriptor = -1;
        if (event->len) {
            counts |= take_name(watch, i, event->name, is_begun(watch, folder, event));
        } else {
            suspect_folder(watch, i);
            counts = true;
        }
    }
    if (event->mask & IN_MOVE_SELF)
        inotify_rm_watch(watch->inotify, event->wd);
    return counts;
}

bool rmx_watch_take(struct rmx_watch *watch)
{
    _Alignas(struct inotify_event) char events[16384];
    bool counts = false;
    ssize_t length;
    while (watch->inotify >= 0 && (length = read(watch->inotify, events, sizeof(events))) > 0) {
        for (char *at = events; at < events + length;) {
            const struct inotify_event *event = (const void *)at;
            counts |= take_event(watch, event);
            at += sizeof(*event) + event->len;
        }
    }
    return counts;
}

// It is on its way still.
static bool must_wait(const struct file *file)
{
    return (file->is_suspect || file->is_changed) && !is_text(file->name) &&
           rmx_clock_ms() - file->changed_ms < PATIENCE_MS && !rmx_picture_is_whole(file->path);
}

bool rmx_watch_settle(struct rmx_watch *watch)
{
    bool changed = watch->has_news, has_news = changed;
    watch->has_news = false;
    for (int i = 0; i < watch->file_count; i++) {
        struct file *file = &watch->files[i];
        if (must_wait(file))
            continue; // the next look asks for it again
        if (file->is_suspect) {
            note_status(file); // before it is read, so that what is written meanwhile is seen
            uint64_t hash = content_hash(file->path);
            has_news |= hash != file->hash;
            file->hash = hash;
        } else {
            has_news |= file->is_changed;
        }
        changed |= file->is_changed;
        file->is_suspect = file->is_changed = false;
    }
    watch->had_news = has_news;
    return changed || has_news;
}

bool rmx_watch_has_news(const struct rmx_watch *watch)
{
    return watch->had_news;
}

static bool is_elsewhere(const struct folder *folder)
{
    struct stat status;
    bool there = rmx_roots_stat(folder->path, &status);
    return there ? status.st_ino != folder->inode || status.st_dev != folder->device
                 : folder->inode != 0;
}

// Texts count at once. What takes longer to write, and tells nothing of its end, has to stand still
// from one look to the next.
static void look_at(struct file *file)
{
    bool differs = note_status(file), waits = differs && !is_text(file->name);
    file->is_suspect |= !waits && (differs || file->is_moving);
    file->is_moving = waits;
}

bool rmx_watch_look(struct rmx_watch *watch)
{
    bool counts = false;
    for (int i = 0; i < watch->folder_count; i++) {
        struct folder *folder = &watch->folders[i];
        if (folder->descriptor >= 0 && !is_elsewhere(folder))
            continue;
        add_watch(watch, folder);
        if (folder->descriptor >= 0) {
            suspect_folder(watch, i);
            watch->has_news |= folder->takes_effects || folder->takes_all;
            counts = true;
        }
    }
    for (int i = 0; i < watch->file_count; i++) {
        struct file *file = &watch->files[i];
        look_at(file);
        counts |= file->is_suspect || file->is_changed;
    }
    return counts;
}
