// SPDX-License-Identifier: GPL-3.0-or-later
// check --strict: what a collection of other people's scenes wants of each, beyond that it is
// right.
//
// In:  a load that ended well. Out: errors, at their places.
#pragma once

#include "app/options.h"
#include "runtime/generation.h"

// What is read lies below the scene's folder or came with the program; what is heard is a file; no
// port and no network is asked for; each picture and sound says whose it is and what allows it.
void rmx_strict_check(struct rmx_generation *generation);
// All that was warned of is an error.
void rmx_strict_raise(struct rmx_errors *errors);

// Warnings that are logged between them count, too: how many there were.
void rmx_strict_begin(const struct rmx_options *options);
int rmx_strict_end(void);
