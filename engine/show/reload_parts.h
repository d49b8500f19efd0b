// SPDX-License-Identifier: GPL-3.0-or-later
// What the two sides of a loader know: its thread (show/reload.c) and the stage
// (show/reload_stage.c).
#pragma once

#include "show/followed.h"
#include "show/jobs.h"
#include "show/loading.h"
#include "show/newer.h"
#include "show/reload.h"

#include <pthread.h>
#include <stdatomic.h>

enum { RMX_MOST_BACK = 8 };

struct rmx_reload {
    struct rmx_reload_params params;
    struct rmx_loading loading;
    pthread_t thread;
    int wake;              // an eventfd
    struct rmx_jobs *jobs; // that the stage wants done
    // Goes one on where work with GL begins and where it ends, so it is odd in between.
    atomic_uint works;
    unsigned works_seen; // the stage's own
    // The thread's own:
    struct rmx_followed followed;
    struct rmx_newer newer;
    struct rmx_generation *begun; // of the load that goes on
    bool is_listed;               // what it means is followed already
    bool is_unwanted;             // from now on
    int loaded_width, loaded_height;
    bool had_whole;
    // Under the lock:
    pthread_mutex_t lock;
    bool is_stopping;
    bool rests;      // no further load begins
    bool is_loading; // one goes on
    int width, height;
    long long frame; // where the show stands, at `fps`; 0: it does not yet
    double fps;
    struct rmx_player *ready; // not taken yet; NULL: none
    struct rmx_player *back[RMX_MOST_BACK];
    int back_count;
    struct rmx_reload_counts counts;
};

// The thread looks up from its wait for files. Thread: any.
void rmx_reload_wake(struct rmx_reload *reload);
