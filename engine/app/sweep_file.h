// SPDX-License-Identifier: GPL-3.0-or-later
// One effect of a sweep, drawn on the test picture.
//
// In:  an effect's path. Out: what became of it, and its last frame.
// Thread: the one that made the sweeper. Nothing of a file stays behind.
#pragma once

#include "app/command.h"

enum {
    RMX_SWEEP_WIDTH = 240,
    RMX_SWEEP_HEIGHT = 136,
    RMX_SWEEP_BYTES = 4 * RMX_SWEEP_WIDTH * RMX_SWEEP_HEIGHT
};

enum rmx_verdict {
    RMX_SWEPT_DRAWN,
    RMX_SWEPT_UNCHANGED,
    RMX_SWEPT_LATER,
    RMX_SWEPT_BLANK,
    RMX_SWEPT_FAILED,
    RMX_SWEPT_VERDICTS
};

struct rmx_swept { // plain bytes: processes share it
    enum rmx_verdict verdict;
    int passes, gl_errors;
    double ms;
    char why[240];    // why it failed, or does not fuse
    char kind[32];    // of a failure: app/sweep_kinds.h; else ""
    int line, column; // where; 0: nowhere
};

struct rmx_sweeper_params {
    const struct rmx_options *options;
    const struct rmx_list *allow; // folders below which effects may lie
    const char *scene; // the file that each effect's scene is written to; removed in the end
};

struct rmx_sweeper;

// With a context of its own. NULL with the exit code in `code`, which was said.
struct rmx_sweeper *rmx_sweeper_create(const struct rmx_sweeper_params *params, int *code);
void rmx_sweeper_destroy(struct rmx_sweeper *sweeper); // NULL is fine
// `pixels`: RMX_SWEEP_BYTES.
void rmx_sweeper_file(struct rmx_sweeper *sweeper, const char *path, struct rmx_swept *swept,
                      unsigned char *pixels);
int rmx_sweeper_objects(const struct rmx_sweeper *sweeper); // GL objects that are alive
