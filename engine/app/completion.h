// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts by which shells complete this program's command line.
//
// In:  the tables of commands, options and kinds that check it.
// Out: `remontage completion bash|zsh|fish`, on standard output. Names of effects are asked for
// when they are completed, so that the user's own are among them.
#pragma once

#include "app/command.h"

// An exit code; a shell that is not known is answered on standard error.
int rmx_print_completion(const char *shell, const struct rmx_command *commands, int count);

// The rest is for the files that write the scripts.

enum rmx_completed {
    RMX_COMPLETED_NOTHING, // free text and numbers
    RMX_COMPLETED_FILES,
    RMX_COMPLETED_FOLDERS,
    RMX_COMPLETED_WORDS,
    RMX_COMPLETED_EFFECTS, // and files of effects
};
struct rmx_completion {
    enum rmx_completed what;
    struct rmx_text words; // of WORDS, with spaces between; rmx_text_finish is the caller's
};
struct rmx_completion rmx_completion_of_option(const struct rmx_option *option);
struct rmx_completion rmx_completion_of_command(const struct rmx_command *command);
// The text between single quotes as sh and zsh read them.
// "bash zsh fish": what may follow `completion`.
const char *rmx_completion_shells(void);
void rmx_add_quoted(struct rmx_text *out, const char *text);

typedef void rmx_write_completion(struct rmx_text *out, const struct rmx_command *commands,
                                  int count);
rmx_write_completion rmx_write_bash, rmx_write_zsh, rmx_write_fish;
