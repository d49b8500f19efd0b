// SPDX-License-Identifier: GPL-3.0-or-later
// Good saves of a live show, one after another, and the memory that the process has then.
//
// In:  a kind of edit and a number that makes it another one. Out: whether it was taken, megabytes.
// Within live_set_up; live_end ends it.
#pragma once

#include <stdbool.h>

enum { EDITS_KINDS = 5 };

const char *edits_kind(int kind);
bool edits_begin(void); // false: no show could be had
bool edits_save(int kind, int number);
// Resident; of a build with AddressSanitizer, allocated.
double edits_mb(void);
