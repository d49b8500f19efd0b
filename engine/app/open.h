// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the scene that a command line names, and answers for it on standard error.
#pragma once

#include "app/command.h"
#include "runtime/generation.h"
#include "write/still.h"

// --allow and the lines of $XDG_CONFIG_HOME/remontage/allow; `~/` at a line's start is the home.
struct rmx_list rmx_allowed(const struct rmx_options *options);
// What the options wish of `scene` but for --set (app/set.h); lists and texts are the options'.
struct rmx_settings rmx_settings_of(const struct rmx_options *options, const char *scene);
// The picture goes to a file of that format, which has a say in its depth; unknown: it has none.
void rmx_settings_fit_file(struct rmx_settings *settings, enum rmx_still_format format);

// The effects that a scene in that folder could name; NULL: no folder's own. The caller's.
struct rmx_catalog *rmx_open_catalog(const struct rmx_options *options, const char *scene_folder);

// Loads a scene; prints errors and what the machine lacks. The generation is
// the caller's to destroy, whatever is returned: RMX_EXIT_OK, or the exit code of what went wrong.
// `context` as in struct rmx_load_params.
int rmx_open(const struct rmx_options *options, const struct rmx_settings *settings,
             enum rmx_load_until until, struct rmx_context *context,
             struct rmx_generation **generation);
// After drawing: which loops in files of others were left early, which waits for all that was
// drawn.
void rmx_tell_loops(const struct rmx_options *options, struct rmx_generation *generation);
// The second half of it: prints what a generation has to say, and gives the exit code.
int rmx_open_answer(const struct rmx_options *options, const struct rmx_generation *generation);
