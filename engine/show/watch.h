// SPDX-License-Identifier: GPL-3.0-or-later
// Files that an editor may save in any way: in place, by a rename, truncated and written, deleted
// and brought back, their folders, too.
//
// A picture that is written slowly counts once it has its end (media/whole.h), or has stood without
// one for three seconds.
//
// In:  paths, there or not. Out: whether the content of any of them became another one.
// Thread: one at a time. Folders are watched, never files; once a second everything is looked at as
// well, for file systems that tell nothing.
#pragma once

#include <stdbool.h>

struct rmx_watch;

// Without inotify it only looks (logged).
struct rmx_watch *rmx_watch_create(void);
void rmx_watch_destroy(struct rmx_watch *watch); // NULL is fine

struct rmx_watch_list {
    const char *const *files;
    int file_count;
    const char *const *folders; // any effect file that comes, goes or changes here counts
    int folder_count;
    const char *const *albums; // any file that does so in these
    int album_count;
};
// What is watched from now on. What changed after `since_s` (CLOCK_REALTIME) counts as changed.
void rmx_watch_set(struct rmx_watch *watch, const struct rmx_watch_list *list, double since_s);

// Of what was set last: whether a picture changed after that, so that it may have been read half.
// Such a one counts as changed once more.
bool rmx_watch_is_torn(struct rmx_watch *watch);

int rmx_watch_descriptor(const struct rmx_watch *watch); // for poll(); -1: none
// Takes in what happened; true where a file may have changed. Then, once it is quiet:
bool rmx_watch_take(struct rmx_watch *watch);
// Reads what may have changed; true where the content is another one than it was.
bool rmx_watch_settle(struct rmx_watch *watch);
// Whether bytes were other ones then: not where a file that was read meanwhile was only touched.
bool rmx_watch_has_news(const struct rmx_watch *watch);
// Looks at everything; true as with take.
bool rmx_watch_look(struct rmx_watch *watch);
