// SPDX-License-Identifier: GPL-3.0-or-later
// An exhibition of a test's own: in the folder of support/cli.h, with three pictures' files
// (plant.jpg, street.jpg, and copy.jpg with the bytes of plant.jpg).
#pragma once

#include "share/exhibition.h"
#include "share/exhibits.h"
#include "support/cli.h"

#include <sqlite3.h>

// For each of cmocka's tests.
int exhibits_set_up(void **state);
int exhibits_tear_down(void **state);

const char *exhibits_database(void);                          // its path
void exhibits_execute(const char *database, const char *sql); // fails the test where it cannot
// Adds to a running exhibition, shows one picture for a whole run, reads all that stands there.
void exhibits_add(struct rmx_exhibition *exhibition, const char *file, const char *name,
                  double surface_s, const char *title);
void exhibits_show(enum rmx_exhibition_kind kind, const char *file, double surface_s);
const struct rmx_exhibits *exhibits_see(void);
const struct rmx_exhibits *exhibits_wait(void); // until something does, 10 seconds at most
bool exhibits_read(struct rmx_exhibits *exhibits, char *why, size_t why_size);

// All that goes to standard error between the two; the number of lines.
void exhibits_listen(void);
int exhibits_heard(char *said, size_t size);
