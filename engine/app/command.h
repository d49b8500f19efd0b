// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the program, one file each, and what they share: exit codes and talk.
//
// Standard output carries what was asked for (a picture, a plan, a list), standard error all talk.
#pragma once

#include "app/options.h"
#include "base/error.h"

#include <stdio.h>

enum rmx_exit {
    RMX_EXIT_OK = 0,
    RMX_EXIT_FAILED = 1,   // the render failed
    RMX_EXIT_USAGE = 2,    // the command line
    RMX_EXIT_SCENE = 65,   // errors in a scene or an effect
    RMX_EXIT_INPUT = 66,   // a missing or unreadable input
    RMX_EXIT_NO_GL = 69,   // no usable OpenGL
    RMX_EXIT_WRITE = 73,   // cannot write
    RMX_EXIT_SIGNAL = 128, // and the signal's number
};

struct rmx_command {
    const char *name;
    const char *arguments;                         // what follows the name: "SCENE"
    const char *summary;                           // one line for the list of commands
    const char *help;                              // further paragraphs and examples
    int least, most;                               // arguments
    int (*run)(const struct rmx_options *options); // an exit code
};

int rmx_command_render(const struct rmx_options *options);
int rmx_command_live(const struct rmx_options *options);
int rmx_command_listen(const struct rmx_options *options);
int rmx_command_ledger(const struct rmx_options *options);
int rmx_command_check(const struct rmx_options *options);
int rmx_command_explain(const struct rmx_options *options);
int rmx_command_credits(const struct rmx_options *options);
int rmx_command_record(const struct rmx_options *options);
int rmx_command_list(const struct rmx_options *options);
int rmx_command_describe(const struct rmx_options *options);
int rmx_command_new(const struct rmx_options *options);
int rmx_command_schema(const struct rmx_options *options);
int rmx_command_sweep(const struct rmx_options *options);

// All that is printed passes here: what would steer a terminal is shown, as `\x1b` (base/text.h).
void rmx_print(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void rmx_print_text(FILE *out, const char *text);
void rmx_print_json(FILE *out, const char *json);
// One line, whose end is added: others in it are shown as `\n`.
void rmx_print_line(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
// One line on standard error, "remontage: ..."; rmx_say is silent under --quiet.
void rmx_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
void rmx_say(const struct rmx_options *options, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// "WHAT 'word'; did you mean 'x'?", or "; otherwise" where no name is near.
void rmx_complain_unknown(const char *what, const char *word, const char *const *names, int count,
                          const char *otherwise);
// The errors as a compiler shows them, on standard error; warnings not under --quiet.
void rmx_print_errors(const struct rmx_options *options, const struct rmx_errors *errors);
