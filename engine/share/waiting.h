// SPDX-License-Identifier: GPL-3.0-or-later
// What waits to be added to the exhibition: what was shown, summed by content and title.
//
// In:  showings. Out: parts for share/exhibition_file.h, one for each content under each title.
// Bounded by what is shown, not by how long: a database may be locked for hours.
// Thread: one at a time. Reads each picture's file once, for its hash, and again once it changes.
#pragma once

#include "share/exhibition.h"
#include "share/exhibition_file.h"

struct rmx_waiting;

struct rmx_waiting *rmx_waiting_create(enum rmx_exhibition_kind kind);
void rmx_waiting_destroy(struct rmx_waiting *waiting); // NULL is fine

// A file that cannot be read is logged once and adds nothing.
void rmx_waiting_add(struct rmx_waiting *waiting, const struct rmx_showing *showing);
// Until the next addition.
const struct rmx_exhibit_part *rmx_waiting_parts(const struct rmx_waiting *waiting, int *count);
int rmx_waiting_count(const struct rmx_waiting *waiting);
// All parts stand in the database: none waits any more.
void rmx_waiting_written(struct rmx_waiting *waiting);
