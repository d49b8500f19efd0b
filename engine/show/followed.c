// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/followed.h"

#include "base/clock.h"
#include "runtime/watched.h"

#include <time.h>

enum { LOOK_MS = 1000 };

void rmx_followed_begin(struct rmx_followed *followed)
{
    const double COARSE_S = 0.01; // a file system's clock
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    followed->since_s = (double)now.tv_sec + (double)now.tv_nsec / 1e9 - COARSE_S;
}

void rmx_followed_list(struct rmx_followed *followed, struct rmx_generation *generation)
{
    const struct rmx_watched watched = rmx_generation_watched(generation);
    const struct rmx_watch_list list = {watched.files,   watched.file_count,
                                        watched.folders, watched.folder_count,
                                        watched.albums,  watched.album_count};
    rmx_watch_set(followed->watch, &list, followed->since_s);
}

int rmx_followed_wait_ms(const struct rmx_followed *followed)
{
    double now_ms = rmx_clock_ms(), until_ms = followed->next_look_ms;
    if (followed->quiet.since_ms > 0)
        until_ms = followed->quiet.last_ms + followed->debounce_ms;
    return until_ms > now_ms ? (int)(until_ms - now_ms) + 1 : 0;
}

bool rmx_followed_look(struct rmx_followed *followed)
{
    double now_ms = rmx_clock_ms();
    bool is_suspect = rmx_watch_take(followed->watch);
    if (now_ms >= followed->next_look_ms) {
        followed->next_look_ms = now_ms + LOOK_MS;
        is_suspect |= rmx_watch_look(followed->watch);
    }
    return is_suspect && rmx_quiet_suspect(&followed->quiet, rmx_clock_ms());
}

bool rmx_followed_settle(struct rmx_followed *followed)
{
    if (!rmx_quiet_is_over(&followed->quiet, rmx_clock_ms(), followed->debounce_ms))
        return false;
    followed->quiet.since_ms = 0;
    followed->has_changed |= rmx_watch_settle(followed->watch);
    return true;
}
