// SPDX-License-Identifier: GPL-3.0-or-later
// Standard error as a show uses it: lines that stay, and one that is written over.
//
// Thread: any.
#pragma once

#include <stdbool.h>

bool rmx_terminal_is_there(void); // that can be written over, and is not dumb
// Whole lines; the passing one makes room for them.
void rmx_terminal_say(void *unused, const char *text);
// The passing line, in place of the one before.
void rmx_terminal_status(void *unused, const char *line);
void rmx_terminal_end(void); // leaves the last passing line standing
