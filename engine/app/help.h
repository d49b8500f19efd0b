// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own words about itself.
#pragma once

#include "app/command.h"

#include <stdio.h>

void rmx_print_help(FILE *out, const struct rmx_command *commands, int count);
void rmx_print_command_help(const struct rmx_command *command);
const char *rmx_version(void); // "0.1.0"
void rmx_print_version(void);
