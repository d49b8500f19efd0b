// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the ledger of the frames that options name, and writes its files.
//
// In:  options, settings. Out: a ledger with all that its files want.
// Thread: the caller's, whose OpenGL context it is.
#pragma once

#include "app/command.h"
#include "share/ledger_files.h"
#include "share/meter.h"
#include "share/survey.h"

struct rmx_ledger_job {
    const struct rmx_options *options;
    const struct rmx_settings *settings; // the scene's, as it is drawn
    struct rmx_meter *lent; // at the ledger's width, and outlives the job; NULL: it opens its own
    // Of rmx_ledger_measure, freed by rmx_ledger_finish:
    struct rmx_meter *meter, *fine; // `fine`: a still's, for its map
    struct rmx_ledger *ledger;
    struct rmx_ledger_report report;
};

// Measures each frame of --frame, --time or --frames, and draws small pictures of some of them. An
// exit code; what went wrong was said. Ctrl-C ends it.
int rmx_ledger_measure(struct rmx_ledger_job *job);
void rmx_ledger_finish(struct rmx_ledger_job *job);

// The scene drawn beside its measurement, at another size.
struct rmx_ledger_drawing {
    struct rmx_generation *generation;
    struct rmx_player *player;
    struct rmx_survey *survey; // feeds it, where the scene reads shares
};
// An exit code, and what went wrong was said; to be closed whatever it is.
int rmx_ledger_drawing_open(const struct rmx_ledger_job *job, const struct rmx_settings *settings,
                            struct rmx_ledger_drawing *drawing);
void rmx_ledger_drawing_close(struct rmx_ledger_drawing *drawing);
// False, and said, where --ledger-size is more than the picture's own width.
bool rmx_ledger_check_size(const struct rmx_options *options, const struct rmx_scene *scene);

// As rmx_open_answer, for a further load of the same scene: its warnings have been said.
int rmx_ledger_answer_again(const struct rmx_ledger_job *job,
                            const struct rmx_generation *generation);

// Writes into `path`, by its ending. An exit code, as above.
int rmx_ledger_write_one(struct rmx_ledger_job *job, const char *path);
// Writes NAME.ledger.json, .png, .svg and, of a still, .exr. `name` is a path without an ending.
int rmx_ledger_write_all(struct rmx_ledger_job *job, const char *name);
