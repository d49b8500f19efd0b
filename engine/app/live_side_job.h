// SPDX-License-Identifier: GPL-3.0-or-later
// One reading of a side file, and its writing with what was changed meanwhile.
//
// In:  its path, a watch, edits; no one else touches them until it is done. Out: what it says with
// the edits in it, its mistakes as text, whether it was written.
// Thread: any, but for what it starts.
#pragma once

#include "scene/side.h"
#include "show/watch.h"

#include <pthread.h>
#include <stdatomic.h>

enum rmx_side_edit_kind { RMX_SIDE_BIND, RMX_SIDE_UNBIND, RMX_SIDE_KEEP };

struct rmx_side_edit {
    enum rmx_side_edit_kind kind;
    struct rmx_side_knob knob; // to UNBIND its name alone
    struct rmx_snapshot snapshot;
};

void rmx_side_edit_copy(struct rmx_arena *arena, const struct rmx_side_edit *edit,
                        struct rmx_side_edit *copy);
void rmx_side_edit_apply(const struct rmx_side_edit *edit, struct rmx_arena *arena,
                         struct rmx_side *side);

struct rmx_side_job {
    const char *path;
    struct rmx_watch *watch; // settled first; NULL: none
    const struct rmx_side_edit *edits;
    int edit_count;
    pthread_t thread;
    atomic_bool is_done;
    bool is_started;
    // What it found:
    bool is_changed; // the file, as the watch says
    bool is_broken;  // it has mistakes: nothing was written
    bool is_saved;
    int why;                 // errno of a file that was not
    struct rmx_arena *arena; // of `side`; who takes it sets it NULL
    struct rmx_side *side;
    struct rmx_text errors;
};

struct rmx_side_job *rmx_side_job_create(const char *path, struct rmx_watch *watch,
                                         const struct rmx_side_edit *edits, int edit_count);
void rmx_side_job_destroy(struct rmx_side_job *job); // once it is done
void rmx_side_job_run(struct rmx_side_job *job);     // here
void rmx_side_job_start(struct rmx_side_job *job);   // on a thread
bool rmx_side_job_is_done(struct rmx_side_job *job);
void rmx_side_job_wait(struct rmx_side_job *job);
